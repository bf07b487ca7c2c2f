package change

import (
	"slices"

	"workflow-designer/backend/approvalml/source"
)

// made is a change with its places.
func (l *lister) made(kind Kind, path, beforePath source.Path, before, after *source.Node) Change {
	c := Change{Kind: kind, Path: path, BeforePath: l.oldPath(beforePath)}
	var name called
	if after != nil {
		c.Span, name = after.Span, nameOf(l.after, path)
		c.After = sayValue(l.after, after)
	} else if in := l.after.Tree.Find(path); in != nil {
		c.Span = source.Span{Start: in.Span.Start, End: in.Span.Start}
	}
	if before != nil {
		c.BeforeSpan = l.old(before.Span)
		c.Before = sayValue(l.before, before)
		if after == nil {
			name = nameOf(l.before, beforePath)
		}
	} else if in := l.before.Tree.Find(beforePath); in != nil {
		at := l.old(in.Span).Start
		c.BeforeSpan = source.Span{Start: at, End: at}
	}
	c.Subject, c.Step, c.Field, c.Section = name.subject, name.step, name.field, name.section
	return c
}

// old is a span in the text before as it was, for one with the new names in it.
func (l *lister) old(s source.Span) source.Span {
	return source.Span{Start: l.oldOffset(s.Start), End: l.oldOffset(s.End)}
}

func (l *lister) oldOffset(at int) int {
	grown := 0
	for _, e := range l.edits { // in the order of the text
		start := e.Span.Start + grown
		if at <= start {
			break
		}
		if end := start + len(e.Text); at < end {
			return min(e.Span.Start+at-start, e.Span.End)
		}
		grown += len(e.Text) - (e.Span.End - e.Span.Start)
	}
	return at - grown
}

func (l *lister) oldPath(path source.Path) source.Path {
	if len(l.edits) == 0 || len(path) == 0 {
		return path
	}
	made := slices.Clone(path)
	at, old := l.before.Tree.Root, l.was.Tree.Root
	for i, s := range path {
		at, old = at.Resolve(), old.Resolve()
		if at == nil || old == nil {
			break
		}
		if s.IsIndex {
			if s.Index >= len(at.List()) || s.Index >= len(old.List()) {
				break
			}
			at, old = at.Items[s.Index], old.Items[s.Index]
			continue
		}
		found := false
		entries, oldEntries := at.All(), old.All()
		for j := len(entries) - 1; j >= 0 && j < len(oldEntries) && !found; j-- {
			if entries[j].Key.Value == s.Key {
				made[i] = source.Key(oldEntries[j].Key.Value)
				at, old, found = entries[j].Value, oldEntries[j].Value, true
			}
		}
		if !found {
			break
		}
	}
	return made
}
