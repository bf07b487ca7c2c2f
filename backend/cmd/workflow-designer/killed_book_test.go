package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// book is what the program has said to have, and what it was asked for without an answer.
type book struct {
	versions map[workflow.UID]*kept
	flows    map[workflow.ID][]workflow.UID // as the list last had them
	wishes   []*wish
	// unfinished are texts that were asked to be kept, and for which no version was there after a kill. Mending the storage may
	// find them.
	unfinished map[string]bool
	// facts are what else can be asked for, by a name of ours, such as the tags of a version: the last value that was said to be
	// kept, and one that was asked for since. No value is that it is not there.
	facts map[string][]string
	// both are texts that must be in the latest version of a workflow, and in whatever brought it together.
	both map[workflow.ID][]string
}

// kept is a version.
type kept struct {
	flow    workflow.ID
	summary designer.VersionSummary
	prompt  string
	text    string
}

// wish is something that was asked for and makes a version, or a workflow with several.
type wish struct {
	flow    workflow.ID // 0 is a new workflow whose number is not known
	isNew   bool
	texts   []string // of its versions, the oldest first; empty for a deletion
	deletes bool
	comment string // "*" for what the program says
	prompt  string // "*" as well
	// said is the answer, if it was heard: then it must be there. A colleague's is there after a sync.
	said      *designer.VersionSummary
	must      bool
	colleague bool
	met       bool
}

func newBook() *book {
	return &book{map[workflow.UID]*kept{}, map[workflow.ID][]workflow.UID{}, nil, map[string]bool{}, map[string][]string{}, map[workflow.ID][]string{}}
}

// wishes notes what is asked for next.
func (b *book) wish(w wish) *wish {
	b.wishes = append(b.wishes, &w)
	return &w
}

// heard notes that it was said to be done.
func (w *wish) heard(said *designer.SavedVersion) {
	w.must = true
	if said != nil {
		summary := said.VersionSummary // the answer may be used for the next
		w.flow, w.said = said.WorkflowID, &summary
	}
}

// wants notes a value that is asked for; keeps that it was said to be kept.
func (b *book) wants(fact, value string) {
	last := ""
	if known := b.facts[fact]; len(known) > 0 {
		last = known[0]
	}
	b.facts[fact] = []string{last, value}
}

func (b *book) keeps(fact string) { b.facts[fact] = b.facts[fact][1:] }

// is compares a value with what was asked for and said, and goes on from it. done tells that it was asked for and not said.
func (b *book) is(fact, value string) (done, undone int, err error) {
	allowed := b.facts[fact]
	if len(allowed) == 0 {
		allowed = []string{""}
	}
	if !slices.Contains(allowed, value) {
		return 0, 0, fmt.Errorf("%s is %q, want one of %q", fact, value, allowed)
	}
	if len(allowed) == 2 {
		if value == allowed[1] {
			done = 1
		} else {
			undone = 1
		}
	}
	b.facts[fact] = []string{value}
	return done, undone, nil
}

// newFlow finds the wish that a workflow is, whose versions' texts are these.
func (b *book) newFlow(id workflow.ID, texts []string) error {
	for _, w := range b.wishes {
		if w.isNew && !w.met && (w.flow == 0 || w.flow == id) && slices.Equal(w.texts, texts) {
			w.met, w.flow = true, id
			return nil
		}
	}
	if b.mended(texts) {
		return nil
	}
	return fmt.Errorf("nobody asked for workflow %d as it is, of %d versions that begin with %.80q", id, len(texts), texts)
}

// mended reports whether these are texts that mending has found.
func (b *book) mended(texts []string) bool {
	for _, text := range texts {
		if !b.unfinished[text] {
			return false
		}
	}
	return len(texts) > 0
}

// newVersion finds the wish that a version is which was not known.
func (b *book) newVersion(v kept) error {
	byAnswer := func(a, b *wish) int { // what was said comes before what may be
		said := func(w *wish) int {
			if w.said != nil && w.said.LocalID == v.summary.LocalID {
				return 0
			}
			return 1
		}
		return cmp.Compare(said(a), said(b))
	}
	sorted := slices.Clone(b.wishes)
	slices.SortStableFunc(sorted, byAnswer)
	for _, w := range sorted {
		if w.met || w.isNew || w.flow != v.flow || w.deletes != v.summary.Deleted || w.said != nil && w.said.LocalID != v.summary.LocalID {
			continue
		}
		if !w.deletes && w.texts[0] != v.text || w.comment != "*" && w.comment != v.summary.VersionComment || w.prompt != "*" && w.prompt != v.prompt {
			continue
		}
		w.met = true
		return nil
	}
	if parts := b.both[v.flow]; v.summary.MergedID != "" && len(parts) > 0 {
		for _, part := range parts {
			if !strings.Contains(v.text, part) {
				return fmt.Errorf("what brings workflow %d together lacks %q", v.flow, part)
			}
		}
		return nil
	}
	if b.mended([]string{v.text}) {
		return nil
	}
	if strings.Contains(v.summary.VersionComment, "on top of recovered texts") { // what mending found is not the latest because of that
		for _, uid := range b.flows[v.flow] {
			if b.versions[uid].text == v.text {
				return nil
			}
		}
	}
	return fmt.Errorf("nobody asked for version %d of workflow %d: %+v, which begins with %.80q", v.summary.Number, v.flow, v.summary, v.text)
}

// said compares a version with the answer that told of it, or as it was seen before. What the bucket says later of a version,
// its own id above all, may differ.
func same(was, is designer.VersionSummary, colleague bool) error {
	if colleague { // a history that is not complete says less
		if was.Number == 0 {
			was.Number = is.Number
		}
		if was.ParentID == "" {
			was.ParentID = is.ParentID
		}
		is.LastModified = was.LastModified
	}
	type fixed struct {
		LocalID, ParentID, MergedID workflow.UID
		Number                      int
		Size                        int64
		At                          int64
		Comment, Author, Generator  string
		Deleted                     bool
		Validity                    designer.Validity
	}
	of := func(v designer.VersionSummary) fixed {
		return fixed{
			v.LocalID, v.ParentID, v.MergedID, v.Number, v.Size, v.LastModified.UnixNano(), v.VersionComment, v.Author, v.Generator,
			v.Deleted, v.Validity,
		}
	}
	if of(was) != of(is) {
		return fmt.Errorf("version %d was\n%+v, is\n%+v", was.Number, of(was), of(is))
	}
	return nil
}

// settle forgets what was asked for and is not there, counts it, and says what was acknowledged and is lost.
func (b *book) settle(synced bool) (done, undone int, lost []string) {
	var wait []*wish
	for _, w := range b.wishes {
		switch {
		case w.met && !w.must && !w.colleague:
			done++
		case w.met:
		case w.colleague && !synced:
			wait = append(wait, w)
		case w.must:
			lost = append(lost, fmt.Sprintf("of workflow %d, a deletion %v, %.80q, %+v", w.flow, w.deletes, w.texts, w.said))
		default:
			undone++
			for _, text := range w.texts {
				b.unfinished[text] = true
			}
		}
	}
	b.wishes = wait
	return done, undone, lost
}
