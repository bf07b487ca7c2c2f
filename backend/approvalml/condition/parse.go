package condition

import "strings"

// Parse understands a condition. Exactly one of its results is nil. It takes any text and never panics; it refuses
// texts of more than 16 KiB and more than 100 levels of brackets, not and minus.
func Parse(text string) (*Expression, *SyntaxError) {
	if len(text) > maxLength {
		return nil, &SyntaxError{
			Span:    Span{maxLength, len(text)},
			Message: "The condition is too long: a condition has at most 16,384 bytes.",
			Hint:    "Spread it over several choices.",
		}
	}
	if strings.TrimSpace(text) == "" {
		return nil, &SyntaxError{
			Span: Span{0, len(text)}, Message: "The condition is empty.", Hint: "Write one, for example amount > 1000.",
		}
	}
	tokens, bad := lex(text)
	if bad != nil {
		return nil, bad
	}
	if len(tokens) == 1 {
		return nil, &SyntaxError{
			Span: Span{0, len(text)}, Message: "The condition is only a comment.", Hint: "Write one, for example amount > 1000.",
		}
	}
	p := &parser{text: text, tokens: tokens}
	root := p.either()
	if p.bad == nil && p.peek().kind != tokenEnd {
		p.bad = p.surplus()
	}
	if p.bad != nil {
		return nil, p.bad
	}
	return &Expression{text: text, root: root, names: p.names}, nil
}

// parser goes over the tokens once. After the first mistake, bad is set and all its methods return nil.
type parser struct {
	text   string
	tokens []token
	at     int
	depth  int
	names  []Name
	bad    *SyntaxError
}

func (p *parser) peek() token { return p.tokens[p.at] }

// before is the token before the current one; its span is empty at the beginning.
func (p *parser) before() token {
	if p.at == 0 {
		return token{}
	}
	return p.tokens[p.at-1]
}

func (p *parser) take(kind tokenKind, text string) bool {
	if !p.peek().is(kind, text) {
		return false
	}
	p.at++
	return true
}

func (p *parser) fail(bad *SyntaxError) *node {
	if p.bad == nil {
		p.bad = bad
	}
	return nil
}

// deeper counts a level of nesting; the caller takes it back by p.depth--.
func (p *parser) deeper(span Span) bool {
	p.depth++
	if p.depth > maxNesting {
		p.fail(tooDeep(span))
		return false
	}
	return true
}

func (p *parser) either() *node { return p.joined(orNode, "or", p.both) }

func (p *parser) both() *node { return p.joined(andNode, "and", p.negation) }

func (p *parser) joined(kind nodeKind, word string, part func() *node) *node {
	first := part()
	if p.bad != nil || !p.peek().is(tokenWord, word) {
		return first
	}
	kids := []*node{first}
	for p.take(tokenWord, word) {
		if kids = append(kids, part()); p.bad != nil {
			return nil
		}
	}
	return &node{kind: kind, span: first.span.to(kids[len(kids)-1].span), kids: kids}
}

func (p *parser) negation() *node {
	word := p.peek()
	if !p.take(tokenWord, "not") {
		return p.comparison()
	}
	if !p.deeper(word.span) {
		return nil
	}
	kid := p.negation()
	p.depth--
	if p.bad != nil {
		return nil
	}
	return &node{kind: notNode, span: word.span.to(kid.span), kids: []*node{kid}}
}

func (p *parser) comparison() *node {
	return p.chain(compareNode, p.comparator, p.sum)
}

var comparisons = map[string]bool{"==": true, "!=": true, "<": true, "<=": true, ">": true, ">=": true}

// comparator takes a comparison, if one stands here.
func (p *parser) comparator() string {
	t := p.peek()
	switch {
	case t.kind == tokenMark && comparisons[t.text]:
		p.at++
		return t.text
	case p.take(tokenWord, "in"):
		return "in"
	case t.is(tokenWord, "not") && p.tokens[p.at+1].is(tokenWord, "in"):
		p.at += 2
		return "not in"
	}
	return ""
}

func (p *parser) mark(marks ...string) func() string {
	return func() string {
		for _, mark := range marks {
			if p.take(tokenMark, mark) {
				return mark
			}
		}
		return ""
	}
}

func (p *parser) sum() *node {
	return p.chain(sumNode, p.mark("+", "-"), p.product)
}

func (p *parser) product() *node {
	return p.chain(productNode, p.mark("*", "/", "%"), p.signed)
}

func (p *parser) chain(kind nodeKind, operator func() string, part func() *node) *node {
	first := part()
	if p.bad != nil {
		return nil
	}
	kids := []*node{first}
	var operators []string
	for {
		found := operator()
		if found == "" {
			break
		}
		operators = append(operators, found)
		if kids = append(kids, part()); p.bad != nil {
			return nil
		}
	}
	if len(kids) == 1 {
		return first
	}
	return &node{kind: kind, span: first.span.to(kids[len(kids)-1].span), kids: kids, operators: operators}
}

func (p *parser) signed() *node {
	minus := p.peek()
	if !p.take(tokenMark, "-") {
		return p.operand()
	}
	if !p.deeper(minus.span) {
		return nil
	}
	kid := p.signed()
	p.depth--
	if p.bad != nil {
		return nil
	}
	span := minus.span.to(kid.span)
	if kid.kind == constantNode {
		switch n := kid.value.(type) {
		case int64:
			return &node{kind: constantNode, span: span, value: -n}
		case float64:
			return &node{kind: constantNode, span: span, value: -n}
		}
	}
	return &node{kind: minusNode, span: span, kids: []*node{kid}}
}

func (p *parser) operand() *node {
	t := p.peek()
	switch t.kind {
	case tokenNumber:
		p.at++
		return &node{kind: constantNode, span: t.span, value: t.value}
	case tokenText:
		return p.texts()
	case tokenName:
		p.at++
		if p.peek().is(tokenMark, "(") {
			return p.call(t)
		}
		p.names = append(p.names, *t.name)
		return &node{kind: nameNode, span: t.span, name: t.name}
	case tokenWord:
		switch t.text {
		case "True", "False":
			p.at++
			return &node{kind: constantNode, span: t.span, value: t.text == "True"}
		case "None":
			p.at++
			return &node{kind: constantNode, span: t.span}
		}
	case tokenMark:
		switch t.text {
		case "(":
			return p.group(t)
		case "[":
			p.at++
			kids, end := p.values("]", t.span)
			if p.bad != nil {
				return nil
			}
			return &node{kind: listNode, span: t.span.to(end), kids: kids}
		}
	case tokenEnd:
	}
	return p.fail(p.missing())
}

// texts reads one text, or several that stand side by side, which are one in Python.
func (p *parser) texts() *node {
	first := p.peek()
	span, pieces := first.span, []piece(nil)
	var plain strings.Builder
	for t := first; t.kind == tokenText; t = p.peek() {
		for _, part := range t.pieces {
			if part.name == nil {
				plain.WriteString(part.text)
				continue
			}
			if plain.Len() > 0 {
				pieces = append(pieces, piece{text: plain.String()})
				plain.Reset()
			}
			pieces = append(pieces, part)
			p.names = append(p.names, *part.name)
		}
		span = first.span.to(t.span)
		p.at++
	}
	if pieces == nil {
		return &node{kind: constantNode, span: span, value: plain.String()}
	}
	if plain.Len() > 0 {
		pieces = append(pieces, piece{text: plain.String()})
	}
	return &node{kind: textNode, span: span, pieces: pieces}
}

// group reads parentheses: around a part of the condition, or a list whose values never change.
func (p *parser) group(opened token) *node {
	p.at++
	if p.take(tokenMark, ")") {
		return &node{kind: tupleNode, span: opened.span.to(p.before().span)}
	}
	if !p.deeper(opened.span) {
		return nil
	}
	first := p.either()
	p.depth--
	if p.bad != nil {
		return nil
	}
	if p.take(tokenMark, ")") {
		whole := *first
		whole.span = opened.span.to(p.before().span)
		return &whole
	}
	if !p.take(tokenMark, ",") {
		return p.fail(p.surplus())
	}
	rest, end := p.values(")", opened.span)
	if p.bad != nil {
		return nil
	}
	return &node{kind: tupleNode, span: opened.span.to(end), kids: append([]*node{first}, rest...)}
}

// values reads values separated by commas up to the bracket, and gives the bracket's place.
func (p *parser) values(bracket string, opened Span) ([]*node, Span) {
	if !p.deeper(opened) {
		return nil, Span{}
	}
	defer func() { p.depth-- }()
	var kids []*node
	for !p.take(tokenMark, bracket) {
		if kids = append(kids, p.either()); p.bad != nil {
			return nil, Span{}
		}
		if !p.peek().is(tokenMark, bracket) && !p.take(tokenMark, ",") {
			p.fail(p.surplus())
			return nil, Span{}
		}
	}
	return kids, p.before().span
}

func (p *parser) call(function token) *node {
	opened := p.peek()
	p.at++
	kids, end := p.values(")", opened.span)
	if p.bad != nil {
		return nil
	}
	name := function.name.String()
	if function.name.Form {
		name = "form." + name
	}
	return &node{kind: callNode, span: function.span.to(end), text: name, nameSpan: function.span, kids: kids}
}
