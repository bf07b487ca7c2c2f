//go:build linux

package settings_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"workflow-designer/backend/settings"
)

// These tests use the keyring that Linux desktops have. A process finds its bus once and for all, so each act is
// one of a process of its own: this test binary, started again with actVariable.
const actVariable = "SETTINGS_TEST_ACT"

// outcome is what such a process found.
type outcome struct{ AccessKeyID, SecretAccessKey, KeptIn, Problem string }

func TestMain(m *testing.M) {
	if act := os.Getenv(actVariable); act != "" {
		os.Exit(actAsProcess(act))
	}
	os.Exit(m.Run())
}

func actAsProcess(act string) int {
	loader, err := settings.ForProcess(false)
	if err != nil {
		panic(err)
	}
	var s settings.Settings
	switch act {
	case "store":
		s, err = loader.Store(enterKeys())
	case "load":
		s, err = loader.Load()
	case "remove":
		s, err = loader.Store(settings.Change{AccessKeyID: hidden(""), SecretAccessKey: hidden("")})
	}
	if err != nil {
		panic(err)
	}
	found := outcome{s.AccessKeyID.Reveal(), s.SecretAccessKey.Reveal(), s.KeysKeptIn, ""}
	if s.KeysProblem != nil {
		found.Problem = s.KeysProblem.Error()
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		panic(err)
	}
	return 0
}

// session is a login of one person with a home of its own.
type session struct {
	t    *testing.T
	home string
	env  []string
}

func newSession(t *testing.T) session {
	home := t.TempDir()
	work, runtimeDir := filepath.Join(home, "work"), filepath.Join(home, "run")
	for _, dir := range []string{work, runtimeDir} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return session{t: t, home: home, env: []string{
		"HOME=" + home, "XDG_RUNTIME_DIR=" + runtimeDir, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8",
	}}
}

func (s session) config() string { return filepath.Join(s.home, ".config", "workflow-designer") }

// act runs one process of the program.
func (s session) act(act string) outcome {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	process := exec.CommandContext(ctx, os.Args[0])
	process.Dir = filepath.Join(s.home, "work")
	process.Env = append(slices.Clone(s.env), actVariable+"="+act)
	process.Stderr = os.Stderr
	answer, err := process.Output()
	if err != nil {
		s.t.Fatalf("%s: %v", act, err)
	}
	var found outcome
	if err := json.Unmarshal(answer, &found); err != nil {
		s.t.Fatalf("%s answered %q: %v", act, answer, err)
	}
	return found
}

// busConfig is that of a session bus that starts no services by itself: whoever asked before our keyring is up would
// else be given a second, locked one.
const busConfig = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// withKeyring starts a session bus and an unlocked keyring on it; both end with the test.
func (s session) withKeyring() session {
	s.t.Helper()
	config := filepath.Join(s.home, "run", "bus.conf")
	if err := os.WriteFile(config, []byte(busConfig), 0o600); err != nil {
		s.t.Fatal(err)
	}
	lines := s.start("", "dbus-daemon", "--config-file="+config, "--nofork", "--print-address=1")
	address := <-lines
	if address == "" {
		s.t.Fatal("the session bus did not say its address")
	}
	s.env = append(s.env, "DBUS_SESSION_BUS_ADDRESS="+address)

	bus, err := dbus.Connect(address)
	if err != nil {
		s.t.Fatal(err)
	}
	defer bus.Close()
	s.start("password of the login", "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	s.waitUnlocked(bus.Object("org.freedesktop.secrets", "/org/freedesktop/secrets"))
	return s
}

// waitUnlocked waits until there is a keyring that new keys go to.
func (s session) waitUnlocked(service dbus.BusObject) {
	s.t.Helper()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for range 3000 {
		var collection dbus.ObjectPath
		err := service.Call("org.freedesktop.Secret.Service.ReadAlias", 0, "default").Store(&collection)
		if err == nil && collection != "/" {
			return
		}
		<-again.C
	}
	s.t.Fatal("the keyring did not come up")
}

// start runs a program until the end of the test and gives its lines.
func (s session) start(input, name string, args ...string) <-chan string {
	s.t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		s.t.Fatalf("%v; run make setup", err)
	}
	program := exec.Command(path, args...)
	program.Env = s.env
	program.Stdin = strings.NewReader(input)
	output, err := program.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		s.t.Fatal(err)
	}
	lines, ended := make(chan string, 100), make(chan struct{})
	go func() {
		defer close(ended)
		defer close(lines)
		for scanner := bufio.NewScanner(output); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	s.t.Cleanup(func() {
		_ = program.Process.Kill()
		<-ended
		_ = program.Wait()
	})
	return lines
}

func TestARealKeyringGivesTheKeysToTheNextProcess(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a session bus and a keyring")
	}
	s := newSession(t).withKeyring()
	want := outcome{plantedID, plantedKey, "keyring", ""}

	if got := s.act("store"); got != want {
		t.Errorf("storing found %+v", got)
	}
	if got := s.act("load"); got != want {
		t.Errorf("the next process found %+v", got)
	}
	if path := fileHolding(t, s.home, plantedKey); path != "" {
		t.Errorf("%s holds the key", path)
	}
	if names := namesIn(t, s.config()); !slices.Equal(names, []string{"settings.json"}) {
		t.Errorf("the settings folder holds %v", names)
	}

	s.act("remove")
	if got := s.act("load"); got != (outcome{}) {
		t.Errorf("after removing them the keys are %+v", got)
	}
}

func TestWithoutAnAnsweringSessionBusTheKeysAreInAFile(t *testing.T) {
	s := newSession(t)
	s.env = append(s.env, "DBUS_SESSION_BUS_ADDRESS=unix:path="+filepath.Join(s.home, "nobody")) // not that of the developer
	want := outcome{plantedID, plantedKey, "file", ""}

	if got := s.act("store"); got != want {
		t.Errorf("storing found %+v", got)
	}
	if got := s.act("load"); got != want {
		t.Errorf("the next process found %+v", got)
	}
	path := fileHolding(t, s.home, plantedKey)
	if path != filepath.Join(s.config(), "keys.json") || rights(t, path) != 0o600 {
		t.Errorf("the key is in %s", path)
	}
}
