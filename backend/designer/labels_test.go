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

func label(t *testing.T, d *designer.Designer, label string, ids ...int64) designer.Job {
	t.Helper()
	return bulk(t, d, designer.BulkRequest{Do: designer.BulkLabel, Items: named(ids...), Labels: []string{label}})
}

func unlabel(t *testing.T, d *designer.Designer, label string, ids ...int64) designer.Job {
	t.Helper()
	return bulk(t, d, designer.BulkRequest{Do: designer.BulkUnlabel, Items: named(ids...), Labels: []string{label}})
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
	job := bulk(t, d, designer.BulkRequest{Do: designer.BulkLabel, Items: named(1, 2, 3, 4, 77), Labels: []string{" Head  office ", "HR"}})

	// Then those that can have them do, as a version that says so and is else the same
	wantLabels(t, d, map[workflow.ID][]string{1: {"Head office", "HR"}, 2: {"hr", "Head office"}, 3: {}})
	if v := latest(t, d, 1); job.FailedCount != 3 || job.Items[0].Number != 2 || v.VersionComment != "Labelled Head office, HR." {
		t.Errorf("ended as %+v, the comment is %q", job, v.VersionComment)
	}
	if v := latest(t, d, 1); v.Prompt != "kept" || !strings.HasPrefix(v.YAMLContent, "name: Purchase Request\ntags:") {
		t.Errorf("the text is %q, the prompt %q", v.YAMLContent, v.Prompt)
	}
	if v := latest(t, d, 2); v.YAMLContent != "tags: [hr, Head office] # who\n"+sampleYAML {
		t.Errorf("the text is %q", v.YAMLContent)
	}
	// And the others say why not
	var codes []workflow.Code
	for _, item := range job.Items[2:] {
		if item.Error == nil || item.Error.Message == "" || item.Error.Hint == "" {
			t.Fatalf("%+v", item)
		}
		codes = append(codes, item.Error.Code)
	}
	if !slices.Equal(codes, []workflow.Code{workflow.CodeCannotEdit, workflow.CodeInvalidRequest, workflow.CodeWorkflowNotFound}) ||
		job.Items[2].WorkflowID != broken.WorkflowID {
		t.Errorf("failures %+v", job.Items)
	}

	// When what is so already is asked for, nothing is saved
	for _, job := range []designer.Job{label(t, d, "hr", 1, 2), unlabel(t, d, "it", 1, 2)} {
		if result, ok := job.Result.(designer.BulkResult); !ok || result.Undo != nil || job.FailedCount > 0 {
			t.Errorf("ended as %+v", job)
		}
	}
	// And what one already had it keeps when it is taken back
	undo(t, d, job)
	wantLabels(t, d, map[workflow.ID][]string{1: {}, 2: {"hr"}, 3: {}})
	if text := latest(t, d, 1).YAMLContent; text != sampleYAML {
		t.Errorf("the text is %q", text)
	}
	undo(t, d, unlabel(t, d, "HR", 2))
	label(t, d, "Head office", 1, 2)
	// And taken away they are gone, also from what is found
	unlabel(t, d, "head office", 1)
	wantLabels(t, d, map[workflow.ID][]string{1: {}, 2: {"hr", "Head office"}, 3: {}})
	if found := search(t, d, "label:hr"); len(found.Results) != 1 || found.Results[0].WorkflowID != 2 {
		t.Errorf("found %+v", found.Results)
	}
	if text := latest(t, d, 1).YAMLContent; text != sampleYAML {
		t.Errorf("the text is %q", text)
	}

	for _, label := range []string{"", "a, b", strings.Repeat("x", 41), "!", "a\x00b"} {
		_, err := d.Bulk(ctx, designer.BulkRequest{Do: designer.BulkLabel, Items: named(1), Labels: []string{label}})
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
	job := label(t, d, "hr", 1, 2)

	// Then the edits of the latest are edits of the one with the label now, and the others are as they were
	drafts, err := d.Drafts(ctx)
	if err != nil || len(drafts) != 2 {
		t.Fatalf("got %v, %v", drafts, err)
	}
	for _, draft := range drafts {
		want := workflow.Draft{BaseVersionID: string(second.LocalID), YAMLContent: sampleYAML + "# typed\n"}
		if draft.WorkflowID == 1 {
			want = workflow.Draft{
				BaseVersionID: job.Items[0].VersionID,
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
	label(t, ana, "travel", 1)
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
