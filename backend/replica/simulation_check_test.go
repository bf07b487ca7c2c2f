package replica_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// found is what the bucket has in the end.
type found struct {
	versions map[workflow.UID]storage.Entry // of all workflows
	texts    map[workflow.UID][]byte
	sides    map[workflow.UID]bool
	heads    map[workflow.ID]storage.Entry
}

// check looks at the bucket and at every laptop.
func (s *simulation) check() {
	b := s.look()
	s.everythingIsThere(b)
	s.everybodyHasEverything(b)
	s.everybodyHasTheSame(b)
	s.noClashWasSilent(b)
	s.everybodyHasTheScenarios()
}

// look reads the whole bucket, by the way that no fault is on.
func (s *simulation) look() found {
	ctx := context.Background()
	b := found{
		versions: map[workflow.UID]storage.Entry{}, texts: map[workflow.UID][]byte{}, sides: map[workflow.UID]bool{},
		heads: map[workflow.ID]storage.Entry{},
	}
	store := s.people[0].store
	for id := workflow.ID(1); id < 4*simWorkflows; id++ {
		for e, err := range store.Versions(ctx, ref(id)) {
			if err != nil {
				s.t.Fatal(err)
			}
			if _, there := b.heads[id]; !there {
				b.heads[id] = e
			}
			if e.DeleteMarker {
				continue
			}
			if e.UID == "" || e.ID == "null" {
				s.t.Errorf("a version of %d without a UID or an id: %+v", id, e)
			}
			if twice, there := b.versions[e.UID]; there {
				s.t.Errorf("version %s is there twice: %s of %d and %s of %d", e.UID, twice.ID, twice.Ref.ID, e.ID, id)
			}
			b.versions[e.UID] = e
			_, text, err := store.Get(ctx, ref(id), e.ID)
			if err != nil {
				s.t.Fatal(err)
			}
			b.texts[e.UID] = text
		}
	}
	// What lost a race is looked for by name: most of it is closed.
	for uid, k := range s.acked {
		if _, native := b.versions[uid]; native || k.deletion {
			continue
		}
		for id := workflow.ID(1); id < 4*simWorkflows; id++ {
			_, text, err := store.GetSide(ctx, ref(id), uid)
			if workflow.CodeOf(err) == workflow.CodeVersionNotFound {
				continue
			}
			if err != nil {
				s.t.Fatal(err)
			}
			b.sides[uid], b.texts[uid] = true, text
			break
		}
	}
	return b
}

// everythingIsThere: every acknowledged version is in the bucket, byte for byte, and so is the parent of every version.
func (s *simulation) everythingIsThere(b found) {
	for uid, k := range s.acked {
		text, there := b.texts[uid]
		switch {
		case k.deletion:
		case !there:
			s.t.Errorf("version %s was acknowledged and is not in the bucket; %s", uid, s.whereabouts(uid))
		case !bytes.Equal(text, k.text):
			s.t.Errorf("version %s is %q in the bucket, was %q", uid, text, k.text)
		}
	}
	for uid, e := range b.versions {
		for _, parent := range []workflow.UID{e.ParentUID, e.MergedUID} {
			if _, there := b.texts[parent]; there || parent == "" {
				continue
			}
			// A delete marker has no metadata: a deletion is the parent of what brought the workflow back by the id that
			// its own computer knows it by.
			if k := s.acked[parent]; k != nil && k.deletion || s.isDeletion(parent) {
				continue
			}
			s.t.Errorf("version %s of %d has lost its parent %s; %s", uid, e.Ref.ID, parent, s.whereabouts(parent))
		}
	}
}

// isDeletion tells whether somebody knows a version as a deletion.
func (s *simulation) isDeletion(uid workflow.UID) bool {
	for _, p := range s.people {
		at, known, err := p.laptop.Index.Find(context.Background(), uid, "")
		if err != nil || !known {
			continue
		}
		v, err := p.laptop.Index.Version(context.Background(), at.Ref, "", string(uid))
		if err == nil && v.Deleted {
			return true
		}
	}
	return false
}

func (s *simulation) whereabouts(uid workflow.UID) string {
	var b strings.Builder
	for _, p := range s.people {
		at, known, err := p.laptop.Index.Find(context.Background(), uid, p.known.BucketID)
		if err != nil || !known {
			continue
		}
		v, err := p.laptop.Index.Version(context.Background(), at.Ref, p.store.Address(), string(uid))
		fmt.Fprintf(&b, "%s has it in %d: %+v %v; ", p.name, at.Ref.ID, v, err)
	}
	return b.String()
}

// walk marks a version and its ancestors, as far as they are known to anybody.
func (s *simulation) walk(uid workflow.UID, reached map[workflow.UID]bool) {
	for work := []workflow.UID{uid}; len(work) > 0; {
		uid, work = work[0], work[1:]
		if uid == "" || reached[uid] {
			continue
		}
		reached[uid] = true
		for _, p := range s.people {
			at, known, err := p.laptop.Index.Find(context.Background(), uid, p.known.BucketID)
			if err != nil || !known {
				continue
			}
			v, err := p.laptop.Index.Version(context.Background(), at.Ref, p.store.Address(), string(uid))
			if err != nil {
				s.t.Fatal(err)
			}
			work = append(work, v.ParentUID, v.MergedUID)
			break
		}
	}
}

// above tells which versions go on top of one, for the person who reads a failure.
func (s *simulation) above(uid workflow.UID, reached map[workflow.UID]bool) string {
	var b strings.Builder
	for _, p := range s.people {
		at, known, err := p.laptop.Index.Find(context.Background(), uid, p.known.BucketID)
		if err != nil || !known {
			continue
		}
		versions, err := p.laptop.Index.Versions(context.Background(), at.Ref, p.store.Address())
		if err != nil {
			continue
		}
		for _, v := range versions {
			if v.ParentUID == uid || v.MergedUID == uid {
				fmt.Fprintf(&b, "%s: %s on %s and %s, reached %v, deletion %v, receipt %+v; ", p.name, v.UID, v.ParentUID, v.MergedUID, reached[v.UID], v.Deleted, v.Receipt)
			}
		}
	}
	return b.String()
}

// everybodyHasEverything: every acknowledged version and tag is in everybody's history, but for workflows that were deleted
// before a laptop first saw them: a listing does not have them.
func (s *simulation) everybodyHasEverything(b found) {
	ctx := context.Background()
	for _, p := range s.people {
		for uid, k := range s.acked {
			if k.deletion {
				continue // others know it by the id of its marker
			}
			if _, known, err := p.laptop.Index.Find(ctx, uid, ""); (err != nil || !known) && !s.neverSaw(p, uid, b) {
				s.t.Errorf("%s does not know version %s, %v", p.name, uid, err)
			}
		}
		for name, uid := range s.tagged {
			at, known, err := p.laptop.Index.Find(ctx, uid, p.known.BucketID)
			if !known && s.neverSaw(p, uid, b) {
				continue
			}
			if err != nil || !known {
				s.t.Errorf("%s does not know the tagged version %s, %v", p.name, uid, err)
				continue
			}
			if at.VersionID == "" {
				continue // it lost a race: what is beside a workflow has no tags in the bucket
			}
			v, err := p.laptop.Index.Version(ctx, at.Ref, p.store.Address(), string(uid))
			if err != nil || !slices.ContainsFunc(v.Tags, func(t workflow.Tag) bool { return t.Name == name }) {
				s.t.Errorf("%s does not have the tag %s on %s but %v, %v", p.name, name, uid, v.Tags, err)
			}
		}
	}
}

// neverSaw tells whether a version is of a workflow that is deleted and that a laptop never had.
func (s *simulation) neverSaw(p *person, uid workflow.UID, b found) bool {
	for _, other := range s.people {
		at, known, err := other.laptop.Index.Find(context.Background(), uid, "")
		if err != nil || !known {
			continue
		}
		_, err = p.laptop.Index.Workflow(context.Background(), at.Ref, "")
		return b.heads[at.Ref.ID].DeleteMarker && workflow.CodeOf(err) == workflow.CodeWorkflowNotFound
	}
	return false
}

// everybodyHasTheSame: all laptops have what is the latest in the bucket, and nothing waits.
func (s *simulation) everybodyHasTheSame(b found) {
	ctx := context.Background()
	for _, p := range s.people {
		waiting, err := p.laptop.Index.Waiting(ctx, company, p.store.Address())
		if err != nil || waiting.Pending > 0 || waiting.Conflicts > 0 {
			s.t.Errorf("%s: %+v waits, %v", p.name, waiting, err)
		}
		for id, head := range b.heads {
			v, err := p.laptop.Index.Version(ctx, ref(id), p.store.Address(), "")
			if workflow.CodeOf(err) == workflow.CodeWorkflowNotFound && head.DeleteMarker {
				continue // it was deleted before this laptop ever saw it
			}
			if err != nil {
				s.t.Errorf("%s has no workflow %d: %v", p.name, id, err)
				continue
			}
			if v.Receipt == nil || v.Receipt.VersionID != head.ID || v.Deleted != head.DeleteMarker {
				s.t.Errorf("%s has %s (%+v) as the latest of %d, the bucket %s %s", p.name, v.UID, v.Receipt, id, head.ID, head.UID)
			}
			if v.Deleted {
				continue
			}
			_, text, err := p.laptop.Files.Get(ctx, ref(id), "")
			if err != nil || !bytes.Equal(text, b.texts[head.UID]) {
				s.t.Errorf("%s has another text as the latest of %d: %q, %v", p.name, id, text, err)
			}
		}
	}
}

// noClashWasSilent: every version in the bucket goes on top of the one right below it, unless that one is a deletion; and what
// lost a race is among the ancestors of one of them, or still open for everybody to see.
func (s *simulation) noClashWasSilent(b found) {
	ctx := context.Background()
	for id := range b.heads {
		var above storage.Entry
		for e, err := range s.people[0].store.Versions(ctx, ref(id)) {
			if err != nil {
				s.t.Fatal(err)
			}
			// When a text comes back its etag does too: then the parent has the same text as what stands below.
			same := bytes.Equal(b.texts[above.ParentUID], b.texts[e.UID])
			if above.UID != "" && !e.DeleteMarker && above.ParentUID != e.UID && !same {
				s.t.Errorf("in %d version %s stands on %s and was made on %s", id, above.UID, e.UID, above.ParentUID)
			}
			above = e
		}
	}
	reached := map[workflow.UID]bool{}
	for uid := range b.versions {
		s.walk(uid, reached)
	}
	var lost []string
	for uid, k := range s.acked {
		if reached[uid] || k.deletion || !b.sides[uid] {
			continue
		}
		lost = append(lost, string(uid))
	}
	sort.Strings(lost)
	open := map[workflow.UID]bool{}
	for e, err := range s.people[0].store.OpenSides(ctx, company) {
		if err != nil {
			s.t.Fatal(err)
		}
		open[e.UID] = true
	}
	for _, uid := range lost {
		if !open[workflow.UID(uid)] {
			s.t.Errorf("version %s lost a race, was never brought together with the others, and is hidden; %s", uid, s.above(workflow.UID(uid), reached))
		}
	}
	s.figures.beside = len(lost)
}
