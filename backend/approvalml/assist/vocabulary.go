package assist

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// vocabulary is what a text calls its fields, steps, sections and people. Of a long text it reads only the parts that are
// asked for.
type vocabulary struct {
	text  string
	mark  string // names that hold it are just being typed
	whole *model.Document
	parts map[string]*model.Document
}

// part is a document that has at least one top-level key of the text. must tells to read all of the text when the key
// cannot be found by its line.
func (v *vocabulary) part(key string, must bool) *model.Document {
	if v.whole != nil {
		return v.whole
	}
	if known, ok := v.parts[key]; ok {
		return known
	}
	content, found := blockOf(v.text, key)
	doc := model.Read(content)
	if must && !found || found && !doc.Tree.Readable() && !doc.Tree.Repaired {
		v.whole = model.Read(v.text)
		return v.whole
	}
	v.parts[key] = doc
	return doc
}

// blockOf cuts the lines of a top-level key out of a text.
func blockOf(text, key string) (block string, found bool) {
	level, start := -1, -1
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		line := strings.TrimRight(text[at:end], " \t\r\n")
		bare := strings.TrimLeft(line, " ")
		indent := len(line) - len(bare)
		switch {
		case bare == "" || bare[0] == '#' || line == "---":
		case level < 0 && bare == "approval_process:":
		default:
			if level < 0 {
				level = indent
			}
			if start >= 0 && indent <= level {
				return text[start:at], true
			}
			if start < 0 && indent == level && strings.HasPrefix(bare, key+":") {
				start = at
			}
		}
		at = end
	}
	if start < 0 {
		return "", false
	}
	return text[start:], true
}

func (v *vocabulary) knows(name string) bool { return name != "" && !strings.Contains(name, v.mark) }

func (v *vocabulary) fields() []*model.Field {
	var fields []*model.Field
	for _, f := range v.part("form", true).Fields {
		if v.knows(f.Name) {
			fields = append(fields, f)
		}
	}
	return fields
}

func (v *vocabulary) field(name string) *model.Field {
	if name == "" {
		return nil
	}
	return v.part("form", true).Field(name)
}

func (v *vocabulary) sections() []*model.Section {
	var sections []*model.Section
	for _, s := range v.part("form", true).Sections {
		if v.knows(s.ID) {
			sections = append(sections, s)
		}
	}
	return sections
}

func (v *vocabulary) steps() []*model.Step {
	var steps []*model.Step
	for _, s := range v.part("workflow", true).Steps {
		if v.knows(s.ID) {
			steps = append(steps, s)
		}
	}
	return steps
}

// people are the roles and email addresses that occur, in the order of the text. They are looked for line by line, which
// takes broken texts and is much faster than reading.
func (v *vocabulary) people() (roles, emails []string) {
	var all []string
	seen := map[string]bool{}
	note := func(who string) {
		if !seen[who] && v.knows(who) && !strings.ContainsAny(who, "${}[]|>&*!") {
			seen[who] = true
			all = append(all, who)
		}
	}
	for line := range strings.SplitSeq(v.text, "\n") {
		for _, key := range []string{"role:", "approver:", "email:"} {
			if who, ok := valueOn(line, key); ok {
				note(who)
			}
		}
	}
	for _, list := range []*source.Node{
		v.part("submission_criteria", false).Process.Get("submission_criteria").Get("company_roles"),
		v.part("view_all_roles", false).Process.Get("view_all_roles"),
	} {
		for _, item := range list.List() {
			if who, ok := item.Text(); ok {
				note(who)
			}
		}
	}
	for _, who := range all {
		if strings.Contains(who, "@") {
			emails = append(emails, who)
		} else {
			roles = append(roles, who)
		}
	}
	return roles, emails
}

// valueOn is the text behind a key on a line, where it stands first, behind a dash or in brackets.
func valueOn(line, key string) (value string, ok bool) {
	i := strings.Index(line, key)
	if i < 0 || strings.TrimLeft(line[:i], " -{,[") != "" && !strings.HasSuffix(line[:i], ", ") && !strings.HasSuffix(line[:i], "{ ") {
		return "", false
	}
	value = strings.TrimSpace(line[i+len(key):])
	if value == "" {
		return "", false
	}
	if quote := value[0]; quote == '"' || quote == '\'' {
		end := strings.IndexByte(value[1:], quote)
		if end < 0 {
			return "", false
		}
		return value[1 : 1+end], true
	}
	if end := strings.IndexAny(value, ",}]#"); end >= 0 {
		value = strings.TrimSpace(value[:end])
	}
	return value, true
}

// outcomes are the keys on_<outcome> that occur anywhere in the text.
func (v *vocabulary) outcomes() []string {
	var found []string
	for line := range strings.SplitSeq(v.text, "\n") {
		bare := strings.TrimLeft(line, " ")
		if !strings.HasPrefix(bare, "on_") {
			continue
		}
		if key, _, ok := strings.Cut(bare, ":"); ok && isWord(key) && v.knows(key) && !slices.Contains(found, key) && len(found) < 50 {
			found = append(found, key)
		}
	}
	return found
}

// kindOf is what a field holds, for conditions.
func kindOf(f *model.Field) string {
	switch f.Type {
	case "number", "currency", "autonumber":
		return "number"
	case "date":
		return "date"
	case "multiselect", "line_items", "file_upload":
		return "list"
	case "checkbox":
		if len(f.Options) == 0 {
			return "boolean"
		}
		return "list"
	}
	return "text"
}
