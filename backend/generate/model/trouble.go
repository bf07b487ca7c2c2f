package model

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// trouble says for a person what went wrong. The error within it holds neither the key nor what was asked.
func (c *Client) trouble(err error) *workflow.Error {
	host := c.Host()
	failed := func(code workflow.Code, message, hint words.Text) *workflow.Error {
		return &workflow.Error{Code: code, Message: message, Hint: hint, Err: errors.New(c.scrub(err.Error()))}
	}
	if r, ok := errors.AsType[*refusal](err); ok {
		return c.refused(r)
	}
	if r, ok := errors.AsType[*redirected](err); ok {
		return failed(workflow.CodeModelRedirected,
			words.F("%s leads to another host, %s, which was not asked.", host, r.to),
			"Enter the address that is really meant in the settings, under Models. Keys are never sent on.")
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return failed(workflow.CodeModelTimeout, words.F("%s did not finish within %s.", c.Model, seconds(c.Timeout)),
			"Try again, describe less at once, or allow more time in the settings, under Models.")
	case errors.Is(err, context.Canceled):
		return failed(workflow.CodeCancelled, "The model was stopped.", "Generate again when you want to.")
	case unreachable(err):
		hint := words.Text("Check the network and the address in the settings, under Models.")
		if c.Local() {
			hint = "Start the program that serves the model, such as Ollama, and check the address in the settings, under Models."
		}
		return failed(workflow.CodeModelUnreachable, words.F("%s cannot be reached.", host), hint)
	case errors.Is(err, errTooLarge):
		return failed(workflow.CodeModelFailed, words.F("The answer of %s is larger than %d KiB.", c.Model, maxAnswer>>10),
			"Describe one process at a time, or take another model.")
	case errors.Is(err, errSilent):
		return failed(workflow.CodeModelFailed, words.F("%s answered nothing.", c.Model), "Try again, or take another model.")
	case errors.Is(err, errStrange):
		return failed(workflow.CodeModelFailed, words.F("What answers at %s is not a model.", host),
			"Check the address in the settings, under Models: most end in /v1.")
	case errors.Is(err, errCut):
		return failed(workflow.CodeModelCut, words.F("The answer of %s was cut off.", c.Model),
			"Try again. If it stays, describe less at once, or allow the model longer answers where it runs.")
	}
	if said := streamMessage(err); said != "" {
		return failed(workflow.CodeModelFailed, words.F("%s gave up in the middle of its answer: %s", c.Model, c.scrub(said)), "Try again in a while.")
	}
	return failed(workflow.CodeModelFailed, words.F("%s could not be asked.", host), "Try again. If it stays, check the settings, under Models.")
}

// refused says what an answer means that is an error.
func (c *Client) refused(r *refusal) *workflow.Error {
	host := c.Host()
	said := c.scrub(messageIn(r.body))
	e := &workflow.Error{
		Code: workflow.CodeModelFailed, Err: errors.New(r.Error()), // its body may repeat the key
		Message: words.F("%s refused the question (%d).", host, r.status),
		Hint:    "Check the name of the model and the address in the settings, under Models.",
	}
	if said != "" {
		e.Message = words.F("%s refused the question (%d): %s", host, r.status, said)
	}
	switch {
	case r.status == http.StatusUnauthorized, r.status == http.StatusForbidden, r.status == http.StatusBadRequest && strings.Contains(strings.ToLower(r.body), "api key"):
		e.Code = workflow.CodeModelKeyRefused // what it says may have parts of the key in it
		e.Message, e.Hint = words.F("%s refused the key.", host), "Enter the key again in the settings, under Models, and see there whether it may use this model."
		if c.Key.Empty() {
			e.Message, e.Hint = words.F("%s asks for a key, and none is entered.", host), "Enter it in the settings, under Models."
		}
	case r.status == http.StatusNotFound && strings.Contains(strings.ToLower(said), "model"):
		e.Code, e.Message = workflow.CodeModelNotFound, words.F("%s has no model %s.", host, c.Model)
		e.Hint = "Check its name in the settings, under Models."
		if c.Local() {
			e.Hint = words.F("Check its name in the settings, under Models, or fetch it: ollama pull %s", c.Model)
		}
	case r.status == http.StatusNotFound, r.status == http.StatusMethodNotAllowed:
		e.Message, e.Hint = words.F("There is no model at this address of %s.", host), "Check the address in the settings, under Models: most end in /v1."
	case r.status == http.StatusPaymentRequired, r.status == http.StatusTooManyRequests && outOfMoney(r):
		e.Message, e.Hint = words.F("The account at %s has no credit left.", host), "Top it up there, or take another model."
	case r.status == http.StatusTooManyRequests:
		e.Code, e.Message, e.Hint = workflow.CodeModelBusy, words.F("%s is asked too often.", host), "Try again in a minute."
		if d, told := retryAfter(r, time.Now()); told && d > 0 {
			e.Hint = words.F("It asks to be left in peace for %s. Try again then, or take another model.", seconds(d))
		}
	case r.status == http.StatusRequestEntityTooLarge:
		e.Code, e.Message, e.Hint = workflow.CodeTooLarge, words.F("The workflow is too large for %s.", c.Model), "Take a model that can read more."
	case r.status >= http.StatusInternalServerError:
		e.Message, e.Hint = words.F("%s has trouble of its own (%d).", host, r.status), "Try again in a while, or take another model."
		if said != "" {
			e.Message = words.F("%s has trouble of its own (%d): %s", host, r.status, said)
		}
	}
	return e
}

// seconds writes a time as people read it.
func seconds(d time.Duration) words.Text {
	if n := int(d.Round(time.Second).Seconds()); n != 1 {
		return words.F("%d seconds", n)
	}
	return "one second"
}

// scrub takes the key out of a text of others, whoever wrote it there.
func (c *Client) scrub(text string) string {
	if key := c.Key.Reveal(); key != "" {
		return strings.ReplaceAll(text, key, c.Key.String())
	}
	return text
}

// messageIn is what an error of an endpoint says, on one line; empty when it says nothing that can be understood. OpenAI, Ollama and
// Anthropic write {"error": {"message"}}, Gemini puts that into a list, others write {"error": "..."} or {"message"}.
func messageIn(body string) string {
	type inner struct {
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
	}
	var e inner
	var list []inner
	switch {
	case json.Unmarshal([]byte(body), &e) == nil:
	case json.Unmarshal([]byte(body), &list) == nil && len(list) > 0:
		e = list[0]
	default:
		return ""
	}
	said := e.Message
	var deeper inner
	if json.Unmarshal(e.Error, &deeper) == nil && deeper.Message != "" {
		said = deeper.Message
	} else {
		var text string
		if json.Unmarshal(e.Error, &text) == nil && text != "" {
			said = text
		}
	}
	return oneLine(said)
}

// oneLine is a text of others as it may stand in a sentence: without line ends and control characters, and not too long.
func oneLine(text string) string {
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "\uFFFD"), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if letters := []rune(text); len(letters) > maxSaid {
		return fmt.Sprintf("%s…", string(letters[:maxSaid]))
	}
	return text
}
