// Package laptop is what this computer holds: the files of localstore, which are the truth, and the index of them. Whatever
// changes both is written here, files first, so that a crash in between costs nothing but a look at one journal.
package laptop

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync/atomic"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// IndexFile is the name of the SQLite index below the data folder.
const IndexFile = "index.sqlite"

// Laptop is an open data folder with its index. It is safe for concurrent use, by goroutines and by several processes. What
// only reads goes to Files or Index itself.
type Laptop struct {
	Files *localstore.Store
	Index *catalog.Catalog

	folder string
	school school

	follower follower
	bucket   atomic.Pointer[string] // address of the configured bucket, nil or "" for none
}

// Open opens the data folder, and creates it when it is missing. Use must follow.
func Open(ctx context.Context, folder string) (*Laptop, error) {
	files, err := localstore.Open(folder)
	if err != nil {
		return nil, fmt.Errorf("open data folder: %w", err)
	}
	index, err := catalog.Open(ctx, filepath.Join(folder, IndexFile))
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	return &Laptop{Files: files, Index: index, folder: folder}, nil
}

// Folder is the data folder.
func (l *Laptop) Folder() string { return l.folder }

// Close ends the use of the data folder. Whatever was acknowledged before is on disk already.
func (l *Laptop) Close() error {
	for _, company := range l.follower.companies() {
		_ = l.flushLog(context.Background(), company) // else the next Use does it
	}
	return l.Index.Close()
}

// Use brings the index of a company up to date with the files and fills the outbox with what the bucket at the address lacks;
// an empty address is no bucket. Versions that are saved from then on wait for that bucket.
func (l *Laptop) Use(ctx context.Context, company workflow.CompanyID, bucket string) error {
	l.bucket.Store(&bucket)
	if err := l.CatchUpAll(ctx, company); err != nil {
		return err
	}
	if err := l.flushLog(ctx, company); err != nil {
		return err
	}
	if bucket == "" {
		return nil
	}
	_, err := l.Index.Enqueue(ctx, company, bucket)
	return err
}

func (l *Laptop) address() string {
	if bucket := l.bucket.Load(); bucket != nil {
		return *bucket
	}
	return ""
}

// CatchUpAll brings the index up to date with the journals on disk. It reads only those that grew since the index
// last followed them: after a crash between journal and index, after a restore, or when the index was deleted.
func (l *Laptop) CatchUpAll(ctx context.Context, company workflow.CompanyID) error {
	known, err := l.Index.JournalSizes(ctx, company)
	if err != nil {
		return err
	}
	onDisk, err := l.Files.JournalSizes(company)
	if err != nil {
		return err
	}
	if err := l.FollowLog(ctx, company); err != nil {
		return err
	}
	// What is gone from the disk goes first: it may have got another number.
	for id := range known {
		if _, there := onDisk[id]; there {
			continue
		}
		if err := l.Index.Forget(ctx, workflow.Ref{Company: company, ID: id}); err != nil {
			return err
		}
	}
	var missing []activity.Entry
	for _, id := range slices.Sorted(maps.Keys(onDisk)) { // of a folder and its copy the smaller number is the workflow
		if followed, ok := known[id]; ok && onDisk[id] == followed {
			continue
		}
		// One that is damaged must not keep the others from being used; CheckIndex tells of it.
		more, err := l.catchUp(ctx, workflow.Ref{Company: company, ID: id})
		if err != nil && workflow.CodeOf(err) != workflow.CodeDamaged {
			return err
		}
		missing = append(missing, more...)
	}
	return l.chain(ctx, company, missing)
}

// CheckIndex compares the index with the journals that it catalogues, and changes neither. behind is how many workflows it
// tells something else of; damaged says why one of them cannot be in it, nil when that is not the reason. What an interrupted save
// has left of a line, or of a workflow that has no version yet, is nothing to tell of.
func (l *Laptop) CheckIndex(ctx context.Context, company workflow.CompanyID) (workflows, behind int, damaged, err error) {
	known, err := l.Index.JournalSizes(ctx, company)
	if err != nil {
		return 0, 0, nil, err
	}
	onDisk, err := l.Files.JournalSizes(company)
	if err != nil {
		return 0, 0, nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(onDisk)) {
		followed, ok := known[id]
		delete(known, id)
		workflows++
		if ok && followed == onDisk[id] {
			continue
		}
		history, err := l.Files.History(workflow.Ref{Company: company, ID: id})
		switch {
		case workflow.CodeOf(err) == workflow.CodeDamaged:
			behind++
			if damaged == nil {
				damaged = err
			}
		case err != nil:
			return 0, 0, nil, err
		case !ok && len(history.Versions) == 0:
			workflows--
		case ok && followed == history.Size:
		default:
			behind++
			if damaged != nil {
				continue
			}
			if damaged, err = l.cannotFollow(ctx, history); err != nil {
				return 0, 0, nil, err
			}
		}
	}
	return workflows, behind + len(known), damaged, nil
}

// cannotFollow says why the index cannot tell of a workflow; nil when nothing is known to keep it from that.
func (l *Laptop) cannotFollow(ctx context.Context, history workflow.History) (reason, err error) {
	for _, v := range history.Versions {
		where, known, err := l.Index.Find(ctx, v.UID, "")
		if err != nil {
			return nil, err
		}
		if known && where.Ref != history.Ref {
			return catalog.Copied(history.Ref, where.Ref), nil
		}
	}
	return nil, nil
}

// Follow brings the index up to date with one journal, when another process wrote to it and could not record it.
func (l *Laptop) Follow(ctx context.Context, ref workflow.Ref) error {
	onDisk, err := l.Files.JournalSize(ref)
	if err != nil {
		return err
	}
	followed, err := l.Index.JournalSize(ctx, ref)
	if err != nil {
		return err
	}
	if onDisk == followed || onDisk == 0 {
		return nil
	}
	return l.CatchUp(ctx, ref)
}

// CatchUp reads the whole journal of one workflow into the index, and adds to the activity log what it lacks.
func (l *Laptop) CatchUp(ctx context.Context, ref workflow.Ref) error {
	if err := l.FollowLog(ctx, ref.Company); err != nil {
		return err
	}
	missing, err := l.catchUp(ctx, ref)
	if err != nil {
		return err
	}
	return l.tellMissing(ctx, ref.Company, missing)
}

// catchUp reads the whole journal of one workflow into the index, and gives what the activity log lacks of it. While others write
// to the journal it is read again: what they recorded already must not be taken for what is gone from the journal.
func (l *Laptop) catchUp(ctx context.Context, ref workflow.Ref) ([]activity.Entry, error) {
	for {
		change, history, err := l.readWhole(ctx, ref)
		if err != nil {
			return nil, err
		}
		err = l.Index.Record(ctx, change)
		switch {
		case errors.Is(err, catalog.ErrOutrun):
			continue
		case err != nil || len(history.Versions) == 0: // a power failure may take what is not flushed; the next sync brings it again
			return nil, err
		}
		return l.missing(ctx, history)
	}
}

// readWhole reads the whole journal of one workflow, and gives it as a change of the index too.
func (l *Laptop) readWhole(ctx context.Context, ref workflow.Ref) (catalog.Change, workflow.History, error) {
	size, err := l.Files.JournalSize(ref)
	if err != nil {
		return catalog.Change{}, workflow.History{}, err
	}
	history, err := l.Files.History(ref)
	if err != nil {
		return catalog.Change{}, history, fmt.Errorf("read history of %s: %w", ref, err)
	}
	change := catalog.Change{
		Ref: ref, Receipts: history.Receipts, Conflict: history.Conflict, Tags: history.Tags, BucketTags: history.BucketTags,
		Scenarios: history.Scenarios, BucketScenarios: history.BucketScenarios,
		Span: workflow.JournalSpan{From: -1, To: history.Size}, Bucket: l.address(),
		Current: func() (bool, error) {
			now, err := l.Files.JournalSize(ref)
			return now == size, err
		},
	}
	described, err := l.Index.Described(ctx, ref)
	if err != nil {
		return change, history, err
	}
	for _, v := range history.Versions {
		save := catalog.Save{Known: v, Described: described[v.UID], StepCount: -1}
		if !save.Described && !v.Deleted && !v.TextElsewhere {
			// A text that is missing or damaged is doctor's to report; the version stays in the list.
			if _, content, err := l.Files.Get(ctx, ref, string(v.UID)); err == nil {
				save = describe(v, content)
				save.Text = nil // many journals may have to be read: Fill does this later
			} else if ctx.Err() != nil {
				return change, history, err
			}
		}
		change.Saves = append(change.Saves, save)
	}
	return change, history, nil
}

// describe adds to a version what its text says.
func describe(v workflow.Known, content []byte) catalog.Save {
	save := catalog.Save{Known: v}
	report := approvalml.Check(string(content))
	save.YAMLName, save.StepCount = report.Document.Name, len(report.Document.Steps)
	save.Text, save.Labels = content, approvalml.Labels(report.Document)
	save.Validity = catalog.Validity{
		YAMLError: report.YAMLError(), ErrorCount: report.Count(diagnostic.Error), WarningCount: report.Count(diagnostic.Warning),
	}
	return save
}

// unrecorded is what a person hears when the files have something that the index could not take.
func unrecorded(err error) error {
	if err == nil {
		return nil
	}
	if workflow.CodeOf(err) == workflow.CodeCancelled {
		return err
	}
	return &workflow.Error{
		Code:    workflow.CodeIndexFailed,
		Message: "The version is saved on this computer, but the list of versions could not be brought up to date.",
		Hint:    "Do not save again. Make room on the disk if it is full, then start the program again: it finds the version.",
		Err:     err,
	}
}
