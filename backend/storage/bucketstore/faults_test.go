package bucketstore_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

// everyCall gives the error of each way to use a store.
func everyCall(ctx context.Context, store *bucketstore.Store) map[string]error {
	ref := storagetest.NewRef()
	long := storagetest.NewVersion(ref, "")
	long.Prompt = strings.Repeat("x", 5_000)
	errs := map[string]error{}
	_, errs["Connect"] = store.Connect(ctx, bucketstore.Capabilities{})
	_, errs["Put"] = store.Put(ctx, storagetest.NewVersion(ref, ""), []byte("a: 1\n"), storage.Base{})
	_, errs["Put with a note"] = store.Put(ctx, long, []byte("a: 1\n"), storage.Base{})
	_, _, errs["Get"] = store.Get(ctx, ref, "")
	for _, err := range store.Versions(ctx, ref) {
		errs["Versions"] = err
	}
	for _, err := range store.Workflows(ctx, ref.Company) {
		errs["Workflows"] = err
	}
	for _, err := range store.OpenSides(ctx, ref.Company) {
		errs["OpenSides"] = err
	}
	for _, err := range store.Follow(ctx, ref.Company) {
		errs["Follow"] = err
	}
	const id = "d9428888-122b-11e1-b85c-61cd3cbb3210" // in the form of MinIO's
	_, errs["Recognise"] = store.Recognise(ctx)
	_, errs["Head"] = store.Head(ctx, ref)
	_, errs["Put of a deletion"] = store.Put(ctx, deletion(ref, ""), nil, storage.Base{ID: id, ETag: "x"})
	_, errs["Put on a deletion"] = store.Put(ctx, storagetest.NewVersion(ref, ""), []byte("a: 1\n"), storage.Base{ID: id})
	errs["Discard"] = store.Discard(ctx, ref, id)
	_, errs["PutSide"] = store.PutSide(ctx, long, []byte("a: 1\n"))
	_, _, errs["GetSide"] = store.GetSide(ctx, ref, long.UID)
	errs["CloseSide"] = store.CloseSide(ctx, ref, long.UID)
	_, errs["Tags"] = store.Tags(ctx, ref, id)
	errs["SetTags"] = store.SetTags(ctx, ref, id, nil)
	return errs
}

func TestProblemsAreToldApart(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	nobody, nobodySecret := user(t, server, `"s3:GetObject"`, "another-bucket")
	host := strings.TrimPrefix(server.Endpoint, "http://")
	cases := map[string]struct {
		change func(*bucketstore.Config)
		code   workflow.Code
		names  []string
	}{
		"wrong secret": {
			func(c *bucketstore.Config) { c.SecretAccessKey = secret.New("not-the-secret") },
			workflow.CodeWrongKeys,
			[]string{host, "secret key"},
		},
		"unknown access key": {
			func(c *bucketstore.Config) { c.AccessKeyID = secret.New("not-the-key") },
			workflow.CodeWrongKeys,
			[]string{host, "access key"},
		},
		"unknown bucket": {
			func(c *bucketstore.Config) { c.Bucket = "no-such-bucket" },
			workflow.CodeBucketNotFound,
			[]string{host, "no-such-bucket"},
		},
		"no permission": {
			func(c *bucketstore.Config) {
				c.AccessKeyID, c.SecretAccessKey = nobody, nobodySecret
			},
			workflow.CodeAccessDenied,
			[]string{bucket, "may not"},
		},
		"a clock that is behind": {
			func(c *bucketstore.Config) { setClock(c, -40*time.Minute) },
			workflow.CodeClockSkew,
			[]string{host, "40 minutes behind"},
		},
		"a clock that is ahead": {
			func(c *bucketstore.Config) { setClock(c, 73*time.Hour) },
			workflow.CodeClockSkew,
			[]string{host, "3 days ahead of"},
		},
		"TLS where there is none": {
			func(c *bucketstore.Config) { c.Endpoint = "https://" + host },
			workflow.CodeInvalidSettings,
			[]string{host, "http://"},
		},
		"a name that nobody knows": {
			func(c *bucketstore.Config) {
				c.Endpoint = "http://store.invalid"
				c.Transport = &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
					return nil, &net.DNSError{Err: "no such host", Name: "store.invalid", IsNotFound: true}
				}}
			},
			workflow.CodeBucketUnreachable,
			[]string{"store.invalid"},
		},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			cfg := config(server, server.Endpoint, bucket)
			test.change(&cfg)
			store := open(t, cfg)

			for call, err := range everyCall(t.Context(), store) {
				if name == "no permission" && call == "Tags" {
					continue // MinIO says first that there is no such version
				}
				t.Run(call, func(t *testing.T) {
					wantProblem(t, err, test.code, test.names...)
					wantNoSecret(t, err, cfg)
				})
			}
		})
	}
}

func wantNoSecret(t *testing.T, err error, cfg bucketstore.Config) {
	t.Helper()
	for _, text := range []string{fmt.Sprintf("%v", err), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err)} {
		if strings.Contains(text, cfg.SecretAccessKey.Reveal()) || strings.Contains(text, cfg.AccessKeyID.Reveal()) {
			t.Errorf("the error has a key in it: %s", text)
		}
	}
}

// setClock makes the computer's clock wrong: that of the store object, and the date that requests carry. Servers look at
// the date before they look at the signature, so it need not be signed again.
func setClock(c *bucketstore.Config, wrong time.Duration) {
	c.Now = func() time.Time { return time.Now().Add(wrong) }
	c.Transport = dated{c.Now}
}

type dated struct{ now func() time.Time }

func (d dated) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-Amz-Date", d.now().UTC().Format("20060102T150405Z"))
	return http.DefaultTransport.RoundTrip(r)
}

func TestCertificateMustBeTrusted(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	target, err := url.Parse(server.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewUnstartedServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host
	}})
	front.Config.ErrorLog = log.New(io.Discard, "", 0) // it would log every handshake that is refused
	front.StartTLS()
	t.Cleanup(front.Close)
	cfg := config(server, front.URL, bucket)

	for call, err := range everyCall(t.Context(), open(t, cfg)) {
		t.Run(call, func(t *testing.T) {
			wantProblem(t, err, workflow.CodeCertificateUntrusted, strings.TrimPrefix(front.URL, "https://"), "SSL_CERT_FILE")
		})
	}
	checks := byID(open(t, cfg).Diagnose(t.Context()))
	wantCheck(t, checks, "endpoint", storage.CheckOK, "ms")
	wantCheck(t, checks, "certificate", storage.CheckFailed, "")
	wantCheck(t, checks, "keys", storage.CheckSkipped, "the certificate is not trusted")

	cfg.Transport = front.Client().Transport
	checks = byID(open(t, cfg).Diagnose(t.Context()))
	wantCheck(t, checks, "certificate", storage.CheckOK, "until "+front.Certificate().NotAfter.Format(time.DateOnly))
	connected(t, cfg)
}

func TestRefusedConnectionWroteNothing(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := open(t, config(server, proxy.URL, server.NewBucket(t, true)))
	proxy.Refuse()

	for call, err := range everyCall(t.Context(), store) {
		t.Run(call, func(t *testing.T) {
			wantProblem(t, err, workflow.CodeBucketUnreachable, strings.TrimPrefix(proxy.URL, "http://"))
		})
	}
}

func TestEndpointThatNeverAnswersKeepsNobodyWaiting(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := open(t, config(server, proxy.URL, server.NewBucket(t, true)))
	proxy.BlackHole()

	const patience = 300 * time.Millisecond
	ref := storagetest.NewRef()
	calls := map[string]func(context.Context) error{
		"Connect": func(ctx context.Context) error { _, err := store.Connect(ctx, bucketstore.Capabilities{}); return err },
		"Put": func(ctx context.Context) error {
			_, err := store.Put(ctx, storagetest.NewVersion(ref, ""), []byte("a: 1\n"), storage.Base{})
			return err
		},
		"Get": func(ctx context.Context) error { _, _, err := store.Get(ctx, ref, ""); return err },
		"Versions": func(ctx context.Context) (err error) {
			for _, err = range store.Versions(ctx, ref) {
			}
			return err
		},
		"Workflows": func(ctx context.Context) (err error) {
			for _, err = range store.Workflows(ctx, ref.Company) {
			}
			return err
		},
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			begun := time.Now()

			err := call(ctx)

			if took := time.Since(begun); took > patience+time.Second {
				t.Errorf("it took %v with a deadline of %v", took, patience)
			}
			want := workflow.CodeBucketTimeout
			if name == "Put" {
				want = workflow.CodeUnclear // it was sent
			}
			wantProblem(t, err, want, strings.TrimPrefix(proxy.URL, "http://"))
		})
	}
}

func TestCaptivePortalIsNoStore(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := open(t, config(server, proxy.URL, server.NewBucket(t, true)))
	proxy.CaptivePortal()

	for call, err := range everyCall(t.Context(), store) {
		t.Run(call, func(t *testing.T) {
			wantProblem(t, err, workflow.CodeNotS3, strings.TrimPrefix(proxy.URL, "http://"), "login page")
		})
	}
}

func TestAnswersThatClaimSuccessDoNotCount(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	pages := map[string]func(w http.ResponseWriter){
		"an empty success":   func(http.ResponseWriter) {},
		"an HTML of no type": func(w http.ResponseWriter) { w.Header()["Content-Type"] = nil; _, _ = io.WriteString(w, "<html>") },
		"a redirect":         func(w http.ResponseWriter) { w.Header().Set("Location", "/login"); w.WriteHeader(http.StatusFound) },
		"a page not found":   func(w http.ResponseWriter) { http.Error(w, "<html>not here</html>", http.StatusNotFound) },
		"a portal in a bucket of its own": func(w http.ResponseWriter) {
			w.Header().Set("X-Amz-Request-Id", "1")
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, "<html>")
		},
	}
	for name, page := range pages {
		proxy := server.Proxy(t)
		store := open(t, config(server, proxy.URL, bucket))
		proxy.Answer(func(w http.ResponseWriter, r *http.Request, _ http.HandlerFunc) {
			_, _ = io.Copy(io.Discard, r.Body)
			page(w)
		})
		t.Run(name, func(t *testing.T) {
			for call, err := range everyCall(t.Context(), store) {
				if name == "an empty success" && call == "SetTags" {
					continue // a store says no more; whoever sets tags looks at them later
				}
				t.Run(call, func(t *testing.T) { wantProblem(t, err, workflow.CodeNotS3) })
			}
		})
	}
}

func TestGatewayThatLostItsStore(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := open(t, config(server, proxy.URL, server.NewBucket(t, true)))
	proxy.Answer(func(w http.ResponseWriter, r *http.Request, _ http.HandlerFunc) {
		_, _ = io.Copy(io.Discard, r.Body)
		http.Error(w, "<html>502</html>", http.StatusBadGateway)
	})

	for call, err := range everyCall(t.Context(), store) {
		t.Run(call, func(t *testing.T) {
			want := workflow.CodeBucketUnreachable
			if call == "Put" {
				want = workflow.CodeUnclear // the gateway may have passed it on before
			}
			wantProblem(t, err, want)
		})
	}
}

func TestAnswerLostAfterTheWrite(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := connected(t, config(server, proxy.URL, server.NewBucket(t, true)))
	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	proxy.DropAnswer(1, func(r *http.Request) bool { return r.Method == http.MethodPut })
	v := storagetest.NewVersion(ref, first.UID)

	_, err := store.Put(t.Context(), v, []byte("a: 2\n"), first.Base())

	wantProblem(t, err, workflow.CodeUnclear)
	all := versions(t, store, ref)
	if len(all) != 2 || all[0].UID != v.UID || all[0].ID == "" || all[0].ETag == "" {
		t.Errorf("the versions are %+v, want the unclear one once, above the first", all)
	}
}

func TestLostAnswerOfANoteIsNotUnclear(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := connected(t, config(server, proxy.URL, server.NewBucket(t, true)))
	v := storagetest.NewVersion(storagetest.NewRef(), "")
	v.Prompt = strings.Repeat("x", 5_000)
	proxy.DropAnswer(1, func(r *http.Request) bool { return strings.Contains(r.URL.Path, "/notes/") })

	_, err := store.Put(t.Context(), v, []byte("a: 1\n"), storage.Base{})

	wantProblem(t, err, workflow.CodeBucketUnreachable)
	if all := versions(t, store, v.Ref); len(all) != 0 {
		t.Errorf("the version was written before its note was known to be there: %+v", all)
	}
	saved := put(t, store, v, "a: 1\n", storage.Base{}) // the note is there already
	if saved.Prompt != v.Prompt {
		t.Errorf("the prompt is %.40q", saved.Prompt)
	}
}

func TestConcurrentWriteIsTriedAgain(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := connected(t, config(server, proxy.URL, server.NewBucket(t, true)))
	var conflicts atomic.Int64
	conflict := func(times int64) {
		conflicts.Store(times)
		proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
			if r.Method != http.MethodPut || conflicts.Add(-1) < 0 {
				forward(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(http.StatusConflict)
			_, _ = io.WriteString(w, "<Error><Code>ConditionalRequestConflict</Code></Error>")
		})
	}

	conflict(2)
	entry := put(t, store, storagetest.NewVersion(storagetest.NewRef(), ""), "a: 1\n", storage.Base{})
	if all := versions(t, store, entry.Ref); len(all) != 1 {
		t.Errorf("there are %d versions, want one", len(all))
	}

	conflict(1_000)
	v := storagetest.NewVersion(storagetest.NewRef(), "")
	_, err := store.Put(t.Context(), v, []byte("a: 1\n"), storage.Base{})
	wantProblem(t, err, workflow.CodeBucketFailed, "busy")
}

func TestStoreThatAsksToSlowDown(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := open(t, config(server, proxy.URL, server.NewBucket(t, true)))
	proxy.Answer(func(w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, "<Error><Code>SlowDown</Code></Error>")
	})

	for call, err := range everyCall(t.Context(), store) {
		t.Run(call, func(t *testing.T) { wantProblem(t, err, workflow.CodeBucketBusy, "busy", "tried again") })
	}
}

func TestServerThatStopsAndComesBack(t *testing.T) {
	server := miniotest.Start(t)
	store := connected(t, config(server, server.Endpoint, server.NewBucket(t, true)))
	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})

	server.Stop()
	_, _, err := store.Get(t.Context(), ref, "")
	wantProblem(t, err, workflow.CodeBucketUnreachable)

	server.Restart(t)
	if entry, text, err := store.Get(t.Context(), ref, ""); err != nil || string(text) != "a: 1\n" || entry.ID != first.ID {
		t.Errorf("after the restart there is %+v %q %v", entry, text, err)
	}
	put(t, store, storagetest.NewVersion(ref, first.UID), "a: 2\n", first.Base())
}

func TestCancelledWhileWaiting(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := open(t, config(server, proxy.URL, server.NewBucket(t, true)))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	proxy.Answer(func(_ http.ResponseWriter, r *http.Request, _ http.HandlerFunc) {
		cancel()
		<-r.Context().Done()
	})

	_, _, err := store.Get(ctx, storagetest.NewRef(), "")

	wantProblem(t, err, workflow.CodeCancelled)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the cause of %v is lost", err)
	}
}
