package memstore

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"slices"
	"strconv"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

type sideName struct {
	ref workflow.Ref
	uid workflow.UID
}

type side struct {
	object
	closed bool
}

// PutSide implements storage.Sides.
func (s *Store) PutSide(ctx context.Context, v workflow.Version, content []byte) (storage.Entry, error) {
	if err := ended(ctx); err != nil {
		return storage.Entry{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	name := sideName{v.Ref, v.UID}
	if there, ok := s.sides[name]; ok {
		return there.entry, nil
	}
	entry := s.stamp(v, content)
	s.sides[name] = &side{object: object{entry, bytes.Clone(content)}}
	s.changed(v.Ref)
	return entry, nil
}

// OpenSides implements storage.Sides.
func (s *Store) OpenSides(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return sequence(ctx, func() []storage.Entry {
		var all []storage.Entry
		for name, side := range s.sides {
			if name.ref.Company != company || side.closed {
				continue
			}
			all = append(all, storage.Entry{
				Version:      workflow.Version{Ref: name.ref, UID: name.uid, Size: side.entry.Size},
				LastModified: side.entry.LastModified,
			})
		}
		number := func(e storage.Entry) string { return strconv.FormatInt(int64(e.Ref.ID), 10) }
		slices.SortFunc(all, func(a, b storage.Entry) int {
			return cmp.Or(cmp.Compare(number(a), number(b)), cmp.Compare(a.UID, b.UID))
		})
		return all
	}, &s.mu)
}

// GetSide implements storage.Sides.
func (s *Store) GetSide(ctx context.Context, ref workflow.Ref, uid workflow.UID) (storage.Entry, []byte, error) {
	if err := ended(ctx); err != nil {
		return storage.Entry{}, nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	there, ok := s.sides[sideName{ref, uid}]
	if !ok {
		return storage.Entry{}, nil, versionNotFound(ref)
	}
	return there.entry, bytes.Clone(there.content), nil
}

// CloseSide implements storage.Sides.
func (s *Store) CloseSide(ctx context.Context, ref workflow.Ref, uid workflow.UID) error {
	if err := ended(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if there, ok := s.sides[sideName{ref, uid}]; ok && !there.closed {
		there.closed = true
		s.writes++
		s.changed(ref)
	}
	return nil
}

// Tags implements storage.Tags.
func (s *Store) Tags(ctx context.Context, ref workflow.Ref, id string) ([]workflow.Tag, error) {
	if err := ended(ctx); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.find(ref, id); at < 0 || s.versions[ref][at].entry.DeleteMarker {
		return nil, versionNotFound(ref)
	}
	return append([]workflow.Tag{}, s.tags[versionName{ref, id}]...), nil
}

// SetTags implements storage.Tags. It takes letters of all languages, as S3 does.
func (s *Store) SetTags(ctx context.Context, ref workflow.Ref, id string, tags []workflow.Tag) error {
	if err := ended(ctx); err != nil {
		return err
	}
	if len(tags) > workflow.MaxTags {
		return workflow.CheckTags(tags)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.find(ref, id); at < 0 || s.versions[ref][at].entry.DeleteMarker {
		return versionNotFound(ref)
	}
	s.tags[versionName{ref, id}] = workflow.SortTags(tags)
	s.changed(ref)
	return nil
}
