package localstore

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"os"

	"workflow-designer/backend/workflow"
)

// rawLine is a complete line of a journal, without its line break, and the bytes from From to To that it takes with it.
type rawLine struct {
	text []byte
	span workflow.JournalSpan
}

// journal is an open journal. Only its complete lines count: what stands after the last line break is a line that
// was never finished.
type journal struct {
	*os.File
	ref  workflow.Ref
	size int64 // of the complete lines, when it was opened
	torn int64 // bytes after them

	packed *bytes.Reader // in place of a file while the workflow has none; it is only read
}

// ReadAt reads from the file, or from what stands in its place.
func (j *journal) ReadAt(p []byte, off int64) (int, error) {
	if j.packed != nil {
		return j.packed.ReadAt(p, off)
	}
	return j.File.ReadAt(p, off)
}

// openJournal opens the journal of a workflow; fs.ErrNotExist when there is none. flag is os.O_RDONLY or os.O_RDWR.
// Writing is by offset, never with O_APPEND: Windows does not let a file that was opened so be cut.
func openJournal(p place, flag int) (*journal, error) {
	if p.packed != nil && flag == os.O_RDONLY {
		lines := p.packed.journal
		return &journal{ref: p.ref, size: int64(len(lines)), packed: bytes.NewReader(lines)}, nil
	}
	file, err := os.OpenFile(p.journal(), flag, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	size, err := completeSize(file, info.Size())
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &journal{File: file, ref: p.ref, size: size, torn: info.Size() - size}, nil
}

// release closes the file. What was to be durable has been flushed before, so closing can lose nothing.
func (j *journal) release() { _ = j.Close() }

// completeSize is where the last line break among the first size bytes ends; 0 when there is none.
func completeSize(r io.ReaderAt, size int64) (int64, error) {
	buf := make([]byte, 4<<10)
	for size > 0 {
		n := min(int64(len(buf)), size)
		if _, err := r.ReadAt(buf[:n], size-n); err != nil {
			return 0, err
		}
		if i := bytes.LastIndexByte(buf[:n], '\n'); i >= 0 {
			return size - n + int64(i) + 1, nil
		}
		size -= n
	}
	return 0, nil
}

// backwards gives the complete lines, last first, and reads no more of the file than it gives.
func (j *journal) backwards() iter.Seq2[rawLine, error] {
	return func(yield func(rawLine, error) bool) {
		var (
			buf   []byte // the bytes from start to end; the last is a line break
			start = j.size
			end   = j.size
			step  = int64(8 << 10)
		)
		for end > 0 {
			i := bytes.LastIndexByte(buf[:max(len(buf)-1, 0)], '\n')
			if i < 0 && start > 0 {
				n := min(step, start)
				longer := make([]byte, n, n+int64(len(buf)))
				if _, err := j.ReadAt(longer, start-n); err != nil {
					yield(rawLine{}, err)
					return
				}
				buf, start, step = append(longer, buf...), start-n, min(2*step, 1<<20)
				continue
			}
			from := start + int64(i) + 1
			if !yield(rawLine{buf[i+1 : len(buf)-1], workflow.JournalSpan{From: from, To: end}}, nil) {
				return
			}
			buf, end = buf[:i+1], from
		}
	}
}

// versions gives the versions, the last written first, each with what was said of its text later. With a UID as only it
// decodes just the lines that name it. Damaged lines are passed over; the storage check tells of them.
func (j *journal) versions(only workflow.UID) iter.Seq2[noted, error] {
	return func(yield func(noted, error) bool) {
		texts := texts{}
		for raw, err := range j.backwards() {
			if err != nil {
				yield(noted{}, err)
				return
			}
			if !bytes.Contains(raw.text, []byte(only)) {
				continue // most lines need no decoding
			}
			said, err := parseLine(j.ref, raw.text)
			if err != nil {
				continue
			}
			texts.hear(said)
			if said.version != nil && !yield(texts.complete(said.version, raw.span), nil) {
				return
			}
		}
	}
}

// texts are those that came after the lines of their versions.
type texts map[workflow.UID]textRecord

func (t texts) hear(said line) {
	if said.text != nil {
		t[said.text.VersionUID] = *said.text
	}
}

// complete gives a version, whose line is at span, with its text.
func (t texts) complete(n *noted, span workflow.JournalSpan) noted {
	whole := *n
	whole.span = span
	if text, came := t[n.UID]; came && whole.TextElsewhere {
		whole.TextElsewhere = false
		if whole.ContentSHA256 == "" {
			whole.Size, whole.ContentSHA256 = text.Size, text.ContentSHA256
		}
	}
	return whole
}

// head is the latest version, the last that is not beside; without a UID when there is none yet. CodeDamaged: there is
// nothing but damaged lines.
func (j *journal) head() (noted, error) {
	for v, err := range j.versions("") {
		if err != nil || !v.Beside {
			return v, err
		}
	}
	for raw, err := range j.backwards() {
		if err != nil {
			return noted{}, err
		}
		if _, err := parseLine(j.ref, raw.text); err != nil {
			return noted{}, unreadable(j.ref, err)
		}
	}
	return noted{}, nil
}

// find gives the version with a UID; false when no line names it.
func (j *journal) find(uid workflow.UID) (noted, bool, error) {
	for v, err := range j.versions(uid) {
		if err != nil || v.UID == uid {
			return v, err == nil, err
		}
	}
	return noted{}, false, nil
}

// hasText reports whether some version has the text with a hash.
func (j *journal) hasText(hash string) (bool, error) {
	for raw, err := range j.backwards() {
		if err != nil {
			return false, err
		}
		if !bytes.Contains(raw.text, []byte(hash)) {
			continue
		}
		said, err := parseLine(j.ref, raw.text)
		if err != nil {
			continue
		}
		if v, t := said.version, said.text; v != nil && v.ContentSHA256 == hash || t != nil && t.ContentSHA256 == hash {
			return true, nil
		}
	}
	return false, nil
}

// flushed reports whether the journal was flushed once, and with it the folders above. What a bucket gave is not flushed.
func (j *journal) flushed() (bool, error) {
	for raw, err := range j.backwards() {
		if err != nil {
			return false, err
		}
		said, err := parseLine(j.ref, raw.text)
		if err != nil {
			continue
		}
		if v := said.version; v != nil && !v.learned || said.tags != nil || said.renumbered != nil {
			return true, nil
		}
	}
	return false, nil
}

// journalFile is what appendLine needs of a file.
type journalFile interface {
	io.WriterAt
	Truncate(size int64) error
	Sync() error
}

// appendLine writes a line at size, the end of the complete lines, in place of a torn one. With durable it returns
// once the line is flushed. After an error the journal is as before, except for CodeUnclear: then the line may be there.
func appendLine(file journalFile, size, torn int64, text []byte, durable bool) (workflow.JournalSpan, error) {
	if torn > 0 {
		if err := file.Truncate(size); err != nil {
			return workflow.JournalSpan{}, err
		}
	}
	if _, err := file.WriteAt(text, size); err != nil {
		// When this fails as well, a line without its end is left, which nobody reads.
		_ = file.Truncate(size)
		return workflow.JournalSpan{}, err
	}
	if durable {
		if err := file.Sync(); err != nil {
			return workflow.JournalSpan{}, takeBack(file, size, err)
		}
	}
	return workflow.JournalSpan{From: size, To: size + int64(len(text))}, nil
}

// takeBack removes a whole line that could not be flushed. It is gone for certain only once that is flushed itself.
func takeBack(file journalFile, size int64, cause error) error {
	err := file.Truncate(size)
	if err == nil {
		err = file.Sync()
	}
	if err == nil {
		return cause
	}
	return &workflow.Error{
		Code:    workflow.CodeUnclear,
		Message: "The disk did not confirm the save, and it could not be taken back.",
		Hint:    "Look at the list of versions before you save again, and check the disk.",
		Err:     errors.Join(cause, err),
	}
}
