package catalog

import (
	"context"
	"database/sql"

	"workflow-designer/backend/workflow"
)

// Save is a version as the journal has it, with what its text says.
type Save struct {
	Version  workflow.Version
	YAMLName string // the name in the YAML; empty when there is none
	Validity
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
	Saves []Save // by Number; of one that is recorded already the number and what its text says are brought up to date
	// Receipts come in the order of the journal. One for a version that is not recorded is left out: it says nothing.
	Receipts []workflow.Receipt
	// Span is the part of the journal that was read. journal_size becomes Span.To only when it was Span.From; From -1
	// says that the whole journal was read: journal_size becomes Span.To in any case.
	Span workflow.JournalSpan
	// Bucket is the address of the configured bucket, "" when there is none. From the first of Saves on, each version
	// without a receipt there joins the outbox.
	Bucket string
}

// Record brings the index up to date with a part of a journal, in one transaction: versions, the workflow's row, its
// receipts, the outbox and the activity log. Recording the same change again changes nothing. Where index and journal
// disagree about who has a number, the journal is right.
// CodeDamaged: a version belongs to another workflow, as in a folder that was copied by hand; nothing was recorded.
func (c *Catalog) Record(ctx context.Context, change Change) error {
	return c.change(ctx, "record a change", func(tx *sql.Tx) error {
		r := recorder{ctx: ctx, tx: tx, prepared: c.recording, change: change}
		for _, step := range []func() error{r.versions, r.workflow, r.receipts, r.outbox, r.activity} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
}

// Delivered records that a bucket holds a version, after its receipt was written to the journal as span.
func (c *Catalog) Delivered(ctx context.Context, ref workflow.Ref, r workflow.Receipt, span workflow.JournalSpan) error {
	return c.Record(ctx, Change{Ref: ref, Receipts: []workflow.Receipt{r}, Span: span})
}

// Forget drops the rows of a workflow whose journal is gone from the disk. The activity log keeps what happened.
func (c *Catalog) Forget(ctx context.Context, ref workflow.Ref) error {
	return c.change(ctx, "forget a workflow", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM approval_workflows WHERE company_id = ? AND workflow_id = ?",
			ref.Company, ref.ID)
		return err
	})
}

// Clear drops all rows that reading the journals brings back. What is known of buckets stays, and what the activity
// log says of workflows whose journals are gone.
func (c *Catalog) Clear(ctx context.Context) error {
	return c.change(ctx, "empty the index", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			DELETE FROM admin_activity_log WHERE version_uid IN (SELECT version_uid FROM workflow_versions);
			DELETE FROM approval_workflows;`)
		return err
	})
}
