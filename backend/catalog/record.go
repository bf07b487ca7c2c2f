package catalog

import (
	"context"
	"database/sql"
	"errors"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/workflow"
)

// Save is a version as the journal has it, with what its text says.
type Save struct {
	workflow.Known
	YAMLName  string // the name in the YAML; empty when there is none
	StepCount int    // of the text; counts only where the text is here and looked at
	Validity
	// Described: the index knows what the text says, and keeps that in place of YAMLName and Validity.
	Described bool
	// Unchecked: it is found out later what the text says; see Unchecked. YAMLName may be known.
	Unchecked bool
	// Text is what the version says, for Search; nil when it is not at hand. Of a workflow only that of the latest counts.
	Text   []byte
	Labels []string // in the text
}

// stepCount is -1 while nobody knows.
func (s Save) stepCount() int {
	if s.Deleted || s.TextElsewhere || s.Unchecked {
		return -1
	}
	return s.StepCount
}

// Validity says what was found in a version's text.
type Validity struct {
	YAMLError    string // why the text is not YAML; empty when it is
	ErrorCount   int    // findings that make it invalid; with a YAMLError at least one
	WarningCount int    // findings that do not
}

// Change is what a part of a workflow's journal says.
type Change struct {
	Ref   workflow.Ref
	Saves []Save // as they follow each other; one that is recorded already keeps its place
	// Receipts come in the order of the journal. One for a version that is not recorded is left out: it says nothing.
	Receipts []workflow.Receipt
	// Conflict opens one, or takes the place of one that is open. It ends when a version comes that has theirs as a parent.
	Conflict   *workflow.Conflict
	Tags       []workflow.TagSet
	BucketTags []workflow.BucketTags
	// Scenarios are brought together with those that are recorded.
	Scenarios       []workflow.KeptScenario
	BucketScenarios []workflow.BucketScenarios
	// Span is the part of the journal that was read. journal_size becomes Span.To only when it was Span.From; From -1
	// says that the whole journal was read: journal_size becomes Span.To in any case, and the index knows of the workflow
	// what the change says and nothing else; without Saves it knows nothing of it.
	Span workflow.JournalSpan
	// Current tells of a whole journal whether it is still as it was read; nil when nobody else can have written to it. It is
	// asked while nobody can write to the index. What others record later follows in any case: they write to the journal first.
	Current func() (bool, error)
	// Bucket is the address of the configured bucket, "" when there is none. Each of Saves that has no receipt there joins
	// the outbox.
	Bucket string
	Seen   *Sight // what stands in a bucket as the latest; nil when the change says nothing of it
	Unseen bool   // somebody else's version became the latest
}

// Sight is what a bucket was seen to have as the latest of a workflow.
type Sight struct {
	BucketID string
	Head     workflow.BucketHead
}

// ErrOutrun says that somebody wrote to a journal, or emptied the index, after the journal was read for a change. Nothing was
// recorded: read it again.
var ErrOutrun = errors.New("the journal was read before others wrote to it")

func (c Change) whole() bool { return c.Span.From == -1 }

// Record brings the index up to date with a part of a journal, in one transaction: versions, the workflow's row, its
// receipts, tags and the outbox; with it what the activity log has more than the index knew, see FollowActivity. Recording the
// same change again changes nothing. Where index and journal disagree about the order of versions, the whole journal is right.
// CodeDamaged: a version belongs to another workflow, as in a folder that was copied by hand; nothing was recorded. ErrOutrun.
func (c *Catalog) Record(ctx context.Context, change Change, told ...activity.Part) error {
	return c.RecordAll(ctx, []Change{change}, told...)
}

// RecordAll is Record for several workflows in one transaction, which takes less time.
func (c *Catalog) RecordAll(ctx context.Context, changes []Change, told ...activity.Part) error {
	return c.changeTexts(ctx, "record a change", func(tx *sql.Tx) error {
		for _, change := range changes {
			r := recorder{ctx: ctx, tx: tx, prepared: c.recording, change: change}
			if err := r.record(); err != nil {
				return err
			}
		}
		r := recorder{ctx: ctx, tx: tx, prepared: c.recording}
		for _, part := range told {
			if err := r.follow(part); err != nil {
				return err
			}
		}
		return nil
	})
}

// Forget drops the rows of a workflow whose journal is gone from the disk. The activity log keeps what happened.
func (c *Catalog) Forget(ctx context.Context, ref workflow.Ref) error {
	return c.changeTexts(ctx, "forget a workflow", func(tx *sql.Tx) error { return forget(ctx, tx, ref) })
}

func forget(ctx context.Context, tx *sql.Tx, ref workflow.Ref) error {
	_, err := tx.ExecContext(ctx, `
		DELETE FROM search_texts WHERE rowid = (
		    SELECT document FROM approval_workflows WHERE company_id = ?1 AND workflow_id = ?2);
		DELETE FROM approval_workflows WHERE company_id = ?1 AND workflow_id = ?2;
		DELETE FROM bucket_heads WHERE company_id = ?1 AND workflow_id = ?2;`, ref.Company, ref.ID)
	return err
}

// Clear drops all rows that reading the journals brings back. What is known of buckets and of the activity log stays.
func (c *Catalog) Clear(ctx context.Context) error {
	return c.changeTexts(ctx, "empty the index", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO search_texts (search_texts) VALUES ('delete-all');
			DELETE FROM approval_workflows;
			DELETE FROM bucket_heads;
			REINDEX;`)
		if err != nil {
			return err
		}
		return removeOrphans(ctx, tx)
	})
}
