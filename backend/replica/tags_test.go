package replica_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage/gcstest"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// foreign are tags that another tool gave and MinIO would not take; one has a name that people here use too.
var foreign = []workflow.Tag{{Name: "Prüfung", Value: "财务部"}, {Name: "owner", Value: "Jürgen"}}

// tagging is Ana and Ben, who have version ana-1 of workflow 7, and what else happens to its tags.
type tagging struct {
	*team
	t        *testing.T
	ana, ben *member
}

func newTagging(t *testing.T, bucket func(*team) teamBucket) *tagging {
	team := newTeam(t, bucket)
	g := &tagging{team, t, team.member("ana"), team.member("ben")}
	g.ana.sends(7, "a: 1\n")
	if _, err := g.ben.sync(replica.Request{}); err != nil {
		t.Fatal(err)
	}
	return g
}

// byTool gives the version tags as another tool does.
func (g *tagging) byTool(tags ...workflow.Tag) {
	g.t.Helper()
	if err := g.bucket.reach().SetTags(context.Background(), ref(7), g.bucket.idOf("mem-1"), tags); err != nil {
		g.t.Fatal(err)
	}
}

func (g *tagging) wants(m *member, names ...string) {
	g.t.Helper()
	if err := m.act("tag", append([]string{"7", "ana-1"}, names...)); err != nil {
		g.t.Fatal(err)
	}
}

// settles syncs as often as tags need to be believed, and opens the history.
func (g *tagging) settles(m *member) {
	g.t.Helper()
	for range 3 {
		if report, err := m.sync(replica.Request{}); err != nil || len(report.Failures) > 0 {
			g.t.Fatalf("%s's sync did %+v, %v", m.name, report, err)
		}
	}
	if err := m.act("history", []string{"7"}); err != nil {
		g.t.Fatal(err)
	}
	waiting, err := m.laptop.Index.WaitingTags(context.Background(), ref(7), address)
	if err != nil || len(waiting) > 0 {
		g.t.Errorf("at %s's there still wait %+v, %v", m.name, waiting, err)
	}
}

func (g *tagging) bucketHas(want ...workflow.Tag) {
	g.t.Helper()
	got, err := g.bucket.reach().Tags(context.Background(), ref(7), g.bucket.idOf("mem-1"))
	if err != nil || !slices.Equal(got, workflow.SortTags(want)) {
		g.t.Errorf("the bucket has the tags %v, %v, want %v", got, err, want)
	}
}

func (g *tagging) has(m *member, want ...workflow.Tag) {
	g.t.Helper()
	v, err := m.laptop.Index.Version(context.Background(), ref(7), address, string(g.uidOf("ana-1")))
	if err != nil || !slices.Equal(v.Tags, want) {
		g.t.Errorf("%s has the tags %v, %v, want %v", m.name, v.Tags, err, want)
	}
}

func TestTagsThatNotEveryStoreTakesStayAsOthersGaveThem(t *testing.T) {
	for name, bucket := range map[string]func(*team) teamBucket{
		"in memory": newInMemory,
		"versitygw": func(t *team) teamBucket { return newOnServer(t, miniotest.SharedVersity(t.t)) },
		"Google":    func(t *team) teamBucket { return newOnGoogle(t, gcstest.Start(t.t)) },
	} {
		t.Run(name, func(t *testing.T) {
			approved, milestone := workflow.Tag{Name: "approved"}, workflow.Tag{Name: "milestone"}
			g := newTagging(t, bucket)

			// when another tool tags a version, and Ana and Ben do so too
			g.byTool(foreign...)
			g.settles(g.ben)
			g.wants(g.ana, "approved")
			g.settles(g.ana)
			g.wants(g.ben, "milestone")
			g.settles(g.ben)
			g.settles(g.ana)

			// then the bucket has all of them, and both have each other's
			g.bucketHas(append(slices.Clone(foreign), approved, milestone)...)
			g.has(g.ana, approved, milestone)
			g.has(g.ben, approved, milestone)

			// when Ana takes hers away, and the tool its own
			g.wants(g.ana, "milestone")
			g.settles(g.ana)
			g.bucketHas(append(slices.Clone(foreign), milestone)...)
			g.byTool(foreign[0], milestone)
			g.settles(g.ben)

			// then that is how it stays
			g.bucketHas(foreign[0], milestone)
			g.has(g.ben, milestone)

			// when Ben gives a tag that the tool gives another value
			g.wants(g.ben, "milestone", "owner")
			g.settles(g.ben)
			g.byTool(foreign[1], milestone)
			g.settles(g.ben)

			// then that one stands, for it came last
			g.bucketHas(foreign[1], milestone)
			g.has(g.ben, milestone)
		})
	}
}

func TestATagThatIsTakenAwayBeforeItWasSeenStaysAway(t *testing.T) {
	// given a tag that was sent a moment ago
	g := newTagging(t, newInMemory)
	g.wants(g.ana, "approved", "milestone")
	if _, err := g.ana.sync(replica.Request{}); err != nil {
		t.Fatal(err)
	}
	g.bucketHas(workflow.Tag{Name: "approved"}, workflow.Tag{Name: "milestone"})
	// when it is taken away before another run has seen it, and the other one is given again after that was sent
	g.wants(g.ana)
	if _, err := g.ana.sync(replica.Request{}); err != nil {
		t.Fatal(err)
	}
	g.bucketHas()
	g.wants(g.ana, "milestone")
	// then that is how it stays
	g.settles(g.ana)
	g.bucketHas(workflow.Tag{Name: "milestone"})
	g.settles(g.ben)
	g.has(g.ben, workflow.Tag{Name: "milestone"})
}

func TestForeignTagsThatTheBucketRefusesAreSaid(t *testing.T) {
	// given a bucket that has tags which it does not take again
	g := newTagging(t, newInMemory)
	g.byTool(foreign...)
	g.ana.faults = func(op string, _ int) memstore.Fault {
		if op != memstore.OpSetTags {
			return memstore.Fault{}
		}
		return memstore.Refused(&workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: "This bucket does not take these tags.", Hint: "Use other letters.",
		})
	}
	g.wants(g.ana, "approved")

	// when Ana syncs
	report, err := g.ana.sync(replica.Request{})

	// then she is told why hers are not there, and they wait
	if err != nil || len(report.Failures) != 1 || report.Failures[0].Ref != ref(7) || report.Failures[0].Err.Code != workflow.CodeInvalidRequest {
		t.Errorf("the sync did %+v, %v", report, err)
	}
	g.has(g.ana, workflow.Tag{Name: "approved"})
	g.ana.faults = nil
	g.settles(g.ana)
	g.bucketHas(append(slices.Clone(foreign), workflow.Tag{Name: "approved"})...)
}

func TestForeignTagsCountAmongTheTenOfAVersion(t *testing.T) {
	g := newTagging(t, newInMemory)
	g.byTool(foreign...)
	var nine []string
	for n := range workflow.MaxTags - 1 {
		nine = append(nine, fmt.Sprint("tag", n))
	}
	g.wants(g.ana, nine...)
	g.ana.faults = func(op string, _ int) memstore.Fault {
		if op == memstore.OpSetTags {
			t.Error("the bucket is asked to take more than it can")
		}
		return memstore.Fault{}
	}

	report, err := g.ana.sync(replica.Request{})

	g.ana.faults = nil
	if err != nil || len(report.Failures) != 1 || report.Failures[0].Err.Code != workflow.CodeInvalidRequest ||
		!strings.Contains(report.Failures[0].Err.Message.String(), "at most 10") {
		t.Errorf("the sync did %+v, %v", report, err)
	}
	g.bucketHas(foreign...)
	g.wants(g.ana, nine[1:]...)
	g.settles(g.ana)
}

func TestTagsThatCannotBeSentHoldUpNoOtherVersion(t *testing.T) {
	g := newTagging(t, newInMemory)
	g.ana.sends(7, "a: 2\n")
	for _, version := range []string{"ana-1", "ana-2"} {
		if err := g.ana.act("tag", []string{"7", version, "approved"}); err != nil {
			t.Fatal(err)
		}
	}
	refused := ""
	g.ana.faults = func(op string, n int) memstore.Fault {
		if op != memstore.OpSetTags || n > 1 {
			return memstore.Fault{}
		}
		refused = op
		return memstore.Refused(&workflow.Error{Code: workflow.CodeInvalidRequest, Message: "No.", Hint: "Use other letters."})
	}

	report, err := g.ana.sync(replica.Request{})

	if err != nil || len(report.Failures) != 1 || refused == "" {
		t.Errorf("the sync did %+v, %v", report, err)
	}
	tagged := 0
	for e, err := range g.bucket.reach().Versions(context.Background(), ref(7)) {
		if err != nil {
			t.Fatal(err)
		}
		tagged += len(e.Tags)
	}
	if tagged != 1 {
		t.Errorf("%d versions have their tag, want the other one", tagged)
	}
}
