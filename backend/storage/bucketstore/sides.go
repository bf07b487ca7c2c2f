package bucketstore

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

const sideSuffix = ".yaml"

func sidesPrefix(company workflow.CompanyID) string {
	return workflow.CompanyPrefix(company) + "conflicts/"
}

func sideKey(ref workflow.Ref, uid workflow.UID) string {
	return fmt.Sprintf("%s%d/%s%s", sidesPrefix(ref.Company), ref.ID, uid, sideSuffix)
}

// parseSideKey reads a key that sideKey wrote; false for every other.
func parseSideKey(company workflow.CompanyID, key string) (workflow.Ref, workflow.UID, bool) {
	rest, ok := strings.CutPrefix(key, sidesPrefix(company))
	number, name, slash := strings.Cut(rest, "/")
	text, yaml := strings.CutSuffix(name, sideSuffix)
	id, err := workflow.ParseID(number)
	found := uid(text)
	return workflow.Ref{Company: company, ID: id}, found, ok && slash && yaml && err == nil && found != ""
}

// PutSide implements storage.Sides. The object has the same metadata as a version.
func (s *Store) PutSide(ctx context.Context, v workflow.Version, content []byte) (storage.Entry, error) {
	if uid(string(v.UID)) == "" {
		return storage.Entry{}, &workflow.Error{
			Code:    workflow.CodeInvalidRequest,
			Message: "A version without a proper id cannot be kept beside its workflow.",
			Hint:    "Save the workflow again as a new version.",
		}
	}
	key := sideKey(v.Ref, v.UID)
	// A closed one is a delete marker, over which a PUT would write.
	latest, err := s.stat(ctx, key, "look for the version beside")
	if err != nil {
		return storage.Entry{}, err
	}
	if latest.state != absent {
		return s.sideThere(ctx, v.Ref, key, latest)
	}
	meta, err := s.prepare(ctx, &v, content)
	if err != nil {
		return storage.Entry{}, err
	}
	written, w, err := s.replace(ctx, key, content, meta, "")
	switch {
	case err == nil:
		return s.accept(ctx, w, v, written)
	case answered(err, minio.PreconditionFailed):
		if latest, err = s.stat(ctx, key, "look for the version beside"); err != nil {
			return storage.Entry{}, err
		}
		return s.sideThere(ctx, v.Ref, key, latest)
	}
	return storage.Entry{}, s.explainWrite(w, err, saving)
}

// sideThere gives the entry of a side object that is there, open or closed.
func (s *Store) sideThere(ctx context.Context, ref workflow.Ref, key string, latest stated) (storage.Entry, error) {
	if latest.state == alive {
		return s.entry(ctx, ref, latest.ObjectInfo, latest.UserMetadata)
	}
	entry, _, err := s.belowMarkers(ctx, ref, key)
	return entry, err
}

// OpenSides implements storage.Sides with one request for a thousand.
func (s *Store) OpenSides(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		for object, err := range s.list(ctx, sidesPrefix(company), "list the versions beside") {
			if err != nil {
				yield(storage.Entry{}, err)
				return
			}
			ref, uid, ok := parseSideKey(company, object.Key)
			if !ok {
				continue // something that another tool keeps there
			}
			entry := storage.Entry{
				Version:      workflow.Version{Ref: ref, UID: uid, Size: object.Size},
				ETag:         object.ETag,
				LastModified: object.LastModified,
			}
			if !yield(entry, nil) {
				return
			}
		}
	}
}

// GetSide implements storage.Sides.
func (s *Store) GetSide(ctx context.Context, ref workflow.Ref, wanted workflow.UID) (storage.Entry, []byte, error) {
	if uid(string(wanted)) == "" {
		return storage.Entry{}, nil, versionNotFound(ref, nil)
	}
	key := sideKey(ref, wanted)
	entry, content, err := s.fetch(ctx, ref, key, "")
	if workflow.CodeOf(err) == workflow.CodeWorkflowNotFound {
		return s.belowMarkers(ctx, ref, key)
	}
	return entry, content, err
}

// belowMarkers gets the newest version of a key that is no delete marker. CodeVersionNotFound: there is none.
func (s *Store) belowMarkers(ctx context.Context, ref workflow.Ref, key string) (storage.Entry, []byte, error) {
	for info, err := range s.history(ctx, key, false) {
		if err != nil {
			return storage.Entry{}, nil, err
		}
		if !info.IsDeleteMarker {
			return s.fetch(ctx, ref, key, versionID(info))
		}
	}
	return storage.Entry{}, nil, versionNotFound(ref, nil)
}

// CloseSide implements storage.Sides.
func (s *Store) CloseSide(ctx context.Context, ref workflow.Ref, wanted workflow.UID) error {
	if uid(string(wanted)) == "" {
		return nil
	}
	const doing = "close the version beside"
	key := sideKey(ref, wanted)
	latest, err := s.stat(ctx, key, doing)
	if err != nil || latest.state != alive {
		return err
	}
	if s.google {
		w, err := s.removeGeneration(ctx, key, versionID(latest.ObjectInfo))
		if answered(err, minio.PreconditionFailed, minio.NoSuchKey) {
			return nil // somebody else has closed it
		}
		return s.explain(w, err, doing)
	}
	_, err = s.mark(ctx, key, doing)
	return err
}
