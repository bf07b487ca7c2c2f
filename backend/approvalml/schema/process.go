package schema

func newProcess() (process, form, field, zone *Object) {
	field = newField()
	form, zone = newForm(field)
	step := newStep()
	process = object("workflow", "A whole workflow: the form that a person fills in, and the steps that decide about it.",
		prop("name", text(), "What the workflow is called. People see it in lists and in messages.").required().
			example("Purchase request"),
		prop("description", orNone(text()), "A sentence about what the workflow is for.").
			example("Buying goods and services above the petty cash limit"),
		prop("version", text(), "The version of the workflow, as text: write it in quotes, since 1.0 alone is a number.").
			example(`"1.0"`).snippet(` "1.0"`),
		prop("type", text(), "A category of your own, such as purchase_request.").unread().example("purchase_request"),
		prop("execution_type", text(), "How a runtime carries the workflow out; the public parser does not read it.").unread(),
		prop("tags", list(text()), "Words to find the workflow by.").unread().example("[finance, travel]"),
		prop("submission_criteria", group(newSubmissionCriteria()), "Who may hand in a request.").unread().
			snippet("\n  company_roles: []"),
		prop("form", oneOf(group(form), mapBy(NamesField, group(field))),
			"The form: its fields, how they are laid out, and the header and footer of the printed page.").required().
			snippet("\n  fields:\n    - name: "),
		prop("workflow", mapBy(NamesStep, group(step)),
			"The steps, each below an id of its own. A request begins at the first one.").required().
			snippet("\n  "),
		prop("settings", orNone(group(newSettings())), "Settings for the whole workflow, such as time limits and reminders."),
		prop("print", orNone(group(newPrint())), "How the document is printed."),
		prop("integrations", orNone(group(newIntegrations())), "Addresses and channels of other systems."),
		prop("triggers", orNone(list(group(newTrigger()))), "What starts the workflow without a person: a schedule or a call from outside."),
		prop("test_data", orNone(mapBy(NamesField, anything())), "Values that fill the form when the workflow is tried out. Real requests do not use them.").
			example("{ amount: 1200 }"),
		prop("param_mapping", orNone(mapOf(naming(NamesField))), "Other names under which a calling system may send fields: its name first, ours behind it.").
			example("{ emp_id: employee_id }"),
		prop("view_all_roles", orNone(list(text())), "Roles that may see all requests of this workflow, not only their own.").
			example("[finance, hr]"),
		prop("sources", orNone(mapOf(group(newRegistryEntry()))), "Outside sources of data that steps can name, for a runtime without a database of sources."),
		prop("guards", anything(), "Limits for tools that run the workflow; the public parser does not read them.").unread(),
		prop("form_layout", orNone(form.Property("layout").Type), "The layout of the form. It belongs below form.").unread().insteadOf("form.layout"),
		prop("form_header", orNone(group(zone)), "The header of the printed page. It belongs below form.").unread().insteadOf("form.header"),
		prop("form_footer", form.Property("footer").Type, "The footer of the form. It belongs below form.").unread().insteadOf("form.footer"),
	)
	return process, form, field, zone
}

func newSubmissionCriteria() *Object {
	hierarchy := object("place in the organisation", "Parts of the organisation.",
		prop("include_paths", list(text()), "Paths in the organisation, where * stands for anything.").example(`["1.1.*"]`))
	hierarchy.Open = true
	o := object("submission criteria", "Who may hand in a request.",
		prop("company_roles", list(text()), "Roles that may hand in a request; an empty list lets everybody.").example("[employee]"),
		prop("org_hierarchy", group(hierarchy), "Parts of the organisation whose people may hand in a request."))
	o.Open = true
	return o
}

func newSettings() *Object {
	return object("settings", "Settings for the whole workflow.",
		prop("timeout", orNone(mapBy(NamesStep, text())), "How long a step may wait, by its id.").
			example("{ manager_approval: 48_hours }").snippet("\n  "),
		prop("escalation", orNone(list(mapOf(text()))), "What happens when a step has waited too long, one rule after the other.").
			example("[{ after_timeout: notify_next_level }]"),
		prop("audit", orNone(mapOf(boolean())), "What is written into the audit record.").example("{ log_all_actions: true }"),
		prop("notifications", orNone(mapOf(anything())), "When people are reminded.").example("{ send_reminders: true }"),
		prop("sla_defaults", orNone(mapOf(integer())), "Usual times to decide, in hours.").example("{ decision: 24 }"),
		prop("compliance", anything(), "What the company's rules ask for.").unread().example("{ receipt_required: true }"),
	)
}

func newPrint() *Object {
	return object("print settings", "How the document is printed.",
		prop("orientation", wordsOf(word("portrait", "Upright pages."), word("landscape", "Wide pages.")), "Upright or wide pages.").
			example("landscape"),
		prop("page_size", wordsOf(
			word("A4", "210 by 297 mm, the default."), word("A3", "297 by 420 mm."), word("A5", "148 by 210 mm."),
			word("Letter", "8.5 by 11 inches."), word("Legal", "8.5 by 14 inches."), word("Tabloid", "11 by 17 inches.")),
			"The size of the paper.").example("A4"),
		prop("margin", matching(orNone(text()), `[0-9]`), "The margin on all sides, as a CSS length.").example("8mm"),
		prop("suppress_auto_header", boolean(), "Leave out the automatic title when the form has a header of its own. True unless said otherwise."),
		prop("suppress_section_header", boolean(), "Leave out the title bars of all sections."),
		prop("show_history", boolean(), "Print the table of decisions. True unless said otherwise."),
		prop("theme", anything(), "Colours, fonts and borders of the printed page; the public parser does not read them.").unread(),
	)
}

func newIntegrations() *Object {
	return object("integrations", "Addresses and channels of other systems.",
		prop("webhooks", orNone(mapOf(text())), "Addresses that are called, by name."),
		prop("email_templates", orNone(mapOf(text())), "Templates of emails, by name."),
		prop("slack_channels", orNone(mapOf(text())), "Slack channels, by name."),
		prop("api_endpoints", orNone(mapOf(text())), "Addresses of other systems, by name."),
	)
}
