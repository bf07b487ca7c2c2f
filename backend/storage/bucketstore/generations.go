package bucketstore

import (
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Google has no delete markers: a deletion makes the live generation a noncurrent one, and that is all. So a key that has
// generations and no live one is deleted, and its deletion is named after the generation that it took away. A deletion that was
// followed by another generation leaves nothing to see; a version of ours that went on top of one says so in its metadata.

const (
	deletionSuffix = "-deleted"
	// metaOnDeletion is the deletion that a version went on top of, on Google alone.
	metaOnDeletion = "on-deletion"
	// generationsAtOnce is the largest page. The oldest come first, so all of a key are read before the newest is known.
	generationsAtOnce = 1000
)

func deletionOf(generation string) string { return generation + deletionSuffix }

// deletedBy is the generation that a deletion took away; false for what is not the id of one.
func deletedBy(id string) (generation string, ok bool) {
	if generation, ok = strings.CutSuffix(id, deletionSuffix); !ok || !generationPattern.MatchString(generation) {
		return "", false
	}
	return generation, true
}

type generationsPage struct {
	XMLName xml.Name `xml:"ListBucketResult"`
	page
	NextMarker           string
	NextKeyMarker        string
	NextGenerationMarker string
	Version              []listedGeneration
}

type listedGeneration struct {
	Key          string
	Generation   string
	Size         int64
	IsLatest     bool
	LastModified time.Time
	DeletedTime  string // when it became a noncurrent one; not relied on
}

// generations gives the generations and deletions of all keys below a prefix, by key, then newest first.
func (s *Store) generations(ctx context.Context, prefix string) iter.Seq2[minio.ObjectInfo, error] {
	const doing = "list the versions"
	return func(yield func(minio.ObjectInfo, error) bool) {
		query := url.Values{"versions": {""}, "prefix": {prefix}, "max-keys": {strconv.Itoa(generationsAtOnce)}}
		var ofKey []listedGeneration
		flush := func() bool {
			for _, info := range newestGenerationFirst(ofKey) {
				if !yield(info, nil) {
					return false
				}
			}
			ofKey = nil
			return true
		}
		for more := true; more; {
			if err := ctx.Err(); err != nil {
				yield(minio.ObjectInfo{}, s.explain(&witness{}, err, doing))
				return
			}
			var got generationsPage
			w, err := s.read(ctx, query, &got)
			if err == nil {
				more, err = got.more()
			}
			if err == nil {
				err = got.check()
			}
			if err == nil && more {
				err = got.goOn(query)
			}
			if err != nil {
				yield(minio.ObjectInfo{}, s.explain(w, err, doing))
				return
			}
			for _, g := range got.Version {
				if len(ofKey) > 0 && ofKey[0].Key != g.Key && !flush() {
					return
				}
				ofKey = append(ofKey, g)
			}
		}
		flush()
	}
}

func (p generationsPage) check() error {
	for _, g := range p.Version {
		if !generationPattern.MatchString(g.Generation) {
			return fmt.Errorf("the listing has the generation %q", g.Generation)
		}
	}
	return nil
}

// goOn makes the query one for the page after this one. Where a page does not name the next one, as is known of listings without
// versions and without a delimiter, it goes on after the last entry.
func (p generationsPage) goOn(query url.Values) error {
	marker, generation := cmp.Or(p.NextMarker, p.NextKeyMarker), p.NextGenerationMarker
	if len(p.Version) > 0 && (marker == "" || generation == "") {
		last := p.Version[len(p.Version)-1]
		marker, generation = last.Key, last.Generation
	}
	if marker == "" || (marker == query.Get("marker") && generation == query.Get("generation-marker")) {
		return errors.New("the listing does not say how it goes on")
	}
	query.Set("marker", marker)
	query.Set("generation-marker", generation)
	return nil
}

// newestGenerationFirst puts the generations of a key in order, with the deletion that hides them all when none is live.
// Generations only grow; in which order a listing has them is not documented.
func newestGenerationFirst(all []listedGeneration) []minio.ObjectInfo {
	slices.SortFunc(all, func(a, b listedGeneration) int {
		if len(a.Generation) != len(b.Generation) {
			return len(b.Generation) - len(a.Generation)
		}
		return strings.Compare(b.Generation, a.Generation)
	})
	var infos []minio.ObjectInfo
	for i, g := range all {
		at := g.LastModified.UTC().Truncate(time.Millisecond)
		if i == 0 && !g.IsLatest {
			deletedAt := at
			if told, err := time.Parse(time.RFC3339Nano, g.DeletedTime); err == nil {
				deletedAt = told.UTC().Truncate(time.Millisecond)
			}
			infos = append(infos, minio.ObjectInfo{
				Key: g.Key, VersionID: deletionOf(g.Generation), IsLatest: true, IsDeleteMarker: true, LastModified: deletedAt,
			})
		}
		infos = append(infos, minio.ObjectInfo{
			Key: g.Key, VersionID: g.Generation, ETag: g.Generation, Size: g.Size, IsLatest: g.IsLatest, LastModified: at,
			UserMetadataStripped: minio.StringMap{},
		})
	}
	return infos
}

// deletionBelow gives the deletion that a version of ours went on top of; false when it went on top of none. When that was is
// told by the version itself: it cannot have been later.
func (s *Store) deletionBelow(ref workflow.Ref, above storage.Entry, meta map[string]string) (storage.Entry, bool) {
	if !s.google {
		return storage.Entry{}, false
	}
	for name, value := range meta {
		if !strings.EqualFold(name, metaOnDeletion) {
			continue
		}
		if generation, ok := deletedBy(value); ok {
			return storage.Entry{
				Version: workflow.Version{Ref: ref, Deleted: true}, ID: value, Deletes: generation, DeleteMarker: true,
				LastModified: above.LastModified,
			}, true
		}
	}
	return storage.Entry{}, false
}
