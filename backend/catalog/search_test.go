package catalog

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/query"
	"workflow-designer/backend/workflow"
)

// saying is version number of a workflow with what it says.
func saying(ref workflow.Ref, number int, name, yaml string, labels ...string) Save {
	s := save(ref, number)
	s.YAMLName, s.Text, s.Labels = name, []byte(yaml), labels
	return s
}

func find(t testing.TB, c *Catalog, question string) Hits {
	t.Helper()
	hits, err := c.Search(context.Background(), company, query.Parse(question), 50)
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	return hits
}

// wantFound asserts which workflows a question finds, in this order, each with the field that has it.
func wantFound(t testing.TB, c *Catalog, question string, want ...string) {
	t.Helper()
	got := []string{}
	for _, h := range find(t, c, question).All {
		got = append(got, fmt.Sprintf("%d %s", h.Ref.ID, h.Field))
	}
	equal(t, question, got, append([]string{}, want...))
}

func TestWhatIsSavedIsFound(t *testing.T) {
	// Given workflows that say something
	c := openNew(t)
	eight := workflow.Ref{Company: company, ID: 8}
	travel := saying(seven, 1, "Travel request", "name: Travel request\nworkflow:\n  finance_review:\n    name: Prüfung\n", "finance", "Head Office")
	travel.Prompt, travel.Comment, travel.Author = "The supervisor approves.", "Asked for by Überlingen", "Ilya Petrov"
	leave := saying(nine, 2, "Leave request", "name: Leave request\nworkflow:\n  travel: {}\n", "hr")
	leave.Prompt, leave.Comment, leave.ErrorCount = "Persetujuan atasan.", "Limits as the supervisor wants them", 1
	record(t, c, Change{Ref: seven, Saves: []Save{travel}})
	record(t, c, Change{Ref: nine, Saves: []Save{leave}})
	record(t, c, Change{Ref: eight, Saves: []Save{saying(eight, 3, "Supervisor change", "name: Supervisor change\n")}})

	for question, want := range map[string][]string{
		"trav":                       {"7 name", "9 yaml"},
		"REQUEST":                    {"9 name", "7 name"},
		"supervisor":                 {"8 name", "7 prompt", "9 comment"},
		"finance review":             {"7 yaml"},
		`"finance review"`:           {"7 yaml"},
		`"review finance"`:           nil,
		"finance_review":             {"7 yaml"},
		"prufung":                    {"7 yaml"},
		"überlingen":                 {"7 comment"},
		"uberl":                      {"7 comment"},
		"persetujuan":                {"9 prompt"},
		"travel supervisor":          {"9 ", "7 "},
		"request in:name":            {"9 name", "7 name"},
		"request in:prompt":          nil,
		"travel in:yaml":             {"9 yaml", "7 yaml"},
		"label:finance":              {"7 "},
		`label:"head office"`:        {"7 "},
		"label:head":                 nil,
		"label:hr request":           {"9 name"},
		"author:petrov":              {"7 "},
		"author:an":                  {"8 ", "9 "},
		`author:"ilya p"`:            {"7 "},
		"has:problems":               {"9 "},
		"has:problems label:finance": nil,
		"nothing":                    nil,
		"":                           nil,
		"c1":                         nil,
	} {
		wantFound(t, c, question, want...)
	}
}

func TestWhatChangesIsFoundAsItIsNow(t *testing.T) {
	ctx, c := context.Background(), openNew(t)
	record(t, c, Change{Ref: seven, Saves: []Save{saying(seven, 1, "Travel", "name: Travel\nold: yes\n", "finance")}})
	record(t, c, Change{Ref: nine, Saves: []Save{saying(nine, 2, "Leave", "name: Leave\n")}})

	// When it is renamed
	record(t, c, Change{Ref: seven, Saves: []Save{saying(seven, 3, "Journey", "name: Journey\nnew: yes\n", "hr")}})
	// Then it has its new name, labels and place, and its comments are all kept
	wantFound(t, c, "travel")
	wantFound(t, c, "old")
	wantFound(t, c, "label:finance")
	wantFound(t, c, "label:hr", "7 ")
	wantFound(t, c, "yes", "7 yaml")
	wantFound(t, c, "comment", "7 comment", "9 comment")
	wantFound(t, c, "comment 1", "7 comment")

	// When it is deleted
	gone := save(seven, 4)
	gone.Deleted, gone.Prompt = true, ""
	record(t, c, Change{Ref: seven, Saves: []Save{gone}})
	// Then it is not found, until it is brought back
	wantFound(t, c, "comment", "9 comment")
	record(t, c, Change{Ref: seven, Saves: []Save{saying(seven, 5, "Journey", "name: Journey\n")}})
	wantFound(t, c, "journey", "7 name")

	// When a version comes of which the text is not at hand
	record(t, c, Change{Ref: nine, Saves: []Save{save(nine, 6)}})
	// Then what was known before is found, and it is said that there is more to come
	equal(t, "unread", find(t, c, "x").Unread, 1)
	wantFound(t, c, "leave", "9 name")
	stale, err := c.Stale(ctx, company, 9)
	if err != nil || len(stale) != 1 || stale[0].UID != uid(nine, 6) {
		t.Fatalf("got %v, %v", stale, err)
	}
	read := Save{Known: stale[0], Text: []byte("name: Leave\nholiday: yes\n"), Labels: []string{"hr"}}
	// And a text that is no longer the latest is left out
	late := read
	late.UID, late.Text = uid(nine, 2), []byte("late: yes")
	if err := c.Fill(ctx, []Save{late, read, read}); err != nil {
		t.Fatal(err)
	}
	equal(t, "unread", find(t, c, "x").Unread, 0)
	wantFound(t, c, "holiday", "9 yaml")
	wantFound(t, c, "late")
	wantFound(t, c, "label:hr", "9 ")

	// When it is forgotten, nothing of it is found; of another company never
	if err := c.Forget(ctx, nine); err != nil {
		t.Fatal(err)
	}
	wantFound(t, c, "leave")
	elsewhere := workflow.Ref{Company: 2, ID: 7}
	record(t, c, Change{Ref: elsewhere, Saves: []Save{saying(elsewhere, 1, "Journey", "name: Journey")}})
	wantFound(t, c, "journey", "7 name")
	if err := c.Clear(ctx); err != nil {
		t.Fatal(err)
	}
	wantFound(t, c, "journey")
}

func TestMoreThanIsAskedForIsSaid(t *testing.T) {
	c := openNew(t)
	for n := 1; n <= 5; n++ {
		ref := workflow.Ref{Company: company, ID: workflow.ID(n)}
		record(t, c, Change{Ref: ref, Saves: []Save{saying(ref, n, "Travel", "name: Travel\ntravel: yes\n")}})
	}
	for limit, more := range map[int]bool{1: true, 4: true, 5: false, 6: false} {
		hits, err := c.Search(context.Background(), company, query.Parse("travel"), limit)
		if err != nil || len(hits.All) != min(limit, 5) || hits.More != more {
			t.Errorf("limit %d: %d found, more %v, %v", limit, len(hits.All), hits.More, err)
		}
		if hits.All[0].Ref.ID != 5 {
			t.Errorf("first is %d", hits.All[0].Ref.ID)
		}
	}
}

func TestManyOfOneMomentAreAllFound(t *testing.T) {
	// Given far more workflows than there are numbers for one moment, and one that was saved long after
	c := openNew(t)
	var changes []Change
	for n := 1; n <= 500; n++ {
		ref := workflow.Ref{Company: company, ID: workflow.ID(n)}
		s := saying(ref, 1, "Travel", "name: Travel")
		s.CreatedAt = start
		changes = append(changes, Change{Ref: ref, Saves: []Save{s}})
	}
	changes[42].Saves[0].CreatedAt = start.Add(time.Minute)

	// When they are saved, and some of them once more
	for range 2 {
		if err := c.RecordAll(context.Background(), changes); err != nil {
			t.Fatal(err)
		}
		changes[3].Saves = append(changes[3].Saves, saying(changes[3].Ref, 2, "Travel", "name: Travel"))
		changes[3].Saves[1].CreatedAt = start.Add(time.Hour)
	}

	// Then each is found once, the last one first
	hits, err := c.Search(context.Background(), company, query.Parse("travel"), 1000)
	if err != nil || len(hits.All) != len(changes) {
		t.Fatalf("%d found, %v", len(hits.All), err)
	}
	equal(t, "first", hits.All[0].Ref, changes[3].Ref)
	equal(t, "second", hits.All[1].Ref, changes[42].Ref)
}

// shelf is the workflows of a random test, as a scan of all of them finds them.
type shelf map[workflow.ID]*book

type book struct {
	saves []Save
	stale bool
}

func (b *book) latest() Save { return b.saves[len(b.saves)-1] }

// scan is what Search must find.
func (s shelf) scan(q query.Query) []string {
	type hit struct {
		id    workflow.ID
		round int
		at    time.Time
	}
	hits := []hit{}
	for id, b := range s {
		latest := b.latest()
		if latest.Deleted || q.Empty() || !b.passes(q) {
			continue
		}
		for i, field := range append(append([]query.Field{}, query.Fields...), "") {
			if q.In != "" && field != q.In {
				continue
			}
			if len(q.Terms) == 0 || b.has(q, field) {
				hits = append(hits, hit{id, i, latest.CreatedAt})
				break
			}
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.round, b.round), b.at.Compare(a.at)) })
	found := []string{}
	for _, h := range hits {
		found = append(found, fmt.Sprint(h.id))
	}
	return found
}

func (b *book) passes(q query.Query) bool {
	latest := b.latest()
	if q.Problems && latest.ErrorCount+latest.WarningCount == 0 {
		return false
	}
	for _, want := range q.Labels {
		if !slices.ContainsFunc(latest.Labels, func(label string) bool { return query.LabelKey(label) == want }) {
			return false
		}
	}
	for _, words := range q.Authors {
		for _, word := range words {
			// Of several who saved each word may be another's.
			if !slices.ContainsFunc(b.saves, func(s Save) bool {
				return len(query.Parse(word).Find(s.Author).Marks) > 0
			}) {
				return false
			}
		}
	}
	return true
}

func (b *book) has(q query.Query, field query.Field) bool {
	latest := b.latest()
	var comments []string
	for _, s := range b.saves {
		comments = append(comments, s.Comment)
	}
	texts := map[query.Field][]string{
		query.Name: {latest.YAMLName}, query.Prompt: {latest.Prompt}, query.Comment: comments, query.YAML: {string(latest.Text)},
	}
	for _, term := range q.Terms {
		one := query.Query{Terms: []query.Term{term}}
		if !slices.ContainsFunc(query.Fields, func(in query.Field) bool {
			return (field == "" || in == field) && slices.ContainsFunc(texts[in], func(text string) bool { return len(one.Find(text).Marks) > 0 })
		}) {
			return false
		}
	}
	return true
}

// someWords are of a text or a question of the random test: few, so that they meet.
var someWords = strings.Fields("finance final Finanz über ubersicht on_approve approve approver persetujuan 1000 10 承認 ok or near")

func phrase(r *rand.Rand, most int) string {
	var words []string
	for range r.IntN(most + 1) {
		words = append(words, someWords[r.IntN(len(someWords))])
	}
	return strings.Join(words, []string{" ", "\n  ", ": "}[r.IntN(3)])
}

func question(r *rand.Rand) string {
	var parts []string
	for range 1 + r.IntN(3) {
		word := []rune(someWords[r.IntN(len(someWords))])
		part := string(word[:1+r.IntN(len(word))])
		switch r.IntN(8) {
		case 0:
			part = `"` + part + " " + someWords[r.IntN(len(someWords))] + `"`
		case 1:
			part = `"` + someWords[r.IntN(len(someWords))] + " " + part
		case 2:
			part = []string{"in:", "label:", "author:", "has:"}[r.IntN(4)] + []string{"name", "yaml", "comment", "prompt", "hr", "finance", "ana", "b", "problems"}[r.IntN(9)]
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
}

func TestSearchFindsWhatAScanFinds(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			ctx, c, r, shelf := context.Background(), openNew(t), rand.New(rand.NewPCG(seed, 1)), shelf{}
			for n := 1; n <= 150; n++ {
				shelf.change(t, c, r, n)
				if r.IntN(3) > 0 {
					continue
				}
				shelf.fill(t, c)
				for range 6 {
					asked := question(r)
					q := query.Parse(asked)
					hits, err := c.Search(ctx, company, q, 1000)
					if err != nil {
						t.Fatalf("%s: %v", asked, err)
					}
					got := []string{}
					for _, h := range hits.All {
						got = append(got, fmt.Sprint(h.Ref.ID))
					}
					if want := shelf.scan(q); !slices.Equal(got, want) {
						t.Fatalf("after %d changes, %s: got %v, want %v", n, asked, got, want)
					}
				}
			}
		})
	}
}

// change makes the n-th random change.
func (s shelf) change(t testing.TB, c *Catalog, r *rand.Rand, n int) {
	t.Helper()
	ref := workflow.Ref{Company: company, ID: workflow.ID(1 + r.IntN(12))}
	b := s[ref.ID]
	if b == nil {
		b = &book{}
		s[ref.ID] = b
	}
	v := saying(ref, len(b.saves)+1, "Process "+phrase(r, 2), "name: "+phrase(r, 8))
	v.CreatedAt = start.Add(time.Duration(n) * time.Minute)
	v.Prompt, v.Comment, v.Author = phrase(r, 4), phrase(r, 3), []string{"ana", "Béla Bartók", ""}[r.IntN(3)]
	v.WarningCount = r.IntN(2)
	if r.IntN(2) == 0 {
		v.Labels = []string{"HR", "Finance"}[:1+r.IntN(2)]
	}
	switch kind := r.IntN(10); {
	case kind == 0 && len(b.saves) > 0:
		delete(s, ref.ID)
		if err := c.Forget(context.Background(), ref); err != nil {
			t.Fatal(err)
		}
	case kind == 1 && len(b.saves) > 0 && !b.latest().Deleted:
		v.Deleted, v.Text, v.Labels, v.YAMLName, v.Prompt = true, nil, nil, "", ""
		fallthrough
	case kind < 8:
		b.saves = append(b.saves, v)
		record(t, c, Change{Ref: ref, Saves: []Save{v}})
	default: // the whole journal is read, the texts later
		b.saves, b.stale = append(b.saves, v), true
		var all []Save
		for _, save := range b.saves {
			save.Text = nil
			all = append(all, save)
		}
		record(t, c, Change{Ref: ref, Saves: all, Span: workflow.JournalSpan{From: -1, To: int64(n)}})
	}
}

func (s shelf) fill(t testing.TB, c *Catalog) {
	t.Helper()
	for {
		stale, err := c.Stale(context.Background(), company, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(stale) == 0 {
			return
		}
		var saves []Save
		for _, v := range stale {
			latest := s[v.Ref.ID].latest()
			saves = append(saves, Save{Known: v, Text: latest.Text, Labels: latest.Labels})
		}
		if err := c.Fill(context.Background(), saves); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheFullTextIsMadeAnewWhenItIsDamaged(t *testing.T) {
	ctx := context.Background()
	for name, use := range map[string]func(c *Catalog) error{
		"found by a search": func(c *Catalog) error {
			_, err := c.Search(ctx, company, query.Parse("travel"), 9)
			return err
		},
		"found by a save": func(c *Catalog) error {
			return c.Record(ctx, Change{Ref: nine, Saves: []Save{saying(nine, 2, "Leave", "name: Leave")}})
		},
		"found by a deletion": func(c *Catalog) error { return c.Forget(ctx, nine) },
	} {
		t.Run(name, func(t *testing.T) {
			// Given an index whose full text is damaged
			path := t.TempDir() + "/index.sqlite"
			c, err := Open(ctx, path)
			if err != nil {
				t.Fatal(err)
			}
			record(t, c, Change{Ref: nine, Saves: []Save{saying(nine, 1, "Leave", "name: Leave")}})
			record(t, c, Change{Ref: seven, Saves: []Save{saying(seven, 1, "Travel", "name: Travel")}})
			if _, err := c.write.Exec("UPDATE search_texts_data SET block = X'ffffffffffffffffffffffff'"); err != nil {
				t.Fatal(err)
			}
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}

			// When it is used again
			c = openAt(t, path)
			equal(t, "set aside", c.SetAside(), "")
			if err := use(c); err != nil {
				t.Fatal(err)
			}

			// Then all that is recorded is there, and becomes findable again
			stale, err := c.Stale(ctx, company, 9)
			if err != nil || len(stale) == 0 {
				t.Fatalf("got %v, %v", stale, err)
			}
			for _, v := range stale {
				if err := c.Fill(ctx, []Save{{Known: v, Text: []byte("name: Travel")}}); err != nil {
					t.Fatal(err)
				}
			}
			equal(t, "found", find(t, c, "travel").All[0].Ref, seven)
		})
	}
}

func FuzzSearchNeverFails(f *testing.F) {
	for _, text := range []string{
		`"`, `a" OR "b`, "NEAR(a b, 2)", "a*", "^a", "-a", "{name}: a", "name : a", "a AND", "(a", "'; DROP TABLE search_texts; --",
		"label:\x00", "author:\"", "in:yaml \ue000", "\xff\xfe", strings.Repeat("a ", 2000), strings.Repeat("\"", 999), "İ 承 ﬁ",
	} {
		f.Add(text)
	}
	c, err := Open(context.Background(), f.TempDir()+"/index.sqlite")
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = c.Close() })
	record(f, c, Change{Ref: seven, Saves: []Save{saying(seven, 1, "Travel", "name: Travel")}})
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := c.Search(context.Background(), company, query.Parse(text), 10); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}
