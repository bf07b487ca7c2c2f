package analysis

import (
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/nearest"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// maxGuesses is for how many wrong names the nearest right one is looked up: in a document with more of them something
// else is wrong, and each look-up compares with all names.
const maxGuesses = 50

// maxFindings is how many findings are listed: beyond that, nobody reads them.
const maxFindings = 1000

// Check finds the warnings and hints of a document, in no particular order. It takes time linear in the text.
func Check(doc *model.Document) []diagnostic.Diagnostic {
	if doc.Process == nil {
		return nil
	}
	c := &checker{doc: doc, text: doc.Tree.Text, graph: GraphOf(doc), said: map[finding]bool{}}
	c.whole = !doc.Tree.Repaired
	c.learnNames()
	c.checkFlow()
	c.checkOutcomes()
	c.checkSettings()
	c.checkConditions()
	c.checkApprovers()
	c.checkDomains()
	c.checkForm()
	c.checkStepFields()
	c.checkTexts()
	return c.found
}

type checker struct {
	doc   *model.Document
	text  *source.Text
	graph *Graph
	found []diagnostic.Diagnostic
	said  map[finding]bool
	// whole tells that nothing was left out when the text was read, so that what is not there is really missing.
	whole   bool
	guesses int
	names   names
}

// finding is what makes two findings the same: parts that are shared by an anchor are looked at once for each use.
type finding struct {
	code diagnostic.Code
	at   int
}

// add says a finding about the part of the document that node is.
func (c *checker) add(code diagnostic.Code, node *source.Node, span source.Span, message, hint words.Text, fix *diagnostic.Fix) {
	if len(c.found) >= maxFindings {
		return
	}
	span = oneLine(c.text, span)
	key := finding{code, span.Start}
	if c.said[key] {
		return
	}
	c.said[key] = true
	c.found = append(c.found, diagnostic.Diagnostic{
		Code: code, Severity: diagnostic.Find(code).Severity, Span: span, Path: node.Path(),
		Message: message, Hint: hint, Fix: fix,
	})
}

// guess is the name that was most likely meant.
func (c *checker) guess(word string, among []string) (string, bool) {
	if c.guesses >= maxGuesses {
		return "", false
	}
	c.guesses++
	return nearest.Of(word, among)
}
