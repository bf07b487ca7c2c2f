package designer_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/generate/model/modeltest"
	"workflow-designer/backend/workflow"
)

const modelKey = "sk-proj-PLANTEDMODELKEY"

const modelled = `name: Trip
form:
  fields:
    - name: amount
      type: currency
      label: Amount
workflow:
  check:
    name: Check
    type: decision
    approver: travel_desk
    on_approve:
      continue_to: done
    on_reject:
      continue_to: done
  done:
    name: Done
    type: end
`

// withModel opens the program with a model at a server, as the environment names it.
func withModel(t *testing.T, s *modeltest.Server) (*designer.Designer, string) {
	t.Helper()
	folder := t.TempDir()
	return designertest.Open(t, folder, map[string]string{
		"MODEL_ENDPOINT_URL": s.URL, "MODEL_NAME": "test-model", "MODEL_API_KEY": modelKey, "MODEL_INPUT_PRICE": "1", "MODEL_OUTPUT_PRICE": "2",
	}), folder
}

func TestAModelMakesAProposal(t *testing.T) {
	text := modeltest.Fenced(modelled)
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Says(text))
	d, folder := withModel(t, s)
	saved, err := d.SaveVersion(t.Context(), designer.SaveVersionRequest{YAMLContent: strings.ReplaceAll(modelled, "travel_desk", "finance_team")})
	if err != nil {
		t.Fatal(err)
	}

	made, err := d.Generate(t.Context(), designer.GenerateRequest{Description: "The travel desk approves trips.", Model: "test-model"})

	if err != nil || !made.Success || made.WorkflowYAML != modelled || made.Generator != "test-model" || made.Model != "test-model" || made.Problem != nil {
		t.Fatalf("got %+v, %v", made, err)
	}
	want := (modeltest.InputTokens*1 + float64(modeltest.Tokens(text))*2) / 1e6
	if u := made.Usage; u == nil || u.CostUSD == nil || *u.CostUSD-want > 1e-12 || want-*u.CostUSD > 1e-12 {
		t.Errorf("it took %+v, want %v", made.Usage, want)
	}
	if told := s.Requests()[0].Messages[1].Content; !strings.Contains(told, "<roles>\nfinance_team\n</roles>") {
		t.Errorf("the roles are not told: %s", told)
	}
	list, err := d.Workflows(t.Context())
	if err != nil || len(list) != 1 || list[0].WorkflowID != saved.WorkflowID || list[0].VersionCount != 1 {
		t.Errorf("the proposal was stored: %+v, %v", list, err)
	}
	keyIsNowhere(t, folder, made)
}

// keyIsNowhere looks for the key of the model in all files below a folder, and in an answer.
func keyIsNowhere(t *testing.T, folder string, answers ...any) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if strings.Contains(string(content), modelKey) {
			t.Errorf("the key is in %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, answer := range answers {
		encoded, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(encoded)+fmt.Sprintf("%+v", answer), modelKey) {
			t.Errorf("the key is in %s", encoded)
		}
	}
}

func TestAModelThatIsNotThereIsDoneWithout(t *testing.T) {
	s := modeltest.Start(t, modeltest.Ollama())
	s.Close()
	d, _ := withModel(t, s)

	made, err := d.Generate(t.Context(), designer.GenerateRequest{Description: "The manager approves expenses. Ask for the amount.", Model: "test-model"})

	if err != nil || !made.Success || made.Generator != designer.GeneratorOffline || !strings.Contains(made.WorkflowYAML, "manager") {
		t.Fatalf("got %+v, %v", made, err)
	}
	if p := made.Problem; p == nil || p.Code != workflow.CodeModelUnreachable || !strings.Contains(p.Message.String(), "offline generator made this instead") || p.Hint == "" {
		t.Errorf("it says %+v", made.Problem)
	}
}

func TestWhatAModelCannotMendIsShownAndNothingIsTouched(t *testing.T) {
	broken := strings.Replace(modelled, "type: decision", "type: desicion", 1)
	turn := modeltest.Says(modeltest.Fenced(broken))
	s := modeltest.Start(t, modeltest.OpenAI(), turn, turn, turn, turn)
	d, _ := withModel(t, s)

	made, err := d.Generate(t.Context(), designer.GenerateRequest{Description: "Ask for less", Model: "test-model", CurrentYAML: modelled, SelectedStep: "check"})

	if err != nil || made.Success || made.WorkflowYAML != broken || len(made.ValidationErrors) == 0 || made.Rounds != 4 || made.ModelAnswer == "" {
		t.Fatalf("got %+v, %v", made, err)
	}
	if made.Problem == nil || made.Problem.Code != workflow.CodeModelAnswer {
		t.Errorf("it says %+v", made.Problem)
	}
}

func TestAModelThatRefusesTheKeySaysSo(t *testing.T) {
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Refuses(401, "Incorrect API key provided: "+modelKey))
	d, folder := withModel(t, s)
	_, err := d.Generate(t.Context(), designer.GenerateRequest{Description: "x", Model: "test-model"})
	if workflow.CodeOf(err) != workflow.CodeModelKeyRefused || strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), modelKey) {
		t.Errorf("got %v", err)
	}
	keyIsNowhere(t, folder)
}

func TestAJobTellsHowFarAModelIsAndStops(t *testing.T) {
	began := make(chan struct{})
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Hangs("```yaml\nname: Tr", began))
	d, _ := withModel(t, s)
	events, stop := d.Listen()
	defer stop()

	job, err := d.GenerateLater(t.Context(), designer.GenerateRequest{Description: "x", Model: "test-model"})
	if err != nil || job.Kind != designer.JobGenerate {
		t.Fatalf("got %+v, %v", job, err)
	}
	<-began
	var stages []string
	for e := range events {
		if e.Kind != "generating" {
			continue
		}
		if e.Generating.JobID != job.JobID || e.Generating.Round != 1 || e.Generating.Rounds != 4 {
			t.Errorf("it says %+v", e.Generating)
		}
		stages = append(stages, e.Generating.Stage)
		if e.Generating.Stage == "writing" {
			break
		}
	}
	if !slices.Equal(stages, []string{"asking", "writing"}) {
		t.Errorf("it says %v", stages)
	}
	// who missed the events asks the job
	if now, err := d.Job(t.Context(), job.JobID); err != nil || now.Generating == nil || !strings.Contains(now.Generating.Tail, "name: Tr") {
		t.Errorf("the job says %+v, %v", now.Generating, err)
	}
	if _, err := d.CancelJob(t.Context(), job.JobID); err != nil {
		t.Fatal(err)
	}
	ended, err := d.WaitForJob(context.Background(), job.JobID)
	if err != nil || ended.State != designer.JobCancelled {
		t.Fatalf("got %+v, %v", ended, err)
	}
	if made, ok := ended.Result.(designer.Generated); !ok || made.Success || made.Problem == nil || made.Problem.Code != workflow.CodeCancelled {
		t.Errorf("what came until then is %+v", ended.Result)
	}
}

func TestAJobGivesTheProposal(t *testing.T) {
	s := modeltest.Start(t, modeltest.Gemini(), modeltest.Says(modeltest.Fenced(modelled)))
	d, _ := withModel(t, s)
	job, err := d.GenerateLater(t.Context(), designer.GenerateRequest{Description: "x", Model: "test-model"})
	if err != nil {
		t.Fatal(err)
	}
	ended, err := d.WaitForJob(t.Context(), job.JobID)
	if made, ok := ended.Result.(designer.Generated); err != nil || ended.State != designer.JobDone || !ok || !made.Success {
		t.Errorf("got %+v, %v", ended, err)
	}
}

func TestWithoutAnEndpointThereIsNoModel(t *testing.T) {
	d := designertest.Local(t)
	for name, err := range map[string]error{
		"at once": errorOf(d.Generate(t.Context(), designer.GenerateRequest{Description: "x", Model: "llama3"})),
		"later":   errorOf(d.GenerateLater(t.Context(), designer.GenerateRequest{Description: "x", Model: "llama3"})),
	} {
		if workflow.CodeOf(err) != workflow.CodeModelNotFound {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func errorOf[A any](_ A, err error) error { return err }

func TestAModelIsTriedBeforeItIsSaved(t *testing.T) {
	s := modeltest.Start(t, modeltest.Anthropic(), modeltest.Says("ready"), modeltest.Refuses(401, "invalid x-api-key"))
	d := designertest.Local(t)
	input := designer.SettingsInput{ModelEndpointURL: new(s.URL), ModelName: new("claude"), ModelAPIKey: new(modelKey), ModelInputPrice: new("3"), ModelOutputPrice: new("15")}

	trial, err := d.TryModel(t.Context(), input)
	if err != nil || !trial.OK || !trial.IsLocal || trial.Problem != nil || trial.Usage.CostUSD == nil {
		t.Errorf("got %+v, %v", trial, err)
	}
	if got := s.Requests()[0]; got.Header.Get("Authorization") != "Bearer "+modelKey || got.Model != "claude" {
		t.Errorf("it asked %+v", got)
	}
	trial, err = d.TryModel(t.Context(), input)
	if err != nil || trial.OK || trial.Problem.Code != workflow.CodeModelKeyRefused {
		t.Errorf("got %+v, %v", trial, err)
	}
	view, err := d.Settings(t.Context())
	if err != nil || view.ModelEndpointURL != "" {
		t.Errorf("trying stored %+v, %v", view, err)
	}
}

func TestTheSettingsOfAModelAreStoredAndLoggedWithoutItsKey(t *testing.T) {
	folder := t.TempDir()
	d := designertest.Open(t, folder, nil)
	view, err := d.SaveSettings(t.Context(), designer.SettingsInput{
		ModelEndpointURL: new("https://api.openai.com/v1"), ModelName: new("gpt-5-mini"), ModelAPIKey: new(modelKey), ModelInputPrice: new("0.250"), ModelTimeout: new("60"),
	})
	if err != nil || view.ModelEndpointURL != "https://api.openai.com/v1" || !view.ModelAPIKeySet || view.ModelKeyKeptIn != "file" || view.ModelInputPrice != "0.25" ||
		view.ModelOutputPrice != "" || view.ModelTimeout != 60 || view.ModelIsLocal {
		t.Fatalf("got %+v, %v", view, err)
	}
	log, err := d.Activity(t.Context(), designer.ActivityRequest{})
	if err != nil || len(log.Entries) == 0 || !strings.Contains(fmt.Sprint(log.Entries[0]), "model_name = gpt-5-mini") {
		t.Errorf("the log says %+v, %v", log, err)
	}
	keys := filepath.Join(folder, "config", "workflow-designer", "keys.json") // the one place without a keyring
	if err := os.Remove(keys); err != nil {
		t.Fatal(err)
	}
	keyIsNowhere(t, folder, view, log)
}
