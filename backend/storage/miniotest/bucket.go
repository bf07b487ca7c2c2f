package miniotest

import (
	"crypto/rand"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Region is the region of every server.
const Region = "us-east-1"

// Client is a client with the rights of root, for what a test sets up and looks at behind a store's back.
func (s *Server) Client(t testing.TB) *minio.Client {
	t.Helper()
	client, err := minio.New(s.address(), &minio.Options{
		Creds:     credentials.NewStaticV4(s.AccessKey, s.SecretKey, ""),
		Region:    Region,
		Secure:    s.trusted != nil,
		Transport: s.transport(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// NewBucket makes an empty bucket with a name that no other test has. A bucket without versioning is one where
// versioning was never turned on.
func (s *Server) NewBucket(t testing.TB, versioned bool) string {
	t.Helper()
	name := "test-" + strings.ToLower(rand.Text())
	client := s.Client(t)
	if err := client.MakeBucket(t.Context(), name, minio.MakeBucketOptions{Region: Region}); err != nil {
		t.Fatal(err)
	}
	if versioned {
		if err := client.EnableVersioning(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	return name
}
