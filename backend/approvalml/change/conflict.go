package change

import (
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Conflict is a place where both sides changed the same thing, each in another way.
type Conflict struct {
	// Path leads to the place in base, with the names that either side gave to steps and fields; when base lacks it, to where
	// mine has it, with the key of a list's item for its index. It is empty for a clash of lines in a text that cannot be read.
	Path               source.Path
	What               words.Text // what it is: "the approver of Manager review"
	Base, Mine, Theirs *string    // as written, at the left; nil when it is not there
	Words              words.Text // both sides in one sentence
	MineWords          words.Text // what I did: "You set the approver of Manager review to ann@example.com"
	TheirsWords        words.Text
	// Both is what TakeBoth would write; nil where both sides did not each add something of their own.
	Both *string
	// Decision is how it is settled; nil while it is open, and the text has mine. Refusal says why the decision that was given
	// for it cannot be taken; it is open then.
	Decision *Decision
	Refusal  *edit.Refusal
	// Line and EndLine are where the text has it, key or dash included, from 1; 0 where it has not.
	Line, EndLine int
}

// Choice is whose side is taken in a conflict.
type Choice uint8

// The choices.
const (
	TakeMine Choice = iota
	TakeTheirs
	TakeBoth // what both added to base, mine first; only where Conflict.Both says so
	TakeEdit // what a person wrote
)

// Decision settles a conflict.
type Decision struct {
	Take Choice
	// Text is of TakeEdit the value in YAML, with its lines indented as Conflict shows those of either side, or as the document
	// has them. For a clash of lines it is these lines.
	Text string
}

// Open is the number of conflicts that wait for a decision.
func (r Result) Open() int {
	open := 0
	for _, c := range r.Conflicts {
		if c.Decision == nil {
			open++
		}
	}
	return open
}

// deed says what a side did to a part: who it was, what the part is called, whether it was there, and how it is now.
func deed(who, what words.Text, was, is *source.Node, text func(*source.Node) words.Text) words.Text {
	switch {
	case is == nil:
		return words.F("%s removed %s", who, what)
	case is.Is(source.Scalar):
		return words.F("%s set %s to %s", who, what, text(is))
	case was == nil:
		return words.F("%s added %s", who, what)
	default:
		return words.F("%s changed %s", who, what)
	}
}

const (
	me   words.Text = "You"
	they words.Text = "They"
)

func (c *Conflict) say(what, mine, theirs words.Text) {
	c.What, c.MineWords, c.TheirsWords = what, mine, theirs
	c.Words = words.F("%s; %s.", mine, words.Small(theirs))
}
