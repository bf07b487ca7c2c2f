package designer_test

import (
	"context"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// colleagues are two computers that share a new bucket.
func colleagues(t *testing.T) (ana, ben *designer.Designer) {
	t.Helper()
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	open := func(author string) *designer.Designer {
		environment := settingsFor(server, server.Endpoint, bucket)
		environment["DESIGNER_AUTHOR"] = author
		return designertest.Open(t, t.TempDir(), environment)
	}
	return open("Ana"), open("Ben")
}

func latest(t *testing.T, d *designer.Designer, id workflow.ID) designer.VersionDetail {
	t.Helper()
	v, err := d.Version(context.Background(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// on is a request for the next version of a workflow.
func on(id workflow.ID, text string) designer.SaveVersionRequest {
	number := int64(id)
	return designer.SaveVersionRequest{WorkflowID: &number, YAMLContent: text}
}

func TestAWorkflowWhoseNumberIsTakenGetsTheNext(t *testing.T) {
	// Given two people who made a first workflow each, one before the other
	ana, ben := colleagues(t)
	save(t, ana, designer.SaveVersionRequest{YAMLContent: sampleYAML})

	// When the later one saves
	saved := save(t, ben, designer.SaveVersionRequest{YAMLContent: sampleYAML + "# ben\n"})

	// Then it has the next number, and both have both
	if saved.WorkflowID != 2 || saved.SyncState != designer.SyncSynced || saved.SyncError != nil {
		t.Fatalf("saved %+v %+v", saved, saved.SyncError)
	}
	if got := latest(t, ben, 1); got.YAMLContent != sampleYAML || got.Author != "Ana" {
		t.Errorf("workflow 1 of ben is %+v", got)
	}
	if report := syncAll(t, ana); report.Pulled != 1 {
		t.Errorf("ana's sync: %+v", report)
	}
	if got := latest(t, ana, 2); got.YAMLContent != sampleYAML+"# ben\n" || got.VersionID != saved.VersionID {
		t.Errorf("workflow 2 of ana is %+v", got)
	}
}

func TestEditsOfDifferentPlacesComeTogetherOnSave(t *testing.T) {
	// Given a workflow that both have
	ana, ben := colleagues(t)
	save(t, ana, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	syncAll(t, ben)

	// When both change it, in different places
	save(t, ana, on(1, sampleYAML+"description: from Ana\n"))
	mine := save(t, ben, on(1, strings.Replace(sampleYAML, "name:", "version: 7\nname:", 1)))

	// Then the later save is brought together with the other, and ben's own version is kept too
	merged := latest(t, ben, 1)
	if !strings.Contains(merged.YAMLContent, "from Ana") || !strings.Contains(merged.YAMLContent, "version: 7") {
		t.Fatalf("the merged text is\n%s", merged.YAMLContent)
	}
	if merged.MergedID != mine.LocalID || merged.SyncState != designer.SyncSynced || mine.IsLatest {
		t.Errorf("merged %+v of %+v", merged, mine)
	}
	syncAll(t, ana)
	if got := latest(t, ana, 1); got.YAMLContent != merged.YAMLContent || got.VersionID != merged.VersionID {
		t.Errorf("ana has %+v", got)
	}
	history, err := ana.History(context.Background(), 1)
	if err != nil || !history.Complete {
		t.Fatalf("history: %+v, %v", history, err)
	}
	found := false
	for _, v := range history.Versions {
		found = found || v.LocalID == mine.LocalID
	}
	if !found {
		t.Errorf("ben's own version is not in ana's history: %+v", history.Versions)
	}
}

func TestATextOfAnOlderVersionIsBroughtTogetherWhenAsked(t *testing.T) {
	// Given an open text of version 1, while version 2 of a colleague is here already
	ana, ben := colleagues(t)
	first := save(t, ana, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	syncAll(t, ben)
	save(t, ana, on(1, sampleYAML+"description: from Ana\n"))
	syncAll(t, ben)
	request := on(1, strings.Replace(sampleYAML, "name:", "version: 7\nname:", 1))
	request.ParentVersionID = first.VersionID

	// When it is saved on its own version
	_, err := ben.SaveVersion(context.Background(), request)
	request.Merge = true
	merged := save(t, ben, request)

	// Then that is refused, and done when ben asks for it
	if workflow.CodeOf(err) != workflow.CodeStaleParent {
		t.Errorf("without merge: %v", err)
	}
	text := latest(t, ben, 1).YAMLContent
	if !merged.IsLatest || merged.MergedID == "" || merged.SyncState != designer.SyncSynced ||
		!strings.Contains(text, "from Ana") || !strings.Contains(text, "version: 7") {
		t.Errorf("merged %+v\n%s", merged, text)
	}
	syncAll(t, ana)
	if got := latest(t, ana, 1).YAMLContent; got != text {
		t.Errorf("ana has\n%s", got)
	}

	// And when it changes the same place, both wait for a decision
	clash := on(1, strings.Replace(sampleYAML, "name:", "version: 8\nname:", 1))
	clash.ParentVersionID, clash.Merge = first.VersionID, true
	if saved := save(t, ben, clash); saved.SyncState != designer.SyncConflict {
		t.Errorf("the clash: %+v", saved)
	}
	syncAll(t, ben)
	syncAll(t, ana)
	if got := latest(t, ana, 1).YAMLContent; got != text {
		t.Errorf("in the conflict ana has\n%s", got)
	}
}

func TestEditsOfTheSamePlaceWaitForADecision(t *testing.T) {
	// Given a workflow that both have
	ana, ben := colleagues(t)
	save(t, ana, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	syncAll(t, ben)

	// When both give it another name
	save(t, ana, on(1, strings.Replace(sampleYAML, "name:", "name: A #", 1)))
	mine := save(t, ben, on(1, strings.Replace(sampleYAML, "name:", "name: B #", 1)))

	// Then ben is told, both go on with what they have, and nothing is lost
	if mine.SyncState != designer.SyncConflict || mine.SyncError == nil || mine.SyncError.Code != workflow.CodeConflict {
		t.Fatalf("saved %+v %+v", mine, mine.SyncError)
	}
	status, err := ben.SyncStatus(context.Background())
	if err != nil || status.ConflictCount != 1 || status.State != designer.StandingConflict || status.PendingCount != 0 {
		t.Errorf("status %+v, %v", status, err)
	}
	list, err := ben.Workflows(context.Background())
	if err != nil || len(list) != 1 || list[0].SyncState != designer.SyncConflict {
		t.Errorf("list %+v, %v", list, err)
	}
	if report := syncAll(t, ana); len(report.Failures)+len(report.Conflicts) > 0 {
		t.Errorf("ana's sync: %+v", report)
	}
	detail, err := ana.Version(context.Background(), 1, string(mine.LocalID))
	if err != nil || detail.Author != "Ben" || !detail.Beside {
		t.Errorf("ben's version on ana's computer: %+v, %v", detail, err)
	}
}

func TestDeletedRestoredAndTagged(t *testing.T) {
	// Given a workflow of two versions that both have
	ctx := context.Background()
	ana, ben := colleagues(t)
	first := save(t, ana, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	save(t, ana, on(1, sampleYAML+"# two\n"))
	syncAll(t, ben)

	// When it is deleted, brought back, its first version restored and tagged
	if _, err := ana.DeleteWorkflow(ctx, 1); err != nil {
		t.Fatal(err)
	}
	syncAll(t, ben)
	if list, err := ben.Workflows(ctx); err != nil || len(list) != 0 {
		t.Errorf("after the deletion ben has %+v, %v", list, err)
	}
	if back, err := ben.UndeleteWorkflow(ctx, 1); err != nil || back.SyncState != designer.SyncSynced {
		t.Fatalf("brought back: %+v, %v", back, err)
	}
	syncAll(t, ana)
	if got := latest(t, ana, 1); got.YAMLContent != sampleYAML+"# two\n" || got.Author != "Ben" {
		t.Errorf("after it was brought back ana has %+v", got)
	}
	restored, err := ana.RestoreVersion(ctx, 1, first.VersionID)
	if err != nil || restored.VersionComment != "Restored version 1." || restored.SyncState != designer.SyncSynced {
		t.Fatalf("restored: %+v, %v", restored, err)
	}
	tagged, err := ana.SetTags(ctx, 1, restored.VersionID, []workflow.Tag{{Name: "approved"}})
	if err != nil || len(tagged.Tags) != 1 {
		t.Fatalf("tagged: %+v, %v", tagged, err)
	}

	// Then ben sees all of it
	syncAll(t, ben)
	if got := latest(t, ben, 1); got.YAMLContent != sampleYAML {
		t.Errorf("ben's latest is %+v", got)
	}
	history, err := ben.History(ctx, 1)
	if err != nil || len(history.Versions) != 5 || len(history.Versions[0].Tags) != 1 || history.Versions[0].Tags[0].Name != "approved" {
		t.Fatalf("ben's history: %+v, %v", history, err)
	}
	if !history.Versions[2].Deleted || history.Versions[4].LocalID != first.LocalID {
		t.Errorf("ben's history: %+v", history.Versions)
	}
	text, err := ben.Version(ctx, 1, string(first.LocalID))
	if err != nil || text.YAMLContent != sampleYAML {
		t.Errorf("the first version on ben's computer: %+v, %v", text, err)
	}
}
