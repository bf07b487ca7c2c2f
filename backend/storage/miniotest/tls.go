package miniotest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// StartTLS runs a MinIO server with a certificate of a CA that nobody knows, and gives the file with that CA's own
// certificate.
func StartTLS(t testing.TB) (s *Server, authority string) {
	t.Helper()
	s = &Server{folder: t.TempDir(), trusted: x509.NewCertPool()}
	if err := os.MkdirAll(s.certificates(), 0o700); err != nil {
		t.Fatal(err)
	}
	validity := func(c x509.Certificate) *x509.Certificate {
		c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(24*time.Hour)
		return &c
	}
	root := validity(x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "miniotest CA"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign,
	})
	leaf := validity(x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "miniotest"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	rootKey, leafKey := newKey(t), newKey(t)
	authority = filepath.Join(s.folder, "ca.pem")
	rootPEM := issue(t, root, root, rootKey, rootKey)
	s.trusted.AppendCertsFromPEM(rootPEM)
	raw, err := x509.MarshalPKCS8PrivateKey(leafKey)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		authority: rootPEM,
		filepath.Join(s.certificates(), "public.crt"):  issue(t, leaf, root, leafKey, rootKey),
		filepath.Join(s.certificates(), "private.key"): pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}),
	} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return minioServer.run(t, s), authority
}

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func issue(t testing.TB, certificate, by *x509.Certificate, key, byKey *ecdsa.PrivateKey) []byte {
	t.Helper()
	raw, err := x509.CreateCertificate(rand.Reader, certificate, by, &key.PublicKey, byKey)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
}

// transport trusts the server.
func (s *Server) transport() http.RoundTripper {
	if s.trusted == nil {
		return http.DefaultTransport
	}
	return &http.Transport{TLSClientConfig: &tls.Config{RootCAs: s.trusted, MinVersion: tls.VersionTLS12}, DisableKeepAlives: true}
}
