package change

import (
	"slices"
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// meanings number what parts of documents say, so that two parts say the same when they have the same number. How they are
// written and in which order keys stand does not count; nothing (a missing part) is 0.
type meanings struct {
	numbers map[string]int
	known   map[*source.Node]int
}

func newMeanings() *meanings {
	return &meanings{numbers: map[string]int{}, known: map[*source.Node]int{}}
}

// inside is the number of a part while its own parts are numbered: what an alias inside its own anchor gets.
const inside = -1

func (m *meanings) of(n *source.Node) int {
	n = n.Resolve()
	if n == nil {
		return 0
	}
	if number, ok := m.known[n]; ok {
		return number
	}
	m.known[n] = inside
	var number int
	switch n.Kind {
	case source.Mapping:
		pairs := make([][2]int, 0, len(n.Entries))
		for _, e := range lastOfEach(n) {
			pairs = append(pairs, [2]int{m.of(e.Key), m.of(e.Value)})
		}
		number = m.mapping(n.Tag, pairs)
	case source.Sequence:
		items := make([]int, 0, len(n.Items))
		for _, item := range n.Items {
			items = append(items, m.of(item))
		}
		number = m.list(n.Tag, items)
	default:
		number = m.number("=" + strconv.Itoa(int(n.Tag)) + " " + sameText(n))
	}
	m.known[n] = number
	return number
}

// mapping is the number of a mapping with these keys and values.
func (m *meanings) mapping(tag source.Tag, pairs [][2]int) int {
	said := make([]string, 0, len(pairs))
	for _, p := range pairs {
		said = append(said, strconv.Itoa(p[0])+":"+strconv.Itoa(p[1]))
	}
	slices.Sort(said)
	return m.number("{" + strconv.Itoa(int(tag)) + " " + strings.Join(said, ","))
}

// list is the number of a list with these items.
func (m *meanings) list(tag source.Tag, items []int) int {
	said := make([]string, 0, len(items))
	for _, i := range items {
		said = append(said, strconv.Itoa(i))
	}
	return m.number("[" + strconv.Itoa(int(tag)) + " " + strings.Join(said, ","))
}

func (m *meanings) number(said string) int {
	number, ok := m.numbers[said]
	if !ok {
		number = len(m.numbers) + 1
		m.numbers[said] = number
	}
	return number
}

// lastOfEach is what a runtime sees of a mapping: of two entries with one key, the last.
func lastOfEach(n *source.Node) []source.Entry {
	all := n.All()
	at := make(map[string]int, len(all))
	for i, e := range all {
		at[e.Key.Resolve().Value] = i
	}
	if len(at) == len(all) {
		return all
	}
	var last []source.Entry
	for i, e := range all {
		if at[e.Key.Resolve().Value] == i {
			last = append(last, e)
		}
	}
	return last
}

// sameText makes two spellings of one value one.
func sameText(n *source.Node) string {
	switch n.Tag {
	case source.Null:
		return ""
	case source.Bool:
		switch strings.ToLower(n.Value) {
		case "yes", "on", "true":
			return "true"
		}
		return "false"
	case source.Int, source.Float:
		if number, ok := source.Number(n.Value); ok && number < 1e15 && number > -1e15 {
			return strconv.FormatFloat(number, 'g', -1, 64)
		}
	case source.Binary:
		return strings.Join(strings.Fields(n.Value), "")
	default:
	}
	return n.Value
}
