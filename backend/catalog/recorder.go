package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// recorder is one Record under way.
type recorder struct {
	ctx      context.Context
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
	change   Change
	from     int // the place of the first of Saves; later ones of Saves stand above it
}

// recording are the statements of a recorder. They are prepared once: a save is waited for.
var recording = []string{
	setAsideSQL, placeSQL, moveVersionSQL, insertVersionSQL, insertPromptSQL, forgottenSQL, upsertWorkflowSQL, followSQL, insertReceiptSQL, sentSQL,
	enqueueWorkflowSQL, conflictSQL, decidedSQL, tagsSQL, bucketTagsSQL, sightSQL,
	dropScenariosSQL, dropBucketScenariosSQL, scenariosSQL, keepScenariosSQL, bucketScenariosSQL,
	insertNewcomerSQL, newcomerWorkflowSQL, newcomerReceiptSQL, checkedSQL, renameSQL, labelledSQL, activityMarkSQL, activityMarkedSQL, activityLineSQL,
	followedSQL, documentSQL, remarksSQL, dropTextsSQL, writeTextsSQL, documentedSQL, staleSQL, removedSQL, takenSQL,
}

func (r *recorder) record() error {
	if r.change.Current != nil {
		if current, err := r.change.Current(); err != nil || !current {
			return cmp.Or(err, ErrOutrun)
		}
	}
	if r.change.whole() && len(r.change.Saves) == 0 {
		return forget(r.ctx, r.tx, r.change.Ref)
	}
	if r.change.isNewcomer() {
		if done, err := r.newcomer(); err != nil || done {
			return err
		}
	}
	return r.anyChange()
}

const followedSQL = `SELECT journal_size FROM approval_workflows WHERE company_id = ? AND workflow_id = ?`

// leaveOutOld leaves out of a part of a journal what later lines may have said anew, when the index was told of those first: somebody
// else read the whole journal between the writing of the part and its record.
func (r *recorder) leaveOutOld() error {
	c := &r.change
	if c.Span.From < 0 || c.Conflict == nil && len(c.Tags)+len(c.BucketTags)+len(c.BucketScenarios) == 0 {
		return nil
	}
	var followed int64
	err := r.find(&followed, followedSQL, c.Ref.Company, c.Ref.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil && followed >= c.Span.To && followed > c.Span.From {
		c.Conflict, c.Tags, c.BucketTags, c.BucketScenarios = nil, nil, nil, nil
	}
	return err
}

// anyChange records a change of any kind.
func (r *recorder) anyChange() error {
	for _, step := range []func() error{
		r.leaveOutOld, r.versions, r.receipts, r.workflow, r.document, r.conflict, r.tags, r.scenarios, r.outbox, r.sight,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) exec(query string, args ...any) (changed int64, err error) {
	stmt := r.tx.StmtContext(r.ctx, r.prepared[query])
	defer func() { _ = stmt.Close() }() // the prepared one stays
	result, err := stmt.ExecContext(r.ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// find reads the one value that a query gives.
func (r *recorder) find(value any, query string, args ...any) error {
	return r.scan(query, args, value)
}

// scan reads the one row that a query gives.
func (r *recorder) scan(query string, args []any, values ...any) error {
	stmt := r.tx.StmtContext(r.ctx, r.prepared[query])
	defer func() { _ = stmt.Close() }() // the prepared one stays
	return stmt.QueryRowContext(r.ctx, args...).Scan(values...)
}

// setAsideSQL takes all versions of a workflow out of their places, which the whole journal gives out anew.
const setAsideSQL = `UPDATE workflow_versions SET position = -position WHERE company_id = ? AND workflow_id = ?`

// forgottenSQL: what got no place left the journal.
const forgottenSQL = `DELETE FROM workflow_versions WHERE company_id = ? AND workflow_id = ? AND position < 0`

// placeSQL is the place of a version that is recorded already, else the next free one.
const placeSQL = `
SELECT COALESCE(
    (SELECT position FROM workflow_versions WHERE version_uid = ?3 AND company_id = ?1 AND workflow_id = ?2),
    (SELECT MAX(position) + 1 FROM workflow_versions WHERE company_id = ?1 AND workflow_id = ?2), 1)`

const insertVersionSQL = `
INSERT INTO workflow_versions (version_uid, company_id, workflow_id, position, number, parent_uid, merged_uid, workflow_uid,
    name, author, created_at, size, content_sha256, deleted, beside, text_here, yaml_name, yaml_error, error_count,
    warning_count, comment, checked, step_count, generator)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (version_uid) DO UPDATE SET position = excluded.position, number = excluded.number, size = excluded.size,
    content_sha256 = excluded.content_sha256, beside = excluded.beside, text_here = excluded.text_here,
    yaml_name = excluded.yaml_name, yaml_error = excluded.yaml_error, error_count = excluded.error_count,
    warning_count = excluded.warning_count, checked = excluded.checked, step_count = excluded.step_count
    WHERE company_id = excluded.company_id AND workflow_id = excluded.workflow_id`

// moveVersionSQL gives a version whose text is known its place.
const moveVersionSQL = `
UPDATE workflow_versions SET position = ?4, number = ?5, beside = ?6
WHERE version_uid = ?1 AND company_id = ?2 AND workflow_id = ?3`

const insertPromptSQL = `
INSERT INTO version_prompts (version_uid, prompt) VALUES (?, ?) ON CONFLICT (version_uid) DO NOTHING`

func (r *recorder) versions() error {
	ref := r.change.Ref
	if r.change.whole() {
		if _, err := r.exec(setAsideSQL, ref.Company, ref.ID); err != nil {
			return err
		}
	}
	for i, s := range r.change.Saves {
		place := i + 1
		if !r.change.whole() {
			if err := r.find(&place, placeSQL, ref.Company, ref.ID, s.UID); err != nil {
				return err
			}
		}
		if i == 0 {
			r.from = place
		}
		if err := r.version(s, place); err != nil {
			return err
		}
	}
	if !r.change.whole() {
		return nil
	}
	_, err := r.exec(forgottenSQL, ref.Company, ref.ID)
	return err
}

func (r *recorder) version(s Save, place int) error {
	v := s.Version
	if s.Described {
		moved, err := r.exec(moveVersionSQL, v.UID, r.change.Ref.Company, r.change.Ref.ID, place, v.Number, s.Beside)
		if err == nil && moved == 0 {
			err = ErrOutrun // somebody took it out of the index after it was looked up there
		}
		return err
	}
	n, err := r.exec(insertVersionSQL, v.UID, r.change.Ref.Company, r.change.Ref.ID, place, v.Number, v.ParentUID, v.MergedUID,
		v.WorkflowUID, v.Name, v.Author, timeText(v.CreatedAt), v.Size, v.ContentSHA256, v.Deleted, s.Beside, !s.TextElsewhere,
		s.YAMLName, s.YAMLError, s.ErrorCount, s.WarningCount, v.Comment, !s.Unchecked, s.stepCount(),
		v.Generator)
	if err != nil {
		return err
	}
	if n == 0 {
		return r.copied(v.UID)
	}
	if v.Prompt == "" {
		return nil
	}
	_, err = r.exec(insertPromptSQL, v.UID, v.Prompt)
	return err
}

func (r *recorder) copied(uid workflow.UID) error {
	var of workflow.Ref
	err := r.tx.QueryRowContext(r.ctx, "SELECT company_id, workflow_id FROM workflow_versions WHERE version_uid = ?", uid).
		Scan(&of.Company, &of.ID)
	if err != nil {
		return err
	}
	return Copied(r.change.Ref, of)
}

// Copied says that a workflow has a version of another one.
func Copied(ref, of workflow.Ref) error {
	return &workflow.Error{
		Code:    workflow.CodeDamaged,
		Message: words.F("Workflow %d has a version of workflow %d: its folder looks like a copy.", ref.ID, of.ID),
		Hint:    words.F("Move the folder %s elsewhere and save its YAML as a new workflow.", ref.Folder()),
	}
}

// shownNameSQL is the name of the workflow ?2 of the company ?1: what a person gave, else the YAML's own.
const shownNameSQL = `COALESCE((SELECT COALESCE(NULLIF(n.name, ''), n.yaml_name) FROM workflow_versions n
        WHERE n.company_id = ?1 AND n.workflow_id = ?2 AND NOT n.beside AND (n.name <> '' OR n.yaml_name <> '')
        ORDER BY n.position DESC LIMIT 1), 'Workflow ' || workflow_id)`

// upsertWorkflowSQL computes the workflow's row from those of its versions, so that it is the same however they came. The
// latest is the last that does not stand beside. Name and prompt outlive a deletion.
const upsertWorkflowSQL = `
INSERT INTO approval_workflows (company_id, workflow_id, workflow_uid, name, s3_file_path, prompt, last_saved_at,
    latest_version_uid, journal_size, deleted)
SELECT company_id, workflow_id, workflow_uid,
    ` + shownNameSQL + `,
    ?3, COALESCE((SELECT p.prompt FROM version_prompts p WHERE p.version_uid = (
        SELECT n.version_uid FROM workflow_versions n
        WHERE n.company_id = ?1 AND n.workflow_id = ?2 AND NOT n.beside AND NOT n.deleted ORDER BY n.position DESC LIMIT 1)), ''),
    created_at, version_uid, 0, deleted
FROM workflow_versions WHERE company_id = ?1 AND workflow_id = ?2 AND NOT beside ORDER BY position DESC LIMIT 1
ON CONFLICT (company_id, workflow_id) DO UPDATE SET workflow_uid = excluded.workflow_uid, name = excluded.name,
    prompt = excluded.prompt, last_saved_at = excluded.last_saved_at, latest_version_uid = excluded.latest_version_uid,
    deleted = excluded.deleted, unseen = MAX(unseen, ?4)`

const followSQL = `
UPDATE approval_workflows SET journal_size = ?3
WHERE company_id = ?1 AND workflow_id = ?2 AND (?4 = -1 OR journal_size = ?4)`

func (r *recorder) workflow() error {
	ref, span := r.change.Ref, r.change.Span
	if len(r.change.Saves) > 0 {
		if _, err := r.exec(upsertWorkflowSQL, ref.Company, ref.ID, ref.Key(), r.change.Unseen); err != nil {
			return err
		}
	}
	_, err := r.exec(followSQL, ref.Company, ref.ID, span.To, span.From)
	return err
}

const insertReceiptSQL = `
INSERT INTO bucket_receipts (bucket_id, version_uid, kind, version_id, etag, pushed_at)
SELECT ?1, version_uid, ?8, ?3, ?4, ?5 FROM workflow_versions
WHERE version_uid = ?2 AND company_id = ?6 AND workflow_id = ?7
ON CONFLICT (bucket_id, version_uid, kind) DO UPDATE
SET version_id = excluded.version_id, etag = excluded.etag, pushed_at = excluded.pushed_at`

const sentSQL = `
DELETE FROM outbox WHERE version_uid = ? AND bucket_address IN (SELECT address FROM buckets WHERE bucket_id = ?)`

func (r *recorder) receipts() error {
	ref := r.change.Ref
	for _, receipt := range r.change.Receipts {
		if _, err := r.exec(insertReceiptSQL, receipt.BucketID, receipt.UID, receipt.VersionID, receipt.ETag,
			timeText(receipt.PushedAt), ref.Company, ref.ID, receipt.Kind); err != nil {
			return err
		}
		if _, err := r.exec(sentSQL, receipt.UID, receipt.BucketID); err != nil {
			return err
		}
	}
	return nil
}

const conflictSQL = `
UPDATE approval_workflows SET conflict_mine = ?3, conflict_theirs = ?4 WHERE company_id = ?1 AND workflow_id = ?2`

// decidedSQL ends a conflict when a version came that has theirs as a parent.
const decidedSQL = `
UPDATE approval_workflows SET conflict_mine = '', conflict_theirs = ''
WHERE company_id = ?1 AND workflow_id = ?2 AND conflict_theirs <> '' AND EXISTS (
    SELECT 1 FROM workflow_versions v WHERE v.company_id = ?1 AND v.workflow_id = ?2 AND v.position >= ?3 AND NOT v.beside
    AND (v.parent_uid = conflict_theirs OR v.merged_uid = conflict_theirs))`

func (r *recorder) conflict() error {
	ref, c := r.change.Ref, r.change.Conflict
	if c == nil && r.change.whole() {
		c = &workflow.Conflict{}
	}
	if c != nil {
		_, err := r.exec(conflictSQL, ref.Company, ref.ID, c.Mine, c.Theirs)
		return err
	}
	if r.from == 0 {
		return nil
	}
	_, err := r.exec(decidedSQL, ref.Company, ref.ID, r.from)
	return err
}

const tagsSQL = `
INSERT INTO version_tags (version_uid, tags) SELECT version_uid, ?2 FROM workflow_versions WHERE version_uid = ?1
ON CONFLICT (version_uid) DO UPDATE SET tags = excluded.tags`

const bucketTagsSQL = `
INSERT INTO bucket_tags (bucket_id, version_uid, base, sent)
SELECT ?1, version_uid, ?3, ?4 FROM workflow_versions WHERE version_uid = ?2
ON CONFLICT (bucket_id, version_uid) DO UPDATE SET base = excluded.base, sent = excluded.sent`

func (r *recorder) tags() error {
	for _, set := range r.change.Tags {
		if _, err := r.exec(tagsSQL, set.UID, tagText(set.Tags)); err != nil {
			return err
		}
	}
	for _, b := range r.change.BucketTags {
		sent := sql.NullString{String: tagText(b.Sent), Valid: b.Sent != nil}
		if _, err := r.exec(bucketTagsSQL, b.BucketID, b.UID, tagText(b.Base), sent); err != nil {
			return err
		}
	}
	return nil
}

// tagText is a set of tags as the index holds it: two that are the same have the same text.
func tagText(tags []workflow.Tag) string {
	if len(tags) == 0 {
		return "[]"
	}
	text, err := json.Marshal(workflow.SortTags(tags))
	if err != nil {
		panic(err) // texts always encode
	}
	return string(text)
}

func parseTags(text string) ([]workflow.Tag, error) {
	tags := []workflow.Tag{}
	if text == "" {
		return tags, nil
	}
	err := json.Unmarshal([]byte(text), &tags)
	return tags, err
}

const enqueueWorkflowSQL = enqueueSQL + ` AND workflow_id = ?3 AND position >= ?4` + requeueSQL

func (r *recorder) outbox() error {
	if r.change.Bucket == "" || r.from == 0 || r.allHeld() {
		return nil
	}
	_, err := r.exec(enqueueWorkflowSQL, r.change.Ref.Company, r.change.Bucket, r.change.Ref.ID, r.from)
	return err
}

// allHeld tells whether a bucket has just said of every version of the change that it has it.
func (r *recorder) allHeld() bool {
	held := map[workflow.UID]bool{}
	for _, receipt := range r.change.Receipts {
		held[receipt.UID] = true
	}
	for _, s := range r.change.Saves {
		if !held[s.UID] || r.change.whole() {
			return false
		}
	}
	return true
}

const sightSQL = `
INSERT INTO bucket_heads (bucket_id, company_id, workflow_id, version_uid, version_id, etag, size, last_modified, history_of)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (bucket_id, company_id, workflow_id) DO UPDATE SET version_uid = excluded.version_uid,
    version_id = excluded.version_id, etag = excluded.etag, size = excluded.size, last_modified = excluded.last_modified,
    history_of = IIF(excluded.history_of = '', history_of, excluded.history_of)`

func (r *recorder) sight() error {
	if r.change.Seen == nil {
		return nil
	}
	ref, h := r.change.Ref, r.change.Seen.Head
	_, err := r.exec(sightSQL, r.change.Seen.BucketID, ref.Company, ref.ID, h.UID, h.VersionID, h.ETag, h.Size,
		optionalTime(h.LastModified), h.HistoryOf)
	return err
}
