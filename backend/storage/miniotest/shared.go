package miniotest

import (
	"os"
	"sync"
	"testing"
)

// shared is the server of a test package: starting one takes about a second, so tests that only need buckets of
// their own use one together.
var shared struct {
	sync.Mutex
	main   bool
	folder string
	server *Server
	err    error
}

// Main runs the tests of a package that uses Shared and stops the shared server after them. It is the package's TestMain:
//
//	func TestMain(m *testing.M) { miniotest.Main(m) }
func Main(m *testing.M) {
	shared.main = true
	code := m.Run()
	if shared.server != nil {
		shared.server.Stop()
	}
	if shared.folder != "" {
		_ = os.RemoveAll(shared.folder) // a leftover in the system's temporary folder is no reason to fail
	}
	os.Exit(code)
}

// Shared gives the server of the test package, which the first call starts. Tests must not stop it; each makes
// buckets and users of its own. The package's TestMain must be Main.
func Shared(t testing.TB) *Server {
	t.Helper()
	binary := need(t)
	shared.Lock()
	defer shared.Unlock()
	if !shared.main {
		t.Fatal("miniotest.Shared needs miniotest.Main as the TestMain of the package, which stops the server")
	}
	if shared.server == nil && shared.err == nil {
		shared.folder, shared.err = os.MkdirTemp("", "miniotest-")
		if shared.err == nil {
			shared.server, shared.err = start(binary, shared.folder)
		}
	}
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.server
}
