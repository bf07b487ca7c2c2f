package simulate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Domain is that of every address in the outbox: no mail ever gets there.
const Domain = "outbox.test"

// Person is somebody who is written to.
type Person struct {
	Name    string `json:"name"`
	As      string `json:"as"`      // what the text says: a role, an email, requestor.manager
	Address string `json:"address"` // at Domain
}

// requesterName is what the person who makes the request is called when nothing is known of them.
const requesterName = "Requester"

func (m *machine) requester() Person {
	name := first(written(m.setup.Requester["name"]), written(m.setup.Requester["full_name"]), written(m.setup.Requester["email"]), requesterName)
	return Person{Name: name, As: "requestor", Address: addressOf(name)}
}

// addressOf makes an address of a name. One at Domain is itself.
func addressOf(name string) string {
	name = strings.TrimSuffix(name, "@"+Domain)
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '_':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "."):
			b.WriteByte('.')
		}
	}
	const most = 60
	local := []rune(strings.Trim(b.String(), "."))
	if len(local) > most {
		local = local[:most]
	}
	if len(local) == 0 {
		local = []rune("nobody")
	}
	return string(local) + "@" + Domain
}

// person says who an approver is in this request. It is not known when a variable has no value here: then it is called what
// the text says.
func (m *machine) person(a approver) (p Person, known bool) {
	text, open := m.render(a.written)
	name := strings.Join(strings.Fields(text), " ")
	if open || name == "" {
		name = first(a.as, "nobody")
	}
	if detail, open := m.render(a.name); !open && strings.TrimSpace(detail) != "" {
		name = strings.TrimSpace(detail)
	}
	return Person{Name: name, As: first(a.as, name), Address: addressOf(name)}, !open && text != "" || strings.HasPrefix(a.as, "requestor.")
}

// render puts values in the place of variables; one without a value stays as it is written, and open is true.
func (m *machine) render(text string) (rendered string, open bool) {
	if !strings.Contains(text, "${") {
		return text, false
	}
	if m.rendered != nil && m.rendered.text == text { // one message often goes to many
		return m.rendered.as, m.rendered.open
	}
	var b strings.Builder
	rest := text
	for b.Len() <= longestMessage {
		before, behind, found := strings.Cut(rest, "${")
		name, after, closed := strings.Cut(behind, "}")
		if !found || !closed {
			break
		}
		b.WriteString(before)
		value, known := m.lookUp(strings.Split(strings.TrimSpace(name), "."))
		said := written(value)
		if !known || said == "" && !strings.HasPrefix(strings.TrimSpace(name), "form.") {
			open, said = true, "${"+name+"}"
		}
		open = open || said == ""
		b.WriteString(cut(said))
		rest = after
	}
	b.WriteString(rest)
	m.rendered = &rendering{text, b.String(), open}
	return m.rendered.as, open
}

// rendering is a text with its values.
type rendering struct {
	text, as string
	open     bool
}

// lookUp follows a name through what is known of the request.
func (m *machine) lookUp(path []string) (any, bool) {
	values := m.context()
	if path[0] == "form" && len(path) > 1 {
		path = path[1:]
	}
	var current any = values
	for _, key := range path {
		group, ok := current.(map[string]any)
		if !ok {
			return nil, false
		}
		if current, ok = group[strings.TrimSpace(key)]; !ok {
			return nil, false
		}
	}
	return current, true
}

// written is a value as a message shows it.
func written(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		return strconv.Itoa(v)
	case []any:
		parts := make([]string, 0, len(v))
		for _, item := range v {
			parts = append(parts, written(item))
		}
		return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ", ")
	case map[string]any:
		return first(written(v["name"]), written(v["label"]), written(v["email"]), written(v["value"]))
	default:
		return fmt.Sprint(v)
	}
}
