package analysis

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// checkConditions reads the conditions of all steps, and then the choices of each split together.
func (c *checker) checkConditions() {
	for _, step := range c.doc.Steps {
		if step.Node == nil {
			continue
		}
		if step.While.Is(source.Scalar) && !step.While.IsNull() {
			c.checkWhile(step.While)
		}
		if len(step.Choices) > 0 {
			c.checkChoices(step)
		}
	}
}

// checkWhile takes into account that the condition of a loop may be JSONata instead: a lone = and functions with a dollar
// sign are right there.
func (c *checker) checkWhile(node *source.Node) {
	text := strings.ReplaceAll(node.Value, "${", "")
	if _, bad := condition.Parse(node.Value); bad != nil &&
		(strings.Contains(text, "$") || strings.Contains(text, "=") && !strings.Contains(text, "==")) {
		return
	}
	c.checkCondition(node)
}

// checkChoices compares the choices of a split with each other, as far as they have no findings of their own.
func (c *checker) checkChoices(step *model.Step) {
	expressions := make([]*condition.Expression, len(step.Choices))
	constant := make([]bool, len(step.Choices))
	sound := true
	for i, choice := range step.Choices {
		if choice.Condition == nil {
			sound = false
			continue
		}
		expression, problems := c.checkCondition(choice.Condition)
		expressions[i] = expression
		for _, p := range problems {
			if p.Kind == condition.AlwaysTrue || p.Kind == condition.AlwaysFalse {
				constant[i] = true
			} else {
				expressions[i] = nil // it may mean anything
			}
		}
		sound = sound && expressions[i] != nil
	}
	caught := !step.Node.Get("default").IsNull()
	if !c.names.sure || caught && len(expressions) == 1 { // a choice alone was looked at already
		return
	}
	coverage := condition.Cover(expressions, c.names.condition)
	for _, dead := range coverage.Dead {
		if !constant[dead.Index] {
			c.addDead(step.Choices[dead.Index].Condition, dead)
		}
	}
	if sound && !caught {
		c.addGap(step, coverage)
	}
}

func (c *checker) addDead(node *source.Node, dead condition.DeadChoice) {
	span, _ := decode(c.doc.Tree, node).span(0, len(node.Value))
	if dead.Contradiction {
		c.add(diagnostic.ConditionNeverTrue, node, span, "No values satisfy this condition.", "Change it, or delete the choice.", nil)
		return
	}
	numbers := make([]string, len(dead.By))
	for i, by := range dead.By {
		numbers[i] = fmt.Sprint(by + 1)
	}
	message := words.F("Choice %s takes everything that this choice could have.", numbers[0])
	if last := len(numbers) - 1; last > 0 {
		message = words.F("Choices %s and %s take everything that this choice could have.", strings.Join(numbers[:last], ", "), numbers[last])
	}
	c.add(diagnostic.ChoiceNeverWins, node, span, message,
		"Move the narrower choice up, or change or delete this one.", nil)
}

func (c *checker) addGap(step *model.Step, coverage condition.Coverage) {
	choices := step.Node.Entry("choices")
	at := choices.Key
	switch {
	case coverage.Gap != nil:
		message := words.F("When %s, no choice of %q holds, and there is no default.", coverage.Gap.Words, step.ID)
		if coverage.Gap.Words == "" {
			message = words.F("There are values for which no choice of %q holds, and there is no default.", step.ID)
		}
		c.add(diagnostic.GapWithoutDefault, at, at.Span, message, "Add a default, or a choice that takes these values.", nil)
	case !coverage.Exact:
		c.add(diagnostic.SplitWithoutDefault, at, at.Span,
			words.F("It cannot be told whether the choices of %q cover every request.", step.ID), "Add a default for what is left.", nil)
	}
}

// checkCondition reads one condition, which is nil when it cannot be parsed, and says what is wrong with it.
func (c *checker) checkCondition(node *source.Node) (*condition.Expression, []condition.Problem) {
	expression, bad := condition.Parse(node.Value)
	if bad != nil {
		where := decode(c.doc.Tree, node)
		span, _ := where.span(bad.Span.Start, bad.Span.End)
		hint := bad.Hint
		if hint == "" {
			hint = "Write a condition such as amount > 1000 and category == 'travel'."
		}
		c.add(diagnostic.ConditionSyntax, node, span, bad.Message, hint, mendSyntax(where))
		return nil, nil
	}
	if !c.names.sure {
		return expression, nil
	}
	problems := expression.Check(c.names.condition)
	if len(problems) > 0 {
		where := decode(c.doc.Tree, node)
		for _, p := range problems {
			c.addProblem(where, p)
		}
	}
	return expression, problems
}

var problemCodes = map[condition.ProblemKind]diagnostic.Code{
	condition.UnknownField: diagnostic.UnknownFieldInCondition, condition.UnknownColumn: diagnostic.UnknownColumn,
	condition.UnknownFunction: diagnostic.UnknownFunction, condition.TypeMismatch: diagnostic.TypeMismatch,
	condition.UnknownOption: diagnostic.UnknownOption, condition.AlwaysTrue: diagnostic.ConditionAlwaysTrue,
	condition.AlwaysFalse: diagnostic.ConditionNeverTrue,
}

func (c *checker) addProblem(where decoded, p condition.Problem) {
	from, to := p.Span.Start, p.Span.End
	value := where.node.Value
	if to-from >= 2 && p.Kind == condition.UnknownOption && (value[from] == '\'' || value[from] == '"') && value[to-1] == value[from] {
		from, to = from+1, to-1
	}
	span, exact := where.span(from, to)
	hint := p.Hint
	var fix *diagnostic.Fix
	if p.Kind == condition.TypeMismatch {
		fix = c.withoutQuotes(where, p)
	} else if near, ok := c.guess(p.Name, c.candidates(where.node.Value, p)); ok {
		hint = words.F("Did you mean %s?", near)
		if _, bad := condition.Parse(value[:from] + near + value[to:]); exact && value[from:to] == p.Name && bad == nil {
			fix = c.replace(where.node, span, near)
		}
	}
	if hint == "" {
		hint = "Change the condition."
		if p.Kind == condition.UnknownField {
			hint = "Name one of the form's fields; a text stands in quotes."
		}
	}
	c.add(problemCodes[p.Kind], where.node, span, p.Message, hint, fix)
}

// functions that conditions know, as candidates for a wrong name.
var functions = []string{"abs", "bool", "float", "int", "len", "max", "min", "round", "str", "sum"}

// candidates are the names that the one of a problem could have been meant as.
func (c *checker) candidates(text string, p condition.Problem) []string {
	switch p.Kind {
	case condition.UnknownField:
		return c.names.values
	case condition.UnknownColumn:
		expression, _ := condition.Parse(text)
		for _, name := range expression.Names() {
			if name.Span.Start <= p.Span.Start && p.Span.End <= name.Span.End {
				return slices.Sorted(maps.Keys(c.names.condition[name.Path[0]].Columns))
			}
		}
	case condition.UnknownFunction:
		return functions
	case condition.UnknownOption:
		return c.optionsNear(text, p)
	default:
	}
	return nil
}

// optionsNear are the options of the field that stands nearest to a wrong one in the condition.
func (c *checker) optionsNear(text string, p condition.Problem) []string {
	expression, _ := condition.Parse(text)
	var options []string
	closest := len(text) + 1
	for _, name := range expression.Names() {
		field, known := c.names.condition[name.Path[0]]
		if known && len(name.Path) > 1 {
			field = field.Columns[name.Path[1]]
		}
		far := max(p.Span.Start-name.Span.End, name.Span.Start-p.Span.End)
		if field.Options != nil && !slices.Contains(field.Options, p.Name) && far < closest {
			options, closest = field.Options, far
		}
	}
	return options
}
