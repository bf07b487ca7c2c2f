package bucketstore_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/workflow"
)

// bucketOf is a store that answers every request in one way.
func bucketOf(t *testing.T, answer http.HandlerFunc) *bucketstore.Store {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	store, err := bucketstore.New(bucketstore.Config{
		Endpoint: server.URL, Bucket: "workflow-files", Region: "us-east-1", AccessKeyID: secret.New("id"), SecretAccessKey: secret.New("key"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func object(w http.ResponseWriter, header ...string) {
	w.Header().Set("Etag", `"0123456789abcdef"`)
	w.Header().Set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT")
	w.Header().Set("X-Amz-Version-Id", "v1")
	w.Header().Set("Content-Type", "application/yaml")
	for i := 0; i+1 < len(header); i += 2 {
		w.Header().Set(header[i], header[i+1])
	}
}

func TestWhatABucketHasIsReadWithinBounds(t *testing.T) {
	ref := workflow.Ref{Company: 1, ID: 7}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := io.CopyN(z, zeros{}, 256<<20); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, answer := range map[string]http.HandlerFunc{
		"a gzip bomb in the encoding": func(w http.ResponseWriter, _ *http.Request) {
			object(w, "Content-Encoding", "gzip")
			_, _ = w.Write(packed.Bytes())
		},
		"an object without an end": func(w http.ResponseWriter, r *http.Request) {
			object(w)
			for r.Context().Err() == nil {
				if _, err := w.Write(bytes.Repeat([]byte("a"), 1<<16)); err != nil {
					return
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			store := bucketOf(t, answer)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, content, err := store.Get(t.Context(), ref, "v1")
			runtime.ReadMemStats(&after)
			if err == nil && len(content) > workflow.MaxContent {
				t.Errorf("%d bytes were taken in", len(content))
			}
			if p := workflow.Presentable(err); err != nil && (p.Code == workflow.CodeInternal || p.Hint == "") {
				t.Errorf("an error that nobody can be shown: %v", err)
			}
			if name != "a gzip bomb in the encoding" && err == nil {
				t.Error("it was taken")
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 600<<20 {
				t.Errorf("it took %d MiB", used>>20)
			}
		})
	}
}

type zeros struct{}

func (zeros) Read(into []byte) (int, error) {
	clear(into)
	return len(into), nil
}

func TestKeysOfABucketLeadNowhereElse(t *testing.T) {
	const listing = `<ListBucketResult><IsTruncated>false</IsTruncated>KEYS</ListBucketResult>`
	var keys strings.Builder
	for _, key := range []string{
		"companies/1/workflows/../../../etc/passwd", "companies/1/workflows/..%2F7/workflow.yaml", "companies/1/workflows/07/workflow.yaml",
		"companies/1/workflows/1%0A%1B%5B2J/workflow.yaml", "companies/1/workflows/3/workflow.yaml", "companies/1/workflows/99999999999/workflow.yaml",
		"companies/1/workflows/&lt;script&gt;/workflow.yaml", "companies/2/workflows/4/workflow.yaml",
	} {
		keys.WriteString("<Contents><Key>" + key + "</Key><ETag>&quot;a&quot;</ETag><Size>1</Size><LastModified>2026-01-02T03:04:05Z</LastModified></Contents>")
	}
	for _, encoding := range []string{"", "<EncodingType>url</EncodingType>"} {
		store := bucketOf(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/xml")
			_, _ = io.WriteString(w, strings.Replace(listing, "KEYS", encoding+keys.String(), 1))
		})
		var found []workflow.Ref
		var wrong error
		for e, err := range store.Workflows(t.Context(), 1) {
			if wrong = err; err == nil && e.Other == "" { // else it is told as something that is no workflow
				found = append(found, e.Ref)
			}
		}
		if wrong == nil {
			t.Errorf("%q: a key that was not asked for is no error", encoding)
		}
		for _, ref := range found {
			if ref != (workflow.Ref{Company: 1, ID: 3}) {
				t.Errorf("%q lists %v", encoding, ref)
			}
		}
	}
}
