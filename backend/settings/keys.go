package settings

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
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

// bucketKeyNames are the keys of a bucket.
var bucketKeyNames = []string{AccessKeyIDName, SecretAccessKeyName}

// byName are the keys as a store has them.
func (k keys) byName() keptKeys {
	return keptKeys{AccessKeyIDName: k.accessKeyID, SecretAccessKeyName: k.secretAccessKey}
}

// keptKeys are keys by their name.
type keptKeys map[string]secret.Text

// gone are the same keys without their texts.
func (k keptKeys) gone() keptKeys {
	none := keptKeys{}
	for name := range k {
		none[name] = secret.Text{}
	}
	return none
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

// read gives the keys with these names that are kept for an address in one place; the place "" has none. All are asked for at
// once, so a keyring that hangs is waited for only once.
func (k keyStore) read(address, place string, names ...string) (keptKeys, error) {
	switch place {
	case KeptInKeyring:
		return patient(func() (keptKeys, error) { return k.readKeyring(address, names) })
	case KeptInFile:
		kept, err := k.readFile()
		if err != nil {
			return nil, err
		}
		found := keptKeys{}
		for _, name := range names {
			found[name] = secret.New(kept[nameInStore(address, name)])
		}
		return found, nil
	}
	return nil, nil
}

func (k keyStore) readKeyring(address string, names []string) (keptKeys, error) {
	found := keptKeys{}
	for _, name := range names {
		text, err := k.keyring.Get(nameInStore(address, name))
		if err != nil && !errors.Is(err, ErrNotInKeyring) {
			return nil, err
		}
		found[name] = text
	}
	return found, nil
}

// write keeps the keys of an address, in the keyring where it takes them, else in the file, and says where. The
// other place has them no longer, unless it is a keyring that refuses. An empty key is forgotten.
func (k keyStore) write(address string, ks keptKeys) (place string, err error) {
	_, err = patient(func() (struct{}, error) { return struct{}{}, k.writeKeyring(address, ks) })
	if err == nil {
		return KeptInKeyring, k.writeFile(address, ks.gone())
	}
	return KeptInFile, k.writeFile(address, ks)
}

func (k keyStore) writeKeyring(address string, ks keptKeys) error {
	for _, key := range slices.Sorted(maps.Keys(ks)) {
		name := nameInStore(address, key)
		if text := ks[key]; !text.Empty() {
			if err := k.keyring.Set(name, text); err != nil {
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

// remove forgets the keys of an address with these names in both places. A keyring that refuses matters only when the keys are
// there.
func (k keyStore) remove(address, place string, names ...string) error {
	gone := keptKeys{}
	for _, name := range names {
		gone[name] = secret.Text{}
	}
	_, err := patient(func() (struct{}, error) { return struct{}{}, k.writeKeyring(address, gone) })
	if err != nil && place == KeptInKeyring {
		return &workflow.Error{
			Code:    workflow.CodeStorageFailed,
			Message: "The keys could not be removed from the keyring of this computer.",
			Hint:    "Unlock the keyring and try again, or remove workflow-designer there.",
			Err:     err,
		}
	}
	return k.writeFile(address, gone)
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
func (k keyStore) writeFile(address string, ks keptKeys) error {
	kept, err := k.readFile()
	if err != nil {
		return err
	}
	before := len(kept)
	for key, text := range ks {
		name := nameInStore(address, key)
		delete(kept, name)
		if !text.Empty() {
			kept[name] = text.Reveal()
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

// unreadKeys says why keys that are kept could not be read; message says so for those in the keyring.
func unreadKeys(message words.Text, err error) *workflow.Error {
	if shown, ok := errors.AsType[*workflow.Error](err); ok {
		return shown // of the file of keys
	}
	return &workflow.Error{
		Code:    workflow.CodeNoKeys,
		Message: message,
		Hint:    "Unlock the keyring and try again, or enter the keys again.",
		Err:     err,
	}
}
