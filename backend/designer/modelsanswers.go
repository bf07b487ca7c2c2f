package designer

import (
	"strconv"
	"strings"

	"workflow-designer/backend/generate/model"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

// GeneratorOffline is the generator without a model; any other is called as its model, as far as a version can say it.
const GeneratorOffline = "offline"

func generatorOf(model string) string {
	if len(model) > workflow.MaxGenerator {
		return strings.ToValidUTF8(model[:workflow.MaxGenerator], "")
	}
	return model
}

// ModelUsage is what a model took.
type ModelUsage struct {
	InputTokens  int64    `json:"input_tokens"`
	OutputTokens int64    `json:"output_tokens"`
	CostUSD      *float64 `json:"cost_usd"` // nil when the price, or what it took, is not known
}

func presentUsage(e model.Endpoint, u model.Usage) *ModelUsage {
	usage := &ModelUsage{InputTokens: u.InputTokens, OutputTokens: u.OutputTokens}
	if dollars, known := e.Cost(u); known {
		usage.CostUSD = &dollars
	}
	return usage
}

// Generating is how far a model is.
type Generating struct {
	JobID       string `json:"job_id"`
	Stage       string `json:"stage"`        // asking, writing or waiting
	Round       int    `json:"round"`        // from 1; above 1 it mends
	Rounds      int    `json:"rounds"`       // at most
	Problems    int    `json:"problems"`     // that it mends
	Lines       int    `json:"lines"`        // that it has written
	Tail        string `json:"tail"`         // the last of them
	WaitSeconds int    `json:"wait_seconds"` // of waiting
}

// Bounds of the tail.
const (
	tailLines = 24
	tailBytes = 4 << 10
)

func presentGenerating(job string, p model.Progress) *Generating {
	g := &Generating{
		JobID: job, Stage: string(p.Stage), Round: p.Round, Rounds: 1 + model.MaxRepairs, Problems: p.Problems,
		WaitSeconds: int(p.Wait.Seconds()),
	}
	if p.Text == "" {
		return g
	}
	g.Lines = strings.Count(p.Text, "\n") + 1
	tail := p.Text[max(0, len(p.Text)-tailBytes):]
	lines := strings.Split(strings.ToValidUTF8(tail, ""), "\n")
	g.Tail = strings.Join(lines[max(0, len(lines)-tailLines):], "\n")
	return g
}

// ModelTrial is what came of trying a model.
type ModelTrial struct {
	OK      bool        `json:"ok"`
	Model   string      `json:"model"`
	Host    string      `json:"host"`
	IsLocal bool        `json:"is_local"` // on this computer: nothing leaves it
	TookMS  int64       `json:"took_ms"`
	Usage   *ModelUsage `json:"usage"`
	Problem *Problem    `json:"problem"` // nil when it answered
}

// ModelSettings are the settings of a model as the page shows them; never its key.
type ModelSettings struct {
	ModelEndpointURL string `json:"model_endpoint_url"` // empty: there is no model
	ModelName        string `json:"model_name"`
	ModelAPIKeySet   bool   `json:"model_api_key_set"`
	ModelKeyKeptIn   string `json:"model_key_kept_in"`  // keyring, file, environment, env_file, or empty
	ModelInputPrice  string `json:"model_input_price"`  // US dollars for a million tokens, as a number; empty when not told
	ModelOutputPrice string `json:"model_output_price"` // US dollars for a million tokens, as a number; empty when not told
	ModelTimeout     int    `json:"model_timeout"`      // seconds, of one proposal
	ModelAllowHTTP   bool   `json:"model_allow_http"`
	ModelIsLocal     bool   `json:"model_is_local"` // it is on this computer: nothing leaves it
}

func viewModel(m settings.Model) ModelSettings {
	return ModelSettings{
		ModelEndpointURL: m.EndpointURL, ModelName: m.Name, ModelAPIKeySet: !m.APIKey.Empty(), ModelKeyKeptIn: m.KeyKeptIn,
		ModelInputPrice: price(m.InputPrice), ModelOutputPrice: price(m.OutputPrice), ModelTimeout: int(m.Timeout.Seconds()),
		ModelAllowHTTP: m.AllowHTTP, ModelIsLocal: model.Endpoint{URL: m.EndpointURL}.Local(),
	}
}

func price(p *float64) string {
	if p == nil {
		return ""
	}
	return strconv.FormatFloat(*p, 'f', -1, 64)
}
