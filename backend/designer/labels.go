package designer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/query"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Labels are part of a workflow's text, see approvalml.Labels. Tags of its versions would be the other place: S3 replaces them
// without a condition, its listings do not say that they changed, so that a team would not hear of them, and a version has ten at
// most, of ASCII letters. As a part of the text labels reach everybody, work offline, are merged like all the rest, stay when a
// workflow leaves its bucket, and other tools see them; the price is a version for each change of them.

// LabelRequest asks for other labels of some workflows.
type LabelRequest struct {
	WorkflowIDs []int64  `json:"workflow_ids"`
	Add         []string `json:"add"`
	Remove      []string `json:"remove"` // in whatever case
}

// LabelAnswer says what became of it, workflow by workflow.
type LabelAnswer struct {
	Saved    []Labelled    `json:"saved"` // those that have other labels now
	Failures []SyncFailure `json:"failures"`
}

// Labelled is a version with other labels than the one before.
type Labelled struct {
	SavedVersion
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
}

// maxLabel is how many characters a label has at most.
const maxLabel = 40

// SetLabels gives workflows labels and takes some away: each that has others then gets a new version. What one workflow cannot have is
// among the failures, and the others are done. Unsaved edits of a workflow get the labels too and then are edits of the new
// version. CodeInvalidRequest: a label that cannot be one.
func (d *Designer) SetLabels(ctx context.Context, request LabelRequest) (LabelAnswer, error) {
	answer := LabelAnswer{Saved: []Labelled{}, Failures: []SyncFailure{}}
	add, err := checkLabels(request.Add)
	if err != nil {
		return answer, err
	}
	s, bucket := d.inForce()
	change := relabelling{Designer: d, settings: s, bucket: bucket, add: add, remove: request.Remove}
	send, cancel := context.WithTimeout(ctx, pushDeadline)
	defer cancel()
	for _, number := range request.WorkflowIDs {
		if ctx.Err() != nil {
			return answer, ctx.Err()
		}
		id, err := workflow.CheckID(number)
		if err != nil {
			return answer, err
		}
		ref := workflow.Ref{Company: s.CompanyID, ID: id}
		labelled, err := change.keep(ctx, ref)
		if err != nil {
			answer.Failures = append(answer.Failures, change.failure(ctx, ref, err))
			continue
		}
		if labelled.LocalID == "" {
			continue
		}
		if labelled.SavedVersion, err = d.sentWithin(send, ctx, bucket, ref, labelled.LocalID); err != nil {
			return answer, err
		}
		answer.Saved = append(answer.Saved, labelled)
	}
	return answer, nil
}

// sentWithin sends a version as long as send lasts. What is left then goes with the next sync, which is asked for.
func (d *Designer) sentWithin(send, ctx context.Context, bucket *remote, ref workflow.Ref, uid workflow.UID) (SavedVersion, error) {
	if bucket == nil || send.Err() == nil {
		return d.sent(ctx, bucket, ref, uid)
	}
	bucket.hurry()
	return d.saved(ctx, ref, uid, bucket, nil)
}

// checkLabels gives labels as they are written, and refuses those that cannot be one.
func checkLabels(labels []string) ([]string, error) {
	checked := make([]string, 0, len(labels))
	for _, text := range labels {
		label := strings.Join(strings.Fields(text), " ")
		if label == "" {
			continue
		}
		if utf8.RuneCountInString(label) > maxLabel || query.LabelKey(label) == "" || strings.ContainsFunc(label, unicode.IsControl) ||
			strings.Contains(label, ",") || !utf8.ValidString(label) {
			return nil, &workflow.Error{
				Code:    workflow.CodeInvalidRequest,
				Message: words.F("%q cannot be a label.", label),
				Hint:    words.F("A label is a word or a few, without a comma and of at most %d characters.", maxLabel),
			}
		}
		checked = append(checked, label)
	}
	return checked, nil
}

// relabelling is one SetLabels under way.
type relabelling struct {
	*Designer
	settings    settings.Settings
	bucket      *remote
	add, remove []string
}

func (r relabelling) failure(ctx context.Context, ref workflow.Ref, err error) SyncFailure {
	failure := SyncFailure{WorkflowID: ref.ID, Problem: *problemOf(err)}
	if w, err := r.laptop.Index.Workflow(ctx, ref, r.bucket.addressOrNone()); err == nil {
		failure.Name = w.Name
	}
	return failure
}

// keep gives a workflow its labels, here. The answer has the version as LocalID, which is empty when there was nothing to change.
func (r relabelling) keep(ctx context.Context, ref workflow.Ref) (labelled Labelled, err error) {
	before, uid, err := r.keepOnTop(ctx, r.settings, ref, func(latest catalog.Version, v *workflow.Known) ([]byte, error) {
		if latest.Deleted {
			return nil, &workflow.Error{
				Code: workflow.CodeInvalidRequest, Message: "This workflow is deleted.", Hint: "Bring it back, then give it labels.",
			}
		}
		content, err := r.text(ctx, r.bucket, latest)
		if err != nil {
			return nil, err
		}
		text, err := approvalml.Relabel(string(content), r.add, r.remove)
		if err != nil {
			return nil, refused(err)
		}
		labelled.Added, labelled.Removed = labelChanges(string(content), text)
		if text == string(content) {
			return nil, errAsItIs
		}
		v.Prompt, v.Comment = latest.Prompt, labelComment(labelled)
		return []byte(text), workflow.CheckContent([]byte(text))
	})
	if err != nil || uid == before.UID {
		return labelled, err
	}
	labelled.LocalID = uid
	return labelled, r.draft(context.WithoutCancel(ctx), ref, before.UID, uid)
}

func labelChanges(before, after string) (added, removed []string) {
	was, is := approvalml.Labels(model.Read(before)), approvalml.Labels(model.Read(after))
	without := func(all, some []string) []string {
		return slices.DeleteFunc(slices.Clone(listOrEmpty(all)), func(label string) bool { return slices.Contains(some, label) })
	}
	return without(is, was), without(was, is)
}

// labelComment is what the history says of the change.
func labelComment(labelled Labelled) string {
	var parts []string
	if len(labelled.Added) > 0 {
		parts = append(parts, "Labelled "+strings.Join(labelled.Added, ", ")+".")
	}
	if len(labelled.Removed) > 0 {
		parts = append(parts, "No longer labelled "+strings.Join(labelled.Removed, ", ")+".")
	}
	return strings.Join(parts, " ")
}

// draft makes unsaved edits of the version before edits of the one with other labels. Those of an older version, or of a text that
// cannot be read, stay as they are: they are brought together when they are saved.
func (r relabelling) draft(ctx context.Context, ref workflow.Ref, before, now workflow.UID) error {
	draft, err := r.laptop.Files.Draft(ref.Company, fmt.Sprintf("workflow-%d", ref.ID))
	switch workflow.CodeOf(err) {
	case "":
	case workflow.CodeDraftNotFound, workflow.CodeDamaged:
		return nil
	default:
		return err
	}
	base, err := r.laptop.Index.Version(ctx, ref, "", draft.BaseVersionID)
	if err != nil || base.UID != before {
		return nil //nolint:nilerr // edits of a version that is not known are nothing to change
	}
	text, err := approvalml.Relabel(draft.YAMLContent, r.add, r.remove)
	if err != nil {
		return nil //nolint:nilerr // half typed
	}
	draft.YAMLContent, draft.Labels, draft.BaseVersionID = text, approvalml.Labels(model.Read(text)), string(now)
	return r.laptop.Files.SaveDraft(ctx, ref.Company, draft)
}

// Relabel gives a text labels and takes some away. CodeCannotEdit: the text is not the YAML of a workflow. CodeInvalidRequest: a label
// that cannot be one.
func (Language) Relabel(yaml string, add, remove []string) ([]TextEdit, error) {
	if err := checkLength(yaml); err != nil {
		return nil, err
	}
	add, err := checkLabels(add)
	if err != nil {
		return nil, err
	}
	text, err := approvalml.Relabel(yaml, add, remove)
	if err != nil {
		return nil, refused(err)
	}
	return presentEdits(source.NewText(yaml), between(yaml, text)), nil
}

// between is the one edit that makes one text of another, as small as it can be; none when they are the same.
func between(old, text string) []source.Edit {
	if old == text {
		return nil
	}
	from := 0
	for from < min(len(old), len(text)) && old[from] == text[from] {
		from++
	}
	end := 0
	for end < min(len(old), len(text))-from && old[len(old)-1-end] == text[len(text)-1-end] {
		end++
	}
	for from > 0 && !utf8.RuneStart(at(old, from)) {
		from--
	}
	for end > 0 && !utf8.RuneStart(old[len(old)-end]) {
		end--
	}
	return []source.Edit{{Span: source.Span{Start: from, End: len(old) - end}, Text: text[from : len(text)-end]}}
}

// at is a byte of a text; behind the end one that begins a character.
func at(text string, i int) byte {
	if i < len(text) {
		return text[i]
	}
	return 0
}
