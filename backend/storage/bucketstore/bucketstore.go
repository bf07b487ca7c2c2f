// Package bucketstore keeps workflow versions in an S3 bucket, or one of Google Cloud Storage: one object per workflow, whose
// native versions are the workflow's versions, with what is known of each as user metadata.
package bucketstore

import (
	"cmp"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/s3utils"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Config says where a bucket is and with which keys it is opened.
type Config struct {
	Endpoint        string // URL with scheme, host and perhaps port
	AccessKeyID     secret.Text
	SecretAccessKey secret.Text
	Bucket          string
	Region          string
	Google          bool              // the bucket is one of Google Cloud Storage, by its XML API
	Transport       http.RoundTripper // nil: one with short timeouts, proxies and SSL_CERT_FILE from the environment
	Now             func() time.Time  // nil: time.Now; compared with the clock of the store
	Idle            time.Duration     // 0: 30 s; how long an answer may stop in the middle
}

// Store is a storage.Bucket in a bucket.
//
// Until Connect has said otherwise it relies on conditional writes.
type Store struct {
	address  string
	host     string // with port when the endpoint has one
	hostname string
	secure   bool
	bucket   string
	region   string
	google   bool
	now      func() time.Time

	// Reads are tried again when the store is busy. Writes are not: after a lost answer the second try would meet the
	// version of the first and call it somebody else's.
	reader *minio.Core
	writer *minio.Core
	wire   wire // below both

	mu           sync.Mutex
	capabilities Capabilities
	notes        map[string]note // by hash
	mayReadTags  *bool           // nil when it is not known yet

	tellsMarkers atomic.Bool // a HEAD was seen to tell a delete marker
}

var _ storage.Bucket = (*Store)(nil)

const readTries = 3

// New makes a store without asking the bucket anything.
//
// CodeInvalidSettings: the endpoint, bucket name or region cannot be right. CodeNoKeys: a key is missing; a store never
// falls back to anonymous access.
func New(cfg Config) (*Store, error) {
	endpoint, err := parseEndpoint(cfg.Endpoint)
	if err != nil {
		return nil, err
	}
	if err := checkNames(cfg); err != nil {
		return nil, err
	}
	if cfg.AccessKeyID.Empty() || cfg.SecretAccessKey.Empty() {
		return nil, &workflow.Error{
			Code:    workflow.CodeNoKeys,
			Message: words.F("There are no keys for the bucket %q.", cfg.Bucket),
			Hint:    "Enter the access key and the secret key in the storage settings.",
		}
	}

	s := &Store{
		address:  endpoint.Scheme + "://" + endpoint.Host + "/" + cfg.Bucket,
		host:     endpoint.Host,
		hostname: endpoint.Hostname(),
		secure:   endpoint.Scheme == "https",
		bucket:   cfg.Bucket,
		region:   cfg.Region,
		google:   cfg.Google,
		now:      cfg.Now,
		notes:    map[string]note{},
	}
	if s.now == nil {
		s.now = time.Now
	}
	transport := cfg.Transport
	if transport == nil {
		if transport, err = defaultTransport(s.secure); err != nil {
			return nil, invalidSettings("The connection to the store cannot be set up.",
				"Check the file that SSL_CERT_FILE names.", err)
		}
	}
	if s.google {
		transport = dialect{next: transport, accessKey: cfg.AccessKeyID, secretKey: cfg.SecretAccessKey, region: s.region}
	}
	s.wire = wire{next: transport, now: s.now, idle: cmp.Or(cfg.Idle, idleWithin), sending: new(atomic.Int64)}
	if s.reader, err = s.client(cfg, readTries); err != nil {
		return nil, err
	}
	if s.writer, err = s.client(cfg, 1); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Store) client(cfg Config, tries int) (*minio.Core, error) {
	lookup := minio.BucketLookupAuto
	if s.google {
		lookup = minio.BucketLookupPath // as Address and ask have it; the name of the bucket may have dots
	}
	client, err := minio.NewCore(s.host, &minio.Options{
		Creds:        credentials.NewStaticV4(cfg.AccessKeyID.Reveal(), cfg.SecretAccessKey.Reveal(), ""),
		Secure:       s.secure,
		Region:       s.region, // always set: looking it up costs a request and a permission
		Transport:    s.wire,
		MaxRetries:   tries,
		BucketLookup: lookup,
	})
	if err != nil {
		return nil, invalidSettings(words.F("%q cannot be the endpoint of a store.", cfg.Endpoint), endpointHint, err)
	}
	return client, nil
}

// Address names the bucket on the network, "http(s)://host[:port]/bucket", in one writing for all that mean the same.
func (s *Store) Address() string { return s.address }

const endpointHint = "Write it like https://s3.example.com or http://127.0.0.1:9000."

// parseEndpoint reads an endpoint and gives it in its canonical writing: lower case, without a default port.
func parseEndpoint(text string) (*url.URL, error) {
	bad := func(err error) error {
		// The text may have keys in it, as https://key:secret@host.
		return invalidSettings("The endpoint is not the address of a store.", endpointHint, err)
	}
	endpoint, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return nil, bad(nil)
	}
	switch {
	case endpoint.Scheme != "http" && endpoint.Scheme != "https":
		return nil, bad(fmt.Errorf("no scheme http or https"))
	case endpoint.Hostname() == "" || endpoint.Opaque != "":
		return nil, bad(fmt.Errorf("no host"))
	case endpoint.User != nil:
		return nil, bad(fmt.Errorf("keys in the URL"))
	case strings.Trim(endpoint.Path, "/") != "" || endpoint.RawQuery != "" || endpoint.Fragment != "":
		return nil, bad(fmt.Errorf("more than scheme, host and port"))
	}
	host, port := strings.ToLower(endpoint.Hostname()), endpoint.Port()
	if strings.ContainsAny(host, " _\"'") || strings.HasSuffix(endpoint.Host, ":") {
		return nil, bad(fmt.Errorf("not a host"))
	}
	if (endpoint.Scheme == "http" && port == "80") || (endpoint.Scheme == "https" && port == "443") {
		port = ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port != "" {
		host = net.JoinHostPort(strings.Trim(host, "[]"), port)
	}
	return &url.URL{Scheme: endpoint.Scheme, Host: host}, nil
}

var regionPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,62}$`)

func checkNames(cfg Config) error {
	if err := s3utils.CheckValidBucketNameStrict(cfg.Bucket); err != nil {
		return invalidSettings(words.F("%q cannot be the name of a bucket.", cfg.Bucket),
			"A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens.", err)
	}
	if !regionPattern.MatchString(cfg.Region) {
		return invalidSettings(words.F("%q cannot be a region.", cfg.Region),
			"Use the region of the bucket; us-east-1 is right for most self-hosted stores.", nil)
	}
	return nil
}

func invalidSettings(message, hint words.Text, cause error) error {
	return &workflow.Error{Code: workflow.CodeInvalidSettings, Message: message, Hint: hint, Err: cause}
}
