package localstore_test

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

const (
	uid1 = workflow.UID("01JQ8Z0000000000000000000A")
	uid2 = workflow.UID("01JQ8Z0000000000000000000B")
	uid3 = workflow.UID("01JQ8Z0000000000000000000C")
)

// oldJournal is of the first release, before buckets were read.
const oldJournal = `{"event":"version","number":1,"uid":"01JQ8Z0000000000000000000A","parent_uid":"","workflow_uid":"6f1f5f9e-0000-4000-8000-000000000001","name":"Purchase","author":"Ada","comment":"first\n<b>","prompt":"","created_at":"2026-03-01T09:30:15.123456789Z","size":5,"content_sha256":"2f05ce3e"}
{"event":"receipt","bucket_id":"b1","version_uid":"01JQ8Z0000000000000000000A","version_id":"v1","etag":"e1","pushed_at":"2026-03-01T09:30:16Z"}
{"event":"version","number":2,"uid":"01JQ8Z0000000000000000000B","parent_uid":"01JQ8Z0000000000000000000A","workflow_uid":"6f1f5f9e-0000-4000-8000-000000000001","name":"Purchase","author":"Ada","comment":"","prompt":"p","created_at":"2026-03-01T09:31:15Z","size":6,"content_sha256":"3a05ce3e"}
`

// openJournal opens a store in which workflow 7 has a journal.
func openJournal(t *testing.T, journal string) (*localstore.Store, string) {
	t.Helper()
	root := t.TempDir()
	s := open(t, root)
	if err := os.MkdirAll(file(root, ref, "versions"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, file(root, ref, "history.jsonl"), journal)
	return s, root
}

func TestJournalOfTheFirstReleaseReadsAsBefore(t *testing.T) {
	s, _ := openJournal(t, oldJournal)

	got := history(t, s)

	const workflowUID = "6f1f5f9e-0000-4000-8000-000000000001"
	want := workflow.History{
		Ref: ref, Head: uid2, Size: int64(len(oldJournal)),
		Versions: []workflow.Known{
			{Version: workflow.Version{
				Ref: ref, UID: uid1, WorkflowUID: workflowUID, Number: 1, Name: "Purchase", Author: "Ada",
				Comment: "first\n<b>", CreatedAt: time.Date(2026, 3, 1, 9, 30, 15, 123456789, time.UTC), Size: 5, ContentSHA256: "2f05ce3e",
			}},
			{Version: workflow.Version{
				Ref: ref, UID: uid2, ParentUID: uid1, WorkflowUID: workflowUID, Number: 2, Name: "Purchase", Author: "Ada",
				Prompt: "p", CreatedAt: time.Date(2026, 3, 1, 9, 31, 15, 0, time.UTC), Size: 6, ContentSHA256: "3a05ce3e",
			}},
		},
		Receipts: []workflow.Receipt{{
			BucketID: "b1", UID: uid1, VersionID: "v1", ETag: "e1", PushedAt: time.Date(2026, 3, 1, 9, 30, 16, 0, time.UTC),
		}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the history is\n%+v\nwant\n%+v", got, want)
	}
}

func TestVersionThatIsSavedHasTheLineThatItHad(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	v := newVersion(ref, "")
	v.UID, v.WorkflowUID = uid1, "w"

	if _, err := s.Put(t.Context(), v, []byte("a: 1\n"), storage.Base{}); err != nil {
		t.Fatal(err)
	}

	want := `{"event":"version","number":1,"uid":"01JQ8Z0000000000000000000A","parent_uid":"","workflow_uid":"w",` +
		`"name":"Purchase request","author":"Ada Lovelace","comment":"Adds the finance step",` +
		`"prompt":"Purchases above 1,000 need a manager.","created_at":"2026-03-01T09:30:15.123456789Z","size":5,` +
		`"content_sha256":"` + workflow.SHA256([]byte("a: 1\n")) + "\"}\n"
	if got := read(t, file(root, ref, "history.jsonl")); got != want {
		t.Errorf("the line is\n%swant\n%s", got, want)
	}
}

func TestLinesSayAllThatABucketHas(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	at := time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)
	head := localstore.Learned{
		Version: workflow.Version{UID: uid1, MergedUID: uid3, Deleted: true, CreatedAt: at},
		Receipt: workflow.Receipt{BucketID: "b", UID: uid1, VersionID: "marker", PushedAt: at},
	}
	old := localstore.Learned{
		Version: workflow.Version{UID: uid2, CreatedAt: at}, Beside: true, Before: uid1,
		Receipt: workflow.Receipt{BucketID: "b", UID: uid2, Kind: workflow.ReceiptSide, VersionID: "side", ETag: "e", PushedAt: at},
	}

	learn(t, s, "", head, old)
	addText(t, s, uid2, "a: 1\n")
	dropped := workflow.Receipt{BucketID: "b", UID: uid1, Kind: workflow.ReceiptDropped, PushedAt: at}
	if _, err := s.AddReceipt(t.Context(), ref, dropped); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddBucketTags(t.Context(), ref, workflow.BucketTags{BucketID: "b", UID: uid2, Base: tags("a")}); err != nil {
		t.Fatal(err)
	}

	const blank = `"workflow_uid":"","name":"","author":"","comment":"","prompt":"","created_at":"2026-03-02T00:00:00Z","size":0,"content_sha256":""`
	want := `{"event":"receipt","bucket_id":"b","version_uid":"01JQ8Z0000000000000000000A","kind":"","version_id":"marker","etag":"","pushed_at":"2026-03-02T00:00:00Z"}
{"event":"version","number":1,"uid":"01JQ8Z0000000000000000000A","parent_uid":"",` + blank + `,"merged_uid":"01JQ8Z0000000000000000000C","deleted":true,"learned":true}
{"event":"receipt","bucket_id":"b","version_uid":"01JQ8Z0000000000000000000B","kind":"side","version_id":"side","etag":"e","pushed_at":"2026-03-02T00:00:00Z"}
{"event":"version","number":1,"uid":"01JQ8Z0000000000000000000B","parent_uid":"",` + blank + `,"learned":true,"beside":true,"before_uid":"01JQ8Z0000000000000000000A","text_elsewhere":true}
{"event":"text","version_uid":"01JQ8Z0000000000000000000B","size":5,"content_sha256":"` + workflow.SHA256([]byte("a: 1\n")) + `"}
{"event":"receipt","bucket_id":"b","version_uid":"01JQ8Z0000000000000000000A","kind":"dropped","version_id":"","etag":"","pushed_at":"2026-03-02T00:00:00Z"}
{"event":"bucket_tags","bucket_id":"b","version_uid":"01JQ8Z0000000000000000000B","base":[{"name":"a","value":""}],"sent":null}
`
	if got := read(t, file(root, ref, "history.jsonl")); got != want {
		t.Errorf("the journal is\n%swant\n%s", got, want)
	}
	h := history(t, s)
	if v := h.Versions[1]; v.MergedUID != uid3 || !v.Deleted || h.Receipts[2] != dropped || h.Receipts[1].Kind != workflow.ReceiptSide {
		t.Errorf("the history is %+v", h)
	}
}

func TestWhatANewerProgramWroteIsPassedOver(t *testing.T) {
	lines := strings.SplitAfter(oldJournal, "\n")
	newer := `{"event":"approved","by":"Ada","version_uid":"01JQ8Z0000000000000000000B"}` + "\n" +
		`{"event":"receipt","bucket_id":"b1","version_uid":"01JQ8Z0000000000000000000B","kind":"mirrored","version_id":"v"}` + "\n" +
		`{ "event" : "vers\u0069on" , "number":3,"uid":"01JQ8Z0000000000000000000C","content_sha256":"x","created_at":"2026-03-01T09:31:15Z","new":{}}` + "\n"
	s, _ := openJournal(t, lines[0]+newer+lines[1])

	h := history(t, s)

	if len(h.Versions) != 2 || h.Head != uid3 || len(h.Receipts) != 1 || h.Size != int64(len(lines[0]+newer+lines[1])) {
		t.Errorf("the history is %+v", h)
	}
	wantCheck(t, s, "local_history", storage.CheckOK, storage.MendNone)
}

func TestLinesThatLackWhatTheyMustSayAreDamaged(t *testing.T) {
	for name, bad := range map[string]string{
		"an event that is none":       `{"event":""}`,
		"no event":                    `{"uid":"01JQ8Z0000000000000000000C"}`,
		"no JSON of a known event":    `{"event":"version","number":1,`,
		"no JSON of an unknown event": `{"event":"approved",`,
		"a version without a text":    `{"event":"version","number":3,"uid":"01JQ8Z0000000000000000000C","content_sha256":""}`,
		"a version without a number":  `{"event":"version","uid":"01JQ8Z0000000000000000000C","content_sha256":"x"}`,
		"a version that is a path":    `{"event":"version","number":3,"uid":"../x","content_sha256":"x"}`,
		"a receipt for nothing":       `{"event":"receipt","bucket_id":"b","version_uid":"01JQ8Z0000000000000000000C","version_id":""}`,
		"a text without a hash":       `{"event":"text","version_uid":"01JQ8Z0000000000000000000C"}`,
		"a conflict with nobody":      `{"event":"conflict","mine_uid":"01JQ8Z0000000000000000000C"}`,
		"an end without JSON":         `{"event":"conflict_closed","at":7}`,
		"tags of nothing":             `{"event":"tags","tags":[]}`,
		"tags in no bucket":           `{"event":"bucket_tags","version_uid":"01JQ8Z0000000000000000000C"}`,
		"a number that is none":       `{"event":"renumbered","from":7,"to":0}`,
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := openJournal(t, oldJournal+bad+"\n")

			wantCheck(t, s, "local_history", storage.CheckFailed, storage.MendHistory)
			want := history(t, s)
			mend(t, s)

			wantCheck(t, s, "local_history", storage.CheckOK, storage.MendNone)
			if got := history(t, s); !reflect.DeepEqual(got, want) || got.Head != uid2 {
				t.Errorf("the history is %+v, before it was mended %+v", got, want)
			}
		})
	}
}

func TestVersionsWhosePlaceIsLostComeFirst(t *testing.T) {
	lines := strings.SplitAfter(oldJournal, "\n")
	for name, before := range map[string]workflow.UID{"nobody": "01JQ8Z0000000000000000000Z", "itself": uid3} {
		t.Run(name, func(t *testing.T) {
			lost := strings.Replace(lines[0], string(uid1), string(uid3), 1)
			lost = strings.Replace(lost, "}\n", `,"beside":true,"before_uid":"`+string(before)+"\"}\n", 1)
			s, _ := openJournal(t, oldJournal+lost)

			wantOrder(t, s, uid2, uid3, uid1, uid2)
		})
	}
}
