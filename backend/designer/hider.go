package designer

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/settings"
)

// hider replaces in a text what names a person, a company or a secret.
type hider []hidden

type hidden struct {
	text, by string
	anywhere bool // also as a part of a word
}

// hide knows what the settings in force say. Secrets come first, then the longer paths.
func (d *Designer) hide(s settings.Settings) hider {
	var h hider
	for _, key := range []string{s.SecretAccessKey.Reveal(), s.AccessKeyID.Reveal(), s.Model.APIKey.Reveal()} {
		h.add(hidden{key, "[secret]", true})
	}
	h.add(hidden{s.LocalStoragePath, "[data]", true})
	if home, err := os.UserHomeDir(); err == nil && home != string(filepath.Separator) {
		h.add(hidden{home, "[home]", true})
	}
	h.add(hidden{s.Author, "[author]", false})
	h.add(hidden{d.Options.Settings.OSUser, "[author]", false})
	h.addHost(s.EndpointURL, "[store]")
	h.addHost(s.Model.EndpointURL, "[model]")
	h.add(hidden{s.BucketName, "[bucket]", false})
	return h
}

// add takes in a text, and how JSON and quoted log lines write it.
func (h *hider) add(what hidden) {
	if what.text == "" {
		return
	}
	*h = append(*h, what)
	if encoded, err := json.Marshal(what.text); err == nil {
		if inner := string(encoded[1 : len(encoded)-1]); inner != what.text {
			*h = append(*h, hidden{inner, what.by, what.anywhere})
		}
	}
}

// wellKnown are hosts that name no company.
var wellKnown = []string{
	"localhost", "127.0.0.1", "::1", "amazonaws.com", "googleapis.com", "api.openai.com", "api.anthropic.com", "digitaloceanspaces.com",
	"backblazeb2.com", "wasabisys.com",
}

func (h *hider) addHost(endpoint, by string) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Hostname() == "" {
		return
	}
	for _, known := range wellKnown {
		if host := u.Hostname(); host == known || strings.HasSuffix(host, "."+known) {
			return
		}
	}
	h.add(hidden{u.Hostname(), by, false})
}

func (h hider) in(text string) string {
	for _, what := range h {
		if what.anywhere {
			text = strings.ReplaceAll(text, what.text, what.by)
		} else {
			text = replaceWords(text, what.text, what.by)
		}
	}
	return text
}

// inside hides in all texts of a decoded JSON value.
func (h hider) inside(value any) any {
	switch v := value.(type) {
	case string:
		return h.in(v)
	case []any:
		for i := range v {
			v[i] = h.inside(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = h.inside(v[name])
		}
	}
	return value
}

// replaceWords replaces a text where it is no part of a longer word.
func replaceWords(text, what, by string) string {
	var out strings.Builder
	for {
		at := strings.Index(text, what)
		if at < 0 {
			out.WriteString(text)
			return out.String()
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(what):])
		out.WriteString(text[:at])
		if inWord(before) || inWord(after) {
			out.WriteString(what)
		} else {
			out.WriteString(by)
		}
		text = text[at+len(what):]
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
