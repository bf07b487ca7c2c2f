package localstore

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"

	"workflow-designer/backend/workflow"
)

// History reads the whole journal of a workflow. An unknown workflow has an empty one. Damaged lines are passed over.
func (s *Store) History(ref workflow.Ref) (workflow.History, error) {
	p, err := s.reach(s.place(ref))
	if err != nil {
		return workflow.History{Ref: ref}, explain("read the history", p.folder, err)
	}
	read, err := p.readJournal()
	return read.History, explain("read the history", p.folder, err)
}

// journalContent is all that a journal holds.
type journalContent struct {
	workflow.History
	damaged []rawLine // complete lines that cannot be read
	torn    int64     // bytes after the complete lines
}

// has reports whether there is a version with a UID.
func (c journalContent) has(uid workflow.UID) bool {
	_, here := c.find(uid)
	return here
}

func (c journalContent) find(uid workflow.UID) (workflow.Known, bool) {
	for _, v := range c.Versions {
		if v.UID == uid {
			return v, true
		}
	}
	return workflow.Known{}, false
}

// head is the latest version; without a UID when there is none.
func (c journalContent) head() workflow.Known {
	for _, v := range slices.Backward(c.Versions) {
		if v.UID == c.Head {
			return v
		}
	}
	return workflow.Known{Version: workflow.Version{Ref: c.Ref}}
}

// readJournal reads a whole journal; a missing one is empty.
func (p place) readJournal() (journalContent, error) {
	j, err := openJournal(p, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return journalContent{History: workflow.History{Ref: p.ref}}, nil
	}
	if err != nil {
		return journalContent{History: workflow.History{Ref: p.ref}}, err
	}
	defer j.release()
	return j.read()
}

// read reads the complete lines of a journal.
func (j *journal) read() (journalContent, error) {
	content := journalContent{History: workflow.History{Ref: j.ref}, torn: j.torn}
	all := make([]byte, j.size)
	if _, err := io.ReadFull(io.NewSectionReader(j, 0, j.size), all); err != nil {
		return content, err
	}
	content.Size = j.size
	said := account{history: &content.History, texts: texts{}}
	from := int64(0)
	for text := range bytes.Lines(all) {
		span := workflow.JournalSpan{From: from, To: from + int64(len(text))}
		from = span.To
		text = bytes.TrimSuffix(text, []byte("\n"))
		parsed, err := parseLine(j.ref, text)
		if err != nil {
			content.damaged = append(content.damaged, rawLine{text, span})
			continue
		}
		said.add(parsed)
	}
	return content, said.close()
}

// account brings together what the lines of a journal say, one after the other.
type account struct {
	history  *workflow.History
	versions []noted // by line
	texts    texts
}

func (a *account) add(said line) {
	h := a.history
	a.texts.hear(said)
	switch {
	case said.version != nil:
		a.version(*said.version)
	case said.receipt != nil:
		h.Receipts = append(h.Receipts, *said.receipt)
	case said.conflict != nil:
		h.Conflict = said.conflict
		if *said.conflict == (workflow.Conflict{}) {
			h.Conflict = nil
		}
	case said.tags != nil:
		for _, was := range h.Tags {
			if was.UID == said.tags.UID {
				said.tags.Was = was.Tags
			}
		}
		h.Tagged = append(h.Tagged, *said.tags)
		h.Tags = replace(h.Tags, *said.tags, func(t workflow.TagSet) bool { return t.UID == said.tags.UID })
	case said.bucketTags != nil:
		h.BucketTags = replace(h.BucketTags, *said.bucketTags, func(b workflow.BucketTags) bool {
			return b.UID == said.bucketTags.UID && b.BucketID == said.bucketTags.BucketID
		})
	case said.scenario != nil:
		h.Scenarios = workflow.MergeScenarios(h.Scenarios, []workflow.KeptScenario{*said.scenario})
	case said.bucketScenarios != nil:
		h.BucketScenarios = replace(h.BucketScenarios, *said.bucketScenarios, func(b workflow.BucketScenarios) bool {
			return b.BucketID == said.bucketScenarios.BucketID
		})
	case said.renumbered != nil:
		h.Renumbered = append(h.Renumbered, *said.renumbered)
	}
}

func (a *account) version(v noted) {
	a.versions = append(a.versions, v)
	if v.Beside {
		return
	}
	a.history.Head = v.UID
	if c := a.history.Conflict; c != nil && (v.UID == c.Theirs || v.ParentUID == c.Theirs || v.MergedUID == c.Theirs) {
		a.history.Conflict = nil
	}
}

// replace puts an element in the place of the one that is, else at the end.
func replace[E any](all []E, with E, is func(E) bool) []E {
	if i := slices.IndexFunc(all, is); i >= 0 {
		all[i] = with
		return all
	}
	return append(all, with)
}

// close puts the versions in their order once all lines were added.
func (a *account) close() error {
	for v, err := range newestFirst(a.backwards()) {
		if err != nil {
			return err
		}
		a.history.Versions = append(a.history.Versions, v.Known)
	}
	slices.Reverse(a.history.Versions)
	return nil
}

func (a *account) backwards() iter.Seq2[noted, error] {
	return func(yield func(noted, error) bool) {
		for _, v := range slices.Backward(a.versions) {
			if !yield(a.texts.complete(&v, v.span), nil) {
				return
			}
		}
	}
}

// newestFirst puts versions in the order of the history. They come by their lines, the last written first. A version
// stands directly before the one that its line names, which has an earlier line; when that one is lost it comes last. Of a
// version with two lines the later counts, and what stands before it by the earlier stays there.
func newestFirst(lines iter.Seq2[noted, error]) iter.Seq2[noted, error] {
	return func(yield func(noted, error) bool) {
		o := order{waiting: map[workflow.UID][]noted{}, given: map[workflow.UID]bool{}, yield: yield}
		var lost []noted
		for v, err := range lines {
			switch {
			case err != nil:
				yield(v, err)
				return
			case v.before != "":
				o.waiting[v.before] = append(o.waiting[v.before], v)
				lost = append(lost, v)
			case !o.give(v):
				return
			}
		}
		for _, v := range lost {
			if _, waits := o.waiting[v.before]; waits && !o.one(v) {
				return
			}
		}
	}
}

// order is a newestFirst under way.
type order struct {
	waiting map[workflow.UID][]noted // by the version they stand before
	given   map[workflow.UID]bool
	yield   func(noted, error) bool
}

// give gives a version and those that wait for it.
func (o *order) give(v noted) bool {
	if !o.one(v) {
		return false
	}
	older := o.waiting[v.UID]
	delete(o.waiting, v.UID)
	for _, v := range older {
		if !o.give(v) {
			return false
		}
	}
	return true
}

func (o *order) one(v noted) bool {
	if o.given[v.UID] {
		return true
	}
	o.given[v.UID] = true
	return o.yield(v, nil)
}
