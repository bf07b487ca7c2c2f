package localstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Renumber gives a workflow another number in its company, and its draft too unless the other number has one. It is durable
// when it returns. The span is the whole journal, which stands under the new number then. Who reads under the old number
// gets CodeWorkflowNotFound from then on. Killed at any point it has happened or not; the next Open does what is left.
// CodeWorkflowNotFound: there is no workflow from. CodeStaleParent: something is kept under the number of to.
func (s *Store) Renumber(ctx context.Context, from, to workflow.Ref, at time.Time) (workflow.JournalSpan, error) {
	const verb = "give the workflow another number"
	if _, err := workflow.CheckID(int64(to.ID)); err != nil {
		return workflow.JournalSpan{}, err
	}
	if from.Company != to.Company {
		return workflow.JournalSpan{}, invalid(workflow.CodeInvalidRequest, "A workflow stays in its company.",
			"Save its text as a new workflow in the other company.")
	}
	done, err := s.writeTo(ctx, s.place(from))
	if err != nil {
		return workflow.JournalSpan{}, err
	}
	defer done()
	if err := s.clear(s.place(from), s.place(to)); err != nil {
		return workflow.JournalSpan{}, explain(verb, s.place(to).folder, err)
	}
	span, err := s.renumber(ctx, s.place(from), s.place(to), at.UTC())
	return span, explain(verb, s.place(from).folder, err)
}

// clear sees to it that neither number comes back from the pack.
func (s *Store) clear(from, to place) error {
	if err := s.unpack(to); err != nil {
		return err
	}
	return s.pack(from.ref.Company).flush()
}

// renumber does the work of Renumber; the caller holds the lock.
func (s *Store) renumber(ctx context.Context, from, to place, at time.Time) (workflow.JournalSpan, error) {
	none := workflow.JournalSpan{}
	content, err := from.readJournal()
	switch {
	case err != nil:
		return none, err
	case content.Head == "" && len(content.damaged) > 0:
		return none, unreadable(from.ref, nil)
	case content.Head == "":
		return none, noWorkflow(from.ref)
	}
	if err := to.vacate(); err != nil {
		return none, err
	}
	if err := ctx.Err(); err != nil {
		return none, err
	}
	// What is left of a save under the old number would not be found any more.
	if _, err := s.refresh(from); err != nil && workflow.CodeOf(err) != workflow.CodeDamaged {
		return none, err
	}
	m := move{renumberedRecord{From: from.ref.ID, To: to.ref.ID, At: at}, content.Head}
	plan, err := s.plan(to.ref, m)
	if err != nil {
		return none, err
	}
	if err := rename(from.folder, to.folder); err != nil {
		return none, errors.Join(err, os.Remove(plan))
	}
	size, err := s.tell(to, m)
	if err != nil {
		if back := rename(to.folder, from.folder); back != nil {
			return none, halfMoved(to.ref, errors.Join(err, back))
		}
		return none, errors.Join(err, syncFolder(filepath.Dir(from.folder)), os.Remove(plan))
	}
	// The number is changed. A draft that stays behind is taken up by the next Open, because the plan stays too.
	if err := s.moveDraft(to, m); err == nil {
		_ = os.Remove(plan)
	}
	return workflow.JournalSpan{From: 0, To: size}, nil
}

func halfMoved(ref workflow.Ref, cause error) error {
	return &workflow.Error{
		Code:    workflow.CodeUnclear,
		Message: words.F("The workflow has number %d now, but the disk did not confirm it.", ref.ID),
		Hint:    "Look at the list of workflows, and check the disk.",
		Err:     cause,
	}
}

// vacate removes an empty folder. CodeStaleParent: something is in it.
func (p place) vacate() error {
	entries, err := os.ReadDir(p.folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) > 0:
		return &workflow.Error{
			Code:    workflow.CodeStaleParent,
			Message: words.F("Number %d is taken on this computer.", p.ref.ID),
			Hint:    "Take the next free number.",
		}
	}
	return os.Remove(p.folder)
}

// move is a change of number under way, as its plan in the saving folder holds it.
type move struct {
	renumberedRecord
	Head workflow.UID `json:"head_uid"` // the latest version then: where a line names it, there the workflow is
}

// planned is in the name of a plan, after the number that the workflow gets.
const planned = "renumber.json"

func (s *Store) plan(to workflow.Ref, m move) (string, error) {
	path := s.saving(to, planned)
	text, err := json.Marshal(m)
	if err == nil {
		err = writeFlushed(path, text)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	if err != nil {
		return "", errors.Join(err, os.Remove(path))
	}
	return path, nil
}

// tell adds the line of a move to the journal, in its new place, unless it is there, and gives the size of the journal. It
// is durable then, as is the new name of the folder.
func (s *Store) tell(to place, m move) (int64, error) {
	j, err := openJournal(to, os.O_RDWR)
	if err != nil {
		return 0, err
	}
	defer j.release()
	content, err := j.read()
	if err != nil {
		return 0, err
	}
	for _, told := range content.Renumbered {
		if told.From == m.From && told.To == m.To && told.At.Equal(m.At) {
			return j.size, nil
		}
	}
	if err := s.syncFolders(to); err != nil {
		return 0, err
	}
	text, err := encode(eventRenumbered, m.renumberedRecord)
	if err != nil {
		return 0, err
	}
	span, err := appendLine(j, j.size, j.torn, text, true)
	return span.To, err
}

// resume does what is left of a move that was interrupted, unless it had not begun. The caller holds the lock.
func (s *Store) resume(to place, plan string) error {
	text, err := os.ReadFile(plan)
	if err != nil {
		return err
	}
	var m move
	if !json.Valid(text) {
		return nil // it was not written to its end, so nothing had begun
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return err
	}
	content, err := to.readJournal()
	if err != nil || !content.has(m.Head) {
		return err
	}
	if _, err := s.tell(to, m); err != nil {
		return err
	}
	return s.moveDraft(to, m)
}

// moveDraft gives the draft of a workflow its new number, unless that number has a draft already.
func (s *Store) moveDraft(to place, m move) error {
	company, old, id := to.ref.Company, workflowDraft(m.From), workflowDraft(m.To)
	draft, err := s.Draft(company, old)
	switch workflow.CodeOf(err) {
	case "":
	case workflow.CodeDraftNotFound, workflow.CodeDamaged:
		return nil
	default:
		return err
	}
	// After an interruption another workflow may have the old number, and a draft of its own.
	if base := workflow.UID(draft.BaseVersionID); base != "" {
		content, err := to.readJournal()
		if err != nil || !content.has(base) {
			return err
		}
	}
	draft.DraftID, draft.WorkflowID = id, m.To
	there, err := s.Draft(company, id)
	switch workflow.CodeOf(err) {
	case workflow.CodeDraftNotFound:
		if err := s.writeDraft(company, draft); err != nil {
			return err
		}
	case "":
		if !reflect.DeepEqual(there, draft) {
			return nil
		}
	default:
		return err
	}
	return s.DeleteDraft(company, old)
}

func workflowDraft(id workflow.ID) string { return fmt.Sprintf("workflow-%d", id) }

// isPlan reports whether a file in the saving folder is the plan of a move.
func isPlan(name string) bool { return strings.HasSuffix(name, "-"+planned) }
