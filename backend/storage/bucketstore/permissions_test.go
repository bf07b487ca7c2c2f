package bucketstore_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

func TestWhatTheKeysMayNotDoIsNamed(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	base := []string{
		"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:ListBucket", "s3:ListBucketVersions", "s3:GetBucketVersioning",
	}
	tags, deletes := []string{"s3:PutObjectTagging", "s3:GetObjectTagging"}, []string{"s3:DeleteObject", "s3:DeleteObjectVersion"}
	for name, test := range map[string]struct {
		actions []string
		status  storage.CheckStatus
		says    []string
	}{
		"all":         {append(append(base, tags...), deletes...), storage.CheckOK, nil},
		"no deletion": {append(base, tags...), storage.CheckWarning, []string{"delete", "remove versions", "s3:DeleteObjectVersion", "stays in the bucket"}},
		"no tags":     {append(base, deletes...), storage.CheckWarning, []string{"tag versions, nor read tags", "s3:PutObjectTagging", "tags stay on this computer"}},
		"no writing":  {base[:1], storage.CheckSkipped, nil},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := plain(server, bucket)
			cfg.AccessKeyID, cfg.SecretAccessKey = user(t, server, `"`+strings.Join(test.actions, `","`)+`"`, bucket)

			checks := byID(open(t, cfg).Diagnose(t.Context()))

			wantCheck(t, checks, "permissions", test.status, "")
			check := checks["permissions"]
			for _, text := range test.says {
				if !strings.Contains(check.Message.String()+" "+check.Hint.String(), text) {
					t.Errorf("it says %q %q, want %q in it", check.Message, check.Hint, text)
				}
			}
			if test.status == storage.CheckWarning && check.Code != workflow.CodeAccessDenied {
				t.Errorf("it has code %s", check.Code)
			}
		})
	}
}

func TestDiagnoseOfAnotherServer(t *testing.T) {
	server := miniotest.SharedVersity(t)
	bucket := server.NewBucket(t, true)

	checks := byID(open(t, plain(server, bucket)).Diagnose(t.Context()))

	for id, status := range map[string]storage.CheckStatus{
		"endpoint": storage.CheckOK, "keys": storage.CheckOK, "bucket": storage.CheckOK, "access": storage.CheckOK,
		"versioning": storage.CheckOK, "permissions": storage.CheckOK, "conditional": storage.CheckOK,
		"object_lock": storage.CheckSkipped, "lifecycle": storage.CheckSkipped,
	} {
		wantCheck(t, checks, id, status, "")
	}
	for object := range server.Client(t).ListObjects(t.Context(), bucket, everything) {
		t.Errorf("the checks left %s %s", object.Key, object.VersionID)
	}
}
