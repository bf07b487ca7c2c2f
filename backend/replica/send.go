package replica

import (
	"context"
	"fmt"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// puts is how often a version is sent when nobody can tell whether it arrived. The bucket was asked in between, so the
// second time is safe; a third would only keep the person waiting.
const puts = 2

// send makes sure that the bucket has a version, on top of base, and gives it as the bucket holds it.
// CodeConflict: the bucket has something else on top of base. CodeUnclear: it did not say whether it has the version.
func (p *Pusher) send(ctx context.Context, v workflow.Version, base storage.Base, lookFirst bool) (storage.Entry, error) {
	if lookFirst {
		seen, err := p.look(ctx, v, base)
		if err != nil || seen.found {
			return seen.ours, err
		}
		if seen.other {
			return storage.Entry{}, conflict(v, base, seen)
		}
	}
	kept, text, err := p.Local.Get(ctx, v.Ref, string(v.UID))
	if err != nil {
		return storage.Entry{}, err
	}
	for n := 1; ; n++ {
		entry, err := p.Bucket.Put(ctx, kept.Version, text, base)
		if err == nil {
			return entry, named(entry)
		}
		code := workflow.CodeOf(err)
		if code != workflow.CodeStaleParent && code != workflow.CodeUnclear {
			return storage.Entry{}, err
		}
		// Also a refusal may be that of our own write: its answer got lost on the way, and the client asked again.
		seen, lookErr := p.look(ctx, v, base)
		if lookErr != nil || seen.found {
			return seen.ours, lookErr
		}
		switch {
		case seen.other, code == workflow.CodeStaleParent && n == puts:
			return storage.Entry{}, conflict(v, base, seen)
		case n == puts:
			return storage.Entry{}, err
		}
	}
}

// sight is what stands in the bucket on top of a base.
type sight struct {
	found bool          // the version that was looked for is there, as ours
	ours  storage.Entry // never without an id and an ETag
	other bool          // the latest is neither that version nor the base
	head  storage.Entry // the latest; the zero Entry when the workflow has no version at all
}

// look reads the versions of a workflow down to base, in search of v.
func (p *Pusher) look(ctx context.Context, v workflow.Version, base storage.Base) (sight, error) {
	seen := sight{other: base != storage.Base{}} // with a base, an empty bucket is something else
	first := true
	for entry, err := range p.Bucket.Versions(ctx, v.Ref) {
		if err != nil {
			return sight{}, err
		}
		if first {
			seen.head = entry
			seen.other = entry.ID != base.ID
			if (base == storage.Base{}) && entry.DeleteMarker {
				seen.other = false // a workflow can be made where one was deleted
			}
			first = false
		}
		if entry.ID == base.ID {
			break
		}
		if entry.UID == v.UID {
			seen.found, seen.other, seen.ours = true, false, entry
			return seen, named(entry)
		}
	}
	return seen, nil
}

// named refuses an answer without the version's id or ETag: a captive portal, or a bucket that keeps no versions.
func named(e storage.Entry) error {
	if e.ID != "" && e.ETag != "" {
		return nil
	}
	return &workflow.Error{
		Code:    workflow.CodeNotS3,
		Message: "The bucket's answer does not name the version, so it does not count as sent.",
		Hint:    "Check the address of the bucket, that its versioning is on, and whether the network wants you to sign in first.",
		Err:     fmt.Errorf("version id %q, ETag %q", e.ID, e.ETag),
	}
}

func conflict(v workflow.Version, base storage.Base, seen sight) error {
	e := &workflow.Error{
		Code: workflow.CodeConflict,
		Err: fmt.Errorf("version %s of %s goes on top of %q, the bucket has %q by %q",
			v.UID, v.Ref, base.ID, seen.head.ID, seen.head.Author),
	}
	switch {
	case seen.head.ID == "", seen.head.DeleteMarker:
		e.Message = "Someone else deleted this workflow in the bucket."
		e.Hint = "Your version is safe on this computer. Ask your team whether the workflow is still wanted."
	case base == storage.Base{} && seen.head.WorkflowUID != v.WorkflowUID:
		e.Message = fmt.Sprintf("The bucket has another workflow with the number %d.", v.Ref.ID)
		e.Hint = "Your workflow is safe on this computer. Save its YAML as a new workflow: the next number may be free."
	default:
		e.Message = "Someone else saved a newer version of this workflow in the bucket."
		e.Hint = "Your version is safe on this computer. Ask " + who(seen.head) + " how to go on."
	}
	return e
}

func who(e storage.Entry) string {
	if e.Author == "" {
		return "the one who saved the newer version"
	}
	return e.Author + ", who saved the newer version,"
}
