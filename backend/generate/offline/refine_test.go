package offline_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/generate"
	"workflow-designer/backend/generate/offline"
)

const trip = `# who travels where
name: Trip
form:
  fields:
    - {name: amount, type: currency, label: Amount, required: true}  # in euros
    - name: kind
      type: select
      label: Kind of trip
      options:
        - { value: home, label: Domestic }
        - { value: abroad, label: "Abroad" }

workflow:
  manager_approval:   # always
    name: Manager
    type: decision
    approver: ${requestor.manager}
    on_approve: {continue_to: 'check'}
    on_reject: {continue_to: rejected}
  check:
    name: Amount
    type: conditional_split
    choices:
      - conditions: amount > 1000   # since 2020
        continue_to: director_approval
    default:
      continue_to: done
  director_approval:
    name: Director
    type: decision
    approver: travel_director
    on_approve: {continue_to: done}
    on_reject: {continue_to: rejected}
  done: {name: Done, type: end}
  rejected: {name: Rejected, type: end}
`

func change(prompt, yaml string) generate.Proposal {
	return offline.Refine(generate.Request{Description: prompt, CurrentYAML: yaml})
}

// TestAChangeTouchesOnlyWhatItIsAbout looks at the lines that differ: all others stay byte for byte, in their order.
func TestAChangeTouchesOnlyWhatItIsAbout(t *testing.T) {
	for prompt, want := range map[string]struct{ gone, come []string }{
		"Add a legal review when the amount is over 50k": {
			gone: []string{"continue_to: done"},
			come: []string{"conditions: amount > 50000", "approver: legal", "continue_to: amount_check", "continue_to: legal_review"},
		},
		"After the manager, compliance approves too.":          {gone: []string{"'check'"}, come: []string{"approver: compliance", "continue_to: check"}},
		"For trips abroad the CFO signs as well":               {gone: []string{"continue_to: done"}, come: []string{"conditions: kind == 'abroad'", "needs_to_sign"}},
		"Raise the limit from 1,000 to 2,500":                  {gone: []string{"amount > 1000   # since 2020"}, come: []string{"amount > 2500   # since 2020"}},
		"Lower the limit to 800.":                              {gone: []string{"amount > 1000"}, come: []string{"amount > 800"}},
		"Remove the travel director approval":                  {gone: []string{"approver: travel_director"}},
		"Ask for the destination as well":                      {come: []string{"name: destination", "label: Destination"}},
		"The manager must decide within 2 business days":       {come: []string{"timeout: 2_business_days"}},
		"Notify the travel desk at the end":                    {gone: []string{"continue_to: done"}, come: []string{"type: notification", "role: travel_desk"}},
		"Please remove the travel director. Finance approves.": {gone: []string{"travel_director"}, come: []string{"approver: finance"}},
		"After the manager, legal approves within 2 days, otherwise it is escalated to the CEO": {
			gone: []string{"'check'"},
			come: []string{"approver: legal", "timeout: 2_days", "continue_to: escalation_to_ceo", "approver: ceo", "continue_to: check"},
		},
		"after the manager legal approves":                      {gone: []string{"'check'"}, come: []string{"approver: legal", "continue_to: check"}},
		"Trips of more than 5 days need approval of the board.": {gone: []string{"continue_to: done"}, come: []string{"name: number_of_days", "conditions: number_of_days > 5", "approver: board"}},
	} {
		p := change(prompt, trip)
		if !p.Changed {
			t.Errorf("%s: nothing is changed: %s", prompt, p.Explanation)
			continue
		}
		gone, come := differing(trip, p.YAML), differing(p.YAML, trip)
		for _, w := range want.gone {
			if !strings.Contains(gone, w) {
				t.Errorf("%s: %q is still there:\n%s", prompt, w, p.YAML)
			}
		}
		for _, w := range want.come {
			if !strings.Contains(come, w) {
				t.Errorf("%s: %q is missing:\n%s", prompt, w, p.YAML)
			}
		}
		if len(want.gone) == 0 && gone != "" {
			t.Errorf("%s: these lines are gone: %s", prompt, gone)
		}
		if !strings.Contains(p.YAML, "# who travels where") || !strings.Contains(p.YAML, "# in euros") || len(p.Understood) == 0 {
			t.Errorf("%s: %+v\n%s", prompt, p.Understood, p.YAML)
		}
		checkValid(t, prompt, p)
		checkPlaces(t, prompt, p)
	}
}

// differing are the lines of a text that another one does not have.
func differing(text, other string) string {
	has := map[string]int{}
	for line := range strings.Lines(other) {
		has[line]++
	}
	var out []string
	for line := range strings.Lines(text) {
		if has[line]--; has[line] < 0 {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

func TestWhatCannotBeChangedStaysAndIsSaid(t *testing.T) {
	for prompt, yaml := range map[string]string{
		"Make it nicer":                         trip,
		"Nobody likes Mondays in the office.":   trip,
		"The mood in the office should be good": trip,
		"Remove the pope":                       trip,
		"Raise the limit from 7 to 8":           trip,
		"Below 100 no approval is needed":       trip,
		"The CFO approves above 5k":             "name: [",
		"The CFO approves above 50":             "",
		"Legal approves":                        "name: x\nform: {fields: []}\nworkflow: {a: {name: A, type: loop}}\n",
		"Above 10 the CFO approves as well":     strings.Replace(trip, "required: true}", "validation: {max: 10}}", 1),
		"For 200 reasons, the manager decides.": trip,
	} {
		p := change(prompt, yaml)
		if p.Changed || p.YAML != yaml || len(p.Unclear) == 0 {
			t.Errorf("%s: %+v", prompt, p)
		}
	}
}

// TestRandomChangesNeverMakeItWorse changes real workflows by random words.
func TestRandomChangesNeverMakeItWorse(t *testing.T) {
	files, err := filepath.Glob("../../templates/yaml/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	vocabulary := append(vocabularyOf(t), "add", "remove", "raise", "the", "limit", "from", "1000", "to", "2000", "after", "before")
	changed := 0
	for seed := range uint64(2_000) {
		dice := rand.New(rand.NewPCG(seed, 3))
		content, err := os.ReadFile(files[dice.IntN(len(files))])
		if err != nil {
			t.Fatal(err)
		}
		before, prompt := string(content), salad(dice, vocabulary, 3+dice.IntN(12))
		p := change(prompt, before)
		checkPlaces(t, prompt, p)
		if !p.Changed {
			if p.YAML != before {
				t.Fatalf("%q changed the text although it says it did not", prompt)
			}
			continue
		}
		changed++
		for _, severity := range []diagnostic.Severity{diagnostic.Error, diagnostic.Warning} {
			if had, has := approvalml.Check(before).Count(severity), approvalml.Check(p.YAML).Count(severity); has > had {
				t.Fatalf("%q makes %d %ss of %d:\n%s", prompt, has, severity, had, p.YAML)
			}
		}
	}
	if changed == 0 {
		t.Error("nothing was ever changed")
	}
}
