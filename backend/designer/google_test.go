package designer_test

import (
	"context"
	"slices"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/gcstest"
	"workflow-designer/backend/workflow"
)

// Two computers share a bucket of Google Cloud Storage that neither versioning nor the bucket was set up for: doctor mends it,
// and what one of them saves, tags, deletes and brings back is there for the other.
func TestATeamWorksInGoogleCloudStorage(t *testing.T) {
	ctx := context.Background()
	server := gcstest.Start(t)
	open := func(author string) *designer.Designer {
		return designertest.Open(t, t.TempDir(), map[string]string{
			"STORAGE_TYPE": "gcs", "S3_ENDPOINT_URL": server.Endpoint, "S3_BUCKET_NAME": "the-team",
			"S3_ACCESS_KEY_ID": gcstest.AccessKey, "S3_SECRET_ACCESS_KEY": gcstest.SecretKey, "DESIGNER_AUTHOR": author,
		})
	}
	ana, ben := open("Ana"), open("Ben")
	mended, err := ana.Doctor(ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range mended.Checks {
		if c.Status == storage.CheckFailed {
			t.Errorf("after doctor %s says %s", c.ID, c.Message)
		}
	}

	// A save has the bucket's own version id, and a colleague gets it
	saved := save(t, ana, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	history := server.History("the-team", "companies/1/workflows/1/workflow.yaml")
	if len(history) != 1 || string(history[0].Text) != sampleYAML || saved.SyncState != designer.SyncSynced {
		t.Fatalf("saved %+v, the bucket has %+v", saved, history)
	}
	syncAll(t, ben)
	if got := latest(t, ben, 1); got.VersionID != saved.VersionID || got.Author != "Ana" || got.YAMLContent != sampleYAML {
		t.Errorf("ben has %+v", got)
	}

	// Tags come over
	if _, err := ben.SetTags(ctx, 1, saved.VersionID, []workflow.Tag{{Name: "approved", Value: "Ben"}}); err != nil {
		t.Fatal(err)
	}
	syncAll(t, ben)
	seen, err := ana.History(ctx, 1)
	if err != nil || len(seen.Versions) != 1 || !slices.Equal(seen.Versions[0].Tags, []workflow.Tag{{Name: "approved", Value: "Ben"}}) {
		t.Errorf("ana sees %+v, %v", seen, err)
	}

	// Two who save on one base: one of them wins, and both texts are brought together or wait for a decision
	save(t, ana, on(1, sampleYAML+"description: from Ana\n"))
	if _, err := ben.SaveVersion(ctx, on(1, sampleYAML+"version: 7\n")); err != nil {
		t.Fatal(err)
	}
	syncAll(t, ana)
	if a, b := latest(t, ana, 1), latest(t, ben, 1); a.VersionID != b.VersionID || a.YAMLContent != b.YAMLContent {
		t.Errorf("ana has %s, ben %s", a.VersionID, b.VersionID)
	}

	// Deleted and brought back
	if _, err := ana.DeleteWorkflow(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if all := server.History("the-team", "companies/1/workflows/1/workflow.yaml"); all[len(all)-1].Live() {
		t.Error("the object is still live")
	}
	syncAll(t, ben)
	if _, err := ben.UndeleteWorkflow(ctx, 1); err != nil {
		t.Fatal(err)
	}
	syncAll(t, ana)
	if got := latest(t, ana, 1); got.IsLatest != true || got.Author != "Ben" {
		t.Errorf("after the way back ana has %+v", got)
	}
}
