package miniotest

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7/pkg/signer"
)

// AddUser makes a user with the rights of an IAM policy, and no others, and gives its keys. MinIO wants at least one
// statement; keys that may do nothing in a bucket have a right in another.
func (s *Server) AddUser(t testing.TB, policy string) (access, secret string) {
	t.Helper()
	access, secret = "user-"+strings.ToLower(rand.Text()[:12]), rand.Text()+rand.Text()[:10]
	s.SetRights(t, access, policy)
	body, err := json.Marshal(map[string]string{"secretKey": secret, "status": "enabled"})
	if err != nil {
		t.Fatal(err)
	}
	s.admin(t, "add-user", url.Values{"accessKey": {access}}, seal(t, s.SecretKey, body))
	s.admin(t, "set-user-or-group-policy",
		url.Values{"policyName": {access}, "userOrGroup": {access}, "isGroup": {"false"}}, nil)
	return access, secret
}

// SetRights gives a user of AddUser other rights, at once.
func (s *Server) SetRights(t testing.TB, access, policy string) {
	t.Helper()
	s.admin(t, "add-canned-policy", url.Values{"name": {access}}, []byte(policy))
}

// admin calls MinIO's admin API as root. A server answers requests for objects before it knows of users.
func (s *Server) admin(t testing.TB, call string, query url.Values, body []byte) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		status, said := s.askAdmin(t, call, query, body)
		switch {
		case status == http.StatusOK:
			return
		case status != http.StatusServiceUnavailable || time.Now().After(end):
			t.Fatalf("%s: %d %s", call, status, said)
		}
	}
}

func (s *Server) askAdmin(t testing.TB, call string, query url.Values, body []byte) (status int, said []byte) {
	t.Helper()
	address := s.Endpoint + "/minio/admin/v3/" + call + "?" + query.Encode()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(body)
	request.Header.Set("X-Amz-Content-Sha256", hex.EncodeToString(sum[:]))
	answer, err := http.DefaultClient.Do(signer.SignV4(*request, s.AccessKey, s.SecretKey, "", Region))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if said, err = io.ReadAll(answer.Body); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, said
}

// seal encrypts the body of an admin call as MinIO wants it: salt, the number of the method (PBKDF2 and AES-GCM), nonce,
// and the text as one sealed piece, whose additional data marks it as the last and holds the seal of nothing.
func seal(t testing.TB, password string, text []byte) []byte {
	t.Helper()
	const (
		saltBytes, nonceBytes = 32, 8
		rounds                = 8192
		pbkdf2AESGCM          = 2
		lastPiece             = 0x80
	)
	sealed := make([]byte, saltBytes+1+nonceBytes)
	if _, err := rand.Read(sealed); err != nil {
		t.Fatal(err)
	}
	sealed[saltBytes] = pbkdf2AESGCM
	key, err := pbkdf2.Key(sha256.New, password, sealed[:saltBytes], rounds, 32)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	piece := func(number byte) []byte { // little-endian, after the nonce
		return append(bytes.Clone(sealed[saltBytes+1:saltBytes+1+nonceBytes]), number, 0, 0, 0)
	}
	mark := gcm.Seal([]byte{lastPiece}, piece(0), nil, nil)
	return gcm.Seal(sealed, piece(1), text, mark)
}
