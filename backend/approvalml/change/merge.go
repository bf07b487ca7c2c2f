package change

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// Result is a merged document.
type Result struct {
	Text      string // where a conflict is open it is mine
	Conflicts []Conflict
}

// Merge merges what two sides made of base: my text with their changes. What only one side touched is taken as that side
// wrote it, with its comments; steps and fields that one side renamed are followed on the other. It takes any texts, in time
// linear in their size; those that cannot be read as YAML are merged by lines.
func Merge(base, mine, theirs string) Result { return Resolve(base, mine, theirs, nil) }

// Resolve merges, and settles the conflicts by the decisions for their Path.String(). One that cannot be taken leaves its conflict
// open and says why there; the others are taken. What is for no conflict is passed over.
func Resolve(base, mine, theirs string, decisions map[string]Decision) Result {
	switch {
	case mine == theirs, theirs == base:
		return Result{Text: mine}
	case mine == base:
		return Result{Text: theirs}
	default:
		return merged(base, mine, theirs, decisions)
	}
}

func merged(base, mine, theirs string, decisions map[string]Decision) Result {
	ending := source.NewText(mine).LineEnding()
	base, theirs = endingIn(base, ending), endingIn(theirs, ending)
	b, m, t := model.Read(base), model.Read(mine), model.Read(theirs)
	sound := true
	for _, doc := range []*model.Document{b, m, t} {
		sound = sound && len(doc.Tree.Problems) == 0 && doc.Tree.Root != nil
	}
	refused := map[string]*edit.Refusal{}
	for again := sound && canWeave(b, m, t); again; {
		w := &weaver{meanings: newMeanings(), decisions: decisions, refused: refused}
		w.followRenames(b, m, t)
		text, ok := w.document()
		if !ok {
			break
		}
		if text, again = w.settle(text); !again {
			return Result{Text: text, Conflicts: w.conflicts(text)}
		}
	}
	return mergeLines(base, mine, theirs, sound, decisions)
}

// canWeave tells whether all conflicts can be taken from either side, so that the verdict is the same whoever merges. With anchors
// they may not: what one side took away may be named by an alias of the other, and both may give one name.
func canWeave(b, m, t *model.Document) bool {
	if !anchored(m.Tree.Root) && !anchored(t.Tree.Root) {
		return true
	}
	for _, side := range []Choice{TakeMine, TakeTheirs} {
		w := &weaver{meanings: newMeanings(), open: side}
		w.followRenames(b, m, t)
		if _, ok := w.document(); !ok {
			return false
		}
		if len(w.noted) == 0 {
			break
		}
	}
	return true
}

// anchored tells whether an anchor or an alias stands at or below n.
func anchored(n *source.Node) bool {
	if n.Anchor != "" || n.Kind == source.Alias {
		return true
	}
	return slices.ContainsFunc(n.Items, anchored) || slices.ContainsFunc(n.Entries, func(e source.Entry) bool {
		return anchored(e.Key) || anchored(e.Value)
	})
}

func endingIn(text, ending string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if ending == "\n" {
		return text
	}
	return strings.ReplaceAll(text, "\n", ending)
}

// document merges the whole; ok is false when the parts cannot be put together to what they should say.
func (w *weaver) document() (text string, ok bool) {
	w.newMine, w.newTheirs = w.needs(w.mine, w.newMine), w.needs(w.theirs, w.newTheirs)
	b, m, t := w.base.Tree.Root, w.mine.Tree.Root, w.theirs.Tree.Root
	value, says, ok := w.collection(nil, "", b, m, t)
	if !ok {
		return "", false
	}
	var around [3][2]string
	for i, doc := range []*model.Document{w.base, w.mine, w.theirs} {
		around[i][0], around[i][1] = edit.Around(doc.Tree)
	}
	before, _ := three(around[0][0], around[1][0], around[2][0])
	behind := mergeComments(around[0][1], around[1][1], around[2][1])
	if m.Style != t.Style || m.Style != b.Style {
		before, behind = around[1][0], around[1][1]
	}
	text = before + value + behind
	result := source.Read(text)
	return text, len(result.Problems) == 0 && result.Root != nil && w.of(result.Root) == says
}

func (w *weaver) needs(doc *model.Document, renamed map[mention]bool) map[mention]bool {
	names := newNames(w.base, doc)
	for n := range renamed {
		names[n] = true
	}
	return names
}

// followRenames gives what either side renamed its new name in the other two documents.
func (w *weaver) followRenames(b, m, t *model.Document) {
	w.base, w.mine, w.theirs = b, m, t
	byMe, byThem := w.renames(b, m), w.renames(b, t)
	if len(byMe)+len(byThem) == 0 {
		return
	}
	w.newMine, w.newTheirs = map[mention]bool{}, map[mention]bool{}
	them := map[[3]string]rename{}
	for _, r := range byThem {
		them[r.id()] = r
	}
	var inBase, inMine, inTheirs []rename
	for _, r := range byMe {
		other, both := them[r.id()]
		delete(them, r.id())
		switch {
		case both && other.to == r.to:
			inBase = append(inBase, r)
		case both:
			to := w.takesName(r, other, func(name string) bool {
				return has(b, r, name, nil) || has(m, r, name, byMe) || has(t, r, name, byThem)
			})
			inBase = append(inBase, rename{thing: r.thing, of: r.of, from: r.from, to: to})
			if to != r.to {
				inMine = append(inMine, rename{thing: r.thing, of: ofIn(r.of, byMe), from: r.to, to: to})
			}
			if to != other.to {
				inTheirs = append(inTheirs, rename{thing: r.thing, of: ofIn(r.of, byThem), from: other.to, to: to})
			}
		case !has(t, r, r.to, byThem):
			inBase = append(inBase, r)
			inTheirs = append(inTheirs, rename{thing: r.thing, of: ofIn(r.of, byThem), from: r.from, to: r.to})
			w.newMine[mention{r.thing, r.to}] = true
		}
	}
	for _, r := range byThem {
		if _, only := them[r.id()]; only && !has(m, r, r.to, byMe) {
			inBase = append(inBase, r)
			inMine = append(inMine, rename{thing: r.thing, of: ofIn(r.of, byMe), from: r.from, to: r.to})
			w.newTheirs[mention{r.thing, r.to}] = true
		}
	}
	w.base, w.mine, w.theirs = renamed(b, inBase), renamed(m, inMine), renamed(t, inTheirs)
}

// id tells renames of the same thing.
func (r rename) id() [3]string { return [3]string{string('a' + rune(r.thing)), r.of, r.from} }

// ofIn is the field that a column belongs to, as a side names it.
func ofIn(of string, renames []rename) string {
	for _, r := range renames {
		if r.thing == aField && r.from == of {
			return r.to
		}
	}
	return of
}

func has(doc *model.Document, r rename, name string, renames []rename) bool {
	switch r.thing {
	case aStep:
		return doc.Step(name) != nil
	case aField:
		return doc.Field(name) != nil
	case aSection:
		return doc.Section(name) != nil
	default:
		f := doc.Field(ofIn(r.of, renames))
		return f == nil || f.Column(name) != nil
	}
}

func renamed(doc *model.Document, renames []rename) *model.Document {
	edits := rewrite(doc, renames)
	if len(edits) == 0 {
		return doc
	}
	return model.Read(source.Apply(doc.Text(), edits...))
}
