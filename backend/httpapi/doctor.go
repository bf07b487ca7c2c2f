package httpapi

import (
	"bytes"
	"context"
	"mime"
	"net/http"

	"workflow-designer/backend/designer"
)

// registerDoctor adds what says how the program is, here and for somebody who is asked for help.
func (a api) registerDoctor(mux *router, route func(pattern string, h handler)) {
	route("POST "+admin+"/doctor", withOptional(func(ctx context.Context, input doctorRequest) (designer.StorageReport, error) {
		return a.Doctor(ctx, input.Fix)
	}))
	mux.HandleFunc("GET "+admin+"/support-bundle", a.supportBundle)
}

type doctorRequest struct {
	Fix bool `json:"fix"` // mend first what can be mended without losing anything
}

func (a api) supportBundle(w http.ResponseWriter, r *http.Request) {
	var bundle bytes.Buffer // whole, so that a failure can still be answered as one
	if err := a.SupportBundle(r.Context(), &bundle); err != nil {
		writeError(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": designer.BundleName}))
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(bundle.Bytes()) // a client that went away is nobody's error
}
