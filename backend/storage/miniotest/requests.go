package miniotest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The kinds of requests that a proxy tells apart.
const (
	KindList       = "list"       // the objects below a prefix
	KindVersions   = "versions"   // the versions of what is below a prefix
	KindVersioning = "versioning" // the setting of the bucket
	KindEvents     = "events"
	KindTags       = "tags"
	KindSentinel   = "sentinel"
	KindNote       = "note"
	KindSide       = "side"
	KindWorkflow   = "workflow"
	KindOther      = "other"
)

// Kind says what a request is about, but for its method.
func Kind(r *http.Request) string { return kind(r.URL) }

func kind(u *url.URL) string {
	query := u.Query()
	for parameter, kind := range map[string]string{
		"list-type": KindList, "versions": KindVersions, "versioning": KindVersioning, "events": KindEvents, "tagging": KindTags,
	} {
		if query.Has(parameter) {
			return kind
		}
	}
	_, key, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	switch {
	case key == "workflow-designer.json":
		return KindSentinel
	case !strings.HasPrefix(key, "companies/"):
		return KindOther
	case strings.Contains(key, "/notes/"):
		return KindNote
	case strings.Contains(key, "/conflicts/"):
		return KindSide
	case strings.HasSuffix(key, "/workflow.yaml"):
		return KindWorkflow
	}
	return KindOther
}

// Requests lists what arrived since the proxy was opened, as "METHOD /path?query", and forgets it.
func (p *Proxy) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen := slices.Clone(p.seen)
	p.seen = nil
	return seen
}

// Counts tells how many requests of each method and kind arrived, as "GET list", and forgets them, as Requests does.
func (p *Proxy) Counts() map[string]int {
	counts := map[string]int{}
	for _, request := range p.Requests() {
		method, address, _ := strings.Cut(request, " ")
		u, err := url.ParseRequestURI(address)
		if err != nil {
			continue // the server has refused it
		}
		counts[method+" "+kind(u)]++
	}
	return counts
}
