package laptop

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/workflow"
)

// follower knows how far the index follows the activity logs.
type follower struct {
	mu    sync.Mutex
	marks map[workflow.CompanyID]activity.Mark
}

func (f *follower) mark(company workflow.CompanyID) (activity.Mark, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	mark, known := f.marks[company]
	return mark, known
}

func (f *follower) follow(company workflow.CompanyID, mark activity.Mark) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.marks == nil {
		f.marks = map[workflow.CompanyID]activity.Mark{}
	}
	f.marks[company] = mark
}

func (f *follower) companies() []workflow.CompanyID {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Collect(maps.Keys(f.marks))
}

func (f *follower) forget(company workflow.CompanyID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.marks, company)
}

// news is what the activity log of a company has more than the index knows. It says nothing when it cannot tell: FollowLog finds
// out what is wrong.
func (l *Laptop) news(ctx context.Context, company workflow.CompanyID) activity.Part {
	mark, known := l.follower.mark(company)
	if !known {
		var err error
		if mark, _, err = l.Index.ActivityMark(ctx, company); err != nil {
			return activity.Part{Company: company}
		}
	}
	part, err := l.Files.ActivitySince(company, mark)
	if err != nil || part.State != activity.Follows {
		l.follower.forget(company)
		return activity.Part{Company: company}
	}
	return part
}

// followed notes that the index has a part.
func (l *Laptop) followed(part activity.Part) {
	if part.To != (activity.Mark{}) {
		l.follower.follow(part.Company, part.To)
	}
}

// tells reports whether a part tells of a version.
func tells(part activity.Part, uid workflow.UID) bool {
	return slices.ContainsFunc(part.Lines, func(line activity.Line) bool { return line.VersionUID == uid })
}

// Log adds to the activity log of a company what no journal tells. When it returns nil that is durable.
func (l *Laptop) Log(ctx context.Context, company workflow.CompanyID, entries ...activity.Entry) error {
	ctx = context.WithoutCancel(ctx)
	if err := l.Files.Log(ctx, company, entries...); err != nil {
		return err
	}
	return l.FollowLog(ctx, company)
}

// linesAtOnce is how many lines are taken in before somebody else may write to the index.
const linesAtOnce = 1000

// FollowLog brings the index up to date with the activity log of a company. What a power failure took from the log although the
// index has it is put back. When other lines are gone or changed the index keeps them, and CheckLog tells of them.
func (l *Laptop) FollowLog(ctx context.Context, company workflow.CompanyID) error {
	mark, flushed, err := l.Index.ActivityMark(ctx, company)
	if err != nil {
		return err
	}
	part, err := l.Files.ActivitySince(company, mark)
	if err != nil {
		return err
	}
	if part.State == activity.Shorter && part.To.Size >= flushed {
		lost, err := l.Index.KnownActivity(ctx, company, part.To.Line+1)
		if err != nil {
			return err
		}
		if err := l.Files.PutBackActivity(ctx, company, lost); err != nil {
			return err
		}
		if part, err = l.Files.ActivitySince(company, mark); err != nil {
			return err
		}
	}
	if part.State == activity.Follows {
		for some := range part.Chunks(linesAtOnce) {
			if err = l.Index.FollowActivity(ctx, some); err != nil {
				break
			}
		}
	} else {
		if part, err = l.Files.Activity(company); err != nil {
			return err
		}
		if err = l.Index.FollowActivityAnew(ctx, part); err == nil {
			err = l.flushLog(ctx, company)
		}
	}
	if err == nil {
		l.followed(part)
	}
	return err
}

// flushLog makes the activity log of a company durable, and notes how much of it is: what is gone of that later was taken away.
func (l *Laptop) flushLog(ctx context.Context, company workflow.CompanyID) error {
	mark, flushed, err := l.Index.ActivityMark(ctx, company)
	if err != nil || mark.Size == flushed {
		return err
	}
	if flushed, err = l.Files.FlushActivity(company); err != nil {
		return err
	}
	return l.Index.FollowActivity(ctx, activity.Part{Company: company, From: mark, To: mark, Flushed: flushed})
}

// missing are the entries that the activity log lacks of what a journal tells.
func (l *Laptop) missing(ctx context.Context, history workflow.History) ([]activity.Entry, error) {
	told, err := l.Index.ToldActivity(ctx, history.Ref)
	if err != nil {
		return nil, err
	}
	var all []activity.Entry
	for _, e := range expected(history, time.Now()) {
		if !told[e.Key()] {
			all = append(all, e)
		}
	}
	return all, nil
}

// expected is what the activity log must tell of a workflow, by its journal.
func expected(history workflow.History, now time.Time) []activity.Entry {
	var all []activity.Entry
	versions := map[workflow.UID]workflow.Known{}
	for _, v := range history.Versions {
		versions[v.UID] = v
	}
	for _, v := range history.Versions {
		all = append(all, activity.OfVersion(v.Version, activity.Action(v.Action), versions[v.ParentUID].Deleted, now))
	}
	for _, set := range history.Tagged {
		if v, here := versions[set.UID]; here && !set.At.IsZero() {
			all = append(all, activity.OfTags(v.Version, set, now)...)
		}
	}
	for _, r := range history.Renumbered {
		all = append(all, renumbered(history, r, "", now))
	}
	return all
}

// renumbered is the entry of a change of number; history is that of the workflow then or later.
func renumbered(history workflow.History, r workflow.Renumbering, by string, now time.Time) activity.Entry {
	e := activity.Entry{
		At: r.At, LoggedAt: now, Author: by, Action: activity.Renumbered, Ref: workflow.Ref{Company: history.Ref.Company, ID: r.To},
		VersionUID: history.Head, Detail: fmt.Sprintf("%d -> %d", r.From, r.To),
	}
	for _, v := range history.Versions {
		if e.WorkflowUID == "" || v.UID == history.Head {
			e.WorkflowUID = v.WorkflowUID
		}
	}
	return e
}

// tellMissing adds to the activity log what journals tell and it lacks, oldest first.
func (l *Laptop) tellMissing(ctx context.Context, company workflow.CompanyID, entries []activity.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	slices.SortStableFunc(entries, func(a, b activity.Entry) int { return a.At.Compare(b.At) })
	mark, _, err := l.Index.ActivityMark(ctx, company)
	if err != nil {
		return err
	}
	if err := l.Files.LogMissing(ctx, company, mark, entries); err != nil {
		return err
	}
	return l.FollowLog(ctx, company)
}

// chain writes what an older program logged to the file, with what journals tell besides.
func (l *Laptop) chain(ctx context.Context, company workflow.CompanyID, missing []activity.Entry) error {
	before, err := l.Index.UnchainedActivity(ctx, company)
	if err != nil {
		return err
	}
	now, tagged := time.Now(), map[string]bool{}
	for i := range before {
		before[i].LoggedAt = now
		tagged[tagging(before[i])] = true
	}
	for _, e := range missing {
		// The older program wrote all tags of a version into one entry.
		if e.Action != activity.Tagged && e.Action != activity.Untagged || !tagged[tagging(e)] {
			before = append(before, e)
		}
	}
	if err := l.tellMissing(ctx, company, before); err != nil || len(tagged) == 0 {
		return err
	}
	return l.Index.ChainedActivity(ctx, company)
}

// tagging is the same for all entries of one change of a version's tags.
func tagging(e activity.Entry) string {
	return string(e.VersionUID) + " " + e.At.UTC().Format(time.RFC3339Nano)
}
