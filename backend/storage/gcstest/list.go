package gcstest

import (
	"encoding/base64"
	"encoding/xml"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// listing is the answer to both kinds of listings.
type listing struct {
	XMLName               xml.Name `xml:"http://doc.s3.amazonaws.com/2006-03-01 ListBucketResult"`
	Name                  string
	Prefix                string
	EncodingType          string `xml:",omitempty"`
	Marker                string `xml:",omitempty"`
	GenerationMarker      string `xml:",omitempty"`
	NextMarker            string `xml:",omitempty"`
	NextGenerationMarker  string `xml:",omitempty"`
	NextContinuationToken string `xml:",omitempty"`
	IsTruncated           bool
	Contents              []listed `xml:",omitempty"`
	Version               []listed `xml:",omitempty"`
}

type listed struct {
	Key            string
	Generation     int64
	MetaGeneration int
	IsLatest       *bool `xml:",omitempty"` // of versions only
	LastModified   string
	DeletedTime    string `xml:",omitempty"`
	ETag           string
	Size           int
}

const listedTime = "2006-01-02T15:04:05.000Z"

func newListed(key string, g *Generation, version bool) listed {
	l := listed{
		Key: key, Generation: g.Number, MetaGeneration: 1, LastModified: g.Made.Format(listedTime), ETag: etag(g), Size: len(g.Text),
	}
	if version {
		live := g.Live()
		l.IsLatest = &live
	}
	if !g.Live() {
		l.DeletedTime = g.Archived.Format(listedTime)
	}
	return l
}

// pageSize is how many a page may have.
func (s *Server) pageSize(query url.Values) int {
	size := s.page
	if wanted, err := strconv.Atoi(query.Get("max-keys")); err == nil && wanted > 0 {
		size = min(size, wanted)
	}
	return size
}

func (l *listing) write(w http.ResponseWriter, query url.Values) *refusal {
	if query.Get("encoding-type") == "url" {
		l.EncodingType = "url"
		for _, all := range [][]listed{l.Contents, l.Version} {
			for i := range all {
				all[i].Key = url.QueryEscape(all[i].Key)
			}
		}
		l.NextMarker = url.QueryEscape(l.NextMarker)
	}
	text, err := xml.Marshal(l)
	if err != nil {
		return &refusal{http.StatusInternalServerError, "InternalError", time.Now().String()}
	}
	return writeXML(w, string(text))
}

// listObjects lists the live generations of all keys, by key.
func (s *Server) listObjects(w http.ResponseWriter, r *http.Request, name string, b *bucket) *refusal {
	query := r.URL.Query()
	after, err := base64.URLEncoding.DecodeString(query.Get("continuation-token"))
	if err != nil {
		return &refusal{http.StatusBadRequest, "InvalidArgument", "The continuation token is not one."}
	}
	size := s.pageSize(query)
	l := &listing{Name: name, Prefix: query.Get("prefix")}
	for _, key := range b.keys(l.Prefix) {
		live := b.live(key)
		if live == nil || (len(after) > 0 && key <= string(after)) {
			continue
		}
		if len(l.Contents) == size {
			l.IsTruncated = true
			l.NextContinuationToken = base64.URLEncoding.EncodeToString([]byte(l.Contents[size-1].Key))
			break
		}
		l.Contents = append(l.Contents, newListed(key, live, false))
	}
	return l.write(w, query)
}

// listGenerations lists all generations of all keys, by key, then the oldest first.
func (s *Server) listGenerations(w http.ResponseWriter, r *http.Request, name string, b *bucket) *refusal {
	query := r.URL.Query()
	marker, after := query.Get("marker"), int64(0)
	if text := query.Get("generation-marker"); text != "" {
		var err error
		if after, err = strconv.ParseInt(text, 10, 64); err != nil || marker == "" {
			return &refusal{http.StatusBadRequest, "InvalidArgument", "A generation-marker is a number and needs a marker."}
		}
	}
	size := s.pageSize(query)
	l := &listing{Name: name, Prefix: query.Get("prefix"), Marker: marker, GenerationMarker: query.Get("generation-marker")}
	for _, key := range b.keys(l.Prefix) {
		for _, g := range b.objects[key].generations {
			if key < marker || (key == marker && (after == 0 || g.Number <= after)) {
				continue
			}
			if len(l.Version) == size {
				last := l.Version[size-1]
				l.IsTruncated = true
				if !s.terse {
					l.NextMarker, l.NextGenerationMarker = last.Key, strconv.FormatInt(last.Generation, 10)
				}
				return l.write(w, query)
			}
			l.Version = append(l.Version, newListed(key, g, true))
		}
	}
	return l.write(w, query)
}
