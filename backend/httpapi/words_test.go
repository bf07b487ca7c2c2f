package httpapi_test

import (
	"net/http"
	"testing"
)

func TestMessagesAreSaidInTheLanguageThatIsAskedFor(t *testing.T) {
	c := serve(t, "")
	for language, want := range map[string]string{
		"":                      "There is no workflow 7.",
		"*":                     "There is no workflow 7.",
		"en-US,id;q=0.5":        "There is no workflow 7.",
		"id-ID,id;q=0.9":        "Tidak ada alur kerja 7.",
		"fr, id;q=0.8,en;q=0.1": "Tidak ada alur kerja 7.",
	} {
		body := c.want(http.StatusNotFound, "workflow_not_found", "GET", admin+"/workflows/7/versions", nil, "Accept-Language", language)
		if problem, _ := body["error"].(map[string]any); problem["message"] != want {
			t.Errorf("asked for %q it says %v, want %q", language, problem["message"], want)
		}
	}
}
