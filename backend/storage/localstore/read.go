package localstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Get implements storage.Store.
func (s *Store) Get(ctx context.Context, ref workflow.Ref, id string) (storage.Entry, []byte, error) {
	const verb = "read the version"
	if err := ended(ctx, verb); err != nil {
		return storage.Entry{}, nil, err
	}
	p := s.place(ref)
	entry, err := p.find(id)
	if err != nil {
		return storage.Entry{}, nil, explain(verb, p.folder, err)
	}
	text, err := p.read(entry.Version)
	if err != nil {
		return storage.Entry{}, nil, explain(verb, p.folder, err)
	}
	return entry, text, nil
}

// find looks a version up in the journal; id "" is the latest.
func (p place) find(id string) (storage.Entry, error) {
	j, err := openJournal(p, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return storage.Entry{}, noWorkflow(p.ref)
	}
	if err != nil {
		return storage.Entry{}, err
	}
	defer j.release()

	head, _, err := j.head()
	switch {
	case err != nil:
		return storage.Entry{}, err
	case head.UID == "":
		return storage.Entry{}, noWorkflow(p.ref)
	case id == "" || id == string(head.UID):
		return latestEntry(head), nil
	case !isUID(id):
		return storage.Entry{}, noVersion(p.ref)
	}
	for raw, err := range j.backwards() {
		if err != nil {
			return storage.Entry{}, err
		}
		if !bytes.Contains(raw.text, []byte(id)) {
			continue // most lines need no decoding
		}
		said, err := parseLine(p.ref, raw.text)
		if err == nil && said.version != nil && string(said.version.UID) == id {
			return entryOf(*said.version), nil
		}
	}
	return storage.Entry{}, noVersion(p.ref)
}

// read gives the text of a version and verifies it.
func (p place) read(v workflow.Version) ([]byte, error) {
	text, err := os.ReadFile(p.text(v.UID))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, damaged(fmt.Sprintf("The text of version %d of workflow %d is missing.", v.Number, v.Ref.ID), err)
	}
	if err != nil {
		return nil, err
	}
	if workflow.SHA256(text) != v.ContentSHA256 {
		return nil, damaged(fmt.Sprintf("The text of version %d of workflow %d is not what was saved.", v.Number, v.Ref.ID), nil)
	}
	return text, nil
}

// Versions implements storage.Store.
func (s *Store) Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[storage.Entry, error] {
	const verb = "read the history"
	return func(yield func(storage.Entry, error) bool) {
		p := s.place(ref)
		fail := func(err error) { yield(storage.Entry{}, explain(verb, p.folder, err)) }
		if err := ctx.Err(); err != nil {
			fail(err)
			return
		}
		j, err := openJournal(p, os.O_RDONLY)
		if errors.Is(err, fs.ErrNotExist) {
			return
		}
		if err != nil {
			fail(err)
			return
		}
		defer j.release()
		latest := true
		for v, err := range j.versions() {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				fail(err)
				return
			}
			entry := entryOf(v)
			entry.IsLatest, latest = latest, false
			if !yield(entry, nil) {
				return
			}
		}
	}
}

// Workflows implements storage.Store. A workflow whose history is damaged beyond reading is left out, so that it does
// not hide the others; the storage check tells of it.
func (s *Store) Workflows(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	const verb = "list the workflows"
	return func(yield func(storage.Entry, error) bool) {
		if err := ended(ctx, verb); err != nil {
			yield(storage.Entry{}, err)
			return
		}
		places, err := s.places(company)
		if err != nil {
			yield(storage.Entry{}, err)
			return
		}
		for _, p := range places {
			if err := ended(ctx, verb); err != nil {
				yield(storage.Entry{}, err)
				return
			}
			entry, err := p.find("")
			switch workflow.CodeOf(err) {
			case "":
				entry.Version = workflow.Version{Ref: p.ref, Size: entry.Size}
			case workflow.CodeWorkflowNotFound, workflow.CodeDamaged:
				continue
			default:
				yield(storage.Entry{}, explain(verb, p.folder, err))
				return
			}
			if !yield(entry, nil) {
				return
			}
		}
	}
}

// History reads the whole journal of a workflow. An unknown workflow has an empty one. Damaged lines are passed over.
func (s *Store) History(ref workflow.Ref) (workflow.History, error) {
	p := s.place(ref)
	history := workflow.History{Ref: ref}
	read, err := p.readJournal()
	if err != nil {
		return history, explain("read the history", p.folder, err)
	}
	history.Versions, history.Receipts, history.Size = read.versions, read.receipts, read.size
	return history, nil
}

// JournalSizes gives the size of the journal of every workflow of a company, in bytes, by a look at the folders alone.
// While a line is being written, or after one was cut off, a size is larger than History.Size of the same journal.
func (s *Store) JournalSizes(company workflow.CompanyID) (map[workflow.ID]int64, error) {
	places, err := s.places(company)
	if err != nil {
		return nil, err
	}
	sizes := make(map[workflow.ID]int64, len(places))
	for _, p := range places {
		info, err := os.Stat(p.journal())
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, explain("look at the histories", p.folder, err)
		}
		sizes[p.ref.ID] = info.Size()
	}
	return sizes, nil
}

// JournalSize gives the size of the journal of one workflow in bytes, as JournalSizes does; 0 when there is none.
func (s *Store) JournalSize(ref workflow.Ref) (int64, error) {
	p := s.place(ref)
	info, err := os.Stat(p.journal())
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, explain("look at the history", p.folder, err)
	}
	return info.Size(), nil
}

// journalContent is all that a journal holds.
type journalContent struct {
	versions []workflow.Version // oldest first
	receipts []workflow.Receipt // oldest first
	damaged  []rawLine          // complete lines that cannot be read
	size     int64              // of the complete lines
	torn     int64              // bytes after them
}

// readJournal reads a whole journal; a missing one is empty.
func (p place) readJournal() (journalContent, error) {
	j, err := openJournal(p, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return journalContent{}, nil
	}
	if err != nil {
		return journalContent{}, err
	}
	defer j.release()
	all := make([]byte, j.size)
	if _, err := io.ReadFull(io.NewSectionReader(j, 0, j.size), all); err != nil {
		return journalContent{}, err
	}
	content := journalContent{size: j.size, torn: j.torn}
	from := int64(0)
	for text := range bytes.Lines(all) {
		span := workflow.JournalSpan{From: from, To: from + int64(len(text))}
		from = span.To
		text = bytes.TrimSuffix(text, []byte("\n"))
		said, err := parseLine(p.ref, text)
		switch {
		case err != nil:
			content.damaged = append(content.damaged, rawLine{text, span})
		case said.version != nil:
			content.versions = append(content.versions, *said.version)
		case said.receipt != nil:
			content.receipts = append(content.receipts, *said.receipt)
		}
	}
	return content, nil
}
