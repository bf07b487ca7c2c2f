package designer_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// companyPolicy is the policy of docs/SECURITY.md for the keys of company 2 in the bucket BUCKET.
const companyPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": ["s3:GetBucketVersioning", "s3:GetBucketLocation"], "Resource": ["arn:aws:s3:::BUCKET"]},
    {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:ListBucketVersions"], "Resource": ["arn:aws:s3:::BUCKET"],
     "Condition": {"StringLike": {"s3:prefix": ["companies/2/*", "workflow-designer.json*", "workflow-designer-probe/*"]}}},
    {"Effect": "Allow",
     "Action": ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion",
                "s3:GetObjectTagging", "s3:GetObjectVersionTagging", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"],
     "Resource": ["arn:aws:s3:::BUCKET/companies/2/*", "arn:aws:s3:::BUCKET/workflow-designer.json", "arn:aws:s3:::BUCKET/workflow-designer-probe/*"]}
  ]
}`

func TestKeysOfOneCompanyReachNoOther(t *testing.T) {
	// given two companies in one bucket, and keys for the second alone
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	one := designertest.Open(t, t.TempDir(), settingsFor(server, server.Endpoint, bucket))
	secret := save(t, one, designer.SaveVersionRequest{YAMLContent: "name: Secret of company 1\nform: {fields: []}\nworkflow: {}\n"})
	access, key := server.AddUser(t, strings.ReplaceAll(companyPolicy, "BUCKET", bucket))
	as := func(company string) *designer.Designer {
		environment := settingsFor(server, server.Endpoint, bucket)
		environment["S3_ACCESS_KEY_ID"], environment["S3_SECRET_ACCESS_KEY"], environment["COMPANY_ID"] = access, key, company
		return designertest.Open(t, t.TempDir(), environment)
	}

	// when somebody of the second works, then all goes well, and nothing of the first is seen
	two := as("2")
	saved := save(t, two, designer.SaveVersionRequest{YAMLContent: sampleYAML, Prompt: strings.Repeat("long ", 1000)})
	if saved.SyncState != designer.SyncSynced || !strings.HasPrefix(saved.S3FilePath, "companies/2/") {
		t.Fatalf("the save of company 2: %+v %+v", saved, saved.SyncError)
	}
	if report := syncAll(t, two); len(report.Failures) != 0 || report.Pulled != 0 {
		t.Errorf("the sync of company 2: %+v", report)
	}
	list, err := two.Workflows(t.Context())
	if err != nil || len(list) != 1 || list[0].Name != "Purchase Request" {
		t.Errorf("company 2 sees %+v, %v", list, err)
	}
	if _, err := two.Version(t.Context(), 1, secret.VersionID); workflow.CodeOf(err) != workflow.CodeVersionNotFound {
		t.Errorf("the version of company 1 by its id: %v", err)
	}
	report := doctor(t, two, false)
	for _, c := range report.Checks {
		if c.Status == storage.CheckFailed {
			t.Errorf("doctor of company 2: %+v", c)
		}
	}

	// when they say that they are the first, then the bucket refuses them
	spy := as("1")
	_, err = spy.Sync(t.Context(), designer.SyncRequest{})
	if workflow.CodeOf(err) != workflow.CodeAccessDenied {
		t.Errorf("a sync of company 1 with keys of company 2: %v", err)
	}
	if list, err := spy.Workflows(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("they see %+v, %v", list, err)
	}
}
