package bucketstore_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

func TestAnswerThatStopsInTheMiddleEnds(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	cfg := config(server, proxy.URL, server.NewBucket(t, true))
	cfg.Idle = 200 * time.Millisecond
	store := connected(t, cfg)
	ref := storagetest.NewRef()
	put(t, store, storagetest.NewVersion(ref, ""), strings.Repeat("a: 1\n", 2_000), storage.Base{})
	proxy.Stall(300, func(r *http.Request) bool { return r.Method == http.MethodGet })

	for call, err := range map[string]error{
		"Get":       func() error { _, _, err := store.Get(t.Context(), ref, ""); return err }(),
		"Workflows": last(store.Workflows(t.Context(), ref.Company)),
		"Versions":  last(store.Versions(t.Context(), ref)),
	} {
		t.Run(call, func(t *testing.T) {
			wantProblem(t, err, workflow.CodeBucketTimeout, strings.TrimPrefix(proxy.URL, "http://"))
		})
	}
}

// last gives the error that a sequence ends with.
func last(sequence func(yield func(storage.Entry, error) bool)) (err error) {
	for _, err = range sequence {
	}
	return err
}

func TestSlowLineIsNoFault(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	cfg := config(server, proxy.URL, server.NewBucket(t, true))
	cfg.Idle = 500 * time.Millisecond
	store := connected(t, cfg)
	proxy.Throttle(1_000)
	ref := storagetest.NewRef()
	text := strings.Repeat("a: 1\n", 200)
	begun := time.Now()

	put(t, store, storagetest.NewVersion(ref, ""), text, storage.Base{})
	_, got, err := store.Get(t.Context(), ref, "")

	if err != nil || string(got) != text {
		t.Errorf("over a slow line the text is %.20q %v", got, err)
	}
	if took := time.Since(begun); took < time.Second {
		t.Errorf("the line was not slow: %v", took)
	}
}

func TestBusyStoreIsAskedAgain(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	cfg := config(server, proxy.URL, server.NewBucket(t, true))
	store := connected(t, cfg)
	ref := storagetest.NewRef()
	proxy.Unsteady(7, miniotest.Odds{Busy: 0.3})
	var newest storage.Entry
	for i := range 10 {
		newest = put(t, store, storagetest.NewVersion(ref, newest.UID), fmt.Sprintf("a: %d", i), newest.Base())
	}
	if err := store.SetTags(t.Context(), ref, newest.ID, []workflow.Tag{{Name: "approved"}}); err != nil {
		t.Error(err)
	}

	if all := versions(t, connected(t, plain(server, cfg.Bucket)), ref); len(all) != 10 || all[0].UID != newest.UID {
		t.Errorf("there are %d versions, want ten", len(all))
	}
}

// Whatever the network does, a version that was acknowledged is there once, and one that was not is found by its UID or is not
// there.
func TestNothingIsLostOrDoubledOnABadNetwork(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	cfg := config(server, proxy.URL, server.NewBucket(t, true))
	store, sure := connected(t, cfg), connected(t, plain(server, cfg.Bucket))
	ref := storagetest.NewRef()
	proxy.Unsteady(3, miniotest.Odds{Cut: 0.15, Lost: 0.2, Busy: 0.1})
	var base storage.Entry
	outcomes := map[workflow.Code]int{}

	const saves = 40
	for i := range saves {
		v, text := storagetest.NewVersion(ref, base.UID), fmt.Sprintf("a: %d", i)
		for {
			entry, err := store.Put(t.Context(), v, []byte(text), base.Base())
			outcomes[workflow.CodeOf(err)]++
			if err == nil {
				base = entry
				break
			}
			if newest, _, err := sure.Get(t.Context(), ref, ""); err == nil && newest.UID == v.UID {
				base = newest
				break
			}
		}
	}

	all := versions(t, sure, ref)
	if len(all) != saves {
		t.Errorf("there are %d versions, want %d", len(all), saves)
	}
	for i, entry := range all {
		if i+1 < len(all) && entry.ParentUID != all[i+1].UID {
			t.Errorf("version %d from the newest is on top of %s, want %s", i, entry.ParentUID, all[i+1].UID)
		}
	}
	if outcomes[workflow.CodeUnclear] == 0 || outcomes[workflow.CodeStaleParent] != 0 || len(outcomes) != 2 {
		t.Errorf("the outcomes are %v, want saves and unclear ones alone", outcomes)
	}
}

func TestClockOfTheServerIsOff(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := open(t, config(server, proxy.URL, server.NewBucket(t, true)))
	proxy.Skew(-40 * time.Minute)

	_, err := store.Recognise(t.Context())

	wantProblem(t, err, workflow.CodeClockSkew, "40 minutes ahead of")
}
