package miniotest

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// CutRequest closes the connection instead of passing on the n-th request (from 1) from now on that match accepts: the
// server never learns of it.
func (p *Proxy) CutRequest(n int, match func(*http.Request) bool) {
	p.t.Helper()
	nth := counter(n, match)
	p.set(func(w http.ResponseWriter, r *http.Request) {
		if nth(r) {
			p.cut(r)
		}
		p.pass(w, r)
	})
}

// DropAnswer forwards everything, but closes the connection instead of answering the n-th request (from 1) from now on
// that match accepts: the server has done what it was asked, and the client does not learn it.
func (p *Proxy) DropAnswer(n int, match func(*http.Request) bool) {
	p.t.Helper()
	nth := counter(n, match)
	p.set(func(w http.ResponseWriter, r *http.Request) {
		if nth(r) {
			p.drop(r)
		}
		p.pass(w, r)
	})
}

// cut takes the request, as far as it goes, and closes the connection.
func (p *Proxy) cut(r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body) // a client that still waits to send would notice late
	panic(http.ErrAbortHandler)
}

// counter accepts the n-th request that match accepts.
func counter(n int, match func(*http.Request) bool) func(*http.Request) bool {
	var mu sync.Mutex
	return func(r *http.Request) bool {
		if !match(r) {
			return false
		}
		mu.Lock()
		defer mu.Unlock()
		n--
		return n == 0
	}
}

// Odds are the shares of requests, from 0 to 1, that something befalls; together at most 1.
type Odds struct {
	Cut  float64 // the connection is closed before the server learns of the request
	Lost float64 // the connection is closed after the server has done it
	Busy float64 // the answer is 503 SlowDown, and the server does not learn of the request
}

// Unsteady lets faults befall requests by chance: the same in the same order of requests with the same seed.
func (p *Proxy) Unsteady(seed uint64, odds Odds) {
	p.t.Helper()
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(seed, 0))
	p.set(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		drawn := random.Float64()
		mu.Unlock()
		switch {
		case drawn < odds.Cut:
			p.cut(r)
		case drawn < odds.Cut+odds.Lost:
			p.drop(r)
		case drawn < odds.Cut+odds.Lost+odds.Busy:
			Refusal(w, http.StatusServiceUnavailable, "SlowDown")
		default:
			p.pass(w, r)
		}
	})
}

// Refusal answers with an error of S3.
func Refusal(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<Error><Code>%s</Code><Message>miniotest</Message></Error>", code)
}

// CutAnswer sends the first n bytes of the text of each answer to a request that match accepts, and closes the connection.
func (p *Proxy) CutAnswer(n int64, match func(*http.Request) bool) {
	p.t.Helper()
	p.set(func(w http.ResponseWriter, r *http.Request) {
		if match(r) {
			p.begin(w, r, n)
			panic(http.ErrAbortHandler)
		}
		p.pass(w, r)
	})
}

// Stall sends the first n bytes of the text of each answer to a request that match accepts, and then nothing more.
func (p *Proxy) Stall(n int64, match func(*http.Request) bool) {
	p.t.Helper()
	p.set(func(w http.ResponseWriter, r *http.Request) {
		if !match(r) {
			p.pass(w, r)
			return
		}
		p.begin(w, r, n)
		p.hold(r)
		panic(http.ErrAbortHandler)
	})
}

// begin sends the head and the first n bytes of an answer.
func (p *Proxy) begin(w http.ResponseWriter, r *http.Request, n int64) {
	answer, err := p.send(r)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = answer.Body.Close() }()
	for name, values := range answer.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.StatusCode)
	if _, err := io.CopyN(w, answer.Body, n); err != nil && !errors.Is(err, io.EOF) {
		panic(http.ErrAbortHandler)
	}
	if err := http.NewResponseController(w).Flush(); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// hold waits until the client leaves or the proxy is closed.
func (p *Proxy) hold(r *http.Request) {
	select {
	case <-p.held:
	case <-r.Context().Done():
	}
}

// Throttle lets texts through at so many bytes a second, in either direction.
func (p *Proxy) Throttle(bytesPerSecond int) {
	p.t.Helper()
	p.set(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > 0 {
			r.Body = struct {
				io.Reader
				io.Closer
			}{&slowly{r.Body, bytesPerSecond, p.held}, r.Body}
		}
		p.copy(w, r, func(body io.Reader) io.Reader { return &slowly{body, bytesPerSecond, p.held} })
	})
}

// slowly reads a tenth of a second's bytes at a time.
type slowly struct {
	io.Reader
	perSecond int
	closed    <-chan struct{}
}

const ticksPerSecond = 10

// Read implements io.Reader.
func (s *slowly) Read(into []byte) (int, error) {
	tick := time.NewTimer(time.Second / ticksPerSecond)
	defer tick.Stop()
	select {
	case <-tick.C:
	case <-s.closed:
		return 0, io.ErrClosedPipe
	}
	return s.Reader.Read(into[:min(len(into), max(1, s.perSecond/ticksPerSecond))])
}

// Skew plays a server whose clock is ahead by so much, or behind when it is negative: its answers have that date, and beyond
// the 15 minutes that S3 allows it refuses every request.
func (p *Proxy) Skew(ahead time.Duration) {
	p.t.Helper()
	p.set(func(w http.ResponseWriter, r *http.Request) {
		w = dated{w, time.Now().Add(ahead)}
		if ahead.Abs() > 15*time.Minute {
			Refusal(w, http.StatusForbidden, "RequestTimeTooSkewed")
			return
		}
		p.pass(w, r)
	})
}

type dated struct {
	http.ResponseWriter
	at time.Time
}

// WriteHeader implements http.ResponseWriter.
func (d dated) WriteHeader(status int) {
	d.Header().Set("Date", d.at.UTC().Format(http.TimeFormat))
	d.ResponseWriter.WriteHeader(status)
}
