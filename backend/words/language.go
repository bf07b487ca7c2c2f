package words

import (
	"cmp"
	"embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Language is a language that the program speaks.
type Language string

// The languages.
const (
	English    Language = "en"
	Indonesian Language = "id"
)

// Speaking is the language of a tag such as id-ID; English for what is not spoken here.
func Speaking(tag string) Language {
	main, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	if main == "id" || main == "in" { // in: its former code
		return Indonesian
	}
	return English
}

// Accepted is the language that the header Accept-Language asks for most; English when it asks for none that is spoken here.
func Accepted(header string) Language {
	type wish struct {
		language Language
		weight   float64
	}
	var wishes []wish
	for part := range strings.SplitSeq(header, ",") {
		tag, weighed, _ := strings.Cut(part, ";")
		main, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		if main != "id" && main != "in" && main != "en" {
			continue
		}
		w := wish{language: Speaking(tag), weight: 1}
		if q, found := strings.CutPrefix(strings.TrimSpace(weighed), "q="); found {
			weight, err := strconv.ParseFloat(q, 64)
			if err != nil || weight <= 0 {
				continue
			}
			w.weight = weight
		}
		wishes = append(wishes, w)
	}
	if len(wishes) == 0 {
		return English
	}
	slices.SortStableFunc(wishes, func(a, b wish) int { return cmp.Compare(b.weight, a.weight) })
	return wishes[0].language
}

//go:embed id/*.txt
var files embed.FS

// indonesian is the catalogue, read when Indonesian is first spoken.
var indonesian = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	rooms, err := files.ReadDir("id")
	if err != nil {
		panic(err) // it is embedded
	}
	for _, room := range rooms {
		text, err := files.ReadFile("id/" + room.Name())
		if err != nil {
			panic(err)
		}
		for _, m := range messages(string(text)) {
			all[m.english] = m.said
		}
	}
	return all
})

type message struct{ english, said string }

// messages reads a file of the catalogue: a message in English, in the line below it an equals sign and what it is in the
// other language. A line break within a message is written as \n.
func messages(text string) []message {
	var list []message
	english := ""
	unwritten := strings.NewReplacer(`\n`, "\n")
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if said, found := strings.CutPrefix(line, "= "); found {
			list = append(list, message{unwritten.Replace(english), unwritten.Replace(said)})
			continue
		}
		english = line
	}
	return list
}

func translated(l Language, english string) string {
	if l != Indonesian {
		return english
	}
	if said, found := indonesian()[english]; found {
		return said
	}
	return english
}
