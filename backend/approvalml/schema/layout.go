package schema

func newLayout() *Object {
	responsive := object("screen sizes", "How many fields stand in a row at most.",
		prop("tablet", orNone(integer()), "On a tablet.").example("2"),
		prop("mobile", orNone(integer()), "On a telephone.").example("1"))
	return object("layout", "Sections that group the fields.",
		prop("sections", filled(list(group(newSection()))), "The sections, from top to bottom.").required().snippet("\n  - id: "),
		prop("fields", orNone(mapBy(NamesField, group(newFieldLook()))), "How single fields look, by name."),
		prop("responsive", orNone(group(responsive)), "How many fields stand in a row on small screens."),
		prop("completed_sections", orNone(list(naming(NamesSection))), "Sections to show once the workflow has ended.").example("[summary]"),
	)
}

func newSection() *Object {
	rows := func() *Type { return orNone(list(list(naming(NamesField)))) }
	return object("section", "A part of the form with a title of its own.",
		prop("id", text(), "The name under which steps know the section.").required().example("request").snippet(" "),
		prop("title", text(), "The heading of the section.").required().example("Your request").snippet(" "),
		prop("description", orNone(text()), "A sentence below the heading."),
		prop("initial", boolean(), "Whether the section is filled in when the request is made."),
		prop("hidden", orNone(oneOf(boolean(), group(hiddenJsonata()))), "true hides the section always; a group with jsonata hides it while the expression holds."),
		prop("grid", rows(), "Rows of field names; each inner list is a row.").example("[[first_name, last_name], [reason]]").snippet("\n  - ["),
		prop("columns", rows(), "Columns of field names. The public parser cannot read a section with columns: use grid."),
		prop("column_widths", orNone(list(text())), "The widths of the columns.").example(`["2fr", "1fr"]`),
		prop("fields", orNone(mapBy(NamesField, group(newFieldLook()))), "How single fields look in this section, by name."),
	)
}

func newFieldLook() *Object {
	return object("look of a field", "How a field looks in one place.",
		prop("align", orNone(wordsOf(word("left", "Left."), word("center", "In the middle."), word("right", "Right."))), "Where the content stands."),
		prop("bottom_border", orNone(boolean()), "A line below the field."),
		prop("span", orNone(wordsOf(word("full", "The whole row."), word("half", "Half a row."), word("auto", "What it needs."))), "How wide the field is."),
		prop("valign", orNone(wordsOf(word("top", "Top."), word("middle", "In the middle."), word("bottom", "Bottom."))), "Where the content stands from top to bottom."),
		prop("label_position", orNone(wordsOf(word("above", "Above the value."), word("inline", "Beside the value."), word("hidden", "Not at all."))), "Where the label stands."),
	)
}

func newZone(field *Object) *Object {
	rows := func() *Type { return orNone(list(list(naming(NamesField)))) }
	widths := wordsOf(
		word("auto", "What the content needs."), word("min-content", "As narrow as can be."),
		word("max-content", "As wide as the content."), word("fit-content", "What fits."))
	return object("page zone", "A header or footer of the printed page, made of fields.",
		prop("fields", orNone(list(group(field))), "Fields that stand in this zone only."),
		prop("grid", rows(), "Rows of field names; each inner list is a row.").snippet("\n  - ["),
		prop("columns", rows(), "Columns of field names; each inner list is a column.").snippet("\n  - ["),
		prop("column_widths", orNone(list(oneOf(integer(), widths))), "The widths of the columns: numbers for shares, or a word.").example("[1, auto]"),
		prop("autosize", orNone(boolean()), "All columns as wide as their content."),
		prop("title", orNone(text()), "A title for tools; it is not printed."),
	)
}

func newFooter() *Object {
	count := func() *Type { return between(1, 12) }
	columns := object("columns", "How many columns the footer has, 1 to 12.",
		prop("desktop", count(), "On a large screen; 3 unless said otherwise."),
		prop("tablet", count(), "On a tablet; 2 unless said otherwise."),
		prop("mobile", count(), "On a telephone; 1 unless said otherwise."))
	item := object("footer item", "A part of the footer.",
		prop("type", wordsOf(word("message", "Words."), word("legend", "Short forms and what they mean."),
			word("divider", "A line."), word("image", "A picture.")), "What kind of item it is.").required().snippet(" message"),
		prop("content", orNone(oneOf(text(), mapOf(text()))), "The words, or short forms with what they mean."),
		prop("colspan", count(), "How many columns it covers, 1 to 12."),
		prop("align", orBlank(wordsOf(word("left", "Left."), word("center", "In the middle."), word("right", "Right."), word("justify", "Both edges."))),
			"Where the content stands."),
		prop("valign", orBlank(wordsOf(word("top", "Top."), word("middle", "In the middle."), word("bottom", "Bottom."))),
			"Where the content stands from top to bottom."),
		prop("style", orNone(mapOf(text())), "CSS properties.").example(`{ font_size: "12px" }`))
	return object("footer", "What stands below the form.",
		prop("columns", orNone(group(columns)), "How many columns the footer has."),
		prop("padding", orNone(text()), "Space around the content, as a CSS length.").example("16px"),
		prop("background", orNone(text()), "The colour behind it.").example(`"#f8f9fa"`),
		prop("border_top", orNone(text()), "The line above it, as in CSS.").example(`"1px solid #dee2e6"`),
		prop("items", filled(list(group(item))), "What stands in the footer.").snippet("\n  - type: message\n    content: "),
	)
}
