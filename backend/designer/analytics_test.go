package designer_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

const counted = `name: Purchase
form:
  fields:
    - {name: amount, type: number, label: Amount}
workflow:
  manager:
    name: Manager
    type: decision
    approver: ann@example.com
    on_approve: {continue_to: done}
    on_reject: {continue_to: done}
  done:
    name: Done
    type: end
`

// seeded is a company with a known history, made by three people over forty days up to now.
func seeded(t *testing.T) (*designer.Designer, map[string]time.Time) {
	t.Helper()
	folder := t.TempDir()
	now := time.Date(2026, time.June, 30, 12, 0, 0, 0, time.UTC)
	at := map[string]time.Time{}
	clock := now
	open := func(author string) *designer.Designer {
		options := designertest.Options(t, folder, map[string]string{"DESIGNER_AUTHOR": author})
		options.Now = func() time.Time { return clock }
		d, err := designer.Open(context.Background(), options)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for i, step := range []struct {
		author  string
		daysAgo int
		request designer.SaveVersionRequest
	}{
		{"Ana", 40, designer.SaveVersionRequest{YAMLContent: counted}},
		{"Ana", 39, on(1, strings.Replace(counted, "ann@", "amy@", 1))},
		{"Bo", 20, on(1, strings.Replace(counted, "ann@", "bob@", 1))},
		{"Bo", 10, designer.SaveVersionRequest{YAMLContent: "name: Broken\nworkflow: []\n"}},
		{"Cy", 3, on(1, strings.NewReplacer("ann@", "cy@", "  manager:", "  boss:", "  done:\n", "  told:\n    name: Told\n    type: notification\n    on_complete: {continue_to: done}\n  done:\n").Replace(counted))},
		{"Cy", 1, designer.SaveVersionRequest{YAMLContent: counted}},
	} {
		clock = now.AddDate(0, 0, -step.daysAgo)
		d := open(step.author)
		save(t, d, step.request)
		if i == 5 {
			if _, err := d.DeleteWorkflow(context.Background(), 3); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		at[fmt.Sprint(i)] = clock
	}
	clock = now
	d := open("Ana")
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d, at
}

func TestFiguresOfACompany(t *testing.T) {
	d, at := seeded(t)

	all, err := d.CompanyAnalytics(context.Background(), designer.AnalyticsRequest{})
	if err != nil {
		t.Fatal(err)
	}
	month, err := d.CompanyAnalytics(context.Background(), designer.AnalyticsRequest{Days: 30})
	if err != nil {
		t.Fatal(err)
	}

	if all.By != "day" || !all.From.Equal(at["0"]) || all.Workflows != 2 || all.Versions != 6 || len(all.Points) != 41 || all.Unchecked != 0 {
		t.Errorf("of all time: %+v", all)
	}
	first, last := all.Points[0], all.Points[40]
	if first.Versions != 1 || first.ByAuthor["Ana"] != 1 || first.Workflows != 1 || first.Valid != 1 || first.Bytes != int64(len(counted)) {
		t.Errorf("the first day: %+v", first)
	}
	if last.Versions != 0 || last.Workflows != 2 || last.Valid+last.Invalid != 2 || last.Invalid == 0 || last.Bytes != all.Storage.BytesHere {
		t.Errorf("the last day: %+v", last)
	}
	sum := func(points []designer.AnalyticsPoint) (n int) {
		for _, p := range points {
			n += p.Versions
		}
		return n
	}
	if sum(all.Points) != 6 || sum(month.Points) != 4 || len(month.Points) != 31 {
		t.Errorf("%d of all time, %d of %d days", sum(all.Points), sum(month.Points), len(month.Points))
	}
	var people []string
	for _, p := range month.People {
		people = append(people, fmt.Sprintf("%s %d/%d", p.Author, p.Versions, p.Workflows))
	}
	if got := strings.Join(people, ", "); got != "Bo 2/2, Cy 2/2" {
		t.Errorf("people of a month: %s", got)
	}
	if c := all.Changed[0]; len(all.Changed) != 2 || c.WorkflowID != 1 || c.Name != "Purchase" || c.Versions != 4 || c.ByAuthor["Ana"] != 2 ||
		c.StepCount == nil || *c.StepCount != 3 || c.ErrorCount == nil || c.LastAuthor != "Cy" || !c.LastAt.Equal(at["4"]) {
		t.Errorf("changed: %+v", all.Changed)
	}
	if s := all.Storage; s.VersionsHere != 6 || s.VersionsElsewhere != 0 || s.VersionsInBucket != 0 {
		t.Errorf("storage: %+v", s)
	}
	for _, days := range []int{-1, 1 << 20} {
		if _, err := d.CompanyAnalytics(context.Background(), designer.AnalyticsRequest{Days: days}); workflow.CodeOf(err) != workflow.CodeInvalidRequest {
			t.Errorf("%d days: %v", days, err)
		}
	}
}

func TestFiguresOfAWorkflow(t *testing.T) {
	d, _ := seeded(t)
	for range 2 { // found out, and as it was kept
		a, err := d.WorkflowAnalytics(context.Background(), 1)
		if err != nil {
			t.Fatal(err)
		}
		var versions []string
		for _, v := range a.Versions {
			changes := "-"
			if v.Changes != nil {
				changes = fmt.Sprint(*v.Changes > 0)
			}
			versions = append(versions, fmt.Sprintf("%d %s %d steps, %s", v.Number, v.Author, *v.StepCount, changes))
		}
		if got := strings.Join(versions, "; "); got != "1 Ana 2 steps, -; 2 Ana 2 steps, true; 3 Bo 2 steps, true; 4 Cy 3 steps, true" {
			t.Errorf("versions: %s", got)
		}
		var steps []string
		for _, s := range a.Steps {
			steps = append(steps, fmt.Sprintf("%s %q %d %.2f %s %v", s.Step, s.Name, s.Changes, s.Heat, s.LastAuthor, s.Here))
		}
		if got := strings.Join(steps, "; "); got != `boss "Manager" 3 1.00 Cy true; told "Told" 1 0.33 Cy true` {
			t.Errorf("steps: %s", got)
		}
		if p := a.People[1]; p.Author != "Bo" && p.Author != "Cy" || p.Versions != 1 || p.Steps["boss"] != 1 || len(a.People) != 3 {
			t.Errorf("people: %+v", a.People)
		}
		if !slices.ContainsFunc(a.Subjects, func(s designer.SubjectFigures) bool { return s.Subject == "approver" && s.Changes >= 2 }) {
			t.Errorf("subjects: %+v", a.Subjects)
		}
		if a.Uncounted != 0 || a.Elsewhere != 0 || a.Name != "Purchase" || a.Storage.VersionsHere != 4 {
			t.Errorf("got %+v", a)
		}
	}
	if _, err := d.WorkflowAnalytics(context.Background(), 99); workflow.CodeOf(err) != workflow.CodeWorkflowNotFound {
		t.Errorf("got %v", err)
	}
	// One that was deleted still has its figures.
	if a, err := d.WorkflowAnalytics(context.Background(), 3); err != nil || len(a.Versions) != 2 || !a.Versions[1].Deleted || a.Versions[1].StepCount != nil {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestALongHistoryIsCountedInPortions(t *testing.T) {
	// Given a program whose every look at the clock finds that a second has gone by
	folder := t.TempDir()
	options := designertest.Options(t, folder, nil)
	clock := time.Date(2026, time.June, 30, 12, 0, 0, 0, time.UTC)
	options.Now = func() time.Time { clock = clock.Add(600 * time.Millisecond); return clock }
	d, err := designer.Open(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	save(t, d, designer.SaveVersionRequest{YAMLContent: counted})
	for i := range 9 {
		save(t, d, on(1, strings.Replace(counted, "ann@", fmt.Sprintf("a%d@", i), 1)))
	}

	// When it is asked again and again
	var left []int
	for range 20 {
		a, err := d.WorkflowAnalytics(context.Background(), 1)
		if err != nil {
			t.Fatal(err)
		}
		left = append(left, a.Uncounted)
		if a.Uncounted == 0 {
			if a.Steps[0].Changes != 9 {
				t.Errorf("the manager's step changed %d times", a.Steps[0].Changes)
			}
			break
		}
	}

	// Then each time more of it is counted, until all is
	if len(left) < 3 || left[len(left)-1] != 0 || !slices.IsSortedFunc(left, func(a, b int) int { return b - a }) {
		t.Errorf("left to count were %v", left)
	}
}
