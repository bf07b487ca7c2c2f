package designer

import (
	"context"
	"fmt"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/workflow"
)

// catchUpAll brings the index up to date with the journals on disk. It reads only those that grew since the index
// last followed them: after a crash between journal and index, after a restore, or when the index was deleted.
func (d *Designer) catchUpAll(ctx context.Context) error {
	s, _ := d.inForce()
	known, err := d.index.JournalSizes(ctx, s.CompanyID)
	if err != nil {
		return err
	}
	onDisk, err := d.local.JournalSizes(s.CompanyID)
	if err != nil {
		return err
	}
	for id, size := range onDisk {
		followed, ok := known[id]
		delete(known, id)
		if ok && size == followed {
			continue
		}
		if err := d.catchUp(ctx, workflow.Ref{Company: s.CompanyID, ID: id}); err != nil {
			return err
		}
	}
	for id := range known {
		if err := d.index.Forget(ctx, workflow.Ref{Company: s.CompanyID, ID: id}); err != nil {
			return err
		}
	}
	return nil
}

// catchUp reads the whole journal of one workflow into the index.
func (d *Designer) catchUp(ctx context.Context, ref workflow.Ref) error {
	history, err := d.local.History(ref)
	if err != nil {
		return fmt.Errorf("read history of %s: %w", ref, err)
	}
	_, bucket := d.inForce()
	change := catalog.Change{
		Ref: ref, Receipts: history.Receipts,
		Span: workflow.JournalSpan{From: -1, To: history.Size}, Bucket: bucket.addressOrNone(),
	}
	for _, v := range history.Versions {
		save := catalog.Save{Version: v}
		// A text that is missing or damaged is doctor's to report; the version stays in the list.
		if _, content, err := d.local.Get(ctx, ref, string(v.UID)); err == nil {
			save = describe(v, content)
		} else if ctx.Err() != nil {
			return err
		}
		change.Saves = append(change.Saves, save)
	}
	return d.index.Record(ctx, change)
}

// describe adds to a version what its text says.
func describe(v workflow.Version, content []byte) catalog.Save {
	save := catalog.Save{Version: v}
	report := approvalml.Check(string(content))
	save.YAMLName = report.Document.Name
	save.Validity = catalog.Validity{
		YAMLError: report.YAMLError(), ErrorCount: report.Count(diagnostic.Error), WarningCount: report.Count(diagnostic.Warning),
	}
	return save
}
