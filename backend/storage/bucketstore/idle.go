package bucketstore

import (
	"context"
	"fmt"
	"io"
	"sync"
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

// lateness ends a request whose answer does not begin in time. On a slow line a text is long on its way after it was given to
// the system, and all that are on their way share the line, so there is time for all of them.
type lateness struct {
	sending *atomic.Int64 // bytes of texts that are on their way
	length  int64         // of the request's own
	cancel  context.CancelFunc

	mu      sync.Mutex
	timer   *time.Timer
	since   time.Time
	allowed time.Duration
	late    bool
	ended   bool
}

// expect waits for the answer to a request with a text of that length. cancel must end the request.
func (t wire) expect(length int64, cancel context.CancelFunc) *lateness {
	l := &lateness{sending: t.sending, length: max(length, 0), cancel: cancel}
	l.sending.Add(l.length)
	return l
}

// begin says that there is a connection.
func (l *lateness) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.timer != nil {
		l.timer.Stop()
	}
	l.since, l.allowed = time.Now(), l.patience()
	l.timer = time.AfterFunc(l.allowed, l.look)
}

func (l *lateness) patience() time.Duration {
	return answerWithin + time.Duration(l.sending.Load())*time.Second/slowest
}

// look ends the request, unless more texts have come to share the line since it began.
func (l *lateness) look() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.allowed = max(l.allowed, l.patience())
	switch rest := l.allowed - time.Since(l.since); {
	case l.ended:
	case rest > 0:
		l.timer.Reset(rest)
	default:
		l.late = true
		l.cancel()
	}
}

// end says that the answer has begun, or that none will; its error says that this took too long.
func (l *lateness) end() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
	if l.timer != nil {
		l.timer.Stop()
	}
	l.sending.Add(-l.length)
	if l.late {
		return &stalled{l.allowed}
	}
	return nil
}
