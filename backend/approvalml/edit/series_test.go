package edit_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

func TestASeriesGivesEditsOfTheFirstText(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		do                  []operation
		want                []source.Edit
	}{
		{
			"one after the other", "a: 1\nb: 2\nc: 3\n", "a: 9\nc: 3\n",
			[]operation{set(edit.Integer(9), "a"), remove("b")},
			[]source.Edit{{Span: source.Span{Start: 3, End: 4}, Text: "9"}, {Span: source.Span{Start: 5, End: 10}}},
		},
		{
			"in what is new", "a: 1\n", "a: 1\nb:\n  c: two\n",
			[]operation{set(edit.Map(edit.Pair{Key: "c", Value: edit.Text("one")}), "b"), set(edit.Text("two"), "b", "c")},
			[]source.Edit{{Span: source.Span{Start: 4, End: 4}, Text: "\nb:\n  c: two"}},
		},
		{"there and back", "a: 1\nb: 2\n", "a: 1\nb: 2\n", []operation{set(edit.Integer(3), "b"), set(edit.Integer(2), "b")}, nil},
		{"only what differs", "a: 'één'\r\n", "a: 'één twee'\r\n", []operation{set(edit.Text("één twee"), "a")}, []source.Edit{{Span: source.Span{Start: 9, End: 9}, Text: " twee"}}},
		{"no half characters", "a: é\n", "a: è\n", []operation{set(edit.Text("è"), "a")}, []source.Edit{{Span: source.Span{Start: 3, End: 5}, Text: "è"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			series := edit.Begin(source.Read(c.before))
			for _, do := range c.do {
				edits, err := do(series.Tree())
				if err != nil {
					t.Fatal(err)
				}
				series.Make(edits)
			}
			if got := series.Tree().Text.String(); got != c.after {
				t.Errorf("the text is %q, want %q", got, c.after)
			}
			if got := series.Edits(); !slices.Equal(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestRandomSeriesComeToTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	words := []string{"", "a", "é", "\n", "\r\n", "key: 1\r\n", "🏝", "aa", "x: y\n"}
	some := func(most int) string {
		var b strings.Builder
		for range r.IntN(most) {
			b.WriteString(words[r.IntN(len(words))])
		}
		return b.String()
	}
	for range 3000 {
		first := some(12)
		series, now := edit.Begin(source.Read(first)), first
		for range 1 + r.IntN(5) {
			var edits []source.Edit
			for at := 0; at <= len(now) && len(edits) < 3; {
				start := at + r.IntN(len(now)-at+1)
				end := start + r.IntN(min(4, len(now)-start+1))
				if !whole(now, start) || !whole(now, end) {
					at++
					continue
				}
				edits = append(edits, source.Edit{Span: source.Span{Start: start, End: end}, Text: some(4)})
				at = end + 1
			}
			series.Make(edits)
			now = source.Apply(now, edits...)
		}
		edits := series.Edits()
		if got := source.Apply(first, edits...); got != now || series.Tree().Text.String() != now {
			t.Fatalf("from %q by %+v came %q and not %q", first, edits, got, now)
		}
		for i, e := range edits {
			old := first[e.Span.Start:e.Span.End]
			if old == "" && e.Text == "" || i > 0 && e.Span.Start < edits[i-1].Span.End {
				t.Fatalf("from %q: %+v does nothing, or is part of the one before", first, e)
			}
			if !whole(first, e.Span.Start) || !whole(first, e.Span.End) {
				t.Fatalf("from %q: %+v begins or ends inside a character or a line ending", first, e)
			}
			a, _ := utf8.DecodeRuneInString(old)
			b, _ := utf8.DecodeRuneInString(e.Text)
			if old != "" && e.Text != "" && a == b && a != '\r' {
				t.Fatalf("from %q: %+v begins with what is there already", first, e)
			}
		}
	}
}

// whole tells whether an offset is neither inside a character nor between the two of a line ending.
func whole(text string, at int) bool {
	return (at == len(text) || utf8.RuneStart(text[at])) && (at == 0 || at == len(text) || text[at-1] != '\r' || text[at] != '\n')
}

func TestNewEntriesAreIndentedAsTheirSiblings(t *testing.T) {
	group := edit.Map(edit.Pair{Key: "x", Value: edit.Map(edit.Pair{Key: "q", Value: edit.List(edit.Text("z"))})})
	check(t, []example{
		{
			"deeper than the rest", "r:\n  a: 1\nw:\n    s:\n          b:\n            c: 1\n            l:\n            - d\nv:\n  a:\n    b: 1\n",
			"r:\n  a: 1\nw:\n    s:\n          b:\n            c: 1\n            l:\n            - d\n    t:\n          x:\n            q:\n            - z\nv:\n  a:\n    b: 1\n",
			insertKey("", "t", group, "w"),
		},
		{"in brackets by wish", "a:\n  b: 1\n", "a:\n  b: 1\nc: {x: {q: [z]}}\n", insertKey("", "c", group.InBrackets())},
		{"in quotes by wish", "a: b\n", "a: b\nc: 'd'\n", insertKey("", "c", edit.Text("d").As(source.SingleQuoted))},
	})
}
