package designer_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/bench/rounds"
)

// versionsPerKey keeps the keys short of the length at which the server itself becomes slow.
const versionsPerKey = 40

// BenchmarkSaveToBucket compares a save that is sent to MinIO with its two parts done bare: a save without a bucket, and
// a PutObject of the same 5 KB.
func BenchmarkSaveToBucket(b *testing.B) {
	server := miniotest.Shared(b)
	client := server.Client(b)
	bucket, bare := server.NewBucket(b, true), server.NewBucket(b, true)
	sending := designertest.Open(b, b.TempDir(), settingsFor(server, server.Endpoint, bucket))
	local := designertest.Local(b)
	ctx := context.Background()

	var r rounds.Rounds
	number := 0
	for b.Loop() {
		content := fmt.Sprintf("name: Bench %d\n# %s\n", number, strings.Repeat("x", 5000))
		request := designer.SaveVersionRequest{YAMLContent: content, Prompt: "p", VersionComment: "c"}
		if number%versionsPerKey != 0 { // both programs number their workflows from 1
			id := int64(number/versionsPerKey) + 1
			request.WorkflowID = &id
		}
		r.Time(b, "save", func() error {
			saved, err := sending.SaveVersion(ctx, request)
			if err == nil && saved.SyncState != designer.SyncSynced {
				err = fmt.Errorf("not sent: %+v", saved.SyncError)
			}
			return err
		})
		r.Time(b, "parts", func() error {
			if _, err := local.SaveVersion(ctx, request); err != nil {
				return err
			}
			_, err := client.PutObject(ctx, bare, fmt.Sprintf("bench/%d.yaml", number/versionsPerKey),
				bytes.NewReader([]byte(content)), int64(len(content)), minio.PutObjectOptions{ContentType: "application/yaml"})
			return err
		})
		number++
	}
	r.Report(b)
	r.Compare(b, "save", "parts")
}

func timed(b *testing.B, do func() error) time.Duration {
	b.Helper()
	begin := time.Now()
	err := do()
	took := time.Since(begin)
	if err != nil {
		b.Fatal(err)
	}
	return took
}
