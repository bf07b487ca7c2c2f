package localstore_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// The window and the command line have the same folder open, each with what it knows of the pack.

func TestTwoStoresSeeWhatTheOtherPutsInThePack(t *testing.T) {
	root := t.TempDir()
	one, two := open(t, root), open(t, root)

	clone(t, one, 1, 2)
	wantPacked(t, two, root, 1, 2)
	clone(t, two, 3)
	wantPacked(t, one, root, 1, 2, 3)
	clone(t, one, 4)

	wantPacked(t, two, root, 1, 2, 3, 4)
	again := learnMany(t, two, true, newcomer(4))
	wantCode(t, again[0].Err, workflow.CodeStaleParent)
	wantCloned(t, two, 1, 2, 3, 4)
	wantCloned(t, one, 1, 2, 3, 4)
}

// A file that is made in the place of one that was removed may get its inode.
func TestANewPackIsNotTakenForTheOneBefore(t *testing.T) {
	root, other := t.TempDir(), t.TempDir()
	one, two := open(t, root), open(t, root)
	clone(t, one, 1, 2, 3)
	wantPacked(t, two, root, 1, 2, 3)
	clone(t, open(t, other), 4, 5, 6)
	clone(t, open(t, other), 7)

	write(t, packOf(root), read(t, packOf(other))) // the file stays what it is

	wantPacked(t, one, root, 4, 5, 6, 7)
	clone(t, two, 8)
	wantPacked(t, one, root, 4, 5, 6, 7, 8)
	wantPacked(t, open(t, root), root, 4, 5, 6, 7, 8)
	wantCloned(t, two, 4, 5, 6, 7, 8)
}

func TestPacksComeAndGo(t *testing.T) {
	root := t.TempDir()
	one, two := open(t, root), open(t, root)
	var all []workflow.ID
	for round := range workflow.ID(20) {
		from := 10 * round
		clone(t, one, from+1, from+2, from+3)
		all = append(all, from+1, from+2, from+3)
		wantKnown(t, two, all...) // it knows this pack
		unpack(t, one)
		wantNoFile(t, packOf(root))

		clone(t, one, from+4, from+5, from+6, from+7)
		clone(t, two, from+8)
		clone(t, one, from+9)

		all = append(all, from+4, from+5, from+6, from+7, from+8, from+9)
		for _, s := range []*localstore.Store{two, one, open(t, root)} {
			wantKnown(t, s, all...)
		}
		wantCloned(t, two, from+5, from+9)
		unpack(t, two)
		wantNoFile(t, packOf(root))
	}
	wantCloned(t, one, all...)
	wantSound(t, two)
}

func TestWhatTheOtherUnpackedIsNotInThePack(t *testing.T) {
	root := t.TempDir()
	one, two := open(t, root), open(t, root)
	clone(t, one, 7, 8)
	wantPacked(t, two, root, 7, 8)

	renumber(t, one)

	wantKnown(t, two, 8, 12)
	if size, err := two.JournalSize(ref); size != 0 || err != nil {
		t.Errorf("the journal that is gone has %d bytes, %v", size, err)
	}
	_, _, err := two.Get(t.Context(), ref, "")
	wantCode(t, err, workflow.CodeWorkflowNotFound)
	wantCloned(t, two, 8, 12)
	clone(t, two, 7) // another workflow gets the number that is free
	wantKnown(t, one, 7, 8, 12)
	wantCloned(t, one, 7, 8, 12)
}

// While workflows get their folders each of them is there at every moment, for whoever asks.
func TestNothingIsMissedWhileItGetsItsFolder(t *testing.T) {
	root := t.TempDir()
	one, two := open(t, root), open(t, root)
	var ids []workflow.ID
	for id := range workflow.ID(400) {
		ids = append(ids, id+1)
	}
	clone(t, one, ids...)
	ctx, stop := context.WithCancel(context.Background())
	var askers sync.WaitGroup
	for _, s := range []*localstore.Store{one, two} {
		askers.Go(func() {
			for ctx.Err() == nil {
				sizes, err := s.JournalSizes(3)
				if err != nil || len(sizes) != len(ids) {
					t.Errorf("there are %d journals, %v", len(sizes), err)
					return
				}
			}
		})
		askers.Go(func() {
			for id := ids[len(ids)-1]; ctx.Err() == nil; id = ids[int(id)%len(ids)] {
				r := workflow.Ref{Company: 3, ID: id}
				size, err := s.JournalSize(r)
				if err != nil || size == 0 {
					t.Errorf("the journal of workflow %d has %d bytes, %v", id, size, err)
					return
				}
				if h, err := s.History(r); err != nil || len(h.Versions) != 1 {
					t.Errorf("the history of workflow %d is %+v, %v", id, h, err)
					return
				}
			}
		})
	}

	var unpackers sync.WaitGroup
	for _, s := range []*localstore.Store{one, two} {
		unpackers.Go(func() {
			if err := s.Unpack(context.Background(), 3); err != nil {
				t.Error(err)
			}
		})
	}
	unpackers.Wait()
	stop()
	askers.Wait()

	wantNoFile(t, packOf(root))
	wantCloned(t, open(t, root), ids...)
	wantSound(t, one)
}

// Some clone while others unpack, so that packs come and go.
func TestNothingIsLostWhileSomeCloneAndOthersUnpack(t *testing.T) {
	root := t.TempDir()
	stores := []*localstore.Store{open(t, root), open(t, root)}
	ctx, stop := context.WithCancel(context.Background())
	var unpackers, cloners sync.WaitGroup
	for _, s := range stores {
		unpackers.Go(func() {
			for ctx.Err() == nil {
				if err := s.Unpack(ctx, 3); err != nil && ctx.Err() == nil {
					t.Error(err)
					return
				}
			}
		})
	}
	var all []workflow.ID
	for n, s := range stores {
		var mine []workflow.ID
		for i := range workflow.ID(150) {
			mine = append(mine, workflow.ID(1000*n)+i+1)
		}
		all = append(all, mine...)
		cloners.Go(func() {
			for some := range slices.Chunk(mine, 5) {
				var courses []localstore.Course
				for _, id := range some {
					c := newcomer(id)
					c.Bulk = true
					courses = append(courses, c)
				}
				for _, span := range s.LearnMany(context.Background(), courses) {
					if span.Err != nil || span.To == 0 {
						t.Errorf("%+v", span)
					}
				}
			}
		})
	}
	cloners.Wait()
	stop()
	unpackers.Wait()

	for _, s := range append(stores, open(t, root)) {
		wantKnown(t, s, all...)
		wantCloned(t, s, all...)
	}
	unpack(t, stores[0])
	wantSound(t, stores[1])
}

func TestUnpackingStopsWhenItIsToldTo(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	clone(t, s, 7, 8)

	err := s.Unpack(cancelled(t), 3)

	wantCode(t, err, workflow.CodeCancelled)
	wantPacked(t, s, root, 7, 8)
	for _, span := range s.LearnMany(cancelled(t), []localstore.Course{{Ref: twelve, All: newcomer(12).All, Bulk: true}}) {
		wantCode(t, span.Err, workflow.CodeCancelled)
	}
	wantPacked(t, s, root, 7, 8)
}
