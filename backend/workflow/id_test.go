package workflow_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"workflow-designer/backend/workflow"
)

// notNumbers are texts that must never become a number: each would be a second name of a folder, or leave it.
var notNumbers = []string{
	"", " ", "0", "-0", "-1", "+1", "01", "00", " 1", "1 ", "1\n", "\t1", "1.0", "1e3", "0x1", "1_000", "1,000",
	"99999999999", "2147483648", "9223372036854775808", "-9223372036854775808",
	"../x", "..", "1/..", "1/2", `1\2`, "%31", "1\x00", "x", "NaN", "true",
	"١", "１", "१", "Ⅷ", "²", "1\u200b", "\ufeff1", "\xff", strings.Repeat("9", 1<<16),
}

func TestParseIDTakesOnlyTheNumbersOwnWriting(t *testing.T) {
	for text, want := range map[string]workflow.ID{
		"1": 1, "9": 9, "10": 10, "999": 999, "2147483647": workflow.MaxID,
	} {
		if got, err := workflow.ParseID(text); err != nil || got != want {
			t.Errorf("ParseID(%q) = %d, %v; want %d", text, got, err, want)
		}
		if got, err := workflow.ParseCompanyID(text); err != nil || got != workflow.CompanyID(want) {
			t.Errorf("ParseCompanyID(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range notNumbers {
		id, err := workflow.ParseID(text)
		refused(t, fmt.Sprintf("ParseID(%.40q)", text), int64(id), err, "workflow number")
		company, err := workflow.ParseCompanyID(text)
		refused(t, fmt.Sprintf("ParseCompanyID(%.40q)", text), int64(company), err, "company number")
	}
}

func TestCheckIDTakesOneToMaxID(t *testing.T) {
	for _, n := range []int64{1, 7, workflow.MaxID} {
		if got, err := workflow.CheckID(n); err != nil || int64(got) != n {
			t.Errorf("CheckID(%d) = %d, %v", n, got, err)
		}
	}
	for _, n := range []int64{0, -1, workflow.MaxID + 1, 99999999999, -1 << 63, 1<<63 - 1} {
		got, err := workflow.CheckID(n)
		refused(t, fmt.Sprintf("CheckID(%d)", n), int64(got), err, "workflow number")
	}
}

func refused(t *testing.T, call string, got int64, err error, what string) {
	t.Helper()
	e, ok := errors.AsType[*workflow.Error](err)
	switch {
	case !ok || got != 0:
		t.Errorf("%s = %d, %v; want a refusal", call, got, err)
	case e.Code != workflow.CodeInvalidID:
		t.Errorf("%s has code %s", call, e.Code)
	case !strings.Contains(e.Message.String(), what) || !strings.Contains(e.Hint.String(), "1 to 2147483647"):
		t.Errorf("%s says %q, hint %q", call, e.Message, e.Hint)
	case len(e.Message) > 400:
		t.Errorf("%s repeats %d bytes of what was sent", call, len(e.Message))
	}
}

func TestARefusedNumberCannotHideInTheMessage(t *testing.T) {
	// given text that turns the reading direction of a terminal, or ends its line
	_, err := workflow.ParseID("\u202e1\x1b[2J\n")

	if got := workflow.Presentable(err).Message.String(); got != `"\u202e1\x1b[2J\n" is not a workflow number.` {
		t.Errorf("message is %q", got)
	}
}

func TestKeysAreAsTheSpecificationSays(t *testing.T) {
	ref := workflow.Ref{Company: 999, ID: 12}

	for _, c := range []struct{ what, got, want string }{
		{"key", ref.Key(), "companies/999/workflows/12/workflow.yaml"},
		{"folder", ref.Folder(), "companies/999/workflows/12"},
		{"prefix of the workflows", workflow.WorkflowsPrefix(999), "companies/999/workflows/"},
		{"prefix of the company", workflow.CompanyPrefix(999), "companies/999/"},
		{"text", ref.String(), "workflow 12 of company 999"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
}

func TestParseKeyReadsWhatKeyWrote(t *testing.T) {
	for _, ref := range []workflow.Ref{{Company: 1, ID: 1}, {Company: 999, ID: 10}, {Company: workflow.MaxID, ID: workflow.MaxID}} {
		if got, ok := workflow.ParseKey(ref.Key()); !ok || got != ref {
			t.Errorf("ParseKey(%q) = %v, %v", ref.Key(), got, ok)
		}
	}
}

func TestParseKeyLeavesOtherObjectsAlone(t *testing.T) {
	for _, key := range []string{
		"", "/", "workflow-designer.json", "companies", "companies/1/workflows/1", "companies/1/workflows/1/",
		"/companies/1/workflows/1/workflow.yaml", "companies/1/workflows/1/workflow.yaml/",
		"companies/1/workflows/1/workflow.yml", "companies/1/workflows/1/Workflow.yaml", "Companies/1/workflows/1/workflow.yaml",
		"companies/1/workflows/1/workflow.yaml.bak", "companies/1/workflows//workflow.yaml",
		"companies//workflows/1/workflow.yaml", "companies/1//workflows/1/workflow.yaml",
		"companies/1/notes/abc.json", "companies/1/conflicts/1/01ABC.yaml", "companies/1/conflicts/1/workflow.yaml",
		`companies\1\workflows\1\workflow.yaml`, "x/companies/1/workflows/1/workflow.yaml",
	} {
		if ref, ok := workflow.ParseKey(key); ok {
			t.Errorf("ParseKey(%q) = %v", key, ref)
		}
	}
	for _, number := range notNumbers {
		for _, key := range []string{
			"companies/" + number + "/workflows/1/workflow.yaml", "companies/1/workflows/" + number + "/workflow.yaml",
		} {
			if ref, ok := workflow.ParseKey(key); ok {
				t.Errorf("ParseKey(%.80q) = %v", key, ref)
			}
		}
	}
}

func FuzzParseKey(f *testing.F) {
	f.Add("companies/1/workflows/1/workflow.yaml")
	f.Add("companies/+1/workflows/01/workflow.yaml")
	f.Add("companies/1/workflows/../workflow.yaml")
	f.Fuzz(func(t *testing.T, key string) {
		if ref, ok := workflow.ParseKey(key); ok && ref.Key() != key {
			t.Errorf("%q and %q are both %v", key, ref.Key(), ref)
		}
	})
}
