package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"

	"workflow-designer/backend/storage/miniotest"
)

var (
	kills    = flag.Int("kills", 24, "how many times the program is killed")
	killOnly = flag.String("kill-while", "", "the one thing that is done when it is killed; empty is all")
	killSeed = flag.Uint64("kill-seed", 1, "draws what is asked for and the moments of the kills; 0 draws a seed")
)

// enoughKills are as many that none of what is done is missed.
const enoughKills = 200

// The program is killed with SIGKILL at random moments, while it does each of the things that it does, and started again. After
// each kill it goes on without help; what it has said to have done is done, with the same text and all that was said of it; of
// what it was doing there is all or nothing; the storage check finds nothing wrong, and the bucket and the laptop come to the same.
func TestKilledAtRandomMoments(t *testing.T) {
	count := *kills
	if testing.Short() {
		count = 12
	}
	seed := *killSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("the seed is %d: -kill-seed %d", seed, seed)
	tally := &tally{rows: map[string]*row{}}
	everywhere := slices.Concat(acts, starts)
	places := []struct {
		name  string
		share int // of eight kills
		acts  []act
		world func(*testing.T, *rand.Rand) *world
	}{
		{"on a laptop", 3, everywhere, func(t *testing.T, random *rand.Rand) *world { return newWorld(t, random, nil) }},
		{"with a bucket", 4, slices.Concat(everywhere, withBucket), func(t *testing.T, random *rand.Rand) *world {
			return newWorld(t, random, miniotest.Shared(t))
		}},
	}
	t.Run("killed", func(t *testing.T) {
		for i, place := range places {
			if place.name != "on a laptop" && testing.Short() {
				continue // needs a real MinIO
			}
			t.Run(place.name, func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(seed, uint64(i)))
				w := place.world(t, random)
				w.tally = tally
				deck := dealt(random, place.acts, count*place.share/8)
				for n, act := range deck {
					w.live(act, n%10 == 9 || n == len(deck)-1 || *killOnly != "")
				}
			})
		}
		t.Run("cloning", func(t *testing.T) {
			if testing.Short() {
				t.Skip("needs a real MinIO")
			}
			t.Parallel()
			killWhileCloning(t, rand.New(rand.NewPCG(seed, 99)), max(count/8, 2), tally)
		})
	})
	t.Log("\n" + tally.String())
	if missed := tally.missed(); len(missed) > 0 && count >= enoughKills && *killOnly == "" {
		t.Errorf("never killed within an answer while it did: %s", strings.Join(missed, ", "))
	}
}

// dealt gives so many acts in random order: each of them before any comes again, those that matter most more often.
func dealt(random *rand.Rand, from []act, n int) []act {
	if *killOnly != "" {
		from = slices.DeleteFunc(slices.Clone(from), func(a act) bool { return a.name != *killOnly })
		if len(from) == 0 {
			return nil
		}
	}
	var all []act
	for round := 0; len(all) < max(n, 1); round++ {
		var some []act
		for _, a := range from {
			for range 1 + min(round, 1)*a.more {
				some = append(some, a)
			}
		}
		random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
		all = append(all, some...)
	}
	return all[:n]
}

// row is what came of the kills while one thing was done.
type row struct {
	kills, caught, done, undone int
	ways                        [ways]int
}

// tally counts which kills landed where.
type tally struct {
	mu   sync.Mutex
	rows map[string]*row
}

// add counts a kill: whether it came while an answer was outstanding, and how many of the things asked for then were done.
func (a *tally) add(name string, way way, caught bool, done, undone int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := a.rows[name]
	if r == nil {
		r = &row{}
		a.rows[name] = r
	}
	r.kills++
	if caught {
		r.caught++
		r.ways[way]++
	}
	r.done, r.undone = r.done+done, r.undone+undone
}

// missed names what was never killed within.
func (a *tally) missed() []string {
	var names []string
	for name, r := range a.rows {
		if r.caught == 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// String is a table.
func (a *tally) String() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "WHILE\tKILLS\tUNANSWERED\tBY TIME\tBY FILES\tBY REQUESTS\tDONE ALL THE SAME\tNOT DONE")
	var sum row
	line := func(name string, r *row) {
		_, _ = fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n", name, r.kills, r.caught, r.ways[byTime], r.ways[byFiles], r.ways[byRequests], r.done, r.undone)
	}
	names := make([]string, 0, len(a.rows))
	for name := range a.rows {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		r := a.rows[name]
		line(name, r)
		sum.kills, sum.caught, sum.done, sum.undone = sum.kills+r.kills, sum.caught+r.caught, sum.done+r.done, sum.undone+r.undone
		for i, n := range r.ways {
			sum.ways[i] += n
		}
	}
	line("all", &sum)
	_ = w.Flush()
	return b.String()
}
