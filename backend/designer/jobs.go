package designer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"workflow-designer/backend/workflow"
)

// JobKind says what a job does. Each use case that starts jobs has its own.
type JobKind string

// JobState says how a job stands.
type JobState string

// The states of a job.
const (
	JobRunning   JobState = "running"
	JobDone      JobState = "done"      // it came to its end; single items may have failed
	JobCancelled JobState = "cancelled" // a person, or the end of the program, stopped it; what was done stays done
	JobFailed    JobState = "failed"    // it could not go on; what was done stays done
)

// Job is something that takes a while and goes on by itself, while its person works on: it tells how far it is, can be
// cancelled, and gives what came of it. Jobs end with the program.
type Job struct {
	JobID       string     `json:"job_id"`
	Kind        JobKind    `json:"kind"`
	State       JobState   `json:"state"`
	Done        int        `json:"done"`         // items that are dealt with, those that failed too
	Total       int        `json:"total"`        // 0 while it is not known
	FailedCount int        `json:"failed_count"` // items that failed
	Current     string     `json:"current"`      // name of the item in work; empty when there is none
	StartedAt   time.Time  `json:"started_at"`
	EndedAt     *time.Time `json:"ended_at"` // nil while it runs
	Error       *Problem   `json:"error"`    // why it failed as a whole; nil when it did not
	File        *JobFile   `json:"file"`     // that it made; nil when it makes none, or not yet

	// What events and lists leave out.
	Items  []JobItem `json:"items,omitempty"`  // what came of each, in the order in which they ended
	Result any       `json:"result,omitempty"` // of its kind; when it did not come to its end, of what was done
	// Generating is how far a model is, of a job of kind generate while it runs.
	Generating *Generating `json:"generating,omitempty"`
}

// JobItem is one of the things that a job deals with.
type JobItem struct {
	WorkflowID workflow.ID `json:"workflow_id,omitempty"`
	VersionID  string      `json:"version_id,omitempty"`
	Number     int         `json:"number,omitempty"` // of the version; 0 when there is none or it is not known
	Name       string      `json:"name"`             // of the workflow, or of the file
	Error      *Problem    `json:"error"`            // why it failed; nil when it did not
}

// JobFile is a file that a job made. It is there until the program ends, or many later jobs have made others.
type JobFile struct {
	Name string `json:"name"` // to save it under
	Size int64  `json:"size"` // bytes
}

// jobs are those that run, and the last that ended.
type jobs struct {
	mu     sync.Mutex
	all    []*job // oldest first
	folder string // of their files; empty until one makes a file
	group  sync.WaitGroup
	ending context.Context
	end    context.CancelFunc
}

// jobsKept is how many ended jobs can still be asked for.
const jobsKept = 32

type job struct {
	mu     sync.Mutex
	answer Job
	path   string // of its file
	told   time.Time
	cancel context.CancelFunc
	ended  chan struct{}
}

// startJob begins do in the background and gives the job as it begins. total is how many items there are, 0 when that is not
// known. do ends soon after its context; what it gives is kept as the result, whether it fails or not.
func (d *Designer) startJob(kind JobKind, total int, do func(ctx context.Context, p *progress) (result any, err error)) Job {
	ctx, cancel := context.WithCancel(d.jobs.ending)
	j := &job{cancel: cancel, ended: make(chan struct{}), answer: Job{
		JobID: string(d.NewUID()), Kind: kind, State: JobRunning, Total: total, StartedAt: d.Now().UTC(),
	}}
	p := &progress{designer: d, job: j}
	begun := j.look(false)
	p.tell(true)
	d.jobs.mu.Lock()
	defer d.jobs.mu.Unlock()
	d.jobs.all = append(d.jobs.all, j)
	d.jobs.forget()
	d.jobs.group.Go(func() { // under the lock, so that Close waits for it
		defer close(j.ended)
		defer cancel()
		if ctx.Err() != nil { // Close came first
			p.end(nil, ctx.Err())
			return
		}
		result, err := runSafely(ctx, p, do)
		p.end(result, err)
	})
	return begun
}

func (js *jobs) begin() { js.ending, js.end = context.WithCancel(context.Background()) }

// runSafely turns a defect of ours into a failed job: it must not end the program, which serves others too.
func runSafely(ctx context.Context, p *progress, do func(context.Context, *progress) (any, error)) (result any, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = fmt.Errorf("panic: %v", caught)
		}
	}()
	return do(ctx, p)
}

// progress is what a job tells while it runs. It is safe for concurrent use.
type progress struct {
	designer *Designer
	job      *job
}

// begin says which item is in work.
func (p *progress) begin(name string) {
	p.job.change(func(a *Job) { a.Current = name })
	p.tell(false)
}

// add says that an item is dealt with, well or not.
func (p *progress) add(item JobItem) {
	p.job.change(func(a *Job) {
		a.Items = append(a.Items, item)
		a.Done++
		a.Current = ""
		if item.Error != nil {
			a.FailedCount++
		}
	})
	p.tell(false)
}

// keepFile makes the file that the job gives: write fills it. When write fails there is none.
func (p *progress) keepFile(name string, write func(*os.File) error) error {
	folder, err := p.designer.jobs.files()
	if err != nil {
		return err
	}
	path := filepath.Join(folder, p.job.answer.JobID)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return fileTrouble(err)
	}
	err = write(f)
	info, statErr := f.Stat()
	if err = cmp.Or(err, fileTrouble(statErr), fileTrouble(f.Close())); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	p.job.mu.Lock()
	defer p.job.mu.Unlock()
	p.job.path, p.job.answer.File = path, &JobFile{Name: name, Size: info.Size()}
	return nil
}

func fileTrouble(err error) error {
	if err == nil {
		return nil
	}
	return &workflow.Error{
		Code:    workflow.CodeStorageFailed,
		Message: "The file could not be written into this computer's folder for temporary files.",
		Hint:    "Make room on the disk, then try again.",
		Err:     err,
	}
}

// tell tells the pages how far it is: at once when it is important, else not more often than a person can see.
func (p *progress) tell(important bool) {
	p.job.mu.Lock()
	now := p.designer.Now()
	due := important || now.Sub(p.job.told) >= progressEvery || now.Before(p.job.told)
	if due {
		p.job.told = now
	}
	p.job.mu.Unlock()
	if !due {
		return
	}
	answer := p.job.look(false)
	p.designer.audience.tell(Event{Kind: "job", Job: &answer})
}

func (p *progress) end(result any, err error) {
	at := p.designer.Now().UTC()
	p.job.change(func(a *Job) {
		a.EndedAt, a.Current, a.Result, a.Generating = &at, "", result, nil
		switch {
		case err == nil:
			a.State = JobDone
		case errors.Is(err, context.Canceled), workflow.CodeOf(err) == workflow.CodeCancelled:
			a.State = JobCancelled
		default:
			a.State, a.Error = JobFailed, problemOf(err)
		}
	})
	p.designer.Log.Debug("job ended", "job", p.job.answer.JobID, "kind", p.job.answer.Kind, "error", err)
	p.tell(true)
}

func (j *job) change(by func(*Job)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	by(&j.answer)
}

// look gives the job as it stands, whole or as events and lists have it.
func (j *job) look(whole bool) Job {
	j.mu.Lock()
	defer j.mu.Unlock()
	answer := j.answer
	answer.Items = slices.Clone(answer.Items)
	if !whole {
		answer.Items, answer.Result, answer.Generating = nil, nil, nil
	}
	return answer
}

// files is the folder of files that jobs make.
func (js *jobs) files() (string, error) {
	js.mu.Lock()
	defer js.mu.Unlock()
	if js.folder != "" {
		return js.folder, nil
	}
	folder, err := os.MkdirTemp("", "workflow-designer-")
	if err != nil {
		return "", fileTrouble(err)
	}
	js.folder = folder
	return folder, nil
}

// forget lets go of the oldest jobs that have ended, with their files.
func (js *jobs) forget() {
	ended := 0
	for _, j := range js.all {
		if j.hasEnded() {
			ended++
		}
	}
	js.all = slices.DeleteFunc(js.all, func(j *job) bool {
		if ended <= jobsKept || !j.hasEnded() {
			return false
		}
		ended--
		if j.path != "" {
			_ = os.Remove(j.path) // what is left of it goes with the folder
		}
		return true
	})
}

func (j *job) hasEnded() bool {
	select {
	case <-j.ended:
		return true
	default:
		return false
	}
}

// stop ends all jobs.
func (js *jobs) stop() {
	js.mu.Lock()
	js.end()
	js.mu.Unlock()
	js.group.Wait()
}

// close ends all jobs and forgets their files.
func (js *jobs) close() error {
	js.stop()
	js.mu.Lock()
	defer js.mu.Unlock()
	if js.folder == "" {
		return nil
	}
	return os.RemoveAll(js.folder)
}

func (js *jobs) find(id string) (*job, error) {
	js.mu.Lock()
	defer js.mu.Unlock()
	for _, j := range js.all {
		if j.answer.JobID == id {
			return j, nil
		}
	}
	return nil, &workflow.Error{
		Code:    workflow.CodeJobNotFound,
		Message: "There is no such job.",
		Hint:    "Jobs end with the program, and only the last ones are kept. Start it again.",
	}
}

// Jobs lists the jobs that run and the last ones that ended, newest first, without their items and results.
func (d *Designer) Jobs(context.Context) ([]Job, error) {
	d.jobs.mu.Lock()
	defer d.jobs.mu.Unlock()
	list := make([]Job, 0, len(d.jobs.all))
	for _, j := range slices.Backward(d.jobs.all) {
		list = append(list, j.look(false))
	}
	return list, nil
}

// Job gives one job as it stands, with its items and its result. CodeJobNotFound.
func (d *Designer) Job(_ context.Context, id string) (Job, error) {
	j, err := d.jobs.find(id)
	if err != nil {
		return Job{}, err
	}
	return j.look(true), nil
}

// CancelJob asks a job to stop, and gives it as it stands; what it has done stays done. One that has ended stays as it is.
// CodeJobNotFound.
func (d *Designer) CancelJob(_ context.Context, id string) (Job, error) {
	j, err := d.jobs.find(id)
	if err != nil {
		return Job{}, err
	}
	j.cancel()
	return j.look(true), nil
}

// WaitForJob gives a job once it has ended. CodeJobNotFound, or the error of a context that ended before.
func (d *Designer) WaitForJob(ctx context.Context, id string) (Job, error) {
	j, err := d.jobs.find(id)
	if err != nil {
		return Job{}, err
	}
	select {
	case <-j.ended:
		return j.look(true), nil
	case <-ctx.Done():
		return Job{}, ctx.Err()
	}
}

// JobContent opens the file that a job made; the caller closes it. CodeJobNotFound; CodeNotFound: it made none, or not yet.
func (d *Designer) JobContent(_ context.Context, id string) (JobFile, *os.File, error) {
	j, err := d.jobs.find(id)
	if err != nil {
		return JobFile{}, nil, err
	}
	j.mu.Lock()
	path, file := j.path, j.answer.File
	j.mu.Unlock()
	if file == nil {
		return JobFile{}, nil, &workflow.Error{
			Code: workflow.CodeNotFound, Message: "This job has made no file.", Hint: "Wait until it has ended, or start it again.",
		}
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return JobFile{}, nil, &workflow.Error{
			Code: workflow.CodeJobNotFound, Message: "The file of this job is not kept any more.", Hint: "Start it again.", Err: err,
		}
	}
	if err != nil {
		return JobFile{}, nil, fileTrouble(err)
	}
	return *file, f, nil
}
