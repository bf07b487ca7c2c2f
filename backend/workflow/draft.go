package workflow

import "time"

// Draft is text that has not been saved as a version. Drafts live on the laptop only.
type Draft struct {
	// DraftID is "workflow-7" for edits of workflow 7, "new-" and a ULID for a workflow that has no version yet.
	DraftID       string    `json:"draft_id"`
	WorkflowID    ID        `json:"workflow_id,omitempty"`     // 0 for a workflow that has no version yet
	BaseVersionID string    `json:"base_version_id,omitempty"` // the version the edits started from
	Name          string    `json:"name"`                      // of the workflow, from its YAML; may be empty
	Labels        []string  `json:"labels,omitempty"`
	YAMLContent   string    `json:"yaml_content"`
	Prompt        string    `json:"prompt"`
	Comment       string    `json:"version_comment"`     // typed in the save dialog, not saved yet
	Generator     string    `json:"generator,omitempty"` // what proposed the text; empty when a person wrote it
	EditedAt      time.Time `json:"edited_at"`
}
