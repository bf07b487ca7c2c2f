package approvalml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Outline is what can be told of a document without knowing the language.
type Outline struct {
	// Name is the document's own name, on one line; empty when it has none.
	Name string
}

// nestedKey is the key below which a whole document may stand.
const nestedKey = "approval_process"

// ReadOutline reads the outline of a document. It takes any bytes and never panics. The error is a *SyntaxError: for
// text that is not YAML, that has no mapping at its root, that has a key twice in one mapping, or that holds more
// than one document. The outline that comes with an error holds what could be read all the same.
//
// Whether the document is a valid workflow is another question: a mapping without a name has an empty outline and no error.
func ReadOutline(text []byte) (Outline, error) {
	if bad := notUTF8(text); bad != nil {
		return Outline{}, bad // the decoder would also take UTF-16, which no version holds
	}
	root, second, err := decode(text)
	if err != nil {
		return Outline{}, locate(text, err)
	}
	if root == nil || root.ShortTag() == "!!null" {
		return Outline{}, &SyntaxError{
			Line: 1, Column: 1,
			Message: "There is no workflow here: a workflow has the keys name, form and workflow.",
		}
	}
	if root.Kind != yaml.MappingNode {
		return Outline{}, at(root, fmt.Sprintf(
			"A workflow is written as keys with values (name, form, workflow), but this is %s.", kindInWords(root)))
	}

	outline := Outline{Name: nameOf(root)}
	if key := firstRepeatedKey(root); key != nil {
		return outline, at(key, fmt.Sprintf(
			"The key %q stands twice in the same place: remove one of the two, or rename it.", shorten(key.Value)))
	}
	if second != nil {
		return outline, at(second,
			"A second document begins here: a file holds one workflow. Remove the line with --- or what follows it.")
	}
	return outline, nil
}

// decode gives the root of the first document, nil when there is none, and the second document, nil when there is
// none. Nodes keep aliases as they are, so an alias bomb stays as small as its text.
func decode(text []byte) (root, second *yaml.Node, err error) {
	// The decoder panics on purpose and recovers itself; this is for what it did not foresee.
	defer func() {
		if r := recover(); r != nil {
			root, second, err = nil, nil, fmt.Errorf("yaml: %v", r)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var first, next yaml.Node
	switch err := decoder.Decode(&first); {
	case errors.Is(err, io.EOF):
		return nil, nil, nil
	case err != nil:
		return nil, nil, err
	}
	if len(first.Content) > 0 {
		root = first.Content[0]
	}
	switch err := decoder.Decode(&next); {
	case errors.Is(err, io.EOF):
		return root, nil, nil
	case err != nil:
		return nil, nil, err
	}
	return root, &next, nil
}

func nameOf(root *yaml.Node) string {
	if nested := valueOf(root, nestedKey); nested != nil {
		root = nested
	}
	name := valueOf(root, "name")
	if name == nil || name.Kind != yaml.ScalarNode || name.ShortTag() == "!!null" {
		return ""
	}
	return strings.Join(strings.Fields(name.Value), " ")
}

// valueOf is the value of a key, with one alias followed; nil when m is no mapping or has no such key.
func valueOf(m *yaml.Node, key string) *yaml.Node {
	if m.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Kind == yaml.ScalarNode && m.Content[i].Value == key {
			return behindAlias(m.Content[i+1])
		}
	}
	return nil
}

// behindAlias follows one alias. An anchor never names another alias, so one is enough.
func behindAlias(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		return n.Alias
	}
	return n
}

// firstRepeatedKey is the first key that its own mapping has already, nil when there is none. It does not look
// behind aliases: what they name is looked at where it stands.
func firstRepeatedKey(n *yaml.Node) *yaml.Node {
	type identity struct{ tag, value string }
	if n.Kind != yaml.MappingNode {
		for _, child := range n.Content {
			if key := firstRepeatedKey(child); key != nil {
				return key
			}
		}
		return nil
	}
	seen := make(map[identity]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key := behindAlias(n.Content[i]); key.Kind == yaml.ScalarNode {
			id := identity{key.ShortTag(), key.Value}
			if seen[id] {
				return n.Content[i]
			}
			seen[id] = true
		}
		for _, child := range n.Content[i : i+2] {
			if key := firstRepeatedKey(child); key != nil {
				return key
			}
		}
	}
	return nil
}

func kindInWords(n *yaml.Node) string {
	if n.Kind == yaml.SequenceNode {
		return "a list"
	}
	return "a single text"
}

func at(n *yaml.Node, message string) *SyntaxError {
	return &SyntaxError{Line: max(n.Line, 1), Column: max(n.Column, 1), Message: message}
}
