package change_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/change"
)

// decided is a merge of two changes of the small document.
type decided struct {
	mine, theirs []string
	path         string
}

func (d decided) by(t *testing.T, decision change.Decision) change.Result {
	t.Helper()
	return change.Resolve(small, with(t, d.mine...), with(t, d.theirs...), map[string]change.Decision{d.path: decision})
}

func TestAnEditStandsInItsPlaceAndChangesNothingElse(t *testing.T) {
	approver := decided{[]string{"ann@", "amy@", "label: Kind", "label: Sort"}, []string{"ann@", "bob@", "strategy: all", "strategy: majority"}, "workflow.review.approver"}
	newStep := func(kind string) []string {
		return []string{"  done:\n", "  new:\n    name: New\n    type: " + kind + "\n  done:\n"}
	}
	added := decided{newStep("end"), newStep("automatic"), "workflow.new"}
	board := small[strings.Index(small, "  board:"):strings.Index(small, "  done:")]
	removed := decided{[]string{board, "", "continue_to: board", "continue_to: done"}, []string{"strategy: all", "strategy: majority"}, "workflow.board"}
	names := decided{
		[]string{"  board:", "  mine:", "continue_to: board", "continue_to: mine"},
		[]string{"  board:", "  theirs:", "continue_to: board", "continue_to: theirs"},
		"workflow.board",
	}
	for name, c := range map[string]struct {
		decided
		text string
		want []string
	}{
		"a text":                         {approver, "eve@example.com", []string{"ann@", "eve@", "label: Kind", "label: Sort", "strategy: all", "strategy: majority"}},
		"a text in quotes":               {approver, `"eve"`, []string{"ann@example.com", `"eve"`, "label: Kind", "label: Sort", "strategy: all", "strategy: majority"}},
		"a group as it is written":       {added, "name: Newest\n    type: end # now", newStep("end # now")},
		"a group at the left":            {added, "name: Newest\ntype: end # now", newStep("end # now")},
		"of what one side removed":       {removed, "name: Boards\n    type: end", []string{board, "  board:\n    name: Boards\n    type: end\n", "continue_to: board", "continue_to: done"}},
		"a third name":                   {names, "directors", []string{"  board:", "  directors:", "continue_to: board", "continue_to: directors"}},
		"the name that one side gave":    {names, "theirs", []string{"  board:", "  theirs:", "continue_to: board", "continue_to: theirs"}},
		"in brackets":                    {decided{[]string{"label: Paid", "label: A"}, []string{"label: Paid", "label: B"}, "form.fields[1].options[0].label"}, `"C, D"`, []string{"label: Paid", `label: "C, D"`}},
		"where a request begins":         {decided{startWith(t, "amount"), startWith(t, "done"), "workflow"}, "board", append(startWith(t, "amount"), startWith(t, "board")...)},
		"a list in the order of neither": {decided{[]string{"[basics]", "[basics, more]"}, []string{"[basics]", "[more, basics]"}, "nothing"}, "", []string{"[basics]", "[basics, more]"}},
	} {
		t.Run(name, func(t *testing.T) {
			// When a person writes something of their own
			got := c.by(t, change.Decision{Take: change.TakeEdit, Text: c.text})
			// Then it stands there, and all else is as both sides made it
			if got.Open() > 0 {
				t.Fatalf("open: %+v %+v", got.Conflicts[0].Path, got.Conflicts[0].Refusal)
			}
			want := with(t, c.want...)
			if strings.Contains(name, "group") {
				want = strings.Replace(want, "name: New\n", "name: Newest\n", 1)
			}
			if got.Text != want {
				t.Error(difference(want, got.Text))
			}
		})
	}
}

// startWith moves a step to the front.
func startWith(t *testing.T, id string) []string {
	t.Helper()
	from := strings.Index(small, "  "+id+":\n")
	if id == "amount" {
		from = strings.Index(small, "  # Long leaves")
	}
	lines := strings.SplitAfter(small[from:], "\n")
	end := from + len(lines[0])
	for i, line := range lines[1:] {
		if !strings.HasPrefix(line, "    ") && (i > 0 || id != "amount") {
			break
		}
		end += len(line)
	}
	step := small[from:end]
	return []string{step, "", "workflow:\n", "workflow:\n" + step}
}

func TestADecisionThatCannotBeTakenSaysWhyAndTheOthersAreTaken(t *testing.T) {
	mine := with(t, "ann@", "amy@", "strategy: all", "strategy: any", "  board:", "  mine:", "continue_to: board", "continue_to: mine", "Time away", "Mine")
	theirs := with(t, "ann@", "bob@", "strategy: all", "strategy: majority", "  board:", "  theirs:", "continue_to: board", "continue_to: theirs", "Time away", "Theirs")
	edited := func(text string) change.Decision { return change.Decision{Take: change.TakeEdit, Text: text} }
	for name, c := range map[string]struct {
		path     string
		decision change.Decision
		says     string
	}{
		"nothing":                 {"workflow.review.approver", edited(" "), "Nothing is written"},
		"no value":                {"workflow.review.approver", edited(`"eve`), "cannot be read"},
		"more than the place":     {"workflow.review.approver", edited("eve\n    timeout: 9"), "cannot be read"},
		"both, where none is":     {"workflow.review.approver", change.Decision{Take: change.TakeBoth}, "do not fit together"},
		"a name that is taken":    {"workflow.board", edited("review"), "taken already"},
		"what cannot be a name":   {"workflow.board", edited("the board"), "cannot be a name"},
		"no name":                 {"workflow.board", edited("[board]"), "no name"},
		"both names":              {"workflow.board", change.Decision{Take: change.TakeBoth}, "do not fit together"},
		"an alias to nothing":     {"description", edited("*nobody"), "cannot be read"},
		"a document of its own":   {"description", edited("a: b\n---\nc: d"), "cannot be read"},
		"a tag that nobody knows": {"description", edited("!mine x"), "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			// Given decisions of which one cannot be taken
			take := map[string]change.Decision{c.path: c.decision}
			others := 0
			for _, p := range []string{"workflow.review.approver", "workflow.board", "description"} {
				if p != c.path {
					take[p] = change.Decision{Take: change.TakeTheirs}
					others++
				}
			}
			// When they are taken
			got := change.Resolve(small, mine, theirs, take)
			// Then it is open and says why, mine stands there, and the others are settled
			settled := 0
			for _, conflict := range got.Conflicts {
				if conflict.Decision != nil {
					settled++
				}
				if conflict.Path.String() != c.path {
					continue
				}
				if conflict.Decision != nil || conflict.Refusal == nil || !strings.Contains(conflict.Refusal.Message.String(), c.says) || conflict.Refusal.Hint == "" {
					t.Errorf("%+v %+v", conflict.Decision, conflict.Refusal)
				}
				if mine := *conflict.Mine; !strings.Contains(strings.Split(got.Text, "\n")[conflict.Line-1], mine) {
					t.Errorf("line %d has not got %q\n%s", conflict.Line, mine, got.Text)
				}
			}
			if settled != others {
				t.Errorf("%d settled of %d\n%s", settled, others, got.Text)
			}
		})
	}
}

func TestWhatAnAliasStandsForIsDecidedByLines(t *testing.T) {
	// Given a clash in what an alias elsewhere stands for: it would change there too
	base := "name: &n A\ndescription: *n\nsettings: {a: 1}\n"
	mine, theirs := strings.Replace(base, "&n A", "&n B", 1), strings.Replace(base, "&n A", "&n C", 1)
	for decision, want := range map[change.Decision]string{
		{Take: change.TakeTheirs}:                      theirs,
		{Take: change.TakeEdit, Text: "name: &n D"}:    strings.Replace(base, "&n A", "&n D", 1),
		{Take: change.TakeEdit, Text: "name: D"}:       mine, // the alias would stand for nothing
		{Take: change.TakeEdit, Text: "name: [&n D\n"}: mine,
	} {
		// When it is decided
		got := change.Resolve(base, mine, theirs, map[string]change.Decision{"": decision})
		// Then these lines are, or they are open and say why
		if got.Text != want || (got.Open() > 0) != (want == mine) || (got.Conflicts[0].Refusal != nil) != (want == mine) {
			t.Errorf("%+v: %+v\n%s", decision, got.Conflicts, got.Text)
		}
	}
}

func TestBothIsOfferedWhereBothSidesAddedSomething(t *testing.T) {
	denied := "notify_requestor: \"Request denied by the board\""
	for name, c := range map[string]struct{ base, mine, theirs, want string }{
		"a sentence each":               {denied, `"Request denied by the board. You may ask again."`, `"Request denied by the board. Decided by ${approver.name}."`, `"Request denied by the board. You may ask again. Decided by ${approver.name}."`},
		"sentences without a full stop": {denied, `"Request denied by the board. Ask again"`, `"Request denied by the board. Decided today"`, `"Request denied by the board. Ask again. Decided today"`},
		"behind a full stop":            {"notify_requestor: It is done.", "It is done. Mine.", "It is done. Theirs.", "It is done. Mine. Theirs."},
		"words":                         {"notify_requestor: It is", "It is here", "It is there", "It is here there"},
		"at both ends":                  {"notify_requestor: It is done.", "Dear you. It is done.", "It is done. Bye.", "Dear you. It is done. Bye."},
		"in the middle":                 {"notify_requestor: It is done.", "It really is done.", "It is all done.", "It really is all done."},
		"the same and more":             {"notify_requestor: It is done.", "It is done. Bye.", "It is done. Bye. Bye.", ""},
		"quotes that are needed":        {"notify_requestor: It is done", "'It is done #1'", `"It is done: yes"`, "'It is done #1: yes'"},
		"by lines":                      {"notify_requestor: |\n      It is\n      done.", "|\n      It is\n      done. Mine.", "|\n      It is\n      done.\n      Theirs.", "|\n      It is\n      done. Mine.\n      Theirs."},
		"another word":                  {"notify_requestor: It is done.", "It was done.", "It is done. Bye.", ""},
		"one word":                      {"notify_requestor: Done", "Done now", "Done here", ""},
		"what is computed":              {"conditions: days > 10", "days > 10 and days < 20", "days > 10 or days < 2", ""},
	} {
		t.Run(name, func(t *testing.T) {
			// Given a text that both sides changed
			key, _, _ := strings.Cut(c.base, ":")
			was := "notify_requestor: Finished."
			if key == "conditions" {
				was = "conditions: days > 10"
			}
			base, mine, theirs := with(t, was, c.base), with(t, was, key+": "+c.mine), with(t, was, key+": "+c.theirs)
			// When both are to be taken
			open := change.Merge(base, mine, theirs)
			if len(open.Conflicts) != 1 {
				t.Fatalf("%d conflicts", len(open.Conflicts))
			}
			offered := open.Conflicts[0].Both
			path := open.Conflicts[0].Path.String()
			got := change.Resolve(base, mine, theirs, map[string]change.Decision{path: {Take: change.TakeBoth}})
			// Then both additions are there, mine first, or it is not offered
			if c.want == "" {
				if offered != nil || got.Open() != 1 || got.Text != mine {
					t.Errorf("offered %v", offered)
				}
				return
			}
			if offered == nil || *offered != strings.ReplaceAll(c.want, "\n    ", "\n") || got.Open() > 0 {
				t.Fatalf("offered %q, open %d", value(offered), got.Open())
			}
			if want := with(t, was, key+": "+c.want); got.Text != want {
				t.Error(difference(want, got.Text))
			}
		})
	}
}

func value(text *string) string {
	if text == nil {
		return "nothing"
	}
	return *text
}

func TestBothOfTwoListsHasWhatEachSideAdded(t *testing.T) {
	timeout := "    timeout: 2_days\n"
	mine := with(t, timeout, timeout+"    can_edit_fields: [days, kind]\n")
	theirs := with(t, timeout, timeout+"    can_edit_fields:\n      - reason\n      - days\n")
	got := change.Resolve(small, mine, theirs, map[string]change.Decision{"workflow.review.can_edit_fields": {Take: change.TakeBoth}})
	if want := with(t, timeout, timeout+"    can_edit_fields: [days, kind, reason]\n"); got.Text != want || got.Open() > 0 || value(got.Conflicts[0].Both) != "[days, kind, reason]" {
		t.Errorf("%+v\n%s", got.Conflicts, difference(want, got.Text))
	}
	groups := "    recipients:\n      - {to: %s}\n"
	got = change.Merge(small, with(t, timeout, timeout+fmt.Sprintf(groups, "a")), with(t, timeout, timeout+fmt.Sprintf(groups, "b")))
	if len(got.Conflicts) != 1 || got.Conflicts[0].Both != nil {
		t.Errorf("groups: %+v", got.Conflicts)
	}
}

func TestAConflictSaysWhereItStands(t *testing.T) {
	board := small[strings.Index(small, "  board:"):strings.Index(small, "  done:")]
	// Given one of each kind of place
	mine := with(t, "ann@", "amy@", board, "", "continue_to: board", "continue_to: done", "label: Paid", "label: A")
	theirs := with(t, "ann@", "bob@", "strategy: all", "strategy: majority", "label: Paid", "label: B")
	for _, take := range []change.Choice{change.TakeMine, change.TakeTheirs} {
		decisions := map[string]change.Decision{}
		for _, c := range change.Merge(small, mine, theirs).Conflicts {
			decisions[c.Path.String()] = change.Decision{Take: take}
		}
		// When they are decided
		got := change.Resolve(small, mine, theirs, decisions)
		// Then each is where its lines say, or nowhere
		text := strings.SplitAfter(got.Text, "\n")
		shown := map[string]string{}
		for _, c := range got.Conflicts {
			if c.Line > 0 {
				shown[c.Path.String()] = strings.Join(text[c.Line-1:c.EndLine], "")
			} else {
				shown[c.Path.String()] = ""
			}
		}
		want := map[string]string{
			"workflow.review.approver": "    approver: amy@example.com # for now\n", "workflow.board": "",
			"form.fields[1].options[0].label": "        - { value: paid, label: A }\n",
		}
		if take == change.TakeTheirs {
			want = map[string]string{
				"workflow.review.approver": "    approver: bob@example.com # for now\n", "workflow.board": strings.Replace(board, "strategy: all", "strategy: majority", 1),
				"form.fields[1].options[0].label": "        - { value: paid, label: B }\n",
			}
		}
		if fmt.Sprint(shown) != fmt.Sprint(want) {
			t.Errorf("taking %d:\n%q\nwant\n%q", take, shown, want)
		}
	}
}

func TestLinesThatCannotBeReadAreDecidedByLines(t *testing.T) {
	base, mine, theirs := "a: [\none\ntwo\nthree\n", "a: [\n1\ntwo\nthree\n", "a: [\nONE\ntwo\nthree\n"
	got := change.Resolve(base, mine, theirs, map[string]change.Decision{"": {Take: change.TakeEdit, Text: "eins\nzwei"}})
	if got.Text != "a: [\neins\nzwei\ntwo\nthree\n" || got.Open() > 0 || got.Conflicts[0].Line != 2 || got.Conflicts[0].EndLine != 3 {
		t.Errorf("%q %+v", got.Text, got.Conflicts)
	}
	// Where two such places wait, one text cannot be for both
	got = change.Resolve(base, mine+"four\n", theirs+"five\n", map[string]change.Decision{"": {Take: change.TakeEdit, Text: "x"}})
	if got.Open() != 2 || got.Conflicts[0].Refusal == nil || got.Text != mine+"four\n" {
		t.Errorf("%q %+v", got.Text, got.Conflicts)
	}
	got = change.Resolve(base, mine+"four\n", theirs+"five\n", map[string]change.Decision{"": {Take: change.TakeTheirs}})
	if got.Open() != 0 || got.Text != theirs+"five\n" {
		t.Errorf("%q %+v", got.Text, got.Conflicts)
	}
}

// What holds for any conflict of any two edits: a side's own text as an edit is the same as taking that side, and a decision in one
// place leaves all others alone.
func TestDecisionsOfAnyKindKeepToTheirPlace(t *testing.T) {
	edits, boths, refused := 0, 0, 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 9))
		base := newDraft(r)
		base.name = "Leave of absence"
		mine, theirs := base.clone(), base.clone()
		for range 2 + r.IntN(6) {
			mine.change(r)
			theirs.change(r)
		}
		if r.IntN(3) == 0 {
			mine.name, theirs.name = base.name+" "+word(r), base.name+", "+word(r)
		}
		b, m, th := base.text(), mine.text(), theirs.text()
		open := change.Merge(b, m, th)
		for _, c := range open.Conflicts {
			path := c.Path.String()
			alone := func(d change.Decision) change.Result {
				return change.Resolve(b, m, th, map[string]change.Decision{path: d})
			}
			for take, written := range map[change.Choice]*string{change.TakeMine: c.Mine, change.TakeTheirs: c.Theirs} {
				if written == nil {
					continue
				}
				want, got := alone(change.Decision{Take: take}), alone(change.Decision{Take: change.TakeEdit, Text: *written})
				if got.Open() != want.Open() {
					t.Logf("seed %d: %s: %+v", seed, path, got.Conflicts)
					refused++
					continue
				}
				edits++
				if facts(got.Text)["/"] != facts(want.Text)["/"] || fmt.Sprint(facts(got.Text)) != fmt.Sprint(facts(want.Text)) {
					t.Fatalf("seed %d: %s as an edit is not what taking it gives:\n%s", seed, path, difference(want.Text, got.Text))
				}
				if !sound(got.Text) {
					t.Fatalf("seed %d: %s cannot be read:\n%s", seed, path, got.Text)
				}
			}
			fresh := alone(change.Decision{Take: change.TakeEdit, Text: "something-new"})
			if fresh.Open() == open.Open()-1 {
				in := place(b, c.Path)
				was, is := facts(open.Text), facts(fresh.Text)
				for at := range was {
					if was[at] != is[at] && !strings.HasPrefix(at, in) && !strings.HasPrefix(in, at) && c.Mine != nil {
						t.Fatalf("seed %d: an edit of %s changed %s from %q to %q", seed, in, at, was[at], is[at])
					}
				}
				if !sound(fresh.Text) {
					t.Fatalf("seed %d: %s cannot be read:\n%s", seed, path, fresh.Text)
				}
			}
			if c.Both != nil {
				boths++
				if got := alone(change.Decision{Take: change.TakeBoth}); got.Open() != open.Open()-1 || !strings.Contains(got.Text, *c.Both) {
					t.Fatalf("seed %d: both %q of %s is not in the text", seed, *c.Both, path)
				}
			}
		}
	}
	if edits < 50 || boths < 20 || refused > edits/20 {
		t.Errorf("%d edits, %d refused, %d of both", edits, refused, boths)
	}
	t.Logf("%d edits, %d refused, %d of both", edits, refused, boths)
}

func TestOriginsSayWhoseLinesStandInTheResult(t *testing.T) {
	mine := with(t, "ann@", "amy@", "label: Kind", "label: Sort", "Time away", "Mine")
	theirs := with(t, "timeout: 2_days", "timeout: 3_days", "  done:\n", "  theirs:\n    name: T\n    type: end\n  done:\n", "Time away", "Theirs")
	merged := change.Resolve(small, mine, theirs, map[string]change.Decision{"description": {Take: change.TakeEdit, Text: "Ours"}})
	text := strings.Split(merged.Text, "\n")
	var said []string
	for _, o := range change.Origins(small, mine, theirs, strings.ReplaceAll(merged.Text, "\n", "\r\n")) {
		for _, line := range text[o.Line-1 : o.EndLine] {
			said = append(said, string(o.From)+" "+strings.TrimSpace(line))
		}
	}
	want := []string{
		"mine description: Ours", "mine label: Sort", "mine approver: amy@example.com # for now", "theirs timeout: 3_days",
		"theirs theirs:", "theirs name: T", "theirs type: end",
	}
	if fmt.Sprint(said) != fmt.Sprint(want) {
		t.Errorf("%q", said)
	}
	if got := change.Origins(small, small, small, small); got != nil {
		t.Errorf("nothing changed, and %+v", got)
	}
}

func TestWhatNeedsNoDecisionIsListedBySide(t *testing.T) {
	mine := with(t, "ann@", "amy@", "label: Kind", "label: Sort", "      - role: chair\n", "")
	theirs := with(t, "ann@", "bob@", "timeout: 2_days", "timeout: 3_days", "  done:\n", "  theirs:\n    name: T\n    type: end\n  done:\n")
	var said []string
	for _, q := range change.Quietly(small, mine, theirs) {
		said = append(said, fmt.Sprintf("%s %s: %s", q.From, q.Kind, q.Words))
	}
	want := []string{
		"mine changed: Label of field kind changed from Kind to Sort", "theirs changed: Timeout of Manager review changed from 2_days to 3_days",
		"mine removed: Approver chair removed from Board", "theirs added: Step T added",
	}
	if fmt.Sprintf("%q", said) != fmt.Sprintf("%q", want) {
		t.Errorf("%q", said)
	}
}
