package change

import (
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// weaver merges three documents that name everything alike.
type weaver struct {
	*meanings
	base, mine, theirs *model.Document
	decisions          map[string]Decision
	open               Choice                   // the side that an open conflict takes
	refused            map[string]*edit.Refusal // why some of them cannot be taken
	noted              []*noted
	newMine, newTheirs map[mention]bool // what one side newly names
}

type mention struct {
	thing thing
	name  string
}

// mergedPart is what comes out for a part: its text, and the number of what it says.
type mergedPart struct {
	part *edit.Part
	says int
}

// newNames are the steps, fields and sections that doc names in places where base does not.
func newNames(base, doc *model.Document) map[mention]bool {
	count := map[mention]int{}
	for _, n := range namesIn(doc) {
		count[mention{n.thing, n.name}]++
	}
	for _, n := range namesIn(base) {
		count[mention{n.thing, n.name}]--
	}
	found := map[mention]bool{}
	for n, c := range count {
		if c > 0 {
			found[n] = true
		}
	}
	return found
}

// triple is a part in the three documents; nil where it is missing.
type triple struct{ b, m, t *edit.Part }

// part merges one part; nil when it is gone.
func (w *weaver) part(at source.Path, under string, p triple) *mergedPart {
	b, m, t := p.b, p.m, p.t
	switch {
	case m == nil && t == nil:
		return nil
	case b == nil && t == nil:
		return w.as(m)
	case b == nil && m == nil:
		return w.as(t)
	case t == nil:
		if w.of(b.Node) == w.of(m.Node) && !w.needed(at, m, w.newMine) {
			return nil
		}
		return w.clash(at, p)
	case m == nil:
		if w.of(b.Node) == w.of(t.Node) && !w.needed(at, t, w.newTheirs) {
			return nil
		}
		return w.clash(at, p)
	case b == nil:
		if w.of(m.Node) == w.of(t.Node) {
			return w.as(m)
		}
		if m.Node.Kind == source.Mapping && t.Node.Kind == source.Mapping && mayGrowTogether(at) {
			return w.inner(at, under, p)
		}
		return w.clash(at, p)
	}
	switch {
	case !b.Flow && b.Flow == t.Flow && t.Whole() == b.Whole(), t.Whole() == m.Whole():
		return w.as(m)
	case b.Flow && w.of(t.Node) == w.of(b.Node):
		return w.as(m)
	case b.Whole() == m.Whole() && b.Flow == m.Flow:
		return w.as(t)
	}
	return w.inner(at, under, p)
}

// mayGrowTogether tells whether two sides that both added this group of keys may each have added some of them.
func mayGrowTogether(at source.Path) bool {
	last := at[len(at)-1]
	if last.IsIndex {
		return false
	}
	switch last.Key {
	case "settings", "print", "integrations", "test_data", "param_mapping", "sources", "metadata", "notifications", "audit",
		"timeout", "sla_defaults", "responsive", "validation", "layout", "mixed_sections":
		return true
	}
	return false
}

func (w *weaver) as(p *edit.Part) *mergedPart { return &mergedPart{p, w.of(p.Node)} }

// needed tells whether a side newly names what the other deleted.
func (w *weaver) needed(at source.Path, p *edit.Part, names map[mention]bool) bool {
	if len(at) > 0 && at[0].Key == "approval_process" && !at[0].IsIndex {
		at = at[1:]
	}
	key := func(i int) string {
		if i < len(at) {
			return at[i].Key
		}
		return ""
	}
	switch {
	case len(at) == 2 && key(0) == "workflow":
		return names[mention{aStep, key(1)}]
	case len(at) == 3 && key(0) == "form" && key(1) == "fields":
		text := scalar(p.Node.Get("name"))
		return names[mention{aField, text}]
	case len(at) == 2 && key(0) == "form" && key(1) != "layout":
		return names[mention{aField, key(1)}]
	case len(at) == 4 && key(1) == "layout" && key(2) == "sections":
		return names[mention{aSection, scalar(p.Node.Get("id"))}]
	}
	return false
}

// scalar is what a scalar says, "" for anything else.
func scalar(n *source.Node) string {
	if n = n.Resolve(); n != nil && n.Kind == source.Scalar && n.Tag != source.Null {
		return n.Value
	}
	return ""
}

// clash notes a conflict, or resolves it.
func (w *weaver) clash(at source.Path, p triple) *mergedPart {
	if w.takes(at, p) == TakeTheirs {
		if p.t == nil {
			return nil
		}
		return w.as(p.t)
	}
	if p.m == nil {
		return nil
	}
	return w.as(p.m)
}

func written(doc *model.Document, n *source.Node) *string {
	if n == nil {
		return nil
	}
	text := edit.Written(doc.Tree, n)
	return &text
}

// inner merges a part that both sides wrote differently: what stands around the value, and the value.
func (w *weaver) inner(at source.Path, under string, p triple) *mergedPart {
	b, m, t := p.b, p.m, p.t
	made := *m
	if !m.Flow {
		lead := ""
		if b != nil {
			lead = b.LeadAt(m)
		}
		if !m.Joined && !t.Joined {
			made.Lead = mergeComments(lead, m.Lead, t.LeadAt(m))
		}
	}
	if collections(m.Node, t.Node) && (b == nil || collections(m.Node, b.Node)) {
		if b != nil && w.of(t.Node) == w.of(b.Node) && (!m.IsBlock() || !t.IsBlock() || !b.IsBlock()) {
			return &mergedPart{&made, w.of(m.Node)}
		}
		var bn *source.Node
		if b != nil {
			bn = b.Node
		}
		before := len(w.noted)
		value, says, ok := w.collection(at, under, bn, m.Node, t.Node)
		if !ok {
			w.noted = w.noted[:before] // it is one conflict, not those in it
			return w.clash(at, p)
		}
		if value == edit.Empty(m.Node) {
			return &mergedPart{made.Emptied(), says}
		}
		made.Value = value
		if b != nil && m.IsBlock() && t.IsBlock() && b.IsBlock() {
			made.Prefix, _ = three(b.Prefix, m.Prefix, t.Prefix)
		}
		return &mergedPart{&made, says}
	}
	mineSays, theirsSays := w.of(m.Node), w.of(t.Node)
	baseSays := 0
	if b != nil {
		baseSays = w.of(b.Node)
	}
	switch {
	case baseSays == theirsSays && mineSays == baseSays && !m.Flow && !t.Flow && !b.Flow && b.IsOneLine() && m.IsOneLine() && t.IsOneLine():
		made.Prefix, _ = three(b.Prefix, m.Prefix, t.Prefix)
		value, theirs := three(b.Value, m.Value, t.Value)
		if theirs {
			made.Prefix = t.Prefix
		}
		made.Value = value
		made.Suffix, _ = three(b.Suffix, m.Suffix, t.Suffix)
	case baseSays == theirsSays, mineSays == theirsSays:
		if b != nil && b.IsOneLine() && m.IsOneLine() && t.IsOneLine() && !m.Flow {
			made.Suffix, _ = three(b.Suffix, m.Suffix, t.Suffix)
		}
	case baseSays == mineSays:
		theirs := *t
		if !m.Flow && !t.Flow {
			theirs = *t.At(&made)
			if b != nil && b.IsOneLine() && m.IsOneLine() && t.IsOneLine() {
				theirs.Suffix, _ = three(b.Suffix, m.Suffix, t.Suffix)
			}
		}
		return &mergedPart{&theirs, theirsSays}
	default:
		if w.takes(at, p) == TakeTheirs {
			return w.as(t)
		}
	}
	return &mergedPart{&made, mineSays}
}

// three merges a short text; mine wins.
func three(base, mine, theirs string) (text string, isTheirs bool) {
	if mine == base && theirs != base {
		return theirs, true
	}
	return mine, false
}

func collections(a, b *source.Node) bool {
	return a.Kind == b.Kind && a.Tag == b.Tag && (a.Kind == source.Mapping || a.Kind == source.Sequence)
}
