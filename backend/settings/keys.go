package settings

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// keys are what opens a bucket.
type keys struct{ accessKeyID, secretAccessKey secret.Text }

func (k keys) empty() bool { return k == keys{} }

// each is the one order in which the two keys are gone through.
func (k *keys) each() []namedKey {
	return []namedKey{{AccessKeyIDName, &k.accessKeyID}, {SecretAccessKeyName, &k.secretAccessKey}}
}

type namedKey struct {
	name string
	text *secret.Text
}

// nameInStore is the name of a key in the keyring and in the file of keys.
func nameInStore(address, name string) string { return address + " " + name }

// keyStore keeps keys that were entered in the app. Which of its two places has the keys of an address is written
// in the settings file.
type keyStore struct {
	keyring Keyring
	file    string
}

func (l *Loader) keyStore() keyStore {
	return keyStore{keyring: l.Keyring, file: filepath.Join(l.ConfigDir, appFolder, keysName)}
}

// read gives the keys of an address from one place; the place "" has none. Both keys are asked for at once, so a
// keyring that hangs is waited for only once.
func (k keyStore) read(address, place string) (keys, error) {
	switch place {
	case KeptInKeyring:
		return patient(func() (keys, error) { return k.readKeyring(address) })
	case KeptInFile:
		kept, err := k.readFile()
		if err != nil {
			return keys{}, err
		}
		var found keys
		for _, key := range found.each() {
			*key.text = secret.New(kept[nameInStore(address, key.name)])
		}
		return found, nil
	}
	return keys{}, nil
}

func (k keyStore) readKeyring(address string) (keys, error) {
	var found keys
	for _, key := range found.each() {
		text, err := k.keyring.Get(nameInStore(address, key.name))
		if err != nil && !errors.Is(err, ErrNotInKeyring) {
			return keys{}, err
		}
		*key.text = text
	}
	return found, nil
}

// write keeps the keys of an address, in the keyring where it takes them, else in the file, and says where. The
// other place has them no longer, unless it is a keyring that refuses.
func (k keyStore) write(address string, ks keys) (place string, err error) {
	_, err = patient(func() (struct{}, error) { return struct{}{}, k.writeKeyring(address, ks) })
	if err == nil {
		return KeptInKeyring, k.writeFile(address, keys{})
	}
	return KeptInFile, k.writeFile(address, ks)
}

func (k keyStore) writeKeyring(address string, ks keys) error {
	for _, key := range ks.each() {
		name := nameInStore(address, key.name)
		if !key.text.Empty() {
			if err := k.keyring.Set(name, *key.text); err != nil {
				return err
			}
			continue
		}
		if err := k.keyring.Delete(name); err != nil && !errors.Is(err, ErrNotInKeyring) {
			return err
		}
	}
	return nil
}

// remove forgets the keys of an address in both places. A keyring that refuses matters only when the keys are there.
func (k keyStore) remove(address, place string) error {
	_, err := patient(func() (struct{}, error) { return struct{}{}, k.writeKeyring(address, keys{}) })
	if err != nil && place == KeptInKeyring {
		return &workflow.Error{
			Code:    workflow.CodeStorageFailed,
			Message: "The keys could not be removed from the keyring of this computer.",
			Hint:    "Unlock the keyring and try again, or remove workflow-designer there.",
			Err:     err,
		}
	}
	return k.writeFile(address, keys{})
}

func (k keyStore) readFile() (map[string]string, error) {
	kept := map[string]string{}
	if err := tighten(k.file); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(k.file)
	if errors.Is(err, fs.ErrNotExist) {
		return kept, nil
	}
	if err != nil {
		return nil, unreadable(k.file, err)
	}
	if err := unmarshalObject(text, &kept); err != nil {
		return nil, unparsable(k.file, lineOfJSONError(text, err), "is not a JSON object of keys")
	}
	return kept, nil
}

// tighten takes the rights of everyone but the owner from a file of keys that was copied or restored carelessly.
func tighten(path string) error {
	if runtime.GOOS == "windows" {
		return nil // rights are inherited from the person's own folder
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		err = os.Chmod(path, 0o600)
	}
	if err != nil {
		return &workflow.Error{
			Code:    workflow.CodeInvalidSettings,
			Message: words.F("The file of keys %s can be read by others, and that could not be changed.", path),
			Hint:    "Give it to yourself alone: chmod 600.",
			Err:     err,
		}
	}
	return nil
}

// writeFile sets the keys of an address in the file; the file goes with the last key in it.
func (k keyStore) writeFile(address string, ks keys) error {
	kept, err := k.readFile()
	if err != nil {
		return err
	}
	before := len(kept)
	for _, key := range ks.each() {
		name := nameInStore(address, key.name)
		delete(kept, name)
		if !key.text.Empty() {
			kept[name] = key.text.Reveal()
		}
	}
	switch {
	case len(kept) == 0 && before == 0:
		return nil
	case len(kept) == 0:
		if err := os.Remove(k.file); err != nil {
			return notWritten(k.file, err)
		}
		return nil
	default:
		return writeJSON(k.file, kept)
	}
}

// checkKey refuses a text that cannot be a key, without repeating it.
func checkKey(name string, origin words.Text, text string) (secret.Text, error) {
	trimmed := strings.TrimSpace(text) // pasted keys bring spaces and line ends
	if strings.ContainsFunc(trimmed, unicode.IsControl) {
		return secret.Text{}, invalid(setting{origin: origin},
			words.F("The %s has a control character or line break in it", variableOf(name).words),
			"Copy the key again, without what stands around it.")
	}
	return secret.New(trimmed), nil
}

// unreadKeys says why keys that are kept could not be read.
func unreadKeys(place string, err error) *workflow.Error {
	if shown, ok := errors.AsType[*workflow.Error](err); ok {
		return shown
	}
	message := words.Text("The keys of the bucket are in the keyring of this computer, which did not give them.")
	if place == KeptInFile {
		message = "The keys of the bucket are in the file of keys of this computer, which did not give them."
	}
	return &workflow.Error{
		Code:    workflow.CodeNoKeys,
		Message: message,
		Hint:    "Unlock the keyring and try again, or enter the keys again.",
		Err:     err,
	}
}
