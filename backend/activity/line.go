package activity

import (
	"bytes"
	"encoding/json"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"workflow-designer/backend/workflow"
)

// Line is an entry as it stands in the log.
type Line struct {
	Entry
	Number int    // of the line, from 1
	Before string // SHA-256 of the line before, as lower-case hex; Beginning for the first
	SHA256 string // of this line, without its line break
	Text   string // exactly, without its line break
	Broken bool   // it cannot be read: only SHA256 and Text are known
}

// Beginning stands for the line before the first.
var Beginning = strings.Repeat("0", 64)

// Mark is an end of the log: how much of it there is, and what its last line is. The zero Mark is the beginning.
type Mark struct {
	Size   int64 // bytes
	Line   int   // number of the last line
	SHA256 string
}

// hash is what the next line carries.
func (m Mark) hash() string {
	if m.SHA256 == "" {
		return Beginning
	}
	return m.SHA256
}

// Follows tells whether a line goes on from here.
func (m Mark) Follows(l Line) bool { return !l.Broken && l.Before == m.hash() && l.Number == m.Line+1 }

// After is the end of the log behind a line that stands here.
func (m Mark) After(l Line) Mark {
	return Mark{Size: m.Size + int64(len(l.Text)) + 1, Line: m.Line + 1, SHA256: l.SHA256}
}

// record is a line as JSON.
type record struct {
	Line        int          `json:"line"`
	Before      string       `json:"before"`
	At          time.Time    `json:"at"`
	LoggedAt    time.Time    `json:"logged_at"`
	Author      string       `json:"author"`
	Action      Action       `json:"action"`
	CompanyID   int64        `json:"company_id"`
	WorkflowID  workflow.ID  `json:"workflow_id,omitempty"`
	WorkflowUID string       `json:"workflow_uid,omitempty"`
	VersionUID  workflow.UID `json:"version_uid,omitempty"`
	Version     int          `json:"version,omitempty"`
	Detail      string       `json:"detail,omitempty"`
}

// Append makes lines of entries that go on from here, with their line breaks.
func (m Mark) Append(entries []Entry) (text []byte, lines []Line, to Mark) {
	var all bytes.Buffer
	encoder := json.NewEncoder(&all)
	encoder.SetEscapeHTML(false)
	lines = make([]Line, 0, len(entries))
	to = m
	for _, e := range entries {
		e.At, e.LoggedAt, e.Detail = e.At.UTC().Round(0), e.LoggedAt.UTC().Round(0), cut(e.Detail)
		begin := all.Len()
		err := encoder.Encode(record{
			Line: to.Line + 1, Before: to.hash(), At: e.At, LoggedAt: e.LoggedAt, Author: e.Author, Action: e.Action,
			CompanyID: int64(e.Ref.Company), WorkflowID: e.Ref.ID, WorkflowUID: e.WorkflowUID, VersionUID: e.VersionUID,
			Version: e.Version, Detail: e.Detail,
		})
		if err != nil {
			// Only a year that RFC 3339 does not have, which no clock of ours shows, could not be written.
			all.Truncate(begin)
			continue
		}
		line := string(bytes.TrimSuffix(all.Bytes()[begin:], []byte("\n")))
		l := Line{Entry: e, Number: to.Line + 1, Before: to.hash(), SHA256: workflow.SHA256([]byte(line)), Text: line}
		lines, to = append(lines, l), to.After(l)
	}
	return all.Bytes(), lines, to
}

func cut(detail string) string {
	if utf8.RuneCountInString(detail) <= MaxDetail {
		return detail
	}
	return string([]rune(detail)[:MaxDetail-1]) + "…"
}

// Read gives the lines of a part of the log that begins here, as far as they are complete.
func (m Mark) Read(text []byte) (lines []Line, to Mark) {
	to = m
	for raw := range bytes.Lines(text) {
		whole, complete := bytes.CutSuffix(raw, []byte("\n"))
		if !complete {
			break
		}
		l := Parse(string(whole))
		lines, to = append(lines, l), to.After(l)
	}
	return lines, to
}

// Parse reads a line without its line break.
func Parse(text string) Line {
	l := Line{SHA256: workflow.SHA256([]byte(text)), Text: text}
	var r record
	if err := json.Unmarshal([]byte(text), &r); err != nil || r.Line < 1 || r.Action == "" || r.Before == "" {
		l.Broken = true
		return l
	}
	l.Number, l.Before = r.Line, r.Before
	l.Entry = Entry{
		At: r.At.UTC(), LoggedAt: r.LoggedAt.UTC(), Author: r.Author, Action: r.Action,
		Ref:         workflow.Ref{Company: workflow.CompanyID(r.CompanyID), ID: r.WorkflowID},
		WorkflowUID: r.WorkflowUID, VersionUID: r.VersionUID, Version: r.Version, Detail: r.Detail,
	}
	return l
}

// State says how a log stands to an end that it had.
type State int

// The states.
const (
	Follows State = iota // it goes on from there
	Shorter              // it ends before
	Other                // another line ends there: it was changed, or is another log
)

// Part is what a log has behind an end that it had.
type Part struct {
	Company workflow.CompanyID
	From    Mark
	State   State
	Lines   []Line // of Follows
	To      Mark   // of Follows and Shorter: its end now
	Flushed int64  // bytes that are on the disk for certain, as far as this process knows
}

// Chunks gives a part in parts that have at most n lines each; at least one.
func (p Part) Chunks(n int) iter.Seq[Part] {
	return func(yield func(Part) bool) {
		for some := p; ; some.From = some.To {
			rest := p.Lines
			some.Lines, p.Lines = rest[:min(n, len(rest))], rest[min(n, len(rest)):]
			some.To = some.From
			for _, l := range some.Lines {
				some.To = some.To.After(l)
			}
			if !yield(some) || len(p.Lines) == 0 {
				return
			}
		}
	}
}
