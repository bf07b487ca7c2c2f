package localstore

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"

	"workflow-designer/backend/workflow"
)

// unpackAtOnce is how many workflows get their folders before somebody else may write.
const unpackAtOnce = 16

const unpacking = "unpack the workflows"

// Unpack gives folders to the workflows of a company that are still in its pack. It can be stopped at any point and called
// again. They can be read before, and written: then each gets its folder first.
func (s *Store) Unpack(ctx context.Context, company workflow.CompanyID) error {
	k := s.pack(company)
	for {
		left, err := k.all()
		if err != nil {
			return explain(unpacking, k.path, err)
		}
		for some := range slices.Chunk(slices.Sorted(maps.Keys(left)), unpackAtOnce) {
			if err := s.unpackSome(ctx, company, some); err != nil {
				return err
			}
		}
		gone, err := s.dropPack(ctx, k)
		if err != nil || gone {
			return explain(unpacking, k.path, err)
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
		if err := ended(ctx, unpacking); err != nil {
			return err
		}
		if err := s.unpack(s.place(workflow.Ref{Company: company, ID: id})); err != nil {
			return err
		}
	}
	return nil
}

// dropPack removes a pack of which nothing is left; true when nothing is.
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
	k.remove()
	return true, nil
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

// reach tells where a workflow is to be read: in the pack, when it is only there.
func (s *Store) reach(p place) (place, error) {
	if _, err := os.Lstat(p.journal()); !errors.Is(err, fs.ErrNotExist) {
		return p, nil // what else is wrong, reading will tell
	}
	w, here, err := s.pack(p.ref.Company).get(p.ref.ID)
	if err != nil || !here {
		return p, err
	}
	if _, whole := w.version(p.ref); whole {
		p.packed = &w
	}
	return p, nil
}

// unpack gives a workflow its folder if it is in the pack; the caller holds the lock. The journal comes last: after a kill
// before that the workflow is in the pack as it was.
func (s *Store) unpack(p place) error {
	k := s.pack(p.ref.Company)
	w, here, err := k.get(p.ref.ID)
	if err != nil || !here {
		return explain(unpacking, k.path, err)
	}
	if _, err = os.Lstat(p.journal()); errors.Is(err, fs.ErrNotExist) { // else a kill came before the mark
		err = s.writeFolder(p, w)
	}
	if err == nil {
		err = k.done(p.ref.ID)
	}
	return explain(unpacking, p.folder, err)
}

func (s *Store) writeFolder(p place, w packedWorkflow) error {
	head, whole := w.version(p.ref)
	if !whole {
		return nil // a power failure took it: the bucket has it, and the index forgets what is not on the disk
	}
	if err := os.MkdirAll(p.versions(), folderMode); err != nil {
		return err
	}
	if err := writeWhole(p.text(head.UID), w.text); err != nil {
		return err
	}
	_, err := os.Lstat(p.latest())
	stands := !errors.Is(err, fs.ErrNotExist) // somebody's file, or what a kill left of this
	if !stands {
		if err := writeWhole(p.latest(), w.text); err != nil {
			return err
		}
	}
	if err := writeWhole(p.journal(), w.journal); err != nil {
		return err
	}
	if stands {
		return s.replaceLatest(p, head, w.text)
	}
	return nil
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

// packedWorkflow is a workflow as it stands in the pack.
type packedWorkflow struct {
	journal, text []byte
}

// version gives its one version; false when the two are not what was written.
func (w packedWorkflow) version(ref workflow.Ref) (workflow.Version, bool) {
	said := account{history: &workflow.History{Ref: ref}, texts: texts{}}
	for line := range bytes.Lines(w.journal) {
		parsed, err := parseLine(ref, bytes.TrimSuffix(line, []byte("\n")))
		if err != nil {
			return workflow.Version{}, false
		}
		said.add(parsed)
	}
	if len(said.versions) != 1 || said.versions[0].ContentSHA256 != workflow.SHA256(w.text) {
		return workflow.Version{}, false
	}
	return said.versions[0].Version, true
}
