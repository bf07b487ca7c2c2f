package bucketstore_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

func TestAnyToolSeesOneObjectWithItsVersions(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, config(server, server.Endpoint, bucket))
	ref := workflow.Ref{Company: 999, ID: 7}
	texts := []string{"name: a\r\nsteps: []", "name: ä 👩🏽‍💼\n", "name: [broken\n"}
	var last storage.Entry
	var saved []storage.Entry
	for _, text := range texts {
		v := storagetest.NewVersion(ref, last.UID)
		v.Comment = "second step: \"ä\"\n"
		last = put(t, store, v, text, last.Base())
		saved = append(saved, last)
	}

	tool := server.Client(t)
	var found []minio.ObjectInfo
	for object := range tool.ListObjects(t.Context(), bucket, minio.ListObjectsOptions{Prefix: "companies/", Recursive: true, WithVersions: true}) {
		if object.Err != nil {
			t.Fatal(object.Err)
		}
		found = append(found, object)
	}
	slices.Reverse(found) // S3 lists the newest first

	if len(found) != len(texts) {
		t.Fatalf("the tool sees %d versions, want %d", len(found), len(texts))
	}
	for i, version := range found {
		if version.Key != "companies/999/workflows/7/workflow.yaml" || version.VersionID != saved[i].ID {
			t.Errorf("version %d is %s %s, want that of Put, %s", i, version.Key, version.VersionID, saved[i].ID)
		}
		text, info := download(t, tool, bucket, version.Key, version.VersionID)
		if text != texts[i] {
			t.Errorf("version %d has the text %q, want %q", i, text, texts[i])
		}
		if info.ContentType != "application/yaml" {
			t.Errorf("version %d has the content type %q", i, info.ContentType)
		}
		want := map[string]string{
			"Version-Uid":    string(saved[i].UID),
			"Parent-Uid":     string(saved[i].ParentUID),
			"Version-Number": "7",
			"Workflow-Uid":   saved[i].WorkflowUID,
			"Author":         "Ada Lovelace",
			"Created-At":     "2026-03-01T09:30:15.123456789Z",
			"Content-Sha256": workflow.SHA256([]byte(texts[i])),
			"Comment":        "second step: \"ä\"\n",
			"Prompt":         "Purchases above 1,000 need a manager.",
			"Workflow-Name":  "Purchase request",
		}
		for name, value := range info.UserMetadata {
			decoded, err := url.PathUnescape(value)
			if err != nil || decoded != want[name] {
				t.Errorf("version %d has %s %q (%v), want %q", i, name, value, err, want[name])
			}
			delete(want, name)
		}
		delete(want, map[bool]string{true: "Parent-Uid"}[i == 0])
		if len(want) != 0 {
			t.Errorf("version %d lacks %v", i, want)
		}
	}
}

func TestLongTextsStandInANoteOnce(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, config(server, server.Endpoint, bucket))
	ref := workflow.Ref{Company: 999, ID: 7}
	prompt := strings.Repeat("Jede Bestellung über 1.000 € 👩🏽‍💼\n", 600)
	var last storage.Entry
	for _, text := range []string{"a: 1\n", "a: 2\n"} {
		v := storagetest.NewVersion(ref, last.UID)
		v.Prompt = prompt
		last = put(t, store, v, text, last.Base())
	}

	tool := server.Client(t)
	var notes []minio.ObjectInfo
	for object := range tool.ListObjects(t.Context(), bucket, minio.ListObjectsOptions{Prefix: "companies/999/notes/", WithVersions: true}) {
		notes = append(notes, object)
	}

	if len(notes) != 1 {
		t.Fatalf("there are %d notes, want one for both versions: %v", len(notes), notes)
	}
	text, _ := download(t, tool, bucket, notes[0].Key, "")
	if notes[0].Key != "companies/999/notes/"+workflow.SHA256([]byte(text))+".json" || !strings.Contains(text, `"prompt":"Jede Bestellung`) {
		t.Errorf("the note %s has the text %.60q", notes[0].Key, text)
	}
	// A store that has not written it reads it as well.
	for _, entry := range versions(t, connected(t, config(server, server.Endpoint, bucket)), ref) {
		if entry.Prompt != prompt {
			t.Errorf("version %s has the prompt %.60q", entry.ID, entry.Prompt)
		}
	}
}

func TestForeignVersionComesWithWhatIsKnown(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, config(server, server.Endpoint, bucket))
	ref := workflow.Ref{Company: 999, ID: 7}
	ours := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	tool := server.Client(t)
	foreign := upload(t, tool, bucket, ref.Key(), "a: foreign\n", nil)
	upload(t, tool, bucket, ref.Key()+".bak", "not a version", nil)
	upload(t, tool, bucket, "companies/999/workflows/007/workflow.yaml", "not a workflow", nil)
	upload(t, tool, bucket, "companies/999/workflows/7/notes.txt", "not a workflow", nil)

	entry, text, err := store.Get(t.Context(), ref, "")
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != "a: foreign\n" || entry.ID != foreign.VersionID || entry.UID != "" || !entry.IsLatest ||
		entry.ContentSHA256 != workflow.SHA256(text) || entry.Size != 11 {
		t.Errorf("the latest is %+v %q", entry, text)
	}
	if old, _, err := store.Get(t.Context(), ref, ours.ID); err != nil || old.IsLatest {
		t.Errorf("the version below is %+v %v, want one that is not the latest", old, err)
	}
	all := versions(t, store, ref)
	if len(all) != 2 || all[0].ID != foreign.VersionID || all[1].UID != ours.UID {
		t.Errorf("the versions are %+v", all)
	}
	var others []string
	for entry, err := range store.Workflows(t.Context(), 999) {
		if entry.Other != "" {
			others = append(others, entry.Other)
			continue
		}
		if err != nil || entry.Ref != ref {
			t.Errorf("Workflows gives %v %v, want %v alone", entry.Ref, err, ref)
		}
	}
	if want := []string{"companies/999/workflows/007/workflow.yaml", "companies/999/workflows/7/notes.txt", ref.Key() + ".bak"}; !slices.Equal(others, want) {
		t.Errorf("besides it gives %v, want %v", others, want)
	}
}

func TestForeignVersionTellsItsPromptAndComment(t *testing.T) {
	for name, server := range map[string]*miniotest.Server{"MinIO": miniotest.Shared(t), "versitygw": miniotest.SharedVersity(t)} {
		t.Run(name, func(t *testing.T) {
			bucket := server.NewBucket(t, true)
			store := connected(t, plain(server, bucket))
			ref := workflow.Ref{Company: 999, ID: 7}
			upload(t, server.Client(t), bucket, ref.Key(), "a: 1\n", map[string]string{
				"prompt": "A manager approves 100%25.", "version_comment": "By hand", "version-uid": "",
			})

			got, _, err := store.Get(t.Context(), ref, "")
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range []workflow.Version{got.Version, versions(t, store, ref)[0].Version} {
				if v.Prompt != "A manager approves 100%25." || v.Comment != "By hand" || v.UID != "" || v.Number != 0 {
					t.Errorf("the version is %+v", v)
				}
			}
		})
	}
}

func TestDeletedWorkflowKeepsItsVersions(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, config(server, server.Endpoint, bucket))
	ref := workflow.Ref{Company: 999, ID: 7}
	saved := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})

	if err := server.Client(t).RemoveObject(t.Context(), bucket, ref.Key(), minio.RemoveObjectOptions{}); err != nil {
		t.Fatal(err)
	}

	_, _, err := store.Get(t.Context(), ref, "")
	wantProblem(t, err, workflow.CodeWorkflowNotFound)
	for entry, err := range store.Workflows(t.Context(), 999) {
		t.Errorf("Workflows gives %v %v", entry.Ref, err)
	}
	all := versions(t, store, ref)
	if len(all) != 2 || !all[0].DeleteMarker || !all[0].IsLatest || all[1].UID != saved.UID || all[1].DeleteMarker {
		t.Fatalf("the versions are %+v, want a delete marker above the saved one", all)
	}
	_, _, err = store.Get(t.Context(), ref, all[0].ID)
	wantProblem(t, err, workflow.CodeVersionNotFound)
	if entry, text, err := store.Get(t.Context(), ref, saved.ID); err != nil || string(text) != "a: 1\n" || entry.IsLatest {
		t.Errorf("the saved version is %+v %q %v", entry, text, err)
	}
	_, err = store.Put(t.Context(), storagetest.NewVersion(ref, saved.UID), []byte("a: 2\n"), saved.Base())
	wantProblem(t, err, workflow.CodeStaleParent)
	back := put(t, store, storagetest.NewVersion(ref, saved.UID), "a: 2\n", all[0].Base())
	if all := versions(t, store, ref); len(all) != 3 || all[0].UID != back.UID {
		t.Errorf("after the undelete the versions are %+v", all)
	}
}

func TestWhatOtherToolsChangedIsReadAllTheSame(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, config(server, server.Endpoint, bucket))
	tool := server.Client(t)
	uid := storagetest.NewVersion(workflow.Ref{}, "").UID
	edited := workflow.Ref{Company: 999, ID: 7}
	upload(t, tool, bucket, edited.Key(), "a: 1\n", map[string]string{
		"content-sha256": workflow.SHA256([]byte("a: 2\n")), "version-uid": string(uid), "author": "Ada",
	})
	noted := workflow.Ref{Company: 999, ID: 8}
	hash := workflow.SHA256([]byte("no such note"))
	upload(t, tool, bucket, noted.Key(), "a: 1\n", map[string]string{"note-sha256": hash, "version-uid": string(uid), "author": "Ada"})
	changed := workflow.Ref{Company: 999, ID: 9}
	otherHash := workflow.SHA256([]byte("another note"))
	upload(t, tool, bucket, changed.Key(), "a: 1\n", map[string]string{"note-sha256": otherHash, "version-uid": string(uid), "author": "Ada"})
	upload(t, tool, bucket, "companies/999/notes/"+otherHash+".json", `{"prompt":"changed"}`, nil)
	outside := workflow.Ref{Company: 999, ID: 10}
	upload(t, tool, bucket, outside.Key(), "a: 1\n", map[string]string{
		"note-sha256": "../workflows/7/workflow", "version-uid": string(uid), "author": "Ada",
	})

	for name, test := range map[string]struct {
		ref    workflow.Ref
		author string // what is known of the version
	}{
		"an edited text":    {edited, ""},
		"a missing note":    {noted, "Ada"},
		"a changed note":    {changed, "Ada"},
		"no name of a note": {outside, "Ada"},
	} {
		t.Run(name, func(t *testing.T) {
			entry, text, err := store.Get(t.Context(), test.ref, "")
			if err != nil || string(text) != "a: 1\n" {
				t.Fatalf("got %q, %v", text, err)
			}
			if entry.Author != test.author || (entry.UID == "") != (test.author == "") || entry.Prompt != "" {
				t.Errorf("got %+v", entry)
			}
			if entry.ContentSHA256 != workflow.SHA256([]byte("a: 1\n")) {
				t.Errorf("the hash is %s", entry.ContentSHA256)
			}
		})
	}
}

func TestTooLargeForeignObjectIsRefused(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, config(server, server.Endpoint, bucket))
	ref := workflow.Ref{Company: 999, ID: 7}
	upload(t, server.Client(t), bucket, ref.Key(), strings.Repeat("x", workflow.MaxContent+1), nil)

	_, _, err := store.Get(t.Context(), ref, "")

	wantProblem(t, err, workflow.CodeTooLarge)
}

func TestReadingLittleOfAHistoryCostsOneRequest(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := connected(t, config(server, proxy.URL, server.NewBucket(t, true)))
	ref := workflow.Ref{Company: 999, ID: 7}
	var last storage.Entry
	for range 3 {
		last = put(t, store, storagetest.NewVersion(ref, last.UID), "a: "+string(last.UID)+"\n", last.Base())
	}
	if writes := proxy.Requests(); !strings.HasPrefix(writes[len(writes)-1], http.MethodPut) || !strings.HasPrefix(writes[len(writes)-3], http.MethodPut) {
		t.Errorf("three saves sent %v, want one PUT each", writes)
	}

	for _, requests := range []int{2, 1} { // whether the keys may read tags is asked for once
		for entry, err := range store.Versions(t.Context(), ref) {
			if err != nil || entry.UID != last.UID {
				t.Fatalf("the newest version is %+v %v", entry, err)
			}
			break
		}
		if seen := proxy.Requests(); len(seen) != requests {
			t.Errorf("it sent %v, want %d requests", seen, requests)
		}
	}
}

func TestVersionsAreReadFromAServerThatListsNoMetadata(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := connected(t, config(server, proxy.URL, server.NewBucket(t, true)))
	ref := workflow.Ref{Company: 999, ID: 7}
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	second := put(t, store, storagetest.NewVersion(ref, first.UID), "a: 2\n", first.Base())

	proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		if r.URL.Query().Has("versions") {
			withoutMetadata(t, w, r, forward)
			return
		}
		forward(w, r)
	})

	all := versions(t, store, ref)
	if len(all) != 2 || all[0].UID != second.UID || all[1].UID != first.UID || all[0].Comment != second.Comment {
		t.Errorf("the versions are %+v", all)
	}
}

// withoutMetadata takes MinIO's extension out of a listing.
func withoutMetadata(t *testing.T, w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
	listing := &recorder{header: http.Header{}}
	forward(listing, r)
	text := listing.body.String()
	for {
		begin := strings.Index(text, "<UserMetadata>")
		if begin < 0 {
			break
		}
		end := strings.Index(text, "</UserMetadata>")
		text = text[:begin] + text[end+len("</UserMetadata>"):]
	}
	w.Header().Set("Content-Type", "application/xml")
	if _, err := io.WriteString(w, text); err != nil {
		t.Error(err)
	}
}

type recorder struct {
	header http.Header
	body   strings.Builder
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(int)             {}
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }

func upload(t *testing.T, tool *minio.Client, bucket, key, text string, meta map[string]string) minio.UploadInfo {
	t.Helper()
	info, err := tool.PutObject(t.Context(), bucket, key, strings.NewReader(text), int64(len(text)), minio.PutObjectOptions{UserMetadata: meta})
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func download(t *testing.T, tool *minio.Client, bucket, key, version string) (string, minio.ObjectInfo) {
	t.Helper()
	object, err := tool.GetObject(t.Context(), bucket, key, minio.GetObjectOptions{VersionID: version})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = object.Close() }()
	text, err := io.ReadAll(object)
	if err != nil {
		t.Fatal(err)
	}
	info, err := object.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return string(text), info
}
