// Package activity is the activity log of a company: who changed what, when, and when this computer learned of it. The log is a
// file of lines that only grows, and each line carries the SHA-256 of the line before, so that a line that was changed, removed
// or moved shows. What is done on this computer is in it as well as what colleagues did, once a sync has brought it. The package
// says what a line is, how lines are chained and what is wrong with a chain; it does no I/O.
//
// The chain shows a change, it does not prevent one: who may write to the folder can make all lines anew. Who wants to know keeps
// the hash of the last line elsewhere; the index on this computer does.
package activity

import (
	"slices"
	"time"

	"workflow-designer/backend/workflow"
)

// Action says what was done. Actions are stable: they stand in the log, the index, the API and exports.
type Action string

// The actions.
const (
	Created      Action = "workflow.created"
	VersionSaved Action = "workflow.version_saved"
	Restored     Action = "workflow.restored"   // the text of an older version became the latest again
	Merged       Action = "workflow.merged"     // a version that brings two together, without a question
	Conflicted   Action = "workflow.conflict"   // two versions wait for a decision
	Resolved     Action = "workflow.resolved"   // somebody decided
	Deleted      Action = "workflow.deleted"    //
	Undeleted    Action = "workflow.undeleted"  //
	Kept         Action = "workflow.kept"       // a deletion gave way to an edit
	Renumbered   Action = "workflow.renumbered" // its number was taken in the bucket; the detail is "7 -> 9"

	Tagged   Action = "version.tagged"   // the detail is the tag
	Untagged Action = "version.untagged" // the detail is the tag

	ScenarioSaved   Action = "scenario.saved"   // the detail is its name
	ScenarioDeleted Action = "scenario.deleted" // the detail is its name

	SettingsChanged Action = "settings.changed" // the detail is the settings, a line each: name, or name = value
	Synced          Action = "sync.ran"         // the detail is what it did: sent=1 taken=2 merged=0 deleted=0 conflicts=0
	Exported        Action = "export.made"
	Imported        Action = "import.made"
	Mended          Action = "log.mended" // lines of the log itself were missing or changed
)

// Actions are all of them, in the order in which a person may look for them.
var Actions = []Action{
	Created, VersionSaved, Restored, Merged, Conflicted, Resolved, Deleted, Undeleted, Kept, Renumbered, Tagged, Untagged,
	ScenarioSaved, ScenarioDeleted, SettingsChanged, Synced, Exported, Imported, Mended,
}

// Entry is one thing that was done.
type Entry struct {
	At          time.Time // when it was done, by the clock of who did it
	LoggedAt    time.Time // when this computer wrote it down
	Author      string    // who did it; empty when nobody knows
	Action      Action
	Ref         workflow.Ref // ID 0: it concerns no workflow
	WorkflowUID string       // stays when the number changes; empty when it concerns no workflow
	VersionUID  workflow.UID // empty when it concerns no version
	Version     int          // number of the version; 0 when not known
	Detail      string       // the version's comment, or what was changed; at most MaxDetail characters
}

// MaxDetail bounds a detail, in characters. A longer comment is cut here; its version has all of it.
const MaxDetail = 1000

// OfVersion is the entry of a version, as its journal tells it. action is how it came about when the version does not show it
// (Restored, Resolved); empty for what it shows. onDeletion: it goes on top of a deletion.
func OfVersion(v workflow.Version, action Action, onDeletion bool, loggedAt time.Time) Entry {
	switch {
	case action != "":
	case v.Deleted:
		action = Deleted
	case onDeletion:
		action = Undeleted
	case v.MergedUID != "":
		action = Merged
	case v.ParentUID == "":
		action = Created
	default:
		action = VersionSaved
	}
	return Entry{
		At: v.CreatedAt, LoggedAt: loggedAt, Author: v.Author, Action: action, Ref: v.Ref, WorkflowUID: v.WorkflowUID,
		VersionUID: v.UID, Version: v.Number, Detail: v.Comment,
	}
}

// OfTags are the entries of a change of a version's tags: one for each that came or went.
func OfTags(v workflow.Version, set workflow.TagSet, loggedAt time.Time) []Entry {
	entry := Entry{
		At: set.At, LoggedAt: loggedAt, Author: set.By, Ref: v.Ref, WorkflowUID: v.WorkflowUID, VersionUID: v.UID, Version: v.Number,
	}
	var all []Entry
	for _, change := range []struct {
		action   Action
		all, but []workflow.Tag
	}{{Tagged, set.Tags, set.Was}, {Untagged, set.Was, set.Tags}} {
		for _, t := range change.all {
			if !slices.Contains(change.but, t) {
				entry.Action, entry.Detail = change.action, t.Name
				if t.Value != "" {
					entry.Detail += "=" + t.Value
				}
				all = append(all, entry)
			}
		}
	}
	return all
}

// isOfVersion tells whether an action makes a version: there is one such entry for each.
func (a Action) isOfVersion() bool {
	switch a {
	case Created, VersionSaved, Restored, Merged, Resolved, Deleted, Undeleted:
		return true
	default:
		return false
	}
}

// Key is the same for two entries that tell of the same deed: of a version there is one.
func (e Entry) Key() string {
	about := string(e.VersionUID)
	switch {
	case e.Action.isOfVersion():
		return "version " + about
	case e.Action == Renumbered:
		about = e.WorkflowUID // which version was the latest then, nobody knows later
	}
	return string(e.Action) + " " + about + " " + e.At.UTC().Format(time.RFC3339Nano) + " " + e.Detail
}
