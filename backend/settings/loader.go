package settings

import (
	"maps"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"workflow-designer/backend/workflow"
)

const (
	appFolder    = "workflow-designer"
	settingsName = "settings.json"
	keysName     = "keys.json"
	envName      = ".env"
)

// Loader reads and stores the settings of one person. Its methods are safe for concurrent use; when two processes
// store at once, the settings file is that of one of them.
type Loader struct {
	LookupEnv func(name string) (string, bool)
	WorkDir   string // absolute; where .env is looked for and relative paths begin
	ConfigDir string // the person's folder for settings; empty when there is none: then nothing can be stored
	DataDir   string // the person's folder for data; empty when there is none
	Packaged  bool   // the installed app: it keeps its versions in DataDir, because its working directory says nothing
	OSUser    string // the author when nothing else is set
	Keyring   Keyring

	storing sync.Mutex
}

// Load resolves the settings. They are found whether or not there are keys: a bucket without keys is the bucket's to
// refuse, and keys that could not be read are told in Settings.KeysProblem.
//
// The error has CodeInvalidSettings and names the setting and where it was found, or the file and the line that
// cannot be read. No file is ever changed by it.
func (l *Loader) Load() (Settings, error) {
	s, _, err := l.load()
	return s, err
}

func (l *Loader) load() (Settings, document, error) {
	doc, err := readDocument(l.file())
	if err != nil {
		return Settings{}, document{}, err
	}
	envFile, err := readEnvFile(filepath.Join(l.WorkDir, envName))
	if err != nil {
		return Settings{}, document{}, err
	}
	layers := []layer{l.environment(), envFile, doc.layer()}
	s, err := l.check(resolve(layers))
	if err != nil {
		return Settings{}, document{}, err
	}
	if err := l.findKeys(&s, doc, layers); err != nil {
		return Settings{}, document{}, err
	}
	if err := l.findModelKey(&s, doc, layers); err != nil {
		return Settings{}, document{}, err
	}
	return s, doc, nil
}

// With gives the settings that Store would bring about, and stores nothing. s comes from Load or With.
// The errors are those of Store, except for those of writing.
func (l *Loader) With(s Settings, c Change) (Settings, error) {
	doc, err := readDocument(l.file())
	if err != nil {
		return Settings{}, err
	}
	return l.with(s, c, doc)
}

func (l *Loader) with(s Settings, c Change, doc document) (Settings, error) {
	changed := c.texts()
	next := maps.Clone(s.resolved)
	for name, text := range changed {
		next[name] = setting{text: text, source: SourceSettings}
	}
	n, err := l.check(next)
	if err != nil {
		return Settings{}, err
	}
	for name := range changed {
		was := s.resolved[name]
		if !was.source.fixed() {
			continue
		}
		if n.resolved[name].text != was.text {
			return Settings{}, fixedElsewhere(name, was.origin)
		}
		n.resolved[name], n.Sources[name] = was, was.source
	}
	if err := l.changeKeys(&n, s, c, doc); err != nil {
		return Settings{}, err
	}
	if err := l.changeModelKey(&n, s, c, doc); err != nil {
		return Settings{}, err
	}
	return n, nil
}

// Store checks a change, writes the settings file and keeps the keys, and gives the settings then in force.
//
// CodeInvalidSettings: a value is not allowed, or it differs from one that the environment or the .env file sets;
// nothing was written. Keys that are not changed follow the settings to a new endpoint or bucket. An error of writing
// (CodeFolderDenied, CodeDiskFull, CodeStorageFailed) leaves the settings file as it was.
func (l *Loader) Store(c Change) (Settings, error) {
	l.storing.Lock()
	defer l.storing.Unlock()

	if l.file() == "" {
		return Settings{}, &workflow.Error{
			Code:    workflow.CodeInvalidSettings,
			Message: "There is no folder to keep settings in.",
			Hint:    "Set HOME, or give the settings as environment variables.",
		}
	}
	was, doc, err := l.load()
	if err != nil {
		return Settings{}, err
	}
	next, err := l.with(was, c, doc)
	if err != nil {
		return Settings{}, err
	}
	changed := doc.clone()
	for name := range c.texts() {
		if !next.Sources[name].fixed() {
			changed.set(name, next.resolved[name])
		}
	}
	if err := l.keepKeys(was, next, c, changed); err != nil {
		return Settings{}, err
	}
	if err := l.keepModelKey(next, c, changed); err != nil {
		return Settings{}, err
	}
	if err := changed.write(l.file()); err != nil {
		return Settings{}, err
	}
	if err := l.forgetMovedKeys(was, next, doc, changed); err != nil {
		return Settings{}, err
	}
	return l.Load()
}

func (l *Loader) file() string {
	if l.ConfigDir == "" {
		return ""
	}
	return filepath.Join(l.ConfigDir, appFolder, settingsName)
}

// texts are the changed settings by name, keys left out.
func (c Change) texts() map[string]string {
	texts := map[string]string{}
	for name, text := range map[string]*string{
		StorageTypeName: c.StorageType,
		EndpointURLName: c.EndpointURL,
		BucketNameName:  c.BucketName,
		RegionName:      c.Region,
		AuthorName:      c.Author,

		ModelEndpointURLName: c.Model.EndpointURL,
		ModelNameName:        c.Model.Name,
		ModelInputPriceName:  c.Model.InputPrice,
		ModelOutputPriceName: c.Model.OutputPrice,
		ModelTimeoutName:     c.Model.Timeout,
	} {
		if text != nil {
			texts[name] = strings.TrimSpace(*text)
		}
	}
	if c.Model.AllowHTTP != nil {
		texts[ModelAllowHTTPName] = strconv.FormatBool(*c.Model.AllowHTTP)
	}
	if c.CompanyID != nil {
		texts[CompanyIDName] = strconv.FormatInt(*c.CompanyID, 10)
	}
	return texts
}
