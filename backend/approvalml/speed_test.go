package approvalml_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// full is a text of nearly the largest size, made of many like parts.
func full(head, tail string, part func(i int) string) string {
	var b strings.Builder
	b.WriteString(head)
	for i := 0; b.Len() < source.MaxBytes-1000; i++ {
		b.WriteString(part(i))
	}
	b.WriteString(tail)
	return b.String()
}

func same(part string) func(int) string { return func(int) string { return part } }

var manyLines = sync.OnceValue(func() string {
	return full("", "", func(i int) string { return fmt.Sprintf("key_%d: 1\n", i) })
})

// mustBeQuick says how often a text of many lines may at most be read in the time that the work takes: far more often than is
// needed, and far less than anything takes that looks at all parts for each part. A busy machine makes single tries slow.
func mustBeQuick(t *testing.T, times float64, work func()) {
	t.Helper()
	var reading, took time.Duration
	for range 4 {
		begun := time.Now()
		source.Read(manyLines())
		reading = time.Since(begun)
		begun = time.Now()
		work()
		if took = time.Since(begun); took.Seconds() <= times*reading.Seconds() {
			return
		}
	}
	t.Errorf("took %v, and reading as much %v", took, reading)
}

func TestTextsMadeToBeSlowAreCheckedInAMoment(t *testing.T) {
	for name, text := range map[string]string{
		"one key again and again": full("", "", same("a:\n")),
		"aliases of nothing":      full("name: x\nform: [", "]\n", same("*a,")),
		"keys that nobody knows":  full("", "", func(i int) string { return fmt.Sprintf("key_%d: 1\n", i) }),
		"fields of one name":      full("name: x\nform:\n  fields:\n", "", same("  - name: a\n")),
		"steps that lead nowhere": full("name: x\nworkflow:\n", "", func(i int) string { return fmt.Sprintf("  s%d: {type: decision, on_approve: {continue_to: t}}\n", i) }),
		"words that nobody knows": full("name: x\nform:\n", "", func(i int) string { return fmt.Sprintf("  f%d: {type: txt}\n", i) }),
		"fields without a label":  full("name: x\nform: {fields: [", "]}\n", func(i int) string { return fmt.Sprintf("{name: f%d, type: text}, ", i) }),
		"steps without a name":    full("name: x\nworkflow:\n", "", func(i int) string { return fmt.Sprintf("  s%d:\n    type: end\n", i) }),
		"steps without a way back": full("name: x\nworkflow:\n", "", func(i int) string {
			return fmt.Sprintf("  s%d: {type: decision, on_approve: {end_workflow: true}}\n", i)
		}),
		"numbers for texts":           full("name: x\nview_all_roles: [", "]\n", same("1, ")),
		"variables that nobody knows": full("name: x\nform: {fields: [{name: a}]}\nworkflow:\n  s: {type: decision, name: '", "'}\n", same("${form.b} ")),
	} {
		t.Run(name, func(t *testing.T) {
			mustBeQuick(t, 8, func() { approvalml.Check(text) })
		})
	}
}

func TestEnormousLinesAreCompletedInAMoment(t *testing.T) {
	many := strings.Repeat("# a line\n", 200)
	step := many + "workflow:\n  a:\n    type: decision\n    approver: |${requestor.manager}\n"
	for name, text := range map[string]string{
		"fields that hold an email": full(step+"form: {fields: [", "]}\n", func(i int) string { return fmt.Sprintf("{name: f%05d, type: email},", i) }),
		"steps that are not there":  full(many+"workflow: {a: {type: end}, |, ", "}\n", func(i int) string { return fmt.Sprintf("s%d: {on_approve: {continue_to: t%d}},", i, i) }),
		"an open bracket":           full("[x|: ", "\nname: a\n", same("[],")),
		"roles":                     full(step+"view_all_roles: [", "]\n", func(i int) string { return fmt.Sprintf("r%d,", i) }),
	} {
		t.Run(name, func(t *testing.T) {
			at := strings.Index(text, "|")
			text = text[:at] + text[at+1:]
			mustBeQuick(t, 8, func() { assist.Complete(text, at) })
		})
	}
}

func TestEnormousLinesAreComparedInAMoment(t *testing.T) {
	for name, text := range map[string]string{
		"variables": full("name: x\nform: {fields: [{name: old}]}\nworkflow:\n  s: {type: decision, notify_requestor: '", "'}\n", same("${form.old} ")),
		"cells":     full("name: x\nform: {fields: [{name: old}], layout: {sections: [{id: a, grid: [[", "]]}]}}\n", same("old, ")),
	} {
		t.Run(name, func(t *testing.T) {
			before, after := model.Read(text), model.Read(strings.ReplaceAll(text, "old", "new"))
			mustBeQuick(t, 20, func() {
				if changes := change.List(before, after); len(changes) == 0 {
					t.Error("no change is listed")
				}
			})
		})
	}
}
