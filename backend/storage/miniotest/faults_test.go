package miniotest_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage/miniotest"
)

func always(*http.Request) bool { return true }

func TestCutRequestsDoNotReachTheServer(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	proxy := server.Proxy(t)
	through := client(t, proxy.URL, server.AccessKey, server.SecretKey)
	proxy.CutRequest(2, always)

	write(t, through, bucket, "a", "first")
	_, err := put(t, through, bucket, "a", "second")

	if err == nil {
		t.Error("the second request was answered")
	}
	if got := read(t, server.Client(t), bucket, "a"); got != "first" {
		t.Errorf("the server has %q", got)
	}
}

func TestTheSameSeedGivesTheSameFaults(t *testing.T) {
	server := miniotest.Shared(t)
	outcome := func(seed uint64) string {
		proxy := server.Proxy(t)
		proxy.Unsteady(seed, miniotest.Odds{Cut: 0.2, Lost: 0.2, Busy: 0.2})
		var all strings.Builder
		for range 30 {
			answer, err := http.Post(proxy.URL, "text/plain", nil)
			switch {
			case err != nil:
				all.WriteByte('c')
				continue
			case answer.StatusCode == http.StatusServiceUnavailable:
				all.WriteByte('b')
			default:
				all.WriteByte('.')
			}
			_ = answer.Body.Close()
		}
		return all.String()
	}

	first, again, other := outcome(1), outcome(1), outcome(2)

	if first != again || first == other {
		t.Errorf("the outcomes are %s, %s and with another seed %s", first, again, other)
	}
	for _, outcome := range []string{".", "b", "c"} {
		if !strings.Contains(first, outcome) {
			t.Errorf("of 30 requests none was %q: %s", outcome, first)
		}
	}
}

func TestAnswersAreCutStalledAndSlow(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	proxy := server.Proxy(t)
	through := minio.Core{Client: client(t, proxy.URL, server.AccessKey, server.SecretKey)}
	write(t, through.Client, bucket, "a", "0123456789")
	get := func() (string, error) {
		body, _, _, err := through.GetObject(t.Context(), bucket, "a", minio.GetObjectOptions{})
		if err != nil {
			return "", err
		}
		defer func() { _ = body.Close() }()
		text := make([]byte, 4)
		if _, err := io.ReadFull(body, text); err != nil {
			return "", err
		}
		rest := make(chan error, 1)
		go func() { _, err := io.Copy(io.Discard, body); rest <- err }()
		select {
		case err = <-rest:
		case <-time.After(200 * time.Millisecond):
			err = errors.New("stalled")
		}
		return string(text), err
	}

	proxy.CutAnswer(4, always)
	if text, err := get(); text != "0123" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("the cut answer is %q %v", text, err)
	}
	proxy.Stall(4, always)
	if text, err := get(); text != "0123" || err == nil || err.Error() != "stalled" {
		t.Errorf("the stalled answer is %q %v", text, err)
	}
	proxy.Throttle(50)
	begun := time.Now()
	if got := read(t, through.Client, bucket, "a"); got != "0123456789" || time.Since(begun) < 200*time.Millisecond {
		t.Errorf("the slow answer is %q after %v", got, time.Since(begun))
	}
}

func TestTheClockOfTheServerIsSkewed(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	proxy := server.Proxy(t)
	through := client(t, proxy.URL, server.AccessKey, server.SecretKey)
	proxy.Skew(5 * time.Minute)

	answer, err := http.Get(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	date, err := http.ParseTime(answer.Header.Get("Date"))
	if ahead := time.Until(date); err != nil || ahead < 4*time.Minute || ahead > 6*time.Minute {
		t.Errorf("the date is %v ahead: %v", ahead, err)
	}
	write(t, through, bucket, "a", "first")

	proxy.Skew(-time.Hour)
	if _, err := put(t, through, bucket, "a", "second"); minio.ToErrorResponse(err).Code != minio.RequestTimeTooSkewed {
		t.Errorf("an hour behind it answers %v", err)
	}
}

func TestRequestsAreCountedByMethodAndKind(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	proxy := server.Proxy(t)
	for request, want := range map[string]string{
		"/companies/1/workflows/2/workflow.yaml":              "GET workflow",
		"/companies/1/workflows/2/workflow.yaml?tagging=":     "GET tags",
		"/companies/1/conflicts/2/01ARZ3NDEKTSV4RRFFQ69.yaml": "GET side",
		"/companies/1/notes/ab.json":                          "GET note",
		"/workflow-designer.json":                             "GET sentinel",
		"/?list-type=2&prefix=companies":                      "GET list",
		"/?versions=":                                         "GET versions",
		"/?versioning=":                                       "GET versioning",
		"/else":                                               "GET other",
	} {
		answer, err := http.Get(proxy.URL + "/" + bucket + request)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if counts := proxy.Counts(); counts[want] != 1 || len(counts) != 1 {
			t.Errorf("%s counts as %v, want %s", request, counts, want)
		}
	}
}

func TestTheOtherServerKeepsVersions(t *testing.T) {
	server := miniotest.StartVersity(t)
	bucket := server.NewBucket(t, true)
	first, err := put(t, server.Client(t), bucket, "a", "first")
	if err != nil {
		t.Fatal(err)
	}
	second, err := put(t, server.Client(t), bucket, "a", "second")
	if err != nil {
		t.Fatal(err)
	}

	if first.VersionID == "" || first.VersionID == second.VersionID {
		t.Errorf("the versions are %q and %q", first.VersionID, second.VersionID)
	}
	server.Restart(t)
	if got := read(t, server.Client(t), bucket, "a"); got != "second" {
		t.Errorf("after the restart the object is %q", got)
	}
}

func TestTheCertificateIsOfACAOfItsOwn(t *testing.T) {
	server, authority := miniotest.StartTLS(t)

	if answer, err := http.Get(server.Endpoint); err == nil {
		_ = answer.Body.Close()
		t.Error("the certificate is trusted without the CA")
	}
	write(t, server.Client(t), server.NewBucket(t, true), "a", "first")
	if !strings.HasSuffix(authority, ".pem") {
		t.Errorf("the CA is in %q", authority)
	}
}
