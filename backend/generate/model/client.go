package model

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/packages/ssestream"
)

// Bounds of what one question may bring.
const (
	maxAnswer  = 256 << 10 // bytes of text
	maxStream  = 32 << 20  // bytes of the stream around it
	maxRefusal = 64 << 10  // bytes of an answer that is an error
	maxHops    = 3         // redirects within the host
)

// Client asks the model of one endpoint. It is safe for concurrent use.
type Client struct {
	Endpoint
	// Wait waits until a time has passed or ctx ended, and gives the error of ctx then.
	Wait func(ctx context.Context, d time.Duration) error

	service openai.ChatCompletionService
}

// New gives a client that waits by the clock.
func New(e Endpoint) *Client {
	// The service of its own, not openai.NewClient: that would send the keys and headers that the environment has for OpenAI to
	// whatever endpoint is configured.
	options := []option.RequestOption{
		option.WithBaseURL(e.URL),
		option.WithHTTPClient(&http.Client{Transport: bounded{newTransport()}, CheckRedirect: stayOnHost}),
		option.WithMaxRetries(0), // again.go does that: a person sees it, and may stop it
		option.WithMiddleware(refusals),
	}
	if !e.Key.Empty() {
		options = append(options, option.WithAPIKey(e.Key.Reveal()))
	}
	return &Client{Endpoint: e, Wait: wait, service: openai.NewChatCompletionService(options...)}
}

func newTransport() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
		ForceAttemptHTTP2:     true,
		IdleConnTimeout:       30 * time.Second,
	}
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// redirected refuses a redirect to where the person did not send their words and their key.
type redirected struct{ to string } // the host

func (r *redirected) Error() string { return "redirected to " + r.to }

func stayOnHost(req *http.Request, via []*http.Request) error {
	if first := via[0].URL; req.URL.Scheme != first.Scheme || req.URL.Host != first.Host || len(via) > maxHops {
		return &redirected{req.URL.Host}
	}
	return nil
}

// bounded bounds what an endpoint may send.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := b.next.RoundTrip(req)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, maxStream), res.Body}
	}
	return res, err
}

// refusal is an answer of the endpoint that is an error.
type refusal struct {
	status     int
	retryAfter string
	body       string // at most maxRefusal bytes of it
}

func (r *refusal) Error() string { return fmt.Sprintf("the endpoint answered %d", r.status) }

// refusals takes errors from the library before it makes its own of them: those hold the request, and with it the key, and they
// lose the status where an error is written in another way, as Gemini's are.
func refusals(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	res, err := next(req)
	if err != nil || res.StatusCode < http.StatusMultipleChoices {
		return res, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxRefusal))
	if err != nil {
		body = nil // the status says enough
	}
	return nil, &refusal{status: res.StatusCode, retryAfter: res.Header.Get("Retry-After"), body: string(body)}
}

// reply is what a question brought.
type reply struct {
	text  string
	usage Usage
}

var (
	errCut      = errors.New("the answer was cut off")
	errTooLarge = errors.New("the answer is too large")
	errSilent   = errors.New("the answer is empty")
	errStrange  = errors.New("the answer is not one of a model")
)

// ask asks once, and tells the text as it comes. With an error the reply has what came until then. Errors are refusal,
// redirected, errCut (the stream ended before the answer did), errTooLarge, errSilent, errStrange, *ssestream.StreamError (the
// endpoint gave up in the middle of it), or what the network gave.
func (c *Client) ask(ctx context.Context, messages []openai.ChatCompletionMessageParamUnion, told func(text string)) (reply, error) {
	stream := c.service.NewStreaming(ctx, openai.ChatCompletionNewParams{
		Model: c.Model, Messages: messages,
		StreamOptions: openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)},
	})
	defer func() { _ = stream.Close() }()
	var text strings.Builder
	var r reply
	ended, began := "", false
	for stream.Next() {
		chunk := stream.Current()
		began = true
		if u := chunk.Usage; u.PromptTokens > 0 || u.CompletionTokens > 0 { // the last one told is the sum
			r.usage = Usage{InputTokens: u.PromptTokens, OutputTokens: u.CompletionTokens, Complete: true}
		}
		for _, choice := range chunk.Choices {
			if choice.FinishReason != "" {
				ended = choice.FinishReason
			}
			if choice.Index != 0 || choice.Delta.Content == "" {
				continue
			}
			text.WriteString(choice.Delta.Content)
			if text.Len() > maxAnswer {
				r.text = text.String()[:maxAnswer]
				return r, errTooLarge
			}
			told(text.String())
		}
	}
	r.text = text.String()
	err := stream.Err()
	switch {
	case err != nil && began && !isStreamError(err):
		return r, errors.Join(errCut, err)
	case err != nil:
		return r, err
	case !began:
		return r, errStrange
	case ended == "" || ended == "length":
		return r, errCut
	case strings.TrimSpace(r.text) == "":
		return r, errSilent
	}
	return r, nil
}

func isStreamError(err error) bool {
	_, ok := errors.AsType[*ssestream.StreamError](err)
	return ok
}

// unreachable reports that nothing was sent: there is no way to the endpoint.
func unreachable(err error) bool {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return true
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return true
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		return strings.Contains(u.Err.Error(), "tls:") || strings.Contains(u.Err.Error(), "x509:") || strings.Contains(u.Err.Error(), "TLS handshake")
	}
	return false
}
