package localstore

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/workflow"
)

// activityFile is the activity log of a company; see package activity. What makes a version is written there right after the
// line of the journal, and not flushed: the journal has all of it, and what a crash takes from the log is added again from
// there. What no journal tells is flushed.
const activityFile = "activity.jsonl"

// activityLog is what this process knows of the log of one company.
type activityLog struct {
	company workflow.CompanyID
	path    string

	mu      sync.Mutex
	file    os.FileInfo // that was written, up to end
	end     activity.Mark
	flushed int64         // bytes that are on the disk for certain
	last    activity.Part // what was appended last
}

// activityLog gives the log of a company, whether or not there is a file.
func (s *Store) activityLog(company workflow.CompanyID) *activityLog {
	known, _ := s.logs.LoadOrStore(company, &activityLog{company: company, path: filepath.Join(s.companyFolder(company), activityFile)})
	return known.(*activityLog)
}

// Log adds entries of a company to its activity log. They are durable when it returns.
func (s *Store) Log(ctx context.Context, company workflow.CompanyID, entries ...activity.Entry) error {
	const verb = "write to the activity log"
	l := s.activityLog(company)
	done, err := s.write(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := ended(ctx, verb); err != nil {
		return err
	}
	return explain(verb, l.path, s.log(company, true, entries))
}

// LogMissing adds those of entries that the log does not tell of behind mark. They come from journals, so they are not flushed.
func (s *Store) LogMissing(ctx context.Context, company workflow.CompanyID, mark activity.Mark, entries []activity.Entry) error {
	const verb = "write to the activity log"
	l := s.activityLog(company)
	done, err := s.write(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := ended(ctx, verb); err != nil {
		return err
	}
	part, err := l.since(mark)
	if err != nil {
		return explain(verb, l.path, err)
	}
	told := map[string]bool{}
	for _, line := range part.Lines {
		told[line.Key()] = true
	}
	var missing []activity.Entry
	for _, e := range entries {
		if !told[e.Key()] {
			told[e.Key()] = true
			missing = append(missing, e)
		}
	}
	return explain(verb, l.path, s.log(company, false, missing))
}

// PutBackActivity adds lines to the activity log as they were, when they go on from its end: a power failure took them, for they
// were not flushed.
func (s *Store) PutBackActivity(ctx context.Context, company workflow.CompanyID, lines []activity.Line) error {
	const verb = "write to the activity log"
	done, err := s.write(ctx)
	if err != nil {
		return err
	}
	defer done()
	err = s.writeLog(company, true, func(end activity.Mark) (text []byte, back []activity.Line, to activity.Mark) {
		for to = end; len(lines) > 0 && to.Follows(lines[0]); lines = lines[1:] {
			text = append(append(text, lines[0].Text...), '\n')
			back, to = append(back, lines[0]), to.After(lines[0])
		}
		return text, back, to
	})
	return explain(verb, s.activityLog(company).path, err)
}

// log adds entries to the log of a company. The caller holds the lock.
func (s *Store) log(company workflow.CompanyID, durable bool, entries []activity.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	return s.writeLog(company, durable, func(end activity.Mark) ([]byte, []activity.Line, activity.Mark) {
		return end.Append(entries)
	})
}

// told adds to the log what a journal tells already, and reports whether it could. What was written to the journal is not taken
// back when it could not: whoever follows the log adds it from there; see LogMissing.
func (s *Store) told(company workflow.CompanyID, entries ...activity.Entry) bool {
	return s.log(company, false, entries) == nil
}

// writeLog puts what make gives at the end of a log, in place of a line that was never finished. The caller holds the lock.
func (s *Store) writeLog(
	company workflow.CompanyID, durable bool, make func(end activity.Mark) ([]byte, []activity.Line, activity.Mark),
) error {
	l := s.activityLog(company)
	file, err := os.OpenFile(l.path, os.O_RDWR|os.O_CREATE, fileMode)
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(filepath.Dir(l.path), folderMode); err == nil {
			file, err = os.OpenFile(l.path, os.O_RDWR|os.O_CREATE, fileMode)
		}
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // what was to be durable has been flushed before
	l.mu.Lock()
	defer l.mu.Unlock()
	end, size, err := l.endOf(file)
	if err != nil {
		return err
	}
	text, lines, to := make(end)
	if len(lines) == 0 {
		return nil
	}
	_, err = appendLine(file, end.Size, size-end.Size, text, durable)
	if err == nil && durable && l.flushed == 0 {
		err = s.syncFolders(place{folder: filepath.Dir(l.path)})
	}
	if err != nil {
		return err
	}
	if durable {
		l.flushed = to.Size
	}
	l.end = to
	l.last = activity.Part{Company: company, From: end, Lines: lines, To: to, Flushed: l.flushed}
	l.file, err = file.Stat()
	return err
}

// endOf finds the end of the complete lines of a log, and gives the size of its file.
func (l *activityLog) endOf(file *os.File) (activity.Mark, int64, error) {
	info, err := file.Stat()
	if err != nil {
		return activity.Mark{}, 0, err
	}
	if l.file != nil && os.SameFile(l.file, info) && info.Size() == l.end.Size {
		return l.end, info.Size(), nil
	}
	if l.file != nil && (!os.SameFile(l.file, info) || info.Size() < l.flushed) {
		l.flushed = 0 // it is another file
	}
	end, err := readEnd(file, info.Size())
	return end, info.Size(), err
}

// readEnd reads the last complete line of a log, and no more than it needs.
func readEnd(file *os.File, size int64) (activity.Mark, error) {
	complete, err := completeSize(file, size)
	if err != nil {
		return activity.Mark{}, err
	}
	j := journal{File: file, size: complete}
	for raw, err := range j.backwards() {
		if err != nil {
			return activity.Mark{}, err
		}
		if line := activity.Parse(string(raw.text)); !line.Broken {
			return activity.Mark{Size: complete, Line: line.Number, SHA256: line.SHA256}, nil
		}
		break // its number must be counted
	}
	_, end, err := readLog(file, activity.Mark{}, complete)
	return end, err
}

// readLog reads the complete lines from a mark up to size.
func readLog(file io.ReaderAt, from activity.Mark, size int64) ([]activity.Line, activity.Mark, error) {
	text := make([]byte, size-from.Size)
	if _, err := io.ReadFull(io.NewSectionReader(file, from.Size, size-from.Size), text); err != nil {
		return nil, from, err
	}
	lines, to := from.Read(text)
	return lines, to, nil
}

// Activity reads the whole activity log of a company; no lines when there is none.
func (s *Store) Activity(company workflow.CompanyID) (activity.Part, error) {
	return s.ActivitySince(company, activity.Mark{})
}

// ActivitySince gives what the activity log of a company has behind mark. It takes no lock.
func (s *Store) ActivitySince(company workflow.CompanyID, mark activity.Mark) (activity.Part, error) {
	l := s.activityLog(company)
	part, err := l.since(mark)
	return part, explain("read the activity log", l.path, err)
}

func (l *activityLog) since(mark activity.Mark) (activity.Part, error) {
	file, err := os.Open(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		part := activity.Part{Company: l.company, From: mark}
		if mark.Size > 0 {
			part.State = activity.Shorter
		}
		return part, nil
	}
	if err != nil {
		return activity.Part{}, err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return activity.Part{}, err
	}
	if part, ok := l.appended(mark, info); ok {
		return part, nil
	}
	part, err := readPart(file, mark, info.Size())
	part.Company, part.Flushed = l.company, l.durable(info)
	return part, err
}

// appended is what was appended last by this process, when that is all there is behind mark.
func (l *activityLog) appended(mark activity.Mark, info os.FileInfo) (activity.Part, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last, l.file != nil && l.last.From == mark && len(l.last.Lines) > 0 && os.SameFile(l.file, info) && info.Size() == l.last.To.Size
}

func (l *activityLog) durable(info os.FileInfo) int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil || !os.SameFile(l.file, info) || info.Size() < l.flushed {
		return 0
	}
	return l.flushed
}

func readPart(file *os.File, mark activity.Mark, size int64) (activity.Part, error) {
	part := activity.Part{From: mark}
	complete, err := completeSize(file, size)
	if err != nil {
		return part, err
	}
	if complete < mark.Size {
		part.State = activity.Shorter
		part.To, err = readEnd(file, complete)
		return part, err
	}
	stands, err := standsAt(file, mark)
	if err != nil {
		return part, err
	}
	if !stands {
		part.State = activity.Other
		return part, nil
	}
	part.Lines, part.To, err = readLog(file, mark, complete)
	return part, err
}

// standsAt tells whether the line that ends at mark is the one that mark names.
func standsAt(file *os.File, mark activity.Mark) (bool, error) {
	if mark.Size == 0 {
		return true, nil
	}
	end := make([]byte, 1)
	if _, err := file.ReadAt(end, mark.Size-1); err != nil || end[0] != '\n' {
		return false, err
	}
	j := journal{File: file, size: mark.Size}
	for raw, err := range j.backwards() {
		return err == nil && workflow.SHA256(raw.text) == mark.SHA256, err
	}
	return false, nil
}

// FlushActivity makes the activity log of a company durable and gives how much of it that is, in bytes.
func (s *Store) FlushActivity(company workflow.CompanyID) (int64, error) {
	const verb = "write to the activity log"
	l := s.activityLog(company)
	file, err := os.OpenFile(l.path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, explain(verb, l.path, err)
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err == nil && info.Size() > l.durable(info) {
		err = errors.Join(file.Sync(), s.syncFolders(place{folder: filepath.Dir(l.path)}))
	}
	if err != nil {
		return 0, explain(verb, l.path, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil || !os.SameFile(l.file, info) {
		l.file, l.end = info, activity.Mark{Size: -1} // whoever writes next looks
	}
	l.flushed = info.Size()
	return info.Size(), nil
}

// learnedAt is when this computer learned of what a bucket gave.
func learnedAt(r workflow.Receipt) time.Time {
	if r.PushedAt.IsZero() {
		return time.Now()
	}
	return r.PushedAt
}
