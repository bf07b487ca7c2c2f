package bucketstore

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

// idleWithin is how long an answer may send nothing before it counts as stuck. However slow, a link that sends goes on.
const idleWithin = 30 * time.Second

// stalled is the error of an answer that has stopped in the middle; it is a net.Error.
type stalled struct{ after time.Duration }

func (s *stalled) Error() string   { return fmt.Sprintf("nothing came for %v", s.after) }
func (s *stalled) Timeout() bool   { return true }
func (s *stalled) Temporary() bool { return true }

// attended is the body of an answer, which ends with stalled when it sends nothing for too long.
type attended struct {
	io.ReadCloser
	patience time.Duration
	cancel   context.CancelFunc // of the request
	timer    *time.Timer        // runs while a Read waits
	stuck    atomic.Bool
}

// attend watches over a body. cancel must end the request, and is called when the body is closed.
func attend(body io.ReadCloser, patience time.Duration, cancel context.CancelFunc) io.ReadCloser {
	a := &attended{ReadCloser: body, patience: patience, cancel: cancel}
	a.timer = time.AfterFunc(patience, func() {
		a.stuck.Store(true)
		cancel()
	})
	a.timer.Stop()
	return a
}

// Read implements io.Reader.
func (a *attended) Read(into []byte) (int, error) {
	a.timer.Reset(a.patience)
	n, err := a.ReadCloser.Read(into)
	a.timer.Stop()
	if err != nil && a.stuck.Load() {
		return n, &stalled{a.patience}
	}
	return n, err
}

// Close implements io.Closer.
func (a *attended) Close() error {
	a.timer.Stop()
	defer a.cancel()
	return a.ReadCloser.Close()
}
