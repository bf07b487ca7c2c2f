// Package start wires the program to this machine: its clock, randomness, environment and folders. The window and the
// windowless binary both begin here.
package start

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

// The linker sets these: -X workflow-designer/backend/start.version=1.2.3 and so on.
var (
	version  = "0.1.0-dev"
	commit   string
	builtAt  string
	packaged string // "true" in an installed package: data goes to the user's data folder
)

// Build says which program this is.
func Build() designer.Build {
	b := designer.Build{Version: version, Commit: commit, BuiltAt: builtAt}
	if info, ok := debug.ReadBuildInfo(); ok && b.Commit == "" {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				b.Commit = s.Value
			}
		}
	}
	return b
}

// Log is where debug messages go: into memory, for a support bundle, and to be read when DEBUG is true.
type Log struct {
	*slog.Logger
	level *slog.LevelVar
	last  *recent
}

// NewLog makes a log that follows DEBUG of the environment, and that of the settings once Designer has read them.
func NewLog(w io.Writer) Log {
	level := &slog.LevelVar{}
	level.Set(slog.LevelError)
	if on, err := strconv.ParseBool(os.Getenv("DEBUG")); err == nil && on {
		level.Set(slog.LevelDebug)
	}
	last := &recent{}
	return Log{
		slog.New(both{
			shown: slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}),
			kept:  slog.NewTextHandler(last, &slog.HandlerOptions{Level: slog.LevelDebug}),
		}), level, last,
	}
}

// Designer opens the program on this machine. A window keeps its data in the user's data folder, a command in the
// folder it runs in, unless LOCAL_STORAGE_PATH says otherwise.
func Designer(ctx context.Context, window bool, log Log) (*designer.Designer, error) {
	loader, err := settings.ForProcess(window || packaged == "true")
	if err != nil {
		return nil, err
	}
	d, err := designer.Open(ctx, designer.Options{
		Settings: loader, Build: Build(), Now: time.Now,
		NewUID:  func() workflow.UID { return workflow.UID(ulid.Make().String()) },
		NewUUID: uuid.NewString, Log: log.Logger, Recent: log.last.text,
	})
	if err != nil {
		return nil, err
	}
	view, err := d.Settings(ctx)
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	keepCrashes(view.LocalStoragePath)
	if view.Debug {
		log.level.Set(slog.LevelDebug)
	}
	return d, nil
}
