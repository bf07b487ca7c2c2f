package diagnostic

// Findings in the text as YAML; package validate reports them from what package source finds.
const (
	NotUTF8      Code = "not-utf8"
	TooLarge     Code = "too-large"
	TooDeep      Code = "too-deep"
	AliasBomb    Code = "alias-bomb"
	YAMLSyntax   Code = "yaml-syntax"
	NoDocument   Code = "no-document"
	NotAMapping  Code = "not-a-mapping"
	TwoDocuments Code = "two-documents"
	RepeatedKey  Code = "repeated-key"
	BadTag       Code = "bad-tag"
	BadAnchor    Code = "bad-anchor"
	BadMerge     Code = "bad-merge"
	BadKey       Code = "bad-key"
	BadCharacter Code = "bad-character"
)

var textRules = []Rule{
	{NotUTF8, Error, "Not UTF-8", "The file is written in another encoding than UTF-8. No runtime reads it."},
	{TooLarge, Error, "Too large", "The text is larger than a version may be, which is one mebibyte."},
	{TooDeep, Error, "Nested too deeply", "Groups and lists stand inside each other more than 400 levels deep. A runtime gives up on that."},
	{AliasBomb, Error, "Aliases stand for too much", "A few aliases inside each other can stand for millions of values, which would fill the memory of whatever reads them."},
	{YAMLSyntax, Error, "Not YAML", "The line cannot be read as YAML. What stands on it is left out of all other checks."},
	{NoDocument, Error, "Nothing here", "The text is empty, or has comments only."},
	{NotAMapping, Error, "Not a workflow", "A workflow is written as keys with values; this is a list or a single text."},
	{TwoDocuments, Error, "Two documents", "A line with --- begins a second document, but a file holds one workflow."},
	{RepeatedKey, Error, "Key stands twice", "Of two entries with one key a runtime takes the last, and the first is lost without a word. That is never meant, so it is an error here, although runtimes take it."},
	{BadTag, Error, "Value does not fit its tag", "The value is written as a date or a number but is none, or has a tag that no runtime knows."},
	{BadAnchor, Error, "Anchor cannot be used", "An anchor is defined twice, or an alias stands inside the part that it names."},
	{BadMerge, Error, "Nothing to merge", "Behind << there must be a group of keys, or a list of such groups."},
	{BadKey, Error, "Key is no single text", "A key is a list or a group. Often a text that begins with a bracket lacks its quotes."},
	{BadCharacter, Error, "Character that YAML does not allow", "There is an invisible control character in the text, mostly from copying."},
}
