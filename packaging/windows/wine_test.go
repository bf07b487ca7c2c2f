//go:build packaged

package windows

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// wine is a Windows of its own, empty but for what wine itself brings.
type wine struct {
	t      *testing.T
	prefix string
	env    []string
}

const (
	perUser   = `users/%/AppData/Local/Programs/Workflow Designer`
	perDevice = `Program Files/Workflow Designer`
	shortcut  = `AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Workflow Designer.lnk`
	uninstall = `Software\Microsoft\Windows\CurrentVersion\Uninstall\WorkflowDesigner`
	webview   = `Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}`
)

func newWine(t *testing.T) *wine {
	t.Helper()
	home := t.TempDir()
	w := &wine{t: t, prefix: filepath.Join(home, "prefix")}
	w.env = append(os.Environ(), "HOME="+home, "WINEPREFIX="+w.prefix, "WINEDEBUG=-all", "DISPLAY=", "LC_ALL=C.UTF-8",
		"WINEDLLOVERRIDES=winemenubuilder.exe=d;mscoree=d;mshtml=d", "LOCAL_STORAGE_PATH=", "DESIGNER_AUTHOR=Ann")
	t.Cleanup(func() { _ = w.command("wineserver", "-k").Run() })
	do := func(args ...string) {
		t.Helper()
		if text, err := w.command(args[0], args[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%q: %v\n%s", args, err, text)
		}
	}
	do("wineboot", "--init")
	do("wine", "reg", "add", `HKCU\Software\Wine`, "/v", "Version", "/d", "win10", "/f")
	do("wineserver", "-w")
	// Programs made by Go ask a library for randomness that wine has only since version 9.
	randomness := filepath.Join(w.prefix, "drive_c/windows/system32/bcryptprimitives.dll")
	if _, err := os.Stat(randomness); errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(randomness, forwarder("bcryptprimitives.dll", "ProcessPrng", "advapi32.SystemFunction036"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *wine) command(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(w.t.Context(), name, args...)
	cmd.Env = w.env
	cmd.Dir = filepath.Dir(w.prefix)
	return cmd
}

// run runs a program and all that it starts to their end, and gives what it wrote and its exit status.
func (w *wine) run(program string, args ...string) (string, int) {
	w.t.Helper()
	var complaint bytes.Buffer
	cmd := w.command("wine", append([]string{program}, args...)...)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		w.t.Fatalf("%s %q: %v", program, args, err)
	} else if ok {
		w.t.Logf("%s %q: exit status %d: %s", filepath.Base(program), args, exit.ExitCode(), complaint.String())
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// ends waits until nothing runs: an uninstaller goes on in a copy of itself.
func (w *wine) ends() {
	w.t.Helper()
	if err := w.command("wineserver", "-w").Run(); err != nil {
		w.t.Fatal(err)
	}
}

func (w *wine) must(program string, args ...string) string {
	w.t.Helper()
	out, status := w.run(program, args...)
	if status != 0 {
		w.t.Fatalf("%s %q: exit status %d\n%s", program, args, status, out)
	}
	return out
}

// c is a path below drive C; % stands for the person.
func (w *wine) c(path string) string {
	w.t.Helper()
	if before, after, ok := strings.Cut(path, "%"); ok {
		found, err := filepath.Glob(filepath.Join(w.prefix, "drive_c", before, "*", "AppData"))
		if err != nil || len(found) != 1 {
			w.t.Fatalf("want one person, found %q (%v)", found, err)
		}
		return filepath.Join(filepath.Dir(found[0]), after)
	}
	return filepath.Join(w.prefix, "drive_c", path)
}

// value is what stands in the registry, empty when nothing does. The name "" is that of a key's own value.
func (w *wine) value(key, name string) string {
	w.t.Helper()
	which := []string{"/v", name}
	if name == "" {
		which, name = []string{"/ve"}, "(Default)"
	}
	out, status := w.run("reg", append([]string{"query", key}, which...)...)
	if status != 0 {
		return ""
	}
	for line := range strings.Lines(out) {
		if fields := strings.SplitN(strings.TrimSpace(line), "    ", 3); len(fields) == 3 && strings.EqualFold(fields[0], name) && fields[2] != "(value not set)" {
			return fields[2]
		}
	}
	return ""
}

// traces are the files and entries of the registry that name the program, without the person's own files.
func (w *wine) traces() []string {
	w.t.Helper()
	var found []string
	for name := range filesBelow(w.t, filepath.Join(w.prefix, "drive_c")) {
		own := strings.Contains(name, "AppData/Local/workflow-designer/") || strings.Contains(name, "AppData/Roaming/workflow-designer/")
		if lower := strings.ToLower(name); !own && (strings.Contains(lower, "workflow") || strings.Contains(lower, "uninstall.exe")) {
			found = append(found, name)
		}
	}
	w.ends() // the registry is written when the last one has ended
	for _, file := range []string{"user.reg", "system.reg"} {
		lines := bufio.NewScanner(bytes.NewReader(read(w.t, filepath.Join(w.prefix, file))))
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if strings.Contains(strings.ToLower(strings.ReplaceAll(lines.Text(), " ", "")), "workflowdesigner") {
				found = append(found, file+": "+lines.Text())
			}
		}
	}
	slices.Sort(found)
	return found
}

// The installer is the one that people get but for its own processor, which has to be wine's.
func TestItIsInstalledUsedUpgradedAndRemovedOnWine(t *testing.T) {
	payload := filepath.Join(t.TempDir(), "amd64")
	layOut(t, unpacked(t, packed(t, "amd64", "-setup.exe")), payload)
	out := t.TempDir()
	bootstrapper := filepath.Join(out, "bootstrapper.exe")
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", bootstrapper, "./testdata/bootstrapper")
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	setup := func(version string) string {
		pack(t, payload, out, version, "amd64", bootstrapper)
		return filepath.Join(out, "workflow-designer-"+version+"-windows-amd64-setup.exe")
	}
	older, newer := setup("0.0.1"), setup("0.0.2")

	w := newWine(t)
	path := `%USERPROFILE%\bin;` + strings.Repeat(`C:\a folder of somebody else;`, 60) + `C:\last`
	w.must("reg", "add", `HKCU\Environment`, "/v", "Path", "/t", "REG_EXPAND_SZ", "/d", path, "/f")
	folder := w.c(perUser)
	cli := filepath.Join(folder, "bin/workflow-designer.exe")
	asked := w.c("bootstrapper.txt")

	t.Run("installed", func(t *testing.T) {
		w.t = t
		w.must(older, "/S")
		for _, name := range installed {
			if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
				t.Error(err)
			}
		}
		if _, err := os.Stat(w.c("users/%/" + shortcut)); err != nil {
			t.Error(err)
		}
		if got := w.value(`HKCU\`+uninstall, "DisplayVersion"); got != "0.0.1" {
			t.Errorf("Windows lists version %q", got)
		}
		if got := w.value(`HKCU\Environment`, "Path"); got != path+`;`+w.value(`HKCU\`+uninstall, "InstallLocation")+`\bin` {
			t.Errorf("PATH is %s", got)
		}
		if got := strings.TrimSpace(string(read(t, asked))); got != "/silent /install" {
			t.Errorf("the installer of WebView2 was called with %q", got)
		}
		if got := w.value(`HKCU\Software\Classes\.yaml`, ""); got != "" {
			t.Errorf(".yaml was taken over by %s", got)
		}
		if got := w.value(`HKCU\Software\Classes\WorkflowDesigner.Workflow\shell\open\command`, ""); !strings.HasSuffix(got, `\workflow-designer-desktop.exe" "%1"`) {
			t.Errorf("a file is opened with %q", got)
		}
	})

	const leave = "name: Leave Request\r\nworkflow:\r\n  # who is asked\r\n  manager: {type: decision, approver: \"${requestor.manager}\", on_approve: {end_workflow: true}, on_reject: {end_workflow: true}}\r\n"
	file := w.c("leave.approvalml.yaml")
	data := w.c("users/%/AppData/Local/workflow-designer")
	var before map[string][]byte
	t.Run("used", func(t *testing.T) {
		w.t = t
		if err := os.WriteFile(file, []byte(leave), 0o600); err != nil {
			t.Fatal(err)
		}
		w.must(cli, "save", `C:\leave.approvalml.yaml`, "--comment", "the first version")
		if got := w.must(cli, "show", "1"); got != leave {
			t.Errorf("it shows %q, want %q", got, leave)
		}
		if got := w.must(cli, "versions", "1"); !strings.Contains(got, "the first version") || !strings.Contains(got, "Ann") {
			t.Errorf("the versions are %s", got)
		}
		w.must(cli, "doctor")
		before = texts(t, data)
		if len(before) == 0 {
			t.Fatalf("no version is in %s", data)
		}
	})

	t.Run("not replaced while it runs", func(t *testing.T) {
		w.t = t
		serve := w.command("wine", cli, "serve", "--addr", "127.0.0.1:0")
		told, err := serve.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		serve.Stderr = serve.Stdout
		if err := serve.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(told).ReadString('\n'); err != nil {
			t.Fatalf("serve says %q: %v", line, err)
		}
		if _, status := w.run(newer, "/S"); status != 70 {
			t.Errorf("exit status %d, want 70", status)
		}
		w.must("taskkill", "/f", "/im", "workflow-designer.exe")
		_ = serve.Wait()
		w.ends()
		if got := w.value(`HKCU\`+uninstall, "DisplayVersion"); got != "0.0.1" {
			t.Errorf("version %q is installed", got)
		}
	})

	t.Run("upgraded", func(t *testing.T) {
		w.t = t
		w.must("reg", "add", `HKCU\`+webview, "/v", "pv", "/d", "140.0.1.2", "/f")
		if err := os.Remove(asked); err != nil {
			t.Fatal(err)
		}
		w.must(newer, "/S")
		if got := w.value(`HKCU\`+uninstall, "DisplayVersion"); got != "0.0.2" {
			t.Errorf("Windows lists version %q", got)
		}
		if got := w.value(`HKCU\Environment`, "Path"); strings.Count(got, "Workflow Designer") != 1 {
			t.Errorf("PATH is %s", got)
		}
		if _, err := os.Stat(asked); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("WebView2 is there, and its installer was called (%v)", err)
		}
		for name, text := range before {
			if !bytes.Equal(texts(t, data)[name], text) {
				t.Errorf("the upgrade changed %s", name)
			}
		}
		w.must(cli, "save", `C:\leave.approvalml.yaml`, "--workflow", "1", "--comment", "after the upgrade")
		if got := w.must(cli, "versions", "1"); !strings.Contains(got, "after the upgrade") {
			t.Errorf("the versions are %s", got)
		}
	})

	t.Run("removed", func(t *testing.T) {
		w.t = t
		own := filepath.Join(folder, "bin", "notes.txt")
		if err := os.WriteFile(own, []byte("somebody else's"), 0o600); err != nil {
			t.Fatal(err)
		}
		w.must(filepath.Join(folder, "uninstall.exe"), "/S")
		w.ends()
		if got := w.value(`HKCU\Environment`, "Path"); got != path {
			t.Errorf("PATH is %s, was %s", got, path)
		}
		want := []string{"users/" + filepath.Base(w.c("users/%")) + "/AppData/Local/Programs/Workflow Designer/bin/notes.txt"}
		if got := w.traces(); !slices.Equal(got, want) {
			t.Errorf("what is left: %q, want %q", got, want)
		}
		if got := texts(t, data); len(got) <= len(before) {
			t.Errorf("of the versions %d are left", len(got))
		}
	})

	t.Run("for everyone", func(t *testing.T) {
		w.t = t
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
		w.must(newer, "/S", "/AllUsers", "/NoPath")
		for _, name := range installed {
			if _, err := os.Stat(filepath.Join(w.c(perDevice), name)); err != nil {
				t.Error(err)
			}
		}
		if got := w.value(`HKLM\`+uninstall, "DisplayVersion"); got != "0.0.2" {
			t.Errorf("Windows lists version %q", got)
		}
		if got := w.value(`HKCU\Environment`, "Path"); got != path {
			t.Errorf("PATH is %s, was %s", got, path)
		}
		w.must(newer, "/S") // an upgrade without a word about whom it is for
		if got := w.value(`HKCU\`+uninstall, "DisplayVersion"); got != "" {
			t.Error("an upgrade for everyone was installed a second time for one person")
		}
		w.must(filepath.Join(w.c(perDevice), "uninstall.exe"), "/S")
		w.ends()
		if got := w.traces(); len(got) > 0 {
			t.Errorf("what is left: %q", got)
		}
	})
}

// texts are the person's versions.
func texts(t *testing.T, data string) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for name := range filesBelow(t, data) {
		if strings.Contains(name, "/versions/") {
			found[name] = read(t, filepath.Join(data, name))
		}
	}
	return found
}
