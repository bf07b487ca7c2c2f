package miniotest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
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
		p.hold(r)
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

func (p *Proxy) pass(w http.ResponseWriter, r *http.Request) {
	p.copy(w, r, func(body io.Reader) io.Reader { return body })
}

// copy passes a request on and its answer back, whose text goes through a filter.
func (p *Proxy) copy(w http.ResponseWriter, r *http.Request, filter func(io.Reader) io.Reader) {
	answer, err := p.send(r)
	if err != nil {
		panic(http.ErrAbortHandler) // closes the connection, as the server behind would have
	}
	defer func() { _ = answer.Body.Close() }()
	for name, values := range answer.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.StatusCode)
	if err := forward(w, filter(answer.Body)); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// forward copies each piece as it comes: some answers go on for ever.
func forward(w http.ResponseWriter, body io.Reader) error {
	flush := http.NewResponseController(w).Flush
	piece := make([]byte, 32<<10)
	for {
		n, readErr := body.Read(piece)
		if n > 0 { // some answers may have no text, not even an empty one
			if _, err := w.Write(piece[:n]); err != nil {
				return err
			}
		}
		if readErr == io.EOF {
			return nil
		}
		if readErr != nil {
			return readErr
		}
		if err := flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return err
		}
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
	out.URL.Scheme, out.URL.Host = "http", p.server.address()
	out.Host = r.Host
	if r.ContentLength == 0 {
		out.Body = nil
	}
	return p.forward.RoundTrip(out)
}
