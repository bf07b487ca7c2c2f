package start

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/rights"
)

// recentBytes is how much of the log is kept in memory for a support bundle.
const recentBytes = 128 << 10

// recent keeps the last messages.
type recent struct {
	mu    sync.Mutex
	lines []string
	bytes int
}

func (r *recent) Write(line []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, string(line))
	r.bytes += len(line)
	for r.bytes > recentBytes && len(r.lines) > 1 {
		r.bytes -= len(r.lines[0])
		r.lines = r.lines[1:]
	}
	return len(line), nil
}

func (r *recent) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.lines, "")
}

// both hands every message to the log, as its level lets it, and to the memory of the last ones.
type both struct{ shown, kept slog.Handler }

func (b both) Enabled(context.Context, slog.Level) bool { return true }

func (b both) Handle(ctx context.Context, record slog.Record) error {
	err := b.kept.Handle(ctx, record)
	if b.shown.Enabled(ctx, record.Level) {
		err = errors.Join(err, b.shown.Handle(ctx, record))
	}
	return err
}

func (b both) WithAttrs(attributes []slog.Attr) slog.Handler {
	return both{b.shown.WithAttrs(attributes), b.kept.WithAttrs(attributes)}
}

func (b both) WithGroup(name string) slog.Handler {
	return both{b.shown.WithGroup(name), b.kept.WithGroup(name)}
}

// maxCrashFile is when the reports of earlier crashes are forgotten, in bytes.
const maxCrashFile = 1 << 20

// keepCrashes has the Go runtime write what it says of a crash into the data folder too, for a support bundle: a window has no
// standard error that anybody sees. Without it the program works all the same.
func keepCrashes(folder string) {
	flags := os.O_CREATE | os.O_WRONLY | os.O_APPEND
	path := filepath.Join(folder, designer.CrashFile)
	if info, err := os.Stat(path); err == nil && info.Size() > maxCrashFile {
		flags |= os.O_TRUNC
	}
	file, err := os.OpenFile(path, flags, rights.File)
	if err != nil {
		return
	}
	_ = debug.SetCrashOutput(file, debug.CrashOptions{})
	_ = file.Close() // the runtime has its own handle
}
