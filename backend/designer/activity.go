package designer

import (
	"workflow-designer/backend/activity"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

// entry is what the activity log says of something that concerns the company as a whole and is done now.
func (d *Designer) entry(s settings.Settings, action activity.Action, detail string) activity.Entry {
	now := d.Now().UTC()
	return activity.Entry{
		At: now, LoggedAt: now, Author: s.Author, Action: action, Ref: workflow.Ref{Company: s.CompanyID}, Detail: detail,
	}
}
