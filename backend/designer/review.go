package designer

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"sync"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/archive"
	"workflow-designer/backend/folder"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// MaxImport is how many bytes the files of a review may have together, with what a form puts around them.
const MaxImport = mostBytes + 16<<20

const (
	// mostFiles is how many files one review takes; mostBytes how many bytes they may have together.
	mostFiles = 2_000
	mostBytes = 2 * archive.MaxSize
	// mostChecked is how many texts are checked in a review.
	mostChecked = 500
	// reviewsKept is how many reviews can be imported.
	reviewsKept = 4
)

// review is what a person looks at before an import.
type review struct {
	id      string
	company workflow.CompanyID
	items   []reviewed
	zips    []*os.File
	folder  *folder.Folder // nil unless a folder is adopted

	// Guarded by reviews.mu.
	users   int  // imports that read it
	dropped bool // the last of them lets go of the files
}

// reviewed is an item with what finds its texts.
type reviewed struct {
	ImportItem
	found archive.Found
	zip   *archive.Reader // nil: text is all of it
	text  []byte
	// adopts says what a file of a folder brings; nil for every other item.
	adopts *adoption
}

func (i reviewed) latest() ([]byte, error) {
	if i.zip == nil {
		return i.text, nil
	}
	return i.zip.Text(i.found.File)
}

type reviews struct {
	mu  sync.Mutex
	all []*review // oldest first
}

// keep keeps a review and lets go of the oldest.
func (rs *reviews) keep(r *review) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.all = append(rs.all, r)
	if len(rs.all) <= reviewsKept {
		return nil
	}
	return rs.forget(0)
}

// use gives a review to an import, which ends with release. CodeNotFound.
func (rs *reviews) use(id string) (*review, error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	at := rs.find(id)
	if at < 0 {
		return nil, &workflow.Error{
			Code: workflow.CodeNotFound, Message: "These files are not kept for an import any more.", Hint: "Choose them again.",
		}
	}
	rs.all[at].users++
	return rs.all[at], nil
}

func (rs *reviews) release(r *review) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if r.users--; r.users == 0 && r.dropped {
		return r.close()
	}
	return nil
}

func (rs *reviews) drop(id string) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if at := rs.find(id); at >= 0 {
		return rs.forget(at)
	}
	return nil
}

func (rs *reviews) find(id string) int {
	return slices.IndexFunc(rs.all, func(r *review) bool { return r.id == id })
}

func (rs *reviews) forget(at int) error {
	r := rs.all[at]
	rs.all = slices.Delete(rs.all, at, at+1)
	if r.users > 0 {
		r.dropped = true
		return nil
	}
	return r.close()
}

// close lets go of all; no import reads them any more.
func (rs *reviews) close() error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	var err error
	for len(rs.all) > 0 {
		err = errors.Join(err, rs.forget(0))
	}
	return err
}

func (r *review) close() error {
	var err error
	for _, f := range r.zips {
		err = errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	r.zips = nil
	if r.folder != nil {
		err = errors.Join(err, r.folder.Close())
	}
	return err
}

// ReviewImport reads files that somebody wants to take in, YAML or zips, and says what they hold; nothing is taken in yet.
// next gives one file after the other, and io.EOF after the last. What is wrong with a single file stands in the answer.
// CodeTooLarge: there are too many, or they are too large together.
func (d *Designer) ReviewImport(ctx context.Context, next func() (name string, content io.Reader, err error)) (ImportReview, error) {
	s, _ := d.inForce()
	r := &review{id: string(d.NewUID()), company: s.CompanyID}
	answer := ImportReview{ImportID: r.id, Items: []ImportItem{}, Refused: []RefusedFile{}}
	err := d.readAll(ctx, r, &answer, next)
	if err == nil {
		err = d.describeAll(ctx, r, &answer)
	}
	if err != nil {
		return ImportReview{}, errors.Join(err, r.close())
	}
	return answer, d.reviews.keep(r)
}

// DropImport forgets a review. An unknown one is no error.
func (d *Designer) DropImport(_ context.Context, id string) error { return d.reviews.drop(id) }

func (d *Designer) readAll(
	ctx context.Context, r *review, answer *ImportReview, next func() (string, io.Reader, error),
) error {
	left := int64(mostBytes)
	for n := 0; ; n++ {
		name, content, err := next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if n == mostFiles {
			return &workflow.Error{
				Code: workflow.CodeTooLarge, Message: words.F("These are more than %d files.", mostFiles),
				Hint: "Take them in a part at a time, or put them into a zip.",
			}
		}
		counted := &counting{from: content, left: left}
		err = d.readOne(r, answer, name, counted)
		left = counted.left
		if left <= 0 {
			return &workflow.Error{
				Code: workflow.CodeTooLarge, Message: words.F("These files have more than %d MiB together.", mostBytes>>20),
				Hint: "Take them in a part at a time.",
			}
		}
		if err != nil {
			if workflow.CodeOf(err) == workflow.CodeInternal || workflow.CodeOf(err) == workflow.CodeStorageFailed {
				return err
			}
			answer.Refused = append(answer.Refused, RefusedFile{File: name, Problem: *problemOf(err)})
		}
	}
}

// counting reads no more than so many bytes in all.
type counting struct {
	from io.Reader
	left int64
}

func (c *counting) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, io.EOF
	}
	n, err := c.from.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

// sending keeps why a file could not be read to its end, which is another trouble than that it cannot be written here.
type sending struct {
	from io.Reader
	err  error
}

func (s *sending) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// readOne takes a file into a review; the error says why it is refused.
func (d *Designer) readOne(r *review, answer *ImportReview, name string, content io.Reader) error {
	from := bufio.NewReaderSize(content, 64<<10)
	beginning, err := from.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if archive.Is(beginning) {
		return d.readZip(r, answer, name, from)
	}
	text, err := io.ReadAll(io.LimitReader(from, workflow.MaxContent+1))
	if err != nil {
		return err
	}
	if len(text) > workflow.MaxContent {
		rest, err := io.Copy(io.Discard, from)
		if err != nil {
			return err
		}
		return workflow.TooLarge(int64(len(text)) + rest)
	}
	if err := workflow.CheckContent(text); err != nil {
		return err
	}
	r.items = append(r.items, reviewed{
		ImportItem: ImportItem{File: name, VersionCount: 1}, text: text, found: archive.Found{Bare: true, Workflow: archive.Workflow{File: name}},
	})
	return nil
}

func (d *Designer) readZip(r *review, answer *ImportReview, name string, from io.Reader) error {
	folder, err := d.jobs.files()
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, "import-*.zip")
	if err != nil {
		return fileTrouble(err)
	}
	r.zips = append(r.zips, f)
	sent := &sending{from: from}
	size, err := io.Copy(f, io.LimitReader(sent, archive.MaxSize+1))
	if sent.err != nil {
		return sent.err
	}
	if err != nil {
		return fileTrouble(err)
	}
	zip, err := archive.Open(f, size)
	if err != nil {
		return err
	}
	answer.LeftOut += zip.LeftOut
	for _, refused := range zip.Refused {
		answer.Refused = append(answer.Refused, RefusedFile{File: refused.File, Zip: name, Problem: *problemOf(refused.Err)})
	}
	if len(zip.Workflows) == 0 && len(zip.Refused) == 0 {
		return &workflow.Error{
			Code: workflow.CodeInvalidArchive, Message: "There is no workflow in this zip.", Hint: "Choose one with YAML files in it.",
		}
	}
	for _, found := range zip.Workflows {
		item := ImportItem{File: found.File, Zip: name, VersionCount: max(1, len(found.Versions)), HasNotes: !found.Bare, WorkflowID: found.WorkflowID}
		r.items = append(r.items, reviewed{ImportItem: item, found: found, zip: zip})
	}
	return nil
}

// describeAll says what a person wants to know of each item, and leaves out those whose text cannot be taken in.
func (d *Designer) describeAll(ctx context.Context, r *review, answer *ImportReview) error {
	here, err := d.sameTexts(ctx, r.company)
	if err != nil {
		return err
	}
	earlier := map[string]int{}
	good := r.items[:0]
	for _, item := range r.items {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		text, err := item.latest()
		if err != nil {
			answer.Refused = append(answer.Refused, RefusedFile{File: item.File, Zip: item.Zip, Problem: *problemOf(err)})
			continue
		}
		item.Index, item.Size = len(good), int64(len(text))
		item.describe(string(text))
		hash := workflow.SHA256(text)
		item.Same = here[hash]
		if item.Same == nil {
			item.Same = []SameText{}
		}
		if first, twice := earlier[hash]; twice {
			item.SameAs = &first
		} else {
			earlier[hash] = item.Index
		}
		if _, err := workflow.CheckID(int64(item.WorkflowID)); err != nil {
			item.WorkflowID = 0
		} else {
			size, err := d.laptop.Files.JournalSize(workflow.Ref{Company: r.company, ID: item.WorkflowID})
			if err != nil {
				return err
			}
			item.NumberFree = size == 0
		}
		good = append(good, item)
		answer.Items = append(answer.Items, item.ImportItem)
	}
	r.items = good
	return nil
}

func (i *reviewed) describe(text string) {
	if i.Checked = i.Index < mostChecked; i.Checked {
		report := approvalml.Check(text)
		i.Name = report.Document.Name
		i.Validity = Validity{
			YAMLError: report.YAMLError(), IsValid: report.Valid(),
			ErrorCount: report.Count(diagnostic.Error), WarningCount: report.Count(diagnostic.Warning),
		}
	} else {
		i.Name = approvalml.Name(text)
	}
	if i.found.Name != "" {
		i.Name = i.found.Name
	}
}

// sameTexts gives, by the hash of a text, the workflows and drafts that have it.
func (d *Designer) sameTexts(ctx context.Context, company workflow.CompanyID) (map[string][]SameText, error) {
	latest, err := d.laptop.Index.LatestTexts(ctx, company)
	if err != nil {
		return nil, err
	}
	drafts, err := d.laptop.Files.Drafts(company)
	if err != nil {
		return nil, err
	}
	all := make(map[string][]SameText, len(latest)+len(drafts))
	for hash, named := range latest {
		for _, n := range named {
			all[hash] = append(all[hash], SameText{WorkflowID: n.ID, Name: n.Name})
		}
	}
	for _, draft := range drafts {
		hash := workflow.SHA256([]byte(draft.YAMLContent))
		all[hash] = append(all[hash], SameText{DraftID: draft.DraftID, Name: draft.Name})
	}
	return all, nil
}
