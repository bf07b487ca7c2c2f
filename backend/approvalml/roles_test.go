package approvalml_test

import (
	"slices"
	"testing"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/model"
)

func TestRolesAreThoseThatDecideOrAreTold(t *testing.T) {
	doc := model.Read(`name: X
workflow:
  a: {name: A, type: decision, approver: "${requestor.manager}"}
  b: {name: B, type: decision, approver: finance_team}
  c:
    name: C
    type: parallel_approval
    approvers: [{role: cfo}, {approver: finance_team}, {approver: boss@example.com}, {dynamic_approver: "${form.who}"}]
  d: {name: D, type: notification, recipients: [{role: hr_office}, {email: a@example.com}, {role: ~}]}
  e:
`)
	if got, want := approvalml.Roles(doc), []string{"finance_team", "cfo", "hr_office"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
