package simulate

import (
	"fmt"
	"strings"
	"time"

	"workflow-designer/backend/words"
)

// mostEvents is how many things may happen by themselves while time passes once.
const mostEvents = 2000

// advance lets time pass, and what happens on the way happen in its order.
func (m *machine) advance(a Act) *Refusal {
	if m.sentAt.IsZero() {
		return refuse(NotSubmitted, "Send the form first.", "The request is not sent yet.")
	}
	until, refused := m.until(a)
	if refused != nil {
		return refused
	}
	for events := 0; m.at != nil; events++ {
		next, ok := m.next()
		if !ok || next.After(until) {
			break
		}
		if events == mostEvents {
			m.stop(m.at.step, words.F("Time alone has moved the request %d times, so it goes round for ever.", mostEvents))
			return nil
		}
		m.now = next
		m.fire()
		if a.Until != "" {
			return nil // one event is what was waited for
		}
	}
	if until.After(m.now) && a.Until == "" {
		m.now = until
	}
	return nil
}

// until is the time up to which time passes.
func (m *machine) until(a Act) (time.Time, *Refusal) {
	if a.Until == "" {
		s, ok := parseSpan(first(a.For, "1_hours"))
		if !ok {
			return time.Time{}, refuse(NoSpan, "Write a time such as 2_hours, 1_days or 30_minutes.", words.F("%s is no time.", quoted(a.For)))
		}
		return s.after(m.now), nil
	}
	if a.Until != UntilDeadline && a.Until != UntilEvent {
		return time.Time{}, refuse(NoSpan, "Wait for the deadline or for the next event.", words.F("%s is nothing to wait for.", quoted(a.Until)))
	}
	if m.at == nil || m.at.question != nil || m.at.deadline.IsZero() {
		return time.Time{}, refuse(NoDeadline, "Let a time pass instead.", "Nothing happens by itself here.")
	}
	if a.Until == UntilDeadline { // the reminders before it happen too
		for len(m.at.reminders) > 0 {
			m.now = m.at.reminders[0]
			m.fire()
		}
	}
	return m.at.deadline, nil
}

// next is when something happens by itself.
func (m *machine) next() (time.Time, bool) {
	switch {
	case m.at == nil || m.at.question != nil:
		return time.Time{}, false
	case len(m.at.reminders) > 0:
		return m.at.reminders[0], true
	}
	return m.at.deadline, !m.at.deadline.IsZero()
}

// fire lets happen what is due.
func (m *machine) fire() {
	if len(m.at.reminders) > 0 {
		m.at.reminders = m.at.reminders[1:]
		m.remind()
		return
	}
	m.at.deadline = time.Time{}
	m.timeUp()
}

// remind writes to those who have not decided.
func (m *machine) remind() {
	s := m.at.step
	var waiting []string
	for _, v := range m.at.voters {
		if v.outcome == "" {
			m.send(v.Person, messageReminder, s.id, words.F("Reminder: %s waits for you at %s", m.setup.Request, m.line(s.name)), m.body(textOf(s.node.Get("description"))))
			waiting = append(waiting, v.Name)
		}
	}
	m.note("", EventReminded, s.id, words.F("%s: a reminder to %s.", s.name, allOf(waiting)))
}

// timeUp takes the way for it, or the next rule of the escalation.
func (m *machine) timeUp() {
	s := m.at.step
	m.note("", EventTimedOut, s.id, words.F("%s: the time of %s is up.", s.name, s.timeout.said()))
	if s.way(Timeout) != nil {
		m.enter(m.proceed(s, Timeout, "Nobody decided in time."))
		return
	}
	if m.at.system || m.at.level >= len(m.workflow.escalates) {
		m.note("", EventUncertain, s.id, words.F("%s: nothing says what follows, so the request goes on waiting.", s.name))
		return
	}
	rule := m.workflow.escalates[m.at.level]
	m.at.level++
	to := m.escalatesTo(rule)
	m.at.helpers = append(m.at.helpers, to)
	m.send(to, messageEscalation, s.id, words.F("Nobody has decided on %s in time: %s", m.setup.Request, m.line(s.name)), m.body(textOf(s.node.Get("description"))))
	m.note("", EventEscalated, s.id, words.F("%s: %s is called in and may decide.", s.name, to.Name))
	if m.at.level < len(m.workflow.escalates) {
		m.at.deadline = s.timeout.after(m.now)
	}
}

// escalatesTo is who a rule calls in: a person or role, or with notify_next_level the one above who was asked.
func (m *machine) escalatesTo(rule escalation) Person {
	if strings.HasPrefix(rule.to, "notify_") || rule.key == "after_timeout" {
		above := fmt.Sprintf("next level of %s", m.at.voters[0].Name)
		return Person{Name: above, As: "next_level", Address: addressOf(above)}
	}
	p, _ := m.person(approver{written: rule.to, as: strings.TrimSuffix(strings.TrimPrefix(rule.to, "${"), "}")})
	return p
}

// said is a span in words.
func (s span) said() words.Text {
	switch s.unit {
	case "minutes":
		return words.F("%d minutes", s.count)
	case "hours":
		return words.F("%d hours", s.count)
	case "days":
		return words.F("%d days", s.count)
	case "business_days":
		return words.F("%d business days", s.count)
	}
	return words.Literal(strings.ReplaceAll(s.String(), "_", " "))
}

// String is a span as the language writes it.
func (s span) String() string {
	if s.unit == "" {
		return ""
	}
	return fmt.Sprintf("%d_%s", s.count, s.unit)
}
