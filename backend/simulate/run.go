package simulate

import (
	"maps"
	"time"
)

// Setup is what a run begins with.
type Setup struct {
	// Requester is the person who makes the request, by what ${requestor.…} may ask: name, email, department, manager and so on.
	Requester map[string]any
	// Form is what the form holds before it is sent.
	Form map[string]any
	// Request is what the request is called; REQ-1 when empty.
	Request string
	// Begin is what the virtual clock shows first; a Monday morning when zero.
	Begin time.Time
}

// DefaultBegin is a Monday morning.
var DefaultBegin = time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)

// Run is a request on its way. It is a value: it never changes.
type Run struct{ m *machine }

// New is a request whose form is not sent yet.
func New(w *Workflow, setup Setup) Run {
	if setup.Begin.IsZero() {
		setup.Begin = DefaultBegin
	}
	setup.Request = first(setup.Request, "REQ-1")
	m := &machine{
		workflow: w, setup: setup, now: setup.Begin.UTC(), data: maps.Clone(setup.Form),
		canned: map[string][]canned{}, rounds: map[string]int{},
	}
	if m.data == nil {
		m.data = map[string]any{}
	}
	return Run{m}
}

// Act lets one thing happen and gives the run after it. When it cannot be, the run is the same as before, and the error says
// why. It takes any act and never panics.
func (r Run) Act(a Act) (Run, *Refusal) {
	m := r.m.copied()
	if refused := m.act(a); refused != nil {
		return r, refused
	}
	m.acts++
	return Run{m}, nil
}

// Replay lets things happen one after the other. At the first that cannot be it stops: taken says how many could.
func Replay(w *Workflow, setup Setup, acts []Act) (run Run, taken int, refused *Refusal) {
	run = New(w, setup)
	for i, a := range acts {
		if run, refused = run.Act(a); refused != nil {
			return run, i, refused
		}
	}
	return run, len(acts), nil
}
