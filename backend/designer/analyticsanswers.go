package designer

import (
	"time"

	"workflow-designer/backend/workflow"
)

// AnalyticsRequest says of which time figures are wanted.
type AnalyticsRequest struct {
	Days int `json:"days"` // back from now; 0 is all there is
}

// CompanyAnalytics are figures of what a company saved, as far as this computer knows.
type CompanyAnalytics struct {
	From      time.Time         `json:"from"`
	To        time.Time         `json:"to"`
	By        string            `json:"by"`        // day, week (from Monday on) or month, of UTC
	Workflows int               `json:"workflows"` // that are not deleted
	Versions  int               `json:"versions"`  // of all time
	Points    []AnalyticsPoint  `json:"points"`
	People    []PersonFigures   `json:"people"`  // who saved in this time; the one with the most versions first
	Changed   []WorkflowFigures `json:"changed"` // workflows that are not deleted; the one with the most versions in this time first
	Storage   StorageFigures    `json:"storage"`
	Unchecked int               `json:"unchecked"` // versions of which it is not found out yet what their texts say
}

// AnalyticsPoint is a day, week or month.
type AnalyticsPoint struct {
	From      time.Time      `json:"from"`
	Versions  int            `json:"versions"`  // saved in it; without deletions
	ByAuthor  map[string]int `json:"by_author"` // of them; the empty name: nobody knows who
	Workflows int            `json:"workflows"` // at its end, as all that follows
	Valid     int            `json:"valid"`     // of them, whose latest version has no errors
	Invalid   int            `json:"invalid"`
	Bytes     int64          `json:"bytes"` // of all versions
}

// PersonFigures are figures of what somebody saved.
type PersonFigures struct {
	Author    string    `json:"author"` // empty when nobody knows
	Versions  int       `json:"versions"`
	Workflows int       `json:"workflows"` // in which
	LastAt    time.Time `json:"last_at"`
}

// WorkflowFigures are figures of one workflow.
type WorkflowFigures struct {
	WorkflowID workflow.ID    `json:"workflow_id"`
	Name       string         `json:"name"`
	Versions   int            `json:"versions"`  // in the time that was asked for
	ByAuthor   map[string]int `json:"by_author"` // of them
	All        int            `json:"all"`       // versions of all time
	Bytes      int64          `json:"bytes"`     // of all of them
	Size       int64          `json:"size"`      // of the latest, in bytes
	StepCount  *int           `json:"step_count"`
	ErrorCount *int           `json:"error_count"`
	LastAt     time.Time      `json:"last_at"`
	LastAuthor string         `json:"last_author"`
}

// StorageFigures is what versions take.
type StorageFigures struct {
	VersionsHere      int   `json:"versions_here"`
	VersionsElsewhere int   `json:"versions_elsewhere"` // whose texts are only in the bucket, as far as this computer knows of them
	VersionsInBucket  int   `json:"versions_in_bucket"`
	BytesHere         int64 `json:"bytes_here"`
	BytesElsewhere    int64 `json:"bytes_elsewhere"`
	BytesInBucket     int64 `json:"bytes_in_bucket"`
}

// WorkflowAnalytics are figures of one workflow's history, as far as this computer knows it.
type WorkflowAnalytics struct {
	WorkflowID workflow.ID      `json:"workflow_id"`
	Name       string           `json:"name"`
	Versions   []VersionFigures `json:"versions"` // oldest first
	People     []EditorFigures  `json:"people"`   // the one with the most versions first
	Steps      []StepFigures    `json:"steps"`    // the one that changed most first
	Subjects   []SubjectFigures `json:"subjects"` // what changes were about; the most frequent first
	Storage    StorageFigures   `json:"storage"`
	Uncounted  int              `json:"uncounted"` // versions of which it is not found out yet what they changed: ask again
	Elsewhere  int              `json:"elsewhere"` // versions of which nobody can tell here: a text is only in the bucket
}

// VersionFigures are figures of one version.
type VersionFigures struct {
	VersionID  workflow.UID `json:"version_id"` // local id
	Number     int          `json:"number"`     // 0 when not known
	At         time.Time    `json:"at"`
	Author     string       `json:"author"`
	Size       int64        `json:"size"`
	Deleted    bool         `json:"deleted"`
	Beside     bool         `json:"beside"`
	StepCount  *int         `json:"step_count"`    // nil when not known, as the next three
	ErrorCount *int         `json:"error_count"`   //
	Warnings   *int         `json:"warning_count"` //
	Changes    *int         `json:"changes"`       // how many things it changed
}

// EditorFigures is what somebody changed in a workflow.
type EditorFigures struct {
	Author   string         `json:"author"`
	Versions int            `json:"versions"`
	Steps    map[string]int `json:"steps"` // by step: how many of their versions changed it
	LastAt   time.Time      `json:"last_at"`
}

// StepFigures is how often a step was changed.
type StepFigures struct {
	Step        string         `json:"step"` // its id now, or the last it had
	Name        string         `json:"name"`
	Changes     int            `json:"changes"` // versions that changed, made or removed it
	Heat        float64        `json:"heat"`    // from 0 to 1: its share of the most changed step's
	ByAuthor    map[string]int `json:"by_author"`
	LastAt      time.Time      `json:"last_at"`
	LastAuthor  string         `json:"last_author"`
	LastVersion workflow.UID   `json:"last_version"`
	Here        bool           `json:"here"` // the latest version has it
}

// SubjectFigures is how many changes were about a kind of part.
type SubjectFigures struct {
	Subject string `json:"subject"` // workflow, step, field, column, option, section, approver, condition, way, setting, layout, or text
	Changes int    `json:"changes"`
}
