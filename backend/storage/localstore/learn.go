package localstore

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Learned is a version that a bucket holds.
type Learned struct {
	Version workflow.Version
	Content []byte           // nil: only what is known of it; its text stays elsewhere. A deletion has none
	Receipt workflow.Receipt // the zero Receipt: there is none
	Beside  bool             // it does not become the latest
	Before  workflow.UID     // the version that it stands directly before in the history; empty: at the end
}

// Learn adds versions that a bucket holds, with their receipts, by one write to the journal. head is the latest version here
// as the caller knows it, also when that is a deletion; empty when the workflow is not here yet. A version that is here
// already gets its receipt, when that is new, and nothing else, unless it stands beside and shall not any more: then it
// becomes the latest as it was.
//
// A version without a Number gets one as in a save; one that stands before another, that one's less one. The last that is
// not Beside becomes the latest, and workflow.yaml.
//
// Nothing is flushed, since the bucket has it all: what a crash takes the next sync brings again. After a kill the journal
// has the first few of all, in their order.
//
// CodeStaleParent: head is not the latest; nothing was written. CodeDamaged: a text has not the hash that its version names.
// CodeInvalidID, CodeInvalidRequest, CodeInvalidContent: a version cannot be kept so.
func (s *Store) Learn(ctx context.Context, ref workflow.Ref, head workflow.UID, all []Learned) (workflow.JournalSpan, error) {
	span := s.LearnMany(ctx, []Course{{Ref: ref, Head: head, All: all}})[0]
	return span.JournalSpan, span.Err
}

// Course is one Learn among many.
type Course struct {
	Ref  workflow.Ref
	Head workflow.UID
	All  []Learned
	Bulk bool             // one of many: a workflow that was not here goes into the pack
	Log  []activity.Entry // what the activity log shall say besides what was learned
}

// Span is what one Learn among many added, or why it could not.
type Span struct {
	workflow.JournalSpan
	Err    error
	Untold bool // the activity log could not be written to

	said []activity.Entry // what the activity log says of it
}

// Versions are learned of a bucket, and of a zip where there is no bucket.
const learning = "keep the versions"

// LearnMany is a Learn for each of several workflows, which locks the folder once. They succeed or fail one by one.
func (s *Store) LearnMany(ctx context.Context, courses []Course) []Span {
	spans := make([]Span, len(courses))
	courses = slices.Clone(courses)
	for i, c := range courses {
		courses[i].All = slices.Clone(c.All)
		for k := range courses[i].All {
			if err := courses[i].All[k].complete(c.Ref); err != nil && spans[i].Err == nil {
				spans[i].Err = err
			}
		}
	}
	done, err := s.write(ctx)
	if err == nil {
		defer done()
	}
	var new newcomers
	for i, c := range courses {
		if err != nil {
			spans[i].Err = err
		}
		if spans[i].Err != nil {
			continue
		}
		p := s.place(c.Ref)
		if one, is := s.newcomer(p, c); is && !new.has(c.Ref) {
			new = append(new, one)
			one.span = &spans[i]
			continue
		}
		if new.has(c.Ref) {
			s.takeIn(ctx, new)
			new = nil
		}
		span, said, err := s.learn(ctx, p, c.Head, c.All)
		spans[i] = Span{JournalSpan: span, Err: explain(learning, p.folder, err), said: append(said, c.Log...)}
	}
	s.takeIn(ctx, new)
	if err == nil {
		s.tellLearned(courses, spans)
	}
	return spans
}

// tellLearned has the activity logs say what was learned, in the order of the courses. The caller holds the lock.
func (s *Store) tellLearned(courses []Course, spans []Span) {
	all := map[workflow.CompanyID][]activity.Entry{}
	for i, c := range courses {
		if spans[i].Err == nil {
			all[c.Ref.Company] = append(all[c.Ref.Company], spans[i].said...)
		}
	}
	for company, entries := range all {
		if s.told(company, entries...) {
			continue
		}
		for i, c := range courses {
			spans[i].Untold = spans[i].Untold || c.Ref.Company == company
		}
	}
}

// complete checks what was learned and fills in what follows from it.
func (l *Learned) complete(ref workflow.Ref) error {
	v := &l.Version
	v.Ref, v.CreatedAt = ref, v.CreatedAt.UTC().Round(0)
	if err := checkVersion(*v); err != nil {
		return err
	}
	if l.Receipt != (workflow.Receipt{}) {
		if err := checkReceipt(l.Receipt); err != nil {
			return err
		}
	}
	switch hash := workflow.SHA256(l.Content); {
	case l.Receipt.UID != "" && l.Receipt.UID != v.UID:
		return invalid(workflow.CodeInvalidRequest, "The receipt is that of another version.", "Start the sync again.")
	case v.Deleted && l.Content != nil:
		return invalid(workflow.CodeInvalidRequest, "A deletion has no text.", "Start the sync again.")
	case v.Deleted:
		v.Size, v.ContentSHA256 = 0, ""
	case l.Content == nil:
	case v.ContentSHA256 != "" && v.ContentSHA256 != hash:
		return damaged(words.F("The bucket gave another text of version %s of workflow %d than was saved.", v.UID, ref.ID), nil)
	default:
		v.Size, v.ContentSHA256 = int64(len(l.Content)), hash
	}
	return nil
}

// learn does the work of Learn; the caller holds the lock.
func (s *Store) learn(ctx context.Context, p place, head workflow.UID, all []Learned) (workflow.JournalSpan, []activity.Entry, error) {
	none := workflow.JournalSpan{}
	if err := s.unpack(p); err != nil {
		return none, nil, err
	}
	j, err := openJournal(p, os.O_RDWR)
	created := errors.Is(err, fs.ErrNotExist)
	known := journalContent{History: workflow.History{Ref: p.ref}}
	if err == nil {
		defer j.release()
		known, err = j.read()
	}
	switch {
	case err != nil && !created:
		return none, nil, err
	case known.Head == "" && len(known.damaged) > 0:
		return none, nil, unreadable(p.ref, nil)
	case known.Head != head:
		return none, nil, stale(p.ref)
	}
	lesson, err := learn(known, all)
	if err != nil {
		return none, nil, err
	}
	if lesson.lines.Len() == 0 {
		return workflow.JournalSpan{From: known.Size, To: known.Size}, nil, nil
	}
	if err := ctx.Err(); err != nil {
		return none, nil, err
	}
	if created {
		if j, err = s.createUnflushed(p); err != nil {
			return none, nil, err
		}
		defer j.release()
		if span, done, err := p.takeFirst(j, lesson); done || err != nil {
			return span, lesson.told, err
		}
	}
	span, err := s.take(p, j, lesson)
	return span, lesson.told, err
}

// lesson is what is new in what was learned.
type lesson struct {
	lines bytes.Buffer
	texts []*Learned // that bring a text
	fresh map[workflow.UID]bool
	head  *workflow.Known  // the new latest; nil when it stays
	told  []activity.Entry // what the activity log says of it
}

// learn tells what of all is new to a journal.
func learn(known journalContent, all []Learned) (*lesson, error) {
	l := &lesson{fresh: map[workflow.UID]bool{}}
	here := make(map[workflow.UID]workflow.Known, len(known.Versions)+len(all))
	for _, v := range known.Versions {
		here[v.UID] = v
	}
	latest := known.head()
	for i := range all {
		one := &all[i]
		old, is := here[one.Version.UID]
		// The receipt goes first: a version that a kill left without one would be sent as if it were ours.
		if err := l.receipt(known.Receipts, one.Receipt); err != nil {
			return nil, err
		}
		switch {
		case !is:
			if err := one.number(here, latest); err != nil {
				return nil, err
			}
			l.fresh[one.Version.UID] = true
			l.told = append(l.told, activity.OfVersion(one.Version, "", here[one.Version.ParentUID].Deleted, learnedAt(one.Receipt)))
		case old.Beside && !one.Beside:
			if err := one.rise(old); err != nil {
				return nil, err
			}
		default:
			continue
		}
		now := one.known(old.TextElsewhere || !is)
		if err := l.version(one, now); err != nil {
			return nil, err
		}
		here[now.UID] = now
		if !one.Beside {
			l.head, latest = &now, now
		}
	}
	return l, nil
}

// number gives a version a number when it has none, and refuses a place before a version that is not here.
func (l *Learned) number(here map[workflow.UID]workflow.Known, latest workflow.Known) error {
	after, placed := here[l.Before]
	if l.Before != "" && !placed {
		return invalid(workflow.CodeInvalidRequest, "A version shall stand before one that is not here.", "Start the sync again.")
	}
	v := &l.Version
	parent, hasParent := here[v.ParentUID]
	switch {
	case v.Number > 0:
	case hasParent:
		v.Number = parent.Number + 1
	case placed:
		v.Number = max(after.Number-1, 1)
	default:
		v.Number = latest.Number + 1
	}
	return nil
}

// rise makes the latest of a version that stands beside. It stays as it was; its text may come with it.
func (l *Learned) rise(old workflow.Known) error {
	v := old.Version
	if l.Content != nil {
		if v.ContentSHA256 != "" && v.ContentSHA256 != l.Version.ContentSHA256 {
			return damaged(words.F("That is not the text of version %d of workflow %d.", v.Number, v.Ref.ID), nil)
		}
		v.Size, v.ContentSHA256 = l.Version.Size, l.Version.ContentSHA256
	}
	l.Version = v
	return nil
}

func (l *Learned) known(without bool) workflow.Known {
	elsewhere := without && l.Content == nil && !l.Version.Deleted
	return workflow.Known{Version: l.Version, Beside: l.Beside, TextElsewhere: elsewhere}
}

func (l *lesson) version(one *Learned, now workflow.Known) error {
	text, err := encodeVersion(noted{Known: now, before: one.Before, learned: true})
	l.lines.Write(text)
	if one.Content != nil {
		l.texts = append(l.texts, one)
	}
	return err
}

// receipt adds a receipt unless the last one of its kind, among those that the journal has, says the same.
func (l *lesson) receipt(had []workflow.Receipt, r workflow.Receipt) error {
	if r == (workflow.Receipt{}) {
		return nil
	}
	for _, other := range slices.Backward(had) {
		if other.BucketID == r.BucketID && other.UID == r.UID && other.Kind == r.Kind {
			if other.VersionID == r.VersionID && other.ETag == r.ETag {
				return nil
			}
			break
		}
	}
	text, err := encodeReceipt(r)
	l.lines.Write(text)
	return err
}

// take writes a lesson down: texts, lines, workflow.yaml.
func (s *Store) take(p place, j *journal, l *lesson) (workflow.JournalSpan, error) {
	fail := func(err error) (workflow.JournalSpan, error) {
		for _, one := range l.texts {
			if l.fresh[one.Version.UID] {
				_ = os.Remove(p.text(one.Version.UID)) // else the next Learn takes it
			}
		}
		return workflow.JournalSpan{}, err
	}
	for _, one := range l.texts {
		if err := s.keepText(p, one.Version.UID, one.Content); err != nil {
			return fail(err)
		}
	}
	staged, err := s.stageLearned(p, l)
	if err != nil {
		return fail(err)
	}
	span, err := appendLine(j, j.size, j.torn, l.lines.Bytes(), false)
	if err != nil {
		_ = os.Remove(staged) // else the next Open does
		return fail(err)
	}
	j.size, j.torn = span.To, 0
	if staged != "" {
		p.publish(j, l.head.Version, staged)
	}
	return span, nil
}

// stageLearned makes the file that becomes workflow.yaml; empty when the latest stays or its text is not here.
func (s *Store) stageLearned(p place, l *lesson) (string, error) {
	if l.head == nil || l.head.TextElsewhere {
		return "", nil
	}
	var text []byte // none for a deletion
	if !l.head.Deleted {
		var err error
		if text, err = l.textOf(p, l.head.Version); err != nil {
			return "", err
		}
	}
	staged := s.saving(p.ref, string(l.head.UID)+".latest")
	if err := os.WriteFile(staged, text, fileMode); err != nil {
		return "", errors.Join(err, os.Remove(staged))
	}
	return staged, nil
}

// textOf is the text of a version: what came, else what was here.
func (l *lesson) textOf(p place, v workflow.Version) ([]byte, error) {
	for _, one := range l.texts {
		if one.Version.UID == v.UID {
			return one.Content, nil
		}
	}
	return p.read(v)
}
