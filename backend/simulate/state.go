package simulate

import (
	"maps"
	"slices"
	"time"

	"workflow-designer/backend/approvalml/form"
)

// Phase says how far a request is.
type Phase string

// The phases.
const (
	Filling Phase = "filling" // the form is not sent
	Running Phase = "running"
	Over    Phase = "ended"
)

// State is all that is known of a run, for a screen. Its lists are never nil.
type State struct {
	Phase     Phase          `json:"phase"`
	Request   string         `json:"request"`
	Requester Person         `json:"requester"`
	Clock     time.Time      `json:"clock"`
	Submitted *time.Time     `json:"submitted_at"` // nil: not yet
	Acts      int            `json:"act_count"`
	Tokens    []Token        `json:"tokens"` // where it waits; none when it does not
	Steps     []Visit        `json:"steps"`  // in the order in which it came to them
	Ways      []Walked       `json:"ways"`
	Decisions []Decision     `json:"decisions"`
	Upcoming  []Upcoming     `json:"upcoming"` // what happens by itself when time passes
	Outbox    []Message      `json:"outbox"`
	Trail     []Entry        `json:"trail"`
	Form      map[string]any `json:"form"`     // what was filled in
	Computed  map[string]any `json:"computed"` // the values that were worked out, by field; rows of line items with all their cells
	Problems  []form.Problem `json:"problems"` // of the form, as the requester sees it before it is sent, or those at the step
	Ended     *Ended         `json:"ended"`    // nil: not yet
}

// Token is where a request waits.
type Token struct {
	Step      string     `json:"step"`
	Name      string     `json:"name"`
	Type      string     `json:"type"`
	Since     time.Time  `json:"since"`
	WaitsFor  string     `json:"waits_for"` // people, requester, system
	Deadline  *time.Time `json:"deadline"`  // nil: there is none
	Strategy  string     `json:"strategy"`  // any_one, all, majority, count; empty where one person decides
	Needed    int        `json:"needed"`    // how many must approve
	Voters    int        `json:"voters"`    // of so many whose votes count
	Approving int        `json:"approving"`
	Against   int        `json:"against"`
	People    []Asked    `json:"people"`
	Outcomes  []string   `json:"outcomes"` // that a system can answer; for people see each of them
	Question  *Question  `json:"question"` // nil: none is open
}

// Asked is somebody who is asked at a step.
type Asked struct {
	Person
	ApprovalType string     `json:"approval_type"` // empty: to approve
	Counts       bool       `json:"counts"`
	CalledIn     bool       `json:"called_in"` // by the escalation; decides alone
	Outcomes     []string   `json:"outcomes"`  // that can be chosen, a yes first
	MayDecide    bool       `json:"may_decide"`
	Outcome      string     `json:"outcome"` // what was chosen; empty: nothing yet
	Comment      string     `json:"comment"`
	At           *time.Time `json:"at"`
}

// Question is what somebody wants to know.
type Question struct {
	Who  string    `json:"who"`
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// Upcoming is something that happens by itself.
type Upcoming struct {
	At   time.Time `json:"at"`
	What string    `json:"what"` // reminder, deadline
	Step string    `json:"step"`
}

// State tells all about the run.
func (r Run) State() State {
	m := r.m
	s := State{
		Phase: Running, Request: m.setup.Request, Requester: m.requester(), Clock: m.now, Acts: m.acts, Tokens: []Token{},
		Steps: m.visited(), Ways: m.walked.list(), Decisions: m.decisions.list(), Upcoming: []Upcoming{},
		Outbox: m.outbox.list(), Trail: sealed(m.workflow.doc.Text(), m.trail.list()), Form: maps.Clone(m.data), Computed: m.computed(),
		Problems: []form.Problem{}, Ended: m.ended,
	}
	switch {
	case m.ended != nil:
		s.Phase = Over
	case m.sentAt.IsZero():
		s.Phase = Filling
		s.Problems = listOf(m.problems(""))
	}
	if !m.sentAt.IsZero() {
		s.Submitted = &m.sentAt
	}
	if m.at == nil {
		return s
	}
	s.Tokens = append(s.Tokens, m.token())
	if m.at.step.view != nil {
		s.Problems = listOf(m.problems(m.at.step.id))
	}
	if m.at.question == nil {
		for _, at := range m.at.reminders {
			s.Upcoming = append(s.Upcoming, Upcoming{at, "reminder", m.at.step.id})
		}
		if !m.at.deadline.IsZero() {
			s.Upcoming = append(s.Upcoming, Upcoming{m.at.deadline, "deadline", m.at.step.id})
		}
	}
	return s
}

func listOf[T any](list []T) []T { return append([]T{}, list...) }

// visited are all visits, the one that is not over among them.
func (m *machine) visited() []Visit {
	list := m.visits.list()
	if m.visit != nil {
		list = append(list, *m.visit)
	}
	return list
}

func (m *machine) token() Token {
	at := m.at
	t := Token{
		Step: at.step.id, Name: at.step.name, Type: at.step.kind, Since: at.since, WaitsFor: "people", People: []Asked{}, Outcomes: []string{},
	}
	if !at.deadline.IsZero() && at.question == nil {
		t.Deadline = &at.deadline
	}
	if at.system {
		t.WaitsFor = "system"
		t.Outcomes = []string{Complete, Failure}
		return t
	}
	t.Needed, t.Voters, t.Approving, t.Against = m.count()
	if len(at.step.people) > 1 {
		t.Strategy = first(at.step.strategy, "all")
		if at.step.count > 0 {
			t.Strategy = "count"
		}
	}
	for _, v := range at.voters {
		asked := Asked{
			Person: v.Person, ApprovalType: v.asks, Counts: v.counts, Outcomes: at.step.outcomes(v.asks),
			MayDecide: v.outcome == "" && at.question == nil, Outcome: v.outcome, Comment: v.comment,
		}
		if v.outcome != "" {
			asked.At = &v.at
		}
		t.People = append(t.People, asked)
	}
	for _, p := range at.helpers {
		t.People = append(t.People, Asked{Person: p, CalledIn: true, Outcomes: at.step.outcomes(at.step.asks), MayDecide: at.question == nil})
	}
	if q := at.question; q != nil {
		t.WaitsFor = "requester"
		t.Question = &Question{q.who.Name, q.text, q.since}
	}
	return t
}

// computed are the values that nobody fills in.
func (m *machine) computed() map[string]any {
	computed := map[string]any{}
	values := m.context()
	for i := range m.workflow.form.Fields {
		f := &m.workflow.form.Fields[i]
		inRows := slices.ContainsFunc(f.Columns, func(c form.Field) bool { return c.Computed })
		if value := values[f.Name]; value != nil && (f.Computed || inRows) {
			computed[f.Name] = value
		}
	}
	return computed
}

// Ended says how the run came to its end; nil when it has not.
func (r Run) Ended() *Ended { return r.m.ended }

// Visited are the ids of the steps that the request came to, in order.
func (r Run) Visited() []string {
	ids := []string{}
	for _, v := range r.m.visited() {
		ids = append(ids, v.Step)
	}
	return ids
}

// Approvers are those who decided, in order, each with the words of the text.
func (r Run) Approvers() []string {
	who := make([]string, 0, r.m.decisions.count)
	for _, d := range r.m.decisions.list() {
		who = append(who, d.As)
	}
	return who
}
