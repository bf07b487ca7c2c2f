package httpapi

import (
	"context"

	"workflow-designer/backend/designer"
)

const (
	services = "/services/v1"
	editor   = services + "/editor"
)

// question asks about a text; what it does not need is left out.
type question struct {
	YAMLContent string `json:"yaml_content"`
	designer.Caret
	NewName string   `json:"new_name"`
	Add     []string `json:"add"`
	Remove  []string `json:"remove"`
}

// registerLanguage adds what can be asked about a text. Nothing of it is stored.
func registerLanguage(route func(pattern string, h handler)) {
	var language designer.Language
	route("POST "+services+"/workflows/validate-detailed", asking(func(q question) (any, error) {
		return language.Validate(q.YAMLContent), nil
	}))
	route("POST "+editor+"/complete", asking(func(q question) (any, error) {
		return language.Complete(q.YAMLContent, q.Caret)
	}))
	route("POST "+editor+"/hover", asking(func(q question) (any, error) {
		found, err := language.Hover(q.YAMLContent, q.Caret)
		return map[string]any{"found": found}, err
	}))
	route("POST "+editor+"/symbol", asking(func(q question) (any, error) {
		found, err := language.Symbol(q.YAMLContent, q.Caret)
		return map[string]any{"found": found}, err
	}))
	route("POST "+editor+"/rename", asking(func(q question) (any, error) {
		edits, err := language.Rename(q.YAMLContent, q.Caret, q.NewName)
		return map[string]any{"edits": edits}, err
	}))
	route("POST "+editor+"/outline", asking(func(q question) (any, error) {
		items, err := language.Outline(q.YAMLContent)
		return map[string]any{"items": items}, err
	}))
	route("POST "+editor+"/format", asking(func(q question) (any, error) {
		edits, err := language.Format(q.YAMLContent)
		return map[string]any{"edits": edits}, err
	}))
	route("POST "+editor+"/relabel", asking(func(q question) (any, error) {
		edits, err := language.Relabel(q.YAMLContent, q.Add, q.Remove)
		return map[string]any{"edits": edits}, err
	}))
	route("POST "+editor+"/upgrade", asking(func(q question) (any, error) {
		edits, err := language.Upgrade(q.YAMLContent)
		return map[string]any{"edits": edits}, err
	}))
}

// aboutDiagram asks about the diagram of a text.
type aboutDiagram struct {
	YAMLContent string               `json:"yaml_content"`
	Step        string               `json:"step"`
	Edit        designer.DiagramEdit `json:"edit"`
}

// registerDiagram adds what can be asked about the diagram of a text.
func registerDiagram(route func(pattern string, h handler)) {
	var language designer.Language
	about := func(pattern string, answer func(aboutDiagram) (any, error)) {
		route("POST "+editor+pattern, with(func(_ context.Context, q aboutDiagram) (any, error) { return answer(q) }))
	}
	about("/diagram", func(q aboutDiagram) (any, error) { return language.Diagram(q.YAMLContent) })
	about("/step", func(q aboutDiagram) (any, error) { return language.Step(q.YAMLContent, q.Step) })
	about("/edit-diagram", func(q aboutDiagram) (any, error) { return language.EditDiagram(q.YAMLContent, q.Edit) })
}

func asking(answer func(question) (any, error)) handler {
	return with(func(_ context.Context, q question) (any, error) { return answer(q) })
}
