package bucketstore

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/minio/minio-go/v7"
)

const (
	dialWithin   = 3 * time.Second
	tlsWithin    = 3 * time.Second
	answerWithin = 10 * time.Second // from the request to the head of the answer, besides the time that its text needs
	slowest      = 500              // bytes a second; a slower line counts as broken
	// expectWithin is how long a text waits for the store's consent; a server that knows no consent costs that much.
	expectWithin = time.Second
)

// defaultTransport is minio-go's, which reads proxies and SSL_CERT_FILE from the environment, with timeouts that a
// person can wait for.
func defaultTransport(secure bool) (http.RoundTripper, error) {
	transport, err := minio.DefaultTransport(secure)
	if err != nil {
		return nil, fmt.Errorf("set up the transport: %w", err)
	}
	transport.DialContext = (&net.Dialer{Timeout: dialWithin, KeepAlive: 30 * time.Second}).DialContext
	transport.TLSHandshakeTimeout = tlsWithin
	transport.ResponseHeaderTimeout = 0 // see wire: it would begin when a text is in the buffers of the system
	transport.ExpectContinueTimeout = expectWithin
	return transport, nil
}

// wire is the transport below minio-go. It tells the witness of a call what happened, because minio-go hides it, and
// turns answers that no store gives into errors, because minio-go takes any 200 for a success.
type wire struct {
	next    http.RoundTripper
	now     func() time.Time
	idle    time.Duration
	sending *atomic.Int64 // bytes of texts that are on their way
}

// RoundTrip implements http.RoundTripper.
func (t wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w, ok := r.Context().Value(witnessKey{}).(*witness)
	if !ok {
		return t.next.RoundTrip(r)
	}
	ctx, cancel := context.WithCancel(r.Context())
	late := t.expect(r.ContentLength, cancel)
	var begun bool // the transport below reports its steps
	r = r.Clone(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { w.begin(); begun = true },
		GotConn: func(httptrace.GotConnInfo) { w.connected(); late.begin() },
	}))
	if r.Body != nil && r.Body != http.NoBody {
		// MinIO refuses a write without reading its text, and then resets the connection: the refusal, or the next write
		// on that connection, would get lost. So the text is only sent when the store asks for it.
		r.Header.Set("Expect", "100-continue")
	}
	before := t.now()
	answer, err := t.next.RoundTrip(r)
	if stuck := late.end(); stuck != nil {
		if err == nil {
			_ = answer.Body.Close() // it came at the very moment at which it was given up
		}
		answer, err = nil, stuck
	}
	if !begun {
		w.connected() // not known, so the worse is assumed
	}
	if err == nil && !fromStore(answer) {
		_ = answer.Body.Close()
		err = &foreignAnswer{status: answer.StatusCode, contentType: answer.Header.Get("Content-Type")}
	}
	w.end(before, t.now(), answer, err)
	if err != nil {
		cancel()
		return nil, err
	}
	answer.Body = attend(answer.Body, t.idle, cancel)
	return answer, nil
}

// foreignAnswer is an HTTP answer that a store does not give: a captive portal's, a proxy's, a web site's.
type foreignAnswer struct {
	status      int
	contentType string
}

func (a *foreignAnswer) Error() string {
	return fmt.Sprintf("an answer that no store gives: HTTP %d, %q", a.status, a.contentType)
}

// fromStore tells an answer of a store from another's: a store signs with its own headers, or answers in XML. Lean
// stores answer a success with neither, so a success is only refused when it is a web page.
func fromStore(answer *http.Response) bool {
	for name := range answer.Header {
		if strings.HasPrefix(name, "X-Amz-Cf-") {
			continue // CloudFront's, which serves web sites as well
		}
		for _, own := range []string{"X-Amz-", "X-Goog-", "X-Guploader-", "X-Minio-"} {
			if strings.HasPrefix(name, own) {
				return true
			}
		}
	}
	contentType := answer.Header.Get("Content-Type")
	if strings.Contains(contentType, "xml") && !strings.Contains(contentType, "html") {
		return true
	}
	return answer.StatusCode < 300 && !strings.Contains(contentType, "html")
}

// witness is what is known of the last request of a call.
type witness struct {
	mu     sync.Mutex
	sent   bool  // the request may have reached the store
	err    error // as it was before minio-go rewrote it
	status int   // 0 without an answer

	versionID      string        // that the answer names
	modified       time.Time     // as the answer says; zero when it does not
	certificateEnd time.Time     // zero without TLS
	took           time.Duration // until the head of the answer
	date           time.Time     // UTC, the store's clock at the answer, in whole seconds; zero when it did not say
	apart          time.Duration // how far this computer's clock is ahead of the store's; 0 without date
}

type witnessKey struct{}

// watch gives the context of a call a witness.
func watch(ctx context.Context) (context.Context, *witness) {
	w := &witness{}
	return context.WithValue(ctx, witnessKey{}, w), w
}

func (w *witness) begin() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent = false
}

func (w *witness) connected() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent = true
}

func (w *witness) end(before, after time.Time, answer *http.Response, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.err, w.status, w.versionID, w.took = err, 0, "", after.Sub(before)
	w.modified, w.date, w.apart = time.Time{}, time.Time{}, 0
	if answer == nil {
		return
	}
	w.status, w.versionID = answer.StatusCode, answer.Header.Get("X-Amz-Version-Id")
	if answer.TLS != nil && len(answer.TLS.PeerCertificates) > 0 {
		w.certificateEnd = answer.TLS.PeerCertificates[0].NotAfter
	}
	if modified, parseErr := http.ParseTime(answer.Header.Get("Last-Modified")); parseErr == nil {
		w.modified = modified.UTC()
	}
	if date, parseErr := http.ParseTime(answer.Header.Get("Date")); parseErr == nil {
		w.date = date.UTC()
		// The header has whole seconds: on the average half a second has passed since.
		w.apart = before.Add(w.took / 2).Sub(date.Add(500 * time.Millisecond))
	}
}
