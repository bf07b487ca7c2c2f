package designer

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Attendance says which workflows a page has open.
type Attendance struct {
	Page        string  `json:"page"`         // a name that the page has made up for itself
	WorkflowIDs []int64 `json:"workflow_ids"` // all that it has open now; none ends the attendance
}

// OutsideEdit is what another program wrote into a workflow's file, workflow.yaml, instead of a version.
type OutsideEdit struct {
	WorkflowID  workflow.ID `json:"workflow_id"`
	Found       bool        `json:"found"`        // false: the file has the text of a version, or none
	YAMLContent string      `json:"yaml_content"` // empty with a problem
	EditedAt    *time.Time  `json:"edited_at"`    // when the file was written, by its own word; nil when nothing was found
	Problem     *Problem    `json:"problem"`      // why the text could not become a version; nil when it could
}

const (
	// lookEvery is how often the files of open workflows are looked at: a look costs one question to the file system.
	lookEvery = 500 * time.Millisecond
	// attentive is how long a page is taken at its word. One that is closed does not always say so.
	attentive = 5 * time.Minute
	// mostOpen and mostPages bound what may be open.
	mostOpen  = 500
	mostPages = 32
)

// Attend has the files of open workflows looked at from now on, until the page says otherwise or is silent for five
// minutes. What other programs do to them is told as events: edited, when one wrote a text that no version has, also when
// that was before; saved, when one saved a version. CodeInvalidRequest, CodeInvalidID.
func (d *Designer) Attend(_ context.Context, request Attendance) error {
	if request.Page == "" || len(request.Page) > 100 || len(request.WorkflowIDs) > mostOpen {
		return &workflow.Error{
			Code:    workflow.CodeInvalidRequest,
			Message: "The page has no name, or more workflows open than can be looked after.",
			Hint:    words.F("Name the page, and open at most %d workflows.", mostOpen),
		}
	}
	s, _ := d.inForce()
	open := map[workflow.Ref]bool{}
	for _, n := range request.WorkflowIDs {
		id, err := workflow.CheckID(n)
		if err != nil {
			return err
		}
		open[workflow.Ref{Company: s.CompanyID, ID: id}] = true
	}
	if d.lookout.attend(request.Page, open, d.Now()) {
		d.lookout.group.Go(func() { d.lookOut(d.lookout.ending) })
	}
	return nil
}

// Outside gives the text that another program wrote into the file of a workflow. CodeWorkflowNotFound.
func (d *Designer) Outside(ctx context.Context, id workflow.ID) (OutsideEdit, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	if _, err := d.laptop.Index.Workflow(ctx, ref, bucket.addressOrNone()); err != nil {
		return OutsideEdit{}, err
	}
	edited, err := d.laptop.Files.Edited(ctx, ref)
	answer := OutsideEdit{WorkflowID: id, Found: edited != nil}
	if edited == nil {
		return answer, err
	}
	answer.EditedAt = &edited.At
	if err != nil {
		answer.Problem = problemOf(err)
	} else {
		answer.YAMLContent = string(edited.Text)
	}
	return answer, nil
}

// lookout is who has which workflows open, and how their files were when they were looked at last.
type lookout struct {
	mu      sync.Mutex
	pages   map[string]attendance
	files   map[workflow.Ref]*watched
	looking bool // a goroutine looks
	group   sync.WaitGroup
	ending  context.Context
	end     context.CancelFunc
	wake    chan struct{} // something was opened: look at once
}

type attendance struct {
	open  map[workflow.Ref]bool
	until time.Time
}

type watched struct {
	stamp   localstore.Stamp
	opened  bool // nobody was told how it is
	changed bool // it may still be being written
}

func (l *lookout) begin() {
	l.pages, l.files = map[string]attendance{}, map[workflow.Ref]*watched{}
	l.wake = make(chan struct{}, 1)
	l.ending, l.end = context.WithCancel(context.Background())
}

func (l *lookout) close() {
	l.end()
	l.group.Wait()
}

// attend reports whether somebody must begin to look.
func (l *lookout) attend(page string, open map[workflow.Ref]bool, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ending.Err() != nil {
		return false
	}
	before := l.pages[page].open
	if len(open) == 0 {
		delete(l.pages, page)
	} else if _, known := l.pages[page]; known || len(l.pages) < mostPages {
		l.pages[page] = attendance{open, now.Add(attentive)}
	}
	for ref := range open {
		if before[ref] {
			continue
		}
		if w := l.files[ref]; w != nil {
			w.opened = true
		} else {
			l.files[ref] = &watched{opened: true}
		}
	}
	select {
	case l.wake <- struct{}{}:
	default:
	}
	begins := !l.looking && len(l.pages) > 0
	l.looking = l.looking || begins
	return begins
}

// current gives what is open now and forgets the rest. Nothing is open: whoever looks ends.
func (l *lookout) current(now time.Time) map[workflow.Ref]*watched {
	l.mu.Lock()
	defer l.mu.Unlock()
	open := map[workflow.Ref]bool{}
	for page, a := range l.pages {
		if now.After(a.until) {
			delete(l.pages, page)
			continue
		}
		maps.Copy(open, a.open)
	}
	maps.DeleteFunc(l.files, func(ref workflow.Ref, _ *watched) bool { return !open[ref] })
	l.looking = len(l.files) > 0
	return maps.Clone(l.files)
}

// lookOut looks at the files of what is open until nothing is, or ctx ends.
func (d *Designer) lookOut(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		files := d.lookout.current(d.Now())
		if len(files) == 0 {
			return
		}
		for _, ref := range slices.SortedFunc(maps.Keys(files), func(a, b workflow.Ref) int { return int(a.ID - b.ID) }) {
			d.look(ctx, ref, files[ref])
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-d.lookout.wake:
		}
	}
}

// look looks at one file. What cannot be read now is looked at again; a file that is being written is left until it rests.
func (d *Designer) look(ctx context.Context, ref workflow.Ref, w *watched) {
	stamp, err := d.laptop.Files.Stamp(ref)
	if err != nil {
		return
	}
	d.lookout.mu.Lock()
	opened := w.opened
	rests := opened || stamp == w.stamp
	due := opened || w.changed
	w.changed = !rests
	w.opened = false
	w.stamp = stamp
	d.lookout.mu.Unlock()
	if !rests || !due {
		return
	}
	what, err := d.whatHappened(ctx, ref, opened)
	if err != nil {
		d.Log.Debug("the file of an open workflow cannot be looked at", "workflow", ref.ID, "error", err)
		d.lookout.mu.Lock()
		w.opened, w.changed = w.opened || opened, true
		d.lookout.mu.Unlock()
		return
	}
	if what == "" {
		return
	}
	event := Event{Kind: "workflow", What: what, WorkflowID: ref.ID}
	_, bucket := d.inForce()
	if row, err := d.laptop.Index.Workflow(ctx, ref, bucket.addressOrNone()); err == nil {
		event.Name = row.Name
	}
	d.audience.tell(event)
}

// whatHappened says what another program did to the file of a workflow; empty when that is nothing to be told.
func (d *Designer) whatHappened(ctx context.Context, ref workflow.Ref, opened bool) (string, error) {
	edited, err := d.laptop.Files.Edited(ctx, ref)
	switch {
	case edited != nil:
		return "edited", nil // a text that cannot be a version is told too: Outside says why
	case err != nil || opened:
		return "", err
	}
	return "saved", d.laptop.Follow(ctx, ref)
}
