package bucketstore_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/workflow"
)

func valid() bucketstore.Config {
	return bucketstore.Config{
		Endpoint:        "http://127.0.0.1:9000",
		AccessKeyID:     secret.New("AKEXAMPLE"),
		SecretAccessKey: secret.New("hush-hush-hush"),
		Bucket:          "workflow-files",
		Region:          "us-east-1",
	}
}

func TestAddressIsOneForAllWritings(t *testing.T) {
	for endpoint, want := range map[string]string{
		"http://127.0.0.1:9000":                 "http://127.0.0.1:9000/workflow-files",
		"\thttp://127.0.0.1:9000/\n":            "http://127.0.0.1:9000/workflow-files",
		"HTTPS://S3.Example.COM":                "https://s3.example.com/workflow-files",
		"https://s3.example.com:443/":           "https://s3.example.com/workflow-files",
		"http://s3.example.com:80":              "http://s3.example.com/workflow-files",
		"https://s3.example.com:80":             "https://s3.example.com:80/workflow-files",
		"http://[::1]:9000":                     "http://[::1]:9000/workflow-files",
		"http://[::1]":                          "http://[::1]/workflow-files",
		"https://storage.googleapis.com":        "https://storage.googleapis.com/workflow-files",
		"https://s3.eu-central-1.amazonaws.com": "https://s3.eu-central-1.amazonaws.com/workflow-files",
	} {
		cfg := valid()
		cfg.Endpoint = endpoint

		store, err := bucketstore.New(cfg)

		if err != nil {
			t.Errorf("%q: %v", endpoint, err)
		} else if store.Address() != want {
			t.Errorf("%q gives %q, want %q", endpoint, store.Address(), want)
		}
	}
}

func TestImpossibleSettingsAreRefused(t *testing.T) {
	cases := map[string]struct {
		change func(*bucketstore.Config)
		code   workflow.Code
	}{
		"no endpoint":           {func(c *bucketstore.Config) { c.Endpoint = "" }, workflow.CodeInvalidSettings},
		"no scheme":             {func(c *bucketstore.Config) { c.Endpoint = "127.0.0.1:9000" }, workflow.CodeInvalidSettings},
		"a name alone":          {func(c *bucketstore.Config) { c.Endpoint = "localhost" }, workflow.CodeInvalidSettings},
		"another scheme":        {func(c *bucketstore.Config) { c.Endpoint = "ftp://s3.example.com" }, workflow.CodeInvalidSettings},
		"no host":               {func(c *bucketstore.Config) { c.Endpoint = "https://" }, workflow.CodeInvalidSettings},
		"a path":                {func(c *bucketstore.Config) { c.Endpoint = "https://example.com/minio" }, workflow.CodeInvalidSettings},
		"a query":               {func(c *bucketstore.Config) { c.Endpoint = "https://example.com?x=1" }, workflow.CodeInvalidSettings},
		"keys in the URL":       {func(c *bucketstore.Config) { c.Endpoint = "https://AK:hush-hush-hush@example.com" }, workflow.CodeInvalidSettings},
		"not a URL":             {func(c *bucketstore.Config) { c.Endpoint = "https://AK:hush-hush-hush@%zz" }, workflow.CodeInvalidSettings},
		"an empty port":         {func(c *bucketstore.Config) { c.Endpoint = "https://example.com:" }, workflow.CodeInvalidSettings},
		"a host with a blank":   {func(c *bucketstore.Config) { c.Endpoint = "https://exa mple.com" }, workflow.CodeInvalidSettings},
		"no bucket":             {func(c *bucketstore.Config) { c.Bucket = "" }, workflow.CodeInvalidSettings},
		"a bucket in capitals":  {func(c *bucketstore.Config) { c.Bucket = "Workflows" }, workflow.CodeInvalidSettings},
		"a bucket with a slash": {func(c *bucketstore.Config) { c.Bucket = "a/../b" }, workflow.CodeInvalidSettings},
		"no region":             {func(c *bucketstore.Config) { c.Region = "" }, workflow.CodeInvalidSettings},
		"a region with blanks":  {func(c *bucketstore.Config) { c.Region = "us east" }, workflow.CodeInvalidSettings},
		"no access key":         {func(c *bucketstore.Config) { c.AccessKeyID = secret.Text{} }, workflow.CodeNoKeys},
		"no secret key":         {func(c *bucketstore.Config) { c.SecretAccessKey = secret.Text{} }, workflow.CodeNoKeys},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			cfg := valid()
			test.change(&cfg)

			_, err := bucketstore.New(cfg)

			wantProblem(t, err, test.code)
			if err != nil && strings.Contains(err.Error(), "hush-hush-hush") {
				t.Errorf("the error has the secret in it: %v", err)
			}
		})
	}
}
