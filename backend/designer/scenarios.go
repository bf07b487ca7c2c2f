package designer

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/simulate"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// longestScenarioName is in characters.
const longestScenarioName = 200

// Scenarios gives the cases that a workflow is tried out with after each save. CodeWorkflowNotFound.
func (d *Designer) Scenarios(ctx context.Context, id workflow.ID) (ScenarioList, error) {
	ref, _, err := d.withScenarios(ctx, id)
	if err != nil {
		return ScenarioList{}, err
	}
	kept, err := d.keptScenarios(ctx, ref)
	if err != nil {
		return ScenarioList{}, err
	}
	list := ScenarioList{WorkflowID: id, Scenarios: make([]KeptScenario, 0, len(kept))}
	for _, k := range kept {
		shown, err := show(k)
		if err != nil {
			return ScenarioList{}, err
		}
		list.Scenarios = append(list.Scenarios, shown)
	}
	return list, nil
}

// SaveScenario keeps a scenario of a workflow. When it returns without an error it is durable on this computer; with a bucket set
// up it has been sent too, or waits. CodeInvalidRequest: it has no name, or there are too many. CodeTooLarge.
// CodeWorkflowNotFound. CodeNotFound: there is no scenario with that id.
func (d *Designer) SaveScenario(ctx context.Context, id workflow.ID, request SaveScenarioRequest) (KeptScenario, error) {
	ref, bucket, err := d.withScenarios(ctx, id)
	if err != nil {
		return KeptScenario{}, err
	}
	state, err := d.scenarioState(request.Scenario)
	if err != nil {
		return KeptScenario{}, err
	}
	one, err := d.scenarioToChange(ctx, ref, request.ID)
	if err != nil {
		return KeptScenario{}, err
	}
	on := request.Revision
	if on == "" {
		on = one.Latest().Revision
	}
	next := one.Next(state, append(slices.Clone(request.Settles), on)...)
	if err := d.keepScenario(ctx, ref, bucket, next, activity.ScenarioSaved, request.Scenario.Name); err != nil {
		return KeptScenario{}, err
	}
	return show(next)
}

// DeleteScenario deletes a scenario for everybody; what somebody makes of it at the same time elsewhere stays. Deleting it again
// does nothing. CodeWorkflowNotFound.
func (d *Designer) DeleteScenario(ctx context.Context, id workflow.ID, scenario workflow.UID) error {
	ref, bucket, err := d.withScenarios(ctx, id)
	if err != nil {
		return err
	}
	one, err := d.scenarioToChange(ctx, ref, scenario)
	if workflow.CodeOf(err) == workflow.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	shown, err := show(one)
	if err != nil {
		return err
	}
	return d.keepScenario(ctx, ref, bucket, one.Without(), activity.ScenarioDeleted, shown.Scenario.Name)
}

// RunScenarios tries a text out with the scenarios of a workflow; empty is its latest version. CodeWorkflowNotFound.
func (d *Designer) RunScenarios(ctx context.Context, id workflow.ID, yaml string) (ScenarioOutcome, error) {
	none := ScenarioOutcome{Broke: []BrokenScenario{}}
	ref, _, err := d.withScenarios(ctx, id)
	if err != nil {
		return none, err
	}
	outcome, err := d.outcome(ctx, ref, func() (string, error) {
		if yaml != "" {
			return yaml, nil
		}
		latest, err := d.Version(ctx, id, "")
		return latest.YAMLContent, err
	})
	if outcome == nil {
		outcome = &none
	}
	return *outcome, err
}

// outcome is what comes of the scenarios of a workflow with a text; nil when it has none. What cannot be run is broken.
func (d *Designer) outcome(ctx context.Context, ref workflow.Ref, text func() (string, error)) (*ScenarioOutcome, error) {
	kept, err := d.keptScenarios(ctx, ref)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	outcome := &ScenarioOutcome{Broke: []BrokenScenario{}}
	var run *simulate.Workflow
	yaml, unrunnable := text()
	if unrunnable == nil {
		run, unrunnable = runnable(yaml)
	}
	for _, k := range kept {
		broken := tryOut(run, k, unrunnable)
		if broken == nil {
			outcome.Passed++
		} else {
			outcome.Broke = append(outcome.Broke, *broken)
		}
	}
	return outcome, nil
}

// tryOut runs one scenario; nil: it passed. Why is why nothing can be run.
func tryOut(run *simulate.Workflow, k workflow.KeptScenario, why error) *BrokenScenario {
	shown, err := show(k)
	broken := &BrokenScenario{ID: k.ID, Name: shown.Scenario.Name, Differs: DiffersText}
	if err = firstOf(why, err); err != nil {
		broken.Words = workflow.Presentable(err).Message
		return broken
	}
	checked := simulate.Check(run, shown.Scenario)
	if checked.Passed {
		return nil
	}
	broken.Differs, broken.Words = checked.Differs, checked.Words
	return broken
}

// withScenarios finds the workflow whose scenarios are asked for, with what other processes kept of them. CodeWorkflowNotFound:
// also when it is deleted.
func (d *Designer) withScenarios(ctx context.Context, id workflow.ID) (workflow.Ref, *remote, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	if err := d.laptop.Follow(ctx, ref); err != nil {
		return ref, bucket, err
	}
	w, err := d.laptop.Index.Workflow(ctx, ref, bucket.addressOrNone())
	if err == nil && w.Deleted {
		err = &workflow.Error{
			Code: workflow.CodeWorkflowNotFound, Message: "This workflow is deleted.", Hint: "Bring it back; its scenarios come back with it.",
		}
	}
	return ref, bucket, err
}

// keptScenarios are the scenarios of a workflow that are not deleted.
func (d *Designer) keptScenarios(ctx context.Context, ref workflow.Ref) ([]workflow.KeptScenario, error) {
	all, err := d.laptop.Index.Scenarios(ctx, ref)
	return slices.DeleteFunc(all, workflow.KeptScenario.Deleted), err
}

// scenarioToChange gives a scenario by its id; a new one when that is empty. CodeNotFound.
func (d *Designer) scenarioToChange(ctx context.Context, ref workflow.Ref, id workflow.UID) (workflow.KeptScenario, error) {
	kept, err := d.keptScenarios(ctx, ref)
	if err != nil {
		return workflow.KeptScenario{}, err
	}
	if id != "" {
		at := slices.IndexFunc(kept, func(k workflow.KeptScenario) bool { return k.ID == id })
		if at < 0 {
			return workflow.KeptScenario{}, &workflow.Error{
				Code: workflow.CodeNotFound, Message: "There is no such scenario any more.", Hint: "Save it as a new one.",
			}
		}
		return kept[at], nil
	}
	if len(kept) >= workflow.MaxScenarios {
		return workflow.KeptScenario{}, &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: words.F("A workflow has at most %d scenarios.", workflow.MaxScenarios),
			Hint: "Delete one that you do not need any more.",
		}
	}
	return workflow.KeptScenario{ID: d.NewUID()}, nil
}

func (d *Designer) scenarioState(s simulate.Scenario) (workflow.ScenarioState, error) {
	if strings.TrimSpace(s.Name) == "" || utf8.RuneCountInString(s.Name) > longestScenarioName {
		return workflow.ScenarioState{}, &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: words.F("A scenario needs a name of 1 to %d characters.", longestScenarioName),
			Hint: "Say in a few words what is tried out.",
		}
	}
	if err := workflow.CheckNote("name", s.Name); err != nil {
		return workflow.ScenarioState{}, err
	}
	in, _ := d.inForce()
	text, err := json.Marshal(s)
	return workflow.ScenarioState{Revision: d.NewUID(), SavedAt: d.Now().UTC(), Author: in.Author, Case: text}, err
}

// keepScenario keeps a scenario, writes that down, and sends it as long as a person waits for that.
func (d *Designer) keepScenario(
	ctx context.Context, ref workflow.Ref, bucket *remote, s workflow.KeptScenario, action activity.Action, name string,
) error {
	if _, err := d.laptop.KeepScenarios(ctx, ref, []workflow.KeptScenario{s}); err != nil {
		return err
	}
	in, _ := d.inForce()
	entry := d.entry(in, action, name)
	entry.Ref = ref
	if v, err := d.laptop.Index.Version(context.WithoutCancel(ctx), ref, "", ""); err == nil {
		entry.WorkflowUID = v.WorkflowUID
	}
	if err := d.laptop.Log(ctx, ref.Company, entry); err != nil {
		return err
	}
	if bucket == nil {
		return nil
	}
	pushCtx, cancel := context.WithTimeout(ctx, pushDeadline)
	defer cancel()
	if r, err := bucket.connect(pushCtx); err == nil {
		// What could not be sent waits, as a version does; the status says why.
		bucket.ended(problemOrNone(r.SendScenarios(pushCtx, ref)))
	}
	d.tellStatus(ctx)
	return nil
}

func show(k workflow.KeptScenario) (KeptScenario, error) {
	shown := KeptScenario{ID: k.ID, Aside: []ScenarioState{}}
	var err error
	if shown.ScenarioState, err = showState(k.Latest()); err != nil {
		return shown, err
	}
	for _, a := range k.Aside() {
		state, err := showState(a)
		if err != nil {
			return shown, err
		}
		shown.Aside = append(shown.Aside, state)
	}
	return shown, nil
}

func showState(s workflow.ScenarioState) (ScenarioState, error) {
	state := ScenarioState{Revision: s.Revision, SavedAt: s.SavedAt, Author: s.Author}
	if err := json.Unmarshal(s.Case, &state.Scenario); err != nil {
		return state, &workflow.Error{
			Code: workflow.CodeDamaged, Message: "A scenario cannot be read: another program has written it.",
			Hint: "Bring this program up to date, or delete the scenario.", Err: err,
		}
	}
	return state, nil
}
