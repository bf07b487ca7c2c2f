package settings

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// The settings of a model by name.
const (
	ModelEndpointURLName = "model_endpoint_url"
	ModelNameName        = "model_name"
	ModelAPIKeyName      = "model_api_key"
	ModelInputPriceName  = "model_input_price"
	ModelOutputPriceName = "model_output_price"
	ModelTimeoutName     = "model_timeout"
	ModelAllowHTTPName   = "model_allow_http"
)

const (
	defaultModelTimeout  = "300"
	shortestModelTimeout = 5    // seconds
	longestModelTimeout  = 3600 // seconds
	longestModelName     = 200  // letters
	highestPrice         = 1_000_000
)

// Model is the model that makes workflows, if there is one.
type Model struct {
	EndpointURL string // with the path up to the version, without a slash at the end; empty: none
	Name        string // at the endpoint; may be empty
	APIKey      secret.Text
	KeyKeptIn   string // keyring, file, environment, env_file, or empty when there is no key
	// KeyProblem says why the key that was entered in the app could not be read; nil when it could.
	KeyProblem *workflow.Error `json:"-"`
	// InputPrice and OutputPrice are what a million tokens cost that are read and written, in US dollars; nil: not told.
	InputPrice, OutputPrice *float64
	Timeout                 time.Duration // of one proposal
	AllowHTTP               bool          // also where the endpoint is not this computer
}

// ModelChange is what the settings page may change of a model, as Change is.
type ModelChange struct {
	EndpointURL *string
	Name        *string
	APIKey      *secret.Text
	InputPrice  *string
	OutputPrice *string
	Timeout     *string // seconds
	AllowHTTP   *bool
}

// address is what the key is for: the host, whatever the path. It has no path, so it is never that of a bucket.
func (m Model) address() string {
	u, err := url.Parse(m.EndpointURL)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// findModelKey fills in the key: from the environment or the .env file, else the one that was entered in the app for this host.
func (l *Loader) findModelKey(s *Settings, doc document, layers []layer) error {
	s.Sources[ModelAPIKeyName] = SourceDefault
	found, ok := find(variableOf(ModelAPIKeyName), layers)
	if !ok {
		l.addKeptModelKey(s, doc)
		return nil
	}
	text, err := checkKey(ModelAPIKeyName, found.origin, found.text)
	if err != nil {
		return err
	}
	s.Model.APIKey, s.Sources[ModelAPIKeyName], s.Model.KeyKeptIn = text, found.source, string(found.source)
	s.resolved[ModelAPIKeyName] = setting{source: found.source, origin: found.origin}
	return nil
}

func (l *Loader) addKeptModelKey(s *Settings, doc document) {
	place := doc.keptIn[s.Model.address()]
	if place == "" {
		return
	}
	kept, err := l.keyStore().read(s.Model.address(), place, ModelAPIKeyName)
	if err != nil {
		s.Model.KeyProblem, s.Model.KeyKeptIn = unreadKeys("The key of the model is in the keyring of this computer, which did not give it.", err), place
		return
	}
	if text := kept[ModelAPIKeyName]; !text.Empty() {
		s.Model.APIKey, s.Sources[ModelAPIKeyName], s.Model.KeyKeptIn = text, SourceSettings, place
	}
}

// changeModelKey gives n the key of s as c changes it. A key never follows to another host: there, the one counts that was entered
// for it.
func (l *Loader) changeModelKey(n *Settings, s Settings, c Change, doc document) error {
	n.Sources[ModelAPIKeyName], n.resolved[ModelAPIKeyName] = s.Sources[ModelAPIKeyName], s.resolved[ModelAPIKeyName]
	n.Model.APIKey, n.Model.KeyKeptIn, n.Model.KeyProblem = s.Model.APIKey, s.Model.KeyKeptIn, s.Model.KeyProblem
	fixed := s.Sources[ModelAPIKeyName].fixed()
	if given := c.Model.APIKey; given != nil {
		text, err := checkKey(ModelAPIKeyName, "", given.Reveal())
		switch {
		case err != nil:
			return err
		case fixed && text != s.Model.APIKey:
			return fixedElsewhere(ModelAPIKeyName, s.resolved[ModelAPIKeyName].origin)
		case fixed:
			return nil
		case !text.Empty() && n.Model.EndpointURL == "":
			return invalid(setting{}, "There is no endpoint that the key of the model is for", "Enter the endpoint first.")
		}
		n.Model.APIKey, n.Model.KeyProblem, n.Sources[ModelAPIKeyName] = text, nil, SourceSettings
		if text.Empty() {
			n.Sources[ModelAPIKeyName], n.Model.KeyKeptIn = SourceDefault, ""
		}
		return nil
	}
	if !fixed && n.Model.address() != s.Model.address() {
		n.Model.APIKey, n.Model.KeyKeptIn, n.Model.KeyProblem, n.Sources[ModelAPIKeyName] = secret.Text{}, "", nil, SourceDefault
		l.addKeptModelKey(n, doc)
	}
	return nil
}

// keepModelKey writes the key that c enters, or forgets the one that it removes, and notes the place in doc. The key of another host
// stays for when somebody goes back to it.
func (l *Loader) keepModelKey(next Settings, c Change, doc document) error {
	if c.Model.APIKey == nil || next.Sources[ModelAPIKeyName].fixed() || next.Model.EndpointURL == "" {
		return nil
	}
	address := next.Model.address()
	if next.Model.APIKey.Empty() {
		place := doc.keptIn[address]
		delete(doc.keptIn, address)
		return l.keyStore().remove(address, place, ModelAPIKeyName)
	}
	place, err := l.keyStore().write(address, keptKeys{ModelAPIKeyName: next.Model.APIKey})
	doc.keptIn[address] = place
	return err
}

func (m *Model) takeAllowHTTP(v setting) (string, error) {
	allow, err := parseBool(v)
	m.AllowHTTP = allow
	return strconv.FormatBool(allow), err
}

func (m *Model) takeEndpoint(v setting) (string, error) {
	if v.text == "" {
		return "", nil
	}
	const example = "for example https://api.openai.com/v1 or http://127.0.0.1:11434/v1"
	u, err := url.Parse(v.text)
	// The parser's own error repeats the address, and with it a password that may stand in it.
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsFunc(v.text, unicode.IsSpace) || !portFits(u) {
		return "", invalid(v, "The endpoint of the model is not an address", "Write it with https:// or http:// and its path, "+example+".")
	}
	switch {
	case u.User != nil:
		return "", invalid(v, "The endpoint of the model holds a user name", "Leave it out of the address and enter the key on its own.")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.Contains(v.text, "#"):
		return "", invalid(v, "The endpoint of the model holds a ? or a #", "Leave out what follows the path; the key has a setting of its own.")
	case u.Scheme == "http" && !loopback(u.Hostname()) && !m.AllowHTTP:
		return "", invalid(v, "The endpoint of the model begins with http://, and is not on this computer",
			"Begin it with https://, or allow it to be asked without TLS if the network between is yours: others could read the key and the workflows.")
	}
	m.EndpointURL = u.Scheme + "://" + strings.ToLower(u.Host) + strings.TrimRight(u.EscapedPath(), "/")
	return m.EndpointURL, nil
}

func loopback(host string) bool {
	address, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && address.IsLoopback()
}

func (m *Model) takeName(v setting) (string, error) {
	if len([]rune(v.text)) > longestModelName || strings.ContainsFunc(v.text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return "", invalid(v, "The name of the model is not one that a model can have",
			words.F("Write it as the endpoint names it, without blanks and with at most %d letters.", longestModelName))
	}
	m.Name = v.text
	return v.text, nil
}

func takePrice(v setting, into **float64) (string, error) {
	if v.text == "" {
		return "", nil
	}
	price, err := strconv.ParseFloat(v.text, 64)
	if err != nil || !(price >= 0 && price <= highestPrice) { // NaN is neither
		return "", invalid(v, "The price of a million tokens is not a number",
			words.F("Write US dollars as a number from 0 to %d, for example 0.25.", highestPrice))
	}
	*into = &price
	return strconv.FormatFloat(price, 'f', -1, 64), nil
}

func (m *Model) takeTimeout(v setting) (string, error) {
	seconds, err := strconv.Atoi(v.text)
	if err != nil || seconds < shortestModelTimeout || seconds > longestModelTimeout {
		return "", invalid(v, "The time for the model is not a number of seconds",
			words.F("Write a whole number from %d to %d.", shortestModelTimeout, longestModelTimeout))
	}
	m.Timeout = time.Duration(seconds) * time.Second
	return strconv.Itoa(seconds), nil
}
