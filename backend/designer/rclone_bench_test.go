package designer_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/bench/rounds"
)

// rclone is that program with a bucket of a server as its remote "team".
type rclone struct {
	path        string
	environment []string
}

func newRclone(b *testing.B, server *miniotest.Server) rclone {
	b.Helper()
	path, err := filepath.Abs("../../.tools/bin/rclone")
	if err == nil {
		_, err = os.Stat(path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		b.Fatal("there is no rclone; run make setup-bench")
	}
	if err != nil {
		b.Fatal(err)
	}
	return rclone{path, append(os.Environ(), "RCLONE_CONFIG="+filepath.Join(b.TempDir(), "rclone.conf"),
		"RCLONE_CONFIG_TEAM_TYPE=s3", "RCLONE_CONFIG_TEAM_PROVIDER=Minio", "RCLONE_CONFIG_TEAM_ENDPOINT="+server.Endpoint,
		"RCLONE_CONFIG_TEAM_REGION="+miniotest.Region,
		"RCLONE_CONFIG_TEAM_ACCESS_KEY_ID="+server.AccessKey, "RCLONE_CONFIG_TEAM_SECRET_ACCESS_KEY="+server.SecretKey,
		"RCLONE_TRANSFERS=16", "RCLONE_CHECKERS=16")}
}

func (r rclone) sync(from, to string, flags ...string) error {
	command := exec.Command(r.path, append([]string{"sync", from, to}, flags...)...)
	command.Env = r.environment
	return finish(command)
}

// BenchmarkSyncAgainstRclone sends workflows to an empty bucket, syncs when nothing changed, and takes them onto an empty
// laptop: the program as one command each, and rclone sync of a folder with the same latest texts. quick is rclone with the flags that its
// manual names for buckets: it compares checksums, so that it need not ask for each object when it was changed.
func BenchmarkSyncAgainstRclone(b *testing.B) {
	for _, many := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("workflows=%d", many), func(b *testing.B) { synced(b, many) })
	}
}

func synced(b *testing.B, many int) {
	server := miniotest.Shared(b)
	ours, theirs := unsent(b, many)
	other := newRclone(b, server)
	var r rounds.Rounds
	for b.Loop() {
		bucket, remote := server.NewBucket(b, true), "team:"+server.NewBucket(b, true)
		data := filepath.Join(b.TempDir(), "data")
		if err := os.CopyFS(data, os.DirFS(ours)); err != nil {
			b.Fatal(err)
		}
		p := programOn(b, data, settingsFor(server, server.Endpoint, bucket))
		r.Time(b, "push", func() error { return p.run("sync") })
		r.Time(b, "pushrclone", func() error { return other.sync(theirs, remote) })
		for range 3 {
			r.Time(b, "same", func() error { return p.run("sync") })
			r.Time(b, "samerclone", func() error { return other.sync(theirs, remote) })
			r.Time(b, "samequick", func() error { return other.sync(theirs, remote, "--fast-list", "--checksum") })
		}
		empty := filepath.Join(b.TempDir(), "empty")
		cloner := programOn(b, empty, settingsFor(server, server.Endpoint, bucket))
		r.Time(b, "clone", func() error { return cloner.run("sync") })
		copied := b.TempDir()
		r.Time(b, "clonerclone", func() error { return other.sync(remote, copied) })
		texts(b, filepath.Join(empty, "companies", "1", "workflows", "*", "workflow.yaml"), many)
		texts(b, filepath.Join(copied, "*", "workflow.yaml"), many)
	}
	r.Report(b)
	for _, way := range []string{"push", "same", "clone"} {
		r.Compare(b, way, way+"rclone")
	}
	r.Compare(b, "same", "samequick")
}

// unsent gives a data folder with so many workflows that no bucket has, and a folder with nothing but their texts.
func unsent(b *testing.B, many int) (data, plain string) {
	b.Helper()
	data, plain = b.TempDir(), b.TempDir()
	d := designertest.Open(b, b.TempDir(), map[string]string{"LOCAL_STORAGE_PATH": data})
	for n := range many {
		v, text := generated(rand.New(rand.NewPCG(uint64(n), 1)), n)
		saved, err := d.SaveVersion(context.Background(), designer.SaveVersionRequest{YAMLContent: text, Prompt: v.Prompt, VersionComment: v.Comment})
		folder := filepath.Join(plain, fmt.Sprint(saved.WorkflowID))
		if err := errors.Join(err, os.Mkdir(folder, 0o700), os.WriteFile(filepath.Join(folder, "workflow.yaml"), []byte(text), 0o600)); err != nil {
			b.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		b.Fatal(err)
	}
	return data, plain
}

func texts(b *testing.B, pattern string, many int) {
	b.Helper()
	if files, err := filepath.Glob(pattern); err != nil || len(files) != many {
		b.Fatalf("%s: %d texts, not %d: %v", pattern, len(files), many, err)
	}
}
