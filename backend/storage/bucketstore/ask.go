package bucketstore

import (
	"bytes"
	"context"
	"crypto/md5" // as a checksum, which S3 wants
	"encoding/base64"
	"encoding/xml"
	"io"
	"maps"
	"net/http"
	"net/url"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/signer"

	"workflow-designer/backend/workflow"
)

// ask sends a request that minio-go has no call for, or one that is too narrow, and gives the answer when it is a success; its
// body must be closed. An error of the store is a minio.ErrorResponse, as minio-go's are.
func (s *Store) ask(ctx context.Context, method, key string, query url.Values, body []byte) (*http.Response, error) {
	return s.askWith(ctx, method, key, query, nil, body)
}

// askWith is ask with headers.
func (s *Store) askWith(ctx context.Context, method, key string, query url.Values, header http.Header, body []byte) (*http.Response, error) {
	address := s.address + "/" + key + "?" + query.Encode()
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	maps.Copy(request.Header, header)
	request.Header.Set("X-Amz-Content-Sha256", workflow.SHA256(body))
	if len(body) > 0 {
		sum := md5.Sum(body)
		request.Header.Set("Content-Md5", base64.StdEncoding.EncodeToString(sum[:]))
	}
	keys, err := s.reader.GetCreds()
	if err != nil {
		return nil, err
	}
	answer, err := s.wire.RoundTrip(signer.SignV4(*request, keys.AccessKeyID, keys.SecretAccessKey, keys.SessionToken, s.region))
	if err != nil {
		return nil, err
	}
	if answer.StatusCode < http.StatusMultipleChoices {
		return answer, nil
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxSentinel))
	if err != nil {
		return nil, err
	}
	refusal := minio.ErrorResponse{}
	if err := xml.Unmarshal(text, &refusal); err != nil || refusal.Code == "" {
		refusal.Code = answer.Status // as minio-go does
	}
	refusal.StatusCode = answer.StatusCode
	return nil, refusal
}
