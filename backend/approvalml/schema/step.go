package schema

import "workflow-designer/backend/words"

// Types of steps that several keys are for. The deprecated words are among them: their steps are written the same way.
var (
	humanSteps    = []string{"decision", "parallel_approval", "approval"}
	endingSteps   = []string{"end"}
	childSteps    = []string{"loop", "spawn"}
	passingSteps  = []string{"automatic", "notification", "notification_only", "spawn", "loop", "wait_webhook", "decision", "parallel_approval", "approval"}
	messagingStep = []string{"notification", "notification_only"}
	speakingSteps = append(messagingStep[:len(messagingStep):len(messagingStep)], humanSteps...) // people who decide get a message too
)

func stepTypes() *Type {
	return wordsOf(
		word("decision", "One person decides. Each on_<outcome> is a button."),
		word("parallel_approval", "Several people decide at the same time; strategy says how many must agree."),
		word("conditional_split", "Goes on by conditions over the form: the first choice that holds wins, else default."),
		word("automatic", "Calls another system, fetches data or fills fields, without a person."),
		word("notification", "Sends a message."),
		word("spawn", "Starts a child workflow for each row of a table."),
		word("loop", "Runs a child workflow again and again while a condition holds."),
		word("wait_webhook", "Waits for a call from outside."),
		word("end", "The workflow ends here."),
		instead("approval", "decision", "The former word for decision."),
		instead("notification_only", "notification", "The former word for notification."),
	)
}

func approvalTypes() *Type {
	return wordsOf(
		word("needs_to_approve", "Approves or rejects; the default."),
		word("needs_to_sign", "Signs."),
		word("needs_to_recommend", "Gives advice, which does not stop the request."),
		word("needs_to_acknowledge", "Confirms having seen it."),
		word("needs_to_call_action", "Carries something out."),
		word("receives_a_copy", "Is informed only."),
	)
}

func newStep() *Object {
	action := newAction()
	outcome := func(key string, doc words.Text) *Property {
		return prop(key, orNone(group(action)), doc).snippet("\n  continue_to: ")
	}
	s := object("step", "A step of the workflow.",
		prop("name", text(), "What people read as the step's name.").required().example("Manager approval").snippet(" "),
		prop("type", stepTypes(), "What kind of step it is.").required().example("decision").snippet(" "),
		prop("description", orNone(text()), "A sentence about the step."),
	)
	s.add(approverProperties()...)
	s.add(routingProperties()...)
	s.add(
		outcome("on_approve", "What happens when it is approved.").forTypes(passingSteps...),
		outcome("on_reject", "What happens when it is rejected.").forTypes(humanSteps...),
		outcome("on_complete", "What happens when the step is done.").forTypes(passingSteps...),
		outcome("on_failure", "What happens when the step fails.").forTypes(passingSteps...),
		outcome("on_timeout", "What happens when nobody has decided in time.").forTypes(passingSteps...),
	)
	s.Prefix = outcome("on_", "What happens with this outcome of yours; on_<outcome> becomes a button.").unread()
	s.add(timingProperties()...)
	s.add(sectionProperties()...)
	s.add(messageProperties()...)
	s.add(systemProperties()...)
	s.add(childProperties()...)
	s.add(endProperties()...)
	return s
}

func newAction() *Object {
	return object("what happens next", "Where a request goes with this outcome, and what else happens.",
		prop("continue_to", orNone(naming(NamesStep)), "The id of the step that is next.").example("finance_review").snippet(" "),
		prop("end_workflow", orNone(boolean()), "true ends the workflow here.").example("true").snippet(" true"),
		prop("notify_requestor", orNone(naming(NamesTemplate)), "A message to the person who made the request.").example("Your request was approved"),
		prop("text", text(), "The words on the button.").unread().example("Send back"),
		prop("style", text(), "How the button looks.").unread().example("destructive"),
		prop("email", orNone(boolean()), "Send an email."),
		prop("slack", orNone(text()), "A Slack channel to write to.").example(`"#finance"`),
		prop("webhook", orNone(text()), "An address to call."),
		prop("update_budget", orNone(text()), "A budget to update."),
		prop("archive_request", orNone(boolean()), "Put the request away."),
		prop("generate_po_number", orNone(boolean()), "Give the request an order number."),
		prop("custom_actions", orNone(mapOf(anything())), "Actions of your own, by name."),
	)
}

func approverProperties() []*Property {
	employee := wordsOf(word("internal", "Works here."), word("external", "Works elsewhere, the default."), word("contractor", "Works here on contract."))
	details := object("approver's details", "A person who need not be known yet.",
		prop("email", filled(naming(NamesTemplate)), "The person's email address, or a variable.").required().example("vendor@example.com"),
		prop("name", orNone(naming(NamesTemplate)), "The person's name."),
		prop("position", orNone(naming(NamesTemplate)), "What the person does."),
		prop("employee_type", orBlank(employee), "Whether the person works here."))
	// The details of a step's own approver are passed on as they are.
	person := open("approver of a step", details.Doc)
	for _, p := range details.Properties {
		passed := *p
		passed.Required, passed.Unread = false, true
		person.add(&passed)
	}
	person.add(prop("role", text(), "A role, instead of a person.").unread())
	free := group(person)
	approver := object("approver", "One of several approvers: exactly one of approver, dynamic_approver and role.",
		prop("approver", orNone(oneOf(naming(NamesApprover), group(details))), "An email address or role, or a person's details.").example("cfo@example.com").snippet(" "),
		prop("dynamic_approver", orNone(naming(NamesApprover)), "A variable that names the person.").example("${requestor.manager}").snippet(" "),
		prop("role", orNone(naming(NamesApprover)), "A role in the company.").example("finance_manager").snippet(" "),
		prop("approval_type", approvalTypes(), "What is asked of the person."),
		slaProperty("How long the person should take at most. Written as 4h, 2d or 1h30m; a number counts hours."),
		slaHours(),
		prop("can_edit_fields", orNone(list(naming(NamesField))), "Fields that the person may change."),
		prop("signature_field", orNone(naming(NamesField)), "The signature field that the person signs in."))
	return []*Property{
		prop("approver", orNone(oneOf(naming(NamesApprover), free)),
			"Who decides: an email address, a role, a variable such as ${requestor.manager}, or a person's details.").
			forTypes("decision", "approval").example("${requestor.manager}").snippet(" "),
		prop("approvers", orNone(list(group(approver))), "Who decides: several people, each with approver, dynamic_approver or role.").
			forTypes(humanSteps...).snippet("\n  - role: "),
		prop("approval_type", orNone(approvalTypes()), "What is asked of the person.").forTypes(humanSteps...).snippet(" "),
		prop("strategy", orNone(strategies()), "How many must agree.").forTypes("parallel_approval").snippet(" "),
		prop("approval_strategy", strategies(), "How many must agree. The public parser reads strategy only.").
			forTypes("parallel_approval").passedOver().insteadOf("strategy"),
		prop("required_count", integer(), "How many must agree, as a number; the public parser does not read it.").forTypes("parallel_approval").unread(),
		prop("signature_field", orNone(naming(NamesField)), "The signature field to sign in before deciding.").forTypes(humanSteps...),
		prop("require_login", orNone(boolean()), "The person must sign in to decide; without it, the link in the email is enough.").forTypes(humanSteps...),
		prop("self_confirmation", orNone(boolean()), "The person confirms a request of their own; it changes the words of the email only.").forTypes(humanSteps...),
		prop("notify_on_arrival", anything(), "Whether people hear of it when the request arrives here.").unread(),
	}
}

func strategies() *Type {
	return wordsOf(word("all", "Everybody, the default."), word("any_one", "One is enough."), word("majority", "More than half."))
}

func slaProperty(doc words.Text) *Property {
	return prop("sla", orNone(oneOf(text(), number())), doc).unread().example("4h").snippet(" ")
}

func slaHours() *Property {
	return prop("sla_hours", orNone(number()), "The former way to give a time, in hours.").unread().insteadOf("sla")
}

func routingProperties() []*Property {
	choice := object("choice", "A way that is taken when its conditions hold.",
		prop("conditions", filled(naming(NamesCondition)), "When this way is taken.").required().unread().example("amount > 1000").snippet(" "),
		prop("continue_to", naming(NamesStep), "The id of the step that is next.").required().unread().example("finance_review").snippet(" "))
	for _, key := range []string{"name", "label", "description"} {
		choice.add(prop(key, text(), "A name for people; the public parser does not read it.").unread())
	}
	otherwise := object("default way", "The way that is taken when no choice holds.",
		prop("continue_to", naming(NamesStep), "The id of the step that is next.").unread().example("finance_review").snippet(" "),
		prop("end_workflow", boolean(), "true ends the workflow here.").unread(),
		prop("notify_requestor", naming(NamesTemplate), "A message to the person who made the request.").unread())
	again := object("loop", "Goes back while a condition holds.",
		prop("continue_to", naming(NamesStep), "The id of the step to go back to.").required().snippet(" "),
		prop("while", naming(NamesCondition), "The condition under which it goes back.").required().snippet(" "),
		prop("max_iterations", between(1, 1000), "How often at most, 1 to 1000; 20 unless said otherwise.").example("20"))
	return []*Property{
		prop("choices", orNone(list(group(choice))), "The ways out, each with its conditions; the first that holds is taken.").
			forTypes("conditional_split").snippet("\n  - conditions: "),
		prop("default", orNone(group(otherwise)), "The way out when no choice holds.").forTypes("conditional_split").snippet("\n  continue_to: "),
		prop("loop", orNone(group(again)), "Goes back to a step while a condition holds.").
			forTypes("decision", "automatic", "approval", "parallel_approval", "notification", "wait_webhook").snippet("\n  continue_to: "),
	}
}

func timingProperties() []*Property {
	return []*Property{
		prop("timeout", matching(orNone(text()), `^[0-9]+_(hours|business_days|days|minutes)$|^$`),
			"How long the step may wait, as 48_hours, 5_business_days, 2_days or 30_minutes.").example("48_hours").snippet(" "),
		slaProperty("How long the step should take at most. Written as 4h, 2d or 1h30m; a number counts hours."),
		slaHours(),
	}
}

func sectionProperties() []*Property {
	mixed := object("section with some open fields", "Only some fields of the section may be changed.",
		prop("editable", list(naming(NamesField)), "The fields that may be changed.").unread().example("[discount]"))
	mixed.Open = true
	return []*Property{
		prop("view_sections", orNone(list(naming(NamesSection))), "Sections that are shown.").example("[request]"),
		prop("edit_sections", orNone(list(naming(NamesSection))), "Sections that may be filled in here.").example("[review]"),
		prop("mixed_sections", orNone(mapBy(NamesSection, group(mixed))), "Sections of which only some fields may be changed.").
			example("{ totals: { editable: [discount] } }"),
	}
}

func endProperties() []*Property {
	return []*Property{
		prop("notify_requestor", orNone(oneOf(naming(NamesTemplate), boolean())), "A message to the person who made the request; false sends none.").
			forTypes(endingSteps...).example("Your request was approved"),
		prop("notify_completion", orNone(boolean()), "false sends no emails with the finished document.").forTypes(endingSteps...),
		prop("archive", orNone(boolean()), "Put the request away, out of the lists.").forTypes(endingSteps...),
		prop("return_pdf", orNone(boolean()), "Give the finished document to the system that made the request.").forTypes(endingSteps...),
		prop("metadata", orNone(mapOf(anything())), "Facts about the outcome, for reports.").example("{ outcome: approved }"),
		prop("webhook_url", orNone(text()), "An address to call."),
		prop("api_endpoint", orNone(text()), "An address of another system."),
	}
}
