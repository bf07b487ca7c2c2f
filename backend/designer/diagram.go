package designer

import (
	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Diagram shows a text as steps with ways between them, whatever it is.
func (Language) Diagram(yaml string) (Diagram, error) {
	if err := checkLength(yaml); err != nil {
		return Diagram{}, err
	}
	return diagramOf(yaml), nil
}

func diagramOf(yaml string) Diagram {
	report := approvalml.Check(yaml)
	return presentDiagram(report.Document.Tree.Text, diagram.Of(report.Document, report.Diagnostics))
}

// Step tells all about one step. CodeStepNotFound when there is none with the id.
func (Language) Step(yaml, id string) (StepDetail, error) {
	if err := checkLength(yaml); err != nil {
		return StepDetail{}, err
	}
	report := approvalml.Check(yaml)
	detail, ok := diagram.DetailOf(report.Document, report.Diagnostics, id)
	if !ok {
		return StepDetail{}, &workflow.Error{
			Code: workflow.CodeStepNotFound, Message: words.F("There is no step %s.", quote.Marked(id)),
			Hint: "Choose one of the steps of the diagram.",
		}
	}
	return presentDetail(report.Document.Tree.Text, &detail), nil
}

// EditDiagram says how a text is changed for what somebody does in its diagram: the smallest edits. CodeCannotEdit.
func (Language) EditDiagram(yaml string, edit DiagramEdit) (DiagramChange, error) {
	if err := checkLength(yaml); err != nil {
		return DiagramChange{}, err
	}
	doc := model.Read(yaml)
	result, err := diagram.Apply(doc, edit.asked())
	if err != nil {
		return DiagramChange{}, refused(err)
	}
	return DiagramChange{presentEdits(doc.Tree.Text, result.Edits), result.Select}, nil
}
