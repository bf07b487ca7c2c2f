package simulate

import (
	"strings"

	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Kinds of messages.
const (
	messageRequest      = "request"
	messageCopy         = "copy"
	messageReminder     = "reminder"
	messageEscalation   = "escalation"
	messageNotification = "notification"
	messageOutcome      = "outcome"
	messageQuestion     = "question"
	messageAnswer       = "answer"
)

// Bounds of what is written: the length of a message in bytes, and how many there are.
const (
	longestMessage = 16 << 10
	mostMessages   = 5000
	mostSent       = 4 << 20 // bytes of all together; what comes behind has no body
)

func (m *machine) send(to Person, kind, step string, subject, body words.Text) {
	m.sendBy("email", to, kind, step, subject, body)
}

func (m *machine) sendBy(channel string, to Person, kind, step string, subject, body words.Text) {
	if m.outbox.count == mostMessages {
		return // the run stops before its next step
	}
	if m.sent += len(body); m.sent > mostSent {
		body = ""
	}
	m.outbox.add(Message{To: to.Address, Name: to.Name, Channel: channel, Kind: kind, Step: step, At: m.now, Subject: subject, Body: body})
}

// line is what the text says, for the subject of a message: its values are put in.
func (m *machine) line(text string) string {
	text, _ = m.render(strings.Join(strings.Fields(cut(text)), " "))
	return cut(text)
}

// body is what the text says, for the body of a message.
func (m *machine) body(text string) words.Text {
	text, _ = m.render(strings.TrimSpace(cut(text)))
	return words.Literal(cut(text))
}

// subjectOr is the subject that the text gives; one of ours where it gives none.
func (m *machine) subjectOr(text string, ours words.Text) words.Text {
	if text == "" {
		return ours
	}
	return words.Literal(m.line(text))
}

// notify sends what a notification says.
func (m *machine) notify(s *step) {
	said := s.node.Get("notification").Get("message")
	subject, body := words.Literal(m.line(first(textOf(said.Get("subject")), s.name))), m.body(wholeText(said.Get("body")))
	list := s.node.Get("recipients").List()
	for _, r := range list {
		to := m.recipient(r)
		channel := first(textOf(r.Get("channel")), "email")
		m.sendBy(channel, to, messageNotification, s.id, subject, body)
		m.note("", EventInformed, s.id, words.F("%s: a message to %s.", s.name, to.Name))
	}
	if len(list) == 0 {
		m.note("", EventUnknown, s.id, words.F("%s: nobody gets the message.", s.name))
	}
}

// recipient is somebody who gets a message.
func (m *machine) recipient(r *source.Node) Person {
	who := first(textOf(r), textOf(r.Get("to")), textOf(r.Get("email")), textOf(r.Get("role")), textOf(r.Get("name")), textOf(r.Get("user_id")), "nobody")
	p, _ := m.person(newApprover(model.Approver{Who: who}, ""))
	return p
}

// informRequester sends a message to the person who made the request, where the text has one.
func (m *machine) informRequester(s *step, n *source.Node) {
	n = n.Resolve()
	if n.IsNull() || n.Kind != source.Scalar || n.Tag == source.Bool && !model.Truth(n) {
		return
	}
	text := wholeText(n)
	body, said := m.body(text), words.Literal(quoted(text))
	if n.Tag == source.Bool {
		body = words.F("Your request %s has come to its end: %s.", m.setup.Request, m.line(s.name))
		said = words.F("\"%s\"", body)
	}
	to := m.requester()
	m.send(to, messageOutcome, s.id, words.F("%s: %s", m.setup.Request, m.line(first(m.workflow.doc.Name, s.name))), body)
	m.note("", EventInformed, s.id, words.F("%s gets a message: %s", to.Name, said))
}

// leftOut are actions of a way that reach out of the workflow.
var leftOut = []string{"email", "slack", "webhook", "update_budget", "archive_request", "generate_po_number", "custom_actions"}

// carryOut does what stands in a way beside where it leads.
func (m *machine) carryOut(s *step, way *diagram.Way) {
	action := s.node.Get(way.Key)
	if way.Kind == diagram.ByChoice {
		if list := action.List(); way.Choice < len(list) {
			action = list[way.Choice]
		}
	}
	m.informRequester(s, action.Get("notify_requestor"))
	for _, key := range leftOut {
		if n := action.Get(key); !n.IsNull() && (!n.Is(source.Scalar) || textOf(n) != "false") {
			m.note("", EventLeftOut, s.id, words.F("%s is not carried out in a test.", key))
		}
	}
}

func cut(text string) string {
	if len(text) > longestMessage {
		text = strings.ToValidUTF8(text[:longestMessage], "") + "…"
	}
	return text
}

func quoted(text string) string { return quote.Marked(strings.Join(strings.Fields(text), " ")) }

// inWords is an outcome without the signs of a key.
func inWords(outcome string) words.Text {
	if said, known := outcomes[outcome]; known {
		return said
	}
	return words.Literal(strings.ReplaceAll(outcome, "_", " "))
}

// outcomes are those that have a meaning of their own, and what a request can end with.
var outcomes = map[string]words.Text{
	Approve: "approve", Reject: "reject", Complete: "complete", Failure: "failure", Timeout: "timeout",
	Completed: "completed", Denied: "rejected", TimedOut: "timed out", Stopped: "stopped", Waiting: "waiting",
	"approved": "approved", "otherwise": "otherwise", "no way": "no way",
}

// outcomeQuoted is an outcome in quotes.
func outcomeQuoted(outcome string) words.Text {
	if said, known := outcomes[outcome]; known {
		return words.F("\"%s\"", said)
	}
	return words.Literal(quoted(strings.ReplaceAll(outcome, "_", " ")))
}
