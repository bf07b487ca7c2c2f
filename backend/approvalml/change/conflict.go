package change

import (
	"fmt"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Conflict is a place where both sides changed the same thing, each in another way.
type Conflict struct {
	// Path leads to the place in base, with the names that either side gave to steps and fields; when base lacks it, to where
	// mine has it, with the key of a list's item for its index. It is empty for a clash of lines in a text that cannot be read.
	Path               source.Path
	Base, Mine, Theirs *string // as written; nil when it is not there
	Words              string  // both sides in one sentence
	MineWords          string  // what I did: "You set the approver of Manager review to ann@example.com"
	TheirsWords        string
}

// Choice is how a conflict is resolved.
type Choice uint8

// The choices.
const (
	TakeMine Choice = iota
	TakeTheirs
)

// deed says in words what a side did to a part: what it is called, whether it was there, and how it is now.
func deed(who, what string, was, is *source.Node, text func(*source.Node) string) string {
	switch {
	case is == nil:
		return fmt.Sprintf("%s removed %s", who, what)
	case is.Is(source.Scalar):
		return fmt.Sprintf("%s set %s to %s", who, what, text(is))
	case was == nil:
		return fmt.Sprintf("%s added %s", who, what)
	default:
		return fmt.Sprintf("%s changed %s", who, what)
	}
}

func both(mine, theirs string) string {
	return mine + "; " + strings.ToLower(theirs[:1]) + theirs[1:] + "."
}
