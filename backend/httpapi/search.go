package httpapi

import (
	"net/http"
	"strconv"

	"workflow-designer/backend/workflow"
)

func (a api) search(r *http.Request) (int, any, error) {
	limit := 0
	if text := r.URL.Query().Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return 0, nil, &workflow.Error{
				Code: workflow.CodeInvalidRequest, Message: "The limit is not a whole number from 1.",
				Hint: "Say how many workflows the answer may have, or leave the limit out.",
			}
		}
		limit = n
	}
	answer, err := a.Search(r.Context(), r.URL.Query().Get("q"), limit)
	return http.StatusOK, answer, err
}
