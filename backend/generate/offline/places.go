package offline

// placeNouns are what a name in capitals behind "to" or "in" may be one of.
var placeNouns = setOf(`country destination site location region city office plant branch campus warehouse facility building continent state province port`)

// properAt reads names of places, where the form asks for one: shipments to Iran, Syria or North Korea.
func (r *reader) properAt(i int) (c *cond, to int) {
	if !r.t(i-1).is("to", "in", "from", "into", "for", "at", "outside") || !isProper(r.t(i), r.text) || r.isDepartment(i) || isHead(r.t(i)) {
		return nil, 0
	}
	if b := r.t(i - 2); b.kind != word || verbKinds[b.low] != noKind && !processNouns[singular(b.low)] || isHead(b) {
		return nil, 0
	}
	var about *field
	for _, f := range r.sketch.fields {
		if f.kind != "text" && f.kind != "select" {
			continue
		}
		for _, w := range r.nameWords(f) {
			if placeNouns[w] && (about == nil || f.kind == "select") {
				about = f
			}
		}
	}
	if about == nil {
		return nil, 0
	}
	c = &cond{kind: isOption, field: about.name}
	to = i
	for {
		end := to
		for end-to < 3 && isProper(r.t(end), r.text) && r.t(end).kind == word && (end == to || !isHead(r.t(end))) {
			end++
		}
		if end == to {
			break
		}
		value, ok := r.offer(about, r.original(to, end))
		if !ok {
			break
		}
		c.values = append(c.values, value)
		to = end
		next := to
		for r.t(next).is(",", "or", "and", "/") && next-to < 2 {
			next++
		}
		if next == to || !isProper(r.t(next), r.text) {
			break
		}
		if _, acts := r.actorAt(next); acts {
			break
		}
		to = next
	}
	if len(c.values) == 0 {
		return nil, 0
	}
	c.not = r.t(i - 1).is("outside")
	return c, to
}
