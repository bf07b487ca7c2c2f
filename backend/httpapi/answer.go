package httpapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"unicode/utf8"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// statuses gives the HTTP status of an error code; a code that is not listed is the store's trouble: 503.
var statuses = map[workflow.Code]int{
	workflow.CodeInvalidID:        http.StatusBadRequest,
	workflow.CodeInvalidRequest:   http.StatusBadRequest,
	workflow.CodeUnauthorized:     http.StatusUnauthorized,
	workflow.CodeTooManyTries:     http.StatusTooManyRequests,
	workflow.CodeForbiddenOrigin:  http.StatusForbidden,
	workflow.CodeNotFound:         http.StatusNotFound,
	workflow.CodeWorkflowNotFound: http.StatusNotFound,
	workflow.CodeVersionNotFound:  http.StatusNotFound,
	workflow.CodeTemplateNotFound: http.StatusNotFound,
	workflow.CodeDraftNotFound:    http.StatusNotFound,
	workflow.CodeStepNotFound:     http.StatusNotFound,
	workflow.CodeJobNotFound:      http.StatusNotFound,
	workflow.CodeModelNotFound:    http.StatusNotFound,
	workflow.CodeStaleParent:      http.StatusConflict,
	workflow.CodeConflict:         http.StatusConflict,
	workflow.CodeManyDeleted:      http.StatusConflict,
	workflow.CodeTooLarge:         http.StatusRequestEntityTooLarge,
	workflow.CodeInvalidContent:   http.StatusUnprocessableEntity,
	workflow.CodeInvalidArchive:   http.StatusUnprocessableEntity,
	workflow.CodeInvalidSettings:  http.StatusUnprocessableEntity,
	workflow.CodeCannotEdit:       http.StatusUnprocessableEntity,
	workflow.CodeInternal:         http.StatusInternalServerError,
}

// spoken is the language that a request asks for; English when it asks for none.
func spoken(r *http.Request) words.Language { return words.Accepted(r.Header.Get("Accept-Language")) }

type errorBody struct {
	Error struct {
		Code    workflow.Code `json:"code"`
		Message words.Text    `json:"message"`
		Hint    words.Text    `json:"hint"`
	} `json:"error"`
}

func writeError(w http.ResponseWriter, r *http.Request, err error) {
	p := workflow.Presentable(err)
	status, listed := statuses[p.Code]
	if !listed {
		status = http.StatusServiceUnavailable
	}
	var body errorBody
	body.Error.Code, body.Error.Message, body.Error.Hint = p.Code, p.Message, p.Hint
	writeJSON(w, r, status, body)
}

// writeJSON says the messages of an answer in the language that the request asks for.
func writeJSON(w http.ResponseWriter, r *http.Request, status int, answer any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// The status is sent; a client that went away meanwhile is nobody's error.
	_ = json.NewEncoder(w).Encode(words.In(spoken(r), answer))
}

// readJSON decodes a body of one JSON value. Unknown fields are ignored, so that newer clients can talk to us. Bytes that
// are not UTF-8 are refused here: the decoder would replace them without a word, and a text would not be what was sent.
func readJSON(r *http.Request, into any) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return bodyError(err)
	}
	if !utf8.Valid(body) {
		return &workflow.Error{
			Code: workflow.CodeInvalidContent, Message: "The request is not UTF-8 text.", Hint: "Send the text as UTF-8.",
		}
	}
	if err := json.Unmarshal(body, into); err != nil {
		return bodyError(err)
	}
	return nil
}

func bodyError(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooLarge()
	}
	message := words.Text("The body of the request is not the JSON that this address takes.")
	if typed, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && typed.Field != "" {
		message = words.F("The field %s of the request cannot be %s.", typed.Field, typed.Value)
	}
	return &workflow.Error{
		Code: workflow.CodeInvalidRequest, Message: message,
		Hint: "Send one JSON object with the fields that the documentation names.", Err: err,
	}
}

func tooLarge() error {
	return &workflow.Error{
		Code:    workflow.CodeTooLarge,
		Message: words.F("The request has more than %d bytes.", MaxBody),
		Hint:    "Split the process into several workflows, or shorten the prompt.",
	}
}

func forbidden(message, hint words.Text) error {
	return &workflow.Error{Code: workflow.CodeForbiddenOrigin, Message: message, Hint: hint}
}

func panicked(p any) error {
	return fmt.Errorf("panic: %v", p)
}

func unknownRoute(r *http.Request) error {
	return &workflow.Error{
		Code:    workflow.CodeNotFound,
		Message: words.F("There is nothing at %s %s.", r.Method, quote(r.URL.Path)),
		Hint:    "Check the method and the path against the documentation.",
	}
}

func quote(s string) string {
	const most = 80
	if len(s) > most {
		s = s[:most] + "…"
	}
	return strconv.QuoteToASCII(s)
}
