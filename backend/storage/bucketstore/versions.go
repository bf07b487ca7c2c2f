package bucketstore

import (
	"context"
	"iter"
	"sync"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// mostAtOnce is how many versions are asked for at the same time where the server lists no metadata.
const mostAtOnce = 8

// Versions implements storage.Store with one request for a hundred versions, where the server lists metadata and tags, as
// MinIO does. Elsewhere every version that is read costs one more, several at a time: the first alone, then twice as many
// each time, so that little is asked for in vain; and tags are not told. A version that another tool wrote has what is known
// of it.
func (s *Store) Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		tagged, err := s.taggedOnGoogle(ctx, ref)
		if err != nil {
			yield(storage.Entry{}, err)
			return
		}
		var batch []minio.ObjectInfo
		size := 1
		var above *storage.Entry // the deletion that the version read last says it went on top of
		flush := func() bool {
			for _, found := range s.described(ctx, ref, batch, tagged) {
				// A version that was copied elsewhere has the metadata of the place where it was made.
				if above != nil && found.err == nil && found.entry.ID == above.Deletes && !yield(*above, nil) {
					return false
				}
				if !yield(found.entry, found.err) || found.err != nil {
					return false
				}
				above = found.below
			}
			batch, size = batch[:0], min(2*size, mostAtOnce)
			return true
		}
		for info, err := range s.history(ctx, ref.Key(), true) {
			if err != nil {
				if flush() {
					yield(storage.Entry{}, err)
				}
				return
			}
			batch = append(batch, info)
			if (listsMetadata(info) || len(batch) == size) && !flush() {
				return
			}
		}
		flush()
	}
}

// listsMetadata reports whether nothing more need be asked for. A server that lists metadata lists the content type at least.
func listsMetadata(info minio.ObjectInfo) bool {
	return info.IsDeleteMarker || len(info.UserMetadata) > 0
}

type described struct {
	entry storage.Entry
	below *storage.Entry // the deletion that it went on top of, where only it tells
	err   error
}

// described asks for what a listing did not say of its versions, all at once.
func (s *Store) described(ctx context.Context, ref workflow.Ref, batch []minio.ObjectInfo, tagged map[string]bool) []described {
	all := make([]described, len(batch))
	var group sync.WaitGroup
	for i, info := range batch {
		if listsMetadata(info) {
			all[i] = s.listed(ctx, ref, info, tagged)
			continue
		}
		group.Go(func() { all[i] = s.listed(ctx, ref, info, tagged) })
	}
	group.Wait()
	return all
}

func (s *Store) listed(ctx context.Context, ref workflow.Ref, info minio.ObjectInfo, tagged map[string]bool) (found described) {
	if info.IsDeleteMarker {
		return described{entry: markerEntry(ref, info)}
	}
	meta := map[string]string(info.UserMetadataStripped)
	if !listsMetadata(info) {
		if meta, found.err = s.metadataOf(ctx, ref.Key(), info.VersionID); found.err != nil {
			return found
		}
	}
	if found.entry, found.err = s.entry(ctx, ref, info, meta); found.err != nil {
		return found
	}
	switch {
	case listsMetadata(info):
		found.entry.Tags, found.err = s.listedTags(ctx, ref, info)
	case s.google && tagged[info.VersionID]:
		found.entry.Tags, found.err = s.tagsBeside(ctx, ref, info.VersionID)
	case s.google:
		found.entry.Tags = []workflow.Tag{}
	}
	if below, ok := s.deletionBelow(ref, found.entry, meta); ok {
		found.below = &below
	}
	return found
}

// taggedOnGoogle gives the versions that have tags where they are objects beside.
func (s *Store) taggedOnGoogle(ctx context.Context, ref workflow.Ref) (map[string]bool, error) {
	if !s.google {
		return nil, nil
	}
	return s.taggedVersions(ctx, ref)
}

// metadataOf asks for the metadata of a version that was listed. versitygw finds no version of a key by a HEAD as long as the
// latest is one without an id; a GET finds them.
func (s *Store) metadataOf(ctx context.Context, key, id string) (map[string]string, error) {
	const doing = "read the version"
	call, w := watch(ctx)
	stat, err := s.reader.StatObject(call, s.bucket, key, minio.StatObjectOptions{VersionID: id})
	if !answered(err, minio.NoSuchKey) {
		return stat.UserMetadata, s.explain(w, err, doing)
	}
	call, w = watch(ctx)
	body, info, _, err := s.reader.GetObject(call, s.bucket, key, minio.GetObjectOptions{VersionID: id})
	if err != nil {
		return nil, s.explain(w, err, doing)
	}
	return info.UserMetadata, body.Close()
}

// listedTags gives the tags that a listing tells. It leaves them out where there are none, and where the keys may not read
// them; which of the two holds is asked for once.
func (s *Store) listedTags(ctx context.Context, ref workflow.Ref, info minio.ObjectInfo) ([]workflow.Tag, error) {
	if len(info.UserTags) > 0 {
		return sortedTags(info.UserTags), nil
	}
	s.mu.Lock()
	may := s.mayReadTags
	s.mu.Unlock()
	if may == nil {
		_, err := s.Tags(ctx, ref, versionID(info))
		switch workflow.CodeOf(err) {
		case "", workflow.CodeVersionNotFound:
			may = new(true)
		case workflow.CodeAccessDenied:
			may = new(bool)
		default:
			return nil, err
		}
		s.mu.Lock()
		s.mayReadTags = may
		s.mu.Unlock()
	}
	if !*may {
		return nil, nil
	}
	return []workflow.Tag{}, nil
}

func markerEntry(ref workflow.Ref, info minio.ObjectInfo) storage.Entry {
	deletes, _ := deletedBy(info.VersionID)
	return storage.Entry{
		Version:      workflow.Version{Ref: ref, Deleted: true},
		ID:           versionID(info),
		Deletes:      deletes,
		LastModified: info.LastModified.UTC(),
		IsLatest:     info.IsLatest,
		DeleteMarker: true,
	}
}
