package miniotest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/minio/minio-go/v7/pkg/signer"
)

// Proxy stands between a client and the server and fails as networks do. It forwards until it is told otherwise; what
// it is told holds for requests that arrive from then on, and until it is told something else.
//
// It passes the Host header on, so signatures stay right: clients use URL instead of the server's endpoint.
type Proxy struct {
	URL string

	t       testing.TB
	server  *Server
	forward *http.Transport

	mu       sync.Mutex
	listener *http.Server // nil while connections are refused
	held     chan struct{}
	answer   http.HandlerFunc
	seen     []string
}

// Proxy opens a proxy in front of the server, for one test.
func (s *Server) Proxy(t testing.TB) *Proxy {
	t.Helper()
	// Like its clients the proxy must not send a text that the server may refuse unread.
	forward := &http.Transport{DisableCompression: true, ExpectContinueTimeout: time.Second}
	p := &Proxy{t: t, server: s, forward: forward, held: make(chan struct{})}
	p.answer = p.pass
	p.listen("127.0.0.1:0")
	t.Cleanup(p.close)
	return p
}

func (p *Proxy) listen(address string) {
	p.t.Helper()
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", address)
	if err != nil {
		p.t.Fatal(err)
	}
	p.URL = "http://" + listener.Addr().String()
	p.listener = &http.Server{Handler: p, ReadHeaderTimeout: time.Minute}
	go func(s *http.Server) { _ = s.Serve(listener) }(p.listener) // it ends with ErrServerClosed
}

func (p *Proxy) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.held)
	if p.listener != nil {
		_ = p.listener.Close()
	}
	p.forward.CloseIdleConnections()
}

// ServeHTTP implements http.Handler.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	answer := p.answer
	p.seen = append(p.seen, r.Method+" "+r.URL.RequestURI())
	p.mu.Unlock()
	answer(w, r)
}

// set changes the answer, and opens the port again when it was closed.
func (p *Proxy) set(answer http.HandlerFunc) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer = answer
	if p.listener == nil {
		p.listen(strings.TrimPrefix(p.URL, "http://"))
	}
}

// Forward passes every request on to the server.
func (p *Proxy) Forward() { p.t.Helper(); p.set(p.pass) }

// Refuse closes the port: connecting to it fails at once.
func (p *Proxy) Refuse() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.listener != nil {
		_ = p.listener.Close()
		p.listener = nil
	}
}

// BlackHole takes every request and never answers.
func (p *Proxy) BlackHole() {
	p.t.Helper()
	p.set(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a server that is not read from would not notice that the client left
		select {
		case <-p.held:
		case <-r.Context().Done():
		}
	})
}

// CaptivePortal answers every request with the login page of a hotel.
func (p *Proxy) CaptivePortal() {
	p.t.Helper()
	p.set(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, "<!doctype html><html><body><form>Room number <input name=room></form></body></html>")
	})
}

// DropAnswer forwards everything, but closes the connection instead of answering the n-th request (from 1) from now on
// that match accepts: the server has done what it was asked, and the client does not learn it.
func (p *Proxy) DropAnswer(n int, match func(*http.Request) bool) {
	p.t.Helper()
	var mu sync.Mutex
	p.set(func(w http.ResponseWriter, r *http.Request) {
		if match(r) {
			mu.Lock()
			n--
			drop := n == 0
			mu.Unlock()
			if drop {
				p.drop(r)
			}
		}
		p.pass(w, r)
	})
}

// Answer lets a handler of the test answer; forward passes the request on.
func (p *Proxy) Answer(handler func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc)) {
	p.t.Helper()
	p.set(func(w http.ResponseWriter, r *http.Request) { handler(w, r, p.pass) })
}

// IgnoreConditions behaves like a server that does not know conditional writes: it takes If-Match and If-None-Match away
// and signs what is left as root. The client must sign the whole body, not its chunks.
func (p *Proxy) IgnoreConditions() {
	p.t.Helper()
	p.set(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("If-Match")
		r.Header.Del("If-None-Match")
		r.Header.Del("Authorization")
		signed := r.Clone(r.Context())
		signed.URL.Scheme, signed.URL.Host = "http", r.Host
		signed = signer.SignV4(*signed, p.server.AccessKey, p.server.SecretKey, "", Region)
		p.pass(w, signed)
	})
}

// Requests lists what arrived since the proxy was opened, as "METHOD /path?query", and forgets it.
func (p *Proxy) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen := slices.Clone(p.seen)
	p.seen = nil
	return seen
}

func (p *Proxy) pass(w http.ResponseWriter, r *http.Request) {
	answer, err := p.send(r)
	if err != nil {
		panic(http.ErrAbortHandler) // closes the connection, as the server behind would have
	}
	defer func() { _ = answer.Body.Close() }()
	for name, values := range answer.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.StatusCode)
	if _, err := io.Copy(w, answer.Body); err != nil {
		panic(http.ErrAbortHandler)
	}
}

func (p *Proxy) drop(r *http.Request) {
	// The server is to finish what it was asked even when the client has left.
	answer, err := p.send(r.WithContext(context.WithoutCancel(r.Context())))
	if err == nil {
		_, err = io.Copy(io.Discard, answer.Body)
		err = errors.Join(err, answer.Body.Close())
	}
	if err != nil {
		p.t.Error(fmt.Errorf("the server did not do what was asked: %w", err))
	}
	panic(http.ErrAbortHandler)
}

func (p *Proxy) send(r *http.Request) (*http.Response, error) {
	out := r.Clone(r.Context())
	out.RequestURI = ""
	out.URL.Scheme, out.URL.Host = "http", strings.TrimPrefix(p.server.Endpoint, "http://")
	out.Host = r.Host
	if r.ContentLength == 0 {
		out.Body = nil
	}
	return p.forward.RoundTrip(out)
}
