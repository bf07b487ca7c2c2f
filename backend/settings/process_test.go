package settings

import (
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"testing"
)

func TestDataGoesWhereTheSystemKeepsIt(t *testing.T) {
	for name, c := range map[string]struct {
		system string
		env    map[string]string
		want   string
	}{
		"Linux":                  {"linux", map[string]string{"HOME": "/home/ann"}, "/home/ann/.local/share"},
		"Linux with XDG":         {"linux", map[string]string{"HOME": "/home/ann", "XDG_DATA_HOME": "/data"}, "/data"},
		"Linux, XDG relative":    {"linux", map[string]string{"HOME": "/home/ann", "XDG_DATA_HOME": "data"}, "/home/ann/.local/share"},
		"Linux without a home":   {"linux", nil, ""},
		"macOS":                  {"darwin", map[string]string{"HOME": "/Users/ann", "XDG_DATA_HOME": "/data"}, "/Users/ann/Library/Application Support"},
		"macOS without a home":   {"darwin", nil, ""},
		"Windows":                {"windows", map[string]string{"LOCALAPPDATA": `C:\Users\ann\AppData\Local`, "HOME": "/x"}, `C:\Users\ann\AppData\Local`},
		"Windows without a home": {"windows", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := userDataDir(c.system, func(v string) string { return c.env[v] }); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAVersionIsSavedByAPersonNotByAComputer(t *testing.T) {
	for name, c := range map[string]struct {
		person user.User
		want   string
	}{
		"with a full name":       {user.User{Name: "Ann Lee", Username: `FIRM\ann`}, "Ann Lee"},
		"Windows, without one":   {user.User{Username: `FIRM\ann`}, "ann"},
		"elsewhere, without one": {user.User{Username: "ann"}, "ann"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := nameOf(&c.person); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestASessionBusIsNeverStartedForTheKeyring(t *testing.T) {
	empty, withBus := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(withBus, "bus"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		system, busAddress, runDir string
		want                       bool
	}{
		"a server without a desktop": {"linux", "", empty, false},
		"a desktop":                  {"linux", "unix:path=/x", empty, true},
		"a bus of systemd":           {"linux", "", withBus, true},
		"macOS":                      {"darwin", "", empty, true},
		"Windows":                    {"windows", "", empty, true},
	} {
		if got := hasKeyring(c.system, c.busAddress, c.runDir); got != c.want {
			t.Errorf("%s: a keyring is there: %v", name, got)
		}
	}
	if _, err := (noKeyring{}).Get("x"); !errors.Is(err, errNoKeyring) {
		t.Errorf("no keyring says %v", err)
	}
}
