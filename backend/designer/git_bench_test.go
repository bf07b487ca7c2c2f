package designer_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
	"workflow-designer/bench/rounds"
)

// inGit is how many workflows the repository has, and the data folder beside it.
const inGit = 1_000

// repository is a git repository of the workflows' latest texts, one file each.
type repository struct {
	folder      string
	environment []string
}

func newRepository(b *testing.B) repository {
	b.Helper()
	r := repository{folder: b.TempDir()}
	r.environment = append(os.Environ(), "HOME="+r.folder, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=Ana", "GIT_AUTHOR_EMAIL=ana@example.com", "GIT_COMMITTER_NAME=Ana", "GIT_COMMITTER_EMAIL=ana@example.com")
	return r
}

func (r repository) git(args ...string) error {
	command := exec.Command("git", args...)
	command.Dir, command.Env = r.folder, r.environment
	return finish(command)
}

func (r repository) file(id workflow.ID) string { return fmt.Sprintf("%d.yaml", id) }

// save writes a file and commits it, with what git flushes to the disk.
func (r repository) save(id workflow.ID, text, flush string) error {
	if err := os.WriteFile(filepath.Join(r.folder, r.file(id)), []byte(text), 0o600); err != nil {
		return err
	}
	if err := r.git("-c", "core.fsync="+flush, "add", r.file(id)); err != nil {
		return err
	}
	return r.git("-c", "core.fsync="+flush, "commit", "--quiet", "--message", "Again")
}

// BenchmarkSaveAgainstGit saves a workflow in the running program and by a command, and writes the same text into a repository and
// commits it: with what git flushes when nothing is said, and with all of it flushed, as the program does. What the processes take that do
// nothing else is told beside it.
func BenchmarkSaveAgainstGit(b *testing.B) {
	ctx := context.Background()
	folder := findable(b, inGit)
	d := designertest.Open(b, folder, map[string]string{"LOCAL_STORAGE_PATH": folder})
	p := programOn(b, folder, nil)
	repo := newRepository(b)
	if err := repo.git("init", "--quiet"); err != nil {
		b.Fatal(err)
	}
	texts := map[workflow.ID]string{}
	for id := workflow.ID(1); id <= inGit; id++ {
		v, err := d.Version(ctx, id, "")
		if err == nil {
			err = os.WriteFile(filepath.Join(repo.folder, repo.file(id)), []byte(v.YAMLContent), 0o600)
		}
		if err != nil {
			b.Fatal(err)
		}
		texts[id] = v.YAMLContent
	}
	for _, args := range [][]string{{"add", "."}, {"commit", "--quiet", "--message", "First"}} {
		if err := repo.git(args...); err != nil {
			b.Fatal(err)
		}
	}

	var r rounds.Rounds
	for n := 0; b.Loop(); n++ {
		id := workflow.ID(n%inGit) + 1
		number := int64(id)
		text := func(of string) string { return fmt.Sprintf("%s# %s %d\n", texts[id], of, n) }
		r.Time(b, "save", func() error {
			_, err := d.SaveVersion(ctx, designer.SaveVersionRequest{WorkflowID: &number, YAMLContent: text("save"), VersionComment: "Again"})
			return err
		})
		r.Time(b, "git", func() error { return repo.save(id, text("git"), "default") })
		r.Time(b, "gitflushed", func() error { return repo.save(id, text("flushed"), "all") })
		file := filepath.Join(b.TempDir(), "text.yaml")
		if err := os.WriteFile(file, []byte(text("command")), 0o600); err != nil {
			b.Fatal(err)
		}
		r.Time(b, "command", func() error { return p.run("save", "--workflow", fmt.Sprint(id), "--comment", "Again", file) })
		r.Time(b, "gitstart", func() error { return repo.git("version") })
		r.Time(b, "commandstart", func() error { return p.run("version") })
	}
	r.Report(b)
	for _, way := range []string{"save", "command"} {
		r.Compare(b, way, "git")
		r.Compare(b, way, "gitflushed")
	}
}
