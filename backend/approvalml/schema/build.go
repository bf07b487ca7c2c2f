package schema

import "workflow-designer/backend/words"

// The short words in which the table is written. Types that end in OrNone may be left empty in a text.

func text() *Type         { return &Type{Kind: Text} }
func boolean() *Type      { return &Type{Kind: Boolean} }
func integer() *Type      { return &Type{Kind: Integer} }
func number() *Type       { return &Type{Kind: Number} }
func anything() *Type     { return &Type{Kind: Any, Null: true} }
func list(of *Type) *Type { return &Type{Kind: List, Items: of} }

func mapOf(of *Type) *Type                   { return &Type{Kind: Map, Items: of} }
func mapBy(keys Names, of *Type) *Type       { return &Type{Kind: Map, Keys: keys, Items: of} }
func group(o *Object) *Type                  { return &Type{Kind: Group, Object: o} }
func oneOf(options ...*Type) *Type           { return &Type{Kind: OneOf, Options: options} }
func naming(what Names) *Type                { return &Type{Kind: Text, Names: what} }
func wordsOf(w ...Word) *Type                { return &Type{Kind: Words, Words: w} }
func between(least, most int64) *Type        { return &Type{Kind: Integer, Least: &least, Most: &most} }
func word(value string, doc words.Text) Word { return Word{Value: value, Doc: doc} }
func instead(value, current string, doc words.Text) Word {
	return Word{Value: value, Doc: doc, Deprecated: current}
}
func orNone(t *Type) *Type                   { t.Null = true; return t }
func orBlank(t *Type) *Type                  { t.Blank, t.Null = true, true; return t }
func filled(t *Type) *Type                   { t.NotEmpty = true; return t }
func matching(t *Type, pattern string) *Type { t.Pattern = pattern; return t }
func prop(key string, t *Type, doc words.Text) *Property {
	p := &Property{Key: key, Type: t, Doc: doc}
	p.Names = namesOf(t)
	return p
}

// namesOf is what the texts of a type name.
func namesOf(t *Type) Names {
	switch t.Kind {
	case Text:
		return t.Names
	case List:
		return namesOf(t.Items)
	case Map:
		return t.Keys
	case OneOf:
		for _, option := range t.Options {
			if names := namesOf(option); names != NamesNothing {
				return names
			}
		}
	default:
	}
	return NamesNothing
}

func (p *Property) required() *Property                { p.Required = true; return p }
func (p *Property) unread() *Property                  { p.Unread = true; return p }
func (p *Property) forTypes(types ...string) *Property { p.For = types; return p }
func (p *Property) example(e string) *Property         { p.Example = e; return p }
func (p *Property) snippet(s string) *Property         { p.Snippet = s; return p }
func (p *Property) insteadOf(current string) *Property { p.Deprecated = current; return p }
func (p *Property) passedOver() *Property              { p.Unread, p.PassedOver = true, true; return p }
