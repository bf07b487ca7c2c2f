// Package templates holds the quick templates: finished workflows, each with the prompt that describes it. They are
// part of the program.
package templates

import (
	"bytes"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Template is a finished workflow to begin with.
type Template struct {
	ID          string     `yaml:"id"` // stable: it stands in the API
	Name        words.Text `yaml:"-"`
	Description words.Text `yaml:"-"`        // one sentence
	Category    string     `yaml:"category"` // the department it is for, e.g. finance
	Prompt      string     `yaml:"prompt"`   // says in plain words all that the YAML does
	YAML        string     `yaml:"-"`
}

// List gives all templates with their texts, in the order in which they are offered.
func List() []Template { return slices.Clone(embedded()) }

// Find gives one template. The error has CodeTemplateNotFound.
func Find(id string) (Template, error) {
	i := slices.IndexFunc(embedded(), func(t Template) bool { return t.ID == id })
	if i < 0 {
		return Template{}, &workflow.Error{
			Code:    workflow.CodeTemplateNotFound,
			Message: words.F("There is no template %q.", shorten(id)),
			Hint:    words.F("Choose one of %s.", strings.Join(ids(), ", ")),
		}
	}
	return embedded()[i], nil
}

//go:embed templates.yaml yaml/*.yaml
var files embed.FS

// embedded reads the templates once. They are as much a part of the program as its code, and a test reads them all:
// what is wrong with them is a mistake of ours that no caller could handle, so it panics.
var embedded = sync.OnceValue(func() []Template {
	all, err := read()
	if err != nil {
		panic(fmt.Errorf("templates: %w", err))
	}
	return all
})

func read() ([]Template, error) {
	index, err := files.ReadFile("templates.yaml")
	if err != nil {
		return nil, err
	}
	var all []Template
	decoder := yaml.NewDecoder(bytes.NewReader(index))
	decoder.KnownFields(true)
	if err := decoder.Decode(&all); err != nil {
		return nil, err
	}
	for i := range all {
		text, err := files.ReadFile("yaml/" + all[i].ID + ".yaml")
		if err != nil {
			return nil, err
		}
		all[i].YAML = string(text)
		all[i].Name, all[i].Description = about[all[i].ID].name, about[all[i].ID].description
	}
	return all, nil
}

func ids() []string {
	var all []string
	for _, t := range embedded() {
		all = append(all, t.ID)
	}
	return all
}

func shorten(s string) string {
	const most = 40
	if letters := []rune(s); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return s
}
