package catalog

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"workflow-designer/backend/workflow"
)

// writerEnv makes the test binary a process that writes into the index it names.
const writerEnv = "CATALOG_TEST_WRITES_INTO"

func TestMain(m *testing.M) {
	act := writeMany
	path := os.Getenv(writerEnv)
	if other := os.Getenv(upgraderEnv); other != "" {
		act, path = upgradeAndStop, other
	}
	if other := os.Getenv(fullEnv); other != "" {
		act, path = upgradeWithoutRoom, other
	}
	if path == "" {
		os.Exit(m.Run())
	}
	if err := act(path); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const writes = 40

// writeMany records versions of the same workflow from several goroutines.
func writeMany(path string) error {
	c, err := Open(context.Background(), path)
	if err != nil {
		return err
	}
	results := make(chan error)
	for n := 1; n <= writes; n++ {
		go func() {
			results <- c.Record(context.Background(), Change{Ref: seven, Saves: saves(seven, 1, n), Bucket: minio})
		}()
	}
	for range writes {
		if failed := <-results; err == nil {
			err = failed
		}
	}
	if closed := c.Close(); err == nil {
		err = closed
	}
	return err
}

func TestTwoProcessesWriteAtOnce(t *testing.T) {
	// Given two processes that make the same index and record the same workflow, while this one does too
	path := filepath.Join(t.TempDir(), "index.sqlite")
	results := make(chan error)
	for range 2 {
		go func() {
			writer := exec.Command(os.Args[0])
			writer.Env = append(os.Environ(), writerEnv+"="+path)
			out, err := writer.CombinedOutput()
			if err != nil {
				err = fmt.Errorf("%w: %s", err, out)
			}
			results <- err
		}()
	}
	go func() { results <- writeMany(path) }()

	// When all are done
	for range 3 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}

	// Then each version is there once
	c := openAt(t, path)
	equal(t, "set aside", c.SetAside(), "")
	list, err := c.Versions(context.Background(), seven, minio)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "versions", len(list), writes)
	equal(t, "waiting", enqueue(t, c, minio), writes)
}

func TestAReaderSeesWhatAnotherHandleWrote(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index.sqlite")
	one, two := openAt(t, path), openAt(t, path)
	for n := 1; n <= 3; n++ {
		record(t, one, Change{Ref: seven, Saves: saves(seven, n, n)})
		v, err := two.Version(context.Background(), seven, "", "")
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "latest", v.Number, n)
		if err := two.Delivered(context.Background(), seven, receipt(seven, n, "bucket-1"), workflow.JournalSpan{}); err != nil {
			t.Fatal(err)
		}
		if v, err = one.Version(context.Background(), seven, "", fmt.Sprintf("bucket-1-7-%d", n)); err != nil {
			t.Fatal(err)
		}
		equal(t, "found by the bucket's id", v.Number, n)
	}
}
