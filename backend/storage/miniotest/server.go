// Package miniotest runs real S3 servers for tests, MinIO and another, and a proxy in front of them that can fail the ways
// networks do.
package miniotest

import (
	"bytes"
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
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

// Server is a server of its own on a free port of the loopback interface, with a data folder of its own.
type Server struct {
	Endpoint  string // http://127.0.0.1:PORT
	AccessKey string // of root
	SecretKey string

	program program
	folder  string
	trusted *x509.CertPool // nil without TLS
	mu      sync.Mutex
	run     *run // nil while the server is stopped
}

// run is one life of the server's process.
type run struct {
	process *os.Process
	output  *bytes.Buffer // complete once ended is closed
	ended   chan struct{}
}

// Start runs a MinIO server for one test and stops it when the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	return minioServer.run(t, &Server{folder: t.TempDir()})
}

// StartVersity runs the other S3 server, versitygw, for one test. AddUser is MinIO's alone.
func StartVersity(t testing.TB) *Server {
	t.Helper()
	return versityServer.run(t, &Server{folder: t.TempDir()})
}

func (p program) run(t testing.TB, s *Server) *Server {
	t.Helper()
	if err := s.start(p, p.need(t)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

// start runs the server on a free port. Somebody else may take the port between its choice and its use: then the
// server ends at once, and another port is tried.
func (s *Server) start(p program, binary string) error {
	s.AccessKey, s.SecretKey, s.program = rootUser, rootPassword, p
	for _, folder := range p.folders {
		if err := os.MkdirAll(filepath.Join(s.folder, folder), 0o700); err != nil {
			return err
		}
	}
	var err error
	for range 3 {
		var address string
		if address, err = freeAddress(); err != nil {
			return err
		}
		s.Endpoint = "http://" + address
		if s.trusted != nil {
			s.Endpoint = "https://" + address
		}
		if err = s.launch(binary); err == nil {
			return nil
		}
	}
	return err
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
	command := exec.CommandContext(context.Background(), binary, s.program.arguments(s)...)
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
		return fmt.Errorf("start %s: %w", s.program.name, err)
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
			return fmt.Errorf("%s ended before it was ready:\n%s", s.program.name, life.output)
		case <-ctx.Done():
			return fmt.Errorf("%s was not ready within %v", s.program.name, readyWithin)
		}
	}
}

// ready sends a request without keys: the server refuses it once it takes requests. MinIO's health address says yes a moment
// before that, when it still answers 503.
func (s *Server) ready(ctx context.Context) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Endpoint+"/", nil)
	if err != nil {
		return false
	}
	answer, err := (&http.Client{Transport: s.transport()}).Do(request)
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
	if err := s.launch(s.program.need(t)); err != nil {
		t.Fatal(err)
	}
}
