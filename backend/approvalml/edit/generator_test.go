package edit_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

// generator makes readable documents in random styles, with numbered comments.
type generator struct {
	*rand.Rand
	b        strings.Builder
	notes    int
	names    int
	anchors  []string // finished ones, which an alias can name
	step     int
	list     int
	comments bool
}

func newGenerator(seed uint64) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 1))}
}

var note = regexp.MustCompile(`# note \d+`)

// commentsIn lists the generator's comments.
func commentsIn(text string) []string { return note.FindAllString(text, -1) }

func (g *generator) one(of ...string) string { return of[g.IntN(len(of))] }

func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

func (g *generator) write(parts ...string) {
	for _, p := range parts {
		g.b.WriteString(p)
	}
}

func (g *generator) note() string {
	g.notes++
	return fmt.Sprintf("# note %d", g.notes)
}

func (g *generator) document() string {
	g.b.Reset()
	g.anchors = nil
	g.step = g.number(2, 2, 2, 4, 3)
	g.list = g.number(0, 2, 2, g.step)
	g.comments = g.chance(80)
	mark := g.chance(10)
	if g.chance(20) {
		g.write("---", g.behind(), "\n")
	}
	if g.chance(8) {
		g.write(g.flow(3, 0), g.behind(), "\n")
	} else {
		g.mapping(0, 4, false)
	}
	if g.chance(15) {
		g.write("...", g.behind(), "\n")
	}
	text := g.b.String()
	if g.chance(25) && !strings.HasSuffix(text, "\n\n") {
		text = strings.TrimSuffix(text, "\n")
	}
	if g.chance(40) {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if mark {
		text = "\ufeff" + text
	}
	return text
}

func (g *generator) number(of ...int) int { return of[g.IntN(len(of))] }

// behind is what may stand behind a value on its line.
func (g *generator) behind() string {
	switch {
	case g.comments && g.chance(20):
		return g.one(" ", "  ") + g.note()
	case g.chance(5):
		return "  "
	}
	return ""
}

// between writes what may stand above an entry in a column.
func (g *generator) between(column int) {
	if g.chance(25) {
		g.write("\n")
	}
	for g.comments && g.chance(20) {
		g.write(strings.Repeat(" ", column), g.note(), "\n")
		if g.chance(20) {
			g.write("\n")
		}
	}
}

func (g *generator) key() string {
	g.names++
	name := fmt.Sprintf("%s%d", g.one("k", "name", "größe", "请", "on_"), g.names)
	switch g.IntN(8) {
	case 0:
		return `"` + name + `"`
	case 1:
		return "'" + name + "'"
	}
	return name
}

// mapping writes a block mapping; its first key is on the line of a dash when behind is set.
func (g *generator) mapping(column, depth int, behindDash bool) {
	for i := range 1 + g.IntN(4) {
		if i > 0 || !behindDash {
			if i > 0 || column > 0 {
				g.between(column)
			}
			g.write(strings.Repeat(" ", column))
		}
		g.write(g.key(), g.one("", "", "", " "), ":")
		g.value(column, depth-1, false)
		if g.comments && g.chance(8) {
			g.write(strings.Repeat(" ", column+1), g.note(), "\n")
		}
	}
}

func (g *generator) items(column, depth int, behindDash bool) {
	for i := range 1 + g.IntN(4) {
		if i > 0 || !behindDash {
			g.between(column)
			g.write(strings.Repeat(" ", column))
		}
		g.write("-")
		g.value(column, depth-1, true)
	}
}

// value writes what stands behind a colon or a dash, line ending included.
func (g *generator) value(column, depth int, inItem bool) {
	kind := g.IntN(14)
	if depth <= 0 {
		kind = g.IntN(9)
	}
	margin := strings.Repeat(" ", column+g.step)
	anchor := ""
	if g.chance(8) {
		g.names++
		anchor = fmt.Sprintf("a%d", g.names)
		if kind < 9 && kind != 8 {
			g.write(" &", anchor)
		}
	}
	switch {
	case kind < 4:
		g.write(" ", g.scalar(false), g.behind(), "\n")
	case kind == 4 && anchor == "" && len(g.anchors) > 0:
		g.write(" *", g.anchors[g.IntN(len(g.anchors))], g.behind(), "\n")
	case kind == 4:
		g.write(g.behind(), "\n")
	case kind == 5:
		g.write(" ", g.one("one\n"+margin+"two", "\"one\n\n"+margin+" two\"", "'one\n"+margin+"two'"), g.behind(), "\n")
	case kind == 6:
		g.blockScalar(column)
	case kind <= 8:
		if kind == 8 {
			anchor = ""
		}
		g.write(" ", g.flow(2, column+1), g.behind(), "\n")
	case kind <= 11 && inItem && g.chance(80):
		g.write(" ")
		g.mapping(column+2, depth, true)
		anchor = ""
	case kind <= 11:
		if anchor != "" {
			g.write(" &", anchor)
		}
		g.write(g.behind(), "\n")
		g.mapping(column+g.step, depth, false)
	case inItem:
		g.write(" ")
		g.items(column+2, depth, true)
		anchor = ""
	default:
		if anchor != "" {
			g.write(" &", anchor)
		}
		g.write(g.behind(), "\n")
		g.items(column+g.list, depth, false)
	}
	if anchor != "" {
		g.anchors = append(g.anchors, anchor)
	}
}

func (g *generator) blockScalar(column int) {
	indent := g.step
	g.write(" ", g.one("|", ">"))
	first := ""
	if g.chance(20) {
		g.write(fmt.Sprint(indent))
		first = g.one("", " ")
	}
	ending := g.one("", "", "-", "+")
	g.write(ending, g.behind(), "\n")
	margin := strings.Repeat(" ", column+indent)
	g.write(margin, first, g.one("text", "- a: b", "请假 # no comment"), "\n")
	for range g.IntN(3) {
		g.write(g.one("\n", margin+"  deeper\n", margin+"line: x\n"))
	}
	g.write(margin, "last\n")
	if ending == "+" && g.chance(50) {
		g.write("\n")
	}
}

func (g *generator) scalar(flow bool) string {
	if flow {
		return g.one("1", "x y", "true", "'it''s'", `"a, b"`, "null", "2.5", `"tab\t"`, "weiß")
	}
	return g.one("1", "x y", "a, b [c]", "true", "'it''s'", `"q # \" uote"`, "~", "1.50", "2024-01-31", "${form.x}", "请假", "!!str 12", "yes")
}

// flow writes a collection in brackets, sometimes over several lines.
func (g *generator) flow(depth, column int) string {
	braces := g.chance(50) || column == 0
	lines := column > 0 && g.chance(15)
	n := g.IntN(4)
	if column == 0 {
		n++
	}
	pad := g.one("", " ")
	var parts []string
	for range n {
		value := g.scalar(true)
		if depth > 0 && g.chance(25) {
			value = g.flow(depth-1, -1)
		}
		if braces {
			key := g.key()
			switch g.IntN(8) {
			case 0:
				value = key
			case 1:
				value = key + ": "
			default:
				value = key + ": " + value
			}
		}
		parts = append(parts, value)
	}
	open, shut := "[", "]"
	if braces {
		open, shut = "{", "}"
	}
	if n == 0 {
		return open + pad + shut
	}
	last := g.one("", "", "", ",")
	if !lines {
		return open + pad + strings.Join(parts, g.one(", ", ",  ")) + last + pad + shut
	}
	var b strings.Builder
	b.WriteString(open + g.behind() + "\n")
	margin := strings.Repeat(" ", column+2)
	for i, p := range parts {
		b.WriteString(margin + p)
		if i < n-1 || last != "" {
			b.WriteString(",")
		}
		b.WriteString(g.behind() + "\n")
	}
	return b.String() + margin + shut
}
