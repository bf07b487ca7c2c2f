package settings_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

func TestWithoutAnySetUpTheDefaultsStand(t *testing.T) {
	p := newPerson(t)

	s := p.load()

	if s.StorageType != settings.StorageLocal || s.EndpointURL != "http://127.0.0.1:9000" ||
		s.BucketName != "workflow-files" || s.Region != "us-east-1" || s.Debug || s.CompanyID != 1 ||
		s.Author != "Ann Example" || !s.AccessKeyID.Empty() || !s.SecretAccessKey.Empty() || s.KeysKeptIn != "" {
		t.Errorf("got %+v", s)
	}
	if want := filepath.Join(p.work(), "workflow_files"); s.LocalStoragePath != want {
		t.Errorf("the folder is %s, want %s", s.LocalStoragePath, want)
	}
	for name, source := range s.Sources {
		if source != settings.SourceDefault {
			t.Errorf("%s comes from %s", name, source)
		}
	}
	if s.File != p.settingsFile() {
		t.Errorf("the settings file is %s", s.File)
	}
	if _, err := os.Stat(p.config()); err == nil {
		t.Error("loading made a folder")
	}
}

func TestGoogleCloudStorageHasItsOwnDefaults(t *testing.T) {
	p := newPerson(t)
	p.env = map[string]string{"STORAGE_TYPE": "GCS"}

	s := p.load()

	if s.StorageType != settings.StorageGCS || s.EndpointURL != "https://storage.googleapis.com" || s.Region != "auto" ||
		s.BucketName != "workflow-files" || s.Sources["s3_endpoint_url"] != settings.SourceDefault {
		t.Errorf("got %+v", s)
	}
	p.env["S3_ENDPOINT_URL"], p.env["S3_REGION"] = "http://127.0.0.1:9000", "europe-west3"
	if s = p.load(); s.EndpointURL != "http://127.0.0.1:9000" || s.Region != "europe-west3" {
		t.Errorf("with values of its own: %+v", s)
	}
	p.env["S3_ENDPOINT_URL"], p.env["S3_USE_SSL"] = "", "false"
	_, err := p.loader().Load()
	refused(t, err, workflow.CodeInvalidSettings, "begins with https://, but S3_USE_SSL is false")
}

func TestTheInstalledAppKeepsItsVersionsInTheDataFolder(t *testing.T) {
	p := newPerson(t)
	l := p.loader()
	l.Packaged = true

	s, err := l.Load()

	if want := filepath.Join(p.dir, "data", "workflow-designer", "workflow_files"); err != nil || s.LocalStoragePath != want {
		t.Errorf("the folder is %s, %v; want %s", s.LocalStoragePath, err, want)
	}
}

func TestTheStrongerSourceWins(t *testing.T) {
	p := newPerson(t)
	p.settingsFileHas(`{"storage_type": "s3", "s3_region": "from-settings", "s3_bucket_name": "from-settings",
		"s3_endpoint_url": "http://from-settings:9000", "company_id": 7, "debug": true, "designer_author": "from settings"}`)
	p.envFile("S3_REGION=from-env-file\nS3_BUCKET_NAME='from-env-file' # comment\nexport COMPANY_ID=8\n" +
		"S3_ENDPOINT_URL=\"\"\nDESIGNER_AUTHOR=  \n")
	p.env = map[string]string{"S3_BUCKET_NAME": " from-environment ", "DEBUG": "", "COMPANY_ID": "   "}

	s := p.load()

	for _, c := range []struct {
		name, got, want string
		source          settings.Source
	}{
		{"s3_bucket_name", s.BucketName, "from-environment", settings.SourceEnvironment},
		{"s3_region", s.Region, "from-env-file", settings.SourceEnvFile},
		{"s3_endpoint_url", s.EndpointURL, "http://from-settings:9000", settings.SourceSettings},
		{"designer_author", s.Author, "from settings", settings.SourceSettings},
		{"storage_type", string(s.StorageType), "s3", settings.SourceSettings},
		{"local_storage_path", s.LocalStoragePath, filepath.Join(p.work(), "workflow_files"), settings.SourceDefault},
	} {
		if c.got != c.want || s.Sources[c.name] != c.source {
			t.Errorf("%s is %q from %s, want %q from %s", c.name, c.got, s.Sources[c.name], c.want, c.source)
		}
	}
	if s.CompanyID != 8 || s.Sources["company_id"] != settings.SourceEnvFile || !s.Debug || s.Sources["debug"] != settings.SourceSettings {
		t.Errorf("company %d from %s, debug %v from %s", s.CompanyID, s.Sources["company_id"], s.Debug, s.Sources["debug"])
	}
	if _, ok := os.LookupEnv("S3_REGION"); ok {
		t.Error("the .env file reached the environment of the process")
	}
}

func TestTheSpecificationsEnvFileIsUnderstood(t *testing.T) {
	p := newPerson(t)
	p.envFile("\ufeff# S3 Storage Configuration\r\n" + `STORAGE_TYPE="s3"                    # local, s3, gcs` + "\r\n" +
		`S3_ENDPOINT_URL="http://127.0.0.1:9000/" # MinIO endpoint` + "\r\n" + `S3_ACCESS_KEY_ID="minioadmin"
S3_SECRET_ACCESS_KEY="minioadmin"
S3_BUCKET_NAME="workflow-files"
S3_REGION="us-east-1"
S3_USE_SSL=false
LOCAL_STORAGE_PATH="./workflow_files"`)

	s := p.load()

	if s.StorageType != settings.StorageS3 || s.EndpointURL != "http://127.0.0.1:9000" || s.KeysKeptIn != "env_file" ||
		s.AccessKeyID.Reveal() != "minioadmin" || s.SecretAccessKey.Reveal() != "minioadmin" ||
		s.LocalStoragePath != filepath.Join(p.work(), "workflow_files") {
		t.Errorf("got %+v", s)
	}
}

func TestValuesAreReadTolerantlyWhereThereIsNoDoubt(t *testing.T) {
	for variable, cases := range map[string]map[string]func(settings.Settings) bool{
		"DEBUG": {
			"true": debugOn, "TRUE": debugOn, "1": debugOn, "Yes": debugOn,
			"false": debugOff, "0": debugOff, "NO": debugOff,
		},
		"STORAGE_TYPE": {"S3": func(s settings.Settings) bool { return s.StorageType == settings.StorageS3 }},
		"S3_ENDPOINT_URL": {
			"https://S3.Example.com///":  endpointIs("https://s3.example.com"),
			"HTTP://localhost:1":         endpointIs("http://localhost:1"),
			"http://[::1]:9000/":         endpointIs("http://[::1]:9000"),
			"https://storage.internal":   endpointIs("https://storage.internal"),
			"http://user-bucket.svc:443": endpointIs("http://user-bucket.svc:443"),
		},
		"LOCAL_STORAGE_PATH": {
			"/srv/a/../b/": func(s settings.Settings) bool { return s.LocalStoragePath == "/srv/b" },
			"..":           func(s settings.Settings) bool { return filepath.IsAbs(s.LocalStoragePath) },
		},
	} {
		for text, holds := range cases {
			t.Run(variable+"="+text, func(t *testing.T) {
				p := newPerson(t)
				p.env[variable] = text
				if s := p.load(); !holds(s) {
					t.Errorf("got %+v", s)
				}
			})
		}
	}
}

func debugOn(s settings.Settings) bool { return s.Debug }
func debugOff(s settings.Settings) bool {
	return !s.Debug && s.Sources["debug"] == settings.SourceEnvironment
}

func endpointIs(want string) func(settings.Settings) bool {
	return func(s settings.Settings) bool { return s.EndpointURL == want }
}

func TestWrongValuesAreRefusedByName(t *testing.T) {
	for _, c := range []struct {
		variable, text string
		says           []string
	}{
		{"STORAGE_TYPE", "ftp", []string{`"ftp"`, "local, s3 or gcs"}},
		{"S3_ENDPOINT_URL", "127.0.0.1:9000", []string{"no scheme", "http://"}},
		{"S3_ENDPOINT_URL", "minio.local", []string{"no scheme"}},
		{"S3_ENDPOINT_URL", "ftp://minio.local", []string{"neither http:// nor https://"}},
		{"S3_ENDPOINT_URL", "http://", []string{"not an address"}},
		{"S3_ENDPOINT_URL", "http://:9000", []string{"not an address"}},
		{"S3_ENDPOINT_URL", "http://host:", []string{"not an address"}},
		{"S3_ENDPOINT_URL", "http://host:99999", []string{"not an address"}},
		{"S3_ENDPOINT_URL", "http://host:abc", []string{"not an address"}},
		{"S3_ENDPOINT_URL", "http://a b", []string{"not an address"}},
		{"S3_ENDPOINT_URL", "https://key:password@host", []string{"user name"}},
		{"S3_ENDPOINT_URL", "https://host/bucket", []string{"path"}},
		{"S3_ENDPOINT_URL", "https://host/?x=1", []string{"?"}},
		{"S3_ENDPOINT_URL", "https://host?", []string{"?"}},
		{"S3_ENDPOINT_URL", "https://host#x", []string{"#"}},
		{"S3_USE_SSL", "true", []string{"begins with http://, but S3_USE_SSL is true", "https://"}},
		{"S3_USE_SSL", "maybe", []string{"neither true nor false"}},
		{"S3_BUCKET_NAME", "ab", []string{"bucket name", "3 to 63"}},
		{"S3_BUCKET_NAME", strings.Repeat("a", 64), []string{"bucket name"}},
		{"S3_BUCKET_NAME", "Workflows", []string{"bucket name"}},
		{"S3_BUCKET_NAME", "work_flows", []string{"bucket name"}},
		{"S3_BUCKET_NAME", "-workflows", []string{"bucket name"}},
		{"S3_BUCKET_NAME", "workflows.", []string{"bucket name"}},
		{"S3_BUCKET_NAME", "work..flows", []string{"bucket name"}},
		{"S3_BUCKET_NAME", "work.-flows", []string{"bucket name"}},
		{"S3_BUCKET_NAME", "../../etc", []string{"bucket name"}},
		{"S3_BUCKET_NAME", "192.168.0.1", []string{"IP address"}},
		{"S3_REGION", "us east", []string{"region"}},
		{"S3_REGION", "-", []string{"region"}},
		{"DEBUG", "on", []string{"neither true nor false"}},
		{"COMPANY_ID", "0", []string{`"0" is not a company number`, "1 to 2147483647"}},
		{"COMPANY_ID", "-1", []string{"company number"}},
		{"COMPANY_ID", "99999999999", []string{"company number"}},
		{"COMPANY_ID", "../x", []string{"company number"}},
		{"COMPANY_ID", "01", []string{"company number"}},
		{"DESIGNER_AUTHOR", "two\nlines", []string{"author"}},
		{"DESIGNER_AUTHOR", "Cong\xe9", []string{"author"}},
		{"DESIGNER_AUTHOR", strings.Repeat("x", 101), []string{"at most 100"}},
		{"LOCAL_STORAGE_PATH", "a\x00b", []string{"NUL"}},
		{"S3_ACCESS_KEY_ID", "key\nid", []string{"access key id", "line break"}},
		{"S3_SECRET_ACCESS_KEY", "se\x07cret", []string{"secret access key"}},
	} {
		t.Run(c.variable+"="+c.text, func(t *testing.T) {
			p := newPerson(t)
			p.env[c.variable] = c.text

			_, err := p.loader().Load()

			refused(t, err, workflow.CodeInvalidSettings, append(c.says, c.variable+" in the environment")...)
		})
	}
}

func TestAWrongValueInAFileIsFoundThere(t *testing.T) {
	p := newPerson(t)
	p.settingsFileHas(`{"company_id": 0}`)
	_, err := p.loader().Load()
	refused(t, err, workflow.CodeInvalidSettings, "company_id in "+p.settingsFile())

	p.envFile("COMPANY_ID=x\n")
	_, err = p.loader().Load()
	refused(t, err, workflow.CodeInvalidSettings, "COMPANY_ID in "+filepath.Join(p.work(), ".env"))
}

func TestSSLMustAgreeWithTheEndpointOnBothSides(t *testing.T) {
	p := newPerson(t)
	p.env = map[string]string{"S3_ENDPOINT_URL": "https://s3.example.com", "S3_USE_SSL": "false"}
	_, err := p.loader().Load()
	refused(t, err, workflow.CodeInvalidSettings, "begins with https://, but S3_USE_SSL is false", "S3_USE_SSL in the environment")

	p.env["S3_USE_SSL"] = "yes"
	p.load()

	// and a change in the app must agree too
	p.env = map[string]string{"S3_USE_SSL": "true"}
	p.settingsFileHas(`{"s3_endpoint_url": "https://s3.example.com"}`)
	_, err = p.loader().Store(settings.Change{EndpointURL: new("http://s3.example.com")})
	refused(t, err, workflow.CodeInvalidSettings, "S3_USE_SSL is true")
}

func TestFilesThatCannotBeReadAreNamedAndKept(t *testing.T) {
	const key = "wJalrPlanted"
	for name, c := range map[string]struct {
		env, settings string
		line          string
	}{
		"a name with a hyphen":      {env: "DEBUG=true\n\nS3-REGION=x\nS3_SECRET_ACCESS_KEY=" + key + "\n", line: ", line 3"},
		"no equals sign":            {env: "DEBUG=true\nS3_SECRET_ACCESS_KEY " + key, line: ", line 2"},
		"a quote left open":         {env: "A='x\ny'\nS3_SECRET_ACCESS_KEY=\"" + key + "\nB=1\n", line: ", line 3"},
		"binary":                    {env: "\x00\x01" + key, line: ", line 1"},
		"broken JSON":               {settings: "{\n  \"debug\": true,\n  \"s3_region\": ,\n\"x\":\"" + key + "\"}\n", line: ", line 3"},
		"an empty file":             {settings: " ", line: ", line 1"},
		"half a file":               {settings: "{\n\"debug\": true,", line: ", line 2"},
		"a list":                    {settings: "[1]", line: ", line 1"},
		"null":                      {settings: "null", line: ", line 1"},
		"a setting that is a list":  {settings: "{\n\n\"s3_region\": [\"" + key + "\"]}", line: ", line 3"},
		"places of keys as a text":  {settings: "{\n\"keys_kept_in\": \"" + key + "\"}", line: ", line 2"},
		"two objects, one too much": {settings: "{}\n{}", line: ", line 2"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t)
			path := filepath.Join(p.work(), ".env")
			if c.env != "" {
				p.envFile(c.env)
			} else {
				path = p.settingsFile()
				p.settingsFileHas(c.settings)
			}

			_, err := p.loader().Load()
			_, storeErr := p.loader().Store(settings.Change{Region: new("eu-central-1")})

			refused(t, err, workflow.CodeInvalidSettings, path, c.line, "It was not changed")
			refused(t, storeErr, workflow.CodeInvalidSettings, path)
			if strings.Contains(err.Error(), key) {
				t.Errorf("the error repeats the key: %v", err)
			}
			if content, _ := os.ReadFile(path); string(content) != c.env+c.settings {
				t.Errorf("the file now holds %q", content)
			}
		})
	}
}

func TestAFolderInPlaceOfAFileIsNamed(t *testing.T) {
	for _, name := range []string{"work/.env", "config/workflow-designer/settings.json"} {
		p := newPerson(t)
		path := filepath.Join(p.dir, name)
		if err := os.MkdirAll(path, 0o755); err != nil {
			t.Fatal(err)
		}
		_, err := p.loader().Load()
		refused(t, err, workflow.CodeInvalidSettings, path, "cannot be read")
	}
}

func TestTheDefaultAuthorIsAlwaysAName(t *testing.T) {
	for osUser, want := range map[string]string{
		"":                       "unknown",
		" \t ":                   "unknown",
		"Ann\nExample":           "AnnExample",
		"Ren\xe9":                "Ren",
		"  Zoë 🌍 ":               "Zoë 🌍",
		strings.Repeat("x", 200): strings.Repeat("x", 100),
	} {
		l := newPerson(t).loader()
		l.OSUser = osUser
		if s, err := l.Load(); err != nil || s.Author != want {
			t.Errorf("%q gives author %q, %v; want %q", osUser, s.Author, err, want)
		}
	}
}

func TestAServiceWithoutAHomeIsSetUpByItsEnvironment(t *testing.T) {
	p := newPerson(t)
	p.env = map[string]string{"STORAGE_TYPE": "s3", "S3_ACCESS_KEY_ID": "id", "S3_SECRET_ACCESS_KEY": "key"}
	l := p.loader()
	l.ConfigDir, l.DataDir = "", ""

	s, err := l.Load()
	if err != nil || s.StorageType != settings.StorageS3 || s.KeysKeptIn != "environment" || s.File != "" {
		t.Errorf("got %+v, %v", s, err)
	}
	_, err = l.Store(settings.Change{Region: new("eu-central-1")})
	refused(t, err, workflow.CodeInvalidSettings, "no folder to keep settings in", "HOME")

	l.Packaged = true
	_, err = l.Load()
	refused(t, err, workflow.CodeInvalidSettings, "no folder to keep workflows in", "LOCAL_STORAGE_PATH")
}
