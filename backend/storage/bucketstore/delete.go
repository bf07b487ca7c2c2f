package bucketstore

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

const (
	deleting = "delete the workflow"
	// settleWithin is how long a deletion that was done goes on finding out whether it may stand, after its caller has gone.
	settleWithin = 5 * time.Second
)

// remove puts a delete marker on top of base. Stores of S3 ignore conditions on a DELETE, so it looks first, deletes, and looks
// again: when somebody saved in between, it takes its marker back, and of several deletions the first stands.
//
// CodeUnclear: the marker may be there, and may even be above a version that it should have given way to.
func (s *Store) remove(ctx context.Context, v workflow.Version, base storage.Base) (storage.Entry, error) {
	latest, err := s.Head(ctx, v.Ref)
	switch {
	case workflow.CodeOf(err) == workflow.CodeWorkflowNotFound && base != (storage.Base{}):
		return storage.Entry{}, staleParent(v.Ref, err)
	case err != nil:
		return storage.Entry{}, err
	case base == (storage.Base{}) && latest.DeleteMarker:
		return storage.Entry{}, workflowNotFound(v.Ref, nil)
	case base.ETag != latest.ETag || (base.ID != "" && base.ID != latest.ID):
		return storage.Entry{}, staleParent(v.Ref, errors.New("compared before the deletion"))
	}
	if s.google {
		return s.removeOnGoogle(ctx, v, latest)
	}
	marker, err := s.mark(ctx, v.Ref.Key(), deleting)
	if err != nil {
		return storage.Entry{}, err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleWithin)
	defer cancel()
	entry, err := s.settle(ctx, v, latest.ID, marker)
	if err != nil && workflow.CodeOf(err) != workflow.CodeStaleParent {
		return storage.Entry{}, s.unclear(deleting, err)
	}
	return entry, err
}

// removeOnGoogle deletes what is the latest, unless somebody else was faster.
func (s *Store) removeOnGoogle(ctx context.Context, v workflow.Version, latest storage.Entry) (storage.Entry, error) {
	if latest.DeleteMarker {
		return storage.Entry{}, staleParent(v.Ref, errors.New("it is deleted"))
	}
	if err := s.checkVersioning(ctx); err != nil {
		return storage.Entry{}, err
	}
	w, err := s.removeGeneration(ctx, v.Ref.Key(), latest.ID)
	switch {
	case answered(err, minio.PreconditionFailed, minio.NoSuchKey):
		return storage.Entry{}, staleParent(v.Ref, err)
	case err != nil:
		return storage.Entry{}, s.explainWrite(w, err, deleting)
	}
	at := w.date
	if at.IsZero() {
		at = s.now().UTC()
	}
	entry := storage.Entry{
		Version: v, ID: deletionOf(latest.ID), Deletes: latest.ID, LastModified: at, IsLatest: true, DeleteMarker: true,
	}
	entry.Size, entry.ContentSHA256 = 0, ""
	return entry, nil
}

// mark puts a delete marker on a key that has something, and gives its id. It makes sure of versioning first: without, the
// DELETE would destroy what is there.
func (s *Store) mark(ctx context.Context, key string, doing words.Text) (id string, err error) {
	if err := s.checkVersioning(ctx); err != nil {
		return "", err
	}
	w, err := s.insist(ctx, func(ctx context.Context) error {
		return s.writer.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{})
	})
	if err != nil {
		return "", s.explainWrite(w, err, doing)
	}
	if w.versionID == "" || w.versionID == nullVersion {
		return "", s.noVersion(ctx, fmt.Errorf("DELETE answered version id %q", w.versionID))
	}
	return w.versionID, nil
}

// settle lets the marker stand when it is directly on top of base and no version on top of it.
func (s *Store) settle(ctx context.Context, v workflow.Version, base, marker string) (storage.Entry, error) {
	entry := storage.Entry{Version: v, ID: marker, DeleteMarker: true}
	entry.Size, entry.ContentSHA256 = 0, ""
	var lowest string // above base
	saved := false    // somebody has, above base
	first := true
	for info, err := range s.history(ctx, v.Ref.Key(), false) {
		if err != nil {
			return storage.Entry{}, err
		}
		id := versionID(info)
		if id == base {
			break
		}
		if id == marker {
			entry.LastModified, entry.IsLatest = info.LastModified.UTC(), first
		}
		lowest, first = id, false
		saved = saved || !info.IsDeleteMarker
	}
	if lowest == marker && !saved {
		return entry, nil
	}
	if err := s.discard(ctx, v.Ref.Key(), marker, "take the deletion back"); err != nil {
		return storage.Entry{}, err
	}
	return storage.Entry{}, staleParent(v.Ref, errors.New("found after the deletion"))
}

// Discard implements storage.Bucket.
func (s *Store) Discard(ctx context.Context, ref workflow.Ref, id string) error {
	if id == "" || !canBeVersionID(id) {
		return nil // it cannot be there, and without an id a DELETE would delete the workflow
	}
	return s.discard(ctx, ref.Key(), id, "remove a version")
}

func (s *Store) discard(ctx context.Context, key, id string, doing words.Text) error {
	if _, deletion := deletedBy(id); deletion && s.google {
		return nil // there is no object of it
	}
	w, err := s.insist(ctx, func(ctx context.Context) error {
		return s.writer.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{VersionID: id})
	})
	switch {
	case answered(err, minio.NoSuchKey, minio.NoSuchVersion, minio.InvalidArgument):
		return nil
	case err == nil && w.status != http.StatusNoContent: // minio-go takes a web page for a success
		return s.notS3(fmt.Errorf("DELETE answered HTTP %d", w.status))
	}
	return s.explain(w, err, doing)
}
