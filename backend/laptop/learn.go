package laptop

import (
	"context"
	"sync"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// Learned is a version that a bucket holds.
type Learned = localstore.Learned

// Lesson is what a bucket told of one workflow.
type Lesson struct {
	Ref    workflow.Ref
	Head   workflow.UID // the latest here, as the caller knows it
	Learnt []Learned
	Seen   *catalog.Sight // what stands there as the latest; nil when that is not what was asked
	Unseen bool           // somebody else's version becomes the latest here
	// Bulk: it is one of many. It goes where many are written fast, and Complete finds out what the text says.
	Bulk bool
	Log  []activity.Entry
}

// Learn adds versions that a bucket holds. What was known already only gets its receipt, so that it can be done again.
// CodeStaleParent: the latest here is not Head any more; nothing was written.
//
// Many may learn at once: while one writes, the others gather, and are written together.
func (l *Laptop) Learn(ctx context.Context, lesson Lesson) error {
	p := &pupil{ctx: ctx, lesson: lesson, change: l.changeOf(lesson), done: make(chan error, 1)}
	l.school.enter(p, l.teach)
	return <-p.done
}

// school gathers those who learn at once.
type school struct {
	mu      sync.Mutex
	waiting []*pupil
	open    bool // somebody writes
}

// pupil is one Learn under way.
type pupil struct {
	ctx    context.Context
	lesson Lesson
	change catalog.Change
	done   chan error
}

// classSize bounds how many are written together: what is learned shall be seen soon.
const classSize = 256

// enter lets a pupil be taught, by whoever writes now or else by its own caller.
func (s *school) enter(p *pupil, teach func([]*pupil)) {
	s.mu.Lock()
	s.waiting = append(s.waiting, p)
	if s.open {
		s.mu.Unlock()
		return
	}
	s.open = true
	for len(s.waiting) > 0 {
		n := min(len(s.waiting), classSize)
		class := s.waiting[:n:n]
		s.waiting = s.waiting[n:]
		s.mu.Unlock()
		teach(class)
		s.mu.Lock()
	}
	s.open = false
	s.mu.Unlock()
}

// teach writes what several have learned: the files of all, then the index.
func (l *Laptop) teach(class []*pupil) {
	// One who gives up must not take the others along: it is taught to the end, as one whose caller stayed.
	ctx := context.WithoutCancel(class[0].ctx)
	var courses []localstore.Course
	var taught []*pupil
	for _, p := range class {
		if err := p.ctx.Err(); err != nil {
			p.done <- err
			continue
		}
		taught = append(taught, p)
		courses = append(courses, localstore.Course{
			Ref: p.lesson.Ref, Head: p.lesson.Head, All: p.lesson.Learnt, Bulk: p.lesson.Bulk, Log: p.lesson.Log,
		})
	}
	spans := l.Files.LearnMany(ctx, courses)
	var changes []catalog.Change
	var recorded []*pupil
	for i, p := range taught {
		if spans[i].Err != nil {
			p.done <- spans[i].Err
			continue
		}
		p.change.Span = spans[i].JournalSpan
		if spans[i].Untold {
			p.change.Span = noSpan // the next CatchUpAll reads the journal and tells it
		}
		read, err := l.mustRead(ctx, p.lesson)
		if err == nil && read {
			// The journal decides what of this is new and where it stands.
			err = l.CatchUp(ctx, p.lesson.Ref)
			p.change.Saves, p.change.Receipts, p.change.Span = nil, nil, noSpan
		}
		if err != nil {
			p.done <- err
			continue
		}
		recorded = append(recorded, p)
		changes = append(changes, p.change)
	}
	var news []activity.Part
	for _, p := range recorded {
		if !p.lesson.Bulk { // Complete follows the log
			news = append(news, l.news(ctx, p.lesson.Ref.Company))
			break
		}
	}
	err := l.Index.RecordAll(ctx, changes, news...)
	if err == nil {
		for _, part := range news {
			l.followed(part)
		}
	}
	if err != nil && len(recorded) > 1 {
		// One that cannot be recorded must not keep the others out.
		for _, p := range recorded {
			p.done <- l.record(ctx, p.change)
		}
		return
	}
	for _, p := range recorded {
		p.done <- err
	}
}

// changeOf is a lesson as the index takes it, when all of it is new and stands at the end.
func (l *Laptop) changeOf(lesson Lesson) catalog.Change {
	change := catalog.Change{
		Ref: lesson.Ref, Bucket: l.address(), Seen: lesson.Seen, Unseen: lesson.Unseen,
	}
	for _, learned := range lesson.Learnt {
		v := workflow.Known{Version: learned.Version, Beside: learned.Beside}
		v.Ref = lesson.Ref
		change.Receipts = append(change.Receipts, learned.Receipt)
		switch {
		case v.Deleted:
			change.Saves = append(change.Saves, catalog.Save{Known: v})
		case learned.Content == nil:
			v.TextElsewhere = true
			change.Saves = append(change.Saves, catalog.Save{Known: v})
		default:
			v.Size, v.ContentSHA256 = int64(len(learned.Content)), workflow.SHA256(learned.Content)
			save := catalog.Save{Known: v, Unchecked: true}
			if lesson.Bulk {
				save.YAMLName = approvalml.Name(string(learned.Content))
			} else {
				save = describe(v, learned.Content)
			}
			change.Saves = append(change.Saves, save)
		}
	}
	return change
}

// mustRead tells whether the journal must be read to know what a lesson added: when some of it may be known, stands before
// others, or has no number yet.
func (l *Laptop) mustRead(ctx context.Context, lesson Lesson) (bool, error) {
	for _, learned := range lesson.Learnt {
		if learned.Before != "" || learned.Version.Number == 0 {
			return true, nil
		}
		if lesson.Head == "" {
			continue // the workflow was not here
		}
		if _, known, err := l.Index.Find(ctx, learned.Version.UID, ""); err != nil || known {
			return known, err
		}
	}
	return false, nil
}
