package bucketstore_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/workflow"
)

// FuzzAnswers has a store of somebody else answer anything: listings, versions, tags, rules, objects with any metadata. Whatever it
// says, it is an entry that can be kept or an error that can be shown, and it ends.
func FuzzAnswers(f *testing.F) {
	var answer atomic.Pointer[[3]string] // body, content type, metadata
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := answer.Load()
		w.Header().Set("Content-Type", a[1])
		w.Header().Set("Etag", `"0123456789abcdef"`)
		w.Header().Set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT")
		w.Header().Set("X-Amz-Version-Id", "v1")
		w.Header().Set("X-Goog-Generation", "1")
		for i, name := range []string{"version-uid", "author", "comment", "prompt", "note-sha256", "workflow-name", "created-at", "version-number"} {
			w.Header().Set("X-Amz-Meta-"+name, strings.Map(headerSafe, a[2])+strings.Repeat("0", i%2))
		}
		if r.Method != http.MethodHead {
			_, _ = io.WriteString(w, a[0])
		}
	}))
	f.Cleanup(server.Close)
	stores := map[bool]*bucketstore.Store{}
	for _, google := range []bool{false, true} {
		store, err := bucketstore.New(bucketstore.Config{
			Endpoint: server.URL, Bucket: "workflow-files", Region: "us-east-1", AccessKeyID: secret.New("id"), SecretAccessKey: secret.New("key"),
			Google: google, Now: time.Now,
		})
		if err != nil {
			f.Fatal(err)
		}
		stores[google] = store
	}
	const xml, json = "application/xml", "application/json"
	key := "companies/1/workflows/7/workflow.yaml"
	for _, seed := range [][3]string{
		{`<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>` + key + `</Key><ETag>"a"</ETag><Size>1</Size><LastModified>2026-01-02T03:04:05Z</LastModified></Contents></ListBucketResult>`, xml, "Ana"},
		{`<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>a</NextContinuationToken><Contents><Key>companies/1/workflows/../../etc/passwd</Key></Contents></ListBucketResult>`, xml, "%00%1b[2J"},
		{`<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>` + key + `</Key><VersionId>v1</VersionId><IsLatest>true</IsLatest><Size>-1</Size><UserMetadata><Items><Key>X-Amz-Meta-Version-Uid</Key><Value>../../x</Value></Items></UserMetadata></Version><DeleteMarker><Key>` + key + `</Key></DeleteMarker></ListVersionsResult>`, xml, "%zz"},
		{`<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>`, xml, "=?utf-8?b?AAAA?="},
		{`<LifecycleConfiguration><Rule><Action><Delete/></Action><Condition><Age>1</Age></Condition></Rule></LifecycleConfiguration>`, xml, ""},
		{`{"format": 1, "bucket_id": "x"}`, json, "01ARZ3NDEKTSV4RRFFQ69G5FAV"},
		{"<html>", "text/html", "a"},
		{"", xml, ""},
		{`<Error><Code>NoSuchKey</Code></Error>`, xml, ""},
	} {
		for which := range byte(8) {
			f.Add(seed[0], seed[1], seed[2], which, which%2 == 0)
		}
	}
	ref := workflow.Ref{Company: 1, ID: 7}
	f.Fuzz(func(t *testing.T, body, contentType, metadata string, which byte, google bool) {
		answer.Store(&[3]string{body, strings.Map(headerSafe, contentType), metadata})
		store, ctx := stores[google], t.Context()
		shown := func(err error) {
			if p := workflow.Presentable(err); err != nil && (p.Code == workflow.CodeInternal || p.Message == "" || p.Hint == "") {
				t.Fatalf("an error that nobody can be shown: %v", err)
			}
		}
		sound := func(v workflow.Version) {
			for _, text := range []string{v.Name, v.Author, v.Comment, v.Prompt, v.Generator} {
				if !utf8.ValidString(text) {
					t.Fatalf("%q is no text", text)
				}
			}
			if strings.ContainsAny(string(v.UID), `/\.`) {
				t.Fatalf("the UID %q could lead elsewhere", v.UID)
			}
		}
		switch which % 8 {
		case 0:
			for e, err := range store.Workflows(ctx, 1) {
				shown(err)
				if err == nil && e.Other == "" && (e.Ref.Company != 1 || e.Ref.ID < 1) {
					t.Fatalf("it lists %v for company 1", e.Ref)
				}
			}
		case 1:
			for e, err := range store.Versions(ctx, ref) {
				shown(err)
				sound(e.Version)
			}
		case 2:
			_, err := store.Tags(ctx, ref, "v1")
			shown(err)
		case 3:
			e, content, err := store.Get(ctx, ref, "v1")
			shown(err)
			sound(e.Version)
			if len(content) > workflow.MaxContent {
				t.Fatal("it is too large")
			}
		case 4:
			_, _, err := store.Scenarios(ctx, ref)
			shown(err)
		case 5:
			_, err := store.Recognise(ctx)
			shown(err)
		case 6:
			e, err := store.Head(ctx, ref)
			shown(err)
			sound(e.Version)
		case 7:
			for _, c := range store.Diagnose(ctx) {
				if c.Status == "" || c.Code == workflow.CodeInternal {
					t.Fatalf("%+v", c)
				}
			}
		}
	})
}

// headerSafe leaves out what cannot stand in a header.
func headerSafe(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}
