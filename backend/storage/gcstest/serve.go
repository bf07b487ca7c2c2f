package gcstest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

const (
	enabled     = "Enabled"
	maxText     = 16 << 20
	maxMetadata = 8 << 10 // of all names and values
	namespace   = "http://doc.s3.amazonaws.com/2006-03-01"
)

// refusal is an error as the API answers it.
type refusal struct {
	status        int
	code, message string
}

var (
	noKey    = &refusal{http.StatusNotFound, "NoSuchKey", "The specified key does not exist."}
	noBucket = &refusal{http.StatusNotFound, "NoSuchBucket", "The specified bucket does not exist."}
	stale    = &refusal{http.StatusPreconditionFailed, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold."}
	unknown  = &refusal{http.StatusNotImplemented, "NotImplemented", "A header or query you provided requested a function that is not implemented."}
)

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxText))
	if err != nil {
		return // whoever asked has gone
	}
	w.Header().Set("X-Guploader-Uploadid", "gcstest")
	no := authenticate(r, body)
	if no == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.requests = append(s.requests, r)
		no = s.answer(w, r, body)
	}
	if no == nil {
		return
	}
	w.Header().Set("Content-Type", "application/xml; charset=UTF-8")
	w.WriteHeader(no.status)
	if r.Method != http.MethodHead {
		_, _ = fmt.Fprintf(w, "<?xml version='1.0' encoding='UTF-8'?><Error><Code>%s</Code><Message>%s</Message></Error>", no.code, no.message)
	}
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, body []byte) *refusal {
	name, key := keyOf(r.URL)
	b := s.buckets[name]
	switch {
	case key == "" && r.Method == http.MethodPut && r.URL.RawQuery == "":
		if b != nil {
			return &refusal{http.StatusConflict, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded."}
		}
		s.buckets[name] = &bucket{objects: map[string]*object{}}
		return nil
	case b == nil:
		return noBucket
	case key == "":
		return s.ofBucket(w, r, name, b, body)
	}
	for parameter := range r.URL.Query() {
		if parameter != "generation" { // tagging and versionId among others
			return unknown
		}
	}
	switch r.Method {
	case http.MethodPut:
		return s.putObject(w, r, b, key, body)
	case http.MethodGet, http.MethodHead:
		return getObject(w, r, b, key)
	case http.MethodDelete:
		return s.deleteObject(w, r, b, key)
	}
	return unknown
}

func (s *Server) ofBucket(w http.ResponseWriter, r *http.Request, name string, b *bucket, body []byte) *refusal {
	query := r.URL.Query()
	switch {
	case query.Has("versioning") && r.Method == http.MethodPut:
		var wanted struct{ Status string }
		if err := xml.Unmarshal(body, &wanted); err != nil || (wanted.Status != enabled && wanted.Status != "Suspended") {
			return &refusal{http.StatusBadRequest, "MalformedXML", "The configuration is not one of versioning."}
		}
		b.versioning = wanted.Status
		return nil
	case r.Method != http.MethodGet:
		return unknown
	case query.Has("versioning"):
		status := ""
		if b.versioning != "" {
			status = "<Status>" + b.versioning + "</Status>"
		}
		return writeXML(w, "<VersioningConfiguration xmlns='"+namespace+"'>"+status+"</VersioningConfiguration>")
	case query.Has("lifecycle"):
		if b.lifecycle == nil {
			return writeXML(w, "<LifecycleConfiguration/>")
		}
		return writeXML(w, string(b.lifecycle))
	case query.Has("versions"):
		return s.listGenerations(w, r, name, b)
	case query.Get("list-type") == "2":
		return s.listObjects(w, r, name, b)
	}
	return unknown
}

func writeXML(w http.ResponseWriter, text string) *refusal {
	w.Header().Set("Content-Type", "application/xml; charset=UTF-8")
	_, _ = io.WriteString(w, "<?xml version='1.0' encoding='UTF-8'?>"+text)
	return nil
}

// refuses tells whether the condition of a request does not hold. Those of the x-amz family, and the If-Match and
// If-None-Match of a write, are passed over.
func refuses(r *http.Request, live *Generation) *refusal {
	text := r.Header.Get("X-Goog-If-Generation-Match")
	if text == "" {
		return nil
	}
	wanted, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return &refusal{http.StatusBadRequest, "InvalidArgument", "The generation is not a number."}
	}
	has := int64(0) // none
	if live != nil {
		has = live.Number
	}
	if has != wanted {
		return stale
	}
	return nil
}

func (s *Server) putObject(w http.ResponseWriter, r *http.Request, b *bucket, key string, body []byte) *refusal {
	if no := refuses(r, b.live(key)); no != nil {
		return no
	}
	kept, weight := http.Header{}, 0
	for name, values := range r.Header {
		goog, meta := strings.CutPrefix(name, "X-Goog-Meta-")
		if amz, amazons := strings.CutPrefix(name, "X-Amz-Meta-"); amazons {
			goog, meta = amz, true
		}
		if meta {
			kept["X-Goog-Meta-"+goog] = values
			weight += len(goog) + len(strings.Join(values, ","))
		}
	}
	if weight > maxMetadata {
		return &refusal{http.StatusBadRequest, "MetadataTooLarge", "The metadata is too large."}
	}
	kept.Set("Content-Type", r.Header.Get("Content-Type"))
	tell(w.Header(), s.write(b, key, bytes.Clone(body), kept))
	return nil
}

// tell says which generation an answer is about. The etag is the one of the text, as that of S3.
func tell(h http.Header, g *Generation) {
	h.Set("X-Goog-Generation", strconv.FormatInt(g.Number, 10))
	h.Set("X-Goog-Metageneration", "1")
	h.Set("Etag", etag(g))
}

func etag(g *Generation) string { return `"` + hexHash(g.Text)[:32] + `"` }

// chosen is the generation that a request is about: the live one when it names none.
func chosen(r *http.Request, b *bucket, key string) (*Generation, *refusal) {
	if !r.URL.Query().Has("generation") {
		if live := b.live(key); live != nil {
			return live, nil
		}
		return nil, noKey
	}
	number, err := strconv.ParseInt(r.URL.Query().Get("generation"), 10, 64)
	if err != nil {
		return nil, &refusal{http.StatusBadRequest, "InvalidArgument", "The generation is not a number."}
	}
	if g := b.at(key, number); g != nil {
		return g, nil
	}
	return nil, noKey
}

func getObject(w http.ResponseWriter, r *http.Request, b *bucket, key string) *refusal {
	g, no := chosen(r, b, key)
	if no == nil {
		no = refuses(r, g)
	}
	if no != nil {
		return no
	}
	for name, values := range g.Header {
		w.Header()[name] = values
	}
	tell(w.Header(), g)
	w.Header().Set("Last-Modified", g.Made.Format(http.TimeFormat))
	w.Header().Set("Content-Length", strconv.Itoa(len(g.Text)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(g.Text)
	}
	return nil
}

func (s *Server) deleteObject(w http.ResponseWriter, r *http.Request, b *bucket, key string) *refusal {
	g, no := chosen(r, b, key)
	if no != nil && r.Header.Get("X-Goog-If-Generation-Match") != "" && no == noKey {
		no = stale
	}
	if no == nil {
		no = refuses(r, g)
	}
	if no != nil {
		return no
	}
	if r.URL.Query().Has("generation") {
		b.purge(key, g.Number) // for good, be it live or not
	} else {
		s.archive(b, key)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
