package offline

const maxFields = 80

// readFields reads what the form asks for out of a sentence, and marks its tokens as used.
func (r *reader) readFields(s sentence) {
	r.at(s)
	r.inList = s.bullet && s.heading != routeHeading
	if s.header || r.headed(s) {
		return
	}
	r.choiceSentence()
	r.chosenFrom()
	r.passiveFields()
	r.requested()
	for i := r.from; i < r.until; i++ {
		t := r.t(i)
		if r.used[i] || t.kind != word && !t.is(":", "-", "(", "→") {
			continue
		}
		from, strong, attach := r.trigger(i)
		if from == 0 {
			continue
		}
		if to := r.fieldList(from, strong, attach); to > from {
			for k := i; k < to; k++ {
				r.used[k] = true
			}
			i = to - 1
		}
	}
}

// passiveFields reads "the receipt must be attached" and "name and email are required".
func (r *reader) passiveFields() {
	begin, found := r.from, false
	for i := r.from; i < r.until; i++ {
		t := r.t(i)
		if !participles[t.low] {
			if t.is("if", "when", "then", "otherwise") {
				begin = i + 1
			}
			continue
		}
		aux := i
		for aux > begin && r.t(aux-1).is("be", "is", "are", "must", "has", "have", "to", "should", "needs", "need", "also", "all", "always", "will", "being", "not", "fully", "shall") {
			aux--
		}
		if aux == i && !found || aux == begin || t.is("required", "needed") && r.t(i+1).is("for", "from", "by") || aux == i && !r.t(i+1).is("and", "\n", ",") {
			continue
		}
		if t.is("submitted", "registered", "required", "needed", "asked") && r.t(i+1).is("by", "to", "for", "with") {
			continue
		}
		from := begin
		for k := aux - 1; k >= begin; k-- {
			if r.t(k).is("has", "have", "is", "are", "must", "who", "that", "takes") {
				for from = k; from < aux && !r.t(from).is(","); from++ {
				}
				break
			}
			if r.t(k).is(":", "then") || r.collects(k) && !participles[r.t(k).low] || r.comparedNumberFollows(k) || heads[r.t(k).low] && fieldKinds[r.t(k).low] == "" && !r.t(k+1).is("name", "email") || r.t(k).is("approval", "approvals", "approves", "signature") && k >= aux-2 {
				if r.t(k).is(":") && r.plainList(k+1, aux) {
					from = k + 1
					break
				}
				from = -1
				break
			}
		}
		if from < 0 || r.t(from).is("who", "what") || aux-from > 40 {
			continue
		}
		for from < aux && (r.t(from).is("and", ",", "also", "please", "(", "attach", "upload") || determiners[r.t(from).low]) {
			from++
		}
		if to := r.listTo(from, aux, true, attaching[t.low]); to > from {
			found = true
			for k := from; k <= i; k++ {
				r.used[k] = true
			}
		}
		begin = i + 1
	}
}
