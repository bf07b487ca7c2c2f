package catalog

import (
	"context"
	"database/sql"
	"errors"

	"workflow-designer/backend/workflow"
)

const (
	dropScenariosSQL       = `DELETE FROM workflow_scenarios WHERE company_id = ? AND workflow_id = ?`
	dropBucketScenariosSQL = `DELETE FROM bucket_scenarios WHERE company_id = ? AND workflow_id = ?`
	scenariosSQL           = `SELECT document FROM workflow_scenarios WHERE company_id = ? AND workflow_id = ?`
	keepScenariosSQL       = `
INSERT INTO workflow_scenarios (company_id, workflow_id, document, sha256)
SELECT company_id, workflow_id, ?3, ?4 FROM approval_workflows WHERE company_id = ?1 AND workflow_id = ?2
ON CONFLICT (company_id, workflow_id) DO UPDATE SET document = excluded.document, sha256 = excluded.sha256`
	bucketScenariosSQL = `
INSERT INTO bucket_scenarios (bucket_id, company_id, workflow_id, etag, sha256)
SELECT ?1, company_id, workflow_id, ?4, ?5 FROM approval_workflows WHERE company_id = ?2 AND workflow_id = ?3
ON CONFLICT (bucket_id, company_id, workflow_id) DO UPDATE SET etag = excluded.etag, sha256 = excluded.sha256`
)

func (r *recorder) scenarios() error {
	ref, all := r.change.Ref, r.change.Scenarios
	if r.change.whole() {
		for _, drop := range []string{dropScenariosSQL, dropBucketScenariosSQL} {
			if _, err := r.exec(drop, ref.Company, ref.ID); err != nil {
				return err
			}
		}
	}
	if len(all) > 0 {
		if err := r.keepScenarios(ref, all); err != nil {
			return err
		}
	}
	for _, b := range r.change.BucketScenarios {
		if _, err := r.exec(bucketScenariosSQL, b.BucketID, ref.Company, ref.ID, b.ETag, b.SHA256); err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) keepScenarios(ref workflow.Ref, news []workflow.KeptScenario) error {
	var document string
	err := r.find(&document, scenariosSQL, ref.Company, ref.ID)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	known, err := workflow.DecodeScenarios([]byte(document))
	if err != nil {
		return err
	}
	text := workflow.EncodeScenarios(workflow.MergeScenarios(known, news))
	_, err = r.exec(keepScenariosSQL, ref.Company, ref.ID, string(text), workflow.SHA256(text))
	return err
}

// Scenarios gives those of a workflow, also deleted ones, by id; none for a workflow that is not here.
func (c *Catalog) Scenarios(ctx context.Context, ref workflow.Ref) ([]workflow.KeptScenario, error) {
	const verb = "read the scenarios"
	var document string
	err := c.read.QueryRowContext(ctx, scenariosSQL, ref.Company, ref.ID).Scan(&document)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fail(verb, err)
	}
	return workflow.DecodeScenarios([]byte(document))
}

// ScenarioStanding is where the scenarios of a workflow stand.
type ScenarioStanding struct {
	SHA256 string // of their document here; empty for none
	ETag   string // of the bucket's document when both said the same last; empty for never
	Sent   string // SHA256 at that time
}

// Waits reports whether the scenarios changed here since both said the same.
func (s ScenarioStanding) Waits() bool { return s.SHA256 != s.Sent }

// ScenarioStandings tells where the scenarios of a company's workflows stand between this computer and a bucket. Workflows that
// never had any are left out.
func (c *Catalog) ScenarioStandings(ctx context.Context, company workflow.CompanyID, bucketID string) (map[workflow.ID]ScenarioStanding, error) {
	const verb = "read which scenarios wait"
	rows, err := c.read.QueryContext(ctx, `
		SELECT workflow_id, MAX(sha256), MAX(etag), MAX(sent) FROM (
		    SELECT workflow_id, sha256, '' AS etag, '' AS sent FROM workflow_scenarios WHERE company_id = ?1
		    UNION ALL
		    SELECT workflow_id, '', etag, sha256 FROM bucket_scenarios WHERE company_id = ?1 AND bucket_id = ?2
		) GROUP BY workflow_id`, company, bucketID)
	if err != nil {
		return nil, fail(verb, err)
	}
	defer func() { _ = rows.Close() }()
	all := map[workflow.ID]ScenarioStanding{}
	err = each(rows, func() error {
		var id workflow.ID
		var s ScenarioStanding
		err := rows.Scan(&id, &s.SHA256, &s.ETag, &s.Sent)
		all[id] = s
		return err
	})
	if err != nil {
		return nil, fail(verb, err)
	}
	return all, nil
}

// ScenarioStanding is ScenarioStandings for one workflow.
func (c *Catalog) ScenarioStanding(ctx context.Context, ref workflow.Ref, bucketID string) (ScenarioStanding, error) {
	var s ScenarioStanding
	err := c.read.QueryRowContext(ctx, `
		SELECT COALESCE((SELECT sha256 FROM workflow_scenarios WHERE company_id = ?1 AND workflow_id = ?2), ''),
		    COALESCE((SELECT etag FROM bucket_scenarios WHERE company_id = ?1 AND workflow_id = ?2 AND bucket_id = ?3), ''),
		    COALESCE((SELECT sha256 FROM bucket_scenarios WHERE company_id = ?1 AND workflow_id = ?2 AND bucket_id = ?3), '')`,
		ref.Company, ref.ID, bucketID).Scan(&s.SHA256, &s.ETag, &s.Sent)
	if err != nil {
		return s, fail("read whether scenarios wait", err)
	}
	return s, nil
}

// waitingScenariosSQL counts the workflows of company ?1 whose scenarios wait for the bucket at address ?2.
const waitingScenariosSQL = `(
    SELECT COUNT(*) FROM workflow_scenarios s
    JOIN approval_workflows w USING (company_id, workflow_id)
    LEFT JOIN buckets k ON k.address = ?2
    LEFT JOIN bucket_scenarios b ON b.bucket_id = k.bucket_id AND b.company_id = s.company_id AND b.workflow_id = s.workflow_id
    WHERE s.company_id = ?1 AND NOT w.deleted AND b.sha256 IS NOT s.sha256
)`
