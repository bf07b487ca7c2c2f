package approvalml

import (
	"fmt"
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/approvalml/validate"
)

// Report is what is known of a text.
type Report struct {
	Document *model.Document
	// Diagnostics are all findings, in the order of the text.
	Diagnostics []diagnostic.Diagnostic
}

// Check reads a text, whatever it is, and finds what is wrong with it. It never panics and takes time linear in the text.
func Check(text string) Report {
	r := Report{Document: model.Read(text)}
	r.Diagnostics = append(validate.Check(r.Document), analysis.Check(r.Document)...)
	diagnostic.Sort(r.Diagnostics)
	return r
}

// Valid tells whether a runtime takes the workflow.
func (r Report) Valid() bool { return r.Count(diagnostic.Error) == 0 }

// Count is the number of findings of a severity.
func (r Report) Count(severity diagnostic.Severity) int {
	n := 0
	for _, d := range r.Diagnostics {
		if d.Severity == severity {
			n++
		}
	}
	return n
}

// YAMLError says where and why the text is not the YAML of a workflow; empty when it is.
func (r Report) YAMLError() string {
	tree := r.Document.Tree
	if len(tree.Problems) == 0 {
		return ""
	}
	p := tree.Problems[0]
	at := tree.Text.Position(p.Span.Start)
	return fmt.Sprintf("line %d, column %d: %s", at.Line, at.Column, p.Message)
}

// TemplateVariables lists what stands between ${ and } anywhere in the workflow, each once, sorted.
func (r Report) TemplateVariables() []string {
	found := map[string]bool{}
	if r.Document.Process != nil {
		collectVariables(r.Document.Process, found)
	}
	list := make([]string, 0, len(found))
	for name := range found {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func collectVariables(n *source.Node, found map[string]bool) {
	for rest := n.Value; n.Kind == source.Scalar; {
		_, after, ok := strings.Cut(rest, "${")
		name, behind, closed := strings.Cut(after, "}")
		if !ok || !closed {
			break
		}
		if name != "" {
			found[name] = true
		}
		rest = behind
	}
	for _, e := range n.Entries {
		collectVariables(e.Value, found)
	}
	for _, item := range n.Items {
		collectVariables(item, found)
	}
}
