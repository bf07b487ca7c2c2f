package source

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The limits of a text that is read. What is beyond them gets a problem and no tree.
const (
	MaxBytes = 1 << 20 // of a text: the largest a version holds
	// MaxDepth is how deep collections may be nested. The reference parser gives up somewhere between 400 and 1,000.
	MaxDepth = 400
	// MaxExpanded is how many nodes a text may have when each alias counts as what it stands for: what a runtime has to
	// walk through.
	MaxExpanded = 1_000_000
)

// maxRepairs is how many lines that cannot be read are left out to read the rest.
const maxRepairs = 4

// ProblemKind says what is wrong with a text as YAML.
type ProblemKind uint8

// The kinds of problems. With all but RepeatedKey no runtime can read the text.
const (
	NotUTF8      ProblemKind = iota
	TooLarge                 // above MaxBytes
	TooDeep                  // above MaxDepth
	TooManyNodes             // above MaxExpanded: an alias bomb
	Syntax                   // not YAML
	NoDocument               // nothing, or only comments
	NotAMapping              // the root is a list or a single text
	TwoDocuments             // the span is where the second begins
	RepeatedKey              // a key twice in one mapping; the span is the second
	BadTag                   // a tag that no loader knows, or a value that does not fit its tag
	BadAnchor                // an anchor twice, or an alias inside what it names
	BadMerge                 // << with something that is no mapping
	BadKey                   // a key that is a mapping or a list
	BadCharacter             // a character that YAML does not allow
)

// Problem says what is wrong, where, and what to do about it.
type Problem struct {
	Kind    ProblemKind
	Span    Span
	Message string // one sentence
	Hint    string // what to do; empty when the message says it
	Fix     []Edit // mends it, when there is a sure way; nil else
}

// Tree is a text that has been read.
type Tree struct {
	Text *Text
	// Root is the document's outermost mapping; nil when there is none.
	Root *Node
	// Problems are in the order of the text. There are none when every runtime can read it.
	Problems []Problem
	// Repaired tells that lines which are not YAML were left out to read the rest. What the tree lacks then may well
	// stand in the text.
	Repaired bool
}

// Readable tells whether a runtime can read the text: a key that stands twice is no obstacle.
func (t *Tree) Readable() bool {
	for _, p := range t.Problems {
		if p.Kind != RepeatedKey {
			return false
		}
	}
	return true
}

// Read reads a text, whatever it is. It never panics, takes time linear in the text, and goes on behind the first
// problem where it can: up to four lines that are not YAML are left out.
func Read(content string) *Tree {
	t := &Tree{Text: NewText(content)}
	if p := unreadable(content); p != nil {
		t.Problems = []Problem{*p}
		return t
	}
	reading := content
	for {
		root, second, err := decode(reading)
		if err == nil {
			t.build(root, second)
			return t
		}
		p := locate(t.Text, reading, err)
		t.Problems = append(t.Problems, p)
		line := t.Text.Line(t.Text.LineAt(p.Span.Start))
		blank := strings.Repeat(" ", line.End-line.Start)
		if p.Kind != Syntax || len(t.Problems) > maxRepairs || reading[line.Start:line.End] == blank {
			return t
		}
		t.Repaired = true
		reading = reading[:line.Start] + blank + reading[line.End:]
	}
}

// decode gives the root of the first document, nil when there is none, and that of the second, nil when there is none.
// Nodes keep aliases as they are, so an alias bomb stays as small as its text.
func decode(text string) (root, second *yaml.Node, err error) {
	return decodeFrom(strings.NewReader(text))
}

func decodeFrom(r io.Reader) (root, second *yaml.Node, err error) {
	// The decoder panics on purpose and recovers itself; this is for what it did not foresee.
	defer func() {
		if r := recover(); r != nil {
			root, second, err = nil, nil, fmt.Errorf("yaml: %v", r)
		}
	}()
	decoder := yaml.NewDecoder(r)
	var first, next yaml.Node
	switch err := decoder.Decode(&first); {
	case errors.Is(err, io.EOF):
		return nil, nil, nil
	case err != nil:
		return nil, nil, err
	}
	if len(first.Content) > 0 {
		root = first.Content[0]
	}
	switch err := decoder.Decode(&next); {
	case errors.Is(err, io.EOF):
		return root, nil, nil
	case err != nil:
		return nil, nil, err
	}
	return root, &next, nil
}

func (t *Tree) build(root, second *yaml.Node) {
	b := builder{tree: t, marks: newMarks(t.Text.content), built: map[*yaml.Node]*Node{}, anchors: map[string]*Node{}}
	if root == nil || root.Kind == yaml.ScalarNode && root.Value == "" && root.Style == 0 {
		t.add(Problem{
			Kind: NoDocument, Message: "There is no workflow here.",
			Hint: "Begin with the keys name, form and workflow, or start from a template.",
		})
		return
	}
	if depthOf(root) > MaxDepth {
		t.add(Problem{
			Kind: TooDeep, Span: Span{0, 0}, Message: fmt.Sprintf("The text is nested more than %d levels deep.", MaxDepth),
			Hint: "Take levels out: a workflow needs about ten.",
		})
		return
	}
	t.Root = b.node(root, nil, 0)
	b.link()
	if root.Kind != yaml.MappingNode {
		t.add(Problem{
			Kind: NotAMapping, Span: firstLineOf(t.Text, t.Root.Span),
			Message: fmt.Sprintf("This is %s, but a workflow is written as keys with values.", kindInWords(root.Kind)),
			Hint:    "Begin with the keys name, form and workflow.",
		})
		t.Root = nil
	} else if expandedSize(t.Root, map[*Node]int{}) > MaxExpanded {
		t.add(Problem{
			Kind: TooManyNodes, Message: "The aliases in this text stand for too much: written out, it would be enormous.",
			Hint: "Write out what an alias (*) stands for, or take some of them away.",
		})
		t.Root = nil
	}
	if second != nil {
		at := b.marks.offset(second.Line, second.Column)
		t.add(Problem{
			Kind: TwoDocuments, Span: t.Text.Line(t.Text.LineAt(at)), Message: "A second document begins here, but a file holds one workflow.",
			Hint: "Remove the line with --- or what follows it.",
		})
	}
	sortProblems(t.Problems)
}

func (t *Tree) add(p Problem) { t.Problems = append(t.Problems, p) }

func kindInWords(k yaml.Kind) string {
	if k == yaml.SequenceNode {
		return "a list"
	}
	return "a single text"
}

// depthOf walks with a list of its own: the text may nest as deep as the decoder allows, which is 10,000.
func depthOf(root *yaml.Node) int {
	deepest := 0
	type place struct {
		node  *yaml.Node
		depth int
	}
	for todo := []place{{root, 1}}; len(todo) > 0; {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		deepest = max(deepest, p.depth)
		for _, child := range p.node.Content {
			todo = append(todo, place{child, p.depth + 1})
		}
	}
	return deepest
}

// expandedSize counts the nodes below n with every alias counted as what it stands for, up to a little above MaxExpanded.
// What stands for itself counts as one.
func expandedSize(n *Node, known map[*Node]int) int {
	if n.Kind == Alias {
		size, seen := known[n.Target]
		if seen {
			return size
		}
		known[n.Target] = 1 // an alias inside its own anchor
		size = expandedSize(n.Target, known)
		known[n.Target] = size
		return size
	}
	size := 1
	for _, e := range n.Entries {
		size += expandedSize(e.Key, known) + expandedSize(e.Value, known)
	}
	for _, item := range n.Items {
		size += expandedSize(item, known)
	}
	return min(size, MaxExpanded+1)
}
