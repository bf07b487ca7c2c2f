//go:build packaged

package windows

import (
	"archive/zip"
	"bytes"
	"debug/pe"
	"encoding/binary"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	dist  = flag.String("dist", "../../build/package/dist", "the folder of the packages")
	archs = flag.String("archs", "amd64", "the processors whose packages are looked at, with spaces between")
)

// what the installer puts into the folder of the program, and what it only uses itself.
var (
	installed = []string{"LICENSE.txt", "THIRD_PARTY_NOTICES.txt", "bin/workflow-designer.exe", "uninstall.exe", "workflow-designer-desktop.exe"}
	used      = []string{
		"$PLUGINSDIR/MicrosoftEdgeWebview2Setup.exe", "$PLUGINSDIR/System.dll", "$PLUGINSDIR/UserInfo.dll",
		"$PLUGINSDIR/modern-wizard.bmp", "$PLUGINSDIR/nsDialogs.dll",
	}
)

const (
	mostBytes = 20_000_000
	company   = "the Workflow Designer authors"
)

func eachArch(t *testing.T, test func(t *testing.T, arch string)) {
	t.Helper()
	for _, arch := range strings.Fields(*archs) {
		t.Run(arch, func(t *testing.T) { test(t, arch) })
	}
}

func TestTheInstallerHoldsTheProgramsAndNothingElse(t *testing.T) {
	eachArch(t, func(t *testing.T, arch string) {
		setup := packed(t, arch, "-setup.exe")
		about, err := os.Stat(setup)
		if err != nil {
			t.Fatal(err)
		}
		if about.Size() >= mostBytes {
			t.Errorf("the installer has %d bytes, it may have %d", about.Size(), mostBytes)
		}
		dir := unpacked(t, setup)
		var found []string
		for name := range filesBelow(t, dir) {
			found = append(found, name)
		}
		slices.Sort(found)
		want := slices.Concat(installed, used)
		slices.Sort(want)
		if !slices.Equal(found, want) {
			t.Errorf("it holds %q, want %q", found, want)
		}
		if text := read(t, filepath.Join(dir, "$PLUGINSDIR", "MicrosoftEdgeWebview2Setup.exe")); !bytes.Equal(text, read(t, webview2(t))) {
			t.Error("the installer of WebView2 is not the one that Microsoft made")
		}
	})
}

func TestTheZipHoldsTheSamePrograms(t *testing.T) {
	eachArch(t, func(t *testing.T, arch string) {
		dir := unpacked(t, packed(t, arch, "-setup.exe"))
		name := packed(t, arch, ".zip")
		z, err := zip.OpenReader(name)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		base := strings.TrimSuffix(filepath.Base(name), ".zip")
		folder := base + "/"
		same := map[string]string{ // in the zip and as it is installed
			"workflow-designer-desktop.exe": "workflow-designer-desktop.exe",
			"workflow-designer.exe":         "bin/workflow-designer.exe",
			"LICENSE.txt":                   "LICENSE.txt",
			"THIRD_PARTY_NOTICES.txt":       "THIRD_PARTY_NOTICES.txt",
			"README.txt":                    "",
		}
		var order []string
		for _, f := range z.File {
			order = append(order, f.Name)
			as, ok := same[strings.TrimPrefix(f.Name, folder)]
			if !ok {
				t.Errorf("%s is in the zip", f.Name)
				continue
			}
			delete(same, strings.TrimPrefix(f.Name, folder))
			if len(f.Extra) > 0 || !f.Modified.Equal(z.File[0].Modified) {
				t.Errorf("%s carries a time of its own or the person who packed it", f.Name)
			}
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if as != "" && !bytes.Equal(text, read(t, filepath.Join(dir, as))) {
				t.Errorf("%s is another one than the installer has", f.Name)
			}
			if as == "" && (!bytes.Contains(text, []byte("LOCALAPPDATA")) || bytes.Contains(text, []byte("@VERSION@"))) {
				t.Errorf("%s says:\n%s", f.Name, text)
			}
		}
		if len(same) > 0 {
			t.Errorf("the zip lacks %v", same)
		}
		if !slices.IsSorted(order) {
			t.Errorf("the zip is not sorted: %q", order)
		}
		if text := read(t, filepath.Join(*dist, base+".exe")); !bytes.Equal(text, read(t, filepath.Join(dir, "bin/workflow-designer.exe"))) {
			t.Error("the command line is another one than that beside the installer")
		}
	})
}

// Windows shows these of a program: who made it, what it is, its icon.
func TestTheProgramsSayWhatTheyAre(t *testing.T) {
	eachArch(t, func(t *testing.T, arch string) {
		setup := packed(t, arch, "-setup.exe")
		dir := unpacked(t, setup)
		machine := map[string]uint16{"amd64": pe.IMAGE_FILE_MACHINE_AMD64, "arm64": pe.IMAGE_FILE_MACHINE_ARM64}[arch]
		version := versionOf(setup)
		for name, want := range map[string]struct {
			machine, subsystem uint16
			description        string
		}{
			"workflow-designer-desktop.exe": {machine, pe.IMAGE_SUBSYSTEM_WINDOWS_GUI, "Workflow Designer"},
			"bin/workflow-designer.exe":     {machine, pe.IMAGE_SUBSYSTEM_WINDOWS_CUI, "Workflow Designer, the command line"},
		} {
			path := filepath.Join(dir, name)
			gotMachine, gotSubsystem := header(t, path)
			if gotMachine != want.machine || gotSubsystem != want.subsystem {
				t.Errorf("%s: machine %#x, subsystem %d; want %#x, %d", name, gotMachine, gotSubsystem, want.machine, want.subsystem)
			}
			says(t, path, version, want.description)
			resources := unpacked(t, path)
			manifest := string(read(t, filepath.Join(resources, ".rsrc", "1033", "MANIFEST", "1")))
			for _, needed := range []string{">permonitorv2,permonitor<", "<longPathAware", ">UTF-8<", "asInvoker", "Common-Controls"} {
				if !strings.Contains(manifest, needed) {
					t.Errorf("%s: its manifest lacks %s", name, needed)
				}
			}
			// The window asks for the icon with this number.
			if icon := read(t, filepath.Join(resources, ".rsrc", "0", "GROUP_ICON", "3")); binary.LittleEndian.Uint16(icon[4:]) != 10 {
				t.Errorf("%s: %d sizes of its icon, want 10", name, binary.LittleEndian.Uint16(icon[4:]))
			}
		}
		says(t, setup, version, "Workflow Designer, setup")
	})
}

func says(t *testing.T, path, version, description string) {
	t.Helper()
	told := do(t, "7zz", "l", "-tPE", path)
	for _, line := range []string{
		"FileVersion: " + version, "ProductVersion: " + version, "CompanyName: " + company, "FileDescription: " + description,
		"ProductName: Workflow Designer", "LegalCopyright: Copyright 2026 the Workflow Designer authors",
	} {
		if !slices.Contains(strings.Split(told, "\n"), line) {
			t.Errorf("%s does not say %q:\n%s", filepath.Base(path), line, told)
		}
	}
}

// Packing the programs again later, elsewhere, gives the same bytes.
func TestPackingAgainGivesTheSameBytes(t *testing.T) {
	setup := packed(t, "amd64", "-setup.exe")
	payload, out := filepath.Join(t.TempDir(), "again"), t.TempDir()
	layOut(t, unpacked(t, setup), payload)
	pack(t, payload, out, versionOf(setup), "x86", webview2(t))
	for _, path := range []string{setup, packed(t, "amd64", ".zip")} {
		if !bytes.Equal(read(t, path), read(t, filepath.Join(out, filepath.Base(path)))) {
			t.Errorf("%s has other bytes the second time", filepath.Base(path))
		}
	}
}

func versionOf(setup string) string {
	version, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(setup), "workflow-designer-"), "-windows-")
	return version
}

// The installer takes away exactly what it put there: both go through one list, and nothing takes away a folder with what is in it.
func TestWhatIsTakenAwayIsWhatWasPut(t *testing.T) {
	script := string(read(t, "installer.nsi"))
	for _, line := range []string{"!insertmacro EACH_FILE PUT", "!insertmacro EACH_FILE TAKE_AWAY"} {
		if strings.Count(script, line) != 1 {
			t.Errorf("%q is not there once", line)
		}
	}
	if files := regexp.MustCompile(`(?m)^\s*File .*$`).FindAllString(script, -1); len(files) != 2 {
		t.Errorf("files are put by more than the list and the installer of WebView2: %q", files)
	}
	if found := regexp.MustCompile(`(?i)rmdir\s+/r|delete\s.*\*`).FindString(script); found != "" {
		t.Errorf("it takes away what it does not know: %s", found)
	}
}

// layOut copies the files of an unpacked installer to where pack.sh takes them from.
func layOut(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range installed {
		if name == "uninstall.exe" {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name), read(t, filepath.Join(from, name)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

func pack(t *testing.T, payload, out, version, cpu, bootstrapper string) {
	t.Helper()
	icons := filepath.Join(*dist, "..", "icons")
	cmd := exec.CommandContext(t.Context(), "./pack.sh", payload, icons, out, cpu)
	// The time and the command to sign with, which changes how the uninstaller is kept, are those that make gives to whatever it packs.
	cmd.Env = append(os.Environ(), "TZ=UTC0", "LC_ALL=C", "PACKAGE_VERSION="+version, "ARCH=amd64",
		"WEBVIEW2="+bootstrapper, "NOTICES="+filepath.Join(*dist, "..", "THIRD_PARTY_NOTICES"))
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("pack.sh: %v\n%s", err, text)
	}
}

func webview2(t *testing.T) string {
	t.Helper()
	wails := strings.TrimSpace(do(t, "go", "list", "-m", "-f", "{{.Dir}}", "github.com/wailsapp/wails/v2"))
	return filepath.Join(wails, "internal", "webview2runtime", "MicrosoftEdgeWebview2Setup.exe")
}

// packed is the one package of its kind in dist.
func packed(t *testing.T, arch, ends string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(*dist, "workflow-designer-*-windows-"+arch+ends))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 {
		t.Fatalf("want one package for %s that ends in %s, found %q", arch, ends, found)
	}
	return found[0]
}

func unpacked(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	do(t, "7zz", "x", "-y", "-o"+dir, archive)
	return dir
}

func filesBelow(t *testing.T, dir string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, err := filepath.Rel(dir, path)
			found[filepath.ToSlash(name)] = true
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func header(t *testing.T, path string) (machine, subsystem uint16) {
	t.Helper()
	f, err := pe.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	optional, ok := f.OptionalHeader.(*pe.OptionalHeader64)
	if !ok {
		t.Fatalf("%s is not a program of 64 bits", path)
	}
	return f.Machine, optional.Subsystem
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func do(t *testing.T, name string, args ...string) string {
	t.Helper()
	var complaint bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, complaint.String())
	}
	return string(out)
}
