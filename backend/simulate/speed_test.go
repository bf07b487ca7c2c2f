package simulate_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/simulate"
)

// large are workflows of 200 steps and more, of the shapes that make many paths.
func large() map[string]string {
	const form = "name: Large\nform:\n  fields:\n    - {name: amount, type: currency, label: Amount, required: true, validation: {min: 0, max: 100000}}\n" +
		"    - {name: kind, type: select, label: Kind, required: true, options: [a, b, c]}\nworkflow:\n"
	shapes := map[string]func(i, last int) string{
		"decisions in a row": func(i, last int) string {
			return fmt.Sprintf("  s%d: {name: S%d, type: decision, approver: boss, timeout: 1_days, on_approve: {continue_to: s%d}, on_reject: {continue_to: s%d}}\n", i, i, i+1, last)
		},
		"decisions that part and meet": func(i, last int) string {
			other := min(i+2, last)
			return fmt.Sprintf("  s%d: {name: S%d, type: decision, approver: boss, on_approve: {continue_to: s%d}, on_reject: {continue_to: s%d}}\n", i, i, i+1, other)
		},
		"splits by one amount": func(i, last int) string {
			other := min(i+2, last)
			return fmt.Sprintf("  s%d: {name: S%d, type: conditional_split, choices: [{conditions: amount > %d, continue_to: s%d}], default: {continue_to: s%d}}\n", i, i, i*i*7%5000, i+1, other)
		},
		"decisions and splits": func(i, last int) string {
			if i%2 == 0 {
				return fmt.Sprintf("  s%d: {name: S%d, type: decision, approver: boss, on_approve: {continue_to: s%d}, on_reject: {continue_to: s%d}, on_send_back: {continue_to: s%d}}\n", i, i, i+1, last, max(i-1, 0))
			}
			return fmt.Sprintf("  s%d: {name: S%d, type: conditional_split, choices: [{conditions: \"amount > %d and kind != 'b'\", continue_to: s%d}, {conditions: kind == 'c', continue_to: s%d}], default: {continue_to: s%d}}\n",
				i, i, i*40, i+1, min(i+2, last), min(i+3, last))
		},
	}
	texts := map[string]string{}
	for name, shape := range shapes {
		var b strings.Builder
		b.WriteString(form)
		const steps = 199
		for i := range steps {
			b.WriteString(shape(i, steps))
		}
		fmt.Fprintf(&b, "  s%d: {name: End, type: end}\n", steps)
		texts[name] = b.String()
	}
	return texts
}

func TestTwoHundredStepsEnumerateWithinASecond(t *testing.T) {
	for name, text := range large() {
		t.Run(name, func(t *testing.T) {
			// given a workflow of 200 steps, and how long this machine takes now for work that takes 15 ms on an idle one
			w := workflowOf(text)
			reading := strings.Repeat(large()["decisions and splits"], 6)
			const mostReadings = 66 // a second
			var all simulate.Paths
			var took, measure time.Duration
			for range 4 { // a busy machine makes single tries slow
				begun := time.Now()
				source.Read(reading)
				measure = time.Since(begun)
				// when its paths are enumerated
				begun = time.Now()
				all = simulate.AllPaths(w, time.Time{}, simulate.Limits{})
				took = time.Since(begun)
				t.Logf("%d paths in %v (measure %v), %d of %d ways, %v", len(all.Paths), took, measure, all.Coverage.WaysCovered, all.Coverage.Ways, all.Stopped)
				if took <= time.Second || took <= mostReadings*measure {
					break
				}
			}
			// then that takes a second at most
			if took > time.Second && took > mostReadings*measure {
				t.Errorf("took %v, and the measure is %v", took, measure)
			}
			// and either these are all, or it is said where it stopped
			if name == "decisions in a row" && (all.Stopped != nil || len(all.Paths) != 200) {
				t.Errorf("there are %d paths, stopped %v", len(all.Paths), all.Stopped)
			}
			if all.Stopped != nil && (all.Stopped.Step == "" || all.Stopped.Paths == 0 || all.Stopped.Words == "") {
				t.Errorf("it stopped at %+v", all.Stopped)
			}
			for _, p := range all.Paths {
				if !p.Proven {
					t.Errorf("path %d is not proven: %s", p.Number, p.Problem)
				}
			}
		})
	}
}

// many repeats a part until a text is as large as texts may be.
func many(head string, part func(i int) string, tail string) string {
	var b strings.Builder
	b.WriteString(head)
	for i := 0; b.Len() < source.MaxBytes-len(tail)-2000; i++ {
		b.WriteString(part(i))
	}
	b.WriteString(tail)
	return b.String()
}

func TestTextsMadeToBeSlowAreTriedOutInAMoment(t *testing.T) {
	field := "name: N\nform: {fields: [{name: a, type: number, label: A, required: true}]}\nworkflow:\n"
	for name, text := range map[string]string{
		"choices of one split": many(field+"  s:\n    type: conditional_split\n    choices:\n", func(i int) string {
			return fmt.Sprintf("      - {conditions: 'a > %d', continue_to: e}\n", i)
		}, "  e: {type: end}\n"),
		"steps in a ring": many(field, func(i int) string {
			return fmt.Sprintf("  s%d: {type: notification, recipients: [{role: a}], on_complete: {continue_to: s%d}}\n", i, i+1)
		}, "  last: {type: notification, on_complete: {continue_to: s0}}\n"),
		"messages of values": many(field+"  s:\n    type: notification\n    recipients: ["+strings.Repeat("{role: x}, ", 2000)+"]\n    on_complete: {continue_to: s}\n    notification: {message: {subject: S, body: '", func(int) string { return "${form.a} " }, "'}}\n"),
		"fields that are wanted": many("name: N\nform:\n  fields:\n", func(i int) string {
			return fmt.Sprintf("    - {name: f%d, type: number, label: F, required: true, validation: {min: %d}}\n", i, i)
		}, "workflow:\n  s: {type: conditional_split, choices: [{conditions: f1 > f2 + f3, continue_to: e}], default: {continue_to: e}}\n  e: {type: end}\n"),
		"people who decide": many(field+"  s:\n    type: parallel_approval\n    timeout: 1_minutes\n    on_timeout: {continue_to: s}\n    approvers:\n", func(i int) string {
			return fmt.Sprintf("      - {role: r%d}\n", i)
		}, ""),
	} {
		t.Run(name, func(t *testing.T) {
			const mostReadings = 60 // of the text; what takes time by the square of it takes thousands
			var took, reading time.Duration
			for range 4 {
				begun := time.Now()
				source.Read(text)
				reading = time.Since(begun)
				begun = time.Now()
				w := workflowOf(text)
				simulate.AllPaths(w, time.Time{}, simulate.Limits{})
				run, _, _ := simulate.Replay(w, simulate.Setup{Form: map[string]any{"a": strings.Repeat("9", 300)}}, []simulate.Act{{Do: "submit"}, {Do: "advance", For: "9_days"}})
				run.State()
				if took = time.Since(begun); took <= mostReadings*reading {
					break
				}
			}
			t.Logf("took %v, and reading it %v", took, reading)
			if took > mostReadings*reading {
				t.Errorf("took %v, and reading it %v", took, reading)
			}
		})
	}
}
