package bucketstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/workflow"
)

const (
	// scratchPrefix is where the checks write; they remove what they wrote.
	scratchPrefix = "workflow-designer-probe/"
	missingSuffix = "-missing" // of a scratch key that is never there on a store that honours conditions
	// otherETag has the form of an etag and is nobody's.
	otherETag = "00000000000000000000000000000000"
)

func newScratchKey() string { return scratchPrefix + uuid.NewString() }

// probe tries on a scratch key whether the store honours what a conditional write says. A store that takes a write that it
// should refuse, or refuses one that it should take, does not.
func (s *Store) probe(ctx context.Context) (found Capabilities, err error) {
	key := newScratchKey()
	missing := key + missingSuffix
	defer func() { err = errors.Join(err, ignoreDenied(s.sweep(ctx, key))) }()

	created, err := s.scratch(ctx, key, "first", func(o *minio.PutObjectOptions) { o.SetMatchETagExcept("*") })
	if err != nil || !created.done {
		return found, err
	}
	for _, step := range []struct {
		key       string
		condition func(*minio.PutObjectOptions)
		want      bool
	}{
		{key, func(o *minio.PutObjectOptions) { o.SetMatchETagExcept("*") }, false},
		{key, func(o *minio.PutObjectOptions) { o.SetMatchETag(otherETag) }, false},
		{missing, func(o *minio.PutObjectOptions) { o.SetMatchETag(otherETag) }, false},
		{key, func(o *minio.PutObjectOptions) { o.SetMatchETag(created.etag) }, true},
	} {
		got, err := s.scratch(ctx, step.key, "further", step.condition)
		if err != nil {
			return found, err
		}
		if got.done != step.want {
			return found, nil
		}
	}
	found.ConditionalWrites = true

	refuses, err := s.probeDeletion(ctx, key)
	if err != nil || !refuses {
		found.ConditionalWrites = false
		return found, err
	}
	call, w := watch(ctx)
	if err := s.writer.RemoveObject(call, s.bucket, key, minio.RemoveObjectOptions{}); err != nil {
		// Keys that may not delete could not remove a marker either: they can only try to write over one.
		found.CreateOverMarker = true
		return found, ignoreDenied(s.explain(w, err, "delete"))
	}
	over, err := s.scratch(ctx, key, "again", func(o *minio.PutObjectOptions) { o.SetMatchETagExcept("*") })
	found.CreateOverMarker = over.done
	return found, err
}

// probeDeletion tries whether a deletion whose base is not the latest is refused, where the store relies on that.
func (s *Store) probeDeletion(ctx context.Context, key string) (refuses bool, err error) {
	if !s.google {
		return true, nil
	}
	w, err := s.removeGeneration(ctx, key, otherGeneration)
	switch {
	case err == nil:
		return false, nil
	case answered(err, minio.PreconditionFailed, minio.AccessDenied):
		return true, nil
	}
	return false, s.explain(w, err, "delete")
}

type scratchWrite struct {
	done bool // false: the store refused the condition
	etag string
}

// scratch writes to a scratch key under a condition.
func (s *Store) scratch(ctx context.Context, key, text string, condition func(*minio.PutObjectOptions)) (scratchWrite, error) {
	call, w := watch(ctx)
	options := minio.PutObjectOptions{ContentType: "text/plain"}
	condition(&options)
	written, err := s.write(call, key, []byte(text), options)
	if answered(err, minio.PreconditionFailed, minio.NoSuchKey, minio.NotImplemented) {
		return scratchWrite{}, nil
	}
	if err != nil {
		return scratchWrite{}, s.explain(w, err, "write")
	}
	if written.ETag == "" {
		return scratchWrite{}, s.notS3(fmt.Errorf("PUT answered no etag"))
	}
	return scratchWrite{done: true, etag: written.ETag}, nil
}

// sweep removes every version of a scratch key, and of the one with missingSuffix. When the caller's time is up it leaves them:
// a few bytes under a name that says what they are.
func (s *Store) sweep(ctx context.Context, key string) error {
	if ctx.Err() != nil {
		return nil
	}
	for info, err := range s.histories(ctx, key, false) {
		if err != nil {
			return err
		}
		if info.IsDeleteMarker && s.google {
			continue // there is no object of it
		}
		removal, w := watch(ctx)
		err = s.writer.RemoveObject(removal, s.bucket, info.Key, minio.RemoveObjectOptions{VersionID: info.VersionID})
		if err != nil {
			return s.explain(w, err, "remove versions")
		}
	}
	return nil
}

// ignoreDenied lets pass that the keys may not remove a scratch version, or that the bucket's object lock forbids it: a few
// bytes stay, and nothing else depends on it.
func ignoreDenied(err error) error {
	if workflow.CodeOf(err) == workflow.CodeAccessDenied || locked(err) {
		return nil
	}
	return err
}

// locked reports whether an object lock forbids to remove a version.
func locked(err error) bool { return answered(err, "InvalidRequest", minio.MethodNotAllowed) }
