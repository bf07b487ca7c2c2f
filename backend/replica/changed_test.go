package replica_test

import (
	"context"
	"slices"
	"testing"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Of what stands beside a workflow a bucket tells one workflow at a time, while nobody syncs.
func TestAHintTakesInWhatLostARaceElsewhere(t *testing.T) {
	team := newTeam(t, newInMemory)
	first := team.putVersion(team.bucket.reach(), 1, 1, storage.Entry{})
	ana := team.member("ana")
	ana.takesIn()
	lost := workflow.Version{
		Ref: ref(1), UID: uidOf(1, 2), ParentUID: first.UID, WorkflowUID: first.WorkflowUID, Number: 2, Author: "ben", CreatedAt: noon,
	}
	_, err := team.bucket.reach().PutSide(context.Background(), lost, text(2))
	must(t, err)

	_, err = ana.atWork().Changed(context.Background(), ref(1))

	must(t, err)
	versions, err := ana.laptop.Index.Versions(context.Background(), ref(1), address)
	must(t, err)
	if len(versions) != 2 || !slices.ContainsFunc(versions, func(v catalog.Version) bool { return v.UID == lost.UID && v.Beside }) {
		t.Errorf("the versions are %+v", versions)
	}
}
