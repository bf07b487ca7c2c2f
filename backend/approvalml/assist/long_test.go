package assist_test

import (
	"fmt"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/model"
)

// long is a workflow of a bit more than 3,000 lines.
func long() string {
	var form, workflow strings.Builder
	for i := range 250 {
		fmt.Fprintf(&form, "    - name: field_%d\n      type: currency\n      label: Field %d\n      required: true\n      description: \"Some words\"\n", i, i)
	}
	for i := range 200 {
		fmt.Fprintf(&workflow, "  step_%d:\n    name: Step %d\n    type: decision\n    approver: ${requestor.manager}\n    timeout: 48_hours\n"+
			"    on_approve:\n      continue_to: step_%d\n    on_reject:\n      end_workflow: true\n", i, i, (i+1)%200)
	}
	return "name: Long\nform:\n  fields:\n" + form.String() + "workflow:\n" + workflow.String()
}

func TestALongTextIsCompletedLikeAShortOne(t *testing.T) {
	text := long()
	for _, test := range []struct{ name, from, marked, label, want string }{
		{"a step", "continue_to: step_101\n", "continue_to: st|\n", "step_7", "continue_to: step_7\n"},
		{
			"a key", "type: decision\n    approver: ${requestor.manager}\n    timeout: 48_hours\n    on_approve:\n      continue_to: step_150\n",
			"type: decision\n    ap|\n    on_approve:\n      continue_to: step_150\n", "approver",
			"type: decision\n    approver: \n    on_approve:\n      continue_to: step_150\n",
		},
		{"a top-level key", "workflow:\n", "des|\nworkflow:\n", "description", "description: \nworkflow:\n"},
		{
			"a new field", "    - name: field_100\n", "    - |\n    - name: field_100\n", "new field",
			"    - name: new_field\n      type: text\n      label: \n    - name: field_100\n",
		},
		{"a field in a condition", "timeout: 48_hours\n    on_approve:\n      continue_to: step_50\n", "while: field_2|\n", "field_249", "while: field_249\n"},
		{"a new step", "  step_90:\n", "  |\n  step_90:\n", "new end", "  new_end:\n    name: The end\n    type: end\n    notify_requestor: \n  step_90:\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			marked := strings.Replace(text, test.from, test.marked, 1)
			typed, offset := caret(marked)
			if got, want := accept(t, typed, assist.Complete(typed, offset), test.label), strings.Replace(text, test.from, test.want, 1); got != want {
				at := strings.Index(want, test.want)
				t.Errorf("got %q", got[at:at+len(test.want)])
			}
		})
	}
}

func BenchmarkComplete(b *testing.B) {
	text := long()
	for _, bench := range []struct{ name, from, marked string }{
		{"step", "continue_to: step_101\n", "continue_to: |\n"},
		{"key", "timeout: 48_hours\n    on_approve:\n      continue_to: step_150\n", "|\n    on_approve:\n      continue_to: step_150\n"},
		{"condition", "timeout: 48_hours\n    on_approve:\n      continue_to: step_50\n", "while: |\n"},
		{"words of one's own", "name: Step 150\n", "name: St|ep 150\n"},
		{"approver", "approver: ${requestor.manager}\n", "approver: |\n"},
		{"open quote", "continue_to: step_101\n", "continue_to: \"|\n"},
		{"broken above", "type: decision\n    approver: ${requestor.manager}\n    timeout: 48_hours\n    on_approve:\n      continue_to: step_150\n", "type: [decision\n    |\n"},
	} {
		typed, offset := caret(strings.Replace(text, bench.from, bench.marked, 1))
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				assist.Complete(typed, offset)
			}
		})
	}
}

func BenchmarkHover(b *testing.B) {
	doc := model.Read(long())
	offset := strings.LastIndex(doc.Text(), "step_7\n")
	for b.Loop() {
		if assist.Hover(doc, offset) == nil {
			b.Fatal("nothing is said")
		}
	}
}
