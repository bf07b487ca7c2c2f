package approvalml

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// The labels of a workflow are the words of its key tags: the language has it for finding workflows, and being part of the
// text they are shared, merged, compared and brought back like all the rest of it.

const labelsKey = "tags"

// headKeys come before the labels of a workflow that has none yet.
var headKeys = []string{"name", "description", "version", "type", "execution_type"}

// Bounds of what counts as labels: what is longer was not meant as one.
const (
	maxLabels = 50
	maxLabel  = 100 // bytes
)

// Labels gives the labels of a workflow in the order of the text, each once: two that differ in case alone are the same.
func Labels(doc *model.Document) []string {
	var labels []string
	add := func(text string) {
		label := strings.Join(strings.Fields(text), " ")
		if label != "" && len(label) <= maxLabel && len(labels) < maxLabels && !has(labels, label) {
			labels = append(labels, label)
		}
	}
	value := doc.Process.Get(labelsKey).Resolve()
	switch {
	case value.IsNull():
	case value.Is(source.Scalar): // finance, travel
		for _, part := range strings.Split(value.Value, ",") {
			add(part)
		}
	default:
		for _, item := range value.List() {
			if item = item.Resolve(); item.Is(source.Scalar) && !item.IsNull() {
				add(item.Value)
			}
		}
	}
	return labels
}

// Relabel adds labels to a text and takes some away; what it has or lacks already stays so. The error is an *edit.Refusal: the
// text is not the YAML of a workflow, or says its labels in another way than as a list of words.
func Relabel(text string, add, remove []string) (string, error) {
	doc := model.Read(text)
	current := Labels(doc)
	wanted := slices.DeleteFunc(slices.Clone(current), func(label string) bool { return has(remove, label) })
	for _, label := range add {
		if !has(wanted, label) {
			wanted = append(wanted, label)
		}
	}
	if slices.Equal(wanted, current) {
		return text, nil
	}
	if value := doc.Process.Get(labelsKey).Resolve(); value.Is(source.Sequence) && len(value.Items) > 0 && len(wanted) > 0 {
		return relist(text, wanted)
	}
	var edits []source.Edit
	var err error
	path := doc.Process.Path()
	switch {
	case len(wanted) == 0:
		edits, err = edit.Delete(doc.Tree, path.With(source.Key(labelsKey)))
	case doc.Process.Entry(labelsKey) == nil && doc.Process != nil:
		edits, err = edit.InsertKey(doc.Tree, path, below(doc.Process), labelsKey, listOf(wanted))
	default:
		edits, err = edit.Set(doc.Tree, path.With(source.Key(labelsKey)), listOf(wanted))
	}
	return source.Apply(text, edits...), err
}

// relist makes a list of labels the wanted one, one item at a time: what stays keeps how it is written.
func relist(text string, wanted []string) (string, error) {
	for {
		doc := model.Read(text)
		path := doc.Process.Path().With(source.Key(labelsKey))
		items := doc.Process.Get(labelsKey).List()
		var kept []string
		surplus := -1
		for i, item := range items {
			label := strings.Join(strings.Fields(item.Resolve().Value), " ")
			if !item.Is(source.Scalar) || !has(wanted, label) || has(kept, label) {
				surplus = i
				continue
			}
			kept = append(kept, label)
		}
		var edits []source.Edit
		var err error
		switch {
		case len(kept) < len(wanted): // first, so that the list is never without an item that shows how it is written
			missing := slices.IndexFunc(wanted, func(label string) bool { return !has(kept, label) })
			edits, err = edit.InsertItem(doc.Tree, path, len(items), edit.Text(wanted[missing]))
		case surplus >= 0:
			edits, err = edit.Delete(doc.Tree, path.With(source.Index(surplus)))
		default:
			return text, nil
		}
		if err != nil {
			return text, err
		}
		text = source.Apply(text, edits...)
	}
}

// below is the key before which labels are put into a workflow that has none; empty for the end.
func below(process *source.Node) string {
	for _, e := range process.All() {
		if !slices.Contains(headKeys, e.Key.Value) {
			return e.Key.Value
		}
	}
	return ""
}

func listOf(labels []string) edit.Value {
	items := make([]edit.Value, 0, len(labels))
	for _, label := range labels {
		items = append(items, edit.Text(label))
	}
	return edit.List(items...)
}

func has(labels []string, label string) bool {
	return slices.ContainsFunc(labels, func(other string) bool { return strings.EqualFold(other, label) })
}
