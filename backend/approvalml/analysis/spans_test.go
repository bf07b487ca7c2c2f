package analysis_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/source"
)

const around = `name: Purchase
form:
  fields:
    - {name: amount, type: number, label: Amount}
    - {name: category, type: select, label: Category, options: [travel, it's new]}
workflow:
  route:
    name: Route
    type: conditional_split
    choices:
      - conditions: CONDITION
        continue_to: done
    default:
      continue_to: done
  done:
    name: Done
    type: end
`

func TestSpansInAllStylesOfScalars(t *testing.T) {
	for name, c := range map[string]struct{ written, underlined, mended string }{
		"plain":                      {`amuont > 5`, "amuont", "amount > 5"},
		"plain on two lines":         {"category == 'travel'\n          and amuont > 5", "amuont", "category == 'travel'\n          and amount > 5"},
		"single quotes":              {`'category == ''travell'' and amount > 5'`, "travell", `'category == ''travel'' and amount > 5'`},
		"single quotes on two lines": {"'(amount > 5\n          and\n\n          category == ''travell'')'", "travell", "'(amount > 5\n          and\n\n          category == ''travel'')'"},
		"double quotes":              {`"category == \"travell\" and amount > 5"`, "travell", `"category == \"travel\" and amount > 5"`},
		"escapes before it":          {`"category != \"it's \u006eew\" \x26\x26 amount > 5"`, `\x26\x26`, `"category != \"it's \u006eew\" and amount > 5"`},
		"escaped tab":                {`"amount\t> 5 and\tamuont < 9"`, "amuont", `"amount\t> 5 and\tamount < 9"`},
		"escaped line break":         {"\"amount > 5 and \\\n          amuont < 9\"", "amuont", "\"amount > 5 and \\\n          amount < 9\""},
		"escapes in it":              {`"am\u0075ont > 5"`, `am\u0075ont`, `"amount > 5"`},
		"literal":                    {"|\n          (amount > 5\n          and amuont < 9)", "amuont", "|\n          (amount > 5\n          and amount < 9)"},
		"folded":                     {">-\n          amount > 5\n          and amuont < 9\n", "amuont", ">-\n          amount > 5\n          and amount < 9\n"},
		"folded with deeper lines":   {">\n          (amount > 5 and\n            amuont < 9\n\n          and amount > 7)", "amuont", ">\n          (amount > 5 and\n            amount < 9\n\n          and amount > 7)"},
		"anchor":                     {"&large amuont > 5", "amuont", "&large amount > 5"},
		"a number in quotes":         {`"amount > '5'"`, `'5'`, `"amount > 5"`},
		"a single equals sign":       {`amount = 5`, `=`, `amount == 5`},
		"signs without spaces":       {`amount>5&&amount<9||amount=3`, `&&`, `amount>5 and amount<9 or amount==3`},
		"letters of many bytes":      {`category != 'größe' and amuont > 5`, "größe", ""},
	} {
		for _, ending := range []string{"\n", "\r\n"} {
			text := strings.ReplaceAll(strings.Replace(around, "CONDITION", c.written, 1), "\n", ending)
			found := check(text)
			if len(found) == 0 {
				t.Errorf("%s: nothing was found", name)
				continue
			}
			d := found[0]
			if got := text[d.Span.Start:d.Span.End]; strings.Trim(got, "'") != strings.Trim(c.underlined, "'") && got != c.underlined {
				t.Errorf("%s: %s underlines %q, want %q", name, d.Code, got, c.underlined)
			}
			if c.mended == "" {
				continue
			}
			if d.Fix == nil {
				t.Errorf("%s: %s has no fix", name, d.Code)
				continue
			}
			want := strings.ReplaceAll(strings.Replace(around, "CONDITION", c.mended, 1), "\n", ending)
			if got := source.Apply(text, d.Fix.Edits...); got != want {
				t.Errorf("%s: the fix makes\n%s\nwant\n%s", name, got, want)
			} else if found := check(got); len(found) > 0 {
				t.Errorf("%s: the fix leaves %+v", name, found)
			}
		}
	}
}

func TestAConditionAcrossLinesIsUnderlinedOnItsFirst(t *testing.T) {
	text := strings.Replace(around, "CONDITION", "|\n          (amount > 5 and\n          amount < 3)", 1)
	found := check(text)
	if len(found) != 1 || found[0].Code != diagnostic.ConditionNeverTrue {
		t.Fatalf("found %+v", found)
	}
	if got := text[found[0].Span.Start:found[0].Span.End]; got != "(amount > 5 and" {
		t.Errorf("underlined %q", got)
	}
}

func TestVariablesInTextsAreFoundToTheByte(t *testing.T) {
	text := `name: P
form: {fields: [{name: amount, type: number, label: A}, {name: receipt, type: file_upload, label: R}]}
workflow:
  tell:
    name: Tell
    type: notification
    recipients: [{role: buyers}]
    notification:
      message:
        subject: "\u00dcber ${form.amuont}"
        body: |
          Beträge: ${form.amount}, ${form.receipt_url}

          and ${form.amuont.x}, ${instance.id} ${form.
    on_complete: {end_workflow: true}
`
	found := check(text)
	if len(found) != 2 {
		t.Fatalf("found %+v", found)
	}
	for _, d := range found {
		if d.Code != diagnostic.UnknownFieldInText || text[d.Span.Start:d.Span.End] != "amuont" {
			t.Errorf("%s underlines %q", d.Code, text[d.Span.Start:d.Span.End])
		}
		text := source.Apply(text, d.Fix.Edits...)
		if len(check(text)) != 1 {
			t.Errorf("the fix leaves %+v", check(text))
		}
	}
}
