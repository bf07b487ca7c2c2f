package change_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/source"
)

func pathsOf(conflicts []change.Conflict) string {
	var paths []string
	for _, c := range conflicts {
		paths = append(paths, c.Path.String())
	}
	return strings.Join(paths, " ")
}

func TestWhatOnlyOneSideTouchedIsTakenAsWritten(t *testing.T) {
	for name, c := range map[string]struct{ mine, theirs, want []string }{
		"keys of one step": {
			[]string{"ann@", "amy@"}, []string{"2_days", "3_days"}, []string{"ann@", "amy@", "2_days", "3_days"},
		},
		"a comment and a value": {
			[]string{"# for now", "# until May"},
			[]string{"ann@example.com", "bob@example.com"},
			[]string{"ann@example.com # for now", "bob@example.com # until May"},
		},
		"comments above": {
			[]string{"name: Amount", "name: Size"},
			[]string{"# Long leaves need more.", "# Long ones need more.\n  # Much more."},
			[]string{"name: Amount", "name: Size", "# Long leaves need more.", "# Long ones need more.\n  # Much more."},
		},
		"steps added in two places": {
			[]string{"  board:\n", "  # New.\n  mine:\n    name: Mine\n    type: end\n\n  board:\n"},
			[]string{"  done:\n", "  # Also new.\n  theirs: { name: Theirs, type: end }\n  done:\n"},
			[]string{"  board:\n", "  # New.\n  mine:\n    name: Mine\n    type: end\n\n  board:\n", "  done:\n", "  # Also new.\n  theirs: { name: Theirs, type: end }\n  done:\n"},
		},
		"steps added in one place": {
			[]string{"  done:\n", "  mine:\n    name: Mine\n    type: end\n  done:\n"},
			[]string{"  done:\n", "  theirs:\n    name: Theirs\n    type: end\n  done:\n"},
			[]string{"  done:\n", "  mine:\n    name: Mine\n    type: end\n  theirs:\n    name: Theirs\n    type: end\n  done:\n"},
		},
		"the same step added": {
			[]string{"  done:\n", "  new:\n    name: New\n    type: end\n  done:\n", "label: Kind", "label: Sort"},
			[]string{"  done:\n", "  new:\n    type: end\n    name: 'New'\n  done:\n"},
			[]string{"  done:\n", "  new:\n    name: New\n    type: end\n  done:\n", "label: Kind", "label: Sort"},
		},
		"a step renamed and edited": {
			[]string{"  board:", "  directors:", "continue_to: board", "continue_to: directors"},
			[]string{"strategy: all", "strategy: majority", "default:\n      continue_to: done", "default:\n      continue_to: board"},
			[]string{
				"  board:", "  directors:", "continue_to: board", "continue_to: directors", "strategy: all", "strategy: majority",
				"default:\n      continue_to: done", "default:\n      continue_to: directors",
			},
		},
		"a field renamed by them": {
			[]string{"days > 10", "days > 12"},
			[]string{"[days, kind]", "[length, kind]", "name: days", "name: length", "days > 10", "length > 10"},
			[]string{"[days, kind]", "[length, kind]", "name: days", "name: length", "days > 10", "length > 12"},
		},
		"options in brackets": {
			[]string{"{ value: paid, label: Paid }", "{ value: paid, label: With pay }"},
			[]string{"        - { value: unpaid, label: Unpaid }\n", "        - { value: unpaid, label: Unpaid }\n        - half\n"},
			[]string{"{ value: paid, label: Paid }", "{ value: paid, label: With pay }", "        - { value: unpaid, label: Unpaid }\n", "        - { value: unpaid, label: Unpaid }\n        - half\n"},
		},
		"keys in one pair of brackets": {
			[]string{"{ value: paid, label: Paid }", "{ value: paid, label: With pay }"},
			[]string{"{ value: paid, label: Paid }", "{ value: paid, label: Paid, color: green }"},
			[]string{"{ value: paid, label: Paid }", "{ value: paid, label: With pay, color: green }"},
		},
		"cells of one row": {
			[]string{"[days, kind]", "[days, kind, mine]"}, []string{"[days, kind]", "[days]"}, []string{"[days, kind]", "[days, mine]"},
		},
		"approvers": {
			[]string{"      - role: chair\n", ""},
			[]string{"      - role: secretary\n", "      - role: secretary\n      - role: treasurer\n"},
			[]string{"      - role: chair\n      - role: secretary\n", "      - role: secretary\n      - role: treasurer\n"},
		},
		"condition and way of one choice": {
			[]string{"days > 10", "days > 12"},
			[]string{"continue_to: board", "continue_to: review"},
			[]string{"days > 10", "days > 12", "continue_to: board", "continue_to: review"},
		},
		"fields in another order": {
			[]string{"label: Reason", "label: Why"},
			[]string{"    - name: reason\n      type: textarea\n      label: Reason\n", "", "  fields:\n", "  fields:\n    - name: reason\n      type: textarea\n      label: Reason\n"},
			[]string{"    - name: reason\n      type: textarea\n      label: Reason\n", "", "  fields:\n", "  fields:\n    - name: reason\n      type: textarea\n      label: Why\n"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, ending := range []string{"\n", "\r\n"} {
				write := func(replace []string) string { return strings.ReplaceAll(with(t, replace...), "\n", ending) }
				got := change.Merge(write(nil), write(c.mine), write(c.theirs))
				if len(got.Conflicts) > 0 {
					t.Errorf("conflicts: %+v", got.Conflicts)
				}
				if want := write(c.want); got.Text != want {
					t.Errorf("with %q:\n%s", ending, difference(want, got.Text))
				}
			}
		})
	}
}

// difference shows the first line that differs.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			return "want: " + strings.Join(w[i:min(i+4, len(w))], "\n") + "\ngot: " + strings.Join(g[min(i, len(g)):min(i+4, len(g))], "\n")
		}
	}
	return "more at the end: " + strings.Join(g[len(w):], "\n")
}

func TestAClashNamesThePathAndBothSides(t *testing.T) {
	newStep := func(kind string) []string {
		return []string{"  done:\n", "  new:\n    name: New\n    type: " + kind + "\n  done:\n"}
	}
	board := small[strings.Index(small, "  board:"):strings.Index(small, "  done:")]
	for name, c := range map[string]struct {
		mine, theirs []string
		path, words  string
	}{
		"approver": {
			[]string{"ann@", "amy@"},
			[]string{"ann@", "bob@"},
			"workflow.review.approver",
			"You set the approver of Manager review to amy@example.com; they set the approver of Manager review to bob@example.com.",
		},
		"deleted and changed": {
			[]string{board, "", "continue_to: board", "continue_to: done"},
			[]string{"strategy: all", "strategy: majority"},
			"workflow.board",
			"You removed step Board; they changed step Board.",
		},
		"two steps under one id": {
			newStep("end"), newStep("automatic"), "workflow.new", "You added step New; they added step New.",
		},
		"deleted and newly needed": {
			[]string{"default:\n      continue_to: done", "default:\n      continue_to: board"},
			[]string{board, "", "continue_to: board", "continue_to: done"},
			"workflow.board",
			"You now need step Board; they removed step Board.",
		},
		"a field in brackets": {
			[]string{"label: Paid", "label: A"},
			[]string{"label: Paid", "label: B"},
			"form.fields[1].options[0].label",
			"You set the label of option paid of field Kind to A; they set the label of option paid of field Kind to B.",
		},
		"two names": {
			[]string{"  board:", "  mine:", "continue_to: board", "continue_to: mine"},
			[]string{"  board:", "  theirs:", "continue_to: board", "continue_to: theirs"},
			"workflow.board",
			"You renamed step Board to mine; they renamed step Board to theirs.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			mine, theirs := with(t, c.mine...), with(t, c.theirs...)
			got := change.Merge(small, mine, theirs)
			if pathsOf(got.Conflicts) != c.path {
				t.Fatalf("conflicts: %+v\n%s", got.Conflicts, got.Text)
			}
			if got.Conflicts[0].Words.String() != c.words {
				t.Errorf("words: %s", got.Conflicts[0].Words)
			}
			if back := change.Merge(small, theirs, mine); pathsOf(back.Conflicts) != c.path {
				t.Errorf("the other way round: %s", pathsOf(back.Conflicts))
			}
			for choice, want := range map[change.Choice]string{change.TakeMine: mine, change.TakeTheirs: theirs} {
				resolved := change.Resolve(small, mine, theirs, map[string]change.Decision{c.path: {Take: choice}})
				if resolved.Open() > 0 || !source.Read(resolved.Text).Readable() {
					t.Errorf("resolved by %d: %+v", choice, resolved.Conflicts)
				}
				if name == "approver" || name == "two steps under one id" || name == "two names" {
					if resolved.Text != want {
						t.Errorf("resolved by %d: %s", choice, difference(want, resolved.Text))
					}
				}
			}
		})
	}
}

func TestTextsThatCannotBeReadAreMergedByLines(t *testing.T) {
	base := "a: [\none\ntwo\nthree\n"
	got := change.Merge(base, "a: [\none\ntwo\nthree\nfour\n", "a: [\nONE\ntwo\nthree\n")
	if got.Text != "a: [\nONE\ntwo\nthree\nfour\n" || len(got.Conflicts) > 0 {
		t.Errorf("%q %+v", got.Text, got.Conflicts)
	}
	got = change.Merge(base, "a: [\n1\ntwo\nthree\n", "a: [\nONE\ntwo\nthree\n")
	if len(got.Conflicts) != 1 || *got.Conflicts[0].Base != "one\n" || *got.Conflicts[0].Mine != "1\n" || *got.Conflicts[0].Theirs != "ONE\n" ||
		len(got.Conflicts[0].Path) > 0 || got.Text != "a: [\n1\ntwo\nthree\n" {
		t.Errorf("%q %+v", got.Text, got.Conflicts)
	}
}

func TestAByteOrderMarkStaysInFront(t *testing.T) {
	// The mark stands on the line of the first key; fields in another order cannot be merged by lines.
	marked := func(replace ...string) string {
		return "\ufeff" + strings.TrimPrefix(with(t, replace...), "# Days off\n")
	}
	const reason = "    - name: reason\n      type: textarea\n      label: "
	mine := marked("label: Reason", "label: Why")
	theirs := marked(reason+"Reason\n", "", "  fields:\n", "  fields:\n"+reason+"Reason\n")
	got := change.Merge(marked(), mine, theirs)
	if want := strings.Replace(theirs, "label: Reason", "label: Why", 1); got.Text != want || len(got.Conflicts) > 0 {
		t.Errorf("%+v\n%s", got.Conflicts, difference(want, got.Text))
	}
}
