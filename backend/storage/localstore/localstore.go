// Package localstore keeps the versions and drafts of workflows as files on the laptop. Below the root stand
//
//	companies/{c}/workflows/{w}/workflow.yaml        the latest version, byte for byte, for people and other programs; none
//	                                                 while the workflow is deleted
//	companies/{c}/workflows/{w}/versions/{uid}.yaml  every version whose text is here, byte for byte
//	companies/{c}/workflows/{w}/history.jsonl        the journal: what is a version, in which order, where it was sent, what
//	                                                 waits for a decision, and which tags there are
//	companies/{c}/workflows/pulled.pack              workflows that a bucket gave and that have no folder yet; see pack
//	companies/{c}/activity.jsonl                     the activity log; see activity
//	companies/{c}/drafts/{draft_id}.json             text that is not saved yet
//	.saving/                                         files that are being written; what is left there tells of a crash
//	.lock                                            held by the process that writes
//
// A version is saved once its line is in the journal and flushed: its text is flushed before, and workflow.yaml is
// renamed into place after. A crash at any point leaves either the old or the new state. What a bucket gave is written in
// the same order but not flushed: the bucket has it.
package localstore

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

const (
	// What people save is nobody else's business on a shared computer.
	folderMode = 0o700
	fileMode   = 0o600

	savingFolder = ".saving"
	lockFile     = ".lock"

	// A save takes milliseconds; somebody who holds the folder for this long has stopped.
	lockPatience = 20 * time.Second
	lockRetry    = time.Millisecond
)

// Store is a storage.Store in files. Its version ids are the UIDs, its ETags the hashes of the texts; LastModified is
// CreatedAt. Reading takes no lock.
type Store struct {
	root string
	turn chan struct{} // holds one value while a goroutine of this process writes
	lock *flock.Flock  // keeps the other processes out

	packs sync.Map // of *pack, by company
	logs  sync.Map // of *activityLog, by company
}

var _ storage.Store = (*Store)(nil)

// Open opens the store below root, which it creates when it is missing, and completes what a crash interrupted.
// CodeFolderDenied: the folder cannot be created or written.
func Open(root string) (*Store, error) {
	// The working directory may change later; the store stays where it is.
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, explain("find the storage folder", root, err)
	}
	if err := createRoot(root); err != nil {
		return nil, err
	}
	s := &Store{
		root: root,
		turn: make(chan struct{}, 1),
		lock: flock.New(filepath.Join(root, lockFile), flock.SetPermissions(fileMode)),
	}
	if err := s.probe(); err != nil {
		return nil, err
	}
	return s, s.recover()
}

func createRoot(root string) error {
	_, err := os.Stat(root)
	created := errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(filepath.Join(root, savingFolder), folderMode); err != nil {
		return explain("create the storage folder", root, err)
	}
	if !created {
		return nil
	}
	if err := syncFolder(filepath.Dir(root)); err != nil && !errors.Is(err, fs.ErrPermission) {
		// Permission is forgiven: a folder that may be entered but not listed cannot be opened to be flushed.
		return explain("create the storage folder", root, err)
	}
	return nil
}

// probe finds out whether files can be created. A full disk is no reason to refuse to read.
func (s *Store) probe() error {
	file, err := os.CreateTemp(s.root, ".probe-*")
	if err != nil {
		err = explain("write to the storage folder", s.root, err)
		if workflow.CodeOf(err) == workflow.CodeDiskFull {
			return nil
		}
		return err
	}
	if err := errors.Join(file.Close(), os.Remove(file.Name())); err != nil {
		return explain("write to the storage folder", s.root, err)
	}
	return nil
}

// write waits until nobody else writes below the root and gives the function that lets the next one in.
func (s *Store) write(ctx context.Context) (done func(), err error) {
	patience, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	select {
	case s.turn <- struct{}{}:
	case <-patience.Done():
		return nil, s.lockFailure(ctx, patience.Err())
	}
	if _, err := s.lock.TryLockContext(patience, lockRetry); err != nil {
		<-s.turn
		return nil, s.lockFailure(ctx, err)
	}
	return s.unlock, nil
}

func (s *Store) unlock() {
	// When unlocking fails the process keeps the lock, and its next writer finds that it has it already.
	_ = s.lock.Unlock()
	<-s.turn
}

func (s *Store) lockFailure(ctx context.Context, err error) error {
	if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		return &workflow.Error{
			Code:    workflow.CodeStorageFailed,
			Message: "Another program keeps the storage folder locked.",
			Hint:    words.F("Close other windows of Workflow Designer that use %s and try again.", s.root),
			Err:     err,
		}
	}
	return explain("lock the storage folder", s.root, err)
}

// place is where the files of one workflow are.
type place struct {
	ref    workflow.Ref
	folder string
	packed *packedWorkflow // what is read while there is no folder; see reach
}

func (s *Store) place(ref workflow.Ref) place {
	return place{ref: ref, folder: filepath.Join(s.root, filepath.FromSlash(ref.Folder()))}
}

func (p place) journal() string  { return filepath.Join(p.folder, "history.jsonl") }
func (p place) latest() string   { return filepath.Join(p.folder, "workflow.yaml") }
func (p place) versions() string { return filepath.Join(p.folder, "versions") }

func (p place) text(uid workflow.UID) string {
	return filepath.Join(p.versions(), string(uid)+textSuffix)
}

const textSuffix = ".yaml"

// saving is a file of a save that is under way. Its name says which workflow to look at when it is still there later.
func (s *Store) saving(ref workflow.Ref, what string) string {
	company, id := strconv.FormatInt(int64(ref.Company), 10), strconv.FormatInt(int64(ref.ID), 10)
	return filepath.Join(s.root, savingFolder, company+"-"+id+"-"+what)
}

func (s *Store) companyFolder(company workflow.CompanyID) string {
	return filepath.Join(s.root, filepath.FromSlash(workflow.CompanyPrefix(company)))
}

// places gives the folders of a company that have the name of a workflow, by name as text; others are not ours.
func (s *Store) places(company workflow.CompanyID) ([]place, error) {
	folder := filepath.Join(s.root, filepath.FromSlash(workflow.WorkflowsPrefix(company)))
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, explain("list the workflows", folder, err)
	}
	var all []place
	for _, entry := range entries {
		if id, err := workflow.ParseID(entry.Name()); err == nil && entry.IsDir() {
			all = append(all, s.place(workflow.Ref{Company: company, ID: id}))
		}
	}
	return all, nil
}
