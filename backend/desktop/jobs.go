package desktop

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// SaveDialog asks a person where to save a file, and suggests its name; title is what the dialog is called, in their language.
// Empty: they have changed their mind.
type SaveDialog func(ctx context.Context, title, name string) (path string, err error)

const saveTitle words.Text = "Save as"

// Ask says how to ask where to save a file. It is called once, before Start; without it files cannot be saved.
func Ask(b *Bindings, dialog SaveDialog) { b.saveDialog = dialog }

// Bulk answers with designer.Designer.Bulk.
func (b *Bindings) Bulk(request designer.BulkRequest) (designer.Job, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.Job, error) { return d.Bulk(ctx, request) })
}

// Jobs answers with designer.Designer.Jobs.
func (b *Bindings) Jobs() ([]designer.Job, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) ([]designer.Job, error) { return d.Jobs(ctx) })
}

// Job answers with designer.Designer.Job.
func (b *Bindings) Job(jobID string) (designer.Job, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.Job, error) { return d.Job(ctx, jobID) })
}

// CancelJob answers with designer.Designer.CancelJob.
func (b *Bindings) CancelJob(jobID string) (designer.Job, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.Job, error) { return d.CancelJob(ctx, jobID) })
}

// SaveJobFile asks where to save the file that a job made, and saves it there. It gives the path; empty when the person has
// changed their mind.
func (b *Bindings) SaveJobFile(jobID string) (string, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (string, error) {
		file, content, err := d.JobContent(ctx, jobID)
		if err != nil {
			return "", err
		}
		defer func() { _ = content.Close() }()
		return b.saveAs(ctx, file.Name, content)
	})
}

// SaveText asks where to save a text, and saves it there. It gives the path; empty when the person has changed their mind.
func (b *Bindings) SaveText(name, text string) (string, error) {
	return call(b, func(ctx context.Context, _ *designer.Designer) (string, error) {
		return b.saveAs(ctx, name, strings.NewReader(text))
	})
}

// SavePicture asks where to save a picture, and saves it there. It gives the path; empty when the person has changed their mind.
func (b *Bindings) SavePicture(name string, content []byte) (string, error) {
	return call(b, func(ctx context.Context, _ *designer.Designer) (string, error) {
		return b.saveAs(ctx, name, bytes.NewReader(content))
	})
}

func (b *Bindings) saveAs(ctx context.Context, name string, content io.Reader) (string, error) {
	if b.saveDialog == nil {
		return "", errors.New("this window cannot ask where to save a file")
	}
	path, err := b.saveDialog(ctx, saveTitle.In(b.spoken()), name)
	if err != nil || path == "" {
		return "", err
	}
	if err := write(path, content); err != nil {
		return "", &workflow.Error{
			Code:    workflow.CodeStorageFailed,
			Message: words.F("%s could not be saved there.", filepath.Base(path)),
			Hint:    "Choose a folder that you may write to and that has room.",
			Err:     err,
		}
	}
	return path, nil
}

// write replaces the file only once all of it is written.
func write(path string, content io.Reader) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
