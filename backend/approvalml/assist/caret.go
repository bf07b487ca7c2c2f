package assist

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// muchText is how many bytes are read twice at most, to find a way in which they can be read: a text of few lines that are
// enormous was not typed by anybody.
const muchText = 64 << 10

// caretReader reads a text that somebody is typing in. It puts a mark at the caret, mends the caret's line in one way
// after the other, and takes the first text that can be read.
type caretReader struct {
	text  string
	part  excerpt
	mark  string
	line  source.Span // the caret's line in the excerpt
	trees map[string]*source.Tree
}

// caretPlace is the caret in a text that can be read.
type caretPlace struct {
	tree          *source.Tree
	node          *source.Node // the scalar that holds the mark
	before, after string       // what stands around the mark in the scalar's value
	mend          mend
}

// mend makes the text readable; the mark is put in by one of its edits.
type mend struct {
	edits []source.Edit // in the excerpt, in order
	gap   bool          // a space has to be written before whatever is inserted
	alone bool          // the caret's line has nothing but one word
}

func newCaretReader(text string, offset int) *caretReader {
	r := &caretReader{text: text, part: excerptAt(text, offset), mark: "caret0", trees: map[string]*source.Tree{}}
	for strings.Contains(text, r.mark) {
		r.mark += "0"
	}
	content, caret := r.part.text, r.part.caret
	r.line = source.Span{Start: strings.LastIndexByte(content[:caret], '\n') + 1, End: len(content)}
	if i := strings.IndexByte(content[caret:], '\n'); i >= 0 {
		r.line.End = caret + i
	}
	if r.line.End > caret && content[r.line.End-1] == '\r' {
		r.line.End--
	}
	return r
}

// read gives the places that the caret may be at: one, or two when a word on a line of its own may be a key or a value.
func (r *caretReader) read() []*caretPlace {
	mends := r.mends()
	if len(r.part.text) > muchText {
		mends = mends[:min(2, len(mends))]
	}
	if places := r.among(mends, false); places != nil {
		return places
	}
	if len(r.part.text) <= muchText && r.brokenElsewhere() {
		return r.among(mends, true)
	}
	return nil
}

func (r *caretReader) among(mends []mend, repaired bool) []*caretPlace {
	var places []*caretPlace
	for _, m := range mends {
		if len(places) > 0 && !m.alone {
			break
		}
		if p := r.place(m, repaired); p != nil {
			places = append(places, p)
			if !m.alone || !p.node.IsKey() || len(p.node.Parent.Entries) > 1 {
				break
			}
		}
	}
	return places
}

func (r *caretReader) brokenElsewhere() bool {
	blank := strings.Repeat(" ", r.line.End-r.line.Start)
	return source.Read(source.Apply(r.part.text, source.Edit{Span: r.line, Text: blank})).Repaired
}

// place is nil when the mark is in no scalar, or the text cannot be read; repaired reads it all the same.
func (r *caretReader) place(m mend, repaired bool) *caretPlace {
	mended := source.Apply(r.part.text, m.edits...)
	tree := r.trees[mended]
	switch {
	case tree == nil && !repaired:
		tree = source.ReadWhole(mended)
	case tree == nil, repaired && tree.Root == nil:
		tree = source.Read(mended)
	}
	r.trees[mended] = tree
	at := strings.Index(mended, r.mark)
	node := tree.NodeAt(at + 1)
	if node == nil || node.Kind != source.Scalar {
		return nil
	}
	i := strings.Index(node.Value, r.mark)
	if i < 0 || m.alone && node.Style == source.Plain && node.Span.Start < r.line.Start {
		return nil // the second is a text that goes on from the line above
	}
	return &caretPlace{tree: tree, node: node, before: node.Value[:i], after: node.Value[i+len(r.mark):], mend: m}
}

// mends are the ways to mend the caret's line, the likeliest first.
func (r *caretReader) mends() []mend {
	content, caret := r.part.text, r.part.caret
	put := func(e ...source.Edit) mend { return mend{edits: e} }
	insert := func(at int, text string) source.Edit {
		return source.Edit{Span: source.Span{Start: at, End: at}, Text: text}
	}
	mark := insert(caret, r.mark)
	before, after := content[r.line.Start:caret], content[caret:r.line.End]
	begin := r.line.Start + itemStart(content[r.line.Start:r.line.End])
	if word, ok := loneWord(content[begin:r.line.End]); ok && caret >= begin && caret <= begin+len(word) {
		colon, plain := put(mark, insert(begin+len(word), ":")), put(mark)
		colon.alone, plain.alone = true, true
		return []mend{colon, plain}
	}
	quote, open := unclosed(before)
	var mends []mend
	if quote == 0 && strings.TrimSpace(after) == "" && wantsGap(before) {
		spaced := put(insert(caret, " "+r.mark))
		spaced.gap = true
		if strings.HasSuffix(before, "-") {
			colon := put(insert(caret, " "+r.mark+":"))
			colon.gap, colon.alone, spaced.alone = true, true, true
			mends = append(mends, colon)
		}
		mends = append(mends, spaced)
	}
	if begins := strings.LastIndex(before, "${"); quote == 0 && len(open) > 0 && begins >= 0 && !strings.ContainsAny(before[begins:], "} ,") {
		// In brackets a plain text cannot hold braces, so the whole word is replaced by one in quotes.
		word := source.Span{Start: r.line.Start + begins, End: caret + tailOf(after)}
		_, around := unclosed(before[:begins])
		mends = append(mends, put(source.Edit{Span: word, Text: r.mark}),
			put(source.Edit{Span: word, Text: r.mark}, insert(r.line.End, around)))
	}
	lineQuote, lineOpen := unclosed(before + after)
	closing := put(mark, insert(r.line.End, closers(lineQuote, lineOpen)))
	cut := put(mark, source.Edit{Span: source.Span{Start: caret, End: r.line.End}, Text: closers(quote, open)})
	switch {
	case lineQuote != 0:
		mends = append(mends, closing, put(mark), put(mark, insert(caret, string(quote))), cut)
	case lineOpen != "":
		mends = append(mends, put(mark), closing, cut)
	default:
		mends = append(mends, put(mark), cut)
	}
	return mends
}

// tailOf is how much of a text belongs to a ${name} that begins before it.
func tailOf(after string) int {
	n := 0
	for n < len(after) && (after[n] == '.' || after[n] == '_' || after[n] >= '0' && after[n] <= '9' || after[n]|0x20 >= 'a' && after[n]|0x20 <= 'z') {
		n++
	}
	if n < len(after) && after[n] == '}' && strings.Count(after, "}") > strings.Count(after, "{") {
		rest := after[n+1:]
		if rest == "" || strings.ContainsAny(rest[:1], ",]} ") {
			n++
		}
	}
	return n
}

// itemStart is where the content of a line begins: behind indentation and dashes.
func itemStart(line string) int {
	at := 0
	for at < len(line) {
		switch {
		case line[at] == ' ' || line[at] == '\t':
			at++
		case strings.HasPrefix(line[at:], "- "):
			at += 2
		default:
			return at
		}
	}
	return at
}

// loneWord is the text of a line that has neither key nor brackets nor quotes; it may be empty.
func loneWord(content string) (word string, ok bool) {
	if i := strings.Index(content, " #"); i >= 0 {
		content = content[:i]
	}
	word = strings.TrimRight(content, " \t")
	if word == "" {
		return word, true
	}
	if strings.ContainsRune("-?:,[]{}#&*!|>'\"%@`", rune(word[0])) || strings.Contains(word, ": ") || strings.HasSuffix(word, ":") {
		return "", false
	}
	return word, true
}

// wantsGap tells whether a value is about to follow a colon or dash without the space between them.
func wantsGap(before string) bool {
	return strings.HasSuffix(before, ":") || strings.TrimLeft(before, " ") == "-" || strings.HasSuffix(before, "- -")
}

// unclosed finds the quote that is open at the end of a part of a line, and what closes the brackets.
func unclosed(line string) (quote byte, closing string) {
	var open []byte
	start := true // where a quote or bracket has its meaning
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote == '"' && c == '\\', quote == '\'' && strings.HasPrefix(line[i:], "''"):
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '\'' || c == '"') && start:
			quote = c
		case c == '#' && i > 0 && line[i-1] == ' ':
			i = len(line)
			continue
		case (c == '[' || c == '{') && (start || len(open) > 0):
			open = append(open, c+2) // ] and } stand two behind [ and {
		case (c == ']' || c == '}') && len(open) > 0 && open[len(open)-1] == c:
			open = open[:len(open)-1]
		}
		start = c == ' ' && (start || i > 0 && strings.IndexByte(":-,", line[i-1]) >= 0) || strings.IndexByte("[{", c) >= 0 || c == ',' && len(open) > 0
	}
	slices.Reverse(open)
	return quote, string(open)
}

func closers(quote byte, brackets string) string {
	if quote == 0 {
		return brackets
	}
	return string(quote) + brackets
}

// back turns a span of the mended text into one of the whole text.
func (r *caretReader) back(m mend, s source.Span) source.Span {
	line := source.Span{Start: r.line.Start, End: r.line.End}
	start := min(max(backTo(m.edits, s.Start), line.Start), line.End)
	end := min(max(backTo(m.edits, s.End), start), line.End)
	return source.Span{Start: start + r.part.shift, End: end + r.part.shift}
}

func backTo(edits []source.Edit, at int) int {
	added := 0
	for _, e := range edits {
		start := e.Span.Start + added
		if at <= start {
			break
		}
		if at < start+len(e.Text) {
			return min(e.Span.Start+at-start, e.Span.End)
		}
		added += len(e.Text) - (e.Span.End - e.Span.Start)
	}
	return at - added
}

// mended is the whole text in which the caret's line is mended.
func (r *caretReader) mended(m mend) string {
	edits := make([]source.Edit, len(m.edits))
	for i, e := range m.edits {
		e.Span.Start += r.part.shift
		e.Span.End += r.part.shift
		edits[i] = e
	}
	return source.Apply(r.text, edits...)
}
