package diagnostic

import (
	"embed"
	"fmt"
	"slices"
)

// Rule is a row of the table of codes.
type Rule struct {
	Code     Code
	Severity Severity
	Title    string // a few words: Unknown step
	// Explanation says in a sentence or two why it matters; with the examples it is what the docs page shows.
	Explanation string
}

// Rules lists every code there is, in the order of the docs page.
func Rules() []Rule {
	return slices.Concat(textRules, structureRules, analysisRules)
}

// Find is the rule of a code. It panics for a code that is not in the table: that is a mistake in the program.
func Find(code Code) Rule {
	rule, ok := byCode[code]
	if !ok {
		panic(fmt.Sprintf("no rule has the code %q", code))
	}
	return rule
}

var byCode = func() map[Code]Rule {
	all := map[Code]Rule{}
	for _, rule := range Rules() {
		all[rule.Code] = rule
	}
	return all
}()

//go:embed examples
var examples embed.FS

// Example gives a workflow that has the finding, and the same one without. In the bad one, the finding's line ends with
// the comment "# here" (or, where no comment can stand, the line after it is "# above").
func Example(code Code) (bad, good string, err error) {
	read := func(name string) string {
		text, readErr := examples.ReadFile(fmt.Sprintf("examples/%s.%s.yaml", code, name))
		if readErr != nil {
			err = readErr
		}
		return string(text)
	}
	bad, good = read("bad"), read("good")
	return bad, good, err
}
