//go:build packaged

package packaging

import (
	"debug/elf"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTheRPMHasWhatItShall(t *testing.T) {
	rpm := one(t, "*.rpm")
	var entries []entry
	for _, line := range lines(do(t, "rpm", "-qp", "--qf", `[%{FILEMODES:perms} %{FILEUSERNAME} %{FILEGROUPNAME} %{FILENAMES}\n]`, rpm)) {
		f := strings.Fields(line)
		entries = append(entries, entry{f[0], f[1], f[2], f[3]})
	}
	checkEntries(t, entries, wantedFiles(
		"/usr/share/licenses/workflow-designer/LICENSE",
		"/usr/share/licenses/workflow-designer/THIRD_PARTY_NOTICES",
		"/usr/share/zsh/site-functions/_workflow-designer",
	))
	// Only folders of its own belong to it.
	for _, e := range entries {
		if e.mode[0] == 'd' && filepath.Base(e.path) != "workflow-designer" {
			t.Errorf("it owns %s", e.path)
		}
	}
	// Fedora and openSUSE refresh the menu, the icons and the types of files by triggers of their own.
	if scripts := do(t, "rpm", "-qp", "--scripts", "--triggers", rpm); scripts != "" {
		t.Errorf("it runs %s", scripts)
	}
	about := built(t)
	said := do(t, "rpm", "-qp", "--qf", "%{NAME} %{VERSION} %{RELEASE} %{ARCH} %{LICENSE} %{BUILDHOST}", rpm)
	version := strings.Replace(about.Version, "-", "~", 1)
	if want := "workflow-designer " + version + " 1 x86_64 Apache-2.0 localhost"; said != want {
		t.Errorf("got %q, want %q", said, want)
	}
	do(t, "rpm", "-K", "--nosignature", rpm)
}

// Libraries are asked for by their own names, as rpm's own tools do it: packages of them are called differently on each system.
func TestTheRPMAsksForTheLibrariesOfItsPrograms(t *testing.T) {
	requires := lines(do(t, "rpm", "-qp", "--requires", one(t, "*.rpm")))
	program, err := elf.Open(filepath.Join(*programs, "workflow-designer-desktop"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = program.Close() }()
	libraries, err := program.ImportedLibraries()
	if err != nil {
		t.Fatal(err)
	}
	for _, library := range libraries {
		if !slices.ContainsFunc(requires, func(r string) bool { return strings.HasPrefix(r, library+"(") && strings.HasSuffix(r, "(64bit)") }) {
			t.Errorf("it does not ask for %s", library)
		}
	}
	for _, r := range requires {
		library, _, is := strings.Cut(r, "(")
		if is && !strings.HasPrefix(library, "rpmlib") && !slices.Contains(libraries, library) {
			t.Errorf("it asks for %s, which no program needs", r)
		}
	}
	for _, other := range []string{"hicolor-icon-theme", "shared-mime-info"} {
		if !slices.Contains(requires, other) {
			t.Errorf("it does not ask for %s", other)
		}
	}
}

func TestTheRPMIsInstalledAndRemoved(t *testing.T) {
	root := t.TempDir()
	rpm := func(args ...string) string {
		return do(t, "rpm", append([]string{"--root", root, "--dbpath", "/var/lib/rpm"}, args...)...)
	}
	rpm("--initdb")
	rpm("-i", "--nodeps", "--noscripts", one(t, "*.rpm"))
	if got := rpm("-q", "workflow-designer"); !strings.HasPrefix(got, "workflow-designer-") {
		t.Errorf("got %s", got)
	}
	if said := do(t, "chroot", root, "/usr/bin/workflow-designer", "version", "--json"); !strings.Contains(said, built(t).Commit) {
		t.Errorf("it says %s", said)
	}
	if changed := rpm("-V", "--nodeps", "workflow-designer"); changed != "" {
		t.Errorf("rpm sees other files than it installed: %s", changed)
	}
	rpm("-e", "--noscripts", "workflow-designer")
	if left := lines(do(t, "find", root, "-name", "*workflow-designer*")); len(left) > 0 {
		t.Errorf("it leaves %v", left)
	}
}

func lines(text string) []string {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}
