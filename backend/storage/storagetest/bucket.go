package storagetest

import (
	"slices"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

func createsOverDeletion(t *testing.T, b storage.Bucket) {
	ref := NewRef()
	first := put(t, b, ref, "a: 1\n", none)
	remove(t, b, ref, first)

	again := put(t, b, ref, "a: 2\n", none)

	if entry, text := get(t, b, ref, ""); entry.ID != again.ID || text != "a: 2\n" {
		t.Errorf("the latest is %s %q, want %s", entry.ID, text, again.ID)
	}
	_, err := b.Put(t.Context(), NewVersion(ref, ""), []byte("a: 3\n"), storage.Base{})
	wantCode(t, err, workflow.CodeStaleParent)
}

func heads(t *testing.T, b storage.Bucket) {
	ref := NewRef()
	first := put(t, b, ref, "a: 1\n", none)
	second := put(t, b, ref, "a: 22\n", first)

	got, err := b.Head(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}

	if got.Ref != ref || got.UID != second.UID || got.ID != second.ID || got.ETag != second.ETag || got.Size != 6 ||
		!got.IsLatest || got.DeleteMarker || got.Deleted || got.LastModified.IsZero() {
		t.Errorf("Head gives %+v, want %+v", got, second)
	}
	put(t, b, ref, "a: 3\n", got)
}

func headsDeleted(t *testing.T, b storage.Bucket) {
	ref := NewRef()
	first := put(t, b, ref, "a: 1\n", none)
	marker := remove(t, b, ref, first)

	got, err := b.Head(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}

	if got.ID != marker.ID || got.ETag != "" || marker.ETag != "" || !got.DeleteMarker || !got.Deleted || !got.IsLatest || got.Ref != ref {
		t.Errorf("Head gives %+v, want the marker %+v", got, marker)
	}
	put(t, b, ref, "a: 2\n", got)
}

func headsUnknown(t *testing.T, b storage.Bucket) {
	_, err := b.Head(t.Context(), NewRef())
	wantCode(t, err, workflow.CodeWorkflowNotFound)
}

func discards(t *testing.T, b storage.Bucket) {
	ref := NewRef()
	first := put(t, b, ref, "a: 1\n", none)
	marker := remove(t, b, ref, first)

	for range 2 { // the second time it is not there
		if err := b.Discard(t.Context(), ref, marker.ID); err != nil {
			t.Fatal(err)
		}
	}

	wantOnly(t, b, ref, "a: 1\n", first)
	if err := b.Discard(t.Context(), NewRef(), marker.ID); err != nil {
		t.Errorf("discarding of a workflow that is not there: %v", err)
	}
	put(t, b, ref, "a: 2\n", first)
}

func putSide(t *testing.T, b storage.Bucket, v workflow.Version, text string) storage.Entry {
	t.Helper()
	entry, err := b.PutSide(t.Context(), v, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

func openSides(t *testing.T, b storage.Bucket, company workflow.CompanyID) []storage.Entry {
	t.Helper()
	var all []storage.Entry
	for entry, err := range b.OpenSides(t.Context(), company) {
		if err != nil {
			t.Fatalf("OpenSides: %v", err)
		}
		all = append(all, entry)
	}
	return all
}

func keepsSide(t *testing.T, b storage.Bucket) {
	ref := NewRef()
	base := put(t, b, ref, "a: 1\n", none)
	lost := NewVersion(ref, base.UID)
	lost.Comment, lost.Prompt, lost.MergedUID = lines(3_000), lines(9_000), "01ARZ3NDEKTSV4RRFFQ69G5FAW"

	kept := putSide(t, b, lost, "a: lost\r\n")

	wantVersion(t, "PutSide", kept, lost, "a: lost\r\n")
	got, text, err := b.GetSide(t.Context(), ref, lost.UID)
	if err != nil {
		t.Fatal(err)
	}
	wantVersion(t, "GetSide", got, lost, "a: lost\r\n")
	if string(text) != "a: lost\r\n" || got.ID != kept.ID {
		t.Errorf("GetSide gives %s %q, want %s", got.ID, text, kept.ID)
	}
	wantOnly(t, b, ref, "a: 1\n", base) // it is beside the versions
	if all := workflows(t, b, ref.Company); len(all) != 1 {
		t.Errorf("Workflows gives %v", all)
	}
}

func keepsSideOnce(t *testing.T, b storage.Bucket) {
	lost := NewVersion(NewRef(), "")
	first := putSide(t, b, lost, "a: lost\n")

	again := putSide(t, b, lost, "a: lost\n")
	if err := b.CloseSide(t.Context(), lost.Ref, lost.UID); err != nil {
		t.Fatal(err)
	}
	closed := putSide(t, b, lost, "a: lost\n")

	if again.ID != first.ID || closed.ID != first.ID {
		t.Errorf("the side was kept as %s, %s and %s, want once", first.ID, again.ID, closed.ID)
	}
	wantVersion(t, "the second PutSide", again, lost, "a: lost\n")
	wantVersion(t, "PutSide of a closed one", closed, lost, "a: lost\n")
	if open := openSides(t, b, lost.Ref.Company); len(open) != 0 {
		t.Errorf("keeping it again opened it: %+v", open)
	}
}

func listsOpenSides(t *testing.T, b storage.Bucket) {
	company := NewRef().Company
	var want []workflow.UID
	for _, id := range []workflow.ID{1, 10, 2} { // by number as text
		var uids []workflow.UID
		for range 2 {
			v := NewVersion(workflow.Ref{Company: company, ID: id}, "")
			putSide(t, b, v, "a: 1\n")
			uids = append(uids, v.UID)
		}
		slices.Sort(uids)
		want = append(want, uids...)
	}
	putSide(t, b, NewVersion(NewRef(), ""), "a: another company\n")

	all := openSides(t, b, company)

	var got []workflow.UID
	for _, entry := range all {
		got = append(got, entry.UID)
		if entry.Ref.Company != company || entry.Size != 5 || entry.LastModified.IsZero() {
			t.Errorf("the side %s is %+v", entry.UID, entry)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the sides are %v, want %v", got, want)
	}
	for _, err := range b.OpenSides(t.Context(), company) {
		if err != nil {
			t.Error(err)
		}
		break // may be read as far as one likes
	}
}

func closesSide(t *testing.T, b storage.Bucket) {
	ref := NewRef()
	lost, other := NewVersion(ref, ""), NewVersion(ref, "")
	putSide(t, b, lost, "a: lost\n")
	putSide(t, b, other, "a: other\n")

	for range 2 { // the second time it is closed
		if err := b.CloseSide(t.Context(), ref, lost.UID); err != nil {
			t.Fatal(err)
		}
	}

	if open := openSides(t, b, ref.Company); len(open) != 1 || open[0].UID != other.UID {
		t.Errorf("open are %+v, want %s alone", open, other.UID)
	}
	got, text, err := b.GetSide(t.Context(), ref, lost.UID)
	if err != nil || string(text) != "a: lost\n" {
		t.Fatalf("the closed side is %q %v", text, err)
	}
	wantVersion(t, "GetSide", got, lost, "a: lost\n")
}

func unknownSide(t *testing.T, b storage.Bucket) {
	v := NewVersion(NewRef(), "")

	_, _, err := b.GetSide(t.Context(), v.Ref, v.UID)

	wantCode(t, err, workflow.CodeVersionNotFound)
	if err := b.CloseSide(t.Context(), v.Ref, v.UID); err != nil {
		t.Errorf("closing what was never there: %v", err)
	}
	putSide(t, b, v, "a: 1\n")
	if open := openSides(t, b, v.Ref.Company); len(open) != 1 {
		t.Errorf("after closing nothing, open are %+v", open)
	}
}

func cancelledBucket(t *testing.T, b storage.Bucket) {
	ref := NewRef()
	first := put(t, b, ref, "a: 1\n", none)
	side := NewVersion(ref, "")
	putSide(t, b, side, "a: 1\n")
	unsaved := NewVersion(ref, "")

	_, head := b.Head(cancelled(), ref)
	_, putErr := b.PutSide(cancelled(), unsaved, []byte("a: 1\n"))
	_, _, getErr := b.GetSide(cancelled(), ref, side.UID)
	_, tagsErr := b.Tags(cancelled(), ref, first.ID)
	_, _, scenariosErr := b.Scenarios(cancelled(), ref)
	_, putScenariosErr := b.PutScenarios(cancelled(), ref, []byte("{}"), "")
	calls := map[string]error{
		"Scenarios": scenariosErr, "PutScenarios": putScenariosErr,
		"Head": head, "PutSide": putErr, "GetSide": getErr, "Tags": tagsErr,
		"Discard":   b.Discard(cancelled(), ref, first.ID),
		"CloseSide": b.CloseSide(cancelled(), ref, side.UID),
		"SetTags":   b.SetTags(cancelled(), ref, first.ID, []workflow.Tag{{Name: "approved"}}),
	}

	for call, err := range calls {
		t.Run(call, func(t *testing.T) { wantCode(t, err, workflow.CodeCancelled) })
	}
	wantSequenceError(t, "OpenSides", b.OpenSides(cancelled(), ref.Company))
	wantOnly(t, b, ref, "a: 1\n", first)
	if open := openSides(t, b, ref.Company); len(open) != 1 || open[0].UID != side.UID {
		t.Errorf("open are %+v, want %s alone", open, side.UID)
	}
	wantScenarios(t, b, ref, "", "")
	if tags, err := b.Tags(t.Context(), ref, first.ID); err != nil || len(tags) != 0 {
		t.Errorf("the tags are %v %v", tags, err)
	}
}
