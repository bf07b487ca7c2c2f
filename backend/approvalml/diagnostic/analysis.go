package diagnostic

// What a runtime takes and a person did not mean: reported by package analysis.
const (
	ConditionSyntax         Code = "condition-syntax"
	UnknownFieldInCondition Code = "unknown-field-in-condition"
	UnknownColumn           Code = "unknown-column"
	UnknownFunction         Code = "unknown-function"
	TypeMismatch            Code = "type-mismatch"
	UnknownOption           Code = "unknown-option"
	ConditionAlwaysTrue     Code = "condition-always-true"
	ConditionNeverTrue      Code = "condition-never-true"
	ChoiceNeverWins         Code = "choice-never-wins"
	GapWithoutDefault       Code = "gap-without-default"
	SplitWithoutDefault     Code = "split-without-default"
	UnreachableStep         Code = "unreachable-step"
	PathNeverEnds           Code = "path-never-ends"
	DeadEnd                 Code = "dead-end"
	CycleWithoutHuman       Code = "cycle-without-human"
	StartsWithEnd           Code = "starts-with-end"
	MissingReject           Code = "missing-reject"
	MissingApprove          Code = "missing-approve"
	WayToUnknownStep        Code = "way-to-unknown-step"
	ConflictingAction       Code = "conflicting-action"
	OnTimeoutWithoutTimeout Code = "on-timeout-without-timeout"
	TimeoutOfUnknownStep    Code = "timeout-of-unknown-step"
	NoApprover              Code = "no-approver"
	SameApproverTwice       Code = "same-approver-twice"
	SelfApproval            Code = "self-approval"
	UnknownApproverVariable Code = "unknown-approver-variable"
	ApproverOutsideDomain   Code = "approver-outside-domain"
	DuplicateApprover       Code = "duplicate-approver"
	ParallelOfOne           Code = "parallel-of-one"
	RequiredFieldNowhere    Code = "required-field-nowhere"
	UnusedField             Code = "unused-field"
	FieldInTwoSections      Code = "field-in-two-sections"
	UnknownSignatureField   Code = "unknown-signature-field"
	NoSignatureField        Code = "no-signature-field"
	UnknownEditableField    Code = "unknown-editable-field"
	UnknownFieldInText      Code = "unknown-field-in-text"
	RecipientWithoutAddress Code = "recipient-without-address"
)

var analysisRules = []Rule{
	{ConditionSyntax, Warning, "Condition cannot be read", "A runtime takes the condition for false, so the choice never wins and nobody is told."},
	{UnknownFieldInCondition, Warning, "Condition names an unknown field", "The form has no field of that name, so the condition fails when a request reaches it, and counts as false."},
	{UnknownColumn, Warning, "Condition names an unknown column", "The line items have no column of that name, so the condition fails when a request reaches it."},
	{UnknownFunction, Warning, "Condition calls an unknown function", "Conditions know a few functions only; with any other one the condition fails when a request reaches it."},
	{TypeMismatch, Warning, "Values of different types", "A number is never equal to a text, even when it looks like it, and the two have no order."},
	{UnknownOption, Warning, "Condition names an unknown option", "The field never holds that value, as it is none of its options."},
	{ConditionAlwaysTrue, Warning, "Condition that always holds", "Whatever the form holds, this choice wins: what stands behind it is never reached."},
	{ConditionNeverTrue, Warning, "Condition that never holds", "No values satisfy the condition, so the choice can never win."},
	{ChoiceNeverWins, Warning, "Choice that never wins", "The first choice that holds wins, and earlier ones take everything that this one could have."},
	{GapWithoutDefault, Warning, "Values that no choice takes", "Without a default, a request with these values has nowhere to go."},
	{SplitWithoutDefault, Hint, "Split without a default", "It cannot be told whether the choices cover every request. A default catches what is left."},
	{UnreachableStep, Warning, "Step that is never reached", "No way leads from the first step to this one."},
	{PathNeverEnds, Warning, "Path that never ends", "From this step on, no way leads to an end: a request goes round for ever."},
	{DeadEnd, Warning, "Step without a way out", "Nothing says what comes after the step, nor that the workflow ends there."},
	{CycleWithoutHuman, Warning, "Cycle without a person", "Nobody and nothing waits in the cycle, so a request that enters it spins at full speed."},
	{StartsWithEnd, Warning, "First step is an end", "A request begins at the first step. When that is an end, no other step is ever reached."},
	{MissingReject, Warning, "Nothing said about rejection", "An approver can always say no; the workflow should say what happens then."},
	{MissingApprove, Warning, "Nothing said about approval", "The workflow says what happens on a rejection only, so an approved request has nowhere to go."},
	{WayToUnknownStep, Warning, "Way to an unknown step", "A runtime does not check these ways, so it fails when a request takes one."},
	{ConflictingAction, Warning, "Ends and continues at once", "When end_workflow is true the workflow ends, and continue_to is ignored."},
	{OnTimeoutWithoutTimeout, Warning, "Way for a timeout that is not set", "Without a timeout the way is never taken."},
	{TimeoutOfUnknownStep, Warning, "Setting for an unknown step", "The setting has no effect, as the workflow has no step of that name."},
	{NoApprover, Warning, "Nobody decides", "Without an approver nobody is asked, and the request waits for ever."},
	{SameApproverTwice, Warning, "Same approver twice in a row", "Whoever has just approved is asked again at once: a second opinion that is none."},
	{SelfApproval, Warning, "Request approved by who made it", "The person who makes the request decides on it."},
	{UnknownApproverVariable, Warning, "Unknown approver variable", "Nothing puts a value into the variable, so nobody is asked."},
	{ApproverOutsideDomain, Warning, "Approver of another domain", "The address is of another domain than most in the workflow: a slip, or somebody from outside who should be marked as external."},
	{DuplicateApprover, Warning, "Approver named twice", "The same person is asked twice in one step."},
	{ParallelOfOne, Hint, "Parallel step with one approver", "With one approver only, a decision is simpler and means the same."},
	{RequiredFieldNowhere, Warning, "Required field on no section", "The form has a layout that shows the field nowhere, so nobody can fill it in."},
	{UnusedField, Hint, "Field that nothing uses", "The field is on no section, and no condition, text or step names it."},
	{FieldInTwoSections, Hint, "Field on two sections", "The field is shown on more than one section, so people may fill it in twice."},
	{UnknownSignatureField, Warning, "Unknown signature field", "The form has no field of that name, so nobody can sign."},
	{NoSignatureField, Warning, "Signature in a field of another type", "Only a field of the type signature can be signed."},
	{UnknownEditableField, Warning, "Unknown field to be changed", "The form has no field of that name, so there is nothing to change."},
	{UnknownFieldInText, Warning, "Text names an unknown field", "The form has no field of that name, so people read the variable itself."},
	{RecipientWithoutAddress, Warning, "Recipient without an address", "Neither an email address nor a role says who gets the message."},
}
