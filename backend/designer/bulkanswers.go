package designer

import (
	"slices"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// What is done to many at once; each is the kind of its job.
const (
	BulkTag      JobKind = "tag"      // gives tags
	BulkUntag    JobKind = "untag"    // takes tags away, by name
	BulkLabel    JobKind = "label"    // gives workflows labels, each in a new version
	BulkUnlabel  JobKind = "unlabel"  // takes labels away, in whatever case, each in a new version
	BulkDelete   JobKind = "delete"   // deletes workflows
	BulkUndelete JobKind = "undelete" // brings deleted workflows back
	BulkRestore  JobKind = "restore"  // makes the text of a version the latest again, as a new version
	BulkExport   JobKind = "export_versions"
)

// BulkRequest asks to do the same to many workflows or versions.
type BulkRequest struct {
	Do    JobKind      `json:"do"`
	Items []BulkTarget `json:"items"`
	// Tags are those that tag gives and untag takes away. With restore one tag may stand here: each item that names no version
	// is restored to its newest version with that tag.
	Tags []workflow.Tag `json:"tags"`
	// Labels are those that label gives and unlabel takes away.
	Labels []string `json:"labels"`
}

// BulkTarget is a workflow, or one of its versions.
type BulkTarget struct {
	WorkflowID int64          `json:"workflow_id"`
	VersionID  string         `json:"version_id"` // empty is the latest
	Tags       []workflow.Tag `json:"tags"`       // of this one alone, besides those of the request
	Labels     []string       `json:"labels"`     // the same
}

// BulkResult is the result of such a job.
type BulkResult struct {
	Undo *BulkRequest `json:"undo"` // takes back what was done; nil when there is nothing to take back
}

// MaxBulk is how many items a request may have.
const MaxBulk = 10_000

func (r BulkRequest) check() error {
	invalid := func(message, hint words.Text) error {
		return &workflow.Error{Code: workflow.CodeInvalidRequest, Message: message, Hint: hint}
	}
	switch r.Do {
	case BulkTag, BulkUntag:
		for _, item := range r.Items {
			if len(r.Tags)+len(item.Tags) == 0 {
				return invalid("No tag is named.", "Name the tag.")
			}
			if err := workflow.CheckTags(item.Tags); err != nil {
				return err
			}
		}
		if err := workflow.CheckTags(r.Tags); err != nil {
			return err
		}
	case BulkLabel, BulkUnlabel:
		for _, item := range r.Items {
			labels, err := checkLabels(slices.Concat(r.Labels, item.Labels))
			if err != nil {
				return err
			}
			if len(labels) == 0 {
				return invalid("No label is named.", "Name the label.")
			}
		}
	case BulkRestore:
		for _, item := range r.Items {
			if item.VersionID == "" && len(r.Tags) != 1 {
				return invalid("It is not said which version to restore.", "Name a version for each workflow, or one tag for all.")
			}
		}
	case BulkDelete, BulkUndelete, BulkExport:
	default:
		return invalid(words.F("%q cannot be done to many at once.", r.Do), "Choose tag, untag, label, unlabel, delete, undelete, restore or export_versions.")
	}
	if len(r.Items) == 0 {
		return invalid("Nothing is selected.", "Select what to do it to.")
	}
	if len(r.Items) > MaxBulk {
		return invalid(words.F("%d are too many at once.", len(r.Items)), words.F("Select at most %d.", MaxBulk))
	}
	for _, item := range r.Items {
		if _, err := workflow.CheckID(item.WorkflowID); err != nil {
			return err
		}
	}
	return nil
}
