package jsonata

import (
	"math"

	"workflow-designer/backend/words"
)

// most bounds what one evaluation may look at and build, in values and bytes.
const most = 1 << 20

// missing is what a name gives that is not there. It is not null.
type missing struct{}

// Evaluate gives the value of the expression on values as encoding/json decodes them: nil, bool, float64, string, []any
// and map[string]any. Found is false where JSONata gives nothing at all, as for a name that is not there.
func (e *Expression) Evaluate(on any) (value any, found bool, err *Error) {
	ev := &evaluator{top: on}
	result := ev.value(e.root, on)
	if ev.bad != nil {
		return nil, false, ev.bad
	}
	if _, none := result.(missing); none {
		return nil, false, nil
	}
	return result, true, nil
}

// Holds is JSONata's truth of Evaluate: nothing, null, zero and what is empty do not hold.
func (e *Expression) Holds(on any) (bool, *Error) {
	value, found, err := e.Evaluate(on)
	return found && truth(value), err
}

// evaluator walks over an expression once. After the first failure, bad is set and values mean nothing.
type evaluator struct {
	top  any
	used int
	bad  *Error
}

func (ev *evaluator) fail(n *node, message words.Text) any {
	if ev.bad == nil {
		ev.bad = &Error{At: n.at, Message: message}
	}
	return missing{}
}

// spend tells whether there is room for so many values or bytes more.
func (ev *evaluator) spend(n *node, amount int) bool {
	ev.used += amount + 1
	if ev.used > most && ev.bad == nil {
		ev.bad = &Error{At: n.at, Message: "This looks at too many values.", Beyond: true}
	}
	return ev.bad == nil
}

func (ev *evaluator) value(n *node, on any) any {
	if !ev.spend(n, 0) {
		return missing{}
	}
	switch n.kind {
	case literal:
		return n.value
	case context:
		return on
	case top:
		return ev.top
	case name:
		return one(ev.lookUp(n, on), n.keeps)
	case path:
		return ev.path(n, on)
	case filter:
		return ev.filter(n, on)
	case negative:
		return ev.negative(n, on)
	case operator:
		return ev.operate(n, on)
	case choice:
		if truth(ev.value(n.kids[0], on)) {
			return ev.value(n.kids[1], on)
		}
		if len(n.kids) == 3 {
			return ev.value(n.kids[2], on)
		}
		return missing{}
	case call:
		return ev.call(n, on)
	case array:
		return ev.array(n, on)
	}
	return ev.fail(n, "This is not understood.")
}

// many is a value that consists of several, as paths give it.
type many []any

// one is what several come to: nothing, the only one, or a list.
func one(value any, keeps bool) any {
	list, ok := value.(many)
	switch {
	case !ok:
		if _, none := value.(missing); keeps && !none {
			if _, isList := value.([]any); !isList {
				return []any{value}
			}
		}
		return value
	case len(list) == 0:
		return missing{}
	case len(list) == 1 && !keeps:
		return list[0]
	default:
		return []any(list)
	}
}

// lookUp finds a key in an object, or in each of a list.
func (ev *evaluator) lookUp(n *node, on any) any {
	switch holder := on.(type) {
	case map[string]any:
		if value, found := holder[n.text]; found {
			return value
		}
	case []any:
		var found many
		for _, item := range holder {
			if !ev.spend(n, 0) {
				return missing{}
			}
			found = append(found, flat(one(ev.lookUp(n, item), false))...)
		}
		return found
	}
	return missing{}
}

// flat are the parts of a list, or the value alone; of nothing there are none.
func flat(value any) []any {
	switch v := value.(type) {
	case missing:
		return nil
	case []any:
		return v
	}
	return []any{value}
}

func (ev *evaluator) path(n *node, on any) any {
	items := flat(ev.value(n.kids[0], on))
	var found many
	for _, item := range items {
		value := ev.value(n.kids[1], item)
		if list, ok := value.([]any); ok && len(items) == 1 {
			return list
		}
		if n.kids[1].kind == array {
			found = append(found, value)
			continue
		}
		parts := flat(value)
		if !ev.spend(n, len(parts)) {
			return missing{}
		}
		found = append(found, parts...)
	}
	return one(found, n.keeps)
}

func (ev *evaluator) filter(n *node, on any) any {
	items := flat(ev.value(n.kids[0], on))
	predicate := n.kids[1]
	if index, ok := predicate.value.(float64); ok && predicate.kind == literal {
		at := int(math.Floor(min(max(index, -most), most)))
		if at < 0 {
			at += len(items)
		}
		if at < 0 || at >= len(items) {
			return missing{}
		}
		return one(many{items[at]}, n.keeps)
	}
	var found many
	for i, item := range items {
		if kept(ev.value(predicate, item), i, len(items)) {
			found = append(found, item)
		}
	}
	return one(found, n.keeps)
}

// kept tells whether a filter lets an item through: by its number, counted from either end, or because it holds.
func kept(by any, i, of int) bool {
	numbers := flat(by)
	for _, number := range numbers {
		at, ok := number.(float64)
		if !ok {
			return truth(by)
		}
		if at = math.Floor(at); at == float64(i) || at+float64(of) == float64(i) {
			return true
		}
	}
	return false
}

func (ev *evaluator) negative(n *node, on any) any {
	switch v := ev.value(n.kids[0], on).(type) {
	case missing:
		return v
	case float64:
		return -v
	}
	return ev.fail(n, "A minus can stand before a number only.")
}

func (ev *evaluator) array(n *node, on any) any {
	list := []any{}
	for _, kid := range n.kids {
		value := ev.value(kid, on)
		if kid.kind == array {
			list = append(list, value)
			continue
		}
		parts := flat(value)
		if !ev.spend(n, len(parts)) {
			return missing{}
		}
		list = append(list, parts...)
	}
	return list
}

// truth is JSONata's: nothing, null, zero and what is empty are false; a list is true when one of it is.
func truth(value any) bool {
	switch v := value.(type) {
	case bool:
		return v
	case float64:
		return v != 0
	case string:
		return v != ""
	case []any:
		for _, item := range v {
			if truth(item) {
				return true
			}
		}
		return false
	case map[string]any:
		return len(v) > 0
	}
	return false
}
