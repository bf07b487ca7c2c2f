package change_test

import (
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/model"
)

const small = `# Days off
name: Leave request
description: Time away
form:
  layout:
    sections:
      - id: basics
        title: Basics
        grid:
          - [days, kind]
      - id: more
        title: More
        grid:
          - [reason]
  fields:
    - name: days
      type: number
      label: Days
      required: true
      validation:
        min: 1
    - name: kind
      type: select
      label: Kind
      options:
        - { value: paid, label: Paid }
        - { value: unpaid, label: Unpaid }
    - name: reason
      type: textarea
      label: Reason
    - name: items
      type: line_items
      label: Items
      item_fields:
        - name: price
          type: currency
          label: Price
        - name: total
          type: currency
          label: Total
          formula: price * 2
workflow:
  review:
    name: Manager review
    type: decision
    approver: ann@example.com # for now
    timeout: 2_days
    view_sections: [basics]
    on_approve:
      continue_to: amount
    on_reject:
      continue_to: done
  # Long leaves need more.
  amount:
    name: Amount
    type: conditional_split
    choices:
      - conditions: days > 10
        continue_to: board
      - conditions: kind == 'unpaid'
        continue_to: done
    default:
      continue_to: done
  board:
    name: Board
    type: parallel_approval
    strategy: all
    approvers:
      - role: chair
      - role: secretary
    on_approve:
      continue_to: done
    on_reject:
      end_workflow: true
  done:
    name: Done
    type: end
    notify_requestor: Finished.
settings:
  audit:
    enabled: false
`

// with is the small document with one text in place of another.
func with(t testing.TB, replace ...string) string {
	t.Helper()
	text := small
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("%q is not in the document", replace[i])
		}
		text = strings.Replace(text, replace[i], replace[i+1], 1)
	}
	return text
}

func wordsOf(changes []change.Change) []string {
	var words []string
	for _, c := range changes {
		words = append(words, c.Words.String())
	}
	return words
}

func TestEachChangeIsSaidOnceInWords(t *testing.T) {
	for name, c := range map[string]struct {
		replace []string
		want    []string
	}{
		"nothing":   {nil, nil},
		"a comment": {[]string{"# for now", "# until May"}, []string{"Comments or formatting changed"}},
		"quotes":    {[]string{"name: Board", "name: 'Board'"}, []string{"Comments or formatting changed"}},
		"order of keys": {
			[]string{"    name: Board\n    type: parallel_approval\n", "    type: parallel_approval\n    name: Board\n"},
			[]string{"Comments or formatting changed"},
		},
		"name":        {[]string{"name: Leave request", "name: Holiday"}, []string{"Name of the workflow changed from Leave request to Holiday"}},
		"setting":     {[]string{"enabled: false", "enabled: true"}, []string{"Settings.audit.enabled changed from false to true"}},
		"approver":    {[]string{"ann@example.com", "bob@example.com"}, []string{"Approver of Manager review changed from ann@example.com to bob@example.com"}},
		"timeout":     {[]string{"2_days", "3_days"}, []string{"Timeout of Manager review changed from 2_days to 3_days"}},
		"no timeout":  {[]string{"    timeout: 2_days\n", ""}, []string{"Timeout of Manager review removed (it was 2_days)"}},
		"way":         {[]string{"continue_to: amount", "continue_to: done"}, []string{"On approve, Manager review now goes to Done instead of Amount"}},
		"end":         {[]string{"continue_to: amount", "end_workflow: true"}, []string{"On approve, Manager review now ends the workflow instead of Amount"}},
		"condition":   {[]string{"days > 10", "days > 20"}, []string{"Condition of choice 1 of Amount changed from days > 10 to days > 20"}},
		"choice way":  {[]string{"continue_to: board", "continue_to: review"}, []string{"Choice 1 of Amount now goes to Manager review instead of Board"}},
		"default":     {[]string{"default:\n      continue_to: done", "default:\n      continue_to: board"}, []string{"Otherwise, Amount now goes to Board instead of Done"}},
		"new way":     {[]string{"    on_reject:\n      end", "    on_timeout:\n      continue_to: done\n    on_reject:\n      end"}, []string{"On timeout, Board now goes to Done"}},
		"co-approver": {[]string{"      - role: secretary\n", "      - role: secretary\n      - role: treasurer\n"}, []string{"Approver treasurer added to Board"}},
		"strategy":    {[]string{"strategy: all", "strategy: majority"}, []string{"Strategy of Board changed from all to majority"}},
		"section":     {[]string{"view_sections: [basics]", "view_sections: [basics, more]"}, []string{"more added to the sections to see of Manager review"}},
		"required":    {[]string{"      required: true\n", ""}, []string{"Field Days is no longer required"}},
		"label":       {[]string{"label: Days", "label: Number of days"}, []string{"Label of field days changed from Days to Number of days"}},
		"bound":       {[]string{"min: 1", "min: 2"}, []string{"Smallest value of field Days changed from 1 to 2"}},
		"option":      {[]string{"        - { value: unpaid, label: Unpaid }\n", ""}, []string{"Option Unpaid removed from field Kind"}},
		"column":      {[]string{"price * 2", "price * 3"}, []string{"Formula of column Total of field Items changed from price * 2 to price * 3"}},
		"layout": {
			[]string{"[days, kind]", "[days]", "[reason]", "[reason, kind]"},
			[]string{"Field Kind moved from section Basics to section More"},
		},
		"step": {
			[]string{"  done:\n", "  archive:\n    name: Archive\n    type: end\n  done:\n"},
			[]string{"Step Archive added"},
		},
		"step renamed": {
			[]string{"  review:", "  manager_review:"}, []string{"Step review renamed to manager_review"},
		},
		"step renamed with those that name it": {
			[]string{"  board:", "  directors:", "continue_to: board", "continue_to: directors"}, []string{"Step board renamed to directors"},
		},
		"field renamed with those that name it": {
			[]string{"[days, kind]", "[length, kind]", "name: days", "name: length", "days > 10", "length > 10"}, []string{"Field days renamed to length"},
		},
		"column renamed": {
			[]string{"name: price", "name: cost", "price * 2", "cost * 2"}, []string{"Column price renamed to cost"},
		},
		"start": {
			[]string{"workflow:\n", "workflow:\n  check:\n    name: Check\n    type: automatic\n"},
			[]string{"Step Check added", "A request now begins with Check instead of Manager review"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			before, after := model.Read(small), model.Read(with(t, c.replace...))
			got := change.List(before, after)
			if !slices.Equal(wordsOf(got), c.want) {
				t.Errorf("got  %q\nwant %q", wordsOf(got), c.want)
			}
			for _, g := range got {
				if g.Span.Start < 0 || g.Span.End > len(after.Text()) || g.Span.Start > g.Span.End ||
					g.BeforeSpan.Start < 0 || g.BeforeSpan.End > len(before.Text()) || g.BeforeSpan.Start > g.BeforeSpan.End {
					t.Errorf("%s stands outside the texts: %v, %v", g.Words, g.Span, g.BeforeSpan)
				}
			}
		})
	}
}
