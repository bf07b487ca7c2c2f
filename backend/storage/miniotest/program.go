package miniotest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// program is a server that can be run: how it is found, called and told its keys.
type program struct {
	name      string // of the file below .tools/bin
	override  string // the variable that names another file
	settings  string // what the names of its own variables begin with
	folders   []string
	arguments func(s *Server) []string
	keys      func(s *Server) []string // as variables
}

var minioServer = program{
	name: "minio", override: "MINIO_BINARY", settings: "MINIO_",
	arguments: func(s *Server) []string {
		return []string{
			"server", "--quiet", "--address", s.address(), "--certs-dir", s.certificates(), filepath.Join(s.folder, "data"),
		}
	},
	keys: func(s *Server) []string {
		return []string{
			"MINIO_ROOT_USER=" + s.AccessKey, "MINIO_ROOT_PASSWORD=" + s.SecretKey, "MINIO_BROWSER=off", "MINIO_UPDATE=off",
		}
	},
}

// versityServer is Versity's S3 gateway over a folder: another S3 server, written by other people.
var versityServer = program{
	name: "versitygw", override: "VERSITYGW_BINARY", settings: "VGW_", folders: []string{"data", "versions"},
	arguments: func(s *Server) []string {
		return []string{
			"--quiet", "--port", s.address(),
			"posix", "--versioning-dir", filepath.Join(s.folder, "versions"), filepath.Join(s.folder, "data"),
		}
	},
	keys: func(s *Server) []string {
		return []string{"ROOT_ACCESS_KEY=" + s.AccessKey, "ROOT_SECRET_KEY=" + s.SecretKey}
	},
}

func (s *Server) address() string {
	_, address, _ := strings.Cut(s.Endpoint, "://")
	return address
}

func (s *Server) certificates() string { return filepath.Join(s.folder, "certs") }

// environment is the test's own without settings that a developer's server may have left there.
func (s *Server) environment() []string {
	kept := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		return strings.HasPrefix(entry, s.program.settings) || strings.HasPrefix(entry, "ROOT_")
	})
	return append(append(kept, "HOME="+s.folder), s.program.keys(s)...)
}

// need gives the path of a server's binary, or ends the test.
//
// A missing one fails the test: a bucket store that was not tried on a real server was not tested. Only the fast gate,
// go test -short, goes without.
func (p program) need(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("the fast gate leaves tests on a real server to `make test`")
	}
	binary, err := p.find()
	if err != nil {
		t.Fatal(err)
	}
	return binary
}

func (p program) find() (string, error) {
	name := os.Getenv(p.override)
	if name == "" {
		root, err := moduleRoot()
		if err != nil {
			return "", err
		}
		name = filepath.Join(root, ".tools", "bin", p.name)
		if runtime.GOOS == "windows" {
			name += ".exe"
		}
	}
	if _, err := os.Stat(name); err != nil {
		return "", fmt.Errorf("this test needs the server %s, and there is none: %w; run `make setup`", p.name, err)
	}
	return name, nil
}

func moduleRoot() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder, nil
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return "", fmt.Errorf("no go.mod above the test's folder, so .tools/bin cannot be found")
		}
		folder = parent
	}
}
