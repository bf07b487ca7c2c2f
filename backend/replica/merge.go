package replica

import (
	"context"
	"fmt"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// merge brings the latest here and the latest in the bucket together. What was changed in different places comes together
// without a question, into a version on top of theirs that has both as parents; else a conflict opens.
func (j *job) merge(ctx context.Context, e storage.Entry) error {
	theirs, err := j.text(ctx, e)
	if err != nil {
		return j.orGone(err)
	}
	mine, mineText, err := j.Laptop.Files.Get(ctx, j.ref, string(j.here.Head))
	if err != nil {
		return err
	}
	base, err := j.Laptop.CommonText(ctx, j.here, func(versionID string) ([]byte, error) {
		_, text, err := j.Bucket.Get(ctx, j.ref, versionID)
		switch workflow.CodeOf(err) {
		case workflow.CodeVersionNotFound, workflow.CodeWorkflowNotFound:
			return nil, nil // expired, or a deletion: all that both have in common is what they say alike
		default:
			return text, err
		}
	})
	if err != nil {
		return err
	}
	// Theirs is kept first: from then on both survive whatever happens. That it stands in the bucket is noted when it was seen to, so
	// that a program that is killed here looks at both again.
	lesson := j.lesson(e, theirs, true)
	seen := *lesson.Seen
	lesson.Seen = nil
	if err := j.learn(ctx, lesson); err != nil || j.again {
		return err
	}
	text, together := Together(string(base), string(mineText), string(theirs))
	if !together {
		return j.open(ctx, mine.Version, e)
	}
	v := workflow.Version{
		Ref: j.ref, UID: j.NewUID(), ParentUID: e.UID, MergedUID: mine.UID, WorkflowUID: j.here.WorkflowUID,
		Number: max(mine.Number, e.Number) + 1, Name: mine.Name, Author: j.Author, Prompt: mine.Prompt,
		Comment: MergeComment(e.Version), CreatedAt: j.Now().UTC(),
	}
	if _, err := j.Laptop.Save(ctx, v, []byte(text), mine.UID); err != nil {
		return j.orAgain(err)
	}
	if err := j.Laptop.See(ctx, j.ref, seen); err != nil {
		return err
	}
	j.outcome.Merged++
	j.tell(Event{What: Merged, Ref: j.ref, UID: v.UID, Author: e.Author})
	j.again = true // the new version is to be sent
	return nil
}

// Together merges two texts made of base; false when a person must decide, because both changed the same thing or because the
// result would have more errors than either.
func Together(base, mine, theirs string) (text string, ok bool) {
	merged := change.Merge(base, mine, theirs)
	if len(merged.Conflicts) > 0 {
		return "", false
	}
	if merged.Text != mine && merged.Text != theirs && errorCount(merged.Text) > max(errorCount(mine), errorCount(theirs)) {
		return "", false
	}
	return merged.Text, workflow.CheckContent([]byte(merged.Text)) == nil
}

func errorCount(text string) int { return approvalml.Check(text).Count(diagnostic.Error) }

// MergeComment is what a version says that brings theirs in, when nobody said anything else.
func MergeComment(theirs workflow.Version) string {
	who := theirs.Author
	if who == "" {
		who = "somebody"
	}
	if theirs.Number == 0 {
		return fmt.Sprintf("Merged with a version by %s.", who)
	}
	return fmt.Sprintf("Merged with version %d by %s.", theirs.Number, who)
}

func (j *job) open(ctx context.Context, mine workflow.Version, theirs storage.Entry) error {
	c := workflow.Conflict{Mine: mine.UID, Theirs: theirs.UID}
	known := j.here.Conflict != nil && j.here.Conflict.Theirs == theirs.UID // only ours is new
	err := j.orAgain(j.Laptop.OpenConflict(ctx, j.ref, c, j.entry(activity.Conflicted, theirs.Author, mine.UID,
		"Two versions were made of the same one and change the same places.")))
	if err != nil || j.again {
		return err
	}
	if known {
		return nil
	}
	j.outcome.Conflict = true
	j.tell(Event{What: Conflicted, Ref: j.ref, UID: theirs.UID, Author: theirs.Author})
	return nil
}
