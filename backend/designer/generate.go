package designer

import (
	"strings"

	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/generate/offline"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// maxDescription bounds a description with its context, in bytes.
const maxDescription = 256 << 10

// Generate proposes a workflow for a description in plain words, or, with a current YAML, a change of that. It works without a model and without a network, and stores
// nothing. CodeInvalidRequest for an empty description, CodeTooLarge for one above 256 KiB, CodeModelNotFound when a model is
// asked for.
func (l Language) Generate(input GenerateRequest) (Generated, error) {
	if err := checkGenerate(input); err != nil {
		return Generated{}, err
	}
	request := asked(input)
	if input.CurrentYAML != "" {
		p := offline.Refine(request)
		answer := l.presentProposal(p)
		answer.Success = answer.Success && p.Changed
		return answer, nil
	}
	return l.presentProposal(offline.Generate(request)), nil
}

func checkGenerate(input GenerateRequest) error {
	if err := checkLength(input.CurrentYAML); err != nil {
		return err
	}
	switch size := len(input.Description) + len(input.AdditionalContext); {
	case input.Model != "":
		return &workflow.Error{
			Code: workflow.CodeModelNotFound, Message: words.F("There is no model %s.", quote.Marked(input.Model)),
			Hint: "Leave the model away: workflows are made without one.",
		}
	case strings.TrimSpace(input.Description) == "":
		return &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: "The description is empty.",
			Hint: "Say in plain words who asks for what, and who approves.",
		}
	case size > maxDescription:
		return &workflow.Error{
			Code: workflow.CodeTooLarge, Message: "The description is larger than 256 KiB.", Hint: "Describe one process at a time.",
		}
	}
	return nil
}
