package change

import (
	"strings"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// Whole is the conflict about two texts as a whole.
func Whole(base, mine, theirs string) Conflict {
	c := Conflict{Base: &base, Mine: &mine, Theirs: &theirs}
	c.say("the text", "You changed the text", "They changed the text")
	return c
}

// wholly is the decision for what has no path: the one for the empty path, or the side that all others take.
func wholly(decisions map[string]Decision) *Decision {
	if d, ok := decisions[""]; ok {
		return &d
	}
	var all *Decision
	for _, d := range decisions {
		if d.Take > TakeTheirs || all != nil && all.Take != d.Take {
			return nil
		}
		all = &d
	}
	return all
}

// mergeLines merges texts by lines. When sound, the result must be readable; else all of it is one conflict.
func mergeLines(base, mine, theirs string, sound bool, decisions map[string]Decision) Result {
	d := wholly(decisions)
	readable := func(r Result) bool { return !sound || len(source.Read(r.Text).Problems) == 0 }
	pieces := stretches(base, mine, theirs)
	open := byLines(pieces, nil)
	if !readable(open) {
		whole := byLines([]stretch{{base, mine, theirs}}, d)
		whole.Conflicts[0].say("the text", "You changed the text", "They changed the text")
		return whole
	}
	if d == nil {
		return open
	}
	decided := byLines(pieces, d)
	switch {
	case readable(decided):
		return decided
	case d.Take == TakeTheirs:
		decided.Text = theirs
		for i := range decided.Conflicts {
			decided.Conflicts[i].Line, decided.Conflicts[i].EndLine = 0, 0
		}
		return decided
	default:
		for i := range open.Conflicts {
			open.Conflicts[i].Refusal = &edit.Refusal{
				Code: edit.Unreadable, Message: "With these lines the text could not be read any more.", Hint: "Check their indentation and quotes.",
			}
		}
		return open
	}
}

// byLines puts the stretches together; d settles those that both sides changed.
func byLines(pieces []stretch, d *Decision) Result {
	var text strings.Builder
	var conflicts []Conflict
	clashes := 0
	for _, s := range pieces {
		if _, ok := s.one(); !ok {
			clashes++
		}
	}
	line := 1
	for _, s := range pieces {
		one, ok := s.one()
		if !ok {
			c := Conflict{Base: &s.base, Mine: &s.mine, Theirs: &s.theirs}
			c.say("these lines", "You changed these lines", "They changed these lines")
			one = s.settled(&c, d, clashes)
			if one != "" {
				c.Line, c.EndLine = line, line+len(lines(one))-1
			}
			conflicts = append(conflicts, c)
		}
		text.WriteString(one)
		line += strings.Count(one, "\n")
	}
	return Result{Text: text.String(), Conflicts: conflicts}
}

// settled is what stands in the place of lines that both sides changed, one of so many such places.
func (s stretch) settled(c *Conflict, d *Decision, places int) string {
	switch {
	case d == nil:
		return s.mine
	case d.Take == TakeBoth:
		c.Refusal = notBoth()
		return s.mine
	case d.Take == TakeEdit && places > 1:
		c.Refusal = &edit.Refusal{
			Code: edit.CannotEdit, Message: "Several groups of lines wait, and one text cannot take the place of all.",
			Hint: "Take one of the sides, then change the lines in the editor.",
		}
		return s.mine
	case d.Take == TakeEdit && strings.TrimSpace(d.Text) == "" && strings.TrimSpace(s.mine+s.theirs) != "":
		c.Refusal = &edit.Refusal{
			Code: edit.CannotEdit, Message: "Nothing is written here.", Hint: "Take the side that removed these lines, or write some.",
		}
		return s.mine
	}
	c.Decision = d
	switch d.Take {
	case TakeTheirs:
		return s.theirs
	case TakeEdit:
		one := endingIn(d.Text, source.NewText(s.mine+s.theirs).LineEnding())
		if strings.HasSuffix(s.mine+s.theirs, "\n") && !strings.HasSuffix(one, "\n") {
			one += source.NewText(s.mine + s.theirs).LineEnding()
		}
		return one
	default:
		return s.mine
	}
}
