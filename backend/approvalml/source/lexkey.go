package source

// simpleKey is a place where a key without a question mark may have begun; a colon behind it will tell.
type simpleKey struct {
	level, number   int // brackets around it; the number of its token
	required        bool
	at, index, line int
	column          int
}

// maxKey is how many characters may stand between the beginning of a key and its colon.
const maxKey = 1024

func (l *lexer) indentTo(column int) bool {
	if l.indent >= column {
		return false
	}
	l.indents = append(l.indents, l.indent)
	l.indent = column
	return true
}

// unwind ends the block collections that are indented more than a column.
func (l *lexer) unwind(column int) {
	for len(l.open) == 0 && l.indent > column {
		l.indent = l.indents[len(l.indents)-1]
		l.indents = l.indents[:len(l.indents)-1]
		l.push(l.here(blockEnd))
	}
}

// forget drops the places where a key can no longer be: those on another line, or too far back.
func (l *lexer) forget() {
	for l.oldest < len(l.keys) {
		key := &l.keys[l.oldest]
		if key.line == l.line && l.index-key.index <= maxKey {
			return
		}
		l.missed(key)
		l.oldest++
	}
	l.keys, l.oldest = l.keys[:0], 0
}

func (l *lexer) missed(key *simpleKey) {
	if !key.required {
		return
	}
	if key.line == l.line && l.index-key.index > maxKey {
		l.fail(l.restOfLine(key.at), "This key is longer than 1,024 characters.", "Shorten it.")
	}
	l.fail(l.restOfLine(key.at), "A colon is missing behind the key on this line.", "Write the key, a colon, a space, and the value.")
}

func (l *lexer) currentKey() (simpleKey, bool) {
	if l.oldest == len(l.keys) || l.keys[len(l.keys)-1].level != len(l.open) {
		return simpleKey{}, false
	}
	return l.keys[len(l.keys)-1], true
}

func (l *lexer) saveKey() {
	if !l.mayKey {
		return
	}
	l.dropKey()
	l.keys = append(l.keys, simpleKey{
		level: len(l.open), number: l.taken + len(l.queue) - l.head, required: len(l.open) == 0 && l.indent == l.column,
		at: l.at, index: l.index, line: l.line, column: l.column,
	})
}

func (l *lexer) dropKey() {
	if key, ok := l.currentKey(); ok {
		l.missed(&key)
		l.keys = l.keys[:len(l.keys)-1]
	}
}
