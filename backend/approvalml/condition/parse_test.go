package condition_test

import (
	"reflect"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/condition"
)

func TestWhatIsACondition(t *testing.T) {
	for _, text := range []string{
		"amount > 1000", "total_days >= 5", "leave_type == 'unpaid'", `grand_total > 25000 or urgency == "critical"`,
		"${form.years_of_experience} >= 3", "${ai.recommendation} == 'excellent' OR ${ai.recommendation} == 'good'",
		"${invoice.number} != null AND ${invoice.total} > 0", "category in ['equipment', 'software']",
		"'urgent' in tags", "(urgency == 'high' or priority >= 4) and amount > 10000", "not (a or b)", "NOT a AND TRUE",
		"1 < x <= 5", "x not in (1, 2,)", "x NOT IN [1]", "x == -5", "x > 1_000 or x < 1e3 or x < .5 or x == 0x1F", "()",
		"sum(items.amount) > 10", `name == 'it\'s' "joined"`, "r'\\d' == name", "'''three\nquotes''' == name", "a == 1 # why",
		"  a\n", "(a\nor b)", "größe > 1", "true", "form.amount > 1", "'${form.a}' == 'b'", "a-1 > 2",
	} {
		if _, bad := condition.Parse(text); bad != nil {
			t.Errorf("%q: %v at %v", text, bad, bad.Span)
		}
	}
}

func TestWhatIsNoConditionAndWhy(t *testing.T) {
	for _, c := range []struct{ text, place, message, hint string }{
		{"amount = 5", "=", "single =", "=="},
		{"a && b", "&&", "join", "and"},
		{"a || b", "||", "join", "or"},
		{"!a", "!", "negate", "not"},
		{"a <> b", "<>", "comparison", "!="},
		{"a => 5", "=>", "comparison", ">="},
		{"a === 5", "===", "equals", "=="},
		{"a == 'x", "'", "never closed", "Add '"},
		{"(a == 1", "(", "never closed", "Add )"},
		{"a in ['x'", "[", "never closed", "Add ]"},
		{"a == 1)", ")", "closes nothing", "Delete"},
		{"(a]", "]", "closed by ]", "Write )"},
		{"day > 2026-01-31", "2026-01-31", "date", "'2026-01-31'"},
		{"day > 2026-10-11", "2026-10-11", "date", "'2026-10-11'"},
		{"day > 31/12/2026", "31/12/2026", "date", "'31/12/2026'"},
		{"city == New York", "New York", "several words", "'New York'"},
		{"amount > 1,000", "1,000", "comma", "1000"},
		{"amount > 1 000", "1 000", "spaces", "1000"},
		{"amount > 1000€", "€", "", "alone"},
		{"amount > 5k", "5k", "neither", "alone"},
		{"amount > 007", "007", "zero", "Write 7"},
		{"amount is 5", "is", "does not compare", "=="},
		{"amount > 5 if b", "if", "no if", "choices"},
		{"amount >", ">", "ends", "number"},
		{"and a", "and", "no value", "name"},
		{"a == == b", "==", "no value", "name"},
		{"${amount} > 5", "${amount}", "root", "${form.amount}"},
		{"${form.a > 5", "${", "never closed", "}"},
		{"a == ‘x’", "‘", "typographic", "'"},
		{"name contains 'x'", "contains", "not an operator", "Use in"},
		{"a > 1\nand b", "a", "new line", "one line"},
		{"items[0] > 1", "[", "taken out", "Use in"},
		{"a == +5", "+", "plus", "Leave"},
		{"a ** 2 > 1", "**", "Powers", "number"},
		{"class == 'x'", "class", "meaning of its own", "${form.class}"},
		{"a in {'x'}", "{", "Braces", "["},
		{"b'x' == a", "b", "letters", "quotes"},
		{`a == '\u12'`, `\u`, "hexadecimal", "character"},
		{"items. > 1", ".", "follow", "items.amount"},
		{"", "", "empty", "amount"},
		{" \n", " \n", "empty", "amount"},
		{strings.Repeat("(", 101) + "a" + strings.Repeat(")", 101), "(", "deeply", "fewer"},
		{strings.Repeat("not ", 101) + "a", "not", "deeply", "fewer"},
		{strings.Repeat("a or ", 4000) + "a", strings.Repeat("a or ", 4000)[16<<10:] + "a", "too long", "several"},
	} {
		expression, bad := condition.Parse(c.text)
		if bad == nil || expression != nil {
			t.Errorf("%q is understood", c.text)
			continue
		}
		if got := c.text[bad.Span.Start:bad.Span.End]; got != c.place && c.text != "a > 1\nand b" {
			t.Errorf("%q: place %q, want %q", c.text, got, c.place)
		}
		if !strings.Contains(bad.Message.String(), c.message) || !strings.Contains(bad.Hint.String(), c.hint) {
			t.Errorf("%q: %q %q", c.text, bad.Message, bad.Hint)
		}
	}
}

func TestNamesKnowTheirPlaces(t *testing.T) {
	text := "${form.amount} > sum(items.price) and form.days < 3 or ${requestor.manager} == 'x${form.y}' or len"
	var got []string
	for _, name := range parsed(t, text).Names() {
		mark := ""
		if name.Form {
			mark = "!"
		}
		got = append(got, mark+text[name.Span.Start:name.Span.End]+"="+strings.Join(name.Path, "/"))
	}
	want := []string{"!amount=amount", "items.price=items/price", "!days=days", "requestor.manager=requestor/manager", "!y=y", "len=len"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
