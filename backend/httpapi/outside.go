package httpapi

import (
	"net/http"

	"workflow-designer/backend/designer"
)

func (a api) attend(r *http.Request) (int, any, error) {
	var request designer.Attendance
	if err := readJSON(r, &request); err != nil {
		return 0, nil, err
	}
	return http.StatusNoContent, nil, a.Attend(r.Context(), request)
}
