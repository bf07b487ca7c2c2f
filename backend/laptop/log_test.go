package laptop_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

const company = workflow.CompanyID(1)

var (
	seven = workflow.Ref{Company: company, ID: 7}
	noon  = time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)
)

func TestTheIndexHasWhatTheLogSays(t *testing.T) {
	folder, last := office(t)
	for name, before := range map[string]func(){
		"as it is":             func() {},
		"when it is set aside": func() { dropIndex(t, folder) },
	} {
		t.Run(name, func(t *testing.T) {
			before()
			l := openAt(t, folder)
			wantLog(t, l, whole)
			result := l.CheckLog(t.Context(), company)
			lines := readLog(t, folder)
			if result.Lines != 7 || result.SHA256 != workflow.SHA256([]byte(strings.TrimSuffix(lines[6], "\n"))) {
				t.Errorf("got %+v", result)
			}
			closed(t, l)
		})
	}
	t.Run("once it is emptied to be made anew", func(t *testing.T) {
		l := openAt(t, folder)
		if err := l.Index.Clear(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := l.Use(t.Context(), company, ""); err != nil {
			t.Fatal(err)
		}
		last = saved(t, l, last, 7)
		wantLog(t, l, whole+", comment 7")
		closed(t, l)
	})
}

func TestWhatSomebodyDidToTheLogIsFoundAndMended(t *testing.T) {
	edit := func(n int, from, to string) func([]string) []string {
		return func(lines []string) []string {
			lines[n-1] = strings.Replace(lines[n-1], from, to, 1)
			return lines
		}
	}
	again := "lines=%d back=%d again=%d"
	for _, tt := range []struct {
		name    string
		do      func(lines []string) []string
		says    string
		mended  string
		without string // what is left when the index was taken away too; empty: nobody can tell
	}{
		{
			"an edited word", edit(2, "comment 2", "comment X"), "line 2 is not what was written", fmt.Sprintf(whole+", "+again, 7, 1, 0),
			fmt.Sprintf("comment 1, comment X, comment 3, s3_region, comment 4, comment 5, comment 6, "+again, 7, 0, 5),
		},
		{
			"an edited line that got longer", edit(4, "s3_region", "s3_region and more"), "line 4 is not what was written", fmt.Sprintf(whole+", "+again, 7, 1, 0),
			fmt.Sprintf("comment 1, comment 2, comment 3, s3_region and more, comment 4, comment 5, comment 6, "+again, 7, 0, 3),
		},
		{
			"an edited last line", edit(7, "comment 6", "comment X"), "1 line that was there is gone or was changed", fmt.Sprintf(whole+", "+again, 7, 1, 0), "",
		},
		{
			"a removed line", func(l []string) []string { return slices.Delete(l, 3, 4) }, "line 4 is missing", fmt.Sprintf(whole+", "+again, 6, 1, 0),
			fmt.Sprintf("comment 1, comment 2, comment 3, comment 4, comment 5, comment 6, "+again, 6, 0, 3),
		},
		{
			"two swapped lines", func(l []string) []string { l[3], l[4] = l[4], l[3]; return l }, "line 4 is missing", fmt.Sprintf(whole+", "+again, 7, 0, 0), "whole",
		},
		{
			"a cut end", func(l []string) []string { return l[:4] }, "3 lines that were there are gone or were changed", fmt.Sprintf(whole+", "+again, 4, 3, 0), "",
		},
		{
			"a line cut in two", func(l []string) []string { l[6] = l[6][:40]; return l }, "line 7 cannot be read", fmt.Sprintf(whole+", "+again, 7, 1, 0), "journal",
		},
		{
			"an emptied log", func([]string) []string { return nil }, "7 lines that were there are gone or were changed", fmt.Sprintf(whole+", "+again, 0, 7, 0), "",
		},
		{
			"a chain made anew", func([]string) []string {
				var forged []activity.Entry
				for n := 1; n <= 9; n++ {
					forged = append(forged, activity.Entry{At: noon.Add(time.Duration(n) * time.Minute), Action: activity.Synced, Ref: workflow.Ref{Company: company}})
				}
				text, _, _ := activity.Mark{}.Append(forged)
				return []string{string(text)}
			}, "7 lines that were there are gone or were changed", "", "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// Given a log that somebody changed while the program did not run
			folder, last := office(t)
			changed := tt.do(readLog(t, folder))
			writeLog(t, folder, changed)

			// When the program runs again, and goes on
			l := openAt(t, folder)
			defer closed(t, l)
			result := l.CheckLog(t.Context(), company)

			// Then it is said, with what to do
			if c := result.Check; c.Status != storage.CheckFailed || c.Code != workflow.CodeDamaged || c.Mend != storage.MendActivityLog ||
				c.Hint == "" || !strings.Contains(c.Detail.String(), tt.says) {
				t.Fatalf("got %+v, want %q", c, tt.says)
			}
			if err := l.MendLog(t.Context(), company, mending()); err != nil {
				t.Fatal(err)
			}

			// And after it was mended all is there, the log as it was beside it, and work goes on
			if tt.mended != "" {
				wantLog(t, l, tt.mended)
			} else if got := told(t, l); !strings.Contains(got, "comment 1, comment 2") || !strings.Contains(got, "s3_region, comment 4") {
				t.Errorf("the index has %s", got)
			}
			beside, err := os.ReadFile(filepath.Join(filepath.Dir(logFile(folder)), "activity.damaged-1.jsonl"))
			if err != nil || strings.TrimSuffix(string(beside), "\n") != strings.TrimSuffix(strings.Join(changed, ""), "\n") {
				t.Errorf("beside is %q, %v", beside, err)
			}
			mended := told(t, l)
			saved(t, l, last, 7)
			wantLog(t, l, mended+", comment 7")
			if err := l.MendLog(t.Context(), company, mending()); err != nil {
				t.Fatal(err)
			}
			wantLog(t, l, mended+", comment 7")
		})
		if tt.without == "" || tt.without == "whole" || tt.without == "journal" {
			continue
		}
		t.Run(tt.name+", and the index is gone", func(t *testing.T) {
			folder, _ := office(t)
			writeLog(t, folder, tt.do(readLog(t, folder)))
			dropIndex(t, folder)
			l := openAt(t, folder)
			defer closed(t, l)
			if check := l.CheckLog(t.Context(), company).Check; check.Status != storage.CheckFailed || !strings.Contains(check.Detail.String(), tt.says) {
				t.Errorf("got %+v", check)
			}
			if err := l.MendLog(t.Context(), company, mending()); err != nil {
				t.Fatal(err)
			}
			wantLog(t, l, tt.without)
		})
	}
}

func mending() activity.Entry {
	return activity.Entry{At: noon, LoggedAt: noon, Action: activity.Mended, Ref: workflow.Ref{Company: company}}
}

func TestWhatOnlyTheIndexKnewIsSavedThoughTheLogIsGoneWhileTheProgramRuns(t *testing.T) {
	folder, last := office(t)
	l := openAt(t, folder)
	defer closed(t, l)
	if err := os.Remove(logFile(folder)); err != nil {
		t.Fatal(err)
	}

	last = saved(t, l, last, 7)
	saved(t, l, last, 8)
	if check := l.CheckLog(t.Context(), company).Check; check.Status != storage.CheckFailed {
		t.Errorf("got %+v", check)
	}
	if err := l.MendLog(t.Context(), company, mending()); err != nil {
		t.Fatal(err)
	}

	wantLog(t, l, whole+", comment 7, comment 8, lines=2 back=7 again=2")
}

// A power failure takes what was not flushed, from the file and perhaps not from the index.
func TestWhatAPowerFailureTookComesBackAsItWas(t *testing.T) {
	for _, tt := range []struct {
		name  string
		index bool // it lost as much
		left  func(lines []string) []string
	}{
		{"two lines", false, func(l []string) []string { return l[:8] }},
		{"two lines and a half", false, func(l []string) []string { l[7] = l[7][:50]; return l[:8] }},
		{"two lines, of the index too", true, func(l []string) []string { return l[:8] }},
		{"three lines, of the index too", true, func(l []string) []string { return l[:7] }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// Given versions that were saved after the log was flushed last
			folder, last := office(t)
			l := openAt(t, folder)
			backUp(t, folder, "before")
			for n := 7; n <= 9; n++ {
				last = saved(t, l, last, n)
			}
			lines := readLog(t, folder)
			backUp(t, folder, "after")
			closed(t, l)

			// When the power fails
			restore(t, folder, map[bool]string{true: "before", false: "after"}[tt.index])
			if err := os.WriteFile(logFile(folder), []byte(strings.Join(tt.left(lines), "")), 0o600); err != nil {
				t.Fatal(err)
			}

			// Then all is there again
			l = openAt(t, folder)
			defer closed(t, l)
			wantLog(t, l, whole+", comment 7, comment 8, comment 9")
		})
	}
}

// backUp copies the index while it is open, as a power failure would leave it.
func backUp(t *testing.T, folder, name string) {
	t.Helper()
	for _, suffix := range []string{"", "-wal"} {
		text, err := os.ReadFile(filepath.Join(folder, laptop.IndexFile+suffix))
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, name+suffix), text, 0o600)
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

func restore(t *testing.T, folder, name string) {
	t.Helper()
	dropIndex(t, folder)
	for _, suffix := range []string{"", "-wal"} {
		if err := os.Rename(filepath.Join(folder, name+suffix), filepath.Join(folder, laptop.IndexFile+suffix)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

func TestALogThatCouldNotBeWrittenIsCaughtUp(t *testing.T) {
	// Given a log that cannot be written, and is again later
	folder := t.TempDir()
	l := openAt(t, folder)
	if err := os.MkdirAll(logFile(folder), 0o700); err != nil {
		t.Fatal(err)
	}
	first := saved(t, l, workflow.Version{}, 1)
	if err := l.SetTags(t.Context(), seven, first.UID, []workflow.Tag{{Name: "approved"}}, "Bo", noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(logFile(folder)); err != nil {
		t.Fatal(err)
	}
	second := saved(t, l, first, 2)

	// When the program looks at the journals again, or is started again
	if err := l.CatchUpAll(t.Context(), company); err != nil {
		t.Fatal(err)
	}
	closed(t, l)
	l = openAt(t, folder)
	defer closed(t, l)

	// Then the log tells all of it, once
	wantLog(t, l, "comment 2, comment 1, approved")
	page, err := l.Index.ActivityPage(t.Context(), catalog.ActivityQuery{Company: company, Workflow: 7})
	if err != nil || len(page) != 3 || page[0].Author != "Bo" || page[0].VersionUID != first.UID || page[1].VersionUID != second.UID {
		t.Errorf("got %+v, %v", page, err)
	}
}

func TestWhatWasLoggedBeforeThereWasAChainIsChainedOnce(t *testing.T) {
	const ofBoth = "first, second, of a workflow that is gone, , approved, approved, final"
	for name, tt := range map[string]struct {
		before func(folder string)
		want   string
	}{
		// The folder is what the program before left: two versions of workflow 1, of which the first was tagged twice, and
		// workflow 2, which was deleted and is gone from the disk.
		"with its index":    {func(string) {}, ofBoth},
		"without its index": {func(folder string) { dropIndex(t, folder) }, "first, second, approved, final"},
		"when what it lacks must be read from the journals": {func(folder string) {
			journal := filepath.Join(folder, "companies", "1", "workflows", "1", "history.jsonl")
			text, err := os.ReadFile(journal)
			if err == nil {
				err = os.WriteFile(journal, append(text, '\n'), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}, ofBoth},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if err := os.CopyFS(folder, os.DirFS(filepath.Join("testdata", "schema4"))); err != nil {
				t.Fatal(err)
			}
			tt.before(folder)

			// When this program opens it, twice
			for range 2 {
				l := openAt(t, folder)

				// Then the log has what the index had and what the journals have, by time
				wantLog(t, l, tt.want)
				closed(t, l)
			}
			l := openAt(t, folder)
			defer closed(t, l)
			page, err := l.Index.ActivityPage(t.Context(), catalog.ActivityQuery{Company: company, Workflow: 2})
			if err != nil || tt.want == ofBoth && (len(page) != 2 || page[0].Author != "Cy" || page[0].Action != activity.Deleted) {
				t.Errorf("of the workflow that is gone: %+v, %v", page, err)
			}
		})
	}
}

func TestManyWriteToOneLogAtOnce(t *testing.T) {
	// Given two programs on one folder
	folder := t.TempDir()
	both := []*laptop.Laptop{openAt(t, folder), openAt(t, folder)}

	// When several goroutines of each save and log
	var group sync.WaitGroup
	const each = 12
	for i := range 4 * each {
		l := both[i%2]
		group.Go(func() {
			ref := workflow.Ref{Company: company, ID: workflow.ID(i + 1)}
			_, err := l.Save(context.Background(), workflow.Version{
				Ref: ref, UID: workflow.UID(ulid.Make().String()), WorkflowUID: fmt.Sprint(i), Author: "Ada", CreatedAt: noon,
			}, fmt.Appendf(nil, "name: %d\n", i), "")
			if err == nil && i%4 == 0 {
				err = l.Log(context.Background(), company, mending())
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()

	// Then it is one chain, and the index of both has all of it
	for _, l := range both {
		if err := l.FollowLog(t.Context(), company); err != nil {
			t.Fatal(err)
		}
		result := l.CheckLog(t.Context(), company)
		lines, err := l.Index.KnownActivity(t.Context(), company, 0)
		if err != nil || result.Check.Status != storage.CheckOK || result.Lines != 5*each || len(lines) != 5*each {
			t.Errorf("%d rows of %+v (%v)", len(lines), result, err)
		}
		closed(t, l)
	}
}

func TestStepsOfVersionsThatWereSavedBeforeAreCountedAfterwards(t *testing.T) {
	// Given a folder of a program that did not count steps
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Join("testdata", "schema4"))); err != nil {
		t.Fatal(err)
	}
	l := openAt(t, folder)
	defer closed(t, l)
	count := func() string {
		t.Helper()
		figures, err := l.Index.Figures(t.Context(), company, "", 0)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, f := range figures {
			all = append(all, fmt.Sprintf("%d %v", f.StepCount, f.Checked))
		}
		return strings.Join(all, ", ")
	}
	if got := count(); got != "-1 false, -1 false" {
		t.Errorf("before: %s", got)
	}

	// When what was left for later is done
	if _, err := l.Complete(t.Context(), company); err != nil {
		t.Fatal(err)
	}

	// Then they are counted, and the next versions at once
	if got := count(); got != "0 true, 0 true" {
		t.Errorf("after: %s", got)
	}
	if _, err := l.Save(t.Context(), workflow.Version{
		Ref: seven, UID: workflow.UID(ulid.Make().String()), WorkflowUID: "w", Author: "Ada", CreatedAt: time.Now(),
	}, []byte("name: x\nworkflow:\n  a: {name: A, type: end}\n  b: {name: B, type: end}\n"), ""); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != "0 true, 0 true, 2 true" {
		t.Errorf("with the next: %s", got)
	}
}
