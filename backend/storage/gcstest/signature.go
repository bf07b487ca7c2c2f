package gcstest

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5" // as a checksum, which the API has
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// family is one of the two ways in which a request may be written.
type family struct {
	algorithm, prefix string
	secret, service   string // in the key and scope of a signature
	end               string
}

var (
	google = family{"GOOG4-HMAC-SHA256", "X-Goog-", "GOOG4", "storage", "goog4_request"}
	amazon = family{"AWS4-HMAC-SHA256", "X-Amz-", "AWS4", "s3", "aws4_request"}
)

const (
	allowedSkew = 15 * time.Minute
	timeFormat  = "20060102T150405Z"
	unsigned    = "UNSIGNED-PAYLOAD"
)

// has tells whether a request has a header of the family.
func (f family) has(h http.Header) bool {
	for name := range h {
		if strings.HasPrefix(name, f.prefix) {
			return true
		}
	}
	return false
}

// authenticate checks the signature of a request over its text. A nil refusal: it is right.
func authenticate(r *http.Request, body []byte) *refusal {
	if google.has(r.Header) && amazon.has(r.Header) {
		return &refusal{http.StatusBadRequest, "ExcessHeaderValues", "Headers of x-amz and x-goog are in one request."}
	}
	algorithm, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	f := google
	switch {
	case algorithm == "":
		return &refusal{http.StatusForbidden, "AccessDenied", "Anonymous caller does not have access."}
	case algorithm == amazon.algorithm:
		f = amazon
	case algorithm != google.algorithm:
		return &refusal{http.StatusBadRequest, "InvalidArgument", "The algorithm is not one that is known."}
	}
	if other := map[string]family{google.algorithm: amazon, amazon.algorithm: google}[f.algorithm]; other.has(r.Header) {
		return &refusal{http.StatusBadRequest, "ExcessHeaderValues", "The headers are not those of the algorithm."}
	}
	return f.check(r, rest, body)
}

// check is authenticate for a request of the family, with what follows the algorithm in Authorization.
func (f family) check(r *http.Request, rest string, body []byte) *refusal {
	parts := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	accessKey, scope, _ := strings.Cut(parts["Credential"], "/")
	if accessKey != AccessKey {
		return &refusal{http.StatusForbidden, "InvalidSecurity", "The provided security credentials are not valid."}
	}
	at, err := time.Parse(timeFormat, r.Header.Get(f.prefix+"Date"))
	if err != nil {
		return &refusal{http.StatusForbidden, "AccessDenied", "The request has no date."}
	}
	if time.Since(at).Abs() > allowedSkew {
		return &refusal{http.StatusForbidden, "RequestTimeTooSkewed", "The time of the request is too far from that of the server."}
	}
	fields := strings.Split(scope, "/")
	if len(fields) != 4 || fields[0] != at.Format("20060102") || fields[2] != f.service || fields[3] != f.end {
		return &refusal{http.StatusBadRequest, "InvalidArgument", "The credential scope is not one of the algorithm."}
	}
	signed := strings.Split(parts["SignedHeaders"], ";")
	for name := range r.Header {
		if strings.HasPrefix(name, f.prefix) && !slices.Contains(signed, strings.ToLower(name)) {
			return &refusal{http.StatusForbidden, "AccessDenied", "The header " + name + " is not signed."}
		}
	}
	if !slices.Contains(signed, "host") || !slices.IsSorted(signed) {
		return &refusal{http.StatusForbidden, "AccessDenied", "The signed headers are without host or not in order."}
	}
	hash := r.Header.Get(f.prefix + "Content-Sha256")
	toSign := strings.Join([]string{f.algorithm, at.Format(timeFormat), scope, hexHash([]byte(canonical(r, signed, hash)))}, "\n")
	key := []byte(f.secret + SecretKey)
	for _, field := range fields {
		key = mac(key, field)
	}
	if !hmac.Equal([]byte(hex.EncodeToString(mac(key, toSign))), []byte(parts["Signature"])) {
		return &refusal{http.StatusForbidden, "SignatureDoesNotMatch", "The signature does not match what was signed."}
	}
	return checkText(r, hash, body)
}

// checkText compares a text with what the request says of it.
func checkText(r *http.Request, hash string, body []byte) *refusal {
	if hash != unsigned && hash != hexHash(body) {
		return &refusal{http.StatusBadRequest, "BadDigest", "The text is not the one whose hash was signed."}
	}
	if want := r.Header.Get("Content-Md5"); want != "" {
		if sum := md5.Sum(body); want != base64.StdEncoding.EncodeToString(sum[:]) {
			return &refusal{http.StatusBadRequest, "BadDigest", "The text is not the one that Content-MD5 says."}
		}
	}
	return nil
}

// canonical is what a signature of version 4 covers.
func canonical(r *http.Request, signed []string, hash string) string {
	var b bytes.Buffer
	query := strings.ReplaceAll(r.URL.Query().Encode(), "+", "%20")
	fmt.Fprintf(&b, "%s\n%s\n%s\n", r.Method, r.URL.EscapedPath(), query)
	for _, name := range signed {
		values := r.Header.Values(name)
		if name == "host" {
			values = []string{r.Host}
		}
		var clean []string
		for _, value := range values {
			clean = append(clean, strings.Join(strings.Fields(value), " "))
		}
		fmt.Fprintf(&b, "%s:%s\n", name, strings.Join(clean, ","))
	}
	fmt.Fprintf(&b, "\n%s\n%s", strings.Join(signed, ";"), hash)
	return b.String()
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	_, _ = h.Write([]byte(text)) // a hash never fails
	return h.Sum(nil)
}

func hexHash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// keyOf splits the path of a request into bucket and key.
func keyOf(u *url.URL) (bucket, key string) {
	bucket, key, _ = strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	return bucket, key
}
