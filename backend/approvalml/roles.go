package approvalml

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
)

// Roles gives the roles that approve in a workflow or get its messages, in the order of the text, each once; people who are named by
// an email address or a variable are none.
func Roles(doc *model.Document) []string {
	var roles []string
	seen := map[string]bool{}
	add := func(who string) {
		if who = strings.TrimSpace(who); who != "" && !seen[who] && !strings.ContainsAny(who, "@${}\n") {
			seen[who] = true
			roles = append(roles, who)
		}
	}
	for _, step := range doc.Steps {
		for _, a := range step.Approvers {
			add(a.Who)
		}
		for _, recipient := range step.Node.Get("recipients").Resolve().List() {
			if who, ok := recipient.Resolve().Get("role").Resolve().Text(); ok {
				add(who)
			}
		}
	}
	return roles
}
