package simulate_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/simulate"
	"workflow-designer/backend/words"
)

// plays are what happens to the examples in their goldens: what is filled in, and the acts.
var plays = map[string]struct {
	form map[string]any
	acts []simulate.Act
}{
	"purchase-request": {
		map[string]any{"amount": 4800.0},
		[]simulate.Act{
			{Do: "submit"},
			{Do: "advance", For: "26_hours"},
			{Do: "ask", Comment: "Why 12 chairs?"},
			{Do: "advance", For: "3_hours"},
			{Do: "answer", Comment: "The team grows."},
			{Do: "decide", Comment: "Fine."},
			{Do: "decide", Step: "head_of_department_approval", Approver: "requestor.head_of_department", Outcome: "approve"},
			{Do: "advance", Until: "deadline"},
			{Do: "advance", Until: "deadline"},
			{Do: "decide", Approver: "purchasing_officer_2", Outcome: "reject"},
			{Do: "decide", Approver: "purchasing_officer_3"},
		},
	},
	"expense-approval":  {nil, []simulate.Act{{Do: "submit"}, {Do: "advance", For: "4_days"}, {Do: "decide", Outcome: "reject"}}},
	"leave-request":     {map[string]any{"leave_type": "unpaid", "total_days": 10.0}, []simulate.Act{{Do: "submit"}, {Do: "decide"}, {Do: "decide"}, {Do: "decide", Outcome: "reject", Comment: "Not now."}}},
	"equipment-request": {map[string]any{"equipment_type": "software", "estimated_cost": 2000.01}, []simulate.Act{{Do: "submit"}, {Do: "decide"}, {Do: "decide"}, {Do: "decide"}}},
	"po-approval": {
		map[string]any{"po_items": []any{
			map[string]any{"item_name": "Bolt", "stock_quantity": 1.0, "order_quantity": 3.0, "unit_price": 2.5},
			map[string]any{"item_name": "Nut", "stock_quantity": 0.0, "order_quantity": 10.0, "unit_price": 0.5},
		}},
		[]simulate.Act{{Do: "submit"}, {Do: "advance", For: "25_hours"}, {Do: "decide"}, {Do: "decide"}},
	},
	"loops": {
		map[string]any{"items": []any{map[string]any{"article": "AB-123", "quantity": 50.0, "price": 9000.0}}},
		[]simulate.Act{
			{Do: "submit"},
			{Do: "system", Outcome: "failure"},
			{Do: "decide", Approver: "finance", Form: map[string]any{"budget_code": "B7"}},
			{Do: "decide", Approver: "legal", Outcome: "reject", Comment: "Careful."},
			{Do: "decide", Approver: "boss@firm.example"},
			{Do: "system", Step: "lookup", Form: map[string]any{"found": "x"}},
			{Do: "advance", Until: "deadline"},
			{Do: "decide"},
			{Do: "decide"},
			{Do: "system", Outcome: "complete"},
			{Do: "system", Step: "rated", Outcome: "failure"},
		},
	},
	"template_employee_onboarding": {nil, []simulate.Act{{Do: "submit"}, {Do: "decide"}, {Do: "decide", Approver: "payroll"}, {Do: "decide"}, {Do: "decide"}, {Do: "advance", Until: "deadline"}, {Do: "decide"}}},
}

func TestRunsOfTheExamplesAreAsReviewed(t *testing.T) {
	texts := examples(t)
	for name, play := range plays {
		t.Run(name, func(t *testing.T) {
			w := workflowOf(texts[name])
			run, taken, refused := simulate.Replay(w, simulate.Setup{Form: w.Sample(play.form, time.Time{}), Requester: map[string]any{"name": "Mira Bauer", "supervisor": "Tom Becker"}}, play.acts)
			if refused != nil {
				t.Fatalf("act %d is refused: %s", taken, refused.Message)
			}
			golden(t, name+".run.golden", told(run))
			if broken := firstUnsealed(texts[name], run.State().Trail); broken >= 0 {
				t.Errorf("the seal of line %d does not fit", broken)
			}
		})
	}
}

// anyAct makes an act, sensible or not.
func anyAct(random *rand.Rand, run simulate.Run) simulate.Act {
	pick := func(list ...string) string { return list[random.Intn(len(list))] }
	a := simulate.Act{
		Do:      pick("submit", "decide", "decide", "decide", "ask", "answer", "advance", "advance", "system", "system", "jump"),
		Outcome: pick("", "", "approve", "reject", "complete", "failure", "send_back", "timeout", "on_approve", "x"),
		For:     pick("", "1_hours", "3_days", "2_business_days", "900_minutes", "0_days", "soon", "999999999_days"),
		Until:   pick("", "", "deadline", "event", "noon"), Comment: pick("", "Why?", "${form.amount} ${", strings.Repeat("x", 100)),
	}
	s := run.State()
	if len(s.Tokens) > 0 && random.Intn(4) > 0 {
		a.Step = pick("", s.Tokens[0].Step, s.Tokens[0].Step, "gone")
		for _, p := range s.Tokens[0].People {
			if random.Intn(2) == 0 {
				a.Approver = pick(p.As, p.Name, p.Address)
			}
		}
	}
	if random.Intn(4) == 0 {
		a.Form = map[string]any{pick("amount", "total", "items", "budget_code", "x"): []any{1.0, -5.0, "x", nil, true, []any{1.0}, []any{map[string]any{"price": "9"}}, map[string]any{}}[random.Intn(8)]}
	}
	return a
}

// holdsAlways checks what holds after every act.
func holdsAlways(t *testing.T, text string, before, after simulate.State, act simulate.Act) {
	t.Helper()
	if after.Clock.Before(before.Clock) {
		t.Fatalf("%+v turned the clock back from %v to %v", act, before.Clock, after.Clock)
	}
	if act.Do != "advance" && !after.Clock.Equal(before.Clock) {
		t.Fatalf("%+v moved the clock", act)
	}
	if !reflect.DeepEqual(after.Trail[:len(before.Trail)], before.Trail) || !reflect.DeepEqual(after.Outbox[:len(before.Outbox)], before.Outbox) {
		t.Fatalf("%+v changed what was written before", act)
	}
	if firstUnsealed(text, after.Trail) != -1 {
		t.Fatalf("after %+v the trail does not hold", act)
	}
	for _, m := range after.Outbox {
		if !strings.HasSuffix(m.To, "@"+simulate.Domain) {
			t.Fatalf("a message goes to %s", m.To)
		}
	}
	for i := 1; i < len(after.Trail); i++ {
		if after.Trail[i].At.Before(after.Trail[i-1].At) {
			t.Fatalf("line %d of the trail is older than the one before", i)
		}
	}
	for _, token := range after.Tokens {
		if token.Deadline != nil && token.Deadline.Before(after.Clock) {
			t.Fatalf("the deadline of %s has passed and nothing happened", token.Step)
		}
	}
	if (after.Ended != nil) != (after.Phase == simulate.Over) || after.Ended != nil && len(after.Tokens) > 0 || after.Phase == simulate.Running && len(after.Tokens) != 1 {
		t.Fatalf("after %+v it is %s, ended %v, waits at %v", act, after.Phase, after.Ended, after.Tokens)
	}
}

// play lets things happen at random, and checks that replaying what was taken comes to the same.
func play(t *testing.T, text string, seed int64, count int) {
	t.Helper()
	random := rand.New(rand.NewSource(seed))
	w := workflowOf(text)
	setup := simulate.Setup{Form: w.Sample(nil, time.Time{}), Begin: simulate.DefaultBegin.Add(time.Duration(random.Intn(10000)) * time.Minute)}
	if random.Intn(3) == 0 {
		setup.Form = nil
	}
	run := simulate.New(w, setup)
	var taken []simulate.Act
	for range count {
		act := anyAct(random, run)
		if len(taken) == 0 && random.Intn(2) == 0 {
			act = simulate.Act{Do: "submit"}
		}
		before := run.State()
		next, refused := run.Act(act)
		if !reflect.DeepEqual(run.State(), before) {
			t.Fatalf("%+v changed the run that it was done to", act)
		}
		after := next.State()
		if refused != nil {
			if refused.Code == "" || refused.Message == "" || refused.Hint == "" || !reflect.DeepEqual(after, before) {
				t.Fatalf("%+v is refused with %+v", act, refused)
			}
			continue
		}
		run = next
		taken = append(taken, act)
		holdsAlways(t, text, before, after, act)
	}
	again, n, refused := simulate.Replay(workflowOf(text), setup, taken)
	if refused != nil || n != len(taken) || !reflect.DeepEqual(again.State(), run.State()) {
		t.Fatalf("replayed, %d of %d acts are taken (%v), and the state is another", n, len(taken), refused)
	}
	if _, err := json.Marshal(run.State()); err != nil {
		t.Fatal(err)
	}
}

func TestWhateverHappensReplaysTheSame(t *testing.T) {
	texts := examples(t)
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			for seed := range int64(15) {
				play(t, text, seed, 40)
			}
		})
	}
}

func FuzzActs(f *testing.F) {
	texts := examples(f)
	names := slices.Sorted(maps.Keys(texts))
	for i := range names {
		f.Add(uint8(i), int64(i))
	}
	f.Fuzz(func(t *testing.T, which uint8, seed int64) { play(t, texts[names[int(which)%len(names)]], seed, 25) })
}

// firstUnsealed is the first line of a trail whose seal is not the SHA-256 of the line before it and of itself, as whoever checks it
// works it out; -1 when all fit.
func firstUnsealed(text string, trail []simulate.Entry) int {
	before := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))
	for i, e := range trail {
		seal := e.Seal
		e.Seal = before
		line, err := json.Marshal(e)
		if before = fmt.Sprintf("%x", sha256.Sum256(line)); err != nil || before != seal {
			return i
		}
	}
	return -1
}

func TestAChangedTrailShows(t *testing.T) {
	text := examples(t)["expense-approval"]
	w := workflowOf(text)
	run, _, refused := simulate.New(w, simulate.Setup{Form: w.Sample(nil, time.Time{})}).Finish(nil)
	if refused != nil {
		t.Fatal(refused)
	}
	for i := range run.State().Trail {
		changed := run.State().Trail
		changed[i].Words = words.Literal(changed[i].Words.String() + ".")
		if broken := firstUnsealed(text, changed); broken != i {
			t.Errorf("line %d was changed, and %d is told", i, broken)
		}
		if without := slices.Delete(run.State().Trail, i, i+1); i < len(without) && firstUnsealed(text, without) != i {
			t.Errorf("line %d was left out, and it does not show", i)
		}
	}
	if firstUnsealed(text+"\n", run.State().Trail) != 0 {
		t.Error("the trail fits another text")
	}
}

func TestNothingIsTooBrokenToBeTriedOut(t *testing.T) {
	whole, err := os.ReadFile("testdata/loops.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for cut := 0; cut < len(whole); cut += 307 {
		for _, text := range []string{string(whole[:cut]), string(whole[:cut]) + string(whole[min(cut+25, len(whole)):])} {
			play(t, text, int64(cut), 8)
			simulate.AllPaths(workflowOf(text), time.Time{}, simulate.Limits{Paths: 20, Hops: 300})
		}
	}
	for i, text := range []string{
		"", "a: [", "name: x\nworkflow: {a: 1}", "workflow: {a: {type: decision}}", "workflow: {a: {type: loop, while: 'True', max_iterations: 1000}}",
		"workflow: {a: {type: notification, on_complete: {continue_to: a}}}", "workflow: {a: {type: decision, timeout: 1_minutes, approver: x, on_timeout: {continue_to: a}}}",
	} {
		play(t, text, int64(i), 30)
		simulate.AllPaths(workflowOf(text), time.Time{}, simulate.Limits{Paths: 20, Hops: 300})
	}
}

func ExampleRun_Act() {
	w := workflowOf("name: Tea\nform: {fields: []}\nworkflow:\n  boil: {name: Boil, type: decision, approver: cook, on_approve: {end_workflow: true}}\n")
	run := simulate.New(w, simulate.Setup{})
	for _, act := range []simulate.Act{{Do: simulate.Submit}, {Do: simulate.Decide, Comment: "Hot."}} {
		run, _ = run.Act(act)
	}
	for _, e := range run.State().Trail {
		fmt.Println(e.Words)
	}
	// Output:
	// Requester sent the request REQ-1.
	// Boil waits for cook.
	// cook approved at Boil. They say: "Hot."
	// The workflow ended at Boil: completed.
}
