package designer_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/templates"
	"workflow-designer/backend/workflow"
)

// many is more workflows than are taken in one by one. Every third is not valid, every seventh no YAML.
const many = 80

func textOfMany(n int) string {
	switch {
	case n%7 == 0:
		return fmt.Sprintf("name: Broken %d\nform: [\n", n)
	case n%3 == 0:
		return fmt.Sprintf("name: Invalid %d\n", n)
	default:
		return fmt.Sprintf("%s\n# %d\n", templates.List()[0].YAML, n)
	}
}

// fillMany puts many workflows into a bucket, as the laptops of a team did.
func fillMany(t *testing.T, server *miniotest.Server, bucket string) {
	t.Helper()
	client := server.Client(t)
	for n := 1; n <= many; n++ {
		text := textOfMany(n)
		_, err := client.PutObject(context.Background(), bucket, workflow.Ref{Company: 1, ID: workflow.ID(n)}.Key(),
			strings.NewReader(text), int64(len(text)), minio.PutObjectOptions{UserMetadata: map[string]string{
				"version-uid": ulid.Make().String(), "workflow-uid": uuid.NewString(), "version-number": "1", "author": "Eva",
				"created-at": time.Now().UTC().Format(time.RFC3339Nano), "content-sha256": workflow.SHA256([]byte(text)),
			}})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// workflowsFolder is where the files of the workflows are.
func workflowsFolder(t *testing.T, d *designer.Designer) string {
	t.Helper()
	info, err := d.Info(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(info.LocalStoragePath, "companies", "1", "workflows")
}

// isComplete tells whether each of n workflows has its files and is shown as what its text is.
func isComplete(t *testing.T, d *designer.Designer, n int) bool {
	t.Helper()
	list, err := d.Workflows(context.Background())
	if err != nil || len(list) != n {
		t.Fatalf("%d workflows are listed, %v", len(list), err)
	}
	folder := workflowsFolder(t, d)
	for _, w := range list {
		number := int(w.WorkflowID)
		if broken, bad := number%7 == 0, number%3 == 0; w.IsValid != (!broken && !bad) || (w.YAMLError != "") != broken {
			return false
		}
		text, err := os.ReadFile(filepath.Join(folder, fmt.Sprint(number), "workflow.yaml"))
		if err != nil || string(text) != textOfMany(number) {
			return false
		}
	}
	_, err = os.Stat(filepath.Join(folder, "pulled.pack"))
	return os.IsNotExist(err)
}

// comesTo waits until something is so.
func comesTo(t *testing.T, what string, is func() bool) {
	t.Helper()
	limit := time.After(time.Minute)
	for !is() {
		select {
		case <-limit:
			t.Fatalf("it does not come to %s", what)
		case <-time.After(time.Millisecond): // nobody tells of files
		}
	}
}

// hears waits for the event that texts were checked.
func hears(t *testing.T, events <-chan designer.Event) {
	t.Helper()
	limit := time.After(time.Minute)
	for {
		select {
		case e := <-events:
			if e.Kind == "workflow" && e.What == "checked" {
				return
			}
		case <-limit:
			t.Fatal("nobody told that texts were checked")
		}
	}
}

func TestAfterASyncEveryWorkflowHasItsFilesAndIsChecked(t *testing.T) {
	// Given a bucket with many workflows
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	fillMany(t, server, bucket)
	d := designertest.Open(t, t.TempDir(), settingsFor(server, server.Endpoint, bucket))
	events, stop := d.Listen()
	defer stop()

	// When a new computer syncs
	report := syncAll(t, d)

	// Then it has all, with files that others can use, and knows what is valid
	if report.Pulled != many || len(report.Failures) > 0 || !isComplete(t, d, many) {
		t.Errorf("the sync did %+v", report)
	}
	hears(t, events)
	doctor, err := d.Doctor(context.Background(), false)
	if err != nil || !doctor.OK {
		t.Errorf("doctor says %+v, %v", doctor, err)
	}
	if again := syncAll(t, d); again.Pulled+again.Pushed > 0 {
		t.Errorf("the next sync did %+v", again)
	}
}

func TestWhileItFollowsTheRestIsDoneInTheBackground(t *testing.T) {
	// Given a bucket with many workflows, and a new computer
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	fillMany(t, server, bucket)
	d := designertest.Open(t, t.TempDir(), settingsFor(server, server.Endpoint, bucket))
	events, stop := d.Listen()
	defer stop()

	// When it follows the bucket
	following, end := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() { _ = d.Follow(following) })
	defer group.Wait()
	defer end()

	// Then the pages are told once it is known what the texts say, and each workflow has its files
	hears(t, events)
	comesTo(t, "all files", func() bool { return isComplete(t, d, many) })
	saved := save(t, d, on(5, textOfMany(5)+"# on top\n"))
	if saved.SyncState != designer.SyncSynced || saved.Number != 2 {
		t.Errorf("saved %+v", saved)
	}
}

// cloned leaves in a data folder what a clone of n workflows leaves that was killed at its end.
func cloned(t *testing.T, path string, n int) {
	t.Helper()
	ctx := context.Background()
	l, err := laptop.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for number := 1; number <= n; number++ {
		v := workflow.Version{
			Ref: workflow.Ref{Company: 1, ID: workflow.ID(number)}, UID: workflow.UID(ulid.Make().String()), WorkflowUID: uuid.NewString(),
			Number: 1, Author: "Eva", CreatedAt: time.Now(),
		}
		receipt := workflow.Receipt{BucketID: "b", UID: v.UID, VersionID: "v", ETag: "e", PushedAt: time.Now()}
		group.Go(func() {
			if err := l.Learn(ctx, laptop.Lesson{Ref: v.Ref, Bulk: true, Learnt: []localstore.Learned{{
				Version: v, Content: []byte(textOfMany(number)), Receipt: receipt,
			}}}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestClosingDoesNotWaitForWhatIsLeft(t *testing.T) {
	// Given a computer whose program was killed after a clone
	const number = 300
	folder := t.TempDir()
	options := designertest.Options(t, folder, nil)
	cloned(t, filepath.Join(folder, "workflow_files"), number)
	open := func() *designer.Designer {
		d, err := designer.Open(context.Background(), options)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := open()
	files := workflowsFolder(t, d)

	// When it is closed while it does what was left
	comesTo(t, "the first files", func() bool {
		_, err := os.Stat(filepath.Join(files, "1", "workflow.yaml"))
		return err == nil
	})
	begin := time.Now()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}

	// Then it closes at once, and the next start goes on, while everything can be opened
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("closing took %s", took)
	}
	if _, err := os.Stat(filepath.Join(files, "pulled.pack")); err != nil {
		t.Errorf("it had done everything before it was closed: %v", err)
	}
	d = open()
	if got := latest(t, d, number); got.YAMLContent != textOfMany(number) {
		t.Errorf("the last has\n%s", got.YAMLContent)
	}
	comesTo(t, "all files", func() bool { return isComplete(t, d, number) })
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestSyncTellsWhatItCouldNotComplete(t *testing.T) {
	// Given a computer after a clone, and something in the place of a workflow's folder
	server := miniotest.Shared(t)
	folder := t.TempDir()
	cloned(t, filepath.Join(folder, "workflow_files"), 3)
	inTheWay := filepath.Join(folder, "workflow_files", "companies", "1", "workflows", "2")
	if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d := designertest.Open(t, folder, settingsFor(server, server.Endpoint, server.NewBucket(t, true)))

	// When it syncs
	_, err := d.Sync(context.Background(), designer.SyncRequest{})

	// Then it is said, and once the way is free all is done
	if workflow.CodeOf(err) != workflow.CodeStorageFailed {
		t.Errorf("the sync says %v", err)
	}
	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
	syncAll(t, d)
	if !isComplete(t, d, 3) {
		t.Error("it is not complete")
	}
}
