package settings_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

// person is someone with folders, an environment and a keyring, who starts the program again and again.
type person struct {
	t       *testing.T
	dir     string
	env     map[string]string
	keyring settings.Keyring
}

func newPerson(t *testing.T) *person {
	p := &person{t: t, dir: t.TempDir(), env: map[string]string{}, keyring: &memoryKeyring{}}
	if err := os.Mkdir(p.work(), 0o755); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *person) work() string   { return filepath.Join(p.dir, "work") }
func (p *person) config() string { return filepath.Join(p.dir, "config") }
func (p *person) settingsFile() string {
	return filepath.Join(p.config(), "workflow-designer", "settings.json")
}

func (p *person) keysFile() string {
	return filepath.Join(p.config(), "workflow-designer", "keys.json")
}

// loader is the loader of a new process.
func (p *person) loader() *settings.Loader {
	env := maps.Clone(p.env)
	return &settings.Loader{
		LookupEnv: func(name string) (string, bool) { text, ok := env[name]; return text, ok },
		WorkDir:   p.work(),
		ConfigDir: p.config(),
		DataDir:   filepath.Join(p.dir, "data"),
		OSUser:    "Ann Example",
		Keyring:   p.keyring,
	}
}

func (p *person) load() settings.Settings {
	p.t.Helper()
	s, err := p.loader().Load()
	if err != nil {
		p.t.Fatalf("Load: %v", err)
	}
	return s
}

func (p *person) store(c settings.Change) settings.Settings {
	p.t.Helper()
	s, err := p.loader().Store(c)
	if err != nil {
		p.t.Fatalf("Store: %v", err)
	}
	return s
}

func (p *person) envFile(text string)         { p.write(filepath.Join(p.work(), ".env"), text) }
func (p *person) settingsFileHas(text string) { p.write(p.settingsFile(), text) }

func (p *person) write(path, text string) {
	p.t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		p.t.Fatal(err)
	}
}

// fileHolding is a file below dir that holds text; empty when there is none.
func fileHolding(t *testing.T, dir, text string) string {
	t.Helper()
	found := ""
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if strings.Contains(string(content), text) {
			found = path
		}
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return found
}

func refused(t *testing.T, err error, code workflow.Code, says ...string) {
	t.Helper()
	e, ok := errors.AsType[*workflow.Error](err)
	if !ok || e.Code != code {
		t.Fatalf("got %v, want %s", err, code)
	}
	for _, s := range says {
		if !strings.Contains(e.Message.String()+" "+e.Hint.String(), s) {
			t.Errorf("%q, hint %q, does not say %q", e.Message, e.Hint, s)
		}
	}
	if !strings.HasSuffix(e.Message.String(), ".") || !strings.HasSuffix(e.Hint.String(), ".") {
		t.Errorf("%q, hint %q, are not whole sentences", e.Message, e.Hint)
	}
}

func hidden(text string) *secret.Text {
	hidden := secret.New(text)
	return &hidden
}

// memoryKeyring is a keyring that works, unless it is told to fail.
type memoryKeyring struct {
	mu    sync.Mutex
	texts map[string]secret.Text
	fails error
}

func (k *memoryKeyring) Get(name string) (secret.Text, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fails != nil {
		return secret.Text{}, k.fails
	}
	if text, ok := k.texts[name]; ok {
		return text, nil
	}
	return secret.Text{}, settings.ErrNotInKeyring
}

func (k *memoryKeyring) Set(name string, text secret.Text) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fails == nil {
		if k.texts == nil {
			k.texts = map[string]secret.Text{}
		}
		k.texts[name] = text
	}
	return k.fails
}

func (k *memoryKeyring) Delete(name string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fails != nil {
		return k.fails
	}
	if _, ok := k.texts[name]; !ok {
		return settings.ErrNotInKeyring
	}
	delete(k.texts, name)
	return nil
}
