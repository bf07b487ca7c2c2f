package storagetest

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

func putScenarios(t *testing.T, b storage.Bucket, ref workflow.Ref, text, base string) (etag string) {
	t.Helper()
	etag, err := b.PutScenarios(t.Context(), ref, []byte(text), base)
	if err != nil {
		t.Fatal(err)
	}
	if etag == "" || etag == base {
		t.Fatalf("the ETag of %q is %q", text, etag)
	}
	return etag
}

func wantScenarios(t *testing.T, b storage.Bucket, ref workflow.Ref, text, etag string) {
	t.Helper()
	got, now, err := b.Scenarios(t.Context(), ref)
	if err != nil || string(got) != text || now != etag {
		t.Errorf("the scenarios are %q %q, %v, want %q %q", got, now, err, text, etag)
	}
}

func keepsScenarios(t *testing.T, b storage.Bucket) {
	entry := put(t, b, NewRef(), "a: 1\n", none)
	wantScenarios(t, b, entry.Ref, "", "")

	first := putScenarios(t, b, entry.Ref, "{\"a\": \"\u00e9<&>\"}\n", "")
	wantScenarios(t, b, entry.Ref, "{\"a\": \"\u00e9<&>\"}\n", first)
	second := putScenarios(t, b, entry.Ref, "{}", first)
	wantScenarios(t, b, entry.Ref, "{}", second)

	// They are no version, and outlive those
	wantOnly(t, b, entry.Ref, "a: 1\n", entry)
	remove(t, b, entry.Ref, entry)
	wantScenarios(t, b, entry.Ref, "{}", second)
	wantScenarios(t, b, NewRef(), "", "")
}

func refusesStaleScenarios(t *testing.T, b storage.Bucket) {
	ref := NewRef()
	first := putScenarios(t, b, ref, "1", "")
	second := putScenarios(t, b, ref, "2", first)

	for name, base := range map[string]string{"none": "", "an older one": first, "another's": putScenarios(t, b, NewRef(), "3", "")} {
		_, err := b.PutScenarios(t.Context(), ref, []byte("4"), base)
		if workflow.CodeOf(err) != workflow.CodeStaleParent {
			t.Errorf("on %s: %v", name, err)
		}
	}
	_, err := b.PutScenarios(t.Context(), NewRef(), []byte("4"), first)
	wantCode(t, err, workflow.CodeStaleParent)

	wantScenarios(t, b, ref, "2", second)
}

func listsScenarios(t *testing.T, b storage.Bucket) {
	with := put(t, b, NewRef(), "a: 1\n", none)
	other, alone := NewRef(), NewRef()
	other.Company, alone.Company = with.Ref.Company, with.Ref.Company
	without := put(t, b, other, "a: 2\n", none)
	etag := putScenarios(t, b, with.Ref, "{}", "")
	putScenarios(t, b, alone, "{}", "")

	found := map[workflow.Ref]string{}
	for _, e := range workflows(t, b, with.Ref.Company) {
		found[e.Ref] = e.Scenarios
	}

	if got, here := found[with.Ref]; !here || got != etag {
		t.Errorf("the workflow with scenarios is listed with %q, want %q", got, etag)
	}
	if got, here := found[without.Ref]; !here || got != "" {
		t.Errorf("the workflow without is listed with %q", got)
	}
	if _, here := found[alone]; here {
		t.Error("scenarios alone are listed as a workflow")
	}
}

func oneWinnerOfScenarios(t *testing.T, b storage.Bucket) {
	ref := NewRef()
	base := putScenarios(t, b, ref, "0", "")
	const writers = 8
	var group sync.WaitGroup
	failures := make([]error, writers)
	for i := range writers {
		group.Go(func() {
			_, failures[i] = b.PutScenarios(context.WithoutCancel(t.Context()), ref, fmt.Appendf(nil, "writer %d", i), base)
		})
	}
	group.Wait()

	winner := -1
	for i, err := range failures {
		if err == nil && winner < 0 {
			winner = i
		} else {
			wantCode(t, err, workflow.CodeStaleParent)
		}
	}
	if winner < 0 {
		t.Fatal("nobody won")
	}
	got, _, err := b.Scenarios(t.Context(), ref)
	if err != nil || string(got) != fmt.Sprintf("writer %d", winner) {
		t.Errorf("writer %d won, and the scenarios are %q, %v", winner, got, err)
	}
}
