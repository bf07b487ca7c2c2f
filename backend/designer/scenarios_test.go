package designer_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/simulate"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// order is a workflow whose large requests a chief decides on.
const order = `name: Order
form:
  fields:
    - {name: amount, type: currency, label: Amount, required: true}
workflow:
  size:
    name: Size
    type: conditional_split
    choices: [{conditions: amount > 50, continue_to: chief}]
    default: {continue_to: done}
  chief: {name: Chief, type: decision, approver: chief, on_approve: {continue_to: done}, on_reject: {end_workflow: true}}
  done: {name: Done, type: end}
`

// ofAmount is a scenario of order that comes to steps.
func ofAmount(name string, amount float64, steps ...string) simulate.Scenario {
	s := simulate.Scenario{
		Name: name, Form: map[string]any{"amount": amount}, Acts: []simulate.Act{{Do: "submit"}},
		Expected: simulate.Expected{Steps: steps},
	}
	if slices.Contains(steps, "chief") {
		s.Acts = append(s.Acts, simulate.Act{Do: "decide"})
	}
	return s
}

func keep(t *testing.T, d *designer.Designer, request designer.SaveScenarioRequest) designer.KeptScenario {
	t.Helper()
	kept, err := d.SaveScenario(t.Context(), 1, request)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// wantKept asserts on the names of the scenarios of workflow 1, with those aside in brackets.
func wantKept(t *testing.T, d *designer.Designer, want ...string) []designer.KeptScenario {
	t.Helper()
	list, err := d.Scenarios(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, s := range list.Scenarios {
		name := s.Scenario.Name
		for _, a := range s.Aside {
			name += " (" + a.Scenario.Name + " by " + a.Author + ")"
		}
		got = append(got, name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the scenarios are %q, want %q", got, want)
	}
	return list.Scenarios
}

func TestEverySaveSaysWhichScenariosBroke(t *testing.T) {
	// Given a workflow with a scenario for small and one for large requests
	d := designertest.Open(t, t.TempDir(), nil)
	if saved := save(t, d, designer.SaveVersionRequest{YAMLContent: order}); saved.Scenarios != nil {
		t.Errorf("without scenarios the save says %+v", saved.Scenarios)
	}
	keep(t, d, designer.SaveScenarioRequest{Scenario: ofAmount("small", 20, "size", "done")})
	large := keep(t, d, designer.SaveScenarioRequest{Scenario: ofAmount("large", 70, "size", "chief", "done")})

	// When a save changes nothing that matters to them, both pass
	saved := save(t, d, on(1, order+"description: for all\n"))
	if saved.Scenarios == nil || saved.Scenarios.Passed != 2 || len(saved.Scenarios.Broke) != 0 {
		t.Fatalf("the save says %+v", saved.Scenarios)
	}

	// When a save moves the limit, the large one is told with what differs first
	moved := strings.Replace(order, "amount > 50", "amount > 500", 1)
	saved = save(t, d, on(1, moved))
	if o := saved.Scenarios; o == nil || o.Passed != 1 || len(o.Broke) != 1 || o.Broke[0].ID != large.ID || o.Broke[0].Name != "large" ||
		o.Broke[0].Differs == "" || o.Broke[0].Words == "" {
		t.Errorf("the save says %+v", o)
	}
	// And so before a save, for the text that is open
	if o, err := d.RunScenarios(t.Context(), 1, order); err != nil || o.Passed != 2 {
		t.Errorf("the text that is open: %+v, %v", o, err)
	}
	if o, err := d.RunScenarios(t.Context(), 1, ""); err != nil || o.Passed != 1 {
		t.Errorf("the latest version: %+v, %v", o, err)
	}
	// And a text that cannot be run breaks all of them
	saved = save(t, d, on(1, "name: [broken\n"))
	if o := saved.Scenarios; o == nil || o.Passed != 0 || len(o.Broke) != 2 || o.Broke[0].Differs != designer.DiffersText || o.Broke[0].Words == "" {
		t.Errorf("the save says %+v", o)
	}
}

func TestScenariosAreKeptAndWrittenDown(t *testing.T) {
	folder := t.TempDir()
	environment := map[string]string{"LOCAL_STORAGE_PATH": folder}
	d, err := designer.Open(context.Background(), designertest.Options(t, folder, environment))
	if err != nil {
		t.Fatal(err)
	}
	save(t, d, designer.SaveVersionRequest{YAMLContent: order})
	first := keep(t, d, designer.SaveScenarioRequest{Scenario: ofAmount("small", 20)})
	keep(t, d, designer.SaveScenarioRequest{Scenario: ofAmount("large", 70)})
	keep(t, d, designer.SaveScenarioRequest{ID: first.ID, Scenario: ofAmount("tiny", 1)})
	gone := keep(t, d, designer.SaveScenarioRequest{Scenario: ofAmount("gone", 1)})
	for range 2 { // the second time there is nothing to delete
		if err := d.DeleteScenario(t.Context(), 1, gone.ID); err != nil {
			t.Fatal(err)
		}
	}
	for name, request := range map[string]designer.SaveScenarioRequest{
		"no name":             {Scenario: ofAmount(" ", 1)},
		"a name too long":     {Scenario: ofAmount(strings.Repeat("x", 201), 1)},
		"one that is no text": {Scenario: ofAmount("a\x00b", 1)},
		"a deleted one":       {ID: gone.ID, Scenario: ofAmount("again", 1)},
	} {
		if _, err := d.SaveScenario(t.Context(), 1, request); err == nil || workflow.CodeOf(err) == workflow.CodeInternal {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.SaveScenario(t.Context(), 9, designer.SaveScenarioRequest{Scenario: ofAmount("x", 1)}); workflow.CodeOf(err) != workflow.CodeWorkflowNotFound {
		t.Errorf("of no workflow: %v", err)
	}
	kept := wantKept(t, d, "tiny", "large")
	if kept[0].Author != designertest.Author || kept[0].SavedAt.IsZero() || kept[0].ID != first.ID || kept[0].Revision == first.Revision {
		t.Errorf("the first is %+v", kept[0])
	}
	page := activityOf(t, d, designer.ActivityRequest{Actions: []string{"scenario.saved", "scenario.deleted"}})
	if len(page.Entries) != 5 || page.Entries[0].Action != "scenario.deleted" || page.Entries[0].Detail != "gone" || page.Entries[0].WorkflowID != 1 {
		t.Errorf("the log says %+v", page.Entries)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}

	// When the index is lost, they are there
	for _, index := range []string{"index.sqlite", "index.sqlite-wal", "index.sqlite-shm"} {
		_ = os.Remove(filepath.Join(folder, index))
	}
	d = designertest.Open(t, folder, environment)
	wantKept(t, d, "tiny", "large")

	// When the workflow is deleted, and brought back, so are they
	if _, err := d.DeleteWorkflow(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Scenarios(t.Context(), 1); workflow.CodeOf(err) != workflow.CodeWorkflowNotFound {
		t.Errorf("of a deleted workflow: %v", err)
	}
	if saved, err := d.UndeleteWorkflow(t.Context(), 1); err != nil || saved.Scenarios == nil || saved.Scenarios.Passed != 2 {
		t.Errorf("brought back: %+v, %v", saved.Scenarios, err)
	}
	wantKept(t, d, "tiny", "large")
}

func TestDoctorTellsADamagedScenario(t *testing.T) {
	folder := t.TempDir()
	d := designertest.Open(t, folder, map[string]string{"LOCAL_STORAGE_PATH": folder})
	save(t, d, designer.SaveVersionRequest{YAMLContent: order})
	keep(t, d, designer.SaveScenarioRequest{Scenario: ofAmount("small", 20)})
	journal := filepath.Join(folder, "companies", "1", "workflows", "1", "history.jsonl")
	text, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	damaged := strings.Replace(string(text), `"kept":{"id"`, `"kept":{"xx"`, 1)
	if err := os.WriteFile(journal, []byte(damaged), 0o600); err != nil || damaged == string(text) {
		t.Fatal(err)
	}

	report, err := d.TestStorage(t.Context(), designer.SettingsInput{})

	at := slices.IndexFunc(report.Checks, func(c storage.Check) bool { return c.ID == "local_history" })
	if err != nil || at < 0 || report.Checks[at].Status != storage.CheckFailed || report.Checks[at].Mend != storage.MendHistory {
		t.Errorf("doctor says %+v, %v", report.Checks, err)
	}
}

func TestAZipCarriesTheScenarios(t *testing.T) {
	d := designertest.Open(t, t.TempDir(), nil)
	save(t, d, designer.SaveVersionRequest{YAMLContent: order})
	keep(t, d, designer.SaveScenarioRequest{Scenario: ofAmount("small", 20, "size", "done")})
	keep(t, d, designer.SaveScenarioRequest{Scenario: ofAmount("large", 70, "size", "chief", "done")})
	file := exported(t, d, designer.ExportRequest{})

	other := designertest.Open(t, t.TempDir(), nil)
	importAll(t, other, reviewOf(t, other, file), designer.ImportAsWorkflow)

	wantKept(t, other, "small", "large")
	if o, err := other.RunScenarios(t.Context(), 1, ""); err != nil || o.Passed != 2 {
		t.Errorf("they come to %+v, %v", o, err)
	}
}

func TestTwoPeopleChangeScenariosWithoutANetwork(t *testing.T) {
	// Given two people who have one scenario
	f := newFirm(t)
	first := keep(t, f.ana.Designer, designer.SaveScenarioRequest{Scenario: ofAmount("small", 20)})
	syncAll(t, f.ben.Designer)
	wantKept(t, f.ben.Designer, "small")

	// When both change it and each adds one, Ben without a network
	f.ben.proxy.Refuse()
	keep(t, f.ben.Designer, designer.SaveScenarioRequest{ID: first.ID, Revision: first.Revision, Scenario: ofAmount("small of Ben", 20)})
	keep(t, f.ben.Designer, designer.SaveScenarioRequest{Scenario: ofAmount("of Ben", 30)})
	if status, err := f.ben.SyncStatus(t.Context()); err != nil || status.PendingCount != 1 {
		t.Errorf("Ben's status is %+v, %v", status, err)
	}
	keep(t, f.ana.Designer, designer.SaveScenarioRequest{Scenario: ofAmount("of Ana", 40)})
	keep(t, f.ana.Designer, designer.SaveScenarioRequest{ID: first.ID, Scenario: ofAmount("small of Ana", 20)})
	f.ben.proxy.Forward()
	syncAll(t, f.ben.Designer)
	syncAll(t, f.ana.Designer)

	// Then both have all, and both states of the one that both changed
	wantKept(t, f.ana.Designer, "small of Ana (small of Ben by Ben)", "of Ben", "of Ana")
	both := wantKept(t, f.ben.Designer, "small of Ana (small of Ben by Ben)", "of Ben", "of Ana")
	for _, c := range []*computer{f.ana, f.ben} {
		c.stands(designer.StandingSynced, 0, "")
	}

	// When Ben looks at them and keeps his, it is settled for Ana too
	keep(t, f.ben.Designer, designer.SaveScenarioRequest{
		ID: first.ID, Revision: both[0].Revision, Settles: []workflow.UID{both[0].Aside[0].Revision}, Scenario: both[0].Aside[0].Scenario,
	})
	syncAll(t, f.ana.Designer)
	wantKept(t, f.ana.Designer, "small of Ben", "of Ben", "of Ana")

	// And another tool sees them in one object beside the workflow, which has no version more
	history, err := f.ana.Versions(t.Context(), 1)
	if err != nil || len(history.Versions) != 1 {
		t.Errorf("the versions are %+v, %v", history.Versions, err)
	}
}
