package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/cli"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage/miniotest"
)

// running is a command that goes on until it is interrupted.
type running struct {
	t         *testing.T
	lines     chan string // of standard output
	errs      *bytes.Buffer
	interrupt context.CancelFunc
	ended     chan int
}

func (term terminal) start(args ...string) *running {
	ctx, interrupt := context.WithCancel(term.t.Context())
	read, write := io.Pipe()
	r := &running{t: term.t, lines: make(chan string), errs: &bytes.Buffer{}, interrupt: interrupt, ended: make(chan int, 1)}
	program := term.program("", nil, r.errs)
	program.Stdout = write
	go func() {
		r.ended <- cli.Run(ctx, program, args)
		_ = write.Close()
	}()
	go func() {
		defer close(r.lines)
		for lines := bufio.NewScanner(read); lines.Scan(); {
			r.lines <- lines.Text()
		}
	}()
	return r
}

// limit is far longer than anything takes here.
const limit = time.Minute

// says waits for a line that is as wanted.
func (r *running) says(wanted func(line string) bool) {
	r.t.Helper()
	late := time.After(limit)
	var said []string
	for {
		select {
		case line, more := <-r.lines:
			if wanted(line) {
				return
			}
			if said = append(said, line); !more {
				r.t.Fatalf("it ended after %q: %s", said, r.errs)
			}
		case <-late:
			r.t.Fatalf("it said %q", said)
		}
	}
}

// endsWell interrupts the command, which must count as done.
func (r *running) endsWell() {
	r.t.Helper()
	r.interrupt()
	for range r.lines { // the last ones
	}
	if status := <-r.ended; status != cli.StatusOK || r.errs.Len() > 0 {
		r.t.Errorf("status %d after the interrupt: %s", status, r.errs)
	}
}

func TestSyncWatchTellsWhatHappensUntilInterrupted(t *testing.T) {
	// given two people who watch, one of them without a network
	server := miniotest.Shared(t)
	bucket, proxy := server.NewBucket(t, true), server.Proxy(t)
	open := func(endpoint string) terminal {
		return newTerminal(t, map[string]string{
			"STORAGE_TYPE": "s3", "S3_ENDPOINT_URL": endpoint, "S3_BUCKET_NAME": bucket,
			"S3_ACCESS_KEY_ID": server.AccessKey, "S3_SECRET_ACCESS_KEY": server.SecretKey,
		})
	}
	proxy.Refuse()
	ana, script := open(proxy.URL), open(server.Endpoint)
	forPeople, asJSON := ana.start("sync", "--watch"), script.start("sync", "--watch", "--json")
	is := func(want string) func(string) bool { return func(line string) bool { return line == want } }
	event := func(wanted func(e designer.Event) bool) func(string) bool {
		return func(line string) bool {
			var e designer.Event
			if err := json.Unmarshal([]byte(line), &e); err != nil {
				t.Errorf("a line is %q: %v", line, err)
			}
			return wanted(e)
		}
	}
	forPeople.says(func(line string) bool { return strings.HasSuffix(line, "(bucket_unreachable)") })
	asJSON.says(event(func(e designer.Event) bool { return e.Kind == "sync" && e.Status.Following }))

	// when the network is back, and a colleague saves and deletes
	proxy.Forward()
	forPeople.says(is(bucket + ": nothing waits"))
	const key = "companies/1/workflows/7/workflow.yaml"
	_, err := server.Client(t).PutObject(t.Context(), bucket, key, strings.NewReader(sampleYAML), int64(len(sampleYAML)),
		minio.PutObjectOptions{UserMetadata: map[string]string{"author": "Ben"}})
	if err != nil {
		t.Fatal(err)
	}

	// then both hear of it when they have it
	forPeople.says(is("Workflow 7, Leave: a newer version was taken in, saved by Ben"))
	asJSON.says(event(func(e designer.Event) bool { return e.What == "pulled" && e.WorkflowID == 7 && e.Author == "Ben" }))
	for _, term := range []terminal{ana, script} {
		kept, err := os.ReadFile(filepath.Join(term.folder, "workflow_files", filepath.FromSlash(key)))
		if err != nil || string(kept) != sampleYAML {
			t.Errorf("it has %q, %v", kept, err)
		}
	}
	if err := server.Client(t).RemoveObject(t.Context(), bucket, key, minio.RemoveObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	forPeople.says(is("Workflow 7, Leave: deleted"))
	asJSON.says(event(func(e designer.Event) bool { return e.What == "deleted" && e.WorkflowID == 7 }))
	forPeople.endsWell()
	asJSON.endsWell()
}
