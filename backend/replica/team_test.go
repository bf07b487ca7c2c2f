package replica_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/workflow"
)

const (
	company  = workflow.CompanyID(1)
	address  = "http://minio:9000/workflow-files"
	bucketID = "5f0d3f8e-0000-4000-8000-000000000001"
)

// noon is when every team begins; each thing that somebody does takes a second.
var noon = time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC)

// team is some laptops with real files and real indexes, and the bucket that they share.
type team struct {
	t       testing.TB
	bucket  teamBucket
	laptops map[string]*member
	numbers map[workflow.ID]bool    // of workflows that were spoken of
	names   map[workflow.UID]string // of versions, as a reader may call them: "ana-1"
	clock   time.Time
	plans   strings.Builder
}

// member is one laptop.
type member struct {
	*team
	name   string
	folder string
	laptop *laptop.Laptop
	saved  int
	faults func(op string, n int) memstore.Fault
	reach  storage.Bucket // the bucket, behind this member's network
}

func newTeam(t testing.TB, bucket func(*team) teamBucket) *team {
	team := &team{
		t: t, laptops: map[string]*member{}, numbers: map[workflow.ID]bool{}, names: map[workflow.UID]string{}, clock: noon,
	}
	team.bucket = bucket(team)
	return team
}

func (t *team) now() time.Time {
	t.clock = t.clock.Add(time.Second)
	return t.clock
}

func (t *team) member(name string) *member {
	if m, there := t.laptops[name]; there {
		return m
	}
	m := &member{team: t, name: name, folder: t.t.TempDir()}
	m.reach = memstore.WithFaults(t.bucket.reach(), func(op string, n int) memstore.Fault {
		if m.faults == nil {
			return memstore.Fault{}
		}
		return m.faults(op, n)
	})
	m.open()
	t.laptops[name] = m
	return m
}

// open opens the data folder, as a start of the program does.
func (m *member) open() {
	m.t.Helper()
	ctx := context.Background()
	l, err := laptop.Open(ctx, m.folder)
	if err != nil {
		m.t.Fatal(err)
	}
	m.laptop = l
	m.t.Cleanup(func() { _ = l.Close() })
	if err := l.Index.SaveBucket(ctx, catalog.Bucket{Address: address, ID: bucketID}); err != nil {
		m.t.Fatal(err)
	}
	if err := l.Use(ctx, company, address); err != nil {
		m.t.Fatal(err)
	}
}

// killed opens the data folder again after the program was killed.
func (m *member) killed() {
	m.t.Helper()
	if err := m.laptop.Close(); err != nil {
		m.t.Fatal(err)
	}
	m.open()
}

func (m *member) newUID() workflow.UID {
	m.saved++
	id := ulid.ULID{}
	_ = id.SetTime(ulid.Timestamp(m.now()))
	copy(id[6:], fmt.Sprintf("%-6s%04d", m.name, m.saved))
	uid := workflow.UID(id.String())
	m.names[uid] = fmt.Sprintf("%s-%d", m.name, m.saved)
	return uid
}

func (m *member) replica() *replica.Replica {
	return &replica.Replica{
		Laptop: m.laptop, Bucket: m.reach, BucketID: bucketID, Address: address, Company: company, Author: m.name, Workers: 1,
		Now: m.now, NewUID: m.newUID,
		Planned: func(ref workflow.Ref, steps []replica.Step) {
			for _, step := range steps {
				fmt.Fprintf(&m.plans, "%s %d: %s\n", m.name, ref.ID, m.label(step.String()))
			}
		},
		Tell: func(e replica.Event) {
			if e.What == replica.Sent || e.What == replica.Pulled {
				return // the plan says so
			}
			from := ""
			if e.From != 0 {
				from = fmt.Sprintf(" from %d", e.From)
			}
			fmt.Fprintf(&m.plans, "%s %d: ! %s%s\n", m.name, e.Ref.ID, e.What, from)
		},
	}
}

// label puts names in the place of ids. A version that nobody of the team saved is named when it is first met.
func (t *team) label(text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		word, comma := strings.CutSuffix(word, ",")
		name := t.bucket.nameOf(word)
		if name == word && len(word) == ulid.EncodedSize {
			name = t.nameOf(workflow.UID(word))
		}
		if comma {
			name += ","
		}
		words[i] = name
	}
	return strings.Join(words, " ")
}

func (t *team) nameOf(uid workflow.UID) string {
	if uid == "" {
		return "-"
	}
	if _, named := t.names[uid]; !named {
		others := 0
		for _, name := range t.names {
			if strings.HasPrefix(name, "other-") {
				others++
			}
		}
		t.names[uid] = fmt.Sprintf("other-%d", others+1)
	}
	return t.names[uid]
}

func (t *team) uidOf(name string) workflow.UID {
	for uid, n := range t.names {
		if n == name {
			return uid
		}
	}
	t.t.Fatalf("there is no version %s", name)
	return ""
}

func ref(id workflow.ID) workflow.Ref { return workflow.Ref{Company: company, ID: id} }

// save saves on top of the latest version here, as the use case does. nil deletes the workflow.
func (m *member) save(id workflow.ID, content []byte, parents ...workflow.UID) error {
	ctx := context.Background()
	here, err := m.laptop.Index.Standing(ctx, ref(id), address)
	if err != nil {
		return err
	}
	v := workflow.Version{
		Ref: ref(id), UID: m.newUID(), ParentUID: here.Head, WorkflowUID: here.WorkflowUID, Author: m.name, CreatedAt: m.now(),
		Deleted: content == nil,
	}
	if v.WorkflowUID == "" {
		v.WorkflowUID = fmt.Sprintf("workflow-%d-of-%s", id, m.name)
	}
	if len(parents) > 0 {
		v.ParentUID, v.MergedUID = parents[0], here.Head
	}
	_, err = m.laptop.Save(ctx, v, content, here.Head)
	return err
}

// text is the latest text here, "" when there is none.
func (m *member) text(id workflow.ID) string {
	_, text, err := m.laptop.Files.Get(context.Background(), ref(id), "")
	if err != nil {
		return ""
	}
	return string(text)
}

func (m *member) sync(request replica.Request) (replica.Report, error) {
	return m.replica().Sync(context.Background(), request)
}

// state is what a laptop has, workflow by workflow, oldest version first.
func (m *member) state() string {
	ctx := context.Background()
	var b strings.Builder
	all, err := m.laptop.Index.Workflows(ctx, company, address, true)
	if err != nil {
		m.t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b catalog.Workflow) int { return cmp.Compare(a.Ref.ID, b.Ref.ID) })
	for _, w := range all {
		m.numbers[w.Ref.ID] = true
		versions, err := m.laptop.Index.Versions(ctx, w.Ref, address)
		if err != nil {
			m.t.Fatal(err)
		}
		var words []string
		for _, v := range slices.Backward(versions) {
			words = append(words, m.describe(v))
		}
		line := fmt.Sprintf("%s %d: %s", m.name, w.Ref.ID, strings.Join(words, ", "))
		if w.Conflict != nil {
			line += fmt.Sprintf(" | %s against %s", m.nameOf(w.Conflict.Mine), m.nameOf(w.Conflict.Theirs))
		}
		if text := m.text(w.Ref.ID); text != "" {
			line += " | " + strings.Join(strings.Split(strings.TrimSpace(text), "\n"), "; ")
		}
		fmt.Fprintln(&b, line)
	}
	return b.String()
}

func (m *member) describe(v catalog.Version) string {
	var marks []string
	for _, mark := range []struct {
		holds bool
		text  string
	}{
		{v.IsLatest, "latest"},
		{v.Deleted, "deletion"},
		{v.Beside, "beside"},
		{v.TextElsewhere, "text elsewhere"},
		{v.Pending, "waits"},
		{v.Receipt != nil && v.Receipt.Kind != workflow.ReceiptVersion, "kept aside"},
	} {
		if mark.holds {
			marks = append(marks, mark.text)
		}
	}
	if v.Receipt != nil && v.Receipt.Kind == workflow.ReceiptDropped {
		marks[len(marks)-1] = "dropped"
	}
	if v.MergedUID != "" {
		marks = append(marks, fmt.Sprintf("of %s and %s", m.nameOf(v.ParentUID), m.nameOf(v.MergedUID)))
	}
	for _, tag := range v.Tags {
		marks = append(marks, "#"+tag.Name)
	}
	name := m.nameOf(v.UID)
	if len(marks) == 0 {
		return name
	}
	return name + " (" + strings.Join(marks, ", ") + ")"
}

// inBucket is what the bucket has, oldest version first, and what is kept aside.
func (t *team) inBucket() string {
	ctx := context.Background()
	bucket := t.bucket.reach()
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(t.numbers)) {
		var words []string
		for e, err := range bucket.Versions(ctx, ref(id)) {
			if err != nil {
				t.t.Fatal(err)
			}
			words = append(words, t.describeEntry(bucket, e))
		}
		if len(words) > 0 {
			slices.Reverse(words)
			fmt.Fprintf(&b, "bucket %d: %s\n", id, strings.Join(words, ", "))
		}
	}
	for e, err := range bucket.OpenSides(ctx, company) {
		if err != nil {
			t.t.Fatal(err)
		}
		fmt.Fprintf(&b, "aside of %d: %s\n", e.Ref.ID, t.nameOf(e.UID))
	}
	return b.String()
}

func (t *team) describeEntry(bucket storage.Bucket, e storage.Entry) string {
	word := t.bucket.nameOf(e.ID)
	switch {
	case e.DeleteMarker:
		return word + " delete marker"
	case e.UID != "":
		word += " " + t.nameOf(e.UID)
	default:
		word += " by " + cmp.Or(e.Author, "another tool")
	}
	if e.Tags == nil { // not every listing tells them
		var err error
		if e.Tags, err = bucket.Tags(context.Background(), e.Ref, e.ID); err != nil {
			t.t.Fatal(err)
		}
	}
	for _, tag := range e.Tags {
		word += " #" + tag.Name
	}
	return word
}
