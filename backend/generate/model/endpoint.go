package model

import (
	"net/netip"
	"net/url"
	"strings"
	"time"

	"workflow-designer/backend/secret"
)

// Endpoint is where a model is, and on which terms.
type Endpoint struct {
	URL     string // up to the version, such as https://api.openai.com/v1; the questions go to /chat/completions below it
	Model   string // its name there
	Key     secret.Text
	Price   *Price        // nil: not told
	Timeout time.Duration // of one proposal with all that is asked again; 0: only the caller's context bounds it
}

// Price is what a million tokens cost, in US dollars.
type Price struct{ Input, Output float64 }

// Host is what a person calls the endpoint: its host, and its port where it has one.
func (e Endpoint) Host() string {
	u, err := url.Parse(e.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

// Local reports that the endpoint is on this computer.
func (e Endpoint) Local() bool {
	u, err := url.Parse(e.URL)
	return err == nil && IsLoopback(u.Hostname())
}

// IsLoopback reports that a host is this computer by its name or address, so that nothing sent there leaves it.
func IsLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}

// Usage is what a proposal took, over all its rounds.
type Usage struct {
	InputTokens, OutputTokens int64
	Complete                  bool // the endpoint told it of every round
}

// Cost is what a usage costs in US dollars; false when the price or the usage is not known.
func (e Endpoint) Cost(u Usage) (dollars float64, known bool) {
	if e.Price == nil || !u.Complete {
		return 0, false
	}
	const million = 1e6
	return (float64(u.InputTokens)*e.Price.Input + float64(u.OutputTokens)*e.Price.Output) / million, true
}
