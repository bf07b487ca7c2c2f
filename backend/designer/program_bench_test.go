package designer_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// program runs the built windowless binary as a person does: a process for each command.
type program struct {
	b           *testing.B
	path        string
	environment []string
}

// programOn is the program with a data folder and settings of its own.
func programOn(b *testing.B, folder string, settings map[string]string) program {
	b.Helper()
	path, err := filepath.Abs("../../build/bin/workflow-designer")
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		b.Fatalf("%v; run make build-cli", err)
	}
	home := b.TempDir()
	environment := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_RUNTIME_DIR=" + home,
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(home, "no-bus"), "LOCAL_STORAGE_PATH=" + folder,
	}
	for name, value := range settings {
		environment = append(environment, name+"="+value)
	}
	return program{b, path, environment}
}

// run runs one command to its end.
func (p program) run(args ...string) error {
	command := exec.CommandContext(p.b.Context(), p.path, args...)
	command.Env, command.Dir = p.environment, p.b.TempDir()
	return finish(command)
}

// finish runs a command to its end; the error has what it said.
func finish(command *exec.Cmd) error {
	if said, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", command, err, said)
	}
	return nil
}

// served is a program that answers over HTTP.
type served struct {
	url     string
	process *exec.Cmd
}

// serve starts the program and returns when it has given the first list of the workflows.
func (p program) serve() (served, error) {
	command := exec.CommandContext(p.b.Context(), p.path, "serve", "--addr", "127.0.0.1:0", "--no-auth", "--json")
	command.Env, command.Dir = p.environment, p.b.TempDir()
	said, err := command.StdoutPipe()
	if err != nil {
		return served{}, err
	}
	if err := command.Start(); err != nil {
		return served{}, err
	}
	s := served{process: command}
	var where struct{ URL string }
	if err := json.NewDecoder(bufio.NewReader(said)).Decode(&where); err != nil {
		return s, fmt.Errorf("the program has not said where it is: %w", err)
	}
	s.url = where.URL
	return s, s.list()
}

func (s served) list() error {
	answer, err := http.Get(s.url + "services/v1/admin/workflows")
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the list is answered with %s", answer.Status)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

// memory is what the process has in memory, in MB of 1,000,000 bytes: now, and when it was most.
func (s served) memory() (now, most float64, err error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		return 0, 0, err
	}
	for line := range bytes.Lines(status) {
		name, value, _ := strings.Cut(string(line), ":")
		into := map[string]*float64{"VmRSS": &now, "VmHWM": &most}[name]
		if into == nil {
			continue
		}
		kilobytes, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 64)
		if err != nil {
			return 0, 0, err
		}
		*into = kilobytes * 1024 / 1e6
	}
	return now, most, nil
}

// stop ends the program as a person does.
func (s served) stop() error {
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.process.Wait()
}
