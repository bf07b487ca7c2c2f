package bucketstore_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
)

// BenchmarkPut compares a Put with minio-go's bare PutObject of the same 5 KB, in turns on the same server, and reports how
// many times longer the Put takes (of the medians). Every workflow gets ten versions: writes slow down with the versions of a key.
func BenchmarkPut(b *testing.B) {
	server := miniotest.Shared(b)
	bucket := server.NewBucket(b, true)
	store := connected(b, config(server, server.Endpoint, bucket))
	bare := server.Client(b)
	const versionsEach = 10
	var ours, theirs []time.Duration
	var last storage.Entry
	var key string

	for i := 0; b.Loop(); i++ {
		if i%versionsEach == 0 {
			last = storage.Entry{}
			last.Ref = storagetest.NewRef()
			key = fmt.Sprintf("bare/%d.yaml", i)
		}
		text := bytes.Repeat(fmt.Appendf(nil, "step: %07d - \n", i), 5_000/16+1)[:5_000]

		begun := time.Now()
		entry, err := store.Put(b.Context(), storagetest.NewVersion(last.Ref, last.UID), text, last.Base())
		ours = append(ours, time.Since(begun))
		if err != nil {
			b.Fatal(err)
		}
		last = entry

		begun = time.Now()
		_, err = bare.PutObject(b.Context(), bucket, key, bytes.NewReader(text), int64(len(text)), minio.PutObjectOptions{})
		theirs = append(theirs, time.Since(begun))
		if err != nil {
			b.Fatal(err)
		}
	}

	median := func(all []time.Duration) float64 {
		slices.Sort(all)
		return float64(all[len(all)/2])
	}
	b.ReportMetric(median(ours)/1e6, "ms/put")
	b.ReportMetric(median(theirs)/1e6, "ms/bare")
	b.ReportMetric(median(ours)/median(theirs), "ratio")
}
