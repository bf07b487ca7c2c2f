package main

import (
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"workflow-designer/backend/storage/miniotest"
)

// way is how the moment of a kill is found.
type way int

// The ways.
const (
	byTime     way = iota // some time after the request, as long as such a request takes
	byFiles               // at a change of the files, so that many fall between two of them
	byRequests            // before or after the bucket has done something
	ways
)

// killer kills a program once, at a moment that it draws.
type killer struct {
	way     way
	after   atomic.Int64  // answers that come before the moment begins
	delay   time.Duration // of byTime, and of byFiles after the change
	changes int           // of byFiles: the change of the files that it waits for
	request atomic.Int64  // of byRequests: the request that it waits for
	heard   bool          // of byRequests: the bucket does what it is asked first

	folder  string // of byFiles
	process *os.Process
	begin   chan struct{} // closed when the moment begins
	dead    chan struct{} // closed after the kill
	once    sync.Once
	asking  atomic.Bool // an answer is outstanding
	caught  atomic.Bool // it was outstanding at the kill
}

// newKiller draws a moment within something that takes typically so long.
func newKiller(random *rand.Rand, w way, typical time.Duration, answers int, folder string) *killer {
	k := &killer{
		way: w, changes: 1 + random.IntN(8), heard: random.IntN(2) == 0, folder: folder,
		begin: make(chan struct{}), dead: make(chan struct{}),
		delay: time.Duration(random.Int64N(int64(typical)*12/10 + 1)),
	}
	if w == byFiles {
		k.delay = time.Duration(random.Int64N(int64(300 * time.Microsecond)))
	}
	k.request.Store(1 + random.Int64N(4))
	k.after.Store(int64(random.IntN(answers + 1)))
	return k
}

// watch begins when there is a process to kill.
func (k *killer) watch(process *os.Process) {
	k.process = process
	go func() {
		<-k.begin
		late := time.NewTimer(max(20*k.delay, 3*time.Second)) // nothing of what it waits for comes
		defer late.Stop()
		switch k.way {
		case byRequests:
			select {
			case <-late.C:
			case <-k.dead:
				return
			}
		case byFiles:
			k.wait(late)
			<-time.After(k.delay) // the moment itself is what is tested
		default:
			<-time.After(k.delay) // the moment itself is what is tested
		}
		k.kill()
	}()
}

// asks tells that a request is about to be made, heard that it was answered.
func (k *killer) asks() {
	k.asking.Store(true)
	if k.after.Load() == 0 {
		k.after.Store(-1)
		close(k.begin)
	}
}

func (k *killer) hears() {
	k.asking.Store(false)
	if k.after.Load() > 0 {
		k.after.Add(-1)
	}
}

func (k *killer) kill() {
	k.once.Do(func() {
		k.caught.Store(k.asking.Load())
		_ = k.process.Kill() // it may have ended just now
		close(k.dead)
	})
}

// wait waits for as many changes of the files as were drawn.
func (k *killer) wait(late *time.Timer) {
	look := time.NewTicker(50 * time.Microsecond)
	defer look.Stop()
	before := glance(k.folder)
	for n := 0; n < k.changes; {
		select {
		case <-late.C:
			return
		case <-look.C:
		}
		if now := glance(k.folder); now != before {
			before = now
			n++
		}
	}
}

// glance sums up how the files below a folder stand: what folders have changed, and how long the files are that grow.
func glance(folder string) (sum int64) {
	_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // it was just removed
		}
		name := entry.Name()
		if entry.IsDir() || strings.HasSuffix(name, ".jsonl") || strings.Contains(name, "index.sqlite") || name == "pulled.pack" {
			if info, err := entry.Info(); err == nil {
				sum += info.ModTime().UnixNano() ^ info.Size()<<20
			}
		}
		if name == "versions" {
			return filepath.SkipDir
		}
		return nil
	})
	return sum
}

// between stands between the program and the bucket, and kills when it waits for a request.
func (k *killer) between(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
	if k == nil || k.way != byRequests || miniotest.Kind(r) == miniotest.KindEvents || !begun(k.begin) || k.request.Add(-1) != 0 {
		forward(w, r)
		return
	}
	if k.heard {
		forward(httptest.NewRecorder(), r)
	}
	k.kill()
	panic(http.ErrAbortHandler)
}

func begun(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
