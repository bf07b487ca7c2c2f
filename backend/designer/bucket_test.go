package designer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

func equalJSON(t *testing.T, got, want any) {
	t.Helper()
	g, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	w, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(g, w) {
		t.Errorf("got  %s\nwant %s", g, w)
	}
}

// settingsFor are those of a laptop that sends to a bucket of the server, at the address.
func settingsFor(server *miniotest.Server, address, bucket string) map[string]string {
	return map[string]string{
		"STORAGE_TYPE": "s3", "S3_ENDPOINT_URL": address, "S3_BUCKET_NAME": bucket,
		"S3_ACCESS_KEY_ID": server.AccessKey, "S3_SECRET_ACCESS_KEY": server.SecretKey,
	}
}

func syncAll(t *testing.T, d *designer.Designer) designer.SyncReport {
	t.Helper()
	report, err := d.Sync(context.Background(), designer.SyncRequest{})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestASaveIsANativeVersionThatAnyToolReads(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	d := designertest.Open(t, t.TempDir(), settingsFor(server, server.Endpoint, bucket))

	texts := []string{sampleYAML, sampleYAML + "# two\r\n", "name: [broken\n"}
	first := save(t, d, designer.SaveVersionRequest{YAMLContent: texts[0], Prompt: "Größe 🙂", VersionComment: "line\nbreak \"q\""})
	saved := []designer.SavedVersion{first, save(t, d, next(1, texts[1])), save(t, d, next(1, texts[2]))}

	client := server.Client(t)
	key := "companies/1/workflows/1/workflow.yaml"
	var ids []string // newest first, as S3 lists them
	for object := range client.ListObjectsIter(context.Background(), bucket, minio.ListObjectsOptions{Prefix: "companies/1/workflows/", WithVersions: true, Recursive: true}) {
		if object.Err != nil {
			t.Fatal(object.Err)
		}
		if object.Key != key {
			t.Errorf("another object: %s", object.Key)
		}
		ids = append(ids, object.VersionID)
	}
	if len(ids) != len(texts) {
		t.Fatalf("%d versions in the bucket, want %d", len(ids), len(texts))
	}
	for i, text := range texts {
		s := saved[i]
		if s.SyncState != designer.SyncSynced || s.SyncError != nil {
			t.Errorf("version %d is %s: %+v", i+1, s.SyncState, s.SyncError)
		}
		if s.VersionID != ids[len(ids)-1-i] {
			t.Errorf("version %d is shown as %s, the bucket says %s", i+1, s.VersionID, ids[len(ids)-1-i])
		}
		object, err := client.GetObject(context.Background(), bucket, key, minio.GetObjectOptions{VersionID: s.VersionID})
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(object)
		if err != nil {
			t.Fatal(err)
		}
		if string(content) != text {
			t.Errorf("version %d in the bucket is %q, want %q", i+1, content, text)
		}
		info, err := object.Stat()
		if err != nil {
			t.Fatal(err)
		}
		if info.UserMetadata["Version-Uid"] != string(s.LocalID) || info.UserMetadata["Author"] == "" || info.UserMetadata["Content-Sha256"] != workflow.SHA256(content) {
			t.Errorf("metadata of version %d: %v", i+1, info.UserMetadata)
		}
	}
	byLocalID, err := d.Version(context.Background(), 1, string(first.LocalID))
	if err != nil || byLocalID.VersionID != first.VersionID || byLocalID.Prompt != "Größe 🙂" {
		t.Errorf("the local id finds %+v, %v", byLocalID, err)
	}
}

func TestWithoutTheBucketSavesWaitAndSyncSendsThem(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	proxy := server.Proxy(t)
	folder := t.TempDir()
	d := designertest.Open(t, folder, settingsFor(server, proxy.URL, bucket))
	proxy.Refuse()
	first := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	second := save(t, d, next(first.WorkflowID, sampleYAML+"# two\n"))
	for _, s := range []designer.SavedVersion{first, second} {
		if s.SyncState != designer.SyncPending || s.VersionID != string(s.LocalID) || s.SyncError == nil || s.SyncError.Code != workflow.CodeBucketUnreachable || s.SyncError.Hint == "" {
			t.Fatalf("saved without a network: %+v %+v", s, s.SyncError)
		}
	}
	status, err := d.SyncStatus(context.Background())
	if err != nil || status.PendingCount != 2 || status.Error == nil {
		t.Fatalf("status %+v, %v", status, err)
	}

	proxy.Forward()
	report := syncAll(t, d)
	if report.Pushed != 2 || report.Status.PendingCount != 0 || report.Status.SyncedAt == nil || report.Status.Error != nil {
		t.Fatalf("report %+v", report)
	}
	detail, err := d.Version(context.Background(), 1, string(first.LocalID))
	if err != nil || detail.SyncState != designer.SyncSynced || detail.VersionID == string(first.LocalID) {
		t.Errorf("after the sync: %+v, %v", detail, err)
	}
	if again := syncAll(t, d); again.Pushed != 0 {
		t.Errorf("a second sync sent %d versions", again.Pushed)
	}
}

func TestAnEndpointThatNeverAnswersHoldsNobodyUp(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	proxy.BlackHole()
	d := designertest.Open(t, t.TempDir(), settingsFor(server, proxy.URL, server.NewBucket(t, true)))
	begin := time.Now()
	saved := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("the save took %s", took)
	}
	if saved.SyncState != designer.SyncPending || saved.SyncError == nil || saved.SyncError.Code != workflow.CodeBucketTimeout || saved.SyncError.Hint == "" {
		t.Errorf("saved %+v %+v", saved, saved.SyncError)
	}
	begin = time.Now()
	if _, err := d.Sync(context.Background(), designer.SyncRequest{}); workflow.CodeOf(err) != workflow.CodeBucketTimeout {
		t.Errorf("the sync says %v", err)
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("the sync took %s", took)
	}
	begin = time.Now()
	report, err := d.TestStorage(context.Background(), designer.SettingsInput{})
	if err != nil || report.OK {
		t.Errorf("the test of the connection says %+v, %v", report, err)
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("the test took %s", took)
	}
}

func TestWhatIsWrongWithTheBucketIsSaidAndTheSaveIsSafe(t *testing.T) {
	server := miniotest.Shared(t)
	versioned := server.NewBucket(t, true)
	suspended := server.NewBucket(t, true)
	if err := server.Client(t).SuspendVersioning(context.Background(), suspended); err != nil {
		t.Fatal(err)
	}
	access, secretKey := server.AddUser(t, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:ListAllMyBuckets"],"Resource":["arn:aws:s3:::*"]}]}`)
	const planted = "planted-secret-value-0815"
	cases := []struct {
		name   string
		change map[string]string
		code   workflow.Code
		check  string
	}{
		{"wrong secret", map[string]string{"S3_SECRET_ACCESS_KEY": planted}, workflow.CodeWrongKeys, "keys"},
		{"no keys", map[string]string{"S3_SECRET_ACCESS_KEY": ""}, workflow.CodeNoKeys, "keys"},
		{"unknown bucket", map[string]string{"S3_BUCKET_NAME": "no-such-bucket"}, workflow.CodeBucketNotFound, "bucket"},
		{"no permission", map[string]string{"S3_ACCESS_KEY_ID": access, "S3_SECRET_ACCESS_KEY": secretKey}, workflow.CodeAccessDenied, ""},
		{"versioning off", map[string]string{"S3_BUCKET_NAME": server.NewBucket(t, false)}, workflow.CodeVersioningOff, "versioning"},
		{"versioning suspended", map[string]string{"S3_BUCKET_NAME": suspended}, workflow.CodeVersioningSuspended, "versioning"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			environment := settingsFor(server, server.Endpoint, versioned)
			for name, value := range tc.change {
				environment[name] = value
			}
			d := designertest.Open(t, t.TempDir(), environment)
			saved := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
			if saved.SyncState != designer.SyncPending || saved.SyncError == nil || saved.SyncError.Code != tc.code {
				t.Fatalf("saved %+v %+v, want pending because of %s", saved, saved.SyncError, tc.code)
			}
			if _, err := d.Version(context.Background(), 1, string(saved.LocalID)); err != nil {
				t.Errorf("the version is not there: %v", err)
			}
			report, err := d.TestStorage(context.Background(), designer.SettingsInput{})
			if err != nil {
				t.Fatal(err)
			}
			text, _ := json.Marshal(report)
			if strings.Contains(string(text), planted) {
				t.Error("the report shows the secret")
			}
			found := false
			for _, check := range report.Checks {
				if check.Code == tc.code && (tc.check == "" || check.ID == tc.check) && check.Message != "" && check.Hint != "" {
					found = true
				}
			}
			if report.OK || !found {
				t.Errorf("no check %s failed with %s: %s", tc.check, tc.code, text)
			}
		})
	}
}

func TestTheMissingBucketIsMadeAndVersioningSwitchedOn(t *testing.T) {
	server := miniotest.Shared(t)
	d := designertest.Open(t, t.TempDir(), settingsFor(server, server.Endpoint, "made-by-doctor"))
	save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	report, err := d.Doctor(context.Background(), true)
	if err != nil || !report.OK {
		t.Fatalf("doctor --fix: %+v, %v", report, err)
	}
	if pushed := syncAll(t, d).Pushed; pushed != 1 {
		t.Errorf("after the mend %d versions were sent", pushed)
	}

	off := server.NewBucket(t, false)
	input := designer.SettingsInput{S3BucketName: &off}
	local := designertest.Open(t, t.TempDir(), map[string]string{
		"S3_ENDPOINT_URL": server.Endpoint, "S3_ACCESS_KEY_ID": server.AccessKey, "S3_SECRET_ACCESS_KEY": server.SecretKey,
	})
	s3 := "s3"
	input.StorageType = &s3
	mended, err := local.MendStorage(context.Background(), storage.MendEnableVersioning, input)
	if err != nil || !mended.OK {
		t.Fatalf("enable versioning: %+v, %v", mended, err)
	}
	if view, err := local.SaveSettings(context.Background(), input); err != nil || view.StorageType != "s3" {
		t.Fatalf("save settings: %+v, %v", view, err)
	}
	if saved := save(t, local, designer.SaveVersionRequest{YAMLContent: sampleYAML}); saved.SyncState != designer.SyncSynced {
		t.Errorf("after the switch to the bucket: %+v %+v", saved, saved.SyncError)
	}
}

func TestAfterTheIndexIsDeletedNothingIsSentTwice(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	folder := t.TempDir()
	environment := settingsFor(server, server.Endpoint, bucket)
	d := designertest.Open(t, folder, environment)
	saved := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	rebuilt, err := d.Doctor(context.Background(), false)
	if err != nil || !rebuilt.OK {
		t.Fatalf("doctor: %+v %v", rebuilt, err)
	}
	removeIndex(t, folder)
	fresh := designertest.Open(t, folder, environment)
	if report := syncAll(t, fresh); report.Status.PendingCount != 0 {
		t.Fatalf("after the rebuild: %+v", report)
	}
	detail, err := fresh.Version(context.Background(), 1, string(saved.LocalID))
	if err != nil || detail.VersionID != saved.VersionID {
		t.Errorf("the version is %+v, %v; want bucket id %s", detail, err, saved.VersionID)
	}
	count := 0
	for object := range server.Client(t).ListObjectsIter(context.Background(), bucket, minio.ListObjectsOptions{Prefix: "companies/1/workflows/1/", WithVersions: true, Recursive: true}) {
		if object.Err != nil {
			t.Fatal(object.Err)
		}
		count++
	}
	if count != 1 {
		t.Errorf("%d versions in the bucket, want 1", count)
	}
}
