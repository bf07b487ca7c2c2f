package designer

import (
	"context"
	"slices"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Compare says what differs between two texts, in words, with both diagrams. CodeTooLarge, CodeInvalidRequest: a text is
// neither sent nor named. CodeWorkflowNotFound, CodeVersionNotFound, or why the bucket does not give a text that is only there.
func (d *Designer) Compare(ctx context.Context, request CompareRequest) (Comparison, error) {
	before, err := d.compared(ctx, request.WorkflowID, request.BeforeID, request.Before)
	if err != nil {
		return Comparison{}, err
	}
	after, err := d.compared(ctx, request.WorkflowID, request.AfterID, request.After)
	if err != nil {
		return Comparison{}, err
	}
	answer := compare(before, after)
	if request.WorkflowID > 0 && request.Before == nil && len(answer.Changes) > 0 {
		err = d.bringers(ctx, request, before, after, &answer)
	}
	return answer, err
}

// compared is one of the texts.
func (d *Designer) compared(ctx context.Context, id int64, versionID string, text *string) (string, error) {
	if text != nil {
		return *text, checkLength(*text)
	}
	if id == 0 {
		return "", &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: "It is not said what to compare.",
			Hint: "Send two texts, or a workflow and the versions of it.",
		}
	}
	checked, err := workflow.CheckID(id)
	if err != nil {
		return "", err
	}
	s, bucket := d.inForce()
	v, err := d.laptop.Index.Version(ctx, workflow.Ref{Company: s.CompanyID, ID: checked}, bucket.addressOrNone(), versionID)
	if err != nil {
		return "", err
	}
	content, err := d.text(ctx, bucket, v)
	return string(content), err
}

// compare takes any two texts.
func compare(before, after string) Comparison {
	was, is := approvalml.Check(before), approvalml.Check(after)
	answer := Comparison{
		Changes: []ComparedChange{},
		Before:  presentDiagram(was.Document.Tree.Text, diagram.Of(was.Document, was.Diagnostics)),
		After:   presentDiagram(is.Document.Tree.Text, diagram.Of(is.Document, is.Diagnostics)),
	}
	for _, c := range change.List(was.Document, is.Document) {
		answer.Changes = append(answer.Changes, presentChange(c, was.Document.Tree.Text, is.Document.Tree.Text))
	}
	answer.Marks = marksOf(answer.Before, answer.After, answer.Changes)
	answer.light()
	return answer
}

// light says for each change what to light in the diagrams.
func (a *Comparison) light() {
	was, is := stepsByID(a.Before), stepsByID(a.After)
	names := map[string]string{}
	for _, r := range a.Marks.Renamed {
		names[r.After] = r.Before
	}
	for i := range a.Changes {
		c := &a.Changes[i]
		from := c.Step
		if earlier, ok := names[c.Step]; ok {
			from = earlier
		}
		if is[c.Step] {
			c.AfterStep = c.Step
		}
		if was[from] {
			c.BeforeStep = from
		}
		if c.AfterStep != "" {
			c.AfterWay = wayAt(a.After, c.Range)
		}
		if c.BeforeStep != "" {
			c.BeforeWay = wayAt(a.Before, c.BeforeRange)
		}
	}
}

// mostBetween bounds how many texts are looked at to find which version brought what.
const mostBetween = 64

// bringers finds for each change the version that brought it: the one with which it appears when before is compared with each
// version up to after.
func (d *Designer) bringers(ctx context.Context, request CompareRequest, before, after string, answer *Comparison) error {
	chain, ok, err := d.between(ctx, request)
	if err != nil || !ok {
		return err
	}
	if request.After != nil {
		chain = append(chain, stage{text: &after, brought: &Brought{}})
	} else {
		chain[len(chain)-1].text = &after
	}
	found := &search{Designer: d, before: model.Read(before), chain: chain, says: make([]map[words.Text]bool, len(chain))}
	for i := range answer.Changes {
		brought, err := found.bringer(ctx, answer.Changes[i].Words)
		if err != nil {
			return err
		}
		answer.Changes[i].Brought = brought
	}
	answer.BroughtKnown = !found.gaveUp
	return nil
}

// stage is a text on the way from before to after.
type stage struct {
	version workflow.UID
	ref     workflow.Ref
	text    *string // nil until it is read
	brought *Brought
	gap     bool // versions come before it whose texts are not here
}

// between gives the versions behind before up to after, the oldest first. Not ok: after does not go back to before, or too many
// lie in between.
func (d *Designer) between(ctx context.Context, request CompareRequest) ([]stage, bool, error) {
	list, err := d.Versions(ctx, workflow.ID(request.WorkflowID))
	if err != nil {
		return nil, false, err
	}
	find := func(id string) int {
		return slices.IndexFunc(list.Versions, func(v VersionSummary) bool {
			return v.VersionID == id || string(v.LocalID) == id || id == "" && v.IsLatest
		})
	}
	from, to := find(request.BeforeID), find(request.AfterID)
	if from < 0 || to < 0 {
		return nil, false, nil
	}
	s, _ := d.inForce()
	var chain []stage
	for at := to; at != from; {
		v := list.Versions[at]
		switch {
		case v.Deleted: // it has no text, and brings nothing that is still there after it
		case v.TextHere || at == to:
			chain = append(chain, stage{
				version: v.LocalID, ref: workflow.Ref{Company: s.CompanyID, ID: list.WorkflowID}, brought: broughtBy(v),
			})
		default:
			chain[len(chain)-1].gap = true
		}
		if v.ParentID == "" || len(chain) > len(list.Versions) {
			return nil, false, nil
		}
		if at = find(string(v.ParentID)); at < 0 {
			return nil, false, nil
		}
	}
	slices.Reverse(chain)
	return chain, len(chain) > 0 || request.After != nil, nil
}

// search looks for the versions that brought changes.
type search struct {
	*Designer
	before *model.Document
	chain  []stage
	says   []map[words.Text]bool // by stage: what differs there from before, in words; nil until it was looked at
	looked int
	gaveUp bool
}

// bringer halves the way until it finds two neighbours of which only the later one has the change.
func (s *search) bringer(ctx context.Context, said words.Text) (*Brought, error) {
	without, with := -1, len(s.chain)-1
	for with-without > 1 {
		middle := (without + with) / 2
		says, err := s.look(ctx, middle)
		if err != nil {
			return nil, err
		}
		if says == nil {
			s.gaveUp = true
			return nil, nil
		}
		if says[said] {
			with = middle
		} else {
			without = middle
		}
	}
	if s.chain[with].gap {
		s.gaveUp = true
		return nil, nil
	}
	return s.chain[with].brought, nil
}

// look says what differs from before at a stage; nil when that cannot be had, or was too much work.
func (s *search) look(ctx context.Context, i int) (map[words.Text]bool, error) {
	if s.says[i] != nil {
		return s.says[i], nil
	}
	if s.looked++; s.looked > mostBetween {
		return nil, nil
	}
	at := &s.chain[i]
	if at.text == nil {
		_, content, err := s.laptop.Files.Get(ctx, at.ref, string(at.version))
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil { // it is damaged, which doctor tells
			return nil, nil //nolint:nilerr // nobody asked for this text
		}
		text := string(content)
		at.text = &text
	}
	says := map[words.Text]bool{}
	for _, c := range change.List(s.before, model.Read(*at.text)) {
		says[c.Words] = true
	}
	s.says[i] = says
	return says, nil
}

// Diff shows by lines what differs between two versions, in the unified format that patch and git apply take. It is empty when
// they are the same. CodeWorkflowNotFound, CodeVersionNotFound.
func (d *Designer) Diff(ctx context.Context, id workflow.ID, beforeID, afterID string) (string, error) {
	before, err := d.Version(ctx, id, beforeID)
	if err != nil {
		return "", err
	}
	after, err := d.Version(ctx, id, afterID)
	if err != nil {
		return "", err
	}
	name := func(v VersionDetail) string { return v.S3FilePath + "\t" + v.VersionID }
	return change.Unified(before.YAMLContent, after.YAMLContent, name(before), name(after)), nil
}
