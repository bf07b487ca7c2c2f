// Package gcstest is a server for tests that follows the documented XML API of Google Cloud Storage, as far as a bucket of
// workflows needs it. No server of Google's can be run on a computer, so this is a reading of the documents; docs/GCS.md says
// what of it nobody has seen on the real one.
package gcstest

import (
	"cmp"
	"crypto/rand"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	// AccessKey is the id of the HMAC key that every server takes.
	AccessKey = "GOOG1EGCSTESTGCSTESTGCSTEST"
	// SecretKey is its secret.
	SecretKey = "gcstest-secret-gcstest-secret"

	mostOnAPage = 1000
)

// Server is a Google Cloud Storage of its own on a free port of the loopback interface.
type Server struct {
	Endpoint string // http://127.0.0.1:PORT

	mu       sync.Mutex
	buckets  map[string]*bucket
	page     int
	terse    bool
	last     int64 // the generation that was made last
	requests []*http.Request
}

type bucket struct {
	versioning string // "", "Enabled" or "Suspended"
	lifecycle  []byte
	objects    map[string]*object
}

// object is all generations of a key, oldest first.
type object struct {
	generations []*Generation
}

// Generation is one version of an object.
type Generation struct {
	Number   int64
	Text     []byte
	Header   http.Header // content type and x-goog-meta-*
	Made     time.Time
	Archived time.Time // zero while it is live
}

// Live tells whether it is what the key has now.
func (g Generation) Live() bool { return g.Archived.IsZero() }

// Start runs a server for one test.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{buckets: map[string]*bucket{}, page: mostOnAPage}
	listener := httptest.NewServer(http.HandlerFunc(s.serve))
	s.Endpoint = listener.URL
	t.Cleanup(listener.Close)
	return s
}

// NewBucket makes an empty bucket with a name that no other test has.
func (s *Server) NewBucket(t testing.TB, versioned bool) string {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	name := "test-" + strings.ToLower(rand.Text())
	s.buckets[name] = &bucket{objects: map[string]*object{}}
	if versioned {
		s.buckets[name].versioning = enabled
	}
	return name
}

// Paginate makes pages of listings short.
func (s *Server) Paginate(size int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.page = size
}

// Terse leaves out of a listing of versions where the next page begins.
func (s *Server) Terse() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.terse = true
}

// Suspend turns versioning of a bucket off, and on again with false.
func (s *Server) Suspend(name string, off bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buckets[name].versioning = enabled
	if off {
		s.buckets[name].versioning = "Suspended"
	}
}

// SetLifecycle gives a bucket a lifecycle configuration, as XML.
func (s *Server) SetLifecycle(name, configuration string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buckets[name].lifecycle = []byte(configuration)
}

// Requests lists what was asked since the last call, without texts.
func (s *Server) Requests() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := s.requests
	s.requests = nil
	return seen
}

// The rest is what another tool can do, without a condition.

// History gives copies of the generations of a key, oldest first.
func (s *Server) History(name, key string) []Generation {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Generation
	if o := s.buckets[name].objects[key]; o != nil {
		for _, g := range o.generations {
			all = append(all, *g)
		}
	}
	return all
}

// Keys lists the keys below a prefix that have a generation, live or not.
func (s *Server) Keys(name, prefix string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buckets[name].keys(prefix)
}

// Upload puts a text on top of a key, with the metadata of header.
func (s *Server) Upload(name, key string, text []byte, header http.Header) Generation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *s.write(s.buckets[name], key, text, header)
}

// Delete deletes a key as it is.
func (s *Server) Delete(name, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.archive(s.buckets[name], key)
}

// Purge removes generations of a key for good. When the live one is among them the key has none then.
func (s *Server) Purge(name, key string, numbers ...int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, number := range numbers {
		s.buckets[name].purge(key, number)
	}
}

func (b *bucket) keys(prefix string) []string {
	all := slices.Sorted(maps.Keys(b.objects))
	return slices.DeleteFunc(all, func(key string) bool { return !strings.HasPrefix(key, prefix) })
}

// live is nil when the key has none.
func (b *bucket) live(key string) *Generation {
	o := b.objects[key]
	if o == nil {
		return nil
	}
	if newest := o.generations[len(o.generations)-1]; newest.Live() {
		return newest
	}
	return nil
}

// at is the generation of that number, nil when there is none.
func (b *bucket) at(key string, number int64) *Generation {
	o := b.objects[key]
	if o == nil {
		return nil
	}
	at, found := slices.BinarySearchFunc(o.generations, number, func(g *Generation, n int64) int { return cmp.Compare(g.Number, n) })
	if !found {
		return nil
	}
	return o.generations[at]
}

func (s *Server) write(b *bucket, key string, text []byte, header http.Header) *Generation {
	s.archive(b, key)
	// A generation is greater than all before it. That it is the time in microseconds is not documented.
	now := time.Now().UTC()
	s.last = max(s.last+1, now.UnixMicro())
	made := &Generation{Number: s.last, Text: text, Header: header, Made: now}
	if b.objects[key] == nil {
		b.objects[key] = &object{}
	}
	b.objects[key].generations = append(b.objects[key].generations, made)
	return made
}

// archive makes the live generation a noncurrent one, or removes it when the bucket keeps none.
func (s *Server) archive(b *bucket, key string) {
	live := b.live(key)
	switch {
	case live == nil:
	case b.versioning == enabled:
		live.Archived = time.Now().UTC()
	default:
		b.purge(key, live.Number)
	}
}

func (b *bucket) purge(key string, number int64) {
	o := b.objects[key]
	if o == nil {
		return
	}
	o.generations = slices.DeleteFunc(o.generations, func(g *Generation) bool { return g.Number == number })
	if len(o.generations) == 0 {
		delete(b.objects, key)
	}
}
