package bucketstore

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"workflow-designer/backend/workflow"
)

// tagging is the body of S3's tagging calls. minio-go has them too, but knows no letters beyond ASCII in tags, which S3 has.
type tagging struct {
	XMLName xml.Name `xml:"Tagging"` // in whatever namespace
	TagSet  tagSet
}

type tagSet struct {
	Tags []tagEntry `xml:"Tag"`
}

type tagEntry struct {
	Key   string
	Value string
}

const maxTagging = 64 << 10

func taggingOf(id string) url.Values { return url.Values{"tagging": {""}, "versionId": {id}} }

// Tags implements storage.Tags.
func (s *Store) Tags(ctx context.Context, ref workflow.Ref, id string) ([]workflow.Tag, error) {
	if id == "" || !canBeVersionID(id) {
		return nil, versionNotFound(ref, nil)
	}
	if s.google {
		if err := s.checkGeneration(ctx, ref, id, "read the tags"); err != nil {
			return nil, err
		}
		return s.tagsBeside(ctx, ref, id)
	}
	var found tagging
	w, err := s.insist(ctx, func(ctx context.Context) error {
		answer, err := s.ask(ctx, http.MethodGet, ref.Key(), taggingOf(id), nil)
		if err != nil {
			return err
		}
		defer func() { _ = answer.Body.Close() }()
		return xml.NewDecoder(io.LimitReader(answer.Body, maxTagging)).Decode(&found)
	})
	switch {
	case answered(err, "NoSuchTagSet", "NoSuchTagSetError"):
		return []workflow.Tag{}, nil
	case err != nil:
		return nil, s.explainMissing(w, err, ref, id, "read the tags")
	}
	values := make(map[string]string, len(found.TagSet.Tags))
	for _, tag := range found.TagSet.Tags {
		values[tag.Key] = tag.Value
	}
	return sortedTags(values), nil
}

// SetTags implements storage.Tags. Which letters it takes is the server's affair: S3 has those of all languages, MinIO ASCII.
func (s *Store) SetTags(ctx context.Context, ref workflow.Ref, id string, tags []workflow.Tag) error {
	if id == "" || !canBeVersionID(id) {
		return versionNotFound(ref, nil)
	}
	if s.google {
		return s.setTagsBeside(ctx, ref, id, tags)
	}
	wanted := tagging{XMLName: xml.Name{Space: "http://s3.amazonaws.com/doc/2006-03-01/", Local: "Tagging"}}
	for _, tag := range workflow.SortTags(tags) {
		wanted.TagSet.Tags = append(wanted.TagSet.Tags, tagEntry{tag.Name, tag.Value})
	}
	// None at all are written as well, and not removed: that would need another permission.
	body, err := xml.Marshal(wanted)
	if err != nil {
		return err
	}
	w, err := s.insist(ctx, func(ctx context.Context) error {
		return s.putTagging(ctx, ref.Key(), id, body)
	})
	switch {
	case err == nil:
		return nil
	case answered(err, "InvalidTag", "BadRequest"):
		return &workflow.Error{
			Code:    workflow.CodeInvalidRequest,
			Message: "This bucket does not take these tags.",
			Hint:    "Use the letters a to z, digits, blanks and + - = . _ : / @ alone.",
			Err:     err,
		}
	}
	return s.explainMissing(w, err, ref, id, "tag the version")
}

// putTagging writes tags; the answer to that says nothing.
func (s *Store) putTagging(ctx context.Context, key, id string, body []byte) error {
	answer, err := s.ask(ctx, http.MethodPut, key, taggingOf(id), body)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if _, err := io.ReadFull(answer.Body, make([]byte, 1)); !errors.Is(err, io.EOF) {
		return s.notS3(fmt.Errorf("PUT of tags answered with a text: %w", err))
	}
	return nil
}

func sortedTags(values map[string]string) []workflow.Tag {
	all := make([]workflow.Tag, 0, len(values))
	for name, value := range values {
		all = append(all, workflow.Tag{Name: name, Value: value})
	}
	if len(all) == 0 {
		return all // not nil, which says that they are not known
	}
	return workflow.SortTags(all)
}
