package replica_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/workflow"
)

func TestACloneThatIsKilledGoesOn(t *testing.T) {
	// Given a large bucket, and Ben, who got it workflow by workflow
	team := newTeam(t, newInMemory)
	team.fillLarge()
	ben := team.member("ben")
	ben.takesOneByOne()
	want := ben.allShown()
	for seed := range uint64(6) {
		// When Ana's program is killed again and again while she gets it, and while it does what was left for later
		ana := team.member(fmt.Sprintf("ana %d", seed))
		random, alive := rand.New(rand.NewPCG(seed, 130)), ana.reach
		for kills := 0; kills < 5; {
			m := &mortal{Bucket: alive, index: ana.laptop.Index, left: 1 + random.IntN(40), way: random.IntN(ways)}
			ana.reach = m
			r := ana.atWork()
			r.Workers = 1 // mortal is asked by one at a time
			report, err := r.Sync(context.Background(), replica.Request{})
			if !m.dead {
				if err != nil || len(report.Failures) > 0 {
					t.Fatalf("the sync did %+v, %v", report, err)
				}
				break
			}
			kills++
			ana.killed()
			if kills%2 == 0 {
				stopped, stop := context.WithTimeout(context.Background(), time.Duration(random.IntN(10))*time.Millisecond)
				if _, err := ana.laptop.Complete(stopped, company); err != nil && stopped.Err() == nil {
					t.Fatal(err)
				}
				stop()
			}
		}
		ana.reach = alive
		ana.takesIn()
		ana.takesIn()
		ana.completes()

		// Then she has the same as Ben
		wantSame(t, ana.allShown(), want)
		wantOneOriginal(t, ana)
		wantComplete(t, ana)
	}
}

// What a power failure takes of what is not flushed, the next sync brings again.
func TestWhatAPowerFailureTookOfACloneComesAgain(t *testing.T) {
	team := newTeam(t, newInMemory)
	team.fillLarge()
	ben := team.member("ben")
	ben.takesOneByOne()
	for name, take := range map[string]func(t *testing.T, m *member, pack string){
		"the pack": func(t *testing.T, _ *member, pack string) { must(t, os.Remove(pack)) },
		"its end":  func(t *testing.T, _ *member, pack string) { must(t, os.Truncate(pack, 50_000)) },
		"zeros in the midst": func(t *testing.T, _ *member, pack string) {
			content, err := os.ReadFile(pack)
			must(t, err)
			clear(content[20_000:60_000])
			must(t, os.WriteFile(pack, content, 0o600))
		},
		"what was unpacked": func(t *testing.T, m *member, pack string) {
			m.completes()
			for id := workflow.ID(20); id < 30; id++ {
				must(t, os.Truncate(filepath.Join(filepath.Dir(pack), fmt.Sprint(id), "history.jsonl"), 0))
			}
		},
		"what was unpacked a moment ago": func(t *testing.T, m *member, pack string) {
			must(t, m.laptop.Files.Unpack(context.Background(), company))
			for id := workflow.ID(20); id < 30; id++ {
				journal := filepath.Join(filepath.Dir(pack), fmt.Sprint(id), "history.jsonl")
				content, err := os.ReadFile(journal)
				must(t, err)
				clear(content) // some file systems leave zeros
				must(t, os.WriteFile(journal, content, 0o600))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			ana := team.member("ana, who lost " + name)
			ana.takesIn()

			take(t, ana, filepath.Join(ana.folder, "companies", "1", "workflows", "pulled.pack"))
			ana.killed()
			ana.completes()
			ana.takesIn()
			ana.takesIn()

			ana.completes()
			wantSame(t, ana.allShown(), ben.allShown())
		})
	}
}

// A cancelled clone keeps what it has, and gives up at once.
func TestACloneThatIsCancelledKeepsWhatItHas(t *testing.T) {
	team := newTeam(t, newInMemory)
	team.fillLarge()
	ana := team.member("ana")
	ctx, cancel := context.WithCancel(context.Background())
	met := 0
	ana.faults = func(op string, _ int) memstore.Fault {
		if met++; met == 60 {
			cancel()
		}
		return memstore.Fault{}
	}

	_, err := ana.atWork().Sync(ctx, replica.Request{})

	if workflow.CodeOf(err) != workflow.CodeCancelled {
		t.Errorf("the sync says %v", err)
	}
	for id := range ana.shownNames() {
		if id != removed && ana.text(id) == "" {
			t.Errorf("workflow %d is in the list without a text", id)
		}
	}
	ana.faults = nil
	ana.takesIn()
	ana.completes()
	wantComplete(t, ana)
}

// One workflow that the bucket does not give must not keep the others out, nor end the clone.
func TestACloneTellsOfTheOneThatCannotBeTaken(t *testing.T) {
	team := newTeam(t, newInMemory)
	team.fillLarge()
	ana := team.member("ana")
	damaged := &workflow.Error{Code: workflow.CodeDamaged, Message: "Not what was saved.", Hint: "Ask."}
	ana.faults = func(op string, n int) memstore.Fault {
		if op == memstore.OpGet && n == 20 {
			return memstore.Refused(damaged)
		}
		return memstore.Fault{}
	}

	report, err := ana.atWork().Sync(context.Background(), replica.Request{})

	if err != nil || len(report.Failures) != 1 || report.Pulled != largeBucket-2 || !errors.Is(report.Failures[0].Err, damaged) {
		t.Errorf("the sync did %+v, %v", report, err)
	}
	ana.takesIn()
	ana.completes()
	wantComplete(t, ana)
}
