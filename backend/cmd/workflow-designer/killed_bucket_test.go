package main

import (
	"context"
	"crypto/md5" //nolint:gosec // what S3 tells of a text
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// withBucket are acts that need a bucket.
var withBucket = []act{
	{name: "pushing", more: 3, given: func(w *world) {
		w.proxy.Refuse()
		for range 4 {
			id, text := int64(w.any(w.own)), w.text()
			wish := w.wish(wishOf(workflow.ID(id), text))
			var saved designer.SavedVersion
			w.asks("POST", admin+"/workflows/save-version", designer.SaveVersionRequest{WorkflowID: &id, YAMLContent: text}, &saved)
			wish.heard(&saved)
		}
		w.online()
	}, do: func(w *world, k *killer) {
		if w.request(k, "POST", admin+"/sync", nil, nil) {
			k.kill()
		}
	}},
	{name: "pulling", more: 3, cold: true, given: (*world).benWrites, do: func(w *world, k *killer) {
		if w.random.IntN(2) == 0 {
			w.commands(k, nil, "sync")
			return
		}
		w.follows(k)
	}},
	{name: "following", more: 2, do: func(w *world, k *killer) {
		for {
			id := w.any(w.bens)
			if !w.during(k, func() error {
				saved := w.benSaves(id, w.text())
				for {
					var list designer.VersionList
					err := w.p.send("GET", fmt.Sprintf("%s/workflows/%d/versions", admin, id), "", nil, &list)
					if err != nil || slices.ContainsFunc(list.Versions, func(v designer.VersionSummary) bool { return v.LocalID == saved.LocalID }) {
						return err
					}
				}
			}) {
				return
			}
		}
	}},
	{name: "bringing two edits together", more: 2, given: func(w *world) {
		w.p = w.serve(w)
		w.bringsBack()
		w.asks("POST", admin+"/sync", nil, nil)
		w.benSyncs()
		w.proxy.Refuse()
		for _, id := range w.some(w.own[draftFlows:], 2) {
			before := w.latestText(id).text
			w.n++
			mine, his := fmt.Sprintf("# of Ana %d", w.n), fmt.Sprintf("description: of Ben %d", w.n)
			number := int64(id)
			text := before + mine + "\n"
			wish := w.wish(wishOf(id, text))
			var saved designer.SavedVersion
			w.asks("POST", admin+"/workflows/save-version", designer.SaveVersionRequest{WorkflowID: &number, YAMLContent: text}, &saved)
			wish.heard(&saved)
			lines := strings.Split(before, "\n")
			lines[1] = his
			w.benSaves(id, strings.Join(lines, "\n"))
			w.both[id] = []string{mine, his}
		}
		w.stop()
		w.online()
	}, cold: true, do: func(w *world, k *killer) { w.commands(k, nil, "sync") }},
}

// benWrites has the colleague save while nothing follows.
func (w *world) benWrites() {
	for range 5 {
		w.benSaves(w.any(w.bens), w.text())
	}
}

// syncs makes both the same, and has the histories of what the colleague saved.
func (w *world) syncs() {
	w.Helper()
	var report designer.SyncReport
	w.asks("POST", admin+"/sync", nil, &report)
	for range 9 { // tags that were sent are looked at once more, and the program syncs by itself meanwhile
		if report.Status.State == designer.StandingSynced {
			break
		}
		report = designer.SyncReport{}
		w.asks("POST", admin+"/sync", nil, &report)
	}
	if len(report.Failures)+len(report.Conflicts) > 0 || report.Status.State != designer.StandingSynced || report.Status.PendingCount > 0 {
		w.Errorf("killed while %s: the sync after it says %+v", w.now, report)
	}
	for _, id := range slices.Concat(w.bens, w.own) {
		w.asks("POST", fmt.Sprintf("%s/workflows/%d/history", admin, id), nil, nil)
	}
	for id, parts := range w.both {
		latest := w.latestText(id).text
		for _, part := range parts {
			if !strings.Contains(latest, part) {
				w.Errorf("killed while %s: workflow %d lacks %q: %.80q", w.now, id, part, latest)
			}
		}
	}
}

// bucketHasTheSame compares all versions in the bucket with the book, by the sums of their texts.
func (w *world) bucketHasTheSame() {
	w.Helper()
	sums, latest := map[workflow.UID]string{}, map[workflow.ID]workflow.UID{}
	for info := range w.server.Client(w).ListObjectsIter(context.Background(), w.bucket, minio.ListObjectsOptions{
		Prefix: "companies/1/", Recursive: true, WithVersions: true, WithMetadata: true,
	}) {
		if info.Err != nil {
			w.Fatal(info.Err)
		}
		uid := workflow.UID(info.UserMetadata["X-Amz-Meta-Version-Uid"])
		if info.IsDeleteMarker || uid == "" {
			continue
		}
		if _, twice := sums[uid]; twice {
			w.Errorf("killed while %s: version %s is in the bucket twice", w.now, uid)
		}
		sums[uid] = strings.Trim(info.ETag, `"`)
		if ref, ok := workflow.ParseKey(info.Key); ok && info.IsLatest {
			latest[ref.ID] = uid
		}
	}
	for uid, v := range w.versions {
		if v.summary.Deleted {
			continue
		}
		if sum := md5.Sum([]byte(v.text)); sums[uid] != hex.EncodeToString(sum[:]) { //nolint:gosec // see above
			w.Errorf("killed while %s: version %d of workflow %d, %s, is in the bucket as %q", w.now, v.summary.Number, v.flow, uid, sums[uid])
		}
	}
	for id, uids := range w.flows {
		for _, uid := range uids {
			if v := w.versions[uid]; v.summary.IsLatest && !v.summary.Deleted && latest[id] != uid {
				w.Errorf("killed while %s: the latest version of workflow %d is %s, in the bucket %s", w.now, id, uid, latest[id])
			}
		}
	}
}

// killWhileCloning kills programs that get all of a bucket for the first time, each on a new computer.
func killWhileCloning(t *testing.T, random *rand.Rand, kills int, tally *tally) {
	server := miniotest.Shared(t)
	given := newWorld(t, random, server)
	for range 40 {
		given.benSaves(0, given.text())
	}
	given.recover(true)
	given.stop()
	for n := range kills {
		w := &world{
			T: t, book: newBook(), random: random, server: server, bucket: given.bucket, proxy: given.proxy, now: "cloning",
			typical: given.typical, machine: newMachine(t, onBucket(server, given.proxy.URL, given.bucket)...),
		}
		way := way(random.IntN(int(ways)))
		typical := w.typical[w.now]
		if typical == 0 {
			typical = 0.3e9
		}
		k := newKiller(random, way, typical, 0, w.data())
		k.changes, k.delay = 1+random.IntN(15), min(k.delay, typical)
		k.request.Store(1 + random.Int64N(60))
		given.killer.Store(k)
		if n%2 == 0 {
			w.commands(k, nil, "sync")
		} else {
			w.follows(k)
		}
		<-k.dead
		given.killer.Store(nil)
		w.stop()
		done, undone := w.clones(given)
		tally.add(w.now, way, k.caught.Load(), done, undone)
	}
}

// clones starts again and compares with the computer that has it all.
func (w *world) clones(given *world) (done, undone int) {
	w.Helper()
	w.p = w.serve(w)
	defer w.stop()
	var list struct {
		Workflows []designer.WorkflowSummary `json:"workflows"`
	}
	w.asks("GET", admin+"/workflows", nil, &list)
	for _, row := range list.Workflows { // what is there already is there as a whole
		if err := w.isAs(given, row.WorkflowID); err != nil {
			w.Errorf("killed while cloning: %v", err)
		}
	}
	done, undone = len(list.Workflows), len(given.flows)-len(list.Workflows)
	var report designer.SyncReport
	w.asks("POST", admin+"/sync", nil, &report)
	if len(report.Failures)+len(report.Conflicts)+report.Pushed > 0 || report.Status.State != designer.StandingSynced {
		w.Errorf("killed while cloning: the sync after it says %+v", report)
	}
	for id := range given.flows {
		if err := w.isAs(given, id); err != nil {
			w.Errorf("killed while cloning: %v", err)
		}
	}
	given.bucketHasTheSame()
	w.nothingIsLeft()
	w.doctor()
	w.eachVersionIsLoggedOnce()
	if w.Failed() {
		w.FailNow()
	}
	return done, undone
}

// isAs compares a workflow's latest version.
func (w *world) isAs(given *world, id workflow.ID) error {
	latest := given.flows[id][len(given.flows[id])-1]
	var list designer.VersionList
	w.asks("GET", fmt.Sprintf("%s/workflows/%d/versions", admin, id), nil, &list)
	if len(list.Versions) == 0 || list.Versions[0].LocalID != latest || !list.Versions[0].IsLatest {
		return fmt.Errorf("workflow %d is %+v, want %s", id, list, latest)
	}
	if got := w.open(id, list.Versions[0]); got.text != given.versions[latest].text {
		return fmt.Errorf("workflow %d has another text", id)
	}
	return nil
}
