package templates

import "workflow-designer/backend/words"

// about says what the templates are called and what each does, by id.
var about = map[string]struct{ name, description words.Text }{
	"purchase_request": {
		"Purchase request",
		"Buys goods or services; the higher the total, the higher the decision.",
	},
	"expense_approval": {
		"Expense approval",
		"Pays back what an employee spent; finance looks at large or unproven sums.",
	},
	"leave_request": {
		"Leave request",
		"Takes days off, with a stand-in; long or special leave goes to human resources.",
	},
	"it_equipment": {
		"IT equipment request",
		"Orders hardware or software; exceptions go to a board that decides by majority.",
	},
	"contract_review": {
		"Contract review",
		"Legal, finance and security read a contract at the same time, then it is signed.",
	},
	"invoice_approval": {
		"Invoice approval",
		"Checks a supplier's invoice against what was received before it is paid.",
	},
	"travel_request": {
		"Travel request",
		"Approves a business trip before it is booked; trips abroad need a briefing.",
	},
	"employee_onboarding": {
		"Employee onboarding",
		"Prepares everything for a first day, with IT, facilities and payroll at work in parallel.",
	},
}
