package bucketstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Capabilities is what Connect found out about a bucket. It is worth keeping: finding out costs several requests.
type Capabilities struct {
	BucketID string // UUID from the sentinel: the same bucket under another address has the same
	// ConditionalWrites: the store refuses a write whose base is not the latest. Without, only one person may write.
	ConditionalWrites bool
	// CreateOverMarker: a deleted workflow can be created again without removing its delete marker first. Where it cannot, the
	// latest version is looked at before every write: such a store may take a write on top of what is below a marker.
	CreateOverMarker bool
	ProbedAt         time.Time // UTC; zero when the two above are not known
}

const (
	sentinelKey    = "workflow-designer.json"
	sentinelFormat = 1
	maxSentinel    = 64 << 10

	readingSentinel = "read the bucket's sentinel"
)

type sentinel struct {
	Format   int    `json:"format"`
	BucketID string `json:"bucket_id"`
}

// Connect finds out whether versions can be kept in the bucket. known is what an earlier Connect gave, or zero; when it is
// of the same bucket, conditional writes are not tried again. The store goes by the answer from then on.
//
// CodeVersioningOff, CodeVersioningSuspended: EnableVersioning mends it. CodeBucketNotFound: CreateBucket does.
func (s *Store) Connect(ctx context.Context, known Capabilities) (Capabilities, error) {
	// The first request tells whether anybody answers; only then is there a reason to be patient.
	first, cancel := context.WithTimeout(ctx, checkWithin)
	err := s.checkVersioning(first)
	cancel()
	if err != nil {
		return Capabilities{}, err
	}
	id, err := s.bucketID(ctx)
	if err != nil {
		return Capabilities{}, err
	}
	if known.BucketID != id || known.ProbedAt.IsZero() {
		if known, err = s.probe(ctx); err != nil {
			return Capabilities{}, err
		}
		known.BucketID, known.ProbedAt = id, s.now().UTC()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.capabilities = known
	return known, nil
}

// conditional reports whether conditional writes are relied on: until a probe has shown that they are not honoured.
func (s *Store) conditional() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.capabilities.ConditionalWrites || s.capabilities.ProbedAt.IsZero()
}

// overMarkers reports whether a PUT over a delete marker is known to work, and whether it is known not to.
func (s *Store) overMarkers() (creates, refuses bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	creates = s.capabilities.CreateOverMarker
	return creates, !creates && !s.capabilities.ProbedAt.IsZero()
}

// Recognise reads which bucket this is, by one request: its id is in its sentinel, which the first Connect makes; empty when
// there is none yet. What answers then is a store, and not a captive portal. It is enough for reading.
func (s *Store) Recognise(ctx context.Context) (bucketID string, err error) {
	text, err := s.readSmall(ctx, sentinelKey, maxSentinel, readingSentinel)
	if answered(err, minio.NoSuchKey) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return s.parseSentinel(text)
}

// bucketID reads the sentinel, or makes one. Of two computers that make one at the same time both go by what is there
// afterwards.
func (s *Store) bucketID(ctx context.Context) (string, error) {
	id, err := s.Recognise(ctx)
	if err != nil || id != "" {
		return id, err
	}
	text, err := s.earlierSentinel(ctx)
	if err != nil {
		return "", err
	}
	if text == nil {
		if text, err = json.Marshal(sentinel{Format: sentinelFormat, BucketID: uuid.NewString()}); err != nil {
			return "", fmt.Errorf("encode the sentinel: %w", err)
		}
		text = append(text, '\n')
	}
	if err = s.create(ctx, sentinelKey, text, "create the bucket's sentinel"); err != nil {
		return "", err
	}
	if id, err = s.Recognise(ctx); err == nil && id == "" {
		err = s.notS3(errors.New("it has taken the sentinel and does not have it"))
	}
	return id, err
}

// earlierSentinel gives the text of a sentinel that somebody has deleted, so that the bucket stays the same one; nil when there
// was none. Where nothing can be created over a delete marker, it removes the marker.
func (s *Store) earlierSentinel(ctx context.Context) ([]byte, error) {
	var markers []string
	for info, err := range s.history(ctx, sentinelKey, false) {
		if err != nil {
			return nil, err
		}
		if info.IsDeleteMarker {
			markers = append(markers, versionID(info))
			continue
		}
		text, err := s.readSmallVersion(ctx, sentinelKey, versionID(info), maxSentinel, readingSentinel)
		if err != nil || len(markers) == 0 {
			return text, err
		}
		if creates, _ := s.overMarkers(); !creates {
			for _, marker := range markers {
				if err := ignoreDenied(s.discard(ctx, sentinelKey, marker, "remove a delete marker")); err != nil {
					return nil, err
				}
			}
		}
		return text, nil
	}
	return nil, nil
}

func (s *Store) parseSentinel(text []byte) (string, error) {
	var found sentinel
	if err := json.Unmarshal(text, &found); err != nil {
		return "", s.strangeSentinel(err)
	}
	if found.Format > sentinelFormat {
		return "", &workflow.Error{
			Code:    workflow.CodeBucketFailed,
			Message: words.F("The bucket %q was set up by a newer version of Workflow Designer.", s.bucket),
			Hint:    "Update Workflow Designer on this computer.",
			Err:     fmt.Errorf("sentinel format %d", found.Format),
		}
	}
	if _, err := uuid.Parse(found.BucketID); err != nil || found.Format < 1 {
		return "", s.strangeSentinel(err)
	}
	return found.BucketID, nil
}

func (s *Store) strangeSentinel(cause error) error {
	return &workflow.Error{
		Code:    workflow.CodeDamaged,
		Message: words.F("The object %s in the bucket %q is not what Workflow Designer wrote.", sentinelKey, s.bucket),
		Hint:    "Bring its first version back with the store's own tools, or use another bucket.",
		Err:     cause,
	}
}

// checkVersioning is nil when the bucket keeps versions.
func (s *Store) checkVersioning(ctx context.Context) error {
	ctx, w := watch(ctx)
	versioning, err := s.reader.GetBucketVersioning(ctx, s.bucket)
	if err != nil {
		return s.explain(w, err, "read the versioning setting")
	}
	switch {
	case versioning.Enabled():
		return nil
	case versioning.Suspended():
		return &workflow.Error{
			Code:    workflow.CodeVersioningSuspended,
			Message: words.F("Versioning of the bucket %q is suspended: a save would overwrite what is there.", s.bucket),
			Hint:    "Enable versioning in the storage settings. Nothing stored is changed.",
		}
	}
	return &workflow.Error{
		Code:    workflow.CodeVersioningOff,
		Message: words.F("Versioning of the bucket %q is off: a save would overwrite what is there.", s.bucket),
		Hint:    "Enable versioning in the storage settings. Nothing stored is changed.",
	}
}

// EnableVersioning turns versioning on and makes sure that it is.
func (s *Store) EnableVersioning(ctx context.Context) error {
	call, w := watch(ctx)
	if err := s.writer.EnableVersioning(call, s.bucket); err != nil {
		return s.explain(w, err, "enable versioning")
	}
	return s.checkVersioning(ctx)
}

// CreateBucket makes the bucket and turns its versioning on. A bucket that is there already and belongs to the keys is
// left as it is, but for its versioning.
func (s *Store) CreateBucket(ctx context.Context) error {
	call, w := watch(ctx)
	region := s.region
	if region == googleRegion {
		region = "" // where the bucket is, is left to the store
	}
	err := s.writer.MakeBucket(call, s.bucket, minio.MakeBucketOptions{Region: region})
	if answered(err, minio.BucketAlreadyExists, "BucketNameUnavailable") {
		return invalidSettings(words.F("The bucket name %q belongs to somebody else.", s.bucket),
			"Choose another name for the bucket.", err)
	}
	if err != nil && !answered(err, minio.BucketAlreadyOwnedByYou) {
		return s.explain(w, err, "create the bucket")
	}
	return s.EnableVersioning(ctx)
}
