package jsonata

import "workflow-designer/backend/words"

// Expression is a JSONata expression that was understood. It never changes and may be used by many at once.
type Expression struct {
	text string
	root *node
}

// Text is the text that was parsed, byte for byte.
func (e *Expression) Text() string { return e.text }

// Error says why an expression cannot be read, or has no value.
type Error struct {
	At      int // where in the text, in bytes
	Message words.Text
	// Beyond tells that the expression may well be right: it uses what is not evaluated here.
	Beyond bool
}

func (e *Error) Error() string { return e.Message.String() }

type kind uint8

const (
	literal  kind = iota // value
	name                 // text
	context              // $
	top                  // $$
	path                 // kids: from, step
	filter               // kids: from, predicate
	negative             // kids: one
	operator             // text, kids: left, right
	choice               // kids: condition, then, and perhaps else
	call                 // text, kids are its values
	array                // kids
)

// node is a part of an expression.
type node struct {
	kind  kind
	at    int
	text  string
	value any
	kids  []*node
	keeps bool // a list of one stays a list: it has []
}

// Names are the names that are looked up in what the expression is evaluated on, each once: of items.total it is items.
func (e *Expression) Names() []string {
	var found []string
	seen := map[string]bool{}
	add := func(text string) {
		if !seen[text] {
			seen[text] = true
			found = append(found, text)
		}
	}
	var look func(n *node, outermost bool)
	look = func(n *node, outermost bool) {
		switch n.kind {
		case name:
			if outermost {
				add(n.text)
			}
		case path, filter:
			from := n.kids[0]
			look(from, outermost)
			// What stands behind the dot is looked up in what stands before it.
			look(n.kids[1], n.kind == path && (from.kind == top || from.kind == context && outermost))
		default:
			for _, kid := range n.kids {
				look(kid, outermost)
			}
		}
	}
	look(e.root, true)
	return found
}
