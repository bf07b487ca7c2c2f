package approvalml

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// IsWorkflow tells a workflow, finished or not, from other YAML: it has steps, or a form and a name. A text that is no YAML yet is told
// by its lines.
func IsWorkflow(text string) bool {
	d := model.Read(text)
	if len(d.Tree.Problems) > 0 && looksLikeOne(text) {
		return true
	}
	if d.Process == nil {
		return false
	}
	steps := d.Process.Get("workflow").Resolve()
	if steps.Is(source.Mapping) {
		for _, e := range steps.Entries {
			if e.Value.Resolve().Is(source.Mapping) {
				return true
			}
		}
	}
	// Other tools know a key called workflow too, and forms without a name.
	return d.Name != "" && d.Process.Get("form").Resolve().Is(source.Mapping)
}

// looksLikeOne tells whether a text has the keys that a workflow must have, each at the beginning of a line.
func looksLikeOne(text string) bool {
	found := 0
	for _, key := range []string{"name:", "form:", "workflow:"} {
		if strings.HasPrefix(text, key) || strings.Contains(text, "\n"+key) {
			found++
		}
	}
	return found >= 2
}
