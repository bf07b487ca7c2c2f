// Command report runs the benchmarks and writes what they say to docs/PERFORMANCE.md, with pictures:
//
//	go run ./bench/report               all of them
//	go run ./bench/report save search   these again; of the others the page keeps what it says
//	go run ./bench/report -write        none; the page and the pictures are made anew of what is known
//
// What the benchmarks printed last is kept in bench/results.json, with when it was and how busy the machine was.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	write := flag.Bool("write", false, "run nothing, write the page anew")
	flag.Usage = usage
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := report(ctx, flag.Args(), *write)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func usage() {
	fmt.Fprint(os.Stderr, "go run ./bench/report [-write] [NAME...]\nNames:\n")
	for _, b := range benches {
		fmt.Fprintf(os.Stderr, "  %-10s %s\n", b.name, b.title)
	}
	flag.PrintDefaults()
}

// kept is where the results are, below the project.
const kept = "bench/results.json"

func report(ctx context.Context, names []string, write bool) error {
	chosen, err := choose(names)
	if err != nil {
		return err
	}
	project, err := os.Getwd()
	if err != nil {
		return err
	}
	all, err := readResults(kept)
	if err != nil {
		return fmt.Errorf("read %s: %w", kept, err)
	}
	if write {
		return writePage(project, all)
	}
	folders, err := os.MkdirTemp("", "workflow-designer-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folders) }()
	here, commit := thisMachine(ctx, project), commitOf(ctx)
	var failed []error
	for _, b := range chosen {
		r, err := b.run(ctx, project, folders)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", b.name, err))
			fmt.Printf("%s failed: %v\n", b.name, err)
			if ctx.Err() != nil {
				break
			}
			continue
		}
		r.Commit, r.Machine = commit, here
		all[b.name] = r
		if err := all.write(kept); err != nil {
			return err
		}
		b.print(all)
	}
	return errors.Join(append(failed, writePage(project, all))...)
}

// choose gives the benches of these names, in their order; without names all.
func choose(names []string) ([]bench, error) {
	if len(names) == 0 {
		return benches, nil
	}
	var chosen []bench
	for _, b := range benches {
		if slices.Contains(names, b.name) {
			chosen = append(chosen, b)
		}
	}
	if len(chosen) != len(names) {
		var known []string
		for _, b := range benches {
			known = append(known, b.name)
		}
		return nil, fmt.Errorf("the benchmarks are %s; not all of %s are among them", strings.Join(known, ", "), strings.Join(names, ", "))
	}
	return chosen, nil
}

func commitOf(ctx context.Context) string {
	output, err := exec.CommandContext(ctx, "git", "describe", "--always", "--dirty", "--exclude", "*").Output()
	if err != nil {
		return unknown
	}
	return strings.TrimSpace(string(output))
}

// run runs the command, and looks beside it how busy the machine is.
func (b bench) run(ctx context.Context, project, folders string) (result, error) {
	fmt.Printf("%s: %s\n", b.name, strings.Join(b.command, " "))
	r := result{At: time.Now().UTC().Truncate(time.Second), Load: load{Before: average(), Others: others(ctx)}}
	watching, stop := context.WithCancel(ctx)
	mean := make(chan float64)
	go func() { mean <- watch(watching) }()
	begin := time.Now()
	command := exec.CommandContext(ctx, b.command[0], b.command[1:]...)
	command.Dir = filepath.Join(project, b.folder)
	command.Env = append(os.Environ(), "BENCH_FOLDERS="+folders)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	output, err := command.CombinedOutput()
	r.Took = seconds(time.Since(begin).Round(time.Second).Seconds())
	stop()
	r.Load.During = <-mean
	if err != nil {
		return r, fmt.Errorf("%w:\n%s", err, output)
	}
	r.Load.Others = max(r.Load.Others, others(ctx))
	if r.Lines, err = readLines(string(output)); err != nil {
		return r, err
	}
	return r, b.complete(r.Lines)
}

// complete tells whether a command printed all that is read from it.
func (b bench) complete(printed lines) error {
	if len(printed) == 0 {
		return errors.New("the command printed no line of a benchmark")
	}
	for _, f := range b.figures {
		if _, ok := printed[f.line][f.metric]; !ok {
			return fmt.Errorf("the command did not print Benchmark%s with %s", f.line, f.metric)
		}
	}
	return nil
}

func (b bench) print(all results) {
	for _, f := range b.figures {
		v, _ := all.find(f.line, f.metric)
		fmt.Printf("  %-70s %10s  %-18s %s %s\n", f.what, f.write(v.median), f.half(v), f.bound(), f.verdict(v))
	}
}
