package model_test

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/generate/model"
	"workflow-designer/backend/generate/model/modeltest"
	"workflow-designer/backend/workflow"
)

func TestEveryEndpointIsUnderstood(t *testing.T) {
	for _, d := range modeltest.Dialects() {
		t.Run(d.Name, func(t *testing.T) {
			text := modeltest.Fenced(good)
			s := modeltest.Start(t, d, modeltest.Says(text))
			var heard []model.Progress

			a, err := ask(s).Generate(t.Context(), expenses, func(p model.Progress) { heard = append(heard, p) })

			if err != nil || a.Problem != nil || a.YAML != good || a.Rounds != 1 {
				t.Fatalf("got %+v, %v", a, err)
			}
			want := model.Usage{InputTokens: modeltest.InputTokens, OutputTokens: int64(modeltest.Tokens(text)), Complete: true}
			if a.Usage != want {
				t.Errorf("it took %+v, want %+v", a.Usage, want)
			}
			asked := s.Requests()[0]
			if asked.Header.Get("Authorization") != "Bearer "+plantedKey || asked.Model != "test-model" || !asked.Stream || !asked.StreamOptions.IncludeUsage {
				t.Errorf("it asked %v, %+v", asked.Header, asked)
			}
			if heard[0].Stage != model.Asking || heard[len(heard)-1].Text != text || len(heard) < modeltest.Tokens(text) {
				t.Errorf("%d times it said how far it is, at last %+v", len(heard), heard[len(heard)-1])
			}
		})
	}
}

func TestTheModelIsToldWhatItNeeds(t *testing.T) {
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Says(modeltest.Fenced(strings.Replace(good, "Expenses", "Costs", 1))))
	q := expenses
	q.CurrentYAML, q.Step, q.Roles = good, "manager_approval", []string{"finance_team", "cfo"}
	q.Company, q.Context = "Example Ltd", "Receipts are kept for ten years."

	a, err := ask(s).Generate(t.Context(), q, nil)
	if err != nil || !a.Changed {
		t.Fatalf("got %+v, %v", a, err)
	}
	messages := s.Requests()[0].Messages
	if len(messages) != 2 || messages[0].Role != "system" || messages[1].Role != "user" {
		t.Fatalf("it was told %v", messages)
	}
	for _, word := range []string{"conditional_split", "any_one", "end_workflow", "continue_to", "${requestor.manager}", "name: Leave request"} {
		if !strings.Contains(messages[0].Content, word) {
			t.Errorf("the reference has no %s", word)
		}
	}
	for _, part := range []string{good, "<selected_step>\nmanager_approval\n", "finance_team\ncfo", "Example Ltd", "ten years", q.Description} {
		if !strings.Contains(messages[1].Content, part) {
			t.Errorf("it was not told %q", part)
		}
	}
	const most = 20 << 10 // about 5,000 tokens, which models on laptops read
	if n := len(messages[0].Content); n > most {
		t.Errorf("the reference takes %d bytes", n)
	}
}

func TestProblemsGoBackWithTheirLinesEachOnce(t *testing.T) {
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Says(modeltest.Fenced(bad)), modeltest.Says(modeltest.Fenced(good)))
	var rounds []model.Progress

	a, err := ask(s).Generate(t.Context(), expenses, func(p model.Progress) {
		if p.Stage == model.Asking {
			rounds = append(rounds, p)
		}
	})

	if err != nil || a.Problem != nil || a.YAML != good || a.Rounds != 2 || a.Usage.InputTokens != 2*modeltest.InputTokens {
		t.Fatalf("got %+v, %v", a, err)
	}
	messages := s.Requests()[1].Messages
	if len(messages) != 4 || messages[2].Role != "assistant" || !strings.Contains(messages[2].Content, bad) || messages[3].Role != "user" {
		t.Fatalf("it was told %v", messages)
	}
	told := messages[3].Content
	if !strings.Contains(told, `line 12: error: `) || !strings.Contains(told, "desicion") {
		t.Errorf("the first problem is not told: %s", told)
	}
	if strings.Count(told, `"finish"`) != 1 || !strings.Contains(told, "lines 20, 23: error: ") {
		t.Errorf("the problem that is there twice is not told once: %s", told)
	}
	if len(rounds) != 2 || rounds[1].Round != 2 || rounds[1].Problems < 2 {
		t.Errorf("it said %+v", rounds)
	}
}

func TestItIsMendedThreeTimesAtMostAndThenShown(t *testing.T) {
	turn := modeltest.Says(modeltest.Fenced(bad))
	s := modeltest.Start(t, modeltest.OpenAI(), turn, turn, turn, turn)

	a := generated(t, s)

	if a.YAML != bad || a.Rounds != 1+model.MaxRepairs || len(s.Requests()) != 4 {
		t.Fatalf("got %+v after %d questions", a, len(s.Requests()))
	}
	refused(t, a.Problem, workflow.CodeModelAnswer, "still has errors", "4 times")
	if last := s.Requests()[3].Messages; len(last) != 4 {
		t.Errorf("all rounds are sent again: %d messages", len(last))
	}
}

func TestTheBestOfWhatCameIsShown(t *testing.T) {
	worse := strings.ReplaceAll(bad, "continue_to: done", "continue_to: nowhere")
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Says(modeltest.Fenced(worse)), modeltest.Says(modeltest.Fenced(bad)),
		modeltest.Says("I am sorry."), modeltest.Says(modeltest.Fenced(worse)))
	if a := generated(t, s); a.YAML != bad {
		t.Errorf("got %s", a.YAML)
	}
}

func TestWarningsAreMendedOnceAndThenLeft(t *testing.T) {
	turn := modeltest.Says(modeltest.Fenced(doubtful))
	s := modeltest.Start(t, modeltest.OpenAI(), turn, turn)
	if a := generated(t, s); a.YAML != doubtful || a.Problem != nil || a.Rounds != 2 {
		t.Errorf("got %+v", a)
	}

	// given that the person's own workflow has the warning already: it is not the model's to mend
	s = modeltest.Start(t, modeltest.OpenAI(), modeltest.Says(modeltest.Fenced(strings.Replace(doubtful, "Expenses", "Costs", 1))))
	q := expenses
	q.CurrentYAML = doubtful
	if a, err := ask(s).Generate(t.Context(), q, nil); err != nil || a.Rounds != 1 || a.Problem != nil {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestNonsenseIsShownAndNeverEmpty(t *testing.T) {
	const nonsense = "As a poem:\n\x1b[31mRoses are red\x1b[0m"
	turn := modeltest.Says(nonsense)
	s := modeltest.Start(t, modeltest.OpenAI(), turn, turn, turn, turn)

	a := generated(t, s)

	refused(t, a.Problem, workflow.CodeModelAnswer, "no workflow")
	if a.YAML != "As a poem:\n[31mRoses are red[0m" || a.Raw != a.YAML {
		t.Errorf("what came is shown as %q", a.YAML)
	}
	if told := s.Requests()[1].Messages[3].Content; !strings.Contains(told, "no workflow in that answer") {
		t.Errorf("it was told %q", told)
	}
}

func TestACutStreamIsAskedAgain(t *testing.T) {
	whole := modeltest.Fenced(good)
	half := whole[:len(whole)/2]
	for name, turn := range map[string]modeltest.Turn{
		"dropped": modeltest.Cuts(half), "without its end": modeltest.Stops(half, "length"), "given up": modeltest.GivesUp(half, "overloaded"),
		"dropped at once": modeltest.Drops(), "nothing": modeltest.Says(""),
	} {
		t.Run(name, func(t *testing.T) {
			s := modeltest.Start(t, modeltest.OpenAI(), turn, modeltest.Says(whole))
			if a := generated(t, s); a.YAML != good || a.Problem != nil || len(s.Requests()) != 2 || len(s.Requests()[1].Messages) != 2 {
				t.Errorf("got %+v after %d questions", a, len(s.Requests()))
			}
		})
	}
}

func TestACutStreamThatHasTheWholeWorkflowIsUsed(t *testing.T) {
	s := modeltest.Start(t, modeltest.Ollama(), modeltest.Cuts(modeltest.Fenced(good)+"\nAnd now, the"))
	if a := generated(t, s); a.YAML != good || a.Problem != nil || a.Usage.Complete {
		t.Errorf("got %+v", a)
	}
}

func TestAStreamThatIsAlwaysCutShowsWhatCame(t *testing.T) {
	whole := modeltest.Fenced(good)
	turn := modeltest.Cuts(whole[:len(whole)/2])
	s := modeltest.Start(t, modeltest.OpenAI(), turn, turn, turn, turn)

	a := generated(t, s)

	refused(t, a.Problem, workflow.CodeModelCut, "cut off")
	if a.YAML == "" || !strings.HasPrefix(good, strings.TrimSuffix(a.YAML, "\n")) {
		t.Errorf("what came is %q", a.YAML)
	}
}

func TestItStopsWhenItIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	began := make(chan struct{})
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Hangs("```yaml\nname: Exp", began))
	go func() { <-began; stop() }()

	a, err := ask(s).Generate(ctx, expenses, nil)

	if err == nil { // what came until then is shown, with why there is no more
		err = a.Problem
	}
	refused(t, err, workflow.CodeCancelled)
}

func TestItEndsInTime(t *testing.T) {
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Hangs("", nil))
	c := ask(s)
	c.Timeout = 50 * time.Millisecond
	_, err := c.Generate(t.Context(), expenses, nil)
	refused(t, err, workflow.CodeModelTimeout, "test-model", "0 seconds")
}

func TestAnAnswerIsBounded(t *testing.T) {
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Says(modeltest.Fenced(good+strings.Repeat("# more\n", 40<<10))))
	a := generated(t, s)
	if a.Problem != nil && a.Problem.Code != workflow.CodeModelFailed || len(a.YAML) > 256<<10 || len(s.Requests()) != 1 {
		t.Errorf("got %d bytes, %v", len(a.YAML), a.Problem)
	}
}

func TestCost(t *testing.T) {
	e := model.Endpoint{Price: &model.Price{Input: 2, Output: 8}}
	if dollars, known := e.Cost(model.Usage{InputTokens: 500_000, OutputTokens: 250_000, Complete: true}); !known || math.Abs(dollars-3) > 1e-9 {
		t.Errorf("it costs %v, %v", dollars, known)
	}
	if _, known := e.Cost(model.Usage{InputTokens: 1}); known {
		t.Error("a cost is known although not every round told what it took")
	}
	if _, known := (model.Endpoint{}).Cost(model.Usage{Complete: true}); known {
		t.Error("a cost is known without a price")
	}
}

func TestWhatTheModelUnderstoodIsPlaced(t *testing.T) {
	answer := modeltest.Fenced(good) + `
+ "the manager approves" -> manager_approval, nowhere: One decision.
+ "Ask for the amount" -> amount: A field.
- "purple elephants" -> done: made up
? Who pays? | Finance | The team
`
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Says(answer))
	q := expenses
	q.Description = "Geld 💶: The manager approves. Ask for the amount."
	a, err := ask(s).Generate(t.Context(), q, nil)
	if err != nil || len(a.Understood) != 3 || len(a.Unclear) != 1 {
		t.Fatalf("got %+v, %v", a, err)
	}
	first, second, third := a.Understood[0], a.Understood[1], a.Understood[2]
	if first.Text != "The manager approves" || first.From != 9 || first.To != 29 || len(first.Steps) != 1 || first.Steps[0] != "manager_approval" {
		t.Errorf("the first is %+v", first)
	}
	if second.Text != "Ask for the amount" || len(second.Fields) != 1 || third.Text != "" || third.To != 0 {
		t.Errorf("the others are %+v and %+v", second, third)
	}
	if q := a.Unclear[0]; len(q.Answers) != 2 || q.Answers[1] != "The team" {
		t.Errorf("the question is %+v", q)
	}
	explained := a.Explanation.String()
	for _, want := range []string{"Here is the workflow.", "One decision.", "? Who pays?"} {
		if !strings.Contains(explained, want) {
			t.Errorf("the explanation %q has no %q", explained, want)
		}
	}
}
