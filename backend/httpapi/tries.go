package httpapi

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"workflow-designer/backend/workflow"
)

// Within a minute this many wrong tokens are answered as such; the rest of that minute further ones get 429. All of them count
// together, wherever they come from: behind a proxy everybody has the same address. The right token is never refused, so that
// nobody can lock the owner out, and a request without a token is no try.
const (
	wrongTries = 20
	triesFor   = time.Minute
)

// tries counts wrong tokens.
type tries struct {
	now func() time.Time

	mu    sync.Mutex
	until time.Time // when the minute of the first of them ends
	wrong int
}

// another counts one more wrong token, and says how long to wait when there were too many; 0 when there were not.
func (t *tries) another() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if now.After(t.until) {
		t.until, t.wrong = now.Add(triesFor), 0
	}
	t.wrong++
	if t.wrong <= wrongTries {
		return 0
	}
	return t.until.Sub(now)
}

// refuse answers a request that has shown a wrong token, or none.
func (t *tries) refuse(w http.ResponseWriter, r *http.Request, shown bool) {
	if shown {
		if wait := t.another(); wait > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
			writeError(w, r, &workflow.Error{
				Code:    workflow.CodeTooManyTries,
				Message: "Too many wrong tokens were sent.",
				Hint:    "Wait a minute, then open the address that the program printed when it started.",
			})
			return
		}
	}
	w.Header().Set("WWW-Authenticate", "Bearer")
	writeError(w, r, &workflow.Error{
		Code:    workflow.CodeUnauthorized,
		Message: "The request carries no token, or not the one of this run.",
		Hint:    "Open the address that the program printed when it started; a script sends the header Authorization: Bearer TOKEN.",
	})
}
