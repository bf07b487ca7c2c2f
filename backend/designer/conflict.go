package designer

import (
	"context"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/replica"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Conflicts lists the places of all workflows that wait for a decision. One of which no place clashes, but both together would have
// more errors than either, is one place: the whole text.
func (d *Designer) Conflicts(ctx context.Context) ([]PlaceRow, error) {
	s, bucket := d.inForce()
	list := []PlaceRow{}
	rows, err := d.laptop.Index.Workflows(ctx, s.CompanyID, bucket.addressOrNone(), false)
	if err != nil {
		return nil, err
	}
	for _, w := range rows {
		if w.Conflict == nil || bucket == nil {
			continue
		}
		p, err := d.pair(ctx, w.Ref.ID)
		switch workflow.CodeOf(err) {
		case "":
		case workflow.CodeNotFound, workflow.CodeWorkflowNotFound:
			continue // decided meanwhile
		default:
			return nil, err
		}
		places := p.merge(nil).Conflicts
		if len(places) == 0 {
			places = []change.Conflict{change.Whole(p.texts[0], p.texts[1], p.texts[2])}
		}
		for _, c := range places {
			list = append(list, PlaceRow{
				WorkflowID: w.Ref.ID, Name: w.Name, Path: c.Path.String(), Base: c.Base, Mine: c.Mine, Theirs: c.Theirs,
				MineWords: c.MineWords, TheirsWords: c.TheirsWords,
			})
		}
	}
	return list, nil
}

// Conflict gives the two versions of a workflow that wait for a decision, and both brought together as far as that goes without
// one. CodeWorkflowNotFound. CodeNotFound: nothing waits there.
func (d *Designer) Conflict(ctx context.Context, id workflow.ID) (ConflictDetail, error) {
	p, err := d.pair(ctx, id)
	if err != nil {
		return ConflictDetail{}, err
	}
	detail := ConflictDetail{
		WorkflowID: id, Name: p.workflow.Name, BaseYAML: p.texts[0], MineYAML: p.texts[1], TheirsYAML: p.texts[2],
		Mine: summarize(p.mine, p.workflow.Conflict, true), Theirs: summarize(p.theirs, p.workflow.Conflict, true),
		Merge: p.present(nil),
	}
	if p.base != nil {
		base := summarize(*p.base, p.workflow.Conflict, true)
		detail.Base = &base
	}
	return detail, nil
}

// MergePreview gives both versions brought together with these choices. It stores nothing. A choice that cannot be taken leaves
// its place open and says why there. CodeInvalidRequest: what a choice takes is unknown. Else as Conflict.
func (d *Designer) MergePreview(ctx context.Context, id workflow.ID, choices []Choice) (Merge, error) {
	if err := checkChoices(choices); err != nil {
		return Merge{}, err
	}
	p, err := d.pair(ctx, id)
	if err != nil {
		return Merge{}, err
	}
	return p.present(choices), nil
}

// ResolveConflict saves both versions brought together, as the next version on top of both, and sends it as SaveVersion does.
//
// CodeInvalidRequest: a place is open, and no text was given for the whole. CodeStaleParent: the two versions are not those that
// wait now. CodeInvalidContent, CodeTooLarge: the text cannot be a version. Else as Conflict.
func (d *Designer) ResolveConflict(ctx context.Context, id workflow.ID, request Resolution) (SavedVersion, error) {
	if err := checkChoices(request.Choices); err != nil {
		return SavedVersion{}, err
	}
	if err := workflow.CheckNote("comment", request.VersionComment); err != nil {
		return SavedVersion{}, err
	}
	s, bucket := d.inForce()
	p, err := d.pair(ctx, id)
	if err != nil {
		return SavedVersion{}, err
	}
	if p.mine.UID != request.MineID || p.theirs.UID != request.TheirsID {
		return SavedVersion{}, savedMeanwhile()
	}
	text, err := p.decided(request)
	if err != nil {
		return SavedVersion{}, err
	}
	if err := workflow.CheckContent([]byte(text)); err != nil {
		return SavedVersion{}, err
	}
	v := workflow.Version{
		Ref: p.mine.Ref, UID: d.NewUID(), ParentUID: p.theirs.UID, MergedUID: p.mine.UID, WorkflowUID: p.mine.WorkflowUID,
		Number: max(p.mine.Number, p.theirs.Number) + 1, Name: p.mine.Name, Author: s.Author, Prompt: p.mine.Prompt,
		Comment: request.VersionComment, CreatedAt: d.Now().UTC(),
	}
	if v.Comment == "" {
		v.Comment = replica.MergeComment(p.theirs.Version)
	}
	if _, err := d.laptop.SaveAs(ctx, v, []byte(text), p.mine.UID, activity.Resolved); err != nil {
		if workflow.CodeOf(err) == workflow.CodeStaleParent {
			return SavedVersion{}, savedMeanwhile()
		}
		return SavedVersion{}, err
	}
	d.happened(bucket, replica.Event{What: resolved, Ref: v.Ref, UID: v.UID, Author: s.Author})
	return d.sent(ctx, bucket, v.Ref, v.UID)
}

// resolved is what happens to a workflow when somebody here decides.
const resolved replica.What = "resolved"

// pair is two versions of a workflow that wait for a decision.
type pair struct {
	workflow     catalog.Workflow
	base         *catalog.Version // nil when there is none
	mine, theirs catalog.Version
	texts        [3]string // of base, mine and theirs
}

// pair gives what waits for a decision: the latest version here, and what stood against it. CodeWorkflowNotFound, CodeNotFound.
func (d *Designer) pair(ctx context.Context, id workflow.ID) (pair, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	if err := d.laptop.Follow(ctx, ref); err != nil {
		return pair{}, err
	}
	w, err := d.laptop.Index.Workflow(ctx, ref, bucket.addressOrNone())
	if err != nil {
		return pair{}, err
	}
	if bucket == nil || w.Conflict == nil || w.Deleted {
		return pair{}, nothingWaits(w)
	}
	here, err := d.laptop.Index.Standing(ctx, ref, bucket.address)
	if err != nil {
		return pair{}, err
	}
	p := pair{workflow: w}
	for _, v := range []struct {
		uid  workflow.UID
		into *catalog.Version
		text *string
	}{{w.LatestUID, &p.mine, &p.texts[1]}, {w.Conflict.Theirs, &p.theirs, &p.texts[2]}} {
		if *v.into, err = d.laptop.Index.Version(ctx, ref, bucket.address, string(v.uid)); err != nil {
			return pair{}, err
		}
		content, err := d.text(ctx, bucket, *v.into)
		if err != nil {
			return pair{}, err
		}
		*v.text = string(content)
	}
	if here.Base != nil {
		base, err := d.laptop.Index.Version(ctx, ref, bucket.address, string(here.Base.UID))
		if err != nil {
			return pair{}, err
		}
		p.base = &base
	}
	content, err := d.laptop.CommonText(ctx, here, func(versionID string) ([]byte, error) {
		fetch, cancel := context.WithTimeout(ctx, fetchDeadline)
		defer cancel()
		if _, err := bucket.connect(fetch); err != nil {
			return nil, nil // without it there is more to decide, and nothing less to be seen
		}
		_, content, _ := bucket.store.Get(fetch, ref, versionID)
		return content, nil
	})
	p.texts[0] = string(content)
	return p, err
}

func (p pair) merge(decisions map[string]change.Decision) change.Result {
	return change.Resolve(p.texts[0], p.texts[1], p.texts[2], decisions)
}

// present is both brought together with these choices, as a page shows it.
func (p pair) present(choices []Choice) Merge {
	decisions, byPath := decisionsOf(choices)
	result := p.merge(decisions)
	m := Merge{
		ResultYAML: result.Text, Places: make([]ConflictPlace, 0, len(result.Conflicts)), Report: Language{}.Validate(result.Text),
		Merged:  presentQuiet(change.Quietly(p.texts[0], p.texts[1], p.texts[2])),
		Origins: presentOrigins(change.Origins(p.texts[0], p.texts[1], p.texts[2], result.Text)),
	}
	for _, c := range result.Conflicts {
		place := presentPlace(c, byPath)
		if place.Both != nil && place.Take != TakeBoth && !p.bothFits(c, decisions) {
			place.Both = nil
		}
		m.Places = append(m.Places, place)
	}
	return m
}

// bothFits tells whether the result has no more errors with both in a place than with mine, all other decisions being the same.
func (p pair) bothFits(c change.Conflict, decisions map[string]change.Decision) bool {
	with := func(take change.Choice) int {
		tried := map[string]change.Decision{}
		for path, decision := range decisions {
			tried[path] = decision
		}
		tried[c.Path.String()] = change.Decision{Take: take}
		return approvalml.Check(p.merge(tried).Text).Count(diagnostic.Error)
	}
	return with(change.TakeBoth) <= with(change.TakeMine)
}

// decided is the text that a resolution asks to save.
func (p pair) decided(request Resolution) (string, error) {
	if request.YAMLContent != nil {
		return *request.YAMLContent, nil
	}
	decisions, _ := decisionsOf(request.Choices)
	result := p.merge(decisions)
	open := result.Open()
	if open == 0 {
		return result.Text, nil
	}
	for _, c := range result.Conflicts {
		if c.Refusal != nil {
			return "", &workflow.Error{
				Code: workflow.CodeInvalidRequest, Message: words.F("The decision for %s cannot be taken. %s", c.What, c.Refusal.Message),
				Hint: c.Refusal.Hint,
			}
		}
	}
	message := words.Text("One place waits for a decision.")
	if open > 1 {
		message = words.F("%d places wait for a decision.", open)
	}
	return "", &workflow.Error{
		Code: workflow.CodeInvalidRequest, Message: message, Hint: "Decide every place, or send the whole text.",
	}
}

func decisionsOf(choices []Choice) (map[string]change.Decision, map[string]Choice) {
	decisions, byPath := map[string]change.Decision{}, map[string]Choice{}
	for _, c := range choices {
		for take, name := range takes {
			if name == c.Take {
				decisions[c.Path], byPath[c.Path] = change.Decision{Take: take, Text: c.Text}, c
			}
		}
	}
	return decisions, byPath
}

func checkChoices(choices []Choice) error {
	for _, c := range choices {
		switch c.Take {
		case TakeMine, TakeTheirs, TakeBoth, TakeEdit:
			if err := checkLength(c.Text); err != nil {
				return err
			}
		default:
			return &workflow.Error{
				Code: workflow.CodeInvalidRequest, Message: words.F("A place cannot be decided by taking %q.", c.Take),
				Hint: "Take mine, theirs, both or edit.",
			}
		}
	}
	return nil
}

func nothingWaits(w catalog.Workflow) error {
	return &workflow.Error{
		Code:    workflow.CodeNotFound,
		Message: words.F("Nothing of workflow %d, %s, waits for a decision.", w.Ref.ID, w.Name),
		Hint:    "It may have been decided already: look at its history.",
	}
}

func savedMeanwhile() error {
	return &workflow.Error{
		Code:    workflow.CodeStaleParent,
		Message: "Somebody saved meanwhile: other versions wait for a decision now.",
		Hint:    "Look at the conflict again. What you decided still applies where nobody changed anything.",
	}
}
