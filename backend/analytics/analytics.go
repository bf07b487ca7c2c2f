// Package analytics makes figures of what was saved: how many versions there were when and by whom, how large workflows became,
// which steps change often. It is pure: it is given versions and texts.
package analytics

import (
	"time"

	"workflow-designer/backend/workflow"
)

// Version is what figures are made of.
type Version struct {
	Ref       workflow.Ref
	UID       workflow.UID
	ParentUID workflow.UID
	MergedUID workflow.UID
	Number    int
	Author    string
	At        time.Time
	Size      int64 // bytes of YAML
	Deleted   bool  // it says that the workflow was deleted
	Beside    bool  // it never was the latest here
	TextHere  bool
	InBucket  bool // the bucket in use has it
	Known     bool // StepCount and the counts of findings are known
	StepCount int
	Errors    int
	Warnings  int
}

// By is how long the stretches of a series are.
type By string

// The stretches.
const (
	Day   By = "day"
	Week  By = "week" // from Monday on
	Month By = "month"
)

// Suiting gives stretches that divide a time into a readable number of them.
func Suiting(from, to time.Time) By {
	switch days := to.Sub(from).Hours() / 24; {
	case days <= 45:
		return Day
	case days <= 400:
		return Week
	default:
		return Month
	}
}

// begin is the beginning of the stretch that a time lies in, in UTC.
func (by By) begin(at time.Time) time.Time {
	at = at.UTC()
	day := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	switch by {
	case Week:
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case Month:
		return day.AddDate(0, 0, 1-day.Day())
	default:
		return day
	}
}

func (by By) next(begin time.Time) time.Time {
	switch by {
	case Week:
		return begin.AddDate(0, 0, 7)
	case Month:
		return begin.AddDate(0, 1, 0)
	default:
		return begin.AddDate(0, 0, 1)
	}
}

// mostStretches bounds a series: a clock that was wrong once must not make one of thousands of years.
const mostStretches = 600
