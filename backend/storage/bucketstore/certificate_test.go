package bucketstore_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

// The certificates that are trusted are read once in a process, so what SSL_CERT_FILE does is seen in a new one.
const certificateChild = "BUCKETSTORE_TEST_ENDPOINT"

func TestPrivateCAIsUnknownUntilItIsNamed(t *testing.T) {
	server, authority := miniotest.StartTLS(t)
	bucket := server.NewBucket(t, true)

	_, err := open(t, plain(server, bucket)).Connect(t.Context(), bucketstore.Capabilities{})
	wantProblem(t, err, workflow.CodeCertificateUntrusted, "SSL_CERT_FILE")

	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestChildTrustsTheCA$", "-test.v")
	child.Env = append(os.Environ(), "SSL_CERT_FILE="+authority,
		certificateChild+"="+strings.Join([]string{server.Endpoint, bucket, server.AccessKey, server.SecretKey}, " "))
	if said, err := child.CombinedOutput(); err != nil || !strings.Contains(string(said), "--- PASS: TestChildTrustsTheCA") {
		t.Errorf("with the CA named: %v\n%s", err, said)
	}
}

// TestChildTrustsTheCA does nothing but in the process that TestPrivateCAIsUnknownUntilItIsNamed starts.
func TestChildTrustsTheCA(t *testing.T) {
	told := strings.Fields(os.Getenv(certificateChild))
	if len(told) == 0 {
		return
	}
	store := connected(t, bucketstore.Config{
		Endpoint: told[0], Bucket: told[1], Region: miniotest.Region,
		AccessKeyID: secret.New(told[2]), SecretAccessKey: secret.New(told[3]),
	})
	put(t, store, storagetest.NewVersion(storagetest.NewRef(), ""), "a: 1\n", storage.Base{})
	wantCheck(t, byID(store.Diagnose(t.Context())), "certificate", storage.CheckOK, "until ")
}
