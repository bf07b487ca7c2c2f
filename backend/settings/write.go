package settings

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// writeJSON replaces a file that only the person can read, in a folder that only the person can enter. A crash leaves
// the old file or the new one.
func writeJSON(path string, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return fmt.Errorf("encode %s: %w", filepath.Base(path), err)
	}
	if err := replaceFile(path, append(text, '\n')); err != nil {
		return notWritten(path, err)
	}
	return nil
}

func replaceFile(path string, text []byte) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	if err := os.Chmod(folder, 0o700); err != nil { // it may have been made by hand, open to others
		return err
	}
	file, err := os.CreateTemp(folder, "."+filepath.Base(path)+"-*") // has 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) //nolint:errcheck // gone already when all went well
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	return syncFolder(folder)
}

// syncFolder makes a rename durable. Windows cannot sync folders; its renames are journalled.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func notWritten(path string, err error) error {
	e := &workflow.Error{
		Code:    workflow.CodeStorageFailed,
		Message: words.F("The file %s could not be written.", path),
		Hint:    "Look at the folder and try again. What was stored before is still there.",
		Err:     err,
	}
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		e.Code, e.Hint = workflow.CodeFolderDenied, "Give yourself the right to write there and try again."
	case errors.Is(err, syscall.ENOSPC):
		e.Code, e.Hint = workflow.CodeDiskFull, "Make room on the disk and try again. What was stored before is still there."
	}
	return e
}
