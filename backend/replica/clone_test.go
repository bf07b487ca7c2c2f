package replica_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// A large bucket has more workflows than a run takes in one by one, with the numbers from 1 on, and among them what other
// tools do.
const (
	largeBucket = 130
	original    = workflow.ID(41)
	itsCopy     = workflow.ID(42)
	removed     = workflow.ID(50)
	uploaded    = workflow.ID(70) // and the next two
)

func (t *team) fillLarge() {
	t.t.Helper()
	bucket := t.bucket.reach()
	for id := workflow.ID(1); id <= largeBucket; id++ {
		t.numbers[id] = true
		switch {
		case id == itsCopy:
			t.bucket.copyTo(ref(itsCopy), ref(original), "")
		case id >= uploaded && id < uploaded+3:
			t.bucket.upload(ref(id), text(int(id)))
		case id%10 == 5:
			t.putVersion(bucket, id, 2, t.putVersion(bucket, id, 1, storage.Entry{}))
		default:
			t.putVersion(bucket, id, 1, storage.Entry{})
		}
	}
	t.bucket.remove(ref(removed))
}

// putVersion saves a version of a workflow as some laptop did. What is said of it, and by its text, is of many kinds.
func (t *team) putVersion(bucket storage.Bucket, id workflow.ID, number int, base storage.Entry) storage.Entry {
	t.t.Helper()
	v := workflow.Version{
		Ref: ref(id), UID: uidOf(id, number), ParentUID: base.UID, WorkflowUID: fmt.Sprintf("of workflow %d", id), Number: number,
		Author: "eva", Comment: fmt.Sprintf("the %dth", id), CreatedAt: noon.Add(time.Duration(id) * time.Hour),
	}
	content := text(int(id))
	switch id % 10 {
	case 1:
		v.Prompt = strings.Repeat("A long prompt. ", int(id))
	case 2:
		content = []byte("name: [not YAML\n")
	case 3:
		content = []byte("name: Lacks what it must have\n")
	case 4:
		v.Name = fmt.Sprintf("Named %d by eva", id)
	case 6:
		content = []byte("# no name\nform: {}\n")
	case 7:
		content = []byte("name: >\n  Two paragraphs\n\n  in a name\nform: {}\n") // Name sees the first
	}
	e, err := bucket.Put(context.Background(), v, append(content, fmt.Sprintf("# version %d\n", number)...), base.Base())
	if err != nil {
		t.t.Fatal(err)
	}
	return e
}

// uidOf names a version of a workflow in a large bucket.
func uidOf(id workflow.ID, number int) workflow.UID {
	var uid ulid.ULID
	_ = uid.SetTime(ulid.Timestamp(noon))
	binary.BigEndian.PutUint64(uid[8:], uint64(id)<<8|uint64(number))
	return workflow.UID(uid.String())
}

// atWork is a replica as the program has it, with many workflows at once.
func (m *member) atWork() *replica.Replica {
	r := m.replica()
	r.Workers, r.Planned, r.Tell = 0, nil, nil
	r.Now, r.NewUID = func() time.Time { return noon }, func() workflow.UID { return workflow.UID(ulid.Make().String()) }
	return r
}

// takesIn syncs; nothing may go wrong.
func (m *member) takesIn() replica.Report {
	m.t.Helper()
	report, err := m.atWork().Sync(context.Background(), replica.Request{})
	if err != nil || len(report.Failures) > 0 {
		m.t.Fatalf("%s's sync did %+v, %v", m.name, report, err)
	}
	return report
}

// takesOneByOne takes in what a large bucket has as from a bucket that tells of one workflow at a time.
func (m *member) takesOneByOne() {
	m.t.Helper()
	for id := workflow.ID(1); id <= largeBucket; id++ {
		if _, err := m.atWork().Workflow(context.Background(), ref(id)); err != nil {
			m.t.Fatal(id, err)
		}
	}
	m.takesIn() // the listing tells when each was written
}

func (m *member) completes() int {
	m.t.Helper()
	n, err := m.laptop.Complete(context.Background(), company)
	if err != nil {
		m.t.Fatal(err)
	}
	return n
}

// names are those that the list shows.
func (m *member) shownNames() map[workflow.ID]string {
	m.t.Helper()
	list, err := m.laptop.Index.Workflows(context.Background(), company, address, true)
	if err != nil {
		m.t.Fatal(err)
	}
	names := map[workflow.ID]string{}
	for _, w := range list {
		names[w.Ref.ID] = w.Name
	}
	return names
}

// all is all that a laptop knows of each workflow, and its text. Of an object and its copy the one that is found first is
// taken for the original; the other's identifiers are its own.
func (m *member) allShown() map[workflow.ID]string {
	m.t.Helper()
	ctx := context.Background()
	list, err := m.laptop.Index.Workflows(ctx, company, address, true)
	if err != nil {
		m.t.Fatal(err)
	}
	heads, err := m.laptop.Index.Heads(ctx, company, bucketID)
	if err != nil {
		m.t.Fatal(err)
	}
	sizes, err := m.laptop.Files.JournalSizes(company)
	if err != nil {
		m.t.Fatal(err)
	}
	all := map[workflow.ID]string{}
	for _, w := range list {
		followed, err := m.laptop.Index.JournalSize(ctx, w.Ref)
		if err != nil || followed != sizes[w.Ref.ID] {
			m.t.Errorf("%s's index follows %d bytes of the %d of workflow %d, %v", m.name, followed, sizes[w.Ref.ID], w.Ref.ID, err)
		}
		versions, err := m.laptop.Index.Versions(ctx, w.Ref, address)
		if err != nil {
			m.t.Fatal(err)
		}
		told := fmt.Sprintf("%+v\n%+v\n%s\n", w, heads[w.Ref.ID], m.text(w.Ref.ID))
		for _, v := range versions {
			r := v.Receipt
			v.Receipt = nil
			told += fmt.Sprintf("%+v %+v\n", v, r)
		}
		if w.Ref.ID == original || w.Ref.ID == itsCopy {
			told = strings.NewReplacer(string(w.LatestUID), "the latest", w.UID, "the workflow").Replace(told)
		}
		all[w.Ref.ID] = told
	}
	return all
}

// texts are the latest ones; of deleted workflows none.
func (m *member) texts() map[workflow.ID]string {
	m.t.Helper()
	texts := map[workflow.ID]string{}
	for id := range m.shownNames() {
		texts[id] = m.text(id)
	}
	return texts
}

func wantSame(t *testing.T, got, want map[workflow.ID]string) {
	t.Helper()
	for id := range want {
		if got[id] != want[id] {
			t.Errorf("of workflow %d there is\n%s\nwant\n%s", id, differing(got[id], want[id]), differing(want[id], got[id]))
		}
	}
	if len(got) != len(want) {
		t.Errorf("there are %d workflows, want %d", len(got), len(want))
	}
}

// wantComplete asserts that every workflow has its files, and that nothing is left for later.
func wantComplete(t *testing.T, m *member) {
	t.Helper()
	if n := m.completes(); n != 0 {
		t.Errorf("%d texts were still to be looked at", n)
	}
	folder := filepath.Join(m.folder, "companies", "1", "workflows")
	files, err := filepath.Glob(filepath.Join(folder, "*", "workflow.yaml"))
	if err != nil || len(files) != largeBucket-1 {
		t.Errorf("there are %d workflow.yaml, %v", len(files), err)
	}
	if _, err := os.Stat(filepath.Join(folder, "pulled.pack")); !os.IsNotExist(err) {
		t.Errorf("the pack is still there: %v", err)
	}
	for _, check := range m.laptop.Files.Check(context.Background(), company) {
		if check.Status != storage.CheckOK && check.ID != "local_space" {
			t.Errorf("%+v", check)
		}
	}
	again, err := m.atWork().Sync(context.Background(), replica.Request{})
	if err != nil || len(again.Failures) > 0 || again.Pulled+again.Pushed+again.Deleted+again.Merged > 0 {
		t.Errorf("one more sync did %+v, %v", again, err)
	}
}

// differing are the lines of a text that another one has not.
func differing(text, other string) string {
	var lines strings.Builder
	for line := range strings.Lines(text) {
		if !strings.Contains(other, line) {
			lines.WriteString(line)
		}
	}
	return lines.String()
}

func TestACloneShowsWhatOneByOneShows(t *testing.T) {
	cloneShowsWhatOneByOneShows(t, newInMemory)
}

func TestACloneShowsWhatOneByOneShowsOnMinIO(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a real MinIO")
	}
	server := miniotest.Shared(t)
	cloneShowsWhatOneByOneShows(t, func(t *team) teamBucket { return newOnServer(t, server) })
}

func cloneShowsWhatOneByOneShows(t *testing.T, bucket func(*team) teamBucket) {
	// Given a large bucket, and Ben, who got it workflow by workflow
	team := newTeam(t, bucket)
	team.fillLarge()
	ana, ben := team.member("ana"), team.member("ben")
	ben.takesOneByOne()

	// When Ana gets it at once
	report := ana.takesIn()

	// Then she sees the names at once, but where a text is written in an unusual way, and the same as Ben in the end
	if report.Pulled != largeBucket-1 || report.Conflicts != nil {
		t.Errorf("the sync did %+v", report)
	}
	unusual := func(id workflow.ID, name string) bool { return id%10 == 7 && strings.HasPrefix(name, "Two paragraphs") }
	early, want := ana.shownNames(), ben.shownNames()
	maps.DeleteFunc(early, unusual)
	maps.DeleteFunc(want, unusual)
	if !maps.Equal(early, want) {
		t.Errorf("the names are\n%v\nwant\n%v", early, want)
	}
	if n := ana.completes(); n != largeBucket-1-3 { // those without metadata were looked at for their number
		t.Errorf("%d texts were looked at", n)
	}
	ana.takesIn()
	wantSame(t, ana.allShown(), ben.allShown())
	wantOneOriginal(t, ana)
	wantComplete(t, ana)
}

// wantOneOriginal asserts that of an object and its copy one is the version that both say, and the other is of its own.
func wantOneOriginal(t *testing.T, m *member) {
	t.Helper()
	uid, copies := uidOf(original, 1), 0
	for _, id := range []workflow.ID{original, itsCopy} {
		head, err := m.laptop.Index.Standing(context.Background(), ref(id), address)
		if err != nil || head.Head == "" || head.Seen.UID != head.Head {
			t.Errorf("workflow %d stands at %+v, %v", id, head, err)
		}
		if head.Head != uid {
			copies++
		}
	}
	if copies != 1 {
		t.Errorf("%d of both were taken for the copy", copies)
	}
}

// Which of two goroutines is faster is chance, so it is tried often.
func TestOfTwoCopiesInOneSyncOneIsTakenForTheOriginal(t *testing.T) {
	for more, times := range map[workflow.ID]int{0: 20, 70: 4} { // few, and a clone
		for range times {
			team := newTeam(t, newInMemory)
			for id := workflow.ID(100); id < 100+more; id++ {
				team.putVersion(team.bucket.reach(), id, 1, storage.Entry{})
			}
			team.putVersion(team.bucket.reach(), original, 1, storage.Entry{})
			team.bucket.copyTo(ref(itsCopy), ref(original), "")
			ana := team.member("ana")

			ana.takesIn()

			wantOneOriginal(t, ana)
			ana.killed()
			wantOneOriginal(t, ana)
		}
	}
}

func TestACloneGoesOnWhileOthersWork(t *testing.T) {
	// Given Ben, who has a large bucket, and Ana, who gets it
	team := newTeam(t, newInMemory)
	team.fillLarge()
	ana, ben := team.member("ana"), team.member("ben")
	ben.takesIn()
	ben.completes()

	// When Ben edits one, deletes one and makes one meanwhile, and she opens and edits what she has already
	met := 0
	ana.faults = func(op string, _ int) memstore.Fault {
		if met++; op != memstore.OpGet || met != 30 {
			return memstore.Fault{}
		}
		return memstore.Meanwhile(func() {
			for _, err := range []error{
				ben.save(1, text(1001)), ben.save(2, nil), ben.save(88, text(1088)), ben.save(89, nil), ben.save(largeBucket+1, text(7)),
			} {
				if err != nil {
					t.Error(err)
				}
			}
			ben.takesIn()
		})
	}
	ana.takesIn()
	if err := ana.save(11, text(1011)); err != nil {
		t.Fatal(err)
	}
	ana.takesIn()
	ben.takesIn()
	ana.takesIn()

	// Then both have the same, before and after what was left for later
	for range 2 {
		wantSame(t, ana.texts(), ben.texts())
		ana.completes()
	}
	if got := ana.text(1); got != string(text(1001)) || ana.text(11) != string(text(1011)) || ana.text(89) != "" {
		t.Errorf("Ana has %q", got)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
