package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Reader is a zip that may be imported.
type Reader struct {
	// Workflows are what can be imported, in the order of the manifest, then those that it does not name, by their names.
	Workflows []Found
	// Refused are files that look like workflows and cannot be imported.
	Refused []Refused
	// LeftOut is how many other files there are.
	LeftOut int

	files map[string]*zip.File
}

// Found is a workflow in a zip.
type Found struct {
	Workflow
	Bare bool // there is only its text
}

// Refused is a file that cannot be imported, and why.
type Refused struct {
	File string
	Err  error
}

// Is tells whether a file that begins so is a zip.
func Is(beginning []byte) bool {
	return bytes.HasPrefix(beginning, []byte("PK\x03\x04")) || bytes.HasPrefix(beginning, []byte("PK\x05\x06"))
}

// Open reads what a zip holds. CodeTooLarge: it is larger, or unpacks to more, than one of workflows can be.
// CodeInvalidArchive: it is damaged, encrypted, made to do harm, or made by a newer program.
func Open(from io.ReaderAt, size int64) (*Reader, error) {
	if size > MaxSize {
		return nil, &workflow.Error{
			Code:    workflow.CodeTooLarge,
			Message: words.F("The zip has %d MiB; at most %d are read.", size>>20, MaxSize>>20),
			Hint:    "Export fewer workflows at a time.",
		}
	}
	if err := checkDirectory(from, size); err != nil {
		return nil, err
	}
	all, err := zip.NewReader(from, size)
	if err != nil {
		return nil, notWhole(err)
	}
	r := &Reader{files: map[string]*zip.File{}}
	if err := r.take(all.File); err != nil {
		return nil, err
	}
	manifest, err := r.manifest()
	if err != nil {
		return nil, err
	}
	r.find(manifest)
	return r, nil
}

// take checks the names and sizes of all files.
func (r *Reader) take(all []*zip.File) error {
	if len(all) > maxFiles {
		return bomb(words.F("The zip holds %d files; at most %d are read.", len(all), maxFiles))
	}
	var unpacked uint64
	for _, f := range all {
		if err := checkName(f.Name); err != nil {
			return err
		}
		if f.FileInfo().IsDir() {
			continue
		}
		unpacked += f.UncompressedSize64
		if unpacked > maxUnpacked || f.UncompressedSize64 > maxUnpacked {
			return bomb(words.F("The zip unpacks to more than %d MiB, which no workflows need.", maxUnpacked>>20))
		}
		if _, twice := r.files[f.Name]; twice {
			return refuse(words.F("The zip has two files of the name %s.", shown(f.Name)), "Make the zip again.", nil)
		}
		r.files[f.Name] = f
	}
	return nil
}

// checkDirectory refuses a zip whose list of files is not where it must be, or is too long to be read.
func checkDirectory(from io.ReaderAt, size int64) error {
	const (
		endSize = 22 // of the record at the end, without the comment that may follow
		most    = endSize + 1<<16
	)
	tail := make([]byte, min(size, most))
	if _, err := from.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return notWhole(err)
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || len(tail)-at < endSize {
		return notWhole(nil)
	}
	end := tail[at:]
	records := binary.LittleEndian.Uint16(end[10:])
	length, offset := int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
	if records > maxFiles || length > maxDirectory {
		return bomb(words.F("The zip holds more files than the %d that are read.", maxFiles))
	}
	if offset+length != size-int64(len(end)) {
		return notWhole(nil)
	}
	return nil
}

func notWhole(cause error) error {
	return refuse("The file is not a whole zip.", "Export it, copy or download it again.", cause)
}

// checkName refuses a name that leads out of the folder into which somebody may unpack it.
func checkName(name string) error {
	inside := strings.TrimPrefix(strings.TrimSuffix(name, "/"), "./")
	drive := len(name) > 1 && name[1] == ':'
	if fs.ValidPath(inside) && inside != "." && !drive && !strings.ContainsAny(name, "\\\x00") {
		return nil
	}
	return refuse(words.F("The zip names a file that would lie outside of it: %s.", shown(name)),
		"Do not unpack it either: it was made to do harm, or by a broken program.", nil)
}

// manifest gives what the manifest says; nil when the zip has none of ours.
func (r *Reader) manifest() (*Manifest, error) {
	f, here := r.files[ManifestName]
	if !here {
		return nil, nil
	}
	text, err := read(f, maxManifest)
	if err != nil {
		return nil, err
	}
	if !isOurs(text) {
		return nil, nil // the texts can be read all the same
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, refuse("The manifest of the zip cannot be read.", "Export it again.", err)
	}
	if m.FormatVersion > formatVersion {
		return nil, refuse("The zip was made by a newer version of the program.", "Bring this program up to date, then import it.", nil)
	}
	if m.entries() > 2*len(r.files) {
		return nil, refuse("The manifest names more workflows and versions than the zip has files.", "Export it again.", nil)
	}
	return &m, nil
}

// entries counts what the manifest tells of. A file is the text of one version; a deletion has none, and stands between two that
// have one.
func (m *Manifest) entries() int {
	n := 0
	for _, w := range m.Workflows {
		n += max(1, len(w.Versions))
	}
	return n
}

// isOurs tells our manifest from a file of the same name that somebody else has made.
func isOurs(text []byte) bool {
	var said struct {
		Format string `json:"format"`
	}
	return json.Unmarshal(text, &said) == nil && said.Format == format
}

// find tells what can be imported from what cannot.
func (r *Reader) find(m *Manifest) {
	named := map[string]bool{}
	if m != nil {
		named[ManifestName] = true
		for _, w := range m.Workflows {
			named[w.File], named[w.Scenarios] = true, true
			for _, v := range w.Versions {
				named[v.File] = true
			}
			if err := r.check(w); err != nil {
				r.Refused = append(r.Refused, Refused{w.File, err})
				continue
			}
			r.Workflows = append(r.Workflows, Found{Workflow: w})
		}
	}
	others := make([]string, 0, len(r.files))
	for name := range r.files {
		if !named[name] {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range others {
		switch {
		case isSystem(name):
			r.LeftOut++
		case IsYAML(name):
			r.Workflows = append(r.Workflows, Found{Workflow: Workflow{File: name}, Bare: true})
		case IsZip(name):
			r.Refused = append(r.Refused, Refused{name, refuse("A zip inside a zip is not read.", "Unpack it, then import what is in it.", nil)})
		default:
			r.LeftOut++
		}
	}
}

// check refuses a workflow of the manifest that cannot be imported as it is told.
func (r *Reader) check(w Workflow) error {
	if len(w.Versions) == 0 {
		return refuse("The manifest tells of no version.", "Export the workflow again.", nil)
	}
	last := w.Versions[len(w.Versions)-1]
	if last.Deleted || last.File != w.File {
		return refuse("The manifest does not say which text is the latest.", "Export the workflow again.", nil)
	}
	if len(w.Name) > maxNote {
		return tooLong()
	}
	if err := workflow.CheckNote("name", w.Name); err != nil {
		return err
	}
	if _, err := r.Scenarios(w); err != nil {
		return err
	}
	for _, v := range w.Versions {
		if v.Deleted {
			continue
		}
		if _, here := r.files[v.File]; !here {
			return refuse(words.F("The text of version %d is not in the zip.", v.Number), "Export the workflow again.", nil)
		}
		for field, text := range map[words.Text]string{"author": v.Author, "comment": v.Comment, "prompt": v.Prompt} {
			if len(text) > maxNote {
				return tooLong()
			}
			if err := workflow.CheckNote(field, text); err != nil {
				return err
			}
		}
		if err := workflow.CheckGenerator(v.Generator); err != nil {
			return err
		}
		if err := workflow.CheckTags(v.Tags); err != nil {
			return err
		}
	}
	return nil
}

// Text gives a text of the zip, checked as that of a version is: CodeTooLarge, CodeInvalidContent, CodeInvalidArchive.
func (r *Reader) Text(file string) ([]byte, error) {
	f, here := r.files[file]
	if !here {
		return nil, refuse(words.F("The zip has no file %s.", shown(file)), "Export it again.", nil)
	}
	text, err := read(f, workflow.MaxContent)
	if err != nil {
		return nil, err
	}
	if Is(text) {
		return nil, refuse("A zip inside a zip is not read.", "Unpack it, then import what is in it.", nil)
	}
	return text, workflow.CheckContent(text)
}

// Scenarios gives the scenarios of a workflow; none when the zip has none of it. CodeInvalidArchive, CodeDamaged, CodeTooLarge.
func (r *Reader) Scenarios(w Workflow) ([]workflow.KeptScenario, error) {
	if w.Scenarios == "" {
		return nil, nil
	}
	f, here := r.files[w.Scenarios]
	if !here {
		return nil, refuse("The scenarios of a workflow are not in the zip.", "Export the workflow again.", nil)
	}
	text, err := read(f, workflow.MaxScenariosDocument)
	if err != nil {
		return nil, err
	}
	return workflow.DecodeScenarios(text)
}

// read unpacks a file, and no more than most bytes of it, whatever the zip says of its size.
func read(f *zip.File, most int64) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, refuse(words.F("%s is encrypted.", shown(f.Name)), "Make the zip again, without a password.", nil)
	}
	if f.UncompressedSize64 > uint64(most) {
		return nil, tooLarge(f, most)
	}
	if !f.Mode().IsRegular() {
		return nil, refuse(words.F("%s is not a file.", shown(f.Name)), "Make the zip again, with the file itself.", nil)
	}
	from, err := f.Open()
	if err != nil {
		return nil, refuse(words.F("%s cannot be unpacked.", shown(f.Name)), "Make the zip again, with the usual compression.", err)
	}
	text, err := io.ReadAll(io.LimitReader(from, most+1))
	err = errors.Join(err, from.Close())
	if int64(len(text)) > most {
		return nil, tooLarge(f, most)
	}
	if err != nil {
		return nil, refuse(words.F("%s is damaged.", shown(f.Name)), "Export it, copy or download it again.", err)
	}
	return text, nil
}

func tooLarge(f *zip.File, most int64) error {
	if most == workflow.MaxContent {
		return workflow.TooLarge(int64(max(f.UncompressedSize64, uint64(most)+1)))
	}
	return bomb(words.F("%s of the zip is larger than it can be.", shown(f.Name)))
}

// IsYAML tells a file of a workflow by the ending of its name.
func IsYAML(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	return ending == ".yaml" || ending == ".yml"
}

// IsZip tells a zip by the ending of its name.
func IsZip(name string) bool { return strings.ToLower(path.Ext(name)) == ".zip" }

// isSystem tells the files that systems add by themselves.
func isSystem(name string) bool {
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(path.Base(name), ".")
}

func refuse(message, hint words.Text, cause error) error {
	return &workflow.Error{Code: workflow.CodeInvalidArchive, Message: message, Hint: hint, Err: cause}
}

func bomb(message words.Text) error {
	return &workflow.Error{Code: workflow.CodeTooLarge, Message: message, Hint: "Do not unpack it, unless you know who made it and why it is so large."}
}

func tooLong() error {
	return &workflow.Error{
		Code: workflow.CodeTooLarge, Message: "A description or a comment in the manifest is longer than 1 MiB.", Hint: "Export the workflow again.",
	}
}

// shown is a name as a person may see it.
func shown(name string) string {
	const most = 80
	if len(name) > most {
		name = name[:most] + "…"
	}
	return fmt.Sprintf("%q", name)
}
