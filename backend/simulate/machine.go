package simulate

import (
	"errors"
	"maps"
	"slices"
	"time"

	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/words"
)

// machine is what is known of a request. A copy of it is changed and kept; what lists hold already is never changed.
type machine struct {
	workflow *Workflow
	setup    Setup
	now      time.Time
	sentAt   time.Time // zero: not sent

	data     map[string]any // what was filled in
	values   map[string]any // with what is computed; nil until it is asked for
	rendered *rendering     // the last message; nil when values have changed since
	canned   map[string][]canned
	rounds   map[string]int // how often each loop went back

	at        *token // nil when nothing is waited for
	walked    record[Walked]
	visits    record[Visit] // that are over
	visit     *Visit        // that is not
	decisions record[Decision]
	outbox    record[Message]
	trail     record[Entry]
	ended     *Ended
	acts      int
	passed    int // steps, all in all
	sent      int // bytes of all messages
}

// canned is an answer of a system that was given before it was asked.
type canned struct {
	outcome string
	form    map[string]any
}

// token is where a request waits.
type token struct {
	step      *step
	since     time.Time
	system    bool // a system is waited for, and no people
	voters    []voter
	deadline  time.Time   // zero for none
	reminders []time.Time // still to come
	level     int         // of the escalation
	helpers   []Person    // who was called in by an escalation and may decide alone
	question  *question
}

// voter is somebody who is asked.
type voter struct {
	Person
	asks    string
	counts  bool
	outcome string // empty: not yet
	comment string
	at      time.Time
}

// question is what somebody wants to know before deciding.
type question struct {
	who   Person
	text  string
	since time.Time
}

// Walked is a way that the request took.
type Walked struct {
	Way  string    `json:"way"` // the id of a way of the diagram; empty for one that the text does not write
	From string    `json:"from"`
	To   string    `json:"to"` // empty: the workflow ended
	At   time.Time `json:"at"`
}

// Visit is a step that the request came to.
type Visit struct {
	Step    string     `json:"step"`
	Name    string     `json:"name"`
	Since   time.Time  `json:"since"`
	Until   *time.Time `json:"until"`   // nil: it is still there
	Outcome string     `json:"outcome"` // empty: not yet, or none
	Words   words.Text `json:"words"`   // what happened there
}

// Decision is a vote.
type Decision struct {
	Step    string    `json:"step"`
	Who     string    `json:"who"`
	As      string    `json:"as"`
	Outcome string    `json:"outcome"`
	Comment string    `json:"comment"`
	At      time.Time `json:"at"`
}

// Message is something that would have been sent.
type Message struct {
	To      string     `json:"to"`      // an address at Domain
	Name    string     `json:"name"`    // who that is
	Channel string     `json:"channel"` // email, unless the text says otherwise
	Kind    string     `json:"kind"`    // request, copy, reminder, escalation, notification, outcome, question, answer
	Subject words.Text `json:"subject"`
	Body    words.Text `json:"body"`
	Step    string     `json:"step"`
	At      time.Time  `json:"at"`
}

// Ended says how a request came to its end.
type Ended struct {
	With  string     `json:"with"` // completed, rejected, timed_out, an outcome of the text's own, or stopped
	Step  string     `json:"step"`
	Way   string     `json:"way"` // the id of the way that ended it; empty for a step of type end
	At    time.Time  `json:"at"`
	Words words.Text `json:"words"`
}

// What a request can end with, beside outcomes of the text's own.
const (
	Completed = "completed"
	Denied    = "rejected"
	TimedOut  = "timed_out"
	Stopped   = "stopped" // it cannot go on
)

// copied shares what is never changed.
func (m *machine) copied() *machine {
	c := *m
	c.rounds, c.canned = maps.Clone(m.rounds), maps.Clone(m.canned)
	if m.at != nil {
		at := *m.at
		at.voters, at.reminders, at.helpers = slices.Clone(at.voters), slices.Clone(at.reminders), slices.Clip(at.helpers)
		c.at = &at
	}
	return &c
}

// fill changes what the form holds.
func (m *machine) fill(form map[string]any) {
	if len(form) == 0 {
		return
	}
	data := maps.Clone(m.data)
	for name, value := range form {
		if value == nil {
			delete(data, name)
		} else {
			data[name] = value
		}
	}
	m.data, m.values, m.rendered = data, nil, nil
}

// context is what conditions and messages can name.
func (m *machine) context() map[string]any {
	if m.values == nil {
		requester := maps.Clone(m.setup.Requester)
		if requester == nil {
			requester = map[string]any{}
		}
		who := m.requester()
		for key, value := range map[string]any{"name": who.Name, "email": who.Address} {
			if _, told := requester[key]; !told {
				requester[key] = value
			}
		}
		m.values = map[string]any{
			"requestor": requester, "requester": requester,
			"workflow": map[string]any{"name": m.workflow.doc.Name},
			"instance": map[string]any{
				"id": m.setup.Request, "number": m.setup.Request, "requester_email": requester["email"],
				"requestor_email": requester["email"], "submitter_email": requester["email"], "requester_name": who.Name,
			},
		}
		maps.Copy(m.values, m.workflow.form.Values(m.data))
	}
	return m.values
}

func (m *machine) note(who string, what Event, step string, said words.Text) {
	m.trail.add(Entry{At: m.now, Who: who, What: what, Step: step, Words: said})
}

// mostPassed is how many steps one request may come to: more is a ring.
const mostPassed = 5000

// enter brings the request to a step, and on from it until somebody or something is waited for.
func (m *machine) enter(s *step) {
	for s != nil && m.ended == nil {
		if m.passed++; m.passed > mostPassed {
			m.stop(s, words.F("The request has come to %d steps, so it goes round for ever.", mostPassed))
			return
		}
		if m.outbox.count == mostMessages {
			m.stop(s, words.F("The request has written %d messages, which are too many for a test.", mostMessages))
			return
		}
		m.visit = &Visit{Step: s.id, Name: s.name, Since: m.now}
		s = m.pass(s)
	}
}

// pass does what a step does, and gives the next one; nil when the request waits or has ended.
func (m *machine) pass(s *step) *step {
	switch s.kind {
	case "decision", "parallel_approval":
		return m.askPeople(s)
	case "conditional_split":
		return m.split(s)
	case "notification":
		m.notify(s)
		return m.proceed(s, Complete, "Told.")
	case "automatic":
		return m.automatic(s)
	case "spawn", "loop":
		return m.children(s)
	case "wait_webhook":
		return m.waitFor(s, words.F("%s waits for a call from outside.", s.name))
	case "end":
		m.end(s)
		return nil
	}
	m.stop(s, words.F("No runtime knows steps of the type %s.", quoted(s.kind)))
	return nil
}

// split takes the first choice that holds.
func (m *machine) split(s *step) *step {
	for _, c := range s.choices {
		if c.way == nil {
			continue
		}
		if c.condition == nil {
			m.note("", EventUncertain, s.id, words.F("The condition %s cannot be read, so it does not hold.", quoted(c.text)))
			continue
		}
		holds, err := c.condition.Holds(m.context())
		if err != nil {
			m.note("", EventUncertain, s.id, words.F("The condition %s cannot be evaluated, so it does not hold. %s", quoted(c.text), why(err)))
		}
		if holds {
			m.note("", EventRouted, s.id, words.F("%s: %s holds.", s.name, quoted(c.text)))
			m.leave("", words.Literal(c.text))
			return m.take(s, c.way, "")
		}
	}
	if s.otherwise != nil {
		m.note("", EventRouted, s.id, words.F("%s: none of the conditions holds.", s.name))
		m.leave("", "otherwise")
		return m.take(s, s.otherwise, "")
	}
	m.note("", EventUncertain, s.id, words.F("%s: none of the conditions holds, and there is no default, so the workflow ends here.", s.name))
	m.leave("", "no way")
	m.finish(s, "", Completed)
	return nil
}

// proceed leaves a step by an outcome, or goes back where a loop says so.
func (m *machine) proceed(s *step, outcome string, said words.Text) *step {
	m.leave(outcome, said)
	if s.again != nil && outcome != Reject && outcome != Failure && outcome != Timeout && m.goesBack(s) {
		return m.take(s, s.again, outcome)
	}
	if way := s.way(outcome); way != nil {
		return m.take(s, way, outcome)
	}
	switch outcome {
	case Approve, Complete:
		m.finish(s, "", Completed)
	case Reject:
		m.note("", EventUncertain, s.id, words.F("Nothing says what follows when %s is rejected, so the workflow ends here.", s.name))
		m.finish(s, "", Denied)
	case Failure:
		m.stop(s, words.F("%s failed, and nothing says what follows.", s.name))
	case Timeout: // handled by the clock: it never comes here without a way
		m.finish(s, "", TimedOut)
	default:
		m.finish(s, "", outcome)
	}
	return nil
}

// goesBack tells whether a loop goes round once more.
func (m *machine) goesBack(s *step) bool {
	if s.while == nil {
		return false
	}
	holds, err := s.while.Holds(m.context())
	switch {
	case err != nil:
		m.note("", EventUncertain, s.id, words.F("The condition %s cannot be evaluated, so the loop ends. %s", quoted(s.while.Text()), why(err)))
		return false
	case !holds:
		return false
	case m.rounds[s.id] >= s.most:
		m.note("", EventRepeated, s.id, words.F("%s went back %d times, which is the limit, so it goes on.", s.name, s.most))
		return false
	}
	m.rounds[s.id]++
	m.note("", EventRepeated, s.id, words.F("%s goes back, time %d of at most %d: %s holds.", s.name, m.rounds[s.id], s.most, quoted(s.while.Text())))
	return true
}

// take follows a way and does what stands in it.
func (m *machine) take(s *step, way *diagram.Way, outcome string) *step {
	m.carryOut(s, way)
	to := m.workflow.byID[way.To]
	walked := Walked{Way: way.ID, From: s.id, At: m.now}
	switch {
	case way.ToMissing != "":
		m.walked.add(walked)
		m.stop(s, words.F("The way leads to %s, but there is no such step.", quoted(way.ToMissing)))
		return nil
	case to == nil || way.Ends:
		m.walked.add(walked)
		m.finish(s, way.ID, endOf(outcome))
		return nil
	}
	walked.To = to.id
	m.walked.add(walked)
	return to
}

// endOf is what a workflow ends with that ends by an outcome.
func endOf(outcome string) string {
	switch outcome {
	case Approve, Complete, "":
		return Completed
	case Reject:
		return Denied
	case Timeout:
		return TimedOut
	case Failure:
		return Stopped
	}
	return outcome
}

// leave closes the visit of the current step.
func (m *machine) leave(outcome string, said words.Text) {
	m.at = nil
	if m.visit == nil {
		return
	}
	over, until := *m.visit, m.now
	over.Until, over.Outcome, over.Words = &until, outcome, said
	m.visits.add(over)
	m.visit = nil
}

// end is a step of type end.
func (m *machine) end(s *step) {
	with := first(textOf(s.node.Get("metadata").Get("outcome")), Completed)
	m.leave(with, "")
	m.informRequester(s, s.node.Get("notify_requestor"))
	for _, key := range []string{"webhook_url", "api_endpoint"} {
		if to := textOf(s.node.Get(key)); to != "" {
			m.note("", EventLeftOut, s.id, words.F("%s is not called in a test.", quoted(to)))
		}
	}
	m.finish(s, "", with)
}

func (m *machine) finish(s *step, way, with string) {
	m.leave(with, "")
	said := words.F("The workflow ended at %s: %s.", s.name, inWords(with))
	m.ended = &Ended{With: with, Step: s.id, Way: way, At: m.now, Words: said}
	m.note("", EventEnded, s.id, said)
}

// stop ends a request that cannot go on.
func (m *machine) stop(s *step, said words.Text) {
	m.leave(Stopped, "")
	id := ""
	if s != nil {
		id = s.id
	}
	m.ended = &Ended{With: Stopped, Step: id, At: m.now, Words: said}
	m.note("", EventStopped, id, said)
}

// why a condition has no value.
func why(err error) words.Text {
	if bad, ok := errors.AsType[*condition.EvaluationError](err); ok {
		return bad.Message
	}
	return words.Literal(err.Error())
}
