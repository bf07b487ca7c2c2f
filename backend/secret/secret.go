// Package secret holds a text that cannot print itself by accident.
package secret

import (
	"encoding/json"
	"log/slog"
)

const hidden = "[secret]"

// Text is a key or password. Every way of printing, logging or encoding it gives "[secret]" (or "" when it is
// empty); only Reveal gives the text.
type Text struct{ text string }

// New hides a text.
func New(text string) Text { return Text{text} }

// Reveal gives the text, for the one call that needs it.
func (t Text) Reveal() string { return t.text }

// Empty reports whether there is no text.
func (t Text) Empty() bool { return t.text == "" }

// String implements fmt.Stringer.
func (t Text) String() string {
	if t.text == "" {
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
