package designer

import (
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// ActivityRequest asks what happened in the company. What is left out does not narrow it.
type ActivityRequest struct {
	WorkflowID int64    `json:"workflow_id"`
	Author     *string  `json:"author"` // empty: nobody knows who
	Actions    []string `json:"actions"`
	From       string   `json:"from"`   // RFC 3339, or a day of UTC; when it was done
	To         string   `json:"to"`     // before that time, or up to the end of that day
	Query      string   `json:"q"`      // in the detail, the author or the workflow's name
	Limit      int      `json:"limit"`  // entries of a page; 50 when left out, at most 500
	Before     string   `json:"before"` // the Next of the page before
}

// ActivityPage is a page of the activity log.
type ActivityPage struct {
	Entries []ActivityEntry `json:"entries"` // what was done last first
	Next    string          `json:"next"`    // asks for the next page as Before; empty at the end
	// Of the first page only: what the whole log can be narrowed to, and how many lines it has.
	Authors []string          `json:"authors,omitempty"`
	Actions []activity.Action `json:"actions,omitempty"`
	Lines   int               `json:"lines,omitempty"`
}

// ActivityEntry is a line of the activity log.
type ActivityEntry struct {
	Line         int             `json:"line"`      // its number in the log
	At           time.Time       `json:"at"`        // when it was done, by the clock of who did it
	LoggedAt     time.Time       `json:"logged_at"` // when this computer learned of it
	Author       string          `json:"author"`    // empty when nobody knows
	Action       activity.Action `json:"action"`
	WorkflowID   workflow.ID     `json:"workflow_id"` // that it has now; of one that is gone, that it had; 0: it concerns none
	WorkflowName string          `json:"workflow_name"`
	Here         bool            `json:"here"`       // the workflow can be opened, or brought back
	Deleted      bool            `json:"deleted"`    // it was deleted
	VersionID    workflow.UID    `json:"version_id"` // local id; empty when it concerns none
	Number       int             `json:"number"`     // of the version; 0 when not known
	Detail       string          `json:"detail"`     // the comment, or what was changed
	SHA256       string          `json:"sha256"`     // of the line, which the next line carries
}

// ActivityLogState says whether the activity log is as it was written.
type ActivityLogState struct {
	OK        bool          `json:"ok"`
	Lines     int           `json:"lines"`
	SHA256    string        `json:"sha256"` // of the last line: who keeps it elsewhere can tell later that nothing before it was changed
	Check     storage.Check `json:"check"`
	CheckedAt time.Time     `json:"checked_at"`
}
