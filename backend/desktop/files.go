package desktop

import (
	"context"
	"errors"
	"sync"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/words"
)

// OpenDialog asks a person for files; title is what the dialog is called, in their language. None: they have changed their mind.
type OpenDialog func(ctx context.Context, title string) (paths []string, err error)

const importTitle words.Text = "Import files"

// AskForFiles says how to ask for files. It is called once, before Start; without it none can be chosen.
func AskForFiles(b *Bindings, dialog OpenDialog) { b.files.dialog = dialog }

// chosenFiles are what a person has chosen: the page never names a path.
type chosenFiles struct {
	dialog OpenDialog

	mu      sync.Mutex
	dropped []string
}

// Dropped says which files a person has dropped onto the window; the page then asks for their review.
func Dropped(b *Bindings, paths []string) {
	b.files.mu.Lock()
	defer b.files.mu.Unlock()
	b.files.dropped = paths
}

// ChooseImport asks for files and answers with designer.Designer.ReviewFiles; nil when the person has changed their mind.
func (b *Bindings) ChooseImport() (*designer.ImportReview, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (*designer.ImportReview, error) {
		if b.files.dialog == nil {
			return nil, errors.New("this window cannot ask for files")
		}
		paths, err := b.files.dialog(ctx, importTitle.In(b.spoken()))
		if err != nil || len(paths) == 0 {
			return nil, err
		}
		review, err := d.ReviewFiles(ctx, paths)
		return &review, err
	})
}

// ReviewDropped answers with designer.Designer.ReviewFiles for what was dropped last; nil when that was asked for already.
func (b *Bindings) ReviewDropped() (*designer.ImportReview, error) {
	b.files.mu.Lock()
	paths := b.files.dropped
	b.files.dropped = nil
	b.files.mu.Unlock()
	if len(paths) == 0 {
		return nil, nil
	}
	return call(b, func(ctx context.Context, d *designer.Designer) (*designer.ImportReview, error) {
		review, err := d.ReviewFiles(ctx, paths)
		return &review, err
	})
}

// Import answers with designer.Designer.Import.
func (b *Bindings) Import(importID string, request designer.ImportRequest) (designer.Job, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.Job, error) {
		return d.Import(ctx, importID, request)
	})
}

// DropImport answers with designer.Designer.DropImport.
func (b *Bindings) DropImport(importID string) error {
	_, err := call(b, func(ctx context.Context, d *designer.Designer) (struct{}, error) {
		return struct{}{}, d.DropImport(ctx, importID)
	})
	return err
}

// Export answers with designer.Designer.Export.
func (b *Bindings) Export(request designer.ExportRequest) (designer.Job, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.Job, error) { return d.Export(ctx, request) })
}
