package miniotest

import (
	"os"
	"sync"
	"testing"
)

// shared holds the servers of a test package: starting one takes about a second, so tests that only need buckets of
// their own use them together.
var shared struct {
	sync.Mutex
	main    bool
	servers map[string]*started // by the name of the program
}

type started struct {
	folder string
	server *Server
	err    error
}

// Main runs the tests of a package that uses Shared and stops the shared servers after them. It is the package's TestMain:
//
//	func TestMain(m *testing.M) { miniotest.Main(m) }
func Main(m *testing.M) {
	shared.main, shared.servers = true, map[string]*started{}
	code := m.Run()
	for _, s := range shared.servers {
		if s.server != nil {
			s.server.Stop()
		}
		_ = os.RemoveAll(s.folder) // a leftover in the system's temporary folder is no reason to fail
	}
	os.Exit(code)
}

// Shared gives the MinIO server of the test package, which the first call starts. Tests must not stop it; each makes
// buckets and users of its own. The package's TestMain must be Main.
func Shared(t testing.TB) *Server {
	t.Helper()
	return minioServer.shared(t)
}

// SharedVersity is Shared for the other S3 server, versitygw.
func SharedVersity(t testing.TB) *Server {
	t.Helper()
	return versityServer.shared(t)
}

func (p program) shared(t testing.TB) *Server {
	t.Helper()
	binary := p.need(t)
	shared.Lock()
	defer shared.Unlock()
	if !shared.main {
		t.Fatal("miniotest.Shared needs miniotest.Main as the TestMain of the package, which stops the server")
	}
	s, ok := shared.servers[p.name]
	if !ok {
		s = &started{}
		shared.servers[p.name] = s
		if s.folder, s.err = os.MkdirTemp("", "miniotest-"); s.err == nil {
			server := &Server{folder: s.folder}
			if s.err = server.start(p, binary); s.err == nil {
				s.server = server
			}
		}
	}
	if s.err != nil {
		t.Fatal(s.err)
	}
	return s.server
}
