package settings

import (
	"errors"
	"path/filepath"
)

// KeyringState says whether the keyring of the computer can be used.
type KeyringState string

// The states of a keyring.
const (
	KeyringWorks   KeyringState = "works"
	KeyringNone    KeyringState = "none"    // this computer has none
	KeyringSilent  KeyringState = "silent"  // it does not answer: it may be locked and wait for the person
	KeyringRefuses KeyringState = "refuses" // it answered that it does not give anything
)

// TryKeyring asks the keyring for something that it does not have, and says how it took that. It waits for a keyring that does
// not answer as long as Load does.
func (l *Loader) TryKeyring() KeyringState {
	_, err := patient(func() (struct{}, error) {
		_, err := l.Keyring.Get("doctor")
		return struct{}{}, err
	})
	switch {
	case err == nil, errors.Is(err, ErrNotInKeyring):
		return KeyringWorks
	case errors.Is(err, errNoKeyring):
		return KeyringNone
	case errors.Is(err, errKeyringSilent):
		return KeyringSilent
	}
	return KeyringRefuses
}

// Folder is the person's folder for settings and keys; empty when there is none.
func (l *Loader) Folder() string {
	if l.ConfigDir == "" {
		return ""
	}
	return filepath.Join(l.ConfigDir, appFolder)
}

// EnvFile is the path of the .env file, whether it exists or not.
func (l *Loader) EnvFile() string { return filepath.Join(l.WorkDir, envName) }
