package edit

import (
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/source"
)

// Series makes edits one after the other, each on the text that those before it left, and gives all of them as edits of the
// first text. They are made in place: what would take writing a whole collection in another way is refused.
type Series struct {
	first, now *source.Tree
	pieces     []piece
}

// piece is a part of the text as it is now: what stands so in the first text, or what is new.
type piece struct {
	kept source.Span // of the first text; empty for what is new
	text string
}

// Begin begins a series on a text.
func Begin(tree *source.Tree) *Series {
	text := tree.Text.String()
	return &Series{first: tree, now: tree, pieces: []piece{{source.Span{End: len(text)}, text}}}
}

// Tree is the text as it is now.
func (s *Series) Tree() *source.Tree { return s.now }

// Set is as the function Set, on the text as it is now. The error is a *Refusal, and nothing is changed then.
func (s *Series) Set(path source.Path, v Value) error {
	return s.do(func(d *document) ([]source.Edit, error) { return d.setOrAdd(path, v) })
}

// InsertKey is as the function InsertKey.
func (s *Series) InsertKey(mapping source.Path, before, key string, v Value) error {
	return s.do(func(d *document) ([]source.Edit, error) { return d.insertKey(mapping, before, key, v) })
}

// InsertItem is as the function InsertItem.
func (s *Series) InsertItem(list source.Path, index int, v Value) error {
	return s.do(func(d *document) ([]source.Edit, error) { return d.insertItem(list, index, v) })
}

// Delete is as the function Delete.
func (s *Series) Delete(path source.Path) error {
	return s.do(func(d *document) ([]source.Edit, error) { return d.remove(path) })
}

// Rename is as the function Rename.
func (s *Series) Rename(path source.Path, key string) error {
	return s.do(func(d *document) ([]source.Edit, error) { return d.rename(path, key) })
}

// Move is as the function Move.
func (s *Series) Move(path source.Path, index int) error {
	return s.do(func(d *document) ([]source.Edit, error) { return d.move(path, index) })
}

func (s *Series) do(edit func(d *document) ([]source.Edit, error)) error {
	edits, err := inPlace(s.now, edit)
	if err == nil {
		s.Make(edits)
	}
	return err
}

// Make makes any edits of the text as it is now.
func (s *Series) Make(edits []source.Edit) {
	edits = tidy(append([]source.Edit(nil), edits...))
	if len(edits) == 0 {
		return
	}
	s.now = source.Read(source.Apply(s.now.Text.String(), edits...))
	var made []piece
	at, i := 0, 0 // the offset where pieces[i] begins
	keep := func(until int) {
		for ; i < len(s.pieces) && at < until; i++ {
			head, tail := s.pieces[i].cut(until - at)
			made = append(made, head)
			at += len(head.text)
			if tail.text != "" {
				s.pieces[i] = tail
				return
			}
		}
	}
	for _, e := range edits {
		keep(e.Span.Start)
		if e.Text != "" {
			made = append(made, piece{text: e.Text})
		}
		behind := len(made)
		keep(e.Span.End)
		made = made[:behind]
	}
	s.pieces = append(made, s.pieces[i:]...)
}

// cut takes so many bytes off a piece.
func (p piece) cut(length int) (head, tail piece) {
	if length >= len(p.text) {
		return p, piece{}
	}
	head, tail = piece{text: p.text[:length]}, piece{text: p.text[length:]}
	if p.kept.End > p.kept.Start {
		middle := p.kept.Start + length
		head.kept, tail.kept = source.Span{Start: p.kept.Start, End: middle}, source.Span{Start: middle, End: p.kept.End}
	}
	return head, tail
}

// Edits are the edits of the first text that come to the same, each as small as it can be, in the order of the text.
func (s *Series) Edits() []source.Edit {
	var edits []source.Edit
	at := 0
	var fresh strings.Builder
	flush := func(until int) {
		if e := s.narrow(replace(at, until, fresh.String())); e.Span.Start < e.Span.End || e.Text != "" {
			edits = append(edits, e)
		}
		fresh.Reset()
	}
	for _, p := range s.pieces {
		if p.kept.Start == p.kept.End {
			fresh.WriteString(p.text)
			continue
		}
		flush(p.kept.Start)
		at = p.kept.End
	}
	flush(s.first.Text.Len())
	return edits
}

// narrow leaves out what an edit has in common with the text that it replaces, at both ends.
func (s *Series) narrow(e source.Edit) source.Edit {
	old, fresh := s.first.Text.Slice(e.Span), e.Text
	head := 0
	for head < min(len(old), len(fresh)) && old[head] == fresh[head] {
		head++
	}
	for head > 0 && (!between(old, head) || !between(fresh, head)) {
		head--
	}
	old, fresh = old[head:], fresh[head:]
	tail := 0
	for tail < min(len(old), len(fresh)) && old[len(old)-1-tail] == fresh[len(fresh)-1-tail] {
		tail++
	}
	for tail > 0 && (!between(old, len(old)-tail) || !between(fresh, len(fresh)-tail)) {
		tail--
	}
	return replace(e.Span.Start+head, e.Span.End-tail, fresh[:len(fresh)-tail])
}

// between tells whether an offset is neither inside a character nor inside a line ending.
func between(text string, at int) bool {
	if at == 0 || at == len(text) {
		return at == 0 || text[at-1] != '\r'
	}
	return utf8.RuneStart(text[at]) && (text[at-1] != '\r' || text[at] != '\n')
}
