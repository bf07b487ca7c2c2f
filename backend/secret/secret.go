// Package secret holds a text that cannot print itself by accident.
package secret

import (
	"encoding/json"
	"log/slog"
	"unique"
)

const hidden = "[secret]"

// Text is a key or password. Every way of printing, logging or encoding it gives "[secret]" (or "" when it is
// empty); only Reveal gives the text.
type Text struct {
	// A handle, because fmt cannot call the methods of what lies in an unexported field of another struct: it then
	// prints the pointer in the handle and not the text. Two Texts of the same text are still equal.
	handle unique.Handle[string] // zero when there is no text
}

// New hides a text.
func New(text string) Text {
	if text == "" {
		return Text{}
	}
	return Text{unique.Make(text)}
}

// Reveal gives the text, for the one call that needs it.
func (t Text) Reveal() string {
	if t.Empty() {
		return ""
	}
	return t.handle.Value()
}

// Empty reports whether there is no text.
func (t Text) Empty() bool { return t == Text{} }

// String implements fmt.Stringer.
func (t Text) String() string {
	if t.Empty() {
		return ""
	}
	return hidden
}

// GoString implements fmt.GoStringer.
func (t Text) GoString() string { return t.String() }

// MarshalText implements encoding.TextMarshaler.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// MarshalJSON implements json.Marshaler.
func (t Text) MarshalJSON() ([]byte, error) { return json.Marshal(t.String()) }

// LogValue implements slog.LogValuer.
func (t Text) LogValue() slog.Value { return slog.StringValue(t.String()) }
