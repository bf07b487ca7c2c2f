package designer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/archive"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/folder"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// adoption is a file of a folder as it is adopted: what becomes a version, oldest first.
type adoption struct {
	folder      *folder.Folder
	number      workflow.ID // that its path says; 0 for none
	workflowUID string
	versions    []adopted
	onto        *ontoAdopted // the workflow that it became before; nil for a new one
}

// ontoAdopted is the workflow that gets only what is new.
type ontoAdopted struct {
	Continued
	head workflow.UID // its latest version when the review was made
}

// adopted is a version to be.
type adopted struct {
	version workflow.Version // with its hash, but for a deletion
	commit  *folder.Commit   // that has its text; nil: content is it
	content []byte
}

// ReviewFolder reads a folder of YAML files for an Import: which of them are workflows that are not here yet, as one new workflow each,
// or as new versions of the workflow that the same file became before. What it leaves out, and why, is in the answer. read is told now
// and then how many workflows were found so far; it may be nil. Errors: those of folder.Read.
//
// The same file, text and commit get the same identities each time, so that nothing is adopted twice.
func (d *Designer) ReviewFolder(ctx context.Context, request FolderRequest, read func(files int)) (ImportReview, error) {
	s, _ := d.inForce()
	if inside(request.Folder, s.LocalStoragePath) {
		return ImportReview{}, &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: "This is the folder in which this program keeps its own data.",
			Hint: "Name the folder of somebody else.",
		}
	}
	if err := d.laptop.CatchUpAll(ctx, s.CompanyID); err != nil {
		return ImportReview{}, err
	}
	found, err := folder.Read(ctx, folder.Request{Folder: request.Folder, Company: s.CompanyID, History: request.History, Read: read})
	if err != nil {
		return ImportReview{}, err
	}
	a := &adopter{Designer: d, folder: found, author: s.Author, company: s.CompanyID, review: &review{
		id: string(d.NewUID()), company: s.CompanyID, folder: found,
	}}
	a.answer = ImportReview{ImportID: a.review.id, Items: []ImportItem{}, Refused: []RefusedFile{}, Folder: &ReviewedFolder{
		Path: found.Path, Repository: found.Repository, History: request.History, LeftOut: []LeftOutFile{}, OtherCount: found.Others,
	}}
	if err := a.all(ctx); err != nil {
		return ImportReview{}, errors.Join(err, a.review.close())
	}
	return a.answer, d.reviews.keep(a.review)
}

// inside tells whether a folder is the other one, or below it.
func inside(path, other string) bool {
	resolve := func(p string) string {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			p = real
		}
		if whole, err := filepath.Abs(p); err == nil {
			p = whole
		}
		return p
	}
	within, err := filepath.Rel(resolve(other), resolve(path))
	return err == nil && within != ".." && !strings.HasPrefix(within, ".."+string(filepath.Separator))
}

// adopter makes a review of a folder.
type adopter struct {
	*Designer
	folder  *folder.Folder
	author  string
	company workflow.CompanyID
	review  *review
	answer  ImportReview

	byUID   map[string]catalog.Workflow
	texts   map[string][]SameText
	earlier map[string]string // paths of this folder, by the hash of their text
}

func (a *adopter) all(ctx context.Context) error {
	for _, left := range a.folder.LeftOut {
		a.leave(left.Path, string(left.Why), left.Err)
	}
	here, err := a.laptop.Index.Workflows(ctx, a.company, "", true)
	if err != nil {
		return err
	}
	a.byUID, a.earlier = map[string]catalog.Workflow{}, map[string]string{}
	for _, w := range here {
		a.byUID[w.UID] = w
	}
	if a.texts, err = a.sameTexts(ctx, a.company); err != nil {
		return err
	}
	for _, file := range a.folder.Files {
		if err := a.one(ctx, file); err != nil {
			return err
		}
	}
	return nil
}

// one decides what becomes of a file.
func (a *adopter) one(ctx context.Context, file folder.File) error {
	adopts, err := a.adoptionOf(ctx, file)
	if err != nil {
		return err
	}
	text := adopts.versions[len(adopts.versions)-1]
	w, before := a.byUID[adopts.workflowUID]
	switch same := a.same(text.version.ContentSHA256, adopts.number); {
	case before && w.Deleted:
		a.leave(file.Path, leftDeletedHere, &workflow.Error{
			Code: workflow.CodeConflict, Message: words.F("It was adopted as workflow %d before, and that was deleted here.", w.Ref.ID),
			Hint: "Undelete the workflow, or import the file as a new one.",
		})
		return nil
	case before:
		if done, err := a.goOn(file, adopts, w); done || err != nil {
			return err
		}
	case same != nil:
		a.answer.Folder.HereCount++
		a.leave(file.Path, leftSameText, &workflow.Error{
			Code: workflow.CodeConflict, Message: words.F("Workflow %d, %s, has the same text.", same.WorkflowID, words.Literal(same.Name)),
			Hint: "Nothing needs to be done.",
		})
		return nil
	case adopts.number == 0 && a.earlier[text.version.ContentSHA256] != "":
		a.leave(file.Path, leftSameText, &workflow.Error{
			Code: workflow.CodeConflict, Message: words.F("It has the same text as %s.", words.Literal(a.earlier[text.version.ContentSHA256])),
			Hint: "Nothing needs to be done.",
		})
		return nil
	}
	a.earlier[text.version.ContentSHA256] = file.Path
	return a.take(file, adopts)
}

// same is a workflow that has a text; of one with a number it must be that.
func (a *adopter) same(hash string, number workflow.ID) *SameText {
	for _, s := range a.texts[hash] {
		if s.WorkflowID != 0 && (number == 0 || number == s.WorkflowID) {
			return &s
		}
	}
	return nil
}

func (a *adopter) leave(path, why string, err *workflow.Error) {
	a.answer.Folder.LeftOut = append(a.answer.Folder.LeftOut, LeftOutFile{File: path, Why: why, Problem: *problemOf(err)})
}

// take puts a file among the items of the review.
func (a *adopter) take(file folder.File, adopts *adoption) error {
	last := adopts.versions[len(adopts.versions)-1]
	item := reviewed{
		ImportItem: ImportItem{
			Index: len(a.review.items), File: file.Path, Size: last.version.Size, VersionCount: len(adopts.versions),
			HasNotes: len(file.History) > 0, WorkflowID: adopts.number, Same: []SameText{},
		},
		text: file.Content, found: archive.Found{Bare: true, Workflow: archive.Workflow{File: file.Path}}, adopts: adopts,
	}
	item.describe(string(file.Content))
	if adopts.onto != nil {
		item.Continues = &adopts.onto.Continued
	} else if adopts.number != 0 {
		size, err := a.laptop.Files.JournalSize(workflow.Ref{Company: a.company, ID: adopts.number})
		if err != nil {
			return err
		}
		item.NumberFree = size == 0
	}
	a.review.items = append(a.review.items, item)
	a.answer.Items = append(a.answer.Items, item.ImportItem)
	return nil
}

// goOn leaves of an adoption what the workflow does not have yet that the file became before. done: nothing is to be adopted, which is
// said.
func (a *adopter) goOn(file folder.File, adopts *adoption, w catalog.Workflow) (done bool, err error) {
	history, err := a.laptop.Files.History(w.Ref)
	if err != nil {
		return false, err
	}
	fresh, here := adopts.since(history)
	switch {
	case here && len(fresh) == 0:
		a.answer.Folder.HereCount++
		return true, nil
	case !here:
		a.leave(file.Path, leftChangedHere, &workflow.Error{
			Code: workflow.CodeConflict, Message: words.F("It was adopted as workflow %d before, and both were changed since.", w.Ref.ID),
			Hint: "Compare them, and import the file as a new version of the workflow when it is the one that counts.",
		})
		return true, nil
	}
	adopts.versions = fresh
	adopts.onto = &ontoAdopted{Continued: Continued{WorkflowID: w.Ref.ID, Name: w.Name}, head: history.Head}
	return false, nil
}

// since gives the versions that stand above the latest one of the workflow; false when that is none of them, because somebody
// went on with it here.
func (a *adoption) since(history workflow.History) (fresh []adopted, here bool) {
	known := map[workflow.UID]bool{}
	var head workflow.Version
	for _, v := range history.Versions {
		known[v.UID] = true
		if v.UID == history.Head {
			head = v.Version
		}
	}
	after := -1
	for n, v := range a.versions {
		if !v.version.Deleted && v.version.ContentSHA256 == head.ContentSHA256 {
			after = n
		}
	}
	if after < 0 {
		// It may have been adopted as a text that was never committed, or changed since.
		if !strings.HasSuffix(string(head.UID), salted(a.workflowUID, head.ContentSHA256)) {
			return nil, false
		}
		for n, v := range a.versions {
			if known[v.version.UID] {
				after = n
			}
		}
	}
	fresh = a.versions[after+1:]
	for _, v := range fresh {
		if known[v.version.UID] {
			return nil, false // an older text was made the latest here
		}
	}
	return fresh, true
}

// adoptionOf is all that a file may bring.
func (a *adopter) adoptionOf(ctx context.Context, file folder.File) (*adoption, error) {
	adopts := &adoption{
		folder: a.folder, number: file.Ref.ID,
		workflowUID: uuid.NewSHA1(uuid.NameSpaceURL, fmt.Appendf(nil, "adopted %d %s", a.company, file.Origin)).String(),
	}
	for n := range file.History {
		commit := &file.History[n]
		v := workflow.Version{
			UID: adoptedUID(adopts.workflowUID, commit.ID, commit.At), WorkflowUID: adopts.workflowUID, Author: commit.Author,
			Comment: commit.Message, CreatedAt: a.possible(commit.At), Deleted: commit.Deleted,
		}
		if !commit.Deleted {
			text, err := a.folder.Text(ctx, *commit)
			if code := workflow.CodeOf(err); code == workflow.CodeTooLarge || code == workflow.CodeInvalidContent {
				a.leave(file.Path+"@"+commit.ID[:min(8, len(commit.ID))], leftOf(code), workflow.Presentable(err))
				continue
			}
			if err != nil {
				return nil, err
			}
			v.Size, v.ContentSHA256 = int64(len(text)), workflow.SHA256(text)
		}
		if n := len(adopts.versions); n == 0 && v.Deleted || n > 0 && adopts.versions[n-1].is(v) {
			continue
		}
		adopts.versions = append(adopts.versions, adopted{version: v, commit: commit})
	}
	last, err := a.lastCommitted(ctx, file, adopts)
	if err != nil || last {
		return adopts, err
	}
	hash := workflow.SHA256(file.Content)
	adopts.versions = append(adopts.versions, adopted{content: file.Content, version: workflow.Version{
		UID: adoptedUID(adopts.workflowUID, hash, file.Modified), WorkflowUID: adopts.workflowUID, Author: a.author,
		CreatedAt: a.possible(file.Modified), Size: int64(len(file.Content)), ContentSHA256: hash,
	}})
	return adopts, nil
}

func leftOf(code workflow.Code) string {
	if code == workflow.CodeTooLarge {
		return string(folder.TooLarge)
	}
	return string(folder.NotText)
}

// is tells whether a version would say the same once more.
func (a adopted) is(v workflow.Version) bool {
	return a.version.Deleted == v.Deleted && a.version.ContentSHA256 == v.ContentSHA256
}

// lastCommitted tells whether the last version of an adoption is the text of the file, but for line breaks, which git may write
// in another way.
func (a *adopter) lastCommitted(ctx context.Context, file folder.File, adopts *adoption) (bool, error) {
	if len(adopts.versions) == 0 {
		return false, nil
	}
	last := adopts.versions[len(adopts.versions)-1]
	if last.version.Deleted {
		return false, nil
	}
	if last.version.ContentSHA256 == workflow.SHA256(file.Content) {
		return true, nil
	}
	text, err := a.folder.Text(ctx, *last.commit)
	breaks := func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")) }
	return err == nil && bytes.Equal(breaks(text), breaks(file.Content)), err
}

// possible is a time as a version may have it: a file or a commit can say any.
func (d *Designer) possible(at time.Time) time.Time {
	now := d.Now().UTC()
	if at.Before(time.Unix(0, 0)) || at.After(now) {
		return now
	}
	return at.UTC()
}

// adoptedUID is the UID of a version that is adopted: the same whenever the same is.
func adoptedUID(workflowUID, what string, at time.Time) workflow.UID {
	var id ulid.ULID
	_ = id.SetTime(uint64(max(at.Unix(), 0)) * 1000) // a time that a ULID cannot hold is left out
	return workflow.UID(id.String()[:10] + salted(workflowUID, what))
}

// salted is the part of such a UID that no time is in.
func salted(workflowUID, what string) string {
	sum := sha256.Sum256([]byte(workflowUID + "\x00" + what))
	var id ulid.ULID
	copy(id[6:], sum[:10])
	return id.String()[10:]
}
