package bucketstore

import (
	"context"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/lifecycle"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// objectLock only informs: everything works with it and without.
func (d *diagnosis) objectLock(ctx context.Context, c storage.Check) storage.Check {
	if d.store.google {
		return noObjectLock(c)
	}
	call, w := watch(ctx)
	enabled, mode, validity, unit, err := d.store.reader.GetObjectLockConfig(call, d.store.bucket)
	switch {
	case err == nil && enabled == "Enabled":
		c.Detail = "on: no version under a lock can be removed"
		if mode != nil && validity != nil && unit != nil {
			c.Detail = words.F("%s, %d %s: no version can be removed in that time", *mode, *validity, *unit)
		}
	case err == nil || answered(err, "ObjectLockConfigurationNotFoundError", "NoSuchObjectLockConfiguration"):
		c.Status, c.Detail = storage.CheckSkipped, "optional, not set"
	case answered(err, minio.AccessDenied, minio.NotImplemented, minio.MethodNotAllowed):
		c.Status, c.Detail = storage.CheckSkipped, "optional, not known"
	default:
		return c.Fail(storage.CheckWarning, d.store.explain(w, err, "read the object lock setting"), storage.MendNone)
	}
	return c
}

// lifecycle looks for rules of the bucket by which versions go away by themselves.
func (d *diagnosis) lifecycle(ctx context.Context, c storage.Check) storage.Check {
	losses, w, err := d.store.losses(ctx)
	switch {
	case answered(err, "NoSuchLifecycleConfiguration", "NoSuchLifecycleConfigurationError"):
		c.Detail = "no rules"
		return c
	case answered(err, minio.AccessDenied, minio.NotImplemented, minio.MethodNotAllowed):
		c.Status, c.Detail = storage.CheckSkipped, "not known"
		return c
	case err != nil:
		return c.Fail(storage.CheckWarning, d.store.explain(w, err, "read the lifecycle rules"), storage.MendNone)
	}
	if len(losses) == 0 {
		c.Detail = "no rule removes any"
		return c
	}
	return c.Fail(storage.CheckWarning, &workflow.Error{
		Code:    workflow.CodeInvalidSettings,
		Message: words.Join(losses, "%s %s"),
		Hint: "Ask whoever runs the store to leave out what is below companies/. " +
			"Versions that are gone stay in the history, without a text where no computer has it.",
	}, storage.MendNone)
}

// losses says what the rules of the bucket remove of what is below companies/.
func (s *Store) losses(ctx context.Context) ([]words.Text, *witness, error) {
	if s.google {
		return s.googleLosses(ctx)
	}
	call, w := watch(ctx)
	config, err := s.reader.GetBucketLifecycle(call, s.bucket)
	if err != nil {
		return nil, w, err
	}
	var losses []words.Text
	for _, rule := range config.Rules {
		if what := expires(rule); what != "" {
			losses = append(losses, what)
		}
	}
	return losses, w, nil
}

const companies = "companies/"

// expires says what a rule removes of what is below companies/; empty when it removes nothing.
func expires(rule lifecycle.Rule) words.Text {
	prefix := rule.Prefix
	for _, other := range []string{rule.RuleFilter.Prefix, rule.RuleFilter.And.Prefix} {
		if prefix == "" {
			prefix = other
		}
	}
	if rule.Status != "Enabled" || (!strings.HasPrefix(companies, prefix) && !strings.HasPrefix(prefix, companies)) {
		return ""
	}
	noncurrent, current := rule.NoncurrentVersionExpiration, rule.Expiration
	var does []words.Text
	if noncurrent.NoncurrentDays > 0 || noncurrent.NewerNoncurrentVersions > 0 {
		what := words.Text("removes older versions")
		if days := int(noncurrent.NoncurrentDays); days > 0 {
			what = words.F("removes older versions %d days after they were replaced", days)
		}
		if kept := noncurrent.NewerNoncurrentVersions; kept > 0 {
			what = words.F("%s, but for the newest %d", what, kept)
		}
		does = append(does, what)
	}
	switch {
	case rule.AllVersionsExpiration.Days > 0:
		does = append(does, words.F("removes workflows with all versions %d days after the last save", rule.AllVersionsExpiration.Days))
	case current.Days > 0 && bool(current.DeleteAll):
		does = append(does, words.F("removes workflows with all versions %d days after the last save", int(current.Days)))
	case current.Days > 0:
		does = append(does, words.F("deletes workflows %d days after the last save", int(current.Days)))
	case !current.Date.IsZero():
		does = append(does, words.F("deletes workflows on %s", current.Date.Format(time.DateOnly)))
	}
	if len(does) == 0 {
		return ""
	}
	return words.F("The lifecycle rule %q %s.", rule.ID, words.Join(does, "%s and %s"))
}
