package httpapi

import (
	"context"
	"mime"
	"net/http"
	"time"

	"workflow-designer/backend/designer"
)

// registerJobs adds what takes a while: the use cases that begin a job, and the jobs themselves.
func (a api) registerJobs(mux *router, route func(pattern string, h handler)) {
	route("GET "+admin+"/jobs", a.jobs)
	route("GET "+admin+"/jobs/{job_id}", onJob(a.Job))
	route("DELETE "+admin+"/jobs/{job_id}", onJob(a.CancelJob))
	mux.HandleFunc("GET "+admin+"/jobs/{job_id}/file", a.jobFile)
	route("POST "+admin+"/bulk", begins(a.Bulk))
}

func (a api) jobs(r *http.Request) (int, any, error) {
	list, err := a.Jobs(r.Context())
	return http.StatusOK, map[string]any{"jobs": list}, err
}

func onJob(use func(context.Context, string) (designer.Job, error)) handler {
	return func(r *http.Request) (int, any, error) {
		job, err := use(r.Context(), r.PathValue("job_id"))
		return http.StatusOK, job, err
	}
}

// begins is with for a use case that begins a job: 202.
func begins[I any](use func(context.Context, I) (designer.Job, error)) handler {
	return func(r *http.Request) (int, any, error) {
		_, job, err := with(use)(r)
		return http.StatusAccepted, job, err
	}
}

// fileWithin is how long somebody may take to read a file that a job made.
const fileWithin = 10 * time.Minute

func (a api) jobFile(w http.ResponseWriter, r *http.Request) {
	file, content, err := a.JobContent(r.Context(), r.PathValue("job_id"))
	if err != nil {
		writeError(w, r, err)
		return
	}
	defer func() { _ = content.Close() }()
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(fileWithin)) // a connection without deadlines has none to move
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	w.Header().Set("Cache-Control", "no-store")
	http.ServeContent(w, r, file.Name, time.Time{}, content)
}
