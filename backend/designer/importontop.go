package designer

import (
	"context"

	"workflow-designer/backend/workflow"
)

// onTop puts the texts of an item that a workflow does not have yet on top of its latest version, oldest first, with their
// descriptions and comments. They are sent with the rest of the import.
func (i *importing) onTop(ctx context.Context, found reviewed, id workflow.ID, item *JobItem) error {
	ref := workflow.Ref{Company: i.settings.CompanyID, ID: id}
	item.WorkflowID = id
	if _, err := i.laptop.Index.Workflow(ctx, ref, ""); err != nil {
		return err
	}
	history, err := i.laptop.Files.History(ref)
	if err != nil {
		return err
	}
	has := map[string]bool{}
	for _, v := range history.Versions {
		has[v.ContentSHA256] = true
	}
	texts, err := i.texts(ctx, found)
	if err != nil {
		return err
	}
	first := true
	head := latestSum(history)
	number := int64(id)
	for n, text := range texts {
		// The last one becomes the latest, even where an older version had the same text; but not on top of itself.
		latest := n == len(texts)-1
		sum := workflow.SHA256([]byte(text.YAMLContent))
		if has[sum] && (!latest || sum == head) {
			continue
		}
		text.WorkflowID = &number
		if err := checkSave(text); err != nil {
			return err
		}
		v := workflow.Version{
			UID: i.NewUID(), Author: i.settings.Author, Comment: text.VersionComment, Prompt: text.Prompt, CreatedAt: i.Now().UTC(),
		}
		if _, err := i.saveNext(ctx, i.settings.CompanyID, v, text); err != nil {
			return err
		}
		head = sum
		saved, err := i.laptop.Index.Version(context.WithoutCancel(ctx), ref, "", string(v.UID))
		if err != nil {
			return err
		}
		item.VersionID, item.Number = string(saved.UID), saved.Number
		if first {
			i.taken.Replaced = append(i.taken.Replaced, BulkTarget{WorkflowID: number, VersionID: string(history.Head)})
			first = false
		}
	}
	return nil
}

func latestSum(h workflow.History) string {
	for _, v := range h.Versions {
		if v.UID == h.Head {
			return v.ContentSHA256
		}
	}
	return ""
}

// texts are the texts of an item with their notes, oldest first.
func (i *importing) texts(ctx context.Context, found reviewed) ([]SaveVersionRequest, error) {
	if found.adopts != nil {
		return i.adoptedTexts(ctx, found.adopts)
	}
	if found.found.Bare {
		text, err := found.latest()
		return []SaveVersionRequest{{YAMLContent: string(text), VersionComment: i.request.Comment}}, err
	}
	var all []SaveVersionRequest
	for _, told := range found.found.Versions {
		if told.Deleted {
			continue
		}
		text, err := found.zip.Text(told.File)
		if err != nil {
			return nil, err
		}
		all = append(all, SaveVersionRequest{YAMLContent: string(text), Prompt: told.Prompt, VersionComment: told.Comment})
	}
	return all, nil
}
