package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// How many workflows there are for the acts. On the first there are drafts, on the others labels come and go, and the last are a
// colleague's.
const (
	draftFlows, ownFlows, benFlows = 3, 9, 4
)

// world is a computer on which the program is killed again and again, and what it has said.
type world struct {
	*testing.T
	machine
	*book
	random *rand.Rand
	tally  *tally
	p      *serving // nil while none runs
	now    string   // what is done

	n        int // texts that were made
	typical  map[string]time.Duration
	killer   atomic.Pointer[killer]
	own      []workflow.ID
	archive  []byte     // a zip
	archived [][]string // the texts in it, by workflow

	// With a bucket.
	server *miniotest.Server // nil without
	bucket string
	proxy  *miniotest.Proxy
	ben    *designer.Designer
	bens   []workflow.ID
}

func newWorld(t *testing.T, random *rand.Rand, server *miniotest.Server) *world {
	w := &world{T: t, book: newBook(), random: random, server: server, typical: map[string]time.Duration{}, now: "the beginning"}
	var environment []string
	if server != nil {
		w.bucket, w.proxy = server.NewBucket(t, true), server.Proxy(t)
		environment = onBucket(server, w.proxy.URL, w.bucket)
		w.online()
	}
	w.machine = newMachine(t, environment...)
	w.p = w.serve(t)
	t.Cleanup(func() {
		if w.p != nil {
			w.p.kill()
		}
	})
	for range ownFlows {
		texts := []string{w.text(), w.text()}
		w.wish(wish{isNew: true, texts: texts}).heard(nil)
		var saved designer.SavedVersion
		w.asks("POST", admin+"/workflows/save-version", designer.SaveVersionRequest{YAMLContent: texts[0]}, &saved)
		id := int64(saved.WorkflowID)
		w.asks("POST", admin+"/workflows/save-version", designer.SaveVersionRequest{WorkflowID: &id, YAMLContent: texts[1]}, nil)
		w.own = append(w.own, saved.WorkflowID)
	}
	var settings designer.SettingsView
	w.asks("GET", admin+"/settings", nil, &settings)
	w.facts["author"] = []string{settings.Author}
	w.makeArchive()
	if server != nil {
		environment := map[string]string{"DESIGNER_AUTHOR": "Ben"}
		for _, setting := range onBucket(server, server.Endpoint, w.bucket) {
			name, value, _ := strings.Cut(setting, "=")
			environment[name] = value
		}
		w.ben = designertest.Open(t, t.TempDir(), environment)
		w.benSyncs()
		for range benFlows {
			saved := w.benSaves(0, w.text())
			w.bens = append(w.bens, saved.WorkflowID)
		}
	}
	w.recover(true)
	return w
}

// makeArchive makes workflows elsewhere and has them written into a zip with their histories.
func (w *world) makeArchive() {
	elsewhere := newMachine(w)
	other := elsewhere.serve(w)
	defer other.kill()
	for range 3 {
		var texts []string
		var id *int64
		for range 3 {
			text := w.text()
			var saved designer.SavedVersion
			other.ask(w, "POST", admin+"/workflows/save-version", designer.SaveVersionRequest{WorkflowID: id, YAMLContent: text}, &saved)
			number := int64(saved.WorkflowID)
			id, texts = &number, append(texts, text)
		}
		w.archived = append(w.archived, texts)
	}
	var job designer.Job
	other.ask(w, "POST", admin+"/export", map[string]any{"history": true}, &job)
	other.finish(w, job)
	request, err := http.NewRequestWithContext(w.Context(), http.MethodGet, other.url+admin+"/jobs/"+job.JobID+"/file", nil)
	if err != nil {
		w.Fatal(err)
	}
	w.archive = read(w, other, request)
	if err := os.WriteFile(w.folder+"/archive.zip", w.archive, 0o600); err != nil {
		w.Fatal(err)
	}
}

// text is a workflow that was never written before.
func (w *world) text() string {
	w.n++
	return fmt.Sprintf("name: Request %d\ndescription: text %d\nform:\n  fields:\n    - {name: amount, type: currency, label: Amount, required: true}\nworkflow:\n"+
		"  review:\n    name: Review\n    type: decision\n    approver: boss\n    on_approve: {continue_to: done}\n    on_reject: {end_workflow: true}\n"+
		"  done: {name: Done, type: end}\n%s", w.n, w.n, strings.Repeat(fmt.Sprintf("# line of text %d\n", w.n), w.random.IntN(200)))
}

func (w *world) any(ids []workflow.ID) workflow.ID { return ids[w.random.IntN(len(ids))] }

// some gives n of them, each once.
func (w *world) some(ids []workflow.ID, n int) []workflow.ID {
	var all []workflow.ID
	for _, i := range w.random.Perm(len(ids))[:n] {
		all = append(all, ids[i])
	}
	return all
}

// online lets the program reach the bucket, but for the moment of a kill.
func (w *world) online() {
	if w.proxy != nil {
		w.proxy.Answer(func(rw http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
			w.killer.Load().between(rw, r, forward)
		})
	}
}

func (w *world) benSyncs() {
	w.Helper()
	if report, err := w.ben.Sync(context.Background(), designer.SyncRequest{}); err != nil || len(report.Failures) > 0 {
		w.Fatalf("%s: the colleague's sync did %+v, %v", w.now, report, err)
	}
}

// benSaves saves on another computer; the version is here after a sync.
func (w *world) benSaves(id workflow.ID, text string) designer.SavedVersion {
	w.Helper()
	request := designer.SaveVersionRequest{YAMLContent: text, VersionComment: "of Ben"}
	if id != 0 {
		number := int64(id)
		request.WorkflowID = &number
	}
	saved, err := w.ben.SaveVersion(context.Background(), request)
	if err != nil || saved.SyncState != designer.SyncSynced {
		w.Fatalf("%s: the colleague's save is %+v, %v", w.now, saved, err)
	}
	wish := w.wish(wish{flow: saved.WorkflowID, isNew: id == 0, texts: []string{text}, comment: "of Ben", colleague: true})
	wish.heard(&saved)
	return saved
}

// live lets the program do something until it is killed, and looks at what there is then.
func (w *world) live(a act, deep bool) {
	w.now = a.name
	if a.cold {
		w.stop()
	} else if w.p == nil {
		w.p = w.serve(w)
	}
	if a.given != nil {
		a.given(w)
	}
	way := way(w.random.IntN(int(ways)))
	if way == byRequests && (w.proxy == nil || a.cold && w.random.IntN(2) == 0) {
		way = byFiles
	}
	typical := w.typical[a.name]
	if typical == 0 {
		typical = 5 * time.Millisecond
	}
	k := newKiller(w.random, way, typical, a.answers, w.data())
	if a.cold {
		k.changes += w.random.IntN(6) // the first are of the start
	}
	w.killer.Store(k)
	if !a.cold {
		k.watch(w.p.Process)
	}
	func() {
		defer func() {
			if gone := recover(); gone != nil && gone != (killedBetween{}) {
				panic(gone)
			}
		}()
		a.do(w, k)
	}()
	<-k.dead
	w.killer.Store(nil)
	w.stop()
	w.online()
	done, undone := w.recover(deep)
	w.tally.add(a.name, k.way, k.caught.Load(), done, undone)
}

func (w *world) stop() {
	if w.p != nil {
		w.p.kill()
		w.p = nil
	}
}

// killedBetween ends an act whose program was killed while nothing was asked that is counted.
type killedBetween struct{}

// asks asks for something besides.
func (w *world) asks(method, path string, body, answer any) {
	w.Helper()
	w.survives(w.p.send(method, path, "application/json", asJSON(w, body), answer))
}

func (w *world) survives(err error) {
	w.Helper()
	if err == nil {
		return
	}
	k := w.killer.Load()
	if _, refused := errors.AsType[*refusal](err); k == nil || refused {
		w.Fatalf("%s: %v", w.now, err)
	}
	select {
	case <-k.dead:
		panic(killedBetween{})
	case <-time.After(startsWithin): // far longer than a kill takes to be noticed
		w.Fatalf("%s: no answer from a program that runs: %v", w.now, err)
	}
}

// during is one request, or what counts as one, of which the program may be killed; false when no answer was heard.
func (w *world) during(k *killer, request func() error) bool {
	w.Helper()
	k.asks()
	begin := time.Now()
	err := request()
	if err == nil {
		k.hears()
		took := time.Since(begin)
		if last := w.typical[w.now]; last != 0 {
			took = (3*last + took) / 4
		}
		w.typical[w.now] = took
		return true
	}
	if refused, ok := errors.AsType[*refusal](err); ok && !begun(k.dead) {
		w.Fatalf("%s was refused: %v", w.now, refused)
	}
	select {
	case <-k.dead:
	case <-time.After(startsWithin): // far longer than a kill takes to be noticed
		w.Fatalf("%s: no answer from a program that runs: %v", w.now, err)
	}
	w.typical[w.now] = max(w.typical[w.now], 2*time.Millisecond) * 8 / 7 // until some are killed too late
	return false
}

// asks is such a request of the API.
func (w *world) request(k *killer, method, path string, body, answer any) bool {
	w.Helper()
	return w.during(k, func() error { return w.p.send(method, path, "application/json", asJSON(w, body), answer) })
}

// job is a request that begins a job, up to the job's end.
func (w *world) job(k *killer, path string, body any) bool {
	w.Helper()
	return w.during(k, func() error {
		var job designer.Job
		err := w.p.send("POST", path, "application/json", asJSON(w, body), &job)
		for err == nil && job.State == designer.JobRunning {
			err = w.p.send("GET", admin+"/jobs/"+job.JobID, "", nil, &job)
		}
		if err == nil && (job.State != designer.JobDone || job.FailedCount > 0) {
			w.Fatalf("%s: the job came to %+v", w.now, job)
		}
		return err
	})
}

// bulk does many at once, and holds what was wished for to be there once it was answered; false when the program was killed.
func (w *world) bulk(k *killer, request designer.BulkRequest, wishes []*wish) bool {
	w.Helper()
	if !w.job(k, admin+"/bulk", request) {
		return false
	}
	for _, wish := range wishes {
		wish.heard(nil)
	}
	w.look(false)
	return true
}
