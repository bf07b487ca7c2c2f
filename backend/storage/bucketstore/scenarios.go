package bucketstore

import (
	"context"
	"errors"
	"io"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/workflow"
)

const (
	readingScenarios = "read the scenarios"
	savingScenarios  = "save the scenarios"
)

// Scenarios implements storage.Scenarios.
func (s *Store) Scenarios(ctx context.Context, ref workflow.Ref) (content []byte, etag string, err error) {
	got, w := watch(ctx)
	body, info, _, err := s.reader.GetObject(got, s.bucket, ref.ScenariosKey(), minio.GetObjectOptions{})
	if answered(err, minio.NoSuchKey) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", s.explain(w, err, readingScenarios)
	}
	defer func() { _ = body.Close() }()
	content, err = io.ReadAll(io.LimitReader(body, workflow.MaxScenariosDocument+1))
	switch {
	case err != nil:
		return nil, "", s.explain(w, err, readingScenarios)
	case len(content) > workflow.MaxScenariosDocument:
		return nil, "", &workflow.Error{
			Code: workflow.CodeTooLarge, Message: "The scenarios in the bucket are larger than they can be.",
			Hint: "Another tool has put something else in their place: bring an older version of scenarios.json back.",
		}
	case info.ETag == "":
		return nil, "", s.notS3(errors.New("GET answered no etag"))
	}
	return content, info.ETag, nil
}

// PutScenarios implements storage.Scenarios with one conditional write. Earlier documents stay as versions of the object. A store
// that creates nothing over a delete marker makes it CodeStaleParent once more: the markers were removed, and what was below
// them is there again.
//
// On a bucket without conditional writes, see Capabilities, the document is looked at first.
func (s *Store) PutScenarios(ctx context.Context, ref workflow.Ref, content []byte, base string) (etag string, err error) {
	key := ref.ScenariosKey()
	if !s.conditional() {
		latest, err := s.stat(ctx, key, savingScenarios)
		if err != nil {
			return "", err
		}
		if latest.state == alive && latest.ETag != base || latest.state != alive && base != "" {
			return "", staleScenarios(errors.New("compared before the write"))
		}
	}
	written, w, err := s.replace(ctx, key, content, nil, base)
	switch {
	case err == nil && (written.ETag == "" || written.VersionID == "" || written.VersionID == nullVersion):
		return "", s.noVersion(ctx, errors.New("PUT of the scenarios named no version"))
	case err == nil:
		return written.ETag, nil
	case base == "" && answered(err, minio.PreconditionFailed):
		return "", s.uncover(ctx, ref, key, err)
	case answered(err, minio.PreconditionFailed) || base != "" && answered(err, minio.NoSuchKey):
		return "", staleScenarios(err)
	}
	return "", s.explainWrite(w, err, savingScenarios)
}

// uncover removes the delete markers on top of a key, on a store that refuses to create a key over them.
func (s *Store) uncover(ctx context.Context, ref workflow.Ref, key string, cause error) error {
	if createsOverMarker, _ := s.overMarkers(); createsOverMarker {
		return staleScenarios(cause)
	}
	markers, _, err := s.markers(ctx, ref, key, "")
	if err != nil { // there is a document by now
		return err
	}
	for _, marker := range markers {
		if err := s.discard(ctx, key, marker, "remove a delete marker"); err != nil {
			return err
		}
	}
	return staleScenarios(cause)
}

func staleScenarios(cause error) error {
	return &workflow.Error{
		Code:    workflow.CodeStaleParent,
		Message: "Somebody changed the scenarios in the bucket in the meantime.",
		Hint:    "Sync again: what you changed and what they changed is brought together.",
		Err:     cause,
	}
}
