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
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Labels are part of a workflow's text, see approvalml.Labels. Tags of its versions would be the other place: S3 replaces them
// without a condition, its listings do not say that they changed, so that a team would not hear of them, and a version has ten at
// most, of ASCII letters. As a part of the text labels reach everybody, work offline, are merged like all the rest, stay when a
// workflow leaves its bucket, and other tools see them; the price is a version for each change of them.

// maxLabel is how many characters a label has at most.
const maxLabel = 40

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

// relabel gives a workflow labels or takes some away, here: one that has others then has a new version. Its unsaved edits get
// them too and then are edits of that version. CodeCannotEdit: the text is not the YAML of a workflow.
func (b *bulk) relabel(ctx context.Context, ref workflow.Ref, target BulkTarget) (catalog.Version, error) {
	labels, err := checkLabels(slices.Concat(b.request.Labels, target.Labels))
	if err != nil {
		return catalog.Version{}, err
	}
	var add, remove []string
	if b.request.Do == BulkLabel {
		add = labels
	} else {
		remove = labels
	}
	var added, removed []string
	before, uid, err := b.keepOnTop(ctx, b.settings, ref, func(latest catalog.Version, v *workflow.Known) ([]byte, error) {
		if latest.Deleted {
			return nil, &workflow.Error{
				Code: workflow.CodeInvalidRequest, Message: "This workflow is deleted.", Hint: "Bring it back, then give it labels.",
			}
		}
		content, err := b.content(ctx, latest)
		if err != nil {
			return nil, err
		}
		text, err := approvalml.Relabel(string(content), add, remove)
		if err != nil {
			return nil, refused(err)
		}
		added, removed = labelChanges(string(content), text)
		if text == string(content) {
			return nil, errAsItIs
		}
		v.Prompt, v.Comment = latest.Prompt, labelComment(added, removed)
		return []byte(text), workflow.CheckContent([]byte(text))
	})
	if err != nil {
		return catalog.Version{}, err
	}
	ctx = context.WithoutCancel(ctx)
	if uid != before.UID {
		b.back = append(b.back, undoing{uid, BulkTarget{Labels: slices.Concat(added, removed)}})
		if err := b.relabelDraft(ctx, ref, before.UID, uid, add, remove); err != nil {
			return catalog.Version{}, err
		}
	}
	return b.find(ctx, ref, string(uid))
}

func labelChanges(before, after string) (added, removed []string) {
	was, is := approvalml.Labels(model.Read(before)), approvalml.Labels(model.Read(after))
	without := func(all, some []string) []string {
		return slices.DeleteFunc(slices.Clone(listOrEmpty(all)), func(label string) bool { return slices.Contains(some, label) })
	}
	return without(is, was), without(was, is)
}

// labelComment is what the history says of the change.
func labelComment(added, removed []string) string {
	var parts []string
	if len(added) > 0 {
		parts = append(parts, "Labelled "+strings.Join(added, ", ")+".")
	}
	if len(removed) > 0 {
		parts = append(parts, "No longer labelled "+strings.Join(removed, ", ")+".")
	}
	return strings.Join(parts, " ")
}

// relabelDraft makes unsaved edits of the version before edits of the one with other labels. Those of an older version, or of a
// text that cannot be read, stay as they are: they are brought together when they are saved.
func (b *bulk) relabelDraft(ctx context.Context, ref workflow.Ref, before, now workflow.UID, add, remove []string) error {
	draft, err := b.laptop.Files.Draft(ref.Company, fmt.Sprintf("workflow-%d", ref.ID))
	switch workflow.CodeOf(err) {
	case "":
	case workflow.CodeDraftNotFound, workflow.CodeDamaged:
		return nil
	default:
		return err
	}
	base, err := b.laptop.Index.Version(ctx, ref, "", draft.BaseVersionID)
	if err != nil || base.UID != before {
		return nil //nolint:nilerr // edits of a version that is not known are nothing to change
	}
	text, err := approvalml.Relabel(draft.YAMLContent, add, remove)
	if err != nil {
		return nil //nolint:nilerr // half typed
	}
	draft.YAMLContent, draft.Labels, draft.BaseVersionID = text, approvalml.Labels(model.Read(text)), string(now)
	return b.laptop.Files.SaveDraft(ctx, ref.Company, draft)
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
