package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestLinesOfBenchmarksAreFoundInAllThatACommandPrints(t *testing.T) {
	read, err := readLines(`goos: linux
BenchmarkSave-2     	     300	         3.302 ms/save	         4.138 ms/save:high	         3.568 save/bare
 stdout | typing.bench.ts
BenchmarkNoOpSync/workflows=10000-2         	       5	        12.00 requests
BenchmarkTyping 126 16.04 ms/ours
BenchmarkCheck
Benchmarks are measured
ok  	workflow-designer/bench	1.2s
`)
	want := lines{
		"Save":                     {"ms/save": 3.302, "ms/save:high": 4.138, "save/bare": 3.568},
		"NoOpSync/workflows=10000": {"requests": 12},
		"Typing":                   {"ms/ours": 16.04},
	}
	if err != nil || !reflect.DeepEqual(read, want) {
		t.Errorf("got %v, %v", read, err)
	}
	for _, broken := range []string{"BenchmarkX 3 1 ms/x 2\n", "BenchmarkX 3 one ms/x\n"} {
		if _, err := readLines(broken); err == nil {
			t.Errorf("%q is taken", broken)
		}
	}
}

func TestABenchWhoseOutputLacksAFigureFails(t *testing.T) {
	b := bench{figures: []figure{{line: "Save", metric: "save/bare"}}}
	if err := b.complete(lines{"Save": {"save/bare": 2}}); err != nil {
		t.Error(err)
	}
	if err := b.complete(lines{"Save": {"ms/save": 2}}); err == nil || !strings.Contains(err.Error(), "save/bare") {
		t.Errorf("got %v", err)
	}
	if b.complete(lines{}) == nil {
		t.Error("a command that printed nothing is taken")
	}
}

func TestWhatIsChosen(t *testing.T) {
	for _, c := range []struct{ names, want []string }{
		{[]string{"search", "save"}, []string{"save", "search"}},
		{[]string{"save", "nothing"}, nil},
	} {
		chosen, err := choose(c.names)
		var got []string
		for _, b := range chosen {
			got = append(got, b.name)
		}
		if !reflect.DeepEqual(got, c.want) || (err == nil) != (c.want != nil) {
			t.Errorf("%v: got %v, %v", c.names, got, err)
		}
	}
	if all, err := choose(nil); err != nil || len(all) != len(benches) {
		t.Errorf("got %d, %v", len(all), err)
	}
}

// Each figure that is shown or drawn is of a line of its own, and what is explained exists.
func TestTheBenchesAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range benches {
		if seen[b.name] {
			t.Errorf("%s is there twice", b.name)
		}
		seen[b.name] = true
		if _, err := words.ReadFile("explain/" + b.name + ".md"); err != nil {
			t.Error(err)
		}
		for _, f := range b.figures {
			key := f.line + " " + f.metric
			if seen[key] || f.what == "" {
				t.Errorf("%s of %s is there twice, or says not what it is", key, b.name)
			}
			seen[key] = true
		}
	}
	if files, err := filepath.Glob("explain/*.md"); err != nil || len(files) != len(benches) {
		t.Errorf("%d explanations of %d benches, %v", len(files), len(benches), err)
	}
}

// everything are results of all benches: each figure is half of its limit, with the first one missed.
func everything() results {
	all := results{}
	missed := false
	for _, b := range benches {
		r := result{
			At: time.Date(2026, 11, 25, 17, 0, 0, 0, time.UTC), Commit: "abc1234", Took: 12, Load: load{Before: 3, During: 4.5, Others: 1.5},
			Machine: machine{Processor: "A | B", Cores: 2}, Lines: lines{},
		}
		put := func(line, metric string, v float64) {
			if r.Lines[line] == nil {
				r.Lines[line] = map[string]float64{}
			}
			r.Lines[line][metric], r.Lines[line][metric+":low"], r.Lines[line][metric+":high"] = v, v*0.9, v*1.1
		}
		for _, f := range b.figures {
			v := 7.25
			if f.limit != 0 {
				if v = f.limit / 2; f.atLeast || !missed {
					v, missed = f.limit*2, missed || !f.atLeast
				}
			}
			put(f.line, f.metric, v)
		}
		all[b.name] = r
	}
	for _, g := range growths {
		for i, size := range g.sizes {
			for _, line := range g.lines {
				name := fmt.Sprintf(line.line, size)
				for bench, prefix := range map[string]string{"growth": "Growth", "versions": "Versions", "sync": "NoOpSync"} {
					if !strings.HasPrefix(name, prefix) {
						continue
					}
					if all[bench].Lines[name] == nil {
						all[bench].Lines[name] = map[string]float64{}
					}
					v := math.Pow(10, float64(i))
					if bench == "versions" {
						v /= 100 // one of them has a limit
					}
					all[bench].Lines[name][line.metric] = v
				}
			}
		}
	}
	return all
}

func TestThePageSaysWhatWasMeasured(t *testing.T) {
	text, err := pageOf(everything())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| [a durable save of 5 KB](#saving-on-the-laptop) | a bare write, flush, rename and flush of the folder | 6.00 | at most 3 | **missed** under load |",
		"| [a save that is sent to MinIO](#saving-to-a-bucket) | a save without a bucket and a bare `PutObject` | 0.75 | at most 1.5 | met under load |",
		"| frames while it is moved | a page with one box | 1.80 | 1.62 to 1.98 | at least 0.9, met |",
		"25 November 2026 17:00 UTC, commit abc1234, **under load**: other programs kept 1.5 cores busy (load 3 before, 4.5 while it ran); `go run ./bench/report save`, 12 s.",
		"| start until the list is there | 1 ms | 10 ms | 100 ms | 1 s |",
		"![What a person does, with more workflows](performance/growth-workflows.svg)",
		"300 rounds of one of each, on a real disk",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say: %s", want)
		}
	}
	// Every link within the page leads to a heading.
	headings := map[string]bool{}
	for line := range strings.Lines(text) {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			headings[anchor(strings.TrimSpace(title))] = true
		}
	}
	for _, link := range regexp.MustCompile(`\]\(#([^)]*)\)`).FindAllStringSubmatch(text, -1) {
		if !headings[link[1]] {
			t.Errorf("no heading is %s", link[1])
		}
	}
}

func TestAnIdleMachineIsSaidToBeIdle(t *testing.T) {
	if got := when(benches[0], result{Load: load{Others: 0.1}}); !strings.Contains(got, "on an idle machine") || strings.Contains(got, "**") {
		t.Errorf("got %s", got)
	}
}

func TestAPageWithoutResultsCanBeWritten(t *testing.T) {
	text, err := pageOf(results{})
	if err != nil || strings.Count(text, "Not measured yet.") != len(benches) {
		t.Errorf("got %v, %s", err, text)
	}
	for name, picture := range draw(results{}) {
		wellFormed(t, name, picture)
	}
}

func wellFormed(t *testing.T, name, picture string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(picture))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, picture)
		}
	}
	if strings.Contains(picture, "NaN") || strings.Contains(picture, "Inf") {
		t.Errorf("%s has what is no number:\n%s", name, picture)
	}
}

func TestPicturesAreDrawnOfAllResults(t *testing.T) {
	drawn := draw(everything())
	for name, picture := range drawn {
		wellFormed(t, name, picture)
	}
	if len(drawn) != len(growths)+2 {
		t.Errorf("%d pictures", len(drawn))
	}
	// What misses its limit has the other colour, and only that.
	if n := strings.Count(drawn["limits"], `class="bad"`); n != 1 {
		t.Errorf("%d bars are of what was missed", n)
	}
	// What grows tenfold with every tenfold size is a straight line, as steep as the scale.
	if line := regexp.MustCompile(`polyline points="([^"]*)"`).FindStringSubmatch(drawn["growth-workflows"]); line == nil ||
		line[1] != "84.0,380.0 296.0,269.3 508.0,158.7 720.0,48.0" {
		t.Errorf("got %q", line)
	}
}

func TestBarsOfRatiosBeginAtOne(t *testing.T) {
	picture := ratioBars("t", []bar{{what: "slower", value: 10, bad: true}, {what: "faster & better", value: 0.1}})
	for _, want := range []string{
		`x="590.0" y="66.0" width="150.0"`, `x="440.0" y="92.0" width="150.0"`, "faster &amp; better", "1/10", "10×",
	} {
		if !strings.Contains(picture, want) {
			t.Errorf("it lacks %s:\n%s", want, picture)
		}
	}
}

func TestLabelsDoNotLieOnEachOther(t *testing.T) {
	for _, wanted := range [][]float64{{100, 100, 100, 100}, {50, 55, 200}, {300, 290, 10}, nil} {
		placed := apart(wanted)
		for i := range placed {
			for j := range i {
				if math.Abs(placed[i]-placed[j]) < labelHeight-0.5 {
					t.Errorf("%v became %v", wanted, placed)
				}
			}
		}
	}
	if got := apart([]float64{10, 100}); got[0] != 10 || got[1] != 100 {
		t.Errorf("labels that were apart were moved: %v", got)
	}
}

func TestAmountsAreWrittenAsPeopleReadThem(t *testing.T) {
	for _, c := range []struct {
		v          float64
		unit, want string
	}{
		{0, "ms", "0 µs"},
		{0.0123, "ms", "12.3 µs"},
		{1.5, "ms", "1.5 ms"},
		{123.4, "ms", "123 ms"},
		{1500, "ms", "1.5 s"},
		{90_000, "ms", "1.5 min"},
		{-32.3, "ms", "-32.3 ms"},
		{12, "", "12"},
		{100_000, "", "100,000"},
		{122.53, "MB", "123 MB"},
		{9.996, "ms", "10 ms"},
	} {
		if got := amount(c.v, c.unit); got != c.want {
			t.Errorf("%v %s is %q, not %q", c.v, c.unit, got, c.want)
		}
	}
}

func TestResultsAreKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.json")
	none, err := readResults(path)
	if err != nil || len(none) != 0 {
		t.Errorf("got %v, %v", none, err)
	}
	all := everything()
	if err := all.write(path); err != nil {
		t.Fatal(err)
	}
	again, err := readResults(path)
	if err != nil || !reflect.DeepEqual(again, all) {
		t.Errorf("got %v, %v", again, err)
	}
}

func TestTheMachineIsRead(t *testing.T) {
	mounts := "/dev/vda / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/vdb /tmp/bench xfs rw 0 0\n"
	for folder, want := range map[string]string{
		"/home/ana": "ext4 on /dev/vda", "/tmp": "tmpfs on tmpfs", "/tmp/benches": "tmpfs on tmpfs", "/tmp/bench/1": "xfs on /dev/vdb",
	} {
		if got := mountOf(folder, mounts); got != want {
			t.Errorf("%s is %s, not %s", folder, got, want)
		}
	}
	for output, want := range map[string]string{
		"git version 2.39.5\n": "2.39.5", "v20.19.2\n": "20.19.2", "Chromium 150.0.1 built on Debian\n": "150.0.1", "none\n": unknown,
	} {
		if got := firstVersion(output); got != want {
			t.Errorf("%q is %s, not %s", output, got, want)
		}
	}
	if got, err := busyIn("cpu  100 10 50 99999 7 3 2 35 0 0\ncpu0 1 1\n"); err != nil || got != 2 {
		t.Errorf("got %v s, %v", got, err)
	}
	if _, err := busyIn("intr 1\n"); err == nil {
		t.Error("what is no such file is taken")
	}
}
