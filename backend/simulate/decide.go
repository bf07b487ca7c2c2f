package simulate

import (
	"slices"
	"strings"
	"time"

	"workflow-designer/backend/words"
)

// askPeople lets those decide who are named.
func (m *machine) askPeople(s *step) *step {
	counting := s.voters()
	at := &token{step: s, since: m.now}
	for _, a := range s.people {
		p, known := m.person(a)
		if !known {
			m.note("", EventUnknown, s.id, words.F("%s: it is not known who %s is.", s.name, quoted(p.Name)))
		}
		if a.asks == "receives_a_copy" {
			m.send(p, messageCopy, s.id, words.F("For your information: %s, %s", m.line(s.name), m.setup.Request), m.body(textOf(s.node.Get("description"))))
			m.note("", EventInformed, s.id, words.F("%s gets a copy.", p.Name))
			continue
		}
		at.voters = append(at.voters, voter{Person: p, asks: a.asks, counts: slices.Contains(counting, a)})
	}
	if len(s.people) > 0 && len(at.voters) == 0 {
		return m.proceed(s, Approve, "Only copies.")
	}
	if len(at.voters) == 0 {
		m.note("", EventUnknown, s.id, words.F("Nobody is named who decides at %s; whoever tests it decides.", s.name))
		at.voters = []voter{{Person: Person{Name: "nobody", As: "nobody", Address: addressOf("")}, counts: true}}
	}
	said := s.node.Get("notification").Get("message")
	for _, v := range at.voters {
		m.send(v.Person, messageRequest, s.id,
			m.subjectOr(textOf(said.Get("subject")), words.F("Please decide on %s: %s", m.setup.Request, m.line(s.name))),
			m.body(first(wholeText(said.Get("body")), textOf(s.node.Get("description")))))
	}
	m.at = at
	m.startClock()
	m.note("", EventArrived, s.id, words.F("%s waits for %s.", s.name, allOf(names(at.voters))))
	return nil
}

func names(voters []voter) []string {
	var list []string
	for _, v := range voters {
		list = append(list, v.Name)
	}
	return list
}

// allOf and anyOf name several.
func allOf(texts []string) words.Text {
	if len(texts) < 2 {
		return words.Literal(strings.Join(texts, ""))
	}
	end := len(texts) - 1
	return words.F("%s and %s", strings.Join(texts[:end], ", "), texts[end])
}

func anyOf(texts []string) words.Text {
	if len(texts) < 2 {
		return words.Literal(strings.Join(texts, ""))
	}
	end := len(texts) - 1
	return words.F("%s or %s", strings.Join(texts[:end], ", "), texts[end])
}

// allSaid and anySaid are the same of messages.
func allSaid(parts []words.Text) words.Text {
	if end := len(parts) - 1; end > 0 {
		return words.F("%s and %s", words.Join(parts[:end], "%s, %s"), parts[end])
	}
	return words.Join(parts, "%s, %s")
}

func anySaid(parts []words.Text) words.Text {
	if end := len(parts) - 1; end > 0 {
		return words.F("%s or %s", words.Join(parts[:end], "%s, %s"), parts[end])
	}
	return words.Join(parts, "%s, %s")
}

// here refuses what is no act for the step at which the request waits.
func (m *machine) here(id string) *Refusal {
	switch {
	case m.sentAt.IsZero():
		return refuse(NotSubmitted, "Send the form first.", "The request is not sent yet.")
	case m.ended != nil:
		return refuse(HasEnded, "Step back, or start again.", "The workflow has ended.")
	case id != "" && m.workflow.byID[id] == nil:
		return refuse(NoSuchStep, "Name the step at which the request waits.", words.F("There is no step %s.", quoted(id)))
	case id != "" && m.at.step.id != id:
		return refuse(NotHere, "Name the step at which the request waits.", words.F("The request waits at %s, and not at %s.", quoted(m.at.step.id), quoted(id)))
	}
	return nil
}

// peopleHere refuses what takes people who decide.
func (m *machine) peopleHere(id string) *Refusal {
	if refused := m.here(id); refused != nil {
		return refused
	}
	if m.at.system {
		return refuse(NobodyDecides, "Say what the other system answers.", words.F("At %s another system is waited for, and nobody decides.", quoted(m.at.step.id)))
	}
	if q := m.at.question; q != nil {
		return refuse(QuestionOpen, "Answer it first.", words.F("%s wants to know more, and the requester has not answered yet.", q.who.Name))
	}
	return nil
}

// is tells whether somebody is meant.
func (p Person) is(text string) bool {
	text = strings.TrimSpace(text)
	return text == p.Name || text == p.As || text == p.Address || text == "${"+p.As+"}"
}

// voter finds who is meant: the first who is named like that and has not voted. Of helper the person who was called in.
func (m *machine) voter(who string) (index int, helper *Person, refused *Refusal) {
	voted := false
	for i, v := range m.at.voters {
		if who == "" || v.is(who) {
			if v.outcome == "" {
				return i, nil, nil
			}
			voted = true
		}
	}
	for i := range m.at.helpers {
		if p := &m.at.helpers[i]; who != "" && p.is(who) {
			return -1, p, nil
		}
	}
	if voted {
		return -1, nil, refuse(VotedAlready, "Let somebody else decide.", hasDecided(who))
	}
	return -1, nil, refuse(NotAsked, "Name one of those who are asked.", words.F("%s is not asked at %s.", quoted(who), quoted(m.at.step.id)))
}

// decide takes a vote.
func (m *machine) decide(a Act) *Refusal {
	if refused := m.peopleHere(a.Step); refused != nil {
		return refused
	}
	s := m.at.step
	index, helper, refused := m.voter(a.Approver)
	if refused != nil {
		return refused
	}
	asks := s.asks
	if index >= 0 {
		asks = m.at.voters[index].asks
	}
	outcome := strings.TrimPrefix(first(strings.TrimSpace(a.Outcome), s.outcomes(asks)[0]), "on_")
	if !slices.Contains(s.outcomes(asks), outcome) {
		return refuse(NoOutcome, words.F("Choose %s.", anyOf(s.outcomes(asks))), words.F("Nobody can choose %s at %s.", quoted(outcome), quoted(s.id)))
	}
	if refused := m.fillIn(s, a.Form, outcome); refused != nil {
		return refused
	}
	who := m.at.voters[max(index, 0)].Person
	if helper != nil {
		who = *helper
	} else {
		v := &m.at.voters[index]
		v.outcome, v.comment, v.at = outcome, a.Comment, m.now
	}
	m.decisions.add(Decision{Step: s.id, Who: who.Name, As: who.As, Outcome: outcome, Comment: a.Comment, At: m.now})
	m.noteDecision(s, who, outcome, a.Comment)
	if helper != nil {
		m.enter(m.proceed(s, outcome, words.F("%s decided in place of those who were asked.", who.Name)))
		return nil
	}
	m.settle(who)
	return nil
}

func hasDecided(who string) words.Text {
	if who == "" {
		return "Everybody has decided already."
	}
	return words.F("%s has decided already.", who)
}

func (m *machine) noteDecision(s *step, who Person, outcome, comment string) {
	var said words.Text
	switch outcome {
	case Approve:
		said = words.F("%s approved at %s.", who.Name, s.name)
	case Reject:
		said = words.F("%s rejected at %s.", who.Name, s.name)
	default:
		said = words.F("%s chose %s at %s.", who.Name, outcomeQuoted(outcome), s.name)
	}
	if comment != "" {
		said = words.F("%s They say: %s", said, quoted(comment))
	}
	m.note(who.Name, EventDecided, s.id, said)
}

// settle goes on once the votes have come to a result.
func (m *machine) settle(lastVoter Person) {
	s := m.at.step
	needed, voters, approving, against := m.count()
	verdict := Tally(needed, voters, approving, against)
	if verdict == Open {
		return
	}
	outcome := Approve
	if verdict == Rejected {
		outcome = m.refusal()
	}
	said := words.F("%s: %s.", lastVoter.Name, inWords(outcome))
	if voters > 1 {
		said = words.F("%d of %d approved, %d against, %d needed: %s.", approving, voters, against, needed, inWords(outcome))
		m.note("", EventSettled, s.id, words.F("%s: %s", s.name, said))
	}
	m.enter(m.proceed(s, outcome, said))
}

// count is how the votes stand that count.
func (m *machine) count() (needed, voters, approving, against int) {
	for _, v := range m.at.voters {
		if !v.counts {
			continue
		}
		voters++
		switch v.outcome {
		case "":
		case Approve:
			approving++
		default:
			against++
		}
	}
	return Needed(m.at.step.strategy, m.at.step.count, voters), voters, approving, against
}

// refusal is the outcome when too many are against: reject when anybody chose that, else the first of the text's own that
// somebody chose.
func (m *machine) refusal() string {
	own := ""
	for _, v := range m.at.voters {
		switch {
		case !v.counts || v.outcome == "" || v.outcome == Approve:
		case v.outcome == Reject:
			return Reject
		case own == "":
			own = v.outcome
		}
	}
	return first(own, Reject)
}

// ask stops the clock of the step until the requester has answered.
func (m *machine) ask(a Act) *Refusal {
	if refused := m.peopleHere(a.Step); refused != nil {
		return refused
	}
	index, helper, refused := m.voter(a.Approver)
	if refused != nil {
		return refused
	}
	s := m.at.step
	who := m.at.voters[max(index, 0)].Person
	if helper != nil {
		who = *helper
	}
	m.at.question = &question{who: who, text: a.Comment, since: m.now}
	m.send(m.requester(), messageQuestion, s.id, words.F("%s has a question about %s", who.Name, m.setup.Request), m.body(a.Comment))
	m.note(who.Name, EventAsked, s.id, words.F("%s wants to know more: %s", who.Name, quoted(a.Comment)))
	return nil
}

// answer lets the step go on, and its clock.
func (m *machine) answer(a Act) *Refusal {
	if refused := m.here(a.Step); refused != nil {
		return refused
	}
	q := m.at.question
	if q == nil {
		return refuse(NoQuestion, "Nobody has asked.", words.F("There is no question to answer at %s.", quoted(m.at.step.id)))
	}
	m.fill(a.Form)
	m.at.question = nil
	waited := m.now.Sub(q.since)
	if !m.at.deadline.IsZero() {
		m.at.deadline = m.at.deadline.Add(waited)
	}
	m.at.reminders = slices.Clone(m.at.reminders)
	for i := range m.at.reminders {
		m.at.reminders[i] = m.at.reminders[i].Add(waited)
	}
	who := m.requester()
	m.send(q.who, messageAnswer, m.at.step.id, words.F("%s has answered about %s", who.Name, m.setup.Request), m.body(a.Comment))
	m.note(who.Name, EventAnswered, m.at.step.id, words.F("%s answered: %s", who.Name, quoted(a.Comment)))
	return nil
}

// submit sends the form.
func (m *machine) submit(a Act) *Refusal {
	if !m.sentAt.IsZero() {
		return refuse(SentAlready, "Step back, or start again.", "The request is sent already.")
	}
	start := m.workflow.start()
	if start == nil {
		return refuse(NoSteps, "Add a step to the workflow.", "The workflow has no steps.")
	}
	m.fill(a.Form)
	if problems := m.problems(""); len(problems) > 0 {
		return refuse(FormIncomplete, "Fill the form in.", problems[0].Message)
	}
	m.sentAt = m.now
	who := m.requester()
	m.note(who.Name, EventSubmitted, "", words.F("%s sent the request %s.", who.Name, m.setup.Request))
	m.enter(start)
	return nil
}

// startClock sets the deadline and the reminders of the step at which the request waits.
func (m *machine) startClock() {
	s := m.at.step
	m.at.deadline, m.at.reminders = time.Time{}, nil
	if s.timeout.unit == "" {
		return
	}
	m.at.deadline = s.timeout.after(m.now)
	if m.at.system {
		return
	}
	for _, interval := range m.workflow.reminds {
		if at := interval.after(m.now); at.Before(m.at.deadline) && !slices.ContainsFunc(m.at.reminders, at.Equal) {
			m.at.reminders = append(m.at.reminders, at)
		}
	}
	slices.SortFunc(m.at.reminders, time.Time.Compare)
}

// start is where a request begins; nil when there is no step.
func (w *Workflow) start() *step {
	if s := w.doc.Start(); s != nil {
		return w.byID[s.ID]
	}
	return nil
}
