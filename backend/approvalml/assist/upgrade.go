package assist

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// Upgrade gives the edits of all fixes for deprecated words at once, in the order of the text. Of fixes that overlap, the
// first in the text is made: the other is found again afterwards.
func Upgrade(doc *model.Document, found []diagnostic.Diagnostic) []source.Edit {
	var fixes [][]source.Edit
	for _, d := range found {
		if d.Fix != nil && len(d.Fix.Edits) > 0 && strings.HasPrefix(string(d.Code), "deprecated-") {
			fixes = append(fixes, inOrder(d.Fix.Edits))
		}
	}
	slices.SortStableFunc(fixes, func(a, b []source.Edit) int { return a[0].Span.Start - b[0].Span.Start })
	var made []source.Edit
	for _, fix := range fixes {
		if fits(made, fix, doc.Tree.Text.Len()) {
			made = inOrder(append(made, fix...))
		}
	}
	return made
}

func inOrder(edits []source.Edit) []source.Edit {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b source.Edit) int { return a.Span.Start - b.Span.Start })
	return sorted
}

// fits tells whether a whole fix can be made with those that are made already.
func fits(made, fix []source.Edit, length int) bool {
	for _, e := range fix {
		if e.Span.Start < 0 || e.Span.End > length {
			return false
		}
		for _, other := range made {
			if e == other || e.Span.Start < other.Span.End && other.Span.Start < e.Span.End || e.Span.Start == other.Span.Start {
				return false
			}
		}
	}
	return true
}
