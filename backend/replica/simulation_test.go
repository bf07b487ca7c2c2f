package replica_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/replica"
	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/gcstest"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

var (
	seeds = flag.Int("seeds", 3, "how many seeds of the simulation run")
	first = flag.Int("seed", 1, "the first of them")
)

// What a simulated team is.
const (
	simLaptops    = 5
	simWorkflows  = 20
	simOperations = 2000
	simKeys       = 6 // of a text; the more, the more seldom two people change the same
)

func TestMain(m *testing.M) {
	minio.DefaultRetryUnit = time.Millisecond // the network that fails here is not slow
	miniotest.Main(m)
}

// A simulated team works as people do, with long spells offline, on a network that cuts one request in ten before the bucket
// learns of it and one in ten after it was done, on computers that are killed between any two things that are kept. In the
// end nothing that was acknowledged is lost, nothing is there twice, all have the same, and every clash was either brought
// together or told. Which fault befalls which request, and what everybody does, follows from the seed alone.
func TestASimulatedTeamLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a real MinIO")
	}
	simulateTeams(t, *seeds, onMinIO)
}

// The same team, on a server that follows the XML API of Google Cloud Storage. Most of the code is the same, so fewer seeds run.
func TestASimulatedTeamLosesNothingOnGoogle(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	simulateTeams(t, (*seeds+2)/3, onGoogleServer)
}

func simulateTeams(t *testing.T, seeds int, where func(*testing.T) place) {
	for seed := *first; seed < *first+seeds; seed++ {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel() // each has laptops and a bucket of its own
			s := newSimulation(t, uint64(seed), where(t))
			s.run()
			s.calm()
			s.check()
			t.Log(s.figures.String())
		})
	}
}

// place is where a simulated team has its bucket.
type place struct {
	server *miniotest.Server // for its proxies
	bucket string
	config func(endpoint, bucket string) bucketstore.Config
}

func onMinIO(t *testing.T) place {
	server := miniotest.Shared(t)
	return place{server, server.NewBucket(t, true), func(endpoint, bucket string) bucketstore.Config {
		return bucketstore.Config{
			Endpoint: endpoint, AccessKeyID: secret.New(server.AccessKey), SecretAccessKey: secret.New(server.SecretKey),
			Bucket: bucket, Region: miniotest.Region,
		}
	}}
}

func onGoogleServer(t *testing.T) place {
	server := gcstest.Start(t)
	return place{&miniotest.Server{Endpoint: server.Endpoint}, server.NewBucket(t, true), googleConfig}
}

type simulation struct {
	t       *testing.T
	random  *rand.Rand
	bucket  string
	people  []*person
	clock   time.Time
	acked   map[workflow.UID]*kept             // versions whose save was acknowledged
	tagged  map[string]workflow.UID            // who has which tag
	tried   map[string][]workflow.KeptScenario // by the UUID of their workflow: scenarios as they were acknowledged
	figures figures
}

// kept is a version that somebody was told is kept.
type kept struct {
	text     []byte
	deletion bool
}

type figures struct {
	saves, deletions, restores, tags, scenarios, decisions, syncs, failed, kills, merges, conflicts, renumbered, takenBack, beside int
	requests                                                                                                                       int
	took                                                                                                                           time.Duration
}

func (f figures) String() string {
	return fmt.Sprintf("%d saves, %d deletions, %d restores, %d tags, %d scenarios, %d decisions, %d syncs of which %d failed; %d kills, %d merges, "+
		"%d conflicts, %d renumbered, %d deletions that gave way, %d versions left aside by deletions; %d requests in %s",
		f.saves, f.deletions, f.restores, f.tags, f.scenarios, f.decisions, f.syncs, f.failed, f.kills, f.merges, f.conflicts, f.renumbered, f.takenBack,
		f.beside, f.requests, f.took.Round(time.Millisecond))
}

// person is one laptop and its network.
type person struct {
	*simulation
	name    string
	folder  string
	laptop  *laptop.Laptop
	proxy   *miniotest.Proxy
	store   *bucketstore.Store
	known   bucketstore.Capabilities
	offline int // operations until the network is back
	saved   int
	mortal  mortal
}

func newSimulation(t *testing.T, seed uint64, where place) *simulation {
	s := &simulation{
		t: t, random: rand.New(rand.NewPCG(seed, 7)), bucket: where.bucket, clock: noon,
		acked: map[workflow.UID]*kept{}, tagged: map[string]workflow.UID{},
		tried: map[string][]workflow.KeptScenario{},
	}
	for i := range simLaptops {
		p := &person{simulation: s, name: []string{"ana", "ben", "cleo", "dan", "eva"}[i], folder: t.TempDir()}
		p.proxy = where.server.Proxy(t)
		store, err := bucketstore.New(where.config(p.proxy.URL, s.bucket))
		if err != nil {
			t.Fatal(err)
		}
		p.store = store
		if p.known, err = store.Connect(context.Background(), bucketstore.Capabilities{}); err != nil {
			t.Fatal(err)
		}
		p.proxy.Unsteady(seed*10+uint64(i), miniotest.Odds{Cut: 0.1, Lost: 0.1})
		p.open()
		s.people = append(s.people, p)
	}
	return s
}

func (p *person) open() {
	ctx := context.Background()
	l, err := laptop.Open(ctx, p.folder)
	if err != nil {
		p.t.Fatal(err)
	}
	p.laptop = l
	p.t.Cleanup(func() { _ = l.Close() })
	if err := l.Index.SaveBucket(ctx, catalog.Bucket{Address: p.store.Address(), ID: p.known.BucketID}); err != nil {
		p.t.Fatal(err)
	}
	if err := l.Use(ctx, company, p.store.Address()); err != nil {
		p.t.Fatal(err)
	}
	p.mortal = mortal{Bucket: p.store, index: l.Index}
}

func (p *person) replica() *replica.Replica {
	return &replica.Replica{
		Laptop: p.laptop, Bucket: &p.mortal, BucketID: p.known.BucketID, Address: p.store.Address(), Company: company,
		Author: p.name, Now: p.now, NewUID: p.newUID, Workers: 1,
		Tell: func(e replica.Event) {
			switch e.What {
			case replica.Merged:
				p.figures.merges++
				p.ackMerge(e)
			case replica.Conflicted:
				p.figures.conflicts++
			case replica.Renumbered:
				p.figures.renumbered++
			case replica.Kept:
				p.figures.takenBack++
			case replica.Sent, replica.Pulled, replica.Deleted, replica.Scenarios:
			}
		},
	}
}

// ackMerge counts a merge among what must not be lost.
func (p *person) ackMerge(e replica.Event) {
	_, text, err := p.laptop.Files.Get(context.Background(), e.Ref, string(e.UID))
	if err != nil {
		p.t.Errorf("a merge that was told is not there: %v", err)
		return
	}
	p.acked[e.UID] = &kept{text: text}
}

func (s *simulation) now() time.Time {
	s.clock = s.clock.Add(time.Second)
	return s.clock
}

func (p *person) newUID() workflow.UID {
	p.saved++
	var id ulid.ULID
	_ = id.SetTime(ulid.Timestamp(p.now()))
	copy(id[6:], fmt.Sprintf("%-4s%06d", p.name, p.saved))
	return workflow.UID(id.String())
}

// run lets the people work.
func (s *simulation) run() {
	begin := time.Now()
	for range simOperations {
		p := s.people[s.random.IntN(len(s.people))]
		if p.offline > 0 {
			p.offline--
		} else if s.random.IntN(60) == 0 {
			p.offline = 5 + s.random.IntN(40)
		}
		if s.random.IntN(15) == 0 {
			p.mortal.arm(s.random)
		}
		p.operate()
		if p.mortal.dead {
			p.killed()
		}
	}
	for _, p := range s.people {
		for _, n := range p.proxy.Counts() {
			s.figures.requests += n
		}
	}
	s.figures.took = time.Since(begin)
}

func (p *person) killed() {
	p.figures.kills++
	_ = p.laptop.Close()
	p.open()
}

// must fails the test, unless the program was just killed.
func (p *person) must(err error) bool {
	p.t.Helper()
	if err != nil && !p.mortal.dead {
		p.t.Fatal(err)
	}
	return err == nil
}

// calm is the network as it should be, until nobody has anything to do any more.
func (s *simulation) calm() {
	for _, p := range s.people {
		p.proxy.Forward()
		p.offline, p.mortal.left = 0, 0
	}
	quiet := 0
	for round := 0; quiet < 2; round++ {
		if round == 40 {
			s.t.Fatal("the laptops do not come to rest")
		}
		did := 0
		for _, p := range s.people {
			report, err := p.replica().Sync(context.Background(), replica.Request{AcceptDeletions: true, Aside: true})
			if err != nil || len(report.Failures) > 0 {
				s.t.Fatalf("%s, on a sound network: %v, %v", p.name, report.Failures, err)
			}
			did += report.Pushed + report.Pulled + report.Merged + report.Deleted
			for _, w := range p.workflows(false) {
				if w.Conflict != nil {
					p.resolve(w)
					did++
				}
			}
		}
		for _, p := range s.people {
			for _, w := range append(p.workflows(false), p.workflows(true)...) {
				if _, err := p.replica().History(context.Background(), w.Ref); err != nil {
					s.t.Fatalf("%s opens the history of %d: %v", p.name, w.Ref.ID, err)
				}
			}
		}
		quiet++
		if did > 0 {
			quiet = 0
		}
	}
}
