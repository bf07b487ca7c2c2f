package bucketstore

import (
	"context"
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

const (
	// nullVersion is S3's name for the version that was written while versioning was off or suspended.
	nullVersion = "null"
	// maxVersionID is the longest version id that S3 makes.
	maxVersionID = 1024
)

// Get implements storage.Store. The etag and the version id are those of the answer that has the text. CodeTooLarge,
// CodeInvalidContent: another tool has put something there that cannot be a version.
func (s *Store) Get(ctx context.Context, ref workflow.Ref, id string) (storage.Entry, []byte, error) {
	entry, content, err := s.fetch(ctx, ref, ref.Key(), id)
	if err != nil {
		return storage.Entry{}, nil, err
	}
	if id == "" {
		entry.IsLatest = true
	} else if entry.IsLatest, err = s.isLatest(ctx, ref, entry.ID); err != nil {
		return storage.Entry{}, nil, err
	}
	return entry, content, nil
}

// fetch gets a version of ref that a key has, and its text; id "" is the latest of the key.
func (s *Store) fetch(ctx context.Context, ref workflow.Ref, key, id string) (storage.Entry, []byte, error) {
	if !canBeVersionID(id) {
		return storage.Entry{}, nil, versionNotFound(ref, nil)
	}
	const doing = "read the version"
	got, w := watch(ctx)
	body, info, _, err := s.reader.GetObject(got, s.bucket, key, minio.GetObjectOptions{VersionID: id})
	if err != nil {
		return storage.Entry{}, nil, s.explainMissing(w, err, ref, id, doing)
	}
	defer func() { _ = body.Close() }()
	content, err := io.ReadAll(io.LimitReader(body, workflow.MaxContent+1))
	if err != nil {
		return storage.Entry{}, nil, s.explain(w, err, doing)
	}
	if len(content) > workflow.MaxContent {
		return storage.Entry{}, nil, workflow.CheckContent(content)
	}
	if info.ETag == "" {
		return storage.Entry{}, nil, s.notS3(errors.New("GET answered no etag"))
	}
	if err := workflow.CheckContent(content); err != nil {
		return storage.Entry{}, nil, err // another tool put something there that is no text: it is left alone
	}
	entry, err := s.entry(ctx, ref, info, info.UserMetadata)
	if err != nil {
		return storage.Entry{}, nil, err
	}
	hash := workflow.SHA256(content)
	if entry.ContentSHA256 != "" && entry.ContentSHA256 != hash {
		// Another tool has edited the text and kept the metadata of the version that it started from. It is a version of
		// its own, of which nothing is known; S3 itself watches over what is stored.
		entry.Version = workflow.Version{Ref: ref}
	}
	entry.ContentSHA256, entry.Size = hash, int64(len(content))
	return entry, content, nil
}

var versionIDPattern = regexp.MustCompile(`^[A-Za-z0-9._~+/=-]*$`)

// canBeVersionID refuses what no server has made, so that nothing but ids gets into a request. Servers refuse "." and ".."
// anywhere as if they were parts of a path.
func canBeVersionID(id string) bool {
	for part := range strings.SplitSeq(id, "/") {
		if part == "." || part == ".." {
			return false
		}
	}
	return len(id) <= maxVersionID && versionIDPattern.MatchString(id)
}

// explainMissing tells a version that is not there from other errors.
func (s *Store) explainMissing(w *witness, err error, ref workflow.Ref, id string, doing words.Text) error {
	switch {
	case id == "" && answered(err, minio.NoSuchKey):
		return workflowNotFound(ref, err)
	case id != "" && answered(err, minio.NoSuchKey, minio.NoSuchVersion,
		minio.InvalidArgument,   // the id is not one that this server makes
		minio.MethodNotAllowed): // the id is that of a delete marker, which has no text
		return versionNotFound(ref, err)
	}
	return s.explain(w, err, doing)
}

// isLatest asks for the latest version: the answer to a GET by version id does not say.
func (s *Store) isLatest(ctx context.Context, ref workflow.Ref, id string) (bool, error) {
	latest, err := s.stat(ctx, ref.Key(), "read the latest version")
	return latest.state == alive && versionID(latest.ObjectInfo) == id, err
}

// Head implements storage.Bucket. Its LastModified is in whole seconds, and long texts are as the metadata has them, cut. It
// needs a second request where there is nothing, and on stores that do not tell a deleted workflow from none.
func (s *Store) Head(ctx context.Context, ref workflow.Ref) (storage.Entry, error) {
	latest, err := s.stat(ctx, ref.Key(), "read the latest version")
	switch {
	case err != nil:
		return storage.Entry{}, err
	case latest.state == absent:
		return storage.Entry{}, workflowNotFound(ref, nil)
	case latest.state == marked:
		return markerEntry(ref, latest.ObjectInfo), nil
	}
	v, _ := recall(ref, latest.UserMetadata)
	v.Size = latest.Size
	return storage.Entry{
		Version: v, ID: versionID(latest.ObjectInfo), ETag: latest.ETag, LastModified: latest.LastModified.UTC(), IsLatest: true,
	}, nil
}

// stated is what is the latest of a key.
type stated struct {
	minio.ObjectInfo
	state state
}

type state int

const (
	absent state = iota // there is nothing, not even a delete marker
	marked              // a delete marker
	alive
)

// stat asks what is the latest of a key. Not every store says in its answer to a HEAD that there is a delete marker: until
// one was seen to say it, the versions are listed where there seems to be nothing.
func (s *Store) stat(ctx context.Context, key string, doing words.Text) (stated, error) {
	for range statTries {
		found, ok, err := s.statOnce(ctx, key, doing)
		if ok || err != nil {
			return found, err
		}
	}
	return stated{}, s.notS3(errors.New("HEAD does not find what the versions list"))
}

const statTries = 3

// statOnce is stat; false when something was written between the HEAD and the listing.
func (s *Store) statOnce(ctx context.Context, key string, doing words.Text) (found stated, ok bool, err error) {
	call, w := watch(ctx)
	info, err := s.reader.StatObject(call, s.bucket, key, minio.StatObjectOptions{})
	switch {
	case err == nil && info.ETag == "":
		return stated{}, false, s.notS3(errors.New("HEAD answered no etag"))
	case err == nil:
		return stated{info, alive}, true, nil
	case info.IsDeleteMarker && info.VersionID != "" && answered(err, minio.NoSuchKey, minio.MethodNotAllowed):
		s.tellsMarkers.Store(true)
		info.LastModified, info.IsLatest = w.modified, true
		return stated{info, marked}, true, nil
	case !answered(err, minio.NoSuchKey):
		return stated{}, false, s.explain(w, err, doing)
	case s.tellsMarkers.Load():
		return stated{}, true, nil
	}
	for info, err := range s.history(ctx, key, false) {
		if err != nil {
			return stated{}, false, err
		}
		return stated{info, marked}, info.IsDeleteMarker, nil
	}
	return stated{}, true, nil
}

// entry puts together what is known of a version, with the texts of its note.
func (s *Store) entry(ctx context.Context, ref workflow.Ref, info minio.ObjectInfo, meta map[string]string) (storage.Entry, error) {
	v, noteHash := recall(ref, meta)
	v.Size = info.Size
	if noteHash != "" {
		n, err := s.readNote(ctx, ref.Company, noteHash)
		switch {
		case err == nil:
			n.fill(&v)
		case workflow.CodeOf(err) != workflow.CodeDamaged:
			return storage.Entry{}, err
		}
		// A note that is gone, or another one, does not take the version with it: what the metadata has of its texts stands.
	}
	return storage.Entry{
		Version:      v,
		ID:           versionID(info),
		ETag:         info.ETag,
		LastModified: info.LastModified.UTC(),
		IsLatest:     info.IsLatest,
	}, nil
}

func versionID(info minio.ObjectInfo) string {
	if info.VersionID == "" {
		return nullVersion
	}
	return info.VersionID
}
