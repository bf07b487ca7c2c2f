package bucketstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

const (
	contentType = "application/yaml"
	saving      = "save the version"
)

// Put implements storage.Store with one conditional write; for a deletion see remove. Its LastModified is the store's clock
// when it answered, in whole seconds. The zero Base fits a workflow that is deleted, too.
//
// On top of a deletion it asks first whether that is still the latest. A store that creates nothing over a delete marker, see
// Capabilities, is asked to replace the version below it; when it refuses that as well, the marker is removed before: when the
// connection is lost between the two, the version below the deletion is the latest again.
//
// CodeVersioningOff, CodeVersioningSuspended: the store has taken the text without making a version of it, which counts as
// not saved: the next write would destroy it.
//
// On a bucket without conditional writes, see Capabilities, the latest version is looked at first; between the look and the
// write another writer can come, whose version then is below this one in the history.
func (s *Store) Put(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, error) {
	if v.Deleted {
		return s.remove(ctx, v, base)
	}
	meta, err := s.prepare(ctx, &v, content)
	if err != nil {
		return storage.Entry{}, err
	}
	onMarker := base.ETag == "" && base.ID != ""
	createsOverMarker, refusesOverMarker := s.overMarkers()
	if onMarker || (refusesOverMarker && base.ETag != "") || !s.conditional() {
		if err := s.compareFirst(ctx, v.Ref, base); err != nil {
			return storage.Entry{}, err
		}
	}
	if onMarker && s.google {
		meta[metaOnDeletion] = base.ID
	}
	key := v.Ref.Key()
	written, w, err := s.replace(ctx, key, content, meta, base.ETag)
	if base.ETag == "" && answered(err, minio.PreconditionFailed) && !createsOverMarker {
		markers, below, lookErr := s.markers(ctx, v.Ref, key, base.ID)
		if lookErr != nil {
			return storage.Entry{}, lookErr
		}
		if base.ETag = below; below != "" { // some stores compare with what is below
			written, w, err = s.replace(ctx, key, content, meta, below)
		}
		if answered(err, minio.PreconditionFailed, minio.NoSuchKey) {
			for _, marker := range markers {
				if err := s.discard(ctx, key, marker, "remove a delete marker"); err != nil {
					return storage.Entry{}, err
				}
			}
			written, w, err = s.replace(ctx, key, content, meta, below)
		}
	}
	switch {
	case err == nil:
		return s.accept(ctx, w, v, written)
	case answered(err, minio.PreconditionFailed) || (base.ETag != "" && answered(err, minio.NoSuchKey)):
		return storage.Entry{}, staleParent(v.Ref, err)
	}
	return storage.Entry{}, s.explainWrite(w, err, saving)
}

// prepare fills in what the store says of a text, and gives the metadata. The note is in the bucket before the version that
// needs it.
func (s *Store) prepare(ctx context.Context, v *workflow.Version, content []byte) (map[string]string, error) {
	v.Size, v.ContentSHA256 = int64(len(content)), workflow.SHA256(content)
	meta, rest, err := describe(*v)
	if err != nil {
		return nil, err
	}
	if rest != nil {
		if err := s.writeNote(ctx, v.Ref.Company, *rest); err != nil {
			return nil, err
		}
	}
	return meta, nil
}

// write sends one PUT. Its signature covers the hash of the whole text, in place of minio-go's signed chunks: one pass less,
// and every server knows it.
func (s *Store) write(ctx context.Context, key string, text []byte, options minio.PutObjectOptions) (minio.UploadInfo, error) {
	options.DisableContentSha256 = true // of the chunks
	return s.writer.PutObject(ctx, s.bucket, key, bytes.NewReader(text), int64(len(text)), "", workflow.SHA256(text), options)
}

// accept counts a write only when the answer names the version that it made.
func (s *Store) accept(ctx context.Context, w *witness, v workflow.Version, written minio.UploadInfo) (storage.Entry, error) {
	if written.ETag == "" || written.VersionID == "" || written.VersionID == nullVersion {
		return storage.Entry{}, s.noVersion(ctx, fmt.Errorf("PUT answered etag %q and version id %q", written.ETag, written.VersionID))
	}
	at := w.date
	if at.IsZero() {
		at = s.now().UTC()
	}
	return storage.Entry{Version: v, ID: written.VersionID, ETag: written.ETag, LastModified: at, IsLatest: true}, nil
}

// noVersion explains a success that names no version.
func (s *Store) noVersion(ctx context.Context, cause error) error {
	if err := s.checkVersioning(ctx); err != nil {
		return err
	}
	return s.notS3(cause)
}

// compareFirst refuses a stale base where the server would not.
func (s *Store) compareFirst(ctx context.Context, ref workflow.Ref, base storage.Base) error {
	latest, err := s.Head(ctx, ref)
	if err != nil && workflow.CodeOf(err) != workflow.CodeWorkflowNotFound {
		return err
	}
	if latest.ETag != base.ETag || (base.ETag == "" && base.ID != "" && base.ID != latest.ID) {
		return staleParent(ref, errors.New("compared before the write"))
	}
	return nil
}

// markers gives the delete markers on top of a key of a workflow, the newest of which has that id, or any when it is empty, and the
// etag of the version below; empty when there is none.
func (s *Store) markers(ctx context.Context, ref workflow.Ref, key, id string) (ids []string, below string, err error) {
	for info, err := range s.history(ctx, key, false) {
		if err != nil {
			return nil, "", err
		}
		if len(ids) == 0 && id != "" && versionID(info) != id {
			break
		}
		if !info.IsDeleteMarker {
			below = info.ETag
			break
		}
		ids = append(ids, versionID(info))
	}
	if len(ids) == 0 {
		return nil, "", staleParent(ref, errors.New("no delete marker is the latest"))
	}
	return ids, below, nil
}
