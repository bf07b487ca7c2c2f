package settings

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/zalando/go-keyring"

	"workflow-designer/backend/secret"
)

// Keyring keeps secrets for the person who is logged in. Any of its methods may take forever: it may wait for the
// person, who is asked to unlock it.
type Keyring interface {
	// Get gives what was kept under name; ErrNotInKeyring when nothing was.
	Get(name string) (secret.Text, error)
	// Set keeps a text that is not empty, in place of what was kept under name.
	Set(name string, text secret.Text) error
	// Delete forgets what was kept under name; ErrNotInKeyring when nothing was.
	Delete(name string) error
}

// ErrNotInKeyring says that the keyring works and has nothing under the name.
var ErrNotInKeyring = errors.New("not in the keyring")

var (
	errNoKeyring      = errors.New("this computer has no keyring")
	errKeyringSilent  = errors.New("the keyring does not answer")
	errKeyringRefused = errors.New("the keyring refused")
)

const keyringService = "workflow-designer"

// OSKeyring is the keyring of the operating system, or one that always refuses where there is none.
func OSKeyring() Keyring {
	runDir := filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	if !hasKeyring(runtime.GOOS, os.Getenv("DBUS_SESSION_BUS_ADDRESS"), runDir) {
		return NoKeyring()
	}
	return osKeyring{}
}

// hasKeyring asks whether there is a session bus where keyrings live on one. Without this question the bus library
// would start a bus of its own, which nobody stops.
func hasKeyring(system, busAddress, runDir string) bool {
	if system == "windows" || system == "darwin" || busAddress != "" {
		return true
	}
	for _, name := range []string{"bus", "dbus-session"} { // the places where the library looks for a bus
		if _, err := os.Stat(filepath.Join(runDir, name)); err == nil {
			return true
		}
	}
	return false
}

// NoKeyring is the keyring of a computer that has none: keys then go to a file.
func NoKeyring() Keyring { return noKeyring{} }

type osKeyring struct{}

func (osKeyring) Get(name string) (secret.Text, error) {
	text, err := keyring.Get(keyringService, name)
	return secret.New(text), inOurWords(err)
}

func (osKeyring) Set(name string, text secret.Text) error {
	return inOurWords(keyring.Set(keyringService, name, text.Reveal()))
}

func (osKeyring) Delete(name string) error {
	return inOurWords(keyring.Delete(keyringService, name))
}

func inOurWords(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotInKeyring
	default:
		return errors.Join(errKeyringRefused, err)
	}
}

type noKeyring struct{}

func (noKeyring) Get(string) (secret.Text, error) { return secret.Text{}, errNoKeyring }
func (noKeyring) Set(string, secret.Text) error   { return errNoKeyring }
func (noKeyring) Delete(string) error             { return errNoKeyring }

// keyringPatience is how long a keyring may take: longer than a healthy one needs, shorter than a person waits.
const keyringPatience = 2 * time.Second

// patient gives what ask gives, or errKeyringSilent when that takes too long. Nobody can stop a keyring that hangs;
// its answer is then dropped.
func patient[T any](ask func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		value, err := ask()
		answers <- answer{value, err}
	}()
	timer := time.NewTimer(keyringPatience)
	defer timer.Stop()
	select {
	case a := <-answers:
		return a.value, a.err
	case <-timer.C:
		var none T
		return none, errKeyringSilent
	}
}
