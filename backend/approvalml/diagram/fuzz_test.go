package diagram_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// FuzzDiagramEdit makes an edit, picked by a number, on any text: it is refused with a reason, or the text can be read afterwards,
// every step that it is not about is as it was, and the inverse edits give the text back.
func FuzzDiagramEdit(f *testing.F) {
	for _, text := range awkward {
		f.Add(text, uint64(1))
	}
	seed := uint64(0)
	for _, text := range examples(f) {
		seed++
		f.Add(text, seed)
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		report := approvalml.Check(text)
		before := diagram.Of(report.Document, report.Diagnostics)
		e := dice{rand.New(rand.NewPCG(seed, 7))}.edit(before)
		result, err := diagram.Apply(report.Document, e)
		if err != nil {
			var refusal *edit.Refusal
			if !errors.As(err, &refusal) || refusal.Message == "" || refusal.Hint == "" || len(result.Edits) > 0 {
				t.Fatalf("%s: the refusal is %#v", show(e), err)
			}
			return
		}
		end := 0
		for _, each := range result.Edits {
			if each.Span.Start < end || each.Span.End < each.Span.Start || each.Span.End > len(text) {
				t.Fatalf("%s: the edits %+v are not in the order of the text", show(e), result.Edits)
			}
			end = each.Span.End
		}
		changed := source.Apply(text, result.Edits...)
		after := diagram.Of(model.Read(changed), nil)
		if !after.Readable {
			t.Fatalf("%s: cannot be read any more:\n%s", show(e), changed)
		}
		if err := others(e, result.Select, before, after); err != "" {
			t.Fatalf("%s: %s\n%s\n---\n%s", show(e), err, text, changed)
		}
		if back := source.Apply(changed, inverse(text, result.Edits)...); back != text {
			t.Fatalf("%s: the inverse edits do not give the text back", show(e))
		}
	})
}

// others tells what changed in steps that an edit is not about; empty when nothing did.
func others(e diagram.Edit, selected string, before, after diagram.Diagram) string {
	about := map[string]bool{e.Step: true, e.After: true, selected: true}
	steps := map[string]diagram.Step{}
	for _, s := range after.Steps {
		steps[s.ID] = s
	}
	for _, s := range before.Steps {
		if now, there := steps[s.ID]; !about[s.ID] && (!there || now.Name != s.Name || now.Type != s.Type || now.Who != s.Who) {
			return "the step " + s.ID + " changed"
		}
	}
	if len(after.Steps) > len(before.Steps)+1 || len(after.Steps) < len(before.Steps)-1 || after.Name != before.Name || after.FieldCount != before.FieldCount {
		return "something else changed"
	}
	ways := map[string]diagram.Way{}
	for _, w := range after.Ways {
		ways[w.ID] = w
	}
	for _, w := range before.Ways {
		now, there := ways[w.ID]
		switch {
		case about[w.From]:
		case w.To != "" && w.To == e.Step && (e.Do == diagram.RemoveStep || e.Do == diagram.RenameStep):
		case e.Do == diagram.RenameStep && w.ToMissing == e.To: // it fits now
		case !there || now.To != w.To || now.ToMissing != w.ToMissing || now.Ends != w.Ends || now.Condition != w.Condition:
			return "the way " + w.ID + " changed"
		}
	}
	return ""
}
