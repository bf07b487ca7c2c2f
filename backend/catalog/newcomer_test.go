package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/workflow"
)

// newcomerOf is a change as a clone makes it.
func newcomerOf(ref workflow.Ref) Change {
	s := save(ref, 1)
	r := receipt(ref, 1, "bucket-1")
	return Change{
		Ref: ref, Saves: []Save{s}, Receipts: []workflow.Receipt{r}, Span: workflow.JournalSpan{To: 321}, Bucket: minio, Unseen: true,
		Seen: &Sight{BucketID: "bucket-1", Head: workflow.BucketHead{
			UID: s.UID, VersionID: r.VersionID, ETag: r.ETag, Size: s.Size, LastModified: start,
		}},
	}
}

// recordUsually records a change in the way that is right for every change.
func recordUsually(c *Catalog, changes ...Change) error {
	return c.change(context.Background(), "record a change", func(tx *sql.Tx) error {
		for _, change := range changes {
			r := recorder{ctx: context.Background(), tx: tx, prepared: c.recording, change: change}
			if err := r.anyChange(); err != nil {
				return err
			}
		}
		return nil
	})
}

// everything is every row of every table.
func everything(t testing.TB, c *Catalog) string {
	t.Helper()
	var b strings.Builder
	rows, err := c.read.Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var tables []string
	if err := each(rows, func() error {
		tables = append(tables, "")
		return rows.Scan(&tables[len(tables)-1])
	}); err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		if strings.HasPrefix(table, "sqlite_stat") {
			continue
		}
		fmt.Fprintln(&b, table)
		dumpRows(t, c.read, "SELECT * FROM "+table+" ORDER BY 1, 2", &b)
	}
	return b.String()
}

func TestANewcomerLeavesTheRowsThatAnyChangeLeaves(t *testing.T) {
	eight := workflow.Ref{Company: company, ID: 8}
	states := map[string]func(t *testing.T, c *Catalog){
		"an empty index": func(*testing.T, *Catalog) {},
		"a known bucket": func(t *testing.T, c *Catalog) { connected(t, c, minio, "bucket-1") },
		"other workflows": func(t *testing.T, c *Catalog) {
			connected(t, c, minio, "bucket-1")
			record(t, c, Change{Ref: nine, Saves: saves(nine, 1, 3), Bucket: minio, Span: workflow.JournalSpan{To: 10}})
			record(t, c, newcomerOf(eight))
		},
		"it was here and was forgotten": func(t *testing.T, c *Catalog) {
			record(t, c, newcomerOf(seven))
			if err := c.Forget(context.Background(), seven); err != nil {
				t.Fatal(err)
			}
		},
		"its number in another bucket": func(t *testing.T, c *Catalog) {
			record(t, c, Change{Ref: seven, Span: workflow.JournalSpan{From: -2}, Seen: &Sight{BucketID: "bucket-1", Head: workflow.BucketHead{
				UID: "gone", VersionID: "marker", HistoryOf: "older",
			}}})
		},
		"its number in another company": func(t *testing.T, c *Catalog) {
			record(t, c, newcomerOf(workflow.Ref{Company: 2, ID: 7}))
		},
		"it is here already": func(t *testing.T, c *Catalog) { record(t, c, newcomerOf(seven)) },
		"it is here already, and more": func(t *testing.T, c *Catalog) {
			record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 3), Bucket: minio, Span: workflow.JournalSpan{To: 321}})
		},
		"another version of it is here": func(t *testing.T, c *Catalog) {
			record(t, c, Change{Ref: seven, Saves: saves(seven, 2, 3), Bucket: minio, Span: workflow.JournalSpan{To: 10}})
		},
		"it waits to be sent": func(t *testing.T, c *Catalog) {
			connected(t, c, minio, "bucket-1")
			record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1), Bucket: minio, Span: workflow.JournalSpan{To: 10}})
		},
	}
	kinds := map[string]func(c *Change, s *Save){
		"as a clone makes it": func(*Change, *Save) {},
		"unchecked":           func(_ *Change, s *Save) { s.Unchecked = true },
		"invalid":             func(_ *Change, s *Save) { s.Validity = Validity{"not YAML", 3, 2}; s.YAMLName = "" },
		"named by a person":   func(_ *Change, s *Save) { s.Name = "Mine" },
		"without a name":      func(_ *Change, s *Save) { s.YAMLName = "" },
		"without a prompt":    func(_ *Change, s *Save) { s.Prompt = "" },
		"written by a person": func(_ *Change, s *Save) { s.Generator = "" },
		"on top of another":   func(_ *Change, s *Save) { s.ParentUID, s.Number = "elsewhere", 12 },
		"bringing two together": func(_ *Change, s *Save) {
			s.ParentUID, s.MergedUID, s.Comment = "elsewhere", "another", ""
		},
		"without an author":         func(_ *Change, s *Save) { s.Author, s.WorkflowUID = "", "" },
		"seen before":               func(c *Change, _ *Save) { c.Unseen = false },
		"not in a listing yet":      func(c *Change, _ *Save) { c.Seen.Head.LastModified = time.Time{} },
		"without a bucket":          func(c *Change, _ *Save) { c.Bucket = "" },
		"from a bucket not in use":  func(c *Change, _ *Save) { c.Bucket = mirror },
		"kept aside":                func(c *Change, _ *Save) { c.Receipts[0].Kind = workflow.ReceiptSide },
		"with the history":          func(c *Change, _ *Save) { c.Seen.Head.HistoryOf = c.Seen.Head.VersionID },
		"of a version seen another": func(c *Change, _ *Save) { c.Seen.Head.UID = "another" },
	}
	for given, prepare := range states {
		for kind, alter := range kinds {
			if given != "other workflows" && kind != "unchecked" {
				continue
			}
			t.Run(given+", "+kind, func(t *testing.T) {
				quick, usual := openNew(t), openNew(t)
				prepare(t, quick)
				prepare(t, usual)
				change := newcomerOf(seven)
				alter(&change, &change.Saves[0])
				if !change.isNewcomer() {
					t.Fatal("it is not taken for a newcomer")
				}

				err, want := quick.Record(context.Background(), change), recordUsually(usual, change)

				if fmt.Sprint(err) != fmt.Sprint(want) {
					t.Errorf("got %v, want %v", err, want)
				}
				equal(t, "rows", everything(t, quick), everything(t, usual))
				record(t, quick, change)
				if err := recordUsually(usual, change); err != nil {
					t.Fatal(err)
				}
				equal(t, "rows, recorded again", everything(t, quick), everything(t, usual))
			})
		}
	}
}

func TestWhatIsMoreThanANewcomerIsRecordedAsAnyChange(t *testing.T) {
	for what, alter := range map[string]func(c *Change){
		"a version beside":   func(c *Change) { c.Saves[0].Beside = true },
		"a deletion":         func(c *Change) { c.Saves[0].Deleted = true },
		"a text elsewhere":   func(c *Change) { c.Saves[0].TextElsewhere = true },
		"what is known":      func(c *Change) { c.Saves[0].Described = true },
		"two versions":       func(c *Change) { c.Saves = saves(seven, 1, 2) },
		"no version":         func(c *Change) { c.Saves = nil },
		"no receipt":         func(c *Change) { c.Receipts = nil },
		"another's receipt":  func(c *Change) { c.Receipts[0].UID = "another" },
		"not seen":           func(c *Change) { c.Seen = nil },
		"not the first line": func(c *Change) { c.Span.From = 10 },
		"the whole journal":  func(c *Change) { c.Span.From = -1 },
		"no journal":         func(c *Change) { c.Span = workflow.JournalSpan{} },
		"a conflict":         func(c *Change) { c.Conflict = &workflow.Conflict{Mine: "a", Theirs: "b"} },
		"tags":               func(c *Change) { c.Tags = []workflow.TagSet{{UID: uid(seven, 1)}} },
		"the bucket's tags":  func(c *Change) { c.BucketTags = []workflow.BucketTags{{BucketID: "b", UID: uid(seven, 1)}} },
	} {
		change := newcomerOf(seven)
		if alter(&change); change.isNewcomer() {
			t.Errorf("%s is taken for a newcomer", what)
		}
	}
}

func TestANewcomerThatIsACopyIsRefused(t *testing.T) {
	// Given a workflow whose version another one says it is too
	ctx, c := context.Background(), openNew(t)
	connected(t, c, minio, "bucket-1")
	record(t, c, newcomerOf(nine))
	before := everything(t, c)
	other, copied := newcomerOf(workflow.Ref{Company: company, ID: 8}), newcomerOf(seven)
	copied.Saves[0].UID, copied.Receipts[0].UID = uid(nine, 1), uid(nine, 1)

	// When it is recorded, alone or among others
	for _, changes := range [][]Change{{copied}, {other, copied}, {copied, other}} {
		err := c.RecordAll(ctx, changes)

		// Then it is said what is wrong, and nothing is recorded
		wantCode(t, err, workflow.CodeDamaged)
		if !strings.Contains(workflow.Presentable(err).Message.String(), "Workflow 7 has a version of workflow 9") {
			t.Errorf("got %v", err)
		}
		equal(t, "rows", everything(t, c), before)
	}
	record(t, c, other)
}

func TestNewcomersAreRecordedAmongOthers(t *testing.T) {
	// Given what several learned at once: new ones, one twice, and more of one that is known
	eight := workflow.Ref{Company: company, ID: 8}
	second := Change{Ref: seven, Saves: saves(seven, 2, 2), Span: workflow.JournalSpan{From: 321, To: 400}, Bucket: minio}
	changes := []Change{newcomerOf(seven), newcomerOf(eight), second, newcomerOf(eight), newcomerOf(nine)}
	quick, usual := openNew(t), openNew(t)
	for _, c := range []*Catalog{quick, usual} {
		connected(t, c, minio, "bucket-1")
	}

	// When they are recorded in one go
	if err := quick.RecordAll(context.Background(), changes); err != nil {
		t.Fatal(err)
	}
	if err := recordUsually(usual, changes...); err != nil {
		t.Fatal(err)
	}

	// Then the index is as if each had come alone
	equal(t, "rows", everything(t, quick), everything(t, usual))
	sizes, err := quick.JournalSizes(context.Background(), company)
	if err != nil || len(sizes) != 3 || sizes[7] != 400 {
		t.Errorf("the journals are followed up to %v, %v", sizes, err)
	}
}
