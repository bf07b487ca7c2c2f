package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/httpapi"
)

func TestOnlyWhoHasTheTokenGetsIn(t *testing.T) {
	c := serve(t, "the-token")
	path := admin + "/workflows"
	c.want(401, "unauthorized", "GET", path, nil)
	c.want(401, "unauthorized", "GET", path, nil, "Authorization", "Bearer wrong")
	c.want(401, "unauthorized", "GET", path+"?token=the-token", nil)
	c.want(401, "unauthorized", "GET", "/", nil)
	c.want(200, "", "GET", path, nil, "Authorization", "Bearer the-token")

	status, _, header := c.do("GET", "/?token=the-token", nil)
	if status != http.StatusSeeOther || header.Get("Location") != "/" {
		t.Fatalf("the printed address answered %d to %q", status, header.Get("Location"))
	}
	cookie := header.Get("Set-Cookie")
	for _, attribute := range []string{"HttpOnly", "SameSite=Strict"} {
		if !strings.Contains(cookie, attribute) {
			t.Errorf("the cookie %q is not %s", cookie, attribute)
		}
	}
	pair, _, _ := strings.Cut(cookie, ";")
	c.want(200, "", "GET", path, nil, "Cookie", pair)
	if status, _, _ := c.do("GET", "//evil.example/?token=the-token", nil); status == http.StatusSeeOther {
		_, _, header := c.do("GET", "//evil.example/?token=the-token", nil)
		if strings.HasPrefix(header.Get("Location"), "//") {
			t.Errorf("redirects to another host: %q", header.Get("Location"))
		}
	}
}

func TestWrongTokensAreSlowedDownAndTheRightOneNeverIs(t *testing.T) {
	// given a server, and a clock
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	c := serveWith(t, httpapi.Config{
		Designer: designertest.Local(t), Token: "the-token", Host: "127.0.0.1", Log: designertest.Log(t), Now: func() time.Time { return now },
	})
	path := admin + "/workflows"
	wrong := func(n int) (status int, after string) {
		ways := [][]string{
			{path, "Authorization", "Bearer guess"}, {path, "Cookie", "workflow_designer_token=guess"}, {"/?token=guess", "Accept", "*/*"},
		}
		way := ways[n%len(ways)]
		status, _, header := c.do("GET", way[0], nil, way[1:]...)
		return status, header.Get("Retry-After")
	}
	// when wrong tokens come in any way, then the first are answered as such, and those after them told to wait
	for n := range 20 {
		if status, _ := wrong(n); status != http.StatusUnauthorized {
			t.Fatalf("try %d: %d", n, status)
		}
	}
	for n := range 3 {
		if status, after := wrong(n); status != http.StatusTooManyRequests || after != "61" {
			t.Errorf("a try too many: %d, Retry-After %q", status, after)
		}
	}
	c.want(429, "too_many_tries", "GET", path, nil, "Authorization", "Bearer guess")
	// and the right one is let in meanwhile, in every way, and one who shows none hears what to do
	c.want(200, "", "GET", path, nil, "Authorization", "Bearer the-token")
	c.want(200, "", "GET", path, nil, "Cookie", "workflow_designer_token=the-token")
	if status, _, _ := c.do("GET", "/?token=the-token", nil); status != http.StatusSeeOther {
		t.Errorf("the printed address answered %d", status)
	}
	c.want(401, "unauthorized", "GET", path, nil)
	// when a minute has passed, then it begins anew
	now = now.Add(time.Minute + time.Second)
	c.want(401, "unauthorized", "GET", path, nil, "Authorization", "Bearer guess")
}

func TestOtherHostsAndPagesAreRefused(t *testing.T) {
	c := serve(t, "")
	path := admin + "/workflows"
	host := strings.TrimPrefix(c.base, "http://")
	_, port, _ := strings.Cut(host, ":")
	for _, own := range []string{host, "localhost:" + port, "[::1]:" + port} {
		c.want(200, "", "GET", path, nil, "Host", own, "Origin", "http://"+own)
	}
	for _, foreign := range []string{"evil.example", "evil.example:" + port, "127.0.0.1.evil.example", "192.168.1.7:" + port} {
		c.want(403, "forbidden_origin", "GET", path, nil, "Host", foreign)
	}
	for _, origin := range []string{"https://evil.example", "null", "http://127.0.0.1:1", "https://" + host} {
		c.want(403, "forbidden_origin", "GET", path, nil, "Origin", origin)
	}
	c.want(403, "forbidden_origin", "POST", admin+"/sync", nil, "Sec-Fetch-Site", "cross-site")
}

func TestThePageMayLoadNothingFromElsewhere(t *testing.T) {
	c := serve(t, "")
	_, _, header := c.do("GET", "/", nil)
	policy := header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy %q lacks %s", policy, part)
		}
	}
	if strings.Contains(policy, "http") || strings.Contains(policy, "unsafe-eval") {
		t.Errorf("the policy %q is open", policy)
	}
}

func TestNoOtherPageMayReadAnAnswer(t *testing.T) {
	c := serve(t, "")
	for _, method := range []string{"GET", "OPTIONS", "POST"} {
		_, _, header := c.do(method, admin+"/workflows", nil, "Access-Control-Request-Method", "PUT")
		for name := range header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s is answered with %s", method, name)
			}
		}
		for name, want := range map[string]string{
			"Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"X-Content-Type-Options": "nosniff",
		} {
			if header.Get(name) != want {
				t.Errorf("%s: %s is %q", method, name, header.Get(name))
			}
		}
	}
}
