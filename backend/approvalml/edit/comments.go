package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// comments lists the comments of a readable text, each from its # to the end of its line without white space behind.
func comments(tree *source.Tree) []source.Span {
	c := collector{text: tree.Text.String()}
	if tree.Root != nil {
		c.walk(tree.Root)
	}
	c.upTo(len(c.text))
	return c.found
}

type collector struct {
	text  string
	at    int
	found []source.Span
}

func (c *collector) walk(n *source.Node) {
	if n.Kind == source.Scalar || n.Kind == source.Alias {
		start := max(n.Content, n.Span.Start)
		c.upTo(start)
		if end := n.Span.End; n.Style == source.Literal || n.Style == source.Folded {
			header := start + strings.IndexByte(c.text[start:]+"\n", '\n')
			c.upTo(min(header, end))
			c.at = max(c.at, end)
		} else {
			c.at = max(c.at, end)
		}
		return
	}
	for _, e := range n.Entries {
		c.walk(e.Key)
		c.walk(e.Value)
	}
	for _, item := range n.Items {
		c.walk(item)
	}
}

// upTo looks for comments between two scalars.
func (c *collector) upTo(end int) {
	for c.at < end {
		i := strings.IndexByte(c.text[c.at:end], '#')
		if i < 0 {
			c.at = end
			return
		}
		at := c.at + i
		if at > 0 && !strings.ContainsRune(" \t\r\n", rune(c.text[at-1])) && !strings.HasSuffix(c.text[:at], byteOrderMark) {
			c.at = at + 1 // part of an anchor or a tag
			continue
		}
		stop := len(c.text)
		if i := strings.IndexByte(c.text[at:], '\n'); i >= 0 {
			stop = at + i
		}
		c.found = append(c.found, source.Span{Start: at, End: at + len(strings.TrimRight(c.text[at:stop], " \t\r"))})
		c.at = stop
	}
}
