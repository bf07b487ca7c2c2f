package catalog

import (
	"context"
	"strings"
	"testing"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/workflow"
)

func TestASavedVersionIsListed(t *testing.T) {
	// Given two workflows, of which 7 was saved last
	ctx, c := context.Background(), openNew(t)
	record(t, c, Change{Ref: nine, Saves: saves(nine, 1, 1), Span: workflow.JournalSpan{To: 90}})
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1), Span: workflow.JournalSpan{To: 100}})
	broken := save(seven, 2)
	broken.YAMLName, broken.Validity = "", Validity{YAMLError: "line 3: did not find expected key", ErrorCount: 2, WarningCount: 1}
	record(t, c, Change{Ref: seven, Saves: []Save{broken}, Span: workflow.JournalSpan{From: 100, To: 200}})

	// When the workflows are listed
	list, err := c.Workflows(ctx, company, "", false)

	// Then 7 comes first, under the name it had while its YAML could be read
	if err != nil || len(list) != 2 {
		t.Fatalf("got %v, %v", list, err)
	}
	equal(t, "first", list[0], Workflow{
		Ref: seven, UID: "uuid-of-7", Name: "Process 7", S3FilePath: "companies/1/workflows/7/workflow.yaml",
		Prompt: "prompt 2", LastSavedAt: broken.CreatedAt, LatestUID: uid(seven, 2), VersionCount: 2, Number: 2,
		LastAuthor: "ana", Validity: broken.Validity,
	})
	equal(t, "second", list[1].Ref, nine)
	one, err := c.Workflow(ctx, seven, "")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "alone", one, list[0])
}

func TestTheNameOfAWorkflow(t *testing.T) {
	type texts struct{ given, yaml string }
	for _, tt := range []struct {
		name     string
		versions []texts // oldest first
		want     string
	}{
		{"given by a person", []texts{{"", "Old"}, {"Mine", "Yours"}}, "Mine"},
		{"from the YAML", []texts{{"Mine", "Old"}, {"", "New"}}, "New"},
		{"last known, given", []texts{{"Mine", "Old"}, {"", ""}}, "Mine"},
		{"last known, from the YAML", []texts{{"First", ""}, {"", "Second"}, {"", ""}, {"", ""}}, "Second"},
		{"none", []texts{{"", ""}}, "Workflow 7"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := openNew(t)
			var all []Save
			for i, text := range tt.versions {
				s := save(seven, i+1)
				s.Name, s.YAMLName = text.given, text.yaml
				all = append(all, s)
			}
			record(t, c, Change{Ref: seven, Saves: all})
			w, err := c.Workflow(context.Background(), seven, "")
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "name", w.Name, tt.want)
		})
	}
}

func TestRecordingTwiceChangesNothing(t *testing.T) {
	// Given a recorded change with all there can be in one
	c := openNew(t)
	connected(t, c, minio, "bucket-1")
	change := Change{
		Ref: seven, Saves: saves(seven, 1, 3), Receipts: []workflow.Receipt{receipt(seven, 1, "bucket-1")},
		Span: workflow.JournalSpan{From: 0, To: 300}, Bucket: minio,
	}
	record(t, c, change)
	once := dump(t, c)

	// When it is recorded again, as a part of the journal and as the whole
	record(t, c, change)
	change.Span.From = -1
	record(t, c, change)

	// Then the rows are the same
	equal(t, "rows", dump(t, c), once)
}

func TestARebuildBringsBackEqualRows(t *testing.T) {
	// Given an index that followed two journals save by save, with pushes in between
	c := openNew(t)
	connected(t, c, minio, "bucket-1")
	var receipts []workflow.Receipt
	for n := 1; n <= 5; n++ {
		record(t, c, Change{Ref: seven, Saves: saves(seven, n, n), Span: workflow.JournalSpan{
			From: int64(n-1) * 100, To: int64(n) * 100,
		}, Bucket: minio})
		record(t, c, Change{Ref: nine, Saves: saves(nine, n, n), Span: workflow.JournalSpan{
			From: int64(n-1) * 150, To: int64(n)*150 - 50,
		}, Bucket: minio})
		r := receipt(nine, n, "bucket-1")
		receipts = append(receipts, r)
		span := workflow.JournalSpan{From: int64(n)*150 - 50, To: int64(n) * 150}
		if err := c.Delivered(context.Background(), nine, r, span); err != nil {
			t.Fatal(err)
		}
	}
	followed := dump(t, c)
	rebuild := func(c *Catalog) {
		record(t, c, Change{
			Ref: nine, Saves: saves(nine, 1, 5), Receipts: receipts,
			Span: workflow.JournalSpan{From: -1, To: 750}, Bucket: minio,
		})
		record(t, c, Change{
			Ref: seven, Saves: saves(seven, 1, 5), Span: workflow.JournalSpan{From: -1, To: 500}, Bucket: minio,
		})
	}

	t.Run("into a new index", func(t *testing.T) {
		fresh := openNew(t)
		connected(t, fresh, minio, "bucket-1")
		rebuild(fresh)
		equal(t, "rows", dump(t, fresh), followed)
	})
	t.Run("after Clear", func(t *testing.T) {
		if err := c.Clear(context.Background()); err != nil {
			t.Fatal(err)
		}
		if rows := dump(t, c); strings.Contains(rows, "uid-") {
			t.Fatalf("rows are left:\n%s", rows)
		}
		rebuild(c)
		equal(t, "rows", dump(t, c), followed)
	})
}

func TestTheSizeOfTheJournalThatWasFollowed(t *testing.T) {
	for _, tt := range []struct {
		name string
		span workflow.JournalSpan
		want int64
	}{
		{"the next part", workflow.JournalSpan{From: 100, To: 250}, 250},
		{"a part that comes after a gap", workflow.JournalSpan{From: 180, To: 250}, 100},
		{"a part that was followed before", workflow.JournalSpan{From: 0, To: 100}, 100},
		{"the whole", workflow.JournalSpan{From: -1, To: 250}, 250},
		{"the whole of one that was cut", workflow.JournalSpan{From: -1, To: 60}, 60},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := openNew(t)
			record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1), Span: workflow.JournalSpan{From: 0, To: 100}})
			record(t, c, Change{Ref: seven, Saves: saves(seven, 2, 2), Span: tt.span})
			sizes, err := c.JournalSizes(context.Background(), company)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "size", sizes[7], tt.want)
			alone, err := c.JournalSize(context.Background(), seven)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "size alone", alone, tt.want)
		})
	}
}

func TestAWorkflowMetInTheMiddleOfItsJournalMustBeReadAgain(t *testing.T) {
	c := openNew(t)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 3, 3), Span: workflow.JournalSpan{From: 300, To: 400}})
	sizes, err := c.JournalSizes(context.Background(), company)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "size", sizes[7], 0)
}

func TestAMendedJournalIsRightAboutNumbers(t *testing.T) {
	// Given an index with versions a, b, c, d
	ctx, c := context.Background(), openNew(t)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 4)})

	// When the journal lost b and adopted it at its end again
	mended := []Save{save(seven, 1), save(seven, 3), save(seven, 4), save(seven, 2)}
	for i := range mended {
		mended[i].Number = i + 1
	}
	record(t, c, Change{Ref: seven, Saves: mended, Span: workflow.JournalSpan{From: -1, To: 400}})

	// Then the index has the journal's order
	list, err := c.Versions(ctx, seven, "")
	if err != nil {
		t.Fatal(err)
	}
	var got []workflow.UID
	for _, v := range list {
		got = append(got, v.UID)
	}
	if len(got) != 4 || got[0] != uid(seven, 2) || got[1] != uid(seven, 4) || got[2] != uid(seven, 3) {
		t.Errorf("got %v", got)
	}
	w, err := c.Workflow(ctx, seven, "")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "latest", w.LatestUID, uid(seven, 2))
}

func TestACopiedFolderIsRefused(t *testing.T) {
	// Given workflow 7
	c := openNew(t)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 2)})
	before := dump(t, c)

	// When a journal of workflow 9 holds the same versions
	err := c.Record(context.Background(), Change{Ref: nine, Saves: saves(seven, 1, 2)})

	// Then that is said, and workflow 7 is as it was
	wantCode(t, err, workflow.CodeDamaged)
	equal(t, "rows", dump(t, c), before)
}

func TestAReceiptOfAnUnknownVersionIsLeftOut(t *testing.T) {
	c := openNew(t)
	record(t, c, Change{
		Ref: seven, Saves: saves(seven, 1, 1),
		Receipts: []workflow.Receipt{receipt(seven, 5, "bucket-1"), receipt(seven, 1, "bucket-1")},
	})
	connected(t, c, minio, "bucket-1")
	base, ok, err := base(c, seven, minio)
	if err != nil || !ok {
		t.Fatalf("got %v, %v", ok, err)
	}
	equal(t, "base", base.UID, uid(seven, 1))
}

func TestAForgottenWorkflowIsGoneButNotFromTheLog(t *testing.T) {
	// Given two workflows
	ctx, c := context.Background(), openNew(t)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 2), Bucket: minio})
	record(t, c, Change{Ref: nine, Saves: saves(nine, 1, 1), Bucket: minio})
	follow(t, c, part(activity.Mark{}, entries(saves(seven, 1, 2), saves(nine, 1, 1))...))

	// When one is forgotten
	if err := c.Forget(ctx, nine); err != nil {
		t.Fatal(err)
	}

	// Then it is not found, nothing of it waits, its number is free, and the log still tells of it
	_, err := c.Workflow(ctx, nine, "")
	wantCode(t, err, workflow.CodeWorkflowNotFound)
	equal(t, "waiting", enqueue(t, c, minio), 2)
	next, err := c.NextID(ctx, company)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "next number", next, 8)
	log, err := c.ActivityPage(ctx, ActivityQuery{Company: company})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "rows of the log", len(log), 3)
}

func TestNumbersStartAtOneAndEndAtTheLargest(t *testing.T) {
	ctx, c := context.Background(), openNew(t)
	first, err := c.NextID(ctx, company)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "first", first, 1)
	last := workflow.Ref{Company: company, ID: workflow.MaxID}
	record(t, c, Change{Ref: last, Saves: saves(last, 1, 1)})
	_, err = c.NextID(ctx, company)
	wantCode(t, err, workflow.CodeInvalidID)
	other, err := c.NextID(ctx, 2)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "first of another company", other, 1)
}
