package query

import (
	"encoding/hex"
	"strconv"
	"strings"
)

// Document is what can be found of a workflow.
type Document struct {
	Company      int64
	Name, Prompt string
	Comments     []string // of its versions
	YAML         string
	Labels       []string
	Authors      []string // of its versions
	Problems     bool     // the latest version has errors or warnings
}

// Each word of a document begins with a letter that says where it stands. So the index has a list of its own for the names, for
// the prompts and so on: a word that is in every YAML and in one name is found in that name without a look at the others.
const (
	ofCompany = 'o'
	ofLabel   = 'l'
	ofAuthor  = 'a'
	ofProblem = 'x'
)

// letters are those of the fields.
var letters = map[Field]byte{Name: 'n', Prompt: 'p', Comment: 'c', YAML: 'y'}

// apart keeps words of two comments from being found as words in a row; no question has it.
const apart = "\ue000 "

// Text is the document as the index holds it: words with blanks between.
func (d Document) Text() string {
	var b strings.Builder
	b.Grow(2 * (len(d.Name) + len(d.Prompt) + len(d.YAML)))
	word := func(letter byte, text string) {
		b.WriteByte(letter)
		b.WriteString(text)
		b.WriteByte(' ')
	}
	words := func(letter byte, text string) {
		for _, w := range Words(text) {
			word(letter, w.Text)
		}
	}
	word(ofCompany, strconv.FormatInt(d.Company, 10))
	if d.Problems {
		word(ofProblem, "")
	}
	for _, label := range d.Labels {
		word(ofLabel, labelWord(LabelKey(label)))
	}
	for _, author := range d.Authors {
		words(ofAuthor, author)
	}
	words(letters[Name], d.Name)
	words(letters[Prompt], d.Prompt)
	for _, comment := range d.Comments {
		words(letters[Comment], comment)
		b.WriteString(apart)
	}
	words(letters[YAML], d.YAML)
	return b.String()
}

// labelWord is a label as one word: it is found as a whole.
func labelWord(key string) string { return hex.EncodeToString([]byte(key)) }
