package designer

import (
	"container/list"
	"context"
	"sync"

	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/workflow"
)

// Changes says in words what versions of a workflow changed, each in the one it goes on top of. It asks the bucket for no text.
// CodeWorkflowNotFound; CodeInvalidRequest: more than MaxChangesAsked. Versions that are not known are left out.
func (d *Designer) Changes(ctx context.Context, id workflow.ID, versionIDs []string) ([]VersionChanges, error) {
	if err := tooManyAsked(len(versionIDs)); err != nil {
		return nil, err
	}
	list, err := d.Versions(ctx, id)
	if err != nil {
		return nil, err
	}
	s, _ := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	known := make(map[string]VersionSummary, len(list.Versions)*2)
	for _, v := range list.Versions {
		known[v.VersionID], known[string(v.LocalID)] = v, v
	}
	answer := make([]VersionChanges, 0, len(versionIDs))
	for _, asked := range versionIDs {
		v, ok := known[asked]
		if !ok {
			continue
		}
		found, err := d.changesOf(ctx, ref, v, known)
		if err != nil {
			return nil, err
		}
		found.VersionID = asked
		answer = append(answer, found)
	}
	return answer, nil
}

// mostWords is how many changes of a version are said in a list of versions.
const mostWords = 12

func (d *Designer) changesOf(ctx context.Context, ref workflow.Ref, v VersionSummary, known map[string]VersionSummary) (VersionChanges, error) {
	none := []ShortWords{}
	if v.Deleted {
		return VersionChanges{State: ChangesDeleted, Changes: none}, nil
	}
	parent, ok := known[string(v.ParentID)]
	for ok && parent.Deleted { // it was brought back: what it changed is in the text before the deletion
		parent, ok = known[string(parent.ParentID)]
	}
	switch {
	case v.ParentID == "":
		return VersionChanges{State: ChangesFirst, Changes: none}, nil
	case !ok:
		return VersionChanges{State: ChangesElsewhere, Changes: none}, nil
	}
	pair := [2]workflow.UID{parent.LocalID, v.LocalID}
	if found, ok := d.words.get(pair); ok {
		return found, nil
	}
	texts := [2]string{}
	for i, uid := range pair {
		_, content, err := d.laptop.Files.Get(ctx, ref, string(uid))
		if ctx.Err() != nil {
			return VersionChanges{}, ctx.Err()
		}
		if err != nil { // it is in the bucket, or damaged, which doctor tells
			return VersionChanges{State: ChangesElsewhere, Changes: none}, nil //nolint:nilerr // the list shows what it can
		}
		texts[i] = string(content)
	}
	found := VersionChanges{State: ChangesKnown, Changes: none}
	for _, c := range change.List(model.Read(texts[0]), model.Read(texts[1])) {
		if found.Count++; found.Count <= mostWords {
			found.Changes = append(found.Changes, ShortWords{c.Kind, c.Words})
		}
	}
	d.words.put(pair, found)
	return found, nil
}

// wordsKept is how many pairs of versions it is kept for what differs between them.
const wordsKept = 4096

// knownWords keeps what differs between versions; versions never change. Those that were not asked for longest go first.
type knownWords struct {
	mu    sync.Mutex
	order list.List // of pairs, the one asked for last in front
	found map[[2]workflow.UID]*list.Element
}

type keptWords struct {
	pair  [2]workflow.UID
	found VersionChanges
}

func (k *knownWords) get(pair [2]workflow.UID) (VersionChanges, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e, ok := k.found[pair]
	if !ok {
		return VersionChanges{}, false
	}
	k.order.MoveToFront(e)
	return e.Value.(keptWords).found, true
}

func (k *knownWords) put(pair [2]workflow.UID, found VersionChanges) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.found == nil {
		k.found = map[[2]workflow.UID]*list.Element{}
	}
	if _, ok := k.found[pair]; ok {
		return
	}
	k.found[pair] = k.order.PushFront(keptWords{pair, found})
	for len(k.found) > wordsKept {
		last := k.order.Back()
		delete(k.found, last.Value.(keptWords).pair)
		k.order.Remove(last)
	}
}
