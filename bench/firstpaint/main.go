// Command firstpaint measures how long Workflow Designer takes from its start until its first screen is drawn and can be used,
// against an empty window of the same toolkit. It opens the windows in turn on one display in memory, so that all meet the same
// machine, and compares within each round.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"workflow-designer/backend/start"
	"workflow-designer/backend/workflow"
	"workflow-designer/bench/rounds"
)

// patience is how long a window may take; a busy machine takes seconds.
const patience = time.Minute

func main() {
	app := flag.String("app", "build/bin/workflow-designer-desktop", "the program")
	empty := flag.String("empty", "build/bin/emptywindow", "the empty window")
	runs := flag.Int("runs", 11, "how often each is opened, after once to warm up")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := measure(ctx, *app, *empty, *runs)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// scene is a window to open, with the folders of a person.
type scene struct {
	name    string // empty, first: the first screen, draft: frame and list with a draft open, text: its text can be typed into
	program string
	home    string
	until   string    // what its program says that ends the measurement
	took    []float64 // in ms
}

func measure(ctx context.Context, app, empty string, runs int) (err error) {
	// The windows are opened in folders of their own.
	app, appErr := filepath.Abs(app)
	empty, emptyErr := filepath.Abs(empty)
	folder, err := os.MkdirTemp("", "workflow-designer-bench-")
	if err := errors.Join(err, appErr, emptyErr); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	draft := filepath.Join(folder, "draft")
	scenes := []*scene{
		{name: "empty", program: empty, home: filepath.Join(folder, "empty"), until: "usable"},
		{name: "first", program: app, home: filepath.Join(folder, "first"), until: "usable"},
		{name: "draft", program: app, home: draft, until: "first paint"},
		{name: "text", program: app, home: draft, until: "usable"},
	}
	for _, s := range scenes {
		if err := os.MkdirAll(s.home, 0o700); err != nil {
			return err
		}
	}
	if err := keepDraft(ctx, scenes[2].storage()); err != nil {
		return err
	}
	display, hide, err := show(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hide()) }()
	for run := range runs + 1 {
		for _, s := range scenes {
			took, err := s.open(ctx, display)
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			if run > 0 { // the first one warms up
				s.took = append(s.took, float64(took)/float64(time.Millisecond))
			}
		}
	}
	report(scenes, runs)
	return nil
}

// report tells how long each scene took and how many times as long as the empty window, in the form of Go's benchmarks.
func report(scenes []*scene, runs int) {
	fmt.Printf("BenchmarkStart %d", runs)
	for _, s := range scenes {
		tell("ms/"+s.name, s.took)
	}
	empty := scenes[0]
	for _, s := range scenes[1:] {
		ratios := make([]float64, runs)
		for i := range ratios {
			ratios[i] = s.took[i] / empty.took[i]
		}
		tell(s.name+"/"+empty.name, ratios)
	}
	fmt.Println()
}

func tell(unit string, values []float64) {
	for suffix, share := range map[string]float64{"": 0.5, ":low": 0.25, ":high": 0.75} {
		fmt.Printf(" %.4g %s%s", rounds.Part(values, share), unit, suffix)
	}
}

func (s *scene) storage() string { return filepath.Join(s.home, "workflow_files") }

// open opens the window, waits until it says that the scene is on the screen, and closes it.
func (s *scene) open(ctx context.Context, display string) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	window := exec.CommandContext(ctx, s.program)
	window.Dir = s.home
	window.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.home, "DISPLAY=" + display, "DEBUG=true",
		"LOCAL_STORAGE_PATH=" + s.storage(),
		"XDG_RUNTIME_DIR=" + s.home, "DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(s.home, "no-bus"),
	}
	said, err := window.StderrPipe()
	if err != nil {
		return 0, err
	}
	begin := time.Now()
	if err := window.Start(); err != nil {
		return 0, fmt.Errorf("%w; build it with make bench", err)
	}
	took, seen := heard(said, s.until, begin)
	err = window.Process.Signal(syscall.SIGTERM)
	_, _ = io.Copy(io.Discard, said)
	_ = window.Wait() // how a window ends that was told to end is not measured
	if !seen {
		return 0, fmt.Errorf("the window has not said %q", s.until)
	}
	return took, err
}

func heard(said io.Reader, until string, begin time.Time) (time.Duration, bool) {
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if strings.Contains(lines.Text(), strconv.Quote(until)) || strings.Contains(lines.Text(), "msg="+until+" ") {
			return time.Since(begin), true
		}
	}
	return 0, false
}

// show starts a display in memory, on a number that is free. hide ends it.
func show(ctx context.Context) (name string, hide func() error, err error) {
	number, told, err := os.Pipe()
	if err != nil {
		return "", nil, err
	}
	display := exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp")
	display.ExtraFiles = []*os.File{told}
	if err := display.Start(); err != nil {
		return "", nil, fmt.Errorf("%w; run make setup", err)
	}
	hide = func() error {
		err := display.Process.Signal(syscall.SIGTERM)
		_ = display.Wait()
		return err
	}
	err = told.Close()
	line, readErr := bufio.NewReader(number).ReadString('\n')
	if err := errors.Join(err, readErr); err != nil {
		return "", nil, errors.Join(fmt.Errorf("start Xvfb: it has not told its number: %w", err), hide())
	}
	return ":" + strings.TrimSpace(line), hide, nil
}

// keepDraft leaves a workflow behind that the next start opens, with its editor.
func keepDraft(ctx context.Context, storage string) (err error) {
	if err := os.Setenv("LOCAL_STORAGE_PATH", storage); err != nil {
		return err
	}
	d, err := start.Designer(ctx, true, start.NewLog(io.Discard))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	t, err := d.Template(ctx, "purchase_request")
	if err != nil {
		return err
	}
	_, err = d.SaveDraft(ctx, workflow.Draft{YAMLContent: t.YAML, Prompt: t.Prompt})
	return err
}
