package condition

import "workflow-designer/backend/words"

// OfFormula is the message where the text is a formula, which has the language of conditions.
func (e *SyntaxError) OfFormula() words.Text { return e.Message.Put(ofFormulas) }

var ofFormulas = map[words.Text]words.Text{
	"The condition is too long: a condition has at most 16,384 bytes.": "The formula is too long: a formula has at most 16,384 bytes.",
	"The condition is empty.":                                                                     "The formula is empty.",
	"The condition is only a comment.":                                                            "The formula is only a comment.",
	"The condition goes on in a new line.":                                                        "The formula goes on in a new line.",
	"The condition is nested too deeply.":                                                         "The formula is nested too deeply.",
	"The condition ends behind %s, where a value should follow.":                                  "The formula ends behind %s, where a value should follow.",
	"A condition has no %s: it holds or it does not.":                                             "A formula has no %s: it holds or it does not.",
	"The word %s has a meaning of its own in the language of conditions, so it cannot be a name.": "The word %s has a meaning of its own in the language of formulas, so it cannot be a name.",
	"The letters %s before the quote have no meaning in a condition.":                             "The letters %s before the quote have no meaning in a formula.",
	"The sign %s has no meaning in a condition.":                                                  "The sign %s has no meaning in a formula.",
	"The sign @ has no meaning in a condition.":                                                   "The sign @ has no meaning in a formula.",
	"A backquote has no meaning in a condition.":                                                  "A backquote has no meaning in a formula.",
	"A question mark has no meaning in a condition.":                                              "A question mark has no meaning in a formula.",
	"A colon has no meaning in a condition.":                                                      "A colon has no meaning in a formula.",
	"A comma does not join conditions.":                                                           "A comma does not join formulas.",
	"A semicolon does not join conditions.":                                                       "A semicolon does not join formulas.",
	"&& does not join conditions.":                                                                "&& does not join formulas.",
	"& does not join conditions.":                                                                 "& does not join formulas.",
	"|| does not join conditions.":                                                                "|| does not join formulas.",
	"| does not join conditions.":                                                                 "| does not join formulas.",
	"Powers are not part of conditions.":                                                          "Powers are not part of formulas.",
	"Division without remainder is not part of conditions.":                                       "Division without remainder is not part of formulas.",
	"<< is not part of conditions.":                                                               "<< is not part of formulas.",
	">> is not part of conditions.":                                                               ">> is not part of formulas.",
	"Braces are not part of conditions.":                                                          "Braces are not part of formulas.",
}
