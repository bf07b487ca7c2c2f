package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage/miniotest"
)

// binary is the program of the long runs. The test binary, which is the same main, is what short runs use.
var binary = flag.String("program", "", "the windowless binary that is killed and worn; empty is the test binary as the program")

const (
	admin  = "/services/v1/admin"
	editor = "/services/v1/editor"
	token  = "a token of the test"
)

// startsWithin bounds the start of a program on a busy machine; nothing takes near as long.
const startsWithin = time.Minute

// machine is a computer with a folder of its own, on which the program runs as it does anywhere.
type machine struct {
	folder      string
	environment []string
}

func newMachine(t testing.TB, more ...string) machine {
	folder := t.TempDir()
	return machine{folder, slices.Concat([]string{
		"HOME=" + folder, "TMPDIR=" + folder, "WORKFLOW_DESIGNER_TOKEN=" + token, asProgram + "=1",
		"PATH=" + os.Getenv("PATH"),
	}, more)}
}

// onBucket are the settings of a machine that shares a bucket.
func onBucket(s *miniotest.Server, endpoint, bucket string) []string {
	return []string{
		"STORAGE_TYPE=s3", "S3_ENDPOINT_URL=" + endpoint, "S3_BUCKET_NAME=" + bucket,
		"S3_ACCESS_KEY_ID=" + s.AccessKey, "S3_SECRET_ACCESS_KEY=" + s.SecretKey,
	}
}

// data is where the program keeps its files there.
func (m machine) data(path ...string) string {
	return filepath.Join(append([]string{m.folder, "workflow_files"}, path...)...)
}

func (m machine) command(ctx context.Context, arguments ...string) *exec.Cmd {
	path := *binary
	if path == "" {
		path = os.Args[0]
	}
	command := exec.CommandContext(ctx, path, arguments...)
	command.Dir, command.Env = m.folder, m.environment
	return command
}

// serving is a program that serves.
type serving struct {
	*exec.Cmd
	url    string
	client *http.Client
	errs   *bytes.Buffer // to be read when it has ended
	ended  chan struct{}
}

// errNotReady says that a program ended before it said where it serves.
var errNotReady = errors.New("it ended before it served")

// begin starts a program that serves, and watch is told of its process before it is ready.
func (m machine) begin(t testing.TB, watch func(*os.Process)) (*serving, error) {
	t.Helper()
	s := &serving{Cmd: m.command(t.Context(), "serve", "--addr", "127.0.0.1:0", "--json"), errs: &bytes.Buffer{}, ended: make(chan struct{})}
	s.Stderr = s.errs
	output, err := s.StdoutPipe()
	if err == nil {
		err = s.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if watch != nil {
		watch(s.Process)
	}
	slow := time.AfterFunc(startsWithin, func() { _ = s.Process.Kill() })
	defer slow.Stop()
	var said struct {
		URL string `json:"url"`
	}
	notSaid := json.NewDecoder(output).Decode(&said)
	go func() {
		_, _ = io.Copy(io.Discard, output)
		_ = s.Wait() // it was killed, or told to end
		close(s.ended)
	}()
	if notSaid != nil {
		<-s.ended
		return s, errNotReady
	}
	s.url = said.URL[:len(said.URL)-1]
	s.client = &http.Client{Transport: &http.Transport{}, Timeout: time.Minute}
	return s, nil
}

// serve starts a program that serves, which it must without help.
func (m machine) serve(t testing.TB) *serving {
	t.Helper()
	s, err := m.begin(t, nil)
	if err != nil {
		t.Fatalf("the program does not start: %v: %s", err, s.errs)
	}
	return s
}

// kill kills it, and waits until it is gone.
func (s *serving) kill() {
	_ = s.Process.Kill() // it may be dead already
	<-s.ended
	if s.client != nil {
		s.client.CloseIdleConnections()
	}
}

// refusal is an answer that is no success.
type refusal struct {
	status int
	text   []byte
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s", r.status, r.text) }

// send asks for something and reads the answer to its end; only then it was heard.
func (s *serving) send(method, path, kind string, body []byte, answer any) error {
	request, err := http.NewRequestWithContext(context.Background(), method, s.url+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	if body != nil {
		request.Header.Set("Content-Type", kind)
	}
	got, err := s.client.Do(request)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(got.Body)
	if err = errors.Join(err, got.Body.Close()); err != nil {
		return err
	}
	if got.StatusCode >= 300 {
		return &refusal{got.StatusCode, text}
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(text, answer)
}

// ask sends JSON and wants a good answer.
func (s *serving) ask(t testing.TB, method, path string, body, answer any) {
	t.Helper()
	if err := s.send(method, path, "application/json", asJSON(t, body), answer); err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
}

func asJSON(t testing.TB, body any) []byte {
	t.Helper()
	if body == nil {
		return nil
	}
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// finish waits for the end of a job.
func (s *serving) finish(t testing.TB, job designer.Job) designer.Job {
	t.Helper()
	for job.State == designer.JobRunning {
		s.ask(t, "GET", admin+"/jobs/"+job.JobID, nil, &job)
	}
	if job.State != designer.JobDone || job.FailedCount > 0 {
		t.Fatalf("the job came to %+v", job)
	}
	return job
}
