package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage/miniotest"
)

// asProgram makes the test binary the program.
const asProgram = "WORKFLOW_DESIGNER_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	miniotest.Main(m)
}

func TestSyncWatchEndsWithTheSignalsThatEndPrograms(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a test cannot press Ctrl+C for another program there")
	}
	server := miniotest.Shared(t)
	for name, signal := range map[string]os.Signal{"Ctrl+C": os.Interrupt, "the system goes down": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			// given the program, which watches a bucket
			bucket, folder := server.NewBucket(t, true), t.TempDir()
			command := exec.CommandContext(t.Context(), os.Args[0], "sync", "--watch")
			command.Dir = folder
			command.Env = []string{
				asProgram + "=1", "HOME=" + folder, "STORAGE_TYPE=s3", "S3_ENDPOINT_URL=" + server.Endpoint, "S3_BUCKET_NAME=" + bucket,
				"S3_ACCESS_KEY_ID=" + server.AccessKey, "S3_SECRET_ACCESS_KEY=" + server.SecretKey,
			}
			var errs bytes.Buffer
			command.Stderr = &errs
			output, err := command.StdoutPipe()
			if err == nil {
				err = command.Start()
			}
			if err != nil {
				t.Fatal(err)
			}
			kill := time.AfterFunc(time.Minute, func() { _ = command.Process.Kill() }) // far longer than anything takes here
			defer kill.Stop()
			lines := bufio.NewScanner(output)
			says := func(want string) {
				t.Helper()
				for lines.Scan() {
					if lines.Text() == want {
						return
					}
				}
				err := command.Wait()
				t.Fatalf("it did not say %q and ended with %v: %s", want, err, &errs)
			}
			says(bucket + ": nothing waits")

			// when another client saves, and then the signal comes
			const key, text = "companies/1/workflows/7/workflow.yaml", "name: Leave\nform: {fields: []}\nworkflow: {}\n"
			_, err = server.Client(t).PutObject(t.Context(), bucket, key, strings.NewReader(text), int64(len(text)), minio.PutObjectOptions{})
			if err != nil {
				t.Fatal(err)
			}
			says("Workflow 7, Leave: a newer version was taken in, saved")
			if err := command.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			for lines.Scan() { // until it has ended
			}

			// then it ends well, and has what was saved
			if err := command.Wait(); err != nil {
				t.Errorf("it ended with %v: %s", err, &errs)
			}
			kept, err := os.ReadFile(filepath.Join(folder, "workflow_files", filepath.FromSlash(key)))
			if err != nil || string(kept) != text {
				t.Errorf("it has %q, %v", kept, err)
			}
		})
	}
}
