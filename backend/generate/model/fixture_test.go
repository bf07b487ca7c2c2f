package model_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/generate"
	"workflow-designer/backend/generate/model"
	"workflow-designer/backend/generate/model/modeltest"
	"workflow-designer/backend/secret"
	"workflow-designer/backend/workflow"
)

const plantedKey = "sk-proj-PLANTEDKEY0123456789"

const good = `# made for the test
name: Expenses
form:
  fields:
    - name: amount
      type: currency
      label: Amount
      required: true
workflow:
  manager_approval:
    name: Manager
    type: decision
    approver: ${requestor.manager}
    on_approve:
      continue_to: done
    on_reject:
      continue_to: rejected
  done:
    name: Done
    type: end
  rejected:
    name: Rejected
    type: end
`

// bad has the same error twice, and another one.
var bad = strings.ReplaceAll(strings.Replace(good, "type: decision", "type: desicion", 1), "type: end", "type: finish")

// doubtful is taken by a runtime, with a warning: nobody can reach a step.
var doubtful = good + "  lost:\n    name: Lost\n    type: end\n"

var expenses = model.Question{Request: generate.Request{Description: "The manager approves expenses. Ask for the amount."}}

// client asks a server, and notes how long it would have waited instead of waiting.
type client struct {
	*model.Client
	waits []time.Duration
}

func ask(s *modeltest.Server) *client {
	c := &client{Client: model.New(model.Endpoint{
		URL: s.URL, Model: "test-model", Key: secret.New(plantedKey), Timeout: time.Minute, Price: &model.Price{Input: 2, Output: 8},
	})}
	c.Wait = func(ctx context.Context, d time.Duration) error {
		c.waits = append(c.waits, d)
		return ctx.Err()
	}
	return c
}

func generated(t *testing.T, s *modeltest.Server) model.Answer {
	t.Helper()
	a, err := ask(s).Generate(t.Context(), expenses, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// refused wants an error that can be shown and holds no key.
func refused(t *testing.T, err error, code workflow.Code, says ...string) {
	t.Helper()
	e, ok := errors.AsType[*workflow.Error](err)
	if !ok || e.Code != code {
		t.Fatalf("got %v, want %s", err, code)
	}
	for _, want := range says {
		if !strings.Contains(e.Message.String()+" "+e.Hint.String(), want) {
			t.Errorf("%q, hint %q, does not say %q", e.Message, e.Hint, want)
		}
	}
	if !strings.HasSuffix(e.Hint.String(), ".") && !strings.Contains(e.Hint.String(), "ollama pull") {
		t.Errorf("the hint %q is no whole sentence", e.Hint)
	}
	if printed := print(err); strings.Contains(printed, plantedKey) {
		t.Errorf("the key is in %s", printed)
	}
}

// print is an error in every way that it may be printed.
func print(err error) string {
	var out strings.Builder
	for e := err; e != nil; e = errors.Unwrap(e) {
		fmt.Fprintf(&out, "%v %+v %#v %s %q\n", e, e, e, e, e)
		slog.New(slog.NewTextHandler(&out, nil)).Error("failed", "error", e)
		slog.New(slog.NewJSONHandler(&out, nil)).Error("failed", "error", e)
	}
	return out.String()
}
