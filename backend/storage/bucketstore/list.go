package bucketstore

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Listings are asked for without minio-go, which takes any XML that ends for a listing, and an answer that does not say how
// to go on for the same page for ever: what is missing in a listing would look deleted.

// page is what both kinds of listing say of themselves.
type page struct {
	IsTruncated  *bool
	EncodingType string
}

// more reports whether another page follows.
func (p page) more() (bool, error) {
	if p.IsTruncated == nil {
		return false, errors.New("the listing does not say whether it is all")
	}
	return *p.IsTruncated, nil
}

func (p page) key(text string) (string, error) {
	if p.EncodingType != "url" {
		return text, nil
	}
	return url.QueryUnescape(text)
}

type objectsPage struct {
	XMLName xml.Name `xml:"ListBucketResult"`
	page
	NextContinuationToken string
	Contents              []listedObject
}

type listedObject struct {
	Key          string
	ETag         string
	Generation   string // Google's
	Size         int64
	LastModified time.Time
}

// list gives the objects below a prefix by key, without deleted ones. An error ends it; a listing that is not all is one.
func (s *Store) list(ctx context.Context, prefix string, doing words.Text) iter.Seq2[listedObject, error] {
	return func(yield func(listedObject, error) bool) {
		fail := func(w *witness, err error) { yield(listedObject{}, s.explain(w, err, doing)) }
		query := url.Values{"list-type": {"2"}, "encoding-type": {"url"}, "prefix": {prefix}}
		last := ""
		for more := true; more; {
			if err := ctx.Err(); err != nil {
				fail(&witness{}, err)
				return
			}
			var got objectsPage
			w, err := s.read(ctx, query, &got)
			if err == nil {
				more, err = got.more()
			}
			if err != nil {
				fail(w, err)
				return
			}
			for _, object := range got.Contents {
				object.Key, err = got.key(object.Key)
				switch {
				case err != nil:
				case object.Key <= last:
					err = fmt.Errorf("the listing has %q after %q", object.Key, last)
				case !strings.HasPrefix(object.Key, prefix):
					err = fmt.Errorf("the listing has %q, which was not asked for", object.Key)
				}
				if err != nil {
					fail(w, err)
					return
				}
				last, object.ETag = object.Key, trimETag(object.ETag)
				if s.google {
					object.ETag = object.Generation
				}
				object.LastModified = object.LastModified.UTC().Truncate(time.Millisecond)
				if !yield(object, nil) {
					return
				}
			}
			token := got.NextContinuationToken
			if more && (token == "" || token == query.Get("continuation-token")) {
				fail(w, errors.New("the listing does not say how it goes on"))
				return
			}
			query.Set("continuation-token", token)
		}
	}
}

// read asks the bucket for a page of a listing.
func (s *Store) read(ctx context.Context, query url.Values, into any) (*witness, error) {
	for try := 1; ; try++ {
		call, w := watch(ctx)
		err := s.readOnce(call, query, into)
		if err == nil || try == readTries || !worthReadingAgain(ctx, err) || !pause(ctx, try) {
			return w, err
		}
	}
}

func (s *Store) readOnce(ctx context.Context, query url.Values, into any) error {
	answer, err := s.ask(ctx, http.MethodGet, "", query, nil)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxListing))
	if err != nil {
		return err
	}
	return xml.Unmarshal(text, into)
}

// maxListing is more than a thousand versions with their metadata need.
const maxListing = 64 << 20

// worthReadingAgain reports whether the trouble may pass by itself: the network's, a busy store's, an answer that was cut.
func worthReadingAgain(ctx context.Context, err error) bool {
	if ctx.Err() != nil {
		return false
	}
	_, foreign := errors.AsType[*foreignAnswer](err)
	_, stuck := errors.AsType[*stalled](err)
	if foreign || stuck {
		return false
	}
	answer, ok := asAnswer(err)
	return !ok || passes(err) || answer.StatusCode >= http.StatusInternalServerError
}

func trimETag(etag string) string { return strings.Trim(etag, `"`) }

// Workflows implements storage.Store with one request for a thousand workflows. The entries have no ID, because S3 does not
// list it; their Base is good for a Put all the same.
func (s *Store) Workflows(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		var scenarios listedScenarios
		for object, err := range s.list(ctx, workflow.WorkflowsPrefix(company), "list the workflows") {
			if err != nil {
				yield(storage.Entry{}, err)
				return
			}
			if ref, ok := workflow.ParseScenariosKey(object.Key); ok {
				scenarios = listedScenarios{ref, object.ETag} // right before the workflow's own key, which may be deleted
				continue
			}
			ref, ok := workflow.ParseKey(object.Key)
			if !ok { // something that another tool keeps there
				if strings.HasSuffix(object.Key, "/") {
					continue // what some tools show as a folder
				}
				if !yield(storage.Entry{Other: object.Key}, nil) {
					return
				}
				continue
			}
			entry := storage.Entry{
				Version:      workflow.Version{Ref: ref, Size: object.Size},
				ETag:         object.ETag,
				LastModified: object.LastModified,
				IsLatest:     true,
			}
			if scenarios.ref == ref {
				entry.Scenarios = scenarios.etag
			}
			if !yield(entry, nil) {
				return
			}
		}
	}
}

type listedScenarios struct {
	ref  workflow.Ref
	etag string
}

type versionsPage struct {
	XMLName xml.Name `xml:"ListVersionsResult"`
	page
	NextKeyMarker       string
	NextVersionIDMarker string          `xml:"NextVersionIdMarker"`
	All                 []listedVersion `xml:",any"` // in their order; other elements are among them
}

type listedVersion struct {
	XMLName      xml.Name
	Key          string
	VersionID    string `xml:"VersionId"`
	ETag         string
	Size         int64
	IsLatest     bool
	LastModified time.Time
	UserMetadata minio.StringMap // MinIO's
	UserTags     minio.URLMap    // MinIO's
}

// history gives the versions and delete markers of a key, newest first, with their metadata where the server lists it.
func (s *Store) history(ctx context.Context, key string, metadata bool) iter.Seq2[minio.ObjectInfo, error] {
	return func(yield func(minio.ObjectInfo, error) bool) {
		for info, err := range s.histories(ctx, key, metadata) {
			if err == nil && info.Key != key {
				return // a longer key, which sorts after all versions of this one
			}
			if !yield(info, err) {
				return
			}
		}
	}
}

// versionsAtOnce is how many versions one request lists: most histories are shorter, and a reader that stops early has not
// fetched a thousand.
const versionsAtOnce = 100

// histories gives the versions and delete markers of all keys below a prefix, by key, then newest first.
func (s *Store) histories(ctx context.Context, prefix string, metadata bool) iter.Seq2[minio.ObjectInfo, error] {
	if s.google {
		return s.generations(ctx, prefix)
	}
	const doing = "list the versions"
	return func(yield func(minio.ObjectInfo, error) bool) {
		fail := func(w *witness, err error) { yield(minio.ObjectInfo{}, s.explain(w, err, doing)) }
		query := url.Values{
			"versions": {""}, "encoding-type": {"url"}, "prefix": {prefix}, "max-keys": {strconv.Itoa(versionsAtOnce)},
		}
		if metadata {
			query.Set("metadata", "true")
		}
		for more := true; more; {
			if err := ctx.Err(); err != nil {
				fail(&witness{}, err)
				return
			}
			var got versionsPage
			w, err := s.read(ctx, query, &got)
			if err == nil {
				more, err = got.more()
			}
			var all []minio.ObjectInfo
			if err == nil {
				all, err = got.versions()
			}
			if err != nil {
				fail(w, err)
				return
			}
			for _, info := range all {
				if !yield(info, nil) {
					return
				}
			}
			next, err := got.key(got.NextKeyMarker)
			goesOn := next != query.Get("key-marker") || got.NextVersionIDMarker != query.Get("version-id-marker")
			if more && (err != nil || next == "" || !goesOn) {
				fail(w, errors.New("the listing does not say how it goes on"))
				return
			}
			query.Set("key-marker", next)
			query.Set("version-id-marker", got.NextVersionIDMarker)
		}
	}
}

func (p versionsPage) versions() ([]minio.ObjectInfo, error) {
	var all []minio.ObjectInfo
	for _, v := range p.All {
		if v.XMLName.Local != "Version" && v.XMLName.Local != "DeleteMarker" {
			continue
		}
		key, err := p.key(v.Key)
		if err != nil {
			return nil, err
		}
		info := minio.ObjectInfo{
			Key: key, VersionID: v.VersionID, ETag: trimETag(v.ETag), Size: v.Size, IsLatest: v.IsLatest,
			LastModified:   v.LastModified.UTC().Truncate(time.Millisecond),
			IsDeleteMarker: v.XMLName.Local == "DeleteMarker",
			UserMetadata:   v.UserMetadata, UserTags: v.UserTags, UserMetadataStripped: minio.StringMap{},
		}
		for name, value := range v.UserMetadata {
			if bare, ours := strings.CutPrefix(strings.ToLower(name), strings.ToLower(metaPrefix)); ours {
				info.UserMetadataStripped[bare] = value
			}
		}
		all = append(all, info)
	}
	newestFirst(all)
	return all, nil
}
