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

var textRules = []Rule{}
