package httpapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

func (a api) syncRuns(r *http.Request) (int, any, error) {
	runs, err := a.SyncRuns(r.Context())
	return http.StatusOK, map[string]any{"runs": runs}, err
}

func (a api) restoreVersion(r *http.Request) (int, any, error) {
	return onWorkflow(func(ctx context.Context, id workflow.ID) (designer.SavedVersion, error) {
		return a.RestoreVersion(ctx, id, r.PathValue("version_id"))
	})(r)
}

type tagsRequest struct {
	Tags []workflow.Tag `json:"tags"`
}

func (a api) setTags(r *http.Request) (int, any, error) {
	var request tagsRequest
	if err := readJSON(r, &request); err != nil {
		return 0, nil, err
	}
	return onWorkflow(func(ctx context.Context, id workflow.ID) (designer.VersionSummary, error) {
		return a.SetTags(ctx, id, r.PathValue("version_id"), request.Tags)
	})(r)
}

// aliveEvery is how often a stream of events says that it is alive, so that both ends notice when the other is gone.
const aliveEvery = 20 * time.Second

// events sends what changes without the page's doing, as server-sent events, until the page leaves.
func (a api) events(w http.ResponseWriter, r *http.Request) {
	events, stop := a.Listen()
	defer stop()
	ending, _ := r.Context().Value(servingKey{}).(<-chan struct{})
	stream := http.NewResponseController(w)
	_ = stream.SetWriteDeadline(time.Time{}) // a stream has no end; a connection without deadlines has none to lift
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	alive := time.NewTicker(aliveEvery)
	defer alive.Stop()
	for text := ": here\n\n"; ; {
		if _, err := fmt.Fprint(w, text); err != nil {
			return
		}
		if err := stream.Flush(); err != nil {
			return
		}
		select {
		case event := <-events:
			data, err := json.Marshal(words.In(spoken(r), event))
			if err != nil {
				return
			}
			text = fmt.Sprintf("data: %s\n\n", data)
		case <-alive.C:
			text = ": alive\n\n"
		case <-r.Context().Done():
			return
		case <-ending:
			return
		}
	}
}
