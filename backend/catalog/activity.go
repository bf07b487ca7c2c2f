package catalog

import (
	"context"
	"time"

	"workflow-designer/backend/workflow"
)

// The actions of the activity log.
const (
	ActionCreated      = "workflow.created"
	ActionVersionSaved = "workflow.version_saved"
	ActionMerged       = "workflow.merged" // a version that brings two together
	ActionDeleted      = "workflow.deleted"
	ActionRenumbered   = "workflow.renumbered" // its number was taken in the bucket
	ActionConflict     = "workflow.conflict"   // two versions wait for a decision
	ActionKept         = "workflow.kept"       // a deletion gave way to an edit
	ActionTagged       = "version.tagged"
)

// Activity is a row of the activity log: who changed what.
type Activity struct {
	ID          int64
	At          time.Time
	AdminUserID string // the author
	Action      string
	Ref         workflow.Ref
	VersionUID  workflow.UID
	Detail      string // the version's comment
}

// Activity gives what happened in a company, newest first, at most limit rows.
func (c *Catalog) Activity(ctx context.Context, company workflow.CompanyID, limit int) ([]Activity, error) {
	rows, err := c.read.QueryContext(ctx, `
		SELECT id, at, admin_user_id, action, company_id, workflow_id, version_uid, detail
		FROM admin_activity_log WHERE company_id = ? ORDER BY at DESC, version_uid DESC LIMIT ?`, company, limit)
	if err != nil {
		return nil, fail("read the activity log", err)
	}
	defer func() { _ = rows.Close() }()
	var all []Activity
	err = each(rows, func() error {
		var a Activity
		err := rows.Scan(&a.ID, (*timeColumn)(&a.At), &a.AdminUserID, &a.Action, &a.Ref.Company, &a.Ref.ID,
			&a.VersionUID, &a.Detail)
		all = append(all, a)
		return err
	})
	if err != nil {
		return nil, fail("read the activity log", err)
	}
	return all, nil
}
