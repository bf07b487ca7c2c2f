package edit

import (
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// The codes of refusals.
const (
	Unreadable = "unreadable"  // the text is no YAML that a runtime reads
	NotThere   = "not-there"   // the path leads nowhere
	Shared     = "shared"      // the part is brought in by an alias or <<
	InUse      = "in-use"      // an alias elsewhere stands for what would vanish
	Exists     = "exists"      // the key is there already
	CannotEdit = "cannot-edit" // no safe way to write it was found
)

// Refusal tells why an edit was not made. The text is as it was.
type Refusal struct {
	Code    string     // one of the codes above
	Message words.Text // one sentence
	Hint    words.Text // what to do
}

func (r *Refusal) Error() string { return r.Message.String() }

func unreadable() *Refusal {
	return &Refusal{Unreadable, "The YAML has a problem, so nothing in it can be changed safely.", "Solve the problems of the YAML first."}
}

func notThere(path source.Path) *Refusal {
	return &Refusal{NotThere, words.F("There is no %s in this workflow.", nameOf(path)), "Look whether it was renamed or removed."}
}

func shared(path source.Path) *Refusal {
	return &Refusal{
		Shared, words.F("%s is shared by an anchor: it is written in another place.", nameOf(path)),
		"Change it where its anchor (&) stands, or write it out here.",
	}
}

func inUse(anchor string) *Refusal {
	return &Refusal{
		InUse, words.F("The part has the anchor &%s, which is used elsewhere in the workflow.", anchor),
		words.F("Write out what *%s stands for first.", anchor),
	}
}

func exists(key string) *Refusal {
	return &Refusal{Exists, words.F("The key %q is there already.", key), "Take another name, or change the one that is there."}
}

func cannotEdit(path source.Path) *Refusal {
	return &Refusal{
		CannotEdit, words.F("%s is written in a way that cannot be changed automatically.", nameOf(path)),
		"Change it in the YAML by hand.",
	}
}

func nothingWritten() *Refusal {
	return &Refusal{
		CannotEdit, "Nothing is written here.", `Write a value: "" is an empty text, null is none. To have nothing here, take the side that removed it.`,
	}
}

// noValue tells why a text is not one value.
func noValue(tree *source.Tree) *Refusal {
	r := &Refusal{CannotEdit, "This is more than one value.", "Write what shall stand in this place alone."}
	if len(tree.Problems) > 0 {
		r.Message, r.Hint = words.F("This cannot be read as a value. %s", tree.Problems[0].Message), tree.Problems[0].Hint
	}
	if r.Hint == "" {
		r.Hint = "Put a text in quotes, and check the indentation of its lines."
	}
	return r
}

func usedElsewhere(anchor string) *Refusal {
	return &Refusal{
		Shared, words.F("This has the anchor &%s, which is used elsewhere: it would change there too.", anchor),
		words.F("Take one of the sides here, then write out what *%s stands for.", anchor),
	}
}

func oddLineEndings() *Refusal {
	return &Refusal{
		CannotEdit, "The lines of this text end in an unusual way.",
		"Save the file with ordinary line endings (LF or CRLF).",
	}
}

func nameOf(path source.Path) words.Text {
	if len(path) == 0 {
		return "The document"
	}
	return words.Literal(path.String())
}
