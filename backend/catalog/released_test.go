package catalog_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/cli"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/query"
	"workflow-designer/backend/workflow"
)

const released = workflow.CompanyID(1)

// An index of each schema that there ever was, as the program of that time wrote it, with the data folder that it catalogues: the rows
// are in testdata/schema-N.sql, the folder is testdata/data-N. They stay as they are; a new schema gets its own when it is released.
func TestAnIndexOfEveryReleasedSchemaIsBroughtUpToDate(t *testing.T) {
	schemas, err := filepath.Glob("testdata/schema-*.sql")
	if err != nil {
		t.Fatal(err)
	}
	steps, err := filepath.Glob("sql/*.sql")
	if err != nil || len(schemas) < len(steps) {
		t.Fatalf("there are %d fixtures of %d schemas, %v", len(schemas), len(steps), err)
	}
	for n := 1; n <= len(steps); n++ {
		t.Run(fmt.Sprintf("schema %d", n), func(t *testing.T) {
			// given a data folder with its index as that program left it
			folder := dataOf(t, n)
			kept := oldIndex(t, folder, n, steps)

			// when this program opens it
			now := openData(t, folder, kept.address)

			// then it was brought up to date, after a copy was made
			upgrade := now.Index.Upgrade()
			if upgrade.From != n || upgrade.To != len(steps) || (upgrade.Backup == "") != (n == len(steps)) {
				t.Errorf("the upgrade was %+v", upgrade)
			}
			if upgrade.Backup != "" {
				if got := count(t, upgrade.Backup, "workflow_versions"); got != kept.versions {
					t.Errorf("the copy has %d versions, not %d", got, kept.versions)
				}
			}

			// and tells of the workflows what an index tells that was made from the journals alone
			fresh := openData(t, dataOf(t, n), "")
			bucket, err := now.Index.Bucket(t.Context(), kept.address)
			if err == nil {
				err = fresh.Index.SaveBucket(t.Context(), bucket)
			}
			if err == nil {
				err = fresh.Use(t.Context(), released, kept.address)
			}
			if err != nil {
				t.Fatal(err)
			}
			told, again := tellAll(t, now, kept.address, bucket.ID), tellAll(t, fresh, kept.address, bucket.ID)
			for what, said := range again {
				if told[what] != said {
					t.Errorf("%s:\n%s\nfrom the journals:\n%s", what, told[what], said)
				}
			}
			if len(told) != len(again) || len(told) < 20 {
				t.Errorf("it tells %d things, from the journals %d", len(told), len(again))
			}

			// and keeps what no journal has: the bucket, what it was seen to have, and what waits for it
			kept.compare(t, now, bucket)
		})
	}
}

func dataOf(t *testing.T, schema int) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(fmt.Sprintf("testdata/data-%d", schema))); err != nil {
		t.Fatal(err)
	}
	return folder
}

// only is what an index knows by itself.
type only struct {
	address  string
	versions int
	heads    int
	runs     int
	schema   int
}

// oldIndex makes the index of a schema: by the steps up to it, and its rows.
func oldIndex(t *testing.T, folder string, schema int, steps []string) only {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(folder, laptop.IndexFile))
	if err != nil {
		t.Fatal(err)
	}
	run := func(file string) {
		text, err := os.ReadFile(file)
		if err == nil {
			_, err = db.Exec(string(text))
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	for _, step := range steps[:schema] {
		run(step)
	}
	run(fmt.Sprintf("testdata/schema-%d.sql", schema))
	kept := only{schema: schema}
	ask := func(into any, query string) {
		if err := db.QueryRow(query).Scan(into); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	ask(&kept.address, "SELECT address FROM buckets")
	ask(&kept.versions, "SELECT COUNT(*) FROM workflow_versions")
	if schema >= 3 {
		ask(&kept.heads, "SELECT COUNT(*) FROM bucket_heads")
		ask(&kept.runs, "SELECT COUNT(*) FROM sync_runs")
	}
	if _, err := db.Exec(fmt.Sprintf("PRAGMA user_version = %d", schema)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return kept
}

func count(t *testing.T, index, table string) int {
	t.Helper()
	db, err := sql.Open("sqlite", index)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var n int
	if err := db.QueryRow("SELECT COUNT(*) FROM " + table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// openData opens a data folder and finds out all that is left for later.
func openData(t *testing.T, folder, address string) *laptop.Laptop {
	t.Helper()
	l, err := laptop.Open(t.Context(), folder)
	if err == nil {
		t.Cleanup(func() { _ = l.Close() })
		err = l.Use(t.Context(), released, address)
	}
	if err == nil {
		_, err = l.Complete(t.Context(), released)
	}
	if err == nil {
		_, err = l.Fill(t.Context(), released)
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// tellAll asks an index for all that it tells of the workflows.
func tellAll(t *testing.T, l *laptop.Laptop, address, bucketID string) map[string]string {
	t.Helper()
	told := map[string]string{}
	note := func(what string, answer any, err error) {
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		text, err := json.MarshalIndent(answer, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		told[what] = string(text)
	}
	ctx, index := context.Background(), l.Index
	workflows, err := index.Workflows(ctx, released, address, true)
	note("workflows", workflows, err)
	figures, err := index.Figures(ctx, released, address, 0)
	note("figures", figures, err)
	page, err := index.ActivityPage(ctx, catalog.ActivityQuery{Company: released})
	for i := range page { // who adds the old lines to the log does that when it opens the index
		page[i].LoggedAt, page[i].SHA256, page[i].Line = time.Time{}, "", 0
	}
	note("activity", page, err)
	kinds, err := index.ActivityKinds(ctx, released)
	note("kinds of activity", kinds, err)
	sizes, err := index.JournalSizes(ctx, released)
	note("journals", sizes, err)
	texts, err := index.LatestTexts(ctx, released)
	note("latest texts", texts, err)
	waiting, err := index.Waiting(ctx, released, address)
	note("what waits", waiting, err)
	unsettled, err := index.Unsettled(ctx, released, address)
	note("what is unsettled", unsettled, err)
	standings, err := index.ScenarioStandings(ctx, released, bucketID)
	note("standings of scenarios", standings, err)
	for _, words := range []string{"leave", "laptop", "umlaut", "it", "label:hr", "people@example.com"} {
		hits, err := index.Search(ctx, released, query.Parse(words), 50)
		note("search "+words, hits, err)
	}
	for _, w := range workflows {
		name := fmt.Sprintf(" of workflow %d", w.Ref.ID)
		versions, err := index.Versions(ctx, w.Ref, address)
		for i := range versions {
			versions[i].Failure = nil
		}
		note("versions"+name, versions, err)
		for _, v := range versions {
			one, err := index.Version(ctx, w.Ref, address, string(v.UID))
			one.Failure = nil
			note("version "+string(v.UID), one, err)
			where, known, err := index.Find(ctx, v.UID, bucketID)
			note("whereabouts of "+string(v.UID), []any{where, known}, err)
			tags, err := index.BucketTags(ctx, bucketID, v.UID)
			note("tags in the bucket of "+string(v.UID), tags, err)
			if !v.Deleted {
				text, err := l.Files.Text(w.Ref, v.Version)
				note("text of "+string(v.UID), string(text), err)
			}
		}
		scenarios, err := index.Scenarios(ctx, w.Ref)
		note("scenarios"+name, scenarios, err)
		remarks, err := index.Remarks(ctx, w.Ref)
		note("remarks"+name, remarks, err)
		waits, err := index.WaitingTags(ctx, w.Ref, address)
		note("waiting tags"+name, waits, err)
		described, err := index.Described(ctx, w.Ref)
		note("described"+name, described, err)
		standing, err := index.Standing(ctx, w.Ref, address)
		standing.Seen = workflow.BucketHead{}
		for i := range standing.Chain {
			standing.Chain[i].Attempts, standing.Chain[i].Failure = 0, nil
		}
		note("standing"+name, standing, err)
	}
	return told
}

func (kept only) compare(t *testing.T, l *laptop.Laptop, bucket catalog.Bucket) {
	t.Helper()
	ctx := context.Background()
	if bucket.ID == "" || bucket.ProbedAt.IsZero() || bucket.SyncedAt.IsZero() || !bucket.ConditionalWrites {
		t.Errorf("the bucket is %+v", bucket)
	}
	heads, err := l.Index.Heads(ctx, released, bucket.ID)
	if err != nil || len(heads) != kept.heads {
		t.Errorf("the bucket was seen to have %+v, not %d, %v", heads, kept.heads, err)
	}
	runs, err := l.Index.Runs(ctx, kept.address, 10)
	if err != nil || len(runs) != kept.runs {
		t.Errorf("runs are %+v, not %d, %v", runs, kept.runs, err)
	}
	pending, err := l.Index.Pending(ctx, released, kept.address, 0)
	if err != nil || len(pending) != 1 || pending[0].Version.Comment != "While the bucket was away" {
		t.Errorf("%+v waits, %v", pending, err)
	}
	if kept.schema < 3 {
		return
	}
	// An older program saw the same in the bucket.
	for id, head := range heads {
		if head.VersionID == "" || head.UID == "" || (head.ETag == "") != (id == 4) {
			t.Errorf("workflow %d was seen as %+v", id, head)
		}
	}
}

func TestTheCommandSaysWhatWasDoneToTheIndex(t *testing.T) {
	steps, err := filepath.Glob("sql/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	folder := dataOf(t, 4)
	oldIndex(t, folder, 4, steps)
	var out, trouble strings.Builder
	environment := map[string]string{"LOCAL_STORAGE_PATH": folder}
	run := func(args ...string) string {
		out.Reset()
		status := cli.Run(t.Context(), cli.Program{
			Stdout: &out, Stderr: &trouble, Log: designertest.Log(t),
			Open: func(ctx context.Context) (*designer.Designer, error) {
				return designer.Open(ctx, designertest.Options(t, folder, environment))
			},
		}, args)
		if status != cli.StatusOK {
			t.Fatalf("%v ended with %d: %s", args, status, trouble.String())
		}
		return out.String()
	}
	backup := filepath.Join(folder, laptop.IndexFile) + ".backup-4"
	want := fmt.Sprintf("The index was brought from schema 4 to schema %d. A copy of it as it was: %s\n", len(steps), backup)
	if said := run("migrate"); !strings.HasPrefix(said, want) || !strings.Contains(said, "workflows: 4") {
		t.Errorf("it says %q, want %q", said, want)
	}
	if got := count(t, backup, "approval_workflows"); got != 4 {
		t.Errorf("the copy has %d workflows", got)
	}
	if said := run("migrate", "--json"); !strings.Contains(said, fmt.Sprintf("\"from_schema\": %d,\n  \"to_schema\": %d", len(steps), len(steps))) {
		t.Errorf("once more it says %q", said)
	}
}
