package httpapi

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"

	"workflow-designer/backend/words"
	"workflow-designer/frontend"
)

// cookieName carries the token for the program's own page.
const cookieName = "workflow_designer_token"

// tokenParameter carries the token in the address that is printed once; the page's cookie replaces it at once.
const tokenParameter = "token"

// ownHostOnly refuses requests that name another host (a DNS name rebound to this machine) or come from another page.
func ownHostOnly(served string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isOwnHost(served, r.Host) {
			writeError(w, r, forbidden(words.F("The request names the host %s, which is not this program's.", quote(r.Host)),
				"Open the address that the program printed when it started."))
			return
		}
		if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
			writeError(w, r, forbidden(words.F("The request comes from the page %s, which is not this program's.", quote(origin)),
				"Open the address that the program printed when it started."))
			return
		}
		if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" && r.Method != http.MethodGet {
			writeError(w, r, forbidden("The request comes from another site.", "Open the address that the program printed when it started."))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isOwnHost accepts the names of the loopback interface and the served host; when every interface is served, any IP
// address and the machine's own name. A DNS name that someone else may point here is none of these.
func isOwnHost(served, hostPort string) bool {
	host := hostPort
	if h, _, err := net.SplitHostPort(hostPort); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") || strings.EqualFold(host, served) {
		return true
	}
	address, err := netip.ParseAddr(host)
	if err == nil && address.IsLoopback() {
		return true
	}
	bound, boundErr := netip.ParseAddr(served)
	if served != "" && (boundErr != nil || !bound.IsUnspecified()) {
		return false
	}
	if err == nil {
		return true
	}
	name, nameErr := os.Hostname()
	return nameErr == nil && strings.EqualFold(host, name)
}

// requireToken lets in who shows the token: in the cookie (the page), as a bearer (scripts), or once in the address,
// which becomes the cookie and leaves the address.
func requireToken(token string, now func() time.Time, next http.Handler) http.Handler {
	if token == "" {
		return next
	}
	wrong := &tries{now: now}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inAddress := r.URL.Query().Get(tokenParameter)
		if inAddress != "" && r.Method == http.MethodGet && !isAPI(r) && same(inAddress, token) {
			http.SetCookie(w, &http.Cookie{
				Name: cookieName, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
			})
			http.Redirect(w, r, withoutToken(r.URL), http.StatusSeeOther)
			return
		}
		bearer, isBearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if isBearer && same(bearer, token) {
			next.ServeHTTP(w, r)
			return
		}
		cookie, err := r.Cookie(cookieName)
		if err == nil && same(cookie.Value, token) {
			next.ServeHTTP(w, r)
			return
		}
		wrong.refuse(w, r, isBearer || err == nil || inAddress != "")
	})
}

func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/services/") }

// same compares without telling by its time how much was right.
func same(shown, token string) bool {
	a, b := sha256.Sum256([]byte(shown)), sha256.Sum256([]byte(token))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

func withoutToken(u *url.URL) string {
	query := u.Query()
	query.Del(tokenParameter)
	// The path alone: an address that begins with two slashes would lead to another host.
	clean := url.URL{Path: "/" + strings.TrimLeft(u.Path, "/"), RawQuery: query.Encode()}
	return clean.String()
}

func limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isUpload(r) {
			limitUpload(w, r)
			next.ServeHTTP(w, r)
			return
		}
		if r.ContentLength > MaxBody {
			writeError(w, r, tooLarge())
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, MaxBody)
		next.ServeHTTP(w, r)
	})
}

func securityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", frontend.ContentSecurityPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// answerPanics turns a defect of ours into an answer, so that one request cannot end the work of the others.
func answerPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(p)
				}
				writeError(w, r, panicked(p))
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// logRequests writes one debug line a request. Neither headers nor the query are in it: both may hold the token.
func logRequests(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		recorded := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(recorded, r)
		log.Debug("request", "method", r.Method, "path", r.URL.Path, "status", recorded.status, "took", time.Since(begin))
	})
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController and MaxBytesReader reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
