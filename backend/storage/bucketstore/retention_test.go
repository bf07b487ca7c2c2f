package bucketstore_test

import (
	"strings"
	"testing"

	"github.com/minio/minio-go/v7/pkg/lifecycle"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/miniotest"
)

func TestRulesThatRemoveVersionsAreNamed(t *testing.T) {
	server := miniotest.Shared(t)
	noncurrent := func(days int) lifecycle.NoncurrentVersionExpiration {
		return lifecycle.NoncurrentVersionExpiration{NoncurrentDays: lifecycle.ExpirationDays(days)}
	}
	for name, test := range map[string]struct {
		rule   lifecycle.Rule
		status storage.CheckStatus
		says   []string
	}{
		"old versions": {
			lifecycle.Rule{ID: "tidy", NoncurrentVersionExpiration: noncurrent(30)},
			storage.CheckWarning,
			[]string{`"tidy"`, "30 days after they were replaced"},
		},
		"old versions of a company": {
			lifecycle.Rule{ID: "tidy", RuleFilter: lifecycle.Filter{Prefix: "companies/7/"}, NoncurrentVersionExpiration: noncurrent(7)},
			storage.CheckWarning,
			[]string{`"tidy"`, "7 days"},
		},
		"workflows": {
			lifecycle.Rule{ID: "old", Expiration: lifecycle.Expiration{Days: 90}},
			storage.CheckWarning,
			[]string{`"old"`, "deletes workflows 90 days after the last save"},
		},
		"other objects": {
			lifecycle.Rule{ID: "logs", RuleFilter: lifecycle.Filter{Prefix: "logs/"}, Expiration: lifecycle.Expiration{Days: 1}},
			storage.CheckOK, nil,
		},
		"a rule that is off": {
			lifecycle.Rule{ID: "off", Status: "Disabled", Expiration: lifecycle.Expiration{Days: 1}},
			storage.CheckOK, nil,
		},
		"delete markers without versions": {
			lifecycle.Rule{ID: "markers", Expiration: lifecycle.Expiration{DeleteMarker: true}},
			storage.CheckOK, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			bucket := server.NewBucket(t, true)
			if test.rule.Status == "" {
				test.rule.Status = "Enabled"
			}
			config := &lifecycle.Configuration{Rules: []lifecycle.Rule{test.rule}}
			if err := server.Client(t).SetBucketLifecycle(t.Context(), bucket, config); err != nil {
				t.Fatal(err)
			}

			checks := byID(open(t, plain(server, bucket)).Diagnose(t.Context()))

			wantCheck(t, checks, "lifecycle", test.status, "")
			for _, text := range test.says {
				if !strings.Contains(checks["lifecycle"].Message.String(), text) {
					t.Errorf("it says %q, want %q in it", checks["lifecycle"].Message, text)
				}
			}
		})
	}
}

func TestRulesThatTheKeysMayNotReadAreNotKnown(t *testing.T) {
	server := miniotest.Shared(t)
	cfg := plain(server, server.NewBucket(t, true))
	cfg.AccessKeyID, cfg.SecretAccessKey = user(t, server, `"s3:GetObject","s3:PutObject","s3:ListBucket"`, cfg.Bucket)

	wantCheck(t, byID(open(t, cfg).Diagnose(t.Context())), "lifecycle", storage.CheckSkipped, "not known")
}
