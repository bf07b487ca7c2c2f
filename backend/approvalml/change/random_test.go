package change_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/source"
)

// draft is a workflow that can be changed at random and written.
type draft struct {
	name    string
	comment string
	fields  []draftField
	steps   []draftStep
	flow    bool // short groups in brackets
	crlf    bool
	columns int // width of an indentation
}

type draftField struct {
	name, label, comment string
	required             bool
	options              []string
}

type draftStep struct {
	id, name, approver, comment, approve string
	timeout                              int
	sections                             []string
}

func (d draft) clone() draft {
	d.fields, d.steps = slices.Clone(d.fields), slices.Clone(d.steps)
	for i := range d.fields {
		d.fields[i].options = slices.Clone(d.fields[i].options)
	}
	for i := range d.steps {
		d.steps[i].sections = slices.Clone(d.steps[i].sections)
	}
	return d
}

// word is a new word each time, on each side.
func word(r *rand.Rand) string { return fmt.Sprintf("w%d", r.IntN(1_000_000)) }

func newDraft(r *rand.Rand) draft {
	d := draft{name: "Request", flow: r.IntN(2) == 0, crlf: r.IntN(3) == 0, columns: 2 + 2*r.IntN(2)}
	for range 2 + r.IntN(5) {
		d.fields = append(d.fields, newField(r))
	}
	for range 3 + r.IntN(6) {
		d.steps = append(d.steps, newStep(r))
	}
	for i := range d.steps {
		d.steps[i].approve = d.steps[min(i+1, len(d.steps)-1)].id
	}
	return d
}

func newField(r *rand.Rand) draftField {
	f := draftField{name: word(r), label: "Label " + word(r), required: r.IntN(2) == 0}
	for range r.IntN(4) {
		f.options = append(f.options, word(r))
	}
	return f
}

func newStep(r *rand.Rand) draftStep {
	return draftStep{id: word(r), name: "Step " + word(r), approver: word(r) + "@example.com", timeout: r.IntN(3), sections: []string{word(r), word(r)}}
}

// change makes one random change.
func (d *draft) change(r *rand.Rand) {
	switch f, s := r.IntN(len(d.fields)), r.IntN(len(d.steps)); r.IntN(15) {
	case 0:
		d.name = word(r)
	case 1:
		d.comment = word(r)
	case 2:
		d.fields[f].label = word(r)
	case 3:
		d.fields[f].required = !d.fields[f].required
	case 4:
		d.fields[f].comment = word(r)
	case 5:
		d.fields[f].options = slices.Insert(d.fields[f].options, r.IntN(len(d.fields[f].options)+1), word(r))
	case 6:
		if o := d.fields[f].options; len(o) > 0 {
			at := r.IntN(len(o))
			d.fields[f].options = slices.Delete(o, at, at+1)
		}
	case 7:
		d.fields = slices.Insert(d.fields, f, newField(r))
	case 8:
		if len(d.fields) > 1 {
			d.fields = slices.Delete(d.fields, f, f+1)
		}
	case 9:
		d.steps[s].approver = word(r) + "@example.com"
	case 10:
		d.steps[s].timeout = r.IntN(10)
	case 11:
		d.steps[s].comment = word(r)
	case 12:
		made := newStep(r)
		made.approve = d.steps[s].id
		d.steps = slices.Insert(d.steps, s, made)
	case 13:
		if len(d.steps) > 1 {
			d.steps = slices.Delete(d.steps, s, s+1)
		}
	case 14:
		d.steps[s].approve = d.steps[r.IntN(len(d.steps))].id
	}
}

func (d draft) text() string {
	var b strings.Builder
	line := func(level int, format string, args ...any) {
		b.WriteString(strings.Repeat(" ", level*d.columns) + fmt.Sprintf(format, args...) + "\n")
	}
	note := func(level int, text string) {
		if text != "" {
			line(level, "# %s", text)
		}
	}
	list := func(level int, key string, items []string) {
		switch {
		case d.flow || len(items) == 0:
			line(level, "%s: [%s]", key, strings.Join(items, ", "))
		default:
			line(level, "%s:", key)
			for _, i := range items {
				line(level+1, "- %s", i)
			}
		}
	}
	note(0, d.comment)
	line(0, "name: %s", d.name)
	line(0, "form:")
	line(1, "fields:")
	for _, f := range d.fields {
		note(2, f.comment)
		line(2, "-%sname: %s", strings.Repeat(" ", d.columns-1), f.name)
		line(3, "label: %s", f.label)
		line(3, "type: select")
		if f.required {
			line(3, "required: true # it is")
		}
		list(3, "options", f.options)
	}
	line(0, "")
	line(0, "workflow:")
	for _, s := range d.steps {
		note(1, s.comment)
		line(1, "%s:", s.id)
		line(2, "name: %s", s.name)
		line(2, "type: decision")
		line(2, "approver: %s", s.approver)
		if s.timeout > 0 {
			line(2, "timeout: %d_days # at most", s.timeout)
		}
		list(2, "view_sections", s.sections)
		if d.flow {
			line(2, "on_approve: { continue_to: %s }", s.approve)
		} else {
			line(2, "on_approve:")
			line(3, "continue_to: %s", s.approve)
		}
		line(0, "")
	}
	if d.crlf {
		return strings.ReplaceAll(b.String(), "\n", "\r\n")
	}
	return b.String()
}

// facts are what a document says, by places that do not move: fields by name, other items by their value.
func facts(text string) map[string]string {
	all := map[string]string{}
	var add func(at string, n *source.Node)
	add = func(at string, n *source.Node) {
		n = n.Resolve()
		switch n.Kind {
		case source.Mapping:
			all[at] = "{"
			for _, e := range n.All() {
				add(at+"/"+e.Key.Value, e.Value)
			}
		case source.Sequence:
			all[at] = "["
			for _, item := range n.Items {
				name := item.Get("name").Resolve()
				switch {
				case name != nil:
					add(at+"/"+name.Value, item)
				case item.Is(source.Scalar):
					all[at+"/"+item.Value] = "in"
				}
			}
		default:
			all[at] = fmt.Sprint(n.Tag, n.Value)
		}
	}
	if root := source.Read(text).Root; root != nil {
		add("", root)
	}
	return all
}

// place is a conflict's path as facts have it.
func place(base string, path source.Path) string {
	at, node := "", source.Read(base).Root
	for _, s := range path {
		if s.IsIndex {
			node = node.List()[s.Index].Resolve()
			if name := node.Get("name").Resolve(); name != nil {
				at += "/" + name.Value
			} else {
				at += "/" + node.Value
			}
			continue
		}
		at += "/" + s.Key
		node = node.Get(s.Key).Resolve()
	}
	return at
}

// templates are the texts of the real files.
func templates(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../../templates/yaml/*.yaml")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var texts []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

// mangled is a text with random lines changed, doubled, moved or removed: often no workflow, sometimes no YAML.
func mangled(r *rand.Rand, text string, changes int) string {
	lines := strings.SplitAfter(text, "\n")
	for range changes {
		at := r.IntN(len(lines))
		switch r.IntN(6) {
		case 0:
			lines = slices.Delete(lines, at, at+1)
		case 1:
			lines = slices.Insert(lines, at, "# "+word(r)+"\n")
		case 2, 3:
			if key, _, ok := strings.Cut(lines[at], ": "); ok {
				lines[at] = key + ": " + word(r) + "\n"
			}
		case 4:
			lines[at] = strings.TrimRight(lines[at], "\r\n") + " # " + word(r) + "\n"
		case 5:
			other := r.IntN(len(lines))
			lines[at], lines[other] = lines[other], lines[at]
		}
		if len(lines) == 0 {
			return ""
		}
	}
	return strings.Join(lines, "")
}
