package miniotest_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"workflow-designer/backend/storage/miniotest"
)

func TestMain(m *testing.M) { miniotest.Main(m) }

func TestServerKeepsItsDataOverARestart(t *testing.T) {
	server := miniotest.Start(t)
	bucket := server.NewBucket(t, true)
	write(t, server.Client(t), bucket, "a", "first")

	server.Stop()
	if answers(server.Endpoint) {
		t.Error("the stopped server still answers")
	}
	server.Restart(t)

	if got := read(t, server.Client(t), bucket, "a"); got != "first" {
		t.Errorf("after the restart the object is %q", got)
	}
}

func TestUserMayDoWhatItsPolicySays(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	write(t, server.Client(t), bucket, "a", "first")
	access, secret := server.AddUser(t, `{"Version":"2012-10-17","Statement":[
		{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::`+bucket+`/*"]}]}`)
	user := client(t, server.Endpoint, access, secret)

	if got := read(t, user, bucket, "a"); got != "first" {
		t.Errorf("the user reads %q", got)
	}
	_, err := user.PutObject(t.Context(), bucket, "a", strings.NewReader("second"), 6, minio.PutObjectOptions{})
	if minio.ToErrorResponse(err).Code != minio.AccessDenied {
		t.Errorf("the user writes: %v", err)
	}
}

func TestProxyFailsAsItIsTold(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	proxy := server.Proxy(t)
	through := client(t, proxy.URL, server.AccessKey, server.SecretKey)
	write(t, through, bucket, "a", "first")

	proxy.DropAnswer(2, func(r *http.Request) bool { return r.Method == http.MethodPut })
	write(t, through, bucket, "a", "second")
	_, err := put(t, through, bucket, "a", "third")
	if err == nil {
		t.Error("the second answer arrived")
	}
	if got := read(t, server.Client(t), bucket, "a"); got != "third" {
		t.Errorf("the server has %q, want what it was sent although the answer was dropped", got)
	}

	proxy.CaptivePortal()
	answer, err := http.Get(proxy.URL + "/" + bucket)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		t.Errorf("the portal answers %s %s", answer.Status, answer.Header.Get("Content-Type"))
	}

	proxy.BlackHole()
	if answers(proxy.URL) {
		t.Error("the black hole answers")
	}

	proxy.Refuse()
	if answers(proxy.URL) {
		t.Error("the closed port answers")
	}

	proxy.IgnoreConditions()
	stale := minio.PutObjectOptions{DisableContentSha256: true}
	stale.SetMatchETag("0123")
	core := minio.Core{Client: through}
	if _, err := core.PutObject(t.Context(), bucket, "a", bytes.NewReader([]byte("x")), 1, "",
		"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", stale); err != nil {
		t.Errorf("the server honours a condition: %v", err)
	}

	proxy.Forward()
	if got := read(t, through, bucket, "a"); got != "x" {
		t.Errorf("through the proxy one reads %q", got)
	}
	if seen := proxy.Requests(); !strings.HasPrefix(seen[0], "PUT /"+bucket+"/a") {
		t.Errorf("the first request was %q", seen[0])
	}
}

// answers reports whether there is any answer within a short time.
func answers(address string) bool {
	client := &http.Client{Timeout: 200 * time.Millisecond}
	answer, err := client.Get(address)
	if err != nil {
		return false
	}
	return answer.Body.Close() == nil
}

func client(t *testing.T, endpoint, access, secret string) *minio.Client {
	t.Helper()
	c, err := minio.New(strings.TrimPrefix(endpoint, "http://"), &minio.Options{
		Creds:      credentials.NewStaticV4(access, secret, ""),
		Region:     miniotest.Region,
		MaxRetries: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func put(t *testing.T, c *minio.Client, bucket, key, text string) (minio.UploadInfo, error) {
	t.Helper()
	return c.PutObject(t.Context(), bucket, key, strings.NewReader(text), int64(len(text)), minio.PutObjectOptions{})
}

func write(t *testing.T, c *minio.Client, bucket, key, text string) {
	t.Helper()
	if _, err := put(t, c, bucket, key, text); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, c *minio.Client, bucket, key string) string {
	t.Helper()
	object, err := c.GetObject(t.Context(), bucket, key, minio.GetObjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = object.Close() }()
	text, err := io.ReadAll(object)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
