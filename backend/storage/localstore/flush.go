package localstore

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"sync"

	"workflow-designer/backend/workflow"
)

// flushesAtOnce is how many files are flushed at a time: several cost little more than one.
const flushesAtOnce = 8

// Flush makes all that is here of a workflow durable: what was learned is not, since a bucket has it, and an import has no
// bucket. CodeWorkflowNotFound.
func (s *Store) Flush(ctx context.Context, ref workflow.Ref) error {
	const verb = "make a workflow durable"
	done, err := s.writeTo(ctx, s.place(ref))
	if err != nil {
		return err
	}
	defer done()
	p := s.place(ref)
	content, err := p.readJournal()
	if err != nil {
		return explain(verb, p.folder, err)
	}
	if len(content.Versions) == 0 {
		return noWorkflow(ref)
	}
	files := []string{p.latest()}
	for _, v := range content.Versions {
		if !v.Deleted && !v.TextElsewhere {
			files = append(files, p.text(v.UID))
		}
	}
	if err := flushAll(ctx, files); err != nil {
		return explain(verb, p.folder, err)
	}
	if err := syncFolder(p.versions()); err != nil {
		return explain(verb, p.folder, err)
	}
	// The journal last: its lines say that the texts are there.
	if err := flushFile(p.journal()); err != nil {
		return explain(verb, p.folder, err)
	}
	return explain(verb, p.folder, s.syncFolders(p))
}

func flushAll(ctx context.Context, files []string) error {
	var group sync.WaitGroup
	next := make(chan string)
	failed := make([]error, flushesAtOnce)
	for i := range flushesAtOnce {
		group.Go(func() {
			for file := range next {
				failed[i] = errors.Join(failed[i], flushFile(file))
			}
		})
	}
	for _, file := range files {
		if ctx.Err() != nil {
			break
		}
		next <- file
	}
	close(next)
	group.Wait()
	return errors.Join(append(failed, ctx.Err())...)
}

// flushFile flushes a file; one that is not there needs none.
func flushFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// Text gives the text of a version that History told of, verified. It asks no journal, so that reading a long history is
// not the square of it. CodeDamaged, CodeWorkflowNotFound.
func (s *Store) Text(ref workflow.Ref, v workflow.Version) ([]byte, error) {
	p, err := s.reach(s.place(ref))
	if err == nil {
		var text []byte
		if text, err = p.read(v); err == nil {
			return text, nil
		}
	}
	return nil, explain("read the version", p.folder, err)
}
