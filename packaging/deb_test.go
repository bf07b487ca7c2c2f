//go:build packaged

package packaging

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"workflow-designer/backend/laptop"
)

const mostBytes = 20_000_000

func TestTheDebIsSmall(t *testing.T) {
	deb := one(t, "*.deb")
	about, err := os.Stat(deb)
	if err != nil {
		t.Fatal(err)
	}
	if about.Size() >= mostBytes {
		t.Errorf("the .deb has %d bytes, it may have %d", about.Size(), mostBytes)
	}
}

func TestLintianFindsNoError(t *testing.T) {
	deb := one(t, "*.deb")
	out, err := exec.CommandContext(t.Context(), "lintian", "--allow-root", "--tag-display-limit", "0", "--fail-on", "error", deb).CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("lintian: %v", err)
	}
}

// Every library that the programs are linked to is among the dependencies.
func TestTheDependenciesAreRight(t *testing.T) {
	deb := one(t, "*.deb")
	dir := t.TempDir()
	do(t, "dpkg-deb", "-x", deb, filepath.Join(dir, "root"))
	if err := os.MkdirAll(filepath.Join(dir, "debian"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "debian", "control"), []byte("Source: workflow-designer\n\nPackage: workflow-designer\nArchitecture: any\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	shlibdeps := exec.CommandContext(t.Context(), "dpkg-shlibdeps", "-O", "root/usr/bin/workflow-designer-desktop")
	shlibdeps.Dir = dir
	needed, err := shlibdeps.Output()
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(strings.TrimSpace(string(needed)), "shlibs:Depends=")
	if list == "" {
		t.Fatalf("dpkg-shlibdeps says nothing: %s", needed)
	}
	depends := do(t, "dpkg-deb", "-f", deb, "Depends")
	for _, library := range strings.Split(list, ", ") {
		name, _, _ := strings.Cut(library, " ")
		// Those that GTK and WebKitGTK bring along themselves need not be named.
		if has := strings.Contains(depends, name); !has && !broughtByGTK(t, name) {
			t.Errorf("%s is not among the dependencies: %s", name, depends)
		}
	}
}

func broughtByGTK(t *testing.T, name string) bool {
	t.Helper()
	brought := do(t, "dpkg-query", "-W", "-f", "${Depends}\n", "libgtk-3-0", "libwebkit2gtk-4.1-0")
	return strings.Contains(brought, name)
}

// The package is installed over this system's files in a root of its own, which keeps every change apart; the script does
// the acts and says what it saw.
func TestItIsInstalledUsedUpgradedAndRemovedWithoutATrace(t *testing.T) {
	deb := one(t, "*.deb")
	older := olderPackage(t, deb)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	act := exec.CommandContext(ctx, "unshare", "--mount", "--pid", "--fork", "--kill-child", "./deb_root.sh", older, deb, olderData(t))
	act.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive")
	out, err := act.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatalf("it failed: %v", err)
	}
	if !bytes.Contains(out, []byte("removed without a trace")) {
		t.Error("it did not come to its end")
	}
}

// olderPackage is the same package under an older number, for the upgrade.
func olderPackage(t *testing.T, deb string) string {
	t.Helper()
	dir := t.TempDir()
	do(t, "dpkg-deb", "-R", deb, filepath.Join(dir, "root"))
	control := filepath.Join(dir, "root", "DEBIAN", "control")
	// dpkg-deb takes no empty list of settings files, which there are none of.
	if err := os.Remove(filepath.Join(dir, "root", "DEBIAN", "conffiles")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	text, err := os.ReadFile(control)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "Version: ") {
			lines[i] = "Version: 0.0.1-1"
		}
	}
	if err := os.WriteFile(control, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "older.deb")
	do(t, "dpkg-deb", "-Znone", "--root-owner-group", "-b", filepath.Join(dir, "root"), file)
	return file
}

// olderData is a data folder as the program left it when the index had its fourth schema, as it was then and with the index as well.
func olderData(t *testing.T) string {
	t.Helper()
	const schema = 4
	folder, catalogue := t.TempDir(), filepath.Join("..", "backend", "catalog")
	if err := os.CopyFS(folder, os.DirFS(filepath.Join(catalogue, "testdata", fmt.Sprintf("data-%d", schema)))); err != nil {
		t.Fatal(err)
	}
	steps, err := filepath.Glob(filepath.Join(catalogue, "sql", "*.sql"))
	if err != nil || len(steps) <= schema {
		t.Fatalf("got %v, %v", steps, err)
	}
	db, err := sql.Open("sqlite", filepath.Join(folder, laptop.IndexFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(steps[:schema], filepath.Join(catalogue, "testdata", fmt.Sprintf("schema-%d.sql", schema))) {
		if _, err := db.ExecContext(t.Context(), get(t, file)); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	_, err = db.ExecContext(t.Context(), fmt.Sprintf("PRAGMA user_version = %d", schema))
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return folder
}
