// Package source reads the YAML text of a workflow into a tree in which every part knows which bytes it is made of. The
// text itself is never rewritten: whoever wants it changed makes Edits.
//
// Reading follows the rules of the public reference parser (PyYAML's safe loader with the booleans of YAML 1.2), so that
// `label: yes` is a text, `version: 1.0` a number and 2024-01-31 a date, exactly where a runtime will see them so.
package source
