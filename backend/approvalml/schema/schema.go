package schema

import (
	"strings"

	"workflow-designer/backend/words"
)

// Kind says what a value is built of.
type Kind uint8

// The kinds of values.
const (
	Any     Kind = iota // whatever somebody likes
	Text                // a text
	Boolean             // true or false
	Integer             // a whole number
	Number              // any number
	Words               // a text out of a fixed set
	List                // a list of items of one type
	Map                 // keys that the writer chooses, with values of one type
	Group               // keys that the language knows
	OneOf               // one of several types
)

// Names says what a text names.
type Names uint8

// What texts name.
const (
	NamesNothing   Names = iota
	NamesStep            // the id of a step
	NamesSection         // the id of a section of the layout
	NamesField           // the name of a field of the form
	NamesApprover        // a person: an email address, a role or a variable
	NamesCondition       // a condition over the fields
	NamesTemplate        // a text for people with variables in ${...}
)

// Word is one of a fixed set of texts.
type Word struct {
	Value string
	Doc   words.Text
	// Deprecated is what to write instead; empty when the word is current. A deprecated word is refused.
	Deprecated string
}

// Type is what is expected in a place.
type Type struct {
	Kind    Kind
	Words   []Word  // of Words
	Items   *Type   // of List and Map: the type of an item or a value
	Keys    Names   // of Map: what its keys name
	Names   Names   // of Text: what it names
	Object  *Object // of Group
	Options []*Type // of OneOf, the commonest first

	Null     bool // an empty value is fine
	Blank    bool // of Words: the empty text is fine
	NotEmpty bool // of Text, List and Map: there must be something in it
	// Least and Most bound an Integer, nil when open.
	Least, Most *int64
	// Pattern is a regular expression for editors that know nothing but the JSON Schema.
	Pattern string
}

// Property is a key of a group.
type Property struct {
	Key     string
	Doc     words.Text // one or two sentences
	Example string     // a value as it may be written; may be empty
	Type    *Type
	Names   Names // what the text, the texts of the list or the keys of the map name
	// Required keys must be there, whatever the type of the step or field.
	Required bool
	// Deprecated is what to write instead; empty when the key is current.
	Deprecated string
	// PassedOver tells of a deprecated key that the reference parser does as if it were not there; other runtimes read it.
	PassedOver bool
	// For lists the types of steps or fields that the key makes sense for; empty means all.
	For []string
	// Snippet is what completion inserts behind the key, after the colon; may be empty.
	Snippet string
	// Unread tells that the reference parser does not look at the value, whatever it is; other runtimes do.
	Unread bool
}

// Object is a group of keys.
type Object struct {
	Name words.Text // in the trade's words: step, field, section
	Doc  words.Text
	// Properties are in the order in which they are usually written.
	Properties []*Property
	// Open groups take any other key as well.
	Open bool
	// Prefix is the property of all keys that begin with its Key and are no property of their own; nil for none.
	Prefix *Property

	byKey map[string]*Property
}

// Property is the property of a key, nil when the group knows none.
func (o *Object) Property(key string) *Property {
	if o == nil {
		return nil
	}
	if p := o.byKey[key]; p != nil {
		return p
	}
	if o.Prefix != nil && len(key) > len(o.Prefix.Key) && strings.HasPrefix(key, o.Prefix.Key) {
		return o.Prefix
	}
	return nil
}

// Fits tells whether the key makes sense for a type of step or field. An unknown type takes every key.
func (p *Property) Fits(kind string) bool {
	if len(p.For) == 0 || kind == "" {
		return true
	}
	for _, k := range p.For {
		if k == kind {
			return true
		}
	}
	return false
}

// Word is the word of a value, nil when the type has none such.
func (t *Type) Word(value string) *Word {
	for i := range t.Words {
		if t.Words[i].Value == value {
			return &t.Words[i]
		}
	}
	return nil
}

// language is the whole table; its groups refer to one another.
type language struct{ process, form, field, step, section, zone, footer *Object }

var table = func() language {
	process, form, field, zone := newProcess()
	l := language{process: process, form: form, field: field, zone: zone}
	l.step = process.Property("workflow").Type.Items.Object
	l.section = form.Property("layout").Type.Object.Property("sections").Type.Items.Object
	l.footer = form.Property("footer").Type.Options[0].Object
	return l
}()

// Process is the whole workflow: name, form, workflow and the rest.
func Process() *Object { return table.process }

// Form is what stands below form when fields is a list.
func Form() *Object { return table.form }

// Field is a field of the form, or a column of line items.
func Field() *Object { return table.field }

// Step is a step of the workflow.
func Step() *Object { return table.step }

// Zone is a header or footer that is built of rows or columns of fields.
func Zone() *Object { return table.zone }

// Footer is a footer that is built of items.
func Footer() *Object { return table.footer }

// object makes a group that finds its properties by key.
func object(name, doc words.Text, properties ...*Property) *Object {
	o := &Object{Name: name, Doc: doc}
	o.add(properties...)
	return o
}

// add puts properties behind those that the group has.
func (o *Object) add(properties ...*Property) {
	if o.byKey == nil {
		o.byKey = make(map[string]*Property, len(properties))
	}
	o.Properties = append(o.Properties, properties...)
	for _, p := range properties {
		o.byKey[p.Key] = p
	}
}
