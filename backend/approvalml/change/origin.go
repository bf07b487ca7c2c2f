package change

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/model"
)

// Side is one of two versions that are merged.
type Side string

// The sides.
const (
	Mine   Side = "mine"
	Theirs Side = "theirs"
)

// Origin says from which side some lines of a merged text are.
type Origin struct {
	Line, EndLine int // from 1
	From          Side
}

// Origins are the lines of a merged text that base has not got, by where they are from. What neither side wrote as it stands
// there, such as an edit, counts as mine. Line endings and blank lines do not count.
func Origins(base, mine, theirs, result string) []Origin {
	bare := func(text string) []string {
		all := lines(text)
		for i, line := range all {
			all[i] = strings.TrimRight(line, "\r\n")
		}
		return all
	}
	is := bare(result)
	fromBase, fromMine, fromTheirs := matchLines(bare(base), is), matchLines(bare(mine), is), matchLines(bare(theirs), is)
	var origins []Origin
	for i := range is {
		if fromBase[i] >= 0 {
			continue
		}
		from := Mine
		if fromMine[i] < 0 && fromTheirs[i] >= 0 {
			from = Theirs
		}
		if n := len(origins); n > 0 && origins[n-1].EndLine == i && origins[n-1].From == from {
			origins[n-1].EndLine++
			continue
		}
		origins = append(origins, Origin{i + 1, i + 1, from})
	}
	return slices.DeleteFunc(origins, func(o Origin) bool {
		return strings.TrimSpace(strings.Join(is[o.Line-1:o.EndLine], "")) == "" // blank lines say nothing
	})
}

// Quiet is a change that is merged without a question.
type Quiet struct {
	Change
	From Side
}

// Quietly lists what only one side changed, about in the order of the text.
func Quietly(base, mine, theirs string) []Quiet {
	allMine := Merge(base, mine, theirs)
	allTheirs := allMine
	decisions := map[string]Decision{}
	// Theirs of one conflict may bring up another one.
	for range 4 {
		if allTheirs.Open() == 0 {
			break
		}
		for _, c := range allTheirs.Conflicts {
			decisions[c.Path.String()] = Decision{Take: TakeTheirs}
		}
		allTheirs = Resolve(base, mine, theirs, decisions)
	}
	// What the result has beyond a side is what the other brings in, once that side wins all conflicts.
	ofMine := List(model.Read(theirs), model.Read(allTheirs.Text))
	ofTheirs := List(model.Read(mine), model.Read(allMine.Text))
	var quiet []Quiet
	for len(ofMine)+len(ofTheirs) > 0 {
		if len(ofTheirs) == 0 || len(ofMine) > 0 && ofMine[0].Span.Start <= ofTheirs[0].Span.Start {
			quiet = append(quiet, Quiet{ofMine[0], Mine})
			ofMine = ofMine[1:]
			continue
		}
		quiet = append(quiet, Quiet{ofTheirs[0], Theirs})
		ofTheirs = ofTheirs[1:]
	}
	return quiet
}
