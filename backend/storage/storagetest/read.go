package storagetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

func getsVersions(t *testing.T, s storage.Store) {
	ref := NewRef()
	first := put(t, s, ref, "a: 1\n", none)
	second := put(t, s, ref, "a: 2\n", first)
	third := put(t, s, ref, "a: 1\n", second) // the text of the first again, a version of its own

	for i, saved := range []storage.Entry{first, second, third} {
		entry, text := get(t, s, ref, saved.ID)
		want := []string{"a: 1\n", "a: 2\n", "a: 1\n"}[i]
		if entry.UID != saved.UID || text != want {
			t.Errorf("id of version %d gives %s %q, want %s %q", i+1, entry.UID, text, saved.UID, want)
		}
		if entry.ParentUID != saved.ParentUID {
			t.Errorf("the parent of version %d is %q, want %q", i+1, entry.ParentUID, saved.ParentUID)
		}
	}
	if entry, _ := get(t, s, ref, ""); entry.UID != third.UID || !entry.IsLatest {
		t.Errorf("the latest is %s (marked %v), want %s", entry.UID, entry.IsLatest, third.UID)
	}
}

func unknownWorkflow(t *testing.T, s storage.Store) {
	ref := NewRef()

	_, _, latest := s.Get(t.Context(), ref, "")
	_, _, byID := s.Get(t.Context(), ref, "01ARZ3NDEKTSV4RRFFQ69G5FAV")

	wantCode(t, latest, workflow.CodeWorkflowNotFound)
	wantCode(t, byID, workflow.CodeWorkflowNotFound, workflow.CodeVersionNotFound)
	if all := versions(t, s, ref); len(all) != 0 {
		t.Errorf("an unknown workflow has %d versions", len(all))
	}
	if all := workflows(t, s, ref.Company); len(all) != 0 {
		t.Errorf("an unknown company has %d workflows", len(all))
	}
}

func unknownVersion(t *testing.T, s storage.Store) {
	ref, other := NewRef(), NewRef()
	other.Company = ref.Company
	first := put(t, s, ref, "a: 1\n", none)
	foreign := put(t, s, other, "a: 2\n", none)

	ids := []string{
		"01ARZ3NDEKTSV4RRFFQ69G5FAV", foreign.ID, first.ID + "x", strings.ToLower(first.ID) + " ",
		"../x", "..", ".", "/", "../../../../etc/passwd", "..\\x", "a/b", "null", "0", "-1", "99999999999", " ",
		"%2e%2e", "ä", "👩🏽‍💼", "x\x00y", "\n", "?versionId=x", strings.Repeat("x", 3_000),
	}
	for _, id := range ids {
		t.Run(fmt.Sprintf("%.20q", id), func(t *testing.T) {
			_, text, err := s.Get(t.Context(), ref, id)

			wantCode(t, err, workflow.CodeVersionNotFound)
			if text != nil {
				t.Errorf("it gave the text %q", text)
			}
		})
	}
}

func listsVersions(t *testing.T, s storage.Store) {
	ref := NewRef()
	var saved []storage.Entry
	last := none
	for i := range 5 {
		last = put(t, s, ref, fmt.Sprintf("a: %d\n", i), last)
		saved = append(saved, last)
	}
	slices.Reverse(saved)

	all := versions(t, s, ref)

	if len(all) != len(saved) {
		t.Fatalf("there are %d versions, want %d", len(all), len(saved))
	}
	for i, entry := range all {
		wantVersion(t, fmt.Sprintf("version %d from the newest", i), entry, saved[i].Version, fmt.Sprintf("a: %d\n", 4-i))
		if entry.ID != saved[i].ID || entry.ETag != saved[i].ETag {
			t.Errorf("Versions says %+v of what Put said %+v", entry.Base(), saved[i].Base())
		}
		if entry.IsLatest != (i == 0) {
			t.Errorf("version %d from the newest is marked latest: %v", i, entry.IsLatest)
		}
		if i > 0 && all[i-1].ParentUID != entry.UID {
			t.Errorf("the parent of %s is %s, want %s", all[i-1].UID, all[i-1].ParentUID, entry.UID)
		}
	}
}

func stopsVersionsEarly(t *testing.T, s storage.Store) {
	ref := NewRef()
	first := put(t, s, ref, "a: 1\n", none)
	second := put(t, s, ref, "a: 2\n", first)

	var read []storage.Entry
	for entry, err := range s.Versions(t.Context(), ref) {
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, entry)
		break
	}

	if len(read) != 1 || read[0].UID != second.UID {
		t.Errorf("the first entry is %v, want the newest version alone", read)
	}
	if all := versions(t, s, ref); len(all) != 2 {
		t.Errorf("after an early stop there are %d versions, want 2", len(all))
	}
}

func listsWorkflows(t *testing.T, s storage.Store) {
	company := NewRef().Company
	latest := map[workflow.ID]storage.Entry{}
	for _, id := range []workflow.ID{2, 10, 1, 100, workflow.MaxID} {
		ref := workflow.Ref{Company: company, ID: id}
		first := put(t, s, ref, "a: 1\n", none)
		latest[id] = put(t, s, ref, "a: "+strings.Repeat("x", int(id%7))+"\n", first)
	}

	all := workflows(t, s, company)

	var order []workflow.ID
	for _, entry := range all {
		order = append(order, entry.Ref.ID)
		want := latest[entry.Ref.ID]
		if entry.Ref != want.Ref || entry.Size != want.Size || entry.ETag != want.ETag {
			t.Errorf("workflow %d is %v with %d bytes and etag %s, want %v, %d, %s",
				entry.Ref.ID, entry.Ref, entry.Size, entry.ETag, want.Ref, want.Size, want.ETag)
		}
		if !entry.IsLatest || entry.DeleteMarker {
			t.Errorf("the entry of workflow %d is not marked as the latest: %+v", entry.Ref.ID, entry)
		}
		if entry.LastModified.IsZero() {
			t.Errorf("workflow %d has no LastModified", entry.Ref.ID)
		}
	}
	if want := []workflow.ID{1, 10, 100, 2, workflow.MaxID}; !slices.Equal(order, want) {
		t.Errorf("the order is %v, want that of the keys as text: %v", order, want)
	}
}

func keepsCompaniesApart(t *testing.T, s storage.Store) {
	mine, theirs := NewRef(), NewRef()
	theirs.ID = mine.ID
	put(t, s, mine, "a: mine\n", none)
	theirEntry := put(t, s, theirs, "a: theirs\n", none)

	all := workflows(t, s, mine.Company)

	if len(all) != 1 || all[0].Ref != mine {
		t.Errorf("the company has %v, want %v alone", all, mine)
	}
	if _, text := get(t, s, mine, ""); text != "a: mine\n" {
		t.Errorf("the text is %q, want that of this company", text)
	}
	_, _, err := s.Get(t.Context(), mine, theirEntry.ID)
	wantCode(t, err, workflow.CodeVersionNotFound)
}

func stopsWorkflowsEarly(t *testing.T, s storage.Store) {
	one := NewRef()
	two := NewRef()
	two.Company = one.Company
	put(t, s, one, "a: 1\n", none)
	put(t, s, two, "a: 2\n", none)

	read := 0
	for _, err := range s.Workflows(t.Context(), one.Company) {
		if err != nil {
			t.Fatal(err)
		}
		read++
		break
	}

	if read != 1 {
		t.Errorf("read %d workflows, want 1", read)
	}
	if all := workflows(t, s, one.Company); len(all) != 2 {
		t.Errorf("after an early stop there are %d workflows, want 2", len(all))
	}
}

func cancelledRead(t *testing.T, s storage.Store) {
	ref := NewRef()
	put(t, s, ref, "a: 1\n", none)

	_, _, err := s.Get(cancelled(), ref, "")
	wantCode(t, err, workflow.CodeCancelled)

	wantSequenceError(t, "Versions", s.Versions(cancelled(), ref))
	wantSequenceError(t, "Workflows", s.Workflows(cancelled(), ref.Company))
}

// wantSequenceError asserts that a sequence under a cancelled context is one error and nothing after it.
func wantSequenceError(t *testing.T, name string, sequence func(yield func(storage.Entry, error) bool)) {
	t.Helper()
	yielded := 0
	for _, err := range sequence {
		yielded++
		if yielded > 1 {
			t.Fatalf("%s went on after its error", name)
		}
		wantCode(t, err, workflow.CodeCancelled)
	}
	if yielded != 1 {
		t.Errorf("%s ended without the error", name)
	}
}
