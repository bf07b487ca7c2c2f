package archive

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"workflow-designer/backend/workflow"
)

// Writer writes a zip. An error of the file that it writes to is given as it is.
type Writer struct {
	zip      *zip.Writer
	manifest Manifest
	names    map[string]bool
	files    int
}

// NewWriter begins a zip.
func NewWriter(to io.Writer, by string, company workflow.CompanyID, at time.Time) *Writer {
	return &Writer{zip: zip.NewWriter(to), names: map[string]bool{ManifestName: true}, manifest: Manifest{
		Format: format, FormatVersion: formatVersion, ExportedAt: at.UTC(), ExportedBy: by, CompanyID: int64(company), Workflows: []Workflow{},
	}}
}

// Text is a text of a version; nil for a deletion.
type Text struct {
	Version Version // without File
	Content []byte
}

func tooMany() error {
	return &workflow.Error{
		Code:    workflow.CodeTooLarge,
		Message: "These workflows have more versions than one zip takes.",
		Hint:    "Export fewer of them at a time, or only their latest versions.",
	}
}

// AddScenarios adds the scenarios of the workflow that was added last.
func (w *Writer) AddScenarios(document []byte, at time.Time) error {
	wf := &w.manifest.Workflows[len(w.manifest.Workflows)-1]
	wf.Scenarios = w.unused("scenarios/" + strings.TrimSuffix(wf.File, path.Ext(wf.File)) + ".json")
	return w.write(wf.Scenarios, at, document)
}

// Add adds a workflow, whose versions are oldest first and end with the latest. name is what its file is called, such as
// purchase-request.yaml; another workflow may be called the same.
func (w *Writer) Add(wf Workflow, name string, texts []Text) error {
	if len(texts) == 0 {
		return fmt.Errorf("workflow %d has no version to write", wf.WorkflowID)
	}
	wf.File = w.unused(name)
	folder := "versions/" + strings.TrimSuffix(wf.File, path.Ext(wf.File))
	wf.Versions = make([]Version, 0, len(texts))
	for i, t := range texts {
		v := t.Version
		if !v.Deleted {
			v.File = wf.File
			if i < len(texts)-1 {
				v.File = w.unused(fmt.Sprintf("%s/v%d.yaml", folder, v.Number))
			}
			if err := w.write(v.File, v.CreatedAt, t.Content); err != nil {
				return err
			}
		}
		wf.Versions = append(wf.Versions, v)
	}
	w.manifest.Workflows = append(w.manifest.Workflows, wf)
	return nil
}

// Len is how many workflows were added.
func (w *Writer) Len() int { return len(w.manifest.Workflows) }

// Close ends the zip. CodeTooLarge: there are more versions, or longer descriptions, than one zip takes.
func (w *Writer) Close() error {
	text, err := json.MarshalIndent(w.manifest, "", " ")
	if err != nil {
		return err
	}
	if len(text) > maxManifest {
		return tooMany()
	}
	if err := w.write(ManifestName, w.manifest.ExportedAt, text); err != nil {
		return err
	}
	return w.zip.Close()
}

func (w *Writer) write(name string, at time.Time, content []byte) error {
	if w.files++; w.files > maxFiles {
		return tooMany()
	}
	file, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
	if err == nil {
		_, err = file.Write(content)
	}
	return err
}

// unused gives a name that no other file has, also where the case of letters does not count.
func (w *Writer) unused(name string) string {
	free, ending := name, path.Ext(name)
	for n := 2; w.names[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ending), n, ending)
	}
	w.names[strings.ToLower(free)] = true
	return free
}
