//go:build desktop

package main

import (
	"context"
	"net/http"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/desktop"
	"workflow-designer/backend/start"
	"workflow-designer/frontend"
)

// paintedEvent is what the page says when its first content is on the screen.
const paintedEvent = "painted"

type app struct {
	log      start.Log
	begin    time.Time
	bindings *desktop.Bindings
	opened   chan struct{}      // closed when the data folder was tried
	designer *designer.Designer // after opened; nil when the data folder could not be opened
}

func newApp(log start.Log) *app {
	return &app{log: log, begin: time.Now(), bindings: desktop.New(), opened: make(chan struct{})}
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
		OnStartup:  a.startup,
		OnShutdown: a.shutdown,
		Bind:       []any{a.bindings},
		Linux: &linux.Options{
			ProgramName:         "workflow-designer",
			WindowIsTranslucent: false,
			WebviewGpuPolicy:    linux.WebviewGpuPolicyOnDemand,
		},
	})
}

// startup opens the data folder beside the window, which need not wait for it. When the folder cannot be opened the
// window is there all the same and every call says why.
func (a *app) startup(ctx context.Context) {
	runtime.EventsOnce(ctx, paintedEvent, func(...any) {
		a.log.Debug("first paint", "after", time.Since(a.begin))
	})
	go func() {
		defer close(a.opened)
		d, err := start.Designer(ctx, true, a.log)
		a.designer = d
		a.bindings.Start(ctx, d, err)
	}()
}

func (a *app) shutdown(context.Context) {
	<-a.opened
	if a.designer == nil {
		return
	}
	if err := a.designer.Close(); err != nil {
		a.log.Debug("close", "error", err)
	}
}

// securityPolicy lets the page load nothing but what the program carries.
func securityPolicy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", frontend.ContentSecurityPolicy)
		next.ServeHTTP(w, r)
	})
}
