package bucketstore

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/workflow"
)

// Google Cloud Storage takes S3's requests, and of their conditions none: two writers on one base would both win. What is safe is
// its own XML API, whose conditions name generations. That refuses a request with headers of both families, so nothing of S3's
// may be in it: every request is written anew below minio-go, signed with GOOG4-HMAC-SHA256 over x-goog-* headers, and its
// answer is read back as S3's. What all stores have in common, from the timeouts to the notes, stays one code that way; where
// Google's objects are of another nature, generations.go and googletags.go have their own.
//
// A generation is the version id, and stands for the etag as well: it never comes back, as a hash of a text does.

// dialect turns S3's requests into Google's, and Google's answers into S3's.
type dialect struct {
	next      http.RoundTripper
	accessKey secret.Text
	secretKey secret.Text
	region    string
}

const (
	amzPrefix       = "X-Amz-"
	googPrefix      = "X-Goog-"
	amzHash         = "X-Amz-Content-Sha256"
	googHash        = "X-Goog-Content-Sha256"
	ifGeneration    = "X-Goog-If-Generation-Match"
	unsignedText    = "UNSIGNED-PAYLOAD"
	googAlgorithm   = "GOOG4-HMAC-SHA256"
	googTime        = "20060102T150405Z"
	noGeneration    = "0" // in a condition: the key has no live generation
	otherGeneration = "1" // in a condition: nobody's
)

var generationPattern = regexp.MustCompile(`^[1-9][0-9]{0,18}$`)

// RoundTrip implements http.RoundTripper.
func (d dialect) RoundTrip(r *http.Request) (*http.Response, error) {
	asked := r.Clone(r.Context())
	if !asGoogle(asked) {
		return absent404(r), nil
	}
	d.sign(asked, time.Now().UTC())
	answer, err := d.next.RoundTrip(asked)
	if err != nil {
		return nil, err
	}
	asAmazon(answer)
	return answer, nil
}

// asGoogle rewrites a request, but for its signature; false when it asks for a version that cannot be one of Google's.
func asGoogle(r *http.Request) bool {
	query := r.URL.Query()
	if id := query.Get("versionId"); id != "" {
		if !generationPattern.MatchString(id) {
			return false
		}
		query.Del("versionId")
		query.Set("generation", id)
	}
	r.URL.RawQuery = plainQuery(query)

	hash := r.Header.Get(amzHash)
	for name, values := range r.Header {
		if !strings.HasPrefix(name, amzPrefix) {
			continue
		}
		r.Header.Del(name)
		if bare, meta := strings.CutPrefix(name, metaPrefix); meta {
			r.Header[googPrefix+"Meta-"+bare] = values
		}
	}
	if r.Header.Get("If-None-Match") == "*" {
		r.Header.Set(ifGeneration, noGeneration)
	}
	if etag := trimETag(r.Header.Get("If-Match")); etag != "" {
		if !generationPattern.MatchString(etag) {
			etag = otherGeneration
		}
		r.Header.Set(ifGeneration, etag)
	}
	r.Header.Del("If-None-Match")
	r.Header.Del("If-Match")
	r.Header.Del("Authorization")
	r.Header.Del("Date")
	if !sha256Pattern.MatchString(hash) {
		hash = unsignedText
	}
	r.Header.Set(googHash, hash)
	return true
}

// absent404 answers for a version whose id no generation has.
func absent404(r *http.Request) *http.Response {
	const body = "<Error><Code>NoSuchVersion</Code><Message>The id is not a generation.</Message></Error>"
	return &http.Response{
		Status: "404 Not Found", StatusCode: http.StatusNotFound, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/xml"}}, ContentLength: int64(len(body)),
		Body: io.NopCloser(strings.NewReader(body)),
	}
}

// asAmazon rewrites the headers of an answer.
func asAmazon(answer *http.Response) {
	for name, values := range answer.Header {
		if bare, meta := strings.CutPrefix(name, googPrefix+"Meta-"); meta {
			answer.Header[metaPrefix+bare] = values
		}
	}
	if generation := answer.Header.Get("X-Goog-Generation"); generation != "" {
		answer.Header.Set("X-Amz-Version-Id", generation)
		answer.Header.Set("Etag", `"`+generation+`"`)
	}
}

// sign signs a request with all its x-goog-* headers.
func (d dialect) sign(r *http.Request, now time.Time) {
	r.Header.Set("X-Goog-Date", now.Format(googTime))
	signed := []string{"host"}
	for name := range r.Header {
		if strings.HasPrefix(name, googPrefix) || name == "Content-Type" || name == "Content-Md5" {
			signed = append(signed, strings.ToLower(name))
		}
	}
	slices.Sort(signed)
	var canonical strings.Builder
	canonical.WriteString(r.Method + "\n" + r.URL.EscapedPath() + "\n" + r.URL.RawQuery + "\n")
	for _, name := range signed {
		value := strings.Join(r.Header.Values(name), ",")
		if name == "host" {
			if value = r.Host; value == "" {
				value = r.URL.Host
			}
		}
		canonical.WriteString(name + ":" + strings.Join(strings.Fields(value), " ") + "\n")
	}
	names := strings.Join(signed, ";")
	canonical.WriteString("\n" + names + "\n" + r.Header.Get(googHash))

	scope := []string{now.Format("20060102"), d.region, "storage", "goog4_request"}
	text := strings.Join([]string{
		googAlgorithm, now.Format(googTime), strings.Join(scope, "/"), workflow.SHA256([]byte(canonical.String())),
	}, "\n")
	key := []byte("GOOG4" + d.secretKey.Reveal())
	for _, part := range scope {
		key = authentic(key, part)
	}
	r.Header.Set("Authorization", googAlgorithm+" Credential="+d.accessKey.Reveal()+"/"+strings.Join(scope, "/")+
		", SignedHeaders="+names+", Signature="+hex.EncodeToString(authentic(key, text)))
}

func authentic(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	_, _ = h.Write([]byte(text)) // a hash never fails
	return h.Sum(nil)
}

// plainQuery writes a query as it is signed: in order, and a blank as %20.
func plainQuery(query url.Values) string { return strings.ReplaceAll(query.Encode(), "+", "%20") }

// googleRegion is the region in the settings for a store that finds it out by itself.
const googleRegion = "auto"

// removeGeneration deletes a key whose live generation is the given one, by one conditional request, which Google honours. The
// generation stays, as a noncurrent one.
func (s *Store) removeGeneration(ctx context.Context, key, generation string) (*witness, error) {
	return s.insist(ctx, func(ctx context.Context) error {
		answer, err := s.askWith(ctx, http.MethodDelete, key, nil, http.Header{"If-Match": {generation}}, nil)
		return closed(answer, err)
	})
}
