package change

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// situation says when a way is taken: "On approve, Manager review", "Otherwise, Amount", "Choice 2 of Amount". Ok is false for a
// path that leads to no way.
func situation(doc *model.Document, path source.Path) (said words.Text, ok bool) {
	if len(path) > 0 && path[0].Key == "approval_process" {
		path = path[1:]
	}
	if len(path) < 3 || path[0].Key != "workflow" || len(path) > 4 {
		return "", false
	}
	step := sayStep(doc, path[1].Key)
	key := path[2].Key
	switch {
	case len(path) == 4 && key == "choices" && path[3].IsIndex:
		return words.Capital(nameOf(doc, processPath(doc, path)).whole()), true
	case len(path) == 4:
		return "", false
	case strings.HasPrefix(key, "on_"):
		return words.F("On %s, %s", keyWord(key[3:]), step), true
	case key == "default":
		return words.F("Otherwise, %s", step), true
	case key == "loop":
		return words.F("Again and again, %s", step), true
	}
	return "", false
}

// processPath is a path from the root again.
func processPath(doc *model.Document, path source.Path) source.Path {
	if doc.Tree.Root.Get("approval_process") != nil {
		return append(source.At("approval_process"), path...)
	}
	return path
}

// goal is where a way leads: the end of the workflow, or a step, as it is called; nowhere when it does not say.
type goal struct {
	end  bool
	step string
}

func goalOf(doc *model.Document, action *source.Node) goal {
	if end := action.Get("end_workflow").Resolve(); end != nil && end.Tag == source.Bool && sameText(end) == "true" {
		return goal{end: true}
	}
	if to := scalar(action.Get("continue_to")); to != "" {
		return goal{step: sayStep(doc, to)}
	}
	return goal{}
}

// said is the goal by itself.
func (g goal) said() words.Text {
	switch {
	case g.end:
		return "ends the workflow"
	case g.step != "":
		return words.F("goes to %s", g.step)
	}
	return ""
}

// way says where a way leads now, and gives the keys that say it.
func (l *lister) way(path, beforePath source.Path, b, a *source.Node) map[string]bool {
	when, ok := situation(l.after, path)
	if !ok {
		return nil
	}
	from, to := goalOf(l.before, b), goalOf(l.after, a)
	if from == to {
		return nil
	}
	c := l.made(Changed, path, beforePath, b, a)
	c.Subject, c.Before, c.After = "way", from.said(), to.said()
	switch {
	case to == goal{}:
		l.noLonger(c, when, from)
	case from == goal{}:
		l.now(c, when, to)
	case from.end:
		l.add(c, words.F("%s now goes to %s instead of ending the workflow", when, to.step), NoValue, AfterValue)
	case to.end:
		l.add(c, words.F("%s now ends the workflow instead of %s", when, from.step), NoValue, BeforeValue)
	default:
		l.add(c, words.F("%s now goes to %s instead of %s", when, to.step, from.step), NoValue, AfterValue, BeforeValue)
	}
	// A key that changed beside the one that decides is said by itself.
	said := map[string]bool{}
	for _, key := range []string{"continue_to", "end_workflow"} {
		was, is := b.Get(key), a.Get(key)
		said[key] = l.of(was) == l.of(is) || key == "continue_to" && (!from.end && !to.end || was == nil || is == nil) ||
			key == "end_workflow" && from.end != to.end
	}
	return said
}

func (l *lister) now(c Change, when words.Text, to goal) {
	if to.end {
		l.add(c, words.F("%s now ends the workflow", when))
		return
	}
	l.add(c, words.F("%s now goes to %s", when, to.step), NoValue, AfterValue)
}

func (l *lister) noLonger(c Change, when words.Text, from goal) {
	if from.end {
		l.add(c, words.F("%s no longer ends the workflow", when))
		return
	}
	l.add(c, words.F("%s no longer goes to %s", when, from.step), NoValue, BeforeValue)
}

// addedWay says that a way appeared or is gone, when it is one.
func (l *lister) addedWay(c Change, name called, path source.Path, key, value *source.Node) bool {
	doc := l.after
	if c.Kind == Removed {
		doc = l.before
	}
	when, ok := situation(doc, path)
	to := goalOf(doc, value)
	if !ok || to == (goal{}) {
		return false
	}
	if key == nil { // a choice
		c.Subject = "condition"
		what, condition := words.Capital(words.F("%s of %s", name.what, name.owner)), shorten(scalar(value.Get("conditions")))
		switch {
		case c.Kind == Removed && to.end:
			l.add(c, words.F("%s removed: when %s, it ended the workflow", what, condition))
		case c.Kind == Removed:
			l.add(c, words.F("%s removed: when %s, it went to %s", what, condition, to.step))
		case to.end:
			l.add(c, words.F("%s added: when %s, it ends the workflow", what, condition))
		default:
			l.add(c, words.F("%s added: when %s, it goes to %s", what, condition, to.step))
		}
		return true
	}
	c.Subject = "way"
	if c.Kind == Removed {
		l.noLonger(c, when, to)
	} else {
		l.now(c, when, to)
	}
	return true
}
