package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
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
