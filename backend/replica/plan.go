package replica

import (
	"slices"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Remote is what a bucket has of a workflow. UIDs are as this computer identifies them; see identify.
type Remote struct {
	// Head is the latest version, or a delete marker; the zero Entry when the bucket has nothing at all.
	Head storage.Entry
	// Above is what stands between the base and the head, newest first; only told when one of ours may be among it.
	Above []storage.Entry
	// Largest is the largest number that is known to be taken there.
	Largest workflow.ID
}

func (r Remote) nothing() bool { return r.Head.ID == "" }

// Plan says what is to be done so that this computer and the bucket have the same of one workflow: what this computer has and
// knows, on the base that both had, against what the bucket has now. It is pure. Steps are done in order; after one that
// ends a plan (Merge, Renumber) or fails because something moved, the two are looked at again.
func Plan(here workflow.Standing, there Remote) []Step {
	p := planner{here: here, there: there, chain: here.Chain}
	if here.Base != nil {
		p.base = storage.Base{ID: here.Base.VersionID, ETag: here.Base.ETag}
	}
	p.settle()
	p.keepSides()
	p.decide()
	return p.steps
}

type planner struct {
	here  workflow.Standing
	there Remote
	base  storage.Base       // the newest version that both have
	chain []workflow.Pending // ours on top of it
	steps []Step
}

func (p *planner) add(s Step) { p.steps = append(p.steps, s) }

// settle finds versions of ours that reached the bucket although no answer said so.
func (p *planner) settle() {
	for _, entry := range slices.Backward(append([]storage.Entry{p.there.Head}, p.there.Above...)) {
		i := slices.IndexFunc(p.chain, func(w workflow.Pending) bool { return w.Version.UID == entry.UID })
		if i < 0 || entry.UID == "" {
			continue
		}
		if entry.ID == nullVersion {
			// A suspended versioning took it; the next write would destroy it. It is written again, on top of itself.
			p.base = entry.Base()
			p.there.Head = entry
			return
		}
		p.add(Step{Do: Settle, UID: entry.UID, Entry: entry})
		p.base, p.chain = entry.Base(), p.chain[i+1:]
	}
}

// keepSides puts what lost its place beside the workflow, before anything else of it changes.
func (p *planner) keepSides() {
	for _, w := range p.here.Sides {
		if w.Version.Deleted {
			p.add(Step{Do: Drop, UID: w.Version.UID})
		} else {
			p.add(Step{Do: PutSide, UID: w.Version.UID})
		}
	}
}

// setAside keeps those of the chain that will not be pushed. A deletion has nothing to keep.
func (p *planner) setAside() {
	for _, w := range p.chain {
		switch {
		case w.Version.Deleted:
			p.add(Step{Do: Drop, UID: w.Version.UID})
		case !w.Aside:
			p.add(Step{Do: PutSide, UID: w.Version.UID})
		}
	}
}

func (p *planner) decide() {
	here, head := p.here, p.there.Head
	moved := head.ID != p.base.ID
	ours := len(p.chain) > 0
	deleting := ours && p.chain[len(p.chain)-1].Version.Deleted
	switch {
	case here.Head == "": // not here
		if !p.there.nothing() && !head.DeleteMarker {
			p.take()
		}
	case !moved, p.there.nothing() && ours:
		if p.there.nothing() {
			p.base = storage.Base{}
		}
		p.push()
	case p.there.nothing():
		p.endConflict()
		p.add(Step{Do: TakeDeletion})
	case head.DeleteMarker && deleting && p.overSave(): // ours, or somebody's who did not see that save
		p.add(Step{Do: DiscardMarker, Entry: head})
	case head.DeleteMarker && deleting: // both deleted it
		p.deleteTogether()
	case head.DeleteMarker && ours && p.base == (storage.Base{}):
		p.renumber() // another workflow had this number, and may come back
	case head.DeleteMarker && ours: // the edit wins
		p.base = head.Base()
		p.push()
	case head.DeleteMarker:
		p.endConflict()
		p.add(Step{Do: TakeDeletion, Entry: head})
	case !ours:
		p.take()
	case p.base == (storage.Base{}) && head.WorkflowUID != here.WorkflowUID:
		p.renumber()
	case deleting: // their edit wins
		p.setAside()
		p.take()
	default:
		p.diverged()
	}
}

// overSave tells whether our deletion, of which nobody knows whether it arrived, may stand right on top of what somebody else
// saved meanwhile: a bucket deletes whatever is the latest, unless a deletion of ours names what it deletes.
func (p *planner) overSave() bool {
	if p.chain[len(p.chain)-1].Attempts == 0 || len(p.there.Above) == 0 || p.there.Head.Deletes != "" {
		return false
	}
	below := p.there.Above[0]
	return !below.DeleteMarker && !slices.ContainsFunc(p.here.Chain, func(w workflow.Pending) bool { return w.Version.UID == below.UID })
}

// take makes the bucket's version the latest here.
func (p *planner) take() {
	p.endConflict()
	p.add(Step{Do: Take, UID: p.there.Head.UID, Entry: p.there.Head})
}

// endConflict: what stood against each other does not any more, because one side is gone.
func (p *planner) endConflict() {
	if p.here.Conflict != nil {
		p.add(Step{Do: CloseConflict})
	}
}

func (p *planner) push() {
	if len(p.chain) > 0 {
		p.endConflict()
	}
	for i, w := range p.chain {
		step := Step{Do: Push, UID: w.Version.UID, LookFirst: w.Attempts > 0}
		if i == 0 {
			step.Base = p.base
		} else {
			step.OnPrevious = true
		}
		p.add(step)
	}
	if p.base.ID == nullVersion && len(p.chain) > 0 && p.there.Head.UID == p.chain[0].Version.UID {
		p.add(Step{Do: DiscardNull})
	}
}

// deleteTogether: two people deleted the workflow. The marker in the bucket stands for both deletions.
func (p *planner) deleteTogether() {
	p.endConflict()
	last := p.chain[len(p.chain)-1].Version.UID
	p.chain = p.chain[:len(p.chain)-1]
	p.setAside()
	p.add(Step{Do: Settle, UID: last, Entry: p.there.Head})
}

func (p *planner) renumber() {
	p.add(Step{Do: Renumber, To: p.there.Largest + 1})
}

// diverged: both sides saved on top of the base.
func (p *planner) diverged() {
	p.setAside()
	if c := p.here.Conflict; c != nil && c.Mine == p.here.Head && c.Theirs == p.there.Head.UID {
		return // a person decides
	}
	p.add(Step{Do: Merge, UID: p.here.Head, Entry: p.there.Head})
}

// nullVersion is S3's name for a version that was written while versioning was off or suspended.
const nullVersion = "null"
