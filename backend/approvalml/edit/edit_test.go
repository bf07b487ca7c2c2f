package edit_test

import (
	"errors"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// operation is one edit of a text.
type operation func(tree *source.Tree) ([]source.Edit, error)

type example struct {
	name, before, after string
	do                  operation
}

func set(v edit.Value, path ...any) operation {
	return func(t *source.Tree) ([]source.Edit, error) { return edit.Set(t, source.At(path...), v) }
}

func insertKey(before, key string, v edit.Value, path ...any) operation {
	return func(t *source.Tree) ([]source.Edit, error) {
		return edit.InsertKey(t, source.At(path...), before, key, v)
	}
}

func insertItem(index int, v edit.Value, path ...any) operation {
	return func(t *source.Tree) ([]source.Edit, error) {
		return edit.InsertItem(t, source.At(path...), index, v)
	}
}

func remove(path ...any) operation {
	return func(t *source.Tree) ([]source.Edit, error) { return edit.Delete(t, source.At(path...)) }
}

func move(index int, path ...any) operation {
	return func(t *source.Tree) ([]source.Edit, error) { return edit.Move(t, source.At(path...), index) }
}

func rename(key string, path ...any) operation {
	return func(t *source.Tree) ([]source.Edit, error) { return edit.Rename(t, source.At(path...), key) }
}

func copyOf(to []any, from ...any) operation {
	return func(t *source.Tree) ([]source.Edit, error) {
		return edit.Set(t, source.At(to...), edit.Copy(t, t.Find(source.At(from...))))
	}
}

func check(t *testing.T, examples []example) {
	t.Helper()
	for _, e := range examples {
		for _, eol := range []string{"\n", "\r\n"} {
			if eol != "\n" && !strings.Contains(e.before, "\n") {
				continue // no line of it shows how lines end
			}
			name := e.name
			if eol != "\n" {
				name += " with carriage returns"
			}
			t.Run(name, func(t *testing.T) {
				before, want := strings.ReplaceAll(e.before, "\n", eol), strings.ReplaceAll(e.after, "\n", eol)
				tree := source.Read(before)
				if !tree.Readable() {
					t.Fatalf("not readable: %+v", tree.Problems)
				}
				edits, err := e.do(tree)
				if err != nil {
					t.Fatal(err)
				}
				if got := source.Apply(before, edits...); got != want {
					t.Errorf("from\n%s\ngot\n%s\n%q\nwant\n%s\n%q", before, got, got, want, want)
				}
			})
		}
	}
}

func TestSetReplacesOnlyTheValue(t *testing.T) {
	x := edit.Text("x")
	group := edit.Map(edit.Pair{Key: "k", Value: edit.Text("v")}, edit.Pair{Key: "l", Value: edit.List(edit.Integer(1), edit.Boolean(true))})
	check(t, []example{
		{"plain with a comment", "a: old  # why\nb: 1\n", "a: x  # why\nb: 1\n", set(x, "a")},
		{"double quotes stay", "a: \"old\"\n", "a: \"x\"\n", set(x, "a")},
		{"single quotes stay", "a: 'old'\n", "a: 'it''s'\n", set(edit.Text("it's"), "a")},
		{"missing value", "a:\nb: 1\n", "a: x\nb: 1\n", set(x, "a")},
		{"missing value with a comment", "a: # why\nb: 1\n", "a: x # why\nb: 1\n", set(x, "a")},
		{"no final newline", "b: 1\na: old", "b: 1\na: x", set(x, "a")},
		{"markers and mark", "\ufeff---\na: old\n...\n", "\ufeff---\na: x\n...\n", set(x, "a")},
		{"number stays plain", "a: 1 # n\n", "a: 2.0 # n\n", set(edit.Number(2), "a")},
		{"text like a number", "a: 1\n", "a: \"1\"\n", set(edit.Text("1"), "a")},
		{"scalar to group", "a: old # why\nb: 1\n", "a: # why\n  k: v\n  l:\n    - 1\n    - true\nb: 1\n", set(group, "a")},
		{"scalar to group at the end", "b: 1\na: old", "b: 1\na:\n  k: v\n  l:\n    - 1\n    - true", set(group, "a")},
		{"group to scalar", "a: # why\n  b: 1 # gone\n  # gone\n\nc: 2\n", "a: x # why\n\nc: 2\n", set(x, "a")},
		{"compact list to scalar", "a:\n- b\n- c\n# d\nd: 2\n", "a: x\n# d\nd: 2\n", set(x, "a")},
		{"list in the document's style", "a:\n- b\nc: 1\n", "a:\n- b\nc:\n- x\n", set(edit.List(x), "c")},
		{"literal stays", "a: | # why\n    one\n    two\nb: 1\n", "a: | # why\n    three\n    four\nb: 1\n", set(edit.Text("three\nfour\n"), "a")},
		{"literal without last newline", "a: |\n  one\nb: 1\n", "a: |-\n  x\nb: 1\n", set(x, "a")},
		{"folded stays", "a: >\n  one\nb: 1\n", "a: >\n  x\n\n  y\nb: 1\n", set(edit.Text("x\ny\n"), "a")},
		{"lines in a plain place", "a: b\nc: 1\n", "a: |\n  x\n\n  y\nc: 1\n", set(edit.Text("x\n\ny\n"), "a")},
		{"lines in brackets", "a: {b: c}\n", "a: {b: \"x\\ny\"}\n", set(edit.Text("x\ny"), "a", "b")},
		{"literal to plain", "a: |\n  one\n\nb: 1\n", "a: 5\n\nb: 1\n", set(edit.Integer(5), "a")},
		{"several lines to one", "a: one\n  two # c\nb: 1\n", "a: x # c\nb: 1\n", set(x, "a")},
		{"item", "a:\n  - b # c\n  - d\n", "a:\n  - x # c\n  - d\n", set(x, "a", 0)},
		{"item to group", "a:\n  - b # c\n  - d\n", "a:\n  - # c\n    k: v\n    l:\n      - 1\n      - true\n  - d\n", set(group, "a", 0)},
		{"item without comment to group", "a:\n  - b\n  - d\n", "a:\n  - k: v\n    l:\n      - 1\n      - true\n  - d\n", set(group, "a", 0)},
		{"compact group to scalar", "a:\n  - k: v\n    l: 2\n  - d\n", "a:\n  - x\n  - d\n", set(x, "a", 0)},
		{"nested dashes", "a:\n  - - b\n    - c\n", "a:\n  - - b\n    - x\n", set(x, "a", 0, 1)},
		{"in brackets", "a: {b: 1, c: [d, e]} # f\n", "a: {b: 1, c: [d, \"x, y\"]} # f\n", set(edit.Text("x, y"), "a", "c", 1)},
		{"lone key in brackets", "a: {b, c}\n", "a: {b: x, c}\n", set(x, "a", "b")},
		{"empty in brackets", "a: {b: , c: 1}\n", "a: {b: x, c: 1}\n", set(x, "a", "b")},
		{"group in brackets", "a: [b]\n", "a: [{k: v, l: [1, true]}]\n", set(group, "a", 0)},
		{"anchor stays", "a: &n old\nb: *n\n", "a: &n x\nb: *n\n", set(x, "a")},
		{"alias is replaced", "a: &n old\nb: *n # c\n", "a: &n old\nb: x # c\n", set(x, "b")},
		{"tag goes", "a: !!str 12\n", "a: 13\n", set(edit.Integer(13), "a")},
		{"missing keys", "a:\n  b: 1\nc: 1\n", "a:\n  b: 1\n  d:\n    e: x\nc: 1\n", set(x, "a", "d", "e")},
		{"missing key below nothing", "a:\nc: 1\n", "a:\n  d: x\nc: 1\n", set(x, "a", "d")},
		{"missing key in the root", "a: 1", "a: 1\nb: x", set(x, "b")},
		{"empty list", "a: b\n", "a: []\n", set(edit.List(), "a")},
		{"null", "a: b\n", "a: null\n", set(edit.Null(), "a")},
		{"not english", "größe: weiß # 请假\n", "größe: 请假 # 请假\n", set(edit.Text("请假"), "größe")},
	})
}

func TestInsertFollowsItsSiblings(t *testing.T) {
	x := edit.Text("x")
	step := edit.Map(edit.Pair{Key: "name", Value: x}, edit.Pair{Key: "type", Value: edit.Text("end")})
	check(t, []example{
		{"before a key with its comment", "a: 1\n# about b\nb: 2\n", "a: 1\nc: x\n# about b\nb: 2\n", insertKey("b", "c", x)},
		{"at the end", "r:\n    a: 1 # c\n    # deep\nb: 2\n", "r:\n    a: 1 # c\n    c: x\n    # deep\nb: 2\n", insertKey("", "c", x, "r")},
		{"before the first behind a dash", "l:\n  - a: 1\n    b: 2\n", "l:\n  - c: x\n    a: 1\n    b: 2\n", insertKey("a", "c", x, "l", 0)},
		{"indentation", "r:\n    a:\n        b: 1\n", "r:\n    a:\n        b: 1\n    c:\n        name: x\n        type: end\n", insertKey("", "c", step, "r")},
		{"blank lines", "r:\n  a: 1\n\n  b: 2\nz: 1\n", "r:\n  a: 1\n\n  b: 2\n\n  c: x\nz: 1\n", insertKey("", "c", x, "r")},
		{"blank lines before", "r:\n  a: 1\n\n  b: 2\nz: 1\n", "r:\n  a: 1\n\n  c: x\n\n  b: 2\nz: 1\n", insertKey("b", "c", x, "r")},
		{"item in a compact list", "l:\n- a\n- b # c\nz: 1\n", "l:\n- a\n- b # c\n- x\nz: 1\n", insertItem(2, x, "l")},
		{"group in a list", "l:\n  - name: a\n    type: b\nz: 1\n", "l:\n  - name: x\n    type: end\n  - name: a\n    type: b\nz: 1\n", insertItem(0, step, "l")},
		{"group among brackets", "l:\n  - { a: 1 }\n", "l:\n  - { a: 1 }\n  - { name: x, type: end }\n", insertItem(1, step, "l")},
		{"quoted siblings", "l:\n  - \"a\"\n  - \"b\"\n", "l:\n  - \"a\"\n  - \"x\"\n  - \"b\"\n", insertItem(1, x, "l")},
		{"quoted keys", "'a': 1\n'b': 2\n", "'a': 1\n'b': 2\n'c': x\n", insertKey("", "c", x)},
		{"brackets at the end", "l: [a, b] # c\n", "l: [a, b, x] # c\n", insertItem(2, x, "l")},
		{"brackets in front", "l: [a, b]\n", "l: [x, a, b]\n", insertItem(0, x, "l")},
		{"brackets with a last comma", "l: [a, b,]\n", "l: [a, b, x,]\n", insertItem(2, x, "l")},
		{"braces", "m: { a: 1 }\n", "m: { a: 1, b: x }\n", insertKey("", "b", x, "m")},
		{"brackets by lines", "l: [\n  a,\n  b # c\n]\n", "l: [\n  a,\n  b, # c\n  x\n]\n", insertItem(2, x, "l")},
		{"empty list", "l: [] # c\nz: 1\n", "l: # c\n  - x\nz: 1\n", insertItem(0, x, "l")},
		{"empty map", "m: {}\n", "m:\n  a: x\n", insertKey("", "a", x, "m")},
		{"empty in brackets", "m: [{}]\n", "m: [{a: x}]\n", insertKey("", "a", x, "m", 0)},
		{"nothing", "m:\nz: 1\n", "m:\n  - x\nz: 1\n", insertItem(0, x, "m")},
		{"no final newline", "a: 1", "a: 1\nb: x", insertKey("", "b", x)},
		{"before the end marker", "a: 1\n...\n", "a: 1\nb: x\n...\n", insertKey("", "b", x)},
		{"below a literal", "a: |\n  text\n\nb: 1\n", "a: |\n  text\n\nc: x\n\nb: 1\n", insertKey("b", "c", x)},
		{"first, with a mark", "\ufeffa: 1\n", "\ufeffb: x\na: 1\n", insertKey("a", "b", x)},
		{"below text that keeps its ending", "m:\n  a: |+\n    text\n\nb: 1\n", "m:\n  a: |+\n    text\n\n  c: x\nb: 1\n", insertKey("", "c", x, "m")},
	})
}

func TestDeleteTakesCommentsWithIt(t *testing.T) {
	check(t, []example{
		{"in the middle", "a: 1\n# about b\n# more\nb: 2 # behind\n# about c\nc: 3\n", "a: 1\n# about c\nc: 3\n", remove("b")},
		{"a comment apart stays", "a: 1\n# apart\n\nb: 2\nc: 3\n", "a: 1\n# apart\n\nc: 3\n", remove("b")},
		{"one blank line stays", "a: 1\n\nb: 2\n\nc: 3\n", "a: 1\n\nc: 3\n", remove("b")},
		{"first", "r:\n  a: 1\n\n  b: 2\n", "r:\n  b: 2\n", remove("r", "a")},
		{"last", "r:\n  a: 1\n\n  b: 2\nz: 1\n", "r:\n  a: 1\nz: 1\n", remove("r", "b")},
		{"last of the text", "a: 1\n\nb: 2\n", "a: 1\n", remove("b")},
		{"no final newline", "a: 1\nb: 2", "a: 1", remove("b")},
		{"deep comments", "a: 1\nb:\n  c: 2\n  # about c\n\n  # end\nd: 3\n", "a: 1\nd: 3\n", remove("b")},
		{"behind a dash", "l:\n  - a: 1 # one\n    # about b\n    b: 2\n", "l:\n  - # about b\n    b: 2\n", remove("l", 0, "a")},
		{"behind a dash without comment", "l:\n  - a: 1\n    b: 2\n", "l:\n  - b: 2\n", remove("l", 0, "a")},
		{"item", "l:\n- a: 1\n  b: 2\n# about c\n- c\n- d\n", "l:\n- a: 1\n  b: 2\n- d\n", remove("l", 1)},
		{"nested dash", "l:\n  - - a\n    - b\n", "l:\n  - - b\n", remove("l", 0, 0)},
		{"only key", "r: # c\n  # about a\n  a: 1\n\nz: 1\n", "r: {} # c\n\nz: 1\n", remove("r", "a")},
		{"only item", "r:\n- a # b\nz: 1\n", "r: []\nz: 1\n", remove("r", 0)},
		{"only key behind a dash", "l:\n  - a: 1\n  - b\n", "l:\n  - {}\n  - b\n", remove("l", 0, "a")},
		{"only key of all", "# top\n\na: 1\n", "# top\n\n{}\n", remove("a")},
		{"in brackets", "l: [a, b, c]\n", "l: [a, c]\n", remove("l", 1)},
		{"first in brackets", "l: [a, b, c]\n", "l: [b, c]\n", remove("l", 0)},
		{"last in brackets", "l: [a, b, c,]\n", "l: [a, b,]\n", remove("l", 2)},
		{"only in brackets", "l: [ a ]\n", "l: []\n", remove("l", 0)},
		{"only in braces", "l: { a: 1 }\n", "l: {}\n", remove("l", "a")},
		{"lines in brackets", "l: [\n  a, # one\n  b, # two\n  c # three\n]\n", "l: [\n  a, # one\n  c # three\n]\n", remove("l", 1)},
		{"last line in brackets", "l: [\n  a,\n  b\n]\n", "l: [\n  a\n]\n", remove("l", 1)},
		{"behind text that keeps its ending", "a: |+\n  x\nb: 1\n\nc: 2\n", "a: |+\n  x\nc: 2\n", remove("b")},
	})
}

func TestMoveTakesCommentsAlong(t *testing.T) {
	check(t, []example{
		{"down", "# about a\na: 1 # one\nb: 2\nc: 3\n", "b: 2\nc: 3\n# about a\na: 1 # one\n", move(2, "a")},
		{"up", "a: 1\nb: 2\n# about c\nc: 3", "# about c\nc: 3\na: 1\nb: 2", move(0, "c")},
		{"behind a dash", "l:\n  - a: 1\n    b: 2\n", "l:\n  - b: 2\n    a: 1\n", move(1, "l", 0, "a")},
		{"blank lines go along", "a: 1\n\nb: 2\nc: 3\n", "b: 2\nc: 3\n\na: 1\n", move(2, "a")},
		{"between others all stays", "a: 1\nb: 2\n\n\nc: 3\n\nd: 4\n", "b: 2\n\n\nc: 3\n\nd: 4\na: 1\n", move(3, "a")},
		{"past a comment that stands alone", "a: 1\n\n# part 2\n\nb: 2\nc: 3\n", "# part 2\n\nb: 2\nc: 3\n\na: 1\n", move(2, "a")},
		{"up past a comment that stands alone", "a: 1\n\n# part 2\n\nb: 2\nc: 3\n", "c: 3\na: 1\n\n# part 2\n\nb: 2\n", move(0, "c")},
		{"out of the end of a part", "a: 1\nb: 2\n\n# part 2\n\nc: 3\nd: 4\n", "a: 1\n\n# part 2\n\nc: 3\nd: 4\nb: 2\n", move(3, "b")},
		{"out of a part of its own", "a: 1\n# part 2\n\nb: 2\n# part 3\n\nc: 3\nd: 4\n", "a: 1\n# part 2\n\n# part 3\n\nc: 3\nd: 4\nb: 2\n", move(3, "b")},
		{"out of the last part", "a: 1\nb: 2\n\n# part 2\n\nc: 3\n", "c: 3\n\na: 1\nb: 2\n\n# part 2\n", move(0, "c")},
		{"items", "l:\n- a\n- b: 1\n  c: 2\nz: 1\n", "l:\n- b: 1\n  c: 2\n- a\nz: 1\n", move(0, "l", 1)},
		{"brackets", "l: [a, b,  c]\n", "l: [c, a,  b]\n", move(0, "l", 2)},
		{"braces", "m: {a: 1, b: 2}\n", "m: {b: 2, a: 1}\n", move(1, "m", "a")},
	})
}

func TestRenameKeepsQuotes(t *testing.T) {
	check(t, []example{
		{"plain", "a : 1 # c\nb: 2\n", "x : 1 # c\nb: 2\n", rename("x", "a")},
		{"quoted", "'a': 1\n", "'x': 1\n", rename("x", "a")},
		{"needs quotes", "a: 1\n", "\"on\": 1\n", rename("on", "a")},
		{"brackets", "m: {a: 1, \"b\":2}\n", "m: {a: 1, \"c\":2}\n", rename("c", "m", "b")},
		{"lone in brackets", "m: {a, b}\n", "m: {a, c}\n", rename("c", "m", "b")},
		{"number", "1: a\n", "one: a\n", rename("one", "1")},
		{"anchored", "&k a: 1\nb: *k\n", "&k x: 1\nb: *k\n", rename("x", "a")},
	})
}

func TestCopyIsIndentedForItsPlace(t *testing.T) {
	check(t, []example{
		{
			"group with comments", "a:\n  # one\n  b: 'x' # two\n\n  c: |\n    text\n      deep\n  # three\nr:\n  s: 1\n",
			"a:\n  # one\n  b: 'x' # two\n\n  c: |\n    text\n      deep\n  # three\nr:\n  s:\n    # one\n    b: 'x' # two\n\n    c: |\n      text\n        deep\n    # three\n", copyOf([]any{"r", "s"}, "a"),
		},
		{"to the left", "r:\n  s:\n    b: |2\n       x\n      y\nz: 1\n", "r:\n  s:\n    b: |2\n       x\n      y\nz:\n  b: |2\n     x\n    y\n", copyOf([]any{"z"}, "r", "s")},
		{"literal", "a: |+\n  x\n\nl:\n  - b\n", "a: |+\n  x\n\nl:\n  - |+\n    x\n\n", copyOf([]any{"l", 0}, "a")},
		{"into brackets", "a:\n  b: 'x' # c\n  d: |\n    t\nm: [1]\n", "a:\n  b: 'x' # c\n  d: |\n    t\nm: [{b: 'x', d: \"t\\n\"}]\n", copyOf([]any{"m", 0}, "a")},
		{"out of brackets", "m: [{a: 1, 'b': [c]}]\nz: 1\n", "m: [{a: 1, 'b': [c]}]\nz: {a: 1, 'b': [c]}\n", copyOf([]any{"z"}, "m", 0)},
		{"aliases and anchors", "d: &d {x: 1}\na:\n  b: &e 1 # c\n  f: *d\n  g: *e\nz: 1\n", "d: &d {x: 1}\na:\n  b: &e 1 # c\n  f: *d\n  g: *e\nz:\n  b: 1 # c\n  f: {x: 1}\n  g: 1\n", copyOf([]any{"z"}, "a")},
		{"merge", "d: &d\n  x: 1\na:\n  <<: *d\n  y: 2\nz: 1\n", "d: &d\n  x: 1\na:\n  <<: *d\n  y: 2\nz:\n  <<: {x: 1}\n  y: 2\n", copyOf([]any{"z"}, "a")},
		{"quoted over lines", "a: \"x\n  y\"\nr:\n  s: 1\n", "a: \"x\n  y\"\nr:\n  s: \"x\n    y\"\n", copyOf([]any{"r", "s"}, "a")},
		{"compact list", "a:\n- b\n- c: 1\n  d: 2\nr:\n  s: 1\n", "a:\n- b\n- c: 1\n  d: 2\nr:\n  s:\n  - b\n  - c: 1\n    d: 2\n", copyOf([]any{"r", "s"}, "a")},
		{"item to item", "l:\n  - a: 1 # c\n    b: 2\n  - x\n", "l:\n  - a: 1 # c\n    b: 2\n  - a: 1 # c\n    b: 2\n", copyOf([]any{"l", 1}, "l", 0)},
		{"group to item", "m:\n  a: 1\n  b: 2\nl:\n  - x\n", "m:\n  a: 1\n  b: 2\nl:\n  - a: 1\n    b: 2\n", copyOf([]any{"l", 0}, "m")},
	})
}

func TestWhatCannotBeEditedIsRefused(t *testing.T) {
	for _, r := range []struct {
		text, code string
		do         operation
	}{
		{"a: 1\n", edit.NotThere, remove("b")},
		{"a: 1\n", edit.NotThere, set(edit.Null(), "a", "b")},
		{"a: [1]\n", edit.NotThere, set(edit.Null(), "a", 3)},
		{"a: [1]\n", edit.NotThere, insertItem(3, edit.Null(), "a")},
		{"a: &x {b: 1}\nc: *x\n", edit.Shared, set(edit.Null(), "c", "b")},
		{"a: &x {b: 1}\nc:\n  <<: *x\n", edit.Shared, remove("c", "b")},
		{"a: &x 1\nc: *x\n", edit.InUse, remove("a")},
		{"a: {b: &x 1}\nc: *x\n", edit.InUse, set(edit.Null(), "a")},
		{"a: 1\nb: 2\n", edit.Exists, rename("b", "a")},
		{"a: 1\n", edit.Exists, insertKey("", "a", edit.Null())},
		{"a: [\n", edit.Unreadable, set(edit.Null(), "a")},
		{"", edit.Unreadable, set(edit.Null(), "a")},
		{"a: 1\n", edit.CannotEdit, set(edit.List())},
		{"a: 1\n", edit.CannotEdit, rename(strings.Repeat("k", 2000), "a")},
		{"a: 1\n", edit.CannotEdit, set(edit.Text("\xff"), "a")},
	} {
		_, err := r.do(source.Read(r.text))
		var refusal *edit.Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%q was edited", r.text)
		} else if refusal.Code != r.code || refusal.Message == "" || refusal.Hint == "" {
			t.Errorf("%q: %+v, want %s", r.text, refusal, r.code)
		}
	}
}
