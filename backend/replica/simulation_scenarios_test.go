package replica_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"workflow-designer/backend/workflow"
)

// tryOut keeps, changes or deletes a scenario of a workflow.
func (p *person) tryOut() {
	ctx := context.Background()
	w, there := p.any(false)
	if !there {
		return
	}
	all, err := p.laptop.Index.Scenarios(ctx, w.Ref)
	if !p.must(err) {
		return
	}
	p.figures.scenarios++
	one := workflow.KeptScenario{ID: p.newUID()}
	if len(all) > 0 && p.random.IntN(3) > 0 {
		one = all[p.random.IntN(len(all))]
	}
	state := workflow.ScenarioState{
		Revision: p.newUID(), SavedAt: p.now(), Author: p.name, Case: json.RawMessage(fmt.Sprintf(`{"n":%d}`, p.figures.scenarios)),
	}
	if next := one.Next(state, one.Latest().Revision); p.random.IntN(6) > 0 || one.Deleted() {
		one = next
	} else {
		one = one.Without()
	}
	_, err = p.laptop.KeepScenarios(ctx, w.Ref, []workflow.KeptScenario{one})
	if err == nil || workflow.CodeOf(err) == workflow.CodeIndexFailed {
		p.tried[w.UID] = append(p.tried[w.UID], one)
	}
	if p.must(err) && p.offline == 0 {
		p.expected(p.replica().SendScenarios(ctx, w.Ref))
	}
}

// everybodyHasTheScenarios: the bucket and all laptops have the same scenarios of every workflow that is not deleted, and what
// was acknowledged is in them as if everybody had met everybody.
func (s *simulation) everybodyHasTheScenarios() {
	ctx := context.Background()
	for _, p := range s.people {
		for _, w := range p.workflows(false) {
			document, _, err := s.people[0].store.Scenarios(ctx, w.Ref)
			if err != nil {
				s.t.Fatal(err)
			}
			bucket, err := workflow.DecodeScenarios(document)
			if err != nil {
				s.t.Fatal(err)
			}
			here, err := p.laptop.Index.Scenarios(ctx, w.Ref)
			if err != nil || !bytes.Equal(workflow.EncodeScenarios(here), workflow.EncodeScenarios(bucket)) {
				s.t.Errorf("%s has other scenarios of %d than the bucket: %+v and %+v, %v", p.name, w.Ref.ID, here, bucket, err)
			}
			if missing := workflow.NewScenarios(bucket, workflow.MergeScenarios(bucket, s.tried[w.UID])); len(missing) > 0 {
				s.t.Errorf("of the scenarios of %d there were acknowledged and are not in the bucket: %+v", w.Ref.ID, missing)
			}
		}
	}
}
