package condition_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/condition"
)

func TestCheck(t *testing.T) {
	const (
		field, column, function = condition.UnknownField, condition.UnknownColumn, condition.UnknownFunction
		mismatch, option        = condition.TypeMismatch, condition.UnknownOption
	)
	for _, c := range []struct {
		text          string
		kind          condition.ProblemKind
		place, name   string
		message, hint string
	}{
		{"amuont > 5", field, "amuont", "amuont", "no field", ""},
		{"${form.amuont} > 5", field, "amuont", "amuont", "no field", ""},
		{"sum(items.amont) > 5", column, "amont", "amont", "no column", "items.amount"},
		{"amount.x > 5", column, "x", "x", "no column", "amount alone"},
		{"lenn(name) > 5", function, "lenn", "lenn", "no function", "len?"},
		{"name.upper() == 'A'", function, "name.upper", "name.upper", "no function", "round"},
		{"amount > '1000'", mismatch, "'1000'", "amount", "amount is a number, but it is compared with the text '1000'", "Write 1000 without quotes."},
		{"'1000' < amount", mismatch, "'1000'", "amount", "amount is a number", "Write 1000"},
		{"amount == '1,000'", mismatch, "'1,000'", "amount", "a number", "1000"},
		{"name > 5", mismatch, "5", "name", "name is a text", "'5'"},
		{"flag == 'true'", mismatch, "'true'", "flag", "true or false", "True without quotes"},
		{"flag > 1", mismatch, "flag", "flag", "no order", "flag alone"},
		{"tags == 'x'", mismatch, "'x'", "tags", "a list", "'x' in tags"},
		{"items.amount > 5", mismatch, "5", "items.amount", "a column", "sum(items.amount)"},
		{"amount in ['1', 2]", mismatch, "'1'", "amount", "a number", "Write 1"},
		{"category in 5", mismatch, "5", "", "must be a list", "brackets"},
		{"day > 'tomorrow'", mismatch, "'tomorrow'", "day", "a date", "2026"},
		{"amount > None", mismatch, "amount > None", "", "no order", "== None"},
		{"amount > name", mismatch, "amount > name", "amount", "name, which is a text", "same kind"},
		{"amount + name > 5", mismatch, "amount + name", "", "does not go with", "numbers"},
		{"sum(amount) > 5", mismatch, "amount", "sum", "cannot take amount", "list"},
		{"len() > 5", mismatch, "len()", "len", "takes one value", ""},
		{"level == 'hihg'", option, "'hihg'", "hihg", "not an option of level", "'high'"},
		{"category in ['a', 'x']", option, "'x'", "x", "not an option", "'a', 'b', 'c'"},
		{"'q' in tags", option, "'q'", "q", "not an option of tags", "'x'"},
		{"amount > 5 and amount < 3", condition.AlwaysFalse, "amount > 5 and amount < 3", "", "never", "Change"},
		{"amount > 5 or amount <= 5", condition.AlwaysTrue, "amount > 5 or amount <= 5", "", "always", "default"},
		{"True", condition.AlwaysTrue, "True", "", "always", "default"},
		{"level in ('low', 'high')", condition.AlwaysTrue, "level in ('low', 'high')", "", "always", ""},
	} {
		problems := parsed(t, c.text).Check(form)
		if len(problems) != 1 {
			t.Errorf("%s: %+v", c.text, problems)
			continue
		}
		p := problems[0]
		if p.Kind != c.kind || p.Name != c.name || c.text[p.Span.Start:p.Span.End] != c.place ||
			!strings.Contains(p.Message.String(), c.message) || !strings.Contains(p.Hint.String(), c.hint) {
			t.Errorf("%s: %+v at %q", c.text, p, c.text[p.Span.Start:p.Span.End])
		}
	}
}

func TestCheckFindsNothingToSay(t *testing.T) {
	for _, text := range []string{
		"amount > 5", "amount == None", "amount == ''", "amount != None", "category == 'a' or not category", "'x' in tags",
		"requestor.department == 'it'", "workflow.count > 3", "${system.day} == 1", "day >= '2026-01-31'", "sum(items.amount) > 5",
		"len(name) > 3 and name != ''", "flag == True", "name in ['a', 'b']", "'pen' in items.what", "int(name) > 5", "amount * 2 > days",
	} {
		if problems := parsed(t, text).Check(form); len(problems) > 0 {
			t.Errorf("%s: %+v", text, problems)
		}
	}
}
