package designer

import (
	"context"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// TestStorage runs the real checks on the storage that the input describes, on top of the settings in force. It stores
// no setting. CodeInvalidSettings: the input does not describe a storage; everything else is in the report.
func (d *Designer) TestStorage(ctx context.Context, input SettingsInput) (StorageReport, error) {
	s, err := d.described(input)
	if err != nil {
		return StorageReport{}, err
	}
	return d.report(func() ([]storage.Check, error) { return d.storageChecks(ctx, s) })
}

// MendStorage mends one failed check of that storage and runs the checks again.
func (d *Designer) MendStorage(ctx context.Context, action storage.MendAction, input SettingsInput) (StorageReport, error) {
	s, err := d.described(input)
	if err != nil {
		return StorageReport{}, err
	}
	if err := d.mend(ctx, action, s); err != nil {
		return StorageReport{}, err
	}
	return d.TestStorage(ctx, input)
}

func (d *Designer) described(input SettingsInput) (settings.Settings, error) {
	s, _ := d.inForce()
	return d.Options.Settings.With(s, asChange(input))
}

func (d *Designer) report(run func() ([]storage.Check, error)) (StorageReport, error) {
	begin := d.Now()
	checks, err := run()
	report := StorageReport{
		OK: true, CheckedAt: begin.UTC(), TookMS: int64(d.Now().Sub(begin) / time.Millisecond), Checks: checks,
	}
	for _, c := range checks {
		report.OK = report.OK && c.Status != storage.CheckFailed
	}
	return report, err
}

// storageChecks checks where versions of these settings go: the bucket, or the data folder when there is none.
func (d *Designer) storageChecks(ctx context.Context, s settings.Settings) ([]storage.Check, error) {
	if s.StorageType == settings.StorageLocal {
		return d.checkFiles(ctx, s), nil
	}
	bucket, err := bucketstore.New(bucketConfig(s, d.Now))
	if workflow.CodeOf(err) == workflow.CodeNoKeys {
		check := storage.Check{ID: "keys", Name: "Keys are accepted"}
		return []storage.Check{check.Fail(storage.CheckFailed, err, storage.MendNone)}, nil
	}
	if err != nil {
		return nil, err
	}
	return bucket.Diagnose(ctx), nil
}

// checkFiles checks what stands in the data folder.
func (d *Designer) checkFiles(ctx context.Context, s settings.Settings) []storage.Check {
	checks := d.laptop.Files.Check(ctx, s.CompanyID)
	if checks[0].Status != storage.CheckOK { // the folder itself
		return checks
	}
	return append(checks, d.laptop.CheckLog(ctx, s.CompanyID).Check)
}

// checkIndex compares the index with the journals it catalogues.
func (d *Designer) checkIndex(ctx context.Context, company workflow.CompanyID) storage.Check {
	check := storage.Check{ID: "index", Name: "Index agrees with the files"}
	workflows, behind, damaged, err := d.laptop.CheckIndex(ctx, company)
	if err != nil {
		return check.Fail(storage.CheckFailed, err, storage.MendRebuildIndex)
	}
	if damaged != nil {
		return check.Fail(storage.CheckFailed, damaged, storage.MendNone)
	}
	if behind > 0 {
		return check.Fail(storage.CheckFailed, &workflow.Error{
			Code:    workflow.CodeIndexFailed,
			Message: words.F("The index does not agree with the files of %d workflows.", behind),
			Hint:    "Rebuild the index: the files are the truth, no version is lost.",
		}, storage.MendRebuildIndex)
	}
	check.Status, check.Detail = storage.CheckOK, words.F("%d workflows", workflows)
	return check
}

func (d *Designer) mend(ctx context.Context, action storage.MendAction, s settings.Settings) error {
	switch action {
	case storage.MendHistory:
		if _, err := d.laptop.Files.Mend(ctx, s.CompanyID); err != nil {
			return err
		}
		return d.laptop.CatchUpAll(ctx, s.CompanyID)
	case storage.MendActivityLog:
		inForce, _ := d.inForce()
		return d.laptop.MendLog(ctx, s.CompanyID, d.entry(inForce, activity.Mended, ""))
	case storage.MendRights:
		return d.tightenRights(s)
	case storage.MendRebuildIndex:
		if err := d.laptop.Index.Clear(ctx); err != nil {
			return err
		}
		// The index is that of the settings in force; s may only be tried out.
		inForce, _ := d.inForce()
		return d.use(ctx, inForce)
	case storage.MendCreateBucket, storage.MendEnableVersioning:
		bucket, err := bucketstore.New(bucketConfig(s, d.Now))
		if err != nil {
			return err
		}
		if action == storage.MendCreateBucket {
			return bucket.CreateBucket(ctx)
		}
		return bucket.EnableVersioning(ctx)
	case storage.MendNone:
	}
	return unknownMend(string(action))
}
