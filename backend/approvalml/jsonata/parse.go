package jsonata

import (
	"strings"

	"workflow-designer/backend/words"
)

const (
	maxLength  = 16 << 10 // bytes of an expression
	maxNesting = 100
)

// power says how strongly an operator binds what stands before it.
var power = map[string]int{
	".": 75, "[": 80, "(": 80, "?": 20, "?:": 40, "??": 40, "+": 50, "-": 50, "*": 60, "/": 60, "%": 60, "=": 40, "!=": 40, "<": 40,
	">": 40, "<=": 40, ">=": 40, "~>": 40, "and": 30, "or": 25, "in": 40, "&": 50,
	"{": 70, "@": 80, "#": 80, "^": 40, ":=": 10, "..": 20, "**": 60, "|": 20,
}

// beyond says what a mark would do that is not evaluated here.
var beyond = map[string]words.Text{
	"{": "builds or groups objects", "@": "binds variables", "#": "binds variables", "^": "sorts", ":=": "binds variables", "..": "makes a range",
	"**": "looks at everything below", "|": "changes objects", ";": "has several parts", "/": "uses a regular expression",
	"*": "looks at every key", "%": "looks at what is above",
}

// Parse understands an expression. Exactly one of its results is nil. It takes any text and never panics.
func Parse(text string) (*Expression, *Error) {
	if len(text) > maxLength {
		return nil, &Error{At: maxLength, Message: "The expression is too long: at most 16,384 bytes are read.", Beyond: true}
	}
	if strings.TrimSpace(text) == "" {
		return nil, &Error{Message: "The expression is empty."}
	}
	tokens, bad := lex(text)
	if bad != nil {
		return nil, bad
	}
	p := &parser{tokens: tokens}
	root := p.expression(0)
	if p.bad == nil && p.peek().kind != tokenEnd {
		p.surplus()
	}
	if p.bad != nil {
		return nil, p.bad
	}
	return &Expression{text, root}, nil
}

// parser goes over the tokens once. After the first mistake, bad is set and its results mean nothing.
type parser struct {
	tokens []token
	at     int
	depth  int
	piped  bool // the next function gets its first value by ~>
	bad    *Error
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) take() token {
	t := p.tokens[p.at]
	if t.kind != tokenEnd {
		p.at++
	}
	return t
}

func (p *parser) fail(at int, message words.Text, beyond bool) *node {
	if p.bad == nil {
		p.bad = &Error{At: at, Message: message, Beyond: beyond}
	}
	return &node{at: at}
}

func (p *parser) surplus() *node {
	t := p.peek()
	if what := beyond[t.text]; t.kind == tokenMark && what != "" {
		return p.fail(t.at, words.F("This expression %s.", what), true)
	}
	if t.kind == tokenEnd {
		return p.fail(t.at, "The expression ends too early.", false)
	}
	return p.fail(t.at, "This cannot stand here.", false)
}

func (p *parser) must(mark string) {
	if !p.peek().is(mark) {
		p.surplus()
		return
	}
	p.take()
}

// expression reads as far as operators bind more strongly than the given power.
func (p *parser) expression(than int) *node {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxNesting {
		return p.fail(p.peek().at, "The expression is nested too deeply.", true)
	}
	left := p.prefix()
	for p.bad == nil {
		t := p.peek()
		if t.kind != tokenMark && t.kind != tokenName || power[t.text] <= than {
			return left
		}
		left = p.infix(left, p.take())
	}
	return left
}

func (p *parser) prefix() *node {
	t := p.peek()
	switch t.kind {
	case tokenNumber:
		p.take()
		return &node{kind: literal, at: t.at, value: t.value}
	case tokenText:
		p.take()
		return &node{kind: literal, at: t.at, value: t.text}
	case tokenQuoted:
		p.take()
		return &node{kind: name, at: t.at, text: t.text}
	case tokenName:
		p.take()
		return word(t)
	case tokenDollar:
		p.take()
		return p.dollar(t)
	case tokenMark:
		switch t.text {
		case "-":
			p.take()
			return negated(t.at, p.expression(70))
		case "(":
			p.take()
			inner := p.expression(0)
			p.must(")")
			// In brackets it is one value: a filter behind it is for all of it.
			return inner
		case "[":
			p.take()
			return &node{kind: array, at: t.at, kids: p.list("]")}
		}
	case tokenEnd:
	}
	return p.surplus()
}

func word(t token) *node {
	switch t.text {
	case "true", "false":
		return &node{kind: literal, at: t.at, value: t.text == "true"}
	case "null":
		return &node{kind: literal, at: t.at}
	}
	return &node{kind: name, at: t.at, text: t.text}
}

func negated(at int, of *node) *node {
	if number, ok := of.value.(float64); ok && of.kind == literal {
		return &node{kind: literal, at: at, value: -number}
	}
	return &node{kind: negative, at: at, kids: []*node{of}}
}

func (p *parser) dollar(t token) *node {
	switch {
	case t.text == "":
		return &node{kind: context, at: t.at}
	case t.text == "$":
		return &node{kind: top, at: t.at}
	case !p.peek().is("("):
		return p.fail(t.at, words.F("This expression uses the variable $%s.", t.text), true)
	}
	p.take()
	given := 0
	if p.piped {
		given = 1
	}
	p.piped = false
	return p.called(t, p.list(")"), given)
}

// called is the call of a function that is known with that many values, of which some are given already.
func (p *parser) called(t token, values []*node, given int) *node {
	f, known := functions[t.text]
	count := len(values) + given
	switch {
	case p.bad != nil:
	case !known:
		return p.fail(t.at, words.F("The function $%s is not evaluated here.", t.text), true)
	case count > f.most || count < f.fewest && (!f.onContext || count < f.fewest-1):
		return p.fail(t.at, words.F("The function $%s takes another number of values.", t.text), false)
	}
	return &node{kind: call, at: t.at, text: t.text, kids: values}
}

// list reads expressions between commas up to a mark.
func (p *parser) list(end string) []*node {
	var kids []*node
	if p.peek().is(end) {
		p.take()
		return nil
	}
	for p.bad == nil {
		kids = append(kids, p.expression(0))
		if p.bad == nil && p.peek().is(",") {
			p.take()
			continue
		}
		p.must(end)
		break
	}
	return kids
}

func (p *parser) infix(left *node, t token) *node {
	switch t.text {
	case ".":
		step := p.expression(power["."])
		if step.kind == literal {
			if text, ok := step.value.(string); ok { // a.'b' is a.b
				step = &node{kind: name, at: step.at, text: text}
			}
		}
		return &node{kind: path, at: t.at, kids: []*node{left, step}, keeps: left.keeps || step.keeps}
	case "[":
		if p.peek().is("]") {
			p.take()
			kept := *left
			kept.keeps = true
			return &kept
		}
		predicate := p.expression(0)
		p.must("]")
		return &node{kind: filter, at: t.at, kids: []*node{left, predicate}, keeps: left.keeps}
	case "?":
		kids := []*node{left, p.expression(0)}
		if p.bad == nil && p.peek().is(":") {
			p.take()
			kids = append(kids, p.expression(0))
		}
		return &node{kind: choice, at: t.at, kids: kids}
	case "~>":
		p.piped = p.peek().kind == tokenDollar && p.peek().text != "" && p.peek().text != "$"
		if !p.piped {
			return p.fail(t.at, "This expression passes a value on to something other than a function.", true)
		}
		step := p.expression(power["~>"])
		if p.bad != nil || step.kind != call {
			return p.fail(t.at, "This expression passes a value on to something other than a function.", true)
		}
		return &node{kind: call, at: step.at, text: step.text, kids: append([]*node{left}, step.kids...)}
	case "(":
		return p.fail(t.at, "This expression calls what is not a function of JSONata.", true)
	}
	if what := beyond[t.text]; what != "" && t.text != "*" && t.text != "/" && t.text != "%" {
		return p.fail(t.at, words.F("This expression %s.", what), true)
	}
	return &node{kind: operator, at: t.at, text: t.text, kids: []*node{left, p.expression(power[t.text])}}
}
