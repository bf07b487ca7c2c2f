package approvalml

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
)

// Name gives the name in a text by a look at the lines of that key alone, which takes far less time than Check. It is the one
// that Check finds unless the text is written in an unusual way, or has errors; empty when there is none in sight.
func Name(text string) string {
	const key = "name:"
	from := 0
	if !strings.HasPrefix(text, key) {
		i := strings.Index(text, "\n"+key)
		if i < 0 {
			return ""
		}
		from = i + 1
	}
	to := from
	for to < len(text) {
		end := strings.IndexByte(text[to:], '\n')
		if end < 0 {
			to = len(text)
			break
		}
		to += end + 1
		if to < len(text) && text[to] != ' ' { // the value may go on in indented lines
			break
		}
	}
	return model.Read(text[from:to]).Name
}
