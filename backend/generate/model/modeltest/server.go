// Package modeltest is an endpoint of a model for tests: it speaks HTTP and server-sent events on 127.0.0.1 as the real ones do, and
// answers what its script says, the same each time.
package modeltest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// Message is one message of a conversation.
type Message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// Request is a question as it arrived.
type Request struct {
	Path   string
	Header http.Header
	Body   string // as it was sent

	Model         string    `json:"model"`
	Messages      []Message `json:"messages"`
	Stream        bool      `json:"stream"`
	StreamOptions struct {
		IncludeUsage bool `json:"include_usage"`
	} `json:"stream_options"`
}

// Turn answers one question.
type Turn func(d Dialect, w http.ResponseWriter, r *http.Request)

// Server is an endpoint with a script: each question takes the next turn. A question beyond it is an error of the test.
type Server struct {
	URL string // up to the version, as it is configured

	t       testing.TB
	dialect Dialect
	close   func()

	mu       sync.Mutex
	script   []Turn
	requests []Request
}

// Start starts an endpoint that ends with the test.
func Start(t testing.TB, d Dialect, script ...Turn) *Server {
	s := &Server{t: t, dialect: d, script: script}
	server := httptest.NewServer(s)
	s.close = server.Close
	t.Cleanup(server.Close)
	s.URL = server.URL + d.path
	return s
}

// Close ends it before the test does: then nothing answers at its address.
func (s *Server) Close() { s.close() }

// Requests are the questions so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // whoever asked went away
	}
	request := Request{Path: r.URL.Path, Header: r.Header.Clone(), Body: string(body)}
	if err := json.Unmarshal(body, &request); err != nil {
		s.t.Errorf("the question is no JSON: %v", err)
	}
	s.mu.Lock()
	s.requests = append(s.requests, request)
	var turn Turn
	if len(s.script) > 0 {
		turn, s.script = s.script[0], s.script[1:]
	}
	s.mu.Unlock()
	switch {
	case r.Method != http.MethodPost || r.URL.Path != s.dialect.path+"/chat/completions":
		http.NotFound(w, r)
	case turn == nil:
		s.t.Errorf("question %d was not expected", len(s.Requests()))
		http.Error(w, "not expected", http.StatusTeapot)
	default:
		turn(s.dialect, w, r)
	}
}
