package edit_test

import (
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// apart takes what stands below a key apart.
func apart(t *testing.T, text string) edit.Collection {
	t.Helper()
	tree := source.Read(text)
	c, ok := edit.TakeApart(tree, tree.Root.Get("a"))
	if !ok {
		t.Fatalf("cannot be taken apart: %q", text)
	}
	return c
}

func TestPartsStandWhereTheyArePut(t *testing.T) {
	const block = "a:\n  # one\n  b: 1 # why\n\n  c:\n    - d\n"
	for name, c := range map[string]struct{ into, from, want string }{
		"by lines, at another column":     {"a:\n    x: 1\n", block, "    x: 1\n    # one\n    b: 1 # why\n\n    c:\n      - d\n"},
		"behind a dash":                   {"a:\n- x\n", "a:\n  - # y\n    z: 1\n", "- x\n- # y\n  z: 1\n"},
		"from brackets to lines":          {"a:\n  x: 1\n", "a: {b: {c: 1}, d: [2]}\n", "  x: 1\n  b: {c: 1}\n  d: [2]\n"},
		"from brackets to dashes":         {"a:\n  - x\n", "a: [b, c]\n", "  - x\n  - b\n  - c\n"},
		"from lines to brackets":          {"a: {x: 1}\n", "a:\n  # one\n  b: 1 # why\n", "{x: 1, b: 1}"},
		"a text by lines":                 {"a:\n      x: 1\n", "a:\n  b: |\n    c\n\n      d\n", "      x: 1\n      b: |\n        c\n\n          d\n"},
		"without a line ending":           {"a:\n  x: 1\n", "a:\n  b: 1", "  x: 1\n  b: 1\n"},
		"with the line endings of theirs": {"a:\r\n  x: 1\r\n", "a: {b: 1}\r\n", "  x: 1\r\n  b: 1\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			into, from := apart(t, c.into), apart(t, c.from)
			if got, ok := into.With(slices.Concat(into.Parts, from.Parts)); !ok || got != c.want {
				t.Errorf("got %q (%v), want %q", got, ok, c.want)
			}
		})
	}
	if got, ok := apart(t, "a: [x]\n").With(apart(t, block).Parts); ok {
		t.Errorf("a list by lines stands in brackets: %q", got)
	}
	if got, ok := apart(t, block).With(nil); !ok || got != "{}" {
		t.Errorf("without parts it is %q", got)
	}
}

func TestAPartKnowsWhatItIsMadeOf(t *testing.T) {
	p := apart(t, "a:\n\n  # one\n  b: 'c'  # why\n").Parts[0]
	if got := []string{p.Lead, p.Prefix, p.Value, p.Suffix}; !slices.Equal(got, []string{"\n  # one\n", "b: ", "'c'", "  # why\n"}) {
		t.Errorf("got %q", got)
	}
	p = apart(t, "a:\n  b: # why\n    - c\n    # behind\n  d:\n").Parts[0]
	if got := []string{p.Lead, p.Prefix, p.Value, p.Suffix}; !slices.Equal(got, []string{"", "b: # why\n", "    - c\n", ""}) {
		t.Errorf("got %q", got)
	}
	if got := p.Emptied().Whole(); got != "b: []\n" {
		t.Errorf("emptied it is %q", got)
	}
}

// TestWhatIsPutTogetherAgainIsAsItWas takes all collections of random documents apart.
func TestWhatIsPutTogetherAgainIsAsItWas(t *testing.T) {
	taken, all := 0, 0
	for seed := range uint64(1500) {
		text := newGenerator(seed).document()
		tree := source.Read(text)
		if !tree.Readable() || !strings.HasSuffix(text, "\n") {
			continue
		}
		nodes := []*source.Node{tree.Root}
		for _, at := range targets(tree.Root, nil, nil) {
			if at.node.Kind == source.Mapping || at.node.Kind == source.Sequence {
				nodes = append(nodes, at.node)
			}
		}
		for _, n := range nodes {
			all++
			c, ok := edit.TakeApart(tree, n)
			if !ok {
				continue
			}
			taken++
			if len(c.Parts) == 0 {
				continue // {} and []
			}
			if got, ok := c.With(c.Parts); !ok || !strings.Contains(text, got) {
				t.Fatalf("seed %d: %s is %q (%v) in\n%s", seed, n.Path(), got, ok, text)
			}
		}
		before, behind := edit.Around(tree)
		if c, ok := edit.TakeApart(tree, tree.Root); ok {
			if got, _ := c.With(c.Parts); before+got+behind != text {
				t.Fatalf("seed %d: the whole is %q, and was %q", seed, before+got+behind, text)
			}
		}
	}
	if taken < all/2 {
		t.Errorf("only %d of %d collections could be taken apart", taken, all)
	}
}
