package diagram

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// addStep puts a new step into a way: it takes over what the way led to.
func (p *pen) addStep(e Edit) string {
	if typeNames[e.Type] == "" || instead[e.Type] != "" {
		p.refuse(cannot(words.F("There is no type of steps %s.", quote.Marked(e.Type)), "Choose one of the types of steps."))
		return ""
	}
	name := strings.Join(strings.Fields(e.Name), " ")
	if name == "" {
		name = TypeName(e.Type).String()
	}
	id := p.freshID(name)
	if e.After == "" {
		next := ""
		if start := p.doc.Start(); start != nil {
			next = start.ID
		}
		p.write(id, p.newStep(e.Type, name, next), "")
		return id
	}
	after := p.known(e.After)
	if after == nil {
		return ""
	}
	if after.Type == "end" && len(after.Ways) == 0 {
		p.refuse(cannot("Nothing comes after an end.", "Put the step into a way that leads to the end."))
		return ""
	}
	way := mainWay(after)
	if e.Way != "" {
		if way = wayOf(after, e.Way); way == nil {
			p.refuse(noWay(after.ID))
			return ""
		}
	}
	next := ""
	if way != nil && !way.Ends {
		next = way.To.Name
	}
	p.write(id, p.newStep(e.Type, name, next), after.ID)
	if way != nil {
		p.lead(p.action(after, way), way.Kind, id)
	} else {
		p.newAction(after, mainKey(after), id)
	}
	return id
}

// instead are the former words for types.
var instead = map[string]string{"approval": "decision", "notification_only": "notification"}

// write puts a step right behind another one, or in front of all when that is empty.
func (p *pen) write(id string, step part, after string) {
	before, steps := "", p.find(p.workflow()).Resolve()
	for i, e := range entriesOf(steps) {
		if after == "" {
			before = e.Key.Value
			break
		}
		if e.Key.Resolve().Value == after && i+1 < len(steps.Entries) {
			before = steps.Entries[i+1].Key.Value
		}
	}
	p.insert(p.workflow(), before, id, step)
}

func entriesOf(n *source.Node) []source.Entry {
	if n == nil {
		return nil
	}
	return n.Entries
}

// freshID makes an id of a name, in small letters, that no step has.
func (p *pen) freshID(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			b.WriteRune(r)
		case r == '\'' || r == '’': // it's
		case !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	id := strings.Trim(b.String(), "_")
	const most = 60
	if runes := []rune(id); len(runes) > most {
		id = strings.TrimRight(string(runes[:most]), "_")
	}
	if first := []rune(id + "0")[0]; !unicode.IsLetter(first) || isWord(id) {
		id = strings.TrimRight("step_"+id, "_")
	}
	free := id
	for n := 2; p.doc.Step(free) != nil; n++ {
		free = id + "_" + strconv.Itoa(n)
	}
	return free
}

// isWord tells whether a text alone means something else to YAML, at least for some loaders.
func isWord(text string) bool {
	return slices.Contains([]string{"null", "true", "false", "yes", "no", "on", "off", "y", "n"}, text)
}

// mainKeys are the keys of ways that a request takes when all goes well, the most usual first.
var mainKeys = []string{"on_approve", "on_complete", "default"}

// mainWay is the way that a request takes when all goes well; nil when there is none.
func mainWay(s *model.Step) *model.Way {
	for _, key := range mainKeys {
		if w := wayOf(s, key); w != nil {
			return w
		}
	}
	for i := range s.Ways {
		switch w := &s.Ways[i]; {
		case w.Kind == model.Again, w.Key == "on_reject", w.Key == "on_timeout", w.Key == "on_failure":
		default:
			return wayOf(s, wayID(s.ID, w))
		}
	}
	return nil
}

// mainKey is the key of the main way for a step that has none.
func mainKey(s *model.Step) string {
	switch {
	case analysis.Decides(s):
		return "on_approve"
	case s.Type == "conditional_split":
		return "default"
	default:
		return "on_complete"
	}
}

// removeStep takes a step out; what led to it goes on to where its main way went.
func (p *pen) removeStep(e Edit) string {
	gone := p.doc.Step(e.Step)
	switch {
	case gone == nil:
		p.refuse(noStep(e.Step))
		return ""
	case len(p.doc.Steps) == 1:
		p.refuse(cannot("This is the only step, and a workflow needs one.", "Add another step first."))
		return ""
	}
	next := ""
	if w := mainWay(gone); w != nil && !w.Ends && w.To.Name != gone.ID && p.doc.Step(w.To.Name) != nil {
		next = w.To.Name
	}
	for _, s := range p.doc.Steps {
		if s == gone || p.doc.Step(s.ID) != s {
			continue
		}
		for i := range s.Ways {
			if w := &s.Ways[i]; w.To.Node != nil && w.To.Name == gone.ID {
				p.leadOn(s, w, next)
			}
		}
	}
	begins := p.doc.Start() == gone
	p.remove(p.step(gone.ID))
	if begins && next != "" {
		p.move(p.step(next), 0)
	}
	p.forget(gone.ID, next)
	return next
}

// leadOn lets a way that led to a step which goes lead to the next one.
func (p *pen) leadOn(s *model.Step, w *model.Way, next string) {
	at := p.action(s, w)
	switch {
	case w.Ends: // it names the step all the same
		p.remove(at.With(source.Key(continueTo)))
	case next == "" && w.Kind == model.ByChoice:
		p.refuse(cannot(words.F("A choice of %s leads to this step, and a choice must lead to one.", quote.Marked(s.ID)),
			"Let the choice lead to another step first."))
	case next == "" && w.Kind == model.Again:
		p.remove(at)
	default:
		p.lead(at, w.Kind, next)
	}
}

// forget takes a step out of the settings.
func (p *pen) forget(id, next string) {
	settings := p.doc.Process.Path().With(source.Key("settings"))
	for _, key := range []string{"timeout", "sla_defaults"} {
		p.drop(settings.With(source.Key(key), source.Key(id)))
	}
	rules := settings.With(source.Key("escalation"))
	for i := len(p.find(rules).List()) - 1; i >= 0; i-- {
		rule := rules.With(source.Index(i))
		to := rule.With(source.Key(continueTo))
		switch {
		case textOf(p.find(rule).Get("step")) == id:
			p.drop(rule)
		case textOf(p.find(to)) != id:
		case next == "":
			p.drop(to)
		default:
			p.set(to, p.rewritten(continueTo, p.find(to), next))
		}
	}
}

// drop takes a setting out when it is there, and with it what would be left empty.
func (p *pen) drop(setting source.Path) {
	above := func() *source.Node { return p.find(setting[:len(setting)-1]) }
	if last := setting[len(setting)-1]; !last.IsIndex && above().Entry(last.Key) == nil {
		return
	}
	for least := len(p.doc.Process.Path()) + 1; len(setting) > least && len(above().All())+len(above().List()) == 1; {
		setting = setting[:len(setting)-1]
	}
	p.remove(setting)
}

// renameStep gives a step another id, in all places.
func (p *pen) renameStep(e Edit) string {
	s := p.doc.Step(e.Step)
	if s == nil {
		p.refuse(noStep(e.Step))
		return ""
	}
	key := s.Key.Resolve()
	at := key.Content
	if key.Style == source.SingleQuoted || key.Style == source.DoubleQuoted {
		at++
	}
	edits, err := assist.Rename(p.doc, at, e.To)
	if err != nil {
		p.refuse(err)
		return ""
	}
	p.series.Make(edits)
	p.want = sayingOf(p.series.Tree().Root) // Rename has looked at what it comes to
	return strings.TrimSpace(e.To)
}

// moveStep puts a step in front of another one in the text, or behind all.
func (p *pen) moveStep(e Edit) string {
	if p.doc.Step(e.Step) == nil {
		p.refuse(noStep(e.Step))
		return ""
	}
	if e.Before != "" && p.doc.Step(e.Before) == nil {
		p.refuse(noStep(e.Before))
		return ""
	}
	steps := p.find(p.workflow()).Resolve()
	place := func(id string) int {
		return slices.IndexFunc(steps.Entries, func(e source.Entry) bool { return e.Key.Resolve().Value == id })
	}
	from, to := place(e.Step), len(steps.Entries)
	if e.Before != "" {
		to = place(e.Before)
	}
	if from < 0 || to < 0 {
		p.refuse(&edit.Refusal{Code: edit.Shared, Message: "The step is brought in from another place of the text.", Hint: "Move it in the text."})
		return ""
	}
	if to > from {
		to--
	}
	if to != from {
		p.move(p.step(e.Step), to)
	}
	return e.Step
}
