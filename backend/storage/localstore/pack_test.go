package localstore_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// learnMany learns courses as a clone does, or one after the other as any other sync.
func learnMany(t *testing.T, s *localstore.Store, bulk bool, courses ...localstore.Course) []localstore.Span {
	t.Helper()
	all := make([]localstore.Course, len(courses))
	for i, c := range courses {
		all[i] = c
		all[i].Bulk = bulk
	}
	return s.LearnMany(t.Context(), all)
}

// clone learns one version of each workflow of company 3 with a number, as a clone does.
func clone(t *testing.T, s *localstore.Store, ids ...workflow.ID) {
	t.Helper()
	var courses []localstore.Course
	for _, id := range ids {
		courses = append(courses, newcomer(id))
	}
	for i, span := range learnMany(t, s, true, courses...) {
		if span.Err != nil || span.From != 0 || span.To == 0 {
			t.Fatalf("workflow %d: %+v", ids[i], span)
		}
	}
}

// newcomer is a workflow of company 3 as a bucket gives it.
func newcomer(id workflow.ID) localstore.Course {
	r := workflow.Ref{Company: ref.Company, ID: id}
	one := learned(r, "", "")
	one.Content = textOf(one.Version.UID)
	return localstore.Course{Ref: r, All: []localstore.Learned{one}}
}

func packOf(root string) string {
	return filepath.Join(filepath.Dir(file(root, ref)), "pulled.pack")
}

// wantPacked asserts which workflows of company 3 are known, and that none of them has a folder.
func wantPacked(t *testing.T, s *localstore.Store, root string, ids ...workflow.ID) {
	t.Helper()
	wantKnown(t, s, ids...)
	for _, id := range ids {
		wantNoFile(t, file(root, workflow.Ref{Company: ref.Company, ID: id}))
	}
}

func wantKnown(t *testing.T, s *localstore.Store, ids ...workflow.ID) {
	t.Helper()
	sizes, err := s.JournalSizes(ref.Company)
	if err != nil || len(sizes) != len(ids) {
		t.Fatalf("the journals are %v (%v), want those of %v", sizes, err, ids)
	}
	for _, id := range ids {
		one, err := s.JournalSize(workflow.Ref{Company: ref.Company, ID: id})
		if err != nil || one == 0 || sizes[id] != one {
			t.Errorf("the journal of workflow %d has %d and %d bytes, %v", id, sizes[id], one, err)
		}
	}
}

// wantCloned asserts that workflows are what clone made of them.
func wantCloned(t *testing.T, s *localstore.Store, ids ...workflow.ID) {
	t.Helper()
	for _, id := range ids {
		e, text, err := s.Get(t.Context(), workflow.Ref{Company: ref.Company, ID: id}, "")
		if err != nil || string(text) != string(textOf(e.UID)) || !e.IsLatest {
			t.Fatalf("workflow %d is %+v, %q, %v", id, e, text, err)
		}
	}
}

func unpack(t *testing.T, s *localstore.Store) {
	t.Helper()
	if err := s.Unpack(t.Context(), ref.Company); err != nil {
		t.Fatal(err)
	}
}

// tree gives all that stands below a root, byte for byte; of times of the moment only that they are there.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() == ".lock" {
			return err
		}
		name, err := filepath.Rel(root, path)
		if entry.IsDir() {
			all[name] = "a folder"
			return err
		}
		content, reading := os.ReadFile(path)
		all[name] = now.ReplaceAllString(string(content), `$1"at":"now"`)
		if entry.Name() == "activity.jsonl" { // each line holds the hash of the one before, with its time
			all[name] = logged.ReplaceAllString(all[name], "")
		}
		return errors.Join(err, reading)
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var logged = regexp.MustCompile(`"(before|logged_at)":"[^"]*",`)

var now = regexp.MustCompile(`(?m)^(\{"event":"conflict.*)"at":"[^"]*"`)

func wantSameTree(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, content := range want {
		if got[name] != content {
			t.Errorf("%s is\n%q\nwant\n%q", name, got[name], content)
		}
	}
	for name := range got {
		if _, there := want[name]; !there {
			t.Errorf("there is %s", name)
		}
	}
}

func TestWorkflowsInThePackHaveNoFolders(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)

	clone(t, s, 7, 8)
	clone(t, s, 9)

	wantPacked(t, s, root, 7, 8, 9)
	wantPacked(t, open(t, root), root, 7, 8, 9)
	wantCloned(t, s, 7, 8, 9)
	wantPacked(t, s, root, 7, 8, 9)
	setTags(t, s, history(t, s).Head, tags("v1")) // what is written gets its folder
	if _, err := os.Stat(file(root, ref, "workflow.yaml")); err != nil {
		t.Error(err)
	}
	wantKnown(t, s, 7, 8, 9)
	wantNoFile(t, file(root, workflow.Ref{Company: 3, ID: 8}))
	unpack(t, s)
	wantCloned(t, s, 7, 8, 9)
	wantNoFile(t, packOf(root))
	unpack(t, s)
	wantNothingInSaving(t, root)
	wantSound(t, s)
}

// What a person or a sync may do with a workflow, which must be the same whether it is in the pack or has its folder.
func acts(at storage.Entry) map[string]func(t *testing.T, s *localstore.Store) (any, error) {
	eight, next := workflow.Ref{Company: 3, ID: 8}, newVersion(ref, at.UID)
	newer := learned(ref, "a: 2\n", at.UID)
	older := learnedChange(learned(ref, "", "")).known()
	beside := learnedChange(learned(ref, "a: beside\n", at.UID)).beside("")
	again := localstore.Learned{Version: at.Version, Content: []byte("a: 1\n"), Receipt: receiptOf(at.UID)}
	moved := again
	moved.Receipt.VersionID = "another"
	type act = func(t *testing.T, s *localstore.Store) (any, error)
	get := func(id string) act {
		return func(t *testing.T, s *localstore.Store) (any, error) {
			e, text, err := s.Get(t.Context(), ref, id)
			return fmt.Sprintf("%+v %q", e, text), err
		}
	}
	learn := func(bulk bool, head workflow.UID, all ...localstore.Learned) act {
		return func(t *testing.T, s *localstore.Store) (any, error) {
			span := learnMany(t, s, bulk, localstore.Course{Ref: ref, Head: head, All: all})[0]
			return span.JournalSpan, span.Err
		}
	}
	put := func(v workflow.Version, text string, base workflow.UID) act {
		return func(t *testing.T, s *localstore.Store) (any, error) {
			e, span, err := s.Save(t.Context(), v, []byte(text), storage.Base{ID: string(base)})
			return fmt.Sprintf("%+v %v", e, span), err
		}
	}
	sequence := func(all func(t *testing.T, s *localstore.Store, yield func(storage.Entry))) act {
		return func(t *testing.T, s *localstore.Store) (any, error) {
			var entries []storage.Entry
			all(t, s, func(e storage.Entry) { entries = append(entries, e) })
			return entries, nil
		}
	}
	return map[string]act{
		"nothing":             func(*testing.T, *localstore.Store) (any, error) { return nil, nil },
		"get the latest":      get(""),
		"get it by its id":    get(string(at.UID)),
		"get another version": get(string(next.UID)),
		"list the versions": sequence(func(t *testing.T, s *localstore.Store, yield func(storage.Entry)) {
			for e, err := range s.Versions(t.Context(), ref) {
				if err != nil {
					t.Error(err)
				}
				yield(e)
			}
		}),
		"list the workflows": sequence(func(t *testing.T, s *localstore.Store, yield func(storage.Entry)) {
			for e, err := range s.Workflows(t.Context(), ref.Company) {
				if err != nil {
					t.Error(err)
				}
				yield(e)
			}
		}),
		"read the history":  func(_ *testing.T, s *localstore.Store) (any, error) { return s.History(ref) },
		"size the journal":  func(_ *testing.T, s *localstore.Store) (any, error) { return s.JournalSize(ref) },
		"size the journals": func(_ *testing.T, s *localstore.Store) (any, error) { return s.JournalSizes(ref.Company) },

		"save":                    put(next, "a: 2\n", at.UID),
		"save it once more":       put(at.Version, "a: 1\n", ""),
		"save on another version": put(next, "a: 2\n", next.UID),
		"save as a new workflow":  put(next, "a: 2\n", ""),
		"delete":                  put(deletion(ref, at.UID), "", at.UID),

		"learn the next version":          learn(false, at.UID, newer),
		"learn the next version, in bulk": learn(true, at.UID, newer),
		"learn two":                       learn(true, at.UID, again, newer),
		"learn it again":                  learn(false, at.UID, again),
		"learn it again, in bulk":         learn(true, at.UID, again),
		"learn it as new, in bulk":        learn(true, "", again),
		"learn another as new, in bulk":   learn(true, "", newer),
		"learn another receipt":           learn(true, at.UID, moved),
		"learn an older version":          learn(true, at.UID, learnedChange(older).beside(at.UID)),
		"learn one beside":                learn(false, at.UID, beside),

		"add a receipt": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.AddReceipt(t.Context(), ref, moved.Receipt)
		},
		"add the text": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.AddText(t.Context(), ref, at.UID, []byte("a: 1\n"))
		},
		"add another text": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.AddText(t.Context(), ref, at.UID, []byte("a: 9\n"))
		},
		"tag": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.SetTags(t.Context(), ref, at.UID, tags("v1", "v2"), "Ada", edited)
		},
		"tag another version": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.SetTags(t.Context(), ref, next.UID, tags("v1"), "Ada", edited)
		},
		"note the bucket's tags": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.AddBucketTags(t.Context(), ref, workflow.BucketTags{BucketID: bucket, UID: at.UID, Base: tags("v1")})
		},
		"open a conflict": func(t *testing.T, s *localstore.Store) (any, error) {
			_, err := s.OpenConflict(t.Context(), ref, workflow.Conflict{Mine: at.UID, Theirs: next.UID})
			return nil, err // its time is in the span
		},
		"open another's conflict": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.OpenConflict(t.Context(), ref, workflow.Conflict{Mine: next.UID, Theirs: next.UID})
		},
		"close a conflict": func(t *testing.T, s *localstore.Store) (any, error) { return s.CloseConflict(t.Context(), ref) },

		"give it another number": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.Renumber(t.Context(), ref, twelve, edited)
		},
		"give it a number that is taken": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.Renumber(t.Context(), ref, eight, edited)
		},
		"give another its number": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.Renumber(t.Context(), eight, ref, edited)
		},
		"give what is not there its number": func(t *testing.T, s *localstore.Store) (any, error) {
			return s.Renumber(t.Context(), twelve, ref, edited)
		},

		"keep a draft": func(t *testing.T, s *localstore.Store) (any, error) {
			err := s.SaveDraft(t.Context(), 3, workflow.Draft{DraftID: "workflow-7", WorkflowID: 7, YAMLContent: "a: 2\n"})
			drafts, reading := s.Drafts(3)
			return drafts, errors.Join(err, reading)
		},
		"check": func(t *testing.T, s *localstore.Store) (any, error) {
			var told []string
			for _, c := range s.Check(t.Context(), 3) {
				if c.ID != "local_folder" && c.ID != "local_space" {
					told = append(told, fmt.Sprintf("%+v", c))
				}
			}
			return told, nil
		},
		"mend": func(t *testing.T, s *localstore.Store) (any, error) { return s.Mend(t.Context(), 3) },
		"give up": func(t *testing.T, s *localstore.Store) (any, error) {
			_, _, err := s.Get(cancelled(t), ref, "")
			return nil, err
		},
	}
}

func TestInThePackItIsAllTheSame(t *testing.T) {
	given := []localstore.Course{
		{Ref: ref, All: []localstore.Learned{learned(ref, "a: 1\n", "")}}, newcomer(8), newcomer(9),
	}
	at := storage.Entry{Version: given[0].All[0].Version}
	all := acts(at)
	for name := range all {
		t.Run(name, func(t *testing.T) {
			answers := map[bool]string{}
			trees := map[bool]map[string]string{}
			for _, bulk := range []bool{false, true} {
				root := t.TempDir()
				s := open(t, root)
				spans := learnMany(t, s, bulk, given...)
				if bulk {
					wantPacked(t, s, root, 7, 8, 9)
				}

				answer, err := all[name](t, s)

				h, reading := s.History(ref)
				told := fmt.Sprintf("%+v: %+v, %v %v", spans, answer, workflow.CodeOf(err), workflow.Presentable(err))
				if h.Conflict != nil {
					told += fmt.Sprintf("; %v", *h.Conflict)
					h.Conflict, h.Size = nil, 0 // its time is in the journal, and not always as long
				}
				answers[bulk] = strings.ReplaceAll(fmt.Sprintf("%s; then %+v, %v", told, h, reading), root, "ROOT")
				unpack(t, s)
				trees[bulk] = tree(t, root)
			}
			if answers[true] != answers[false] {
				t.Errorf("in the pack the answer is\n%s\nwant\n%s", answers[true], answers[false])
			}
			wantSameTree(t, trees[true], trees[false])
		})
	}
}

// Whatever is to be learned, Bulk makes no difference but where it stands in the meantime.
func TestBulkMakesNoDifference(t *testing.T) {
	eight, elsewhere := workflow.Ref{Company: 3, ID: 8}, workflow.Ref{Company: 4, ID: 7}
	one, two := learned(ref, "a: 1\n", ""), learned(ref, "a: 2\n", "")
	noReceipt, noText, empty, crlf, prompted, bad, deleted, numbered, wrong, foreign := one, one, one, one, one, one, one, one, one, one
	noReceipt.Receipt = workflow.Receipt{}
	noText.Content = nil
	empty.Content = []byte{}
	crlf.Content = []byte("a: 1\r\n\x00+ 8 10 10\n")
	prompted.Version.Prompt = strings.Repeat("Über \"alles\"\n+ 7 3 3\n\u2028", 200)
	bad.Version.Comment = "\xff"
	deleted.Version.Deleted, deleted.Content = true, nil
	numbered.Version.Number = 41
	wrong.Version.ContentSHA256 = workflow.SHA256([]byte("another"))
	foreign.Version.UID = "../../7"
	of := func(r workflow.Ref, head workflow.UID, all ...localstore.Learned) localstore.Course {
		return localstore.Course{Ref: r, Head: head, All: all}
	}
	for name, courses := range map[string][]localstore.Course{
		"nothing":                     nil,
		"no version":                  {of(ref, "")},
		"one":                         {of(ref, "", one)},
		"without a receipt":           {of(ref, "", noReceipt)},
		"without a text":              {of(ref, "", noText)},
		"an empty text":               {of(ref, "", empty)},
		"a text like a pack":          {of(ref, "", crlf), newcomer(8)},
		"a long prompt":               {of(ref, "", prompted), newcomer(8)},
		"with a number":               {of(ref, "", numbered)},
		"a deletion":                  {of(ref, "", deleted)},
		"one beside":                  {of(ref, "", learnedChange(one).beside(""))},
		"before what is not there":    {of(ref, "", learnedChange(one).beside(two.Version.UID))},
		"two versions":                {of(ref, "", one, two)},
		"the same twice":              {of(ref, "", one, one)},
		"on what is not there":        {of(ref, two.Version.UID, one)},
		"one that cannot be kept":     {of(ref, "", bad), newcomer(8)},
		"a wrong hash":                {newcomer(8), of(ref, "", wrong)},
		"an identifier like a path":   {of(ref, "", foreign)},
		"a number that is none":       {of(workflow.Ref{Company: 3}, "", one)},
		"a workflow twice":            {of(ref, "", one), newcomer(8), of(ref, "", two)},
		"a workflow, then its next":   {of(ref, "", one), newcomer(8), of(ref, one.Version.UID, two)},
		"two companies":               {of(ref, "", one), of(elsewhere, "", learned(elsewhere, "a: 1\n", ""))},
		"a version in two workflows":  {of(ref, "", one), of(eight, "", one)},
		"some in bulk, some not here": {newcomer(8), of(ref, "", one, two), newcomer(9), of(twelve, one.Version.UID, two)},
	} {
		t.Run(name, func(t *testing.T) {
			spans := map[bool]string{}
			trees := map[bool]map[string]string{}
			for _, bulk := range []bool{false, true} {
				root := t.TempDir()
				s := open(t, root)

				for _, span := range learnMany(t, s, bulk, courses...) {
					spans[bulk] += strings.ReplaceAll(fmt.Sprintf("%+v %v\n", span.JournalSpan, span.Err), root, "ROOT")
				}

				unpack(t, s)
				if err := s.Unpack(t.Context(), elsewhere.Company); err != nil {
					t.Fatal(err)
				}
				trees[bulk] = tree(t, root)
				wantSound(t, s)
			}
			if spans[true] != spans[false] {
				t.Errorf("in bulk the spans are\n%s\nwant\n%s", spans[true], spans[false])
			}
			wantSameTree(t, trees[true], trees[false])
		})
	}
}
