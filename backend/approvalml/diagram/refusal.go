package diagram

import (
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/words"
)

func cannot(message, hint words.Text) *edit.Refusal {
	return &edit.Refusal{Code: edit.CannotEdit, Message: message, Hint: hint}
}

func unreadable() *edit.Refusal {
	return &edit.Refusal{
		Code: edit.Unreadable, Message: "The text has a mistake, so the diagram cannot be changed safely.", Hint: "Solve the problems of the YAML first.",
	}
}

func noStep(id string) *edit.Refusal {
	return &edit.Refusal{
		Code: edit.NotThere, Message: words.F("There is no step %s.", quote.Marked(id)), Hint: "Choose one of the steps of the diagram.",
	}
}

func noWay(id string) *edit.Refusal {
	return &edit.Refusal{
		Code: edit.NotThere, Message: words.F("There is no way out of %s like this one.", quote.Marked(id)), Hint: "Choose one of the ways that leave the step.",
	}
}

func sharedPart() *edit.Refusal {
	return &edit.Refusal{
		Code: edit.Shared, Message: "An anchor shares this part with another place of the text, which would change as well.",
		Hint: "Write out in the text what the alias (*) stands for.",
	}
}
