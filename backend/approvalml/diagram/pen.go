package diagram

import (
	"slices"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// pen changes a document bit by bit, and keeps what it is to say then: in the end the text must say exactly that, or nothing
// is changed. So a part that an anchor shares with another step does not change there unasked. After a refusal it does nothing.
type pen struct {
	doc    *model.Document
	series *edit.Series
	habits habits
	want   *saying
	named  bool // the text has aliases, so a change in one place may have made another one already
	err    error
}

func newPen(doc *model.Document) *pen {
	return &pen{
		doc: doc, series: edit.Begin(doc.Tree), habits: habitsOf(doc.Process.Get("workflow").Resolve()), want: sayingOf(doc.Tree.Root),
		named: hasAlias(doc.Tree.Root),
	}
}

func hasAlias(n *source.Node) bool {
	return n.Kind == source.Alias || slices.ContainsFunc(n.Items, hasAlias) ||
		slices.ContainsFunc(n.Entries, func(e source.Entry) bool { return hasAlias(e.Key) || hasAlias(e.Value) })
}

// done are the edits, when the text says with them what it is to say.
func (p *pen) done() ([]source.Edit, error) {
	if p.err != nil {
		return nil, p.err
	}
	if !p.says() {
		return nil, sharedPart()
	}
	return p.series.Edits(), nil
}

// says tells whether the text says what it is to say by now.
func (p *pen) says() bool { return p.want.same(sayingOf(p.series.Tree().Root)) }

func (p *pen) refuse(err error) {
	if p.err == nil {
		p.err = err
	}
}

// make makes an edit, unless the text says already what is wanted.
func (p *pen) make(edit func() error) {
	if p.err == nil && (!p.named || !p.says()) {
		p.err = edit()
	}
}

// find is the node of a path in the text as it is now; nil when there is none.
func (p *pen) find(path source.Path) *source.Node { return p.series.Tree().Find(path) }

// set puts a value in the place of another one, or behind all in its mapping.
func (p *pen) set(path source.Path, to part) {
	p.want = p.want.at(path, func(*saying) *saying { return to.says })
	p.make(func() error { return p.series.Set(path, to.value) })
}

// insert puts an entry into a mapping, in front of another one or behind all.
func (p *pen) insert(mapping source.Path, before, key string, value part) {
	if before == "" {
		p.set(mapping.With(source.Key(key)), value)
		return
	}
	p.want = p.want.at(mapping, func(s *saying) *saying {
		return s.inserted(max(s.index(source.Key(before)), 0), key, value.says)
	})
	p.make(func() error {
		return p.series.InsertKey(mapping, before, key, value.value)
	})
}

// add puts an item behind all others of a list.
func (p *pen) add(list source.Path, item part) {
	n := len(p.find(list).List())
	p.want = p.want.at(list.With(source.Index(n)), func(*saying) *saying { return item.says })
	p.make(func() error { return p.series.InsertItem(list, n, item.value) })
}

// remove takes an entry or item out.
func (p *pen) remove(path source.Path) {
	last := path[len(path)-1]
	p.want = p.want.at(path[:len(path)-1], func(s *saying) *saying {
		if i := s.index(last); i >= 0 {
			return s.removed(i)
		}
		return s
	})
	p.make(func() error { return p.series.Delete(path) })
}

// rename gives an entry another key.
func (p *pen) rename(path source.Path, key string) {
	last := path[len(path)-1]
	p.want = p.want.at(path[:len(path)-1], func(s *saying) *saying {
		made := s.copied()
		if i := made.index(last); i >= 0 {
			made.keys[i] = key
		}
		return made
	})
	p.make(func() error { return p.series.Rename(path, key) })
}

// move brings an entry or item to another place among its siblings.
func (p *pen) move(path source.Path, to int) {
	last := path[len(path)-1]
	p.want = p.want.at(path[:len(path)-1], func(s *saying) *saying {
		i := s.index(last)
		if i < 0 || to >= len(s.values) {
			return s
		}
		key := ""
		if s.kind == source.Mapping {
			key = s.keys[i]
		}
		return s.removed(i).inserted(to, key, s.values[i])
	})
	p.make(func() error { return p.series.Move(path, to) })
}

// workflow is the path of the steps.
func (p *pen) workflow() source.Path { return p.doc.Process.Path().With(source.Key("workflow")) }

func (p *pen) step(id string) source.Path { return p.workflow().With(source.Key(id)) }

// behind is the key that comes after the last of these in a mapping, which a new entry is put in front of; empty when that is
// the end, or none of them is there.
func (p *pen) behind(mapping source.Path, is func(key string) bool) (before string, found bool) {
	entries := p.find(mapping).Resolve().Entries
	for i := len(entries) - 1; i >= 0; i-- {
		if is(entries[i].Key.Value) {
			if i+1 < len(entries) {
				return entries[i+1].Key.Value, true
			}
			return "", true
		}
	}
	return "", false
}

// before is the first of these keys in a mapping; empty when none is there.
func (p *pen) before(mapping source.Path, is func(key string) bool) string {
	for _, e := range p.find(mapping).Resolve().Entries {
		if is(e.Key.Value) {
			return e.Key.Value
		}
	}
	return ""
}
