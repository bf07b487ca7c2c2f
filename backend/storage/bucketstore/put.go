package bucketstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

const contentType = "application/yaml"

// conflictCodes say that another write to the same key was in progress, not that its version is on top: try again.
var conflictCodes = []string{"ConditionalRequestConflict", "OperationAborted"}

const (
	conflictTries = 5
	conflictPause = 50 * time.Millisecond // before the second try; doubled for each further one
)

// Put implements storage.Store with one conditional write. Its LastModified is the store's clock when it answered, in whole
// seconds. A base that is a delete marker counts as the zero Base: a deleted workflow may be created again, where
// Capabilities.CreateOverMarker holds; elsewhere that is CodeStaleParent until the marker is removed.
//
// CodeVersioningOff, CodeVersioningSuspended: the store has taken the text without making a version of it, which counts as
// not saved: the next write would destroy it.
//
// On a bucket without conditional writes, see Capabilities, the latest version is looked at first; between the look and the
// write another writer can come, whose version then is below this one in the history.
func (s *Store) Put(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, error) {
	v.Number, v.Size, v.ContentSHA256 = 0, int64(len(content)), workflow.SHA256(content)
	meta, rest, err := describe(v)
	if err != nil {
		return storage.Entry{}, err
	}
	if rest != nil {
		if err := s.writeNote(ctx, v.Ref.Company, *rest); err != nil {
			return storage.Entry{}, err
		}
	}
	if !s.conditional() {
		if err := s.compareFirst(ctx, v.Ref, base); err != nil {
			return storage.Entry{}, err
		}
	}

	options := minio.PutObjectOptions{ContentType: contentType, UserMetadata: meta}
	switch {
	case !s.conditional():
	case base.ETag == "":
		options.SetMatchETagExcept("*")
	default:
		options.SetMatchETag(base.ETag)
	}
	const doing = "save the version"
	for try := 1; ; try++ {
		ctx, w := watch(ctx)
		written, err := s.write(ctx, v.Ref.Key(), content, options)
		switch {
		case err == nil:
			return s.accept(ctx, w, v, written)
		case answered(err, conflictCodes...) && try < conflictTries:
			if err := pause(ctx, try); err != nil {
				return storage.Entry{}, s.explain(w, err, doing)
			}
		case answered(err, minio.PreconditionFailed) || (base.ETag != "" && answered(err, minio.NoSuchKey)):
			return storage.Entry{}, staleParent(v.Ref, err)
		default:
			return storage.Entry{}, s.explainWrite(w, err, doing)
		}
	}
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
		if err := s.checkVersioning(ctx); err != nil {
			return storage.Entry{}, err
		}
		return storage.Entry{}, s.notS3(fmt.Errorf("PUT answered etag %q and version id %q", written.ETag, written.VersionID))
	}
	at := w.date
	if at.IsZero() {
		at = s.now().UTC()
	}
	return storage.Entry{Version: v, ID: written.VersionID, ETag: written.ETag, LastModified: at, IsLatest: true}, nil
}

// compareFirst refuses a stale base on a server that would not.
func (s *Store) compareFirst(ctx context.Context, ref workflow.Ref, base storage.Base) error {
	ctx, w := watch(ctx)
	latest, err := s.reader.StatObject(ctx, s.bucket, ref.Key(), minio.StatObjectOptions{})
	if err != nil && !answered(err, minio.NoSuchKey) {
		return s.explain(w, err, "read the latest version")
	}
	if latest.ETag != base.ETag {
		return staleParent(ref, errors.New("compared before the write"))
	}
	return nil
}

// pause waits before the next try, longer each time.
func pause(ctx context.Context, try int) error {
	timer := time.NewTimer(conflictPause << (try - 1))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
