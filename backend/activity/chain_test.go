package activity_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/workflow"
)

var (
	ref  = workflow.Ref{Company: 1, ID: 7}
	noon = time.Date(2026, time.March, 1, 12, 0, 0, 123456789, time.UTC)
)

func entry(n int) activity.Entry {
	return activity.Entry{
		At: noon.Add(time.Duration(n) * time.Minute), LoggedAt: noon.Add(time.Duration(n)*time.Minute + time.Second), Author: "Ada",
		Action: activity.VersionSaved, Ref: ref, WorkflowUID: "w", VersionUID: workflow.UID(fmt.Sprintf("uid-%d", n)), Version: n,
		Detail: fmt.Sprintf("comment %d", n),
	}
}

// written is a log of n lines.
func written(n int) (string, []activity.Line, activity.Mark) {
	var all []activity.Entry
	for i := 1; i <= n; i++ {
		all = append(all, entry(i))
	}
	text, lines, to := activity.Mark{}.Append(all)
	return string(text), lines, to
}

func TestALineSaysAllOfItsEntryAndTheHashOfTheLineBefore(t *testing.T) {
	first, second := entry(1), entry(2)
	second.Detail, second.Author = "said \"yes\"\n<b> & ünï", ""

	text, _, to := activity.Mark{}.Append([]activity.Entry{first, second})

	lines := strings.SplitAfter(string(text), "\n")
	want := `{"line":1,"before":"` + activity.Beginning + `","at":"2026-03-01T12:01:00.123456789Z","logged_at":"2026-03-01T12:01:01.123456789Z",` +
		`"author":"Ada","action":"workflow.version_saved","company_id":1,"workflow_id":7,"workflow_uid":"w","version_uid":"uid-1",` +
		`"version":1,"detail":"comment 1"}` + "\n"
	if lines[0] != want {
		t.Errorf("the line is\n%swant\n%s", lines[0], want)
	}
	if !strings.Contains(lines[1], `"before":"`+workflow.SHA256([]byte(strings.TrimSuffix(lines[0], "\n")))+`"`) {
		t.Errorf("the second line does not carry the hash of the first: %s", lines[1])
	}
	read, end := activity.Mark{}.Read(text)
	if len(read) != 2 || read[1].Entry != second || read[0].Entry != first || end != to || end.Size != int64(len(text)) {
		t.Errorf("read back: %+v up to %+v, want up to %+v", read, end, to)
	}
}

func TestADetailIsCut(t *testing.T) {
	long := entry(1)
	long.Detail = strings.Repeat("ü", activity.MaxDetail+1)
	_, lines, _ := activity.Mark{}.Append([]activity.Entry{long})
	if got := []rune(lines[0].Detail); len(got) != activity.MaxDetail || got[len(got)-1] != '…' {
		t.Errorf("the detail has %d characters", len(got))
	}
}

func TestHalfALineIsNotRead(t *testing.T) {
	text, _, _ := written(3)
	lines, to := activity.Mark{}.Read([]byte(text[:len(text)-1]))
	if len(lines) != 2 || to.Line != 2 {
		t.Errorf("%d lines were read, up to %+v", len(lines), to)
	}
}

func TestWhatWasDoneToALogShows(t *testing.T) {
	text, _, end := written(9)
	whole := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
	whole[8] += "\n"
	edit := func(n int, from, to string) func([]string) []string {
		return func(l []string) []string {
			l[n-1] = strings.Replace(l[n-1], from, to, 1)
			return l
		}
	}
	for _, tt := range []struct {
		name string
		do   func([]string) []string
		want string // what is wrong; empty: nothing that the lines tell, but it does not reach its end
	}{
		{"nothing", func(l []string) []string { return l }, "whole"},
		{"a word of a line", edit(4, "comment 4", "comment x"), "line 4 is not what was written"},
		{"the author of the first line", edit(1, "Ada", "Bob"), "line 1 is not what was written"},
		{"the time of a line", edit(8, "12:08:00", "11:08:00"), "line 8 is not what was written"},
		{"a space", edit(5, `"line":5,`, `"line":5, `), "line 5 is not what was written"},
		{"the number of a line", edit(5, `"line":5`, `"line":6`), "line 5 is missing; line 6 stands where line 7 should"},
		{"the hash in a line", edit(5, `"before":"`, `"before":"0`), "line 4 is not what was written; line 5 is not what was written"},
		{"a line no more JSON", edit(5, `{`, ``), "line 5 cannot be read"},
		{"an empty line", func(l []string) []string { return slices.Insert(l, 3, "\n") }, "line 4 cannot be read; line 4 stands where line 5 should"},
		{"a line is gone", func(l []string) []string { return slices.Delete(l, 4, 5) }, "line 5 is missing"},
		{"lines are gone", func(l []string) []string { return slices.Delete(l, 4, 7) }, "lines 5 to 7 are missing"},
		{"the first line is gone", func(l []string) []string { return l[1:] }, "line 1 is missing"},
		{
			"two lines change places", func(l []string) []string { l[3], l[4] = l[4], l[3]; return l },
			"line 4 is missing; line 4 stands where line 6 should; line 5 is missing",
		},
		{"a line comes twice", func(l []string) []string { return slices.Insert(l, 4, l[3]) }, "line 4 stands where line 5 should"},
		{"the last line is gone", func(l []string) []string { return l[:8] }, ""},
		{"a word of the last line", edit(9, "comment 9", "comment x"), ""},
		{"all lines are gone", func([]string) []string { return nil }, ""},
		{"all is made anew", func([]string) []string {
			var all []activity.Entry
			for i := 1; i <= 9; i++ {
				e := entry(i)
				e.Author = "Bob"
				all = append(all, e)
			}
			text, _, _ := activity.Mark{}.Append(all)
			return []string{string(text)}
		}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lines, _ := activity.Mark{}.Read([]byte(strings.Join(tt.do(slices.Clone(whole)), "")))
			var got []string
			for _, b := range activity.Verify(lines) {
				got = append(got, b.What.String())
			}
			want := strings.Replace(tt.want, "whole", "", 1)
			if strings.Join(got, "; ") != want {
				t.Errorf("wrong is %q, want %q", strings.Join(got, "; "), want)
			}
			if reaches := end.Reaches(lines); tt.want == "" && reaches || tt.want == "whole" && !reaches {
				t.Errorf("it reaches its end: %v", reaches)
			}
		})
	}
}

func TestALogIsMendedFromWhatIsKnown(t *testing.T) {
	_, all, end := written(6)
	again := func(from activity.Mark, ns ...int) []activity.Line {
		var entries []activity.Entry
		for _, n := range ns {
			entries = append(entries, entry(n))
		}
		_, lines, _ := from.Append(entries)
		return lines
	}
	forged := all[3].Entry
	forged.Author = "Bob"
	_, forgery, _ := activity.Mark{Line: 3, SHA256: all[2].SHA256}.Append([]activity.Entry{forged})
	afterTwo := again(activity.Mark{Line: 2, SHA256: all[1].SHA256}, 7, 8)
	broken := activity.Parse("no line")
	for _, tt := range []struct {
		name       string
		lost, has  []activity.Line
		keep, more string // numbers of the versions
	}{
		{"nothing", nil, nil, "", ""},
		{"a whole log", nil, all, "1 2 3 4 5 6", ""},
		{"one that is known twice", nil, slices.Concat(all, all), "1 2 3 4 5 6", ""},
		{"a line was changed, and the old one is known", nil, slices.Concat(all, forgery), "1 2 3 4 5 6", ""},
		{"a line was changed, and the old one is not known", nil, slices.Concat(all[:3], forgery, all[4:]), "1 2 3 4", "5 6"},
		{"a line is gone for good", nil, slices.Concat(all[:2], all[3:]), "1 2", "4 5 6"},
		{"a line cannot be read", nil, slices.Concat(all[:2], []activity.Line{broken}, all[3:]), "1 2", "4 5 6"},
		{"the first line is gone", nil, all[1:], "", "2 3 4 5 6"},
		{"others were written after the end was gone", all[2:], slices.Concat(all[:2], afterTwo), "1 2 3 4 5 6", "7 8"},
		{"it came twice to the same end", nil, slices.Concat(all, again(end, 7), again(activity.Mark{Line: 6, SHA256: all[5].SHA256}, 7)), "1 2 3 4 5 6 7", ""},
		{"the last line was changed", all[5:], slices.Concat(all[:5], again(activity.Mark{Line: 5, SHA256: all[4].SHA256}, 7)), "1 2 3 4 5 6", "7"},
		{"all was made anew, and more of it", all, again(activity.Mark{}, 7, 8, 9, 10, 11, 12, 13), "1 2 3 4 5 6", "7 8 9 10 11 12 13"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			keep, more := activity.Mend(tt.lost, tt.has)
			var kept, added []string
			for _, l := range keep {
				kept = append(kept, fmt.Sprint(l.Version))
			}
			for _, e := range more {
				added = append(added, fmt.Sprint(e.Version))
			}
			if strings.Join(kept, " ") != tt.keep || strings.Join(added, " ") != tt.more {
				t.Errorf("keeps %v and adds %v, want %s and %s", kept, added, tt.keep, tt.more)
			}
			if breaks := activity.Verify(keep); len(breaks) > 0 {
				t.Errorf("what is kept is no chain: %v", breaks)
			}
		})
	}
}

func TestTheEntryOfAVersion(t *testing.T) {
	v := workflow.Version{Ref: ref, UID: "u", Author: "Ada", Comment: "c", Number: 3, CreatedAt: noon, WorkflowUID: "w"}
	with := func(change func(*workflow.Version)) workflow.Version {
		changed := v
		change(&changed)
		return changed
	}
	onTop := with(func(v *workflow.Version) { v.ParentUID = "p" })
	for _, tt := range []struct {
		version    workflow.Version
		action     activity.Action
		onDeletion bool
		want       activity.Action
	}{
		{v, "", false, activity.Created},
		{onTop, "", false, activity.VersionSaved},
		{onTop, activity.Restored, false, activity.Restored},
		{onTop, "", true, activity.Undeleted},
		{with(func(v *workflow.Version) { v.ParentUID, v.MergedUID = "p", "m" }), "", false, activity.Merged},
		{with(func(v *workflow.Version) { v.ParentUID, v.Deleted = "p", true }), "", false, activity.Deleted},
	} {
		got := activity.OfVersion(tt.version, tt.action, tt.onDeletion, noon)
		want := activity.Entry{
			At: noon, LoggedAt: noon, Author: "Ada", Action: tt.want, Ref: ref, WorkflowUID: "w", VersionUID: "u", Version: 3, Detail: "c",
		}
		if got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
		if got.Key() != "version u" {
			t.Errorf("its key is %q", got.Key())
		}
	}
}

func TestTheEntriesOfTags(t *testing.T) {
	tag := func(name, value string) workflow.Tag { return workflow.Tag{Name: name, Value: value} }
	set := workflow.TagSet{
		UID: "u", By: "Bo", At: noon, Was: []workflow.Tag{tag("a", ""), tag("b", "1"), tag("c", "")},
		Tags: []workflow.Tag{tag("b", "2"), tag("c", ""), tag("d", "")},
	}
	var got []string
	for _, e := range activity.OfTags(workflow.Version{Ref: ref, UID: "u", Number: 2}, set, noon) {
		got = append(got, fmt.Sprintf("%s %s %s %d", e.Author, e.Action, e.Detail, e.Version))
	}
	want := "Bo version.tagged b=2 2, Bo version.tagged d 2, Bo version.untagged a 2, Bo version.untagged b=1 2"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestAPartComesInParts(t *testing.T) {
	_, lines, to := written(7)
	whole := activity.Part{Company: 1, Lines: lines, To: to, Flushed: 5}
	for n, want := range map[int]string{3: "3 3 1", 7: "7", 100: "7", 1: "1 1 1 1 1 1 1"} {
		var sizes []string
		var at activity.Mark
		for some := range whole.Chunks(n) {
			sizes = append(sizes, fmt.Sprint(len(some.Lines)))
			if some.From != at || some.Flushed != 5 || some.Company != 1 {
				t.Errorf("a part begins at %+v, want %+v", some.From, at)
			}
			at = some.To
		}
		if strings.Join(sizes, " ") != want || at != to {
			t.Errorf("parts of %d: %v up to %+v", n, sizes, at)
		}
	}
	parts := 0
	for some := range (activity.Part{From: to, To: to}).Chunks(3) {
		if parts++; some.To != to {
			t.Errorf("an empty part ends at %+v", some.To)
		}
	}
	if parts != 1 {
		t.Errorf("an empty part is %d parts", parts)
	}
}
