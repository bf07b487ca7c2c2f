package bucketstore

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
)

func TestWritesAreTriedAgainOnlyWhenTheyWereNotDone(t *testing.T) {
	now, soon, late := time.Now().Add(time.Hour), time.Now().Add(roomForTry), time.Now().Add(-time.Second)
	for name, test := range map[string]struct {
		err   error
		until time.Time
		tries int
	}{
		"done":                  {nil, now, 1},
		"busy":                  {minio.ErrorResponse{Code: "SlowDown"}, now, writeTries},
		"another write":         {minio.ErrorResponse{Code: "ConditionalRequestConflict"}, now, writeTries},
		"too many requests":     {minio.ErrorResponse{StatusCode: 429}, now, writeTries},
		"busy, and no time":     {minio.ErrorResponse{Code: "SlowDown"}, late, 1},
		"busy, and hardly time": {minio.ErrorResponse{Code: "SlowDown"}, soon, 1},
		"refused":               {minio.ErrorResponse{Code: minio.PreconditionFailed}, now, 1},
		"an error of the store": {minio.ErrorResponse{Code: "InternalError", StatusCode: 500}, now, 1},
		"no answer":             {errors.New("the connection broke"), now, 1},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithDeadline(t.Context(), test.until)
			defer cancel()
			tries := 0

			_, err := new(Store).insist(ctx, func(context.Context) error { tries++; return test.err })

			if !errors.Is(err, test.err) || tries != test.tries {
				t.Errorf("after %d tries: %v, want %d tries and %v", tries, err, test.tries, test.err)
			}
		})
	}
}
