// Package desktop holds what the window can call. Its methods are bound by main; each decodes nothing, calls one use
// case, and turns an error into the one JSON text that the frontend decodes. It does not know Wails.
package desktop

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Opener opens the program on the person's data.
type Opener func(ctx context.Context) (*designer.Designer, error)

// Bindings are the calls of the window. They may come before the program is open: they wait for Start.
type Bindings struct {
	started chan struct{}
	ctx     context.Context // of the window's life: a bound method gets none of its own
	open    Opener

	language atomic.Value // of the page, a words.Language; until it is told, English

	saveDialog SaveDialog // nil: files cannot be saved
	files      chosenFiles
	folder     chosenFolder

	opening sync.Mutex
	use     *designer.Designer // nil until it could be opened
}

// New gives bindings that wait for Start.
func New() *Bindings { return &Bindings{started: make(chan struct{})} }

// Start says how to open the program, and opens it. When that fails every call tries it again, and says why it still
// fails: what was in the way may be mended while the window is there. Start is called once.
func Start(ctx context.Context, b *Bindings, open Opener) {
	b.ctx, b.open = ctx, open
	close(b.started)
	_, _ = b.designer() // the first call meets the same error and shows it
}

// Close closes the program, if it was opened; no call may come after.
func Close(b *Bindings) error {
	<-b.started
	b.opening.Lock()
	defer b.opening.Unlock()
	if b.use == nil {
		return nil
	}
	return b.use.Close()
}

func (b *Bindings) designer() (*designer.Designer, error) {
	<-b.started
	b.opening.Lock()
	defer b.opening.Unlock()
	if b.use != nil {
		return b.use, nil
	}
	d, err := b.open(b.ctx)
	if err != nil {
		return nil, err
	}
	b.use = d
	return d, nil
}

// errorText is how an error reaches the frontend.
type errorText struct {
	Code    workflow.Code `json:"code"`
	Message words.Text    `json:"message"`
	Hint    words.Text    `json:"hint"`
}

func encode(b *Bindings, err error) error {
	p := workflow.Presentable(err)
	text, marshalErr := json.Marshal(words.In(b.spoken(), errorText{Code: p.Code, Message: p.Message, Hint: p.Hint}))
	if marshalErr != nil {
		return err
	}
	return errors.New(string(text))
}

// call runs one use case.
func call[A any](b *Bindings, use func(context.Context, *designer.Designer) (A, error)) (A, error) {
	var none A
	d, err := b.designer()
	if err != nil {
		return none, encode(b, err)
	}
	answer, err := use(b.ctx, d)
	if err != nil {
		return none, encode(b, err)
	}
	return words.In(b.spoken(), answer), nil
}

// Speak says in which language messages are given from now on: a tag such as id. The page calls it before anything else, and
// when another language is chosen.
func (b *Bindings) Speak(tag string) { b.language.Store(words.Speaking(tag)) }

func (b *Bindings) spoken() words.Language {
	if l, told := b.language.Load().(words.Language); told {
		return l
	}
	return words.English
}

// AppInfo answers with designer.Designer.Info.
func (b *Bindings) AppInfo() (designer.AppInfo, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.AppInfo, error) { return d.Info(ctx) })
}

// Templates answers with designer.Designer.Templates.
func (b *Bindings) Templates() ([]designer.TemplateSummary, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) ([]designer.TemplateSummary, error) {
		return d.Templates(ctx)
	})
}

// Template answers with designer.Designer.Template.
func (b *Bindings) Template(id string) (designer.Template, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.Template, error) { return d.Template(ctx, id) })
}

// Workflows answers with designer.Designer.Workflows.
func (b *Bindings) Workflows() ([]designer.WorkflowSummary, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) ([]designer.WorkflowSummary, error) {
		return d.Workflows(ctx)
	})
}

// SaveVersion answers with designer.Designer.SaveVersion.
func (b *Bindings) SaveVersion(request designer.SaveVersionRequest) (designer.SavedVersion, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.SavedVersion, error) {
		return d.SaveVersion(ctx, request)
	})
}

// Versions answers with designer.Designer.Versions.
func (b *Bindings) Versions(workflowID int64) (designer.VersionList, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.VersionList, error) {
		id, err := workflow.CheckID(workflowID)
		if err != nil {
			return designer.VersionList{}, err
		}
		return d.Versions(ctx, id)
	})
}

// Version answers with designer.Designer.Version.
func (b *Bindings) Version(workflowID int64, versionID string) (designer.VersionDetail, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.VersionDetail, error) {
		id, err := workflow.CheckID(workflowID)
		if err != nil {
			return designer.VersionDetail{}, err
		}
		return d.Version(ctx, id, versionID)
	})
}

// Drafts answers with designer.Designer.Drafts.
func (b *Bindings) Drafts() ([]workflow.Draft, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) ([]workflow.Draft, error) { return d.Drafts(ctx) })
}

// SaveDraft answers with designer.Designer.SaveDraft.
func (b *Bindings) SaveDraft(draft workflow.Draft) (workflow.Draft, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (workflow.Draft, error) {
		return d.SaveDraft(ctx, draft)
	})
}

// DeleteDraft answers with designer.Designer.DeleteDraft.
func (b *Bindings) DeleteDraft(draftID string) error {
	_, err := call(b, func(ctx context.Context, d *designer.Designer) (struct{}, error) {
		return struct{}{}, d.DeleteDraft(ctx, draftID)
	})
	return err
}

// Settings answers with designer.Designer.Settings.
func (b *Bindings) Settings() (designer.SettingsView, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.SettingsView, error) { return d.Settings(ctx) })
}

// SaveSettings answers with designer.Designer.SaveSettings.
func (b *Bindings) SaveSettings(input designer.SettingsInput) (designer.SettingsView, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.SettingsView, error) {
		return d.SaveSettings(ctx, input)
	})
}

// TestStorage answers with designer.Designer.TestStorage.
func (b *Bindings) TestStorage(input designer.SettingsInput) (designer.StorageReport, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.StorageReport, error) {
		return d.TestStorage(ctx, input)
	})
}

// MendStorage answers with designer.Designer.MendStorage.
func (b *Bindings) MendStorage(action string, input designer.SettingsInput) (designer.StorageReport, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.StorageReport, error) {
		return d.MendStorage(ctx, storage.MendAction(action), input)
	})
}

// SyncStatus answers with designer.Designer.SyncStatus.
func (b *Bindings) SyncStatus() (designer.SyncStatus, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.SyncStatus, error) { return d.SyncStatus(ctx) })
}
