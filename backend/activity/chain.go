package activity

import (
	"cmp"
	"slices"

	"workflow-designer/backend/words"
)

// Break is a place where the chain does not hold.
type Break struct {
	Line int        // where it shows, counted in the file from 1
	What words.Text // a sentence without its full stop
}

// Verify gives the places where a whole log does not hold together; none for one that is as it was written. Whether lines at its
// end are missing or all of it was made anew, only somebody can tell who knows an earlier end; see Reaches.
func Verify(lines []Line) []Break {
	var breaks []Break
	end, told := Mark{}, false
	for i, l := range lines {
		// The line after one that cannot be read cannot fit either.
		if what := end.broken(l); what != "" && (!told || l.Number != end.Line+1) {
			breaks = append(breaks, Break{Line: i + 1, What: what})
		}
		told = l.Broken
		// What follows is judged by the line that stands here, so that one change is one break.
		end = Mark{Line: i + 1, SHA256: l.SHA256}
		if !l.Broken {
			end.Line = l.Number
		}
	}
	return breaks
}

// broken says what is wrong with a line that stands here; empty for nothing.
func (m Mark) broken(l Line) words.Text {
	next := m.Line + 1
	switch {
	case m.Follows(l):
		return ""
	case l.Broken:
		return words.F("line %d cannot be read", next)
	case l.Number == next+1:
		return words.F("line %d is missing", next)
	case l.Number > next:
		return words.F("lines %d to %d are missing", next, l.Number-1)
	case l.Number < next:
		return words.F("line %d stands where line %d should", l.Number, next)
	case m.Line == 0:
		return "line 1 does not begin the log"
	default:
		return words.F("line %d is not what was written", m.Line)
	}
}

// Reaches tells whether a log still has all that it had when its end was here.
func (m Mark) Reaches(lines []Line) bool {
	return m.Line == 0 || m.Line <= len(lines) && lines[m.Line-1].SHA256 == m.SHA256
}

// Mend tells how a log whose chain does not hold becomes whole, from the lines that it had and lost, and those that it has or is
// known to have. keep is a chain from the beginning: the one with the most of the lost lines, and of those the longest. again are the
// entries that are not in it and go after it. A line that stands in place of another and tells of the same deed is left out: it is
// what somebody made of it.
func Mend(lost, has []Line) (keep []Line, again []Entry) {
	all := slices.Concat(lost, has)
	slices.SortStableFunc(all, func(a, b Line) int { return cmp.Compare(a.Number, b.Number) })
	weighs := map[string]bool{} // by hash
	for _, l := range lost {
		weighs[l.SHA256] = true
	}
	chains := map[string]chain{Beginning: {last: -1}} // by the hash of their last line
	best := chains[Beginning]
	for i, l := range all {
		on, there := chains[l.Before]
		if _, twice := chains[l.SHA256]; twice || l.Broken || !there || l.Number != on.length+1 {
			continue
		}
		c := chain{last: i, length: l.Number, lost: on.lost}
		if weighs[l.SHA256] {
			c.lost++
		}
		chains[l.SHA256] = c
		if c.lost > best.lost || c.lost == best.lost && c.length > best.length {
			best = c
		}
	}
	for c := best; c.last >= 0; c = chains[all[c.last].Before] {
		keep = append(keep, all[c.last])
	}
	slices.Reverse(keep)
	return keep, besides(all, keep)
}

// chain is one that reaches from the beginning to a line.
type chain struct {
	last   int // index of that line; -1 for the beginning
	length int
	lost   int // how many of its lines were lost
}

// besides are the entries of all that a chain lacks.
func besides(all, keep []Line) []Entry {
	told := map[string]bool{}
	for _, l := range keep {
		told[l.Key()] = true
	}
	var again []Entry
	for _, l := range all {
		if l.Broken || told[l.Key()] {
			continue
		}
		if i := l.Number - 1; i < len(keep) && (keep[i].At.Equal(l.At) || keep[i].LoggedAt.Equal(l.LoggedAt)) {
			continue
		}
		told[l.Key()] = true
		again = append(again, l.Entry)
	}
	slices.SortStableFunc(again, func(a, b Entry) int { return a.LoggedAt.Compare(b.LoggedAt) })
	return again
}
