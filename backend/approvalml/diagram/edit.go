package diagram

import (
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Edit is one thing that somebody changes in a diagram. Do says what; the other fields are those that it takes.
type Edit struct {
	Do string

	Step string // the step that is changed; of connect and remove_way the one that the way leads from
	Way  string // the id of a way; of connect also on_<outcome>, choice or default for a new one; of add_step empty for the main way
	To   string // a step, or the new id; empty where a way ends the workflow

	Type, Name string // of the new step
	After      string // the step that the new one comes behind; empty for the first place

	Key, Value string  // name, description, type, timeout or strategy, and what it is set to
	Condition  *string // of a choice; nil for one that is left as it is
	Choice     int     // its index, from 0
	Place      int     // where the choice goes
	Before     string  // the step that another one is put in front of; empty for the last place

	How, Who string // approver, dynamic_approver or role, and who that is
	Index    int    // of an approver, from 0
}

// The edits.
const (
	AddStep        = "add_step"
	Connect        = "connect"
	RemoveWay      = "remove_way"
	RemoveStep     = "remove_step"
	RenameStep     = "rename_step"
	Set            = "set"
	SetCondition   = "set_condition"
	MoveChoice     = "move_choice"
	MoveStep       = "move_step"
	AddApprover    = "add_approver"
	SetApprover    = "set_approver"
	RemoveApprover = "remove_approver"
)

// Result is what an edit comes to.
type Result struct {
	Edits  []source.Edit // of the text, the smallest that do it
	Select string        // the step to look at now; empty when there is none
}

// Apply says how the text is changed for an edit. The error is an *edit.Refusal, and nothing is changed then.
func Apply(doc *model.Document, e Edit) (Result, error) {
	if !doc.Tree.Readable() || doc.Process == nil {
		return Result{}, unreadable()
	}
	do := acts[e.Do]
	if do == nil {
		return Result{}, cannot(words.F("The diagram cannot do %s.", quote.Marked(e.Do)), "Change the text instead.")
	}
	p := newPen(doc)
	selected := do(p, e)
	edits, err := p.done()
	if err != nil {
		return Result{}, err
	}
	return Result{edits, selected}, nil
}

// acts change a document, and give the step to look at then.
var acts = map[string]func(p *pen, e Edit) (selected string){
	AddStep: (*pen).addStep, Connect: (*pen).connect, RemoveWay: (*pen).removeWay, RemoveStep: (*pen).removeStep,
	RenameStep: (*pen).renameStep, Set: (*pen).setKey, SetCondition: (*pen).setCondition, MoveChoice: (*pen).moveChoice,
	MoveStep: (*pen).moveStep, AddApprover: (*pen).addApprover, SetApprover: (*pen).setApprover, RemoveApprover: (*pen).removeApprover,
}

// known is a step that can be changed: it is there, and has keys.
func (p *pen) known(id string) *model.Step {
	s := p.doc.Step(id)
	switch {
	case s == nil:
		p.refuse(noStep(id))
		return nil
	case s.Node == nil:
		p.refuse(cannot(words.F("The step %s has no keys, so there is nothing to change in it.", quote.Marked(id)), "Write its name and type in the text first."))
		return nil
	}
	return s
}
