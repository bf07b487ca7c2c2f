package designer

import (
	"context"
	"fmt"
	"strings"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/replica"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
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
		{settings.ModelEndpointURLName, before.Model.EndpointURL, after.Model.EndpointURL},
		{settings.ModelNameName, before.Model.Name, after.Model.Name},
		{settings.ModelInputPriceName, price(before.Model.InputPrice), price(after.Model.InputPrice)},
		{settings.ModelOutputPriceName, price(before.Model.OutputPrice), price(after.Model.OutputPrice)},
		{settings.ModelTimeoutName, fmt.Sprint(before.Model.Timeout.Seconds()), fmt.Sprint(after.Model.Timeout.Seconds())},
		{settings.ModelAllowHTTPName, fmt.Sprint(before.Model.AllowHTTP), fmt.Sprint(after.Model.AllowHTTP)},
	} {
		if c.was != c.is {
			changes = append(changes, c.name+" = "+c.is)
		}
	}
	for _, key := range []struct {
		name  string
		given *string
	}{{settings.AccessKeyIDName, input.S3AccessKeyID}, {settings.SecretAccessKeyName, input.S3SecretAccessKey}, {settings.ModelAPIKeyName, input.ModelAPIKey}} {
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

// Activity gives a page of what happened in the company, what was done last first. CodeInvalidRequest, CodeInvalidID.
func (d *Designer) Activity(ctx context.Context, request ActivityRequest) (ActivityPage, error) {
	s, _ := d.inForce()
	query, err := request.query(s.CompanyID)
	if err != nil {
		return ActivityPage{}, err
	}
	if query.Limit == 0 {
		query.Limit = usualPage
	}
	query.Limit = min(query.Limit, largestPage)
	if err := d.laptop.FollowLog(ctx, s.CompanyID); err != nil {
		return ActivityPage{}, err
	}
	query.Limit++ // one more tells whether there is a next page
	rows, err := d.laptop.Index.ActivityPage(ctx, query)
	if err != nil {
		return ActivityPage{}, err
	}
	page := ActivityPage{Entries: []ActivityEntry{}}
	if len(rows) == query.Limit {
		rows = rows[:len(rows)-1]
		page.Next = rows[len(rows)-1].Cursor()
	}
	for _, r := range rows {
		page.Entries = append(page.Entries, presentActivity(r))
	}
	if request.Before != "" {
		return page, nil
	}
	kinds, err := d.laptop.Index.ActivityKinds(ctx, s.CompanyID)
	page.Authors, page.Actions, page.Lines = kinds.Authors, kinds.Actions, kinds.Lines
	return page, err
}

// Rows of a page.
const (
	usualPage   = 50
	largestPage = 500
)

// query is a request as the index takes it.
func (r ActivityRequest) query(company workflow.CompanyID) (catalog.ActivityQuery, error) {
	q := catalog.ActivityQuery{
		Company: company, Author: r.Author, Text: strings.TrimSpace(r.Query), Before: r.Before, Limit: r.Limit,
	}
	if r.Limit < 0 {
		return q, invalidActivity("A page cannot have fewer than no entries.", "Leave the limit out, or set it to a whole number above 0.")
	}
	if r.WorkflowID != 0 {
		id, err := workflow.CheckID(r.WorkflowID)
		if err != nil {
			return q, err
		}
		q.Workflow = id
	}
	for _, a := range r.Actions {
		q.Actions = append(q.Actions, activity.Action(a))
	}
	var err error
	if q.From, err = parseMoment(r.From, false); err != nil {
		return q, err
	}
	q.To, err = parseMoment(r.To, true)
	return q, err
}

// parseMoment reads a time, or a day of UTC: its beginning, or with end the beginning of the next.
func parseMoment(text string, end bool) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, invalidActivity("The time that the log is asked from or to cannot be read.",
			"Write it as 2026-03-01T12:00:00Z, or a day as 2026-03-01.")
	}
	if end {
		day = day.AddDate(0, 0, 1)
	}
	return day, nil
}

func invalidActivity(message, hint words.Text) error {
	return &workflow.Error{Code: workflow.CodeInvalidRequest, Message: message, Hint: hint}
}

func presentActivity(r catalog.ActivityRow) ActivityEntry {
	e := ActivityEntry{
		Line: r.Line, At: r.At, LoggedAt: r.LoggedAt, Author: r.Author, Action: r.Action, WorkflowID: r.Ref.ID,
		WorkflowName: r.WorkflowName, Deleted: r.WorkflowGone, VersionID: r.VersionUID, Number: r.Version, Detail: r.Detail, SHA256: r.SHA256,
	}
	if r.WorkflowNow > 0 {
		e.WorkflowID, e.Here = r.WorkflowNow, true
	}
	return e
}

// ActivityLog says whether the activity log is as it was written. It reads all of it.
func (d *Designer) ActivityLog(ctx context.Context) (ActivityLogState, error) {
	s, _ := d.inForce()
	found := d.laptop.CheckLog(ctx, s.CompanyID)
	if err := ctx.Err(); err != nil {
		return ActivityLogState{}, err
	}
	return ActivityLogState{
		OK: found.Check.Status == storage.CheckOK, Lines: found.Lines, SHA256: found.SHA256, Check: found.Check, CheckedAt: d.Now().UTC(),
	}, nil
}
