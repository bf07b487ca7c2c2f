package archive_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/archive"
	"workflow-designer/backend/workflow"
)

var at = time.Date(2026, 5, 20, 10, 44, 0, 0, time.UTC)

func open(t *testing.T, file []byte) *archive.Reader {
	t.Helper()
	r, err := archive.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func text(t *testing.T, r *archive.Reader, file string) string {
	t.Helper()
	content, err := r.Text(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// entry is a file of a zip that a test makes by hand.
type entry struct {
	name, content string
	change        func(*zip.FileHeader)
}

func zipped(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, e := range entries {
		header := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.change != nil {
			e.change(header)
		}
		to, err := w.CreateHeader(header)
		if err == nil {
			_, err = io.WriteString(to, e.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func wantRefused(t *testing.T, err error, code workflow.Code, says string) {
	t.Helper()
	p := workflow.Presentable(err)
	if p == nil || p.Code != code || !strings.Contains(p.Message.String(), says) || p.Hint == "" {
		t.Errorf("got %v, want %s saying %q", err, code, says)
	}
}

func TestWhatWasWrittenIsReadAgain(t *testing.T) {
	// given two workflows of the same name, one with a history that has a deletion in it
	var file bytes.Buffer
	w := archive.NewWriter(&file, "Ana", 7, at)
	long := archive.Workflow{WorkflowID: 3, Name: "Leave", Complete: true}
	versions := []archive.Text{
		{Version: archive.Version{VersionID: "A", Number: 1, Author: "Ana", Comment: "first\nline two", Prompt: "Ask “him”.", CreatedAt: at}, Content: []byte("a: 1\r\n")},
		{Version: archive.Version{VersionID: "B", Number: 2, Deleted: true, Author: "Ben", CreatedAt: at.Add(time.Hour)}},
		{
			Version: archive.Version{VersionID: "C", MergedID: "A", Number: 2, Author: "Ben", CreatedAt: at.Add(2 * time.Hour), Tags: []workflow.Tag{{Name: "live"}}},
			Content: []byte("a: 2\n"),
		},
	}
	if err := w.Add(long, "leave.yaml", versions); err != nil {
		t.Fatal(err)
	}
	if err := w.Add(archive.Workflow{WorkflowID: 4}, "Leave.yaml", []archive.Text{{Version: archive.Version{VersionID: "D", Number: 1, CreatedAt: at}, Content: []byte("b: 1\n")}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}

	// when it is read
	r := open(t, file.Bytes())

	// then everything is there, each file under a name of its own
	if len(r.Workflows) != 2 || len(r.Refused) != 0 || r.LeftOut != 0 || w.Len() != 2 {
		t.Fatalf("read %+v", r)
	}
	first, second := r.Workflows[0], r.Workflows[1]
	if first.File != "leave.yaml" || second.File != "Leave-2.yaml" || first.Bare || first.WorkflowID != 3 || !first.Complete {
		t.Errorf("files %q and %q of %+v", first.File, second.File, first)
	}
	if got := text(t, r, first.File); got != "a: 2\n" {
		t.Errorf("the latest is %q", got)
	}
	if got := text(t, r, first.Versions[0].File); got != "a: 1\r\n" {
		t.Errorf("the first is %q", got)
	}
	if first.Versions[0].File != "versions/leave/v1.yaml" || first.Versions[1].File != "" || first.Versions[2].File != "leave.yaml" {
		t.Errorf("the versions are %+v", first.Versions)
	}
	for i, v := range first.Versions {
		v.File = ""
		if !reflect.DeepEqual(v, versions[i].Version) {
			t.Errorf("version %d is %+v, want %+v", i, v, versions[i].Version)
		}
	}
}

func TestAZipWithoutAManifestHoldsBareTexts(t *testing.T) {
	r := open(t, zipped(t,
		entry{name: "b/two.YML", content: "b: 2"}, entry{name: "./a.yaml", content: "a: 1"}, entry{name: "b/", content: ""},
		entry{name: "README.md", content: "read"}, entry{name: "__MACOSX/._a.yaml", content: "x"}, entry{name: ".hidden.yaml", content: "x"},
		entry{name: "manifest.json", content: `{"name": "somebody else's"}`},
	))
	var files []string
	for _, w := range r.Workflows {
		if !w.Bare {
			t.Errorf("%s is not bare", w.File)
		}
		files = append(files, w.File)
	}
	if !slices.Equal(files, []string{"./a.yaml", "b/two.YML"}) || r.LeftOut != 4 || len(r.Refused) != 0 {
		t.Errorf("found %v, left out %d, refused %v", files, r.LeftOut, r.Refused)
	}
}

func TestATextThatCannotBeAVersionIsRefusedByItself(t *testing.T) {
	r := open(t, zipped(t,
		entry{name: "good.yaml", content: "a: 1"}, entry{name: "large.yaml", content: strings.Repeat("a", 1<<20+1)},
		entry{name: "latin.yaml", content: "a: \xe4"}, entry{name: "empty.yaml", content: " \n"},
		entry{name: "zip.yaml", content: string(zipped(t, entry{name: "a.yaml", content: "a"}))},
		entry{name: "inner.zip", content: string(zipped(t, entry{name: "a.yaml", content: "a"}))},
		entry{name: "link.yaml", content: "/etc/passwd", change: func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }},
		entry{name: "secret.yaml", content: "a: 1", change: func(h *zip.FileHeader) { h.Flags |= 1 }},
	))
	if got := text(t, r, "good.yaml"); got != "a: 1" {
		t.Errorf("the good one is %q", got)
	}
	for file, want := range map[string]struct {
		code workflow.Code
		says string
	}{
		"large.yaml": {workflow.CodeTooLarge, "1048577 bytes"}, "latin.yaml": {workflow.CodeInvalidContent, "not UTF-8"},
		"empty.yaml": {workflow.CodeInvalidContent, "empty"}, "zip.yaml": {workflow.CodeInvalidArchive, "zip inside a zip"},
		"link.yaml": {workflow.CodeInvalidArchive, "not a file"}, "secret.yaml": {workflow.CodeInvalidArchive, "encrypted"},
		"none.yaml": {workflow.CodeInvalidArchive, "no file"},
	} {
		_, err := r.Text(file)
		wantRefused(t, err, want.code, want.says)
	}
	if len(r.Refused) != 1 || r.Refused[0].File != "inner.zip" {
		t.Fatalf("refused %+v", r.Refused)
	}
	wantRefused(t, r.Refused[0].Err, workflow.CodeInvalidArchive, "zip inside a zip")
}

func TestAZipThatIsMadeToDoHarmIsRefused(t *testing.T) {
	for _, name := range []string{"../a.yaml", "a/../../b.yaml", "/etc/a.yaml", `..\a.yaml`, `C:a.yaml`, "a//b.yaml", "..", "a/\x00.yaml", ""} {
		file := zipped(t, entry{name: "good.yaml", content: "a: 1"}, entry{name: name, content: "x"})
		_, err := archive.Open(bytes.NewReader(file), int64(len(file)))
		wantRefused(t, err, workflow.CodeInvalidArchive, "outside of it")
	}
	twice := zipped(t, entry{name: "a.yaml", content: "a: 1"}, entry{name: "a.yaml", content: "a: 2"})
	_, err := archive.Open(bytes.NewReader(twice), int64(len(twice)))
	wantRefused(t, err, workflow.CodeInvalidArchive, "two files of the name")
}

// lying makes a zip whose directory says another size of a file than it unpacks to.
func lying(t *testing.T, said, is uint64) []byte {
	t.Helper()
	var file, packed bytes.Buffer
	deflate, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err == nil {
		_, err = io.CopyN(deflate, zeros{}, int64(is))
	}
	if err == nil {
		err = deflate.Close()
	}
	w := zip.NewWriter(&file)
	var to io.Writer
	if err == nil {
		to, err = w.CreateRaw(&zip.FileHeader{
			Name: "bomb.yaml", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: said,
		})
	}
	if err == nil {
		_, err = to.Write(packed.Bytes())
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestABombIsNotUnpacked(t *testing.T) {
	// one that says what it is
	honest := lying(t, 3<<30, 1<<20)
	_, err := archive.Open(bytes.NewReader(honest), int64(len(honest)))
	wantRefused(t, err, workflow.CodeTooLarge, "unpacks to more than")
	// one that does not
	liar := lying(t, 100, 64<<20)
	_, err = open(t, liar).Text("bomb.yaml")
	if code := workflow.CodeOf(err); code != workflow.CodeTooLarge && code != workflow.CodeInvalidArchive {
		t.Errorf("got %v", err)
	}
	// one of very many files
	var many []entry
	for i := range 65_001 {
		many = append(many, entry{name: fmt.Sprintf("%d.yaml", i)})
	}
	file := zipped(t, many...)
	_, err = archive.Open(bytes.NewReader(file), int64(len(file)))
	wantRefused(t, err, workflow.CodeTooLarge, "65000")
	// one that is larger than what is read at all
	_, err = archive.Open(bytes.NewReader(nil), archive.MaxSize+1)
	wantRefused(t, err, workflow.CodeTooLarge, "MiB")
}

func TestADamagedZipSaysSo(t *testing.T) {
	good := zipped(t, entry{name: "a.yaml", content: strings.Repeat("a: 1\n", 100)})
	for name, file := range map[string][]byte{
		"cut off": good[:len(good)/2], "empty": {}, "no zip": []byte("a: 1\n"), "something before it": append([]byte("#!/bin/sh\n"), good...),
	} {
		if _, err := archive.Open(bytes.NewReader(file), int64(len(file))); workflow.CodeOf(err) != workflow.CodeInvalidArchive {
			t.Errorf("%s: %v", name, err)
		}
	}
	// a directory that claims to begin elsewhere, where it could be much longer
	elsewhere := slices.Clone(good)
	end := bytes.LastIndex(elsewhere, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint32(elsewhere[end+12:], 10)
	if _, err := archive.Open(bytes.NewReader(elsewhere), int64(len(elsewhere))); workflow.CodeOf(err) != workflow.CodeInvalidArchive {
		t.Errorf("elsewhere: %v", err)
	}
	// a text that is not what was packed
	broken := slices.Clone(good)
	broken[40] ^= 0xff
	r, err := archive.Open(bytes.NewReader(broken), int64(len(broken)))
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Text("a.yaml")
	wantRefused(t, err, workflow.CodeInvalidArchive, "damaged")
}

func TestAManifestIsNotBelieved(t *testing.T) {
	manifest := func(change func(m map[string]any, w map[string]any, v map[string]any)) []byte {
		v := map[string]any{"file": "a.yaml", "version_id": "A", "number": 1, "author": "Ana", "created_at": at}
		w := map[string]any{"workflow_id": 3, "file": "a.yaml", "versions": []any{v}}
		m := map[string]any{"format": "workflow-designer-export", "format_version": 1, "workflows": []any{w}}
		change(m, w, v)
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return zipped(t, entry{name: "a.yaml", content: "a: 1"}, entry{name: "manifest.json", content: string(text)})
	}
	if r := open(t, manifest(func(_, _, _ map[string]any) {})); len(r.Workflows) != 1 || r.Workflows[0].Bare {
		t.Fatalf("a good one gives %+v", r)
	}
	for name, change := range map[string]func(m, w, v map[string]any){
		"no versions":      func(_, w, _ map[string]any) { w["versions"] = []any{} },
		"another latest":   func(_, w, _ map[string]any) { w["file"] = "b.yaml" },
		"a deleted latest": func(_, _, v map[string]any) { v["deleted"] = true },
		"a missing text":   func(_, w, v map[string]any) { w["file"], v["file"] = "c.yaml", "c.yaml" },
		"a bad tag":        func(_, _, v map[string]any) { v["tags"] = []any{map[string]any{"name": "\n"}} },
		"a NUL":            func(_, _, v map[string]any) { v["prompt"] = "a\x00b" },
		"a long comment":   func(_, _, v map[string]any) { v["version_comment"] = strings.Repeat("a", 1<<20+1) },
		"a bad name":       func(_, w, _ map[string]any) { w["name"] = "a\x00" },
	} {
		r := open(t, manifest(change))
		if len(r.Refused) != 1 || workflow.Presentable(r.Refused[0].Err).Hint == "" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	many := manifest(func(m, w, _ map[string]any) { m["workflows"] = slices.Repeat([]any{w}, 10) })
	_, err := archive.Open(bytes.NewReader(many), int64(len(many)))
	wantRefused(t, err, workflow.CodeInvalidArchive, "more workflows and versions")
	newer := manifest(func(m, _, _ map[string]any) { m["format_version"] = 2 })
	_, err = archive.Open(bytes.NewReader(newer), int64(len(newer)))
	wantRefused(t, err, workflow.CodeInvalidArchive, "newer version")
	broken := manifest(func(m, _, _ map[string]any) { m["workflows"] = "none" })
	_, err = archive.Open(bytes.NewReader(broken), int64(len(broken)))
	wantRefused(t, err, workflow.CodeInvalidArchive, "cannot be read")
}

func TestAZipIsToldByItsBeginning(t *testing.T) {
	if !archive.Is(zipped(t)) || !archive.Is(zipped(t, entry{name: "a"})) || archive.Is([]byte("PK: 1")) || archive.Is(nil) {
		t.Error("a zip is not told from a text")
	}
}

func FuzzOpen(f *testing.F) {
	var t testing.T
	f.Add(zipped(&t, entry{name: "a.yaml", content: "a: 1"}, entry{name: "manifest.json", content: `{"format":"workflow-designer-export","workflows":[{"file":"a.yaml","versions":[{"file":"a.yaml"}]}]}`}))
	f.Add(zipped(&t, entry{name: "../a.yaml", content: "a: 1"}))
	f.Add(zipped(&t))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := archive.Open(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			if p := workflow.Presentable(err); p.Code == workflow.CodeInternal || p.Hint == "" {
				t.Fatalf("an error that nobody can be shown: %v", err)
			}
			return
		}
		for _, w := range r.Workflows {
			for _, name := range append([]string{w.File}, files(w)...) {
				text, err := r.Text(name)
				if err == nil && workflow.CheckContent(text) != nil {
					t.Fatalf("%q of %q cannot be a version", text, name)
				}
				if err != nil && workflow.CodeOf(err) == workflow.CodeInternal {
					t.Fatalf("an error that nobody can be shown: %v", err)
				}
			}
		}
	})
}

func files(w archive.Found) []string {
	var all []string
	for _, v := range w.Versions {
		if v.File != "" {
			all = append(all, v.File)
		}
	}
	return all
}
