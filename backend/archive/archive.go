// Package archive reads and writes the zip in which workflows leave and enter the program: a YAML file for each workflow, by
// its name, and a manifest that says what a file cannot: descriptions, comments, authors, times, tags and older versions.
//
//	manifest.json                     see Manifest; a zip without one holds bare texts
//	purchase-request.yaml             the latest text of a workflow
//	versions/purchase-request/v1.yaml an older one
//	scenarios/purchase-request.json   its scenarios, when there are any
//
// A zip comes from anywhere, so nothing in it is believed: names that lead out of a folder, more than a zip of workflows can
// have, other zips, and what is encrypted are refused. Nothing is ever written to the disk by a name of a zip.
package archive

import (
	"time"

	"workflow-designer/backend/workflow"
)

const (
	// MaxSize is the largest zip that is read, in bytes.
	MaxSize = 256 << 20
	// maxFiles and maxUnpacked bound what a zip may hold, in files and in bytes once it is unpacked.
	maxFiles    = 65_000
	maxUnpacked = 2 << 30
	// maxDirectory is the largest list of files, in bytes: reading it takes several times as much memory.
	maxDirectory = 16 << 20
	// maxManifest is the largest manifest, in bytes.
	maxManifest = 64 << 20
	// maxNote is the longest description or comment, in bytes.
	maxNote = 1 << 20
)

// ManifestName is the file that holds the manifest.
const ManifestName = "manifest.json"

const (
	format        = "workflow-designer-export"
	formatVersion = 1
)

// Manifest says what the files of a zip are.
type Manifest struct {
	Format        string     `json:"format"`         // workflow-designer-export
	FormatVersion int        `json:"format_version"` // 1; a reader refuses what is newer
	ExportedAt    time.Time  `json:"exported_at"`
	ExportedBy    string     `json:"exported_by"`
	CompanyID     int64      `json:"company_id"`
	Workflows     []Workflow `json:"workflows"`
}

// Workflow is one workflow of a zip.
type Workflow struct {
	WorkflowID workflow.ID `json:"workflow_id"` // the number that it had
	Name       string      `json:"name"`        // given by a person; empty when the name in the YAML stands
	File       string      `json:"file"`        // its latest text
	// Versions are oldest first and end with the latest; the others are there when the whole history was exported.
	Versions []Version `json:"versions"`
	// Scenarios is the file of its scenarios, as workflow.EncodeScenarios writes them; empty when there are none.
	Scenarios string `json:"scenarios,omitempty"`
	// Complete: every version that anybody has is here.
	Complete bool `json:"complete"`
}

// Version is one version of a workflow.
type Version struct {
	File      string         `json:"file"` // empty for a deletion
	VersionID string         `json:"version_id"`
	MergedID  string         `json:"merged_id,omitempty"` // the one that it brings together with the one before
	Number    int            `json:"number"`
	Deleted   bool           `json:"deleted,omitempty"`
	Author    string         `json:"author"`
	Comment   string         `json:"version_comment"`
	Prompt    string         `json:"prompt"`
	Generator string         `json:"generator,omitempty"` // what proposed the text; empty when a person wrote it
	CreatedAt time.Time      `json:"created_at"`
	Tags      []workflow.Tag `json:"tags,omitempty"` // by name
}
