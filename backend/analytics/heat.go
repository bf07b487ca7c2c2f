package analytics

import (
	"cmp"
	"slices"
	"time"

	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/workflow"
)

// Touched is what a version changed, in short.
type Touched struct {
	Changes  int            `json:"changes"`
	Subjects map[string]int `json:"subjects,omitempty"` // how many changes are about which kind of part
	Steps    []TouchedStep  `json:"steps,omitempty"`
}

// TouchedStep is a step that a version changed.
type TouchedStep struct {
	Step string      `json:"step"`           // its id after; of one that was removed, before
	From string      `json:"from,omitempty"` // its id before, when it got another
	Name string      `json:"name"`
	What change.Kind `json:"what"` // added, removed, or changed in any other way
}

// Touch says what differs between two texts.
func Touch(before, after *model.Document) Touched {
	t := Touched{}
	steps := map[string]*TouchedStep{}
	var order []string
	for _, c := range change.List(before, after) {
		t.Changes++
		if t.Subjects == nil {
			t.Subjects = map[string]int{}
		}
		t.Subjects[string(c.Subject)]++
		if c.Step == "" {
			continue
		}
		s := steps[c.Step]
		if s == nil {
			s = &TouchedStep{Step: c.Step, Name: nameOf(after, before, c.Step), What: change.Changed}
			steps[c.Step], order = s, append(order, c.Step)
		}
		if c.Subject != "step" {
			continue
		}
		switch c.Kind {
		case change.Renamed:
			if n := len(c.BeforePath); n > 0 {
				s.From = c.BeforePath[n-1].Key
			}
		case change.Added:
			if before.Step(c.Step) == nil && after.Step(c.Step) != nil {
				s.What = change.Added
			}
		case change.Removed:
			if after.Step(c.Step) == nil {
				s.What = change.Removed
			}
		default: // it is there before and after
		}
	}
	for _, id := range order {
		t.Steps = append(t.Steps, *steps[id])
	}
	return t
}

func nameOf(after, before *model.Document, id string) string {
	for _, d := range []*model.Document{after, before} {
		if s := d.Step(id); s != nil && s.Name != "" {
			return s.Name
		}
	}
	return id
}

// Both is what a version changed that brings two together: what differs from both. The rest was counted where it was made.
func Both(a, b Touched) Touched {
	t := Touched{Changes: min(a.Changes, b.Changes)}
	for _, step := range a.Steps {
		if slices.ContainsFunc(b.Steps, func(other TouchedStep) bool { return other.Step == step.Step }) {
			t.Steps = append(t.Steps, step)
		}
	}
	for subject, n := range a.Subjects {
		if m := min(n, b.Subjects[subject]); m > 0 {
			if t.Subjects == nil {
				t.Subjects = map[string]int{}
			}
			t.Subjects[subject] = m
		}
	}
	return t
}

// Heat is how often a step was changed.
type Heat struct {
	Step       string // its id in the newest text that has it
	Name       string
	Changes    int // versions that changed it; those that made or removed it too
	ByAuthor   map[string]int
	LastAt     time.Time
	LastAuthor string
	LastUID    workflow.UID
	Here       bool // the latest text has it
}

// Heats counts how often each step was changed. versions come oldest first, with what each of them changed; those of which that is not
// known are not in touched. latest is the newest text. The step that changed most comes first.
func Heats(versions []Version, touched map[workflow.UID]Touched, latest *model.Document) []Heat {
	all := map[string]*Heat{}
	later := map[string]string{} // by an id that a step had: the one that it has now
	now := func(id string) string {
		for seen := 0; seen < len(later); seen++ {
			next, renamed := later[id]
			if !renamed {
				break
			}
			id = next
		}
		return id
	}
	for _, v := range slices.Backward(versions) {
		for _, s := range touched[v.UID].Steps {
			id := now(s.Step)
			h := all[id]
			if h == nil {
				h = &Heat{Step: id, Name: s.Name, ByAuthor: map[string]int{}, LastAt: v.At, LastAuthor: v.Author, LastUID: v.UID}
				all[id] = h
			}
			h.Changes++
			h.ByAuthor[v.Author]++
			switch {
			case s.From != "" && s.From != s.Step:
				later[s.From] = id
			case s.What == change.Added:
				// Before that the id belonged to another step, if to any.
				delete(later, s.Step)
			}
		}
	}
	heats := make([]Heat, 0, len(all))
	for id, h := range all {
		if s := latest.Step(id); s != nil {
			h.Here = true
			if s.Name != "" {
				h.Name = s.Name
			}
		}
		heats = append(heats, *h)
	}
	slices.SortFunc(heats, func(a, b Heat) int {
		return cmp.Or(cmp.Compare(b.Changes, a.Changes), b.LastAt.Compare(a.LastAt), cmp.Compare(a.Step, b.Step))
	})
	return heats
}
