package localstore_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

func logFile(root string) string { return filepath.Join(root, "companies", "3", "activity.jsonl") }

// activityOf reads a log and asserts that its chain holds.
func activityOf(t *testing.T, s *localstore.Store, company workflow.CompanyID) []activity.Line {
	t.Helper()
	part, err := s.Activity(company)
	if err != nil {
		t.Fatal(err)
	}
	if breaks := activity.Verify(part.Lines); len(breaks) > 0 {
		t.Fatalf("the chain does not hold: %v", breaks)
	}
	return part.Lines
}

func said(lines []activity.Line) string {
	var all []string
	for _, l := range lines {
		all = append(all, strings.Trim(fmt.Sprintf("%d %s %s", l.Version, l.Action, l.Detail), " "))
	}
	return strings.Join(all, "\n")
}

func TestTheLogTellsWhatTheJournalsTell(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	second := save(t, s, ref, "a: 2\n", first)
	setTags(t, s, first.UID, tags("approved", "b"))
	setTags(t, s, first.UID, tags("b"))
	setTags(t, s, first.UID, tags("b"))
	gone := newVersion(ref, second.UID)
	gone.Deleted, gone.Comment = true, ""
	if _, err := s.Put(t.Context(), gone, nil, second.Base()); err != nil {
		t.Fatal(err)
	}
	back := newVersion(ref, gone.UID)
	if _, _, err := s.SaveAs(t.Context(), back, []byte("a: 1\n"), storage.Base{ID: string(gone.UID)}, ""); err != nil {
		t.Fatal(err)
	}
	restored := newVersion(ref, back.UID)
	for range 2 { // once more is no second save
		if _, _, err := s.SaveAs(t.Context(), restored, []byte("a: 2\n"), storage.Base{ID: string(back.UID)}, activity.Restored); err != nil {
			t.Fatal(err)
		}
	}
	other := workflow.Ref{Company: ref.Company, ID: 12}
	at := time.Date(2026, time.May, 5, 0, 0, 0, 0, time.UTC)
	theirs := learned(other, "a: 3\n", "")
	theirs.Receipt.PushedAt = at
	learn := func() {
		if _, err := s.Learn(t.Context(), other, "", []localstore.Learned{theirs}); err != nil && workflow.CodeOf(err) != workflow.CodeStaleParent {
			t.Fatal(err)
		}
	}
	learn()
	learn()

	lines := activityOf(t, s, ref.Company)

	const comment = "Adds the finance step"
	want := "1 workflow.created " + comment + "\n2 workflow.version_saved " + comment + "\n1 version.tagged approved\n1 version.tagged b\n" +
		"1 version.untagged approved\n3 workflow.deleted\n4 workflow.undeleted " + comment + "\n5 workflow.restored " + comment +
		"\n1 workflow.created " + theirs.Version.Comment
	if got := said(lines); got != want {
		t.Errorf("the log says\n%s\nwant\n%s", got, want)
	}
	if l := lines[8]; !l.LoggedAt.Equal(at) || !l.At.Equal(theirs.Version.CreatedAt) || l.Ref != other || l.WorkflowUID != theirs.Version.WorkflowUID {
		t.Errorf("what was learned is %+v", l)
	}
	if v := history(t, open(t, root)).Versions[4]; v.Action != string(activity.Restored) {
		t.Errorf("the journal calls the restored version %q", v.Action)
	}
}

func TestWhatNoJournalTellsIsLoggedToo(t *testing.T) {
	// Given a folder without a company
	root := t.TempDir()
	s := open(t, root)

	// When something is logged by two handles in turn
	for i := range 4 {
		handle := s
		if i%2 == 1 {
			handle = open(t, root)
		}
		if err := handle.Log(t.Context(), ref.Company, activity.Entry{
			At: edited, LoggedAt: edited, Action: activity.SettingsChanged, Ref: workflow.Ref{Company: ref.Company}, Detail: fmt.Sprint(i),
		}); err != nil {
			t.Fatal(err)
		}
	}

	// Then it is one chain, that only the user can read
	if got := said(activityOf(t, s, ref.Company)); got != "0 settings.changed 0\n0 settings.changed 1\n0 settings.changed 2\n0 settings.changed 3" {
		t.Errorf("the log says %s", got)
	}
	if info, err := os.Stat(logFile(root)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v", info, err)
	}
}

func TestHalfALineOfTheLogIsWrittenOver(t *testing.T) {
	for name, half := range map[string]string{
		"half a line":       `{"line":2,"before":"`,
		"a line unfinished": `{"line":2,"before":"x","action":"y"}`,
		"zeros":             strings.Repeat("\x00", 900),
	} {
		t.Run(name, func(t *testing.T) {
			// Given a log whose last line a power failure cut off
			root := t.TempDir()
			s := open(t, root)
			first := save(t, s, ref, "a: 1\n", storage.Entry{})
			write(t, logFile(root), read(t, logFile(root))+half)

			// When it is read, and written to by this process or the next
			if lines := activityOf(t, s, ref.Company); len(lines) != 1 {
				t.Errorf("%d lines are read", len(lines))
			}
			second := save(t, s, ref, "a: 2\n", first)
			write(t, logFile(root), read(t, logFile(root))+half)
			save(t, open(t, root), ref, "a: 3\n", second)

			// Then nothing of it is left
			if lines := activityOf(t, s, ref.Company); len(lines) != 3 || strings.ContainsAny(read(t, logFile(root)), "\x00") {
				t.Errorf("the log is %s", read(t, logFile(root)))
			}
		})
	}
}

func TestALogThatCannotBeWrittenKeepsNoVersionOut(t *testing.T) {
	// Given a folder in the place of the log
	root := t.TempDir()
	s := open(t, root)
	if err := os.MkdirAll(logFile(root), 0o700); err != nil {
		t.Fatal(err)
	}

	// When a version is saved, it is
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	spans := s.LearnMany(t.Context(), []localstore.Course{{Ref: workflow.Ref{Company: ref.Company, ID: 12}, All: []localstore.Learned{learned(workflow.Ref{Company: ref.Company, ID: 12}, "a: 2\n", "")}}})
	if spans[0].Err != nil || !spans[0].Untold {
		t.Errorf("the span is %+v", spans[0])
	}
	if err := s.Log(t.Context(), ref.Company, activity.Entry{Action: activity.Synced}); workflow.CodeOf(err) != workflow.CodeStorageFailed {
		t.Errorf("logging gives %v", err)
	}

	// And what the log lacks is added later, once
	if err := os.Remove(logFile(root)); err != nil {
		t.Fatal(err)
	}
	entries := []activity.Entry{activity.OfVersion(first.Version, "", false, edited)}
	for range 2 {
		if err := s.LogMissing(t.Context(), ref.Company, activity.Mark{}, entries); err != nil {
			t.Fatal(err)
		}
	}
	if lines := activityOf(t, s, ref.Company); len(lines) != 1 || lines[0].VersionUID != first.UID {
		t.Errorf("the log says %s", said(lines))
	}
}

func TestALogIsReadFromAnEndOn(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	one, err := s.Activity(ref.Company)
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, ref, "a: 2\n", first)
	whole := read(t, logFile(root))
	for name, reader := range map[string]*localstore.Store{"the writer": s, "another": open(t, root)} {
		t.Run(name, func(t *testing.T) {
			write(t, logFile(root), whole)
			part, err := reader.ActivitySince(ref.Company, one.To)
			if err != nil || part.State != activity.Follows || len(part.Lines) != 1 || part.Lines[0].Version != 2 {
				t.Errorf("got %+v, %v", part, err)
			}
			if again, err := reader.ActivitySince(ref.Company, part.To); err != nil || again.State != activity.Follows || len(again.Lines) != 0 || again.To != part.To {
				t.Errorf("from the end on: %+v, %v", again, err)
			}
			lines := strings.SplitAfter(whole, "\n")
			for _, change := range []struct {
				text string
				want activity.State
			}{
				{lines[0], activity.Shorter},
				{strings.Replace(whole, "Ada", "Bob", 2), activity.Other},
				{lines[1] + lines[0], activity.Other},
				{lines[0][:30], activity.Shorter},
			} {
				write(t, logFile(root), change.text)
				if got, err := reader.ActivitySince(ref.Company, part.To); err != nil || got.State != change.want {
					t.Errorf("%.40q: got %+v, %v", change.text, got, err)
				}
			}
			if err := os.Remove(logFile(root)); err != nil {
				t.Fatal(err)
			}
			if got, err := reader.ActivitySince(ref.Company, part.To); err != nil || got.State != activity.Shorter || got.To.Size != 0 {
				t.Errorf("without a file: got %+v, %v", got, err)
			}
		})
	}
}

func TestTwoProcessesAppendToOneLog(t *testing.T) {
	// Given two processes that save
	root := t.TempDir()
	children := []child{startChild(t, "save 40 versions", root), startChild(t, "save 40 versions", root)}

	// When both are done
	saved := map[workflow.UID]bool{}
	for _, c := range children {
		for version, ok := c.next(); ok; version, ok = c.next() {
			saved[version.uid] = true
		}
		if err := c.Wait(); err != nil {
			t.Fatalf("a child failed: %v\n%s", err, c.errors)
		}
	}

	// Then the log tells of each version once, in one chain
	for _, l := range activityOf(t, open(t, root), 1) {
		if !saved[l.VersionUID] {
			t.Errorf("line %d tells of %s, which was not saved or comes twice", l.Number, l.VersionUID)
		}
		delete(saved, l.VersionUID)
	}
	if len(saved) > 0 {
		t.Errorf("the log does not tell of %d versions", len(saved))
	}
}

// A process is killed 100 times within its saves. The chain holds, and what it lacks is what the journals tell.
func TestAKilledProcessLeavesALogThatGoesOn(t *testing.T) {
	const kills = 100
	root := t.TempDir()
	moment := rand.New(rand.NewPCG(7, 100)) // the same moments in every run
	for range kills {
		c := startChild(t, "save without end", root)
		for range moment.IntN(3) {
			c.next()
		}
		<-time.After(time.Duration(moment.IntN(4_000)) * time.Microsecond) // the moment itself is what is tested
		if err := c.Process.Kill(); err != nil {
			t.Fatalf("the child had ended by itself: %v\n%s", err, c.errors)
		}
		_ = c.Wait() // it says that the child was killed
		activityOf(t, open(t, root), 1)
	}

	s := open(t, root)
	told, versions := map[workflow.UID]bool{}, 0
	for _, l := range activityOf(t, s, 1) {
		if told[l.VersionUID] {
			t.Errorf("line %d tells of a version again", l.Number)
		}
		told[l.VersionUID] = true
	}
	var missing []activity.Entry
	for latest, err := range s.Workflows(t.Context(), 1) {
		if err != nil {
			t.Fatal(err)
		}
		h, err := s.History(latest.Ref)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range h.Versions {
			versions++
			if !told[v.UID] {
				missing = append(missing, activity.OfVersion(v.Version, "", false, time.Now()))
			}
			delete(told, v.UID)
		}
	}
	if len(told) > 0 {
		t.Errorf("the log tells of %d versions that are not there", len(told))
	}
	t.Logf("of %d versions the log lacked %d", versions, len(missing))
	if err := s.LogMissing(t.Context(), 1, activity.Mark{}, missing); err != nil {
		t.Fatal(err)
	}
	if lines := activityOf(t, s, 1); len(lines) != versions {
		t.Errorf("the log has %d lines for %d versions", len(lines), versions)
	}
}

func TestALogIsReplacedWhole(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	second := save(t, s, ref, "a: 2\n", first)
	good := activityOf(t, s, ref.Company)
	mended := activity.Entry{At: edited, LoggedAt: edited, Action: activity.Mended, Ref: workflow.Ref{Company: ref.Company}}
	for n := 1; n <= 2; n++ {
		bad := strings.Replace(read(t, logFile(root)), "Ada", "Bob", 1)
		write(t, logFile(root), bad)
		now, err := s.Activity(ref.Company)
		if err != nil {
			t.Fatal(err)
		}

		// When somebody writes meanwhile nothing is replaced
		if n == 1 {
			err = s.ReplaceActivity(t.Context(), ref.Company, activity.Mark{}, good, nil)
			if workflow.CodeOf(err) != workflow.CodeStaleParent || read(t, logFile(root)) != bad {
				t.Errorf("got %v", err)
			}
		}

		// When nobody does
		if err := s.ReplaceActivity(t.Context(), ref.Company, now.To, good, []activity.Entry{mended}); err != nil {
			t.Fatal(err)
		}

		// Then the log is what was asked for, and what it was is kept beside
		lines := activityOf(t, s, ref.Company)
		if len(lines) != len(good)+1 || lines[len(good)].Action != activity.Mended {
			t.Errorf("the log says %s", said(lines))
		}
		beside := filepath.Join(filepath.Dir(logFile(root)), fmt.Sprintf("activity.damaged-%d.jsonl", n))
		if read(t, beside) != bad {
			t.Errorf("what is kept beside is not what was there")
		}
	}
	save(t, s, ref, "a: 3\n", second)
	if lines := activityOf(t, s, ref.Company); len(lines) != len(good)+2 {
		t.Errorf("the log says %s", said(lines))
	}
}
