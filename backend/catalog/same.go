package catalog

import (
	"context"

	"workflow-designer/backend/workflow"
)

// Named is a workflow by its number and name.
type Named struct {
	ID   workflow.ID
	Name string
}

// LatestTexts gives, by the hash of its latest text, every workflow of a company that is not deleted.
func (c *Catalog) LatestTexts(ctx context.Context, company workflow.CompanyID) (map[string][]Named, error) {
	rows, err := c.read.QueryContext(ctx, `
		SELECT v.content_sha256, w.workflow_id, w.name
		FROM approval_workflows w JOIN workflow_versions v ON v.version_uid = w.latest_version_uid
		WHERE w.company_id = ? AND NOT w.deleted ORDER BY w.workflow_id`, company)
	if err != nil {
		return nil, fail("look for the same texts", err)
	}
	defer func() { _ = rows.Close() }()
	all := map[string][]Named{}
	err = each(rows, func() error {
		var hash string
		var n Named
		err := rows.Scan(&hash, &n.ID, &n.Name)
		all[hash] = append(all[hash], n)
		return err
	})
	if err != nil {
		return nil, fail("look for the same texts", err)
	}
	return all, nil
}
