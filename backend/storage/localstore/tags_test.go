package localstore_test

import (
	"reflect"
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

func tags(names ...string) []workflow.Tag {
	all := []workflow.Tag{}
	for _, name := range names {
		all = append(all, workflow.Tag{Name: name})
	}
	return all
}

func setTags(t *testing.T, s *localstore.Store, uid workflow.UID, all []workflow.Tag) workflow.JournalSpan {
	t.Helper()
	span, err := s.SetTags(t.Context(), ref, uid, all, "Ada", edited)
	if err != nil {
		t.Fatal(err)
	}
	return span
}

func TestTagsAreTheLastThatWereWanted(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	second := save(t, s, ref, "a: 2\n", first)

	setTags(t, s, first.UID, tags("b", "a", "b"))
	setTags(t, s, second.UID, tags("x"))
	setTags(t, s, second.UID, nil)
	size := history(t, s).Size
	again := setTags(t, s, first.UID, tags("a", "b"))

	want := []workflow.TagSet{
		{UID: first.UID, Tags: tags("a", "b"), By: "Ada", At: edited},
		{UID: second.UID, Tags: tags(), Was: tags("x"), By: "Ada", At: edited},
	}
	if got := history(t, open(t, root)).Tags; !reflect.DeepEqual(got, want) {
		t.Errorf("the tags are %+v, want %+v", got, want)
	}
	if again != (workflow.JournalSpan{From: size, To: size}) {
		t.Errorf("wanting the same again added %v", again)
	}
	line := `{"event":"tags","version_uid":"` + string(first.UID) +
		`","tags":[{"name":"a","value":""},{"name":"b","value":""}],"by":"Ada","at":"2026-05-04T03:02:01.123456789Z"}` + "\n"
	if journal := read(t, file(root, ref, "history.jsonl")); !strings.Contains(journal, line) {
		t.Errorf("the journal is\n%s\nwant in it\n%s", journal, line)
	}
	wantSound(t, s)
}

func TestTagsThatCannotBeKeptAreRefused(t *testing.T) {
	s := open(t, t.TempDir())
	saved := save(t, s, ref, "a: 1\n", storage.Entry{})
	tests := map[string]struct {
		ref  workflow.Ref
		uid  workflow.UID
		tags []workflow.Tag
		by   string
		code workflow.Code
	}{
		"an unknown workflow": {workflow.Ref{Company: 3, ID: 8}, saved.UID, tags("a"), "", workflow.CodeWorkflowNotFound},
		"an unknown version":  {ref, "01ARZ3NDEKTSV4RRFFQ69G5FAV", tags("a"), "", workflow.CodeVersionNotFound},
		"a tag of S3's no":    {ref, saved.UID, tags("a;b"), "", workflow.CodeInvalidRequest},
		"eleven tags":         {ref, saved.UID, tags(strings.Split("abcdefghijk", "")...), "", workflow.CodeInvalidRequest},
		"by no text":          {ref, saved.UID, tags("a"), "\xff", workflow.CodeInvalidContent},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := s.SetTags(t.Context(), test.ref, test.uid, test.tags, test.by, edited)

			wantCode(t, err, test.code)
			if got := history(t, s).Tags; len(got) != 0 {
				t.Errorf("the tags are %+v, want none", got)
			}
		})
	}
}

func TestTagsOfBucketsAreTheLastOfEach(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	saved := save(t, s, ref, "a: 1\n", storage.Entry{})
	sent := workflow.BucketTags{BucketID: "one", UID: saved.UID, Sent: tags("a")}
	all := []workflow.BucketTags{
		sent,
		{BucketID: "two", UID: saved.UID, Base: tags("b"), Sent: tags()},
		{BucketID: "one", UID: saved.UID, Base: []workflow.Tag{{Name: "a", Value: "by another tool"}}},
	}

	for _, b := range all {
		if _, err := s.AddBucketTags(t.Context(), ref, b); err != nil {
			t.Fatal(err)
		}
	}

	if got, want := history(t, s).BucketTags, []workflow.BucketTags{all[2], all[1]}; !reflect.DeepEqual(got, want) {
		t.Errorf("the tags are %+v, want %+v", got, want)
	}
	_, nowhere := s.AddBucketTags(t.Context(), ref, workflow.BucketTags{UID: saved.UID})
	_, unknown := s.AddBucketTags(t.Context(), workflow.Ref{Company: 3, ID: 8}, sent)
	wantCode(t, nowhere, workflow.CodeInvalidRequest)
	wantCode(t, unknown, workflow.CodeWorkflowNotFound)
	wantSound(t, s)
}
