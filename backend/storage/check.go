package storage

import (
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// CheckStatus is the outcome of one check.
type CheckStatus string

// The outcomes of a check.
const (
	CheckOK      CheckStatus = "ok"
	CheckWarning CheckStatus = "warning"
	CheckFailed  CheckStatus = "failed"
	CheckSkipped CheckStatus = "skipped" // could not be tried because an earlier check failed, or does not apply
)

// MendAction names what the program can do about a failed check.
type MendAction string

// The mends.
const (
	MendNone             MendAction = ""
	MendCreateBucket     MendAction = "create_bucket"
	MendEnableVersioning MendAction = "enable_versioning"
	MendRebuildIndex     MendAction = "rebuild_index"
	MendHistory          MendAction = "mend_history"      // drops a half-written line, adopts versions that it lost
	MendActivityLog      MendAction = "mend_activity_log" // puts back what the index knows, keeps the damaged log beside
	MendRights           MendAction = "tighten_rights"    // takes the rights of everybody but the person from the files
)

// Check is one line of the storage check, as the settings page and doctor show it.
type Check struct {
	ID      string        `json:"id"`   // stable, e.g. "endpoint", "versioning"
	Name    words.Text    `json:"name"` // e.g. "Endpoint answers"
	Status  CheckStatus   `json:"status"`
	Detail  words.Text    `json:"detail"`  // short, e.g. "84 ms"
	Code    workflow.Code `json:"code"`    // of the problem; empty when ok
	Message words.Text    `json:"message"` // what it means
	Hint    words.Text    `json:"hint"`    // what to do
	Mend    MendAction    `json:"mend"`    // what the program can do about it; empty when nothing
}

// Fail fills in what a failed check says about err.
func (c Check) Fail(status CheckStatus, err error, mend MendAction) Check {
	p := workflow.Presentable(err)
	c.Status, c.Code, c.Message, c.Hint, c.Mend = status, p.Code, p.Message, p.Hint, mend
	return c
}
