package bucketstore

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
)

// Before each further try there is a pause of a random length up to a bound, which doubles from the first to the longest.
const (
	writeTries = 10
	firstPause = 50 * time.Millisecond
	// roomForTry is what must be left of the time for a further try: one that is cut off does not say whether it was done, where
	// the store had said that the one before was not.
	roomForTry = 500 * time.Millisecond
)

var longestPause = time.Second // shorter in tests, most of which fail on purpose

// insist does a write, again and again while the store says that it is too busy and has not done it. It gives up when the
// next try would come too near to the end of ctx, with the store's own answer. The witness is that of the last try.
func (s *Store) insist(ctx context.Context, write func(context.Context) error) (*witness, error) {
	for try := 1; ; try++ {
		call, w := watch(ctx)
		err := write(call)
		if err == nil || try == writeTries || !passes(err) || !pause(ctx, try) {
			return w, err
		}
	}
}

// passes reports whether the store has refused a write for a reason that passes by itself, such as another write to the same
// key in progress, which does not say that its version is on top.
func passes(err error) bool {
	answer, _ := asAnswer(err)
	return answered(err, busyCodes...) || answered(err, contendedCodes...) || answer.StatusCode == http.StatusTooManyRequests
}

// pause waits before the next try; false when there is no time for that.
func pause(ctx context.Context, try int) bool {
	length := rand.N(min(firstPause<<(try-1), longestPause))
	if end, ok := ctx.Deadline(); ok && time.Until(end) < length+roomForTry {
		return false
	}
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func contentTypeOf(key string) string {
	if strings.HasSuffix(key, ".json") {
		return "application/json"
	}
	return contentType
}

// replace sends one conditional PUT: on top of the version with that etag, or, when it is empty, where there is none.
func (s *Store) replace(ctx context.Context, key string, content []byte, meta map[string]string, etag string) (minio.UploadInfo, *witness, error) {
	options := minio.PutObjectOptions{ContentType: contentTypeOf(key), UserMetadata: meta}
	switch {
	case !s.conditional():
	case etag == "":
		options.SetMatchETagExcept("*")
	default:
		options.SetMatchETag(etag)
	}
	var written minio.UploadInfo
	if s.google { // its answer to a PUT does not tell whether the version below was kept
		if err := s.checkVersioning(ctx); err != nil {
			return written, &witness{}, err
		}
	}
	w, err := s.insist(ctx, func(ctx context.Context) (err error) {
		written, err = s.write(ctx, key, content, options)
		return err
	})
	return written, w, err
}
