package replica_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

const (
	company  = workflow.CompanyID(1)
	address  = "http://minio:9000/workflow-files"
	bucketID = "5f0d3f8e-0000-4000-8000-000000000001"
)

// desk is a laptop with real files and a real index, and the bucket it pushes to.
type desk struct {
	t      testing.TB
	local  *localstore.Store
	index  *catalog.Catalog
	bucket storage.Store
	pusher *replica.Pusher
}

func newDesk(t testing.TB, bucket storage.Store) *desk {
	t.Helper()
	folder := t.TempDir()
	local, err := localstore.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, local: local, bucket: bucket}
	d.index = openIndex(t, filepath.Join(folder, "index.sqlite"))
	if err := d.index.SaveBucket(context.Background(), catalog.Bucket{Address: address, ID: bucketID}); err != nil {
		t.Fatal(err)
	}
	d.pusher = d.through(bucket)
	return d
}

func openIndex(t testing.TB, path string) *catalog.Catalog {
	t.Helper()
	index, err := catalog.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	return index
}

// through is a pusher of this desk that reaches the bucket through another store.
func (d *desk) through(bucket storage.Store) *replica.Pusher {
	return &replica.Pusher{
		Local: d.local, Bucket: bucket, Index: d.index, Receipts: d.local, BucketID: bucketID, Address: address,
		Now: func() time.Time { return time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC) },
	}
}

func ref(id workflow.ID) workflow.Ref { return workflow.Ref{Company: company, ID: id} }

// save saves texts as versions of a workflow, each on top of the one before, as the use case does.
func (d *desk) save(id workflow.ID, texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		var base storage.Base
		var parent workflow.UID
		for latest, err := range d.local.Versions(context.Background(), ref(id)) {
			if err != nil {
				d.t.Fatal(err)
			}
			base, parent = latest.Base(), latest.UID
			break
		}
		entry, span, err := d.local.Save(context.Background(), storagetest.NewVersion(ref(id), parent), []byte(text), base)
		if err != nil {
			d.t.Fatal(err)
		}
		if err := d.index.Record(context.Background(), catalog.Change{
			Ref: ref(id), Saves: []catalog.Save{{Version: entry.Version}}, Span: span, Bucket: address,
		}); err != nil {
			d.t.Fatal(err)
		}
	}
}

// push pushes everything and fails the test when anything is left.
func (d *desk) push() {
	d.t.Helper()
	report, err := d.pusher.Push(context.Background(), company, 0)
	if err != nil || len(report.Failures) > 0 {
		d.t.Fatalf("push: %v, %v", report.Failures, err)
	}
	if waits := d.waiting(); waits != "" {
		d.t.Fatalf("after the push%s waits", waits)
	}
}

// waiting is what the index says waits, e.g. " 7#1 7#2".
func (d *desk) waiting() string {
	d.t.Helper()
	all, err := d.index.Pending(context.Background(), company, address, 0)
	if err != nil {
		d.t.Fatal(err)
	}
	text := ""
	for _, p := range all {
		text += fmt.Sprintf(" %d#%d", p.Version.Ref.ID, p.Version.Number)
	}
	return text
}

// failure is why the latest version of a workflow waits, as the person sees it; nil when nothing failed.
func (d *desk) failure(id workflow.ID) *workflow.Failure {
	d.t.Helper()
	v, err := d.index.Version(context.Background(), ref(id), address, "")
	if err != nil {
		d.t.Fatal(err)
	}
	return v.Failure
}

// wantInBucket checks that the bucket has these texts, oldest first, each as the version that was saved with it here, and
// that the receipts on disk and in the index name them.
func (d *desk) wantInBucket(id workflow.ID, texts ...string) {
	d.t.Helper()
	entries := history(d.t, d.bucket, ref(id))
	var got []string
	seen := map[workflow.UID]bool{}
	for _, e := range entries {
		_, text, err := d.bucket.Get(context.Background(), ref(id), e.ID)
		if err != nil {
			d.t.Fatal(err)
		}
		got = append(got, string(text))
		if seen[e.UID] {
			d.t.Errorf("version %s is in the bucket twice", e.UID)
		}
		seen[e.UID] = true
	}
	if strings.Join(got, "|") != strings.Join(texts, "|") {
		d.t.Errorf("workflow %d in the bucket: got %q, want %q", id, got, texts)
		return
	}
	kept, err := d.local.History(ref(id))
	if err != nil {
		d.t.Fatal(err)
	}
	receipts := map[workflow.UID]workflow.Receipt{}
	for _, r := range kept.Receipts {
		receipts[r.UID] = r
	}
	for i, e := range entries {
		saved := kept.Versions[i]
		if e.UID != saved.UID || e.Comment != saved.Comment || e.Prompt != saved.Prompt || e.ParentUID != saved.ParentUID {
			d.t.Errorf("version %d in the bucket is %+v, saved was %+v", i+1, e.Version, saved)
		}
		if r := receipts[e.UID]; r.VersionID != e.ID || r.ETag != e.ETag || r.BucketID != bucketID {
			d.t.Errorf("the receipt on disk of version %d is %+v, the bucket has %s %s", i+1, r, e.ID, e.ETag)
		}
		found, err := d.index.Version(context.Background(), ref(id), address, e.ID)
		if err != nil || found.UID != e.UID || found.Pending {
			d.t.Errorf("the bucket's id of version %d finds %+v (%v)", i+1, found, err)
		}
	}
}

// history is what a store has of a workflow, oldest first.
func history(t testing.TB, s storage.Store, of workflow.Ref) []storage.Entry {
	t.Helper()
	var all []storage.Entry
	for e, err := range s.Versions(context.Background(), of) {
		if err != nil {
			t.Fatal(err)
		}
		all = append([]storage.Entry{e}, all...)
	}
	return all
}

// others saves a text straight into the bucket, as somebody on another computer does.
func (d *desk) others(id workflow.ID, text string) {
	d.t.Helper()
	var base storage.Base
	v := storagetest.NewVersion(ref(id), "")
	v.Author = "Bo"
	if all := history(d.t, d.bucket, ref(id)); len(all) > 0 {
		base, v.ParentUID = all[len(all)-1].Base(), all[len(all)-1].UID
	} else {
		v.WorkflowUID = "0a0a0a0a-0000-4000-8000-000000000002"
	}
	if _, err := d.bucket.Put(context.Background(), v, []byte(text), base); err != nil {
		d.t.Fatal(err)
	}
}

func problem(code workflow.Code) *workflow.Error {
	return &workflow.Error{Code: code, Message: "It went wrong: " + string(code) + ".", Hint: "Try again."}
}

// calls counts the calls of a store by operation and lets faults befall them.
type calls struct {
	count map[string]int
	fault func(op string, n int) memstore.Fault
}

func (c *calls) plan(op string, n int) memstore.Fault {
	c.count[op] = n
	if c.fault == nil {
		return memstore.Fault{}
	}
	return c.fault(op, n)
}

// watched is a store behind a decorator that counts calls.
func watched(s storage.Store) (storage.Store, *calls) {
	c := &calls{count: map[string]int{}}
	return memstore.WithFaults(s, c.plan), c
}

func wantCode(t testing.TB, err error, want workflow.Code) {
	t.Helper()
	if got := workflow.CodeOf(err); got != want {
		t.Fatalf("got code %q (%v), want %q", got, err, want)
	}
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
