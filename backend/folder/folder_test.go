package folder_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/folder"
	"workflow-designer/backend/workflow"
)

func fill(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func read(t *testing.T, path string) *folder.Folder {
	t.Helper()
	f, err := folder.Read(t.Context(), folder.Request{Folder: path, Company: 1})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestWorkflowsAreToldFromOtherFilesByWhatTheySay(t *testing.T) {
	// given workflows, finished and not, beside what else a folder has
	root := fill(t, map[string]string{
		"leave.yaml": text("Leave"), "deep/er/Travel.YML": text("Travel"), "nested.yaml": "approval_process:\n  name: N\n  workflow:\n    a: {type: end}\n",
		"form only.yaml": "name: F\nform:\n  fields: []\n", "broken.yaml": "name: B\nform: [\nworkflow:\n  a: {\n",
		"k8s.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n", ".github/workflows/ci.yml": "name: CI\non: push\njobs: {}\n",
		"gitlab.yaml": "workflow:\n  rules:\n    - if: $X\n", "argo.yaml": "kind: Workflow\nspec: {}\n", "compose.yaml": "services:\n  a: {image: b}\n",
		"list.yaml": "- a\n- b\n", "text.yaml": "just text\n", "README.md": "# Read\n", "data.json": "{}",
		"huge.yaml": text("Huge") + strings.Repeat("# x\n", workflow.MaxContent/4), "binary.yaml": "name: \x00\n", "latin.yaml": "name: caf\xe9\n", "empty.yaml": "\n",
	})
	outside := filepath.Join(fill(t, map[string]string{"secret.yaml": text("Secret")}), "secret.yaml")
	for link, to := range map[string]string{"link.yaml": outside, "folder.yaml": filepath.Dir(outside), "loop": root} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
	}

	// when it is read
	f := read(t, root)

	// then each workflow is found, and each other YAML is left out with its reason
	var found []string
	for _, file := range f.Files {
		found = append(found, file.Path)
		if file.Ref != (workflow.Ref{}) || file.Modified.IsZero() || file.Origin != filepath.ToSlash(filepath.Join(f.Path, file.Path)) {
			t.Errorf("%+v", file)
		}
	}
	if want := []string{"broken.yaml", "deep/er/Travel.YML", "form only.yaml", "leave.yaml", "nested.yaml"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
	left := map[string]folder.Reason{}
	for _, l := range f.LeftOut {
		left[l.Path] = l.Why
		if l.Err.Message == "" || l.Err.Hint == "" {
			t.Errorf("%s is left out without a word", l.Path)
		}
	}
	want := map[string]folder.Reason{
		"k8s.yaml": folder.OtherYAML, "gitlab.yaml": folder.OtherYAML, "argo.yaml": folder.OtherYAML, "compose.yaml": folder.OtherYAML,
		"list.yaml": folder.OtherYAML, "text.yaml": folder.OtherYAML, ".github": folder.Hidden, "huge.yaml": folder.TooLarge,
		"binary.yaml": folder.NotText, "latin.yaml": folder.NotText, "empty.yaml": folder.NotText, "link.yaml": folder.Link, "folder.yaml": folder.Link,
	}
	if fmt.Sprint(left) != fmt.Sprint(want) {
		t.Errorf("left out are\n%v\nwant\n%v", left, want)
	}
	if f.Others != 3 || f.Repository { // and the link without an ending
		t.Errorf("%d others, repository %v", f.Others, f.Repository)
	}
}

func TestThePathsOfAStoreSayTheNumber(t *testing.T) {
	root := fill(t, map[string]string{
		"companies/1/workflows/7/workflow.yaml": text("Seven"), "companies/1/workflows/7/versions/01X.yaml": text("Older"),
		"companies/1/workflows/7/history.jsonl": "{}", "companies/2/workflows/3/workflow.yaml": text("Other company"),
		"companies/1/workflows/08/workflow.yaml": text("Eight"), "companies/1/workflows/9/workflow.yaml": "not: one\n",
		"companies/1/workflows/9/notes.yaml": text("Beside"),
	})
	for _, from := range []string{"", "companies/1/workflows"} {
		f := read(t, filepath.Join(root, from))
		got := []string{}
		for _, file := range f.Files {
			got = append(got, fmt.Sprintf("%s %d", file.Path[strings.LastIndex("/"+file.Path[:strings.LastIndex(file.Path, "/")], "/"):], file.Ref.ID))
		}
		// a number with a zero before it is none, and whatever stands at such a path was put there as a workflow
		if want := []string{"08/workflow.yaml 0", "7/workflow.yaml 7", "9/notes.yaml 0", "9/workflow.yaml 9"}; !slices.Equal(got, want) {
			t.Errorf("from %q: %q, want %q", from, got, want)
		}
	}
	var left []string
	for _, l := range read(t, root).LeftOut {
		left = append(left, string(l.Why)+" "+l.Path)
	}
	if want := []string{"older_version companies/1/workflows/7/versions/01X.yaml", "other_company companies/2/workflows/3/workflow.yaml"}; !slices.Equal(left, want) {
		t.Errorf("left out are %q", left)
	}
}

func TestAFolderThatIsNoneIsRefused(t *testing.T) {
	root := fill(t, map[string]string{"a.yaml": text("A")})
	for _, path := range []string{filepath.Join(root, "none"), filepath.Join(root, "a.yaml"), ""} {
		_, err := folder.Read(t.Context(), folder.Request{Folder: path, Company: 1})
		wantRefused(t, err, workflow.CodeInvalidRequest, "is no folder")
	}
}
