package edit_test

import (
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// quick makes an operation of a quick edit of the value at a path; a refusal changes nothing.
func quick(do func(t *source.Tree, n *source.Node) ([]source.Edit, bool), path ...any) operation {
	return func(t *source.Tree) ([]source.Edit, error) {
		at := t.Root
		for _, s := range source.At(path...) {
			if at = at.Resolve(); s.IsIndex {
				at = at.Items[s.Index]
			} else {
				at = at.Get(s.Key)
			}
		}
		edits, ok := do(t, at)
		if !ok {
			return nil, nil
		}
		return edits, nil
	}
}

func one(do func(t *source.Tree, n *source.Node) (source.Edit, bool)) func(t *source.Tree, n *source.Node) ([]source.Edit, bool) {
	return func(t *source.Tree, n *source.Node) ([]source.Edit, bool) {
		e, ok := do(t, n)
		return []source.Edit{e}, ok
	}
}

func reword(v edit.Value, path ...any) operation {
	return quick(one(func(t *source.Tree, n *source.Node) (source.Edit, bool) { return edit.Reword(t, n, v) }), path...)
}

func add(index int, key string, v edit.Value, path ...any) operation {
	return quick(func(t *source.Tree, n *source.Node) ([]source.Edit, bool) { return edit.Add(t, n, index, key, v) }, path...)
}

// inside replaces a word of a scalar that is written as it reads.
func inside(word, text string, path ...any) operation {
	return quick(one(func(t *source.Tree, n *source.Node) (source.Edit, bool) {
		at := n.Content + strings.Index(t.Text.Slice(source.Span{Start: n.Content, End: n.Span.End}), word)
		return edit.Inside(t, n, source.Span{Start: at, End: at + len(word)}, text)
	}), path...)
}

func TestAWordIsReplacedInItsQuotes(t *testing.T) {
	x := edit.Text("x")
	check(t, []example{
		{"plain", "a: old # why\n", "a: x # why\n", reword(x, "a")},
		{"quotes", "a: 'old'\nb: \"old\"\n", "a: 'it''s'\nb: \"old\"\n", reword(edit.Text("it's"), "a")},
		{"a text like a number", "a: old\n", "a: \"12\"\n", reword(edit.Text("12"), "a")},
		{"a number", "a: '200'\n", "a: 100\n", reword(edit.Integer(100), "a")},
		{"in brackets", "a: [old, b]\n", "a: [\"x, y\", b]\n", reword(edit.Text("x, y"), "a", 0)},
		{"an anchor stays", "a: &o old\nb: *o\n", "a: &o x\nb: *o\n", reword(x, "a")},
		{"an alias is not plain", "a: &o old\nb: *o\n", "a: &o old\nb: *o\n", reword(x, "b")},
		{"a tag is not plain", "a: !!str old\n", "a: !!str old\n", reword(x, "a")},
		{"several lines are not plain", "a: old\n  er\n", "a: old\n  er\n", reword(x, "a")},
		{"lines behind a sign are not plain", "a: |\n  old\n", "a: |\n  old\n", reword(x, "a")},
		{"nothing is not plain", "a:\nb: 1\n", "a:\nb: 1\n", reword(x, "a")},
	})
}

func TestAScalarBecomesATextOrAList(t *testing.T) {
	quoted := func(path ...any) operation { return quick(one(edit.Quote), path...) }
	listed := func(path ...any) operation { return quick(one(edit.Bracket), path...) }
	check(t, []example{
		{"a number", "a: 1.0 # one\n", "a: \"1.0\" # one\n", quoted("a")},
		{"what has quotes", "a: '1.0'\n", "a: '1.0'\n", quoted("a")},
		{"an item", "a: b # c\n", "a: [b] # c\n", listed("a")},
		{"a colon", "a: b:c\n", "a: [b:c]\n", listed("a")},
		{"what needs quotes in brackets", "a: b?\n", "a: [\"b?\"]\n", listed("a")},
		{"quotes stay", "a: 'b, c'\n", "a: ['b, c']\n", listed("a")},
		{"several items may be meant", "a: b, c\n", "a: b, c\n", listed("a")},
	})
}

func TestAPartOfAScalarIsReplaced(t *testing.T) {
	check(t, []example{
		{"plain", "a: one two three\n", "a: one 2 three\n", inside("two", "2", "a")},
		{"single quotes", "a: 'one two'\n", "a: 'one it''s'\n", inside("two", "it's", "a")},
		{"double quotes", "a: \"one two\"\n", "a: \"one \\\"2\\\"\"\n", inside("two", "\"2\"", "a")},
		{"literal", "a: |\n  one two\n", "a: |\n  one 2: #\n", inside("two", "2: #", "a")},
		{"several lines", "a: one\n  two\n", "a: one\n  2\n", inside("two", "2", "a")},
		{"a comment", "a: one two three\n", "a: one two three\n", inside("two", "#", "a")},
		{"another key", "a: one two three\n", "a: one two three\n", inside("two", "2: 2", "a")},
		{"a sign at the beginning", "a: one two\n", "a: one two\n", inside("one", "*", "a")},
		{"the end of brackets", "a: [one two]\n", "a: [one two]\n", inside("two", "]", "a", 0)},
		{"brackets elsewhere", "a: one two\n", "a: one ]\n", inside("two", "]", "a")},
		{"all of it", "a: one\n", "a: \"yes\"\n", inside("one", "yes", "a")},
		{"no text any more", "a: 1x2\n", "a: 1x2\n", inside("x", "", "a")},
	})
}

func TestAnEntryIsAddedInTheStyleOfItsSiblings(t *testing.T) {
	x := edit.Text("x")
	end := edit.Map(edit.Pair{Key: "end", Value: edit.Boolean(true)})
	check(t, []example{
		{"behind another", "r:\n  - a: 1 # one\n    # two\n    b: 2\n", "r:\n  - a: 1 # one\n    k: x\n    # two\n    b: 2\n", add(1, "k", x, "r", 0)},
		{"in front of a comment", "r:\n  # one\n  a: 1\n", "r:\n  k: x\n  # one\n  a: 1\n", add(0, "k", x, "r")},
		{"behind the dash", "r:\n  -   a: 1\n      b: 2\n", "r:\n  -   k: x\n      a: 1\n      b: 2\n", add(0, "k", x, "r", 0)},
		{"behind a comment of the value", "r:\n  a:\n    b: 1\n    # c\n  d: 2\n", "r:\n  a:\n    b: 1\n    # c\n  k: x\n  d: 2\n", add(1, "k", x, "r")},
		{"quotes", "r:\n  a: 'b'\n  'c': 'd'\n", "r:\n  a: 'b'\n  'c': 'd'\n  k: 'x'\n", add(2, "k", x, "r")},
		{"indentation", "r:\n    a:\n        b: 1\n", "r:\n    a:\n        b: 1\n    k:\n        end: true\n", add(1, "k", end, "r")},
		{"groups in brackets", "r:\n  a: { b: 1 }\n  c: 1\n", "r:\n  a: { b: 1 }\n  k: { end: true }\n  c: 1\n", add(1, "k", end, "r")},
		{"in brackets", "r: {a: 1, b: 2}\n", "r: {a: 1, k: x, b: 2}\n", add(1, "k", x, "r")},
		{"at the end of brackets", "r: {a: 1}\n", "r: {a: 1, k: {end: true}}\n", add(1, "k", end, "r")},
		{"in brackets over lines", "r: {\n  a: 1,\n  b: 2\n}\n", "r: {\n  a: 1,\n  b: 2,\n  k: x\n}\n", add(2, "k", x, "r")},
		{"the one pair of a list in brackets", "r: [a: 1]\n", "r: [a: 1]\n", add(0, "k", x, "r", 0)},
		{"before a comment in brackets", "r: {a: 1 # one\n  }\n", "r: {a: 1 # one\n  }\n", add(1, "k", x, "r")},
		{"behind a text that keeps its line ends", "r:\n  a: |+\n    b\n\nc: 1\n", "r:\n  a: |+\n    b\n\nc: 1\n", add(1, "k", x, "r")},
		{"behind a text at the very end", "r:\n  a: |\n    b", "r:\n  a: |\n    b", add(1, "k", x, "r")},
		{"a byte order mark", "\ufeffa: 1\n", "\ufeffk: x\na: 1\n", add(0, "k", x)},
		{"nothing", "r: {}\n", "r: {}\n", add(0, "k", x, "r")},
	})
}

// TestQuickEditsDoWhatTheyAreAskedFor makes them at random places of random documents, and compares what is said then.
func TestQuickEditsDoWhatTheyAreAskedFor(t *testing.T) {
	made := map[string]int{}
	for seed := range uint64(3000) {
		g := newGenerator(seed)
		text := g.document()
		tree := source.Read(text)
		if !tree.Readable() {
			continue
		}
		all := targets(tree.Root, nil, nil)
		at := all[g.IntN(len(all))]
		want := data(tree)
		parent := want.at(at.trail[:len(at.trail)-1])
		child := parent.children[at.index]
		var name string
		var edits []source.Edit
		ok := false
		keep := func(e source.Edit, fits bool) { edits, ok = []source.Edit{e}, fits }
		value, said := g.something(tree, all)
		switch g.IntN(5) {
		case 0:
			name = "Reword"
			keep(edit.Reword(tree, at.node, value))
			*child = *said
		case 1:
			name = "Reword a key"
			if at.key != nil {
				keep(edit.Reword(tree, at.key, edit.Text("new key: #")))
				parent.keys[at.index] = "new key: #"
			}
		case 2:
			name = "Quote"
			keep(edit.Quote(tree, at.node))
			child.scalar = "0:" + at.node.Value
		case 3:
			name = "Bracket"
			keep(edit.Bracket(tree, at.node))
			parent.children[at.index] = &datum{kind: source.Sequence, children: []*datum{child}}
		case 4:
			name = "Add"
			if at.parent.Kind == source.Mapping {
				index := g.IntN(len(at.parent.Entries) + 1)
				edits, ok = edit.Add(tree, at.parent, index, "new key", value)
				parent.keys = slices.Insert(parent.keys, index, "new key")
				parent.children = slices.Insert(parent.children, index, said)
			}
		}
		if !ok {
			continue
		}
		made[name]++
		got := source.Apply(text, edits...)
		after := source.Read(got)
		if !after.Readable() || data(after).String() != want.String() {
			t.Fatalf("seed %d: %s at %s makes of\n%s\n%q\nthis:\n%s\n%q\nwhich says\n%v\nand not\n%v", seed, name, at.path, text, text, got, got, data(after), want)
		}
		if len(commentsIn(got)) < len(commentsIn(text)) {
			t.Fatalf("seed %d: %s at %s loses a comment:\n%s\n%s", seed, name, at.path, text, got)
		}
	}
	for _, name := range []string{"Reword", "Reword a key", "Quote", "Bracket", "Add"} {
		if made[name] < 100 {
			t.Errorf("%s was made %d times only", name, made[name])
		}
	}
}
