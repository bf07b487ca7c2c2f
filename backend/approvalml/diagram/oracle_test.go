package diagram_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	yaml "go.yaml.in/yaml/v3"
)

// oracle says what a text must mean after an edit, and which of its lines may be other ones then. It knows nothing of how
// edits are made: it reads YAML with another reader, and counts lines by how they are indented.
type oracle struct {
	root    *yaml.Node
	process *yaml.Node // the root, or what stands below approval_process
	lines   []string
	loose   map[int]bool // lines that may vanish or change, from 1
	blank   map[int]bool // blank lines beside what vanishes: one group of them may go with it
	fresh   []*yaml.Node // what is new, each with its key: [key, value]
	stay    int          // 1 when not all of the blank lines may go
	again   int          // lines that are written anew in place of another one

	parcel []string // lines that are moved: they stand together somewhere
}

func newOracle(t *testing.T, text string) *oracle {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("the text before is not YAML: %v\n%s", err, text)
	}
	o := &oracle{root: doc.Content[0], process: doc.Content[0], lines: strings.SplitAfter(text, "\n"), loose: map[int]bool{}, blank: map[int]bool{}}
	if nested := get(o.root, "approval_process"); nested != nil {
		o.process = nested
	}
	return o
}

// get is the value of a key, nil when there is none.
func get(m *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		if m == nil || m.Kind != yaml.MappingNode {
			return nil
		}
		i := at(m, key)
		if i < 0 {
			return nil
		}
		m = m.Content[i+1]
	}
	return m
}

// at is where a key stands in Content, -1 when it does not.
func at(m *yaml.Node, key string) int {
	for i := 0; m != nil && m.Kind == yaml.MappingNode && i < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return i
		}
	}
	return -1
}

func word(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }

func affirmed() *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"} }

func mapping(pairs ...any) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for i := 0; i < len(pairs); i += 2 {
		m.Content = append(m.Content, word(pairs[i].(string)), pairs[i+1].(*yaml.Node))
	}
	return m
}

func sequence(items ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: items}
}

// says writes what a node says, in order, without how it is written.
func says(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode, yaml.SequenceNode:
		var parts []string
		for _, c := range n.Content {
			parts = append(parts, says(c))
		}
		return n.ShortTag() + "(" + strings.Join(parts, " ") + ")"
	default:
		return fmt.Sprintf("%s%q", n.ShortTag(), n.Value)
	}
}

// region is the lines of an entry or item by their indentation: those below its first line that are deeper than it.
func (o *oracle) region(first *yaml.Node, dash bool) (from, to int) {
	column := first.Column - 1
	if dash {
		column = strings.Index(o.lines[first.Line-1], "-")
	}
	from, to = first.Line, first.Line
	for line := from + 1; line <= len(o.lines); line++ {
		text := strings.TrimRight(o.lines[line-1], " \r\n")
		bare := strings.TrimLeft(text, " ")
		indent := len(text) - len(bare)
		if bare == "" {
			continue
		}
		if indent < column || indent == column && (dash || !strings.HasPrefix(bare, "- ")) {
			break
		}
		to = line
	}
	return from, to
}

// leadOf is the first of the comment lines right above a line that are indented as it is.
func (o *oracle) leadOf(line int) int {
	indent := func(n int) int { return len(o.lines[n-1]) - len(strings.TrimLeft(o.lines[n-1], " ")) }
	for line > 1 && strings.HasPrefix(strings.TrimSpace(o.lines[line-2]), "#") && indent(line-1) == indent(line) {
		line--
	}
	return line
}

func (o *oracle) isBlank(line int) bool {
	return line >= 1 && line <= len(o.lines) && strings.TrimSpace(o.lines[line-1]) == ""
}

// gone says that lines vanish, with the comments above and one group of blank lines beside them.
func (o *oracle) gone(from, to int) {
	from = o.leadOf(from)
	for line := from; line <= to; line++ {
		o.loose[line] = true
	}
	above, below := from-1, to+1
	for ; o.isBlank(above); above-- {
		o.blank[above] = true
	}
	for ; o.isBlank(below); below++ {
		o.blank[below] = true
	}
	if above < from-1 && below > to+1 && below <= len(o.lines) {
		o.stay = 1
	}
}

// rewritten says that the line of an entry is written anew.
func (o *oracle) rewritten(key *yaml.Node) {
	if from, _ := o.region(key, false); !o.loose[from] {
		o.loose[from] = true
		o.again++
	}
}

// set puts a scalar in the place of the value of a key, or a new entry where it is not there.
func (o *oracle) set(m *yaml.Node, key string, value *yaml.Node, index int) {
	if i := at(m, key); i >= 0 {
		if says(m.Content[i+1]) != says(value) {
			o.rewritten(m.Content[i])
			if m.Content[i+1].Kind != yaml.ScalarNode {
				from, to := o.region(m.Content[i], false)
				for line := from; line <= to; line++ {
					o.loose[line] = true
				}
			}
		}
		m.Content[i+1] = value
		return
	}
	o.insert(m, key, value, index)
}

// insert puts in a new entry so that it is the one with the index.
func (o *oracle) insert(m *yaml.Node, key string, value *yaml.Node, index int) {
	m.Content = slices.Insert(m.Content, 2*index, word(key), value)
	o.added(m, "", value)
}

// insertItem puts an item behind all others.
func (o *oracle) insertItem(list, item *yaml.Node) {
	list.Content = append(list.Content, item)
	o.added(list, "-", item)
}

func (o *oracle) added(to *yaml.Node, mark string, value *yaml.Node) {
	if to.Style&yaml.FlowStyle != 0 {
		if !o.loose[to.Line] {
			o.loose[to.Line] = true
			o.again++
		}
		return
	}
	o.fresh = append(o.fresh, &yaml.Node{Content: []*yaml.Node{word(mark), value}})
}

// behind is the index behind the last entry of which this is true, or the end.
func behind(m *yaml.Node, is func(key string) bool) int {
	for i := len(m.Content) - 2; i >= 0; i -= 2 {
		if is(m.Content[i].Value) {
			return i/2 + 1
		}
	}
	return len(m.Content) / 2
}

// remove takes an entry out.
func (o *oracle) remove(m *yaml.Node, key string) {
	i := at(m, key)
	if i < 0 {
		return
	}
	if m.Content[i].Line > 0 {
		o.gone(o.region(m.Content[i], false))
	}
	m.Content = slices.Delete(m.Content, i, i+2)
}

// removeItem takes an item out of a list.
func (o *oracle) removeItem(list *yaml.Node, i int) {
	o.gone(o.region(list.Content[i], true))
	list.Content = slices.Delete(list.Content, i, i+1)
}

// renameTo gives an entry another key, and a value.
func (o *oracle) renameTo(m *yaml.Node, from, to string, value *yaml.Node) {
	i := at(m, from)
	o.rewritten(m.Content[i])
	m.Content[i].Value, m.Content[i+1] = to, value
}

// check compares a text with what the oracle said.
func (o *oracle) check(after string) error {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(after), &doc); err != nil {
		return fmt.Errorf("the text is no YAML any more: %w", err)
	}
	if got, want := says(doc.Content[0]), says(o.root); got != want {
		same := 0
		for same < min(len(got), len(want)) && got[same] == want[same] {
			same++
		}
		from := max(same-100, 0)
		return fmt.Errorf("it says\n…%.300s\nand not\n…%.300s", got[from:], want[from:])
	}
	kept := 0
	lines := strings.SplitAfter(after, "\n")
	next := 0
	for i, line := range o.lines {
		if o.loose[i+1] || o.blank[i+1] {
			continue
		}
		kept++
		for next < len(lines) && lines[next] != line {
			next++
		}
		if next == len(lines) {
			return fmt.Errorf("line %d is not there any more, or changed: %q", i+1, line)
		}
		next++
	}
	least, most := o.again+o.stay, o.again+len(o.blank)
	for _, entry := range o.fresh {
		n := linesOf(doc.Content[0], o.root, entry, lines)
		least, most = least+n, most+n+1 // with a blank line where its siblings have one between them
	}
	if !strings.Contains(after, strings.TrimRight(strings.Join(o.parcel, ""), "\r\n")) {
		return fmt.Errorf("what was moved does not stand together: %q", o.parcel)
	}
	if got := len(lines) - kept; got < least || got > most {
		return fmt.Errorf("%d lines are new, and %d to %d were to be", got, least, most)
	}
	return nil
}

// linesOf is how many lines a new entry has: found in the text as it is now by where it stands in what was expected.
func linesOf(now, expected, entry *yaml.Node, lines []string) int {
	key, value := entry.Content[0], entry.Content[1]
	_, begin := find(now, expected, value)
	if begin == nil {
		return 0
	}
	from, to := (&oracle{lines: lines}).region(begin, key.Value == "-")
	return to - from + 1
}

// find is the node at the place of another one, and the key or item that it begins with.
func find(now, expected, node *yaml.Node) (found, begin *yaml.Node) {
	for i, c := range expected.Content {
		if i >= len(now.Content) {
			return nil, nil
		}
		if c == node {
			begin = now.Content[i]
			if expected.Kind == yaml.MappingNode {
				begin = now.Content[i-1]
			}
			return now.Content[i], begin
		}
		if found, begin = find(now.Content[i], c, node); found != nil {
			return found, begin
		}
	}
	return nil, nil
}
