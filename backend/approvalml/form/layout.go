package form

import (
	"regexp"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

func (f *Form) readLayout(layout *source.Node) {
	for _, item := range layout.Get("sections").List() {
		item = item.Resolve()
		if !item.Is(source.Mapping) {
			continue
		}
		s := Section{
			ID: written(item.Get("id")), Title: strings.TrimSpace(written(item.Get("title"))), Description: written(item.Get("description")),
			Initial: truth(item.Get("initial")),
		}
		s.Select = source.Span{Start: item.Span.Start, End: item.Span.Start}
		if id := item.Get("id").Resolve(); id != nil {
			s.Select = id.Span
		}
		s.Hidden, s.HiddenWhen = readHidden(item.Get("hidden"))
		looks := []*source.Node{item.Get("fields"), layout.Get("fields")}
		s.Block = Block{Lines: readLines(item.Get("grid"), looks), Widths: texts(item.Get("column_widths"))}
		if item.Get("grid").IsNull() && !item.Get("columns").IsNull() {
			s.ByColumns, s.Lines = true, readLines(item.Get("columns"), looks)
		}
		f.Sections = append(f.Sections, s)
	}
}

// readLines reads lists of field names. How a field looks is said by the first of the looks that says it.
func readLines(list *source.Node, looks []*source.Node) [][]Cell {
	lines := [][]Cell{}
	for _, item := range list.List() {
		line := []Cell{}
		for _, name := range texts(item) {
			cell := Cell{Field: name}
			for i := len(looks) - 1; i >= 0; i-- {
				cell.Look = over(readLook(looks[i].Get(name)), cell.Look)
			}
			line = append(line, cell)
		}
		if len(line) > 0 {
			lines = append(lines, line)
		}
	}
	return lines
}

// over is the look that says what the upper says, else what the lower says.
func over(upper, lower Look) Look {
	first := func(a, b string) string {
		if a != "" {
			return a
		}
		return b
	}
	return Look{
		first(upper.Align, lower.Align), first(upper.VAlign, lower.VAlign), first(upper.Span, lower.Span),
		first(upper.LabelPosition, lower.LabelPosition), upper.BottomBorder || lower.BottomBorder,
	}
}

// blockKey are the keys of a zone that arrange fields; several of a kind have numbers behind them.
var blockKey = regexp.MustCompile(`^(grid|columns?)([0-9]*)$`)

// readZone reads a header or footer made of fields; nil when there is none.
func readZone(n *source.Node) *Zone {
	if n = n.Resolve(); !n.Is(source.Mapping) {
		return nil
	}
	zone := &Zone{Title: written(n.Get("title")), Fields: []Field{}, Blocks: []Block{}}
	for _, item := range n.Get("fields").List() {
		item = item.Resolve()
		if named := item.Get("name").Resolve(); named.Is(source.Scalar) {
			zone.Fields = append(zone.Fields, readField(named.Value, named, item))
		}
	}
	for _, e := range n.All() {
		key := blockKey.FindStringSubmatch(written(e.Key))
		if key == nil {
			continue
		}
		block := Block{ByColumns: key[1] != "grid", Lines: readLines(e.Value, nil), Widths: []string{}}
		if block.ByColumns {
			block.Widths = widthsOf(n, key[1], key[2])
		}
		if len(block.Lines) > 0 {
			zone.Blocks = append(zone.Blocks, block)
		}
	}
	if len(zone.Blocks) == 0 {
		return nil
	}
	return zone
}

// widthsOf are the widths that belong to a block of columns, by the number behind its key.
func widthsOf(zone *source.Node, key, number string) []string {
	for _, name := range []string{"column_widths" + number, "column" + number + "_widths", "column" + number + "_width", key + number + "_widths"} {
		if list := texts(zone.Get(name)); len(list) > 0 {
			return list
		}
	}
	return []string{}
}

// readFooter reads what stands below the form; nil when there is nothing.
func readFooter(n *source.Node) *Footer {
	const desktop, tablet, mobile = 3, 2, 1 // unless said otherwise
	footer := &Footer{Items: []FooterItem{}}
	for _, item := range n.Get("items").List() {
		item = item.Resolve()
		if !item.Is(source.Mapping) {
			continue
		}
		content := item.Get("content")
		found := FooterItem{
			Type: word(item.Get("type")), Text: strings.TrimSpace(written(content)), Legend: []Option{},
			Colspan: max(countOr(1, item.Get("colspan")), 1), Align: word(item.Get("align")), VAlign: word(item.Get("valign")),
		}
		for _, e := range content.All() {
			found.Legend = append(found.Legend, Option{written(e.Key), written(e.Value)})
		}
		footer.Items = append(footer.Items, found)
	}
	if len(footer.Items) == 0 {
		if footer.Zone = readZone(n); footer.Zone == nil {
			return nil
		}
	}
	columns := n.Get("columns")
	within := func(otherwise int, n *source.Node) int {
		const mostColumns = 12
		return min(max(countOr(otherwise, n), 1), mostColumns)
	}
	footer.Desktop = within(desktop, columns.Get("desktop"))
	footer.Tablet, footer.Mobile = within(tablet, columns.Get("tablet")), within(mobile, columns.Get("mobile"))
	return footer
}

// blocks are all arrangements: of the sections, then of the zones.
func (f *Form) blocks() []Block {
	var all []Block
	for _, s := range f.Sections {
		all = append(all, s.Block)
	}
	return append(all, f.zoneBlocks()...)
}

func (f *Form) zoneBlocks() []Block {
	var all []Block
	if f.Header != nil {
		all = append(all, f.Header.Blocks...)
	}
	if f.Footer != nil && f.Footer.Zone != nil {
		all = append(all, f.Footer.Zone.Blocks...)
	}
	return all
}

// each visits the names in a block.
func (b Block) each(visit func(name string)) {
	for _, line := range b.Lines {
		for _, cell := range line {
			visit(cell.Field)
		}
	}
}

// unplaced are the fields of the form without a place.
func (f *Form) unplaced() []string {
	placed := map[string]bool{}
	for _, block := range f.blocks() {
		block.each(func(name string) { placed[name] = true })
	}
	rest := []string{}
	for _, field := range f.Fields {
		if !placed[field.Name] {
			rest = append(rest, field.Name)
		}
	}
	return rest
}
