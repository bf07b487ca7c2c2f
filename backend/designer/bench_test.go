package designer_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
)

// versionsPerKey keeps the keys short of the length at which the server itself becomes slow.
const versionsPerKey = 40

// BenchmarkSaveToBucket compares a save that is sent to MinIO with its two parts done bare: a save without a bucket, and
// a PutObject of the same 5 KB. The three run in turn; the metric is the ratio of the medians.
func BenchmarkSaveToBucket(b *testing.B) {
	server := miniotest.Shared(b)
	client := server.Client(b)
	bucket, bare := server.NewBucket(b, true), server.NewBucket(b, true)
	sending := designertest.Open(b, b.TempDir(), settingsFor(server, server.Endpoint, bucket))
	local := designertest.Local(b)
	ctx := context.Background()

	var sent, parts []time.Duration
	number := 0
	for b.Loop() {
		content := fmt.Sprintf("name: Bench %d\n# %s\n", number, strings.Repeat("x", 5000))
		request := designer.SaveVersionRequest{YAMLContent: content, Prompt: "p", VersionComment: "c"}
		if number%versionsPerKey != 0 { // both programs number their workflows from 1
			id := int64(number/versionsPerKey) + 1
			request.WorkflowID = &id
		}
		sent = append(sent, timed(b, func() error {
			saved, err := sending.SaveVersion(ctx, request)
			if err == nil && saved.SyncState != designer.SyncSynced {
				err = fmt.Errorf("not sent: %+v", saved.SyncError)
			}
			return err
		}))
		parts = append(parts, timed(b, func() error {
			_, err := local.SaveVersion(ctx, request)
			return err
		})+timed(b, func() error {
			_, err := client.PutObject(ctx, bare, fmt.Sprintf("bench/%d.yaml", number/versionsPerKey),
				bytes.NewReader([]byte(content)), int64(len(content)), minio.PutObjectOptions{ContentType: "application/yaml"})
			return err
		}))
		number++
	}
	b.ReportMetric(float64(median(sent))/float64(median(parts)), "ratio")
	b.ReportMetric(float64(median(sent).Microseconds())/1000, "ms/save")
	b.ReportMetric(float64(median(parts).Microseconds())/1000, "ms/parts")
}

// BenchmarkVersionsOf1000 is the time to list the versions of a workflow that has 1,000.
func BenchmarkVersionsOf1000(b *testing.B) {
	d := designertest.Local(b)
	ctx := context.Background()
	one := int64(1)
	request := designer.SaveVersionRequest{YAMLContent: "name: Many\n", Prompt: strings.Repeat("p", 500), VersionComment: "c"}
	for range 1000 {
		saved, err := d.SaveVersion(ctx, request)
		if err != nil {
			b.Fatal(err)
		}
		one = int64(saved.WorkflowID)
		request.WorkflowID = &one
	}
	var took []time.Duration
	for b.Loop() {
		took = append(took, timed(b, func() error {
			list, err := d.Versions(ctx, 1)
			if err == nil && len(list.Versions) != 1000 {
				err = fmt.Errorf("%d versions", len(list.Versions))
			}
			return err
		}))
	}
	b.ReportMetric(float64(median(took).Microseconds())/1000, "ms/list")
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

func median(d []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(d))
	return sorted[len(sorted)/2]
}
