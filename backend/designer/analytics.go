package designer

import (
	"cmp"
	"context"
	"slices"
	"time"

	"workflow-designer/backend/analytics"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/workflow"
)

// CompanyAnalytics gives figures of what the company saved. CodeInvalidRequest.
func (d *Designer) CompanyAnalytics(ctx context.Context, request AnalyticsRequest) (CompanyAnalytics, error) {
	if request.Days < 0 || request.Days > mostDays {
		return CompanyAnalytics{}, &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: "There are no figures of that time.",
			Hint: "Ask for a number of days, for example days=90, or for none to get all there is.",
		}
	}
	s, bucket := d.inForce()
	figures, err := d.laptop.Index.Figures(ctx, s.CompanyID, bucket.addressOrNone(), 0)
	if err != nil {
		return CompanyAnalytics{}, err
	}
	rows, err := d.laptop.Index.Workflows(ctx, s.CompanyID, bucket.addressOrNone(), true)
	if err != nil {
		return CompanyAnalytics{}, err
	}
	names := map[workflow.ID]string{}
	for _, w := range rows {
		names[w.Ref.ID] = w.Name
	}
	versions := versionsOf(figures)
	now := d.Now().UTC()
	from := now.AddDate(0, 0, -request.Days)
	if request.Days == 0 {
		from = earliest(versions, now)
	}
	by := analytics.Suiting(from, now)
	answer := CompanyAnalytics{
		From: from, To: now, By: string(by), Points: []AnalyticsPoint{}, People: []PersonFigures{}, Changed: []WorkflowFigures{},
		Storage: storageFigures(versions),
	}
	for _, p := range analytics.Series(versions, from, now, by) {
		answer.Points = append(answer.Points, AnalyticsPoint(p))
	}
	for _, p := range analytics.People(versions, from) {
		answer.People = append(answer.People, PersonFigures(p))
	}
	for _, c := range analytics.Workflows(versions, from) {
		answer.Changed = append(answer.Changed, presentChanged(c, names[c.Ref.ID]))
	}
	answer.Workflows = len(answer.Changed)
	for _, v := range versions {
		if v.Deleted {
			continue
		}
		answer.Versions++
		if v.TextHere && !v.Known {
			answer.Unchecked++
		}
	}
	return answer, nil
}

// mostDays bounds how far back somebody may ask: about a hundred years.
const mostDays = 36525

// earliest is when the first version was saved, unless a clock was wrong then.
func earliest(versions []analytics.Version, now time.Time) time.Time {
	for _, v := range versions {
		if v.At.After(now.AddDate(0, 0, -mostDays)) {
			return v.At
		}
	}
	return now
}

func versionsOf(figures []catalog.Figures) []analytics.Version {
	all := make([]analytics.Version, 0, len(figures))
	for _, f := range figures {
		all = append(all, analytics.Version{
			Ref: f.Ref, UID: f.UID, ParentUID: f.ParentUID, MergedUID: f.MergedUID, Number: f.Number, Author: f.Author, At: f.CreatedAt,
			Size: f.Size, Deleted: f.Deleted, Beside: f.Beside, TextHere: !f.TextElsewhere && !f.Deleted, InBucket: f.InBucket,
			Known: f.Checked, StepCount: f.StepCount, Errors: f.ErrorCount, Warnings: f.WarningCount,
		})
	}
	return all
}

func presentChanged(c analytics.Changed, name string) WorkflowFigures {
	return WorkflowFigures{
		WorkflowID: c.Ref.ID, Name: name, Versions: c.Versions, ByAuthor: c.ByAuthor, All: c.All, Bytes: c.Bytes, Size: c.Latest.Size,
		StepCount: known(c.Latest, c.Latest.StepCount), ErrorCount: known(c.Latest, c.Latest.Errors),
		LastAt: c.Latest.At, LastAuthor: c.Latest.Author,
	}
}

// known is a figure that a version's text tells; nil when nobody looked at it yet.
func known(v analytics.Version, n int) *int {
	if !v.Known || n < 0 {
		return nil
	}
	return &n
}

func storageFigures(versions []analytics.Version) StorageFigures {
	return StorageFigures(analytics.Store(versions))
}

// WorkflowAnalytics gives figures of one workflow. What versions changed is found out once and kept; when there is much of it only a
// part is found out at a time, and Uncounted says how much is left. CodeWorkflowNotFound.
func (d *Designer) WorkflowAnalytics(ctx context.Context, id workflow.ID) (WorkflowAnalytics, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	w, err := d.laptop.Index.Workflow(ctx, ref, bucket.addressOrNone())
	if err != nil {
		return WorkflowAnalytics{}, err
	}
	figures, err := d.laptop.Index.Figures(ctx, s.CompanyID, bucket.addressOrNone(), id)
	if err != nil {
		return WorkflowAnalytics{}, err
	}
	t := toucher{Designer: d, ref: ref, versions: versionsOf(figures)}
	if err := t.touch(ctx); err != nil {
		return WorkflowAnalytics{}, err
	}
	latest, err := t.latest(ctx)
	if err != nil {
		return WorkflowAnalytics{}, err
	}
	answer := WorkflowAnalytics{
		WorkflowID: id, Name: w.Name, Versions: make([]VersionFigures, 0, len(t.versions)), Steps: []StepFigures{},
		Subjects: []SubjectFigures{}, Storage: storageFigures(t.versions), Uncounted: t.uncounted, Elsewhere: t.elsewhere,
	}
	for _, v := range t.versions {
		row := VersionFigures{
			VersionID: v.UID, Number: v.Number, At: v.At, Author: v.Author, Size: v.Size, Deleted: v.Deleted, Beside: v.Beside,
			StepCount: known(v, v.StepCount), ErrorCount: known(v, v.Errors), Warnings: known(v, v.Warnings),
		}
		if found, ok := t.touched[v.UID]; ok {
			row.Changes = &found.Changes
		}
		answer.Versions = append(answer.Versions, row)
	}
	heats := analytics.Heats(t.versions, t.touched, latest)
	for _, h := range heats {
		answer.Steps = append(answer.Steps, StepFigures{
			Step: h.Step, Name: h.Name, Changes: h.Changes, Heat: float64(h.Changes) / float64(heats[0].Changes), ByAuthor: h.ByAuthor,
			LastAt: h.LastAt, LastAuthor: h.LastAuthor, LastVersion: h.LastUID, Here: h.Here,
		})
	}
	answer.People = editors(t.versions, heats)
	answer.Subjects = t.subjects()
	return answer, nil
}

// editors is who changed what.
func editors(versions []analytics.Version, heats []analytics.Heat) []EditorFigures {
	all := []EditorFigures{}
	for _, p := range analytics.People(versions, time.Time{}) {
		e := EditorFigures{Author: p.Author, Versions: p.Versions, LastAt: p.LastAt, Steps: map[string]int{}}
		for _, h := range heats {
			if n := h.ByAuthor[p.Author]; n > 0 {
				e.Steps[h.Step] = n
			}
		}
		all = append(all, e)
	}
	return all
}

func (t *toucher) subjects() []SubjectFigures {
	counts := map[string]int{}
	for _, found := range t.touched {
		for subject, n := range found.Subjects {
			counts[subject] += n
		}
	}
	all := []SubjectFigures{}
	for subject, n := range counts {
		all = append(all, SubjectFigures{subject, n})
	}
	slices.SortFunc(all, func(a, b SubjectFigures) int {
		return cmp.Or(cmp.Compare(b.Changes, a.Changes), cmp.Compare(a.Subject, b.Subject))
	})
	return all
}
