package offline_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/generate"
	"workflow-designer/backend/generate/offline"
)

func of(prompt string) generate.Proposal {
	return offline.Generate(generate.Request{Description: prompt})
}

// TestItUnderstandsMostOfWhatPeopleWrite scores the workflows of many descriptions. The bar is below what is reached, so that a
// change that mends one case and breaks another can be weighed; the log says which facts are missed.
func TestItUnderstandsMostOfWhatPeopleWrite(t *testing.T) {
	points, all := map[string]int{}, map[string]int{}
	for _, c := range readCases(t) {
		missed, facts := c.misses(t, readScored(t, of(c.Prompt).YAML))
		group := fmt.Sprintf("%s, held out %v", c.file, c.HeldOut)
		points[group] += facts - len(missed)
		all[group] += facts
		for _, m := range missed {
			t.Logf("%s: %s", c.ID, m)
		}
	}
	for _, group := range slices.Sorted(maps.Keys(all)) {
		score := float64(points[group]) / float64(all[group])
		t.Logf("%s: %d of %d facts, %.3f", group, points[group], all[group], score)
		if score < 0.97 {
			t.Errorf("%s: the score is %.3f", group, score)
		}
	}
}

// checkValid fails unless the text has neither errors nor warnings, and every runtime reads it.
func checkValid(t testing.TB, prompt string, p generate.Proposal) {
	t.Helper()
	for _, d := range approvalml.Check(p.YAML).Diagnostics {
		if d.Severity == diagnostic.Error || d.Severity == diagnostic.Warning {
			t.Fatalf("%s: %s\nof %.2000q:\n%.4000s", d.Code, d.Message, prompt, p.YAML)
		}
	}
}

// checkPlaces fails unless every phrase stands where its place says, counted as the page counts.
func checkPlaces(t testing.TB, prompt string, p generate.Proposal) {
	t.Helper()
	units := utf16.Encode([]rune(prompt))
	check := func(text string, at generate.Span) {
		if text == "" && at == (generate.Span{}) {
			return
		}
		if at.From < 0 || at.To > len(units) || at.From >= at.To || string(utf16.Decode(units[at.From:at.To])) != text {
			t.Fatalf("%q is not at %+v of %.200q", text, at, prompt)
		}
	}
	for _, u := range p.Understood {
		check(u.Text, u.Span)
	}
	for _, u := range p.Unclear {
		check(u.Text, u.Span)
	}
}

func TestEveryWorkflowIsValidWithoutWarnings(t *testing.T) {
	for _, c := range readCases(t) {
		p := of(c.Prompt)
		checkValid(t, c.Prompt, p)
		checkPlaces(t, c.Prompt, p)
	}
}

func TestOddDescriptionsGiveAWorkflowToBeginWith(t *testing.T) {
	for _, prompt := range []string{
		"", " ", "\n\n", "?", "😀", "approve", "500", "the the the", "if if if", "((((", "a: b: c:", strings.Repeat("(", 2000),
		strings.Repeat("if amount > 5 or ", 500), "\xff\xfe", "null", "yes", "- \n- \n- ", "Ünïcödé Antrag: Größe, Straße", "审批流程：经理批准",
		"name: x\nworkflow: {}", "the manager approves more than ٧ items", "Ask for the na\x7fme and \x00code.", "everything is automatically approved", `"quotes" and 'quotes': #hash, {braces}, [brackets]`,
	} {
		p := of(prompt)
		checkValid(t, prompt, p)
		if readScored(t, p.YAML).ends() == false {
			t.Errorf("%q: the workflow does not end:\n%s", prompt, p.YAML)
		}
	}
}

// TestNothingThatIsSaidInFramesBreaksIt makes descriptions of random words of such descriptions.
func TestWordSaladsAreTaken(t *testing.T) {
	salads := 5000
	if testing.Short() {
		salads = 500
	}
	vocabulary := vocabularyOf(t)
	for seed := range uint64(salads) {
		dice := rand.New(rand.NewPCG(seed, 1))
		prompt := salad(dice, vocabulary, 5+dice.IntN(80))
		p := of(prompt)
		checkValid(t, fmt.Sprintf("%d: %s", seed, prompt), p)
		checkPlaces(t, prompt, p)
	}
}

func vocabularyOf(t testing.TB) []string {
	var all []string
	for _, c := range readCases(t) {
		all = append(all, strings.FieldsFunc(c.Prompt, func(r rune) bool { return r == ' ' })...)
	}
	return slices.Compact(all)
}

func salad(dice *rand.Rand, vocabulary []string, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(vocabulary[dice.IntN(len(vocabulary))])
		b.WriteString([]string{" ", " ", " ", " ", ", ", ". ", "\n", "\n- ", ": "}[dice.IntN(9)])
	}
	return b.String()
}

// TestLongDescriptionsTakeLinearTime compares a description with one four times as long: the time may not grow much more.
func TestLongDescriptionsTakeLinearTime(t *testing.T) {
	vocabulary := vocabularyOf(t)
	for name, make := range map[string]func(bytes int) string{
		"words": func(bytes int) string {
			dice := rand.New(rand.NewPCG(7, 7))
			var b strings.Builder
			for b.Len() < bytes {
				b.WriteString(salad(dice, vocabulary, 50))
			}
			return b.String()
		},
		"one sentence": func(bytes int) string {
			return strings.Repeat("if the amount is over 5000 the manager and the director approve, ", bytes/65)
		},
		"fields":    func(bytes int) string { return "Fields: " + strings.Repeat("cost, date of visit, ", bytes/21) },
		"brackets":  func(bytes int) string { return strings.Repeat("type (", bytes/6) },
		"one word":  func(bytes int) string { return strings.Repeat("x", bytes) },
		"one digit": func(bytes int) string { return strings.Repeat("7", bytes) },
		"hyphens":   func(bytes int) string { return strings.Repeat("a-", bytes/2) },
		"options":   func(bytes int) string { return "level (low, high): " + strings.Repeat("low high or ", bytes/12) },
	} {
		t.Run(name, func(t *testing.T) {
			short, long := fastest(make(50<<10)), fastest(make(200<<10))
			if long > 10*short+time.Second {
				t.Errorf("50 KB take %v, 200 KB %v", short, long)
			}
			checkValid(t, name, of(make(200<<10)))
		})
	}
}

func fastest(prompt string) time.Duration {
	best := time.Hour
	for range 2 {
		start := time.Now()
		of(prompt)
		best = min(best, time.Since(start))
	}
	return best
}

func TestTheSameWordsGiveTheSameWorkflow(t *testing.T) {
	for _, c := range readCases(t) {
		one := of(c.Prompt)
		for range 2 {
			if two := of(c.Prompt); two.YAML != one.YAML || two.Explanation != one.Explanation {
				t.Fatalf("%s differs:\n%s\n%s", c.ID, one.YAML, two.YAML)
			}
		}
	}
}

func BenchmarkGenerate(b *testing.B) {
	cases := readCases(b)
	for i := 0; b.Loop(); i++ {
		of(cases[i%len(cases)].Prompt)
	}
}

func FuzzGenerate(f *testing.F) {
	for _, c := range readCases(f) {
		f.Add(c.Prompt)
	}
	f.Fuzz(func(t *testing.T, prompt string) {
		p := of(prompt)
		checkValid(t, prompt, p)
		if source.Read(p.YAML).Root == nil || len(edit.Format(source.Read(p.YAML))) > 0 {
			t.Fatalf("the layout is not tidy:\n%s", p.YAML)
		}
	})
}
