package model

import (
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/generate"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// answer is the best attempt as a proposal.
func (r *run) answer(problem *workflow.Error) Answer {
	a := r.best
	doc := model.Read(a.yaml)
	understood, unclear, prose := said(a.rest, r.question.Description, doc)
	p := generate.Proposal{
		YAML: a.yaml, Changed: a.yaml != r.question.CurrentYAML,
		Explanation: explanation(prose, understood, unclear), Understood: understood, Unclear: unclear,
	}
	return Answer{Proposal: p, Raw: a.raw, Rounds: r.rounds, Usage: r.usage, Problem: problem}
}

// explanation is what a model says of its workflow, a line each: its words are a stranger's, in whatever language it chose.
func explanation(prose string, understood []generate.Understood, unclear []generate.Unclear) words.Text {
	var lines []string
	if prose != "" {
		lines = append(lines, prose)
	}
	for _, u := range understood {
		if u.Text == "" {
			lines = append(lines, "+ "+u.Meaning.String())
		} else {
			lines = append(lines, strconv.Quote(u.Text)+": "+u.Meaning.String())
		}
	}
	for _, u := range unclear {
		lines = append(lines, "? "+u.Question.String())
	}
	if len(lines) == 0 {
		return ""
	}
	return words.Literal(strings.Join(lines, "\n") + "\n")
}
