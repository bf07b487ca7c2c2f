package model

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/openai/openai-go/v3"

	"workflow-designer/backend/generate"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// MaxRepairs is how often a model is asked to mend what it wrote.
const MaxRepairs = 3

// Stage says what a model is doing.
type Stage string

// The stages.
const (
	Asking  Stage = "asking"  // nothing came yet
	Writing Stage = "writing" // the answer comes
	Waiting Stage = "waiting" // the endpoint asked to be left in peace, or had trouble
)

// Progress is how far a model is.
type Progress struct {
	Stage    Stage
	Round    int    // from 1; above 1, problems went back
	Problems int    // that went back
	Text     string // the answer of this round so far
	Wait     time.Duration
}

// Answer is what came of a question. Its YAML may still have errors: then Problem says so, and it is the best of what came. Nothing
// of an answer is applied.
type Answer struct {
	generate.Proposal
	Raw     string // the whole answer that it was taken from, for a person to read
	Rounds  int
	Usage   Usage
	Problem *workflow.Error // why it is not what was asked for; nil when it is
}

// Generate asks for a workflow, checks it, and has it mended up to MaxRepairs times. told hears how far it is, often and in order; it
// must return soon, and may be nil.
//
// It gives an answer when any text came, also one that is no workflow, or was cut off: then Answer.Problem says what is the matter. Else
// the error has one of the codes of models, or CodeCancelled; CodeModelUnreachable means that nothing was sent. The time of the
// endpoint is for all of it.
func (c *Client) Generate(ctx context.Context, q Question, told func(Progress)) (Answer, error) {
	if c.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.Timeout)
		defer cancel()
	}
	r := &run{client: c, question: q, known: warningsOf(q.CurrentYAML), teller: &teller{told: told}}
	r.usage.Complete = true
	return r.all(ctx)
}

// run is one question with all its rounds.
type run struct {
	client   *Client
	question Question
	known    map[string]bool // warnings that the current text has
	teller   *teller

	usage  Usage
	rounds int
	best   *attempt // nil until text came
}

// attempt is what came of one round.
type attempt struct {
	raw, yaml, rest string
	found           findings
}

func (r *run) all(ctx context.Context) (Answer, error) {
	first := []openai.ChatCompletionMessageParamUnion{openai.SystemMessage(system()), openai.UserMessage(r.question.user())}
	messages := first
	var last *attempt
	var failed error
	for r.rounds <= MaxRepairs {
		r.rounds++
		r.teller.begins(r.rounds, last)
		reply, err := r.client.persist(ctx, messages, r.teller)
		r.add(reply.usage)
		failed = err
		a := r.take(reply.text)
		switch {
		case a != nil && a.found.none():
			return r.answer(nil), nil // also what was cut off, when it is whole all the same
		case err != nil && !r.again(ctx, err):
			return r.end(ctx, err)
		case err != nil:
			continue // the same question: what was cut off is no base to mend
		case last != nil && a.found.errors == 0 && a.found.same(last.found):
			return r.answer(nil), nil // warnings that it will not mend: the person sees them
		}
		last = a
		messages = slices.Concat(first, []openai.ChatCompletionMessageParamUnion{openai.AssistantMessage(a.raw), openai.UserMessage(a.request())})
	}
	if failed != nil {
		return r.end(ctx, failed)
	}
	return r.answer(r.unmended()), nil
}

// take looks at the text of a round; nil when there is none.
func (r *run) take(text string) *attempt {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	a := &attempt{raw: clean(text)}
	a.yaml, a.rest = extract(text)
	if a.yaml == "" {
		a.yaml, a.rest = a.raw, "" // shown as it is
	}
	a.found = check(a.yaml, r.known)
	if r.best == nil || !r.best.better(a) {
		r.best = a
	}
	return a
}

// better reports that an attempt is to be preferred to another.
func (a *attempt) better(than *attempt) bool {
	if is := a.isWorkflow(); is != than.isWorkflow() {
		return is
	}
	return a.found.better(than.found)
}

// request asks to mend an attempt.
func (a *attempt) request() string {
	if !a.isWorkflow() {
		return "There is no workflow in that answer. Answer with the whole workflow in one block that begins with ```yaml and ends with ```."
	}
	return a.found.mend()
}

// isWorkflow reports that a workflow was in the answer at all.
func (a *attempt) isWorkflow() bool { return block{text: a.yaml}.points() > 0 }

// again reports whether a question is worth asking anew after an error.
func (r *run) again(ctx context.Context, err error) bool {
	return ctx.Err() == nil && (errors.Is(err, errCut) || errors.Is(err, errSilent) || isStreamError(err))
}

// end is what comes of an error: what came before it, with the error, or the error alone.
func (r *run) end(ctx context.Context, err error) (Answer, error) {
	if ended := ctx.Err(); ended != nil {
		err = ended // whatever it looked like from within
	}
	problem := r.client.trouble(err)
	if r.best == nil {
		return Answer{Rounds: r.rounds, Usage: r.usage}, problem
	}
	if r.best.found.errors == 0 && problem.Code != workflow.CodeCancelled {
		return r.answer(nil), nil // an earlier round was good enough
	}
	return r.answer(problem), nil
}

func (r *run) unmended() *workflow.Error {
	switch f := r.best.found; {
	case f.errors == 0:
		return nil
	case !r.best.isWorkflow():
		return &workflow.Error{
			Code:    workflow.CodeModelAnswer,
			Message: words.F("There is no workflow in what %s answered, although it was asked %d times.", r.client.Model, r.rounds),
			Hint:    "Read what it answered, say more about the process, or take another model.",
		}
	default:
		return &workflow.Error{
			Code:    workflow.CodeModelAnswer,
			Message: words.F("What %s wrote still has errors after it was asked %d times.", r.client.Model, r.rounds),
			Hint:    "Look at the errors: mend them by hand, say it in other words, or take another model.",
		}
	}
}

func (r *run) add(u Usage) {
	r.usage.InputTokens += u.InputTokens
	r.usage.OutputTokens += u.OutputTokens
	r.usage.Complete = r.usage.Complete && u.Complete
}

// teller tells how far a run is.
type teller struct {
	told func(Progress)
	now  Progress
}

func (t *teller) tell() {
	if t.told != nil {
		t.told(t.now)
	}
}

func (t *teller) begins(round int, last *attempt) {
	t.now = Progress{Stage: Asking, Round: round}
	if last != nil {
		t.now.Problems = max(1, len(last.found.lines))
	}
	t.tell()
}

func (t *teller) asks() {
	t.now.Stage, t.now.Wait, t.now.Text = Asking, 0, ""
	t.tell()
}

func (t *teller) waits(d time.Duration) {
	t.now.Stage, t.now.Wait = Waiting, d
	t.tell()
}

func (t *teller) wrote(text string) {
	t.now.Stage, t.now.Text = Writing, text
	t.tell()
}
