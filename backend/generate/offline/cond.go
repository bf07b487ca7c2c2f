package offline

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// interval is a stretch of numbers; its ends belong to it where they are "in".
type interval struct {
	lo, hi     float64
	loIn, hiIn bool
	loose      bool // from a phrase like between: its neighbours say to whom its ends belong
}

func (a interval) empty() bool { return a.lo > a.hi || a.lo == a.hi && (!a.loIn || !a.hiIn) }

func (a interval) meet(b interval) interval {
	c := a
	if b.lo > a.lo || b.lo == a.lo && !b.loIn {
		c.lo, c.loIn = b.lo, b.loIn
	}
	if b.hi < a.hi || b.hi == a.hi && !b.hiIn {
		c.hi, c.hiIn = b.hi, b.hiIn
	}
	return c
}

type condKind uint8

const (
	isNumber condKind = iota // a number field lies in one of reach
	isOption                 // a field has one of values, or none of them
	isFlag                   // a switch is on, or off
	isAll
	isAny
)

// cond says for which requests something is so. A nil *cond holds for all of them, &cond{kind: isAny} for none.
type cond struct {
	kind   condKind
	field  string
	reach  []interval // sorted, disjoint
	values []string
	not    bool
	parts  []*cond
}

func never() *cond { return &cond{kind: isAny} }

func (c *cond) isNever() bool {
	return c != nil && (c.kind == isAny && len(c.parts) == 0 || c.kind == isNumber && len(c.reach) == 0 || c.kind == isOption && !c.not && len(c.values) == 0)
}

func sameField(a, b *cond) bool {
	return a != nil && b != nil && a.kind == b.kind && a.kind <= isFlag && a.field == b.field
}

// either holds where a or b does.
func either(a, b *cond) *cond {
	switch {
	case a == nil || b == nil:
		return nil
	case a.isNever():
		return b
	case b.isNever():
		return a
	case sameField(a, b) && a.kind == isNumber:
		c := &cond{kind: isNumber, field: a.field, reach: unite(append(slices.Clone(a.reach), b.reach...))}
		if len(c.reach) == 1 && math.IsInf(c.reach[0].lo, -1) && math.IsInf(c.reach[0].hi, 1) {
			return nil
		}
		return c
	case sameField(a, b) && a.kind == isOption:
		return eitherOption(a, b)
	case sameField(a, b):
		if a.not != b.not {
			return nil
		}
		return a
	case implies(a, b):
		return b
	case implies(b, a):
		return a
	}
	c := &cond{kind: isAny}
	for _, part := range []*cond{a, b} {
		if part.kind == isAny {
			c.parts = append(c.parts, part.parts...)
		} else {
			c.parts = append(c.parts, part)
		}
	}
	return c
}

func eitherOption(a, b *cond) *cond {
	switch {
	case !a.not && !b.not:
		c := *a
		c.values = slices.Clone(a.values)
		for _, v := range b.values {
			if !slices.Contains(c.values, v) {
				c.values = append(c.values, v)
			}
		}
		return &c
	case a.not && b.not:
		c := *a
		c.values = slices.DeleteFunc(slices.Clone(a.values), func(v string) bool { return !slices.Contains(b.values, v) })
		if len(c.values) == 0 {
			return nil
		}
		return &c
	case b.not:
		a, b = b, a
	}
	c := *a
	c.values = slices.DeleteFunc(slices.Clone(a.values), func(v string) bool { return slices.Contains(b.values, v) })
	if len(c.values) == 0 {
		return nil
	}
	return &c
}

func unite(list []interval) []interval {
	slices.SortFunc(list, func(a, b interval) int {
		switch {
		case a.lo < b.lo, a.lo == b.lo && a.loIn && !b.loIn:
			return -1
		case a.lo > b.lo, a.lo == b.lo && b.loIn && !a.loIn:
			return 1
		}
		return 0
	})
	var out []interval
	for _, v := range list {
		if v.empty() {
			continue
		}
		if n := len(out); n > 0 {
			last := &out[n-1]
			if v.lo < last.hi || v.lo == last.hi && (v.loIn || last.hiIn) {
				if v.hi > last.hi || v.hi == last.hi && v.hiIn {
					last.hi, last.hiIn = v.hi, v.hiIn
				}
				continue
			}
		}
		out = append(out, v)
	}
	return out
}

// both holds where a and b do.
func both(a, b *cond) *cond {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.isNever() || b.isNever():
		return never()
	case sameField(a, b):
		return except(nil, either(opposite(a), opposite(b)))
	case implies(a, b):
		return a
	case implies(b, a):
		return b
	case disjoint(a, b):
		return never()
	}
	c := &cond{kind: isAll}
	for _, part := range []*cond{a, b} {
		if part.kind == isAll {
			c.parts = append(c.parts, part.parts...)
		} else {
			c.parts = append(c.parts, part)
		}
	}
	return c
}

// opposite holds where c does not.
func opposite(c *cond) *cond {
	if c == nil {
		return never()
	}
	if c.isNever() {
		return nil
	}
	switch c.kind {
	case isNumber:
		at := interval{lo: math.Inf(-1), hi: math.Inf(1)}
		o := &cond{kind: isNumber, field: c.field}
		for _, v := range c.reach {
			gap := interval{lo: at.lo, loIn: at.loIn, hi: v.lo, hiIn: !v.loIn}
			if !math.IsInf(v.lo, -1) && !gap.empty() {
				o.reach = append(o.reach, gap)
			}
			at.lo, at.loIn = v.hi, !v.hiIn
		}
		if !math.IsInf(at.lo, 1) {
			o.reach = append(o.reach, interval{lo: at.lo, loIn: at.loIn, hi: math.Inf(1)})
		}
		return o
	case isOption, isFlag:
		o := *c
		o.not = !c.not
		return &o
	case isAll:
		o := never()
		for _, part := range c.parts {
			o = either(o, opposite(part))
		}
		return o
	default:
		var o *cond
		for _, part := range c.parts {
			o = both(o, opposite(part))
		}
		return o
	}
}

// except holds where a does and b does not.
func except(a, b *cond) *cond { return both(a, opposite(b)) }

// disjoint tells whether both surely never hold at once.
func disjoint(a, b *cond) bool {
	switch {
	case a == nil || b == nil:
		return a.isNever() || b.isNever()
	case a.isNever() || b.isNever():
		return true
	case a.kind == isAll:
		return slices.ContainsFunc(a.parts, func(p *cond) bool { return disjoint(p, b) })
	case b.kind == isAll:
		return disjoint(b, a)
	case a.kind == isAny:
		return !slices.ContainsFunc(a.parts, func(p *cond) bool { return !disjoint(p, b) })
	case b.kind == isAny:
		return disjoint(b, a)
	case !sameField(a, b):
		return false
	case a.kind == isNumber:
		for _, x := range a.reach {
			for _, y := range b.reach {
				if !x.meet(y).empty() {
					return false
				}
			}
		}
		return true
	case a.kind == isFlag:
		return a.not != b.not
	case a.not && b.not:
		return false
	case a.not:
		return !slices.ContainsFunc(b.values, func(v string) bool { return !slices.Contains(a.values, v) })
	default:
		return !slices.ContainsFunc(a.values, func(v string) bool { return slices.Contains(b.values, v) != b.not })
	}
}

// implies tells whether b surely holds where a does.
func implies(a, b *cond) bool {
	if b == nil {
		return true
	}
	if a == nil {
		return false
	}
	switch b.kind {
	case isAll:
		return !slices.ContainsFunc(b.parts, func(p *cond) bool { return !implies(a, p) })
	case isAny:
		if slices.ContainsFunc(b.parts, func(p *cond) bool { return implies(a, p) }) {
			return true
		}
		return a.kind == isAny && len(a.parts) > 0 && !slices.ContainsFunc(a.parts, func(p *cond) bool { return !implies(p, b) })
	default:
		return disjoint(a, opposite(b))
	}
}

// text writes the condition as ApprovalML has it.
func (c *cond) text() string { return c.write(false) }

func (c *cond) write(inside bool) string {
	var parts []string
	joint := " or "
	switch c.kind {
	case isNumber:
		for _, v := range c.reach {
			s := reachText(c.field, v)
			if len(c.reach) > 1 && strings.Contains(s, " and ") {
				s = "(" + s + ")"
			}
			parts = append(parts, s)
		}
		if inside && len(parts) == 1 {
			return parts[0]
		}
	case isFlag:
		return c.field + " == " + strconv.FormatBool(!c.not)
	case isOption:
		if len(c.values) == 1 {
			if c.not {
				return c.field + " != '" + c.values[0] + "'"
			}
			return c.field + " == '" + c.values[0] + "'"
		}
		list := c.field + " in ['" + strings.Join(c.values, "', '") + "']"
		if c.not {
			list = c.field + " not in ['" + strings.Join(c.values, "', '") + "']"
		}
		return list
	case isAll:
		joint = " and "
		for _, p := range c.parts {
			parts = append(parts, p.write(true))
		}
	case isAny:
		for _, p := range c.parts {
			parts = append(parts, p.write(true))
		}
	}
	s := strings.Join(parts, joint)
	if inside && len(parts) > 1 {
		return "(" + s + ")"
	}
	return s
}

func reachText(field string, v interval) string {
	var parts []string
	if v.lo == v.hi {
		return field + " == " + plain(v.lo)
	}
	if !math.IsInf(v.lo, -1) {
		sign := " > "
		if v.loIn {
			sign = " >= "
		}
		parts = append(parts, field+sign+plain(v.lo))
	}
	if !math.IsInf(v.hi, 1) {
		sign := " < "
		if v.hiIn {
			sign = " <= "
		}
		parts = append(parts, field+sign+plain(v.hi))
	}
	return strings.Join(parts, " and ")
}

func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// fields lists the fields that the condition asks for.
func (c *cond) fields() []string {
	if c == nil {
		return nil
	}
	if c.kind <= isFlag {
		return []string{c.field}
	}
	var all []string
	for _, p := range c.parts {
		for _, f := range p.fields() {
			if !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	return all
}
