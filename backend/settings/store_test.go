package settings_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

func TestWhatIsStoredIsInForceInTheNextProcess(t *testing.T) {
	p := newPerson(t)

	stored := p.store(settings.Change{
		StorageType: new("s3"), EndpointURL: new(" https://s3.example.com/ "), BucketName: new("team-workflows"),
		Region: new("eu-central-1"), CompanyID: new(int64(999)), Author: new("Zoë “Z” Müller"),
	})

	for _, s := range []settings.Settings{stored, p.load()} {
		if s.StorageType != settings.StorageS3 || s.EndpointURL != "https://s3.example.com" || s.BucketName != "team-workflows" ||
			s.Region != "eu-central-1" || s.CompanyID != 999 || s.Author != "Zoë “Z” Müller" {
			t.Errorf("got %+v", s)
		}
		for _, name := range []string{"storage_type", "s3_endpoint_url", "s3_bucket_name", "s3_region", "company_id", "designer_author"} {
			if s.Sources[name] != settings.SourceSettings {
				t.Errorf("%s comes from %s", name, s.Sources[name])
			}
		}
	}
	if got := rights(t, p.settingsFile()); got != 0o600 {
		t.Errorf("the settings file has rights %o", got)
	}
	if got := rights(t, filepath.Dir(p.settingsFile())); got != 0o700 {
		t.Errorf("its folder has rights %o", got)
	}
	if names := namesIn(t, filepath.Dir(p.settingsFile())); len(names) != 1 {
		t.Errorf("the folder holds %v", names)
	}
}

func TestAChangeKeepsWhatItDoesNotName(t *testing.T) {
	p := newPerson(t)
	p.settingsFileHas(`{"s3_region": "eu-central-1", "theme": {"dark": true}, "local_storage_path": "/srv/flows"}`)

	p.store(settings.Change{BucketName: new("team-workflows")})

	s := p.load()
	if s.Region != "eu-central-1" || s.BucketName != "team-workflows" || s.LocalStoragePath != "/srv/flows" {
		t.Errorf("got %+v", s)
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(contentOf(t, p.settingsFile())), &fields); err != nil {
		t.Fatal(err)
	}
	if theme, ok := fields["theme"].(map[string]any); !ok || theme["dark"] != true {
		t.Errorf("what another version wrote is gone: %v", fields)
	}
}

func TestAnEmptyTextGoesBackToTheDefault(t *testing.T) {
	p := newPerson(t)
	p.store(settings.Change{Region: new("eu-central-1"), Author: new("Zoë")})

	s := p.store(settings.Change{Region: new(""), Author: new("  ")})

	if s.Region != "us-east-1" || s.Author != "Ann Example" || s.Sources["s3_region"] != settings.SourceDefault {
		t.Errorf("got %+v", s)
	}
	if strings.Contains(contentOf(t, p.settingsFile()), "s3_region") {
		t.Error("the file still names the region")
	}
}

func TestAWrongChangeWritesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		change settings.Change
		says   string
	}{
		"no scheme":      {settings.Change{EndpointURL: new("minio:9000")}, "no scheme"},
		"bucket":         {settings.Change{BucketName: new("A")}, "bucket name"},
		"region":         {settings.Change{Region: new("eu west")}, "region"},
		"company 0":      {settings.Change{CompanyID: new(int64(0))}, "company number"},
		"company -1":     {settings.Change{CompanyID: new(int64(-1))}, "company number"},
		"company large":  {settings.Change{CompanyID: new(int64(99999999999))}, "company number"},
		"author":         {settings.Change{Author: new("a\x00b")}, "author"},
		"key with break": {settings.Change{SecretAccessKey: hidden("a\nb"), Region: new("eu-central-1")}, "secret access key"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t)

			_, err := p.loader().Store(c.change)
			_, withErr := p.loader().With(p.load(), c.change)

			refused(t, err, workflow.CodeInvalidSettings, c.says)
			refused(t, withErr, workflow.CodeInvalidSettings, c.says)
			if _, err := os.Stat(p.config()); err == nil {
				t.Error("something was written")
			}
		})
	}
}

func TestWhatIsFixedElsewhereCannotBeChanged(t *testing.T) {
	p := newPerson(t)
	p.env = map[string]string{
		"S3_BUCKET_NAME": "fixed-bucket", "COMPANY_ID": "5", "S3_SECRET_ACCESS_KEY": "fixed-key", "STORAGE_TYPE": "S3",
	}
	p.envFile("S3_ENDPOINT_URL=http://fixed:9000/\nDESIGNER_AUTHOR=Fixed\nS3_ACCESS_KEY_ID=fixed-id\n")
	inEnvFile := " in " + filepath.Join(p.work(), ".env")

	for _, c := range []struct {
		change settings.Change
		says   string
	}{
		{settings.Change{BucketName: new("another")}, "S3_BUCKET_NAME in the environment"},
		{settings.Change{BucketName: new("")}, "S3_BUCKET_NAME in the environment"},
		{settings.Change{CompanyID: new(int64(6))}, "COMPANY_ID in the environment"},
		{settings.Change{StorageType: new("local")}, "STORAGE_TYPE in the environment"},
		{settings.Change{EndpointURL: new("http://another:9000")}, "S3_ENDPOINT_URL" + inEnvFile},
		{settings.Change{Author: new("Another")}, "DESIGNER_AUTHOR" + inEnvFile},
		{settings.Change{AccessKeyID: hidden("another")}, "S3_ACCESS_KEY_ID" + inEnvFile},
		{settings.Change{SecretAccessKey: hidden("another")}, "S3_SECRET_ACCESS_KEY in the environment"},
		{settings.Change{SecretAccessKey: hidden("")}, "S3_SECRET_ACCESS_KEY in the environment"},
	} {
		_, err := p.loader().Store(c.change)
		refused(t, err, workflow.CodeInvalidSettings, "cannot be changed here", c.says)
		_, err = p.loader().With(p.load(), c.change)
		refused(t, err, workflow.CodeInvalidSettings, c.says)
	}

	// the page may send back what it was shown, in another writing
	s := p.store(settings.Change{
		StorageType: new("s3"), BucketName: new("fixed-bucket"), EndpointURL: new("HTTP://fixed:9000"), CompanyID: new(int64(5)),
		Author: new("Fixed"), AccessKeyID: hidden("fixed-id"), SecretAccessKey: hidden("fixed-key"), Region: new("eu-central-1"),
	})
	if s.Sources["s3_bucket_name"] != settings.SourceEnvironment || s.Sources["s3_endpoint_url"] != settings.SourceEnvFile ||
		s.Region != "eu-central-1" || s.KeysKeptIn != "environment" {
		t.Errorf("got %+v", s)
	}
	if content := contentOf(t, p.settingsFile()); strings.Contains(content, "fixed") || strings.Contains(content, "company_id") {
		t.Errorf("the file repeats what is fixed elsewhere: %s", content)
	}
}

func TestWithStoresNothing(t *testing.T) {
	p := newPerson(t)

	s, err := p.loader().With(p.load(), settings.Change{
		StorageType: new("s3"), BucketName: new("tested"), AccessKeyID: hidden("id"), SecretAccessKey: hidden("key"),
	})

	if err != nil || s.StorageType != settings.StorageS3 || s.BucketName != "tested" || s.Region != "us-east-1" ||
		s.AccessKeyID.Reveal() != "id" || s.SecretAccessKey.Reveal() != "key" {
		t.Errorf("got %+v, %v", s, err)
	}
	if names := namesIn(t, p.dir); len(names) != 1 {
		t.Errorf("something was written: %v", names)
	}
	if now := p.load(); now.BucketName != "workflow-files" || !now.AccessKeyID.Empty() {
		t.Errorf("the settings in force are %+v", now)
	}
	// and it can be gone on with
	if s, err = p.loader().With(s, settings.Change{Region: new("eu-central-1")}); err != nil ||
		s.BucketName != "tested" || s.Region != "eu-central-1" || s.SecretAccessKey.Reveal() != "key" {
		t.Errorf("then %+v, %v", s, err)
	}
}

func TestSettingsThatCannotBeWrittenAreAnError(t *testing.T) {
	p := newPerson(t)
	folder := filepath.Dir(p.settingsFile())
	if err := errors.Join(os.Mkdir(p.config(), 0o700), os.Symlink(filepath.Join(p.dir, "unplugged"), folder)); err != nil {
		t.Fatal(err)
	}

	_, err := p.loader().Store(settings.Change{Region: new("eu-central-1")})

	refused(t, err, workflow.CodeStorageFailed, p.settingsFile(), "could not be written")
	if s := p.load(); s.Region != "us-east-1" {
		t.Errorf("the settings in force are %+v", s)
	}
}

func rights(t *testing.T, path string) os.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

func namesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func contentOf(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
