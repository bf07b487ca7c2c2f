package catalog

// A workflow of which the index has nothing yet, with the one version that a bucket gave of it, needs none of the questions
// that other changes do. A clone has thousands of them.

const insertNewcomerSQL = `
INSERT INTO workflow_versions (version_uid, company_id, workflow_id, position, number, parent_uid, merged_uid, workflow_uid,
    name, author, created_at, size, content_sha256, yaml_name, yaml_error, error_count, warning_count, comment, checked,
    step_count, generator)
SELECT ?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20
WHERE NOT EXISTS (SELECT 1 FROM approval_workflows WHERE company_id = ?2 AND workflow_id = ?3)
ON CONFLICT DO NOTHING`

const newcomerWorkflowSQL = `
INSERT INTO approval_workflows (company_id, workflow_id, workflow_uid, name, s3_file_path, prompt, last_saved_at,
    latest_version_uid, journal_size)
VALUES (?1, ?2, ?3, COALESCE(NULLIF(?4, ''), 'Workflow ' || ?2), ?5, ?6, ?7, ?8, ?9)`

const newcomerReceiptSQL = `
INSERT INTO bucket_receipts (bucket_id, version_uid, kind, version_id, etag, pushed_at) VALUES (?, ?, ?, ?, ?, ?)`

// isNewcomer tells whether a change is the one version of a workflow that a bucket has.
func (c Change) isNewcomer() bool {
	if len(c.Saves) != 1 || len(c.Receipts) != 1 || c.Seen == nil || c.Span.From != 0 || c.Span.To == 0 {
		return false
	}
	s := c.Saves[0]
	return c.Receipts[0].UID == s.UID && !s.Beside && !s.Deleted && !s.TextElsewhere && !s.Described && c.Conflict == nil &&
		len(c.Tags)+len(c.BucketTags)+len(c.Scenarios)+len(c.BucketScenarios) == 0
}

// newcomer records such a change; false when the index has something of the workflow, and nothing was done.
func (r *recorder) newcomer() (bool, error) {
	ref, s, receipt := r.change.Ref, r.change.Saves[0], r.change.Receipts[0]
	n, err := r.exec(insertNewcomerSQL, s.UID, ref.Company, ref.ID, s.Number, s.ParentUID, s.MergedUID, s.WorkflowUID, s.Name,
		s.Author, timeText(s.CreatedAt), s.Size, s.ContentSHA256, s.YAMLName, s.YAMLError, s.ErrorCount, s.WarningCount, s.Comment,
		!s.Unchecked, s.stepCount(), s.Generator)
	if err != nil || n == 0 {
		return false, err
	}
	name := s.Name
	if name == "" {
		name = s.YAMLName
	}
	if _, err := r.exec(newcomerWorkflowSQL, ref.Company, ref.ID, s.WorkflowUID, name, ref.Key(), s.Prompt,
		timeText(s.CreatedAt), s.UID, r.change.Span.To); err != nil {
		return false, err
	}
	if s.Prompt != "" {
		if _, err := r.exec(insertPromptSQL, s.UID, s.Prompt); err != nil {
			return false, err
		}
	}
	if _, err := r.exec(newcomerReceiptSQL, receipt.BucketID, s.UID, receipt.Kind, receipt.VersionID, receipt.ETag,
		timeText(receipt.PushedAt)); err != nil {
		return false, err
	}
	if err := r.sight(); err != nil || s.Text == nil { // as in a clone
		return true, err
	}
	return true, r.document()
}
