package settings_test

import (
	"errors"
	"strings"
	"testing"

	"workflow-designer/backend/workflow"
)

// FuzzFiles has anything stand in the .env file, the settings file and the file of keys. It is read, or refused with the name of
// the file and without its contents.
func FuzzFiles(f *testing.F) {
	for _, seed := range [][3]string{
		{"S3_REGION=eu-central-1\n", `{"company_id": 7}`, `{}`},
		{"S3_SECRET_ACCESS_KEY='PLANTED\n", `{"s3_region": ["PLANTED"]}`, `{"a": 1}`},
		{"export A=\"$B\\n", `{"keys_kept_in": {"http://127.0.0.1:9000/workflow-files": "file"}}`, `null`},
		{"\xff\xfe=1", "\ufeff{\"debug\": true}", "[]"},
		{"COMPANY_ID=99999999999999999999\n", `{"company_id": 1e400}`, ""},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, env, document, keys string) {
		p := newPerson(t)
		p.envFile(env)
		p.settingsFileHas(document)
		p.write(p.keysFile(), keys)
		s, err := p.loader().Load()
		if err == nil {
			if s.CompanyID < 1 || s.StorageType == "" || s.EndpointURL == "" || s.Author == "" {
				t.Fatalf("settings that were not checked: %+v", s)
			}
			return
		}
		e, ok := errors.AsType[*workflow.Error](err)
		if !ok || e.Code != workflow.CodeInvalidSettings || e.Hint == "" {
			t.Fatalf("an error that nobody can be shown: %v", err)
		}
		if strings.Contains(err.Error(), "PLANTED") {
			t.Fatalf("it repeats what stands in the file: %v", err)
		}
	})
}
