package folder_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/folder"
	"workflow-designer/backend/workflow"
)

const yaml = "name: %s\nform:\n  fields: []\nworkflow:\n  a:\n    name: A\n    type: end\n"

func text(name string) string { return fmt.Sprintf(yaml, name) }

// repo is a real git repository.
type repo struct {
	t    *testing.T
	path string
	day  int
}

func newRepo(t *testing.T) *repo {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
	r := &repo{t: t, path: t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r *repo) git(args ...string) string {
	r.t.Helper()
	c := exec.Command("git", args...)
	c.Dir = r.path
	when := fmt.Sprintf("2024-03-%02dT09:30:00+07:00", r.day)
	c.Env = append(os.Environ(), "GIT_AUTHOR_NAME=Rina Wijaya", "GIT_AUTHOR_EMAIL=rina@example.com", "GIT_COMMITTER_NAME=Bot",
		"GIT_COMMITTER_EMAIL=bot@example.com", "GIT_AUTHOR_DATE="+when, "GIT_COMMITTER_DATE=2025-01-01T00:00:00Z")
	out, err := c.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (r *repo) write(name, content string) {
	r.t.Helper()
	path := filepath.Join(r.path, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// commit commits all there is, a day after the last.
func (r *repo) commit(message string) {
	r.t.Helper()
	r.day++
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", message)
}

func (r *repo) read(within string) *folder.Folder {
	r.t.Helper()
	f, err := folder.Read(r.t.Context(), folder.Request{Folder: filepath.Join(r.path, within), Company: 1, History: true})
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() {
		if err := f.Close(); err != nil {
			r.t.Error(err)
		}
	})
	return f
}

// says is the history of a file, a line each.
func says(t *testing.T, f *folder.Folder, path string) []string {
	t.Helper()
	at := slices.IndexFunc(f.Files, func(file folder.File) bool { return file.Path == path })
	if at < 0 {
		t.Fatalf("there is no %q in %+v", path, f.Files)
	}
	var all []string
	for _, c := range f.Files[at].History {
		line := c.Message + " by " + c.Author + " at " + c.At.Format("01-02 15:04")
		if c.Deleted {
			all = append(all, line+" deleted")
			continue
		}
		content, err := f.Text(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(string(content), "name: "), "\n")
		all = append(all, line+": "+name)
	}
	return all
}

func wants(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestEachCommitThatChangedAFileIsInItsHistory(t *testing.T) {
	// given a file that was changed, renamed, moved into the folder, and left alone by other commits
	r := newRepo(t)
	r.write("old/leave request.yaml", text("Leave"))
	r.write("processes/“a”\n\tb.yaml", text("Odd"))
	r.commit("First\n\nAs agreed on Monday: äöü 日本")
	r.write("README.md", "x")
	r.commit("Not about it")
	r.write("old/leave request.yaml", text("Leave")+"# two\n")
	r.commit("Second")
	if err := os.Rename(filepath.Join(r.path, "old/leave request.yaml"), filepath.Join(r.path, "processes/leave.yaml")); err != nil {
		t.Fatal(err)
	}
	r.commit("Move it")
	r.write("processes/leave.yaml", text("Leave of absence")+"# two\n")
	r.commit("Third")

	// when the folder is read
	f := r.read("processes")

	// then its history goes back over the move, with authors, days and messages; the move alone made no other text
	wants(t, says(t, f, "leave.yaml"),
		"First\n\nAs agreed on Monday: äöü 日本 by Rina Wijaya at 03-01 02:30: Leave", "Second by Rina Wijaya at 03-03 02:30: Leave",
		"Third by Rina Wijaya at 03-05 02:30: Leave of absence")
	wants(t, says(t, f, "“a”\n\tb.yaml"), "First\n\nAs agreed on Monday: äöü 日本 by Rina Wijaya at 03-01 02:30: Odd")
	// and it began where it was first committed
	if origin := f.Files[0].Origin; !strings.HasPrefix(origin, "git ") || !strings.HasSuffix(origin, " old/leave request.yaml") {
		t.Errorf("its origin is %q", origin)
	}
}

func TestAMergeIsAVersionOnlyWhereItMadeATextOfItsOwn(t *testing.T) {
	r := newRepo(t)
	r.write("a.yaml", text("A"))
	r.write("b.yaml", text("B"))
	r.commit("Begin")
	r.git("checkout", "-q", "-b", "side")
	r.write("a.yaml", text("A side"))
	r.write("b.yaml", text("B side"))
	r.commit("Side")
	r.git("checkout", "-q", "main")
	r.write("a.yaml", text("A main"))
	r.commit("Main")
	r.day++
	if out, err := exec.Command("git", "-C", r.path, "-c", "user.name=x", "-c", "user.email=x", "merge", "side").CombinedOutput(); err == nil {
		t.Fatalf("it merged without a conflict: %s", out)
	}
	r.write("a.yaml", text("A both"))
	r.commit("Bring both together")

	f := r.read("")

	wants(t, says(t, f, "b.yaml"), "Begin by Rina Wijaya at 03-01 02:30: B", "Side by Rina Wijaya at 03-02 02:30: B side")
	got := says(t, f, "a.yaml")
	slices.Sort(got[1:3]) // of two branches git says which comes first
	wants(t, got, "Begin by Rina Wijaya at 03-01 02:30: A", "Main by Rina Wijaya at 03-03 02:30: A main",
		"Side by Rina Wijaya at 03-02 02:30: A side", "Bring both together by Rina Wijaya at 03-05 02:30: A both")
}

func TestAFileThatWasDeletedAndCameBackSaysSo(t *testing.T) {
	r := newRepo(t)
	r.write("a.yaml", text("A"))
	r.write("keep", "x")
	r.commit("Begin")
	if err := os.Remove(filepath.Join(r.path, "a.yaml")); err != nil {
		t.Fatal(err)
	}
	r.commit("Delete")
	r.write("a.yaml", text("A again"))
	r.commit("Bring back")
	r.write("new.yaml", text("New")) // never committed

	f := r.read("")

	wants(t, says(t, f, "a.yaml"), "Begin by Rina Wijaya at 03-01 02:30: A", "Delete by Rina Wijaya at 03-02 02:30 deleted",
		"Bring back by Rina Wijaya at 03-03 02:30: A again")
	wants(t, says(t, f, "new.yaml"))
}

func TestARepositoryWithoutCommitsHasNoHistories(t *testing.T) {
	r := newRepo(t)
	r.write("a.yaml", text("A"))
	wants(t, says(t, r.read(""), "a.yaml"))
}

// A repository may be somebody's trap: git runs programs that its configuration names.
func TestNothingThatARepositoryNamesIsRun(t *testing.T) {
	r := newRepo(t)
	r.write("a.yaml", text("A"))
	r.write(".gitattributes", "*.yaml diff=trap filter=trap\n")
	r.commit("Begin")
	r.write("a.yaml", text("B"))
	r.commit("Change")
	// given a repository in which each of them leaves a trace
	trace := filepath.Join(t.TempDir(), "trace")
	trap := filepath.Join(t.TempDir(), "trap")
	if err := os.WriteFile(trap, []byte("#!/bin/sh\necho \"$0 $@\" >> "+trace+"\n[ \"$1\" = clean ] && cat\nexit 0\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(r.path, "hooks"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, hook := range []string{"post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman"} {
		if err := os.Symlink(trap, filepath.Join(r.path, "hooks", hook)); err != nil {
			t.Fatal(err)
		}
	}
	for name, value := range map[string]string{
		"core.fsmonitor": trap, "core.hooksPath": filepath.Join(r.path, "hooks"), "core.pager": trap, "pager.log": trap, "diff.external": trap,
		"diff.trap.command": trap, "diff.trap.textconv": trap, "filter.trap.clean": trap + " clean", "filter.trap.smudge": trap,
		"filter.trap.process": trap, "log.showSignature": "true", "gpg.program": trap, "alias.log": "!" + trap, "core.sshCommand": trap,
		"remote.origin.url": "ext::" + trap, "remote.origin.promisor": "true", "remote.origin.uploadpack": trap,
		"extensions.partialClone": "origin", "protocol.ext.allow": "always", "credential.helper": trap, "core.alternateRefsCommand": trap,
		"core.askPass": trap, "sequence.editor": trap, "core.editor": trap,
	} {
		r.git("config", name, value)
	}
	r.git("config", "core.repositoryFormatVersion", "1")
	// a text that the repository does not have: git would fetch it
	blob := strings.TrimSpace(r.git("rev-parse", "HEAD~1:a.yaml"))
	if err := os.Remove(filepath.Join(r.path, ".git", "objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	if out, _ := exec.Command("git", "-C", r.path, "status").CombinedOutput(); !exists(trace) {
		t.Fatalf("the trap does not work: %s", out)
	}
	if err := os.Remove(trace); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GIT_EXTERNAL_DIFF", trap)
	t.Setenv("GIT_DIR", filepath.Join(t.TempDir(), "elsewhere"))

	// when it is read
	f := r.read("")

	// then the history is there, but for what is missing, and nothing was run
	history := f.Files[0].History
	if len(history) != 2 {
		t.Fatalf("the history is %+v", history)
	}
	if _, err := f.Text(t.Context(), history[0]); workflow.CodeOf(err) != workflow.CodeInvalidContent {
		t.Errorf("the missing text gives %v", err)
	}
	if got, err := f.Text(t.Context(), history[1]); err != nil || string(got) != text("B") {
		t.Errorf("the text is %q, %v", got, err)
	}
	if ran, err := os.ReadFile(trace); err == nil {
		t.Errorf("it ran %s", ran)
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func TestAHistoryThatCannotBeReadSaysWhy(t *testing.T) {
	plain := t.TempDir()
	ask := func(path string) error {
		f, err := folder.Read(t.Context(), folder.Request{Folder: path, Company: 1, History: true})
		if err == nil {
			_ = f.Close()
		}
		return err
	}
	wantRefused(t, ask(plain), workflow.CodeInvalidRequest, "is not in the working tree of a git repository")
	r := newRepo(t)
	r.write("a.yaml", text("A"))
	r.commit("Begin")
	if os.Geteuid() == 0 { // only root can give a folder to somebody else
		if err := filepath.WalkDir(r.path, func(path string, _ os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return os.Lchown(path, 65534, 65534)
		}); err != nil {
			t.Fatal(err)
		}
		wantRefused(t, ask(r.path), workflow.CodeInvalidRequest, "does not trust the repository")
		// whom the person trusts is trusted
		if err := os.WriteFile(filepath.Join(os.Getenv("HOME"), ".gitconfig"), []byte("[safe]\n\tdirectory = "+r.path+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := ask(r.path); err != nil {
			t.Errorf("a trusted repository gives %v", err)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := folder.Read(cancelled, folder.Request{Folder: r.path, Company: 1, History: true}); err == nil {
		t.Error("a cancelled reading went on")
	}
	t.Setenv("PATH", "")
	wantRefused(t, ask(r.path), workflow.CodeNotSupported, "git program is not installed")
}

func wantRefused(t *testing.T, err error, code workflow.Code, said string) {
	t.Helper()
	p := workflow.Presentable(err)
	if err == nil || p.Code != code || !strings.Contains(p.Message.String(), said) || p.Hint == "" {
		t.Errorf("got %v, want %s: %s", err, code, said)
	}
}

func TestTheTextsOfAThousandFilesAreRead(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand files with five commits each")
	}
	r := newRepo(t)
	for commit := range 5 {
		for n := range 1000 {
			r.write(fmt.Sprintf("processes/%03d.yaml", n), text(fmt.Sprintf("Process %d, %d", n, commit)))
		}
		r.commit(fmt.Sprintf("Commit %d", commit))
	}
	begun := time.Now()
	f := r.read("")
	read, bytes := 0, 0
	for _, file := range f.Files {
		for _, c := range file.History {
			content, err := f.Text(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			read, bytes = read+1, bytes+len(content)
		}
	}
	t.Logf("1,000 files, %d texts of %d bytes in %v", read, bytes, time.Since(begun))
	if len(f.Files) != 1000 || read != 5000 {
		t.Errorf("%d files have %d texts", len(f.Files), read)
	}
}
