package storagetest

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

func show(v workflow.Version) string {
	v.Prompt = shorten(v.Prompt)
	return fmt.Sprintf("%+q", fmt.Sprintf("%+v", v))
}

func keepsBytes(t *testing.T, s storage.Store) {
	texts := map[string]string{
		"one byte":         "x",
		"no final newline": "name: a\nsteps: []",
		"CRLF":             "name: a\r\nsteps: []\r\n",
		"mixed line ends":  "a: 1\r\nb: 2\nc: 3\r",
		"outer blanks":     "\n\n  a: 1  \n\n\t ",
		"byte order mark":  "\ufeffname: a\n",
		"unicode":          "name: Überweisung 👩🏽‍💼 e\u0301 \u2028 \u202e 财务\n",
		"not YAML":         "name: [unclosed\n\t- : :",
		"looks encoded":    "%0A%41 &lt; \\n ${HOME} =?UTF-8?Q?a?=",
		"1 MiB":            strings.Repeat("0123456789abcde\n", workflow.MaxContent/16),
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			ref := NewRef()
			given := NewVersion(ref, "")

			saved, err := s.Put(t.Context(), given, []byte(text), storage.Base{})
			if err != nil {
				t.Fatal(err)
			}

			wantVersion(t, "Put", saved, given, text)
			for _, id := range []string{"", saved.ID} {
				entry, got := get(t, s, ref, id)
				if got != text {
					t.Errorf("Get of %q gives %d bytes %q, want %d bytes %q", id, len(got), shorten(got), len(text), shorten(text))
				}
				wantVersion(t, "Get", entry, given, text)
			}
		})
	}
}

func sharesNoMemory(t *testing.T, s storage.Store) {
	ref := NewRef()
	content := []byte("name: before\n")
	if _, err := s.Put(t.Context(), NewVersion(ref, ""), content, storage.Base{}); err != nil {
		t.Fatal(err)
	}

	copy(content, "overwritten!!")
	_, read, err := s.Get(t.Context(), ref, "")
	if err != nil {
		t.Fatal(err)
	}
	copy(read, "overwritten!!")

	if _, got := get(t, s, ref, ""); got != "name: before\n" {
		t.Errorf("the stored text became %q", got)
	}
}

func keepsMetadata(t *testing.T, s storage.Store) {
	cases := map[string]func(v *workflow.Version){
		"a prompt of 20,000 characters with emoji": func(v *workflow.Version) { v.Prompt = lines(20_000) },
		"a comment of 5,000 characters":            func(v *workflow.Version) { v.Comment = lines(5_000) },
		"a comment with quotes and line breaks": func(v *workflow.Version) {
			v.Comment = "  says \"yes\", 'no' & `maybe`;\r\n100 % of <b>it</b> %0A \\n +\tend \n "
		},
		"an author beyond ASCII":      func(v *workflow.Version) { v.Author = "Zoë Müller-Łuczak 李雷 🙂" },
		"a name beyond ASCII":         func(v *workflow.Version) { v.Name = " Übersee – “Einkauf” 财务 " },
		"texts that look encoded":     func(v *workflow.Version) { v.Comment, v.Author = "=?UTF-8?B?YQ==?=", "a%20b+c" },
		"nothing but blanks":          func(v *workflow.Version) { v.Comment, v.Name = "   ", "\n" },
		"empty values":                func(v *workflow.Version) { v.Name, v.Author, v.Comment, v.Prompt = "", "", "", "" },
		"a parent and no other texts": func(v *workflow.Version) { v.Comment, v.Prompt, v.ParentUID = "", "", "01ARZ3NDEKTSV4RRFFQ69G5FAV" },
		"two parents": func(v *workflow.Version) {
			v.ParentUID, v.MergedUID = "01ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAW"
		},
		"a text that a generator proposed": func(v *workflow.Version) { v.Generator = "offline" },
		"no number":                        func(v *workflow.Version) { v.Number = 0 },
	}
	for name, change := range cases {
		t.Run(name, func(t *testing.T) {
			ref := NewRef()
			given := NewVersion(ref, "")
			change(&given)

			saved, err := s.Put(t.Context(), given, []byte("a: 1\n"), storage.Base{})
			if err != nil {
				t.Fatal(err)
			}

			wantVersion(t, "Put", saved, given, "a: 1\n")
			latest, _ := get(t, s, ref, "")
			wantVersion(t, "Get of the latest", latest, given, "a: 1\n")
			byID, _ := get(t, s, ref, saved.ID)
			wantVersion(t, "Get by id", byID, given, "a: 1\n")
			all := versions(t, s, ref)
			if len(all) != 1 {
				t.Fatalf("Versions gives %d entries, want 1", len(all))
			}
			wantVersion(t, "Versions", all[0], given, "a: 1\n")
		})
	}
}

func createsOnZeroBase(t *testing.T, s storage.Store) {
	ref := NewRef()

	saved := put(t, s, ref, "a: 1\n", none)

	if !saved.IsLatest {
		t.Error("what Put wrote is not marked as the latest")
	}
	if all := versions(t, s, ref); len(all) != 1 || all[0].UID != saved.UID {
		t.Errorf("the new workflow has versions %v, want the one that was put", all)
	}
}

func refusesZeroBase(t *testing.T, s storage.Store) {
	ref := NewRef()
	first := put(t, s, ref, "a: 1\n", none)

	_, err := s.Put(t.Context(), NewVersion(ref, ""), []byte("a: 2\n"), storage.Base{})

	wantCode(t, err, workflow.CodeStaleParent)
	wantOnly(t, s, ref, "a: 1\n", first)
}

func refusesBaseOfNothing(t *testing.T, s storage.Store) {
	other := put(t, s, NewRef(), "a: 1\n", none)
	ref := NewRef()

	_, err := s.Put(t.Context(), NewVersion(ref, other.UID), []byte("a: 2\n"), other.Base())

	wantCode(t, err, workflow.CodeStaleParent)
	if all := versions(t, s, ref); len(all) != 0 {
		t.Errorf("a refused Put left %d versions", len(all))
	}
}

func refusesStaleBase(t *testing.T, s storage.Store) {
	ref := NewRef()
	first := put(t, s, ref, "a: 1\n", none)
	second := put(t, s, ref, "a: 2\n", first)

	// Neither the id nor the etag of first is the latest's: an etag alone may be a hash of the text, so that a text
	// that came back would make an old base fit again.
	_, err := s.Put(t.Context(), NewVersion(ref, first.UID), []byte("a: 3\n"), first.Base())

	wantCode(t, err, workflow.CodeStaleParent)
	wantOnly(t, s, ref, "a: 2\n", second, first)
}

func takesEveryBase(t *testing.T, s storage.Store) {
	ref := NewRef()
	put(t, s, ref, "a: 1\n", none)

	latest, _ := get(t, s, ref, "")
	put(t, s, ref, "a: 2\n", latest)
	put(t, s, ref, "a: 3\n", versions(t, s, ref)[0])
	put(t, s, ref, "a: 4\n", workflows(t, s, ref.Company)[0])
	byID, _ := get(t, s, ref, versions(t, s, ref)[0].ID)
	put(t, s, ref, "a: 5\n", byID)

	if _, text := get(t, s, ref, ""); text != "a: 5\n" {
		t.Errorf("the latest is %q, want the fifth text", text)
	}
}

const writers = 8

func oneWinner(t *testing.T, s storage.Store) {
	ref := NewRef()
	base := put(t, s, ref, "a: base\n", none)

	winner := race(t, s, ref, base)

	wantOnly(t, s, ref, fmt.Sprintf("a: %s\n", winner.UID), winner, base)
}

func oneCreator(t *testing.T, s storage.Store) {
	ref := NewRef()

	winner := race(t, s, ref, none)

	wantOnly(t, s, ref, fmt.Sprintf("a: %s\n", winner.UID), winner)
}

// race lets writers put different texts on one base at once, asserts that exactly one wins and gives its entry.
func race(t *testing.T, s storage.Store, ref workflow.Ref, base storage.Entry) storage.Entry {
	t.Helper()
	return compete(t, s, ref, base, func(int) bool { return false })
}

// compete is race where some delete.
func compete(t *testing.T, s storage.Store, ref workflow.Ref, base storage.Entry, deletes func(i int) bool) storage.Entry {
	t.Helper()
	var (
		start   = make(chan struct{})
		entries [writers]storage.Entry
		errs    [writers]error
		group   sync.WaitGroup
	)
	for i := range writers {
		group.Go(func() {
			v, content := NewVersion(ref, base.UID), []byte(nil)
			if v.Deleted = deletes(i); !v.Deleted {
				content = fmt.Appendf(nil, "a: %s\n", v.UID)
			}
			<-start
			entries[i], errs[i] = s.Put(t.Context(), v, content, base.Base())
		})
	}
	close(start)
	group.Wait()

	var winner storage.Entry
	for i, err := range errs {
		if err != nil {
			wantCode(t, err, workflow.CodeStaleParent)
			continue
		}
		// A bucket may make one of two deletions on one base.
		if winner.ID != "" && (winner.ID != entries[i].ID || !winner.DeleteMarker) {
			t.Errorf("both %s and %s won", winner.ID, entries[i].ID)
		}
		winner = entries[i]
	}
	if winner.ID == "" {
		t.Fatal("nobody won")
	}
	return winner
}

// wantOnly asserts that a workflow has exactly these versions, newest first, and that text is the latest.
func wantOnly(t *testing.T, s storage.Store, ref workflow.Ref, text string, want ...storage.Entry) {
	t.Helper()
	all := versions(t, s, ref)
	if len(all) != len(want) {
		t.Fatalf("there are %d versions, want %d", len(all), len(want))
	}
	for i := range want {
		if all[i].UID != want[i].UID || all[i].ID != want[i].ID {
			t.Errorf("version %d is %s (id %s), want %s (id %s)", i, all[i].UID, all[i].ID, want[i].UID, want[i].ID)
		}
	}
	if _, got := get(t, s, ref, ""); got != text {
		t.Errorf("the latest is %q, want %q", got, text)
	}
}

func cancelledWrite(t *testing.T, s storage.Store) {
	existing, created := NewRef(), NewRef()
	first := put(t, s, existing, "a: 1\n", none)

	_, onTop := s.Put(cancelled(), NewVersion(existing, first.UID), []byte("a: 2\n"), first.Base())
	_, onNothing := s.Put(cancelled(), NewVersion(created, ""), []byte("a: 2\n"), storage.Base{})

	wantCode(t, onTop, workflow.CodeCancelled)
	wantCode(t, onNothing, workflow.CodeCancelled)
	wantOnly(t, s, existing, "a: 1\n", first)
	if all := versions(t, s, created); len(all) != 0 {
		t.Errorf("a cancelled Put left %d versions", len(all))
	}
}
