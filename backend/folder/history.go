package folder

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// One walk over all commits gives the histories of all files: a git log for each would read the same commits again and again. It goes
// from the newest to the oldest, branch by branch; a file is followed to the name that it had before, as git log --follow does. Of a merge
// only what is in none of its parents counts.
var walk = []string{
	"log", "--topo-order", "-c", "--raw", "-z", "--no-abbrev", "-M", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color",
	"--no-mailmap", "--encoding=UTF-8", "--format=%x01%H%x00%at%x00%an%x00%B%x00", "HEAD", "--",
}

// trail is a file while its history is read.
type trail struct {
	file  *File
	first string // the commit and the path where it began, as far as was read
}

// histories reads the history of each file of a folder, as far as it is committed.
func (r *repository) histories(ctx context.Context, f *Folder) error {
	if _, err := r.ask(ctx, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"); err != nil {
		return ctx.Err() // nothing was committed yet
	}
	tracked, err := r.tracked(ctx)
	if err != nil {
		return err
	}
	trails := map[string]*trail{}
	var all []*trail
	for i := range f.Files {
		if path := r.prefix + f.Files[i].Path; tracked[path] {
			t := &trail{file: &f.Files[i]}
			trails[path] = t
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return nil
	}
	if err := r.follow(ctx, trails); err != nil {
		return failed("read the git history", err)
	}
	for _, t := range all {
		slices.Reverse(t.file.History)
		// What was deleted before its first text that is known was never here.
		for len(t.file.History) > 0 && t.file.History[0].Deleted {
			t.file.History = t.file.History[1:]
		}
		if t.first != "" {
			t.file.Origin = t.first
		}
	}
	return nil
}

// tracked are the paths that the last commit has.
func (r *repository) tracked(ctx context.Context) (map[string]bool, error) {
	said, err := r.ask(ctx, "ls-tree", "-r", "-z", "--full-tree", "--name-only", "HEAD")
	if err != nil {
		return nil, failed("list what is committed", err)
	}
	all := map[string]bool{}
	for path := range strings.SplitSeq(said, "\x00") {
		all[path] = true
	}
	return all, nil
}

func (r *repository) follow(ctx context.Context, trails map[string]*trail) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	c := r.command(ctx, walk...)
	var trouble bytes.Buffer
	c.Stderr = &trouble
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		return err
	}
	read := readLog(bufio.NewReaderSize(out, 256<<10), trails)
	if read != nil {
		stop()
	}
	if err := c.Wait(); err != nil && read == nil {
		return errors.Join(ctx.Err(), fmt.Errorf("%w: %s", err, firstLine(trouble.String())))
	}
	return read
}

// readLog reads what git log says, and gives the files their commits, newest first.
func readLog(from *bufio.Reader, trails map[string]*trail) error {
	var commit Commit
	renamed := map[string]string{} // by this commit: what a name was before
	flush := func() {
		for now, before := range renamed {
			if _, other := trails[before]; !other {
				trails[before] = trails[now]
			}
			delete(trails, now)
		}
		clear(renamed)
	}
	for {
		field, err := next(from)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch field = strings.TrimPrefix(field, "\n"); {
		case field == "":
		case field[0] == '\x01':
			flush()
			if commit, err = readCommit(field[1:], from); err != nil {
				return err
			}
		case field[0] == ':':
			c, err := readChange(field, from)
			if err != nil {
				return err
			}
			t := trails[c.path]
			if t == nil {
				continue
			}
			t.add(commit, c)
			if c.before != "" {
				renamed[c.path] = c.before
			}
		default:
			return fmt.Errorf("git log said %q", field)
		}
	}
}

// change is what a commit did to a file.
type change struct {
	path, before  string // before: the name that it had, when it got another
	blob          string
	gone, nothing bool // it was deleted; its text stayed
}

// add puts what a commit did to the file before what is known.
func (t *trail) add(c Commit, did change) {
	t.first = "git " + c.ID + " " + cmpOr(did.before, did.path)
	if did.nothing {
		return
	}
	c.blob, c.Deleted = did.blob, did.gone
	if n := len(t.file.History); n > 0 {
		above := t.file.History[n-1]
		if c.Deleted && above.Deleted || !c.Deleted && !above.Deleted && above.blob == c.blob {
			return // two branches did the same
		}
	}
	t.file.History = append(t.file.History, c)
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func readCommit(id string, from *bufio.Reader) (Commit, error) {
	c := Commit{ID: id}
	for _, into := range []func(string){
		func(s string) {
			seconds, err := strconv.ParseInt(s, 10, 64)
			if err == nil {
				c.At = time.Unix(seconds, 0).UTC()
			}
		},
		func(s string) { c.Author = plain(s) },
		func(s string) { c.Message = plain(s) },
	} {
		field, err := next(from)
		if err != nil {
			return c, err
		}
		into(field)
	}
	return c, nil
}

// plain is a text of a commit as a version may have it.
func plain(s string) string {
	s = strings.TrimSpace(strings.ToValidUTF8(s, "\uFFFD"))
	for cut := MaxMessage; len(s) > MaxMessage; cut-- {
		if utf8.RuneStart(s[cut]) {
			s = s[:cut]
		}
	}
	return s
}

// readChange reads ":100644 100644 sha sha M", or of a merge "::100644 100644 100644 sha sha sha MM", and its paths.
func readChange(field string, from *bufio.Reader) (change, error) {
	parents := len(field) - len(strings.TrimLeft(field, ":"))
	parts := strings.Fields(field[parents:])
	if len(parts) != 2*parents+3 {
		return change{}, fmt.Errorf("git log said %q", field)
	}
	mode, blob, status := parts[parents], parts[2*parents+1], parts[2*parents+2]
	c := change{blob: blob, gone: strings.Trim(mode, "0") == ""}
	var err error
	if c.path, err = next(from); err != nil {
		return c, err
	}
	if parents == 1 && (status[0] == 'R' || status[0] == 'C') {
		before := c.path
		if c.path, err = next(from); err != nil {
			return c, err
		}
		if status[0] == 'R' {
			c.before = before
		}
	}
	// A link or a folder of another repository stood there: that is no text. And what got another name alone has the same text.
	c.nothing = !c.gone && mode != "100644" && mode != "100755" || parents == 1 && parts[2] == blob
	return c, nil
}

func next(from *bufio.Reader) (string, error) {
	field, err := from.ReadString(0)
	if errors.Is(err, io.EOF) && field != "" && strings.TrimSpace(field) != "" {
		return "", io.ErrUnexpectedEOF
	}
	return strings.TrimSuffix(field, "\x00"), err
}
