package catalog

import (
	"context"
	"database/sql"

	"workflow-designer/backend/workflow"
)

// uncheckedSQL names the index: left to itself SQLite reads the versions of the whole company, after every sync.
const uncheckedSQL = `
SELECT workflow_id, version_uid, name FROM workflow_versions INDEXED BY workflow_versions_unchecked
WHERE company_id = ? AND NOT checked ORDER BY workflow_id LIMIT ?`

// Unchecked gives some versions of a company of whose text it is not known yet what it says, by workflow.
func (c *Catalog) Unchecked(ctx context.Context, company workflow.CompanyID, limit int) ([]workflow.Known, error) {
	rows, err := c.read.QueryContext(ctx, uncheckedSQL, company, limit)
	if err != nil {
		return nil, fail("read which versions are unchecked", err)
	}
	defer func() { _ = rows.Close() }()
	var all []workflow.Known
	err = each(rows, func() error {
		var v workflow.Known
		v.Ref.Company = company
		err := rows.Scan(&v.Ref.ID, &v.UID, &v.Name)
		all = append(all, v)
		return err
	})
	if err != nil {
		return nil, fail("read which versions are unchecked", err)
	}
	return all, nil
}

// Empty tells whether the index knows of no version at all.
func (c *Catalog) Empty(ctx context.Context) (bool, error) {
	var empty bool
	err := c.read.QueryRowContext(ctx, "SELECT NOT EXISTS (SELECT 1 FROM workflow_versions)").Scan(&empty)
	if err != nil {
		return false, fail("look whether there is anything", err)
	}
	return empty, nil
}

const checkedSQL = `
UPDATE workflow_versions SET yaml_name = ?4, yaml_error = ?5, error_count = ?6, warning_count = ?7, checked = 1, step_count = ?8
WHERE version_uid = ?1 AND company_id = ?2 AND workflow_id = ?3`

// labelledSQL: what is known of a text by now can be found from now on.
const labelledSQL = `
UPDATE approval_workflows SET labels = ?4, stale = 1 WHERE company_id = ?1 AND workflow_id = ?2 AND latest_version_uid = ?3`

const renameSQL = `
UPDATE approval_workflows SET name = ` + shownNameSQL + `
WHERE company_id = ?1 AND workflow_id = ?2`

// Checked notes what the texts of versions say that were recorded as Unchecked.
func (c *Catalog) Checked(ctx context.Context, saves []Save) error {
	return c.change(ctx, "note what was found in texts", func(tx *sql.Tx) error {
		for _, s := range saves {
			r := recorder{ctx: ctx, tx: tx, prepared: c.recording}
			if _, err := r.exec(checkedSQL, s.UID, s.Ref.Company, s.Ref.ID, s.YAMLName, s.YAMLError, s.ErrorCount,
				s.WarningCount, s.stepCount()); err != nil {
				return err
			}
			if _, err := r.exec(labelledSQL, s.Ref.Company, s.Ref.ID, s.UID, labelText(s.Labels)); err != nil {
				return err
			}
			if s.Name != "" {
				continue
			}
			if _, err := r.exec(renameSQL, s.Ref.Company, s.Ref.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
