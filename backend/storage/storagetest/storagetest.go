// Package storagetest is the contracts of storage.Store and storage.Bucket as tests. Every store runs all that it is.
package storagetest

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Run holds a store to the contract. open gives each subtest a store; they may all be the same one, and it may hold
// other things already: every subtest works in a company of its own, drawn at random.
//
// except names subtests that a server behind the store is known not to allow; a test beside says what holds there instead.
func Run(t *testing.T, open func(t *testing.T) storage.Store, except ...string) {
	t.Helper()
	runAll(t, open, except, []subtest[storage.Store]{
		{"keeps every text byte for byte", keepsBytes},
		{"does not share memory with the caller", sharesNoMemory},
		{"keeps all that Put was given", keepsMetadata},
		{"creates a workflow on the zero base", createsOnZeroBase},
		{"refuses the zero base when the workflow exists", refusesZeroBase},
		{"refuses a base in a workflow that does not exist", refusesBaseOfNothing},
		{"refuses a stale base and writes nothing", refusesStaleBase},
		{"takes the base of every answer", takesEveryBase},
		{"has one winner among writers on one base", oneWinner},
		{"has one winner among creators", oneCreator},
		{"gets the latest and every older version", getsVersions},
		{"does not find an unknown workflow", unknownWorkflow},
		{"does not find an unknown version", unknownVersion},
		{"lists versions newest first", listsVersions},
		{"stops reading versions early", stopsVersionsEarly},
		{"lists the latest of every workflow by key as text", listsWorkflows},
		{"keeps companies apart", keepsCompaniesApart},
		{"stops reading workflows early", stopsWorkflowsEarly},
		{"writes nothing for a cancelled context", cancelledWrite},
		{"reads nothing for a cancelled context", cancelledRead},
		{"deletes a workflow and keeps its versions", deletes},
		{"deletes on the base of every answer", deletesOnEveryBase},
		{"refuses to delete on a stale base", refusesStaleDeletion},
		{"refuses the version below a deletion as a base", refusesBaseBelowDeletion},
		{"brings back what is deleted", bringsBack},
		{"refuses a deletion that is not the latest as a base", refusesStaleMarker},
		{"has one winner among a deletion and writers", oneWinnerWithDeletions},
		{"has one winner among those who bring back", oneWinnerOnMarker},
	})
}

type subtest[S any] struct {
	name string
	run  func(t *testing.T, s S)
}

func runAll[S any](t *testing.T, open func(t *testing.T) S, except []string, tests []subtest[S]) {
	t.Helper()
	for _, test := range tests {
		if at := slices.Index(except, test.name); at >= 0 {
			except = slices.Delete(slices.Clone(except), at, at+1)
			continue
		}
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
	if len(except) > 0 {
		t.Errorf("there are no subtests %q to leave out", except)
	}
}

// RunBucket holds a bucket to what it promises besides Run, with the same freedom for open and the same exceptions.
func RunBucket(t *testing.T, open func(t *testing.T) storage.Bucket, except ...string) {
	t.Helper()
	runAll(t, open, except, []subtest[storage.Bucket]{
		{"creates a deleted workflow again on the zero base", createsOverDeletion},
		{"tells the latest version", heads},
		{"tells that a workflow is deleted", headsDeleted},
		{"does not find the latest of an unknown workflow", headsUnknown},
		{"discards one version for good", discards},
		{"keeps a version beside", keepsSide},
		{"keeps a version beside once", keepsSideOnce},
		{"lists what is beside and open", listsOpenSides},
		{"closes what is beside and keeps it", closesSide},
		{"does not find what is not beside", unknownSide},
		{"replaces the tags of a version", replacesTags},
		{"keeps tags of every kind", keepsTags},
		{"lists tags or does not tell them", listsTags},
		{"has no tags of an unknown version", unknownTags},
		{"keeps scenarios beside a workflow", keepsScenarios},
		{"refuses a stale base of scenarios and writes nothing", refusesStaleScenarios},
		{"lists scenarios with their workflow and never as one", listsScenarios},
		{"has one winner among writers of scenarios", oneWinnerOfScenarios},
		{"does nothing in a bucket for a cancelled context", cancelledBucket},
	})
}

// NewRef names a workflow that no other test uses, in a company that no other test uses.
func NewRef() workflow.Ref {
	return workflow.Ref{
		Company: workflow.CompanyID(1 + rand.Int64N(workflow.MaxID)),
		ID:      workflow.ID(1 + rand.Int64N(workflow.MaxID)),
	}
}

// NewVersion makes a version of ref with a fresh ULID, on top of the version that parent names (empty for the first).
func NewVersion(ref workflow.Ref, parent workflow.UID) workflow.Version {
	return workflow.Version{
		Ref:         ref,
		UID:         workflow.UID(ulid.Make().String()),
		ParentUID:   parent,
		WorkflowUID: uuid.NewSHA1(uuid.NameSpaceURL, []byte(ref.Key())).String(),
		Number:      7,
		Name:        "Purchase request",
		Author:      "Ada Lovelace",
		Comment:     "Adds the finance step",
		Prompt:      "Purchases above 1,000 need a manager.",
		CreatedAt:   time.Date(2026, time.March, 1, 9, 30, 15, 123456789, time.UTC),
	}
}

// put saves a version of ref on base and fails the test when it cannot.
func put(t *testing.T, s storage.Store, ref workflow.Ref, text string, base storage.Entry) storage.Entry {
	t.Helper()
	entry, err := s.Put(t.Context(), NewVersion(ref, base.UID), []byte(text), base.Base())
	if err != nil {
		t.Fatalf("Put of %q: %v", shorten(text), err)
	}
	return entry
}

// none is what a new workflow is put on: the zero Base.
var none storage.Entry

func get(t *testing.T, s storage.Store, ref workflow.Ref, id string) (storage.Entry, string) {
	t.Helper()
	entry, text, err := s.Get(t.Context(), ref, id)
	if err != nil {
		t.Fatalf("Get of %q: %v", id, err)
	}
	return entry, string(text)
}

func versions(t *testing.T, s storage.Store, ref workflow.Ref) []storage.Entry {
	t.Helper()
	var all []storage.Entry
	for entry, err := range s.Versions(t.Context(), ref) {
		if err != nil {
			t.Fatalf("Versions: %v", err)
		}
		all = append(all, entry)
	}
	return all
}

func workflows(t *testing.T, s storage.Store, company workflow.CompanyID) []storage.Entry {
	t.Helper()
	var all []storage.Entry
	for entry, err := range s.Workflows(t.Context(), company) {
		if err != nil {
			t.Fatalf("Workflows: %v", err)
		}
		all = append(all, entry)
	}
	return all
}

// wantCode asserts that err is an error that a person can be shown, with one of the codes.
func wantCode(t *testing.T, err error, codes ...workflow.Code) {
	t.Helper()
	shown, ok := errors.AsType[*workflow.Error](err)
	if !ok {
		t.Fatalf("got error %v, want a *workflow.Error with code %v", err, codes)
	}
	if shown.Message == "" || shown.Hint == "" {
		t.Errorf("the error %v lacks its sentence or its hint", err)
	}
	for _, code := range codes {
		if shown.Code == code {
			return
		}
	}
	t.Errorf("got code %q (%v), want %v", shown.Code, err, codes)
}

// wantVersion asserts that a store gives back what Put was given and filled in what it must.
func wantVersion(t *testing.T, from string, got storage.Entry, given workflow.Version, text string) {
	t.Helper()
	want := given
	want.Size = int64(len(text))
	want.ContentSHA256 = workflow.SHA256([]byte(text))
	if !got.CreatedAt.Equal(want.CreatedAt) {
		t.Errorf("%s: CreatedAt is %v, want %v", from, got.CreatedAt, want.CreatedAt)
	}
	have := got.Version
	if want.Number == 0 {
		have.Number = 0 // the local store gives one
	}
	have.CreatedAt, want.CreatedAt = time.Time{}, time.Time{}
	if have != want {
		t.Errorf("%s: version is\n%s\nwant\n%s", from, show(have), show(want))
	}
	if got.ID == "" || got.ETag == "" {
		t.Errorf("%s: ID %q and ETag %q must not be empty", from, got.ID, got.ETag)
	}
	if got.LastModified.IsZero() || got.LastModified.Location() != time.UTC {
		t.Errorf("%s: LastModified is %v, want a time in UTC", from, got.LastModified)
	}
	if got.DeleteMarker {
		t.Errorf("%s: a saved version is no delete marker", from)
	}
}

func shorten(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}

// cancelled is a context that has ended before the call begins.
func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// lines is a text of n characters with line breaks, letters of several alphabets and emoji.
func lines(n int) string {
	const pattern = "Wenn der Betrag über 1.000 € liegt, entscheidet 财务部 👩🏽‍💼.\n"
	runes := []rune(strings.Repeat(pattern, n/len([]rune(pattern))+1))
	return string(runes[:n])
}
