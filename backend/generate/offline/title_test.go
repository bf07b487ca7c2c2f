package offline_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/words"
)

func TestAProcessIsNamedAfterWhatIsAskedFor(t *testing.T) {
	for prompt, want := range map[string]string{
		"Employees ask for new laptops. The manager approves.":                                    "Laptop request",
		"Hospital staff report incidents with date and ward. The ward nurse closes them.":         "Incident report",
		"Our customers request refunds; the agent decides.":                                       "Refund request",
		"The manager approves expenses.":                                                          "Expense approval",
		"Please automate invoice handling. Accounting checks.":                                    "Invoice handling",
		"Product launches have to be approved by marketing.":                                      "Product launch approval",
		"All travel requests need the approval of the cost center owner.":                         "Travel request",
		"I need a two-step approval for website changes: first the editor, then the manager.":     "Website change approval",
		"PROCEDURE FOR OVERSEAS TRAVEL\n1) The manager approves.":                                 "Procedure for overseas travel",
		"Uniform orders for nurses: size, quantity. The ward sister approves.":                    "Uniform orders for nurses",
		"Can you make a form where technicians can ask for spare parts? The stock keeper agrees.": "Spare part request",
	} {
		if text := of(prompt).YAML; !strings.HasPrefix(text, "name: "+want+"\n") {
			t.Errorf("%s: %s", prompt, strings.SplitN(text, "\n", 2)[0])
		}
	}
}

func TestADescriptionEndsWithASentence(t *testing.T) {
	description := regexp.MustCompile(`(?m)^description: (.*)$`)
	for _, c := range readCases(t) {
		said := description.FindStringSubmatch(of(c.Prompt).YAML)
		if said == nil {
			continue
		}
		if text := strings.Trim(said[1], `"`); !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") {
			t.Errorf("%s: %s", c.ID, text)
		}
	}
}

func TestStepsOfTheSameWorkflowHaveNamesOfTheirOwn(t *testing.T) {
	var prompt strings.Builder
	for _, who := range []string{"manager", "controller", "treasurer"} {
		_, _ = fmt.Fprintf(&prompt, "The %s decides within 2 days, else it is escalated to the department head. ", who)
	}
	named := regexp.MustCompile(`(?m)^    name: (.*)$`)
	all := named.FindAllString(of(prompt.String()).YAML, -1)
	if len(all) < 6 {
		t.Fatalf("there are but %d steps: %v", len(all), all)
	}
	slices.Sort(all)
	if once := slices.Compact(slices.Clone(all)); len(once) != len(all) {
		t.Errorf("some have the same name: %v", all)
	}
}

func TestWhatBecameOfADescriptionIsSaidInIndonesian(t *testing.T) {
	p := of("Expenses with amount. The team lead approves within 2 days. More than 500 needs the CFO.")
	if said := p.Explanation.In(words.Indonesian); !strings.Contains(said, "Keputusan oleh team lead, dalam 2 hari.") || !strings.Contains(said, "Keputusan oleh CFO bila amount lebih dari 500.") {
		t.Error(said)
	}
	if said := p.Explanation.String(); !strings.Contains(said, "Decision by team lead, within 2 days.") || !strings.Contains(said, "Decision by CFO when amount is more than 500.") {
		t.Error(said)
	}
}
