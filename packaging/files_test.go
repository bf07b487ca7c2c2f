//go:build packaged

package packaging

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var (
	dist     = flag.String("dist", "", "the folder with the packages")
	programs = flag.String("programs", "", "the folder with the programs that are in the Linux packages")
	all      = flag.Bool("all", false, "the programs for all systems are there too")
)

// one is the only file of the packages with a name like this.
func one(t *testing.T, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(*dist, pattern))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s: got %v, %v", pattern, found, err)
	}
	return found[0]
}

// about is what a program says of itself.
type about struct {
	Version string `json:"version"`
	Commit  string `json:"commit"`
	BuiltAt string `json:"built_at"`
}

// built is what the command line of this system says of itself.
func built(t *testing.T) about {
	t.Helper()
	return said(t, do(t, filepath.Join(*programs, "workflow-designer"), "version", "--json"))
}

func said(t *testing.T, text string) (is about) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &is); err != nil || is.Version == "" || len(is.Commit) != 40 || is.BuiltAt == "" {
		t.Fatalf("got %s, %v", text, err)
	}
	return is
}

func do(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := try(t, name, args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func try(t *testing.T, name string, args ...string) (string, error) {
	t.Helper()
	var complaint bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return string(out), fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, complaint.String())
	}
	return string(out), nil
}

// wantedFiles are what every Linux package installs, but for the manual pages of the commands, and where zsh's completions and the
// licences go, which is given.
func wantedFiles(more ...string) []string {
	return slices.Sorted(slices.Values(append([]string{
		"/usr/bin/workflow-designer",
		"/usr/bin/workflow-designer-desktop",
		"/usr/share/applications/workflow-designer.desktop",
		"/usr/share/bash-completion/completions/workflow-designer",
		"/usr/share/doc/workflow-designer/README.md",
		"/usr/share/fish/vendor_completions.d/workflow-designer.fish",
		"/usr/share/icons/hicolor/scalable/apps/workflow-designer.svg",
		"/usr/share/man/man1/workflow-designer-desktop.1.gz",
		"/usr/share/man/man1/workflow-designer.1.gz",
		"/usr/share/mime/packages/workflow-designer.xml",
	}, more...)))
}

// commandPage says whether a file is the manual page of a command, such as workflow-designer-list.1.gz.
func commandPage(file string) bool {
	name, is := strings.CutPrefix(file, "/usr/share/man/man1/workflow-designer-")
	return is && name != "desktop.1.gz"
}

// entry is a file or a folder in a package.
type entry struct {
	mode, owner, group, path string
}

// checkEntries compares what is in a package with what shall be, and looks at rights and owners. Folders are looked at in the same
// way, and may be left out.
func checkEntries(t *testing.T, entries []entry, wanted []string) {
	t.Helper()
	var files []string
	for _, e := range entries {
		mode := "-rw-r--r--"
		switch {
		case strings.HasPrefix(e.mode, "d"):
			mode = "drwxr-xr-x"
		case strings.HasPrefix(e.path, "/usr/bin/"):
			mode = "-rwxr-xr-x"
		}
		if root := []string{"root", "0"}; e.mode != mode || !slices.Contains(root, e.owner) || !slices.Contains(root, e.group) {
			t.Errorf("%s is %s of %s:%s", e.path, e.mode, e.owner, e.group)
		}
		if mode[0] != 'd' && !commandPage(e.path) {
			files = append(files, e.path)
		}
	}
	if slices.Sort(files); !slices.Equal(files, wanted) {
		t.Errorf("it installs\n%s\nwanted\n%s", strings.Join(files, "\n"), strings.Join(wanted, "\n"))
	}
	if !slices.ContainsFunc(entries, func(e entry) bool { return e.path == "/usr/share/man/man1/workflow-designer-list.1.gz" }) {
		t.Error("the manual pages of the commands are missing")
	}
}
