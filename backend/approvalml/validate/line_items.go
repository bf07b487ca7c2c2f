package validate

import (
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// maxRows is the most rows that line items may have.
const maxRows = 100

func (c *checker) lineItems(n *source.Node, kind string, p place) {
	c.onlyFor(n, "header_groups", "line_items", kind)
	c.onlyFor(n, "blank_rows", "line_items", kind)
	if kind != "line_items" {
		return
	}
	columns, isList := itemsOf(n.Get("item_fields"))
	switch e := n.Entry("item_fields"); {
	case e == nil:
		c.report(headOf(n, p), finding{
			code: diagnostic.NoColumns, message: "Line items without item_fields have no columns.", hint: "Add item_fields.", absent: true,
		})
	case e.Value.IsNull() || isList && len(columns) == 0:
		c.report(at(e), finding{
			code: diagnostic.EmptyColumns, message: "There must be at least one column in item_fields.",
			hint: "Add a column: an item with name, type and label.", absent: e.Value.IsNull(),
		})
	}
	c.rows(n)
	c.headerGroups(n, len(columns))
}

// rows checks how many rows there may be.
func (c *checker) rows(n *source.Node) {
	least, hasLeast := c.count(n, "min_items")
	if hasLeast && least < 0 {
		c.report(at(n.Entry("min_items")), finding{
			code: diagnostic.OutOfRange, message: "min_items must be 0 or more.", hint: "Write 0 or more, or remove the key.",
		})
	}
	most, hasMost := c.count(n, "max_items")
	if !hasMost {
		return
	}
	e := n.Entry("max_items")
	switch {
	case n.Get("min_items").IsNull():
		c.reportKey(at(e), finding{
			code: diagnostic.MaxWithoutMin, message: "max_items needs min_items beside it: the public parser compares the two, and fails without.",
			hint: "Add min_items, such as 0.", fix: c.leastItems(n), absent: true,
		})
	case hasLeast && most < least:
		c.report(at(e), finding{
			code: diagnostic.OutOfRange, message: words.F("max_items is %d, less than min_items, which is %d.", most, least),
			hint: "Write a larger max_items, or a smaller min_items.",
		})
	case most > maxRows:
		c.report(at(e), finding{
			code: diagnostic.OutOfRange, message: words.F("max_items is %s, but at most %d rows are allowed.", quote.Short(e.Value.Resolve().Value), maxRows),
			hint: words.F("Write %d or less.", maxRows), fix: c.changeToNumber(e.Value, maxRows),
		})
	}
}

// leastItems adds min_items, unless it is there without a value.
func (c *checker) leastItems(n *source.Node) *diagnostic.Fix {
	if n.Entry("min_items") != nil {
		return nil
	}
	return c.insertValue(n, "min_items", edit.Integer(0), "0")
}

func (c *checker) count(n *source.Node, key string) (int64, bool) {
	value := n.Get(key).Resolve()
	if value.IsNull() || value.Kind != source.Scalar {
		return 0, false
	}
	return integerOf(value)
}

func (c *checker) headerGroups(n *source.Node, columns int) {
	e := n.Entry("header_groups")
	if e == nil {
		return
	}
	groups, ok := itemsOf(e.Value)
	if !ok {
		return
	}
	total := int64(0)
	for _, group := range groups {
		span, known := int64(1), true
		if isGroup(group) && group.Resolve().Entry("span") != nil {
			span, known = c.count(group.Resolve(), "span")
		}
		if !known || span < 1 || span > 1<<32 {
			return // reported already, or far too much
		}
		total += span
	}
	if total != int64(columns) {
		c.reportKey(at(e), finding{
			code:    diagnostic.HeaderSpans,
			message: words.F("The headings cover %d columns, but there are %d in item_fields.", total, columns),
			hint:    "Change the spans until they add up to the number of columns.", absent: true,
		})
	}
}
