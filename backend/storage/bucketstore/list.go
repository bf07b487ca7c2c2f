package bucketstore

import (
	"context"
	"fmt"
	"iter"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// list gives the objects below a prefix by key, without deleted ones. An error ends it; a listing that is not all is one.
func (s *Store) list(ctx context.Context, prefix, doing string) iter.Seq2[minio.ObjectInfo, error] {
	return func(yield func(minio.ObjectInfo, error) bool) {
		listing, w := watch(ctx)
		options := minio.ListObjectsOptions{Prefix: prefix, Recursive: true, FetchOwner: new(bool)}
		last := ""
		for info := range s.reader.ListObjectsIter(listing, s.bucket, options) {
			if info.Err == nil && info.Key <= last {
				info.Err = s.notS3(fmt.Errorf("the listing has %q after %q", info.Key, last))
			}
			if info.Err != nil {
				yield(minio.ObjectInfo{}, s.explain(w, info.Err, doing))
				return
			}
			last = info.Key
			if !yield(info, nil) {
				return
			}
		}
		// minio-go ends the listing without an error when the context ends.
		if err := ctx.Err(); err != nil {
			yield(minio.ObjectInfo{}, s.explain(w, err, doing))
		}
	}
}

// Workflows implements storage.Store with one request for a thousand workflows. The entries have no ID, because S3 does not
// list it; their Base is good for a Put all the same.
func (s *Store) Workflows(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		for info, err := range s.list(ctx, workflow.WorkflowsPrefix(company), "list the workflows") {
			if err != nil {
				yield(storage.Entry{}, err)
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
	}
}

// history gives the versions and delete markers of a key, newest first, with their metadata where the server lists it.
func (s *Store) history(ctx context.Context, key string, metadata bool) iter.Seq2[minio.ObjectInfo, error] {
	const doing = "list the versions"
	return func(yield func(minio.ObjectInfo, error) bool) {
		listing, w := watch(ctx)
		options := minio.ListObjectsOptions{
			Prefix: key, Recursive: true, WithVersions: true, WithMetadata: metadata, MaxKeys: versionsPage,
		}
		for info := range s.reader.ListObjectsIter(listing, s.bucket, options) {
			if info.Err != nil {
				yield(minio.ObjectInfo{}, s.explain(w, info.Err, doing))
				return
			}
			if info.Key != key {
				return // a longer key, which sorts after all versions of this one
			}
			if !yield(info, nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(minio.ObjectInfo{}, s.explain(w, err, doing))
		}
	}
}
