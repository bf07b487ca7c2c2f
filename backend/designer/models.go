package designer

import (
	"context"
	"slices"
	"time"

	"workflow-designer/backend/approvalml"
	language "workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/generate"
	"workflow-designer/backend/generate/model"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Generate is Language.Generate, and with a model in the request the same by that model, at the endpoint that the settings name. A model that
// cannot be reached is done without: then the answer is the offline generator's, and its problem says so. What a model wrote that still has
// errors is an answer too, with a problem.
//
// CodeModelNotFound where no endpoint is set up, CodeNoKeys when its key cannot be read, CodeCancelled, or one of the codes of models.
func (d *Designer) Generate(ctx context.Context, input GenerateRequest) (Generated, error) {
	return d.generate(ctx, input, nil)
}

// JobGenerate is the kind of a job that has a model make a workflow; its result is a Generated.
const JobGenerate JobKind = "generate"

// GenerateLater begins Generate as a job. Events of kind generating tell how far it is; cancelling it stops the model.
func (d *Designer) GenerateLater(_ context.Context, input GenerateRequest) (Job, error) {
	if _, err := d.checkedModel(input); err != nil {
		return Job{}, err
	}
	return d.startJob(JobGenerate, 0, func(ctx context.Context, p *progress) (any, error) {
		var told time.Time
		var stage model.Stage
		answer, err := d.generate(ctx, input, func(at model.Progress) {
			now := d.Now()
			generating := presentGenerating(p.job.answer.JobID, at)
			p.job.change(func(a *Job) { a.Generating = generating })
			if at.Stage == model.Writing && stage == model.Writing && now.Sub(told) < progressEvery && !now.Before(told) {
				return
			}
			told, stage = now, at.Stage
			d.audience.tell(Event{Kind: "generating", Generating: generating})
		})
		if err != nil {
			return nil, err
		}
		return answer, ctx.Err() // what came until it was stopped is kept
	}), nil
}

// checkedModel gives the model that a request asks for; nil when it asks for none.
func (d *Designer) checkedModel(input GenerateRequest) (*model.Client, error) {
	named := input.Model
	input.Model = ""
	if err := checkGenerate(input); err != nil || named == "" {
		return nil, err
	}
	s, _ := d.inForce()
	return clientOf(s.Model, named)
}

// clientOf asks a model of the endpoint that the settings name.
func clientOf(m settings.Model, named string) (*model.Client, error) {
	switch {
	case m.EndpointURL == "":
		return nil, &workflow.Error{
			Code: workflow.CodeModelNotFound, Message: words.F("There is no model %s: no endpoint is set up.", quote.Marked(named)),
			Hint: "Enter one in the settings, under Models, or as MODEL_ENDPOINT_URL. Without a model, workflows are made offline.",
		}
	case named == "":
		return nil, &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: "The model has no name.", Hint: "Enter the name that it has at the endpoint.",
		}
	case m.APIKey.Empty() && m.KeyProblem != nil:
		return nil, m.KeyProblem
	}
	e := model.Endpoint{URL: m.EndpointURL, Model: named, Key: m.APIKey, Timeout: m.Timeout}
	if m.InputPrice != nil && m.OutputPrice != nil && named == m.Name { // another model of the endpoint costs something else
		e.Price = &model.Price{Input: *m.InputPrice, Output: *m.OutputPrice}
	}
	return model.New(e), nil
}

func (d *Designer) generate(ctx context.Context, input GenerateRequest, told func(model.Progress)) (Generated, error) {
	client, err := d.checkedModel(input)
	if err != nil || client == nil {
		return or(err, func() (Generated, error) { return Language{}.Generate(input) })
	}
	roles, err := d.roles(ctx)
	if err != nil {
		return Generated{}, err
	}
	made, err := client.Generate(ctx, model.Question{Request: asked(input), Step: input.SelectedStep, Roles: roles}, told)
	if workflow.CodeOf(err) == workflow.CodeModelUnreachable {
		return d.withoutModel(input, workflow.Presentable(err))
	}
	if err != nil {
		return Generated{}, err
	}
	answer := Language{}.presentProposal(made.Proposal)
	answer.Generator, answer.Model, answer.Rounds = generatorOf(client.Model), client.Model, made.Rounds
	answer.Usage = presentUsage(client.Endpoint, made.Usage)
	answer.Success = answer.Success && made.Problem == nil && (input.CurrentYAML == "" || made.Changed)
	if made.Problem != nil {
		answer.Problem, answer.ModelAnswer = problemOf(made.Problem), made.Raw
	}
	return answer, nil
}

func or[A any](err error, otherwise func() (A, error)) (A, error) {
	if err != nil {
		var none A
		return none, err
	}
	return otherwise()
}

// withoutModel is what the offline generator makes in the place of a model, and why.
func (d *Designer) withoutModel(input GenerateRequest, why *workflow.Error) (Generated, error) {
	input.Model = ""
	answer, err := Language{}.Generate(input)
	if err != nil {
		return Generated{}, err
	}
	answer.Problem = &Problem{Code: why.Code, Message: words.F("%s The offline generator made this instead.", why.Message), Hint: why.Hint}
	return answer, nil
}

func asked(input GenerateRequest) generate.Request {
	return generate.Request{
		Description: input.Description, Type: input.WorkflowType, Company: input.CompanyName, Context: input.AdditionalContext,
		CurrentYAML: input.CurrentYAML,
	}
}

// How many workflows are looked through for roles, the newest first.
const roleSources = 40

// roles are those of the company's workflows, the commonest first. A text that is not here, or damaged, tells none.
func (d *Designer) roles(ctx context.Context) ([]string, error) {
	s, bucket := d.inForce()
	rows, err := d.laptop.Index.Workflows(ctx, s.CompanyID, bucket.addressOrNone(), false)
	if err != nil {
		return nil, err
	}
	var roles []string
	times := map[string]int{}
	for _, w := range rows[:min(len(rows), roleSources)] {
		_, content, err := d.laptop.Files.Get(ctx, w.Ref, string(w.LatestUID))
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			continue
		}
		for _, role := range approvalml.Roles(language.Read(string(content))) {
			if times[role]++; times[role] == 1 {
				roles = append(roles, role)
			}
		}
	}
	slices.SortStableFunc(roles, func(a, b string) int { return times[b] - times[a] })
	return roles, nil
}

// TryModel asks the model that the settings would name with a change whether it is there. It stores nothing; what it costs is a few
// tokens. A model that does not answer is an answer, with a problem; CodeInvalidSettings, CodeModelNotFound, CodeInvalidRequest.
func (d *Designer) TryModel(ctx context.Context, input SettingsInput) (ModelTrial, error) {
	wanted, err := d.described(input)
	if err != nil {
		return ModelTrial{}, err
	}
	client, err := clientOf(wanted.Model, wanted.Model.Name)
	if err != nil {
		return ModelTrial{}, err
	}
	began := d.Now()
	usage, err := client.Try(ctx)
	trial := ModelTrial{OK: err == nil, Model: client.Model, Host: client.Host(), IsLocal: client.Local(), Usage: presentUsage(client.Endpoint, usage)}
	trial.TookMS = max(0, d.Now().Sub(began).Milliseconds())
	if err != nil {
		trial.Problem = problemOf(err)
	}
	return trial, nil
}
