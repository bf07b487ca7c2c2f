package analytics

import (
	"cmp"
	"slices"
	"time"

	"workflow-designer/backend/workflow"
)

// Point is a stretch of a series.
type Point struct {
	From     time.Time
	Versions int            // that were saved in it
	ByAuthor map[string]int // of them
	// At its end:
	Workflows int // that are not deleted
	Valid     int // of them, those whose latest version has no errors
	Invalid   int // of them, those whose latest version has errors; of the rest nobody knows
	Bytes     int64
}

// Series counts versions, which come in the order of their times, from a time to another. What was before counts for what there is at
// the end of a stretch.
func Series(versions []Version, from, to time.Time, by By) []Point {
	s := series{latest: map[workflow.Ref]Version{}}
	begin := by.begin(from)
	for len(versions) > 0 && versions[0].At.Before(begin) {
		s.add(versions[0])
		versions = versions[1:]
	}
	var points []Point
	for ; !begin.After(to) && len(points) < mostStretches; begin = by.next(begin) {
		p := Point{From: begin, ByAuthor: map[string]int{}}
		end := by.next(begin)
		for len(versions) > 0 && versions[0].At.Before(end) {
			v := versions[0]
			versions = versions[1:]
			if !v.Deleted {
				p.Versions++
				p.ByAuthor[v.Author]++
			}
			s.add(v)
		}
		p.Workflows, p.Valid, p.Invalid, p.Bytes = s.alive, s.valid, s.invalid, s.bytes
		points = append(points, p)
	}
	return points
}

// series is what there is at a time.
type series struct {
	latest                map[workflow.Ref]Version
	alive, valid, invalid int
	bytes                 int64
}

func (s *series) add(v Version) {
	s.bytes += v.Size
	if v.Beside {
		return
	}
	if was, there := s.latest[v.Ref]; there {
		s.count(was, -1)
	}
	s.latest[v.Ref] = v
	s.count(v, 1)
}

func (s *series) count(v Version, by int) {
	if v.Deleted {
		return
	}
	s.alive += by
	switch {
	case !v.Known:
	case v.Errors > 0:
		s.invalid += by
	default:
		s.valid += by
	}
}

// Person is what somebody saved.
type Person struct {
	Author    string
	Versions  int
	Workflows int // in which
	LastAt    time.Time
}

// People gives who saved versions from a time on, the one with the most first.
func People(versions []Version, from time.Time) []Person {
	all := map[string]*Person{}
	in := map[string]map[workflow.Ref]bool{}
	for _, v := range versions {
		if v.Deleted || v.At.Before(from) {
			continue
		}
		p := all[v.Author]
		if p == nil {
			p = &Person{Author: v.Author}
			all[v.Author], in[v.Author] = p, map[workflow.Ref]bool{}
		}
		p.Versions++
		in[v.Author][v.Ref] = true
		if v.At.After(p.LastAt) {
			p.LastAt = v.At
		}
	}
	people := make([]Person, 0, len(all))
	for author, p := range all {
		p.Workflows = len(in[author])
		people = append(people, *p)
	}
	slices.SortFunc(people, func(a, b Person) int {
		return cmp.Or(cmp.Compare(b.Versions, a.Versions), cmp.Compare(a.Author, b.Author))
	})
	return people
}

// Changed is how a workflow changed.
type Changed struct {
	Ref      workflow.Ref
	Versions int            // from the time on that was asked for
	ByAuthor map[string]int // of them
	All      int            // versions
	Bytes    int64          // of all of them
	Latest   Version
}

// Workflows gives how each workflow that is not deleted changed from a time on, the one with the most versions first.
func Workflows(versions []Version, from time.Time) []Changed {
	all := map[workflow.Ref]*Changed{}
	for _, v := range versions {
		c := all[v.Ref]
		if c == nil {
			c = &Changed{Ref: v.Ref, ByAuthor: map[string]int{}}
			all[v.Ref] = c
		}
		if !v.Beside {
			c.Latest = v
		}
		if v.Deleted {
			continue
		}
		c.All++
		c.Bytes += v.Size
		if !v.At.Before(from) {
			c.Versions++
			c.ByAuthor[v.Author]++
		}
	}
	changed := make([]Changed, 0, len(all))
	for _, c := range all {
		if !c.Latest.Deleted && c.All > 0 {
			changed = append(changed, *c)
		}
	}
	slices.SortFunc(changed, func(a, b Changed) int {
		return cmp.Or(cmp.Compare(b.Versions, a.Versions), b.Latest.At.Compare(a.Latest.At), cmp.Compare(a.Ref.ID, b.Ref.ID))
	})
	return changed
}

// Storage is what versions take.
type Storage struct {
	VersionsHere, VersionsElsewhere, VersionsInBucket int
	BytesHere, BytesElsewhere, BytesInBucket          int64
}

// Store adds up what versions take here and in the bucket.
func Store(versions []Version) Storage {
	var s Storage
	for _, v := range versions {
		if v.Deleted {
			continue
		}
		if v.TextHere {
			s.VersionsHere++
			s.BytesHere += v.Size
		} else {
			s.VersionsElsewhere++
			s.BytesElsewhere += v.Size
		}
		if v.InBucket {
			s.VersionsInBucket++
			s.BytesInBucket += v.Size
		}
	}
	return s
}
