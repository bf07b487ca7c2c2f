package storagetest

import (
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

func setTags(t *testing.T, b storage.Bucket, e storage.Entry, tags ...workflow.Tag) {
	t.Helper()
	if err := b.SetTags(t.Context(), e.Ref, e.ID, tags); err != nil {
		t.Fatal(err)
	}
}

func wantTags(t *testing.T, b storage.Bucket, e storage.Entry, want ...workflow.Tag) {
	t.Helper()
	got, err := b.Tags(t.Context(), e.Ref, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) || got == nil {
		t.Errorf("the tags are %v, want %v", got, want)
	}
}

func replacesTags(t *testing.T, b storage.Bucket) {
	first := put(t, b, NewRef(), "a: 1\n", none)
	second := put(t, b, first.Ref, "a: 2\n", first)

	wantTags(t, b, first)
	setTags(t, b, first, workflow.Tag{Name: "b", Value: "1"}, workflow.Tag{Name: "a"})
	wantTags(t, b, first, workflow.Tag{Name: "a"}, workflow.Tag{Name: "b", Value: "1"})
	wantTags(t, b, second) // each version has its own
	setTags(t, b, first, workflow.Tag{Name: "c"})
	wantTags(t, b, first, workflow.Tag{Name: "c"})
	setTags(t, b, first)
	wantTags(t, b, first)

	wantOnly(t, b, first.Ref, "a: 2\n", second, first) // no version was made
	latest, _ := get(t, b, first.Ref, "")
	setTags(t, b, latest, workflow.Tag{Name: "approved"})
	put(t, b, first.Ref, "a: 3\n", latest) // and its base is good as before
	marker := remove(t, b, first.Ref, versions(t, b, first.Ref)[0])
	wantTags(t, b, second, workflow.Tag{Name: "approved"})
	_, err := b.Tags(t.Context(), first.Ref, marker.ID)
	wantCode(t, err, workflow.CodeVersionNotFound)
}

func keepsTags(t *testing.T, b storage.Bucket) {
	entry := put(t, b, NewRef(), "a: 1\n", none)
	var all []workflow.Tag
	for _, name := range []string{
		"approved", "Review 2026", "v1.2/final", "a@b:c", "a+b=c-d_e", "UPPER", "1", strings.Repeat("x", 128), "two  blanks", "value",
	} {
		all = append(all, workflow.Tag{Name: name})
	}
	all[9].Value = strings.Repeat("a+ ", 85) + "b"
	all = workflow.SortTags(all)
	if err := workflow.CheckTags(all); err != nil {
		t.Fatal(err)
	}

	setTags(t, b, entry, all...)

	wantTags(t, b, entry, all...)
	if listed := versions(t, b, entry.Ref)[0].Tags; listed != nil && !slices.Equal(listed, all) {
		t.Errorf("the listing has the tags %v, want %v", listed, all)
	}
	err := b.SetTags(t.Context(), entry.Ref, entry.ID, append(all, workflow.Tag{Name: "one more"}))
	wantCode(t, err, workflow.CodeInvalidRequest)
	wantTags(t, b, entry, all...)
}

func listsTags(t *testing.T, b storage.Bucket) {
	first := put(t, b, NewRef(), "a: 1\n", none)
	second := put(t, b, first.Ref, "a: 2\n", first)
	setTags(t, b, first, workflow.Tag{Name: "approved", Value: "Ada"})

	all := versions(t, b, first.Ref)

	if len(all) != 2 || all[0].ID != second.ID {
		t.Fatalf("the versions are %+v", all)
	}
	if (all[0].Tags == nil) != (all[1].Tags == nil) {
		t.Fatalf("the listing tells the tags %v and %v, want both or neither", all[0].Tags, all[1].Tags)
	}
	want := []workflow.Tag{{Name: "approved", Value: "Ada"}}
	if all[0].Tags != nil && (len(all[0].Tags) != 0 || !slices.Equal(all[1].Tags, want)) {
		t.Errorf("the tags are %v and %v, want none and %v", all[0].Tags, all[1].Tags, want)
	}
}

func unknownTags(t *testing.T, b storage.Bucket) {
	ref, other := NewRef(), NewRef()
	put(t, b, ref, "a: 1\n", none)
	foreign := put(t, b, other, "a: 2\n", none)

	for name, id := range map[string]string{
		"another workflow's": foreign.ID, "nobody's": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "no id": "../x",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Tags(t.Context(), ref, id)
			wantCode(t, err, workflow.CodeVersionNotFound)
			err = b.SetTags(t.Context(), ref, id, []workflow.Tag{{Name: "approved"}})
			wantCode(t, err, workflow.CodeVersionNotFound)
		})
	}
}
