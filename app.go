//go:build desktop

package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/desktop"
	"workflow-designer/backend/start"
	"workflow-designer/frontend"
)

// What the window and its page say to each other.
const (
	paintedEvent = "painted" // page: the first content is on the screen
	usableEvent  = "usable"  // page: so is the editor, when something is open
	closingEvent = "closing" // window: keep what was typed last
	keptEvent    = "kept"    // page: it is on disk
	backendEvent = "backend" // window: something changed without the page's doing
	droppedEvent = "dropped" // window: files were dropped onto it
)

// closePatience is how long the window waits for its page to keep what was typed last.
const closePatience = 2 * time.Second

type app struct {
	log      start.Log
	taking   sync.Mutex
	files    []string        // what it was started with, as a file manager does; until the page can take it
	page     context.Context // of the page that can take files; nil before
	begin    time.Time
	bindings *desktop.Bindings
	closing  sync.Once
	kept     atomic.Bool // nothing holds the window back from closing

	following     sync.WaitGroup
	stopFollowing context.CancelFunc
}

func newApp(log start.Log, files []string) *app {
	bindings := desktop.New()
	desktop.Ask(bindings, askWhereToSave)
	desktop.AskForFiles(bindings, askForFiles)
	desktop.AskForFolder(bindings, askForFolder)
	return &app{log: log, files: files, begin: time.Now(), bindings: bindings}
}

func (a *app) run() error {
	return wails.Run(&options.App{
		Title:            "Workflow Designer",
		Width:            1440,
		Height:           900,
		MinWidth:         800,
		MinHeight:        560,
		Frameless:        true,
		BackgroundColour: options.NewRGB(0xF1, 0xF2, 0xF5),
		AssetServer: &assetserver.Options{
			Assets:     frontend.Page(),
			Middleware: securityPolicy,
		},
		DragAndDrop:   &options.DragAndDrop{EnableFileDrop: true},
		OnStartup:     a.startup,
		OnBeforeClose: a.beforeClose,
		OnShutdown:    a.shutdown,
		Bind:          []any{a.bindings},
		Linux: &linux.Options{
			ProgramName:         "workflow-designer",
			WindowIsTranslucent: false,
			// Text and forms need no graphics card, and setting it up delays the first paint; with some drivers it even leaves
			// the window empty.
			WebviewGpuPolicy: linux.WebviewGpuPolicyNever,
		},
		Windows: onWindows(os.Getenv),
		Mac:     &mac.Options{OnFileOpen: a.openFile},
	})
}

// startup opens the data folder beside the window, which need not wait for it. When the folder cannot be opened the
// window is there all the same and every call says why.
func (a *app) startup(ctx context.Context) {
	runtime.EventsOnce(ctx, paintedEvent, func(...any) {
		a.log.Debug("first paint", "after", time.Since(a.begin))
	})
	runtime.EventsOnce(ctx, usableEvent, func(...any) {
		a.log.Debug("usable", "after", time.Since(a.begin))
		a.taking.Lock()
		files := a.files
		a.files, a.page = nil, ctx
		a.taking.Unlock()
		a.takeIn(ctx, files)
	})
	runtime.OnFileDrop(ctx, func(_, _ int, paths []string) { a.takeIn(ctx, paths) })
	following, stop := context.WithCancel(ctx)
	a.stopFollowing = stop
	a.following.Go(func() {
		desktop.Events(following, a.bindings, func(e designer.Event) { runtime.EventsEmit(ctx, backendEvent, e) })
	})
	go desktop.Start(ctx, a.bindings, func(ctx context.Context) (*designer.Designer, error) {
		return start.Designer(ctx, true, a.log)
	})
}

// takeIn hands files to the page, as if they were dropped onto the window: one new text is opened as a draft, of more it is shown
// what they hold.
func (a *app) takeIn(ctx context.Context, paths []string) {
	if len(paths) == 0 {
		return
	}
	desktop.Dropped(a.bindings, paths)
	runtime.EventsEmit(ctx, droppedEvent)
}

// openFile takes in a file that a Mac says to open, which it may do before the page is there.
func (a *app) openFile(path string) {
	a.taking.Lock()
	page := a.page
	if page == nil {
		a.files = append(a.files, path)
	}
	a.taking.Unlock()
	if page != nil {
		a.takeIn(page, []string{path})
	}
}

// onWindows keeps what the web view stores in the folder of this computer: the other one is copied from computer to computer in a
// company.
func onWindows(getenv func(string) string) *windows.Options {
	folder := getenv("LOCALAPPDATA")
	if folder == "" {
		return &windows.Options{}
	}
	return &windows.Options{WebviewUserDataPath: filepath.Join(folder, "workflow-designer", "webview")}
}

// beforeClose holds the window back until its page has kept what was typed last, but not for long.
func (a *app) beforeClose(ctx context.Context) (prevent bool) {
	if a.kept.Load() {
		return false
	}
	a.closing.Do(func() {
		quit := func() {
			if !a.kept.Swap(true) {
				runtime.Quit(ctx)
			}
		}
		runtime.EventsOnce(ctx, keptEvent, func(...any) { quit() })
		time.AfterFunc(closePatience, quit)
		runtime.EventsEmit(ctx, closingEvent)
	})
	return true
}

func (a *app) shutdown(context.Context) {
	a.stopFollowing()
	a.following.Wait()
	if err := desktop.Close(a.bindings); err != nil {
		a.log.Debug("close", "error", err)
	}
}

func askWhereToSave(ctx context.Context, title, name string) (string, error) {
	return runtime.SaveFileDialog(ctx, runtime.SaveDialogOptions{Title: title, DefaultFilename: name, CanCreateDirectories: true})
}

func askForFiles(ctx context.Context, title string) ([]string, error) {
	return runtime.OpenMultipleFilesDialog(ctx, runtime.OpenDialogOptions{
		Title: title,
		Filters: []runtime.FileFilter{
			{DisplayName: "YAML, ZIP", Pattern: "*.yaml;*.yml;*.zip"}, {DisplayName: "*", Pattern: "*"},
		},
	})
}

func askForFolder(ctx context.Context, title string) (string, error) {
	return runtime.OpenDirectoryDialog(ctx, runtime.OpenDialogOptions{Title: title})
}

// securityPolicy lets the page load nothing but what the program carries.
func securityPolicy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", frontend.ContentSecurityPolicy)
		next.ServeHTTP(w, r)
	})
}
