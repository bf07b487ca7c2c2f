// Package assist is the language intelligence behind the editor: completion, hover, definition and uses, rename, outline,
// and the upgrade of deprecated words. All of it is pure and takes any text; offsets and spans count bytes.
package assist
