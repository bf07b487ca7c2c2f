// Package folder reads a folder of YAML files that somebody else keeps, and the git history of it, for the workflows that are in it. It
// writes nothing.
package folder

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

const (
	// deepest is how many folders within each other are gone down.
	deepest = 32
	// mostEntries is how many files and folders are looked at.
	mostEntries = 200_000
	// mostFiles is how many workflows may be found.
	mostFiles = 20_000
)

// Folder is what was found. Its texts can be read until it is closed.
type Folder struct {
	Path    string // whole, without links
	Files   []File // by their paths
	LeftOut []LeftOut
	Others  int // files that are not even YAML by their name
	// Repository tells that the folder is in the working tree of a git repository.
	Repository bool

	git *repository // nil unless histories were read
}

// File is a workflow in the folder.
type File struct {
	Path string // below the folder, with slashes
	// Ref is what the path says of it, in companies/{company}/workflows/{number}/workflow.yaml; zero for other paths.
	Ref workflow.Ref
	// Origin is what the same file has whenever it is found again: in a git history where it began, else its whole path.
	Origin   string
	Content  []byte
	Modified time.Time
	// History are its texts, oldest first, as they were committed; empty when histories were not read, or do not have it. The last may
	// be another text than Content.
	History []Commit
}

// Commit is what a commit made of a file.
type Commit struct {
	ID      string
	Author  string
	Message string // at most MaxMessage bytes
	At      time.Time
	Deleted bool // the file was deleted, and came back later
	blob    string
}

// MaxMessage is how many bytes of a commit's message are kept.
const MaxMessage = 8 << 10

// LeftOut is a file or folder that is not taken, and why.
type LeftOut struct {
	Path string
	Why  Reason
	Err  *workflow.Error // in words
}

// Reason says in one word why something is left out.
type Reason string

// The reasons of this package.
const (
	OtherYAML    Reason = "other_yaml"    // it is YAML, but no workflow
	Link         Reason = "link"          // links are not followed
	TooLarge     Reason = "too_large"     //
	NotText      Reason = "not_text"      // empty, binary, or not UTF-8
	Hidden       Reason = "hidden"        // a folder whose name begins with a dot
	OtherCompany Reason = "other_company" // its path says that it belongs to another company
	OlderVersion Reason = "older_version" // a text that the layout keeps beside the latest
	Unreadable   Reason = "unreadable"    //
)

// Request says what is read.
type Request struct {
	Folder  string
	Company workflow.CompanyID // files of others are left out
	History bool               // read the git history of each file
	Read    func(files int)    // is told now and then how many were read; may be nil
}

// Read reads a folder. What ails one file is in LeftOut. CodeInvalidRequest: there is no such folder, or it has no git history.
// CodeTooLarge: too much is in it. CodeNotSupported: git is not installed.
func Read(ctx context.Context, request Request) (*Folder, error) {
	path, err := filepath.EvalSymlinks(request.Folder) // whoever names a link means what it leads to
	if request.Folder == "" {
		err = errors.New("no folder is named")
	}
	if err == nil {
		path, err = filepath.Abs(path)
	}
	var info fs.FileInfo
	if err == nil {
		info, err = os.Stat(path)
	}
	if err == nil && !info.IsDir() {
		err = errors.New("it is a file")
	}
	if err != nil {
		return nil, &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: words.F("%s is no folder that can be read.", request.Folder),
			Hint: "Name a folder, with its whole path or from the folder that you are in.", Err: err,
		}
	}
	f := &Folder{Path: path, Repository: inRepository(path)}
	if request.History {
		if f.git, err = openRepository(ctx, path); err != nil {
			return nil, err
		}
		f.Repository = true
	}
	if err := f.walk(ctx, request); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if f.git != nil {
		if err := f.git.histories(ctx, f); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return f, nil
}

// Close ends the reading of texts.
func (f *Folder) Close() error {
	if f.git == nil {
		return nil
	}
	return f.git.close()
}

// Text reads what a commit made of a file. CodeTooLarge, CodeInvalidContent: it cannot be a version.
func (f *Folder) Text(ctx context.Context, c Commit) ([]byte, error) { return f.git.text(ctx, c.blob) }

func (f *Folder) walk(ctx context.Context, request Request) error {
	entries := 0
	return filepath.WalkDir(f.Path, func(path string, entry fs.DirEntry, err error) error {
		within, relErr := filepath.Rel(f.Path, path)
		if relErr != nil {
			return relErr
		}
		within = filepath.ToSlash(within)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			f.leave(within, Unreadable, unreadable(within, err))
			return fs.SkipDir
		}
		if entries++; entries > mostEntries || len(f.Files) > mostFiles || strings.Count(within, "/") >= deepest {
			return &workflow.Error{
				Code: workflow.CodeTooLarge, Message: words.F("The folder %s has too much in it, or goes too deep.", f.Path),
				Hint: "Name a folder in it, and one after the other.",
			}
		}
		if entry.IsDir() {
			return f.enter(within, entry.Name())
		}
		f.look(request, within, entry)
		if request.Read != nil && entries%100 == 0 {
			request.Read(len(f.Files))
		}
		return nil
	})
}

// enter decides whether a folder is gone into.
func (f *Folder) enter(within, name string) error {
	switch {
	case within == ".":
		return nil
	case name == ".git":
		return fs.SkipDir
	case strings.HasPrefix(name, "."):
		f.leave(within, Hidden, &workflow.Error{
			Code: workflow.CodeInvalidContent, Message: "Hidden folders are not looked into.", Hint: "Name it as the folder to adopt when it has workflows.",
		})
		return fs.SkipDir
	default:
		return nil
	}
}

// look takes a file, or says why not.
func (f *Folder) look(request Request, within string, entry fs.DirEntry) {
	name := strings.ToLower(entry.Name())
	if !strings.HasSuffix(name, ".yaml") && !strings.HasSuffix(name, ".yml") {
		f.Others++
		return
	}
	if !entry.Type().IsRegular() {
		f.leave(within, Link, &workflow.Error{
			Code: workflow.CodeInvalidContent, Message: "It is a link or a device, and is not followed.", Hint: "Adopt the folder that it leads to.",
		})
		return
	}
	place, layout := f.place(within)
	if layout && place == (workflow.Ref{}) {
		f.leave(within, OlderVersion, &workflow.Error{
			Code: workflow.CodeInvalidContent, Message: "It is the text of an older version, kept beside the latest.",
			Hint: "To take whole histories from another data folder, export them there and import the zip.",
		})
		return
	}
	if layout && place.Company != request.Company {
		f.leave(within, OtherCompany, &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: words.F("It belongs to company %d; this program works for company %d.", place.Company, request.Company),
			Hint: words.F("Set COMPANY_ID to %d, and adopt the folder once more.", place.Company),
		})
		return
	}
	content, modified, err := readFile(filepath.Join(f.Path, filepath.FromSlash(within)))
	if err != nil {
		f.leave(within, reasonOf(err), workflow.Presentable(err))
		return
	}
	if !layout && !approvalml.IsWorkflow(string(content)) {
		f.leave(within, OtherYAML, &workflow.Error{
			Code: workflow.CodeInvalidContent, Message: "It is YAML, but no workflow: it has neither steps nor a form with a name.",
			Hint: "Import the file by its name when it shall become one.",
		})
		return
	}
	f.Files = append(f.Files, File{
		Path: within, Ref: place, Content: content, Modified: modified, Origin: filepath.ToSlash(filepath.Join(f.Path, within)),
	})
}

// place reads what the path of a file says where it is in the layout of a store; a zero Ref is for what stands there beside the latest.
func (f *Folder) place(within string) (ref workflow.Ref, layout bool) {
	parts := strings.Split(filepath.ToSlash(filepath.Join(f.Path, within)), "/")
	if len(parts) >= 5 {
		if ref, ok := workflow.ParseKey(strings.Join(parts[len(parts)-5:], "/")); ok {
			return ref, true
		}
	}
	if n := len(parts); n >= 6 && parts[n-2] == "versions" {
		_, layout = workflow.ParseKey(strings.Join(append(slices.Clone(parts[n-6:n-2]), "workflow.yaml"), "/"))
	}
	return workflow.Ref{}, layout
}

func (f *Folder) leave(path string, why Reason, err *workflow.Error) {
	f.LeftOut = append(f.LeftOut, LeftOut{Path: path, Why: why, Err: err})
}

func reasonOf(err error) Reason {
	switch workflow.CodeOf(err) {
	case workflow.CodeTooLarge:
		return TooLarge
	case workflow.CodeInvalidContent:
		return NotText
	default:
		return Unreadable
	}
}

// readFile reads a text that can be a version.
func readFile(path string) ([]byte, time.Time, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, time.Time{}, unreadable(filepath.Base(path), err)
	}
	defer func() { _ = file.Close() }() // it was only read
	info, err := file.Stat()
	if err != nil {
		return nil, time.Time{}, unreadable(filepath.Base(path), err)
	}
	if info.Size() > workflow.MaxContent {
		return nil, time.Time{}, workflow.TooLarge(info.Size())
	}
	content, err := io.ReadAll(io.LimitReader(file, workflow.MaxContent+1))
	if err != nil {
		return nil, time.Time{}, unreadable(filepath.Base(path), err)
	}
	return content, info.ModTime(), workflow.CheckContent(content)
}

func unreadable(name string, err error) *workflow.Error {
	return &workflow.Error{
		Code: workflow.CodeStorageFailed, Message: words.F("%s cannot be read.", name), Hint: "Check its rights, then adopt the folder once more.", Err: err,
	}
}
