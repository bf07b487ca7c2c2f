package words

// Message is an entry of the catalogue.
type Message struct{ English, Said string }

// Messages reads a file of the catalogue.
func Messages(text string) []Message {
	var list []Message
	for _, m := range messages(text) {
		list = append(list, Message{m.english, m.said})
	}
	return list
}
