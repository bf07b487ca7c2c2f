package bucketstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Google has no tags of objects, and the metadata of a noncurrent generation cannot be changed by its XML API. So the tags of a
// version are an object beside, below companies/{c}/tags/{w}/, named after the generation; its older generations are what the
// tags were before.

const (
	tagsSuffix = ".json"
	// tagTries is how often tags are written anew after somebody else has written them at the same moment.
	tagTries = 5
)

type keptTags struct {
	Tags []keptTag `json:"tags"`
}

type keptTag struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
}

func tagsPrefix(ref workflow.Ref) string {
	return fmt.Sprintf("%stags/%d/", workflow.CompanyPrefix(ref.Company), ref.ID)
}

func tagsKey(ref workflow.Ref, generation string) string {
	return tagsPrefix(ref) + generation + tagsSuffix
}

// tagsBeside reads the tags of a version that is known to be there.
func (s *Store) tagsBeside(ctx context.Context, ref workflow.Ref, id string) ([]workflow.Tag, error) {
	key := tagsKey(ref, id)
	text, err := s.readSmall(ctx, key, maxTagging, "read the tags")
	if answered(err, minio.NoSuchKey) {
		return []workflow.Tag{}, nil
	}
	if err != nil {
		return nil, err
	}
	var kept keptTags
	if err := json.Unmarshal(text, &kept); err != nil {
		return nil, damaged(key, "it is not JSON")
	}
	values := make(map[string]string, len(kept.Tags))
	for _, tag := range kept.Tags {
		values[tag.Name] = tag.Value
	}
	return sortedTags(values), nil
}

// taggedVersions gives the generations of a workflow that have an object of tags, by one request for a thousand.
func (s *Store) taggedVersions(ctx context.Context, ref workflow.Ref) (map[string]bool, error) {
	tagged := map[string]bool{}
	prefix := tagsPrefix(ref)
	for object, err := range s.list(ctx, prefix, "read the tags") {
		if err != nil {
			return nil, err
		}
		if id, ok := strings.CutSuffix(strings.TrimPrefix(object.Key, prefix), tagsSuffix); ok {
			tagged[id] = true
		}
	}
	return tagged, nil
}

// checkGeneration makes sure that a workflow has a version.
func (s *Store) checkGeneration(ctx context.Context, ref workflow.Ref, id string, doing words.Text) error {
	call, w := watch(ctx)
	_, err := s.reader.StatObject(call, s.bucket, ref.Key(), minio.StatObjectOptions{VersionID: id})
	if err != nil {
		return s.explainMissing(w, err, ref, id, doing)
	}
	return nil
}

// setTagsBeside replaces the tags of a version, on top of what is there: of two writers at the same moment the last one wins, as
// everywhere. Tags may be of any letters, as another tool may have given them.
func (s *Store) setTagsBeside(ctx context.Context, ref workflow.Ref, id string, tags []workflow.Tag) error {
	const doing = "tag the version"
	if len(tags) > workflow.MaxTags {
		return workflow.CheckTags(tags)
	}
	if err := s.checkGeneration(ctx, ref, id, doing); err != nil {
		return err
	}
	kept := keptTags{Tags: []keptTag{}}
	for _, tag := range workflow.SortTags(tags) {
		kept.Tags = append(kept.Tags, keptTag(tag))
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	key := tagsKey(ref, id)
	for try := 1; ; try++ {
		there, err := s.stat(ctx, key, doing)
		if err != nil {
			return err
		}
		written, w, err := s.replace(ctx, key, text, nil, there.ETag) // empty on top of a deletion
		if err == nil && written.ETag == "" {
			return s.notS3(errors.New("PUT of the tags named no generation"))
		}
		overtaken := answered(err, minio.PreconditionFailed, minio.NoSuchKey)
		if err == nil || !overtaken || try == tagTries {
			return s.explain(w, err, doing)
		}
	}
}
