package source

import (
	"strings"
	"unicode/utf8"
)

// marks turns the decoder's lines and columns into bytes. The decoder ends lines at more characters than people do.
type marks struct {
	content string
	starts  []int // of the decoder's lines
	ascii   []bool
}

func newMarks(content string) marks {
	m := marks{content: content, starts: make([]int, 1, 64), ascii: make([]bool, 1, 64)}
	if strings.HasPrefix(content, "\ufeff") {
		m.starts[0] = len("\ufeff") // the decoder does not count it
	}
	ascii := true
	for i := 0; i < len(content); {
		next := i + 1
		switch c := content[i]; {
		case c == '\r' && next < len(content) && content[next] == '\n':
			next++
		case c == '\n' || c == '\r':
		case c < utf8.RuneSelf:
			i = next
			continue
		default:
			r, size := utf8.DecodeRuneInString(content[i:])
			next = i + size
			if r != '\u0085' && r != '\u2028' && r != '\u2029' {
				ascii = ascii && i == 0 && r == '\ufeff'
				i = next
				continue
			}
		}
		m.ascii[len(m.ascii)-1] = ascii
		m.starts, m.ascii = append(m.starts, next), append(m.ascii, true)
		ascii, i = true, next
	}
	m.ascii[len(m.ascii)-1] = ascii
	return m
}

// offset is the byte at the decoder's line and column, both from 1.
func (m marks) offset(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(m.starts) {
		return len(m.content)
	}
	at := m.starts[line-1]
	if m.ascii[line-1] {
		return min(at+column-1, len(m.content))
	}
	for ; column > 1 && at < len(m.content); column-- {
		_, size := utf8.DecodeRuneInString(m.content[at:])
		at += size
	}
	return at
}

// column is the decoder's column from 0.
func (m marks) column(_, column int) int { return column - 1 }

// columnOf is the column, from 0, of an offset: the characters before it on its line.
func (m marks) columnOf(offset int) int {
	start := strings.LastIndexByte(m.content[:offset], '\n') + 1
	return utf8.RuneCountInString(m.content[start:offset])
}

// scanner finds the end of what the decoder has already read: it need not doubt that the text is well-formed.
type scanner struct {
	content string
	at      int
}

func (s *scanner) skip(c byte) bool {
	if s.at < len(s.content) && s.content[s.at] == c {
		s.at++
		return true
	}
	return false
}

// properties steps over anchor and tag, and over what separates them from the value. What it gives is where they end:
// a missing value stands there.
func (s *scanner) properties(present bool) (end int) {
	end = s.at
	if !present {
		return end
	}
	anchor, tag := false, false
	for s.at < len(s.content) {
		switch c := s.content[s.at]; {
		case c == '&' && !anchor:
			anchor = true
		case c == '!' && !tag:
			tag = true
		default:
			return end
		}
		s.word()
		end = s.at
		s.blanks()
	}
	return end
}

// word steps over what reaches to the next white space, or to what ends a value inside brackets.
func (s *scanner) word() {
	for s.at < len(s.content) && !strings.ContainsRune(" \t\r\n,[]{}", rune(s.content[s.at])) {
		s.at++
	}
}

func (s *scanner) alias() {
	s.at = min(s.at+1, len(s.content)) // the *
	s.word()
}

// blanks steps over white space, line endings and comments.
func (s *scanner) blanks() {
	for s.at < len(s.content) {
		switch c := s.content[s.at]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			s.at++
		case c == '#':
			s.comment()
		default:
			return
		}
	}
}

func (s *scanner) comment() {
	if end := strings.IndexByte(s.content[s.at:], '\n'); end >= 0 {
		s.at += end
	} else {
		s.at = len(s.content)
	}
}

// closing steps behind the bracket that closes a collection whose last child ends here.
func (s *scanner) closing(bracket byte) {
	from := s.at
	for s.at < len(s.content) {
		switch c := s.content[s.at]; c {
		case bracket:
			s.at++
			return
		case ' ', '\t', '\r', '\n', ',', ':', '?':
			s.at++
		case '#':
			s.comment()
		default:
			s.at = from
			return
		}
	}
	s.at = from
}

func (s *scanner) doubleQuoted() {
	for s.at++; s.at < len(s.content); s.at++ {
		switch s.content[s.at] {
		case '\\':
			s.at++
		case '"':
			s.at++
			return
		}
	}
	s.at = min(s.at, len(s.content))
}

func (s *scanner) singleQuoted() {
	for s.at++; s.at < len(s.content); s.at++ {
		if s.content[s.at] != '\'' {
			continue
		}
		if s.at+1 < len(s.content) && s.content[s.at+1] == '\'' {
			s.at++
			continue
		}
		s.at++
		return
	}
	s.at = min(s.at, len(s.content))
}

// plain steps over a plain scalar: its value has the same characters in the same order, but for white space.
func (s *scanner) plain(value string) {
	end, at := s.at, s.at
	for i := 0; i < len(value); {
		r, size := utf8.DecodeRuneInString(value[i:])
		i += size
		if isBlank(r) {
			continue
		}
		for at < len(s.content) {
			c, width := utf8.DecodeRuneInString(s.content[at:])
			at += width
			if c == r {
				end = at
				break
			}
			if !isBlank(c) {
				s.at = end
				return
			}
		}
	}
	s.at = end
}

func isBlank(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\n', '\u0085', '\u2028', '\u2029', '\ufeff':
		return true
	}
	return false
}

// blockScalar steps over a literal or folded text. indent is the column of the collection around it.
func (s *scanner) blockScalar(indent int) {
	header := s.at
	s.comment() // the rest of the line: the header, and a comment perhaps
	end := s.at
	if end > header && s.content[end-1] == '\r' {
		end--
	}
	first := s.content[header:end]
	if i := strings.IndexByte(first, '#'); i >= 0 {
		first = first[:i]
	}
	first = strings.TrimRight(first, " \t")
	keep := strings.Contains(first, "+")
	least := 0
	if i := strings.IndexAny(first, "123456789"); i >= 0 {
		least = indent + int(first[i]-'0')
	}
	end = header + len(first)
	for s.at < len(s.content) {
		line := s.at + 1 // behind the line feed
		stop := len(s.content)
		if i := strings.IndexByte(s.content[line:], '\n'); i >= 0 {
			stop = line + i
		}
		text := strings.TrimSuffix(s.content[line:stop], "\r")
		blank := strings.TrimLeft(text, " ")
		switch width := len(text) - len(blank); {
		case blank == "" && stop == len(s.content) && text == "":
			s.at = end
			return
		case blank == "" && least == 0 || blank == "" && width < least:
			if keep {
				end = line + len(text)
			}
		case least == 0 && width <= indent && !(indent == 0 && s.rootScalar(header)):
			s.at = end
			return
		case width < least || strings.HasPrefix(text, "---") || strings.HasPrefix(text, "..."):
			s.at = end
			return
		default:
			if least == 0 {
				least = max(width, 1)
			}
			if strings.TrimRight(blank, " \t") != "" || width > least || keep {
				end = line + len(text)
			}
		}
		s.at = stop
	}
	s.at = end
}

// rootScalar tells whether a block scalar is the whole document: nothing but blanks and a document marker stand before it.
func (s *scanner) rootScalar(header int) bool {
	before := strings.TrimSpace(s.content[:header])
	return before == "" || before == "---"
}
