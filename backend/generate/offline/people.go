package offline

import (
	"slices"
	"strconv"
	"strings"

	"workflow-designer/backend/words"
)

func (b *builder) stepOf(st *stage) *step {
	who := namesOf(st)
	if st.kind == isTold {
		s := &step{id: b.id("notify_" + slug(strings.Join(slugs(st.who), "_"))), name: sprintf("Tell %s", lowerFirst(who)), kind: "notification", stage: st}
		for _, a := range st.who {
			s.recipients = append(s.recipients, approverOf(b.r, a))
		}
		s.recipients = dropSame(s.recipients)
		return s
	}
	noun := verbNouns[st.kind]
	if st.review && st.kind == approves {
		noun = [2]string{"review", "%s review"}
	}
	s := &step{id: b.id(stageSlug(st) + "_" + noun[0]), name: sprintf(noun[1], who), kind: "decision", stage: st, timeout: st.timeout}
	if len(st.who) > 1 || st.strategy != "" {
		var roles []string
		for _, a := range st.who {
			roles = append(roles, b.rolesOf(st, a)...)
		}
		roles = dropSame(roles)
		if len(roles) > 1 {
			s.kind, s.approvers, s.strategy = "parallel_approval", roles, st.strategy
			if s.strategy == "" {
				s.strategy = "all"
			}
			return s
		}
		s.approver = roles[0]
		return s
	}
	s.approver = approverOf(b.r, st.who[0])
	return s
}

// rolesOf are the roles behind a name: three purchasing officers are three.
func (b *builder) rolesOf(st *stage, a actor) []string {
	role := approverOf(b.r, a)
	n := max(a.count, a.members)
	if n < 2 && len(st.who) == 1 {
		switch st.strategy {
		case "majority":
			n = 3
			b.r.sketch.unclear = append(b.r.sketch.unclear, doubt{at: st.at, question: words.F("How many members has %s? Three are assumed.", lowerFirst(a.title())), answers: []string{"3 members", "5 members", "7 members"}})
		case "any_one":
			n = 2
		}
	}
	if n < 2 {
		return []string{role}
	}
	if strings.HasPrefix(role, "$") {
		role = a.slug()
	}
	if last := a.words[len(a.words)-1]; committees[last] && a.count < 2 {
		role += "_member"
	}
	var roles []string
	for i := 1; i <= n; i++ {
		roles = append(roles, role+"_"+strconv.Itoa(i))
	}
	return roles
}

var committees = setOf("committee board council panel team group department office")

func dropSame(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func slugs(who []actor) []string {
	var list []string
	for _, a := range who {
		list = append(list, a.slug())
	}
	return list
}

func stageSlug(st *stage) string {
	name := strings.Join(slugs(st.who), "_")
	if len(name) > 40 {
		name = st.who[0].slug() + "_and_others"
	}
	return name
}

func namesOf(st *stage) string {
	if st.automatic {
		return "nobody"
	}
	var list []string
	for i, a := range st.who {
		name := a.title()
		if i > 0 {
			name = lowerFirst(name)
		}
		list = append(list, name)
	}
	joint := " and "
	if st.strategy == "any_one" {
		joint = " or "
	}
	switch {
	case len(list) == 0:
		return "nobody"
	case len(list) == 1:
		return list[0]
	case len(list) > 3:
		return list[0] + " and others"
	}
	return strings.Join(list[:len(list)-1], ", ") + joint + list[len(list)-1]
}

func lowerFirst(text string) string {
	if len(text) > 1 && (text[1] >= 'A' && text[1] <= 'Z' || text[1] == '&') || text == "" {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// approverOf is how ApprovalML names somebody: by the requestor's superiors, by an address on the form, or by a role.
func approverOf(r *reader, a actor) string {
	name := strings.Join(a.words, " ")
	switch name {
	case "manager", "line manager", "direct manager", "department manager", "reporting manager", "immediate manager", "employee manager", "people manager", "superior", "boss", "current manager", "line superior", "requesting manager", "direct superior":
		return "${requestor.manager}"
	case "supervisor", "direct supervisor", "immediate supervisor", "line supervisor":
		return "${requestor.supervisor}"
	case "head of department", "department head", "head of the department", "departmental head", "dept head", "hod", "department lead":
		return "${requestor.head_of_department}"
	}
	for _, f := range r.sketch.fields {
		if f.kind != "email" {
			continue
		}
		base := strings.TrimSuffix(strings.TrimSuffix(f.name, "_email"), "_address")
		if base == a.slug() || base != "" && base != "email" && len(a.words) == 1 && strings.HasSuffix(a.slug(), base) {
			return "${form." + f.name + "}"
		}
		if f.name == "email" && len(a.words) == 1 && (a.words[0] == "colleague" || a.words[0] == "host" || a.words[0] == "candidate") {
			return "${form." + f.name + "}"
		}
	}
	return a.slug()
}
