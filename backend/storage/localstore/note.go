package localstore

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// note adds to the journal of a workflow what say makes of it: lines, or nothing when it is said already. It is not flushed: the
// next sync would find it out again. CodeWorkflowNotFound: there is no such workflow.
func (s *Store) note(
	ctx context.Context, ref workflow.Ref, verb words.Text, say func(*journal) ([]byte, error),
) (workflow.JournalSpan, error) {
	return s.noteAnd(ctx, ref, verb, false, say, func() {})
}

// noteAnd is note, and does what follows from it before anybody else may write. Durable is what nobody would find out again.
func (s *Store) noteAnd(ctx context.Context, ref workflow.Ref, verb words.Text, durable bool,
	say func(*journal) ([]byte, error), then func(),
) (workflow.JournalSpan, error) {
	p := s.place(ref)
	done, err := s.writeTo(ctx, p)
	if err != nil {
		return workflow.JournalSpan{}, err
	}
	defer done()
	span, err := s.noteIn(ctx, p, durable, say)
	if err == nil {
		then()
	}
	return span, explain(verb, p.folder, err)
}

func (s *Store) noteIn(ctx context.Context, p place, durable bool, say func(*journal) ([]byte, error)) (workflow.JournalSpan, error) {
	j, err := openJournal(p, os.O_RDWR)
	if errors.Is(err, fs.ErrNotExist) {
		return workflow.JournalSpan{}, noWorkflow(p.ref)
	}
	if err != nil {
		return workflow.JournalSpan{}, err
	}
	defer j.release()
	text, err := say(j)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return workflow.JournalSpan{}, err
	}
	if len(text) == 0 {
		return workflow.JournalSpan{From: j.size, To: j.size}, nil
	}
	if durable {
		if err := s.flushFolders(p, j); err != nil {
			return workflow.JournalSpan{}, err
		}
	}
	return appendLine(j, j.size, j.torn, text, durable)
}

// AddReceipt notes that a bucket holds a version. It is not flushed: should a crash lose the line, the next sync asks
// the bucket again and finds the version there. CodeWorkflowNotFound: there is no such workflow.
func (s *Store) AddReceipt(ctx context.Context, ref workflow.Ref, r workflow.Receipt) (workflow.JournalSpan, error) {
	return s.note(ctx, ref, "note what the bucket took", func(*journal) ([]byte, error) {
		if err := checkReceipt(r); err != nil {
			return nil, err
		}
		return encodeReceipt(r)
	})
}

func checkReceipt(r workflow.Receipt) error {
	if !saysEnough(r) {
		return invalid(workflow.CodeInvalidRequest, "The receipt does not say which version a bucket has.", "Start the sync again.")
	}
	return nil
}
