package bucketstore_test

import (
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

func isListing(r *http.Request) bool {
	return miniotest.Kind(r) == miniotest.KindList || miniotest.Kind(r) == miniotest.KindVersions
}

// A listing that is not all must be an error: what is missing in it would look deleted.
func TestListingsThatAreNotAllAreErrors(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	ref := workflow.Ref{Company: 999, ID: 7}
	store := connected(t, plain(server, bucket))
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	put(t, store, storagetest.NewVersion(ref, first.UID), "a: 2\n", first.Base())
	if _, err := store.PutSide(t.Context(), storagetest.NewVersion(ref, ""), []byte("a: 1\n")); err != nil {
		t.Fatal(err)
	}
	edit := func(change func(text string) string) func(*miniotest.Proxy) {
		return func(p *miniotest.Proxy) {
			p.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
				if !isListing(r) {
					forward(w, r)
					return
				}
				whole := &recorder{header: http.Header{}}
				forward(whole, r)
				w.Header().Set("Content-Type", "application/xml")
				_, _ = io.WriteString(w, change(whole.body.String()))
			})
		}
	}
	whole := func(text string) func(*miniotest.Proxy) { return edit(func(string) string { return text }) }
	truncated := func(text string) string { return strings.Replace(text, "<IsTruncated>false", "<IsTruncated>true", 1) }
	for name, fail := range map[string]func(*miniotest.Proxy){
		"nothing":                whole(""),
		"an error as a success":  whole("<Error><Code>InternalError</Code></Error>"),
		"a web page as XML":      whole("<html><body>Log in</body></html>"),
		"an empty element":       whole("<ListBucketResult></ListBucketResult>"),
		"the connection breaks":  func(p *miniotest.Proxy) { p.CutAnswer(400, isListing) },
		"cut within an entry":    edit(func(text string) string { return text[:len(text)/2] }),
		"cut after the entries":  edit(func(text string) string { return text[:strings.LastIndex(text, "</List")] }),
		"no word on its end":     edit(func(text string) string { return strings.Replace(text, "IsTruncated", "Truncated", 2) }),
		"more, without a way to": edit(truncated),
		"the same page over and over": edit(func(text string) string {
			return strings.Replace(truncated(text), "<IsTruncated>",
				"<NextContinuationToken>x</NextContinuationToken><NextKeyMarker>x</NextKeyMarker><IsTruncated>", 1)
		}),
	} {
		t.Run(name, func(t *testing.T) {
			proxy := server.Proxy(t)
			through := open(t, config(server, proxy.URL, bucket))
			fail(proxy)
			for call, sequence := range map[string]iter.Seq2[storage.Entry, error]{
				"Workflows": through.Workflows(t.Context(), 999),
				"OpenSides": through.OpenSides(t.Context(), 999),
				"Versions":  through.Versions(t.Context(), ref),
			} {
				t.Run(call, func(t *testing.T) {
					var last error
					for _, last = range sequence {
					}
					want := workflow.CodeNotS3
					if name == "the connection breaks" {
						want = workflow.CodeBucketUnreachable
					}
					wantProblem(t, last, want)
				})
			}
		})
	}
}

// listPages answers listings with pages of a thousand workflows each.
func listPages(t *testing.T, p *miniotest.Proxy, pages int) {
	t.Helper()
	p.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		if miniotest.Kind(r) != miniotest.KindList || !strings.Contains(r.URL.Query().Get("prefix"), "/workflows/") {
			forward(w, r)
			return
		}
		page := 0
		if token := r.URL.Query().Get("continuation-token"); token != "" {
			if _, err := fmt.Sscanf(token, "page+/=%d", &page); err != nil {
				t.Error(err)
			}
		}
		w.Header().Set("Content-Type", "application/xml")
		_, _ = fmt.Fprintf(w, "<ListBucketResult><IsTruncated>%v</IsTruncated><EncodingType>url</EncodingType>"+
			"<NextContinuationToken>page+/=%d</NextContinuationToken>", page+1 < pages, page+1)
		for i := range 1_000 {
			_, _ = fmt.Fprintf(w, "<Contents><Key>companies/999/workflows/%d%03d/workflow.yaml</Key><Size>5</Size>"+
				"<ETag>&quot;0123&quot;</ETag><LastModified>2026-01-02T03:04:05.678Z</LastModified></Contents>", page+1, i)
		}
		_, _ = io.WriteString(w, "</ListBucketResult>")
	})
}

func TestLookingAtTenThousandWorkflowsTakesTwelveRequests(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	known := connect(t, open(t, plain(server, bucket)))
	proxy := server.Proxy(t)
	store := open(t, config(server, proxy.URL, bucket))
	const pages = 9 // of 1,000, in the order of their keys: 1000 to 9999
	listPages(t, proxy, pages)

	id, err := store.Recognise(t.Context())
	if err != nil || id != known.BucketID {
		t.Fatalf("the bucket is %q %v, want %s", id, err, known.BucketID)
	}
	count := 0
	for entry, err := range store.Workflows(t.Context(), 999) {
		if err != nil {
			t.Fatal(err)
		}
		if want := workflow.ID(1_000 + count); entry.Ref.ID != want || entry.ETag != "0123" || entry.Size != 5 {
			t.Fatalf("entry %d is %+v", count, entry)
		}
		count++
	}
	for _, err := range store.OpenSides(t.Context(), 999) {
		t.Errorf("there is a version beside: %v", err)
	}

	if count != pages*1_000 {
		t.Errorf("there are %d workflows", count)
	}
	counts := proxy.Counts()
	if counts["GET sentinel"] != 1 || counts["GET list"] != pages+1 || len(counts) != 2 {
		t.Errorf("it took %v, want the sentinel and one listing for a thousand, and one for what is beside", counts)
	}
}

func connect(t *testing.T, store *bucketstore.Store) bucketstore.Capabilities {
	t.Helper()
	found, err := store.Connect(t.Context(), bucketstore.Capabilities{})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestVersionsWithoutListedMetadataAreAskedForTogether(t *testing.T) {
	server := miniotest.SharedVersity(t)
	proxy := server.Proxy(t)
	store := connected(t, config(server, proxy.URL, server.NewBucket(t, true)))
	ref := storagetest.NewRef()
	var saved []workflow.UID
	var last storage.Entry
	for i := range 30 {
		last = put(t, store, storagetest.NewVersion(ref, last.UID), fmt.Sprintf("a: %d\n", i), last.Base())
		saved = append(saved, last.UID)
	}
	slices.Reverse(saved)
	var now, most atomic.Int64
	var mu sync.Mutex
	proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		mu.Lock()
		most.Store(max(most.Load(), now.Add(1)))
		mu.Unlock()
		defer now.Add(-1)
		forward(w, r)
	})
	proxy.Requests()

	for n, requests := range map[int]int{1: 1, 2: 3, 5: 7, 30: 30} {
		var got []workflow.UID
		for entry, err := range store.Versions(t.Context(), ref) {
			if err != nil {
				t.Fatal(err)
			}
			if got = append(got, entry.UID); len(got) == n {
				break
			}
		}
		if !slices.Equal(got, saved[:n]) {
			t.Errorf("the first %d versions are %v, want %v", n, got, saved[:n])
		}
		if counts := proxy.Counts(); counts["HEAD workflow"] > requests || counts["GET versions"] != 1 {
			t.Errorf("%d versions took %v, want at most %d HEADs", n, counts, requests)
		}
	}

	if most.Load() > 8 || most.Load() < 2 {
		t.Errorf("at most %d requests were under way at the same time, want 2 to 8", most.Load())
	}
}

func TestAVersionThatCannotBeReadEndsTheHistoryInItsPlace(t *testing.T) {
	server := miniotest.SharedVersity(t)
	proxy := server.Proxy(t)
	store := connected(t, config(server, proxy.URL, server.NewBucket(t, true)))
	ref := storagetest.NewRef()
	var all []storage.Entry
	var last storage.Entry
	for i := range 6 {
		last = put(t, store, storagetest.NewVersion(ref, last.UID), fmt.Sprintf("a: %d\n", i), last.Base())
		all = append(all, last)
	}
	proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		if r.URL.Query().Get("versionId") == all[2].ID {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		forward(w, r)
	})

	var got []string
	for entry, err := range store.Versions(t.Context(), ref) {
		if err != nil {
			got = append(got, "error")
			continue
		}
		got = append(got, entry.ID)
	}

	if want := []string{all[5].ID, all[4].ID, all[3].ID, "error"}; !slices.Equal(got, want) {
		t.Errorf("it gave %q, want %q", got, want)
	}
}

func TestTagsThatTheKeysMayNotReadAreNotTold(t *testing.T) {
	server := miniotest.Shared(t)
	cfg := plain(server, server.NewBucket(t, true))
	root := connected(t, cfg)
	entry := put(t, root, storagetest.NewVersion(storagetest.NewRef(), ""), "a: 1\n", storage.Base{})
	if err := root.SetTags(t.Context(), entry.Ref, entry.ID, []workflow.Tag{{Name: "approved"}}); err != nil {
		t.Fatal(err)
	}
	cfg.AccessKeyID, cfg.SecretAccessKey = user(t, server, `"s3:GetObject","s3:ListBucket","s3:ListBucketVersions"`, cfg.Bucket)

	if all := versions(t, open(t, cfg), entry.Ref); len(all) != 1 || all[0].Tags != nil || all[0].UID != entry.UID {
		t.Errorf("the versions are %+v, want one without a word on tags", all)
	}
	if all := versions(t, root, entry.Ref); len(all) != 1 || len(all[0].Tags) != 1 {
		t.Errorf("root sees %+v", all)
	}
}
