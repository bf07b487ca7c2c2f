package designer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// What befalls two people when it is the bucket that changes, not the network; see also faults_test.go.

func TestVersioningSuspendedWhileTheProgramRuns(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for name, test := range map[string]struct {
		do  func(c *computer) designer.SavedVersion
		end func(c *computer)
	}{
		"a save": {
			func(c *computer) designer.SavedVersion { return c.saves(1, textOf("Ana", 2)) },
			func(c *computer) { c.has(1, textOf("Ana", 2)) },
		},
		"a deletion": {
			func(c *computer) designer.SavedVersion {
				deleted, err := c.DeleteWorkflow(ctx, 1)
				if err != nil {
					c.t.Fatal(err)
				}
				return deleted
			},
			func(c *computer) {
				if list, err := c.Workflows(ctx); err != nil || len(list) != 1 || list[0].WorkflowID != 2 {
					c.t.Errorf("after the deletion %s has %+v, %v", c.name, list, err)
				}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// given a bucket whose versioning somebody suspends
			f := newFirm(t)
			if err := f.server.Client(t).SuspendVersioning(ctx, f.bucket); err != nil {
				t.Fatal(err)
			}

			// when Ana goes on
			saved := test.do(f.ana)
			f.ana.waits(saved, workflow.CodeVersioningSuspended, f.bucket, "Enable versioning")
			f.ana.stands(designer.StandingError, 1, workflow.CodeVersioningSuspended, f.bucket, "Enable versioning")
			f.ana.fails(workflow.CodeVersioningSuspended)

			// then nothing was overwritten, and with the mend that she is offered it goes on
			if got := f.look().texts[latest(t, f.ben.Designer, 2).LocalID]; got != textOf("Ben", 1) {
				t.Errorf("the bucket has %q", got)
			}
			if report, err := f.ana.MendStorage(ctx, storage.MendEnableVersioning, designer.SettingsInput{}); err != nil || !report.OK {
				t.Errorf("the mend: %+v, %v", report, err)
			}
			f.isSound()
			test.end(f.ana)
			test.end(f.ben)
		})
	}
}

func TestClockThatIsOffIsSaidByHowMuch(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		server time.Duration // ahead
		says   string
	}{
		"ahead":  {-20 * time.Minute, "20 minutes ahead of"},
		"behind": {20 * time.Minute, "20 minutes behind"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// given a computer whose clock is off
			f := newFirm(t)
			f.ana.proxy.Skew(test.server)

			// when Ana works with it
			saved := f.ana.saves(1, textOf("Ana", 2))
			f.ana.fails(workflow.CodeClockSkew)

			// then it is said which way and how far, and that the clock is to be set
			f.ana.waits(saved, workflow.CodeClockSkew, test.says, "Set the date")
			f.ana.stands(designer.StandingError, 1, workflow.CodeClockSkew, test.says, "Set the date")
			f.isSound()
		})
	}
}

// rights is a policy for a bucket.
func rights(bucket string, actions ...string) string {
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:%s"],"Resource":["arn:aws:s3:::%s","arn:aws:s3:::%s/*"]}]}`,
		strings.Join(actions, `","s3:`), bucket, bucket)
}

func TestRightsThatAreTakenAwayWhileTheProgramRuns(t *testing.T) {
	t.Parallel()
	look := []string{"ListBucket", "ListBucketVersions", "GetBucketVersioning"}
	read := append([]string{"GetObject", "GetObjectVersion", "GetObjectTagging"}, look...)
	for name, test := range map[string]struct {
		left []string
		says string
		has  string // what Ana has of workflow 2, which Ben has saved since
	}{
		"reading is left":       {read, "may not save", textOf("Ben", 2)},
		"looking is left":       {look, "may not read", textOf("Ben", 1)},
		"nothing here is left":  {[]string{"GetBucketLocation"}, "may not", textOf("Ben", 1)},
		"all but listing is":    {[]string{"GetObject", "GetObjectVersion", "PutObject", "GetBucketVersioning"}, "may not list", textOf("Ben", 1)},
		"writing alone is left": {[]string{"PutObject"}, "may not", textOf("Ben", 1)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// given keys that lose rights while they are used
			f := newFirm(t)
			access, key := f.server.AddUser(t, rights(f.bucket, "*"))
			f.ana.environment["S3_ACCESS_KEY_ID"], f.ana.environment["S3_SECRET_ACCESS_KEY"] = access, key
			f.ana.start()
			syncAll(t, f.ana.Designer)
			f.ben.saves(2, textOf("Ben", 2))
			f.server.SetRights(t, access, rights(f.bucket, test.left...))

			// when Ana goes on
			f.ana.proxy.Refuse()
			f.ana.saves(1, textOf("Ana", 2)) // where there is no network
			f.ana.proxy.Forward()
			f.ana.fails(workflow.CodeAccessDenied)

			// then what waits is safe, what may still be read is taken in, and it is said which right is missing
			f.ana.stands(designer.StandingError, 1, workflow.CodeAccessDenied, test.says, f.bucket, "Ask whoever runs the store")
			f.ana.has(1, textOf("Ana", 2))
			f.ana.has(2, test.has)
			f.server.SetRights(t, access, rights(f.bucket, "*"))
			f.isSound()
		})
	}
}

func TestMostOfTheBucketIsGoneAndSomebodyIsAsked(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	// given twelve workflows, of which another tool deletes eleven
	f := newFirm(t)
	for n := 3; n <= 12; n++ {
		f.ana.saves(0, textOf("Ana", n))
	}
	syncAll(t, f.ben.Designer)
	client := f.server.Client(t)
	for id := workflow.ID(1); id <= 11; id++ {
		key := workflow.Ref{Company: 1, ID: id}.Key()
		if err := client.RemoveObject(ctx, f.bucket, key, minio.RemoveObjectOptions{}); err != nil {
			t.Fatal(err)
		}
	}

	// when both sync
	for _, c := range []*computer{f.ana, f.ben} {
		c.fails(workflow.CodeManyDeleted)

		// then nothing was deleted, before somebody says that it is right
		c.stands(designer.StandingError, 0, workflow.CodeManyDeleted, "11 of 12", "Ask your team")
		if list, err := c.Workflows(ctx); err != nil || len(list) != 12 {
			t.Errorf("%s has %d workflows, %v", c.name, len(list), err)
		}
		c.start()
		c.fails(workflow.CodeManyDeleted)
		report, err := c.Sync(ctx, designer.SyncRequest{AcceptDeletions: true})
		if err != nil || report.Deleted != 11 || report.Status.State != designer.StandingSynced {
			t.Errorf("%s's sync did %+v, %v", c.name, report, err)
		}
	}
	f.isSound()
	if back, err := f.ben.UndeleteWorkflow(ctx, 3); err != nil || back.SyncState != designer.SyncSynced {
		t.Errorf("brought back: %+v, %v", back, err)
	}
	f.isSound()
	f.ana.has(3, textOf("Ana", 3))
}

// It sets a variable of the environment, so it is not run beside others.
func TestCertificateOfAPrivateAuthority(t *testing.T) {
	// given a store whose certificate nobody knows
	server, authority := miniotest.StartTLS(t)
	f := &firm{t: t, server: server, bucket: server.NewBucket(t, true), kept: map[workflow.UID]string{}}
	f.ana = f.computer("Ana", nil)

	// when Ana saves
	saved := f.ana.saves(0, textOf("Ana", 1))
	f.ana.fails(workflow.CodeCertificateUntrusted)

	// then nothing was sent, and she is told how to trust it
	f.ana.waits(saved, workflow.CodeCertificateUntrusted, "not trusted", "SSL_CERT_FILE")
	f.ana.stands(designer.StandingError, 1, workflow.CodeCertificateUntrusted, "not trusted", "SSL_CERT_FILE")

	// when she names its authority
	t.Setenv("SSL_CERT_FILE", authority)
	f.ana.start()
	f.ben = f.computer("Ben", nil)

	// then it goes on
	f.isSound()
	f.ben.has(1, textOf("Ana", 1))
}
