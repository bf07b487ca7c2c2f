package folder

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// repository is the git repository that a folder is in. It is somebody else's: nothing that its configuration names is run, and nothing
// is fetched.
type repository struct {
	program string // git's path
	folder  string
	prefix  string // of the folder in the working tree, with slashes; empty or ending in one

	mu    sync.Mutex
	texts *reading // nil until a text is asked for
}

// inRepository tells whether a folder is in the working tree of a git repository, without asking git.
func inRepository(path string) bool {
	for {
		if _, err := os.Lstat(filepath.Join(path, ".git")); err == nil {
			return true
		}
		parent := filepath.Dir(path)
		if parent == path {
			return false
		}
		path = parent
	}
}

// openRepository finds the repository of a folder. CodeNotSupported: there is no git program. CodeInvalidRequest.
func openRepository(ctx context.Context, folder string) (*repository, error) {
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, &workflow.Error{
			Code: workflow.CodeNotSupported, Message: "The git program is not installed, and only it can read a git history.",
			Hint: "Install git, or adopt the files without their history.", Err: err,
		}
	}
	r := &repository{program: program, folder: folder}
	prefix, err := r.ask(ctx, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, notOpened(folder, err)
	}
	r.prefix = strings.TrimSuffix(prefix, "\n")
	return r, nil
}

func notOpened(folder string, err error) error {
	refused := &workflow.Error{
		Code: workflow.CodeInvalidRequest, Message: words.F("%s is not in the working tree of a git repository.", folder),
		Hint: "Name a folder of a repository, or adopt the files without their history.", Err: err,
	}
	switch said := err.Error(); {
	case strings.Contains(said, "dubious ownership"):
		refused.Message = words.F("Git does not trust the repository of %s: it belongs to somebody else.", folder)
		refused.Hint = "When you trust it, run: git config --global --add safe.directory, with the path of the repository; then try again."
	case errors.Is(err, context.Canceled):
		return err
	}
	return refused
}

// safely are the settings that stand above those of the repository: none of its programs is run, nothing is fetched.
var safely = []string{
	"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.pager=cat", "-c", "core.attributesFile=" + os.DevNull,
	"-c", "log.showSignature=false", "-c", "diff.external=", "-c", "protocol.allow=never", "-c", "credential.helper=",
	"-c", "safe.bareRepository=explicit", "-c", "core.quotePath=false",
}

func (r *repository) command(ctx context.Context, args ...string) *exec.Cmd {
	all := append([]string{"--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs"}, safely...)
	c := exec.CommandContext(ctx, r.program, append(append(all, "-C", r.folder), args...)...)
	for _, setting := range os.Environ() {
		if !strings.HasPrefix(setting, "GIT_") { // of somebody's script, about another repository
			c.Env = append(c.Env, setting)
		}
	}
	c.Env = append(c.Env,
		"GIT_CONFIG_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0", "GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1", "GIT_ATTR_NOSYSTEM=1",
		"GIT_OPTIONAL_LOCKS=0", "LC_ALL=C",
	)
	return c
}

// ask runs git to its end and gives what it says.
func (r *repository) ask(ctx context.Context, args ...string) (string, error) {
	c := r.command(ctx, args...)
	var out, trouble bytes.Buffer
	c.Stdout, c.Stderr = &out, &trouble
	if err := c.Run(); err != nil {
		return "", errors.Join(ctx.Err(), fmt.Errorf("git %s: %w: %s", args[0], err, firstLine(trouble.String())))
	}
	return out.String(), nil
}

func firstLine(said string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	return line
}

// reading is a git process that gives texts, one after the other.
type reading struct {
	process *exec.Cmd
	ask     io.WriteCloser
	answers *bufio.Reader
	end     context.CancelFunc
}

// text gives the bytes of a blob. CodeTooLarge, CodeInvalidContent: they cannot be a version.
func (r *repository) text(ctx context.Context, blob string) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if r.texts == nil {
		if err := r.beginReading(); err != nil {
			return nil, failed("read a text of the git history", err)
		}
	}
	content, err := r.texts.next(blob)
	if err != nil {
		if code := workflow.CodeOf(err); code == workflow.CodeTooLarge || code == workflow.CodeInvalidContent {
			return nil, err
		}
		return nil, errors.Join(failed("read a text of the git history", err), r.endReading())
	}
	return content, workflow.CheckContent(content)
}

func (r *repository) beginReading() error {
	ctx, end := context.WithCancel(context.Background()) // it outlives the one who asks first
	c := r.command(ctx, "cat-file", "--batch")
	ask, err := c.StdinPipe()
	var answers io.ReadCloser
	if err == nil {
		answers, err = c.StdoutPipe()
	}
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		end()
		return err
	}
	r.texts = &reading{process: c, ask: ask, answers: bufio.NewReaderSize(answers, 64<<10), end: end}
	return nil
}

func (t *reading) next(blob string) ([]byte, error) {
	if _, err := io.WriteString(t.ask, blob+"\n"); err != nil {
		return nil, err
	}
	header, err := t.answers.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(header)
	if len(fields) != 3 || fields[1] != "blob" {
		return nil, &workflow.Error{
			Code: workflow.CodeInvalidContent, Message: "The git repository does not have this text.",
			Hint: "It may be a partial clone: fetch all of it, then try again.", Err: errors.New(strings.TrimSpace(header)),
		}
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil {
		return nil, err
	}
	if size > workflow.MaxContent {
		if _, err := io.CopyN(io.Discard, t.answers, size+1); err != nil {
			return nil, err
		}
		return nil, workflow.TooLarge(size)
	}
	content := make([]byte, size+1) // and a line break
	if _, err := io.ReadFull(t.answers, content); err != nil {
		return nil, err
	}
	return content[:size], nil
}

func (r *repository) endReading() error {
	if r.texts == nil {
		return nil
	}
	t := r.texts
	r.texts = nil
	err := t.ask.Close()
	t.end()
	_ = t.process.Wait() // it was told to end
	return err
}

func (r *repository) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.endReading()
}

func failed(doing string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return &workflow.Error{
		Code: workflow.CodeStorageFailed, Message: "Git could not read the history of the folder.",
		Hint: "Run git log in it, and mend what that says; or adopt the files without their history.", Err: fmt.Errorf("%s: %w", doing, err),
	}
}
