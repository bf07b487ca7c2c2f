package httpapi

import (
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// registerActivity adds what tells of the past: the activity log, and figures of it.
func (a api) registerActivity(mux *router, route func(pattern string, h handler)) {
	route("GET "+admin+"/activity", a.activity)
	route("GET "+admin+"/activity/log", read(a.ActivityLog))
	mux.HandleFunc("GET "+admin+"/activity/export", a.activityExport)
	route("GET "+admin+"/analytics", a.analytics)
	route("GET "+admin+"/workflows/{workflow_id}/analytics", onWorkflow(a.WorkflowAnalytics))
}

func (a api) analytics(r *http.Request) (int, any, error) {
	days, err := wholeNumber(r, "days")
	if err != nil {
		return 0, nil, err
	}
	figures, err := a.CompanyAnalytics(r.Context(), designer.AnalyticsRequest{Days: days})
	return http.StatusOK, figures, err
}

// wholeNumber reads a number of a query; 0 when it is left out.
func wholeNumber(r *http.Request, name string) (int, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: words.F("What %s says is not a number.", name),
			Hint: words.F("Set it to a whole number, for example %s=50.", name),
		}
	}
	return n, nil
}

func (a api) activity(r *http.Request) (int, any, error) {
	request, err := activityRequest(r)
	if err != nil {
		return 0, nil, err
	}
	page, err := a.Activity(r.Context(), request)
	return http.StatusOK, page, err
}

// activityRequest reads what the query of a request narrows the log to. An action may come more than once, or several in one,
// with commas.
func activityRequest(r *http.Request) (designer.ActivityRequest, error) {
	q := r.URL.Query()
	request := designer.ActivityRequest{From: q.Get("from"), To: q.Get("to"), Query: q.Get("q"), Before: q.Get("before")}
	if q.Has("author") {
		author := q.Get("author")
		request.Author = &author
	}
	for _, actions := range q["action"] {
		for action := range strings.SplitSeq(actions, ",") {
			if action != "" {
				request.Actions = append(request.Actions, action)
			}
		}
	}
	if id := q.Get("workflow_id"); id != "" {
		parsed, err := workflow.ParseID(id)
		if err != nil {
			return request, err
		}
		request.WorkflowID = int64(parsed)
	}
	limit, err := wholeNumber(r, "limit")
	request.Limit = limit
	return request, err
}

func (a api) activityExport(w http.ResponseWriter, r *http.Request) {
	request, err := activityRequest(r)
	var text string
	format := r.URL.Query().Get("format")
	if format == "" {
		format = designer.FormatCSV
	}
	if err == nil {
		text, err = a.ExportActivity(r.Context(), request, format)
	}
	if err != nil {
		writeError(w, r, err)
		return
	}
	kind := "text/csv; charset=utf-8"
	if format == designer.FormatJSON {
		kind = "application/json; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": "activity." + format}))
	w.Header().Set("Cache-Control", "no-store")
	_, _ = io.WriteString(w, text) // a client that went away is nobody's error
}
