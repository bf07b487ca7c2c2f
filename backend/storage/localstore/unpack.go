package localstore

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"

	"workflow-designer/backend/workflow"
)

// unpackAtOnce is how many workflows get their folders before somebody else may write.
const unpackAtOnce = 16

// Unpack gives folders to the workflows of a company that are still in its pack. It can be stopped at any point and called
// again. They can be read and written before as well: then each gets its folder first.
func (s *Store) Unpack(ctx context.Context, company workflow.CompanyID) error {
	const verb = "unpack what the bucket has"
	k := s.pack(company)
	for {
		left, err := k.all()
		if err != nil {
			return explain(verb, k.path, err)
		}
		ids := make([]workflow.ID, 0, len(left))
		for id := range left {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for some := range slices.Chunk(ids, unpackAtOnce) {
			if err := s.unpackSome(ctx, company, some); err != nil {
				return err
			}
		}
		gone, err := s.dropPack(ctx, k)
		if err != nil || gone {
			return explain(verb, k.path, err)
		}
	}
}

func (s *Store) unpackSome(ctx context.Context, company workflow.CompanyID, ids []workflow.ID) error {
	done, err := s.write(ctx)
	if err != nil {
		return err
	}
	defer done()
	for _, id := range ids {
		if err := ended(ctx, "unpack what the bucket has"); err != nil {
			return err
		}
		if err := s.unpack(s.place(workflow.Ref{Company: company, ID: id})); err != nil {
			return err
		}
	}
	return nil
}

// dropPack removes a pack of which nothing is left; true when there is none afterwards.
func (s *Store) dropPack(ctx context.Context, k *pack) (bool, error) {
	if _, err := os.Stat(k.path); errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	done, err := s.write(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	left, err := k.all()
	if err != nil || len(left) > 0 {
		return false, err
	}
	err = os.Remove(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return err == nil, err
}

// writeTo is write for one workflow, which has its folder then.
func (s *Store) writeTo(ctx context.Context, p place) (done func(), err error) {
	done, err = s.write(ctx)
	if err == nil {
		if err = s.unpack(p); err != nil {
			done()
		}
	}
	return done, err
}

// reach gives a workflow its folder when it is in the pack, before it is read. Who finds a journal in its place need not ask.
func (s *Store) reach(ctx context.Context, p place) error {
	_, err := os.Lstat(p.journal())
	if !errors.Is(err, fs.ErrNotExist) {
		return nil // what else is wrong, reading will tell
	}
	_, here, err := s.pack(p.ref.Company).find(p.ref.ID)
	if err != nil || !here {
		return explain("read the workflow", p.folder, err)
	}
	done, err := s.writeTo(ctx, p)
	if err == nil {
		done()
	}
	return err
}

// unpack gives a workflow its folder if it is in the pack; the caller holds the lock. The journal comes last: after a kill
// before that the workflow is in the pack as it was.
func (s *Store) unpack(p place) error {
	k := s.pack(p.ref.Company)
	record, here, err := k.find(p.ref.ID)
	if err != nil || !here {
		return explain("read the workflow", k.path, err)
	}
	return explain("unpack the workflow", p.folder, s.unpackRecord(p, k, record))
}

func (s *Store) unpackRecord(p place, k *pack, record packRecord) error {
	if _, err := os.Lstat(p.journal()); !errors.Is(err, fs.ErrNotExist) {
		if err != nil {
			return err
		}
		return k.done(p.ref.ID, record)
	}
	lines, text, err := k.get(record)
	if err != nil {
		return err
	}
	head, ok := soleVersion(p.ref, lines)
	if !ok || head.ContentSHA256 != workflow.SHA256(text) {
		// A power failure took it. The bucket has it, and the index forgets what is not on the disk.
		return k.done(p.ref.ID, record)
	}
	if err := os.MkdirAll(p.versions(), folderMode); err != nil {
		return err
	}
	if err := writeWhole(p.text(head.UID), text); err != nil {
		return err
	}
	_, err = os.Lstat(p.latest())
	stands := !errors.Is(err, fs.ErrNotExist) // somebody's file, or what a kill left of this
	if !stands {
		if err := writeWhole(p.latest(), text); err != nil {
			return err
		}
	}
	if err := writeWhole(p.journal(), lines); err != nil {
		return err
	}
	if stands {
		if err := s.replaceLatest(p, head, text); err != nil {
			return err
		}
	}
	return k.done(p.ref.ID, record)
}

// replaceLatest makes a text workflow.yaml where there is a file; one that somebody edited is kept beside.
func (s *Store) replaceLatest(p place, head workflow.Version, text []byte) error {
	staged := s.saving(p.ref, string(head.UID)+".latest")
	if err := os.WriteFile(staged, text, fileMode); err != nil {
		return errors.Join(err, os.Remove(staged))
	}
	j, err := openJournal(p, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer j.release()
	p.publish(j, head, staged)
	return nil
}

// soleVersion gives the one version that the journal of a packed workflow has.
func soleVersion(ref workflow.Ref, lines []byte) (workflow.Version, bool) {
	said := account{history: &workflow.History{Ref: ref}, texts: texts{}}
	for text := range bytes.Lines(lines) {
		parsed, err := parseLine(ref, bytes.TrimSuffix(text, []byte("\n")))
		if err != nil {
			return workflow.Version{}, false
		}
		said.add(parsed)
	}
	if len(said.versions) != 1 {
		return workflow.Version{}, false
	}
	return said.versions[0].Version, true
}
