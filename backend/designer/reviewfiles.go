package designer

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"workflow-designer/backend/archive"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

const (
	// deepest is how many folders within each other a review goes down.
	deepest = 16
	// mostEntries is how many files and folders a review looks at in one folder and those below it.
	mostEntries = 100_000
)

// ReviewFiles is ReviewImport of files on this computer, by their paths. Of a folder it takes the YAML files and zips in it and
// below it, in the order of their names; it passes hidden folders by, and does not follow links. A folder that is too deep or
// has too much in it, or none of them, is refused as a file is.
func (d *Designer) ReviewFiles(ctx context.Context, paths []string) (ImportReview, error) {
	var open *os.File
	closeOpen := func() error {
		if open == nil {
			return nil
		}
		err := open.Close()
		open = nil
		return err
	}
	files := spread(ctx, paths)
	at := 0
	review, err := d.ReviewImport(ctx, func() (string, io.Reader, error) {
		if err := errors.Join(ctx.Err(), closeOpen()); err != nil {
			return "", nil, err
		}
		if at == len(files) {
			return "", nil, io.EOF
		}
		file := files[at]
		at++
		if file.refused != nil {
			return file.name, file.refused, nil
		}
		f, err := os.Open(file.path)
		if err != nil {
			return file.name, unreadable{unreadableFile(file.name, err)}, nil
		}
		open = f
		if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
			return file.name, unreadable{unreadableFile(file.name, err)}, nil
		}
		return file.name, opened{f, file.name}, nil
	})
	return review, errors.Join(err, closeOpen())
}

// fileOf is a file to review: its path, and its name as it is shown.
type fileOf struct {
	path, name string
	refused    io.Reader // tells why it cannot be read; nil: it may be
}

// spread gives the files of paths, some of which may be folders.
func spread(ctx context.Context, paths []string) []fileOf {
	var files []fileOf
	for _, path := range paths {
		// Whoever names a link means what it leads to.
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			files = append(files, fileOf{path: path, name: filepath.Base(path)})
			continue
		}
		files = append(files, inFolder(ctx, path)...)
	}
	return files
}

// inFolder gives what can be imported in a folder and below it, and last why that may not be all.
func inFolder(ctx context.Context, folder string) []fileOf {
	called := filepath.Base(folder)
	if whole, err := filepath.Abs(folder); err == nil {
		called = filepath.Base(whole) // "." has a name too
	}
	// The root of the walk is no link then.
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real
	}
	var files []fileOf
	entries, tooMuch := 0, false
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		within, relErr := filepath.Rel(folder, path)
		if relErr != nil {
			return relErr
		}
		name := filepath.ToSlash(filepath.Join(called, within))
		if err != nil {
			files = append(files, fileOf{name: name, refused: unreadable{unreadableFile(name, err)}})
			return fs.SkipDir
		}
		if entries++; entries > mostEntries || len(files) > mostFiles {
			tooMuch = true
			return fs.SkipAll
		}
		switch {
		case within == ".":
		case entry.IsDir() && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		case entry.IsDir() && strings.Count(name, "/") >= deepest:
			tooMuch = true
			return fs.SkipDir
		case entry.Type().IsRegular() && importable(entry.Name()):
			files = append(files, fileOf{path: path, name: name})
		}
		return ctx.Err()
	})
	switch {
	case err != nil:
		files = append(files, fileOf{name: called, refused: unreadable{unreadableFile(called, err)}})
	case tooMuch:
		files = append(files, fileOf{name: called, refused: unreadable{&workflow.Error{
			Code: workflow.CodeTooLarge, Message: words.F("Not all of the folder %s was looked at: it is too large or too deep.", called),
			Hint: "Choose a smaller folder in it.",
		}}})
	case len(files) == 0:
		files = append(files, fileOf{name: called, refused: unreadable{&workflow.Error{
			Code: workflow.CodeInvalidContent, Message: words.F("The folder %s has no YAML files and no zips.", called),
			Hint: "Choose another folder.",
		}}})
	}
	return files
}

func importable(name string) bool {
	return !strings.HasPrefix(name, ".") && (archive.IsYAML(name) || archive.IsZip(name))
}

// unreadable is the content of a file that cannot be opened: what is wrong with it is told as of any other.
type unreadable struct{ err error }

func (u unreadable) Read([]byte) (int, error) { return 0, u.err }

// opened is a file that may turn out to be unreadable on the way, such as on a stick that was pulled out.
type opened struct {
	file *os.File
	name string
}

func (o opened) Read(p []byte) (int, error) {
	n, err := o.file.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = unreadableFile(o.name, err)
	}
	return n, err
}

func unreadableFile(name string, err error) error {
	return &workflow.Error{
		Code: workflow.CodeInvalidContent, Message: words.F("%s cannot be read.", name),
		Hint: "Choose a file that you may read.", Err: err,
	}
}
