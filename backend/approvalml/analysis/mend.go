package analysis

import (
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// replace is the fix that writes another word in the place of a part of a scalar. There is none when the word would end the
// condition's quotes or the variable that it stands in.
func (c *checker) replace(node *source.Node, span source.Span, word string) *diagnostic.Fix {
	e, ok := edit.Inside(c.doc.Tree, node, span, word)
	if !ok || !staysItself(word) {
		return nil
	}
	return changeTo(word, e)
}

// staysItself tells whether a word means itself inside of quotes and variables.
func staysItself(word string) bool {
	return word != "" && !strings.ContainsAny(word, "'\"\\{}\r\n\t") && strings.TrimSpace(word) == word
}

// replaceScalar is the fix that writes another word in the place of a whole scalar, in its quotes.
func (c *checker) replaceScalar(node *source.Node, word string) *diagnostic.Fix {
	e, ok := edit.Reword(c.doc.Tree, node, edit.Text(word))
	if !ok {
		return nil
	}
	return changeTo(word, e)
}

func changeTo(word string, e source.Edit) *diagnostic.Fix {
	return &diagnostic.Fix{Title: words.F("Change to \"%s\"", word), Edits: []source.Edit{e}}
}

// addBehind is the fix that adds an entry behind another one of the same mapping. There is none where an anchor shares
// the mapping with other parts, or the entry comes from one.
func (c *checker) addBehind(mapping *source.Node, behind string, title words.Text, key string, v edit.Value) *diagnostic.Fix {
	entry := mapping.Entry(behind)
	if entry == nil || mapping.Anchor != "" {
		return nil
	}
	for i := range mapping.Entries {
		if &mapping.Entries[i] != entry {
			continue
		}
		if edits, ok := edit.Add(c.doc.Tree, mapping, i+1, key, v); ok {
			return &diagnostic.Fix{Title: title, Edits: edits}
		}
	}
	return nil
}
