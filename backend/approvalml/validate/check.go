package validate

import (
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/nearest"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Check lists all findings in a document, in no order. The workflow is valid when none of them is an error. It takes time
// linear in the text. Where lines that are not YAML had to be left out, it reports nothing that rests on what is missing.
func Check(doc *model.Document) []diagnostic.Diagnostic {
	c := &checker{tree: doc.Tree, seen: map[visit]bool{}, guesses: maxGuesses}
	c.textProblems()
	if doc.Tree.Root != nil {
		c.document(doc.Tree.Root)
	}
	return c.found
}

// maxGuesses bounds how often the nearest name is searched in one document: beyond that, nobody reads them.
const maxGuesses = 40

// maxFindings bounds what is reported about one document.
const maxFindings = 1000

type checker struct {
	tree    *source.Tree
	found   []diagnostic.Diagnostic
	errors  int // those left out of found as well
	seen    map[visit]bool
	loose   int // above 0: within what the reference parser does not look at, so nothing there is an error
	quiet   bool
	guesses int

	fields   *names // of the form; nil while they cannot be known
	sections *names // of the layout; nil when there is none
	steps    *names
}

// visit remembers what has been checked behind an alias, so that nothing is checked and reported twice.
type visit struct {
	node     *source.Node
	expected *schema.Type
	loose    bool
}

// names is a set that keeps its order.
type names struct {
	has  map[string]bool
	list []string
}

func (n *names) add(name string) {
	if n.has == nil {
		n.has = map[string]bool{}
	}
	if !n.has[name] {
		n.has[name] = true
		n.list = append(n.list, name)
	}
}

// place is a value with the key in front of it; items of lists have none.
type place struct{ key, node *source.Node }

func at(e *source.Entry) place { return place{e.Key, e.Value} }

// finding is what a check says about a place.
type finding struct {
	code    diagnostic.Code
	message words.Text
	hint    words.Text
	fix     *diagnostic.Fix
	absent  bool // rests on something not being there, which says nothing where lines were left out
}

// report adds a finding about a value: its text is underlined, or its key when it is a list or a group.
func (c *checker) report(p place, f finding) {
	if c.wanted(f) {
		c.add(c.spanOf(p), p.node, f)
	}
}

// reportKey adds a finding about a key.
func (c *checker) reportKey(p place, f finding) {
	if c.wanted(f) {
		c.add(c.line(p.key.Span), p.node, f)
	}
}

// wanted tells whether a finding counts here, and counts errors.
func (c *checker) wanted(f finding) bool {
	isError := diagnostic.Find(f.code).Severity == diagnostic.Error
	if f.absent && c.tree.Repaired || isError && c.loose > 0 {
		return false
	}
	if isError {
		c.errors++
	}
	return !c.full() || isError && c.errors == 1 && !c.quiet
}

// full tells that nothing but a first error is reported any more.
func (c *checker) full() bool { return c.quiet || len(c.found) >= maxFindings }

// unseen counts a finding that will not be reported, so that it need not be put into words.
func (c *checker) unseen(code diagnostic.Code) bool {
	isError := diagnostic.Find(code).Severity == diagnostic.Error && c.loose == 0
	if !c.full() || isError && c.errors == 0 && !c.quiet {
		return false
	}
	if isError {
		c.errors++
	}
	return true
}

func (c *checker) add(span source.Span, about *source.Node, f finding) {
	c.found = append(c.found, diagnostic.Diagnostic{
		Code: f.code, Severity: diagnostic.Find(f.code).Severity, Span: span, Path: about.Path(),
		Message: f.message, Hint: f.hint, Fix: f.fix,
	})
}

func (c *checker) spanOf(p place) source.Span {
	written := p.node
	if written.Kind == source.Alias || written.Kind == source.Scalar && written.Span.End > written.Span.Start || p.key == nil {
		return c.line(written.Span)
	}
	return c.line(p.key.Span)
}

// line cuts a span at the end of its first line, and makes it at least one character long where there is one.
func (c *checker) line(s source.Span) source.Span {
	text := c.tree.Text
	line := text.Line(text.LineAt(s.Start))
	s.End = max(s.Start, min(s.End, line.End))
	if s.End > s.Start {
		return s
	}
	if s.Start < line.End {
		return source.Span{Start: s.Start, End: s.Start + len(firstCharacter(text.Slice(source.Span{Start: s.Start, End: line.End})))}
	}
	if s.Start > line.Start {
		before := text.Slice(source.Span{Start: line.Start, End: s.Start})
		return source.Span{Start: s.Start - len(lastCharacter(before)), End: s.Start}
	}
	return s
}

func firstCharacter(text string) string {
	for i := range text {
		if i > 0 {
			return text[:i]
		}
	}
	return text
}

func lastCharacter(text string) string {
	last := 0
	for i := range text {
		last = i
	}
	return text[last:]
}

// meant is the name that was most likely meant, when there is one near enough.
func (c *checker) meant(word string, among []string) (string, bool) {
	if c.guesses == 0 || c.quiet {
		return "", false
	}
	c.guesses--
	return nearest.Of(word, among)
}

// try counts the errors of a check without reporting any.
func (c *checker) try(check func(*checker)) int {
	t := &checker{tree: c.tree, seen: map[visit]bool{}, quiet: true, fields: c.fields, sections: c.sections, steps: c.steps}
	check(t)
	return t.errors
}

// loosely checks what the reference parser does not look at.
func (c *checker) loosely(check func()) {
	c.loose++
	check()
	c.loose--
}

// textProblems turns what is wrong with the text as YAML into findings.
func (c *checker) textProblems() {
	for _, p := range c.tree.Problems {
		code := problemCodes[p.Kind]
		if p.Kind == source.RepeatedKey && c.tree.Repaired {
			continue // the line between the two may be the one that was left out
		}
		var path source.Path
		if p.Span.End > 0 {
			path = c.tree.NodeAt(p.Span.Start).Path()
		}
		d := diagnostic.Diagnostic{
			Code: code, Severity: diagnostic.Find(code).Severity, Span: c.line(p.Span), Path: path, Message: p.Message, Hint: p.Hint,
		}
		if p.Fix != nil {
			d.Fix = &diagnostic.Fix{Title: "Remove it", Edits: p.Fix}
			if len(p.Fix) > 0 && p.Fix[0].Text != "" {
				d.Fix.Title = words.F("Write %s", quote.Short(p.Fix[0].Text))
			}
		}
		c.errors++
		c.found = append(c.found, d)
	}
}

var problemCodes = map[source.ProblemKind]diagnostic.Code{
	source.NotUTF8: diagnostic.NotUTF8, source.TooLarge: diagnostic.TooLarge, source.TooDeep: diagnostic.TooDeep,
	source.TooManyNodes: diagnostic.AliasBomb, source.Syntax: diagnostic.YAMLSyntax, source.NoDocument: diagnostic.NoDocument,
	source.NotAMapping: diagnostic.NotAMapping, source.TwoDocuments: diagnostic.TwoDocuments, source.RepeatedKey: diagnostic.RepeatedKey,
	source.BadTag: diagnostic.BadTag, source.BadAnchor: diagnostic.BadAnchor, source.BadMerge: diagnostic.BadMerge,
	source.BadKey: diagnostic.BadKey, source.BadCharacter: diagnostic.BadCharacter,
}
