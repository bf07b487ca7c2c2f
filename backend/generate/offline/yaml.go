package offline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// pen writes the lines of a workflow.
type pen struct{ strings.Builder }

func (p *pen) line(indent int, format string, args ...any) {
	p.WriteString(strings.Repeat("  ", indent))
	_, _ = fmt.Fprintf(p, format, args...)
	p.WriteByte('\n')
}

// completeFields gives choices their last option, lists their columns, and says what the process is about.
func (b *builder) completeFields(d *draft) {
	for _, f := range d.fields {
		switch f.kind {
		case "select":
			if f.derived || f.open || len(f.options) < 2 {
				b.addOther(f)
			}
		case "line_items":
			completeColumns(f)
		}
	}
	d.description = b.r.describe()
}

func (b *builder) addOther(f *field) {
	for _, o := range f.options {
		if low := strings.ToLower(o); low == "other" || low == "others" || low == "none" {
			return
		}
	}
	f.options = append(f.options, "Other")
}

func completeColumns(f *field) {
	if len(f.columns) > 0 {
		return
	}
	if strings.Contains(f.name, "expense") {
		f.columns = []*field{{name: "date", label: "Date", kind: "date", required: true}, {name: "description", label: "Description", kind: "text", required: true}, {name: "amount", label: "Amount", kind: "currency", required: true}}
		return
	}
	f.columns = []*field{{name: "description", label: "Description", kind: "text", required: true}, {name: "quantity", label: "Quantity", kind: "number", required: true}}
}

// yaml writes the workflow. What was added although nothing asks for it has a comment.
func (d *draft) yaml() string {
	var p pen
	p.line(0, "name: %s", quoted(d.name))
	if d.company != "" {
		d.description = strings.TrimSpace(sprintf("%s (%s)", strings.TrimSuffix(d.description, "."), strings.Join(strings.Fields(d.company), " "))) + "."
	}
	if d.description != "" {
		p.line(0, "description: %s", quoted(d.description))
	}
	p.line(0, "version: \"1.0\"")
	p.line(0, "type: %s", quoted(d.kind))
	p.line(0, "")
	p.line(0, "form:")
	p.line(1, "fields:")
	for i, f := range d.fields {
		if i > 0 {
			p.line(0, "")
		}
		if f.why != "" {
			p.line(2, "# Added: %s.", f.why)
		} else if f.derived {
			p.line(2, "# Added: a condition asks for it.")
		}
		p.field(f, 2)
	}
	p.line(0, "")
	p.line(0, "workflow:")
	for i, s := range d.steps {
		if i > 0 {
			p.line(0, "")
		}
		p.step(s)
	}
	lines := strings.Split(p.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func (p *pen) field(f *field, indent int) {
	p.line(indent, "- name: %s", quoted(f.name))
	in := indent + 1
	p.line(in, "type: %s", f.kind)
	p.line(in, "label: %s", quoted(f.label))
	if f.required {
		p.line(in, "required: true")
	}
	if f.currency != "" && (f.kind == "currency" || f.kind == "number") {
		p.line(in, "currency: %s", f.currency)
	}
	if f.formula != "" {
		p.line(in, "readonly: true")
		p.line(in, "formula: %s", quoted(f.formula))
	}
	if len(f.options) > 0 && f.kind == "select" {
		p.line(in, "options:")
		for _, o := range f.options {
			p.line(in+1, "- { value: %s, label: %s }", quoted(slug(o)), quoted(capital(o)))
		}
	}
	switch {
	case f.min != nil || f.max != nil:
		p.line(in, "validation:")
		if f.min != nil {
			p.line(in+1, "min: %s", plain(*f.min))
		}
		if f.max != nil {
			p.line(in+1, "max: %s", plain(*f.max))
		}
	case f.kind == "currency" && f.formula == "":
		p.line(in, "validation:")
		p.line(in+1, "min: 0")
	}
	if f.kind == "line_items" {
		p.line(in, "min_items: 1")
		p.line(in, "item_fields:")
		for _, c := range f.columns {
			p.field(c, in+1)
		}
	}
}

func (p *pen) step(s *step) {
	p.line(1, "%s:", quoted(s.id))
	p.line(2, "name: %s", quoted(s.name))
	p.line(2, "type: %s", s.kind)
	if s.kind == "conditional_split" {
		p.line(2, "choices:")
		for _, c := range s.choices {
			p.line(3, "- conditions: %s", quoted(c.condition))
			p.line(4, "continue_to: %s", quoted(c.to))
		}
		p.line(2, "default:")
		p.line(3, "continue_to: %s", quoted(s.otherwise))
		return
	}
	if s.approval != "" {
		p.line(2, "approval_type: %s", s.approval)
	}
	if s.strategy != "" {
		p.line(2, "strategy: %s", s.strategy)
	}
	if s.approver != "" {
		p.line(2, "approver: %s", quoted(s.approver))
	}
	if len(s.approvers) > 0 {
		p.line(2, "approvers:")
		for _, a := range s.approvers {
			p.line(3, "- %s: %s", howOf(a), quoted(a))
		}
	}
	if s.timeout != "" {
		p.line(2, "timeout: %s", s.timeout)
	}
	if s.kind == "notification" {
		p.line(2, "recipients:")
		for _, r := range s.recipients {
			p.line(3, "- %s: %s", recipientKey(r), quoted(r))
		}
		p.line(2, "notification:")
		p.line(3, "message:")
		p.line(4, "subject: %s", quoted(s.subject))
		p.line(4, "body: %s", quoted(s.body))
		p.line(2, "on_complete:")
		p.line(3, "continue_to: %s", quoted(s.next))
		return
	}
	if s.kind == "end" {
		p.line(2, "notify_requestor: %s", quoted(s.notify))
		p.line(2, "metadata:")
		p.line(3, "outcome: %s", s.outcome)
		return
	}
	p.line(2, "on_approve:")
	p.line(3, "continue_to: %s", quoted(s.next))
	p.line(2, "on_reject:")
	if s.no == "" {
		p.line(3, "end_workflow: true")
	} else {
		p.line(3, "continue_to: %s", quoted(s.no))
	}
	if s.late != "" {
		p.line(2, "on_timeout:")
		p.line(3, "continue_to: %s", quoted(s.late))
	}
}

func howOf(approver string) string {
	if strings.HasPrefix(approver, "$") {
		return "dynamic_approver"
	}
	return "role"
}

func recipientKey(recipient string) string {
	if strings.HasPrefix(recipient, "$") {
		return "email"
	}
	return "role"
}

// quoted is a text as YAML has it on one line: plain where that is safe, else in double quotes.
func quoted(text string) string {
	if isPlain(text) {
		return text
	}
	text = strings.Map(func(r rune) rune {
		if r != '\n' && !unicode.IsPrint(r) { // YAML takes few of them, and nobody sees any
			return ' '
		}
		return r
	}, text)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func isPlain(text string) bool {
	if text == "" || text != strings.TrimSpace(text) || reserved[strings.ToLower(text)] {
		return false
	}
	if first := rune(text[0]); !unicode.IsLetter(first) || first > unicode.MaxASCII {
		return false
	}
	for _, r := range text {
		isLetter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !isLetter && (r < '0' || r > '9') && !strings.ContainsRune(" _-.'()><=", r) {
			return false
		}
	}
	return true
}
