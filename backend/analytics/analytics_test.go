package analytics_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/analytics"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/workflow"
)

var (
	one = workflow.Ref{Company: 1, ID: 1}
	two = workflow.Ref{Company: 1, ID: 2}
)

func day(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

func version(ref workflow.Ref, author, on string, change func(*analytics.Version)) analytics.Version {
	v := analytics.Version{Ref: ref, Author: author, At: day(on).Add(10 * time.Hour), Size: 100, TextHere: true, Known: true}
	if change != nil {
		change(&v)
	}
	return v
}

// history is what three people saved in two workflows from March to May.
func history() []analytics.Version {
	return []analytics.Version{
		version(one, "ana", "2026-03-02", nil),
		version(one, "bo", "2026-03-05", func(v *analytics.Version) { v.Errors = 2 }),
		version(two, "ana", "2026-03-08", func(v *analytics.Version) { v.Known, v.InBucket = false, true }),
		version(one, "", "2026-03-09", func(v *analytics.Version) { v.Beside, v.TextHere = true, false }),
		version(one, "bo", "2026-04-01", nil),
		version(two, "", "2026-04-02", func(v *analytics.Version) { v.Deleted, v.Size, v.TextHere = true, 0, false }),
		version(two, "cy", "2026-05-31", func(v *analytics.Version) { v.Errors = 1 }),
	}
}

func TestASeriesCountsWhatWasSavedAndWhatThereWas(t *testing.T) {
	for _, tt := range []struct {
		by       analytics.By
		from, to string
		want     string // from: versions by whom; workflows valid invalid bytes
	}{
		{
			analytics.Month, "2026-03-15", "2026-05-31",
			"03-01: ana 2 bo 1 ? 1; 2 0 1 400 | 04-01: bo 1; 1 1 0 500 | 05-01: cy 1; 2 1 1 600",
		},
		{
			analytics.Week, "2026-03-04", "2026-03-15",
			"03-02: ana 2 bo 1; 2 0 1 300 | 03-09: ? 1; 2 0 1 400",
		},
		{
			analytics.Day, "2026-03-31", "2026-04-03",
			"03-31: ; 2 0 1 400 | 04-01: bo 1; 2 1 0 500 | 04-02: ; 1 1 0 500 | 04-03: ; 1 1 0 500",
		},
	} {
		t.Run(string(tt.by), func(t *testing.T) {
			var got []string
			for _, p := range analytics.Series(history(), day(tt.from), day(tt.to), tt.by) {
				var by []string
				n := 0
				for _, author := range []string{"ana", "bo", "cy", ""} {
					if saved := p.ByAuthor[author]; saved > 0 {
						by = append(by, fmt.Sprint(cmp.Or(author, "?"), " ", saved))
						n += saved
					}
				}
				if n != p.Versions {
					t.Errorf("%s has %d versions, of people %d", p.From, p.Versions, n)
				}
				got = append(got, fmt.Sprintf("%s: %s; %d %d %d %d", p.From.Format("01-02"), strings.Join(by, " "), p.Workflows, p.Valid, p.Invalid, p.Bytes))
			}
			if strings.Join(got, " | ") != tt.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, " | "), tt.want)
			}
		})
	}
}

func TestASeriesOfAWrongClockIsBounded(t *testing.T) {
	if points := analytics.Series(nil, day("0001-01-01"), day("2026-01-01"), analytics.Day); len(points) > 1000 {
		t.Errorf("there are %d points", len(points))
	}
}

func TestStretchesSuitTheTime(t *testing.T) {
	for days, want := range map[int]analytics.By{1: analytics.Day, 30: analytics.Day, 90: analytics.Week, 365: analytics.Week, 800: analytics.Month} {
		if got := analytics.Suiting(day("2026-01-01"), day("2026-01-01").AddDate(0, 0, days)); got != want {
			t.Errorf("%d days are counted by %s, want %s", days, got, want)
		}
	}
}

func TestWhoSavedAndWhatWasChanged(t *testing.T) {
	var people []string
	for _, p := range analytics.People(history(), day("2026-03-05")) {
		people = append(people, fmt.Sprintf("%s %d in %d until %s", p.Author, p.Versions, p.Workflows, p.LastAt.Format("01-02")))
	}
	if got := strings.Join(people, ", "); got != "bo 2 in 1 until 04-01,  1 in 1 until 03-09, ana 1 in 1 until 03-08, cy 1 in 1 until 05-31" {
		t.Errorf("people: %s", got)
	}
	var changed []string
	for _, c := range analytics.Workflows(history(), day("2026-03-05")) {
		changed = append(changed, fmt.Sprintf("%d: %d of %d, %d bytes, last %s", c.Ref.ID, c.Versions, c.All, c.Bytes, c.Latest.Author))
	}
	if got := strings.Join(changed, "; "); got != "1: 3 of 4, 400 bytes, last bo; 2: 2 of 2, 200 bytes, last cy" {
		t.Errorf("changed: %s", got)
	}
	if left := analytics.Workflows(history()[:6], day("2026-01-01")); len(left) != 1 {
		t.Errorf("with a deletion there are %d", len(left))
	}
	if got := analytics.Store(history()); got != (analytics.Storage{
		VersionsHere: 5, VersionsElsewhere: 1, VersionsInBucket: 1, BytesHere: 500, BytesElsewhere: 100, BytesInBucket: 100,
	}) {
		t.Errorf("storage: %+v", got)
	}
}

const request = `name: Purchase
form:
  fields:
    - {name: amount, type: number, label: Amount}
workflow:
  manager:
    name: Manager
    type: decision
    approver: ann@example.com
    on_approve: {continue_to: finance}
  finance:
    name: Finance
    type: decision
    approver: fin@example.com
    on_approve: {continue_to: done}
  done:
    name: Done
    type: end
`

func read(t *testing.T, pairs ...string) *model.Document {
	t.Helper()
	text := request
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%q is not in the text", pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	return model.Read(text)
}

func steps(touched analytics.Touched) string {
	var all []string
	for _, s := range touched.Steps {
		text := s.Step + " " + string(s.What)
		if s.From != "" {
			text += " from " + s.From
		}
		all = append(all, text)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func TestWhatAVersionTouched(t *testing.T) {
	withBoard := []string{"  done:\n", "  board:\n    name: Board\n    type: decision\n    approver: board@example.com\n    on_approve: {continue_to: done}\n  done:\n"}
	for _, tt := range []struct {
		name          string
		before, after *model.Document
		steps         string
		subject       string // one of which there must be
	}{
		{"nothing", read(t), read(t), "", ""},
		{"a field", read(t), read(t, "label: Amount", "label: Sum"), "", "field"},
		{"an approver", read(t), read(t, "ann@", "amy@"), "manager changed", "approver"},
		{"two steps", read(t), read(t, "ann@", "amy@", "fin@", "cfo@"), "finance changed, manager changed", "approver"},
		{"a new step", read(t), read(t, withBoard...), "board added", "step"},
		{"a step that is gone", read(t, withBoard...), read(t), "board removed", "step"},
		{"a step with another id", read(t), read(t, "finance", "money"), "money changed from finance", "step"},
		{"one that got an id and an approver", read(t), read(t, "finance", "money", "fin@", "cfo@"), "money changed from finance", "step"},
		{"a comment", read(t), read(t, "name: Purchase", "# why\nname: Purchase"), "", "text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := analytics.Touch(tt.before, tt.after)
			if steps(got) != tt.steps {
				t.Errorf("steps: %s, want %s", steps(got), tt.steps)
			}
			if tt.subject != "" && got.Subjects[tt.subject] == 0 || tt.subject == "" && got.Changes != 0 {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestAMergeTouchedOnlyWhatNeitherSideHas(t *testing.T) {
	mine, theirs := read(t, "ann@", "amy@"), read(t, "fin@", "cfo@")
	merged := read(t, "ann@", "amy@", "fin@", "cfo@")
	if got := analytics.Both(analytics.Touch(mine, merged), analytics.Touch(theirs, merged)); steps(got) != "" {
		t.Errorf("both brought together touched %s", steps(got))
	}
	decided := read(t, "ann@", "abe@", "fin@", "cfo@")
	if got := analytics.Both(analytics.Touch(mine, decided), analytics.Touch(theirs, decided)); steps(got) != "manager changed" {
		t.Errorf("a decision touched %s", steps(got))
	}
}

func TestHeatFollowsAStepThroughItsNames(t *testing.T) {
	// Given a step that was changed, got another id, was changed again; and one that was made, changed and removed
	texts := []*model.Document{
		read(t), read(t, "fin@", "cfo@"), read(t, "finance", "money", "fin@", "cfo@"), read(t, "finance", "money", "fin@", "ceo@"),
		read(t, "finance", "money", "fin@", "ceo@", "ann@", "amy@"),
	}
	var versions []analytics.Version
	touched := map[workflow.UID]analytics.Touched{}
	for i, text := range texts {
		v := version(one, []string{"ana", "bo"}[i%2], fmt.Sprintf("2026-03-%02d", i+1), func(v *analytics.Version) { v.UID = workflow.UID(fmt.Sprint(i)) })
		versions = append(versions, v)
		if i > 0 {
			touched[v.UID] = analytics.Touch(texts[i-1], text)
		}
	}

	heats := analytics.Heats(versions, touched, texts[4])

	var got []string
	for _, h := range heats {
		got = append(got, fmt.Sprintf("%s %q %d (ana %d, bo %d) last %s by %s, here %v", h.Step, h.Name, h.Changes, h.ByAuthor["ana"], h.ByAuthor["bo"], h.LastAt.Format("01-02"), h.LastAuthor, h.Here))
	}
	want := `money "Finance" 3 (ana 1, bo 2) last 03-04 by bo, here true; manager "Manager" 1 (ana 1, bo 0) last 03-05 by ana, here true`
	if strings.Join(got, "; ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), want)
	}
	if gone := analytics.Heats(versions, touched, model.Read("name: x\n")); gone[0].Here || gone[0].Name != "Finance" {
		t.Errorf("of a text without steps: %+v", gone[0])
	}
}
