package designer

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"workflow-designer/backend/rights"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Doctor runs every check of the storage in force: the data folder and who may
// read it, the index, the keyring, the bucket. With fix it first mends
// what may be mended without asking: nothing that loses a version.
func (d *Designer) Doctor(ctx context.Context, fix bool) (StorageReport, error) {
	s, _ := d.inForce()
	all := func() ([]storage.Check, error) {
		checks := d.checkComputer(ctx, s)
		if s.StorageType == settings.StorageLocal {
			return checks, nil
		}
		more, err := d.storageChecks(ctx, s)
		return append(checks, more...), err
	}
	report, err := d.report(all)
	if err != nil || !fix {
		return report, err
	}
	// One mend may uncover the next: a bucket must exist before its versioning can be switched on.
	for range len(report.Checks) {
		mended := false
		for _, check := range report.Checks {
			if check.Mend == storage.MendNone || check.Status == storage.CheckOK {
				continue
			}
			if err := d.mend(ctx, check.Mend, s); err != nil {
				return report, err
			}
			mended = true
		}
		if !mended {
			break
		}
		if report, err = d.report(all); err != nil {
			return report, err
		}
	}
	return report, nil
}

// checkComputer checks all that the settings in force use on this computer.
func (d *Designer) checkComputer(ctx context.Context, s settings.Settings) []storage.Check {
	checks := d.checkFiles(ctx, s)
	census, err := rights.Take(s.LocalStoragePath)
	if at := slices.IndexFunc(checks, func(c storage.Check) bool { return c.ID == "local_space" }); at >= 0 && err == nil {
		checks[at].Detail = words.F("%s, %d MiB used by %d files", checks[at].Detail, census.Bytes>>20, census.Files)
	}
	return append(checks, d.checkRights(s, census, err), d.checkReadable(s, census, err), d.checkForeign(s),
		d.checkIndexFile(ctx), d.checkIndex(ctx, s.CompanyID), d.checkKeyring(s))
}

// checkRights looks for files that others on this computer may read: below the data folder, and those of settings and keys.
func (d *Designer) checkRights(s settings.Settings, census rights.Census, err error) storage.Check {
	check := storage.Check{ID: "rights", Name: "Only you can read the files", Status: storage.CheckOK}
	if err != nil {
		return check.Fail(storage.CheckFailed, lookFailed(err), storage.MendNone)
	}
	open := []words.Text{}
	for _, name := range census.Open {
		open = append(open, words.Literal(filepath.Join(s.LocalStoragePath, name)))
	}
	for _, path := range d.secretFiles(s) {
		open = append(open, words.Literal(path))
	}
	if len(open) == 0 {
		check.Detail = words.F("%d files", census.Files)
		return check
	}
	return found(check, open, workflow.CodeOthersMayRead, "Others who use this computer may read files of the program.",
		"Let the program take that right from them (workflow-designer doctor --fix).", storage.MendRights)
}

// secretFiles are the files and folders of settings and keys that others may read, and a .env file that keys were found in.
func (d *Designer) secretFiles(s settings.Settings) []string {
	var open []string
	if folder := d.Options.Settings.Folder(); folder != "" {
		if census, err := rights.Take(folder); err == nil {
			for _, name := range census.Open {
				open = append(open, filepath.Join(folder, name))
			}
		}
	}
	inEnvFile := string(settings.SourceEnvFile)
	if s.KeysKeptIn == inEnvFile || s.Model.KeyKeptIn == inEnvFile {
		if census, err := rights.Take(d.Options.Settings.EnvFile()); err == nil && len(census.Open) > 0 {
			open = append(open, d.Options.Settings.EnvFile())
		}
	}
	return open
}

func (d *Designer) tightenRights(s settings.Settings) error {
	err := rights.Tighten(s.LocalStoragePath)
	if folder := d.Options.Settings.Folder(); folder != "" {
		err = errors.Join(err, rights.Tighten(folder))
	}
	if slices.Contains(d.secretFiles(s), d.Options.Settings.EnvFile()) {
		err = errors.Join(err, os.Chmod(d.Options.Settings.EnvFile(), rights.File))
	}
	if err == nil {
		return nil
	}
	return &workflow.Error{
		Code:    workflow.CodeFolderDenied,
		Message: "The rights of some files could not be changed.",
		Hint:    "They may be somebody else's: give them to yourself alone with chmod and chown.",
		Err:     err,
	}
}

// checkReadable tells of files that the person may not read. Doctor goes on with the others.
func (d *Designer) checkReadable(s settings.Settings, census rights.Census, err error) storage.Check {
	check := storage.Check{ID: "readable", Name: "You can read all files", Status: storage.CheckOK}
	switch {
	case err != nil:
		check.Status, check.Detail = storage.CheckSkipped, "the folder could not be looked at"
		return check
	case len(census.Unreadable) == 0:
		return check
	}
	var denied []words.Text
	for _, name := range census.Unreadable {
		denied = append(denied, words.Literal(filepath.Join(s.LocalStoragePath, name)))
	}
	check = found(check, denied, workflow.CodeFolderDenied, "Some files of the program cannot be read.",
		"Give yourself the right to read them with chmod or chown.", storage.MendNone)
	check.Status = storage.CheckFailed
	return check
}

func (d *Designer) checkForeign(s settings.Settings) storage.Check {
	check := storage.Check{ID: "foreign", Name: "Nothing else is in the folder", Status: storage.CheckOK}
	names, err := d.laptop.Files.Foreign(s.CompanyID)
	if err != nil {
		return check.Fail(storage.CheckFailed, err, storage.MendNone)
	}
	if len(names) == 0 {
		return check
	}
	foreign := make([]words.Text, len(names))
	for i, name := range names {
		foreign[i] = words.Literal(name)
	}
	return found(check, foreign, workflow.CodeForeignFiles, "There are files in the storage folder that are not the program's.",
		"They are left alone. Move them elsewhere when you do not need them there.", storage.MendNone)
}

// checkIndexFile looks through the file of the index; checkIndex compares what it says with the journals.
func (d *Designer) checkIndexFile(ctx context.Context) storage.Check {
	check := storage.Check{ID: "index_file", Name: "Index file is sound", Status: storage.CheckOK}
	schema, size, err := d.laptop.Index.Sound(ctx)
	if err != nil {
		return check.Fail(storage.CheckFailed, err, storage.MendRebuildIndex)
	}
	check.Detail = words.F("schema %d, %d MiB", schema, size>>20)
	return check
}

// checkKeyring says whether the keyring of this computer works, and where the keys are.
func (d *Designer) checkKeyring(s settings.Settings) storage.Check {
	check := storage.Check{ID: "keyring", Name: "Keyring keeps keys", Status: storage.CheckOK, Detail: keysAreIn(s)}
	for _, problem := range []*workflow.Error{s.KeysProblem, s.Model.KeyProblem} {
		if problem != nil {
			return check.Fail(storage.CheckFailed, problem, storage.MendNone)
		}
	}
	unavailable := &workflow.Error{Code: workflow.CodeKeyringUnavailable}
	switch d.Options.Settings.TryKeyring() {
	case settings.KeyringWorks:
		return check
	case settings.KeyringNone:
		if s.KeysKeptIn != settings.KeptInFile && s.Model.KeyKeptIn != settings.KeptInFile {
			check.Status = storage.CheckSkipped
			check.Detail = words.F("none on this computer; %s", check.Detail)
			return check
		}
		unavailable.Message = "This computer has no keyring: the keys are in a file that only you can read."
		unavailable.Hint = "Install a keyring (GNOME Keyring, KWallet) and enter the keys again, or encrypt the disk."
	case settings.KeyringSilent:
		unavailable.Message = "The keyring of this computer does not answer; it may be locked."
		unavailable.Hint = "Unlock the keyring. Until then keys that you enter are kept in a file that only you can read."
	case settings.KeyringRefuses:
		unavailable.Message = "The keyring of this computer refuses to work."
		unavailable.Hint = "Log in again, or look at the keyring with its own program. Until then keys that you enter are kept in a file that only you can read."
	}
	return check.Fail(storage.CheckWarning, unavailable, storage.MendNone)
}

var keyPlaces = map[string]words.Text{
	"":                     "no keys are set",
	settings.KeptInKeyring: "keys are in the keyring",
	settings.KeptInFile:    "keys are in a file that only you can read",

	string(settings.SourceEnvironment): "keys are in the environment",
	string(settings.SourceEnvFile):     "keys are in the .env file",
}

// keysAreIn says where the keys of the bucket are, or those of a model when there are none of a bucket.
func keysAreIn(s settings.Settings) words.Text {
	if s.KeysKeptIn == "" {
		return keyPlaces[s.Model.KeyKeptIn]
	}
	return keyPlaces[s.KeysKeptIn]
}

// found makes a warning of what was found; at most three of it are named.
func found(check storage.Check, what []words.Text, code workflow.Code, message, hint words.Text, mend storage.MendAction) storage.Check {
	const shown = 3
	check.Status, check.Code, check.Message, check.Hint, check.Mend = storage.CheckWarning, code, message, hint, mend
	check.Detail = words.Join(what[:min(shown, len(what))], "%s, %s")
	if more := len(what) - shown; more > 0 {
		check.Detail = words.F("%s and %d more", check.Detail, more)
	}
	return check
}

func lookFailed(err error) error {
	code := workflow.CodeStorageFailed
	if errors.Is(err, fs.ErrPermission) {
		code = workflow.CodeFolderDenied
	}
	return &workflow.Error{
		Code: code, Message: "The storage folder could not be looked at.", Hint: "Check that it is there and that you may read it.", Err: err,
	}
}
