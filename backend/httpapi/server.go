package httpapi

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"workflow-designer/backend/designer"
)

// MaxBody is the largest request body but for the files of an import, in bytes: 1 MiB. A larger one is refused with 413.
const MaxBody = 1 << 20

// Config says how to serve.
type Config struct {
	Designer *designer.Designer
	Page     fs.FS  // the built frontend; nil or empty serves the API alone
	Token    string // empty: no token is asked for
	Host     string // the host that --addr names; requests must name it, a loopback name or an address of this machine
	Log      *slog.Logger
	Now      func() time.Time // nil: the clock
}

// New builds the handler of the API and the page.
func New(c Config) http.Handler {
	mux := &router{ServeMux: http.NewServeMux()}
	api{c.Designer}.register(mux)
	mux.HandleFunc("/services/", func(w http.ResponseWriter, r *http.Request) { writeError(w, r, unknownRoute(r)) })
	mux.Handle("/", page(c.Page))
	now := c.Now
	if now == nil {
		now = time.Now
	}
	var h http.Handler = mux
	h = limitBody(h)
	h = requireToken(c.Token, now, h)
	h = ownHostOnly(c.Host, h)
	h = securityHeaders(h)
	h = answerPanics(h)
	return logRequests(c.Log, h)
}

// Serve answers on the listener until ctx ends, then lets running requests finish.
func Serve(ctx context.Context, listener net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		BaseContext: func(net.Listener) context.Context {
			return context.WithValue(context.WithoutCancel(ctx), servingKey{}, ctx.Done())
		},
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// servingKey finds, in the context of a request, the channel that is closed when the server is to end: streams end then,
// other requests finish.
type servingKey struct{}

// page serves the built frontend. Its files are immutable by name except index.html.
func page(files fs.FS) http.Handler {
	index, err := fs.ReadFile(orEmpty(files), "index.html")
	if err != nil {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			_, _ = fmt.Fprintln(w, "This program was built without its page. The API is at /services/v1/. To have the page too, build with: make build")
		})
	}
	static := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Cache-Control", "no-store")
			_, _ = w.Write(index)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		static.ServeHTTP(w, r)
	})
}

func orEmpty(files fs.FS) fs.FS {
	if files == nil {
		return emptyFS{}
	}
	return files
}

type emptyFS struct{}

func (emptyFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
