package source_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/source"
)

// mustBeSane checks what holds for every text: spans lie inside of it, children inside their parents and one behind the
// other, problems in order, and a scalar in one line is written as it reads.
func mustBeSane(t *testing.T, tree *source.Tree) {
	t.Helper()
	size, last := tree.Text.Len(), 0
	for _, p := range tree.Problems {
		if p.Span.Start < last || p.Span.End < p.Span.Start || p.Span.End > size {
			t.Fatalf("%q: the problem %+v is out of order or outside", tree.Text, p)
		}
		last = p.Span.Start
		source.Apply(tree.Text.String(), p.Fix...)
	}
	if tree.Root != nil {
		mustFit(t, tree, tree.Root, source.Span{End: size})
		for offset := 0; offset <= size; offset += 1 + size/50 {
			if got, want := tree.NodeAt(offset), lookedThrough(tree.Root, offset); got != want {
				t.Fatalf("%q: at %d is %s, want %s", tree.Text, offset, got.Path(), want.Path())
			}
		}
	}
}

// lookedThrough is what NodeAt searches for.
func lookedThrough(n *source.Node, offset int) *source.Node {
	if !n.Span.Contains(offset) {
		return nil
	}
	found := n
	for _, e := range n.Entries {
		if key := lookedThrough(e.Key, offset); key != nil {
			return key
		}
		if value := lookedThrough(e.Value, offset); value != nil {
			found = value
		}
	}
	for _, item := range n.Items {
		if below := lookedThrough(item, offset); below != nil {
			found = below
		}
	}
	return found
}

func mustFit(t *testing.T, tree *source.Tree, n *source.Node, outer source.Span) {
	t.Helper()
	if n.Span.Start < outer.Start || n.Span.End < n.Span.Start || n.Span.End > outer.End || n.Content < n.Span.Start || n.Content > n.Span.End {
		t.Fatalf("%q: %s has span %v and content %d inside of %v", tree.Text, n.Path(), n.Span, n.Content, outer)
	}
	at := n.Span.Start
	for _, e := range n.Entries {
		mustFit(t, tree, e.Key, source.Span{Start: at, End: n.Span.End})
		mustFit(t, tree, e.Value, source.Span{Start: e.Key.Span.End, End: n.Span.End})
		at = e.Value.Span.End
	}
	for _, item := range n.Items {
		mustFit(t, tree, item, source.Span{Start: at, End: n.Span.End})
		at = item.Span.End
	}
	if n.Kind == source.Scalar && !tree.Repaired {
		mustReadAgain(t, tree, n)
	}
}

// mustReadAgain reads what a scalar is written as, on its own, and compares the values.
func mustReadAgain(t *testing.T, tree *source.Tree, n *source.Node) {
	t.Helper()
	written := tree.Text.Slice(source.Span{Start: n.Content, End: n.Span.End})
	switch n.Style {
	case source.Literal, source.Folded:
		return // their value depends on the indentation around them
	case source.Plain:
		if strings.ContainsAny(written, "\n\r\u0085\u2028\u2029") {
			joined, read := strings.Join(strings.Fields(written), ""), strings.Join(strings.Fields(n.Value), "")
			if strings.ReplaceAll(joined, "\ufeff", "") != strings.ReplaceAll(read, "\ufeff", "") {
				t.Fatalf("%q: %s is written %q, but reads %q", tree.Text, n.Path(), written, n.Value)
			}
			return
		}
		if written != n.Value && n.Anchor == "" {
			t.Fatalf("%q: %s is written %q, but reads %q", tree.Text, n.Path(), written, n.Value)
		}
	default:
		again := source.Read("again: " + written)
		if value := again.Root.Get("again"); value == nil || value.Value != n.Value {
			t.Fatalf("%q: %s is written %q, but reads %q", tree.Text, n.Path(), written, n.Value)
		}
	}
}

// pieces are what mutations put in: all that YAML gives a meaning to.
var pieces = []string{
	"a", "k", "- ", "-", "? ", ": ", ":", ":\n", "\n", "\n  ", "\n    ", "\n- ", "  ", "\t", "[", "]", "{", "}", ",", "&x ", "*x", "*x : ",
	"! ", "!!str ", "!!set ", "!!omap ", "!foo ", "!<!> ", "'", "\"", "'a'", "\"a\\n\"", "\\", "|\n  t\n", ">", "|-\n", "|2\n", "\n\n", "#", " # c\n",
	"\n---\n", "...", "%YAML 1.1\n", "%TAG ! x\n", "@", "`", "\r\n", "\r", "\u0085", "\u2028", "\ufeff", "é", "🏝", "\x00", "\xff", "<<: *x\n", "=",
	"1", "1:30", "0x", "2024-13-01", "null", "x: &x {k: v}\n", "[a: b, ? c : d]", "{a, b: }",
}

func mutate(r *rand.Rand, text string) string {
	for range 1 + r.IntN(4) {
		at := r.IntN(len(text) + 1)
		end := min(at+r.IntN(5), len(text))
		switch r.IntN(4) {
		case 0:
			text = text[:at] + pieces[r.IntN(len(pieces))] + text[at:]
		case 1:
			text = text[:at] + text[end:]
		case 2:
			text = text[:at] + pieces[r.IntN(len(pieces))] + text[end:]
		default:
			lines := strings.SplitAfter(text, "\n")
			i, j := r.IntN(len(lines)), r.IntN(len(lines))
			lines[i], lines[j] = lines[j], "  "+lines[i]
			text = strings.Join(lines, "")
		}
	}
	return text
}

func TestSpansHoldUnderMutation(t *testing.T) {
	files, _ := filepath.Glob("../../templates/yaml/*.yaml")
	if len(files) < 8 {
		t.Fatalf("only %d files", len(files))
	}
	r := rand.New(rand.NewPCG(3, 1))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for range 60 {
			mustBeSane(t, source.Read(mutate(r, string(text))))
		}
	}
	for range 20_000 {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		mustBeSane(t, source.Read(b.String()))
		mustBeSane(t, source.Read("k: \n  "+b.String()))
	}
}

func TestBlockTextsEndWithTheirLastLine(t *testing.T) {
	for written, want := range map[string]string{
		"a: |\n  x\n  y\n\nb: 1\n":     "|\n  x\n  y",
		"a: >-\n  x\n\n\n":             ">-\n  x",
		"a: |+\n  x\n\nb: 1\n":         "|+\n  x\n",
		"a: |\r\n  x\r\n  y\r\nb: 1":   "|\r\n  x\r\n  y",
		"a: |1\n  x\n y\n":             "|1\n  x\n y",
		"a: | # why\n  x\n# outside\n": "| # why\n  x",
		"a: |\nb: 1\n":                 "|",
		"a: &n !!str |\n  x":           "&n !!str |\n  x",
		"a: |\n  x\n   \n  y\n   \n":   "|\n  x\n   \n  y\n   ",
	} {
		tree := source.Read(written)
		if got := tree.Text.Slice(tree.Root.Get("a").Span); got != want {
			t.Errorf("in %q it is %q, want %q", written, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(everything)
	for i := range pieces {
		f.Add(fmt.Sprintf("k: %s\n  %s", pieces[i], pieces[(i*7+3)%len(pieces)]))
	}
	f.Fuzz(func(t *testing.T, text string) {
		mustBeSane(t, source.Read(text))
	})
}
