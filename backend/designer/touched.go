package designer

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"workflow-designer/backend/analytics"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/workflow"
)

// touchedRevision is that of the way in which it is found out what a version changed. What was kept by another is found out anew.
const touchedRevision = 1

// touchWithin bounds how long somebody waits for what versions changed; the rest is found out when they ask again.
const touchWithin = time.Second

// toucher finds out what the versions of a workflow changed.
type toucher struct {
	*Designer
	ref      workflow.Ref
	versions []analytics.Version // oldest first

	touched   map[workflow.UID]analytics.Touched
	uncounted int
	elsewhere int
	texts     map[workflow.UID]*model.Document // nil: it cannot be had here
}

// touch finds out what each version changed in the ones that it goes on top of, the newest first.
func (t *toucher) touch(ctx context.Context) error {
	kept, err := t.laptop.Index.KnownChanges(ctx, t.ref, touchedRevision)
	if err != nil {
		return err
	}
	t.touched, t.texts = map[workflow.UID]analytics.Touched{}, map[workflow.UID]*model.Document{}
	byUID := map[workflow.UID]analytics.Version{}
	for _, v := range t.versions {
		byUID[v.UID] = v
	}
	found := map[workflow.UID]string{}
	begin := t.Now()
	for _, v := range slices.Backward(t.versions) {
		if v.Deleted || v.ParentUID == "" {
			continue
		}
		var known analytics.Touched
		if text, ok := kept[v.UID]; ok && json.Unmarshal([]byte(text), &known) == nil {
			t.touched[v.UID] = known
			continue
		}
		if t.Now().Sub(begin) > touchWithin {
			t.uncounted++
			continue
		}
		known, ok, err := t.find(ctx, v, byUID)
		if err != nil {
			return err
		}
		if !ok {
			t.elsewhere++
			continue
		}
		t.touched[v.UID] = known
		text, err := json.Marshal(known)
		if err != nil {
			return err
		}
		found[v.UID] = string(text)
	}
	if len(found) == 0 {
		return nil
	}
	return t.laptop.Index.KeepChanges(ctx, touchedRevision, found)
}

// find says what a version changed; false when a text is not here.
func (t *toucher) find(ctx context.Context, v analytics.Version, byUID map[workflow.UID]analytics.Version) (analytics.Touched, bool, error) {
	after, err := t.text(ctx, v)
	if err != nil || after == nil {
		return analytics.Touched{}, false, err
	}
	before, err := t.textBefore(ctx, v.ParentUID, byUID)
	if err != nil || before == nil {
		return analytics.Touched{}, false, err
	}
	changed := analytics.Touch(before, after)
	if v.MergedUID == "" {
		return changed, true, nil
	}
	other, err := t.textBefore(ctx, v.MergedUID, byUID)
	if err != nil || other == nil {
		return analytics.Touched{}, false, err
	}
	return analytics.Both(changed, analytics.Touch(other, after)), true, nil
}

// textBefore is the text that a version went on top of: of a deletion, what was deleted.
func (t *toucher) textBefore(ctx context.Context, uid workflow.UID, byUID map[workflow.UID]analytics.Version) (*model.Document, error) {
	v, here := byUID[uid]
	for range byUID {
		if !here || !v.Deleted {
			break
		}
		v, here = byUID[v.ParentUID]
	}
	if !here {
		return nil, nil
	}
	return t.text(ctx, v)
}

// text reads the text of a version, once; nil when it cannot be had here.
func (t *toucher) text(ctx context.Context, v analytics.Version) (*model.Document, error) {
	if read, ok := t.texts[v.UID]; ok {
		return read, nil
	}
	if !v.TextHere {
		return nil, nil
	}
	_, content, err := t.laptop.Files.Get(ctx, t.ref, string(v.UID))
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var read *model.Document
	if err == nil { // else it is damaged, which doctor tells
		read = model.Read(string(content))
	}
	t.texts[v.UID] = read
	return read, nil
}

// latest is the newest text that is here; an empty one when there is none.
func (t *toucher) latest(ctx context.Context) (*model.Document, error) {
	for _, v := range slices.Backward(t.versions) {
		if v.Beside || v.Deleted {
			continue
		}
		if read, err := t.text(ctx, v); err != nil || read != nil {
			return read, err
		}
	}
	return model.Read(""), nil
}
