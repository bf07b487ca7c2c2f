package analysis

import (
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// checkDomains finds approvers whose address is of another domain than more than half of the addresses in the workflow,
// two different ones at least. People who are marked as external are meant so.
func (c *checker) checkDomains() {
	counted := map[string]bool{}
	count := map[string]int{}
	see := func(address string) {
		address = strings.ToLower(strings.TrimSpace(address))
		if domain := domainOf(address); domain != "" && !counted[address] {
			counted[address] = true
			count[domain]++
		}
	}
	for _, step := range c.doc.Steps {
		for _, a := range step.Approvers {
			if !isExternal(a) {
				see(a.Who)
			}
		}
		for _, r := range step.Node.Get("recipients").List() {
			text, _ := r.Get("email").Text()
			see(text)
		}
	}
	usual := ""
	for domain, n := range count {
		if n >= 2 && 2*n > len(counted) {
			usual = domain
		}
	}
	if usual == "" {
		return
	}
	for _, step := range c.doc.Steps {
		for _, a := range step.Approvers {
			domain := domainOf(strings.ToLower(strings.TrimSpace(a.Who)))
			if domain == "" || domain == usual || isExternal(a) || strings.HasSuffix(domain, "."+usual) {
				continue
			}
			node := nameNode(a)
			c.add(diagnostic.ApproverOutsideDomain, node, node.Span,
				words.F("This address is of %s, while most are of %s.", domain, usual),
				"Correct the address, or name the person with employee_type: external.", nil)
		}
	}
}

// isExternal tells whether a person is from outside: details without an employee_type are those of one.
func isExternal(a model.Approver) bool {
	if !a.Node.Is(source.Mapping) {
		return false
	}
	kind, _ := a.Node.Get("employee_type").Text()
	return kind != "internal"
}

func domainOf(address string) string {
	name, domain, ok := strings.Cut(address, "@")
	if !ok || name == "" || !strings.Contains(domain, ".") || strings.ContainsAny(address, "${} \t\n") || strings.Contains(domain, "@") {
		return ""
	}
	return domain
}
