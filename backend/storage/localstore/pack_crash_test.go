package localstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

func init() {
	roles["clone without end"] = func(root string) error { return cloneInChild(root, false) }
	roles["clone and unpack without end"] = func(root string) error { return cloneInChild(root, true) }
}

// batchFrom is the number after the last of a batch of newcomers that begins with a number: one to five of them, the same in
// every child.
func batchFrom(first int) (end int) { return first + 1 + first*7%5 }

// cloneInChild learns batches of workflows in bulk, from the number on that is free, and says the first of each batch that was
// acknowledged. It unpacks after every other.
func cloneInChild(root string, unpacks bool) error {
	s, err := localstore.Open(root)
	if err != nil {
		return err
	}
	sizes, err := s.JournalSizes(1)
	if err != nil {
		return err
	}
	first := 1
	for id := range sizes {
		first = max(first, int(id)+1)
	}
	for n := 1; ; n++ {
		var courses []localstore.Course
		end := batchFrom(first)
		for number := first; number < end; number++ {
			c := scene{ref: workflow.Ref{Company: 1, ID: workflow.ID(number)}, moved: workflow.Ref{ID: workflow.ID(number + 1_000_000)}}
			courses = append(courses, localstore.Course{Ref: c.ref, All: []localstore.Learned{c.learned(1)}, Bulk: true})
		}
		for _, span := range s.LearnMany(context.Background(), courses) {
			if span.Err != nil {
				return span.Err
			}
		}
		fmt.Printf("%d %d end\n", first, end)
		first = end
		if unpacks && n%2 == 0 {
			if err := s.Unpack(context.Background(), 1); err != nil {
				return err
			}
			fmt.Printf("0 %d end\n", end)
		}
	}
}

// A process is killed 40 times at a moment drawn from a fixed seed, somewhere within the batches of a clone or the unpacking.
// What was acknowledged is there for the next one, and of a batch there is all or nothing.
func TestKilledCloneLosesNothingItAcknowledged(t *testing.T) {
	for _, role := range []string{"clone without end", "clone and unpack without end"} {
		t.Run(role, func(t *testing.T) {
			const kills = 40
			root := t.TempDir()
			moment := rand.New(rand.NewPCG(6, 40)) // the same moments in every run
			end, unpacked, batches := 1, 0, 0
			hear := func(c child) {
				var from, to int
				if n, _ := fmt.Sscanf(c.lines.Text(), "%d %d end", &from, &to); n != 2 || !strings.HasSuffix(c.lines.Text(), " end") {
					return
				}
				if from == 0 {
					unpacked = to
					return
				}
				end = to
				batches++
			}
			for range kills {
				c := startChild(t, role, root)
				for range moment.IntN(5) {
					c.lines.Scan()
					hear(c)
				}
				<-time.After(time.Duration(moment.IntN(3_000)) * time.Microsecond) // the moment itself is what is tested
				if err := c.Process.Kill(); err != nil {
					t.Fatalf("the child had ended by itself: %v\n%s", err, c.errors)
				}
				for c.lines.Scan() {
					hear(c)
				}
				_ = c.Wait() // it says that the child was killed
				if c.errors.Len() > 0 {
					t.Fatalf("the child failed: %s", c.errors)
				}
				end = wantBatches(t, root, end)
			}

			t.Logf("%d batches were acknowledged before %d kills, %d workflows", batches, kills, end-1)
			if batches < kills || role != "clone without end" && unpacked == 0 {
				t.Errorf("only %d batches were acknowledged: the kills came too early to test anything", batches)
			}
			s := open(t, root)
			wantClonedUpTo(t, s, end, 1)
			if err := s.Unpack(t.Context(), 1); err != nil {
				t.Fatal(err)
			}
			wantClonedUpTo(t, open(t, root), end, 1)
			if _, err := s.Mend(t.Context(), 1); err != nil {
				t.Fatal(err)
			}
			for _, check := range s.Check(t.Context(), 1) {
				if check.Status != "ok" && check.ID != "local_space" {
					t.Errorf("after mending, check %s is %+v", check.ID, check)
				}
			}
			wantNothingInSaving(t, root)
			if left := leftNew(t, root); len(left) > 0 {
				t.Errorf("%v are left", left)
			}
		})
	}
}

// wantBatches asserts that the workflows below end are there, and that of the next batch there are all or none. It gives the
// number after the last.
func wantBatches(t *testing.T, root string, end int) int {
	t.Helper()
	s := open(t, root)
	sizes, err := s.JournalSizes(1)
	if err != nil {
		t.Fatal(err)
	}
	if len(sizes) != end-1 {
		if end = batchFrom(end); len(sizes) != end-1 {
			t.Fatalf("there are %d workflows, want %d or those of the batch before", len(sizes), end-1)
		}
	}
	wantClonedUpTo(t, s, end, 1+end/20)
	return end
}

// wantClonedUpTo asserts that every so manyeth workflow below end is what the children made of it.
func wantClonedUpTo(t *testing.T, s *localstore.Store, end, step int) {
	t.Helper()
	for number := end - 1; number > 0; number -= step {
		c, err := look(s, number)
		if err != nil || len(c.Versions) != 1 || len(c.Receipts) != 1 || !c.has(1) {
			t.Fatalf("workflow %d of %d has %+v, %v", number, end-1, c.History, err)
		}
		if _, text, err := s.Get(t.Context(), c.ref, ""); err != nil || string(text) != string(textOf(c.uid(1))) {
			t.Fatalf("workflow %d of %d is %q, %v", number, end-1, text, err)
		}
	}
}
