package model

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/packages/ssestream"
)

// A question that an endpoint could not take is asked so many times in all; between them it waits, unless it is told how long,
// twice as long each time.
const (
	maxTries  = 4
	firstWait = time.Second
)

// persist asks until the endpoint takes the question. It waits as long as a busy endpoint asks for, when there is time for that.
// Errors and reply are those of the last time it asked.
func (c *Client) persist(ctx context.Context, messages []openai.ChatCompletionMessageParamUnion, t *teller) (reply, error) {
	pause := firstWait
	for try := 1; ; try++ {
		r, err := c.ask(ctx, messages, t.wrote)
		if err == nil || r.text != "" || try == maxTries || ctx.Err() != nil || !passing(err) {
			return r, err
		}
		d := pause
		if asked, told := retryAfter(err, time.Now()); told {
			d = asked
		}
		if deadline, bounded := ctx.Deadline(); bounded && time.Until(deadline) <= d {
			return r, err // it would be in vain
		}
		t.waits(d)
		if waited := c.Wait(ctx, d); waited != nil {
			return r, waited
		}
		t.asks()
		pause *= 2
	}
}

// passing reports that an error may be gone the next time.
func passing(err error) bool {
	if r, ok := errors.AsType[*refusal](err); ok {
		switch r.status {
		case http.StatusTooManyRequests:
			return !outOfMoney(r)
		case http.StatusRequestTimeout, http.StatusConflict, http.StatusTooEarly:
			return true
		default:
			return r.status >= http.StatusInternalServerError && r.status != http.StatusNotImplemented
		}
	}
	if isStreamError(err) || errors.Is(err, errCut) {
		return true
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return false
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// outOfMoney reports a 429 that waiting does not mend.
func outOfMoney(r *refusal) bool {
	return strings.Contains(r.body, "insufficient_quota") || strings.Contains(r.body, "credit balance")
}

// retryAfter is how long an endpoint asks to be left in peace: in seconds, or until a time.
func retryAfter(err error, now time.Time) (time.Duration, bool) {
	r, ok := errors.AsType[*refusal](err)
	if !ok || r.retryAfter == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseFloat(strings.TrimSpace(r.retryAfter), 64); err == nil && seconds >= 0 {
		const longest = 24 * time.Hour // so that no number is too large for a Duration
		return time.Duration(min(seconds, longest.Seconds()) * float64(time.Second)), true
	}
	if at, err := http.ParseTime(r.retryAfter); err == nil {
		return max(0, at.Sub(now)), true
	}
	return 0, false
}

// streamMessage is what an endpoint said that gave up in the middle of an answer.
func streamMessage(err error) string {
	if s, ok := errors.AsType[*ssestream.StreamError](err); ok {
		return messageIn(string(s.Event.Data))
	}
	return ""
}
