package edit_test

import (
	"errors"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// write puts what a person wrote in the place of what stands at a path.
func write(yaml string, path ...any) operation {
	return func(tree *source.Tree) ([]source.Edit, error) {
		n := tree.Root
		for _, s := range path {
			if key, ok := s.(string); ok {
				n = n.Get(key)
			} else {
				n = n.Items[s.(int)]
			}
		}
		from, value, err := edit.ReadValue(yaml, edit.IndentOf(tree, n))
		if err != nil {
			return nil, err
		}
		return edit.Replace(tree, n, edit.Copy(from, value))
	}
}

func TestAWrittenValueStandsAsItWasWritten(t *testing.T) {
	const step = "a:\n    b:\n        name: N\n        type: end\n    c: 1\n"
	check(t, []example{
		{"a text", "a: b # why\n", "a: \"c d\" # why\n", write(`"c d"`, "a")},
		{"a text without quotes", "a: 'b'\n", "a: c d\n", write("c d", "a")},
		{"a number", "a: b\nc: d\n", "a: 12\nc: d\n", write(" 12 ", "a")},
		{"none", "a: b\n", "a: null\n", write("null", "a")},
		{"a group as the document shows it", step, strings.Replace(step, "N", "M", 1), write("name: M\n        type: end", "a", "b")},
		{"a group that is not indented", step, strings.Replace(step, "N", "M", 1), write("name: M\ntype: end", "a", "b")},
		{"a group in a group as the document shows it", step, "a:\n    b:\n        name: N\n        type:\n          x: y\n    c: 1\n", write("name: N\n        type:\n          x: y", "a", "b")},
		{"a group of one that has a group", step, "a:\n    b:\n        name:\n            x: y\n    c: 1\n", write("name:\n            x: y", "a", "b")},
		{"a list in a list", "a:\n  - b\n", "a:\n  - - c\n    - d\n", write("- c\n- d", "a", 0)},
		{"lines as the document shows them", "a:\n    b: |\n        one\n", "a:\n    b: |\n        two\n          three\n", write("|\n        two\n          three", "a", "b")},
		{"lines that are not indented", "a: one\nb: 1\n", "a: |\n  two\n    three\nb: 1\n", write("|\ntwo\n  three", "a")},
		{"lines with counted spaces", "a:\n  b: |2\n      one\n", "a:\n  b: |2\n      two\n    three\n", write("|2\n      two\n    three", "a", "b")},
		{"folded lines at the left", "a: one\n", "a: >-\n  two\n\n  three\n", write(">-\n  two\n\n  three", "a")},
		{"with comments in it", "a:\n  b: c\n", "a:\n  # d\n  b: e # f\n  # g\n  h: i\n", write("# d\nb: e # f\n# g\nh: i", "a")},
		{"in brackets", "a: {b: c, d: e}\n", "a: {b: \"f, g\", d: e}\n", write(`"f, g"`, "a", "b")},
		{"lines into brackets", "a: {b: c, d: e}\n", "a: {b: [1, 2], d: e}\n", write("- 1\n- 2", "a", "b")},
		{"a key twice is told by its place", "a: b\na: c\n", "a: d\na: c\n", func(tree *source.Tree) ([]source.Edit, error) {
			from, value, err := edit.ReadValue("d")
			if err != nil {
				return nil, err
			}
			return edit.Replace(tree, tree.Root.Entries[0].Value, edit.Copy(from, value))
		}},
	})
}

func TestWhatIsNotOneValueIsRefusedAndSaysWhy(t *testing.T) {
	const text = "a: b\nc: &n {d: e}\nf: *n\ng: &s h\ni: *s\n"
	for name, c := range map[string]struct {
		yaml string
		path []any
		says string
	}{
		"nothing":                   {" \n", []any{"a"}, "Nothing is written"},
		"only a comment":            {"# b", []any{"a"}, "Nothing is written"},
		"open quotes":               {`"b`, []any{"a"}, "cannot be read as a value"},
		"a colon in a text":         {"b: c: d", []any{"a"}, "cannot be read as a value"},
		"more than the value":       {"x\nz: y", []any{"a"}, "cannot be read as a value"},
		"an alias":                  {"*n", []any{"a"}, "cannot be read as a value"},
		"what is used elsewhere":    {"x", []any{"g"}, "&s, which is used elsewhere"},
		"a part of it":              {"x", []any{"c", "d"}, "&n, which is used elsewhere"},
		"a key twice":               {"x: 1\nx: 2", []any{"a"}, "cannot be read as a value"},
		"with a tab":                {"x:\n\ty: 1", []any{"a"}, "cannot be read as a value"},
		"what no workflow can hold": {strings.Repeat("[", 500) + strings.Repeat("]", 500), []any{"a"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			edits, err := write(c.yaml, c.path...)(source.Read(text))
			refusal, ok := errors.AsType[*edit.Refusal](err)
			if !ok || !strings.Contains(refusal.Message.String(), c.says) || refusal.Hint == "" || edits != nil {
				t.Errorf("%+v, %v", edits, err)
			}
		})
	}
}

func TestLinesOfAnEntryReachFromItsKeyToTheEndOfItsValue(t *testing.T) {
	tree := source.Read("# above\na:\n  # b\n  b: |\n    one\n\n    two\n\n  c: [1,\n    2] # d\nd:\n  - x: 1\n    y: 2\n  -\n    z: 3\ne:\n")
	root := tree.Root
	for name, c := range map[string]struct {
		node        *source.Node
		first, last int
	}{
		"a group":       {root.Get("a"), 2, 10},
		"a text":        {root.Get("a").Get("b"), 4, 7},
		"brackets":      {root.Get("a").Get("c"), 9, 10},
		"in brackets":   {root.Get("a").Get("c").Items[1], 10, 10},
		"an item":       {root.Get("d").Items[0], 12, 13},
		"below a dash":  {root.Get("d").Items[1], 14, 15},
		"nothing":       {root.Get("e"), 16, 16},
		"all of it":     {root, 1, 17},
		"in an item":    {root.Get("d").Items[0].Get("y"), 13, 13},
		"its first key": {root.Get("d").Items[0].Get("x"), 12, 12},
	} {
		if first, last := edit.Lines(tree, c.node); first != c.first || last != c.last {
			t.Errorf("%s stands on %d to %d, want %d to %d", name, first, last, c.first, c.last)
		}
	}
}

func TestAValueIsShownAtTheLeftAndReadBack(t *testing.T) {
	for _, c := range [][2]string{
		{"a:\n    name: N\n    on:\n      x: [1,\n        2]\n", "name: N\non:\n  x: [1,\n    2]"},
		{"a:\n    # above\n    b:\n      c: d\n\n  # left\n", "b:\n  c: d"},
		{"a:\n- - b\n  - c\n- d\n", "- - b\n  - c\n- d"},
		{"a: |\n    one\n      two\n", "|\n    one\n      two"},
		{"a: {b: 1,\n  c: 2}\n", "{b: 1,\n  c: 2}"},
		{"a: &x\n  b: 1\n  c: 2\n", "&x\n  b: 1\n  c: 2"},
		{"a: 'b'\n", "'b'"},
		{"a:\n", ""},
	} {
		tree := source.Read(c[0])
		n := tree.Root.Get("a")
		shown := edit.Written(tree, n)
		if shown != c[1] {
			t.Errorf("%q is shown as %q, want %q", c[0], shown, c[1])
		}
		if shown == "" {
			continue
		}
		if _, value, err := edit.ReadValue(shown, edit.IndentOf(tree, n)); err != nil || !edit.Same(value, n) {
			t.Errorf("%q is read as something else: %v", shown, err)
		}
	}
	tree := source.Read("steps:\r\n  a:\r\n    b: |\r\n      c\r\n      d\r\n    e: 1\r\n")
	for path, want := range map[string]string{"a": "b: |\r\n  c\r\n  d\r\ne: 1", "b": "|\r\n  c\r\n  d"} {
		n := tree.Root.Get("steps").Get("a")
		if path == "b" {
			n = n.Get("b")
		}
		if got := edit.Written(tree, n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
