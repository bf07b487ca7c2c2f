package model

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/generate"
	"workflow-designer/backend/words"
)

// Bounds of what an answer may say beside the workflow.
const (
	maxUnderstood = 60
	maxUnclear    = 3
	maxSaid       = 300  // characters of one sentence
	maxProse      = 4000 // bytes of the rest
)

var understoodLine = regexp.MustCompile(`^[-*+]*\s*["“](.+)["”]\s*(?:->|=>|→)\s*([^:]*):\s*(.+)$`)

// said reads what an answer says beside the workflow: the phrases that it took in, as far as they are in the description and
// lead to steps and fields that are there, its questions, and the rest as prose.
func said(rest, description string, doc *model.Document) (understood []generate.Understood, unclear []generate.Unclear, prose string) {
	steps, fields := map[string]bool{}, map[string]bool{}
	for _, s := range doc.Steps {
		steps[s.ID] = true
	}
	for _, f := range doc.Fields {
		fields[f.Name] = true
	}
	var other []string
	from := 0
	for line := range strings.SplitSeq(rest, "\n") {
		line = strings.TrimSpace(line)
		if m := understoodLine.FindStringSubmatch(line); m != nil && len(understood) < maxUnderstood {
			u := generate.Understood{Meaning: words.Literal(oneLine(m[3]))}
			if u.Span, u.Text, from = place(description, m[1], from); u.Text == "" {
				u.Meaning = words.Literal(oneLine("“" + m[1] + "”: " + m[3]))
			}
			for id := range strings.SplitSeq(m[2], ",") {
				switch id = strings.Trim(strings.TrimSpace(id), "`"); {
				case steps[id]:
					u.Steps = append(u.Steps, id)
				case fields[id]:
					u.Fields = append(u.Fields, id)
				}
			}
			understood = append(understood, u)
			continue
		}
		if question, ok := strings.CutPrefix(line, "? "); ok && len(unclear) < maxUnclear {
			parts := strings.Split(question, "|")
			q := generate.Unclear{Question: words.Literal(oneLine(parts[0]))}
			for _, answer := range parts[1:] {
				if answer = oneLine(answer); answer != "" && len(q.Answers) < 4 {
					q.Answers = append(q.Answers, answer)
				}
			}
			unclear = append(unclear, q)
			continue
		}
		if line != "" {
			other = append(other, line)
		}
	}
	prose = strings.Join(other, "\n")
	if len(prose) > maxProse {
		prose = strings.ToValidUTF8(prose[:maxProse], "") + "…"
	}
	return understood, unclear, prose
}

// place finds a phrase in a description, in the order in which phrases are named or anywhere; the text is empty where there is none
// such. from is where to look next.
func place(description, phrase string, from int) (generate.Span, string, int) {
	phrase = strings.TrimSpace(phrase)
	at := -1
	if phrase != "" {
		if at = strings.Index(description[from:], phrase); at >= 0 {
			at += from
		} else if at = strings.Index(description, phrase); at < 0 {
			at = strings.Index(lowered(description), lowered(phrase))
		}
	}
	if at < 0 || at+len(phrase) > len(description) {
		return generate.Span{}, "", from
	}
	found := description[at : at+len(phrase)]
	begin := units(description[:at])
	return generate.Span{From: begin, To: begin + units(found)}, found, at + len(phrase)
}

// lowered is a text with small letters, as far as that does not move anything in it.
func lowered(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

// units is the length of a text as the page counts.
func units(text string) int { return len(utf16.Encode([]rune(text))) }
