package designer

import (
	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// ChooseRequest asks for some of the changes between two texts, which are those that Compare answers for them.
type ChooseRequest struct {
	Before string `json:"before"`
	After  string `json:"after"`
	Chosen *[]int `json:"chosen"` // places in the list of changes, from 0; nil for all
}

// Chosen is the text before with some of the changes.
type Chosen struct {
	YAMLContent string         `json:"yaml_content"`
	Chosen      []int          `json:"chosen"` // what it has: what was asked for, and what is written in the same lines
	Report      Analysis       `json:"report"`
	Changes     []ChosenChange `json:"changes"` // of every change, whether chosen or not; empty unless all were asked for
}

// ChosenChange says what a change goes with, and how it is written.
type ChosenChange struct {
	// Needs are the other changes that must be taken with it: those written in the same lines, and those without which the
	// text would have a problem that neither of the two texts has.
	Needs []int          `json:"needs"`
	Lines []ChangedLines `json:"lines"`
}

// ChangedLines are lines of the text before, and what stands in their place after. They count from 1; where there are none, it is
// the line that they would stand in front of.
type ChangedLines struct {
	BeforeLine int    `json:"before_line"`
	AfterLine  int    `json:"after_line"`
	Before     string `json:"before"`
	After      string `json:"after"`
}

// What needs what is found by trying, which is bounded: so many texts, and so many bytes of them.
const (
	mostTrials = 240
	mostTried  = 16 << 20
)

// ApplyChanges makes some of the changes that lead from one text to another, and leaves the other lines byte for byte. When all are
// asked for it says of each what it needs. CodeTooLarge; CodeInvalidRequest for a change that there is not.
func (l Language) ApplyChanges(request ChooseRequest) (Chosen, error) {
	for _, text := range []string{request.Before, request.After} {
		if err := checkLength(text); err != nil {
			return Chosen{}, err
		}
	}
	was, is := approvalml.Check(request.Before), approvalml.Check(request.After)
	changes := change.List(was.Document, is.Document)
	selection := change.Choose(was.Document.Tree.Text, is.Document.Tree.Text, changes)
	wanted, err := request.wanted(len(changes))
	if err != nil {
		return Chosen{}, err
	}
	answer := Chosen{YAMLContent: selection.With(wanted), Chosen: []int{}, Changes: []ChosenChange{}}
	answer.Report = l.Validate(answer.YAMLContent)
	groups := map[int]bool{}
	for i := range changes {
		groups[selection.Group(i)] = groups[selection.Group(i)] || wanted[i]
	}
	for i := range changes {
		if groups[selection.Group(i)] {
			answer.Chosen = append(answer.Chosen, i)
		}
	}
	if request.Chosen != nil {
		return answer, nil
	}
	needs := whatNeedsWhat(selection, len(changes), was, is)
	for i := range changes {
		c := ChosenChange{Needs: needs[i], Lines: []ChangedLines{}}
		for _, at := range selection.Lines(i) {
			c.Lines = append(c.Lines, ChangedLines(at))
		}
		answer.Changes = append(answer.Changes, c)
	}
	return answer, nil
}

// wanted are the changes that are asked for, of so many.
func (r ChooseRequest) wanted(count int) (map[int]bool, error) {
	wanted := map[int]bool{}
	if r.Chosen == nil {
		for i := range count {
			wanted[i] = true
		}
		return wanted, nil
	}
	for _, i := range *r.Chosen {
		if i < 0 || i >= count {
			return nil, &workflow.Error{
				Code: workflow.CodeInvalidRequest, Message: words.F("There is no change %d between the two texts.", i),
				Hint: "Compare them again, and choose from what that answers.",
			}
		}
		wanted[i] = true
	}
	return wanted, nil
}

// problemsOf counts the errors and warnings of a text by what they say.
func problemsOf(report approvalml.Report) map[string]int {
	found := map[string]int{}
	for _, d := range report.Diagnostics {
		if d.Severity == diagnostic.Error || d.Severity == diagnostic.Warning {
			found[string(d.Code)+" "+d.Message.String()]++
		}
	}
	return found
}

// whatNeedsWhat says for each change which others must be taken with it.
func whatNeedsWhat(s *change.Selection, count int, was, is approvalml.Report) [][]int {
	t := &trials{Selection: s, was: problemsOf(was), is: problemsOf(is)}
	t.left = min(mostTrials, mostTried/max(1, is.Document.Tree.Text.Len()))
	for i := range count {
		if s.Group(i) == i {
			t.groups = append(t.groups, i)
		}
	}
	along := map[int]map[int]bool{}
	for _, g := range t.groups {
		along[g] = t.needs(g)
	}
	needs := make([][]int, count)
	for i := range count {
		needs[i] = []int{}
		for j := range count {
			if i != j && along[s.Group(i)][s.Group(j)] {
				needs[i] = append(needs[i], j)
			}
		}
	}
	return needs
}

// trials tries what comes of taking some groups of changes alone.
type trials struct {
	*change.Selection
	was, is map[string]int // the problems of the two texts
	groups  []int
	left    int // how many texts may still be tried
}

// worse counts the problems that only come of choosing.
func (t *trials) worse(chosen map[int]bool) int {
	t.left--
	n := 0
	for what, times := range problemsOf(approvalml.Check(t.With(chosen))) {
		n += max(0, times-max(t.was[what], t.is[what]))
	}
	return n
}

// needs gives the groups that are taken with one so that no problem comes of choosing, itself among them. When that takes more
// trials than there may be, it gives what it found until then.
func (t *trials) needs(group int) map[int]bool {
	chosen := map[int]bool{group: true}
	if len(t.groups) == 1 || t.left <= 0 {
		return chosen
	}
	bad := t.worse(chosen)
	for bad > 0 {
		best, left := t.best(chosen, bad)
		if best < 0 {
			break
		}
		chosen[best], bad = true, left
	}
	if bad == 0 || t.left < len(t.groups) {
		return chosen
	}
	// It takes several at once: all but those that it goes without.
	for _, other := range t.groups {
		chosen[other] = true
	}
	for _, other := range t.groups {
		if other == group {
			continue
		}
		delete(chosen, other)
		if t.worse(chosen) > 0 {
			chosen[other] = true
		}
	}
	return chosen
}

// best is the group that takes most of the problems away, and how many stay; -1 when none does.
func (t *trials) best(chosen map[int]bool, bad int) (group, left int) {
	group, left = -1, bad
	for _, other := range t.groups {
		if chosen[other] || t.left <= 0 {
			continue
		}
		chosen[other] = true
		if n := t.worse(chosen); n < left {
			group, left = other, n
		}
		delete(chosen, other)
	}
	return group, left
}
