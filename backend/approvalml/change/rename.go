package change

import (
	"cmp"
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// rename is a step, field, column or section that got another name.
type rename struct {
	thing    thing
	of       string // the field that a column belongs to, as it is named before
	from, to string
	before   *source.Node // the scalar that holds the name
	after    *source.Node
}

// named is something with a name of its own.
type named struct {
	name string
	at   *source.Node // where its name stands
	node *source.Node // what it says; nil for nothing
}

// renames are the parts of a document that stand in the other under another name: there, but alike, at a like place, or named
// by those that named it before.
func (m *meanings) renames(before, after *model.Document) []rename {
	if before.Process == nil || after.Process == nil {
		return nil
	}
	votes := votesOf(before, after)
	var found []rename
	add := func(thing thing, of string, b, a []named) map[string]string {
		to := map[string]string{}
		for _, pair := range m.alike(thing, b, a, votes, of) {
			found = append(found, rename{thing, of, pair[0].name, pair[1].name, pair[0].at, pair[1].at})
			to[pair[0].name] = pair[1].name
		}
		return to
	}
	fields := add(aField, "", fieldsOf(before.Fields), fieldsOf(after.Fields))
	for _, f := range before.Fields {
		to := f.Name
		if renamed, ok := fields[to]; ok {
			to = renamed
		}
		if g := after.Field(to); g != nil && before.Field(f.Name) == f {
			add(aColumn, f.Name, fieldsOf(f.Columns), fieldsOf(g.Columns))
		}
	}
	add(aSection, "", sectionsOf(before), sectionsOf(after))
	add(aStep, "", stepsOf(before), stepsOf(after))
	return found
}

func fieldsOf(fields []*model.Field) []named {
	var all []named
	for _, f := range fields {
		all = append(all, named{f.Name, f.NameNode, f.Node})
	}
	return all
}

func sectionsOf(doc *model.Document) []named {
	var all []named
	for _, s := range doc.Sections {
		all = append(all, named{s.ID, s.IDNode, s.Node})
	}
	return all
}

func stepsOf(doc *model.Document) []named {
	var all []named
	for _, s := range doc.Steps {
		all = append(all, named{s.ID, s.Key, s.Node})
	}
	return all
}

type vote struct {
	thing    thing
	from, to string
}

// votesOf counts the places where one name stood and now another does.
func votesOf(before, after *model.Document) map[vote]int {
	type place struct {
		path string
		word int
	}
	at := map[place]name{}
	for _, n := range namesIn(before) {
		at[place{n.node.Path().String(), n.word}] = n
	}
	votes := map[vote]int{}
	for _, n := range namesIn(after) {
		if old, ok := at[place{n.node.Path().String(), n.word}]; ok && old.thing == n.thing && old.name != n.name {
			votes[vote{n.thing, old.name, n.name}]++
		}
	}
	return votes
}

// mostCandidates is how many parts one that vanished is compared with.
const mostCandidates = 6

type likeness struct {
	from, to int // among those that vanished, and those that appeared
	score    float64
}

// alike pairs what vanished with what appeared.
func (m *meanings) alike(thing thing, before, after []named, votes map[vote]int, of string) [][2]named {
	gone, neighborsGone := missing(before, after)
	come, neighborsCome := missing(after, before)
	if len(gone) == 0 || len(come) == 0 {
		return nil
	}
	byNeighbor, bySize, byName := map[string][]int{}, map[int][]int{}, map[string]int{}
	for i, c := range come {
		byNeighbor[neighborsCome[i]] = append(byNeighbor[neighborsCome[i]], i)
		bySize[m.of(c.node.Get("label"))] = append(bySize[m.of(c.node.Get("label"))], i)
		byName[c.name] = i
	}
	voted := map[string][]int{}
	prefix := ""
	if thing == aColumn {
		prefix = of + "."
	}
	for v := range votes {
		if i, ok := byName[strings.TrimPrefix(v.to, prefix)]; ok && v.thing == thing {
			voted[v.from] = append(voted[v.from], i)
		}
	}
	var likely []likeness
	for i, g := range gone {
		near := byNeighbor[neighborsGone[i]]
		candidates := append(slices.Clone(voted[prefix+g.name]), near...)
		candidates = append(candidates, bySize[m.of(g.node.Get("label"))]...)
		slices.Sort(candidates[:len(voted[prefix+g.name])])
		if len(candidates) > mostCandidates {
			candidates = candidates[:mostCandidates]
		}
		for _, c := range candidates {
			score := m.likeness(thing, g.node, come[c].node)
			if votes[vote{thing, prefix + g.name, prefix + come[c].name}] > 0 {
				score += 0.2
			}
			if slices.Contains(near, c) {
				score += 0.1
			}
			if score >= 0.7 {
				likely = append(likely, likeness{i, c, score})
			}
		}
	}
	slices.SortStableFunc(likely, func(a, b likeness) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var pairs [][2]named
	from, to := map[int]bool{}, map[int]bool{}
	for _, l := range likely {
		if !from[l.from] && !to[l.to] {
			from[l.from], to[l.to] = true, true
			pairs = append(pairs, [2]named{gone[l.from], come[l.to]})
		}
	}
	return pairs
}

// missing are those that the others lack, each with the nearest name before it that both have.
func missing(these, others []named) (gone []named, neighbors []string) {
	known := map[string]bool{}
	for _, o := range others {
		known[o.name] = true
	}
	seen := map[string]int{}
	for _, n := range these {
		seen[n.name]++
	}
	last := ""
	for _, n := range these {
		switch {
		case known[n.name]:
			last = n.name
		case n.name != "" && seen[n.name] == 1 && n.node != nil && n.at != nil:
			gone, neighbors = append(gone, n), append(neighbors, last)
		}
	}
	return gone, neighbors
}

// weights say how much a key makes a part what it is; all others count 1.
var weights = map[string]float64{"label": 2, "name": 2, "title": 2, "approver": 2, "approvers": 2, "grid": 2, "columns": 2, "choices": 2}

// likeness is how much two parts say the same, 0 to 1. A part of another type, or with
// nothing in common that people would know it by, is not alike.
func (m *meanings) likeness(thing thing, a, b *source.Node) float64 {
	if a == nil || b == nil || m.of(a.Get("type")) != m.of(b.Get("type")) {
		return 0
	}
	identity := map[string]bool{"name": thing == aField || thing == aColumn, "id": thing == aSection}
	same, all := 0.0, 0.0
	telling, told := false, false // keys that say most, and one of them the same
	weigh := func(n, other *source.Node) {
		for _, e := range n.All() {
			key := e.Key.Value
			if identity[key] {
				continue
			}
			weight := max(weights[key], 1)
			all += weight
			telling = telling || weight > 1
			if m.of(e.Value) == m.of(other.Get(key)) {
				same += weight
				told = told || weight > 1
			}
		}
	}
	weigh(a, b)
	weigh(b, a)
	if all == 0 {
		return 1
	}
	if telling && !told {
		return 0
	}
	return same / all
}

// rewrite is a document's text with names changed, where they are defined and wherever they stand, and the edits that did it.
// No edits come back when the text would no longer be built the same.
func rewrite(doc *model.Document, renames []rename) []source.Edit {
	type key struct {
		thing thing
		name  string
	}
	to := map[key]string{}
	var edits []source.Edit
	done := map[*source.Node]bool{}
	add := func(n *source.Node, text string) {
		if n != nil && !done[n] && n.Kind == source.Scalar {
			done[n] = true
			edits = append(edits, edit.Scalar(doc.Tree, n, text))
		}
	}
	for _, r := range renames {
		from := r.from
		if r.thing == aColumn {
			from = r.of + "." + from
		}
		to[key{r.thing, from}] = r.to
		for _, at := range definitions(doc, r) {
			add(at, r.to)
		}
	}
	var words *spelled // of the text that holds the names before
	for _, n := range namesIn(doc) {
		text, ok := to[key{n.thing, n.name}]
		switch {
		case !ok:
		case n.word < 0:
			add(n.node, text)
		case plainName(text):
			own := n.name[strings.LastIndexByte(n.name, '.')+1:]
			if n.thing == aField {
				own = n.name
			}
			if words == nil || words.node != n.node {
				words = spell(doc.Tree, n.node)
			}
			if span, ok := words.place(own, n.word); ok {
				if e, ok := edit.Inside(doc.Tree, n.node, span, text); ok {
					edits = append(edits, e)
				}
			}
		}
	}
	if len(edits) == 0 {
		return nil
	}
	slices.SortFunc(edits, func(a, b source.Edit) int { return a.Span.Start - b.Span.Start })
	apart := edits[:1]
	for _, e := range edits[1:] {
		if e.Span.Start >= apart[len(apart)-1].Span.End {
			apart = append(apart, e)
		}
	}
	edits = apart
	if source.Read(source.Apply(doc.Text(), edits...)).Readable() != doc.Tree.Readable() {
		return nil
	}
	return edits
}

// definitions are where a part that r names is defined.
func definitions(doc *model.Document, r rename) []*source.Node {
	var all []named
	switch r.thing {
	case aStep:
		all = stepsOf(doc)
	case aSection:
		all = sectionsOf(doc)
	case aField:
		all = fieldsOf(doc.Fields)
	case aColumn:
		if f := doc.Field(r.of); f != nil {
			all = fieldsOf(f.Columns)
		}
	}
	var at []*source.Node
	for _, n := range all {
		if n.name == r.from {
			at = append(at, n.at)
		}
	}
	return at
}

// plainName tells whether a name can stand in an expression, and without quotes.
func plainName(text string) bool {
	for i := 0; i < len(text); i++ {
		if !inWord(text[i]) || text[i] >= 0x80 {
			return false
		}
	}
	switch strings.ToLower(text) {
	case "", "true", "false", "null":
		return false
	}
	return text[0] > '9'
}

// spelled are the words of a scalar's value by how often they stand there, and where each stands as it is written.
type spelled struct {
	node   *source.Node
	counts map[string]int
	places map[string][]wordAt // in the text from node.Content on
}

func spell(tree *source.Tree, n *source.Node) *spelled {
	s := &spelled{node: n, counts: map[string]int{}, places: map[string][]wordAt{}}
	for _, w := range wordsOf(n.Value) {
		s.counts[n.Value[w.start:w.end]]++
	}
	raw := tree.Text.Slice(source.Span{Start: n.Content, End: n.Span.End})
	for _, w := range wordsOf(raw) {
		word := raw[w.start:w.end]
		s.places[word] = append(s.places[word], w)
	}
	return s
}

// place is where the word stands that has so many of its kind before it; ok is false when quotes or folds hide some of them.
func (s *spelled) place(word string, number int) (span source.Span, ok bool) {
	places := s.places[word]
	if number >= len(places) || len(places) != s.counts[word] {
		return source.Span{}, false
	}
	at := places[number]
	return source.Span{Start: s.node.Content + at.start, End: s.node.Content + at.end}, true
}
