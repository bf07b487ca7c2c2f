package desktop

import (
	"context"
	"errors"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/words"
)

// FolderDialog asks a person for a folder; title is what the dialog is called, in their language. Empty: they have changed their mind.
type FolderDialog func(ctx context.Context, title string) (path string, err error)

const folderTitle words.Text = "Adopt a folder"

// AskForFolder says how to ask for a folder. It is called once, before Start; without it none can be chosen.
func AskForFolder(b *Bindings, dialog FolderDialog) { b.folder.dialog = dialog }

// ChooseFolder asks for a folder and answers with designer.Designer.ReviewFolder; nil when the person has changed their mind.
func (b *Bindings) ChooseFolder() (*designer.ImportReview, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (*designer.ImportReview, error) {
		if b.folder.dialog == nil {
			return nil, errors.New("this window cannot ask for a folder")
		}
		path, err := b.folder.dialog(ctx, folderTitle.In(b.spoken()))
		if err != nil || path == "" {
			return nil, err
		}
		b.files.mu.Lock()
		b.folder.path = path
		b.files.mu.Unlock()
		review, err := d.ReviewFolder(ctx, designer.FolderRequest{Folder: path}, nil)
		return &review, err
	})
}

// ReadFolder reads the folder that was chosen last once more, with its git history or without. The page never names a path.
func (b *Bindings) ReadFolder(history bool) (*designer.ImportReview, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (*designer.ImportReview, error) {
		b.files.mu.Lock()
		path := b.folder.path
		b.files.mu.Unlock()
		if path == "" {
			return nil, nil
		}
		review, err := d.ReviewFolder(ctx, designer.FolderRequest{Folder: path, History: history}, nil)
		return &review, err
	})
}

// chosenFolder is what a person has chosen; files.mu guards its path.
type chosenFolder struct {
	dialog FolderDialog
	path   string
}
