package diagnostic

// What a runtime refuses, and deprecated or unknown words: reported by package validate.
const (
	MissingKey         Code = "missing-key"
	EmptyValue         Code = "empty-value"
	WrongType          Code = "wrong-type"
	UnknownWord        Code = "unknown-word"
	OutOfRange         Code = "out-of-range"
	KeyNotText         Code = "key-not-text"
	NoFieldList        Code = "no-field-list"
	MissingLabel       Code = "missing-label"
	FormulaAndJSONata  Code = "formula-and-jsonata"
	WrongFieldType     Code = "wrong-field-type"
	BadPattern         Code = "bad-pattern"
	EmptyOptions       Code = "empty-options"
	StaticOptions      Code = "static-options"
	EmptyColumns       Code = "empty-columns"
	MaxWithoutMin      Code = "max-without-min"
	HeaderSpans        Code = "header-spans"
	NoGrid             Code = "no-grid"
	GridAndColumns     Code = "grid-and-columns"
	SectionColumns     Code = "section-columns"
	RepeatedSection    Code = "repeated-section"
	UnknownField       Code = "unknown-field"
	UnknownSection     Code = "unknown-section"
	UnknownStep        Code = "unknown-step"
	NoSteps            Code = "no-steps"
	NoEntryPoint       Code = "no-entry-point"
	IncompleteStep     Code = "incomplete-step"
	OneApprover        Code = "one-approver"
	BadEmail           Code = "bad-email"
	BadTimeout         Code = "bad-timeout"
	BadSLA             Code = "bad-sla"
	BadMapping         Code = "bad-mapping"
	NoSource           Code = "no-source"
	OneParameterSource Code = "one-parameter-source"
	TriggerSchedule    Code = "trigger-schedule"
	BadMargin          Code = "bad-margin"
	DeprecatedStepType Code = "deprecated-step-type"
	DeprecatedKey      Code = "deprecated-key"
	UnknownKey         Code = "unknown-key"
	RepeatedField      Code = "repeated-field"
	UnnamedField       Code = "unnamed-field"
	NoOptions          Code = "no-options"
	NoColumns          Code = "no-columns"
	MisplacedKey       Code = "misplaced-key"
)

var structureRules = []Rule{
	{MissingKey, Error, "Key is missing", "A runtime refuses the workflow without this key."},
	{EmptyValue, Error, "Value is missing", "The key is there, but nothing stands behind it, and a runtime needs a value."},
	{WrongType, Error, "Value of the wrong type", "A number, a date, a list or a group stands where something else is expected. A number or a date becomes a text when it is put in quotes: version: \"1.0\"."},
	{UnknownWord, Error, "Unknown word", "Only certain words may stand here, written exactly so, small letters included."},
	{OutOfRange, Error, "Number out of range", "The number is smaller or larger than a runtime allows here."},
	{KeyNotText, Error, "Key is no text", "A number, a date or a truth value is used as a key. In quotes it is a text."},
	{NoFieldList, Error, "Form without a list of fields", "Without a list below fields, a form is read in its older shape, where each key is a field. A layout, header or footer beside it is then read as a field too, and refused."},
	{MissingLabel, Error, "Field without a label", "All fields need a label, but for those of type label and those that are only printed."},
	{FormulaAndJSONata, Error, "Computed in two ways", "A field has a formula and a JSONata expression, and nobody could say which of them counts."},
	{WrongFieldType, Error, "Key of another type of field", "Some keys are refused unless the field has the one type that they are for."},
	{BadPattern, Error, "Pattern is no regular expression", "The pattern cannot be compiled, so no input could ever be checked with it."},
	{EmptyOptions, Error, "Options are empty", "Fields of type select, multiselect, radio and autocomplete are refused when their options are there but empty."},
	{StaticOptions, Error, "Fixed options for autocomplete", "An autocomplete field searches a data source. For a fixed list there is select."},
	{EmptyColumns, Error, "Line items with an empty list of columns", "The list item_fields is there, but nothing is in it."},
	{MaxWithoutMin, Error, "max_items without min_items", "The public parser compares max_items with min_items, and fails when only the first is there."},
	{HeaderSpans, Error, "Headings do not fit the columns", "The spans of header_groups must add up to the number of columns in item_fields."},
	{NoGrid, Error, "No rows of fields", "A section, header or footer says which fields it shows, as rows of names."},
	{GridAndColumns, Error, "Grid and columns", "A section has both grid and columns, and could be laid out by only one of them."},
	{SectionColumns, Error, "Section with columns", "The language has columns for sections, but the public parser fails when it meets one. Until it is mended, such a workflow cannot be loaded; grid works."},
	{RepeatedSection, Error, "Two sections with one id", "Steps name sections by their ids, so each needs an id of its own."},
	{UnknownField, Error, "Unknown field", "The layout names a field that the form does not have."},
	{UnknownSection, Error, "Unknown section", "A section is named that the layout does not have."},
	{UnknownStep, Error, "Unknown step", "A request would go to a step that does not exist."},
	{NoSteps, Error, "No steps", "A workflow without steps decides nothing."},
	{NoEntryPoint, Error, "No first step", "Each step is reached from another by an outcome, so a runtime finds none to begin with."},
	{IncompleteStep, Error, "Step lacks what its type needs", "A step of this type cannot do its work without certain keys: an automatic step something to do, a notification recipients and a message, a loop a child workflow and a condition."},
	{OneApprover, Error, "Not exactly one approver", "Each entry of approvers names its person in exactly one way: approver, dynamic_approver or role."},
	{BadEmail, Error, "No email address", "The email of an approver's details needs an @, or must be a variable."},
	{BadTimeout, Error, "Timeout cannot be read", "A timeout is a number, an underscore and a unit: hours, business_days, days or minutes."},
	{BadSLA, Error, "Duration cannot be read", "The time to decide is written as numbers with units, such as 4h or 1h30m."},
	{BadMapping, Error, "Mapping cannot be used", "A field is filled by a JSONPath that begins with $. or by a group with jsonata, or with source and item_fields."},
	{NoSource, Error, "No source of data", "A source of data is named by its id or its name."},
	{OneParameterSource, Error, "Not exactly one value for a parameter", "A parameter takes its value from exactly one of from_field, from_asset and value."},
	{TriggerSchedule, Error, "Schedule and trigger do not fit", "Triggers of type cron and one_time need a schedule, and a webhook must not have one."},
	{BadMargin, Error, "Margin without a number", "The margin of the printed page is a CSS length."},
	{DeprecatedStepType, Error, "Step type out of use", "The types approval and notification_only belong to an older dialect, which runtimes refuse: they are called decision and notification now."},
	{DeprecatedKey, Warning, "Key out of use", "The key still stands in old workflows. The current one does the same, and some runtimes read only that: the finding says where the public parser passes over the old one."},
	{UnknownKey, Warning, "Unknown key", "Runtimes pass over keys that they do not know without a word. Mostly it is a slip of the pen, or the key stands at the wrong indentation."},
	{RepeatedField, Warning, "Two fields with one name", "A runtime keeps the last of several fields with one name, and the others are lost."},
	{UnnamedField, Warning, "Field that is left out", "An item of fields that has no name, or is no group of keys, is left out of the form without a word."},
	{NoOptions, Warning, "Nothing to choose from", "A field to choose from has no options at all. Runtimes take it, but nobody can fill it in."},
	{NoColumns, Warning, "Line items without columns", "Runtimes take line items without item_fields, but there is nothing to fill in."},
	{MisplacedKey, Hint, "Key has no effect here", "The key is known, but means nothing for this type of step or field."},
}
