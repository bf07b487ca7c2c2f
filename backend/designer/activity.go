package designer

import (
	"context"
	"fmt"
	"strings"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/replica"
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

// logged writes down that something was done that concerns the company as a whole. When it returns nil that is durable.
func (d *Designer) logged(ctx context.Context, s settings.Settings, action activity.Action, detail string) error {
	return d.laptop.Log(ctx, s.CompanyID, d.entry(s, action, detail))
}

// logSettings writes down which settings were changed and to what; of keys only that.
func (d *Designer) logSettings(ctx context.Context, before, after settings.Settings, input SettingsInput) error {
	changes := changedSettings(before, after, input)
	if len(changes) == 0 {
		return nil
	}
	return d.logged(ctx, after, activity.SettingsChanged, strings.Join(changes, "\n"))
}

func changedSettings(before, after settings.Settings, input SettingsInput) []string {
	var changes []string
	for _, c := range []struct{ name, was, is string }{
		{settings.StorageTypeName, string(before.StorageType), string(after.StorageType)},
		{settings.EndpointURLName, before.EndpointURL, after.EndpointURL},
		{settings.BucketNameName, before.BucketName, after.BucketName},
		{settings.RegionName, before.Region, after.Region},
		{settings.CompanyIDName, fmt.Sprint(before.CompanyID), fmt.Sprint(after.CompanyID)},
		{settings.AuthorName, before.Author, after.Author},
	} {
		if c.was != c.is {
			changes = append(changes, c.name+" = "+c.is)
		}
	}
	for _, key := range []struct {
		name  string
		given *string
	}{{settings.AccessKeyIDName, input.S3AccessKeyID}, {settings.SecretAccessKeyName, input.S3SecretAccessKey}} {
		if key.given != nil {
			changes = append(changes, key.name)
		}
	}
	return changes
}

// logSync writes down what a run of sync did; nothing when it did nothing.
func (d *Designer) logSync(ctx context.Context, bucket *remote, r replica.Report) error {
	if r.Pushed+r.Pulled+r.Merged+r.Deleted+len(r.Conflicts) == 0 {
		return nil
	}
	s := settings.Settings{CompanyID: bucket.replica.Company, Author: bucket.replica.Author} // others may be in force by now
	return d.logged(ctx, s, activity.Synced, fmt.Sprintf("sent=%d taken=%d merged=%d deleted=%d conflicts=%d",
		r.Pushed, r.Pulled, r.Merged, r.Deleted, len(r.Conflicts)))
}
