package designer_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	modes "workflow-designer/backend/rights"
	"workflow-designer/backend/secret"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

func checkOf(t *testing.T, r designer.StorageReport, id string) storage.Check {
	t.Helper()
	at := slices.IndexFunc(r.Checks, func(c storage.Check) bool { return c.ID == id })
	if at < 0 {
		t.Fatalf("doctor has no check %s: %+v", id, r.Checks)
	}
	return r.Checks[at]
}

func doctor(t *testing.T, d *designer.Designer, fix bool) designer.StorageReport {
	t.Helper()
	report, err := d.Doctor(t.Context(), fix)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestDoctorFindsNothingWhereNothingIsWrong(t *testing.T) {
	d := designertest.Local(t)
	save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	report := doctor(t, d, false)
	for _, id := range []string{"local_folder", "local_space", "local_history", "local_texts", "readable", "foreign", "activity_log", "index_file", "index"} {
		if check := checkOf(t, report, id); check.Status != storage.CheckOK {
			t.Errorf("%s: %+v", id, check)
		}
	}
	if space := checkOf(t, report, "local_space"); !strings.Contains(space.Detail.String(), "used by") {
		t.Errorf("it does not say what is used: %s", space.Detail)
	}
}

func TestDoctorTakesTheRightsOfOthers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("rights are inherited there")
	}
	// given a version and keys that were copied carelessly
	folder := t.TempDir()
	environment := map[string]string{"LOCAL_STORAGE_PATH": filepath.Join(folder, "data")}
	d := designertest.Open(t, folder, environment)
	save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	key := "planted"
	if _, err := d.SaveSettings(t.Context(), designer.SettingsInput{S3AccessKeyID: &key, S3SecretAccessKey: &key}); err != nil {
		t.Fatal(err)
	}
	if check := checkOf(t, doctor(t, d, false), "rights"); check.Status != storage.CheckOK {
		t.Fatalf("before anything was copied: %+v", check)
	}
	journal := filepath.Join(folder, "data", "companies", "1", "workflows", "1", "history.jsonl")
	keys := filepath.Join(folder, "config", "workflow-designer", "keys.json")
	for path, mode := range map[string]os.FileMode{journal: 0o644, keys: 0o640, filepath.Dir(journal): 0o755} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}

	// when doctor looks, then it tells of all three and names the mend
	check := checkOf(t, doctor(t, d, false), "rights")
	if check.Status != storage.CheckWarning || check.Code != workflow.CodeOthersMayRead || check.Mend != storage.MendRights {
		t.Errorf("the check is %+v", check)
	}
	for _, path := range []string{journal, keys, filepath.Dir(journal)} {
		if !strings.Contains(check.Detail.String(), path) {
			t.Errorf("%s is not in %s", path, check.Detail)
		}
	}

	// when it mends, then nobody else may read them
	if check := checkOf(t, doctor(t, d, true), "rights"); check.Status != storage.CheckOK {
		t.Errorf("after the mend: %+v", check)
	}
	for path, want := range map[string]os.FileMode{journal: modes.File, keys: modes.File, filepath.Dir(journal): modes.Folder} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has %v, %v", path, info.Mode(), err)
		}
	}
}

func TestDoctorTellsOfForeignFilesAndLeavesThemAlone(t *testing.T) {
	folder := t.TempDir()
	d := designertest.Open(t, folder, map[string]string{"LOCAL_STORAGE_PATH": folder})
	save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	notes := filepath.Join(folder, "companies", "1", "workflows", "1", "versions", "notes.docx")
	if err := os.WriteFile(notes, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	check := checkOf(t, doctor(t, d, true), "foreign")
	if check.Status != storage.CheckWarning || check.Code != workflow.CodeForeignFiles || !strings.Contains(check.Detail.String(), "versions/notes.docx") {
		t.Errorf("the check is %+v", check)
	}
	if _, err := os.Stat(notes); err != nil {
		t.Error("the file is gone", err)
	}
}

// keyringOf answers every question in the same way.
type keyringOf struct{ err error }

func (k keyringOf) Get(string) (secret.Text, error) { return secret.Text{}, k.err }
func (k keyringOf) Set(string, secret.Text) error   { return k.err }
func (k keyringOf) Delete(string) error             { return k.err }

func TestDoctorSaysWhetherTheKeyringWorks(t *testing.T) {
	for name, tc := range map[string]struct {
		keyring settings.Keyring
		status  storage.CheckStatus
		detail  string
	}{
		"works":   {keyringOf{settings.ErrNotInKeyring}, storage.CheckOK, "no keys are set"},
		"none":    {settings.NoKeyring(), storage.CheckSkipped, "none on this computer"},
		"refuses": {keyringOf{errors.New("no")}, storage.CheckWarning, ""},
	} {
		t.Run(name, func(t *testing.T) {
			options := designertest.Options(t, t.TempDir(), nil)
			options.Settings.Keyring = tc.keyring
			d, err := designer.Open(t.Context(), options)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = d.Close() }()
			check := checkOf(t, doctor(t, d, false), "keyring")
			if check.Status != tc.status || !strings.Contains(check.Detail.String(), tc.detail) {
				t.Errorf("the check is %+v", check)
			}
		})
	}
}

func TestASupportBundleHasNoTextsNamesOrSecrets(t *testing.T) {
	// given a workflow with texts, a person, a bucket and keys that must not leave the computer
	folder := t.TempDir()
	const person, bucket, host, key = "Ingrid Bergqvist", "acme-payroll", "s3.acme-corp.example", "SECRETplanted/KEY0123"
	options := designertest.Options(t, folder, map[string]string{
		"DESIGNER_AUTHOR": person, "STORAGE_TYPE": "s3", "S3_ENDPOINT_URL": "http://" + host + ":1", "S3_BUCKET_NAME": bucket,
		"S3_ACCESS_KEY_ID": "AKIAplanted", "S3_SECRET_ACCESS_KEY": key, "LOCAL_STORAGE_PATH": filepath.Join(folder, "data"),
		"MODEL_ENDPOINT_URL": "https://llm.acme-corp.example/v1", "MODEL_API_KEY": "sk-planted",
	})
	options.Recent = func() string { return "level=DEBUG msg=\"asked " + host + " with " + key + " for " + person + "\"\n" }
	d, err := designer.Open(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	named := "Dismissal of the board"
	save(t, d, designer.SaveVersionRequest{
		YAMLContent: "name: Secret Merger\nform: {fields: []}\nworkflow: {}\n", Prompt: "who approves the merger", VersionComment: "for the lawyers", Name: &named,
	})
	crash := "panic: goroutine 7 in " + filepath.Join(folder, "data") + "\n"
	if err := os.WriteFile(filepath.Join(folder, "data", designer.CrashFile), []byte(crash), 0o600); err != nil {
		t.Fatal(err)
	}

	// when a bundle is made
	files := bundleOf(t, d)

	// then it has what helps
	for name, want := range map[string]string{
		"README.txt": "What is not in here", "program.json": runtime.GOOS, "settings.json": `"s3_secret_access_key": "set"`,
		"doctor.json": `"index_file"`, "counts.json": `"workflows": 1`, "log.txt": "asked [store] with [secret] for [author]",
		"crash.txt": "goroutine 7 in [data]",
	} {
		if !strings.Contains(files[name], want) {
			t.Errorf("%s does not say %q:\n%s", name, want, files[name])
		}
	}
	// and nothing of what must stay
	all := ""
	for name, text := range files {
		all += name + text
	}
	for _, private := range []string{
		person, bucket, host, "llm.acme-corp", key, "AKIAplanted", "sk-planted", "Merger", "merger", "lawyers", "Dismissal", folder,
	} {
		if strings.Contains(all, private) {
			t.Errorf("the bundle has %q", private)
		}
	}
}

func bundleOf(t *testing.T, d *designer.Designer) map[string]string {
	t.Helper()
	var bundle bytes.Buffer
	if err := d.SupportBundle(context.Background(), &bundle); err != nil {
		t.Fatal(err)
	}
	read, err := zip.NewReader(bytes.NewReader(bundle.Bytes()), int64(bundle.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range read.File {
		opened, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(opened)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}
