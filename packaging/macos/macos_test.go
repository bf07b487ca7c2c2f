//go:build packaged

package macos

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"flag"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

var dist = flag.String("dist", "../../build/package/dist", "the folder of the packages")

// The facts of the app, as a Mac reads them.
func TestTheAppSaysWhatItIs(t *testing.T) {
	info := exec.CommandContext(t.Context(), "./info.sh")
	info.Env = append(os.Environ(), "VERSION=1.2.3-dev.4", "NUMBERS=1.2.3")
	text, err := info.Output()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte("@")) {
		t.Errorf("something was not filled in:\n%s", text)
	}
	app, ok := plist(t, text).(map[string]any)
	if !ok {
		t.Fatalf("it is no dictionary:\n%s", text)
	}
	for key, want := range map[string]any{
		"CFBundleName": "Workflow Designer", "CFBundleIdentifier": "io.github.workflow-designer", "CFBundlePackageType": "APPL",
		"CFBundleExecutable": "workflow-designer-desktop", "CFBundleIconFile": "icon", "CFBundleShortVersionString": "1.2.3",
		"CFBundleVersion": "1.2.3", "LSMinimumSystemVersion": "12.0", "LSApplicationCategoryType": "public.app-category.business",
		"NSHighResolutionCapable": true, "NSHumanReadableCopyright": "Copyright 2026 the Workflow Designer authors",
	} {
		if app[key] != want {
			t.Errorf("%s is %v, want %v", key, app[key], want)
		}
	}
	kinds, ok := app["CFBundleDocumentTypes"].([]any)
	if !ok || len(kinds) != 1 {
		t.Fatalf("the kinds of files are %v", app["CFBundleDocumentTypes"])
	}
	kind, ok := kinds[0].(map[string]any)
	if !ok || kind["LSHandlerRank"] != "Alternate" || kind["CFBundleTypeRole"] != "Editor" {
		t.Errorf("YAML is taken over: %v", kinds[0])
	}
	if types, ok := kind["LSItemContentTypes"].([]any); !ok || len(types) != 1 || types[0] != "public.yaml" {
		t.Errorf("the types are %v", kind["LSItemContentTypes"])
	}
}

// A Mac takes each size of the icon from a picture of exactly that size.
func TestTheIconHasEverySize(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(*dist, "..", "icons", "icon.icns"))
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int{
		"icp4": 16, "icp5": 32, "ic07": 128, "ic08": 256, "ic09": 512, "ic10": 1024, "ic11": 32, "ic12": 64, "ic13": 256, "ic14": 512,
	}
	kind, body, rest := chunk(t, text)
	if kind != "icns" || len(rest) > 0 {
		t.Fatalf("it begins with %q and goes on for %d bytes behind its end", kind, len(rest))
	}
	for len(body) > 0 {
		var picture []byte
		kind, picture, body = chunk(t, body)
		about, err := png.DecodeConfig(bytes.NewReader(picture))
		if err != nil || about.Width != sizes[kind] || about.Height != sizes[kind] {
			t.Errorf("%s is %dx%d, want %d (%v)", kind, about.Width, about.Height, sizes[kind], err)
		}
		delete(sizes, kind)
	}
	if len(sizes) > 0 {
		t.Errorf("it lacks %v", sizes)
	}
}

func TestTheScriptsCanBeRead(t *testing.T) {
	for shell, script := range map[string]string{"bash": "bundle.sh", "sh": "info.sh"} {
		if text, err := exec.CommandContext(t.Context(), shell, "-n", script).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", script, err, text)
		}
	}
}

func TestAnotherComputerIsToldWhatToDo(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("this is a Mac")
	}
	out := t.TempDir()
	text, err := exec.CommandContext(t.Context(), "./bundle.sh", out, out).CombinedOutput()
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok || exit.ExitCode() != 1 || !strings.Contains(string(text), "built on a Mac") {
		t.Errorf("it says %q: %v", text, err)
	}
}

// What of the program does not draw a window is built for a Mac here as well.
func TestTheCommandLineIsSoundForMacOS(t *testing.T) {
	vet := exec.CommandContext(t.Context(), "go", "vet", "./backend/...")
	vet.Dir = filepath.Join("..", "..")
	vet.Env = append(os.Environ(), "GOOS=darwin", "CGO_ENABLED=0")
	if text, err := vet.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}

func chunk(t *testing.T, text []byte) (kind string, body, rest []byte) {
	t.Helper()
	if len(text) < 8 || int(binary.BigEndian.Uint32(text[4:])) > len(text) || binary.BigEndian.Uint32(text[4:]) < 8 {
		t.Fatalf("%d bytes are no part of an icon", len(text))
	}
	end := binary.BigEndian.Uint32(text[4:])
	return string(text[:4]), text[8:end], text[end:]
}

// plist reads Apple's property list: dictionaries, lists, texts, yes and no.
func plist(t *testing.T, text []byte) any {
	t.Helper()
	tokens := xml.NewDecoder(bytes.NewReader(text))
	var value func(start xml.StartElement) any
	each := func(do func(xml.StartElement)) {
		for {
			switch token, err := tokens.Token(); {
			case err != nil && !errors.Is(err, io.EOF):
				t.Fatal(err)
			case err != nil:
				return
			default:
				if start, ok := token.(xml.StartElement); ok {
					do(start)
				} else if _, ok := token.(xml.EndElement); ok {
					return
				}
			}
		}
	}
	value = func(start xml.StartElement) any {
		switch start.Name.Local {
		case "dict":
			found, key := map[string]any{}, ""
			each(func(inner xml.StartElement) {
				if inner.Name.Local == "key" {
					_ = tokens.DecodeElement(&key, &inner)
					return
				}
				found[key] = value(inner)
			})
			return found
		case "array":
			found := []any{}
			each(func(inner xml.StartElement) { found = append(found, value(inner)) })
			return found
		case "string":
			var found string
			if err := tokens.DecodeElement(&found, &start); err != nil {
				t.Fatal(err)
			}
			return found
		case "true", "false":
			if err := tokens.Skip(); err != nil {
				t.Fatal(err)
			}
			return start.Name.Local == "true"
		}
		t.Fatalf("unknown: %s", start.Name.Local)
		return nil
	}
	var whole any
	each(func(root xml.StartElement) { // plist
		each(func(inner xml.StartElement) { whole = value(inner) })
	})
	return whole
}
