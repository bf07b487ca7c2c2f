package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"strings"

	"workflow-designer/backend/words"
)

// document is the settings file: the settings by name, where keys are kept, and whatever another version of the
// program wrote there, which is left alone.
type document struct {
	path   string
	fields map[string]json.RawMessage
	// keptIn says by address where the keys for it are: KeptInKeyring or KeptInFile. So a keyring is asked only when it
	// has something to tell, and a stale key in one place never hides the newer one in the other.
	keptIn map[string]string
}

const keptInField = "keys_kept_in"

// readDocument reads the settings file; one that does not exist is empty. The path may be empty too.
func readDocument(path string) (document, error) {
	d := document{path: path, fields: map[string]json.RawMessage{}, keptIn: map[string]string{}}
	if path == "" {
		return d, nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return d, nil
	}
	if err != nil {
		return document{}, unreadable(path, err)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if err := unmarshalObject(text, &d.fields); err != nil {
		return document{}, unparsable(path, lineOfJSONError(text, err), "is not a JSON object of settings")
	}
	if kept, ok := d.fields[keptInField]; ok {
		if err := unmarshalObject(kept, &d.keptIn); err != nil {
			return document{}, unparsable(path, lineOf(text, keptInField), "does not say where keys are kept")
		}
	}
	for _, v := range variables {
		if _, ok := textOf(d.fields[v.name]); !ok {
			return document{}, unparsable(path, lineOf(text, v.name), words.F("has a setting that is neither text, number nor switch: %s", v.name))
		}
	}
	return d, nil
}

// unmarshalObject is json.Unmarshal of an object, so that null is an error as well.
func unmarshalObject[V any](text []byte, object *map[string]V) error {
	if err := json.Unmarshal(text, object); err != nil {
		return err
	}
	if *object == nil {
		return errors.New("null is no object")
	}
	return nil
}

// textOf is a JSON text, number or switch as an environment variable would hold it; empty for none; false for a list
// or an object.
func textOf(value json.RawMessage) (string, bool) {
	if len(value) == 0 || string(value) == "null" {
		return "", true
	}
	switch value[0] {
	case '[', '{':
		return "", false
	case '"':
		var text string
		err := json.Unmarshal(value, &text)
		return strings.TrimSpace(text), err == nil
	default:
		return string(value), true
	}
}

func lineOfJSONError(text []byte, err error) int {
	offset := int64(0)
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = e.Offset
	}
	return 1 + bytes.Count(text[:min(offset, int64(len(text)))], []byte("\n"))
}

// lineOf is the first line that names a setting.
func lineOf(text []byte, name string) int {
	at := max(bytes.Index(text, []byte(`"`+name+`"`)), 0)
	return 1 + bytes.Count(text[:at], []byte("\n"))
}

func (d document) layer() layer {
	return layer{
		source: SourceSettings,
		lookup: func(v variable) string {
			if v.secretKey() {
				return "" // keys never stand in the settings file
			}
			text, _ := textOf(d.fields[v.name])
			return text
		},
		origin: func(v variable) words.Text { return words.F("%s in %s", v.name, d.path) },
	}
}

func (d document) clone() document {
	d.fields, d.keptIn = maps.Clone(d.fields), maps.Clone(d.keptIn)
	return d
}

// set notes a setting; one that has its default again leaves the file.
func (d document) set(name string, s setting) {
	if s.source == SourceDefault {
		delete(d.fields, name)
		return
	}
	if name == CompanyIDName {
		d.fields[name] = json.RawMessage(s.text) // digits, as checked
		return
	}
	d.fields[name], _ = json.Marshal(s.text) // a string cannot fail
}

func (d document) write(path string) error {
	delete(d.fields, keptInField)
	if len(d.keptIn) > 0 {
		d.fields[keptInField], _ = json.Marshal(d.keptIn) // strings cannot fail
	}
	return writeJSON(path, d.fields)
}
