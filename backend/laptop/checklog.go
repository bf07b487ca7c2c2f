package laptop

import (
	"context"
	"fmt"
	"slices"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// LogCheck says whether the activity log of a company is as it was written.
type LogCheck struct {
	Check  storage.Check
	Lines  int
	SHA256 string // of the last line; empty for none
}

// CheckLog reads the whole activity log of a company and verifies its chain, and that it still has all that it had. It changes
// nothing in the log.
func (l *Laptop) CheckLog(ctx context.Context, company workflow.CompanyID) LogCheck {
	result := LogCheck{Check: storage.Check{ID: "activity_log", Name: "Activity log is as it was written", Status: storage.CheckOK}}
	found, err := l.readLog(ctx, company)
	if err != nil {
		result.Check = result.Check.Fail(storage.CheckFailed, err, storage.MendNone)
		return result
	}
	result.Lines, result.SHA256 = len(found.part.Lines), found.part.To.SHA256
	wrong := found.wrong()
	if len(wrong) == 0 {
		result.Check.Detail = words.F("%d lines", result.Lines)
		return result
	}
	const shown = 3
	result.Check.Status, result.Check.Code, result.Check.Mend = storage.CheckFailed, workflow.CodeDamaged, storage.MendActivityLog
	result.Check.Detail = words.Join(wrong[:min(shown, len(wrong))], "%s, %s")
	if more := len(wrong) - shown; more > 0 {
		result.Check.Detail = words.F("%s and %d more", result.Check.Detail, more)
	}
	result.Check.Message = "Somebody or something changed the activity log, or took lines from it."
	result.Check.Hint = "Let the program put back what it knows (workflow-designer doctor --fix). The log as it is now is kept beside it."
	return result
}

// foundLog is a log, and what is known of it.
type foundLog struct {
	part activity.Part // all of it
	mark activity.Mark // how far it was followed
	lost int           // lines that it had
}

func (l *Laptop) readLog(ctx context.Context, company workflow.CompanyID) (foundLog, error) {
	if err := l.FollowLog(ctx, company); err != nil {
		return foundLog{}, err
	}
	var found foundLog
	var err error
	if found.mark, _, err = l.Index.ActivityMark(ctx, company); err != nil {
		return found, err
	}
	if found.part, err = l.Files.Activity(company); err != nil {
		return found, err
	}
	lost, err := l.Index.LostActivity(ctx, company)
	found.lost = len(lost)
	return found, err
}

// wrong says what is wrong with a log, in parts of a sentence; none for one that is whole.
func (f foundLog) wrong() []words.Text {
	var wrong []words.Text
	for _, b := range activity.Verify(f.part.Lines) {
		wrong = append(wrong, b.What)
	}
	switch {
	case f.lost == 1:
		wrong = append(wrong, "1 line that was there is gone or was changed")
	case f.lost > 1:
		wrong = append(wrong, words.F("%d lines that were there are gone or were changed", f.lost))
	case len(wrong) == 0 && !f.mark.Reaches(f.part.Lines):
		wrong = append(wrong, "it is not the log that it was")
	}
	return wrong
}

// MendLog makes the activity log of a company whole again, as far as this computer knows what stood in it, and adds a line that
// says so: how many lines the log had, how many came back to their places, and how many entries were written again at the end. The
// log as it was is kept beside. A log that is whole stays as it is.
func (l *Laptop) MendLog(ctx context.Context, company workflow.CompanyID, entry activity.Entry) error {
	found, err := l.readLog(ctx, company)
	if err != nil || len(found.wrong()) == 0 {
		return err
	}
	lost, err := l.Index.LostActivity(ctx, company)
	if err != nil {
		return err
	}
	known, err := l.Index.KnownActivity(ctx, company, 0)
	if err != nil {
		return err
	}
	keep, again := activity.Mend(lost, slices.Concat(known, found.part.Lines))
	entry.Detail = fmt.Sprintf("lines=%d back=%d again=%d", len(found.part.Lines), found.back(keep), len(again))
	if err := l.Files.ReplaceActivity(ctx, company, found.part.To, keep, append(again, entry)); err != nil {
		return err
	}
	if err := l.FollowLog(ctx, company); err != nil {
		return err
	}
	return l.Index.ForgetLostActivity(ctx, company)
}

// back counts the lines of a chain that a log has not.
func (f foundLog) back(keep []activity.Line) int {
	here := map[string]bool{}
	for _, line := range f.part.Lines {
		here[line.SHA256] = true
	}
	n := 0
	for _, line := range keep {
		if !here[line.SHA256] {
			n++
		}
	}
	return n
}
