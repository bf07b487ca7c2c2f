//go:build packaged

package packaging

import (
	"bytes"
	"debug/buildinfo"
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheCommandLineNeedsNothingOfTheSystem(t *testing.T) {
	checkStatic(t, filepath.Join(*programs, "workflow-designer"), "linux", "amd64")
}

func TestTheCommandLineIsThereForEverySystem(t *testing.T) {
	if !*all {
		t.Skip("make package-test-all builds them, this was make package-test")
	}
	is := built(t)
	for _, system := range []string{"linux", "windows", "darwin"} {
		for _, arch := range []string{"amd64", "arm64"} {
			t.Run(system+" "+arch, func(t *testing.T) {
				end := map[string]string{"windows": ".exe"}[system]
				program := one(t, "workflow-designer-"+is.Version+"-"+system+"-"+arch+end)
				checkStatic(t, program, system, arch)
				// What it would say, also where it cannot be run
				whole, err := os.ReadFile(program)
				if err != nil {
					t.Fatal(err)
				}
				for _, part := range []string{is.Version, is.Commit, is.BuiltAt} {
					if !bytes.Contains(whole, []byte(part)) {
						t.Errorf("it does not contain %s", part)
					}
				}
				if system != "linux" {
					return
				}
				run := []string{program}
				if arch == "arm64" {
					run = []string{"qemu-aarch64-static", program}
				}
				if got := said(t, do(t, run[0], append(run[1:], "version", "--json")...)); got != is {
					t.Errorf("it says %+v, the other one %+v", got, is)
				}
			})
		}
	}
}

// checkStatic looks whether a program is for a system, and needs no library that is not a part of that system itself.
func checkStatic(t *testing.T, path, system, arch string) {
	t.Helper()
	about, err := buildinfo.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{}
	for _, s := range about.Settings {
		settings[s.Key] = s.Value
	}
	for key, want := range map[string]string{"GOOS": system, "GOARCH": arch, "CGO_ENABLED": "0", "-trimpath": "true"} {
		if settings[key] != want {
			t.Errorf("%s is %q", key, settings[key])
		}
	}
	if at := settings["vcs.revision"]; at != "" {
		t.Errorf("it tells of the folder it was built in: %s, changed: %s", at, settings["vcs.modified"])
	}
	var libraries []string
	var allowed string
	switch system {
	case "linux":
		program, err := elf.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = program.Close() }()
		for _, part := range program.Progs {
			if part.Type == elf.PT_INTERP || part.Type == elf.PT_DYNAMIC {
				t.Errorf("it is linked to libraries: %v", part.Type)
			}
		}
		libraries, err = program.ImportedLibraries()
		if err != nil {
			t.Fatal(err)
		}
	case "windows":
		program, err := pe.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = program.Close() }()
		if libraries, err = program.ImportedLibraries(); err != nil {
			t.Fatal(err)
		}
		symbols, err := program.ImportedSymbols()
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range symbols {
			_, library, _ := strings.Cut(s, ":")
			libraries = append(libraries, library)
		}
		allowed = "kernel32.dll"
	case "darwin":
		program, err := macho.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = program.Close() }()
		if libraries, err = program.ImportedLibraries(); err != nil {
			t.Fatal(err)
		}
		allowed = "/usr/lib/ /System/Library/"
	}
	for _, library := range libraries {
		ours := false
		for _, a := range strings.Fields(allowed) {
			ours = ours || strings.HasPrefix(strings.ToLower(library), strings.ToLower(a))
		}
		if !ours {
			t.Errorf("it needs %s", library)
		}
	}
}
