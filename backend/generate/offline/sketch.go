package offline

import "workflow-designer/backend/words"

// place is a part of the description, in bytes.
type place struct{ from, to int }

// sketch is what was read: facts about a process, each with the place in the description that it comes from.
type sketch struct {
	name     string
	process  string // the noun for what goes through it: purchase request
	fields   []*field
	stages   []*stage
	seen     []understood
	unclear  []doubt
	currency string
}

// field is a question of the form.
type field struct {
	name, label, kind string
	options           []string // as written
	required          bool
	open              bool // a condition names an option that the form does not: there may be others
	min, max          *float64
	currency          string
	columns           []*field
	formula           string
	why               string     // why it was added although the description does not ask for it; empty when it does
	neededBy          words.Text // what goes through the kind of process that needs it
	at                place
	derived           bool // it exists for the sake of a condition
}

// stage is somebody who is asked, or told, with the requests that it is for.
type stage struct {
	kind      kind
	who       []actor
	strategy  string // any_one, all, majority; empty for one
	guard     *cond
	automatic bool // no one is asked: the request is approved
	timeout   string
	escalate  *actor
	at        place
	rejected  bool // told when a request is rejected
	closed    bool // the guard holds for just what was said; nothing widens it
	sentence  int
	behind    *stage // of a change: the one that it follows directly
	review    bool   // said with a word for looking rather than for deciding
}

// understood is a fact with its place, before it is linked to steps and fields.
type understood struct {
	at      place
	meaning words.Text
	stage   *stage
	field   *field
	step    string // the id of a step that was there before; empty for none
}

// doubt is what the description leaves open.
type doubt struct {
	at       place
	question words.Text
	answers  []string
}

func (s *sketch) field(name string) *field {
	for _, f := range s.fields {
		if f.name == name {
			return f
		}
	}
	return nil
}
