package memstore_test

import (
	"errors"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

// everyCall calls each operation of a bucket once and gives the errors by operation.
func everyCall(t *testing.T, b storage.Bucket, v workflow.Version, e storage.Entry) map[string]error {
	t.Helper()
	errs := map[string]error{}
	_, errs[memstore.OpPut] = b.Put(t.Context(), v, []byte("a: 2\n"), e.Base())
	_, _, errs[memstore.OpGet] = b.Get(t.Context(), v.Ref, "")
	_, errs[memstore.OpHead] = b.Head(t.Context(), v.Ref)
	_, errs[memstore.OpPutSide] = b.PutSide(t.Context(), v, []byte("a: 1\n"))
	for _, err := range b.OpenSides(t.Context(), v.Ref.Company) {
		errs[memstore.OpOpenSides] = err
	}
	_, _, errs[memstore.OpGetSide] = b.GetSide(t.Context(), v.Ref, v.UID)
	errs[memstore.OpCloseSide] = b.CloseSide(t.Context(), v.Ref, v.UID)
	errs[memstore.OpSetTags] = b.SetTags(t.Context(), v.Ref, e.ID, []workflow.Tag{{Name: "a"}})
	_, errs[memstore.OpTags] = b.Tags(t.Context(), v.Ref, e.ID)
	for _, err := range b.Versions(t.Context(), v.Ref) {
		errs[memstore.OpVersions] = err
	}
	for _, err := range b.Workflows(t.Context(), v.Ref.Company) {
		errs[memstore.OpWorkflows] = err
	}
	for _, err := range b.(storage.Follower).Follow(t.Context(), v.Ref.Company) {
		errs[memstore.OpFollow] = err
		break
	}
	errs[memstore.OpDiscard] = b.Discard(t.Context(), v.Ref, e.ID)
	return errs
}

func TestEveryOperationCanBeRefused(t *testing.T) {
	refusal := errors.New("no")
	inner := memstore.New()
	v := storagetest.NewVersion(storagetest.NewRef(), "")
	first := put(t, inner, v.Ref, "a: 1\n", storage.Base{})
	seen := map[string]int{}
	b := memstore.WithFaults(inner, func(op string, n int) memstore.Fault {
		seen[op] = n
		return memstore.Refused(refusal)
	})

	errs := everyCall(t, b, v, first)

	for op, err := range errs {
		if !errors.Is(err, refusal) || seen[op] != 1 {
			t.Errorf("%s, asked %d times, gives %v", op, seen[op], err)
		}
	}
	wantIDs(t, inner, v.Ref, first.ID)
	if tags, err := inner.Tags(t.Context(), v.Ref, first.ID); err != nil || len(tags) != 0 {
		t.Errorf("the tags are %v %v", tags, err)
	}
}

func TestEveryWriteCanLoseItsAnswer(t *testing.T) {
	inner := memstore.New()
	v := storagetest.NewVersion(storagetest.NewRef(), "")
	first := put(t, inner, v.Ref, "a: 1\n", storage.Base{})
	b := memstore.WithFaults(inner, func(op string, _ int) memstore.Fault {
		switch op {
		case memstore.OpPut, memstore.OpPutSide, memstore.OpCloseSide, memstore.OpSetTags, memstore.OpDiscard:
			return memstore.AnswerLost()
		}
		return memstore.Fault{}
	})

	errs := everyCall(t, b, v, first)

	for _, op := range []string{memstore.OpPut, memstore.OpPutSide, memstore.OpCloseSide, memstore.OpSetTags, memstore.OpDiscard} {
		if workflow.CodeOf(errs[op]) != workflow.CodeUnclear {
			t.Errorf("%s gives %v", op, errs[op])
		}
	}
	wantIDs(t, inner, v.Ref, "mem-2") // put was done, and so was discard
	if _, _, err := inner.GetSide(t.Context(), v.Ref, v.UID); err != nil {
		t.Errorf("PutSide was not done: %v", err)
	}
	for entry := range inner.OpenSides(t.Context(), v.Ref.Company) {
		t.Errorf("CloseSide was not done: %+v", entry)
	}
}

func TestSequencesAreCutWhereThePlanSays(t *testing.T) {
	cut := errors.New("cut")
	inner, ref := memstore.New(), storagetest.NewRef()
	first := put(t, inner, ref, "a: 1\n", storage.Base{})
	put(t, inner, ref, "a: 2\n", first.Base())
	for _, test := range []struct{ after, entries int }{{0, 0}, {1, 1}, {2, 2}, {5, 2}} {
		b := memstore.WithFaults(inner, func(string, int) memstore.Fault { return memstore.Cut(test.after, cut) })

		entries, failures := 0, 0
		for _, err := range b.Versions(t.Context(), ref) {
			if errors.Is(err, cut) {
				failures++
			} else {
				entries++
			}
		}

		if entries != test.entries || failures != 1 {
			t.Errorf("cut after %d: %d entries, %d errors", test.after, entries, failures)
		}
	}
}

func TestOthersMayActBetweenDecisionAndCall(t *testing.T) {
	inner, ref := memstore.New(), storagetest.NewRef()
	first := put(t, inner, ref, "a: 1\n", storage.Base{})
	b := memstore.WithFaults(inner, func(op string, n int) memstore.Fault {
		if op == memstore.OpPut && n == 1 {
			return memstore.Meanwhile(func() { inner.Upload(ref, []byte("a: theirs\n")) })
		}
		return memstore.Fault{}
	})

	_, err := b.Put(t.Context(), storagetest.NewVersion(ref, ""), []byte("a: mine\n"), first.Base())

	if workflow.CodeOf(err) != workflow.CodeStaleParent {
		t.Errorf("Put gives %v", err)
	}
}
