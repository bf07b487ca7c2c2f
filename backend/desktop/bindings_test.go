package desktop_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/desktop"
	"workflow-designer/backend/workflow"
)

func problemIn(t *testing.T, err error) designer.Problem {
	t.Helper()
	var p designer.Problem
	if err == nil || json.Unmarshal([]byte(err.Error()), &p) != nil {
		t.Fatalf("the error %v is not the JSON that the window decodes", err)
	}
	return p
}

func TestTheWindowSavesAndReads(t *testing.T) {
	b := desktop.New()
	desktop.Start(context.Background(), b, opening(designertest.Local(t)))
	saved, err := b.SaveVersion(designer.SaveVersionRequest{YAMLContent: "name: A\n", VersionComment: "c"})
	if err != nil {
		t.Fatal(err)
	}
	detail, err := b.Version(int64(saved.WorkflowID), saved.VersionID)
	if err != nil || detail.YAMLContent != "name: A\n" || detail.VersionComment != "c" {
		t.Errorf("read back %+v, %v", detail, err)
	}
	if p := problemIn(t, errorOf(b.Versions(99999999999))); p.Code != workflow.CodeInvalidID || p.Hint == "" {
		t.Errorf("a bad number gives %+v", p)
	}
	if p := problemIn(t, errorOf(b.Versions(9))); p.Code != workflow.CodeWorkflowNotFound {
		t.Errorf("an unknown workflow gives %+v", p)
	}
}

func TestCallsWaitForTheProgramToOpen(t *testing.T) {
	b := desktop.New()
	answered := make(chan error)
	go func() { answered <- errorOf(b.Templates()) }()
	select {
	case <-answered:
		t.Fatal("answered before there was anything to answer with")
	default:
	}
	desktop.Start(context.Background(), b, opening(designertest.Local(t)))
	if err := <-answered; err != nil {
		t.Error(err)
	}
}

func TestWhenTheDataCannotBeOpenedEveryCallSaysWhyUntilItCan(t *testing.T) {
	// given a folder that cannot be opened
	b := desktop.New()
	var inTheWay error = &workflow.Error{Code: workflow.CodeFolderDenied, Message: "m", Hint: "h", Err: errors.New("cause")}
	d := designertest.Local(t)
	desktop.Start(context.Background(), b, func(context.Context) (*designer.Designer, error) {
		if inTheWay != nil {
			return nil, inTheWay
		}
		return d, nil
	})
	for _, err := range []error{errorOf(b.AppInfo()), errorOf(b.Workflows()), b.DeleteDraft("new-x")} {
		if p := problemIn(t, err); p.Code != workflow.CodeFolderDenied || p.Message != "m" || p.Hint != "h" {
			t.Errorf("a call says %+v", p)
		}
	}
	// when what was in the way is gone
	inTheWay = nil
	// then trying again succeeds
	if _, err := b.Workflows(); err != nil {
		t.Error(err)
	}
}

func opening(d *designer.Designer) desktop.Opener {
	return func(context.Context) (*designer.Designer, error) { return d, nil }
}

func errorOf[A any](_ A, err error) error { return err }

func TestADiagramIsAnsweredBeforeTheProgramIsOpen(t *testing.T) {
	const text = "name: N\nform: {fields: []}\nworkflow:\n  a: {name: A, type: decision, on_approve: {continue_to: b}}\n  b: {name: B, type: end}\n"
	b := desktop.New()
	if d, err := b.Diagram(text); err != nil || len(d.Steps) != 2 || d.Ways[0].To != "b" {
		t.Errorf("the diagram is %+v, %v", d, err)
	}
	if p := problemIn(t, errorOf(b.Step(text, "c"))); p.Code != workflow.CodeStepNotFound || p.Hint == "" {
		t.Errorf("a missing step says %+v", p)
	}
	change, err := b.EditDiagram(text, designer.DiagramEdit{Do: "rename_step", Step: "b", To: designer.Target{Step: "c"}})
	if err != nil || len(change.Edits) != 2 || change.Select != "c" {
		t.Errorf("renamed by %+v, %v", change, err)
	}
	if p := problemIn(t, errorOf(b.EditDiagram("a: [", designer.DiagramEdit{Do: "remove_step", Step: "b"}))); p.Code != workflow.CodeCannotEdit {
		t.Errorf("a text with a mistake says %+v", p)
	}
}

func TestTheWindowIsToldInItsLanguage(t *testing.T) {
	b := desktop.New()
	desktop.Start(context.Background(), b, opening(designertest.Local(t)))
	for _, c := range []struct{ tag, says string }{
		{"", "There is no workflow 9."}, {"id-ID", "Tidak ada alur kerja 9."}, {"en-US", "There is no workflow 9."},
	} {
		if c.tag != "" {
			b.Speak(c.tag)
		}
		if p := problemIn(t, errorOf(b.Versions(9))); p.Message.String() != c.says {
			t.Errorf("in %q it says %q, want %q", c.tag, p.Message, c.says)
		}
	}
}
