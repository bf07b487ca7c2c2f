package change

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// situation says when a way is taken: "On approve, Manager review", "Otherwise, Amount", "Choice 2 of Amount". Ok is false for a
// path that leads to no way.
func situation(doc *model.Document, path source.Path) (words string, ok bool) {
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
		return capital(nameOf(doc, processPath(doc, path)).whole()), true
	case len(path) == 4:
		return "", false
	case strings.HasPrefix(key, "on_"):
		return "On " + keyWord(key[3:]) + ", " + step, true
	case key == "default":
		return "Otherwise, " + step, true
	case key == "loop":
		return "Again and again, " + step, true
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

// destination says where a way leads; "" when it does not say.
func destination(doc *model.Document, action *source.Node) string {
	if end := action.Get("end_workflow").Resolve(); end != nil && end.Tag == source.Bool && sameText(end) == "true" {
		return "ends the workflow"
	}
	if to := scalar(action.Get("continue_to")); to != "" {
		return "goes to " + sayStep(doc, to)
	}
	return ""
}

// way says where a way leads now, and gives the keys that say it.
func (l *lister) way(path, beforePath source.Path, b, a *source.Node) map[string]bool {
	words, ok := situation(l.after, path)
	if !ok {
		return nil
	}
	from, to := destination(l.before, b), destination(l.after, a)
	if from == to {
		return nil
	}
	c := l.made(Changed, path, beforePath, b, a)
	c.Subject, c.Before, c.After = "way", from, to
	switch {
	case to == "":
		l.add(c, words+" no longer "+bare(from))
	case from == "":
		l.add(c, words+" now "+to)
	default:
		l.add(c, words+" now "+to+" instead of "+ing(from))
	}
	// A key that changed beside the one that decides is said by itself.
	said := map[string]bool{}
	for _, key := range []string{"continue_to", "end_workflow"} {
		was, is := b.Get(key), a.Get(key)
		said[key] = l.of(was) == l.of(is) || key == "continue_to" && (from != "ends the workflow" && to != "ends the workflow" || was == nil || is == nil) ||
			key == "end_workflow" && (from == "ends the workflow") != (to == "ends the workflow")
	}
	return said
}

// addedWay says that a way appeared or is gone, when it is one.
func (l *lister) addedWay(c Change, name called, path source.Path, key, value *source.Node, now string) bool {
	doc := l.after
	if c.Kind == Removed {
		doc = l.before
	}
	words, ok := situation(doc, path)
	to := destination(doc, value)
	if !ok || to == "" {
		return false
	}
	if key == nil { // a choice
		verb := " added: when " + shorten(scalar(value.Get("conditions"))) + ", it " + to
		if c.Kind == Removed {
			verb = " removed: when " + shorten(scalar(value.Get("conditions"))) + ", it " + strings.Replace(to, "goes", "went", 1)
		}
		c.Subject = "condition"
		l.add(c, capital(name.what)+" of "+name.owner+verb)
		return true
	}
	c.Subject = "way"
	if now == "now" {
		l.add(c, words+" now "+to)
	} else {
		l.add(c, words+" no longer "+bare(to))
	}
	return true
}

func bare(destination string) string {
	return strings.Replace(strings.Replace(destination, "goes", "go", 1), "ends", "end", 1)
}

// ing is a destination behind "instead of": the step alone, or ending the workflow.
func ing(destination string) string {
	if step, ok := strings.CutPrefix(destination, "goes to "); ok {
		return step
	}
	return "ending the workflow"
}
