package model

import (
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Step is a step of the workflow.
type Step struct {
	ID   string
	Key  *source.Node // the key that is its id
	Node *source.Node // the step's mapping; nil when there is none
	Name string       // empty when it has none
	Type string       // as written; the deprecated approval and notification_only included
	Ways []Way        // every way out, in the order of the text
	// Conditions are those of its choices, in order, nil nodes where a choice has none.
	Choices   []Choice
	Default   *source.Node // the mapping below default; nil when there is none
	Approvers []Approver
	// Sections that the step shows, by the key that names them: view_sections, edit_sections, mixed_sections.
	Sections map[string][]Reference
	// SignatureField names a field; its Node is nil when the step has none.
	SignatureField Reference
	Loop           *source.Node // the mapping below loop; nil when there is none
	While          *source.Node // the condition of a loop step, or of its loop; nil when there is none
}

// WayKind says what makes a request take a way.
type WayKind uint8

// The kinds of ways.
const (
	Outcome   WayKind = iota // on_approve, on_reject, on_complete, on_timeout, on_failure, on_<anything>
	ByChoice                 // a choice of a split
	Otherwise                // the default of a split
	Again                    // a loop: back to its continue_to while its condition holds
)

// Way is one way out of a step.
type Way struct {
	Kind WayKind
	Key  string       // on_approve and so on; choices, default, loop
	At   *source.Node // the key of the outcome, the choice's mapping, the key default or loop
	// To is the step it leads to; its Node is nil when it names none.
	To Reference
	// Ends tells that the workflow ends here: end_workflow is true. It wins over To.
	Ends   bool
	Choice int // the index of the choice, -1 for all others
}

// Choice is a choice of a split.
type Choice struct {
	Node      *source.Node // its mapping
	Condition *source.Node // the text of conditions; nil when there is none
}

// Approver is someone who decides at a step.
type Approver struct {
	// Node is what names the person: a text, or a mapping with email, name and so on. Nil when nothing does.
	Node *source.Node
	// Key says how the person is named: approver, dynamic_approver or role.
	Key string
	// Who is the email, role or ${variable}; empty when it cannot be told.
	Who string
	At  *source.Node // the mapping that Key stands in: the step, or an entry of approvers
}

func (d *Document) readSteps(workflow *source.Node) {
	for _, e := range workflow.All() {
		s := readStep(e)
		d.Steps = append(d.Steps, s)
		d.steps[s.ID] = s
	}
}

func readStep(e source.Entry) *Step {
	s := &Step{ID: keyText(e.Key), Key: e.Key, Sections: map[string][]Reference{}}
	node := e.Value.Resolve()
	if !node.Is(source.Mapping) {
		return s
	}
	s.Node = node
	s.Name, s.Type = scalarText(node.Get("name")), word(node.Get("type"))
	for _, entry := range node.All() {
		s.readEntry(entry.Key, entry.Value.Resolve())
	}
	return s
}

func (s *Step) readEntry(key, value *source.Node) {
	switch keyText(key) {
	case "choices":
		s.readChoices(value)
	case "default":
		if value.Is(source.Mapping) {
			s.Default = value
			s.addWay(Way{Kind: Otherwise, Key: "default", At: key, Choice: -1}, value)
		}
	case "loop":
		if value.Is(source.Mapping) {
			s.Loop, s.While = value, value.Get("while").Resolve()
			s.addWay(Way{Kind: Again, Key: "loop", At: key, Choice: -1}, value)
		}
	case "while":
		s.While = value
	case "approver", "dynamic_approver", "role":
		s.addApprover(keyText(key), value, s.Node)
	case "approvers":
		for _, item := range value.List() {
			for _, how := range []string{"approver", "dynamic_approver", "role"} {
				if who := item.Get(how); !who.IsNull() {
					s.addApprover(how, who.Resolve(), item.Resolve())
				}
			}
		}
	case "view_sections", "edit_sections":
		s.Sections[keyText(key)] = references(value)
	case "mixed_sections":
		for _, e := range value.All() {
			s.Sections[keyText(key)] = append(s.Sections[keyText(key)], Reference{keyText(e.Key), e.Key})
		}
	case "signature_field":
		s.SignatureField = Reference{scalarText(value), value}
	default:
		if strings.HasPrefix(keyText(key), "on_") && value.Is(source.Mapping) {
			s.addWay(Way{Kind: Outcome, Key: keyText(key), At: key, Choice: -1}, value)
		}
	}
}

func (s *Step) readChoices(list *source.Node) {
	for i, item := range list.List() {
		item = item.Resolve()
		choice := Choice{Node: item}
		if condition := item.Get("conditions").Resolve(); condition.Is(source.Scalar) && !condition.IsNull() {
			choice.Condition = condition
		}
		s.Choices = append(s.Choices, choice)
		s.addWay(Way{Kind: ByChoice, Key: "choices", At: item, Choice: i}, item)
	}
}

func (s *Step) addWay(w Way, action *source.Node) {
	if to := action.Get("continue_to").Resolve(); to.Is(source.Scalar) && !to.IsNull() {
		w.To = Reference{to.Value, to}
	}
	w.Ends = Truth(action.Get("end_workflow"))
	s.Ways = append(s.Ways, w)
}

func (s *Step) addApprover(key string, who, at *source.Node) {
	if who.IsNull() {
		return
	}
	a := Approver{Node: who, Key: key, At: at}
	if who.Is(source.Mapping) {
		a.Who = scalarText(who.Get("email"))
		if a.Who == "" {
			a.Who = scalarText(who.Get("role")) // no runtime documents it, and real files use it
		}
	} else {
		a.Who = scalarText(who)
	}
	s.Approvers = append(s.Approvers, a)
}

// Strategy is how many of its approvers must agree, as it is written; empty when nothing says it.
func (s *Step) Strategy() string {
	for _, key := range []string{"strategy", "approval_strategy"} {
		if text := strings.TrimSpace(scalarText(s.Node.Get(key))); text != "" {
			return text
		}
	}
	return ""
}

// RequiredCount is how many of its approvers must agree, where the step names a number: in the place of a majority, or where nothing
// else says it; 0 where its strategy says it.
func (s *Step) RequiredCount() int {
	count, err := strconv.Atoi(strings.TrimSpace(scalarText(s.Node.Get("required_count"))))
	if strategy := s.Strategy(); err != nil || strategy != "" && strategy != "majority" {
		return 0
	}
	return max(count, 0)
}
