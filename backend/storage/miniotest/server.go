// Package miniotest runs a real MinIO server for tests, and a proxy in front of it that can fail the ways networks do.
package miniotest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	rootUser     = "miniotest-root"
	rootPassword = "miniotest-root-password"

	readyWithin = time.Minute // a busy CI machine takes several seconds
	stopWithin  = 5 * time.Second
)

// Server is a MinIO server of its own on a free port of the loopback interface, with a data folder of its own.
type Server struct {
	Endpoint  string // http://127.0.0.1:PORT
	AccessKey string // of root
	SecretKey string

	folder string
	mu     sync.Mutex
	run    *run // nil while the server is stopped
}

// run is one life of the server's process.
type run struct {
	process *os.Process
	output  *bytes.Buffer // complete once ended is closed
	ended   chan struct{}
}

// Start runs a server for one test and stops it when the test ends.
//
// A missing MinIO fails the test: a bucket store that was not tried on a real server was not tested. Only the fast
// gate, go test -short, goes without.
func Start(t testing.TB) *Server {
	t.Helper()
	binary := need(t)
	s, err := start(binary, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

// need gives the path of the MinIO binary, or ends the test.
func need(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("the fast gate leaves tests on a real MinIO to `make test`")
	}
	binary, err := findBinary()
	if err != nil {
		t.Fatal(err)
	}
	return binary
}

func findBinary() (string, error) {
	name := os.Getenv("MINIO_BINARY")
	if name == "" {
		root, err := moduleRoot()
		if err != nil {
			return "", err
		}
		name = filepath.Join(root, ".tools", "bin", "minio")
		if runtime.GOOS == "windows" {
			name += ".exe"
		}
	}
	if _, err := os.Stat(name); err != nil {
		return "", fmt.Errorf("this test needs the MinIO server, and there is none: %w; run `make setup`", err)
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
			return "", fmt.Errorf("no go.mod above the test's folder, so .tools/bin/minio cannot be found")
		}
		folder = parent
	}
}

// start runs the server on a free port. Somebody else may take the port between its choice and its use: then the
// server ends at once, and another port is tried.
func start(binary, folder string) (*Server, error) {
	s := &Server{AccessKey: rootUser, SecretKey: rootPassword, folder: folder}
	var err error
	for range 3 {
		var address string
		if address, err = freeAddress(); err != nil {
			return nil, err
		}
		s.Endpoint = "http://" + address
		if err = s.launch(binary); err == nil {
			return s, nil
		}
	}
	return nil, err
}

func freeAddress() (string, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return listener.Addr().String(), listener.Close()
}

func (s *Server) launch(binary string) error {
	life := &run{output: &bytes.Buffer{}, ended: make(chan struct{})}
	// The server outlives the test that starts it when it is a shared one: Stop ends it, no context.
	command := exec.CommandContext(context.Background(), binary, "server", "--quiet",
		"--address", strings.TrimPrefix(s.Endpoint, "http://"),
		"--certs-dir", filepath.Join(s.folder, "certs"),
		filepath.Join(s.folder, "data"))
	command.Env = s.environment()
	command.Stdout, command.Stderr = life.output, life.output
	dieWithTest(command)

	started := make(chan error)
	go func() {
		// The kernel ties the child to the thread that started it, so that thread must live as long as the child.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := command.Start()
		life.process = command.Process
		started <- err
		if err == nil {
			_ = command.Wait() // why it ended is in its output
			close(life.ended)
		}
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start MinIO: %w", err)
	}
	if err := s.waitReady(life); err != nil {
		life.kill()
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.run = life
	return nil
}

// environment is the test's own without settings that a developer's MinIO may have left there.
func (s *Server) environment() []string {
	kept := slices.DeleteFunc(os.Environ(), func(entry string) bool { return strings.HasPrefix(entry, "MINIO_") })
	return append(kept,
		"HOME="+s.folder,
		"MINIO_ROOT_USER="+s.AccessKey,
		"MINIO_ROOT_PASSWORD="+s.SecretKey,
		"MINIO_BROWSER=off",
		"MINIO_UPDATE=off",
	)
}

func (s *Server) waitReady(life *run) error {
	ctx, cancel := context.WithTimeout(context.Background(), readyWithin)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		if s.ready(ctx) {
			return nil
		}
		select {
		case <-again.C:
		case <-life.ended:
			return fmt.Errorf("MinIO ended before it was ready:\n%s", life.output)
		case <-ctx.Done():
			return fmt.Errorf("MinIO was not ready within %v", readyWithin)
		}
	}
}

// ready sends a request without keys: the server refuses it once it takes requests. Its health address says yes a moment
// before that, when it still answers 503.
func (s *Server) ready(ctx context.Context) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Endpoint+"/", nil)
	if err != nil {
		return false
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	return answer.Body.Close() == nil && answer.StatusCode == http.StatusForbidden
}

// Stop ends the server; its data stays until the test ends. Stopping twice is fine.
func (s *Server) Stop() {
	s.mu.Lock()
	life := s.run
	s.run = nil
	s.mu.Unlock()
	if life == nil {
		return
	}
	if life.process.Signal(os.Interrupt) != nil { // Windows has no such signal
		life.kill()
		return
	}
	select {
	case <-life.ended:
	case <-time.After(stopWithin):
		life.kill()
	}
}

func (r *run) kill() {
	_ = r.process.Kill() // an error says that it has ended already
	<-r.ended
}

// Restart starts the server again, on the same port and data; a server that runs is stopped first.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.Stop()
	if err := s.launch(need(t)); err != nil {
		t.Fatal(err)
	}
}
