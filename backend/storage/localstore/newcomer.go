package localstore

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"

	"workflow-designer/backend/workflow"
)

// newcomer is a workflow of which nothing is here yet, and the one version that a bucket gave of it.
type newcomer struct {
	course Course
	place  place
	lesson *lesson
	span   *Span // what became of it
}

type newcomers []*newcomer

func (all newcomers) has(ref workflow.Ref) bool {
	return slices.ContainsFunc(all, func(n *newcomer) bool { return n.course.Ref == ref })
}

// newcomer tells whether a course can go into the pack; the caller holds the lock.
func (s *Store) newcomer(p place, c Course) (*newcomer, bool) {
	if c.Head != "" || !c.Bulk {
		return nil, false
	}
	if _, err := os.Lstat(p.folder); !errors.Is(err, fs.ErrNotExist) {
		return nil, false
	}
	if _, here, err := s.pack(c.Ref.Company).find(c.Ref.ID); err != nil || here {
		return nil, false
	}
	l, err := learn(journalContent{History: workflow.History{Ref: c.Ref}}, c.All)
	if err != nil || !l.isOneVersion() {
		return nil, false
	}
	return &newcomer{course: c, place: p, lesson: l}, true
}

// takeIn writes newcomers down: those of a company into its pack, by one write.
func (s *Store) takeIn(ctx context.Context, all newcomers) {
	of := map[workflow.CompanyID]newcomers{}
	for _, n := range all {
		of[n.course.Ref.Company] = append(of[n.course.Ref.Company], n)
	}
	for company, some := range of {
		err := ctx.Err()
		if err == nil {
			err = s.pack(company).add(some.records())
		}
		for _, n := range some {
			*n.span = Span{
				JournalSpan: workflow.JournalSpan{To: int64(n.lesson.lines.Len())}, Err: explain(learning, n.place.folder, err),
				said: append(n.lesson.told, n.course.Log...),
			}
		}
	}
}

func (all newcomers) records() []byte {
	size := 0
	for _, n := range all {
		size += maxPackHeader + n.lesson.lines.Len() + len(n.lesson.texts[0].Content)
	}
	records := make([]byte, 0, size)
	for _, n := range all {
		lines, text := n.lesson.lines.Bytes(), n.lesson.texts[0].Content
		records = append(records, packHeader(n.course.Ref.ID, len(lines), len(text))...)
		records = append(append(append(records, lines...), text...), '\n')
	}
	return records
}
