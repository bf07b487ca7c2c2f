package localstore

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Get implements storage.Store. CodeTextElsewhere: the version is known, but its text is only in a bucket.
func (s *Store) Get(ctx context.Context, ref workflow.Ref, id string) (storage.Entry, []byte, error) {
	const verb = "read the version"
	p := s.place(ref)
	for {
		if err := ended(ctx, verb); err != nil {
			return storage.Entry{}, nil, err
		}
		p, err := s.reach(p)
		if err != nil {
			return storage.Entry{}, nil, explain(verb, p.folder, err)
		}
		found, err := p.find(id)
		if err != nil {
			return storage.Entry{}, nil, explain(verb, p.folder, err)
		}
		text, err := p.read(found.Version)
		if errors.Is(err, fs.ErrNotExist) && p.moved(found) {
			continue
		}
		if err != nil {
			return storage.Entry{}, nil, explain(verb, p.folder, err)
		}
		return found.entry(), text, nil
	}
}

// found is a version with a text, and whether it is the latest.
type found struct {
	noted
	latest bool
}

func (f found) entry() storage.Entry {
	entry := entryOf(f.Version)
	entry.IsLatest = f.latest
	return entry
}

// find looks a version up that has a text here; id "" is the latest.
func (p place) find(id string) (found, error) {
	j, err := openJournal(p, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return found{}, noWorkflow(p.ref)
	}
	if err != nil {
		return found{}, err
	}
	defer j.release()

	v, err := j.head()
	latest := true
	switch {
	case err != nil:
		return found{}, err
	case v.UID == "" || id == "" && v.Deleted:
		return found{}, noWorkflow(p.ref)
	case id != "" && id != string(v.UID):
		latest = false
		if v, err = j.lookUp(id); err != nil {
			return found{}, err
		}
	}
	switch {
	case v.Deleted:
		return found{}, noVersion(p.ref)
	case v.TextElsewhere:
		return found{}, textElsewhere(v.Version)
	}
	return found{v, latest}, nil
}

// lookUp gives the version with an id. CodeVersionNotFound: no line names it.
func (j *journal) lookUp(id string) (noted, error) {
	if !isUID(id) {
		return noted{}, noVersion(j.ref)
	}
	v, here, err := j.find(workflow.UID(id))
	if err == nil && !here {
		err = noVersion(j.ref)
	}
	return v, err
}

// moved reports whether the folder in which a version was found is another one by now: the workflow got another number
// between the look at its journal and the look at the text.
func (p place) moved(v found) bool {
	j, err := openJournal(p, os.O_RDONLY)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	defer j.release()
	_, here, err := j.find(v.UID)
	return err == nil && !here
}

// read gives the text of a version and verifies it.
func (p place) read(v workflow.Version) ([]byte, error) {
	if p.packed != nil {
		return p.packed.text, nil
	}
	text, err := os.ReadFile(p.text(v.UID))
	if errors.Is(err, fs.ErrNotExist) {
		if _, gone := os.Stat(p.journal()); errors.Is(gone, fs.ErrNotExist) {
			return nil, noWorkflow(p.ref) // it has got another number since its journal was read
		}
		return nil, damaged(words.F("The text of version %d of workflow %d is missing.", v.Number, v.Ref.ID), err)
	}
	if err != nil {
		return nil, err
	}
	if workflow.SHA256(text) != v.ContentSHA256 {
		return nil, damaged(words.F("The text of version %d of workflow %d is not what was saved.", v.Number, v.Ref.ID), nil)
	}
	return text, nil
}

// Versions implements storage.Store. Those that stand beside and deletions are among them.
func (s *Store) Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[storage.Entry, error] {
	const verb = "read the history"
	return func(yield func(storage.Entry, error) bool) {
		p := s.place(ref)
		fail := func(err error) { yield(storage.Entry{}, explain(verb, p.folder, err)) }
		err := ctx.Err()
		if err == nil {
			p, err = s.reach(p)
		}
		if err != nil {
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
		head, err := j.head()
		if err != nil && workflow.CodeOf(err) != workflow.CodeDamaged {
			fail(err)
			return
		}
		for v, err := range newestFirst(j.versions("")) {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				fail(err)
				return
			}
			if !yield(found{v, v.UID == head.UID}.entry(), nil) {
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
		if err := s.Unpack(ctx, company); err != nil {
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
			head, err := p.head()
			switch code := workflow.CodeOf(err); {
			case code == workflow.CodeWorkflowNotFound || code == workflow.CodeDamaged:
				continue
			case err != nil:
				yield(storage.Entry{}, explain(verb, p.folder, err))
				return
			}
			entry := latestEntry(head.Version)
			entry.Version = workflow.Version{Ref: p.ref, Size: head.Size}
			if !yield(entry, nil) {
				return
			}
		}
	}
}

// head is the latest version. CodeWorkflowNotFound: there is none, or it is a deletion.
func (p place) head() (noted, error) {
	j, err := openJournal(p, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return noted{}, noWorkflow(p.ref)
	}
	if err != nil {
		return noted{}, err
	}
	defer j.release()
	head, err := j.head()
	if err == nil && (head.UID == "" || head.Deleted) {
		err = noWorkflow(p.ref)
	}
	return head, err
}

// JournalSizes gives the size of the journal of every workflow of a company, in bytes, by a look at the folders alone.
// While a line is being written, or after one was cut off, a size is larger than History.Size of the same journal.
func (s *Store) JournalSizes(company workflow.CompanyID) (map[workflow.ID]int64, error) {
	// First the pack: a workflow that gets its folder meanwhile is in one of them.
	packed, err := s.pack(company).all()
	if err != nil {
		return nil, explain("look at the histories", s.pack(company).path, err)
	}
	places, err := s.places(company)
	if err != nil {
		return nil, err
	}
	sizes := make(map[workflow.ID]int64, len(places)+len(packed))
	for id, record := range packed {
		sizes[id] = record.journal
	}
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
		if size, packed, err := s.pack(ref.Company).find(ref.ID); err != nil || packed {
			return size, explain("look at the history", p.folder, err)
		}
		info, err = os.Stat(p.journal()) // it may have got its folder meanwhile
	}
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, explain("look at the history", p.folder, err)
	}
	return info.Size(), nil
}
