package designer_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// firm is two computers that share a bucket, each behind a network of its own, and what they were told is kept.
type firm struct {
	t        *testing.T
	server   *miniotest.Server
	bucket   string
	ana, ben *computer

	mu   sync.Mutex
	kept map[workflow.UID]string // the texts of versions whose save was acknowledged
}

// computer is one of them.
type computer struct {
	*designer.Designer
	*firm
	name        string
	folder      string
	environment map[string]string
	proxy       *miniotest.Proxy // nil for a network that never fails
}

// newFirm gives two computers that have the same: workflow 1, which Ana made, and workflow 2, which Ben made.
func newFirm(t *testing.T) *firm {
	t.Helper()
	server := miniotest.Shared(t)
	f := &firm{t: t, server: server, bucket: server.NewBucket(t, true), kept: map[workflow.UID]string{}}
	f.ana, f.ben = f.computer("Ana", server.Proxy(t)), f.computer("Ben", server.Proxy(t))
	f.ana.saves(0, textOf("Ana", 1))
	syncAll(t, f.ben.Designer)
	f.ben.saves(0, textOf("Ben", 1))
	syncAll(t, f.ana.Designer)
	return f
}

func (f *firm) computer(name string, proxy *miniotest.Proxy) *computer {
	f.t.Helper()
	c := &computer{firm: f, name: name, folder: f.t.TempDir(), proxy: proxy}
	c.environment = settingsFor(f.server, f.server.Endpoint, f.bucket)
	if proxy != nil {
		c.environment["S3_ENDPOINT_URL"] = proxy.URL
	}
	c.environment["DESIGNER_AUTHOR"] = name
	c.start()
	return c
}

// start starts the program on what the computer has.
func (c *computer) start() {
	c.t.Helper()
	c.Designer = designertest.Open(c.t, c.folder, c.environment)
}

// textOf is what somebody writes for the nth time.
func textOf(name string, n int) string {
	return fmt.Sprintf("name: Request of %s\ndescription: the text number %d\nform:\n  fields: []\nworkflow: {}\n", name, n)
}

// saves saves a text as the next version of a workflow, or of a new one when the number is 0.
func (c *computer) saves(id workflow.ID, text string) designer.SavedVersion {
	c.t.Helper()
	request := designer.SaveVersionRequest{YAMLContent: text}
	if id != 0 {
		request = on(id, text)
	}
	saved := save(c.t, c.Designer, request)
	c.keep(saved.LocalID, text)
	return saved
}

func (f *firm) keep(uid workflow.UID, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept[uid] = text
}

// fails syncs, which must go wrong with that code.
func (c *computer) fails(code workflow.Code) {
	c.t.Helper()
	if report, err := c.Sync(context.Background(), designer.SyncRequest{}); workflow.CodeOf(err) != code {
		c.t.Errorf("%s's sync did %+v and says %v, want %s", c.name, report, err, code)
	}
}

// stands asserts where a computer stands with the bucket; with a code, that a person is told why and what to do.
func (c *computer) stands(state designer.Standing, pending int, code workflow.Code, words ...string) {
	c.t.Helper()
	status, err := c.SyncStatus(context.Background())
	if err != nil {
		c.t.Fatal(err)
	}
	if status.State != state || status.PendingCount != pending {
		c.t.Errorf("%s is %s with %d versions waiting, want %s with %d", c.name, status.State, status.PendingCount, state, pending)
	}
	c.says(status.Error, code, words...)
}

// says asserts that a problem has a code, a sentence and a hint, and these words in them; no problem when the code is empty.
func (c *computer) says(problem *designer.Problem, code workflow.Code, words ...string) {
	c.t.Helper()
	if code == "" {
		if problem != nil {
			c.t.Errorf("%s is told %+v", c.name, *problem)
		}
		return
	}
	if problem == nil || problem.Code != code || problem.Message == "" || problem.Hint == "" {
		c.t.Errorf("%s is told %+v, want %s, a sentence and a hint", c.name, problem, code)
		return
	}
	for _, word := range words {
		if !strings.Contains(problem.Message.String()+" "+problem.Hint.String(), word) {
			c.t.Errorf("%s is told %q %q, want %q in it", c.name, problem.Message, problem.Hint, word)
		}
	}
}

// waits asserts that a save is kept and waits to be sent, and that it is said why.
func (c *computer) waits(saved designer.SavedVersion, code workflow.Code, words ...string) {
	c.t.Helper()
	if saved.SyncState != designer.SyncPending {
		c.t.Errorf("the save is %s, want %s", saved.SyncState, designer.SyncPending)
	}
	c.says(saved.SyncError, code, words...)
}

// arrived asserts that a save is in the bucket.
func (c *computer) arrived(saved designer.SavedVersion) {
	c.t.Helper()
	if saved.SyncState != designer.SyncSynced || saved.SyncError != nil || saved.VersionID == string(saved.LocalID) {
		c.t.Errorf("the save is %s as %s, %+v", saved.SyncState, saved.VersionID, saved.SyncError)
	}
}

// has asserts which text a computer has as the latest of a workflow.
func (c *computer) has(id workflow.ID, text string) {
	c.t.Helper()
	if got := latest(c.t, c.Designer, id); got.YAMLContent != text {
		c.t.Errorf("%s has of workflow %d\n%swant\n%s", c.name, id, got.YAMLContent, text)
	}
}

// isSound asserts, once the fault is gone, that syncing makes everything the same and that nothing was lost or doubled.
func (f *firm) isSound() {
	f.t.Helper()
	for range 3 { // the last does nothing
		for _, c := range []*computer{f.ana, f.ben} {
			if c.proxy != nil {
				c.proxy.Forward()
			}
			report, err := c.Sync(context.Background(), designer.SyncRequest{})
			if err != nil || len(report.Failures) > 0 {
				f.t.Fatalf("after the fault %s's sync did %+v, %v", c.name, report, err)
			}
		}
	}
	b := f.look()
	f.keptOnce(b)
	for _, c := range []*computer{f.ana, f.ben} {
		c.stands(designer.StandingSynced, 0, "")
		c.hasWhatTheBucketHas(b)
	}
}

// content is what a bucket has.
type content struct {
	latest   map[workflow.ID]string         // texts; of deleted workflows none
	versions map[workflow.ID][]workflow.UID // that are the workflow's own
	aside    map[workflow.UID]bool          // what is kept aside, open or closed
	texts    map[workflow.UID]string        // of both
}

// look reads the whole bucket with a plain client.
func (f *firm) look() content {
	f.t.Helper()
	ctx := context.Background()
	client := f.server.Client(f.t)
	b := content{
		map[workflow.ID]string{}, map[workflow.ID][]workflow.UID{}, map[workflow.UID]bool{}, map[workflow.UID]string{},
	}
	for info := range client.ListObjectsIter(ctx, f.bucket, minio.ListObjectsOptions{
		Prefix: "companies/1/", Recursive: true, WithVersions: true, WithMetadata: true,
	}) {
		if info.Err != nil {
			f.t.Fatal(info.Err)
		}
		if info.IsDeleteMarker {
			continue
		}
		object, err := client.GetObject(ctx, f.bucket, info.Key, minio.GetObjectOptions{VersionID: info.VersionID})
		if err != nil {
			f.t.Fatal(err)
		}
		text, err := io.ReadAll(object)
		if err = errors.Join(err, object.Close()); err != nil {
			f.t.Fatal(err)
		}
		uid := workflow.UID(info.UserMetadata["X-Amz-Meta-Version-Uid"])
		if before, twice := b.texts[uid]; twice && before != string(text) {
			f.t.Errorf("version %s has two texts in the bucket", uid)
		}
		b.texts[uid] = string(text)
		ref, ok := workflow.ParseKey(info.Key)
		if !ok {
			if b.aside[uid] {
				f.t.Errorf("version %s is kept aside twice", uid)
			}
			b.aside[uid] = true
			continue
		}
		b.versions[ref.ID] = append(b.versions[ref.ID], uid)
		if info.IsLatest {
			b.latest[ref.ID] = string(text)
		}
	}
	return b
}

// keptOnce asserts that every acknowledged version is in the bucket, byte for byte, and no version twice.
func (f *firm) keptOnce(b content) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for uid, text := range f.kept {
		if got, there := b.texts[uid]; got != text {
			f.t.Errorf("the acknowledged version %s is in the bucket: %v, as %q, want %q", uid, there, got, text)
		}
	}
	for id, uids := range b.versions {
		if once := slices.Compact(slices.Sorted(slices.Values(uids))); len(once) != len(uids) {
			f.t.Errorf("a version of workflow %d is in the bucket twice: %v", id, uids)
		}
		if i := slices.IndexFunc(uids, func(uid workflow.UID) bool { return b.aside[uid] }); i >= 0 {
			f.t.Errorf("version %s of workflow %d was taken for somebody else's and kept aside", uids[i], id)
		}
	}
}

// hasWhatTheBucketHas compares the list, the latest texts and the histories, and the index with the files.
func (c *computer) hasWhatTheBucketHas(b content) {
	c.t.Helper()
	ctx := context.Background()
	list, err := c.Workflows(ctx)
	if err != nil {
		c.t.Fatal(err)
	}
	here := map[workflow.ID]string{}
	for _, w := range list {
		here[w.WorkflowID] = latest(c.t, c.Designer, w.WorkflowID).YAMLContent
	}
	if !maps.Equal(here, b.latest) {
		c.t.Errorf("%s has %v, the bucket %v", c.name, here, b.latest)
	}
	for id := range b.latest {
		history, err := c.History(ctx, id)
		if err != nil || !history.Complete {
			c.t.Errorf("%s's history of workflow %d is complete: %v, %v", c.name, id, history.Complete, err)
		}
		for _, uid := range b.versions[id] {
			if !slices.ContainsFunc(history.Versions, func(v designer.VersionSummary) bool { return v.LocalID == uid }) {
				c.t.Errorf("%s's history of workflow %d has no %s", c.name, id, uid)
			}
		}
	}
	report, err := c.Doctor(ctx, false)
	if err != nil || !report.OK {
		c.t.Errorf("doctor says of %s's computer: %+v, %v", c.name, report, err)
	}
}

// Which requests a fault befalls.

func isPut(r *http.Request) bool {
	return r.Method == http.MethodPut && miniotest.Kind(r) == miniotest.KindWorkflow
}

func isDelete(r *http.Request) bool {
	return r.Method == http.MethodDelete && miniotest.Kind(r) == miniotest.KindWorkflow
}

func isList(r *http.Request) bool { return miniotest.Kind(r) == miniotest.KindList }

// unheard lets the server do what it was asked and gives its answer to nobody.
func unheard(r *http.Request, forward http.HandlerFunc) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	forward(answer, r)
	return answer
}
