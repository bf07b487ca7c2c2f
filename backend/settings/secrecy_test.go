package settings_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

func TestAPlantedKeyIsNeverPrinted(t *testing.T) {
	p := newPerson(t)
	p.keyring = &memoryKeyring{fails: errors.New("no such thing")}
	p.env["S3_ACCESS_KEY_ID"] = plantedID
	entered := enterModel("https://api.openai.com/v1")
	entered.StorageType, entered.SecretAccessKey = new("s3"), hidden(plantedKey)
	s := p.store(entered)
	if s.AccessKeyID.Reveal() != plantedID || s.SecretAccessKey.Reveal() != plantedKey || s.Model.APIKey.Reveal() != plantedModelKey {
		t.Fatal("the keys are not there to be printed")
	}
	change := settings.Change{AccessKeyID: hidden(plantedID), SecretAccessKey: hidden(plantedKey), Model: entered.Model}
	holder := struct {
		s *settings.Settings
		v settings.Settings
		c settings.Change
		l *settings.Loader
	}{&s, s, change, p.loader()}

	var out bytes.Buffer
	for _, value := range []any{s, &s, change, &change, holder, []settings.Settings{s}, p.loader()} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&out, verb+"\n", value)
		}
		slog.New(slog.NewTextHandler(&out, nil)).Info("settings", "value", value)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("settings", "value", value)
	}
	for _, value := range []any{s, change} {
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(encoded)
	}

	for _, key := range []string{plantedID, plantedKey, plantedModelKey} {
		for _, form := range []string{key, fmt.Sprintf("%x", key), fmt.Sprintf("%q", key)} {
			if strings.Contains(out.String(), form) {
				t.Errorf("%s was printed", form)
			}
		}
	}
	if !strings.Contains(out.String(), "[secret]") {
		t.Error("nothing shows that there are keys")
	}
}

func TestAPlantedKeyIsInNoError(t *testing.T) {
	for name, p := range map[string]func(*person) error{
		"in the .env file's broken line": func(p *person) error {
			p.envFile("S3_SECRET_ACCESS_KEY='" + plantedKey + "\n")
			return loadError(p)
		},
		"behind a broken line": func(p *person) error {
			p.envFile("not-a-name=1\nS3_SECRET_ACCESS_KEY=" + plantedKey + "\n")
			return loadError(p)
		},
		"with a line break": func(p *person) error {
			p.env["S3_SECRET_ACCESS_KEY"] = plantedKey + "\nx"
			return loadError(p)
		},
		"in the endpoint": func(p *person) error {
			p.env["S3_ENDPOINT_URL"] = "https://id:" + plantedKey + "@host"
			return loadError(p)
		},
		"in an endpoint that is no address": func(p *person) error {
			p.env["S3_ENDPOINT_URL"] = "https://id:" + plantedKey + "@ho st:x"
			return loadError(p)
		},
		"as the bucket": func(p *person) error {
			p.env["S3_BUCKET_NAME"] = plantedKey
			return loadError(p)
		},
		"as the region": func(p *person) error {
			p.env["S3_REGION"] = plantedKey + "/"
			return loadError(p)
		},
		"that differs from the one in the environment": func(p *person) error {
			p.env["S3_SECRET_ACCESS_KEY"] = "another"
			_, err := p.loader().Store(settings.Change{SecretAccessKey: hidden(plantedKey)})
			return err
		},
		"that cannot be written": func(p *person) error {
			p.keyring = &memoryKeyring{fails: errors.New("no such thing")}
			p.write(p.config(), "a file where the folder should be")
			_, err := p.loader().Store(settings.Change{SecretAccessKey: hidden(plantedKey)})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := p(newPerson(t))
			if err == nil {
				t.Fatal("no error")
			}
			printed := fmt.Sprintf("%v %+v %#v %s %s", err, err, err, workflow.Presentable(err).Message, workflow.Presentable(err).Hint)
			for e := err; e != nil; e = errors.Unwrap(e) {
				printed += fmt.Sprintf("%#v %v", e, e)
			}
			if strings.Contains(printed, plantedKey) {
				t.Errorf("the error is %s", printed)
			}
		})
	}
}

func loadError(p *person) error {
	_, err := p.loader().Load()
	return err
}
