package edit_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// datum is plain data: what a document says, kept apart from how package edit sees it. Aliases share what they stand for.
type datum struct {
	kind     source.Kind
	scalar   string
	keys     []string
	children []*datum
}

func dataOf(n *source.Node, known map[*source.Node]*datum) *datum {
	n = n.Resolve()
	if d := known[n]; d != nil {
		return d
	}
	d := &datum{kind: n.Kind}
	known[n] = d
	if n.Kind == source.Scalar {
		d.scalar = fmt.Sprintf("%d:%s", n.Tag, n.Value)
		if n.Tag == source.Null {
			d.scalar = "null"
		}
	}
	for _, e := range n.Entries {
		d.keys = append(d.keys, e.Key.Value)
		d.children = append(d.children, dataOf(e.Value, known))
	}
	for _, item := range n.Items {
		d.children = append(d.children, dataOf(item, known))
	}
	return d
}

func data(tree *source.Tree) *datum { return dataOf(tree.Root, map[*source.Node]*datum{}) }

func (d *datum) String() string {
	switch d.kind {
	case source.Mapping:
		parts := make([]string, len(d.keys))
		for i, key := range d.keys {
			parts[i] = fmt.Sprintf("%q=%s", key, d.children[i])
		}
		return "{" + strings.Join(parts, ",") + "}"
	case source.Sequence:
		return fmt.Sprint(d.children)
	default:
		return fmt.Sprintf("%q", d.scalar)
	}
}

// target is a child of a collection that no alias leads to.
type target struct {
	path   source.Path
	parent *source.Node
	index  int
	key    *source.Node
	node   *source.Node
	trail  []int
}

func targets(n *source.Node, path source.Path, trail []int) []target {
	var found []target
	for i, e := range n.Entries {
		t := target{path.With(source.Key(e.Key.Value)), n, i, e.Key, e.Value, append(slices.Clip(trail), i)}
		found = append(append(found, t), targets(e.Value, t.path, t.trail)...)
	}
	for i, item := range n.Items {
		t := target{path.With(source.Index(i)), n, i, nil, item, append(slices.Clip(trail), i)}
		found = append(append(found, t), targets(item, t.path, t.trail)...)
	}
	return found
}

func (d *datum) at(trail []int) *datum {
	for _, i := range trail {
		d = d.children[i]
	}
	return d
}

// something is a random value with the data it stands for.
func (g *generator) something(tree *source.Tree, all []target) (edit.Value, *datum) {
	text := func() (edit.Value, *datum) {
		s := g.one("x", "", "yes", "12", "a: b", "a #b", " lead", "two\nlines\n", "three\n\n  lines", "end\n\n", "'", "请假 🏝", "null", "2024-01-31", "-", "# no", "{", "tab\t", "\n", "0o7", "1_000", "a\\b \"c\"", "*x", "\x07", "=", "<<", "a\u2028b", "1:30", ".5", "  in\nout\n")
		return edit.Text(s), &datum{scalar: "0:" + s}
	}
	switch g.IntN(8) {
	case 0:
		return edit.Integer(42), &datum{scalar: "3:42"}
	case 1:
		return edit.Boolean(true), &datum{scalar: "2:true"}
	case 2:
		one, oneData := text()
		two, twoData := text()
		return edit.List(one, edit.Map(edit.Pair{Key: "p", Value: two}, edit.Pair{Key: "q: r", Value: edit.List()})),
			&datum{kind: source.Sequence, children: []*datum{oneData, {kind: source.Mapping, keys: []string{"p", "q: r"}, children: []*datum{twoData, {kind: source.Sequence}}}}}
	case 3:
		one, oneData := text()
		two, twoData := text()
		return edit.Map(edit.Pair{Key: "m", Value: edit.Map(edit.Pair{Key: "n", Value: one})}, edit.Pair{Key: "o", Value: edit.List(two)}),
			&datum{kind: source.Mapping, keys: []string{"m", "o"}, children: []*datum{{kind: source.Mapping, keys: []string{"n"}, children: []*datum{oneData}}, {kind: source.Sequence, children: []*datum{twoData}}}}
	case 4, 5:
		from := all[g.IntN(len(all))].node
		return edit.Copy(tree, from), dataOf(from, map[*source.Node]*datum{})
	default:
		return text()
	}
}

// act does a random operation; model is what it should make of the data.
func (g *generator) act(tree *source.Tree) (name string, on target, edits []source.Edit, model *datum, err error) {
	all := targets(tree.Root, nil, nil)
	on = all[g.IntN(len(all))]
	model = data(tree)
	parent := model.at(on.trail[:len(on.trail)-1])
	size := len(parent.children)
	value, said := g.something(tree, all)
	switch op := g.IntN(6); {
	case op == 0:
		edits, err = edit.Set(tree, on.path, value)
		if on.node.Kind == source.Alias {
			parent.children[on.index] = said
		} else {
			*parent.children[on.index] = *said
		}
		return "set " + on.path.String(), on, edits, model, err
	case op == 1:
		edits, err = edit.Delete(tree, on.path)
		parent.children = slices.Delete(parent.children, on.index, on.index+1)
		if on.key != nil {
			parent.keys = slices.Delete(parent.keys, on.index, on.index+1)
		}
		return "delete " + on.path.String(), on, edits, model, err
	case op == 2:
		to := g.IntN(size)
		edits, err = edit.Move(tree, on.path, to)
		child := parent.children[on.index]
		parent.children = slices.Insert(slices.Delete(parent.children, on.index, on.index+1), to, child)
		if on.key != nil {
			key := parent.keys[on.index]
			parent.keys = slices.Insert(slices.Delete(parent.keys, on.index, on.index+1), to, key)
		}
		return fmt.Sprintf("move %s to %d", on.path, to), on, edits, model, err
	case on.key == nil:
		to := g.IntN(size + 1)
		edits, err = edit.InsertItem(tree, on.path[:len(on.path)-1], to, value)
		parent.children = slices.Insert(parent.children, to, said)
		return fmt.Sprintf("insert at %d of %s", to, on.path), on, edits, model, err
	case op == 3:
		key := g.one("new", "on", "a b", "5", "ä:")
		edits, err = edit.Rename(tree, on.path, key)
		parent.keys[on.index] = key
		return "rename " + on.path.String(), on, edits, model, err
	default:
		before, to := on.key.Value, on.index
		if g.chance(40) {
			before, to = "", size
		}
		edits, err = edit.InsertKey(tree, on.path[:len(on.path)-1], before, "added", value)
		parent.children = slices.Insert(parent.children, to, said)
		parent.keys = slices.Insert(parent.keys, to, "added")
		return "insert key before " + on.path.String(), on, edits, model, err
	}
}

// region is the text between the scalars before and behind a node: an edit of it may touch nothing else.
func region(tree *source.Tree, from, to *source.Node) source.Span {
	around := source.Span{Start: 0, End: tree.Text.Len()}
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		if n == from || n == to {
			return
		}
		if n.Kind == source.Scalar || n.Kind == source.Alias {
			if n.Span.End <= from.Span.Start && n.Span.End > around.Start {
				around.Start = n.Span.End
			}
			if n.Span.Start >= to.Span.End && n.Span.Start >= around.Start && n.Span.Start < around.End && n.Span.Start > from.Span.Start {
				around.End = n.Span.Start
			}
		}
		for _, e := range n.Entries {
			walk(e.Key)
			walk(e.Value)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(tree.Root)
	return around
}

func documents(t *testing.T, g *generator, n int, visit func(text string)) {
	t.Helper()
	files, _ := filepath.Glob("../../templates/yaml/*.yaml")
	if len(files) == 0 {
		t.Fatal("no templates")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for range 25 {
			visit(string(text))
			visit(strings.ReplaceAll(string(text), "\n", "\r\n"))
		}
	}
	for range n {
		visit(g.document())
	}
}

func TestEveryOperationDoesWhatItSaysAndNothingElse(t *testing.T) {
	g := newGenerator(1)
	refused, done, far := 0, 0, 0
	documents(t, g, 12000, func(text string) {
		tree := source.Read(text)
		if !tree.Readable() {
			t.Fatalf("the generator made\n%s\n%+v", text, tree.Problems)
		}
		name, on, edits, model, err := g.act(tree)
		if err != nil {
			var refusal *edit.Refusal
			if !errors.As(err, &refusal) {
				t.Fatal(err)
			}
			if refusal.Code == edit.CannotEdit {
				refused++
				if os.Getenv("SHOW") != "" {
					t.Logf("REFUSED %s in\n%s", name, text)
				}
			}
			return
		}
		done++
		after := source.Apply(text, edits...)
		got := source.Read(after)
		if !got.Readable() || data(got).String() != model.String() {
			t.Fatalf("%s in\n%s\nmade\n%s\n%s\nwant\n%s", name, text, after, data(got), model)
		}
		first := on.node
		if on.key != nil {
			first = on.key
		}
		narrow, wide := region(tree, first, on.node), region(tree, on.parent, on.parent)
		if strings.HasPrefix(name, "move") || strings.HasPrefix(name, "insert") {
			narrow = wide
		}
		left, right := len(text), 0
		for _, e := range edits {
			left, right = min(left, e.Span.Start), max(right, e.Span.End)
		}
		if left < wide.Start || right > wide.End {
			t.Fatalf("%s in\n%s\nreaches too far:\n%s\n%+v", name, text, after, edits)
		}
		if left < narrow.Start || right > narrow.End {
			far++
		}
		kept := func(from, to int, what string) {
			for _, c := range commentsIn(text[from:to]) {
				if !strings.Contains(after+"\n", c+"\n") && !strings.Contains(after, c+"\r\n") && !strings.Contains(after, c+" ") {
					t.Fatalf("%s in\n%s\nlost %s %s:\n%s", name, text, what, c, after)
				}
			}
		}
		kept(0, narrow.Start, "above")
		kept(narrow.End, len(text), "below")
		if !strings.HasPrefix(name, "set") && !strings.HasPrefix(name, "delete") {
			kept(narrow.Start, narrow.End, "inside")
		}
	})
	t.Logf("%d done, %d refused, %d reached farther than their entry", done, refused, far)
	if refused*50 > done || far*20 > done {
		t.Errorf("%d done, %d refused, %d reached farther than their entry", done, refused, far)
	}
}

// apply makes edits that must be possible.
func apply(t *testing.T, tree *source.Tree, edits []source.Edit, err error) *source.Tree {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return source.Read(source.Apply(tree.Text.String(), edits...))
}

func TestThereAndBackIsTheSameText(t *testing.T) {
	g := newGenerator(2)
	renamed, moved, set := 0, 0, 0
	notMoved, notSet := 0, 0
	documents(t, g, 6000, func(text string) {
		tree := source.Read(text)
		all := targets(tree.Root, nil, nil)
		on := all[g.IntN(len(all))]
		if on.key != nil {
			if edits, err := edit.Rename(tree, on.path, "there"); err == nil {
				there := apply(t, tree, edits, nil)
				back, err := edit.Rename(there, on.path[:len(on.path)-1].With(source.Key("there")), on.key.Value)
				if got := apply(t, there, back, err).Text.String(); got != text {
					t.Fatalf("rename %s there\n%s\nand back\n%s\nfrom\n%s", on.path, there.Text, got, text)
				}
				renamed++
			}
		}
		to := g.IntN(len(on.parent.Entries) + len(on.parent.Items))
		if edits, err := edit.Move(tree, on.path, to); err == nil {
			there := apply(t, tree, edits, nil)
			path := on.path
			if on.key == nil {
				path = on.path[:len(on.path)-1].With(source.Index(to))
			}
			back, err := edit.Move(there, path, on.index)
			moved++
			if err != nil || apply(t, there, back, nil).Text.String() != text {
				notMoved++
				if os.Getenv("SHOW") != "" {
					t.Logf("MOVED %s to %d\n%s\nthere\n%s\nback %v", on.path, to, text, there.Text, err)
				}
			}
		}
		if edits, err := edit.Set(tree, on.path, edit.Text("other")); err == nil && on.node.Kind != source.Alias {
			there := apply(t, tree, edits, nil)
			back, err := edit.Set(there, on.path, edit.Copy(tree, on.node))
			set++
			if err != nil || apply(t, there, back, nil).Text.String() != text {
				notSet++
				if os.Getenv("SHOW") != "" {
					t.Logf("SET %s\n%s\nthere\n%s\nback %v %s", on.path, text, there.Text, err, apply(t, there, back, nil).Text)
				}
			}
		}
	})
	t.Logf("%d renamed; %d moved, %d not back; %d set, %d not back", renamed, moved, notMoved, set, notSet)
	if renamed < 1000 || notMoved*20 > moved || notSet*10 > set {
		t.Errorf("%d renamed; %d moved, %d not back; %d set, %d not back", renamed, moved, notMoved, set, notSet)
	}
}

func FuzzEdits(f *testing.F) {
	g := newGenerator(3)
	for i := range uint64(200) {
		f.Add(g.document(), i)
	}
	f.Add("? a\n: b\n? [c]\n", uint64(1))
	f.Add("a: [b: c, ? d : e]\n", uint64(2))
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		tree := source.Read(text)
		if edits := edit.Format(tree); edits != nil {
			if after := source.Read(source.Apply(text, edits...)); !edit.Same(tree.Root, after.Root) {
				t.Fatalf("formatted\n%q\nto\n%q", text, after.Text)
			}
		}
		if tree.Root == nil || len(targets(tree.Root, nil, nil)) == 0 {
			if _, err := edit.Set(tree, source.At("a"), edit.Null()); err == nil && !tree.Readable() {
				t.Fatalf("%q was edited", text)
			}
			return
		}
		_, _, edits, _, err := newGenerator(seed).act(tree)
		if err != nil {
			var refusal *edit.Refusal
			if !errors.As(err, &refusal) {
				t.Fatal(err)
			}
			return
		}
		if after := source.Read(source.Apply(text, edits...)); !after.Readable() {
			t.Fatalf("%q\nbecame\n%q: %+v", text, after.Text, after.Problems)
		}
	})
}
