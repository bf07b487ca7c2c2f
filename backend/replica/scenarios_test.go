package replica_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage/gcstest"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// trying is Ana and Ben, who have workflow 7, and the scenarios that they keep of it.
type trying struct {
	*team
	t        *testing.T
	ana, ben *member
}

// onEveryServer tells a story of scenarios in memory, on real servers, and on ours.
func onEveryServer(t *testing.T, story func(t *testing.T, s *trying)) {
	t.Helper()
	servers := map[string]func(t *testing.T) func(*team) teamBucket{
		"in memory": func(*testing.T) func(*team) teamBucket { return newInMemory },
		"Google": func(t *testing.T) func(*team) teamBucket {
			return func(team *team) teamBucket { return newOnGoogle(team, gcstest.Start(t)) }
		},
	}
	if !testing.Short() {
		servers["MinIO"] = func(t *testing.T) func(*team) teamBucket {
			return func(team *team) teamBucket { return newOnServer(team, miniotest.Shared(t)) }
		}
		servers["versitygw"] = func(t *testing.T) func(*team) teamBucket {
			return func(team *team) teamBucket { return newOnServer(team, miniotest.SharedVersity(t)) }
		}
	}
	for name, bucket := range servers {
		t.Run(name, func(t *testing.T) {
			team := newTeam(t, bucket(t))
			s := &trying{team, t, team.member("ana"), team.member("ben")}
			s.ana.sends(7, "a: 1\n")
			s.sync(s.ben)
			story(t, s)
		})
	}
}

func (s *trying) sync(members ...*member) {
	s.t.Helper()
	for _, m := range members {
		if report, err := m.sync(replica.Request{}); err != nil || len(report.Failures) > 0 {
			s.t.Fatalf("%s's sync did %+v, %v", m.name, report, err)
		}
	}
}

func (s *trying) kept(m *member) []workflow.KeptScenario {
	s.t.Helper()
	all, err := m.laptop.Index.Scenarios(context.Background(), ref(7))
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// keeps saves a scenario: a new one, or the next state of the one that m has under that name. No form deletes it.
func (s *trying) keeps(m *member, name, form string) {
	s.t.Helper()
	state := workflow.ScenarioState{
		Revision: m.newUID(), SavedAt: m.now(), Author: m.name, Case: json.RawMessage(fmt.Sprintf(`{"name":%q,"form":%q}`, name, form)),
	}
	next := workflow.KeptScenario{ID: m.newUID()}.Next(state)
	for _, known := range s.kept(m) {
		switch {
		case nameOf(known.Latest()) != name:
		case form == "":
			next = known.Without()
		default:
			next = known.Next(state, known.Latest().Revision)
		}
	}
	if _, err := m.laptop.KeepScenarios(context.Background(), ref(7), []workflow.KeptScenario{next}); err != nil {
		s.t.Fatal(err)
	}
}

func nameOf(s workflow.ScenarioState) string { return fieldOf(s, "name") }

func fieldOf(s workflow.ScenarioState, field string) string {
	var said map[string]string
	_ = json.Unmarshal(s.Case, &said)
	return said[field]
}

// has checks what m has, as "name=form", with what is kept aside in brackets, in the order of their making.
func (s *trying) has(m *member, want ...string) {
	s.t.Helper()
	var got []string
	for _, k := range s.kept(m) {
		if k.Deleted() {
			continue
		}
		line := nameOf(k.Latest()) + "=" + fieldOf(k.Latest(), "form")
		for _, a := range k.Aside() {
			line += "(" + fieldOf(a, "form") + ")"
		}
		got = append(got, line)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		s.t.Errorf("%s has %q, want %q", m.name, got, want)
	}
}

func (s *trying) nothingWaits(members ...*member) {
	s.t.Helper()
	for _, m := range members {
		if w, err := m.laptop.Index.Waiting(context.Background(), company, address); err != nil || w.Pending != 0 {
			s.t.Errorf("at %s's %d wait (%v)", m.name, w.Pending, err)
		}
	}
}

func TestScenariosOfTwoLaptopsComeTogether(t *testing.T) {
	onEveryServer(t, func(t *testing.T, s *trying) {
		// Given one scenario that both have
		s.keeps(s.ana, "small", "5")
		s.sync(s.ana, s.ben)
		s.has(s.ben, "small=5")
		s.nothingWaits(s.ana, s.ben)

		// When each adds one without a network, and Ben changes the first
		s.keeps(s.ana, "large", "5000")
		s.keeps(s.ben, "foreign", "7")
		s.keeps(s.ben, "small", "6")
		s.sync(s.ana, s.ben, s.ana)

		// Then both have all
		for _, m := range []*member{s.ana, s.ben} {
			s.has(m, "small=6", "large=5000", "foreign=7")
		}
		s.nothingWaits(s.ana, s.ben)
	})
}

func TestAScenarioThatTwoChangeKeepsBoth(t *testing.T) {
	onEveryServer(t, func(t *testing.T, s *trying) {
		s.keeps(s.ana, "small", "5")
		s.sync(s.ana, s.ben)

		// When both change the same scenario, Ben later
		s.keeps(s.ana, "small", "ana")
		s.keeps(s.ben, "small", "ben")
		s.sync(s.ana, s.ben, s.ana)

		// Then the later stands, and the other is kept with it
		s.has(s.ana, "small=ben(ana)")
		s.has(s.ben, "small=ben(ana)")
		s.nothingWaits(s.ana, s.ben)
	})
}

func TestADeletedScenarioIsDeletedForAll(t *testing.T) {
	onEveryServer(t, func(t *testing.T, s *trying) {
		s.keeps(s.ana, "small", "5")
		s.keeps(s.ana, "large", "5000")
		s.sync(s.ana, s.ben)

		// When Ben deletes both, and Ana changes one of them meanwhile
		s.keeps(s.ben, "small", "")
		s.keeps(s.ben, "large", "")
		s.keeps(s.ana, "large", "6000")
		s.sync(s.ben, s.ana, s.ben)

		// Then what nobody changed is gone for both, and the edit stays
		s.has(s.ana, "large=6000")
		s.has(s.ben, "large=6000")
		s.nothingWaits(s.ana, s.ben)
	})
}

func TestScenariosOutliveTheDeletionOfTheirWorkflow(t *testing.T) {
	onEveryServer(t, func(t *testing.T, s *trying) {
		s.keeps(s.ana, "small", "5")
		s.sync(s.ana, s.ben)
		before := s.bucket.reach()

		// When the workflow is deleted while Ben changes a scenario, and comes back
		if err := s.ana.save(7, nil); err != nil {
			t.Fatal(err)
		}
		s.keeps(s.ben, "small", "6")
		s.sync(s.ana, s.ben)
		if text, _, err := before.Scenarios(t.Context(), ref(7)); err != nil || len(text) == 0 {
			t.Errorf("the bucket has %q of them, %v", text, err)
		}
		if err := s.ana.save(7, []byte("a: 2\n")); err != nil {
			t.Fatal(err)
		}
		s.sync(s.ana, s.ben, s.ana)

		// Then they are there, with Ben's change
		s.has(s.ana, "small=6")
		s.has(s.ben, "small=6")
		s.nothingWaits(s.ana, s.ben)
	})
}

func TestScenariosThatAToolRemovedComeBack(t *testing.T) {
	onEveryServer(t, func(t *testing.T, s *trying) {
		s.keeps(s.ana, "small", "5")
		s.sync(s.ana, s.ben)

		// When a tool removes the document, and Ben adds a scenario
		s.bucket.removeScenarios(ref(7))
		s.keeps(s.ben, "large", "5000")
		s.sync(s.ben, s.ana)

		s.has(s.ana, "small=5", "large=5000")
		s.nothingWaits(s.ana, s.ben)
	})
}

func TestAFreshLaptopAndOneWithoutItsIndexHaveTheScenarios(t *testing.T) {
	onEveryServer(t, func(t *testing.T, s *trying) {
		s.keeps(s.ana, "small", "5")
		s.sync(s.ana)
		s.keeps(s.ana, "large", "5000")

		// When Ana's index is lost before all was sent
		if err := s.ana.laptop.Index.Clear(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := s.ana.laptop.Use(t.Context(), company, address); err != nil {
			t.Fatal(err)
		}

		s.has(s.ana, "small=5", "large=5000")
		s.sync(s.ana)
		carl := s.member("carl")
		s.sync(carl)
		s.has(carl, "small=5", "large=5000")
		s.nothingWaits(s.ana, carl)
	})
}

func TestAnswersThatGetLostLoseNoScenario(t *testing.T) {
	onEveryServer(t, func(t *testing.T, s *trying) {
		s.keeps(s.ana, "small", "5")
		s.sync(s.ana, s.ben)
		s.keeps(s.ana, "small", "6")
		s.keeps(s.ben, "small", "7")

		// When Ana's write arrives without an answer, and Ben writes before she looks again
		lost, between := false, false
		s.ana.faults = func(op string, _ int) memstore.Fault {
			switch {
			case op == memstore.OpPutScenarios && !lost:
				lost = true
				return memstore.AnswerLost()
			case op == memstore.OpScenarios && lost && !between:
				between = true
				return memstore.Meanwhile(func() { s.sync(s.ben) })
			}
			return memstore.Fault{}
		}
		s.sync(s.ana)
		s.ana.faults = nil
		s.sync(s.ben)

		if !between {
			t.Error("nothing happened in between")
		}
		s.has(s.ana, "small=7(6)")
		s.has(s.ben, "small=7(6)")
		s.nothingWaits(s.ana, s.ben)
	})
}

func TestScenariosThatALaptopLostComeBack(t *testing.T) {
	onEveryServer(t, func(t *testing.T, s *trying) {
		s.keeps(s.ana, "small", "5")
		s.sync(s.ana, s.ben)

		// When the line of a scenario is lost on Ana's laptop, which knows that the bucket has it, and she adds another
		journal := filepath.Join(s.ana.folder, filepath.FromSlash(ref(7).Folder()), "history.jsonl")
		text, err := os.ReadFile(journal)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(text), "\n")
		lost := slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.HasPrefix(line, `{"event":"scenario"`) })
		if err := os.WriteFile(journal, []byte(strings.Join(lost, "")), 0o600); err != nil || len(lost) != len(lines)-1 {
			t.Fatal(len(lost), err)
		}
		s.ana.killed()
		s.has(s.ana)
		s.keeps(s.ana, "large", "5000")
		s.sync(s.ana, s.ben)

		s.has(s.ana, "small=5", "large=5000")
		s.has(s.ben, "small=5", "large=5000")
		s.nothingWaits(s.ana, s.ben)
	})
}

func TestASyncOfWhichNothingChangedAsksForNoScenarios(t *testing.T) {
	s := &trying{team: newTeam(t, newInMemory), t: t}
	s.ana, s.ben = s.member("ana"), s.member("ben")
	s.ana.sends(7, "a: 1\n")
	s.keeps(s.ana, "small", "5")
	s.sync(s.ana, s.ben)

	asked := map[string]int{}
	s.ben.faults = func(op string, _ int) memstore.Fault { asked[op]++; return memstore.Fault{} }
	s.sync(s.ben)

	if asked[memstore.OpWorkflows] != 1 || asked[memstore.OpScenarios]+asked[memstore.OpPutScenarios] > 0 {
		t.Errorf("it asked %v", asked)
	}
}

func TestACloneBringsTheScenarios(t *testing.T) {
	const many = 80 // more than are taken in one by one
	team := newTeam(t, newInMemory)
	ana := team.member("ana")
	for id := range workflow.ID(many) {
		if err := ana.save(1+id, []byte("a: 1\n")); err != nil {
			t.Fatal(err)
		}
		state := workflow.ScenarioState{Revision: ana.newUID(), SavedAt: ana.now(), Case: json.RawMessage(`{"name":"small"}`)}
		one := workflow.KeptScenario{ID: ana.newUID()}.Next(state)
		if _, err := ana.laptop.KeepScenarios(t.Context(), ref(1+id), []workflow.KeptScenario{one}); err != nil {
			t.Fatal(err)
		}
	}
	s := &trying{team: team, t: t}
	s.sync(ana)

	ben := team.member("ben")
	s.sync(ben)

	for id := range workflow.ID(many) {
		if kept, err := ben.laptop.Index.Scenarios(t.Context(), ref(1+id)); err != nil || len(kept) != 1 || nameOf(kept[0].Latest()) != "small" {
			t.Errorf("workflow %d has %+v, %v", 1+id, kept, err)
		}
	}
	s.nothingWaits(ana, ben)
}

func TestScenariosOfAnotherProgramAreLeftAsTheyAre(t *testing.T) {
	s := &trying{team: newTeam(t, newInMemory), t: t}
	s.ana, s.ben = s.member("ana"), s.member("ben")
	s.ana.sends(7, "a: 1\n")
	s.sync(s.ben)
	foreign := []byte(`{"format":"workflow-designer-scenarios","format_version":2,"cases":[]}`)
	etag, err := s.bucket.reach().PutScenarios(t.Context(), ref(7), foreign, "")
	if err != nil {
		t.Fatal(err)
	}

	// When Ben keeps one and syncs
	s.keeps(s.ben, "small", "5")
	report, err := s.ben.sync(replica.Request{})

	// Then he is told, everything else goes on, and nothing is overwritten
	if err != nil || len(report.Failures) != 1 || report.Failures[0].Err.Code != workflow.CodeDamaged {
		t.Errorf("the sync did %+v, %v", report, err)
	}
	if _, now, err := s.bucket.reach().Scenarios(t.Context(), ref(7)); now != etag || err != nil {
		t.Errorf("the bucket has %s, %v", now, err)
	}
	s.has(s.ben, "small=5")
}
