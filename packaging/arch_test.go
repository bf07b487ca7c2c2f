//go:build packaged

package packaging

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTheArchPackageHasWhatItShall(t *testing.T) {
	file := one(t, "*.pkg.tar.zst")
	var entries []entry
	for _, line := range lines(do(t, "bsdtar", "--numeric-owner", "-tvf", file)) {
		f := strings.Fields(line)
		if path := f[8]; !strings.HasPrefix(path, ".") {
			entries = append(entries, entry{f[0], f[2], f[3], "/" + strings.TrimSuffix(path, "/")})
		}
	}
	checkEntries(t, entries, wantedFiles(
		"/usr/share/licenses/workflow-designer/LICENSE",
		"/usr/share/licenses/workflow-designer/THIRD_PARTY_NOTICES",
		"/usr/share/zsh/site-functions/_workflow-designer",
	))

	about := map[string][]string{}
	for _, line := range lines(do(t, "bsdtar", "-xOf", file, ".PKGINFO")) {
		if name, value, is := strings.Cut(line, " = "); is {
			about[name] = append(about[name], value)
		}
	}
	for name, want := range map[string][]string{
		"pkgname": {"workflow-designer"},
		"pkgver":  {strings.ReplaceAll(built(t).Version, "-", "") + "-1"},
		"pkgdesc": {"design approval workflows and keep their versions"},
		"arch":    {"x86_64"},
		"license": {"Apache-2.0"},
		// As the packages of Arch Linux are called that have the libraries and the folders it needs.
		"depend": {"gdk-pixbuf2", "glib2", "glibc", "gtk3", "libsoup3", "webkit2gtk-4.1", "hicolor-icon-theme", "shared-mime-info"},
	} {
		if !slices.Equal(about[name], want) {
			t.Errorf("%s: got %q, want %q", name, about[name], want)
		}
	}
	if packager := about["packager"]; len(packager) != 1 || !strings.Contains(packager[0], "<") {
		t.Errorf("its packager is %q", packager)
	}
	if name, want := filepath.Base(file), "workflow-designer-"+about["pkgver"][0]+"-x86_64.pkg.tar.zst"; name != want {
		t.Errorf("it is called %s and not %s", name, want)
	}
}

// Arch's own hooks refresh the menu, the icons and the types of files, so there is nothing to run but to unpack it.
func TestTheArchPackageRunsWhereItIsUnpacked(t *testing.T) {
	root := t.TempDir()
	do(t, "bsdtar", "-xf", one(t, "*.pkg.tar.zst"), "-C", root)
	if _, err := os.Stat(filepath.Join(root, ".INSTALL")); err == nil {
		t.Error("it has a script")
	}
	if said := do(t, "chroot", root, "/usr/bin/workflow-designer", "version", "--json"); !strings.Contains(said, built(t).Commit) {
		t.Errorf("it says %s", said)
	}
}
