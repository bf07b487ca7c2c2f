package httpapi

import (
	"context"
	"net/http"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

type api struct{ *designer.Designer }

// handler answers a request with a status and what is to be written as JSON, or with an error.
type handler = func(*http.Request) (int, any, error)

const admin = "/services/v1/admin"

// router is the API's addresses, and remembers them.
type router struct {
	*http.ServeMux
	patterns []string
}

// HandleFunc is http.ServeMux's.
func (m *router) HandleFunc(pattern string, h http.HandlerFunc) {
	m.ServeMux.HandleFunc(pattern, h)
	m.patterns = append(m.patterns, pattern)
}

// Routes are the patterns of all calls of the API, such as "GET /services/v1/admin/app".
func Routes() []string {
	mux := &router{ServeMux: http.NewServeMux()}
	api{}.register(mux)
	return mux.patterns
}

func (a api) register(mux *router) {
	route := func(pattern string, h handler) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			status, answer, err := h(r)
			switch {
			case err != nil:
				writeError(w, r, err)
			case status == http.StatusNoContent:
				w.WriteHeader(status)
			default:
				writeJSON(w, r, status, answer)
			}
		})
	}
	route("GET "+admin+"/app", read(a.Info))
	route("GET "+admin+"/workflow-templates", a.templates)
	route("GET "+admin+"/workflow-templates/{template_id}", a.template)
	route("GET "+admin+"/workflows", a.workflows)
	route("GET "+admin+"/search", a.search)
	route("POST "+admin+"/workflows/save-version", a.saveVersion)
	route("GET "+admin+"/workflows/{workflow_id}/versions", onWorkflow(a.Versions))
	route("GET "+admin+"/workflows/{workflow_id}/versions/{version_id}", a.version)
	route("GET "+admin+"/drafts", a.drafts)
	route("PUT "+admin+"/drafts", a.saveDraft)
	route("DELETE "+admin+"/drafts/{draft_id}", a.deleteDraft)
	route("GET "+admin+"/settings", read(a.Settings))
	route("PUT "+admin+"/settings", with(a.SaveSettings))
	route("POST "+admin+"/storage/test", with(a.TestStorage))
	route("POST "+admin+"/storage/mend", a.mendStorage)
	route("GET "+admin+"/sync", read(a.SyncStatus))
	route("POST "+admin+"/sync", withOptional(a.Sync))
	route("GET "+admin+"/sync/runs", a.syncRuns)
	mux.HandleFunc("GET "+admin+"/events", a.events)
	route("PUT "+admin+"/open-workflows", a.attend)
	const one = admin + "/workflows/{workflow_id}"
	route("DELETE "+one, onWorkflow(a.DeleteWorkflow))
	route("POST "+one+"/undelete", onWorkflow(a.UndeleteWorkflow))
	route("POST "+one+"/history", onWorkflow(a.History))
	route("GET "+one+"/outside", onWorkflow(a.Outside))
	route("POST "+one+"/versions/{version_id}/restore", a.restoreVersion)
	route("PUT "+one+"/versions/{version_id}/tags", a.setTags)
	route("GET "+admin+"/conflicts", a.conflicts)
	route("GET "+one+"/conflict", onWorkflow(a.Conflict))
	route("POST "+one+"/conflict/preview", a.mergePreview)
	route("POST "+one+"/conflict/resolve", a.resolveConflict)
	a.registerDoctor(mux, route)
	a.registerJobs(mux, route)
	a.registerActivity(mux, route)
	a.registerCompare(route)
	a.registerFiles(route)
	registerLanguage(route)
	registerDiagram(route)
	registerForm(route)
	a.registerGenerate(route)
	registerSimulate(route)
	a.registerScenarios(route)
}

// read answers with what a use case without input gives.
func read[A any](use func(context.Context) (A, error)) handler {
	return func(r *http.Request) (int, any, error) {
		answer, err := use(r.Context())
		return http.StatusOK, answer, err
	}
}

// with decodes the body, which is the input of a use case.
func with[I, A any](use func(context.Context, I) (A, error)) handler {
	return func(r *http.Request) (int, any, error) {
		var input I
		if err := readJSON(r, &input); err != nil {
			return 0, nil, err
		}
		answer, err := use(r.Context(), input)
		return http.StatusOK, answer, err
	}
}

// withOptional is with, and no body is the zero input.
func withOptional[I, A any](use func(context.Context, I) (A, error)) handler {
	return func(r *http.Request) (int, any, error) {
		if r.ContentLength == 0 {
			var none I
			answer, err := use(r.Context(), none)
			return http.StatusOK, answer, err
		}
		return with(use)(r)
	}
}

// onWorkflow answers with what a use case gives for the workflow that the path names.
func onWorkflow[A any](use func(context.Context, workflow.ID) (A, error)) handler {
	return func(r *http.Request) (int, any, error) {
		id, err := workflow.ParseID(r.PathValue("workflow_id"))
		if err != nil {
			return 0, nil, err
		}
		answer, err := use(r.Context(), id)
		return http.StatusOK, answer, err
	}
}

func (a api) templates(r *http.Request) (int, any, error) {
	list, err := a.Templates(r.Context())
	return http.StatusOK, map[string]any{"templates": list}, err
}

func (a api) template(r *http.Request) (int, any, error) {
	t, err := a.Template(r.Context(), r.PathValue("template_id"))
	return http.StatusOK, t, err
}

func (a api) workflows(r *http.Request) (int, any, error) {
	list, err := a.Workflows(r.Context())
	return http.StatusOK, map[string]any{"workflows": list}, err
}

func (a api) saveVersion(r *http.Request) (int, any, error) {
	_, answer, err := with(a.SaveVersion)(r)
	return http.StatusCreated, answer, err
}

func (a api) version(r *http.Request) (int, any, error) {
	id, err := workflow.ParseID(r.PathValue("workflow_id"))
	if err != nil {
		return 0, nil, err
	}
	v, err := a.Version(r.Context(), id, r.PathValue("version_id"))
	return http.StatusOK, v, err
}

func (a api) drafts(r *http.Request) (int, any, error) {
	list, err := a.Drafts(r.Context())
	return http.StatusOK, map[string]any{"drafts": list}, err
}

func (a api) saveDraft(r *http.Request) (int, any, error) { return with(a.SaveDraft)(r) }

func (a api) deleteDraft(r *http.Request) (int, any, error) {
	return http.StatusNoContent, nil, a.DeleteDraft(r.Context(), r.PathValue("draft_id"))
}

type mendRequest struct {
	Action   storage.MendAction     `json:"action"`
	Settings designer.SettingsInput `json:"settings"`
}

func (a api) mendStorage(r *http.Request) (int, any, error) {
	return with(func(ctx context.Context, m mendRequest) (designer.StorageReport, error) {
		return a.MendStorage(ctx, m.Action, m.Settings)
	})(r)
}
