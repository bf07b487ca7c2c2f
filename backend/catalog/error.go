package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"workflow-designer/backend/workflow"
)

// fail turns an error of SQLite or of the file system into one that a person can be shown. An error that is one
// already stays as it is.
func fail(doing string, err error) error {
	if _, ok := errors.AsType[*workflow.Error](err); ok {
		return err
	}
	cause := fmt.Errorf("%s: %w", doing, err)
	switch kind := primaryCode(err); {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), kind == sqlite3.SQLITE_INTERRUPT:
		return &workflow.Error{
			Code:    workflow.CodeCancelled,
			Message: "The operation was stopped before it was done.",
			Hint:    "Nothing was changed. Try again.",
			Err:     cause,
		}
	case kind == sqlite3.SQLITE_FULL, errors.Is(err, syscall.ENOSPC):
		return &workflow.Error{
			Code:    workflow.CodeDiskFull,
			Message: "There is no room left on the disk for the index.",
			Hint:    "Free some space and try again. Saved versions are safe.",
			Err:     cause,
		}
	case kind == sqlite3.SQLITE_READONLY, kind == sqlite3.SQLITE_PERM, kind == sqlite3.SQLITE_CANTOPEN,
		fileSystem(err):
		return &workflow.Error{
			Code:    workflow.CodeFolderDenied,
			Message: "The index cannot be written.",
			Hint:    "Check that you may write to the folder of the workflow files.",
			Err:     cause,
		}
	case kind == sqlite3.SQLITE_BUSY, kind == sqlite3.SQLITE_LOCKED:
		return &workflow.Error{
			Code:    workflow.CodeIndexFailed,
			Message: "Another program keeps the index busy.",
			Hint:    "Close other windows of Workflow Designer and programs that look into the index, then try again.",
			Err:     cause,
		}
	case damaged(err):
		return &workflow.Error{
			Code:    workflow.CodeIndexFailed,
			Message: "The index is damaged.",
			Hint:    "Close the program and start it again: the index is rebuilt from the saved versions, which are safe.",
			Err:     cause,
		}
	}
	return &workflow.Error{
		Code:    workflow.CodeIndexFailed,
		Message: "The index could not be used.",
		Hint:    "Run the storage check, which can rebuild the index. Saved versions are safe.",
		Err:     cause,
	}
}

// fileSystem reports whether the file system refused: rights, a disk mounted read-only, a file where a folder should be.
func fileSystem(err error) bool {
	_, path := errors.AsType[*fs.PathError](err)
	_, link := errors.AsType[*os.LinkError](err)
	return path || link
}

// damaged reports whether the file is not what SQLite wrote.
func damaged(err error) bool {
	if errors.Is(err, errUnsound) {
		return true
	}
	kind := primaryCode(err)
	return kind == sqlite3.SQLITE_CORRUPT || kind == sqlite3.SQLITE_NOTADB
}

// primaryCode is SQLite's result code without its extension; 0 when the error is not SQLite's.
func primaryCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}
