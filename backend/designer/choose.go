package designer

import (
	"slices"

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

// mostTrials bounds how many texts are looked at to find what needs what.
const mostTrials = 240

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
	wanted := map[int]bool{}
	for i := range changes {
		wanted[i] = request.Chosen == nil
	}
	if request.Chosen != nil {
		for _, i := range *request.Chosen {
			if i < 0 || i >= len(changes) {
				return Chosen{}, &workflow.Error{
					Code: workflow.CodeInvalidRequest, Message: words.F("There is no change %d between the two texts.", i),
					Hint: "Compare them again, and choose from what that answers.",
				}
			}
			wanted[i] = true
		}
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
	needs := whatNeedsWhat(selection, len(changes), problemsOf(was), problemsOf(is))
	for i := range changes {
		c := ChosenChange{Needs: needs[i], Lines: []ChangedLines{}}
		for _, at := range selection.Lines(i) {
			c.Lines = append(c.Lines, ChangedLines(at))
		}
		answer.Changes = append(answer.Changes, c)
	}
	return answer, nil
}

// problemsOf counts the errors and warnings of a text by what they say.
func problemsOf(report approvalml.Report) map[string]int {
	found := map[string]int{}
	for _, d := range report.Diagnostics {
		if d.Severity == diagnostic.Error || d.Severity == diagnostic.Warning {
			found[string(d.Code)+" "+string(d.Message)]++
		}
	}
	return found
}

// whatNeedsWhat tries each group of changes alone, and adds others as long as there is a problem that only comes of choosing.
func whatNeedsWhat(s *change.Selection, count int, was, is map[string]int) [][]int {
	needs := make([][]int, count)
	for i := range needs {
		needs[i] = []int{}
	}
	var groups []int
	for i := range count {
		if s.Group(i) == i {
			groups = append(groups, i)
		}
	}
	trials := 0
	worse := func(chosen map[int]bool) int {
		trials++
		n := 0
		for what, times := range problemsOf(approvalml.Check(s.With(chosen))) {
			n += max(0, times-max(was[what], is[what]))
		}
		return n
	}
	for _, g := range groups {
		chosen := map[int]bool{g: true}
		bad := worse(chosen)
		for bad > 0 && trials < mostTrials {
			best := -1
			for _, other := range groups {
				if chosen[other] || trials >= mostTrials {
					continue
				}
				chosen[other] = true
				if left := worse(chosen); left < bad {
					best, bad = other, left
				}
				delete(chosen, other)
			}
			if best < 0 {
				break
			}
			chosen[best] = true
		}
		if bad > 0 && trials+len(groups) < mostTrials { // it takes several at once: all but those that it goes without
			for _, other := range groups {
				chosen[other] = true
			}
			for _, other := range groups {
				if delete(chosen, other); other == g || worse(chosen) > 0 {
					chosen[other] = true
				}
			}
		}
		for i := range count {
			for j := range count {
				if i != j && s.Group(i) == g && chosen[s.Group(j)] && !slices.Contains(needs[i], j) {
					needs[i] = append(needs[i], j)
				}
			}
		}
	}
	return needs
}
