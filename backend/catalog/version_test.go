package catalog

import (
	"context"
	"strings"
	"testing"

	"workflow-designer/backend/workflow"
)

func TestVersionsComeNewestFirstWithoutPrompts(t *testing.T) {
	c := openNew(t)
	connected(t, c, minio, "bucket-1")
	long := save(seven, 2)
	long.Prompt = strings.Repeat("Änderung 🧾\n", 2_000)
	long.Comment = "it's \"quoted\";\r\n-- and broken"
	record(t, c, Change{
		Ref: seven, Saves: []Save{save(seven, 1), long}, Receipts: []workflow.Receipt{receipt(seven, 1, "bucket-1")},
		Bucket: minio,
	})

	list, err := c.Versions(context.Background(), seven, minio)
	if err != nil || len(list) != 2 {
		t.Fatalf("got %v, %v", list, err)
	}
	want := long.Version
	want.Prompt = ""
	equal(t, "newest", list[0].Version, want)
	equal(t, "newest is latest", list[0].IsLatest, true)
	equal(t, "newest is pending", list[0].Pending, true)
	equal(t, "oldest is latest", list[1].IsLatest, false)
	if list[1].Receipt == nil || *list[1].Receipt != receipt(seven, 1, "bucket-1") {
		t.Errorf("receipt of the oldest: got %v", list[1].Receipt)
	}

	one, err := c.Version(context.Background(), seven, minio, "")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "latest, whole", one.Version, long.Version)
}

func TestAVersionIsFoundByEitherId(t *testing.T) {
	c := openNew(t)
	connected(t, c, minio, "bucket-1")
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 3), Receipts: []workflow.Receipt{
		receipt(seven, 1, "bucket-1"), receipt(seven, 2, "bucket-0"),
	}})
	record(t, c, Change{Ref: nine, Saves: saves(nine, 1, 1), Receipts: []workflow.Receipt{receipt(nine, 1, "bucket-1")}})

	for id, want := range map[string]int{
		"": 3, string(uid(seven, 1)): 1, "bucket-1-7-1": 1, "bucket-0-7-2": 2, string(uid(seven, 3)): 3,
	} {
		v, err := c.Version(context.Background(), seven, minio, id)
		if err != nil {
			t.Errorf("%q: %v", id, err)
			continue
		}
		equal(t, id, v.Number, want)
		equal(t, id+" is latest", v.IsLatest, want == 3)
	}
	for _, id := range []string{"nothing", "bucket-1-9-1", string(uid(nine, 1)), "../x", "' OR 1=1 --"} {
		_, err := c.Version(context.Background(), seven, minio, id)
		wantCode(t, err, workflow.CodeVersionNotFound)
	}
	_, err := c.Version(context.Background(), workflow.Ref{Company: 1, ID: 8}, minio, "")
	wantCode(t, err, workflow.CodeWorkflowNotFound)
	_, err = c.Versions(context.Background(), workflow.Ref{Company: 2, ID: 7}, minio)
	wantCode(t, err, workflow.CodeWorkflowNotFound)
}

func BenchmarkVersionsOfAWorkflowWith1000(b *testing.B) {
	c := openNew(b)
	connected(b, c, minio, "bucket-1")
	all := saves(seven, 1, 1000)
	var receipts []workflow.Receipt
	for i := range all {
		all[i].Prompt = strings.Repeat("prompt ", 300)
		if i < 990 {
			receipts = append(receipts, receipt(seven, i+1, "bucket-1"))
		}
	}
	record(b, c, Change{Ref: seven, Saves: all, Receipts: receipts, Bucket: minio})
	for b.Loop() {
		list, err := c.Versions(context.Background(), seven, minio)
		if err != nil || len(list) != 1000 {
			b.Fatal(len(list), err)
		}
	}
}

func BenchmarkRecordASave(b *testing.B) {
	c := openNew(b)
	n := 0
	for b.Loop() {
		n++
		record(b, c, Change{Ref: seven, Saves: saves(seven, n, n), Bucket: minio, Span: workflow.JournalSpan{
			From: int64(n - 1), To: int64(n),
		}})
	}
}

func BenchmarkRebuildAWorkflowWith1000(b *testing.B) {
	c := openNew(b)
	all := saves(seven, 1, 1000)
	for b.Loop() {
		if err := c.Clear(context.Background()); err != nil {
			b.Fatal(err)
		}
		record(b, c, Change{Ref: seven, Saves: all, Bucket: minio, Span: workflow.JournalSpan{From: -1, To: 1}})
	}
}
