package designer_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

func labelsOf(t *testing.T, d *designer.Designer) map[workflow.ID][]string {
	t.Helper()
	list, err := d.Workflows(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	labels := map[workflow.ID][]string{}
	for _, w := range list {
		labels[w.WorkflowID] = w.Labels
	}
	return labels
}

func setLabels(t *testing.T, d *designer.Designer, request designer.LabelRequest) designer.LabelAnswer {
	t.Helper()
	answer, err := d.SetLabels(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func wantLabels(t *testing.T, d *designer.Designer, want map[workflow.ID][]string) {
	t.Helper()
	if got := labelsOf(t, d); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWorkflowsGetLabels(t *testing.T) {
	// Given three workflows, one of them not YAML, and a deleted one
	ctx, d := context.Background(), designertest.Local(t)
	save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML, Prompt: "kept"})
	save(t, d, designer.SaveVersionRequest{YAMLContent: "tags: [hr] # who\n" + sampleYAML})
	broken := save(t, d, designer.SaveVersionRequest{YAMLContent: "no: [yaml"})
	gone := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	if _, err := d.DeleteWorkflow(ctx, gone.WorkflowID); err != nil {
		t.Fatal(err)
	}

	// When all of them get two labels
	answer := setLabels(t, d, designer.LabelRequest{WorkflowIDs: []int64{1, 2, 3, 4, 77}, Add: []string{" Head  office ", "HR"}})

	// Then those that can have them do, as a version that says so and is else the same
	wantLabels(t, d, map[workflow.ID][]string{1: {"Head office", "HR"}, 2: {"hr", "Head office"}, 3: {}})
	if len(answer.Saved) != 2 || answer.Saved[0].Number != 2 || answer.Saved[0].VersionComment != "Labelled Head office, HR." {
		t.Errorf("saved %+v", answer.Saved)
	}
	if v := latest(t, d, 1); v.Prompt != "kept" || !strings.HasPrefix(v.YAMLContent, "name: Purchase Request\ntags:") {
		t.Errorf("the text is %q, the prompt %q", v.YAMLContent, v.Prompt)
	}
	if v := latest(t, d, 2); v.YAMLContent != "tags: [hr, Head office] # who\n"+sampleYAML {
		t.Errorf("the text is %q", v.YAMLContent)
	}
	// And the others say why not
	var codes []workflow.Code
	for _, f := range answer.Failures {
		codes = append(codes, f.Code)
		if f.Message == "" || f.Hint == "" {
			t.Errorf("%+v", f)
		}
	}
	if !slices.Equal(codes, []workflow.Code{workflow.CodeCannotEdit, workflow.CodeInvalidRequest, workflow.CodeWorkflowNotFound}) ||
		answer.Failures[0].WorkflowID != broken.WorkflowID {
		t.Errorf("failures %+v", answer.Failures)
	}

	// When what is so already is asked for, nothing is saved
	if answer := setLabels(t, d, designer.LabelRequest{WorkflowIDs: []int64{1, 2}, Add: []string{"hr"}, Remove: []string{"it"}}); len(answer.Saved) > 0 {
		t.Errorf("saved %+v", answer.Saved)
	}
	// And taken away they are gone, also from what is found
	setLabels(t, d, designer.LabelRequest{WorkflowIDs: []int64{1}, Remove: []string{"head office", "hr"}})
	wantLabels(t, d, map[workflow.ID][]string{1: {}, 2: {"hr", "Head office"}, 3: {}})
	if found := search(t, d, "label:hr"); len(found.Results) != 1 || found.Results[0].WorkflowID != 2 {
		t.Errorf("found %+v", found.Results)
	}
	if text := latest(t, d, 1).YAMLContent; text != sampleYAML {
		t.Errorf("the text is %q", text)
	}

	for _, label := range []string{"a, b", strings.Repeat("x", 41), "!", "a\x00b"} {
		_, err := d.SetLabels(ctx, designer.LabelRequest{WorkflowIDs: []int64{1}, Add: []string{label}})
		if workflow.CodeOf(err) != workflow.CodeInvalidRequest {
			t.Errorf("%q: %v", label, err)
		}
	}
}

func TestUnsavedEditsKeepUpWithLabels(t *testing.T) {
	// Given unsaved edits of the latest version, and some of an older one
	ctx, d := context.Background(), designertest.Local(t)
	draft := func(id workflow.ID, base string) {
		if _, err := d.SaveDraft(ctx, workflow.Draft{
			WorkflowID: id, BaseVersionID: base, YAMLContent: sampleYAML + "# typed\n", Comment: "soon",
		}); err != nil {
			t.Fatal(err)
		}
	}
	first := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	draft(1, string(first.LocalID))
	second := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	save(t, d, next(2, sampleYAML+"# two\n"))
	draft(2, string(second.LocalID))

	// When both get a label
	answer := setLabels(t, d, designer.LabelRequest{WorkflowIDs: []int64{1, 2}, Add: []string{"hr"}})

	// Then the edits of the latest are edits of the one with the label now, and the others are as they were
	drafts, err := d.Drafts(ctx)
	if err != nil || len(drafts) != 2 {
		t.Fatalf("got %v, %v", drafts, err)
	}
	for _, draft := range drafts {
		want := workflow.Draft{BaseVersionID: string(second.LocalID), YAMLContent: sampleYAML + "# typed\n"}
		if draft.WorkflowID == 1 {
			want = workflow.Draft{
				BaseVersionID: string(answer.Saved[0].LocalID),
				YAMLContent:   strings.Replace(sampleYAML, "form:", "tags:\n  - hr\nform:", 1) + "# typed\n",
			}
		}
		if draft.BaseVersionID != want.BaseVersionID || draft.YAMLContent != want.YAMLContent || draft.Comment != "soon" ||
			slices.Contains(draft.Labels, "hr") != (draft.WorkflowID == 1) {
			t.Errorf("got %+v, want %+v", draft, want)
		}
	}
}

func TestLabelsOfTwoPeopleComeTogether(t *testing.T) {
	// Given a workflow that both have
	ana, ben := colleagues(t)
	save(t, ana, designer.SaveVersionRequest{YAMLContent: "tags: [finance]\n" + sampleYAML})
	syncAll(t, ben)
	wantLabels(t, ben, map[workflow.ID][]string{1: {"finance"}})

	// When one gives it a label and the other changes something else
	setLabels(t, ana, designer.LabelRequest{WorkflowIDs: []int64{1}, Add: []string{"travel"}})
	save(t, ben, on(1, "tags: [finance]\n"+sampleYAML+"description: by Ben\n"))
	syncAll(t, ana)

	// Then both have both, and find it by the label
	for name, d := range map[string]*designer.Designer{"ana": ana, "ben": ben} {
		wantLabels(t, d, map[workflow.ID][]string{1: {"finance", "travel"}})
		if text := latest(t, d, 1).YAMLContent; !strings.Contains(text, "by Ben") {
			t.Errorf("%s has %q", name, text)
		}
		if err := d.Fill(context.Background()); err != nil {
			t.Fatal(err)
		}
		if found := search(t, d, "label:travel description in:yaml"); len(found.Results) != 1 || found.Unread > 0 {
			t.Errorf("%s finds %+v", name, found)
		}
	}
}

func TestLabelsAreEditsOfAText(t *testing.T) {
	var language designer.Language
	edits, err := language.Relabel("name: A\ntags: [größe, hr]\n", []string{"größer"}, []string{"hr"})
	want := []designer.TextEdit{{TextRange: designer.TextRange{Line: 2, Column: 15, EndLine: 2, EndColumn: 16}, Text: "größe"}}
	if err != nil || !reflect.DeepEqual(edits, want) {
		t.Errorf("got %+v, %v", edits, err)
	}
	if edits, err := language.Relabel("name: A\n", nil, []string{"hr"}); err != nil || len(edits) > 0 {
		t.Errorf("got %+v, %v", edits, err)
	}
	if _, err := language.Relabel("no: [yaml", []string{"hr"}, nil); workflow.CodeOf(err) != workflow.CodeCannotEdit {
		t.Errorf("got %v", err)
	}
	if got := language.Validate("tags: [finance]").Labels; !slices.Equal(got, []string{"finance"}) {
		t.Errorf("got %v", got)
	}
}
