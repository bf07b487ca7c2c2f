package settings

import (
	"cmp"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
)

// ForProcess gives the loader of this process: its environment, its working directory, the folders, the name and
// the keyring of the person who runs it. packaged says that this is the installed app.
func ForProcess(packaged bool) (*Loader, error) {
	workDir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	configDir, err := os.UserConfigDir()
	if err != nil {
		configDir = "" // a service without a home: it is set up by its environment alone
	}
	return &Loader{
		LookupEnv: os.LookupEnv,
		WorkDir:   workDir,
		ConfigDir: configDir,
		DataDir:   userDataDir(runtime.GOOS, os.Getenv),
		Packaged:  packaged,
		OSUser:    osUserName(),
		Keyring:   OSKeyring(),
	}, nil
}

// userDataDir is the person's folder for data, as os.UserConfigDir is the one for settings; empty when there is none.
func userDataDir(system string, getenv func(string) string) string {
	home := getenv("HOME")
	switch {
	case system == "windows":
		return getenv("LOCALAPPDATA")
	case system != "darwin" && filepath.IsAbs(getenv("XDG_DATA_HOME")): // a relative one is to be ignored, says XDG
		return getenv("XDG_DATA_HOME")
	case home == "":
		return ""
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support")
	default:
		return filepath.Join(home, ".local", "share")
	}
}

func osUserName() string {
	person, err := user.Current()
	if err != nil {
		return ""
	}
	return nameOf(person)
}

// nameOf is what colleagues call the person: Windows puts the computer or the company before the name one logs in with.
func nameOf(person *user.User) string {
	_, login, found := strings.Cut(person.Username, `\`)
	if !found {
		login = person.Username
	}
	return cmp.Or(person.Name, login)
}
