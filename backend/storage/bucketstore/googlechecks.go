package bucketstore

import (
	"context"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
)

// googleNeeds is needs by the names of Google's permissions. Tags are objects of their own, so they need nothing more.
func (d *diagnosis) googleNeeds() []need {
	s := d.store
	return []need{
		{
			"read a version by its id", "storage.objects.get", "",
			func(ctx context.Context, key, id string) error {
				_, err := s.readSmallVersion(ctx, key, id, maxSentinel, "read a version")
				if answered(err, minio.NoSuchKey) {
					err = s.notS3(err)
				}
				return err
			},
		},
		{
			"list versions", "storage.objects.list", "",
			func(ctx context.Context, key, _ string) error {
				for _, err := range s.history(ctx, key, false) {
					return err
				}
				return nil
			},
		},
		{
			"delete or replace", "storage.objects.delete", "",
			func(ctx context.Context, key, id string) error {
				w, err := s.removeGeneration(ctx, key, id)
				return s.explain(w, err, "delete")
			},
		},
	}
}

// googleRules is a lifecycle configuration as Google writes it.
type googleRules struct {
	XMLName xml.Name `xml:"LifecycleConfiguration"`
	Rule    []googleRule
}

type googleRule struct {
	Action struct {
		Delete *struct{} // other actions change the class of storage
	}
	Condition struct {
		Age                     *int
		IsLive                  *bool
		NumberOfNewerVersions   *int
		DaysSinceNoncurrentTime *int
		MatchesPrefix           []string
	}
}

// googleLosses looks for rules of the bucket by which versions go away by themselves.
func (s *Store) googleLosses(ctx context.Context) ([]words.Text, *witness, error) {
	call, w := watch(ctx)
	answer, err := s.ask(call, http.MethodGet, "", url.Values{"lifecycle": {""}}, nil)
	if err != nil {
		return nil, w, err
	}
	defer func() { _ = answer.Body.Close() }()
	var found googleRules
	if err := xml.NewDecoder(io.LimitReader(answer.Body, maxTagging)).Decode(&found); err != nil {
		return nil, w, err
	}
	var losses []words.Text
	for _, rule := range found.Rule {
		if what := rule.removes(); what != "" {
			losses = append(losses, what)
		}
	}
	return losses, w, nil
}

// removes says what a rule removes of what is below companies/; empty when it removes nothing. All conditions of a rule must
// hold.
func (r googleRule) removes() words.Text {
	c := r.Condition
	concerned := len(c.MatchesPrefix) == 0
	for _, prefix := range c.MatchesPrefix {
		concerned = concerned || strings.HasPrefix(companies, prefix) || strings.HasPrefix(prefix, companies)
	}
	older := c.NumberOfNewerVersions != nil || c.DaysSinceNoncurrentTime != nil || (c.IsLive != nil && !*c.IsLive)
	switch {
	case r.Action.Delete == nil || !concerned:
		return ""
	case older && c.NumberOfNewerVersions != nil:
		return words.F("A lifecycle rule removes older versions, but for the newest %d.", *c.NumberOfNewerVersions)
	case older && c.DaysSinceNoncurrentTime != nil:
		return words.F("A lifecycle rule removes older versions %d days after they were replaced.", *c.DaysSinceNoncurrentTime)
	case older:
		return "A lifecycle rule removes older versions."
	case c.Age != nil:
		return words.F("A lifecycle rule deletes workflows %d days after the last save.", *c.Age)
	default:
		return "A lifecycle rule deletes workflows."
	}
}

// noObjectLock is the check of object lock on a store that has none over this API.
func noObjectLock(c storage.Check) storage.Check {
	c.Status, c.Detail = storage.CheckSkipped, "optional, not known"
	return c
}
