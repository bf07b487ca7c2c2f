package schema

// kindProperties are the keys that belong to one kind of field.
func kindProperties() []*Property {
	return []*Property{
		prop("currency", orNone(text()), "The code of the currency.").forTypes("currency", "number", "line_items").example("EUR"),
		prop("accept", orNone(text()), "Which files are taken.").forTypes("file_upload").example(".pdf,.jpg"),
		prop("multiple", orNone(boolean()), "Whether there may be more than one.").forTypes("file_upload", "multiselect", "select", "dropdown", "autocomplete"),
		prop("capture", orNone(text()), "Use the camera: environment for the one at the back, user for the one at the front.").forTypes("file_upload").example("environment"),
		prop("allowed_extensions", orNone(list(text())), "Which endings of files are taken. An older key: accept does the same.").forTypes("file_upload").insteadOf("accept"),
		prop("max_file_size", orNone(text()), "The largest file. An older key that newer runtimes may not read.").forTypes("file_upload").example("10MB"),
		prop("prefix", orNone(text()), "What stands before the number.").forTypes("autonumber").example("PO-"),
		prop("pad_length", orNone(integer()), "How many digits the number has at least.").forTypes("autonumber").example("5"),
		prop("start_value", orNone(integer()), "The first number; 1 unless said otherwise.").forTypes("autonumber"),
		prop("source", orNone(text()), "The name of a picture among the company's media.").forTypes("image").example("company_logo"),
		prop("placement", orNone(wordsOf(
			word("inline", "Among the other fields, the default."), word("background", "Behind the fields."), word("cover", "Over the whole area."))),
			"Where the picture stands.").forTypes("image"),
		prop("object_fit", orNone(wordsOf(
			word("contain", "The whole picture, the default."), word("cover", "Fills the area, cut where it is too large."),
			word("fill", "Stretched to the area."), word("scale-down", "Never larger than it is."), word("none", "As large as it is."))),
			"How the picture fits its area.").forTypes("image"),
		prop("position", orNone(text()), "Where the picture stands in its row: left, center or right.").forTypes("image").example("center"),
	}
}

// lookProperties are the keys that say how a field looks.
func lookProperties() []*Property {
	return []*Property{
		prop("show_label", orNone(boolean()), "false hides the label."),
		prop("display", orNone(text()), "inline puts label and value on one line.").example("inline"),
		prop("value_align", orNone(text()), "Where the value stands when display is inline: left, right or center.").example("right"),
		prop("align", orNone(text()), "Where the content stands: left, center or right.").example("right"),
		prop("width", orNone(text()), "The width of the column, as a CSS length.").example("120px"),
		prop("print_width", orNone(text()), "The width of the column on the printed page.").example("15%"),
		prop("height", orNone(text()), "The height, as a CSS length.").example("60px"),
		prop("sum", orNone(boolean()), "Add the column up below the table."),
		prop("text_style", orNone(list(wordsOf(
			word("bold", "Bold."), word("italic", "Slanted."), word("underline", "Underlined."), word("strikethrough", "Struck through.")))),
			"How the value is written.").example("[bold]"),
		prop("bottom_border", orNone(boolean()), "A line below the field."),
	}
}

// unreadFieldProperties are in real workflows, though the public parser passes over them.
func unreadFieldProperties() []*Property {
	return []*Property{
		prop("style", wordsOf(
			word("warning", "Amber: look twice."), word("danger", "Red: errors and deletions."),
			word("success", "Green: all is well."), word("info", "Blue: for information.")),
			"A colour that draws the eye.").unread(),
		prop("aggregate", text(), "How the column is summed up.").unread().example("sum"),
		prop("aggregate_label", text(), "What stands beside the sum.").unread(),
		prop("empty_when", anything(), "When the field is emptied: a field and a value.").unread(),
		prop("hide_when_empty", boolean(), "Do not show the field while it is empty.").unread(),
		prop("min_fill_seconds", integer(), "The least time to fill the form in, in seconds; it keeps robots out.").unread(),
		prop("required_unless", anything(), "Not required when another field has a value.").unread(),
	}
}
