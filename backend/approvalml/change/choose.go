package change

import (
	"slices"
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Selection lets some of the changes between two texts be taken, and the others left.
type Selection struct {
	before, after []string // lines with their ends
	ending        string
	hunks         []hunk
	of            [][]int // by change: the hunks that it is written in
	group         []int   // by change: the first of those that share a line with it
}

// hunk is a run of lines that differs: before[b0:b1] became after[a0:a1]. owners are the changes that it is about.
type hunk struct {
	b0, b1, a0, a1 int
	owners         []int
}

// Lines are lines that a change replaces by others. Lines count from 1; where there are none, it is the line that they would
// stand in front of.
type Lines struct {
	BeforeLine, AfterLine int
	Before, After         string
}

// Choose prepares to take some of the changes that List has found between before and after.
func Choose(before, after *source.Text, changes []Change) *Selection {
	s := &Selection{
		before: lines(before.String()), after: lines(after.String()), ending: before.LineEnding(),
		of: make([][]int, len(changes)), group: make([]int, len(changes)),
	}
	if len(changes) == 0 {
		return s
	}
	was, is := make([][]int, len(s.before)), make([][]int, len(s.after))
	for i, c := range changes {
		own(was, before, c.BeforeSpan, i)
		own(is, after, c.Span, i)
	}
	s.cut(was, is)
	s.adopt(changes)
	for i, h := range s.hunks {
		for _, o := range h.owners {
			s.of[o] = append(s.of[o], i)
		}
	}
	for i, c := range changes {
		if len(s.of[i]) == 0 {
			at := s.nearest(after.LineAt(c.Span.Start) - 1)
			for j, r := range changes {
				if names := r.Before.String() + " " + r.After.String(); r.Kind == Renamed && len(s.of[j]) > 0 && strings.Contains(names, c.Before.String()+c.After.String()) {
					at = s.of[j][0] // it comes of a name that only some places changed
				}
			}
			s.of[i] = []int{at}
			s.hunks[at].owners = append(s.hunks[at].owners, i)
		}
	}
	s.unite()
	s.keepReadable(before.String(), after.String())
	return s
}

// own notes of each line of a span that a change is about it.
func own(owners [][]int, text *source.Text, span source.Span, change int) {
	if span.End <= span.Start {
		return
	}
	for line := text.LineAt(span.Start); line <= text.LineAt(span.End-1) && line <= len(owners); line++ {
		owners[line-1] = append(owners[line-1], change)
	}
}

// cut finds the lines that differ, and cuts them into the fewest hunks that are each about the same changes.
func (s *Selection) cut(was, is [][]int) {
	pairs := matchLines(tagged(s.before, was), tagged(s.after, is))
	b, a := 0, 0
	until := func(be, ae int) {
		if b < be || a < ae {
			s.split(hunk{b0: b, b1: be, a0: a, a1: ae}, was, is)
		}
		b, a = be+1, ae+1
	}
	for i, p := range pairs {
		if p >= 0 {
			until(p, i)
		}
	}
	until(len(s.before), len(s.after))
	if len(s.hunks) == 0 {
		s.hunks = []hunk{{b1: len(s.before), a1: len(s.after)}}
	}
}

// tagged are lines with what changes in them: a line that looks the same in another part is another line. Line ends do not
// count: the last line may have none.
func tagged(lines []string, owners [][]int) []string {
	all := make([]string, len(lines))
	for i, line := range lines {
		all[i] = strings.TrimRight(line, "\r\n")
		for _, o := range owners[i] {
			all[i] += "\x00" + strconv.Itoa(o)
		}
	}
	return all
}

type run struct {
	from, to int
	owners   []int
}

// runs are lines from to to in runs of the same owners. A line of nobody, such as a comment, goes with what it stands above.
func runs(owners [][]int, from, to int) []run {
	var all []run
	begun := from
	for at := from; at < to; at++ {
		if len(owners[at]) == 0 {
			continue
		}
		if n := len(all); n > 0 && slices.Equal(all[n-1].owners, owners[at]) && all[n-1].to == begun {
			all[n-1].to = at + 1
		} else {
			all = append(all, run{begun, at + 1, owners[at]})
		}
		begun = at + 1
	}
	if n := len(all); n > 0 {
		all[n-1].to = to
	}
	return all
}

func (s *Selection) split(h hunk, was, is [][]int) {
	gone, come := runs(was, h.b0, h.b1), runs(is, h.a0, h.a1)
	whole := func() {
		for _, r := range slices.Concat(gone, come) {
			h.owners = append(h.owners, r.owners...)
		}
		slices.Sort(h.owners)
		h.owners = slices.Compact(h.owners)
		s.hunks = append(s.hunks, h)
	}
	if len(gone) == 0 && h.b0 < h.b1 || len(come) == 0 && h.a0 < h.a1 {
		whole()
		return
	}
	var parts []hunk
	i, j := 0, 0
	for i < len(gone) || j < len(come) {
		part := hunk{b0: h.b1, b1: h.b1, a0: h.a1, a1: h.a1}
		if i < len(gone) {
			part.b0, part.b1 = gone[i].from, gone[i].from
		}
		if j < len(come) {
			part.a0, part.a1 = come[j].from, come[j].from
		}
		switch {
		case i < len(gone) && j < len(come) && share(gone[i].owners, come[j].owners):
			part.b1, part.a1 = gone[i].to, come[j].to
			part.owners = slices.Concat(gone[i].owners, come[j].owners)
			i++
			j++
		case j < len(come) && !slices.ContainsFunc(gone[i:], func(r run) bool { return share(r.owners, come[j].owners) }):
			part.a1, part.owners = come[j].to, slices.Clone(come[j].owners)
			j++
		case i < len(gone) && !slices.ContainsFunc(come[j:], func(r run) bool { return share(r.owners, gone[i].owners) }):
			part.b1, part.owners = gone[i].to, slices.Clone(gone[i].owners)
			i++
		default: // they changed places
			whole()
			return
		}
		slices.Sort(part.owners)
		part.owners = slices.Compact(part.owners)
		parts = append(parts, part)
	}
	s.hunks = append(s.hunks, parts...)
}

func share(a, b []int) bool {
	return slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}

// adopt gives the hunks that no change is about, such as the uses of a name that became another, to a change.
func (s *Selection) adopt(changes []Change) {
	for i := range s.hunks {
		h := &s.hunks[i]
		if len(h.owners) > 0 {
			continue
		}
		text := strings.Join(s.after[h.a0:h.a1], "")
		for j, c := range changes {
			if c.Kind == Renamed && strings.Contains(text, c.After.String()) {
				h.owners = append(h.owners, j)
			}
		}
	}
	for i := range s.hunks { // else to the change before it, or the one behind
		for d := 1; len(s.hunks[i].owners) == 0 && d < len(s.hunks); d++ {
			for _, near := range []int{i - d, i + d} {
				if near >= 0 && near < len(s.hunks) && len(s.hunks[i].owners) == 0 {
					s.hunks[i].owners = slices.Clone(s.hunks[near].owners)
				}
			}
		}
		if len(s.hunks[i].owners) == 0 {
			s.hunks[i].owners = []int{0}
		}
	}
}

// nearest is the hunk nearest to a line of after, counted from 0.
func (s *Selection) nearest(line int) int {
	best, least := 0, -1
	for i, h := range s.hunks {
		d := max(h.a0-line, line-h.a1, 0)
		if least < 0 || d < least {
			best, least = i, d
		}
	}
	return best
}

// unite finds the changes that share a hunk, by way of others too.
func (s *Selection) unite() {
	for i := range s.group {
		s.group[i] = i
	}
	for changed := true; changed; {
		changed = false
		for _, h := range s.hunks {
			first := len(s.group)
			for _, o := range h.owners {
				first = min(first, s.group[o])
			}
			for _, o := range h.owners {
				changed = changed || s.group[o] != first
				s.group[o] = first
			}
		}
	}
}

// mostRead bounds how many texts are read to find what cannot be told apart.
const mostRead = 400

// keepReadable unites what alone, or as the only one that is left out, makes a text that cannot be read, with what is written next
// to it.
func (s *Selection) keepReadable(before, after string) {
	readable := func(text string) bool { return len(source.Read(text).Problems) == 0 }
	if !readable(before) || !readable(after) {
		return
	}
	read := 0
	for at := 0; at < len(s.hunks) && read < mostRead; at++ {
		group := s.group[s.hunks[at].owners[0]]
		alone, others := map[int]bool{}, map[int]bool{}
		for i, g := range s.group {
			alone[i], others[i] = g == group, g != group
		}
		read += 2
		if readable(s.With(alone)) && readable(s.With(others)) {
			continue
		}
		for _, near := range []int{at + 1, at - 1} {
			if near >= 0 && near < len(s.hunks) && s.group[s.hunks[near].owners[0]] != group {
				s.hunks[near].owners = append(s.hunks[near].owners, s.hunks[at].owners[0])
				s.unite()
				at = -1 // look at all of them again
				break
			}
		}
	}
}

// Group tells which changes are written in the same lines: those with the same number, which is the first of them.
func (s *Selection) Group(change int) int { return s.group[change] }

// With is the text before with the chosen changes, and with those that are written in the same lines. All of them give the text
// after, none the text before, byte for byte.
func (s *Selection) With(chosen map[int]bool) string {
	groups := map[int]bool{}
	for i, g := range s.group {
		groups[g] = groups[g] || chosen[i]
	}
	taken := 0
	for _, g := range s.group {
		if groups[g] {
			taken++
		}
	}
	switch taken {
	case 0:
		return strings.Join(s.before, "")
	case len(s.group):
		return strings.Join(s.after, "")
	}
	var b strings.Builder
	ended := true
	put := func(lines []string) {
		for _, line := range lines {
			if !ended {
				b.WriteString(s.ending)
			}
			b.WriteString(line)
			ended = strings.HasSuffix(line, "\n")
		}
	}
	at := 0
	for _, h := range s.hunks {
		put(s.before[at:h.b0])
		if groups[s.group[h.owners[0]]] {
			put(s.after[h.a0:h.a1])
		} else {
			put(s.before[h.b0:h.b1])
		}
		at = h.b1
	}
	put(s.before[at:])
	return b.String()
}

// Lines are the lines that a change is written in.
func (s *Selection) Lines(change int) []Lines {
	var all []Lines
	for _, i := range s.of[change] {
		h := s.hunks[i]
		all = append(all, Lines{
			BeforeLine: h.b0 + 1, AfterLine: h.a0 + 1,
			Before: strings.Join(s.before[h.b0:h.b1], ""), After: strings.Join(s.after[h.a0:h.a1], ""),
		})
	}
	return all
}
