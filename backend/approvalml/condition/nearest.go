package condition

import "workflow-designer/backend/approvalml/nearest"

// nearestTo is the candidate that was probably meant; empty when none is near.
func nearestTo(name string, candidates []string) string {
	word, _ := nearest.Of(name, candidates)
	return word
}
