package assist_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/model"
)

func TestHoverExplains(t *testing.T) {
	rest := `    choices:
      - conditions: 'amount > 5 and items.price < 3 and kind == "it"'
        continue_to: "first"
    strategy: any_one
    view_sections: [request]
    approval_strategy: all
    dynamic: "é ${form.amount}"
  old:
    type: approval
    approver: ${requestor.manager}
`
	for _, test := range []struct {
		name, at string // a part of the text that is there once; the caret stands where the | is
		title    string
		says     []string
		span     string
	}{
		{"a step where it is named", `"fir|st"`, "step first", []string{"First look", "One person decides", "cfo@example.com"}, "first"},
		{"a step where it begins", "  fir|st:", "step first", []string{"First look"}, "first"},
		{"a field in a condition", "'am|ount > 5", "field amount", []string{"Amount", "currency", "An amount of money"}, "amount"},
		{"a field with choices", "and ki|nd ==", "field kind", []string{"it, travel, it's"}, "kind"},
		{"a column", "items.pri|ce <", "column price of items", []string{"Price", "currency"}, "price"},
		{"a field in a template", "é ${form.am|ount", "field amount", []string{"Amount"}, "amount"},
		{"a section", "view_sections: [re|quest]", "section request", []string{"Your request", "amount, kind"}, "request"},
		{"a key", "stra|tegy: any_one", "strategy", []string{"How many must agree", "all, any_one, majority", "parallel_approval"}, "strategy"},
		{"a deprecated key", "approval_stra|tegy: all", "approval_strategy", []string{"write strategy instead"}, "approval_strategy"},
		{"a word", "any|_one", "any_one", []string{"One is enough"}, "any_one"},
		{"a deprecated word", "type: appr|oval\n", "approval", []string{"write decision instead"}, "approval"},
		{"a variable", "${requestor.man|ager}", "${requestor.manager}", []string{"The manager"}, "${requestor.manager}"},
		{"a required key", "work|flow:\n  first", "workflow", []string{"It must be there"}, "workflow"},
	} {
		for _, eol := range []string{"\n", "\r\n"} {
			t.Run(test.name, func(t *testing.T) {
				text := strings.ReplaceAll(sample+rest, "\n", eol)
				mark := strings.IndexByte(test.at, '|')
				part := strings.ReplaceAll(strings.Replace(test.at, "|", "", 1), "\n", eol)
				if strings.Count(text, part) != 1 {
					t.Fatalf("%q is there %d times", part, strings.Count(text, part))
				}
				info := assist.Hover(model.Read(text), strings.Index(text, part)+mark)
				if info == nil {
					t.Fatal("nothing is said")
				}
				if info.Title.String() != test.title || text[info.Span.Start:info.Span.End] != test.span {
					t.Errorf("got %q at %q", info.Title, text[info.Span.Start:info.Span.End])
				}
				for _, words := range test.says {
					if !strings.Contains(info.Body.String(), words) {
						t.Errorf("%q does not say %q", info.Body, words)
					}
				}
			})
		}
	}
}

func TestHoverIsSilentWhereNothingIsKnown(t *testing.T) {
	for _, marked := range []string{"", "|", "name: Some wo|rds", "# com|ment\nname: x", "na|me", "other: { a|: b }", "- na|me: x", "approval_pro|cess:\n  name: x", "a: [|"} {
		text, offset := marked, 0
		if marked != "" {
			text, offset = caret(marked)
		}
		if info := assist.Hover(model.Read(text), offset); info != nil {
			t.Errorf("%q: %+v", marked, info)
		}
	}
}
