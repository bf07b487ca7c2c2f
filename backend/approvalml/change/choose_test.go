package change_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/model"
)

const short = `name: Trip
workflow:
  manager:   # always
    type: decision
    approver: a
    on_approve: {continue_to: done}
  done: {name: Done, type: end}
`

// chosen gives the text with the changes whose words hold one of these.
func chosen(t *testing.T, before, after string, words ...string) (text string, s *change.Selection, all []change.Change) {
	t.Helper()
	b, a := model.Read(before), model.Read(after)
	all = change.List(b, a)
	s = change.Choose(b.Tree.Text, a.Tree.Text, all)
	wanted := map[int]bool{}
	for i, c := range all {
		wanted[i] = slices.ContainsFunc(words, func(word string) bool { return strings.Contains(c.Words.String(), word) })
	}
	return s.With(wanted), s, all
}

func TestChosenChangesAreMadeAndTheOthersNot(t *testing.T) {
	check := "  # above a thousand\n  check:\n    type: decision\n    approver: b\n"
	for what, c := range map[string]struct {
		before, after string
		words         []string
		want          string
	}{
		"of two lines in a row, one": {
			short,
			strings.Replace(strings.Replace(short, "type: decision", "type: automatic", 1), "approver: a", "approver: b", 1),
			[]string{"pprover"},
			strings.Replace(short, "approver: a", "approver: b", 1),
		},
		"a step, with the comment above it, and not the line that changed before it": {
			short,
			strings.Replace(strings.Replace(short, "continue_to: done}", "continue_to: check}", 1), "  done:", check+"  done:", 1),
			[]string{"added"},
			strings.Replace(short, "  done:", check+"  done:", 1),
		},
		"a line, and not the step behind it": {
			short,
			strings.Replace(strings.Replace(short, "continue_to: done}", "continue_to: check}", 1), "  done:", check+"  done:", 1),
			[]string{"now goes to"},
			strings.Replace(short, "continue_to: done}", "continue_to: check}", 1),
		},
		"a new name, with all its uses": {
			short,
			strings.Replace(strings.ReplaceAll(short, "done", "end"), "approver: a", "approver: b", 1),
			[]string{"renamed"},
			strings.ReplaceAll(short, "done", "end"),
		},
		"a part that is gone": {
			short,
			strings.Replace(strings.Replace(short, "    approver: a\n", "", 1), "name: Trip", "name: Travel", 1),
			[]string{"removed"},
			strings.Replace(short, "    approver: a\n", "", 1),
		},
		"the last line, which had no end, behind one that is not taken": {
			"name: A\ntype: b",
			"name: B\ntype: b\nversion: \"2\"",
			[]string{"ersion"},
			"name: A\ntype: b\nversion: \"2\"",
		},
		"with the line ends of Windows": {
			strings.ReplaceAll(short, "\n", "\r\n"),
			strings.ReplaceAll(strings.Replace(strings.Replace(short, "Trip", "Tour", 1), "approver: a", "approver: b", 1), "\n", "\r\n"),
			[]string{"pprover"},
			strings.ReplaceAll(strings.Replace(short, "approver: a", "approver: b", 1), "\n", "\r\n"),
		},
	} {
		t.Run(what, func(t *testing.T) {
			got, s, all := chosen(t, c.before, c.after, c.words...)
			if got != c.want {
				t.Errorf("got\n%s", got)
			}
			none, every := map[int]bool{}, map[int]bool{}
			for i := range all {
				every[i] = true
			}
			if s.With(none) != c.before || s.With(every) != c.after {
				t.Error("none of them is not the text before, or all are not the text after")
			}
		})
	}
}

func TestWhatSharesALineIsOneGroup(t *testing.T) {
	before := "name: A\nworkflow:\n  a: {name: One, type: end, description: x}\n  b: {type: end}\n"
	after := strings.Replace(strings.Replace(before, "One", "Two", 1), "description: x", "description: y", 1)
	after = strings.Replace(after, "b: {type: end}", "b: {type: decision}", 1)
	got, s, all := chosen(t, before, after, "description", "escription")
	if len(all) != 3 || s.Group(0) != s.Group(1) || s.Group(2) == s.Group(0) {
		t.Fatalf("the groups of %d changes are %d, %d, %d", len(all), s.Group(0), s.Group(1), s.Group(2))
	}
	if want := strings.Replace(after, "b: {type: decision}", "b: {type: end}", 1); got != want {
		t.Errorf("got\n%s", got)
	}
	if lines := s.Lines(0); len(lines) != 1 || lines[0].BeforeLine != 3 || !strings.Contains(lines[0].After, "Two") {
		t.Errorf("it is written in %+v", lines)
	}
}

func TestATextThatCannotBeReadIsTakenWholeOrNotAtAll(t *testing.T) {
	before, after := "name: [", "name: [\nx: {\n"
	got, s, all := chosen(t, before, after, "nothing has these words")
	if got != before || len(all) != 1 || s.With(map[int]bool{0: true}) != after {
		t.Errorf("got %q of %d changes", got, len(all))
	}
}

// TestWhateverIsChosenIsOfOneOfTheTexts chooses at random from random changes: each part is as it was before or is after, none
// and all of them give these texts, and the result can be read.
func TestWhateverIsChosenIsOfOneOfTheTexts(t *testing.T) {
	between := 0
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 5))
		base := newDraft(r)
		changed := base.clone()
		for range 1 + r.IntN(6) {
			changed.change(r)
		}
		before, after := base.text(), changed.text()
		b, a := model.Read(before), model.Read(after)
		all := change.List(b, a)
		s := change.Choose(b.Tree.Text, a.Tree.Text, all)
		some, every := map[int]bool{}, map[int]bool{}
		for i := range all {
			some[i], every[i] = r.IntN(2) == 0, true
		}
		if got := s.With(nil); got != before {
			t.Fatalf("seed %d: none of them gives\n%s", seed, difference(before, got))
		}
		if got := s.With(every); got != after {
			t.Fatalf("seed %d: all of them give\n%s", seed, difference(after, got))
		}
		got := s.With(some)
		if !sound(got) {
			t.Fatalf("seed %d: it cannot be read\n%s", seed, got)
		}
		was, is, now := facts(before), facts(after), facts(got)
		for at, fact := range now {
			if fact != was[at] && fact != is[at] {
				t.Fatalf("seed %d: %s is %q, was %q, is to be %q", seed, at, fact, was[at], is[at])
			}
		}
		if got != before && got != after {
			between++
		}
	}
	if between < 40 {
		t.Errorf("only %d choices were some of the changes", between)
	}
}
