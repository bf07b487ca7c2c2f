package localstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/workflow"
)

// ReplaceActivity puts lines in place of the activity log of a company, which is kept beside as activity.damaged-1.jsonl and so
// on, and entries after them. It is durable when it returns; killed before, the log is as it was. now is the end of the log that the
// caller has read. CodeStaleParent: it was written to since.
func (s *Store) ReplaceActivity(
	ctx context.Context, company workflow.CompanyID, now activity.Mark, keep []activity.Line, entries []activity.Entry,
) error {
	const verb = "mend the activity log"
	l := s.activityLog(company)
	done, err := s.write(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := ended(ctx, verb); err != nil {
		return err
	}
	return explain(verb, l.path, s.replaceLog(l, now, keep, entries))
}

func (s *Store) replaceLog(l *activityLog, now activity.Mark, keep []activity.Line, entries []activity.Entry) error {
	part, err := l.since(now)
	if err != nil {
		return err
	}
	if part.State != activity.Follows || len(part.Lines) > 0 {
		return &workflow.Error{
			Code:    workflow.CodeStaleParent,
			Message: "Somebody wrote to the activity log while it was mended.",
			Hint:    "Run the storage check again.",
		}
	}
	var text []byte
	end := activity.Mark{}
	for _, line := range keep {
		text, end = append(append(text, line.Text...), '\n'), end.After(line)
	}
	more, _, _ := end.Append(entries)
	if err := os.MkdirAll(filepath.Dir(l.path), folderMode); err != nil {
		return err
	}
	if err := keepBeside(l.path); err != nil {
		return err
	}
	if err := writeFlushed(l.path+newSuffix, append(text, more...)); err != nil {
		return errors.Join(err, os.Remove(l.path+newSuffix))
	}
	if err := rename(l.path+newSuffix, l.path); err != nil {
		return err
	}
	return s.syncFolders(place{folder: filepath.Dir(l.path)})
}

// keepBeside copies a log to the first free name beside it. A log that is gone needs none.
func keepBeside(path string) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for n := 1; ; n++ {
		beside := filepath.Join(filepath.Dir(path), fmt.Sprintf("activity.damaged-%d.jsonl", n))
		if _, err := os.Lstat(beside); errors.Is(err, fs.ErrNotExist) {
			return writeFlushed(beside, text)
		} else if err != nil {
			return err
		}
	}
}
