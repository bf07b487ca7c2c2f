package approvalml_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/schema"
)

var update = flag.Bool("update", false, "write what is generated into docs/ (make docs)")

func TestTheGeneratedDocsAreUpToDate(t *testing.T) {
	page, err := diagnostic.Page()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"DIAGNOSTICS.md":         page,
		"approvalml.schema.json": string(schema.JSON()),
	} {
		file := filepath.Join("..", "..", "docs", name)
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("docs/%s is not what the program would write: run make docs", name)
		}
	}
}
