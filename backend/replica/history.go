package replica

import (
	"context"
	"slices"
	"sync"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// History learns what the bucket has of a workflow's history and is not known here: older versions without their texts, those
// that lost a race, and tags. What was learned once is never asked for again, only what stands above it. complete: everything
// that the bucket has is known here.
func (r *Replica) History(ctx context.Context, ref workflow.Ref) (complete bool, err error) {
	done, err := r.turns.take(ctx, ref)
	if err != nil {
		return false, err
	}
	defer done()
	h := &historian{job: job{Replica: r, ref: ref}}
	defer func() { r.claims.drop(h.claimed, ref) }()
	if h.here, err = r.Laptop.Index.Standing(ctx, ref, r.Address); err != nil || h.here.Head == "" {
		return false, err
	}
	if h.here.Seen.VersionID == "" {
		return false, nil // the bucket was never looked at
	}
	if err := h.read(ctx); err != nil {
		return false, inTime(ctx, err)
	}
	if err := h.learnOlder(ctx); err != nil {
		return false, inTime(ctx, err)
	}
	if err := h.learnSides(ctx); err != nil {
		return false, inTime(ctx, err)
	}
	if err := h.learnTags(ctx); err != nil {
		return false, inTime(ctx, err)
	}
	if !h.reached || h.here.Seen.HistoryOf == h.here.Seen.VersionID {
		return h.reached, nil
	}
	seen := catalog.Sight{BucketID: r.BucketID, Head: h.here.Seen}
	seen.Head.HistoryOf = seen.Head.VersionID
	return true, r.Laptop.See(ctx, ref, seen)
}

// historian reads one history.
type historian struct {
	job
	known   map[string]workflow.UID // by the bucket's id
	entries []storage.Entry         // from the head that was seen last on, newest first, identified
	fresh   map[workflow.UID]bool   // those that are not known here
	reached bool                    // the head that was seen last is in the listing
}

func (h *historian) read(ctx context.Context) error {
	h.known, h.fresh = map[string]workflow.UID{}, map[workflow.UID]bool{}
	versions, err := h.Laptop.Index.Versions(ctx, h.ref, h.Address)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if v.Receipt != nil && v.Receipt.Kind == workflow.ReceiptVersion {
			h.known[v.Receipt.VersionID] = v.UID
		}
	}
	for e, err := range h.Bucket.Versions(ctx, h.ref) {
		if err != nil {
			return err
		}
		if e.ID == h.here.Seen.VersionID {
			h.reached = true
		}
		if !h.reached {
			continue // newer than what was seen last: the next sync takes it
		}
		uid, known := h.known[e.ID]
		if known {
			e.UID, e.Ref = uid, h.ref
		} else {
			e.IsLatest = false
			if e, err = h.identify(ctx, e); err != nil {
				return err
			}
			h.fresh[e.UID] = true
		}
		h.entries = append(h.entries, e)
		if e.ID == h.here.Seen.HistoryOf {
			return nil
		}
	}
	return nil
}

// learnOlder adds what is not known, each before the one that stands above it.
func (h *historian) learnOlder(ctx context.Context) error {
	var learnt []laptop.Learned
	for i, e := range h.entries {
		if !h.fresh[e.UID] || i == 0 {
			continue
		}
		if i+1 < len(h.entries) && (e.ParentUID == "" || e.ParentUID == h.base()) {
			e.ParentUID = h.entries[i+1].UID // where another tool wrote it, it goes on top of what stands below
		} else if e.ParentUID == h.base() {
			e.ParentUID = ""
		}
		learnt = append(learnt, laptop.Learned{
			Version: e.Version, Receipt: h.receipt(e, e.UID, workflow.ReceiptVersion), Beside: true, Before: h.entries[i-1].UID,
		})
	}
	if len(learnt) == 0 {
		return nil
	}
	return h.Laptop.Learn(ctx, laptop.Lesson{Ref: h.ref, Head: h.here.Head, Learnt: learnt})
}

// base is what identify takes for the parent of a version that names none: right for a new latest one, not for these.
func (h *historian) base() workflow.UID {
	if h.here.Base != nil {
		return h.here.Base.UID
	}
	return h.here.Head
}

// learnSides adds what was brought together with others and is not known, with what it goes on top of.
func (h *historian) learnSides(ctx context.Context) error {
	versions, err := h.Laptop.Index.Versions(ctx, h.ref, h.Address)
	if err != nil {
		return err
	}
	known := map[workflow.UID]bool{}
	type missing struct{ uid, before workflow.UID }
	var work []missing
	want := func(v catalog.Version) {
		work = append(work, missing{v.MergedUID, v.UID})
		if v.Receipt != nil && v.Receipt.Kind == workflow.ReceiptSide {
			work = append(work, missing{v.ParentUID, v.UID}) // it may go on top of one that lost a race too
		}
	}
	for _, v := range versions {
		known[v.UID] = true
		want(v)
	}
	for len(work) > 0 {
		m := work[0]
		work = work[1:]
		if m.uid == "" || known[m.uid] {
			continue
		}
		known[m.uid] = true // or expired: either way it is not looked for again
		if err := h.takeSide(ctx, h.ref, m.uid, m.before); err != nil {
			return err
		}
		taken, err := h.Laptop.Index.Version(ctx, h.ref, h.Address, string(m.uid))
		switch workflow.CodeOf(err) {
		case "":
			want(taken)
		case workflow.CodeVersionNotFound:
		default:
			return err
		}
	}
	return nil
}

// tagReaders is how many versions' tags are asked for at once where a listing does not tell them.
const tagReaders = 8

// learnTags takes in the plain tags that others gave, but for versions whose own wait to be sent.
func (h *historian) learnTags(ctx context.Context) error {
	if err := h.askTags(ctx); err != nil {
		return err
	}
	waiting, err := h.Laptop.Index.WaitingTags(ctx, h.ref, h.Address)
	if err != nil {
		return err
	}
	for _, e := range h.entries {
		waits := slices.ContainsFunc(waiting, func(w workflow.WaitingTags) bool { return w.UID == e.UID })
		if e.Tags == nil || e.DeleteMarker || waits {
			continue
		}
		last, err := h.Laptop.Index.BucketTags(ctx, h.BucketID, e.UID)
		if err != nil {
			return err
		}
		found := plain(e.Tags)
		if slices.Equal(last.Base, found) {
			continue
		}
		now := workflow.BucketTags{BucketID: h.BucketID, UID: e.UID, Base: found}
		if err := h.Laptop.AddBucketTags(ctx, h.ref, now, &workflow.TagSet{UID: e.UID, Tags: found}, "", h.Now().UTC()); err != nil {
			return err
		}
	}
	return nil
}

// askTags asks for the tags that the listing did not tell.
func (h *historian) askTags(ctx context.Context) error {
	var group sync.WaitGroup
	places := make(chan int)
	failures := make([]error, len(h.entries))
	for range tagReaders {
		group.Go(func() {
			for i := range places {
				h.entries[i].Tags, failures[i] = h.Bucket.Tags(ctx, h.ref, h.entries[i].ID)
			}
		})
	}
	for i, e := range h.entries {
		if e.Tags == nil && !e.DeleteMarker && ctx.Err() == nil {
			places <- i
		}
	}
	close(places)
	group.Wait()
	for i, err := range failures {
		if code := workflow.CodeOf(err); code == workflow.CodeVersionNotFound || code == workflow.CodeNotSupported {
			h.entries[i].Tags = nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

// Text fetches the text of a version that is only known here, and keeps it. CodeVersionNotFound: the bucket has it no more.
func (r *Replica) Text(ctx context.Context, ref workflow.Ref, uid workflow.UID) ([]byte, error) {
	v, err := r.Laptop.Index.Version(ctx, ref, r.Address, string(uid))
	if err != nil {
		return nil, err
	}
	var content []byte
	switch {
	case v.Receipt == nil || v.Receipt.Kind == workflow.ReceiptDropped:
		return nil, expired(nil)
	case v.Receipt.Kind == workflow.ReceiptSide:
		_, content, err = r.Bucket.GetSide(ctx, ref, uid)
	default:
		_, content, err = r.Bucket.Get(ctx, ref, v.Receipt.VersionID)
	}
	if code := workflow.CodeOf(err); code == workflow.CodeVersionNotFound || code == workflow.CodeWorkflowNotFound {
		return nil, expired(err)
	}
	if err != nil {
		return nil, inTime(ctx, err)
	}
	return content, r.Laptop.AddText(ctx, ref, uid, content)
}

func expired(cause error) error {
	return &workflow.Error{
		Code:    workflow.CodeVersionNotFound,
		Message: "The text of this version is no longer in the bucket.",
		Hint: "A rule of the bucket may remove old versions. Ask whoever runs the store whether there is a copy, or open " +
			"another version.",
		Err: cause,
	}
}
