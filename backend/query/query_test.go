package query_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"workflow-designer/backend/query"
)

func texts(text string) []string {
	got := []string{}
	for _, w := range query.Words(text) {
		got = append(got, w.Text)
	}
	return got
}

func TestWordsAreComparedWithoutCaseAndDiacritics(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{" \t\n.,:;-_/\"'", nil},
		{"Purchase Request", []string{"purchase", "request"}},
		{"on_approve: finance_director", []string{"on", "approve", "finance", "director"}},
		{"amount <= 1000.50", []string{"amount", "1000", "50"}},
		{"Überprüfung der Größe", []string{"uberprufung", "der", "grosse"}},
		{"U\u0308ber", []string{"uber"}},
		{"Đặng Øre Łódź ﬁle ①", []string{"dang", "ore", "lodz", "file", "1"}},
		{"İSTANBUL ıslak", []string{"istanbul", "islak"}},
		{"Persetujuan-persetujuan ke-2", []string{"persetujuan", "persetujuan", "ke", "2"}},
		{"承認する ok", []string{"承", "認", "す", "る", "ok"}},
		{"a\xffb", []string{"a", "b"}},
		{strings.Repeat("x", 100), []string{strings.Repeat("x", 64)}},
	} {
		if got := texts(test.text); !reflect.DeepEqual(got, append([]string{}, test.want...)) {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestAWordKnowsWhereItIsWritten(t *testing.T) {
	text := "– Überprüfung (2×) 承認"
	for _, w := range query.Words(text) {
		written := text[w.Start:w.End]
		if again := texts(written); len(again) != 1 || again[0] != w.Text {
			t.Errorf("%q is written %q", w.Text, written)
		}
	}
}

func TestAQuestionIsRead(t *testing.T) {
	open := func(words ...string) query.Term { return query.Term{Words: words, Open: true} }
	exact := func(words ...string) query.Term { return query.Term{Words: words} }
	for text, want := range map[string]query.Query{
		"":                                 {},
		"  ":                               {},
		"appr":                             {Terms: []query.Term{open("appr")}},
		"Finance appr":                     {Terms: []query.Term{open("finance"), open("appr")}},
		`"Finance Director" x`:             {Terms: []query.Term{exact("finance", "director"), open("x")}},
		`"finance dir`:                     {Terms: []query.Term{open("finance", "dir")}},
		`a"b c"d`:                          {Terms: []query.Term{open("a"), exact("b", "c"), open("d")}},
		"on_reject":                        {Terms: []query.Term{open("on", "reject")}},
		"label:Finance":                    {Labels: []string{"finance"}},
		`LABEL:"Head office" label:hr x`:   {Labels: []string{"head office", "hr"}, Terms: []query.Term{open("x")}},
		"author:Petr":                      {Authors: [][]string{{"petr"}}},
		`author:"Ilya Petrov"`:             {Authors: [][]string{{"ilya", "petrov"}}},
		"has:problems":                     {Problems: true},
		"has:prob":                         {Problems: true},
		"in:yaml x":                        {In: query.YAML, Terms: []query.Term{open("x")}},
		"in:c":                             {In: query.Comment},
		"in: label: author: has:":          {},
		"in:nowhere":                       {Terms: []query.Term{open("in", "nowhere")}},
		"has:wings":                        {Terms: []query.Term{open("has", "wings")}},
		"name:x":                           {Terms: []query.Term{open("name", "x")}},
		`" OR NEAR( ^ * + - { } ' "" ; --`: {Terms: []query.Term{exact("or", "near")}},
		"NOT":                              {Terms: []query.Term{open("not")}},
	} {
		if got := query.Parse(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", text, got, want)
		}
	}
}

func TestWhatWasAskedForIsMarked(t *testing.T) {
	for _, test := range []struct{ question, text, want string }{
		{"appr", "Manager Approval approves", "Manager [Appr]oval [appr]oves"},
		{"man appr", "Manager Approval", "[Man]ager [Appr]oval"},
		{`"finance director"`, "The Finance\n  Director", "The [Finance\n  Director]"},
		{`"finance dir"`, "finance director", "finance director"},
		{"fin", "Überfin finanz Fin", "Überfin [fin]anz [Fin]"},
		{"uber", "U\u0308berprüfung", "[U\u0308ber]prüfung"},
		{"größ", "die Größe", "die [Größ]e"},
		{"a ab abc", "abcd", "[abc]d"},
		{"承認", "未承認です", "未[承認]です"},
	} {
		var b strings.Builder
		at := 0
		for _, m := range query.Parse(test.question).Find(test.text).Marks {
			b.WriteString(test.text[at:m.Start] + "[" + test.text[m.Start:m.End] + "]")
			at = m.End
		}
		b.WriteString(test.text[at:])
		if got := b.String(); got != test.want {
			t.Errorf("%s: got %q, want %q", test.question, got, test.want)
		}
	}
}

func TestASnippetShowsThePlaceWithTheMost(t *testing.T) {
	text := "name: Purchase\nworkflow:\n  review:\n    name: \"Finance review\"\n    approver: finance\n    # " +
		strings.Repeat("long ", 30) + "the purchase of finance " + strings.Repeat("more ", 40) + "\n"
	for _, test := range []struct{ question, want string }{
		{"review", "[review]:"},
		{"finance review", "name: \"[Finance] [review]\""},
		{"finance purchase", "…long long long long long long long the [purchase] of [finance] more"},
		{"nothing", "name: Purchase"},
	} {
		snippet := query.Parse(test.question).Find(text).Snippet(text)
		var b strings.Builder
		at := 0
		for _, m := range snippet.Marks {
			b.WriteString(snippet.Text[at:m.Start] + "[" + snippet.Text[m.Start:m.End] + "]")
			at = m.End
		}
		b.WriteString(snippet.Text[at:])
		if got := b.String(); !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.question, got, test.want)
		}
		if n := utf8.RuneCountInString(snippet.Text); n > 150 {
			t.Errorf("%s: %d characters", test.question, n)
		}
	}
}

// FuzzQuestion looks for questions that are not read, and texts that are not found in.
func FuzzQuestion(f *testing.F) {
	f.Add(`label:a "b c author:`, "b c\nd")
	f.Add("in:yaml İ", "iİ\u0307")
	f.Add("\xff\"", "\xff\"")
	f.Fuzz(func(t *testing.T, question, text string) {
		q := query.Parse(question)
		for _, field := range append(query.Fields, "") {
			if match := q.Match(1, field); strings.Count(match, `"`)%2 != 0 || strings.Count(match, "(") != strings.Count(match, ")") {
				t.Errorf("%q becomes %s", question, match)
			}
		}
		found := q.Find(text)
		last := 0
		for _, m := range found.Marks {
			if m.Start < last || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q in %q: %v", question, text, found.Marks)
			}
			last = m.End
		}
		snippet := found.Snippet(text)
		if strings.ContainsAny(snippet.Text, "\n\r") {
			t.Errorf("more than a line: %q", snippet.Text)
		}
		for _, m := range snippet.Marks {
			if m.Start < 0 || m.End > len(snippet.Text) || m.End < m.Start {
				t.Errorf("%q has %v", snippet.Text, snippet.Marks)
			}
		}
		document := query.Document{Company: 1, YAML: text}.Text()
		if words := strings.Fields(document); len(words) != 1+len(texts(text)) {
			t.Errorf("%q becomes %q", text, words)
		}
	})
}

func BenchmarkWords(b *testing.B) {
	text := strings.Repeat("    approver: finance_director  # über 1000\n", 1000)
	r := rand.New(rand.NewPCG(1, 1))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if len(query.Words(text)) < r.IntN(2) {
			b.Fatal("no words")
		}
	}
}
