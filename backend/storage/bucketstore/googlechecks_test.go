package bucketstore_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/gcstest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

// throttled refuses some writes as Google does when one object is written more than once a second.
type throttled struct{ left int }

// RoundTrip implements http.RoundTripper.
func (h *throttled) RoundTrip(r *http.Request) (*http.Response, error) {
	if h.left == 0 || r.Method == http.MethodGet || r.Method == http.MethodHead {
		return http.DefaultTransport.RoundTrip(r)
	}
	h.left--
	recorder := httptest.NewRecorder()
	recorder.Header().Set("Content-Type", "application/xml")
	recorder.WriteHeader(http.StatusTooManyRequests)
	_, _ = recorder.WriteString("<Error><Code>SlowDown</Code><Message>The rate limit of the object was exceeded.</Message></Error>")
	return recorder.Result(), nil
}

func TestGoogleIsAskedAgainWhenItIsTooBusy(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	network := &throttled{}
	cfg := onGoogle(server.Endpoint, bucket)
	cfg.Transport = network
	store := connected(t, cfg)
	ref := storagetest.NewRef()
	network.left = 3

	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	network.left = 3
	deletion := storagetest.NewVersion(ref, first.UID)
	deletion.Deleted = true
	if _, err := store.Put(t.Context(), deletion, nil, first.Base()); err != nil {
		t.Error(err)
	}

	if all := server.History(bucket, ref.Key()); network.left != 0 || len(all) != 1 || all[0].Live() {
		t.Errorf("%d refusals are left, the generations are %+v", network.left, all)
	}
}

func TestGoogleIsDiagnosed(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, false)
	store := open(t, onGoogle(server.Endpoint, bucket))
	status := func(id string) storage.Check {
		t.Helper()
		for _, c := range store.Diagnose(t.Context()) {
			if c.ID == id {
				return c
			}
		}
		t.Fatalf("there is no check %s", id)
		return storage.Check{}
	}

	if c := status("versioning"); c.Mend != storage.MendEnableVersioning || c.Status != storage.CheckFailed {
		t.Errorf("without versioning it says %+v", c)
	}
	if err := store.EnableVersioning(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range store.Diagnose(t.Context()) {
		if c.Status != storage.CheckOK && c.ID != "object_lock" {
			t.Errorf("%s: %s %s %s", c.ID, c.Status, c.Message, c.Detail)
		}
	}
	for rules, want := range map[string]string{
		"<Rule><Action><Delete/></Action><Condition><NumberOfNewerVersions>3</NumberOfNewerVersions></Condition></Rule>":                            "but for the newest 3",
		"<Rule><Action><Delete/></Action><Condition><DaysSinceNoncurrentTime>30</DaysSinceNoncurrentTime></Condition></Rule>":                       "30 days after",
		"<Rule><Action><Delete/></Action><Condition><IsLive>false</IsLive></Condition></Rule>":                                                      "older versions",
		"<Rule><Action><Delete/></Action><Condition><Age>90</Age></Condition></Rule>":                                                               "deletes workflows 90 days",
		"<Rule><Action><Delete/></Action><Condition><Age>1</Age><MatchesPrefix>logs/</MatchesPrefix></Condition></Rule>":                            "",
		"<Rule><Action><SetStorageClass>NEARLINE</SetStorageClass></Action><Condition><Age>1</Age></Condition></Rule>":                              "",
		"<Rule><Action><Delete/></Action><Condition><Age>2</Age><MatchesPrefix>companies/1/</MatchesPrefix></Condition></Rule>":                     "deletes workflows 2 days",
		"<Rule><Action><Delete/></Action><Condition><Age>2</Age></Condition></Rule><Rule><Action><AbortIncompleteMultipartUpload/></Action></Rule>": "2 days",
	} {
		server.SetLifecycle(bucket, "<LifecycleConfiguration>"+rules+"</LifecycleConfiguration>")
		c := status("lifecycle")
		if (want == "") != (c.Status == storage.CheckOK) || !strings.Contains(c.Message.String(), want) {
			t.Errorf("%s: %s %q, want %q", rules, c.Status, c.Message, want)
		}
	}
}

func TestWrongKeysOfGoogleAreTold(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	for name, change := range map[string]func(*bucketstore.Config){
		"access key": func(c *bucketstore.Config) { c.AccessKeyID = secret.New("GOOG1EOTHER") },
		"secret key": func(c *bucketstore.Config) { c.SecretAccessKey = secret.New("another") },
	} {
		cfg := onGoogle(server.Endpoint, bucket)
		change(&cfg)
		_, err := open(t, cfg).Connect(t.Context(), bucketstore.Capabilities{})
		wantProblem(t, err, workflow.CodeWrongKeys, name)
	}
	_, err := open(t, onGoogle(server.Endpoint, "no-such-bucket")).Connect(t.Context(), bucketstore.Capabilities{})
	wantProblem(t, err, workflow.CodeBucketNotFound, "no-such-bucket")
	created := open(t, onGoogle(server.Endpoint, "made-by-us"))
	if err := created.CreateBucket(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := created.Connect(t.Context(), bucketstore.Capabilities{}); err != nil {
		t.Error(err)
	}
}
