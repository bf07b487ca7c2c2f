package schema

func newForm(field *Object) (form, zone *Object) {
	zone = newZone(field)
	form = object("form", "The form that a person fills in.",
		prop("fields", list(group(field)), "The fields, in the order in which they are shown when there is no layout.").
			snippet("\n  - name: "),
		prop("layout", orNone(group(newLayout())), "Sections that group the fields, each with its own rows.").
			snippet("\n  sections:\n    - id: "),
		prop("header", orNone(group(zone)), "What stands at the top of every printed page."),
		prop("footer", orNone(oneOf(group(newFooter()), group(zone))), "What stands at the bottom: items, or rows of fields."),
	)
	return form, zone
}

// choiceFields are the types of fields with something to choose from.
var choiceFields = []string{"select", "dropdown", "multiselect", "radio", "autocomplete", "checkbox"}

func fieldTypes() *Type {
	return wordsOf(
		word("text", "One line of text."),
		word("textarea", "Several lines of text."),
		word("email", "An email address."),
		word("currency", "An amount of money."),
		word("number", "A number."),
		word("date", "A date."),
		word("dropdown", "One choice from a list that opens; another word for select."),
		word("select", "One choice from a list that opens."),
		word("multiselect", "Any number of choices from a list."),
		word("checkbox", "A box to tick."),
		word("radio", "One choice, all of them in sight."),
		word("file_upload", "Files to attach."),
		word("signature", "A signature, drawn or saved."),
		word("richtext", "Text with headings, lists and pictures."),
		word("hidden", "A value that is kept but never shown."),
		word("line_items", "A table with a row for each item; item_fields are its columns."),
		word("autocomplete", "A choice that is searched in a data source while typing."),
		word("autonumber", "A number that counts up by itself, such as PO-00042."),
		word("image", "A picture to look at."),
		word("label", "Words to read; nothing is filled in."),
		word("json", "Any JSON value, shown as it is."),
	)
}

func newField() *Object {
	f := object("field", "A field of the form, or a column of line items.")
	f.add(
		prop("name", orNone(text()), "The name under which conditions, layout and steps know the field.").example("amount").snippet(" "),
		prop("type", fieldTypes(), "What kind of field it is.").required().example("currency").snippet(" "),
		prop("label", orNone(text()), "What people read beside the field. Only fields of type label, and print-only ones, go without.").
			example("Amount").snippet(" "),
		prop("required", boolean(), "Whether the request cannot be sent without it.").example("true").snippet(" true"),
		prop("description", orNone(text()), "A sentence that explains the field."),
		prop("help_text", text(), "A sentence that helps to fill the field in.").unread(),
		prop("placeholder", orNone(text()), "Grey words in the empty field.").example("For example 1200"),
		prop("default_value", orNone(oneOf(text(), number(), boolean())), "What the field holds at first: a text, a number, true or false.").
			example("EUR"),
		prop("readonly", orNone(boolean()), "Shown, but not to be changed."),
		prop("hidden", orNone(oneOf(boolean(), group(hiddenJsonata()))), "true hides the field always; a group with jsonata hides it while the expression holds."),
		prop("print_only", orNone(boolean()), "Only on the printed page, not in the form."),
		prop("calculated", orNone(boolean()), "The value is computed, nobody fills it in."),
		prop("formula", orNone(text()), "How the value is computed from other fields. Not together with jsonata.").example("quantity * unit_price"),
		prop("jsonata", orNone(text()), "A JSONata expression that computes the value. Not together with formula.").example("$sum(items.total)"),
		prop("validation", group(newValidation()), "Limits for what is filled in.").unread().snippet("\n  min: "),
	)
	f.add(choiceProperties()...)
	f.add(lineItemProperties(f)...)
	f.add(kindProperties()...)
	f.add(lookProperties()...)
	f.add(limitProperties()...)
	f.add(unreadFieldProperties()...)
	return f
}

func hiddenJsonata() *Object {
	return object("condition to hide", "Hides while the expression holds.",
		prop("jsonata", filled(text()), "A JSONata expression: hidden while it is true.").required().example("amount < 1000"))
}

func newValidation() *Object {
	o := object("limits", "Limits for what is filled in.",
		prop("min", orNone(number()), "The least number.").example("0.01"),
		prop("max", orNone(number()), "The largest number.").example("10000"),
		prop("min_value", orNone(number()), "The least number; the same as min."),
		prop("max_value", orNone(number()), "The largest number; the same as max."),
		prop("min_length", orNone(integer()), "The fewest characters."),
		prop("max_length", orNone(integer()), "The most characters."),
		prop("pattern", orNone(text()), "A regular expression, in Python's words, that the text must match.").example(`"^[A-Z]{2}[0-9]+$"`),
		prop("check_mx", boolean(), "Whether the domain of an email address must take mail.").unread(),
	)
	return o
}

// limitProperties are the keys of validation, written into the field itself.
func limitProperties() []*Property {
	return []*Property{
		prop("min_value", orNone(number()), "The least number; wins over validation."),
		prop("max_value", orNone(number()), "The largest number; wins over validation."),
		prop("min_length", orNone(integer()), "The fewest characters; wins over validation."),
		prop("max_length", orNone(integer()), "The most characters; wins over validation."),
		prop("pattern", orNone(text()), "A regular expression that the text must match; wins over validation."),
	}
}

func choiceProperties() []*Property {
	option := object("option", "A choice.",
		prop("value", text(), "What is stored. Write numbers in quotes.").example("annual").snippet(" "),
		prop("label", text(), "What people read.").example("Annual leave").snippet(" "))
	option.Open = true
	source := object("data source", "Where the choices come from.",
		prop("source_id", orNone(text()), "The id of a data source.").example("src_84d12515751c4985"),
		prop("source_name", orNone(text()), "The name of a data source; either this or source_id must be there."),
		prop("params", orNone(list(group(object("parameter", "A parameter of the data source.",
			prop("name", text(), "The parameter's name.").required(),
			prop("from_field", text(), "Where its value comes from.").required().example("field.department"))))),
			"What the data source is asked with."),
		prop("object_path", orNone(text()), "Where the list stands in the answer, as a JSONPath.").example("$.data"),
		prop("value_field", orNone(text()), "What of an entry is stored; without it, the whole entry."),
		prop("label_field", orNone(text()), "What of an entry people read."),
		prop("display", orNone(text()), "How an entry is shown, with its keys in braces.").example("{name} - {email}"))
	dynamic := object("choices from a source", "Choices that come from a data source.",
		prop("data_source", group(source), "Where the choices come from.").required(),
		prop("display", text(), "How an entry is shown. It belongs below data_source.").unread())
	choice := mapOf(text())
	choice.Object = option
	search := object("search", "How an autocomplete field searches.",
		prop("min_length", leastOf(integer(), 1), "How many characters to type before it searches; 3 unless said otherwise."),
		prop("debounce_ms", leastOf(integer(), 0), "How long to wait for more typing, in milliseconds; 300 unless said otherwise."),
		prop("max_results", orNone(integer()), "How many results to show; 50 unless said otherwise."))
	return []*Property{
		prop("options", orNone(oneOf(list(oneOf(text(), choice)), group(dynamic))),
			"The choices: a list of texts, a list of value and label, or a data source.").forTypes(choiceFields...).
			snippet("\n  - value: "),
		prop("search", orNone(group(search)), "How the field searches.").forTypes("autocomplete"),
		prop("display_as", orNone(text()), "How the choices are shown: buttons.").forTypes("radio", "select", "dropdown", "checkbox", "multiselect").
			example("buttons"),
	}
}

func leastOf(t *Type, least int64) *Type { t.Least = &least; return t }

func lineItemProperties(field *Object) []*Property {
	header := object("group of columns", "A heading over several columns.",
		prop("label", text(), "The heading; may be empty."),
		prop("span", leastOf(integer(), 1), "How many columns it covers; 1 unless said otherwise."))
	return []*Property{
		prop("item_fields", orNone(list(group(field))), "The columns, each written like a field.").forTypes("line_items").snippet("\n  - name: "),
		prop("min_items", orNone(integer()), "The fewest rows, 0 or more.").forTypes("line_items").example("1"),
		prop("max_items", orNone(integer()), "The most rows: at least min_items, at most 100.").forTypes("line_items").example("20"),
		prop("header_groups", orNone(list(group(header))), "Headings over several columns; their spans add up to the number of columns.").forTypes("line_items"),
		prop("blank_rows", orNone(leastOf(integer(), 0)), "Empty rows on the printed page, for notes by hand.").forTypes("line_items"),
	}
}
