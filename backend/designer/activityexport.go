package designer

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// The formats of an export of the activity log.
const (
	FormatCSV  = "csv"
	FormatJSON = "json"
)

// ExportActivity gives all that a request asks for, what was done last first, as a text of one of the formats.
// CodeInvalidRequest, CodeInvalidID.
func (d *Designer) ExportActivity(ctx context.Context, request ActivityRequest, format string) (string, error) {
	if format != FormatCSV && format != FormatJSON {
		return "", invalidActivity(words.F("The log cannot be exported as %s.", strconv.QuoteToASCII(format)), "Export it as csv or json.")
	}
	s, _ := d.inForce()
	query, err := request.query(s.CompanyID)
	if err != nil {
		return "", err
	}
	query.Limit, query.Before = 0, ""
	if err := d.laptop.FollowLog(ctx, s.CompanyID); err != nil {
		return "", err
	}
	rows, err := d.laptop.Index.ActivityPage(ctx, query)
	if err != nil {
		return "", err
	}
	entries := make([]ActivityEntry, 0, len(rows))
	for _, r := range rows {
		entries = append(entries, presentActivity(r))
	}
	if format == FormatCSV {
		return activityCSV(entries)
	}
	return activityJSON(s.CompanyID, d.Now().UTC(), entries)
}

func activityJSON(company workflow.CompanyID, at time.Time, entries []ActivityEntry) (string, error) {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(map[string]any{"company_id": company, "exported_at": at, "entries": entries})
	return text.String(), err
}

func activityCSV(entries []ActivityEntry) (string, error) {
	rows := [][]string{{
		"line", "at", "logged_at", "author", "action", "workflow_id", "workflow_name", "number", "version_id", "detail", "sha256",
	}}
	for _, e := range entries {
		rows = append(rows, []string{
			strconv.Itoa(e.Line), e.At.Format(time.RFC3339Nano), e.LoggedAt.Format(time.RFC3339Nano), e.Author, string(e.Action),
			numberOrNone(int(e.WorkflowID)), e.WorkflowName, numberOrNone(e.Number), string(e.VersionID), e.Detail, e.SHA256,
		})
	}
	return csvOf(rows)
}

func numberOrNone(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
