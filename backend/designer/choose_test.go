package designer_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

const travel = `# who travels where
name: Trip
form:
  fields:
    - {name: amount, type: currency, label: Amount, required: true}  # in euros
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

func refined(t *testing.T, before, description string) string {
	t.Helper()
	made, err := designer.Language{}.Generate(designer.GenerateRequest{Description: description, CurrentYAML: before})
	if err != nil || !made.Success {
		t.Fatalf("%q was not done: %+v, %v", description, made.Unclear, err)
	}
	return made.WorkflowYAML
}

func says(before, after string) []string {
	var all []string
	for _, c := range change.List(model.Read(before), model.Read(after)) {
		all = append(all, c.Words.String())
	}
	return all
}

func TestSomeOfTheChangesAreMadeAndNothingElse(t *testing.T) {
	after := refined(t, travel, "Raise the limit from 1000 to 2500. Ask for the destination.")
	all := says(travel, after)
	limit := slices.IndexFunc(all, func(s string) bool { return strings.Contains(s, "2500") })
	if limit < 0 || len(all) < 2 {
		t.Fatalf("the changes are %q", all)
	}
	got, err := designer.Language{}.ApplyChanges(designer.ChooseRequest{Before: travel, After: after, Chosen: &[]int{limit}})
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(travel, "amount > 1000 ", "amount > 2500 ", 1); got.YAMLContent != want {
		t.Errorf("got\n%s", got.YAMLContent)
	}
	if !slices.Equal(got.Chosen, []int{limit}) || !got.Report.IsValid {
		t.Errorf("chosen %v, valid %v", got.Chosen, got.Report.IsValid)
	}
}

func TestAStepAndTheWayToItNeedEachOther(t *testing.T) {
	after := refined(t, travel, "After the manager, finance approves as well. Raise the limit from 1000 to 2500.")
	all := says(travel, after)
	answer, err := designer.Language{}.ApplyChanges(designer.ChooseRequest{Before: travel, After: after})
	if err != nil {
		t.Fatal(err)
	}
	if answer.YAMLContent != after || len(answer.Changes) != len(all) {
		t.Fatalf("%d changes are told of %d, or it is not all of them", len(answer.Changes), len(all))
	}
	find := func(word string) int {
		return slices.IndexFunc(all, func(s string) bool { return strings.Contains(s, word) })
	}
	step, limit := find("added"), find("2500")
	way := slices.IndexFunc(answer.Changes, func(c designer.ChosenChange) bool { return slices.Contains(c.Needs, step) })
	if step < 0 || limit < 0 || way < 0 {
		t.Fatalf("changes %q: step %d, limit %d, way %d", all, step, limit, way)
	}
	if !slices.Contains(answer.Changes[step].Needs, way) {
		t.Errorf("%q goes without %q, with no way to it", all[step], all[way])
	}
	if len(answer.Changes[limit].Needs) > 0 {
		t.Errorf("%q needs %v", all[limit], answer.Changes[limit].Needs)
	}
	for i, c := range answer.Changes {
		for _, at := range c.Lines {
			if !strings.Contains(travel, at.Before) || !strings.Contains(after, at.After) || at.Before == at.After {
				t.Errorf("%q is written as %+v", all[i], at)
			}
		}
	}
}

func TestAChangeThatThereIsNotIsRefused(t *testing.T) {
	_, err := designer.Language{}.ApplyChanges(designer.ChooseRequest{Before: "name: a", After: "name: b", Chosen: &[]int{1}})
	if workflow.CodeOf(err) != workflow.CodeInvalidRequest {
		t.Errorf("got %v", err)
	}
}

// TestAnySelectionHasWhatWasChosen changes values of templates at random: whatever is chosen, all of it is there and no more.
func TestAnySelectionHasWhatWasChosen(t *testing.T) {
	files, err := filepath.Glob("../templates/yaml/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no templates: %v", err)
	}
	random := rand.New(rand.NewPCG(7, 12))
	asked := 0
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		before := string(content)
		for range 12 {
			after := disturbed(random, before)
			changes := says(before, after)
			for range 4 {
				chosen := []int{}
				for i := range changes {
					if random.IntN(2) == 0 {
						chosen = append(chosen, i)
					}
				}
				got, err := designer.Language{}.ApplyChanges(designer.ChooseRequest{Before: before, After: after, Chosen: &chosen})
				if err != nil {
					t.Fatal(err)
				}
				switch {
				case len(got.Chosen) == 0 && got.YAMLContent != before:
					t.Fatalf("%s: nothing was chosen, and it changed", file)
				case len(got.Chosen) == len(changes) && len(changes) > 0 && got.YAMLContent != after:
					t.Fatalf("%s: all was chosen, and it is another text", file)
				}
				for _, line := range strings.SplitAfter(got.YAMLContent, "\n") {
					if !strings.Contains(before, line) && !strings.Contains(after, line) {
						t.Fatalf("%s: line %q is of neither text", file, line)
					}
				}
				if len(model.Read(after).Tree.Problems) > 0 || len(model.Read(got.YAMLContent).Tree.Problems) > 0 {
					continue
				}
				var want []string
				for _, i := range got.Chosen {
					want = append(want, changes[i])
				}
				if said := says(before, got.YAMLContent); len(said) != len(want) {
					t.Fatalf("%s: chosen %q, got %q", file, want, said)
				}
				asked++
			}
		}
	}
	if asked < 50 {
		t.Errorf("only %d selections were tried", asked)
	}
}

// disturbed changes the values of some lines, but no names: what names them would differ too.
func disturbed(random *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	for range 1 + random.IntN(5) {
		at := random.IntN(len(lines))
		key, value, ok := strings.Cut(lines[at], ": ")
		if value = strings.TrimSpace(value); !ok || value == "" || strings.ContainsAny(value, "|>{[&*#") || strings.Contains(key, "name") || strings.HasSuffix(key, "id") {
			continue
		}
		lines[at] = key + ": changed" + string(rune('a'+random.IntN(26))) + "\n"
	}
	return strings.Join(lines, "")
}
