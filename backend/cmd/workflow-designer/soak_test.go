package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/httpapi"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// minutes is how much of a designer's hour is done, as fast as it goes. The first third is warming up.
var minutes = flag.Int("minutes", 9, "how many minutes of a designer's work are done, of the long run")

// figure is something of a program that must not grow, with how much more of it is no growth yet.
type figure struct {
	name      string
	tolerance float64
}

// The figures of a process, and of a program that runs in the test. The write-ahead log is folded into the index when it has 16 MiB.
var (
	ofProcess = []figure{{"memory, MiB", 24}, {"file handles", 8}, {"threads", 8}, {"write-ahead log, MiB", 18}, {"temporary files", 4}}
	ofProgram = []figure{{"live heap, MiB", 4}, {"goroutines", 12}}
)

// A designer works for an hour, pressed into minutes: what is typed is kept as drafts, versions are saved, compared, looked for, tried out,
// generated and exported; a colleague saves and the bucket tells; the network fails now and then. Nothing that the
// program holds grows from the second third of it to the last.
func TestAnHourOfWorkLeavesTheProgramAsItWas(t *testing.T) {
	if testing.Short() || runtime.GOOS != "linux" {
		t.Skip("needs a real MinIO, and looks into /proc")
	}
	t.Run("the process", func(t *testing.T) {
		o, m := newOffice(t)
		p := m.serve(t)
		defer p.kill()
		rows := o.works(t, p, *minutes, nil, func() []float64 { return process(t, p.Process.Pid, m) })
		isFlat(t, ofProcess, rows)
	})
	t.Run("inside of it", func(t *testing.T) {
		o, m := newOffice(t)
		rows := o.works(t, inTest(t, m), *minutes, nil, program)
		isFlat(t, ofProgram, rows)
	})
	// And what leaks is found: a page that is opened each minute and never closed.
	t.Run("a leak", func(t *testing.T) {
		o, m := newOffice(t)
		p := m.serve(t)
		defer p.kill()
		rows := o.works(t, p, 9, func() {
			for range 4 {
				request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+admin+"/events", nil)
				if err != nil {
					t.Fatal(err)
				}
				request.Header.Set("Authorization", "Bearer "+token)
				if _, err := new(http.Transport).RoundTrip(request); err != nil { //nolint:bodyclose // that is the leak
					t.Fatal(err)
				}
			}
		}, func() []float64 { return process(t, p.Process.Pid, m) })
		if grown := grown(ofProcess, rows); !slices.ContainsFunc(grown, func(g string) bool { return strings.HasPrefix(g, "file handles") }) {
			t.Errorf("nobody noticed that file handles leak: %v", grown)
		}
	})
}

// office is where a designer and a colleague work.
type office struct {
	random *rand.Rand
	proxy  *miniotest.Proxy
	ben    *designer.Designer
	n      int
	flows  []workflow.ID
	bens   workflow.ID
}

func newOffice(t *testing.T) (*office, machine) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	o := &office{random: rand.New(rand.NewPCG(60, 60)), proxy: server.Proxy(t)}
	environment := map[string]string{"DESIGNER_AUTHOR": "Ben"}
	for _, setting := range onBucket(server, server.Endpoint, bucket) {
		name, value, _ := strings.Cut(setting, "=")
		environment[name] = value
	}
	o.ben = designertest.Open(t, t.TempDir(), environment)
	saved, err := o.ben.SaveVersion(context.Background(), designer.SaveVersionRequest{YAMLContent: o.text()})
	if err != nil {
		t.Fatal(err)
	}
	o.bens = saved.WorkflowID
	return o, newMachine(t, onBucket(server, o.proxy.URL, bucket)...)
}

// inTest serves the same in the process of the test.
func inTest(t *testing.T, m machine) *serving {
	environment := map[string]string{}
	for _, setting := range m.environment {
		name, value, _ := strings.Cut(setting, "=")
		environment[name] = value
	}
	d := designertest.Open(t, m.folder, environment)
	following, stop := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() { _ = d.Follow(following) }) // it only ends when it is told to
	t.Cleanup(func() { stop(); group.Wait() })
	server := httptest.NewServer(httpapi.New(httpapi.Config{Designer: d, Token: token, Host: "127.0.0.1", Log: designertest.Log(t)}))
	t.Cleanup(server.Close)
	return &serving{url: server.URL, client: server.Client()}
}

func (o *office) text() string {
	o.n++
	return strings.Replace(fmt.Sprintf("name: Request %d\ndescription: text %d\n", o.n%7, o.n)+`form:
  fields:
    - {name: amount, type: currency, label: Amount, required: true}
workflow:
  review:
    name: Review
    type: decision
    approver: boss
    on_approve: {continue_to: done}
    on_reject: {end_workflow: true}
  done: {name: Done, type: end}
`, "boss", fmt.Sprintf("boss%d", o.random.IntN(9)), 1)
}

// works does minutes of work and gives the figures after each.
func (o *office) works(t *testing.T, p *serving, minutes int, also func(), look func() []float64) (rows [][]float64) {
	t.Helper()
	for range 5 {
		var saved designer.SavedVersion
		p.ask(t, "POST", admin+"/workflows/save-version", designer.SaveVersionRequest{YAMLContent: o.text()}, &saved)
		o.flows = append(o.flows, saved.WorkflowID)
	}
	for minute := range minutes {
		o.minute(t, p, minute)
		if also != nil {
			also()
		}
		rows = append(rows, look())
	}
	return rows
}

// minute is what a designer does in one.
func (o *office) minute(t *testing.T, p *serving, minute int) {
	t.Helper()
	if minute%5 == 4 {
		o.proxy.Unsteady(uint64(minute), miniotest.Odds{Cut: 0.1, Lost: 0.1, Busy: 0.1})
	} else {
		o.proxy.Forward()
	}
	id := o.flows[minute%len(o.flows)]
	path := fmt.Sprintf("%s/workflows/%d", admin, id)
	var list designer.VersionList
	p.ask(t, "GET", path+"/versions", nil, &list)
	before := list.Versions[0].VersionID
	for range 5 {
		text := ""
		for range 12 { // what is typed, a few letters at a time, is looked at and kept
			text = o.text()
			p.ask(t, "PUT", admin+"/drafts", workflow.Draft{WorkflowID: id, YAMLContent: text}, nil)
			p.ask(t, "POST", "/services/v1/workflows/validate-detailed", map[string]any{"yaml_content": text}, nil)
		}
		p.ask(t, "POST", editor+"/diagram", map[string]any{"yaml_content": text}, nil)
		number := int64(id)
		p.ask(t, "POST", admin+"/workflows/save-version", designer.SaveVersionRequest{WorkflowID: &number, YAMLContent: text}, nil)
		p.ask(t, "DELETE", fmt.Sprintf("%s/drafts/workflow-%d", admin, id), nil, nil)
	}
	text := o.text()
	p.ask(t, "POST", editor+"/simulate", map[string]any{"yaml_content": text, "fill": true, "to_end": true}, nil)
	p.ask(t, "POST", "/services/v1/workflows/generate", map[string]any{"description": "Expenses up to $500 are approved by the manager, above by finance."}, nil)
	p.ask(t, "GET", admin+"/search?q=request", nil, nil)
	p.ask(t, "GET", admin+"/analytics", nil, nil)
	p.ask(t, "GET", admin+"/activity", nil, nil)
	p.ask(t, "GET", path+"/versions", nil, &list)
	p.ask(t, "POST", admin+"/compare", map[string]any{"workflow_id": id, "before_id": before, "after_id": list.Versions[0].VersionID}, nil)
	var job designer.Job
	p.ask(t, "POST", admin+"/export", map[string]any{"workflow_ids": []int64{int64(id)}}, &job)
	p.finish(t, job)
	number := int64(o.bens)
	if _, err := o.ben.SaveVersion(context.Background(), designer.SaveVersionRequest{WorkflowID: &number, YAMLContent: text}); err != nil {
		t.Fatal(err)
	}
	o.proxy.Forward()
	p.ask(t, "POST", admin+"/sync", nil, nil)
}

// process gives the figures of a process, and of what it has on the disk.
func process(t *testing.T, pid int, m machine) []float64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	field := func(name string) (n float64) {
		_, rest, _ := strings.Cut(string(status), name+":")
		_, _ = fmt.Sscan(rest, &n)
		return n
	}
	handles, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		t.Fatal(err)
	}
	var wal float64
	if info, err := os.Stat(m.data("index.sqlite-wal")); err == nil {
		wal = float64(info.Size()) / (1 << 20)
	}
	saving, _ := filepath.Glob(m.data(".saving", "*"))
	temporary, _ := filepath.Glob(filepath.Join(m.folder, "workflow-designer*"))
	return []float64{field("VmRSS") / 1024, float64(len(handles)), field("Threads"), wal, float64(len(saving) + len(temporary))}
}

// program gives those of the test's own process.
func program() []float64 {
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	runtime.GC()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return []float64{float64(memory.HeapAlloc) / (1 << 20), float64(runtime.NumGoroutine())}
}

func isFlat(t *testing.T, figures []figure, rows [][]float64) {
	t.Helper()
	for i, f := range figures {
		column := make([]float64, len(rows))
		for n, row := range rows {
			column[n] = row[i]
		}
		t.Logf("%-22s %.1f", f.name, column)
	}
	for _, g := range grown(figures, rows) {
		t.Errorf("it grows: %s", g)
	}
}

// grown says which figures grow: of which the straight line that fits the last two thirds rises by more than is no growth, and
// of which the last third has as much more than the second.
func grown(figures []figure, rows [][]float64) (all []string) {
	third := len(rows) / 3
	for i, f := range figures {
		var column []float64
		for _, row := range rows[third:] {
			column = append(column, row[i])
		}
		rise := slope(column) * float64(len(column)-1)
		more := median(column[third:]) - median(column[:third])
		if rise > f.tolerance && more > f.tolerance/2 {
			all = append(all, fmt.Sprintf("%s: by %.1f, and %.1f from third to third: %.1f", f.name, rise, more, column))
		}
	}
	return all
}

// slope is that of the straight line with the least squares.
func slope(ys []float64) float64 {
	n := float64(len(ys))
	var x, y, xy, xx float64
	for i, v := range ys {
		x, y, xy, xx = x+float64(i), y+v, xy+float64(i)*v, xx+float64(i)*float64(i)
	}
	return (n*xy - x*y) / (n*xx - x*x)
}

func median(xs []float64) float64 {
	sorted := slices.SortedFunc(slices.Values(xs), cmp.Compare[float64])
	return sorted[len(sorted)/2]
}
