package localstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// explain turns an error of the file system into one that can be shown. verb says what was tried, path where.
func explain(verb words.Text, path string, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*workflow.Error](err); ok {
		return fmt.Errorf("%s: %w", verb, err)
	}
	shown := &workflow.Error{Err: fmt.Errorf("%s: %w", verb, err)}
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		shown.Code = workflow.CodeCancelled
		shown.Message = "The operation was cancelled before anything was written."
		shown.Hint = "Start it again when you want it done."
	case isDiskFull(err):
		shown.Code = workflow.CodeDiskFull
		shown.Message = words.F("The disk is full: could not %s.", verb)
		shown.Hint = words.F("Free some space on the disk that holds %s and try again.", path)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		shown.Code = workflow.CodeFolderDenied
		shown.Message = words.F("The system does not allow this program to %s.", verb)
		shown.Hint = words.F("Give yourself the right to write to %s or choose another folder with LOCAL_STORAGE_PATH.", path)
	case errors.Is(err, syscall.ENOTDIR):
		shown.Code = workflow.CodeStorageFailed
		shown.Message = words.F("Could not %s: there is a file where a folder should be.", verb)
		shown.Hint = words.F("Move the file away that stands in the way of %s, or choose another folder with LOCAL_STORAGE_PATH.", path)
	default:
		shown.Code = workflow.CodeStorageFailed
		shown.Message = words.F("Could not %s.", verb)
		shown.Hint = words.F("Check that the disk that holds %s is there and sound, then try again.", path)
	}
	return shown
}

func isDiskFull(err error) bool {
	for _, full := range diskFull {
		if errors.Is(err, full) {
			return true
		}
	}
	return false
}

func ended(ctx context.Context, verb words.Text) error {
	return explain(verb, "", ctx.Err())
}

func stale(ref workflow.Ref) error {
	return &workflow.Error{
		Code:    workflow.CodeStaleParent,
		Message: words.F("Workflow %d has another version by now than the one you started from.", ref.ID),
		Hint:    "Look at the latest version, then save your text on top of it.",
	}
}

func noWorkflow(ref workflow.Ref) error {
	return &workflow.Error{
		Code:    workflow.CodeWorkflowNotFound,
		Message: words.F("There is no workflow %d on this computer.", ref.ID),
		Hint:    "Look at the list of workflows.",
	}
}

func noVersion(ref workflow.Ref) error {
	return &workflow.Error{
		Code:    workflow.CodeVersionNotFound,
		Message: words.F("Workflow %d has no such version on this computer.", ref.ID),
		Hint:    "Look at the list of its versions.",
	}
}

func textElsewhere(v workflow.Version) error {
	return &workflow.Error{
		Code:    workflow.CodeTextElsewhere,
		Message: words.F("The text of version %d of workflow %d is not on this computer.", v.Number, v.Ref.ID),
		Hint:    "It is fetched from the bucket once that can be reached; look at the connection.",
	}
}

func unreadable(ref workflow.Ref, err error) error {
	return damaged(words.F("The history of workflow %d cannot be read.", ref.ID), err)
}

func invalidUID() error {
	return invalid(workflow.CodeInvalidID, "The version has no valid identifier.", "Give it a ULID; saving through the app does.")
}

func damaged(what words.Text, err error) error {
	return &workflow.Error{
		Code:    workflow.CodeDamaged,
		Message: what,
		Hint:    "Run the storage check (workflow-designer doctor) and bring the file back from a backup or the bucket.",
		Err:     err,
	}
}

func invalid(code workflow.Code, message, hint words.Text) error {
	return &workflow.Error{Code: code, Message: message, Hint: hint}
}
