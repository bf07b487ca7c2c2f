package settings_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

const plantedModelKey = "sk-proj-PLANTEDMODELKEY"

func enterModel(endpoint string) settings.Change {
	return settings.Change{Model: settings.ModelChange{
		EndpointURL: new(endpoint), Name: new("gpt-5-mini"), APIKey: hidden(plantedModelKey + "\n"), InputPrice: new("0.25"), OutputPrice: new("2"),
		Timeout: new("90"),
	}}
}

func TestAModelIsEnteredOnce(t *testing.T) {
	p := newPerson(t)
	stored := p.store(enterModel(" HTTPS://API.OpenAI.com/v1/ "))
	for _, s := range []settings.Settings{stored, p.load()} {
		m := s.Model
		if m.EndpointURL != "https://api.openai.com/v1" || m.Name != "gpt-5-mini" || m.APIKey.Reveal() != plantedModelKey || m.KeyKeptIn != "keyring" ||
			m.InputPrice == nil || *m.InputPrice != 0.25 || *m.OutputPrice != 2 || m.Timeout != 90*time.Second {
			t.Errorf("got %+v", m)
		}
		for _, name := range []string{"model_endpoint_url", "model_name", "model_api_key", "model_input_price", "model_output_price", "model_timeout"} {
			if s.Sources[name] != settings.SourceSettings {
				t.Errorf("%s comes from %s", name, s.Sources[name])
			}
		}
	}
	if path := fileHolding(t, p.dir, plantedModelKey); path != "" {
		t.Errorf("the key is in %s", path)
	}
	if ring := p.keyring.(*memoryKeyring); len(ring.texts) != 1 || ring.texts["https://api.openai.com model_api_key"].Reveal() != plantedModelKey {
		t.Errorf("the keyring has %d texts", len(ring.texts))
	}
}

func TestWithoutAModelThereIsNone(t *testing.T) {
	m := newPerson(t).load().Model
	if m.EndpointURL != "" || m.Name != "" || !m.APIKey.Empty() || m.InputPrice != nil || m.Timeout != 5*time.Minute {
		t.Errorf("got %+v", m)
	}
}

func TestTheKeyOfAModelStaysWithItsHost(t *testing.T) {
	p := newPerson(t)
	p.store(enterModel("https://api.openai.com/v1"))

	// when another host is entered, or named by a .env file in the working directory
	if m := p.store(settings.Change{Model: settings.ModelChange{EndpointURL: new("http://localhost:11434/v1")}}).Model; !m.APIKey.Empty() || m.KeyKeptIn != "" {
		t.Errorf("the key goes to %s", m.EndpointURL)
	}
	p.envFile("MODEL_ENDPOINT_URL=https://elsewhere.example.com/v1\n")
	if m := p.load().Model; !m.APIKey.Empty() {
		t.Errorf("the key goes to %s", m.EndpointURL)
	}
	p.envFile("")

	// and back, on another path: it is there again
	if m := p.store(settings.Change{Model: settings.ModelChange{EndpointURL: new("https://api.openai.com/v2")}}).Model; m.APIKey.Reveal() != plantedModelKey {
		t.Errorf("the key is gone: %+v", m)
	}
	if m := p.load().Model; m.APIKey.Reveal() != plantedModelKey {
		t.Errorf("the key is gone for the next process: %+v", m)
	}
}

func TestTheKeyOfAModelIsRemoved(t *testing.T) {
	for name, fails := range map[string]error{"keyring": nil, "file": errors.New("no such thing")} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t)
			ring := &memoryKeyring{fails: fails}
			p.keyring = ring
			p.store(enterKeys())
			if m := p.store(enterModel("https://api.openai.com/v1")).Model; m.KeyKeptIn != name {
				t.Errorf("it is kept in %s", m.KeyKeptIn)
			}
			m := p.store(settings.Change{Model: settings.ModelChange{APIKey: hidden("")}}).Model
			if !m.APIKey.Empty() || m.KeyKeptIn != "" || fileHolding(t, p.dir, plantedModelKey) != "" {
				t.Errorf("got %+v", m)
			}
			hasPlantedKeys(t, p.load(), name) // those of the bucket are others
		})
	}
}

func TestAModelOfTheEnvironmentComesFirst(t *testing.T) {
	p := newPerson(t)
	p.store(enterModel("https://api.openai.com/v1"))
	p.env = map[string]string{"MODEL_API_KEY": "sk-env", "MODEL_NAME": "other"}
	if m := p.load().Model; m.APIKey.Reveal() != "sk-env" || m.Name != "other" || m.KeyKeptIn != "environment" {
		t.Errorf("got %+v", m)
	}
	_, err := p.loader().Store(enterModel("https://api.openai.com/v1"))
	refused(t, err, workflow.CodeInvalidSettings, "cannot be changed here", "in the environment")
}

func TestAKeyThatCannotBeReadIsSaid(t *testing.T) {
	p := newPerson(t)
	ring := &memoryKeyring{}
	p.keyring = ring
	p.store(enterModel("https://api.openai.com/v1"))
	ring.fails = errors.New("locked")
	refused(t, p.load().Model.KeyProblem, workflow.CodeNoKeys, "The key of the model", "Unlock")
}

func TestAWrongModelWritesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		change settings.ModelChange
		says   string
	}{
		"no scheme":         {settings.ModelChange{EndpointURL: new("api.openai.com/v1")}, "not an address"},
		"another scheme":    {settings.ModelChange{EndpointURL: new("ftp://api.openai.com/v1")}, "not an address"},
		"a user":            {settings.ModelChange{EndpointURL: new("https://me:" + plantedModelKey + "@host/v1")}, "user name"},
		"a query":           {settings.ModelChange{EndpointURL: new("https://host/v1?key=" + plantedModelKey)}, "holds a ?"},
		"without TLS":       {settings.ModelChange{EndpointURL: new("http://models.example.com/v1")}, "not on this computer"},
		"a name with blank": {settings.ModelChange{Name: new("gpt 5")}, "name of the model"},
		"a price":           {settings.ModelChange{InputPrice: new("NaN")}, "price of a million tokens"},
		"a negative price":  {settings.ModelChange{OutputPrice: new("-1")}, "price of a million tokens"},
		"no time":           {settings.ModelChange{Timeout: new("0")}, "number of seconds"},
		"a key for nobody":  {settings.ModelChange{APIKey: hidden(plantedModelKey)}, "no endpoint"},
		"a key with break":  {settings.ModelChange{EndpointURL: new("https://host/v1"), APIKey: hidden(plantedModelKey + "\nx")}, "line break"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t)
			_, err := p.loader().Store(settings.Change{Model: c.change})
			refused(t, err, workflow.CodeInvalidSettings, c.says)
			if strings.Contains(err.Error(), plantedModelKey) || fileHolding(t, p.dir, "model") != "" {
				t.Errorf("the error is %v, or something was written", err)
			}
		})
	}
}

func TestWithoutTLSOnlyThisComputerUnlessAllowed(t *testing.T) {
	p := newPerson(t)
	for _, endpoint := range []string{"http://localhost:11434/v1", "http://127.0.0.1:11434/v1", "http://[::1]:11434/v1"} {
		if m := p.store(settings.Change{Model: settings.ModelChange{EndpointURL: new(endpoint)}}).Model; m.EndpointURL != endpoint {
			t.Errorf("got %s", m.EndpointURL)
		}
	}
	m := p.store(settings.Change{Model: settings.ModelChange{EndpointURL: new("http://gpu.lan:11434/v1"), AllowHTTP: new(true)}}).Model
	if !m.AllowHTTP || m.EndpointURL != "http://gpu.lan:11434/v1" {
		t.Errorf("got %+v", m)
	}
}
