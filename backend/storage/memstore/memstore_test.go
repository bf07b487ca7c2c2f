package memstore_test

import (
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

func TestStoreKeepsTheContracts(t *testing.T) {
	storagetest.Run(t, func(*testing.T) storage.Store { return memstore.New() })
	storagetest.RunBucket(t, func(*testing.T) storage.Bucket { return memstore.New() })
}

func TestFaultlessDecoratorKeepsTheContracts(t *testing.T) {
	faultless := func() storage.Bucket {
		return memstore.WithFaults(memstore.New(), func(string, int) memstore.Fault { return memstore.Fault{} })
	}
	storagetest.Run(t, func(*testing.T) storage.Store { return faultless() })
	storagetest.RunBucket(t, func(*testing.T) storage.Bucket { return faultless() })
}

func TestRefusedCallReachesNothing(t *testing.T) {
	refusal := &workflow.Error{Code: workflow.CodeBucketUnreachable, Message: "No answer.", Hint: "Check the network."}
	inner := memstore.New()
	store := memstore.WithFaults(inner, func(op string, n int) memstore.Fault {
		if op == memstore.OpPut && n == 1 {
			return memstore.Refused(refusal)
		}
		return memstore.Fault{}
	})
	v := storagetest.NewVersion(storagetest.NewRef(), "")

	_, err := store.Put(t.Context(), v, []byte("a: 1\n"), storage.Base{})

	if workflow.CodeOf(err) != workflow.CodeBucketUnreachable {
		t.Errorf("the first Put gives %v, want the refusal", err)
	}
	if _, _, err := inner.Get(t.Context(), v.Ref, ""); workflow.CodeOf(err) != workflow.CodeWorkflowNotFound {
		t.Errorf("the refused Put wrote something: %v", err)
	}
	if _, err := store.Put(t.Context(), v, []byte("a: 1\n"), storage.Base{}); err != nil {
		t.Errorf("the second Put is not in the plan and gives %v", err)
	}
}

func TestLostAnswerHidesAWriteThatHappened(t *testing.T) {
	store := memstore.WithFaults(memstore.New(), func(op string, _ int) memstore.Fault {
		if op == memstore.OpPut {
			return memstore.AnswerLost()
		}
		return memstore.Fault{}
	})
	v := storagetest.NewVersion(storagetest.NewRef(), "")

	_, err := store.Put(t.Context(), v, []byte("a: 1\n"), storage.Base{})

	if workflow.CodeOf(err) != workflow.CodeUnclear {
		t.Errorf("Put gives %v, want %s", err, workflow.CodeUnclear)
	}
	entry, _, err := store.Get(t.Context(), v.Ref, "")
	if err != nil || entry.UID != v.UID {
		t.Errorf("the store has %s (%v), want the version whose answer was lost", entry.UID, err)
	}
}

func TestReadFaultsAreTheFirstAnswer(t *testing.T) {
	store := memstore.WithFaults(memstore.New(), func(string, int) memstore.Fault { return memstore.AnswerLost() })
	ref := storagetest.NewRef()

	_, _, err := store.Get(t.Context(), ref, "")
	if workflow.CodeOf(err) != workflow.CodeUnclear {
		t.Errorf("Get gives %v", err)
	}
	for _, err := range store.Versions(t.Context(), ref) {
		if workflow.CodeOf(err) != workflow.CodeUnclear {
			t.Errorf("Versions gives %v", err)
		}
	}
	for _, err := range store.Workflows(t.Context(), ref.Company) {
		if workflow.CodeOf(err) != workflow.CodeUnclear {
			t.Errorf("Workflows gives %v", err)
		}
	}
}
