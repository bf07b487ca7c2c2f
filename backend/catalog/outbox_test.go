package catalog

import (
	"context"
	"fmt"
	"testing"

	"workflow-designer/backend/workflow"
)

// waiting is what waits for a bucket, e.g. "7#1 7#2 9#1".
func waiting(t *testing.T, c *Catalog, address string, only workflow.ID) string {
	t.Helper()
	all, err := c.Pending(context.Background(), company, address, only)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, p := range all {
		text += fmt.Sprintf(" %d#%d", p.Version.Ref.ID, p.Version.Number)
	}
	return text
}

func TestWithoutABucketNothingWaits(t *testing.T) {
	c := openNew(t)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 2)})
	equal(t, "waits", waiting(t, c, "", 0), "")
	v, err := c.Version(context.Background(), seven, "", "")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "pending", v.Pending, false)
}

func TestTheOutboxFollowsSavesAndReceipts(t *testing.T) {
	// Given saves with a bucket set up that was never connected to
	ctx, c := context.Background(), openNew(t)
	record(t, c, Change{Ref: nine, Saves: saves(nine, 1, 1), Bucket: minio})
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 3), Bucket: minio})
	equal(t, "all wait", waiting(t, c, minio, 0), " 7#1 7#2 7#3 9#1")
	equal(t, "those of one workflow", waiting(t, c, minio, 9), " 9#1")
	if _, ok, err := base(c, seven, minio); ok || err != nil {
		t.Fatalf("base: got %v, %v", ok, err)
	}

	// When it is connected to and takes two versions
	connected(t, c, minio, "bucket-1")
	for n := 1; n <= 2; n++ {
		if err := c.Delivered(ctx, seven, receipt(seven, n, "bucket-1"), workflow.JournalSpan{}); err != nil {
			t.Fatal(err)
		}
	}

	// Then those do not wait any more, and the newest is the base of the next push
	equal(t, "waits", waiting(t, c, minio, 0), " 7#3 9#1")
	base, ok, err := base(c, seven, minio)
	if err != nil || !ok {
		t.Fatalf("base: got %v, %v", ok, err)
	}
	equal(t, "base", base, receipt(seven, 2, "bucket-1"))
	w, err := c.Workflow(ctx, seven, minio)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "synced", w.Synced, false)
	equal(t, "pending", w.PendingCount, 1)
	if err := c.Delivered(ctx, seven, receipt(seven, 3, "bucket-1"), workflow.JournalSpan{}); err != nil {
		t.Fatal(err)
	}
	if w, err = c.Workflow(ctx, seven, minio); err != nil {
		t.Fatal(err)
	}
	equal(t, "synced", w.Synced, true)
	equal(t, "pending", w.PendingCount, 0)
}

func TestALateReceiptOfAnOlderVersionIsNotTheBase(t *testing.T) {
	// Two processes may both find the same version in the bucket and write its receipt.
	c := openNew(t)
	connected(t, c, minio, "bucket-1")
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 2), Receipts: []workflow.Receipt{
		receipt(seven, 1, "bucket-1"), receipt(seven, 2, "bucket-1"), receipt(seven, 1, "bucket-1"),
	}})
	base, _, err := base(c, seven, minio)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "base", base.UID, uid(seven, 2))
}

func TestTheSameBucketUnderAnotherAddressIsRecognised(t *testing.T) {
	// Given two of three versions in a bucket
	c := openNew(t)
	connected(t, c, minio, "bucket-1")
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 3), Bucket: minio, Receipts: []workflow.Receipt{
		receipt(seven, 1, "bucket-1"), receipt(seven, 2, "bucket-1"),
	}})

	// When its address changes, it is unknown until it is connected to
	equal(t, "waits before", enqueue(t, c, mirror), 3)
	connected(t, c, mirror, "bucket-1")

	// Then what it holds does not wait
	equal(t, "waits after", enqueue(t, c, mirror), 1)
	equal(t, "waits", waiting(t, c, mirror, 0), " 7#3")
	equal(t, "waits for the old address", waiting(t, c, minio, 0), "")
	base, ok, err := base(c, seven, mirror)
	if err != nil || !ok {
		t.Fatalf("base: got %v, %v", ok, err)
	}
	equal(t, "base", base.UID, uid(seven, 2))
}

func TestABucketMadeAnewIsEmpty(t *testing.T) {
	// Given everything in a bucket
	ctx, c := context.Background(), openNew(t)
	connected(t, c, minio, "bucket-1")
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 2), Bucket: minio, Receipts: []workflow.Receipt{
		receipt(seven, 1, "bucket-1"), receipt(seven, 2, "bucket-1"),
	}})
	equal(t, "waits", enqueue(t, c, minio), 0)

	// When another bucket stands at its address
	connected(t, c, minio, "bucket-2")

	// Then everything waits, the next push makes the workflow, and an id of the old one still finds its version
	equal(t, "waits", enqueue(t, c, minio), 2)
	if _, ok, err := base(c, seven, minio); ok || err != nil {
		t.Errorf("base: got %v, %v", ok, err)
	}
	v, err := c.Version(ctx, seven, minio, "bucket-1-7-1")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "found", v.UID, uid(seven, 1))
	if v.Receipt != nil {
		t.Errorf("got a receipt of the new bucket: %v", v.Receipt)
	}
}

func TestAttemptsAreCountedBeforeTheyHappen(t *testing.T) {
	ctx, c := context.Background(), openNew(t)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1), Bucket: minio})
	for want := range 2 {
		earlier, waits, err := c.Attempt(ctx, uid(seven, 1))
		if err != nil || !waits {
			t.Fatalf("got %v, %v", waits, err)
		}
		equal(t, "earlier attempts", earlier, want)
	}
	// Neither filling the outbox again nor another address forgets that the bucket may have the version.
	enqueue(t, c, minio)
	enqueue(t, c, mirror)
	all, err := c.Pending(ctx, company, mirror, 0)
	if err != nil || len(all) != 1 {
		t.Fatalf("got %v, %v", all, err)
	}
	equal(t, "attempts", all[0].Attempts, 2)

	if _, waits, err := c.Attempt(ctx, "unknown"); waits || err != nil {
		t.Errorf("unknown version: got %v, %v", waits, err)
	}
}

func TestWhyVersionsWait(t *testing.T) {
	// Given 7 with one version sent and three that wait, and 9 with one that waits
	ctx, c := context.Background(), openNew(t)
	connected(t, c, minio, "bucket-1")
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 4), Bucket: minio, Receipts: []workflow.Receipt{
		receipt(seven, 1, "bucket-1"),
	}})
	record(t, c, Change{Ref: nine, Saves: saves(nine, 1, 1), Bucket: minio})

	// When the third lost a race
	lost := Failure{Code: workflow.CodeConflict, Message: "Someone else was first.", Hint: "It is safe.", At: start}
	if _, _, err := c.Attempt(ctx, uid(seven, 3)); err != nil {
		t.Fatal(err)
	}
	if err := c.Failed(ctx, uid(seven, 3), lost); err != nil {
		t.Fatal(err)
	}

	// Then it and the one after it say so, in the list and alone; the others do not
	lost.Attempts = 1
	all, err := c.Versions(ctx, seven, minio)
	if err != nil || len(all) != 4 {
		t.Fatalf("got %v, %v", all, err)
	}
	for i, want := range []*Failure{&lost, &lost, nil, nil} {
		number := 4 - i
		if got := all[i].Failure; (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("version %d: got %v, want %v", number, got, want)
		}
		equal(t, fmt.Sprint("pending ", number), all[i].Pending, number > 1)
		alone, err := c.Version(ctx, seven, minio, string(uid(seven, number)))
		if err != nil {
			t.Fatal(err)
		}
		if got := alone.Failure; (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("version %d alone: got %v, want %v", number, got, want)
		}
	}
	w, err := c.Workflow(ctx, seven, minio)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "pending", w.PendingCount, 3)
	total, err := c.Waiting(ctx, company, minio)
	if err != nil || total.Failure == nil || *total.Failure != lost {
		t.Fatalf("waiting: got %v, %v", total, err)
	}
	equal(t, "waiting", total.Pending, 4)
	other, err := c.Version(ctx, nine, minio, "")
	if err != nil {
		t.Fatal(err)
	}
	if other.Failure != nil {
		t.Errorf("the other workflow: got %v", other.Failure)
	}
	pending, err := c.Pending(ctx, company, minio, 7)
	if err != nil || len(pending) != 3 || pending[1].Failure == nil || *pending[1].Failure != lost {
		t.Errorf("pending: got %v, %v", pending, err)
	}

	// And when it was sent after all, nothing is said any more
	for n := 2; n <= 4; n++ {
		if err := c.Delivered(ctx, seven, receipt(seven, n, "bucket-1"), workflow.JournalSpan{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Failed(ctx, uid(seven, 3), lost); err != nil {
		t.Fatal(err)
	}
	v, err := c.Version(ctx, seven, minio, "")
	if err != nil {
		t.Fatal(err)
	}
	if v.Pending || v.Failure != nil || v.Receipt == nil {
		t.Errorf("got %+v", v)
	}
	if total, err = c.Waiting(ctx, company, minio); err != nil {
		t.Fatal(err)
	}
	equal(t, "waiting at last", total, Waiting{Pending: 1})
}

func TestWhatIsKnownOfABucketIsKept(t *testing.T) {
	ctx, c := context.Background(), openNew(t)
	unknown, err := c.Bucket(ctx, minio)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "unknown", unknown, Bucket{Address: minio})
	want := Bucket{Address: minio, ID: "bucket-1", ConditionalWrites: true, ProbedAt: start}
	for range 2 {
		if err := c.SaveBucket(ctx, want); err != nil {
			t.Fatal(err)
		}
		got, err := c.Bucket(ctx, minio)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "known", got, want)
		want = Bucket{Address: minio, ID: "bucket-2", CreateOverMarker: true, SyncedAt: start}
	}
	// Clear drops nothing that the journals do not bring back.
	if err := c.Clear(ctx); err != nil {
		t.Fatal(err)
	}
	if got, err := c.Bucket(ctx, minio); err != nil || got.ID != "bucket-2" {
		t.Errorf("after Clear: got %v, %v", got, err)
	}
}
