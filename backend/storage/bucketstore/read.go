package bucketstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

const (
	// nullVersion is S3's name for the version that was written while versioning was off or suspended.
	nullVersion = "null"
	// maxVersionID is the longest version id that S3 makes.
	maxVersionID = 1024
	// versionsPage is how many versions one request lists: most histories are shorter, and a reader that stops early has
	// not fetched a thousand.
	versionsPage = 100
)

// Get implements storage.Store. The etag and the version id are those of the answer that has the text. CodeTooLarge: another
// tool has put something there that is larger than a version can be.
func (s *Store) Get(ctx context.Context, ref workflow.Ref, id string) (storage.Entry, []byte, error) {
	if !canBeVersionID(id) {
		return storage.Entry{}, nil, versionNotFound(ref, nil)
	}
	const doing = "read the version"
	got, w := watch(ctx)
	body, info, _, err := s.reader.GetObject(got, s.bucket, ref.Key(), minio.GetObjectOptions{VersionID: id})
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

	entry, err := s.entry(ctx, ref, info, info.UserMetadata)
	if err != nil {
		return storage.Entry{}, nil, err
	}
	hash := workflow.SHA256(content)
	if entry.ContentSHA256 != "" && entry.ContentSHA256 != hash {
		return storage.Entry{}, nil, damaged(ref.Key(), fmt.Sprintf("version %s has another text than its hash says", entry.ID))
	}
	entry.ContentSHA256, entry.Size = hash, int64(len(content))
	entry.IsLatest = true
	if id != "" {
		if entry.IsLatest, err = s.isLatest(ctx, ref, entry.ID); err != nil {
			return storage.Entry{}, nil, err
		}
	}
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
func (s *Store) explainMissing(w *witness, err error, ref workflow.Ref, id, doing string) error {
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
	ctx, w := watch(ctx)
	latest, err := s.reader.StatObject(ctx, s.bucket, ref.Key(), minio.StatObjectOptions{})
	if answered(err, minio.NoSuchKey) {
		return false, nil // deleted
	}
	if err != nil {
		return false, s.explain(w, err, "read the latest version")
	}
	return versionID(latest) == id, nil
}

// Versions implements storage.Store with one request for a hundred versions, where the server lists metadata, as MinIO does.
// Elsewhere every version that is read costs one more. A version that another tool wrote has what is known of it.
func (s *Store) Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[storage.Entry, error] {
	const doing = "list the versions"
	return func(yield func(storage.Entry, error) bool) {
		listing, w := watch(ctx)
		options := minio.ListObjectsOptions{
			Prefix: ref.Key(), Recursive: true, WithVersions: true, WithMetadata: true, MaxKeys: versionsPage,
		}
		for info := range s.reader.ListObjectsIter(listing, s.bucket, options) {
			if info.Err != nil {
				yield(storage.Entry{}, s.explain(w, info.Err, doing))
				return
			}
			if info.Key != ref.Key() {
				return // a longer key, which sorts after all versions of this one
			}
			entry, err := s.listed(ctx, ref, info)
			if err != nil {
				yield(storage.Entry{}, err)
				return
			}
			if !yield(entry, nil) {
				return
			}
		}
		// minio-go ends the listing without an error when the context ends.
		if err := ctx.Err(); err != nil {
			yield(storage.Entry{}, s.explain(w, err, doing))
		}
	}
}

func (s *Store) listed(ctx context.Context, ref workflow.Ref, info minio.ObjectInfo) (storage.Entry, error) {
	if info.IsDeleteMarker {
		entry, err := s.entry(ctx, ref, info, nil)
		entry.DeleteMarker, entry.ETag = true, ""
		return entry, err
	}
	meta := map[string]string(info.UserMetadataStripped)
	if len(info.UserMetadata) == 0 { // a server that lists metadata lists the content type at least
		call, w := watch(ctx)
		stat, err := s.reader.StatObject(call, s.bucket, ref.Key(), minio.StatObjectOptions{VersionID: info.VersionID})
		if err != nil {
			return storage.Entry{}, s.explain(w, err, "read the version")
		}
		meta = stat.UserMetadata
	}
	return s.entry(ctx, ref, info, meta)
}

// entry puts together what is known of a version, with the texts of its note.
func (s *Store) entry(ctx context.Context, ref workflow.Ref, info minio.ObjectInfo, meta map[string]string) (storage.Entry, error) {
	v, noteHash := recall(ref, meta)
	v.Size = info.Size
	if noteHash != "" {
		n, err := s.readNote(ctx, ref.Company, noteHash)
		if err != nil {
			return storage.Entry{}, err
		}
		n.fill(&v)
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

// Workflows implements storage.Store with one request for a thousand workflows. The entries have no ID, because S3 does not
// list it; their Base is good for a Put all the same.
func (s *Store) Workflows(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	const doing = "list the workflows"
	return func(yield func(storage.Entry, error) bool) {
		listing, w := watch(ctx)
		options := minio.ListObjectsOptions{Prefix: workflow.WorkflowsPrefix(company), Recursive: true}
		for info := range s.reader.ListObjectsIter(listing, s.bucket, options) {
			if info.Err != nil {
				yield(storage.Entry{}, s.explain(w, info.Err, doing))
				return
			}
			ref, ok := workflow.ParseKey(info.Key)
			if !ok {
				continue // something that another tool keeps there
			}
			entry := storage.Entry{
				Version:      workflow.Version{Ref: ref, Size: info.Size},
				ETag:         info.ETag,
				LastModified: info.LastModified.UTC(),
				IsLatest:     true,
			}
			if !yield(entry, nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(storage.Entry{}, s.explain(w, err, doing))
		}
	}
}
