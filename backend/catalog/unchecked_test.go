package catalog

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/workflow"
)

// unchecked is a change as a clone makes it: of the text no more than a name is known.
func unchecked(ref workflow.Ref, name string) Change {
	change := newcomerOf(ref)
	change.Saves[0].Unchecked, change.Saves[0].YAMLName = true, name
	return change
}

// wantUnchecked asserts which workflows of the company have a version of which it is not known what it says.
func wantUnchecked(t *testing.T, c *Catalog, want ...workflow.ID) {
	t.Helper()
	all, err := c.Unchecked(context.Background(), company, 99)
	if err != nil {
		t.Fatal(err)
	}
	var ids []workflow.ID
	for _, v := range all {
		if v.Ref.Company != company || v.UID == "" {
			t.Errorf("got %+v", v)
		}
		ids = append(ids, v.Ref.ID)
	}
	equal(t, "unchecked", fmt.Sprint(ids), fmt.Sprint(want))
}

func check(t *testing.T, c *Catalog, saves ...Save) {
	t.Helper()
	if err := c.Checked(context.Background(), saves); err != nil {
		t.Fatal(err)
	}
}

func wantName(t *testing.T, c *Catalog, ref workflow.Ref, want string) {
	t.Helper()
	w, err := c.Workflow(context.Background(), ref, "")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "name", w.Name, want)
}

func TestWhatATextSaysIsNotedLater(t *testing.T) {
	// Given workflows of a clone, of whose texts no more than the name is known, and one that is known
	ctx, c := context.Background(), openNew(t)
	for _, id := range []workflow.ID{12, 7, 11, 10} {
		record(t, c, unchecked(workflow.Ref{Company: company, ID: id}, "Early"))
	}
	record(t, c, unchecked(workflow.Ref{Company: 2, ID: 7}, "Another company's"))
	record(t, c, newcomerOf(nine))
	wantUnchecked(t, c, 7, 10, 11, 12)
	some, err := c.Unchecked(ctx, company, 2)
	if err != nil || len(some) != 2 || some[0].UID != uid(seven, 1) || some[0].Ref != seven {
		t.Fatalf("got %+v, %v", some, err)
	}
	for ref, want := range map[workflow.Ref]int{seven: 0, nine: 1} {
		if described, err := c.Described(ctx, ref); err != nil || len(described) != want {
			t.Errorf("of workflow %d is described %v, %v", ref.ID, described, err)
		}
	}

	// When it is noted what they say
	found := Save{Known: some[0], YAMLName: "Late", Validity: Validity{"line 3", 2, 1}}
	check(t, c, found, Save{Known: some[1]})

	// Then that is shown, and they are not asked for again
	wantUnchecked(t, c, 11, 12)
	w, err := c.Workflow(ctx, seven, "")
	if err != nil || w.Name != "Late" || w.Validity != found.Validity {
		t.Errorf("got %+v, %v", w, err)
	}
	wantName(t, c, some[1].Ref, "Workflow 10")
	if described, err := c.Described(ctx, seven); err != nil || !described[uid(seven, 1)] {
		t.Errorf("described is %v, %v", described, err)
	}
	once := everything(t, c)
	check(t, c, found)
	equal(t, "rows, noted twice", everything(t, c), once)
}

func TestTheIndexIsTheSameWhenItIsNotedLater(t *testing.T) {
	for _, name := range []string{"", "Given"} {
		later, atOnce := openNew(t), openNew(t)
		change := newcomerOf(seven)
		s := &change.Saves[0]
		s.Name, s.Validity = name, Validity{"", 0, 3}
		record(t, atOnce, change)
		told := *s
		s.Unchecked, s.YAMLName, s.Validity = true, "", Validity{}
		record(t, later, change)

		check(t, later, told)

		equal(t, "rows", everything(t, later), everything(t, atOnce))
	}
}

func TestTheNameThatIsShownStaysTheRightOne(t *testing.T) {
	// Given a workflow of a clone that was edited before it was known what its first text says
	c := openNew(t)
	first, second := unchecked(seven, "First"), save(seven, 2)
	record(t, c, first)
	second.YAMLName = "Second"
	record(t, c, Change{Ref: seven, Saves: []Save{second}, Span: workflow.JournalSpan{From: 321, To: 400}})

	// When that is noted
	found := first.Saves[0]
	found.YAMLName = "Indeed the first"
	check(t, c, found)

	// Then the name of the latest is shown still
	wantName(t, c, seven, "Second")
	wantUnchecked(t, c)
}

func TestWhatWasFoundOfAnotherWorkflowIsNotNoted(t *testing.T) {
	// Given a workflow that got another number, or was forgotten, while its text was looked at
	c := openNew(t)
	record(t, c, unchecked(nine, "Nine"))
	before := everything(t, c)

	// When it is noted what it says
	moved := save(seven, 1)
	moved.UID = uid(nine, 1)
	check(t, c, moved, save(seven, 1))

	// Then nothing changes
	equal(t, "rows", everything(t, c), before)
	wantUnchecked(t, c, 9)
}

func TestReadingAJournalChecksWhatItTellsOf(t *testing.T) {
	// Given an unchecked version
	c := openNew(t)
	record(t, c, unchecked(seven, "Early"))

	// When its journal and text are read
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1), Span: workflow.JournalSpan{From: -1, To: 321}})

	// Then nothing is left to be found out
	wantUnchecked(t, c)
	wantName(t, c, seven, "Process 7")
}

func TestAnIndexIsEmptyUntilItKnowsAVersion(t *testing.T) {
	ctx, c := context.Background(), openNew(t)
	connected(t, c, minio, "bucket-1")
	for _, want := range []bool{true, false} {
		if empty, err := c.Empty(ctx); err != nil || empty != want {
			t.Errorf("got %v, %v, want %v", empty, err, want)
		}
		record(t, c, unchecked(workflow.Ref{Company: 2, ID: 7}, ""))
	}
}

func TestWhatAnOlderIndexKnowsStaysKnownUntilItsStepsAreCounted(t *testing.T) {
	// Given an index of the schema before, with a version
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "index.sqlite")
	migrated(t, path, migrations(t, 3, nil))
	db, _, err := openSound(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(ctx, `
		INSERT INTO approval_workflows (company_id, workflow_id, workflow_uid, name, s3_file_path, prompt, last_saved_at,
		    latest_version_uid, journal_size) VALUES (1, 7, 'u', 'Seven', 'k', '', '2026-01-01T00:00:00.000000000Z', 'v', 120);
		INSERT INTO workflow_versions (version_uid, company_id, workflow_id, position, parent_uid, workflow_uid, name, author, created_at,
		    size, content_sha256, yaml_name, yaml_error, comment, error_count)
		VALUES ('v', 1, 7, 1, '', 'u', '', 'ana', '2026-01-01T00:00:00.000000000Z', 5, 'h', 'Seven', '', '', 4);`)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}

	// When this program opens it
	c := openAt(t, path)

	// Then what is known stays known, the text is looked at again for its steps, and a clone goes on
	wantUnchecked(t, c, 7)
	w, err := c.Workflow(ctx, seven, "")
	if err != nil || w.Name != "Seven" || w.ErrorCount != 4 {
		t.Errorf("got %+v, %v", w, err)
	}
	record(t, c, unchecked(nine, ""))
	wantUnchecked(t, c, 7, 9)
}

func TestThatNothingIsUncheckedIsKnownWithoutReadingTheVersions(t *testing.T) {
	var plan strings.Builder
	dumpRows(t, openNew(t).read, strings.NewReplacer("company_id = ?", "company_id = 1", "LIMIT ?", "LIMIT 9").
		Replace("EXPLAIN QUERY PLAN "+uncheckedSQL), &plan)
	if !strings.Contains(plan.String(), "USING INDEX workflow_versions_unchecked (company_id=?)") ||
		strings.Contains(plan.String(), "TEMP B-TREE") {
		t.Errorf("the plan is\n%s", &plan)
	}
}
