package change_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

func sound(text string) bool {
	tree := source.Read(text)
	return len(tree.Problems) == 0
}

// holdLaws checks what holds for any three texts, and gives the merge.
func holdLaws(t *testing.T, base, mine, theirs string) change.Result {
	t.Helper()
	for _, x := range []string{mine, theirs} {
		for _, c := range [][3]string{{base, x, base}, {base, base, x}, {base, x, x}} {
			if got := change.Merge(c[0], c[1], c[2]); got.Text != x || len(got.Conflicts) > 0 {
				t.Fatalf("a side that did nothing changed something:\n%s", difference(x, got.Text))
			}
		}
	}
	got, back := change.Merge(base, mine, theirs), change.Merge(base, theirs, mine)
	paths := func(r change.Result) []string {
		p := strings.Fields(pathsOf(r.Conflicts))
		slices.Sort(p)
		return p
	}
	if !slices.Equal(paths(got), paths(back)) {
		t.Fatalf("not the same verdict both ways: %q and %q\nbase %q\nmine %q\ntheirs %q", paths(got), paths(back), base, mine, theirs)
	}
	all := sound(base) && sound(mine) && sound(theirs)
	if all && !sound(got.Text) {
		t.Fatalf("the result cannot be read:\n%s", got.Text)
	}
	for _, choice := range []change.Choice{change.TakeMine, change.TakeTheirs} {
		take := map[string]change.Decision{}
		for _, c := range got.Conflicts {
			take[c.Path.String()] = change.Decision{Take: choice}
		}
		resolved := change.Resolve(base, mine, theirs, take)
		if resolved.Open() > 0 || all && !sound(resolved.Text) {
			t.Fatalf("resolved by %d: %+v\n%s\nbase %q\nmine %q\ntheirs %q", choice, resolved.Conflicts, resolved.Text, base, mine, theirs)
		}
	}
	for _, decision := range []change.Decision{{Take: change.TakeBoth}, {Take: change.TakeEdit, Text: "x: y"}, {Take: change.TakeEdit, Text: "z"}} {
		decisions := map[string]change.Decision{}
		for _, c := range got.Conflicts {
			decisions[c.Path.String()] = decision
		}
		decided := change.Resolve(base, mine, theirs, decisions)
		if all && !sound(decided.Text) {
			t.Fatalf("decided by %+v it cannot be read:\n%s\nbase %q\nmine %q\ntheirs %q", decision, decided.Text, base, mine, theirs)
		}
		for _, c := range decided.Conflicts {
			if c.Line > c.EndLine || c.EndLine > 1+strings.Count(decided.Text, "\n") || c.Decision != nil && c.Refusal != nil {
				t.Fatalf("%s stands on %d to %d, %+v %+v", c.Path, c.Line, c.EndLine, c.Decision, c.Refusal)
			}
		}
	}
	return got
}

func TestNoChangeOfEitherSideIsLost(t *testing.T) {
	conflicts, whole := 0, 0
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		base := newDraft(r)
		mine, theirs := base.clone(), base.clone()
		for range 1 + r.IntN(5) {
			mine.change(r)
			theirs.change(r)
		}
		b, m, th := base.text(), mine.text(), theirs.text()
		got := holdLaws(t, b, m, th)
		var clashes []string
		for _, c := range got.Conflicts {
			if len(c.Path) == 0 {
				whole++
			}
			clashes = append(clashes, place(b, c.Path))
		}
		conflicts += len(clashes)
		in := func(at string) bool {
			return slices.ContainsFunc(clashes, func(c string) bool { return at == c || strings.HasPrefix(at, c+"/") })
		}
		fb, fm, ft, fr := facts(b), facts(m), facts(th), facts(got.Text)
		for _, f := range []map[string]string{fb, fm, ft, fr} {
			for at := range f {
				want := fm[at]
				if fm[at] == fb[at] {
					want = ft[at]
				}
				if clash := fm[at] != fb[at] && ft[at] != fb[at] && fm[at] != ft[at]; fr[at] != want && !in(at) || clash && !in(at) {
					t.Fatalf("seed %d: %s is %q, was %q, mine %q, theirs %q; conflicts %q\n%s", seed, at, fr[at], fb[at], fm[at], ft[at], clashes, got.Text)
				}
			}
		}
		for _, side := range []draft{mine, theirs} {
			for _, s := range side.steps {
				if s.comment != "" && strings.Contains(got.Text, "  "+s.id+":") && !strings.Contains(b, s.comment) && !strings.Contains(got.Text, s.comment) && !in("/workflow/"+s.id) {
					t.Fatalf("seed %d: the comment %s is lost\n%s", seed, s.comment, got.Text)
				}
			}
		}
	}
	if conflicts < 10 || whole > 0 {
		t.Errorf("%d conflicts, %d of them about the whole text", conflicts, whole)
	}
}

func TestTheLawsHoldForRealFilesHoweverMangled(t *testing.T) {
	readable := 0
	for i, text := range templates(t) {
		for seed := range uint64(6) {
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			base := text
			if seed%3 == 0 {
				base = strings.ReplaceAll(base, "\n", "\r\n")
			}
			mine, theirs := mangled(r, base, 1+r.IntN(4)), mangled(r, base, 1+r.IntN(4))
			holdLaws(t, base, mine, theirs)
			if sound(mine) && sound(theirs) {
				readable++
			}
		}
	}
	if readable < 10 {
		t.Errorf("only %d pairs can be read", readable)
	}
}

func TestAListIsEmptyExactlyWhenNothingDiffers(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 2))
		before := newDraft(r)
		after := before.clone()
		for range r.IntN(4) {
			after.change(r)
		}
		b, a := before.text(), after.text()
		got := change.List(model.Read(b), model.Read(a))
		if (len(got) == 0) != (a == b) {
			t.Fatalf("seed %d: %d changes", seed, len(got))
		}
		said := map[string]bool{}
		for _, c := range got {
			if said[c.Words.String()] {
				t.Errorf("seed %d: twice %q", seed, c.Words)
			}
			said[c.Words.String()] = true
			if (c.Subject == "text") != (facts2(a) == facts2(b)) {
				t.Errorf("seed %d: %q\n%s\n%s", seed, c.Words, b, a)
			}
			if strings.HasPrefix(c.Words.String(), "Something") {
				t.Errorf("seed %d: %s", seed, c.Words)
			}
		}
	}
}

// facts2 is what a document says, in the order of its lists and steps, without comments.
func facts2(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if line, _, _ = strings.Cut(line, "#"); strings.TrimSpace(line) != "" {
			b.WriteString(strings.TrimRight(line, " \r\n") + "\n")
		}
	}
	return b.String()
}

func TestALargeDocumentIsMergedFast(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	base := newDraft(r)
	for len(strings.Split(base.text(), "\n")) < 3000 {
		base.fields = append(base.fields, newField(r))
		made := newStep(r)
		made.approve = base.steps[0].id
		base.steps = append(base.steps, made)
	}
	mine, theirs := base.clone(), base.clone()
	for range 200 {
		mine.change(r)
		theirs.change(r)
	}
	begun := time.Now()
	got := change.Merge(base.text(), mine.text(), theirs.text())
	if took := time.Since(begun); took > time.Second {
		t.Errorf("took %v", took)
	}
	t.Logf("%v, %d conflicts", time.Since(begun), len(got.Conflicts))
	if !sound(got.Text) {
		t.Error("cannot be read")
	}
}

func TestEverythingRenamedIsListedFast(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	before := newDraft(r)
	for len(before.steps) < 600 {
		before.fields = append(before.fields, newField(r))
		before.steps = append(before.steps, newStep(r))
	}
	for i := range before.steps {
		before.steps[i].approve = before.steps[0].id
	}
	after := before.clone()
	for i := range after.steps {
		after.steps[i].id = "x" + after.steps[i].id
		after.steps[i].approve = "x" + after.steps[i].approve
	}
	for i := range after.fields {
		after.fields[i].label = "Other " + after.fields[i].label
		after.fields[i].name = "x" + after.fields[i].name
	}
	begun := time.Now()
	got := change.List(model.Read(before.text()), model.Read(after.text()))
	if took := time.Since(begun); took > time.Second {
		t.Errorf("took %v", took)
	}
	t.Logf("%v for %d changes", time.Since(begun), len(got))
}

func TestADocumentBelowApprovalProcessIsUnderstoodTheSame(t *testing.T) {
	nested := func(text string) string { return "approval_process:\n  " + strings.ReplaceAll(text, "\n", "\n  ") }
	mine, theirs := with(t, "ann@", "amy@", "  board:", "  directors:", "continue_to: board", "continue_to: directors"), with(t, "ann@", "bob@", "strategy: all", "strategy: majority")
	plain := wordsOf(change.List(model.Read(small), model.Read(mine)))
	if got := wordsOf(change.List(model.Read(nested(small)), model.Read(nested(mine)))); !slices.Equal(got, plain) {
		t.Errorf("%q\n%q", got, plain)
	}
	got := change.Merge(nested(small), nested(mine), nested(theirs))
	if pathsOf(got.Conflicts) != "approval_process.workflow.review.approver" || !strings.Contains(got.Text, "strategy: majority") {
		t.Errorf("%+v\n%s", got.Conflicts, got.Text)
	}
}

func FuzzMerge(f *testing.F) {
	for i, text := range templates(f) {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		f.Add(text, mangled(r, text, 3), mangled(r, text, 3))
	}
	r := rand.New(rand.NewPCG(8, 8))
	for range 8 {
		base := newDraft(r)
		mine, theirs := base.clone(), base.clone()
		mine.change(r)
		theirs.change(r)
		f.Add(base.text(), mine.text(), theirs.text())
	}
	f.Add("a: &x {b: 1}\nc: *x\n", "a: &x {b: 2}\nc: *x\n", "a: &x {b: 1, d: 3}\nc: *x\n")
	f.Add("- a\n", "a: [", "{a: b}")
	f.Fuzz(func(t *testing.T, base, mine, theirs string) {
		holdLaws(t, base, mine, theirs)
	})
}
