package change

import (
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// noted is a conflict as the weaver meets it, with what it takes to settle it in the merged text.
type noted struct {
	Conflict
	trail []int       // leads to it in the merged text, by the places of entries and items
	gone  bool        // the merged text has not got it
	name  *rename     // what it is about when that is a name, which is there as to
	first bool        // it is about the first of the entries that trail leads to
	both  *edit.Value // what TakeBoth writes
	value *edit.Value // what is to be written into the merged text in its place
}

// takes notes that both sides changed a part, and gives the side that goes into the text.
func (w *weaver) takes(at source.Path, p triple) Choice {
	node := func(p *edit.Part) *source.Node {
		if p == nil {
			return nil
		}
		return p.Node
	}
	b, m, t := node(p.b), node(p.m), node(p.t)
	n := w.note(at, b, m, t)
	n.both, n.Both = w.bothOf(at, b, m, t)
	return w.decide(n, m, t)
}

// takesOrder is takes for the order of a list.
func (w *weaver) takesOrder(at source.Path, b, m, t *source.Node) Choice {
	n := w.note(at, b, m, t)
	what := words.F("the order of %s", n.What)
	n.say(what, words.F("%s changed %s", me, what), words.F("%s changed %s", they, what))
	return w.decide(n, m, t)
}

func (w *weaver) note(at source.Path, b, m, t *source.Node) *noted {
	n := &noted{Conflict: Conflict{Path: at, Base: written(w.base, b), Mine: written(w.mine, m), Theirs: written(w.theirs, t)}}
	doc, named := w.mine, m
	if m == nil {
		doc, named = w.theirs, t
	}
	what := nameOf(doc, named.Path()).whole()
	mine := deed(me, what, b, m, func(n *source.Node) words.Text { return sayValue(w.mine, n) })
	theirs := deed(they, what, b, t, func(n *source.Node) words.Text { return sayValue(w.theirs, n) })
	if t == nil && b != nil && w.of(b) == w.of(m) {
		mine = words.F("%s now need %s", me, what)
	}
	if m == nil && b != nil && w.of(b) == w.of(t) {
		theirs = words.F("%s now need %s", they, what)
	}
	n.say(what, mine, theirs)
	w.noted = append(w.noted, n)
	return n
}

// decision is the decision for a conflict; ok is false when there is none, or it was refused.
func (w *weaver) decision(n *noted) (d Decision, ok bool) {
	path := n.Path.String()
	if n.Refusal = w.refused[path]; n.Refusal != nil {
		return d, false
	}
	d, ok = w.decisions[path]
	return d, ok
}

// decide settles a conflict when there is a decision for it, and gives the side that goes into the text.
func (w *weaver) decide(n *noted, m, t *source.Node) Choice {
	d, ok := w.decision(n)
	if !ok {
		return w.open
	}
	side := d.Take
	switch d.Take {
	case TakeBoth:
		if n.both == nil {
			n.Refusal = notBoth()
			return TakeMine
		}
		n.value, side = n.both, TakeMine
	case TakeEdit:
		var as []edit.Indent
		if m != nil {
			as = append(as, edit.IndentOf(w.mine.Tree, m))
		}
		if t != nil {
			as = append(as, edit.IndentOf(w.theirs.Tree, t))
		}
		tree, value, err := edit.ReadValue(d.Text, as...)
		if err != nil {
			n.Refusal = refusalOf(err)
			return TakeMine
		}
		copied := edit.Copy(tree, value)
		n.value, side = &copied, TakeMine
		if m == nil {
			side = TakeTheirs // there must be something to write over
		}
	case TakeMine, TakeTheirs:
	}
	n.Decision = &d
	return side
}

// takesStart gives the step where a request begins, when both sides let it begin elsewhere than base.
func (w *weaver) takesStart(at source.Path, first [3]string, stays map[string]bool) string {
	n := &noted{first: true, Conflict: Conflict{Path: at, Base: &first[0], Mine: &first[1], Theirs: &first[2]}}
	say := func(who words.Text, doc *model.Document, id string) words.Text {
		return words.F("%s let a request begin with %s", who, sayStep(doc, id))
	}
	n.say("the step where a request begins", say(me, w.mine, first[1]), say(they, w.theirs, first[2]))
	w.noted = append(w.noted, n)
	d, ok := w.decision(n)
	if !ok {
		return first[1+w.open]
	}
	start := first[1]
	switch d.Take {
	case TakeMine:
	case TakeTheirs:
		start = first[2]
	case TakeBoth:
		n.Refusal = notBoth()
	case TakeEdit:
		start, n.Refusal = wordIn(d.Text)
		if n.Refusal == nil && !stays[start] {
			n.Refusal = &edit.Refusal{
				Code: edit.NotThere, Message: words.F("There is no step %s.", shorten(start)), Hint: "Write the id of one of the steps.",
			}
		}
	}
	if n.Refusal != nil {
		return first[1]
	}
	n.Decision = &d
	return start
}

// takesName gives the name of something that both sides gave another one. taken tells of a name whether something has it.
func (w *weaver) takesName(mine, theirs rename, taken func(string) bool) string {
	at := mine.before.Path()
	named := at
	if !mine.before.IsKey() {
		named = at[:len(at)-1]
	}
	n := &noted{Conflict: Conflict{
		Path: at, Base: written(w.base, mine.before), Mine: written(w.mine, mine.after), Theirs: written(w.theirs, theirs.after),
	}}
	what := nameOf(w.base, named).whole()
	n.say(words.F("the name of %s", what), words.F("%s renamed %s to %s", me, what, mine.to), words.F("%s renamed %s to %s", they, what, theirs.to))
	w.noted = append(w.noted, n)
	to := mine.to
	if w.open == TakeTheirs {
		to = theirs.to
	}
	if d, ok := w.decision(n); ok {
		switch d.Take {
		case TakeMine:
		case TakeTheirs:
			to = theirs.to
		case TakeBoth:
			n.Refusal = notBoth()
		case TakeEdit:
			name, refusal := wordIn(d.Text)
			switch {
			case refusal != nil:
				n.Refusal = refusal
			case name == mine.to || name == theirs.to:
				to = name
			case !plainName(name):
				n.Refusal = &edit.Refusal{
					Code: edit.CannotEdit, Message: words.F("%s cannot be a name here.", shorten(name)),
					Hint: "Write letters, digits and underscores, and begin with a letter.",
				}
			case taken(name):
				n.Refusal = &edit.Refusal{
					Code: edit.Exists, Message: words.F("The name %s is taken already.", shorten(name)), Hint: "Take another name.",
				}
			default:
				to = name
			}
		}
		if n.Refusal == nil {
			n.Decision = &d
		}
	}
	n.name = &rename{thing: mine.thing, of: mine.of, to: to}
	return to
}

// wordIn is the text that a person wrote as a value.
func wordIn(yaml string) (string, *edit.Refusal) {
	_, value, err := edit.ReadValue(yaml)
	if err != nil {
		return "", refusalOf(err)
	}
	if text := scalar(value); text != "" {
		return text, nil
	}
	return "", &edit.Refusal{Code: edit.CannotEdit, Message: "This is no name.", Hint: "Write one word."}
}

func notBoth() *edit.Refusal {
	return &edit.Refusal{
		Code: edit.CannotEdit, Message: "Both do not fit together here.", Hint: "Take one of the sides, or write what it shall be.",
	}
}
