package designer

import (
	"workflow-designer/backend/approvalml/form"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/workflow"
)

// Form gives the form of a text as a screen draws it. Of a text that is no YAML it is what could be read, and says so.
func (Language) Form(yaml string) (Form, error) {
	doc, _, err := read(yaml, Caret{})
	if err != nil {
		return Form{}, err
	}
	return presentForm(doc.Tree.Text, form.Read(doc)), nil
}

// EvaluateForm works out what a person sees of the form when it holds these values, and what is still wrong with them.
// CodeStepNotFound when the step is none that shows the form to somebody.
func (Language) EvaluateForm(yaml string, question FormQuestion) (FormEvaluation, error) {
	doc, _, err := read(yaml, Caret{})
	if err != nil {
		return FormEvaluation{}, err
	}
	f := form.Read(doc)
	if question.Step != "" && f.Step(question.Step) == nil {
		return FormEvaluation{}, &workflow.Error{
			Code: workflow.CodeStepNotFound, Message: "No step of this name shows the form to anybody.",
			Hint: "Name a step at which somebody decides, or none for the person who makes the request.",
		}
	}
	return f.Evaluate(question.Data, form.View{Step: question.Step, Ended: question.Ended}), nil
}

// FormQuestion says what a form holds and who looks at it.
type FormQuestion struct {
	Data  map[string]any `json:"data"`  // by field; a field that is not there has its default value
	Step  string         `json:"step"`  // empty: the person who makes the request
	Ended bool           `json:"ended"` // the workflow has ended; no step
}

// FormEvaluation is what a person sees of a form that holds certain values.
type FormEvaluation = form.Evaluation

// Form is a form with its places in the text.
type Form struct {
	*form.Form
	Fields   []FormField   `json:"fields"`
	Sections []FormSection `json:"sections"`
	Header   *FormZone     `json:"header"`
	Footer   *FormFooter   `json:"footer"`
}

// FormField is a field with the place of its name.
type FormField struct {
	form.Field
	Select  TextRange   `json:"select"`
	Columns []FormField `json:"columns"`
}

// FormSection is a section with the place of its id.
type FormSection struct {
	form.Section
	Select TextRange `json:"select"`
}

// FormZone is a zone whose own fields have their places.
type FormZone struct {
	*form.Zone
	Fields []FormField `json:"fields"`
}

// FormFooter is a footer whose zone has the places of its fields.
type FormFooter struct {
	*form.Footer
	Zone *FormZone `json:"zone"`
}

func presentForm(text *source.Text, f *form.Form) Form {
	answer := Form{Form: f, Fields: presentFields(text, f.Fields), Sections: []FormSection{}, Header: presentZone(text, f.Header)}
	for _, s := range f.Sections {
		answer.Sections = append(answer.Sections, FormSection{s, rangeOf(text, s.Select)})
	}
	if f.Footer != nil {
		answer.Footer = &FormFooter{f.Footer, presentZone(text, f.Footer.Zone)}
	}
	return answer
}

func presentZone(text *source.Text, zone *form.Zone) *FormZone {
	if zone == nil {
		return nil
	}
	return &FormZone{zone, presentFields(text, zone.Fields)}
}

func presentFields(text *source.Text, fields []form.Field) []FormField {
	list := make([]FormField, 0, len(fields))
	for _, f := range fields {
		list = append(list, FormField{f, rangeOf(text, f.Select), presentFields(text, f.Columns)})
	}
	return list
}
