package designer

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"workflow-designer/backend/settings"
)

// BundleName is what a support bundle is called when nobody says otherwise.
const BundleName = "workflow-designer-support.zip"

// CrashFile is the name, below the data folder, of what the program wrote when it crashed.
const CrashFile = ".crash.txt"

// maxCrash is how much of the crash reports goes into a bundle, in bytes; the last ones count.
const maxCrash = 256 << 10

const bundleReadme = `Workflow Designer: support bundle
=================================

Read these files before you send them: they are all text.

  program.json   version of the program, system, number of processors
  settings.json  the settings; a key is "set" or "not set"
  doctor.json    what doctor found, as workflow-designer doctor --json prints it
  counts.json    how many workflows, versions, drafts, conflicts there are; size of the data folder; schema of the index
  log.txt        the last messages of this run of the program (missing when there are none)
  crash.txt      what the program wrote when it crashed (missing when it never did)

What is not in here: no text, name, description, prompt, comment or tag of any workflow, no activity log, no key, password or
token, whatever it is kept in.

What was replaced, in every file:

  [bucket]       the name of the bucket
  [store]        the host of the store, unless it is a well-known provider's or this computer
  [model]        the host of the model, the same
  [author]       the name that you save with
  [data]         the data folder
  [home]         your home folder, whose name is often a person's
  [secret]       a key, should one ever stand in a message

What may be in here: numbers of workflows and ids of versions, names of files in the data folder that are not the program's, and,
in log.txt and crash.txt, what another program (a store, a model) answered to an error.
`

// SupportBundle writes a zip for whoever is asked for help: which program this is, its settings without secrets, doctor's report,
// counts, the last messages. Its README says what is in it, what is not, and what was replaced. It changes nothing.
func (d *Designer) SupportBundle(ctx context.Context, w io.Writer) error {
	s, _ := d.inForce()
	report, err := d.Doctor(ctx, false)
	if err != nil {
		return err
	}
	counts, err := d.countAll(ctx)
	if err != nil {
		return err
	}
	hide := d.hide(s)
	out := zip.NewWriter(w)
	add := func(name, text string) error {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: d.Now().UTC()}
		header.SetMode(0o600)
		f, err := out.CreateHeader(header)
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		return fileTrouble(err)
	}
	if err := add("README.txt", bundleReadme); err != nil {
		return err
	}
	for _, file := range []struct {
		name    string
		content any
	}{
		{"program.json", d.program()},
		{"settings.json", bundledSettings(s)},
		{"doctor.json", report},
		{"counts.json", counts},
		{"log.txt", d.recentLog()},
		{"crash.txt", lastCrashes(filepath.Join(s.LocalStoragePath, CrashFile))},
	} {
		text, err := bundled(file.content, hide)
		if err != nil {
			return err
		}
		if text == "" {
			continue
		}
		if err := add(file.name, text); err != nil {
			return err
		}
	}
	return fileTrouble(out.Close())
}

// bundled is what a file of the bundle holds: a text, else JSON, of which the values are hidden and not the names.
func bundled(content any, hide hider) (string, error) {
	if text, ok := content.(string); ok {
		return hide.in(text), nil
	}
	raw, err := json.Marshal(content)
	if err != nil {
		return "", err
	}
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return "", err
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(hide.inside(value))
	return text.String(), err
}

func (d *Designer) program() map[string]any {
	return map[string]any{
		"version": d.Build.Version, "commit": d.Build.Commit, "built_at": d.Build.BuiltAt, "go": runtime.Version(),
		"system": runtime.GOOS, "architecture": runtime.GOARCH, "processors": runtime.NumCPU(), "at": d.Now().UTC().Format(time.RFC3339),
	}
}

// bundledSettings are the settings with "set" or "not set" in place of keys, and without the author.
func bundledSettings(s settings.Settings) map[string]any {
	v := view(s)
	isSet := func(set bool) string {
		if set {
			return "set"
		}
		return "not set"
	}
	return map[string]any{
		"storage_type": v.StorageType, "s3_endpoint_url": v.S3EndpointURL, "s3_bucket_name": v.S3BucketName, "s3_region": v.S3Region,
		"s3_access_key_id": isSet(v.S3AccessKeyIDSet), "s3_secret_access_key": isSet(v.S3SecretSet), "keys_kept_in": v.KeysKeptIn,
		"local_storage_path": v.LocalStoragePath, "company_id": v.CompanyID, "designer_author": isSet(v.Author != ""), "debug": v.Debug,
		"model_endpoint_url": v.ModelEndpointURL, "model_name": v.ModelName, "model_api_key": isSet(v.ModelAPIKeySet),
		"model_key_kept_in": v.ModelKeyKeptIn, "model_timeout": v.ModelTimeout, "model_allow_http": v.ModelAllowHTTP, "sources": v.Sources,
	}
}

func (d *Designer) countAll(ctx context.Context) (map[string]any, error) {
	status, err := d.SyncStatus(ctx)
	if err != nil {
		return nil, err
	}
	workflows, err := d.Workflows(ctx)
	if err != nil {
		return nil, err
	}
	drafts, err := d.Drafts(ctx)
	if err != nil {
		return nil, err
	}
	versions := 0
	for _, w := range workflows {
		versions += w.VersionCount
	}
	counts := map[string]any{
		"workflows": len(workflows), "versions": versions, "drafts": len(drafts), "conflicts": status.ConflictCount,
		"pending": status.PendingCount, "sync_state": status.State,
	}
	if schema, size, err := d.laptop.Index.Sound(ctx); err == nil { // else doctor's report tells why
		counts["index_schema"], counts["index_bytes"] = schema, size
	}
	return counts, nil
}

func (d *Designer) recentLog() string {
	if d.Recent == nil {
		return ""
	}
	return d.Recent()
}

// lastCrashes are the last bytes of the crash reports; empty when there are none.
func lastCrashes(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return strings.ToValidUTF8(string(text[max(0, len(text)-maxCrash):]), "\ufffd")
}
