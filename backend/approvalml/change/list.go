package change

import (
	"cmp"
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Kind says what happened to a part.
type Kind string

// The kinds.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Renamed Kind = "renamed"
	Changed Kind = "changed"
	Moved   Kind = "moved"
)

// Subject says what kind of part a change is about: workflow, step, field, column, option, section, approver, condition, way,
// setting, layout, or text.
type Subject string

// Change is one difference between two documents.
type Change struct {
	Kind                 Kind
	Subject              Subject
	Step, Field, Section string // the part that it is in, as it is named after; empty for none
	// Path leads to the part after, BeforePath to it before. Where it is missing, they lead to what it would stand in.
	Path, BeforePath source.Path
	Before, After    words.Text // the values; empty where there is none
	Words            words.Text // one sentence without its period
	// Span is the part in the text after, BeforeSpan in the text before; where it is missing, the beginning of what it would
	// stand in, as an empty span.
	Span, BeforeSpan source.Span
	values           []Value // which of what goes into the words are the values
}

// List is what differs between two documents, in the order that a request meets it: the workflow's name and settings, form,
// steps, the rest. It is empty when the texts are the same. Texts that say the same give one change of the Subject "text".
func List(before, after *model.Document) []Change {
	if before.Text() == after.Text() {
		return nil
	}
	l := &lister{meanings: newMeanings(), before: before, after: after, was: before, told: map[[2]*source.Node]bool{}}
	b, a := before.Tree.Root, after.Tree.Root
	switch {
	case b == nil && a == nil:
		return l.text("The text changed; it cannot be read as a workflow")
	case b == nil:
		return l.text("The text can be read as a workflow now")
	case a == nil:
		return l.text("The text can no longer be read as a workflow")
	}
	l.applyRenames()
	l.collection(nil, nil, "", l.before.Tree.Root, a)
	l.start()
	if len(l.changes) == 0 {
		if l.of(b) == l.of(a) {
			return l.text("Comments or formatting changed")
		}
		return l.text("Something changed that has no name")
	}
	return l.changes
}

type lister struct {
	*meanings
	before, after *model.Document // before with the new names
	was           *model.Document // before as it was
	edits         []source.Edit   // what lies between the two
	renamedTo     []rename
	changes       []Change
	homes         [2]map[string]string     // the section of each field, before and after
	told          map[[2]*source.Node]bool // what is reached in two ways, by aliases, is said once
}

func (l *lister) text(said words.Text) []Change {
	return []Change{{Kind: Changed, Subject: "text", Words: said}}
}

func (l *lister) applyRenames() {
	renames := l.renames(l.before, l.after)
	l.edits = rewrite(l.before, renames)
	if len(l.edits) == 0 {
		return
	}
	read := model.Read(source.Apply(l.before.Text(), l.edits...))
	if read.Tree.Root == nil {
		l.edits = nil
		return
	}
	l.before, l.renamedTo = read, renames
}

// rename says that this part got its name, when it did.
func (l *lister) rename(path, beforePath source.Path, before, after *source.Node) {
	for i, r := range l.renamedTo {
		if r.after != after {
			continue
		}
		var subject Subject
		var said words.Text
		from, to := shorten(r.from), shorten(r.to)
		switch r.thing {
		case aStep:
			subject, said = "step", words.F("Step %s renamed to %s", from, to)
		case aField:
			subject, said = "field", words.F("Field %s renamed to %s", from, to)
		case aColumn:
			subject, said = "column", words.F("Column %s renamed to %s", from, to)
		case aSection:
			subject, said = "section", words.F("Section %s renamed to %s", from, to)
		}
		c := l.made(Renamed, path, beforePath, before, after)
		c.Subject, c.Before, c.After = subject, words.Literal(r.from), words.Literal(r.to)
		l.add(c, said, BeforeValue, AfterValue)
		l.renamedTo = slices.Delete(slices.Clone(l.renamedTo), i, i+1)
		return
	}
}

// add takes a change in; values say which of what goes into the words are its values, in their order.
func (l *lister) add(c Change, said words.Text, values ...Value) {
	c.Words, c.values = said, values
	l.changes = append(l.changes, c)
}

// compare says what differs between two values at one place.
func (l *lister) compare(path, beforePath source.Path, under string, before, after *source.Node) {
	b, a := before.Resolve(), after.Resolve()
	if l.of(b) == l.of(a) && (len(l.renamedTo) == 0 || b.Kind == source.Scalar) {
		return
	}
	if before.Kind == source.Alias || after.Kind == source.Alias {
		if l.told[[2]*source.Node{b, a}] {
			return
		}
	}
	l.told[[2]*source.Node{b, a}] = true
	if b.Kind == a.Kind && b.Kind != source.Scalar && b.Tag == a.Tag {
		l.collection(path, beforePath, under, b, a)
		return
	}
	c := l.made(Changed, path, beforePath, b, a)
	name := nameOf(l.after, path)
	last := path[len(path)-1].Key
	switch {
	case c.Subject == "field" && last == "required" && a.Tag == source.Bool && b.Tag == source.Bool:
		if sameText(a) == "false" {
			l.add(c, words.F("%s is no longer required", words.Capital(name.owner)))
			return
		}
		l.add(c, words.F("%s is now required", words.Capital(name.owner)))
	case name.what == "":
		l.add(c, words.F("%s changed from %s to %s", words.Capital(name.owner), c.Before, c.After), NoValue, BeforeValue, AfterValue)
	default:
		from, to := c.Before, c.After
		if from == to { // two that look the same: 1 and "1"
			from = words.Literal(shorten(l.before.Tree.Text.Slice(b.Span)))
			to = words.Literal(shorten(l.after.Tree.Text.Slice(a.Span)))
		}
		l.add(c, words.F("%s changed from %s to %s", name.of(), from, to), NoValue, BeforeValue, AfterValue)
	}
}

func (l *lister) collection(path, beforePath source.Path, under string, b, a *source.Node) {
	if b.Kind == source.Sequence {
		l.list(path, beforePath, under, b, a)
		return
	}
	l.mapping(path, beforePath, under, b, a)
}

func entriesByKey(n *source.Node) map[string]*source.Entry {
	by := map[string]*source.Entry{}
	for _, e := range lastOfEach(n) {
		by[e.Key.Resolve().Value] = &e
	}
	return by
}

// ranks order the keys of the workflow as a request meets them; those that are not there come last.
var ranks = map[string]int{
	"approval_process": 1, "name": 1, "description": 2, "version": 3, "type": 4, "submission_criteria": 5, "view_all_roles": 6,
	"settings": 7, "form": 8, "workflow": 9, "triggers": 10, "print": 11, "integrations": 12, "sources": 13, "param_mapping": 14,
	"test_data": 15,
}

func (l *lister) mapping(path, beforePath source.Path, under string, b, a *source.Node) {
	type both struct{ b, a *source.Entry }
	var all []both
	was, is := entriesByKey(b), entriesByKey(a)
	for _, e := range lastOfEach(a) {
		k := e.Key.Resolve().Value
		all = append(all, both{was[k], is[k]})
	}
	for _, e := range lastOfEach(b) {
		if k := e.Key.Resolve().Value; is[k] == nil {
			all = append(all, both{b: was[k]})
		}
	}
	key := func(p both) *source.Node {
		if p.a != nil {
			return p.a.Key.Resolve()
		}
		return p.b.Key.Resolve()
	}
	top := len(path) == 0 || len(path) == 1 && path[0].Key == "approval_process"
	switch {
	case top:
		slices.SortStableFunc(all, func(x, y both) int { return cmp.Compare(rank(key(x).Value), rank(key(y).Value)) })
	case under == "form":
		slices.SortStableFunc(all, func(x, y both) int { return cmp.Compare(formRank(key(x).Value), formRank(key(y).Value)) })
	}
	said := l.way(path, beforePath, b, a) // the keys that are said already
	for _, p := range all {
		k := key(p)
		if said[k.Value] {
			continue
		}
		here, there := path.With(source.Key(k.Value)), beforePath.With(source.Key(k.Value))
		switch {
		case p.b == nil:
			l.added(here, beforePath, p.a.Key, p.a.Value)
		case p.a == nil:
			l.removed(path, there, p.b.Key, p.b.Value)
		default:
			l.rename(here, there, p.b.Key, p.a.Key)
			l.compare(here, there, k.Value, p.b.Value, p.a.Value)
		}
	}
}

func rank(key string) int {
	if r, ok := ranks[key]; ok {
		return r
	}
	return len(ranks) + 1
}

func formRank(key string) int {
	return slices.Index([]string{"layout", "header", "footer"}, key)
}

// added says that an entry or item is new; key is nil for an item.
func (l *lister) added(path, beforePath source.Path, key, value *source.Node) {
	c := l.made(Added, path, beforePath, nil, value)
	if key != nil {
		c.Span.Start = key.Span.Start
	}
	name := nameOf(l.after, path)
	switch {
	case l.addedWay(c, name, path, key, value):
	case c.Subject == "field" && key != nil && key.Value == "required" && sameText(value.Resolve()) == "true":
		l.add(c, words.F("%s is now required", words.Capital(name.owner)))
	case key == nil && name.subject == "approver", key == nil && name.subject == "option":
		l.add(c, words.F("%s added to %s", words.Capital(name.what), name.owner))
	case key != nil && value.Is(source.Scalar) && name.what != "":
		l.add(c, words.F("%s set to %s", name.of(), c.After), NoValue, AfterValue)
	case key == nil && value.Is(source.Scalar):
		l.add(c, words.F("%s added to %s", c.After, nameOf(l.after, path[:len(path)-1]).whole()))
	default:
		l.add(c, words.F("%s added", name.of()))
	}
}

func (l *lister) removed(path, beforePath source.Path, key, value *source.Node) {
	c := l.made(Removed, path, beforePath, value, nil)
	if key != nil {
		c.BeforeSpan.Start = l.old(key.Span).Start
	}
	name := nameOf(l.before, beforePath)
	switch {
	case l.addedWay(c, name, beforePath, key, value):
	case c.Subject == "field" && key != nil && key.Value == "required" && sameText(value.Resolve()) == "true":
		l.add(c, words.F("%s is no longer required", words.Capital(name.owner)))
	case key == nil && name.subject == "approver", key == nil && name.subject == "option":
		l.add(c, words.F("%s removed from %s", words.Capital(name.what), name.owner))
	case key != nil && value.Is(source.Scalar) && name.what != "":
		l.add(c, words.F("%s removed (it was %s)", name.of(), c.Before), NoValue, BeforeValue)
	case key == nil && value.Is(source.Scalar):
		l.add(c, words.F("%s removed from %s", c.Before, nameOf(l.before, beforePath[:len(beforePath)-1]).whole()))
	default:
		l.add(c, words.F("%s removed", name.of()))
	}
}

func (l *lister) list(path, beforePath source.Path, under string, b, a *source.Node) {
	if l.arrangement(path, beforePath, under, b, a) {
		return
	}
	pairs := l.pair(under, b.Items, a.Items)
	kept := make([]bool, len(b.Items))
	stay := rising(pairs)
	for i, item := range a.Items {
		here := path.With(source.Index(i))
		p := pairs[i]
		if p < 0 {
			l.added(here, beforePath, nil, item)
			continue
		}
		kept[p] = true
		there := beforePath.With(source.Index(p))
		if !stay[i] {
			l.moved(here, there, b.Items[p], item)
		}
		l.rename(here, there, nameNode(b.Items[p]), nameNode(item))
		l.compare(here, there, under, b.Items[p], item)
	}
	for i, item := range b.Items {
		if !kept[i] {
			l.removed(path, beforePath.With(source.Index(i)), nil, item)
		}
	}
}

// nameNode is where the name of a field or the id of a section stands.
func nameNode(item *source.Node) *source.Node {
	if id := item.Get("id").Resolve(); id != nil && item.Get("name") == nil {
		return id
	}
	if name := item.Get("name").Resolve(); name != nil {
		return name
	}
	return item
}

func (l *lister) moved(path, beforePath source.Path, before, after *source.Node) {
	c := l.made(Moved, path, beforePath, before, after)
	name := nameOf(l.after, path)
	what := name.of()
	if after.Is(source.Scalar) {
		what = words.F("%s in %s", c.After, nameOf(l.after, path[:len(path)-1]).whole())
	}
	l.add(c, words.F("%s moved to place %d", words.Capital(what), path[len(path)-1].Index+1))
}

// rising tells which of the paired items keep their order: a longest rising run of the places before.
func rising(pairs []int) []bool {
	var ends []int // index of the item that ends the best run of each length
	back := make([]int, len(pairs))
	for i, p := range pairs {
		if p < 0 {
			continue
		}
		n, _ := slices.BinarySearchFunc(ends, p, func(end, p int) int { return cmp.Compare(pairs[end], p) })
		back[i] = -1
		if n > 0 {
			back[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	stay := make([]bool, len(pairs))
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = back[i] {
			stay[i] = true
		}
	}
	return stay
}

// start says when a request begins elsewhere.
func (l *lister) start() {
	b, a := l.before.Start(), l.after.Start()
	if b == nil || a == nil || b.ID == a.ID || l.after.Step(b.ID) == nil {
		return
	}
	path := a.Key.Path()
	c := l.made(Moved, path, b.Key.Path(), b.Key, a.Key)
	c.Subject = "workflow"
	c.Before, c.After = words.Literal(stepName(b.Node, b.ID)), words.Literal(stepName(a.Node, a.ID))
	l.add(c, words.F("A request now begins with %s instead of %s", c.After, c.Before), AfterValue, BeforeValue)
}

// last is the key that a path ends with.
func last(path source.Path) string {
	if len(path) == 0 {
		return ""
	}
	return strings.TrimSpace(path[len(path)-1].Key)
}
