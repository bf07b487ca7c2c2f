package diagram

import (
	"strings"

	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// typeNames are the types of steps in words.
var typeNames = map[string]words.Text{
	"decision": "Decision", "parallel_approval": "Parallel approval", "conditional_split": "Conditional split",
	"automatic": "Automatic", "notification": "Notification", "spawn": "Spawn", "loop": "Loop", "wait_webhook": "Wait for a call",
	"end": "End", "approval": "Approval, a former word", "notification_only": "Notification, a former word",
}

// TypeName is a type of steps in words; of one that the language does not know, what is written.
func TypeName(written string) words.Text {
	if name := typeNames[written]; name != "" {
		return name
	}
	if written == "" {
		return "No type"
	}
	return words.Literal(written)
}

// labels are when the ways are taken, in words.
var labels = map[string]words.Text{
	"approve": "approve", "reject": "reject", "timeout": "timeout", "complete": "complete", "failure": "failure", "error": "error",
	"otherwise": "otherwise", "again": "again",
}

func labelOf(label string) words.Text {
	if said, known := labels[label]; known {
		return said
	}
	return words.Literal(label)
}

// who says in a few words who or what a step is about.
func who(s *model.Step) words.Text {
	switch s.Type {
	case "decision", "approval", "parallel_approval":
		return approversInWords(s)
	case "conditional_split":
		return splitInWords(s)
	case "notification", "notification_only":
		return recipientsInWords(s)
	case "automatic":
		return words.Literal(firstText(s.Node.Get("api").Get("connector"), s.Node.Get("api").Get("action"),
			s.Node.Get("data_processor").Get("source_name"), s.Node.Get("data_processor").Get("source_id"), s.Node.Get("data_processor").Get("connector")))
	case "spawn", "loop":
		return words.Literal(firstText(s.Node.Get("workflow"), s.Node.Get("spawn").Get("workflow")))
	default:
		return ""
	}
}

func approversInWords(s *model.Step) words.Text {
	n := len(s.Approvers)
	if n == 0 {
		return ""
	}
	if n == 1 {
		return words.Literal(personInWords(s.Approvers[0]))
	}
	if count := s.RequiredCount(); count > 0 {
		return words.F("%d of %d", count, n)
	}
	switch s.Strategy() {
	case "any_one":
		return words.F("any one of %d", n)
	case "majority":
		return words.F("majority of %d", n)
	default:
		return words.F("all %d", n)
	}
}

// personInWords names an approver without the signs of a variable.
func personInWords(a model.Approver) string {
	name := a.Who
	if name == "" && a.Node.Is(source.Mapping) {
		name = firstText(a.Node.Get("name"), a.Node.Get("position"))
	}
	name = strings.Join(strings.Fields(name), " ")
	if inner, ok := strings.CutPrefix(name, "${"); ok && strings.HasSuffix(inner, "}") {
		return strings.TrimSuffix(inner, "}")
	}
	return name
}

func splitInWords(s *model.Step) words.Text {
	names := splitNames(s)
	if len(names) == 0 {
		return ""
	}
	const most = 3
	if rest := len(names) - most; rest > 0 {
		return words.F("splits on %s and %d more", strings.Join(names[:most], ", "), rest)
	}
	if last := len(names) - 1; last > 0 {
		return words.F("splits on %s and %s", strings.Join(names[:last], ", "), names[last])
	}
	return words.F("splits on %s", names[0])
}

// splitNames are the names that the choices of a split speak of, in their order.
func splitNames(s *model.Step) []string {
	var names []string
	known := map[string]bool{}
	for _, choice := range s.Choices {
		if choice.Condition == nil {
			continue
		}
		expression, bad := condition.Parse(choice.Condition.Value)
		if bad != nil {
			continue
		}
		for _, name := range expression.Names() {
			if text := name.String(); !known[text] {
				known[text] = true
				names = append(names, text)
			}
		}
	}
	return names
}

func recipientsInWords(s *model.Step) words.Text {
	list := s.Node.Get("recipients").List()
	var first string
	for _, r := range list {
		if first = firstText(r, r.Get("email"), r.Get("role"), r.Get("name")); first != "" {
			break
		}
	}
	switch {
	case first == "":
		return ""
	case strings.HasPrefix(first, "${") && strings.HasSuffix(first, "}"):
		first = strings.TrimSuffix(strings.TrimPrefix(first, "${"), "}")
	}
	if len(list) > 1 {
		return words.F("to %s and %d more", first, len(list)-1)
	}
	return words.F("to %s", first)
}

// textOf is what a scalar says; empty for anything else.
func textOf(n *source.Node) string {
	if n = n.Resolve(); n == nil || n.Kind != source.Scalar || n.Tag == source.Null {
		return ""
	}
	return n.Value
}

// firstText is the first of these that says something, on one line.
func firstText(nodes ...*source.Node) string {
	for _, n := range nodes {
		if text := strings.Join(strings.Fields(textOf(n)), " "); text != "" {
			return text
		}
	}
	return ""
}
