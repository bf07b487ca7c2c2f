package change

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// bothOf is what has the additions of both sides, and how it is written in mine; nil where that makes no sense: both is for texts
// to which each side added words, and for lists of single values.
func (w *weaver) bothOf(at source.Path, b, m, t *source.Node) (*edit.Value, *string) {
	if m == nil || t == nil {
		return nil, nil
	}
	var value edit.Value
	ok := false
	if m.Kind == source.Sequence {
		value, ok = w.union(b, m, t)
	} else if b != nil && isProse(at) {
		base, isText := b.Text()
		mine, isMine := m.Text()
		theirs, isTheirs := t.Text()
		if isText && isMine && isTheirs && m.Kind == source.Scalar {
			var text string
			text, ok = addedWords(base, mine, theirs)
			value = edit.Text(text)
		}
	}
	if !ok {
		return nil, nil
	}
	edits, err := edit.Replace(w.mine.Tree, m, value)
	if err != nil {
		return nil, nil
	}
	tree := source.Read(source.Apply(w.mine.Text(), edits...))
	written := tree.Find(m.Path())
	if written == nil {
		return nil, nil
	}
	text := edit.Written(tree, written)
	return &value, &text
}

// isProse tells whether a text at a path is for people to read: one that a runtime computes with, or that names something, is not.
func isProse(at source.Path) bool {
	for i := len(at) - 1; i >= 0; i-- {
		if at[i].IsIndex {
			continue
		}
		_, names := naming[at[i].Key]
		return !computing[at[i].Key] && !names
	}
	return false
}

// union is the list of what stays in either side: mine in its order, then what theirs adds.
func (w *weaver) union(b, m, t *source.Node) (edit.Value, bool) {
	said := func(n *source.Node) (map[int]bool, bool) {
		in := map[int]bool{}
		for _, item := range n.Items {
			if item.Kind != source.Scalar {
				return nil, false
			}
			in[w.of(item)] = true
		}
		return in, n.Kind == source.Sequence
	}
	was := map[int]bool{}
	ok := true
	if b != nil {
		was, ok = said(b)
	}
	mine, okMine := said(m)
	theirs, okTheirs := said(t)
	if !ok || !okMine || !okTheirs {
		return edit.Value{}, false
	}
	var items []edit.Value
	fromMine, fromTheirs := false, false
	for _, item := range m.Items {
		if says := w.of(item); theirs[says] || !was[says] {
			items = append(items, edit.Copy(w.mine.Tree, item))
			fromMine = fromMine || !theirs[says]
		}
	}
	for _, item := range t.Items {
		if says := w.of(item); !mine[says] && !was[says] {
			items = append(items, edit.Copy(w.theirs.Tree, item))
			fromTheirs = true
		}
	}
	return edit.List(items...), fromMine && fromTheirs
}

// addedWords is base with the words that both sides added, mine first where they stand in one place. ok is false when a side did
// something else than to add words, or both added the same.
func addedWords(base, mine, theirs string) (text string, ok bool) {
	if len(strings.Fields(base)) < 2 { // a name, an address, a number
		return "", false
	}
	parts := cut(base)
	m, okMine := insertions(parts, cut(mine))
	t, okTheirs := insertions(parts, cut(theirs))
	if !okMine || !okTheirs {
		return "", false
	}
	var b strings.Builder
	for i := range len(parts) + 1 {
		b.WriteString(together(m[i], t[i]))
		if i < len(parts) {
			b.WriteString(parts[i])
		}
	}
	text = b.String()
	return text, text != mine && text != theirs
}

// cut cuts a text into words, white space and single signs.
func cut(text string) []string {
	var parts []string
	last := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		kind := 0
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '_':
			kind = 1
		case unicode.IsSpace(r):
			kind = 2
		}
		if kind > 0 && kind == last {
			parts[len(parts)-1] += text[:size]
		} else {
			parts = append(parts, text[:size])
		}
		text, last = text[size:], kind
	}
	return parts
}

// insertions are what stands before each part of base, and behind the last; ok is false when the text lacks some of base.
func insertions(base, text []string) (before []string, ok bool) {
	before = make([]string, len(base)+1)
	at := 0
	for _, part := range text {
		if at < len(base) && part == base[at] {
			at++
			continue
		}
		before[at] += part
	}
	return before, at == len(base)
}

// together is what both sides put in one place: what both begin with stands once, and no sign that ends a sentence twice.
func together(mine, theirs string) string {
	switch {
	case strings.HasPrefix(mine, theirs):
		return mine
	case strings.HasPrefix(theirs, mine):
		return theirs
	}
	shared := 0
	for i, r := range mine {
		if !strings.HasPrefix(theirs[i:], string(r)) || unicode.IsLetter(r) || unicode.IsDigit(r) {
			break
		}
		shared = i + utf8.RuneLen(r)
	}
	between, own := mine[:shared], theirs[shared:]
	if end := mine[len(mine)-1]; strings.IndexByte(".!?;:,", end) >= 0 {
		between = strings.TrimLeft(between, ".!?;:,")
		if between == "" {
			own = strings.TrimLeft(own, ".!?;:,")
		}
	}
	last, _ := utf8.DecodeLastRuneInString(mine)
	next, _ := utf8.DecodeRuneInString(between + own)
	if !unicode.IsSpace(last) && (unicode.IsLetter(next) || unicode.IsDigit(next)) {
		between += " "
	}
	return mine + between + own
}
