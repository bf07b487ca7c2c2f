package source

import (
	"strings"

	"workflow-designer/backend/words"
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
	Message words.Text // one sentence
	Hint    words.Text // what to do; empty when the message says it
	Fix     []Edit     // mends it, when there is a sure way; nil else
}

// Tree is a text that has been read.
type Tree struct {
	Text *Text
	// Root is the document's outermost mapping; nil when there is none.
	Root *Node
	// Problems are in the order of the text. There are none when every runtime can read it. Of a thousand and more, not
	// all of one kind are listed.
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
func Read(content string) *Tree { return read(content, maxRepairs) }

// ReadWhole reads a text as Read does, but leaves no line out: one with a line that is not YAML has no root.
func ReadWhole(content string) *Tree { return read(content, 0) }

func read(content string, repairs int) *Tree {
	t := &Tree{Text: NewText(content)}
	if p := unreadable(content); p != nil {
		t.Problems = []Problem{*p}
		return t
	}
	reading := content
	for {
		p, stopped := parse(t.Text, reading)
		if stopped == nil {
			t.build(p)
			return t
		}
		t.add(*stopped)
		line := t.Text.Line(t.Text.LineAt(stopped.Span.Start))
		blank := strings.Repeat(" ", line.End-line.Start)
		if stopped.Kind != Syntax || len(t.Problems) > repairs || reading[line.Start:line.End] == blank {
			sortProblems(t.Problems)
			return t
		}
		t.Repaired = true
		reading = reading[:line.Start] + blank + reading[line.End:]
	}
}

// build takes what was parsed, and checks what a loader would make of it.
func (t *Tree) build(p *parser) {
	t.Problems = append(t.Problems, p.problems...)
	root := p.root
	switch {
	case t.Repaired && (root == nil || root.Kind != Mapping):
		// What is left of the text says nothing about what its author meant.
	case root == nil || root.Kind == Scalar && root.Span.Start == root.Span.End:
		t.add(Problem{
			Kind: NoDocument, Message: "There is no workflow here.",
			Hint: "Begin with the keys name, form and workflow, or start from a template.",
		})
	case root.size > MaxExpanded:
		t.add(Problem{
			Kind: TooManyNodes, Message: "The aliases in this text stand for too much: written out, it would be enormous.",
			Hint: "Write out what an alias (*) stands for, or take some of them away.",
		})
	default:
		constructor{t}.node(root)
		if root.Kind == Mapping && root.Tag == Map {
			t.Root = root
			break
		}
		t.add(Problem{
			Kind: NotAMapping, Span: firstLineOf(t.Text, root.Span),
			Message: words.F("This is %s, but a workflow is written as keys with values.", kindInWords(root)),
			Hint:    "Begin with the keys name, form and workflow.",
		})
	}
	sortProblems(t.Problems)
}

func (t *Tree) add(p Problem) { t.Problems = listed(t.Problems, p) }

// maxProblems is how many problems are listed before more of the same kind are left out.
const maxProblems = 1000

func listed(problems []Problem, p Problem) []Problem {
	if !lists(problems, p.Kind) {
		return problems
	}
	return append(problems, p)
}

// lists tells whether one more problem of a kind would be listed: else it need not be put into words.
func lists(problems []Problem, kind ProblemKind) bool {
	n := len(problems)
	return n < maxProblems || problems[n-1].Kind != kind
}

func kindInWords(n *Node) words.Text {
	switch n.Kind {
	case Sequence:
		return "a list"
	case Mapping:
		return "a group with a tag of its own"
	default:
		return "a single text"
	}
}
