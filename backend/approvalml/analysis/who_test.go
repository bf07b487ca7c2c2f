package analysis_test

import (
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/source"
)

func TestWhoDecides(t *testing.T) {
	const text = `name: P
form:
  fields:
    - {name: boss, type: email, label: Boss}
    - {name: me, type: email, label: Me, default_value: "${requestor.email}"}
workflow:
  a:
    name: A
    type: decision
    MORE
    on_approve: {end_workflow: true}
    on_reject: {end_workflow: true}
`
	for _, c := range []struct{ written, want, mended string }{
		{"approver: ${requestor.head_of_department}", "", ""},
		{"approver: ${requestor.manager.email}", "", ""},
		{"approver: finance", "", ""},
		{"approver: ${form.boss}", "", ""},
		{"approver: ${boss}", "unknown-approver-variable boss", "approver: ${form.boss}"},
		{"approver: ${form.bos}", "unknown-field-in-text bos", "approver: ${form.boss}"},
		{"approver: '${requestor.supervizor}'", "unknown-approver-variable supervizor", "approver: '${requestor.supervisor}'"},
		{"approver: ${nobody.manager}", "unknown-approver-variable nobody", ""},
		{"approver: {role: \"${requestor.manager}\"}", "", ""},
		{"approver: {name: Ann}", "no-approver {name: Ann}", ""},
		{"approver: ${requestor}", "self-approval ${requestor}", ""},
		{"approver: {email: \"${instance.requester_email}\"}", "self-approval \"${instance.requester_email}\"", ""},
		{"approver: ${form.me}", "self-approval ${form.me}", ""},
		{"approver: ${form.me}\n    self_confirmation: true", "", ""},
		{"approver: ${form.me}\n    approval_type: needs_to_acknowledge", "", ""},
		{"approver: ${form.boss}\n    can_edit_fields: [boss]", "", ""},
	} {
		written := strings.Replace(text, "MORE", c.written, 1)
		var got []string
		found := check(written)
		for _, d := range found {
			got = append(got, string(d.Code)+" "+written[d.Span.Start:d.Span.End])
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: found %q, want %q", c.written, got, c.want)
			continue
		}
		if c.mended == "" {
			continue
		}
		if found[0].Fix == nil || source.Apply(written, found[0].Fix.Edits...) != strings.Replace(text, "MORE", c.mended, 1) {
			t.Errorf("%s: the fix is %+v, want %s", c.written, found[0].Fix, c.mended)
		}
	}
}

func TestWhichFieldsPeopleSee(t *testing.T) {
	const text = `name: P
form:
  fields:
    - {name: shown, type: text, label: S}
    - {name: under_test, type: text, label: "An under_test label" MORE}
  layout:
    sections:
      - {id: main, title: M, grid: [[shown]]}
ZONE
workflow:
  a: {name: A, type: end, notify_requestor: "WORDS"}
`
	for _, c := range []struct {
		name, more, zone, words string
		want                    []string
	}{
		{"nowhere", "", "", "", []string{"unused-field"}},
		{"in a text", "", "", "${form.under_test}", nil},
		{"in a word of its own only", "", "", "under_tests", []string{"unused-field"}},
		{"required", ", required: true", "", "${form.under_test}", []string{"required-field-nowhere"}},
		{"required in the header", ", required: true", "  header: {grid: [[under_test]]}", "", nil},
		{"computed", ", required: true, readonly: true", "", "", nil},
		{"hidden", ", required: true, hidden: true", "", "", nil},
		{"hidden at times", ", required: true, hidden: {jsonata: shown = 'x'}", "", "", nil},
	} {
		var got []string
		for _, d := range check(strings.NewReplacer(" MORE", c.more, "ZONE", c.zone, "WORDS", c.words).Replace(text)) {
			got = append(got, string(d.Code))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWhoApprovedIsOnlySureWhenAllHadTo(t *testing.T) {
	for settings, want := range map[string]bool{
		"": true, "strategy: all, ": true, "strategy: any_one, ": false, "approval_strategy: any_one, ": false,
		"strategy: any_one, approval_strategy: all, ": false, "strategy: all, approval_strategy: majority, ": false,
		"required_count: 1, ": false,
	} {
		text := "name: P\nworkflow:\n" +
			"  a: {name: A, type: parallel_approval, " + settings + "approvers: [{role: cfo}, {role: ceo}], on_approve: {continue_to: b}, on_reject: {end_workflow: true}}\n" +
			"  b: {name: B, type: decision, approver: cfo, on_approve: {end_workflow: true}, on_reject: {end_workflow: true}}\n"
		got := false
		for _, d := range check(text) {
			got = got || d.Code == diagnostic.SameApproverTwice
		}
		if got != want {
			t.Errorf("with %q it is said: %v", settings, got)
		}
	}
}
