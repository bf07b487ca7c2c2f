package bucketstore_test

import (
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

func byID(checks []storage.Check) map[string]storage.Check {
	found := map[string]storage.Check{}
	for _, check := range checks {
		found[check.ID] = check
	}
	return found
}

// wantCheck asserts on the outcome of a check, and that it says what it must: a detail, or what is wrong and what to do.
func wantCheck(t *testing.T, checks map[string]storage.Check, id string, status storage.CheckStatus, detail string) {
	t.Helper()
	check, ok := checks[id]
	if !ok {
		t.Errorf("there is no check %s", id)
		return
	}
	if check.Status != status || !strings.Contains(check.Detail.String(), detail) {
		t.Errorf("check %s is %+v, want %s %q", id, check, status, detail)
	}
	switch check.Status {
	case storage.CheckFailed, storage.CheckWarning:
		if check.Message == "" || check.Hint == "" {
			t.Errorf("check %s does not say what to do: %+v", id, check)
		}
	case storage.CheckSkipped:
		if check.Detail == "" {
			t.Errorf("check %s does not say why it was skipped", id)
		}
	case storage.CheckOK:
		if check.Code != "" || check.Mend != storage.MendNone {
			t.Errorf("check %s is fine and complains: %+v", id, check)
		}
	}
}

func TestDiagnoseOfABucketWhereAllIsWell(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)

	checks := open(t, config(server, server.Endpoint, bucket)).Diagnose(t.Context())

	var names []string
	for _, check := range checks {
		names = append(names, check.Name.String())
	}
	want := "Endpoint answers, Clock agrees with the store, Keys are accepted, Bucket found, Can read, write and list, " +
		"Versioning is on, Keys may do all that sync needs, Safe write, only if unchanged, Object lock, Versions are kept for ever"
	if got := strings.Join(names, ", "); got != want {
		t.Errorf("the checks are\n%s, want\n%s", got, want)
	}
	found := byID(checks)
	wantCheck(t, found, "endpoint", storage.CheckOK, " ms")
	wantCheck(t, found, "clock", storage.CheckOK, " s apart")
	wantCheck(t, found, "keys", storage.CheckOK, "")
	wantCheck(t, found, "bucket", storage.CheckOK, miniotest.Region)
	wantCheck(t, found, "access", storage.CheckOK, bucket)
	wantCheck(t, found, "versioning", storage.CheckOK, "on")
	wantCheck(t, found, "permissions", storage.CheckOK, "")
	wantCheck(t, found, "conditional", storage.CheckOK, "supported")
	wantCheck(t, found, "object_lock", storage.CheckSkipped, "optional, not set")
	wantCheck(t, found, "lifecycle", storage.CheckOK, "no rules")
	for object := range server.Client(t).ListObjects(t.Context(), bucket, everything) {
		t.Errorf("the checks left %s %s", object.Key, object.VersionID)
	}
}

func TestDiagnoseSaysWhatIsWrong(t *testing.T) {
	server := miniotest.Shared(t)
	off, on, halted := server.NewBucket(t, false), server.NewBucket(t, true), suspended(t, server)
	reader, readerSecret := user(t, server, `"s3:GetObject","s3:ListBucket","s3:ListBucketVersions","s3:GetBucketVersioning"`, on)
	nobody, nobodySecret := user(t, server, `"s3:GetBucketTagging"`, on)
	cases := map[string]struct {
		change func(*bucketstore.Config)
		fails  string
		code   workflow.Code
		mend   storage.MendAction
		then   map[string]storage.CheckStatus
	}{
		"wrong secret": {
			change: func(c *bucketstore.Config) { c.SecretAccessKey = secret.New("not-the-secret") },
			fails:  "keys", code: workflow.CodeWrongKeys,
			then: map[string]storage.CheckStatus{"endpoint": storage.CheckOK, "clock": storage.CheckOK, "bucket": storage.CheckSkipped, "object_lock": storage.CheckSkipped},
		},
		"unknown bucket": {
			change: func(c *bucketstore.Config) { c.Bucket = "no-such-bucket" },
			fails:  "bucket", code: workflow.CodeBucketNotFound, mend: storage.MendCreateBucket,
			then: map[string]storage.CheckStatus{"keys": storage.CheckOK, "access": storage.CheckSkipped, "versioning": storage.CheckSkipped},
		},
		"versioning off": {
			change: func(c *bucketstore.Config) { c.Bucket = off },
			fails:  "versioning", code: workflow.CodeVersioningOff, mend: storage.MendEnableVersioning,
			then: map[string]storage.CheckStatus{"access": storage.CheckOK, "conditional": storage.CheckSkipped, "object_lock": storage.CheckSkipped},
		},
		"versioning suspended": {
			change: func(c *bucketstore.Config) { c.Bucket = halted },
			fails:  "versioning", code: workflow.CodeVersioningSuspended, mend: storage.MendEnableVersioning,
			then: map[string]storage.CheckStatus{"access": storage.CheckOK, "conditional": storage.CheckSkipped},
		},
		"keys that may not write": {
			change: func(c *bucketstore.Config) { c.AccessKeyID, c.SecretAccessKey = reader, readerSecret },
			fails:  "access", code: workflow.CodeAccessDenied,
			then: map[string]storage.CheckStatus{"bucket": storage.CheckOK, "versioning": storage.CheckOK, "conditional": storage.CheckSkipped},
		},
		"keys that may do nothing": {
			change: func(c *bucketstore.Config) { c.AccessKeyID, c.SecretAccessKey = nobody, nobodySecret },
			fails:  "access", code: workflow.CodeAccessDenied,
			then: map[string]storage.CheckStatus{"keys": storage.CheckOK, "bucket": storage.CheckSkipped, "versioning": storage.CheckFailed},
		},
		"a wrong clock": {
			change: func(c *bucketstore.Config) { setClock(c, 40*time.Minute) },
			fails:  "clock", code: workflow.CodeClockSkew,
			then: map[string]storage.CheckStatus{"endpoint": storage.CheckOK, "keys": storage.CheckSkipped},
		},
		"a clock that will soon be wrong": {
			change: func(c *bucketstore.Config) { c.Now = func() time.Time { return time.Now().Add(-10 * time.Minute) } },
			fails:  "clock", code: workflow.CodeClockSkew,
			then: map[string]storage.CheckStatus{"clock": storage.CheckWarning, "keys": storage.CheckOK, "access": storage.CheckOK},
		},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			cfg := config(server, server.Endpoint, on)
			test.change(&cfg)

			checks := byID(open(t, cfg).Diagnose(t.Context()))

			failed := checks[test.fails]
			if failed.Code != test.code || failed.Mend != test.mend {
				t.Errorf("check %s is %+v, want code %s and mend %q", test.fails, failed, test.code, test.mend)
			}
			for id, status := range test.then {
				wantCheck(t, checks, id, status, "")
			}
			for _, check := range checks {
				if text := check.Message.String() + check.Hint.String() + check.Detail.String(); strings.Contains(text, cfg.AccessKeyID.Reveal()) ||
					strings.Contains(text, cfg.SecretAccessKey.Reveal()) {
					t.Errorf("check %s shows a key: %+v", check.ID, check)
				}
			}
		})
	}
}

func TestDiagnoseOfAnEndpointThatDoesNotAnswer(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	faults := map[string]struct {
		fail func(*miniotest.Proxy)
		code workflow.Code
	}{
		"refused":        {(*miniotest.Proxy).Refuse, workflow.CodeBucketUnreachable},
		"never answers":  {(*miniotest.Proxy).BlackHole, workflow.CodeBucketTimeout},
		"captive portal": {(*miniotest.Proxy).CaptivePortal, workflow.CodeNotS3},
	}
	for name, fault := range faults {
		proxy := server.Proxy(t)
		fault.fail(proxy)
		store := open(t, config(server, proxy.URL, bucket))
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begun := time.Now()

			checks := store.Diagnose(t.Context())

			if took := time.Since(begun); took > 4500*time.Millisecond {
				t.Errorf("it took %v", took)
			}
			if checks[0].Code != fault.code || checks[0].Status != storage.CheckFailed {
				t.Errorf("the endpoint is %+v, want %s", checks[0], fault.code)
			}
			for _, check := range checks[1:] {
				wantCheck(t, byID(checks), check.ID, storage.CheckSkipped, "does not answer")
			}
		})
	}
}
