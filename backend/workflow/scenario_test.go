package workflow_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"workflow-designer/backend/workflow"
)

// desk is a laptop that keeps one scenario.
type desk struct {
	all []workflow.KeptScenario
}

func TestScenariosComeToTheSameInWhateverOrderTheyMeet(t *testing.T) {
	for seed := range uint64(2000) {
		random := rand.New(rand.NewPCG(seed, 7))
		desks := make([]desk, 4)
		for revision := range 1 + random.IntN(12) {
			d := &desks[random.IntN(len(desks))]
			if random.IntN(3) == 0 { // hears of another's
				d.all = workflow.MergeScenarios(d.all, desks[random.IntN(len(desks))].all)
				continue
			}
			one := workflow.KeptScenario{ID: "one"}
			if len(d.all) > 0 {
				one = d.all[0]
			}
			// The clocks are wrong: later states do not have later revisions.
			made := state(workflow.UID(fmt.Sprintf("%03d-%d", random.IntN(999), revision)), fmt.Sprintf(`{"n":%d}`, random.IntN(8)))
			switch random.IntN(5) {
			case 0:
				one = one.Without()
			case 1:
				one = one.Next(made, revisions(one)...)
			default:
				one = one.Next(made, one.Latest().Revision)
			}
			d.all = []workflow.KeptScenario{one}
		}

		// In any order, and more than once
		var want []byte
		for range 6 {
			var met []workflow.KeptScenario
			for _, i := range append(random.Perm(len(desks)), random.IntN(len(desks))) {
				if random.IntN(2) == 0 {
					met = workflow.MergeScenarios(met, desks[i].all)
				} else {
					met = workflow.MergeScenarios(desks[i].all, met)
				}
			}
			got := workflow.EncodeScenarios(met)
			if want == nil {
				want = got
			}
			if !bytes.Equal(got, want) {
				t.Fatalf("seed %d: in another order it comes to\n%s\nand not to\n%s", seed, got, want)
			}
		}
	}
}

func TestNoStateOfAScenarioIsLostThatNobodyReplaced(t *testing.T) {
	// Given three laptops that change one scenario without hearing of each other
	first := workflow.KeptScenario{ID: "one"}.Next(state("1", `{"n":1}`))
	var all []workflow.KeptScenario
	for _, revision := range []workflow.UID{"3", "2", "4"} {
		all = workflow.MergeScenarios(all, []workflow.KeptScenario{first.Next(state(revision, `{"n":`+string(revision)+`}`), "1")})
	}
	want(t, all[0], "4", "3", "2")

	// When somebody keeps one of them, old copies of the others do not come back
	settled := all[0].Next(state("0", `{"n":2}`), revisions(all[0])...)
	want(t, settled, "0")
	old := first.Next(state("3", `{"n":3}`), "1")
	for _, met := range [][2]workflow.KeptScenario{{settled, all[0]}, {all[0], settled}, {settled, old}, {first, settled}} {
		want(t, workflow.MergeScenario(met[0], met[1]), "0")
	}

	// And one that was changed again meanwhile is kept beside, whatever its clock says
	again := old.Next(state("9", `{"n":6}`), "3")
	want(t, workflow.MergeScenario(settled, again), "9", "0")
	want(t, settled.Next(state("00", `{"n":7}`), "0"), "00")
	want(t, workflow.MergeScenario(settled, again).Next(state("00", `{"n":7}`), "9"), "00", "0")
}

func TestADeletedScenarioGivesWayToAnEdit(t *testing.T) {
	first := workflow.KeptScenario{ID: "one"}.Next(state("1", `{"n":1}`))
	edited, deleted := first.Next(state("2", `{"n":2}`), "1"), first.Without()

	for _, met := range [][2]workflow.KeptScenario{{edited, deleted}, {deleted, edited}} {
		got := workflow.MergeScenario(met[0], met[1])
		want(t, got, "2")
		want(t, workflow.MergeScenario(got, deleted), "2")
	}
	if got := workflow.MergeScenario(first, deleted); !got.Deleted() || got.Latest().Revision != "" {
		t.Errorf("what nobody changed is %+v", got)
	}
}

func TestTwoWhoSaveTheSameAgree(t *testing.T) {
	first := workflow.KeptScenario{ID: "one"}.Next(state("1", `{"n":1}`))

	both := workflow.MergeScenario(first.Next(state("2", `{"n":2}`), "1"), first.Next(state("3", `{"n":2}`), "1"))

	if both.Latest().Revision != "3" || len(both.Aside()) != 0 {
		t.Errorf("it is %+v", both)
	}
	want(t, both.Next(state("4", `{"n":4}`), "3"), "4", "2")
}

func TestAScenarioForgetsNoStateThatItHas(t *testing.T) {
	s := workflow.KeptScenario{ID: "one"}.Next(state("000", `{"n":0}`))
	s = s.Next(state("001", `{"n":1}`)) // both stand
	for n := range 500 {
		s = s.Next(state(workflow.UID(fmt.Sprintf("9%03d", n)), fmt.Sprintf(`{"n":%d}`, n+9)), s.Latest().Revision)
	}
	want(t, s, "9499", "000")
	if len(s.Seen) != 200 || s.Seen[0] != "000" {
		t.Errorf("it remembers %d: %v", len(s.Seen), s.Seen[:3])
	}
}

func TestWhatIsNoDocumentOfScenariosIsRefused(t *testing.T) {
	whole := string(workflow.EncodeScenarios([]workflow.KeptScenario{workflow.KeptScenario{ID: "one"}.Next(state("1", `{"a":"<b>"}`))}))
	for name, text := range map[string]string{
		"another text":    "a: 1\n",
		"other JSON":      `{"scenarios":[]}`,
		"a newer program": `{"format":"workflow-designer-scenarios","format_version":2,"scenarios":[]}`,
		"no id":           `{"format":"workflow-designer-scenarios","format_version":1,"scenarios":[{"seen":["1"],"states":[{"revision":"1","scenario":{}}]}]}`,
		"nothing to run":  `{"format":"workflow-designer-scenarios","format_version":1,"scenarios":[{"id":"1","seen":["1"],"states":[{"revision":"1"}]}]}`,
		"half of it":      whole[:len(whole)/2],
		"more behind it":  whole + "{}",
		"nothing seen":    `{"format":"workflow-designer-scenarios","format_version":1,"scenarios":[{"id":"1"}]}`,
	} {
		if got, err := workflow.DecodeScenarios([]byte(text)); workflow.CodeOf(err) != workflow.CodeDamaged {
			t.Errorf("%s: it is read as %+v, %v", name, got, err)
		}
	}
	read, err := workflow.DecodeScenarios([]byte(whole))
	if err != nil || string(read[0].Latest().Case) != `{"a":"<b>"}` || string(workflow.EncodeScenarios(read)) != whole {
		t.Errorf("it is read as %+v, %v", read, err)
	}
}

func state(revision workflow.UID, text string) workflow.ScenarioState {
	return workflow.ScenarioState{Revision: revision, Author: "Ana", Case: json.RawMessage(text)}
}

func revisions(s workflow.KeptScenario) []workflow.UID {
	var all []workflow.UID
	for _, state := range s.States {
		all = append(all, state.Revision)
	}
	return all
}

func want(t *testing.T, s workflow.KeptScenario, states ...workflow.UID) {
	t.Helper()
	if got := revisions(s); !slices.Equal(got, states) {
		t.Errorf("it has %v, want %v", got, states)
	}
}
