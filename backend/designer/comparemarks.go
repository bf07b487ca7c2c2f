package designer

import (
	"workflow-designer/backend/approvalml/change"
)

// marksOf says what happened to the steps and ways of two diagrams, as the changes between their texts tell.
func marksOf(before, after Diagram, changes []ComparedChange) Marks {
	m := Marks{
		BeforeSteps: map[string]Mark{}, BeforeWays: map[string]Mark{}, AfterSteps: map[string]Mark{}, AfterWays: map[string]Mark{},
		Renamed: []RenamedStep{},
	}
	was, is := stepsByID(before), stepsByID(after)
	names := renames{before: map[string]string{}, after: map[string]string{}}
	for _, c := range changes {
		if c.Kind != change.Renamed || c.Subject != "step" {
			continue
		}
		// Words may be shortened, so the ids are those of the steps where they stand.
		from, to := stepAt(before, c.BeforeRange), stepAt(after, c.Range)
		if from != "" && to != "" {
			names.before[to], names.after[from] = from, to
			m.Renamed = append(m.Renamed, RenamedStep{from, to})
		}
	}
	for id := range is {
		if !was[names.earlier(id)] {
			m.AfterSteps[id] = MarkAdded
		}
	}
	for id := range was {
		if !is[names.later(id)] {
			m.BeforeSteps[id] = MarkRemoved
		}
	}
	for _, c := range changes {
		if c.Step == "" {
			continue
		}
		if from := names.earlier(c.Step); is[c.Step] && was[from] {
			m.AfterSteps[c.Step], m.BeforeSteps[from] = MarkChanged, MarkChanged
		}
	}
	m.ways(before, after, names)
	return m
}

func stepsByID(d Diagram) map[string]bool {
	ids := make(map[string]bool, len(d.Steps))
	for _, s := range d.Steps {
		ids[s.ID] = true
	}
	return ids
}

// stepAt is the step in which something stands; empty when it is in none.
func stepAt(d Diagram, r TextRange) string {
	for _, s := range d.Steps {
		if s.Range.holds(r) {
			return s.ID
		}
	}
	return ""
}

// wayAt is the way in which something stands; empty when it is in none.
func wayAt(d Diagram, r TextRange) string {
	for _, w := range d.Ways {
		if w.Range.holds(r) {
			return w.ID
		}
	}
	return ""
}

// holds tells whether a range lies within this one.
func (r TextRange) holds(other TextRange) bool {
	starts := r.Line < other.Line || r.Line == other.Line && r.Column <= other.Column
	ends := r.EndLine > other.EndLine || r.EndLine == other.EndLine && r.EndColumn >= other.EndColumn
	return starts && ends
}

// renames are the steps whose ids have changed.
type renames struct {
	before map[string]string // by the id after
	after  map[string]string // by the id before
}

func (r renames) earlier(id string) string {
	if from, ok := r.before[id]; ok {
		return from
	}
	return id
}

func (r renames) later(id string) string {
	if to, ok := r.after[id]; ok {
		return to
	}
	return id
}

// ways marks the ways: one that leads elsewhere is gone on one side and new on the other, one that is taken under another
// condition is changed on both.
func (m *Marks) ways(before, after Diagram, names renames) {
	left := map[int]bool{} // of before, that have no partner yet
	for i := range before.Ways {
		left[i] = true
	}
	partner := make([]int, len(after.Ways))
	for i := range partner {
		partner[i] = -1
	}
	// The surest pairs first: a choice may have moved to another place among the others.
	for _, fits := range []func(b, a DiagramWay) bool{
		func(b, a DiagramWay) bool {
			return b.Condition == a.Condition && sameTarget(b, a, names) && b.Choice == a.Choice
		},
		func(b, a DiagramWay) bool { return b.Condition == a.Condition && sameTarget(b, a, names) },
		func(b, a DiagramWay) bool { return b.Condition == a.Condition || sameTarget(b, a, names) },
	} {
		for i, a := range after.Ways {
			for j, b := range before.Ways {
				if partner[i] < 0 && left[j] && b.From == names.earlier(a.From) && b.Key == a.Key && fits(b, a) {
					partner[i] = j
					delete(left, j)
				}
			}
		}
	}
	for i, a := range after.Ways {
		switch {
		case partner[i] < 0:
			m.AfterWays[a.ID] = MarkAdded
		case !sameTarget(before.Ways[partner[i]], a, names):
			m.AfterWays[a.ID], m.BeforeWays[before.Ways[partner[i]].ID] = MarkAdded, MarkRemoved
		case before.Ways[partner[i]].Condition != a.Condition:
			m.AfterWays[a.ID], m.BeforeWays[before.Ways[partner[i]].ID] = MarkChanged, MarkChanged
		}
	}
	for j := range left {
		m.BeforeWays[before.Ways[j].ID] = MarkRemoved
	}
}

func sameTarget(b, a DiagramWay, names renames) bool {
	return names.later(b.To) == a.To && b.ToMissing == a.ToMissing && b.Ends == a.Ends
}
