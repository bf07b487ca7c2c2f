package settings_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/zalando/go-keyring"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

const (
	plantedID  = "AKIAPLANTEDID"
	plantedKey = "wJalrXUtnFEMIPLANTEDKEY"
)

func enterKeys() settings.Change {
	return settings.Change{StorageType: new("s3"), AccessKeyID: hidden(plantedID), SecretAccessKey: hidden(plantedKey + "\n")}
}

func TestEnteredKeysGoToTheKeyring(t *testing.T) {
	keyring.MockInit()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/mock") // so that there is one, for the test's stand-in
	p := newPerson(t)
	p.keyring = settings.OSKeyring()

	stored := p.store(enterKeys())

	for _, s := range []settings.Settings{stored, p.load()} {
		hasPlantedKeys(t, s, "keyring")
	}
	for item, want := range map[string]string{"s3_access_key_id": plantedID, "s3_secret_access_key": plantedKey} {
		got, err := keyring.Get("workflow-designer", "http://127.0.0.1:9000/workflow-files "+item)
		if err != nil || got != want {
			t.Errorf("the keyring has %q, %v as %s", got, err, item)
		}
	}
	for _, key := range []string{plantedID, plantedKey} {
		if path := fileHolding(t, p.dir, key); path != "" {
			t.Errorf("%s holds a key", path)
		}
	}
}

func hasPlantedKeys(t *testing.T, s settings.Settings, keptIn string) {
	t.Helper()
	if s.AccessKeyID.Reveal() != plantedID || s.SecretAccessKey.Reveal() != plantedKey {
		t.Errorf("the keys are %q and %q", s.AccessKeyID.Reveal(), s.SecretAccessKey.Reveal())
	}
	if s.KeysKeptIn != keptIn || s.KeysProblem != nil {
		t.Errorf("the keys are kept in %q, problem %v", s.KeysKeptIn, s.KeysProblem)
	}
	if s.Sources["s3_access_key_id"] != settings.SourceSettings || s.Sources["s3_secret_access_key"] != settings.SourceSettings {
		t.Errorf("the sources are %v", s.Sources)
	}
}

func TestWithoutAKeyringKeysGoToAFileOfTheirOwn(t *testing.T) {
	p := newPerson(t)
	p.keyring = &memoryKeyring{fails: errors.New("no such thing")}

	hasPlantedKeys(t, p.store(enterKeys()), "file")

	hasPlantedKeys(t, p.load(), "file")
	if path := fileHolding(t, p.dir, plantedKey); path != p.keysFile() {
		t.Errorf("the key is in %q", path)
	}
	if file, folder := rights(t, p.keysFile()), rights(t, filepath.Dir(p.keysFile())); file != 0o600 || folder != 0o700 {
		t.Errorf("the file has rights %o, its folder %o", file, folder)
	}
}

func TestAFileOfKeysThatOthersCanReadIsTightened(t *testing.T) {
	p := newPerson(t)
	p.keyring = &memoryKeyring{fails: errors.New("no such thing")}
	p.store(enterKeys())
	if err := os.Chmod(p.keysFile(), 0o644); err != nil {
		t.Fatal(err)
	}

	hasPlantedKeys(t, p.load(), "file")

	if got := rights(t, p.keysFile()); got != 0o600 {
		t.Errorf("the file has rights %o", got)
	}
}

func TestANewKeyIsNeverHiddenByAnOldOne(t *testing.T) {
	p := newPerson(t)
	ring := &memoryKeyring{}
	p.keyring = ring
	p.store(settings.Change{AccessKeyID: hidden("old-id"), SecretAccessKey: hidden("old-key")})

	// given a keyring that refused when the new keys were entered, and works again later
	ring.fails = errors.New("locked")
	p.store(enterKeys())
	ring.fails = nil

	hasPlantedKeys(t, p.load(), "file")

	// and back: the file then has no key any more
	p.store(settings.Change{AccessKeyID: hidden(plantedID), SecretAccessKey: hidden(plantedKey)})
	hasPlantedKeys(t, p.load(), "keyring")
	if _, err := os.Stat(p.keysFile()); err == nil {
		t.Error("the file of keys is still there")
	}
}

func TestRemovedKeysAreGoneEverywhere(t *testing.T) {
	for name, fails := range map[string]error{"keyring": nil, "file": errors.New("no such thing")} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t)
			ring := &memoryKeyring{fails: fails}
			p.keyring = ring
			p.store(enterKeys())

			s := p.store(settings.Change{AccessKeyID: hidden(""), SecretAccessKey: hidden("")})

			if !s.AccessKeyID.Empty() || !s.SecretAccessKey.Empty() || s.KeysKeptIn != "" || s.Sources["s3_access_key_id"] != settings.SourceDefault {
				t.Errorf("got %+v", s)
			}
			if path := fileHolding(t, p.dir, plantedKey); path != "" || len(ring.texts) != 0 {
				t.Errorf("the key is in %q, the keyring has %d", path, len(ring.texts))
			}
		})
	}
}

func TestOneKeyCanBeChangedAlone(t *testing.T) {
	p := newPerson(t)
	p.store(settings.Change{AccessKeyID: hidden(plantedID), SecretAccessKey: hidden("old-key")})

	hasPlantedKeys(t, p.store(settings.Change{SecretAccessKey: hidden(plantedKey)}), "keyring")

	s := p.store(settings.Change{AccessKeyID: hidden("")})
	if !s.AccessKeyID.Empty() || s.SecretAccessKey.Reveal() != plantedKey {
		t.Errorf("got %q and %q", s.AccessKeyID.Reveal(), s.SecretAccessKey.Reveal())
	}
}

func TestKeysFollowAChangeOfTheBucket(t *testing.T) {
	p := newPerson(t)
	ring := &memoryKeyring{}
	p.keyring = ring
	p.store(enterKeys())

	tested, err := p.loader().With(p.load(), settings.Change{BucketName: new("another")})
	if err != nil {
		t.Fatal(err)
	}
	hasPlantedKeys(t, tested, "keyring")
	hasPlantedKeys(t, p.store(settings.Change{BucketName: new("another")}), "keyring")

	for name := range ring.texts {
		if !strings.HasPrefix(name, "http://127.0.0.1:9000/another ") {
			t.Errorf("the keyring still has %s", name)
		}
	}
}

func TestKeysAreNeverUsedForAnotherEndpoint(t *testing.T) {
	p := newPerson(t)
	p.store(enterKeys())

	// given a .env file in the working directory that sends the bucket elsewhere
	p.envFile("S3_ENDPOINT_URL=https://elsewhere.example.com\n")

	if s := p.load(); !s.AccessKeyID.Empty() || !s.SecretAccessKey.Empty() || s.KeysKeptIn != "" {
		t.Errorf("the keys go to %s", s.EndpointURL)
	}
	p.envFile("")
	hasPlantedKeys(t, p.load(), "keyring")
}

func TestKeysOfTheEnvironmentComeBeforeThoseEntered(t *testing.T) {
	p := newPerson(t)
	p.store(enterKeys())
	p.env = map[string]string{"S3_ACCESS_KEY_ID": "env-id", "S3_SECRET_ACCESS_KEY": " env-key "}

	if s := p.load(); s.AccessKeyID.Reveal() != "env-id" || s.SecretAccessKey.Reveal() != "env-key" || s.KeysKeptIn != "environment" {
		t.Errorf("got %q, kept in %s", s.AccessKeyID.Reveal(), s.KeysKeptIn)
	}

	p.env = nil
	hasPlantedKeys(t, p.load(), "keyring")
}

func TestAKeyringIsOnlyAskedWhenItHasKeys(t *testing.T) {
	p := newPerson(t)
	ring := &countingKeyring{Keyring: p.keyring}
	p.keyring = ring

	p.store(settings.Change{StorageType: new("s3"), Region: new("eu-central-1")})
	p.load()

	if ring.asked != 0 {
		t.Errorf("the keyring was asked %d times; it may want to be unlocked each time", ring.asked)
	}
}

type countingKeyring struct {
	settings.Keyring
	asked int
}

func (k *countingKeyring) Get(name string) (secret.Text, error) {
	k.asked++
	return k.Keyring.Get(name)
}

func (k *countingKeyring) Delete(name string) error {
	k.asked++
	return k.Keyring.Delete(name)
}

func TestKeysThatCannotBeReadStillOpenTheSettings(t *testing.T) {
	p := newPerson(t)
	ring := &memoryKeyring{}
	p.keyring = ring
	p.store(enterKeys())
	ring.fails = errors.New("locked")

	s := p.load()

	if s.StorageType != settings.StorageS3 || !s.SecretAccessKey.Empty() || s.KeysKeptIn != "keyring" {
		t.Errorf("got %+v", s)
	}
	refused(t, s.KeysProblem, workflow.CodeNoKeys, "keyring of this computer", "Unlock")

	// other settings can be changed, but not one key alone: the other would be lost
	_, err := p.loader().Store(settings.Change{SecretAccessKey: hidden("new")})
	refused(t, err, workflow.CodeNoKeys, "Unlock")
	p.store(settings.Change{Region: new("eu-central-1")})
	ring.fails = nil
	hasPlantedKeys(t, p.load(), "keyring")
}

func TestABrokenFileOfKeysIsNamedAndKept(t *testing.T) {
	p := newPerson(t)
	p.keyring = &memoryKeyring{fails: errors.New("no such thing")}
	p.store(enterKeys())
	broken := "{\n\"" + plantedKey
	p.write(p.keysFile(), broken)

	s := p.load()
	_, err := p.loader().Store(enterKeys())

	refused(t, s.KeysProblem, workflow.CodeInvalidSettings, p.keysFile(), "line 2")
	refused(t, err, workflow.CodeInvalidSettings, p.keysFile(), "line 2")
	if contentOf(t, p.keysFile()) != broken || strings.Contains(err.Error(), plantedKey) {
		t.Errorf("the file was changed, or the error repeats it: %v", err)
	}
}

func TestAKeyringThatHangsDoesNotHangTheProgram(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPerson(t)
		p.store(enterKeys())
		ring := hangingKeyring{release: make(chan struct{})}
		defer close(ring.release)
		p.keyring = ring

		refused(t, p.load().KeysProblem, workflow.CodeNoKeys, "keyring of this computer")

		hasPlantedKeys(t, p.store(enterKeys()), "file")
		hasPlantedKeys(t, p.load(), "file")
		p.store(settings.Change{AccessKeyID: hidden(""), SecretAccessKey: hidden("")})
		if path := fileHolding(t, p.dir, plantedKey); path != "" {
			t.Errorf("the key is still in %s", path)
		}
	})
}

// hangingKeyring waits for a person who never comes.
type hangingKeyring struct{ release chan struct{} }

func (k hangingKeyring) wait() error { <-k.release; return errors.New("too late") }

func (k hangingKeyring) Get(string) (secret.Text, error) { return secret.Text{}, k.wait() }
func (k hangingKeyring) Set(string, secret.Text) error   { return k.wait() }
func (k hangingKeyring) Delete(string) error             { return k.wait() }

func TestRemovingFromAKeyringThatRefusesIsAnError(t *testing.T) {
	p := newPerson(t)
	ring := &memoryKeyring{}
	p.keyring = ring
	p.store(enterKeys())
	ring.fails = errors.New("locked")

	_, err := p.loader().Store(settings.Change{AccessKeyID: hidden(""), SecretAccessKey: hidden("")})

	refused(t, err, workflow.CodeStorageFailed, "could not be removed from the keyring")
	ring.fails = nil
	hasPlantedKeys(t, p.load(), "keyring")
}
