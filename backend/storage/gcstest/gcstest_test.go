package gcstest_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"workflow-designer/backend/storage/gcstest"
)

func client(t *testing.T, server *gcstest.Server, secret string) *minio.Client {
	t.Helper()
	c, err := minio.New(strings.TrimPrefix(server.Endpoint, "http://"), &minio.Options{
		Creds: credentials.NewStaticV4(gcstest.AccessKey, secret, ""), Region: "us-east-1", BucketLookup: minio.BucketLookupPath,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// S3's clients are let in, and their conditions are passed over: both writers win.
func TestAnS3ClientWritesAndItsConditionsAreIgnored(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	c := client(t, server, gcstest.SecretKey)
	for _, text := range []string{"one", "two"} {
		options := minio.PutObjectOptions{DisableContentSha256: true, UserMetadata: map[string]string{"author": text}}
		options.SetMatchETagExcept("*")
		if _, err := c.PutObject(t.Context(), bucket, "key", strings.NewReader(text), int64(len(text)), options); err != nil {
			t.Fatal(err)
		}
	}

	all := server.History(bucket, "key")
	if len(all) != 2 || all[0].Live() || !all[1].Live() || all[0].Number >= all[1].Number {
		t.Fatalf("the generations are %+v", all)
	}
	if got := all[1].Header.Get("X-Goog-Meta-Author"); got != "two" {
		t.Errorf("the metadata is %q", got)
	}
	object, err := c.GetObject(t.Context(), bucket, "key", minio.GetObjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(object); err != nil || string(text) != "two" {
		t.Errorf("the text is %q, %v", text, err)
	}
}

func TestWhatIsNotRightlySignedIsRefused(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	wrong := client(t, server, "another secret")
	_, err := wrong.PutObject(t.Context(), bucket, "key", strings.NewReader("x"), 1, minio.PutObjectOptions{})
	if minio.ToErrorResponse(err).Code != "SignatureDoesNotMatch" {
		t.Errorf("a wrong secret: %v", err)
	}
	for name, test := range map[string]struct {
		header http.Header
		code   string
	}{
		"no keys": {http.Header{}, "AccessDenied"},
		"both families": {http.Header{
			"X-Goog-If-Generation-Match": {"0"}, "X-Amz-Date": {time.Now().UTC().Format("20060102T150405Z")},
			"Authorization": {"AWS4-HMAC-SHA256 Credential=x/y"},
		}, "ExcessHeaderValues"},
		"headers of the other algorithm": {http.Header{
			"X-Goog-If-Generation-Match": {"0"}, "Authorization": {"AWS4-HMAC-SHA256 Credential=x/y"},
		}, "ExcessHeaderValues"},
		"an unknown key": {http.Header{
			"X-Goog-Date": {time.Now().UTC().Format("20060102T150405Z")}, "Authorization": {"GOOG4-HMAC-SHA256 Credential=GOOGOTHER/y"},
		}, "InvalidSecurity"},
		"a wrong clock": {http.Header{
			"X-Goog-Date":   {time.Now().UTC().Add(-time.Hour).Format("20060102T150405Z")},
			"Authorization": {"GOOG4-HMAC-SHA256 Credential=" + gcstest.AccessKey + "/y"},
		}, "RequestTimeTooSkewed"},
		"a made-up signature": {http.Header{
			"X-Goog-Date": {time.Now().UTC().Format("20060102T150405Z")}, "X-Goog-Content-Sha256": {"UNSIGNED-PAYLOAD"},
			"Authorization": {"GOOG4-HMAC-SHA256 Credential=" + gcstest.AccessKey + "/" + time.Now().UTC().Format("20060102") +
				"/auto/storage/goog4_request, SignedHeaders=host;x-goog-content-sha256;x-goog-date, Signature=00"},
		}, "SignatureDoesNotMatch"},
		"a header that is not signed": {http.Header{
			"X-Goog-Date": {time.Now().UTC().Format("20060102T150405Z")}, "X-Goog-If-Generation-Match": {"0"},
			"Authorization": {"GOOG4-HMAC-SHA256 Credential=" + gcstest.AccessKey + "/" + time.Now().UTC().Format("20060102") +
				"/auto/storage/goog4_request, SignedHeaders=host;x-goog-date, Signature=00"},
		}, "AccessDenied"},
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, server.Endpoint+"/"+bucket+"/key", bytes.NewReader([]byte("x")))
		if err != nil {
			t.Fatal(err)
		}
		request.Header = test.header
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if !strings.Contains(string(text), "<Code>"+test.code+"</Code>") {
			t.Errorf("%s: %s %s, want %s", name, answer.Status, text, test.code)
		}
	}
	if all := server.History(bucket, "key"); len(all) != 0 {
		t.Errorf("something was written: %+v", all)
	}
}
