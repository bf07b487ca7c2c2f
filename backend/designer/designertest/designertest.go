// Package designertest opens the real use cases on folders of a test, for the tests of designer and the transports.
package designertest

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

// Author is who saves when a test says nothing else.
const Author = "Ada Test"

// Log writes to nowhere: tests look at answers and files.
func Log(testing.TB) *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// Loader finds settings in the given environment and the folder alone, and keeps keys in a file.
func Loader(folder string, environment map[string]string) *settings.Loader {
	return &settings.Loader{
		LookupEnv: func(name string) (string, bool) { v, ok := environment[name]; return v, ok },
		WorkDir:   folder,
		ConfigDir: filepath.Join(folder, "config"),
		DataDir:   filepath.Join(folder, "data"),
		OSUser:    Author,
		Keyring:   settings.NoKeyring(),
	}
}

// Open opens the program on a folder; the test closes it.
func Open(t testing.TB, folder string, environment map[string]string) *designer.Designer {
	t.Helper()
	d, err := designer.Open(context.Background(), Options(t, folder, environment))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// Options are those of a program on a folder.
func Options(t testing.TB, folder string, environment map[string]string) designer.Options {
	return designer.Options{
		Settings: Loader(folder, environment), Build: designer.Build{Version: "test"}, Now: time.Now,
		NewUID:  func() workflow.UID { return workflow.UID(ulid.Make().String()) },
		NewUUID: uuid.NewString, Log: Log(t),
	}
}

// Local opens the program on local storage in a folder of the test.
func Local(t testing.TB) *designer.Designer {
	t.Helper()
	return Open(t, t.TempDir(), nil)
}
