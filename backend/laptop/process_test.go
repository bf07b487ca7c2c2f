package laptop_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/workflow"
)

// two are two programs on one folder, in which workflow 7 has a version.
func two(t *testing.T) (one, other *laptop.Laptop, first workflow.Version) {
	t.Helper()
	folder := t.TempDir()
	one, other = openAt(t, folder), openAt(t, folder)
	t.Cleanup(func() { closed(t, one); closed(t, other) })
	return one, other, saved(t, one, workflow.Version{}, 1)
}

// wantIndex compares what the index has of workflow 7 with its journal.
func wantIndex(t *testing.T, l *laptop.Laptop, head workflow.UID, versions int) {
	t.Helper()
	latest, err := l.Index.Version(t.Context(), seven, "", "")
	if err != nil || latest.UID != head {
		t.Errorf("the latest is %s, %v; want %s", latest.UID, err, head)
	}
	all, err := l.Index.Versions(t.Context(), seven, "")
	if err != nil || len(all) != versions {
		t.Errorf("%d versions, %v; want %d", len(all), err, versions)
	}
	_, behind, damaged, err := l.CheckIndex(t.Context(), company)
	if behind != 0 || damaged != nil || err != nil {
		t.Errorf("%d behind, %v, %v", behind, damaged, err)
	}
}

func TestAVersionStaysInTheIndexWhileAnotherProgramReadsTheJournal(t *testing.T) {
	one, other, first := two(t)

	// When a program saves while another one has read the journal and not recorded it yet
	var second workflow.Version
	err := other.CatchUpIn(t.Context(), seven, func() { second = saved(t, one, first, 2) })

	// Then the other one must read it again, and the version is found all the time
	if !errors.Is(err, catalog.ErrOutrun) {
		t.Errorf("got %v", err)
	}
	wantIndex(t, one, second.UID, 2)
	if err := other.CatchUp(t.Context(), seven); err != nil {
		t.Fatal(err)
	}
	wantIndex(t, other, second.UID, 2)
}

func TestAVersionComesIntoAnIndexThatIsEmptiedWhileAnotherProgramReadsTheJournal(t *testing.T) {
	one, other, first := two(t)

	// When the index is emptied, to be made anew, while another program has read the journal and not recorded it yet
	err := other.CatchUpIn(t.Context(), seven, func() {
		if err := one.Index.Clear(t.Context()); err != nil {
			t.Fatal(err)
		}
	})

	// Then the other one does not say that the index tells of a version which is not in it
	if !errors.Is(err, catalog.ErrOutrun) {
		t.Errorf("got %v", err)
	}
	if err := other.CatchUp(t.Context(), seven); err != nil {
		t.Fatal(err)
	}
	wantIndex(t, one, first.UID, 1)
}

func TestAFirstVersionStaysInTheIndexThoughAnotherProgramFoundAnEmptyJournal(t *testing.T) {
	folder := t.TempDir()
	one, other := openAt(t, folder), openAt(t, folder)
	defer closed(t, one)
	defer closed(t, other)

	// When a program saves the first version while another one has read the journal, in which there was nothing
	var first workflow.Version
	err := other.CatchUpIn(t.Context(), seven, func() { first = saved(t, one, workflow.Version{}, 1) })

	if !errors.Is(err, catalog.ErrOutrun) {
		t.Errorf("got %v", err)
	}
	wantIndex(t, one, first.UID, 1)
}

func TestTheTagsThatWereSetLastAreInTheIndexInWhateverOrderProgramsRecordThem(t *testing.T) {
	one, other, first := two(t)
	set := func(name string) []workflow.Tag { return []workflow.Tag{{Name: name}} }

	// When a program wrote tags and has not recorded them yet, and another one reads them and sets others
	span, err := one.Files.SetTags(t.Context(), seven, first.UID, set("draft"), "Ada", noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Follow(t.Context(), seven); err != nil {
		t.Fatal(err)
	}
	if err := other.SetTags(t.Context(), seven, first.UID, set("approved"), "Bo", noon.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	err = one.Index.Record(t.Context(), catalog.Change{
		Ref: seven, Span: span, Tags: []workflow.TagSet{{UID: first.UID, Tags: set("draft")}},
	})
	if err != nil {
		t.Fatal(err)
	}

	// Then the index has those that the journal has
	v, err := one.Index.Version(t.Context(), seven, "", "")
	if err != nil || fmt.Sprint(v.Tags) != fmt.Sprint(set("approved")) {
		t.Errorf("got %v, %v", v.Tags, err)
	}
	wantIndex(t, one, first.UID, 1)
}
