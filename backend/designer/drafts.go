package designer

import (
	"context"
	"fmt"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/workflow"
)

// Drafts lists the texts that were not saved as a version yet, newest edited first.
func (d *Designer) Drafts(context.Context) ([]workflow.Draft, error) {
	s, _ := d.inForce()
	drafts, err := d.laptop.Files.Drafts(s.CompanyID)
	if drafts == nil {
		drafts = []workflow.Draft{}
	}
	return drafts, err
}

// SaveDraft keeps unsaved text. When it returns without an error the draft is on disk. A draft without an id gets one:
// that of its workflow, or a new one. Any text is a draft, but not one above workflow.MaxContent (CodeTooLarge).
func (d *Designer) SaveDraft(ctx context.Context, draft workflow.Draft) (workflow.Draft, error) {
	if len(draft.YAMLContent) > workflow.MaxContent {
		return draft, workflow.CheckContent([]byte(draft.YAMLContent))
	}
	switch {
	case draft.WorkflowID != 0:
		if _, err := workflow.CheckID(int64(draft.WorkflowID)); err != nil {
			return draft, err
		}
		draft.DraftID = fmt.Sprintf("workflow-%d", draft.WorkflowID)
	case draft.DraftID == "":
		draft.DraftID = "new-" + string(d.NewUID())
	}
	// A name that cannot be read, because the text is half typed, is left to the version's or to "untitled".
	doc := model.Read(draft.YAMLContent)
	draft.Name, draft.Labels = doc.Name, approvalml.Labels(doc)
	draft.EditedAt = d.Now().UTC()
	s, _ := d.inForce()
	return draft, d.laptop.Files.SaveDraft(ctx, s.CompanyID, draft)
}

// DeleteDraft forgets unsaved text. An unknown draft is no error.
func (d *Designer) DeleteDraft(_ context.Context, draftID string) error {
	s, _ := d.inForce()
	return d.laptop.Files.DeleteDraft(s.CompanyID, draftID)
}
