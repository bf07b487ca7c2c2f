package approvalml_test

import (
	"os"
	"path/filepath"
	"testing"

	"workflow-designer/backend/approvalml"
)

func TestEveryTemplateIsAWorkflow(t *testing.T) {
	files, err := filepath.Glob("../templates/yaml/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !approvalml.IsWorkflow(string(text)) {
			t.Errorf("%s is none", file)
		}
	}
}

func TestOtherYAMLIsNoWorkflow(t *testing.T) {
	for text, want := range map[string]bool{
		"workflow:\n  a: {type: end}\n":   true,
		"name: N\nform: {fields: []}\n":   true,
		"form: {fields: []}\n":            false,
		"name: N\n":                       false,
		"name: CI\non: push\njobs: {}\n":  false,
		"workflow:\n  rules: [{if: x}]\n": false,
		"workflow: release\nname: x\n":    false,
		"workflow: [a, b]\n":              false,
		"":                                false,
		"- a\n":                           false,
		"name: B\nworkflow:\n  a: {\n":    true,
		"key: {\n":                        false,
		"approval_process:\n  workflow:\n    a: {x: 1}": true,
	} {
		if got := approvalml.IsWorkflow(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
