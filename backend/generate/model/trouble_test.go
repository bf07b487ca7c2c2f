package model_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/generate/model"
	"workflow-designer/backend/generate/model/modeltest"
	"workflow-designer/backend/secret"
	"workflow-designer/backend/workflow"
)

func failure(t *testing.T, s *modeltest.Server) (*client, error) {
	t.Helper()
	c := ask(s)
	a, err := c.Generate(t.Context(), expenses, nil)
	if err == nil {
		t.Fatalf("it gave %+v", a)
	}
	return c, err
}

func TestARefusedKeyIsSaidByEveryEndpoint(t *testing.T) {
	for _, d := range modeltest.Dialects() {
		t.Run(d.Name, func(t *testing.T) {
			status, said := 401, "Incorrect API key provided: "+plantedKey+"."
			if d.Name == "Gemini" {
				status, said = 400, "API key not valid. Please pass a valid API key."
			}
			s := modeltest.Start(t, d, modeltest.Refuses(status, said))
			_, err := failure(t, s)
			refused(t, err, workflow.CodeModelKeyRefused, "refused the key", "Enter the key again")
			if len(s.Requests()) != 1 {
				t.Errorf("it asked %d times", len(s.Requests()))
			}
		})
	}
}

func TestAMissingKeyIsSaid(t *testing.T) {
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Refuses(401, "You didn't provide an API key."))
	c := model.New(model.Endpoint{URL: s.URL, Model: "m"})
	_, err := c.Generate(t.Context(), expenses, nil)
	refused(t, err, workflow.CodeModelKeyRefused, "none is entered")
	if got := s.Requests()[0].Header.Values("Authorization"); len(got) != 0 {
		t.Errorf("it sent %q", got)
	}
}

func TestABusyEndpointIsWaitedForAsItAsks(t *testing.T) {
	for _, d := range modeltest.Dialects() {
		t.Run(d.Name, func(t *testing.T) {
			s := modeltest.Start(t, d, modeltest.Refuses(429, "slow down", "Retry-After", "7"), modeltest.Says(modeltest.Fenced(good)))
			c := ask(s)
			var waited []time.Duration
			a, err := c.Generate(t.Context(), expenses, func(p model.Progress) {
				if p.Stage == model.Waiting {
					waited = append(waited, p.Wait)
				}
			})
			if err != nil || a.YAML != good || a.Rounds != 1 {
				t.Fatalf("got %+v, %v", a, err)
			}
			if want := []time.Duration{7 * time.Second}; !slices.Equal(c.waits, want) || !slices.Equal(waited, want) {
				t.Errorf("it waited %v and said %v", c.waits, waited)
			}
		})
	}
}

func TestARealSecondIsWaited(t *testing.T) {
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Refuses(429, "slow down", "Retry-After", "1"), modeltest.Says(modeltest.Fenced(good)))
	began := time.Now()
	_, err := model.New(model.Endpoint{URL: s.URL, Model: "m", Timeout: time.Minute}).Generate(t.Context(), expenses, nil)
	if took := time.Since(began); err != nil || took < time.Second {
		t.Errorf("it took %v, %v", took, err)
	}
}

func TestATimeMayBeWaitedFor(t *testing.T) {
	at := time.Now().Add(20 * time.Second).UTC().Format(http.TimeFormat)
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Refuses(503, "down", "Retry-After", at), modeltest.Says(modeltest.Fenced(good)))
	c := ask(s)
	if _, err := c.Generate(t.Context(), expenses, nil); err != nil || len(c.waits) != 1 || c.waits[0] < 15*time.Second || c.waits[0] > 20*time.Second {
		t.Errorf("it waited %v, %v", c.waits, err)
	}
}

func TestALongerRestThanThereIsTimeForIsSaid(t *testing.T) {
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Refuses(429, "slow down", "Retry-After", "90"))
	c, err := failure(t, s)
	refused(t, err, workflow.CodeModelBusy, "90 seconds")
	if len(c.waits) != 0 {
		t.Errorf("it waited %v in vain", c.waits)
	}
}

func TestTroubleOfTheEndpointIsTriedAgainAndThenSaid(t *testing.T) {
	for _, d := range modeltest.Dialects() {
		t.Run(d.Name, func(t *testing.T) {
			s := modeltest.Start(t, d, modeltest.Refuses(500, "x"), modeltest.Refuses(502, "x"), modeltest.Says(modeltest.Fenced(good)))
			c := ask(s)
			if a, err := c.Generate(t.Context(), expenses, nil); err != nil || a.YAML != good {
				t.Fatalf("got %+v, %v", a, err)
			}
			if want := []time.Duration{time.Second, 2 * time.Second}; !slices.Equal(c.waits, want) {
				t.Errorf("it waited %v", c.waits)
			}

			down := modeltest.Refuses(500, "the GPU is "+plantedKey+" on fire")
			s = modeltest.Start(t, d, down, down, down, down)
			_, err := failure(t, s)
			refused(t, err, workflow.CodeModelFailed, "500", "the GPU is [secret] on fire")
		})
	}
}

func TestOtherRefusalsAreSaid(t *testing.T) {
	for _, c := range []struct {
		name, said string
		turn       modeltest.Turn
		code       workflow.Code
	}{
		{"no such model", "ollama pull test-model", modeltest.Refuses(404, `model "test-model" not found, try pulling it first`), workflow.CodeModelNotFound},
		{"no such address", "most end in /v1", modeltest.Refuses(404, ""), workflow.CodeModelFailed},
		{"no credit", "no credit left", modeltest.Refuses(429, "insufficient_quota"), workflow.CodeModelFailed},
		{"a strange question", "(400): max_tokens is wrong", modeltest.Refuses(400, "max_tokens\nis wrong"), workflow.CodeModelFailed},
		{"a web page", "not a model", modeltest.Page(), workflow.CodeModelFailed},
		{"too large", "too large", modeltest.Refuses(413, "too large"), workflow.CodeTooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := modeltest.Start(t, modeltest.Ollama(), c.turn)
			_, err := failure(t, s)
			refused(t, err, c.code, c.said)
		})
	}
}

func TestAnEndpointThatIsNotThereIsUnreachable(t *testing.T) {
	s := modeltest.Start(t, modeltest.Ollama())
	s.Close()
	c, err := failure(t, s)
	refused(t, err, workflow.CodeModelUnreachable, "cannot be reached", "Start the program")
	if len(c.waits) != 0 {
		t.Errorf("it waited %v for nothing", c.waits)
	}
}

func TestAnotherHostGetsNeitherKeyNorWords(t *testing.T) {
	other := modeltest.Start(t, modeltest.OpenAI())
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Redirects(other.URL+"/chat/completions"))
	_, err := failure(t, s)
	refused(t, err, workflow.CodeModelRedirected, strings.TrimSuffix(strings.TrimPrefix(other.URL, "http://"), "/v1"))
	if n := len(other.Requests()); n != 0 {
		t.Errorf("the other host was asked %d times", n)
	}

	// within the host it is followed
	s = modeltest.Start(t, modeltest.OpenAI(), modeltest.Redirects("/v1/chat/completions"), modeltest.Says(modeltest.Fenced(good)))
	if a := generated(t, s); a.YAML != good {
		t.Errorf("got %+v", a)
	}
}

// TestTheEnvironmentSaysNothing: the library would take keys and addresses for OpenAI from there, and send them to whoever is configured.
func TestTheEnvironmentSaysNothing(t *testing.T) {
	other := modeltest.Start(t, modeltest.OpenAI())
	for name, value := range map[string]string{
		"OPENAI_API_KEY": "sk-of-another-program", "OPENAI_BASE_URL": other.URL, "OPENAI_ORG_ID": "org-of-another", "OPENAI_PROJECT_ID": "project-of-another",
		"OPENAI_CUSTOM_HEADERS": "X-Of-Another: yes",
	} {
		t.Setenv(name, value)
	}
	s := modeltest.Start(t, modeltest.Ollama(), modeltest.Says(modeltest.Fenced(good)))
	if _, err := model.New(model.Endpoint{URL: s.URL, Model: "m"}).Generate(t.Context(), expenses, nil); err != nil {
		t.Fatal(err)
	}
	if sent := fmt.Sprint(s.Requests()[0].Header); strings.Contains(strings.ToLower(sent), "another") || len(other.Requests()) != 0 {
		t.Errorf("it sent %s", sent)
	}
}

func TestTheKeyIsNeverPrinted(t *testing.T) {
	c := model.New(model.Endpoint{URL: "http://127.0.0.1:1/v1", Model: "m", Key: secret.New(plantedKey)})
	if printed := fmt.Sprintf("%v %+v %#v", c.Endpoint, c.Endpoint, c.Endpoint); strings.Contains(printed, plantedKey) {
		t.Errorf("printed %s", printed)
	}
}
