//go:build desktop

// Command emptywindow opens a window with nothing in it, which is the least that any Wails window takes. The time to first
// paint of Workflow Designer is measured against it.
package main

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

//go:embed page
var files embed.FS

func main() {
	begin := time.Now()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	page, err := fs.Sub(files, "page")
	if err == nil {
		err = wails.Run(&options.App{
			Title:       "Empty window",
			Width:       1440,
			Height:      900,
			Frameless:   true,
			AssetServer: &assetserver.Options{Assets: page},
			OnStartup: func(ctx context.Context) {
				runtime.EventsOnce(ctx, "painted", func(...any) { log.Debug("usable", "after", time.Since(begin)) })
			},
			Linux: &linux.Options{WebviewGpuPolicy: linux.WebviewGpuPolicyNever},
		})
	}
	if err != nil {
		log.Error("the window cannot be opened", "error", err)
		os.Exit(1)
	}
}
