package source

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// Segment is one step of a path: the key of a mapping, or the index of a list when IsIndex.
type Segment struct {
	Key     string
	Index   int // from 0
	IsIndex bool
}

// Key is the segment of a key.
func Key(key string) Segment { return Segment{Key: key} }

// Index is the segment of an index, from 0.
func Index(i int) Segment { return Segment{Index: i, IsIndex: true} }

// Path leads from the root of a document to a part of it; empty is the root.
type Path []Segment

// At is a path of keys (string) and indexes (int). It panics for anything else.
func At(segments ...any) Path {
	path := make(Path, 0, len(segments))
	for _, s := range segments {
		switch s := s.(type) {
		case string:
			path = append(path, Key(s))
		case int:
			path = append(path, Index(s))
		default:
			panic(fmt.Sprintf("a path has no %T", s))
		}
	}
	return path
}

// With is the path with more behind it; p stays as it is.
func (p Path) With(segments ...Segment) Path {
	return append(p[:len(p):len(p)], segments...)
}

// String writes a path for people and machines: workflow.review.on_approve, form.fields[0].name. A key that could be
// mistaken stands in brackets and quotes: workflow["a.b"].
func (p Path) String() string {
	var b strings.Builder
	for i, s := range p {
		switch {
		case s.IsIndex:
			fmt.Fprintf(&b, "[%d]", s.Index)
		case s.Key == "" || strings.ContainsAny(s.Key, ".[]\"\\ \t\r\n"):
			b.WriteString("[" + strconv.Quote(s.Key) + "]")
		default:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.Key)
		}
	}
	return b.String()
}

// Path leads from the root to the node. The path of a key is that of its value.
func (n *Node) Path() Path {
	var path Path
	for ; n != nil && n.Parent != nil; n = n.Parent {
		path = append(path, n.segment)
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path
}

// Find is the node that a path leads to, nil when there is none. Aliases on the way, and one at the end, are followed.
func (t *Tree) Find(path Path) *Node {
	node := t.Root
	for _, s := range path {
		if s.IsIndex {
			items := node.List()
			if s.Index < 0 || s.Index >= len(items) {
				return nil
			}
			node = items[s.Index]
		} else if node = node.Get(s.Key); node == nil {
			return nil
		}
	}
	return node.Resolve()
}

// NodeAt is the innermost node, key or value, that an offset touches; nil when there is none. Where a value ends and
// nothing follows, the value is meant.
func (t *Tree) NodeAt(offset int) *Node {
	var found *Node
	for node := t.Root; node != nil && node.Span.Contains(offset); node = node.childAt(offset) {
		found = node
	}
	return found
}

// childAt is the child that an offset touches, nil when there is none. Of several the first key counts, or else the last value.
// It searches: a group may have a hundred thousand entries, each with a problem that asks for its place.
func (n *Node) childAt(offset int) *Node {
	var found *Node
	first := sort.Search(len(n.Entries), func(i int) bool { return n.Entries[i].Span().End >= offset })
	for _, e := range n.Entries[first:] {
		if e.Key.Span.Contains(offset) {
			return e.Key
		}
		if e.Key.Span.Start > offset {
			break
		}
		if e.Value.Span.Contains(offset) {
			found = e.Value
		}
	}
	first = sort.Search(len(n.Items), func(i int) bool { return n.Items[i].Span.End >= offset })
	for _, item := range n.Items[first:] {
		if item.Span.Start > offset {
			break
		}
		found = item
	}
	return found
}
