package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/workflow"
)

const (
	company = workflow.CompanyID(1)
	minio   = "http://minio:9000/workflow-files"
	mirror  = "http://mirror:9000/workflow-files"
)

var (
	seven = workflow.Ref{Company: company, ID: 7}
	nine  = workflow.Ref{Company: company, ID: 9}
	start = time.Date(2025, 3, 1, 9, 0, 0, 123456789, time.UTC)
)

func openNew(t testing.TB) *Catalog {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "index.sqlite"))
}

func openAt(t testing.TB, path string) *Catalog {
	t.Helper()
	c, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// save is version number of a workflow, saved that many minutes after start.
func save(ref workflow.Ref, number int) Save {
	return Save{Known: workflow.Known{Version: workflow.Version{
		Ref: ref, UID: uid(ref, number), ParentUID: parent(ref, number),
		WorkflowUID: fmt.Sprintf("uuid-of-%d", ref.ID), Number: number,
		Author: "ana", Comment: fmt.Sprintf("comment %d", number), Prompt: fmt.Sprintf("prompt %d", number), Generator: "offline",
		CreatedAt: start.Add(time.Duration(number) * time.Minute), Size: int64(100 + number),
		ContentSHA256: workflow.SHA256([]byte{byte(number)}),
	}}, YAMLName: fmt.Sprintf("Process %d", ref.ID)}
}

func saves(ref workflow.Ref, from, to int) []Save {
	var all []Save
	for n := from; n <= to; n++ {
		all = append(all, save(ref, n))
	}
	return all
}

func uid(ref workflow.Ref, number int) workflow.UID {
	return workflow.UID(fmt.Sprintf("uid-%d-%d-%04d", ref.Company, ref.ID, number))
}

func parent(ref workflow.Ref, number int) workflow.UID {
	if number == 1 {
		return ""
	}
	return uid(ref, number-1)
}

func receipt(ref workflow.Ref, number int, bucketID string) workflow.Receipt {
	return workflow.Receipt{
		BucketID: bucketID, UID: uid(ref, number), VersionID: fmt.Sprintf("%s-%d-%d", bucketID, ref.ID, number),
		ETag: fmt.Sprintf("etag-%d", number), PushedAt: start.Add(time.Hour),
	}
}

func record(t testing.TB, c *Catalog, change Change) {
	t.Helper()
	if err := c.Record(context.Background(), change); err != nil {
		t.Fatal(err)
	}
}

// connected makes the bucket at address known by its id, as a connection does.
func connected(t testing.TB, c *Catalog, address, id string) {
	t.Helper()
	if err := c.SaveBucket(context.Background(), Bucket{Address: address, ID: id}); err != nil {
		t.Fatal(err)
	}
}

// base is the receipt of what the next push goes on top of.
func base(c *Catalog, ref workflow.Ref, address string) (workflow.Receipt, bool, error) {
	s, err := c.Standing(context.Background(), ref, address)
	if err != nil || s.Base == nil {
		return workflow.Receipt{}, false, err
	}
	return *s.Base, true, nil
}

func enqueue(t testing.TB, c *Catalog, address string) int {
	t.Helper()
	n, err := c.Enqueue(context.Background(), company, address)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func wantCode(t testing.TB, err error, want workflow.Code) {
	t.Helper()
	if got := workflow.CodeOf(err); got != want {
		t.Fatalf("got code %q (%v), want %q", got, err, want)
	}
	if p := workflow.Presentable(err); err != nil && (p.Message == "" || p.Hint == "") {
		t.Errorf("%#v lacks a sentence or a hint", p)
	}
}

func equal[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// dump is every row of the tables that a rebuild brings back from the journals, as text.
func dump(t testing.TB, c *Catalog) string {
	t.Helper()
	var b strings.Builder
	for _, query := range []string{
		"SELECT * FROM approval_workflows ORDER BY company_id, workflow_id",
		"SELECT * FROM workflow_versions ORDER BY version_uid",
		"SELECT * FROM version_prompts ORDER BY version_uid",
		"SELECT * FROM bucket_receipts ORDER BY bucket_id, version_uid",
		"SELECT * FROM outbox ORDER BY version_uid",
	} {
		fmt.Fprintln(&b, query)
		dumpRows(t, c.read, query, &b)
	}
	return b.String()
}

func dumpRows(t testing.TB, db *sql.DB, query string, b *strings.Builder) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	err = each(rows, func() error {
		values := make([]any, len(names))
		into := make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		err := rows.Scan(into...)
		for i, name := range names {
			fmt.Fprintf(b, "  %s=%v", name, values[i])
		}
		fmt.Fprintln(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Delivered records that a bucket holds a version, after its receipt was written to the journal as span.
func (c *Catalog) Delivered(ctx context.Context, ref workflow.Ref, r workflow.Receipt, span workflow.JournalSpan) error {
	return c.Record(ctx, Change{Ref: ref, Receipts: []workflow.Receipt{r}, Span: span})
}

// Pending gives the versions that wait to be sent to the bucket, without their prompts, in the order of their history,
// workflow by workflow; of one workflow when only is not 0.
func (c *Catalog) Pending(
	ctx context.Context, company workflow.CompanyID, bucket string, only workflow.ID,
) ([]workflow.Pending, error) {
	// The outbox is the smaller table but for a first sync; CROSS JOIN keeps SQLite from walking every version.
	rows, err := c.read.QueryContext(ctx, `
		SELECT `+versionColumns+`, '', o.attempts, o.failure_code, o.failure_message, o.failure_hint, o.failed_at
		FROM outbox o CROSS JOIN workflow_versions v ON v.version_uid = o.version_uid
		WHERE o.bucket_address = ?1 AND v.company_id = ?2 AND (?3 = 0 OR v.workflow_id = ?3)
		ORDER BY v.workflow_id, v.position`, bucket, company, only)
	if err != nil {
		return nil, fail("read the outbox", err)
	}
	defer func() { _ = rows.Close() }()
	var all []workflow.Pending
	err = each(rows, func() error {
		var p workflow.Pending
		var validity Validity
		var f failureRow
		if err := rows.Scan(append(scanVersion(&p.Version, &validity), f.scan()...)...); err != nil {
			return err
		}
		p.Attempts = int(f.attempts.Int64)
		var err error
		p.Failure, err = f.failure()
		all = append(all, p)
		return err
	})
	if err != nil {
		return nil, fail("read the outbox", err)
	}
	return all, nil
}
