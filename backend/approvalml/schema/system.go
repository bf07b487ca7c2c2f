package schema

import "workflow-designer/backend/words"

func messageProperties() []*Property {
	recipient := object("recipient", "Somebody who gets the message.",
		prop("email", orNone(naming(NamesTemplate)), "An email address, or a variable.").example("${instance.requester_email}").snippet(" "),
		prop("role", orNone(text()), "A role in the company.").example("finance_team").snippet(" "),
		prop("user_id", orNone(integer()), "The number of a user."),
		prop("channel", orNone(text()), "How it is sent: email, slack, teams.").example("email"),
		prop("to", orNone(text()), "The address in that channel; it wins over email."))
	message := object("message", "The words of the message.",
		prop("subject", naming(NamesTemplate), "The subject line.").required().snippet(" "),
		prop("body", naming(NamesTemplate), "The message itself.").required().snippet(" |\n  "))
	notification := object("notification", "What is sent.",
		prop("message", group(message), "The message.").required().snippet("\n  subject: "))
	return []*Property{
		prop("recipients", orNone(list(group(recipient))), "Who gets the message.").forTypes(messagingStep...).snippet("\n  - email: "),
		prop("notification", orNone(group(notification)), "The message that is sent.").forTypes(speakingSteps...).snippet("\n  message:\n    subject: "),
	}
}

// mapping is field_mapping, which steps and triggers have.
func mapping() *Property {
	path := matching(text(), `^\$\.`)
	o := object("mapping of one field", "Fills a field from a part of what was received.",
		prop("source", path, "Where the value stands, as a JSONPath that begins with $.").unread().example("$.data"),
		prop("jsonata", text(), "A JSONata expression that makes the value.").unread(),
		prop("item_fields", mapOf(anything()), "For line items: where each column stands in an entry.").unread(),
		prop("value", anything(), "A fixed value.").unread())
	return prop("field_mapping", orNone(mapBy(NamesField, oneOf(matching(text(), `^\$\.`), group(o)))),
		"Fills fields from what was received: a JSONPath that begins with $. or a group with source, by field.").example("{ invoice_no: $.invoice.number }")
}

func systemProperties() []*Property {
	call := object("call of another system", "Calls an action of a connector.",
		prop("connector", text(), "The name of the connector.").required().snippet(" "),
		prop("action", text(), "The action of the connector.").required().snippet(" "),
		prop("parameters", orNone(mapOf(anything())), "What the action is called with."),
		prop("timeout", orNone(integer()), "How long to wait, in seconds.").example("30"),
		prop("save_to", orNone(text()), "The variable that keeps the answer."))
	match := object("match", "Which call from outside is meant.",
		prop("field", text(), "What of the call is looked at.").required(),
		prop("value", naming(NamesTemplate), "What it must be.").required())
	asset := object("asset", "Reads or writes a stored asset.",
		prop("asset_name", text(), "The asset's name."), prop("data_from", text(), "The variable to write into it."),
		prop("data_to", text(), "The variable to read it into."))
	asset.Open = true
	return []*Property{
		prop("api", orNone(group(call)), "Calls an action of a connector.").forTypes("automatic").snippet("\n  connector: "),
		prop("data_processor", orNone(group(newDataProcessor())), "Fetches data from a source.").forTypes("automatic").snippet("\n  source_name: "),
		prop("data_source", group(open("former data source", "The former way to fetch data.")), "The former word for data_processor, which the public parser does not read.").
			forTypes("automatic").passedOver().insteadOf("data_processor"),
		mapping().forTypes("automatic", "wait_webhook"),
		prop("asset", group(asset), "Reads or writes a stored asset. The public parser does not read it.").forTypes("automatic").unread(),
		prop("asset_file", group(open("file of an asset", "A file kept with an asset.")), "Keeps a file with an asset. The public parser does not read it.").
			forTypes("automatic").unread(),
		prop("mock_data", anything(), "What the step gives when the workflow is tried out.").unread(),
		prop("source", orNone(text()), "Where the call from outside comes from.").forTypes("wait_webhook"),
		prop("match", orNone(group(match)), "Which call from outside is meant.").forTypes("wait_webhook"),
	}
}

func open(name, doc words.Text) *Object {
	o := object(name, doc)
	o.Open = true
	return o
}

func newDataProcessor() *Object {
	param := object("data parameter", "A parameter with exactly one of from_field, from_asset and value.",
		prop("name", text(), "The parameter's name.").required(),
		prop("from_field", orNone(text()), "The field that its value comes from.").example("field.department"),
		prop("from_asset", orNone(text()), "The asset that its value comes from."),
		prop("property", orNone(text()), "What of the asset is meant."),
		prop("value", anything(), "A fixed value."))
	join := object("join", "Looks ids of the fetched rows up in another source.",
		prop("field", text(), "What of a row holds the ids.").required(),
		prop("source_id", orNone(text()), "The id of the other source."),
		prop("source_name", orNone(text()), "The name of the other source."),
		prop("on", text(), "The key of the other source's records; id unless said otherwise."),
		prop("pick", oneOf(text(), mapOf(text())), "What to take: one name, or new names with the names there."),
		prop("as", orNone(text()), "What to call it; needed when pick is one name."),
		prop("as_field", orNone(text()), "Another word for as.").unread().insteadOf("as"),
		prop("param", text(), "The parameter that takes the ids; ids unless said otherwise."),
		prop("separator", text(), "What stands between several values."),
		prop("as_array", boolean(), "Keep several values as a list."))
	return object("data processor", "Fetches data from a source.",
		prop("source_id", orNone(text()), "The id of a data source."),
		prop("source_name", orNone(text()), "The name of a data source, here or below sources.").snippet(" "),
		prop("connector", orNone(text()), "The connector, together with source: the former way to name one."),
		prop("source", orNone(text()), "The source within the connector."),
		prop("params", orNone(list(group(param))), "What the source is asked with.").snippet("\n  - name: "),
		prop("save_to", orNone(text()), "The variable that keeps the data.").snippet(" "),
		prop("timeout", orNone(integer()), "How long to wait, in seconds."),
		prop("join", orNone(list(group(join))), "Looks ids up in other sources."),
		prop("compare_to_asset", orNone(text()), "An asset to compare the data with."),
		prop("save_diff_to", orNone(text()), "The variable that keeps the differences."),
		prop("ignore_keys", orNone(list(text())), "Keys that do not count as a difference."),
		prop("output_schema", orNone(mapAnyKey()), "The shape of the answer that is asked for, as a JSON Schema."),
	)
}

// mapAnyKey is a map whose keys may be anything.
func mapAnyKey() *Type { return group(open("free group", "Keys of your own.")) }

func childProperties() []*Property {
	return []*Property{
		prop("workflow", orNone(text()), "The child workflow's name.").forTypes(childSteps...).snippet(" "),
		prop("items", orNone(naming(NamesField)), "The line items whose rows are gone through.").forTypes(childSteps...),
		prop("while", orNone(naming(NamesCondition)), "The condition under which it runs again.").forTypes("loop").snippet(" "),
		prop("max_iterations", orNone(between(1, 1000)), "How often at most, 1 to 1000.").forTypes("loop").example("20"),
		prop("wait_for", wordsOf(word("all", "All children are done."), word("any", "The first child is done."), word("none", "Goes on at once.")),
			"When the parent goes on.").forTypes("spawn").unread(),
		prop("condition", naming(NamesCondition), "A condition, in an older dialect. The public parser does not read it: use choices.").unread(),
		prop("pass", orNone(list(naming(NamesField))), "Fields that the child gets under their own names.").forTypes(childSteps...),
		prop("map", orNone(mapOf(text())), "Fields of the child, each with what fills it.").forTypes(childSteps...),
		prop("return", orNone(mapOf(text())), "Fields of this workflow, each with what of the child fills it.").forTypes(childSteps...),
	}
}

func newRegistryEntry() *Object {
	connector := object("connector", "Another system.",
		prop("type", wordsOf(word("rest_api", "A web interface, the only kind so far.")), "What kind of system it is."),
		prop("base_url", text(), "Its address.").required().example("${env.VENDOR_BASE_URL}"),
		prop("auth", orNone(mapOf(anything())), "How to sign in; name secrets by ${env.NAME}.").example("{ type: bearer, token: \"${env.TOKEN}\" }"),
		prop("headers", orNone(mapOf(text())), "Headers to send."))
	source := object("source", "What is asked of the system.",
		prop("endpoint", text(), "What is put behind the address.").required().example("/orders/{order_id}"),
		prop("method", text(), "GET unless said otherwise."),
		prop("body", orNone(mapOf(anything())), "What is sent."))
	return object("source of data", "A source that steps can name.",
		prop("connector", group(connector), "The system it belongs to.").required(),
		prop("source", group(source), "What is asked of the system.").required())
}

func newTrigger() *Object {
	condition := object("condition on data", "Starts only when data say so.",
		prop("data_processor_connector", orNone(text()), "The connector's name."),
		prop("data_processor_name", text(), "The data source's name.").required(),
		prop("compare_to_asset", orNone(text()), "An asset to compare with."),
		prop("params", orNone(list(mapOf(anything()))), "What the source is asked with."),
		prop("ignore_keys", orNone(list(text())), "Keys that do not count as a difference."))
	return object("trigger", "Starts the workflow without a person.",
		prop("type", wordsOf(word("cron", "Again and again, by a schedule."), word("webhook", "By a call from outside."),
			word("one_time", "Once, at a time.")), "What starts it.").required().snippet(" "),
		prop("schedule", orNone(text()), "When: five cron fields, or for one_time a date and time.").forTypes("cron", "one_time").example(`"0 2 * * *"`),
		prop("max_runs", orNone(leastOf(integer(), 1)), "How often at most; without it, for ever."),
		prop("allow_concurrent", orNone(boolean()), "Start although the last run is not done."),
		prop("data_condition", orNone(group(condition)), "Starts only when data say so."),
		prop("preset_form_data", orNone(mapBy(NamesField, anything())), "Values that fill the form."),
		prop("requestor_email", orNone(text()), "Who counts as having made the request, by email."),
		prop("requestor_company_role", orNone(text()), "Who counts as having made the request, by role."),
		mapping(),
	)
}
