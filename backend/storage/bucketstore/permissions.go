package bucketstore

import (
	"context"
	"encoding/xml"
	"net/http"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// need is something that sync asks of a bucket besides reading, writing and listing.
type need struct {
	name    words.Text // as in "The keys may not ..."
	action  words.Text // IAM's name
	without words.Text // what does not work then; empty when nothing of sync works
	try     func(ctx context.Context, key, id string) error
}

// permissions tries what sync needs besides what the check of access has tried, on a scratch object, and names what the keys may
// not do.
func (d *diagnosis) permissions(ctx context.Context, c storage.Check) storage.Check {
	skip := func(why words.Text) storage.Check {
		c.Status, c.Detail = storage.CheckSkipped, why
		return c
	}
	switch {
	case !d.writable:
		return skip("the keys may not write")
	case !d.versioned:
		return skip("needs versioning")
	}
	key := newScratchKey()
	call, w := watch(ctx)
	written, err := d.store.write(call, key, []byte("permissions"), minio.PutObjectOptions{ContentType: "text/plain"})
	if err != nil {
		return c.Fail(storage.CheckFailed, d.store.explain(w, err, "write"), storage.MendNone)
	}
	var missing []need
	for _, n := range d.needs() {
		err := n.try(ctx, key, written.VersionID)
		switch {
		case err == nil || locked(err):
		case workflow.CodeOf(err) == workflow.CodeAccessDenied:
			missing = append(missing, n)
		default:
			return c.Fail(storage.CheckFailed, err, storage.MendNone)
		}
	}
	if err := ignoreDenied(d.store.sweep(ctx, key)); err != nil {
		return c.Fail(storage.CheckFailed, err, storage.MendNone)
	}
	if len(missing) == 0 {
		return c
	}
	status, lack := lacking(missing)
	return c.Fail(status, lack, storage.MendNone)
}

// lacking says what the keys may not do, and what comes of it.
func lacking(missing []need) (storage.CheckStatus, error) {
	status := storage.CheckWarning
	var names, actions, without []words.Text
	for _, n := range missing {
		names, actions = append(names, n.name), append(actions, n.action)
		if n.without == "" {
			status = storage.CheckFailed
		} else {
			without = append(without, n.without)
		}
	}
	hint := words.F("Ask whoever runs the store to allow %s.", words.Join(actions, "%s, %s"))
	if status == storage.CheckWarning {
		hint = words.F("%s Without: %s.", hint, words.Join(without, "%s; %s"))
	}
	return status, &workflow.Error{
		Code:    workflow.CodeAccessDenied,
		Message: words.F("The keys may not %s.", words.Join(names, "%s, nor %s")),
		Hint:    hint,
	}
}

// needs are in the order in which they can be tried on one object.
func (d *diagnosis) needs() []need {
	s := d.store
	if s.google {
		return d.googleNeeds()
	}
	removeBy := func(ctx context.Context, key, id string, doing words.Text) error {
		call, w := watch(ctx)
		err := s.writer.RemoveObject(call, s.bucket, key, minio.RemoveObjectOptions{VersionID: id})
		if locked(err) {
			return err
		}
		return s.explain(w, err, doing)
	}
	return []need{
		{
			"read a version by its id", "s3:GetObjectVersion", "",
			func(ctx context.Context, key, id string) error {
				_, err := s.readSmallVersion(ctx, key, id, maxSentinel, "read a version")
				if answered(err, minio.NoSuchKey) {
					err = s.notS3(err)
				}
				return err
			},
		},
		{
			"list versions", "s3:ListBucketVersions", "",
			func(ctx context.Context, key, _ string) error {
				for _, err := range s.history(ctx, key, false) {
					return err
				}
				return nil
			},
		},
		{
			"tag versions", "s3:PutObjectTagging and s3:PutObjectVersionTagging", "tags stay on this computer",
			func(ctx context.Context, key, id string) error {
				call, w := watch(ctx)
				body, err := xml.Marshal(tagging{TagSet: tagSet{Tags: []tagEntry{{"probe", ""}}}})
				if err != nil {
					return err
				}
				return s.explain(w, s.putTagging(call, key, id, body), "tag a version")
			},
		},
		{
			"read tags", "s3:GetObjectTagging and s3:GetObjectVersionTagging", "the tags of others are not seen",
			func(ctx context.Context, key, id string) error {
				call, w := watch(ctx)
				return s.explain(w, closed(s.ask(call, http.MethodGet, key, taggingOf(id), nil)), "read tags")
			},
		},
		{
			"delete", "s3:DeleteObject", "a workflow that is deleted here stays in the bucket",
			func(ctx context.Context, key, _ string) error { return removeBy(ctx, key, "", "delete") },
		},
		{
			"remove versions", "s3:DeleteObjectVersion",
			words.F("a deletion that somebody's save overtook cannot be taken back, and each check leaves a small object under %s", scratchPrefix),
			func(ctx context.Context, key, id string) error { return removeBy(ctx, key, id, "remove a version") },
		},
	}
}

// closed is for answers of which only matters whether they came.
func closed(answer *http.Response, err error) error {
	if err != nil {
		return err
	}
	return answer.Body.Close()
}
