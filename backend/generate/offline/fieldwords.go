package offline

import "strings"

// fieldKinds says what kind of field a noun asks for.
var fieldKinds = func() map[string]string {
	by := map[string]string{}
	for kind, list := range map[string]string{
		"currency": `capital amount total cost price budget value fee salary sum spend balance income wage revenue funding premium payment
			deposit rent charge money estimate expense bonus limit rate turnover allowance compensation subtotal worth investment
			loan refund pay spending expenditure subsidy tuition stipend royalty commission turnover margin penalty debt principal
			tax cashflow advance reimbursement donation toll fine fare outlay payout vat gst capex opex overdraft markup surcharge levy bounty per diem remuneration saving`,
		"number": `gram kilogram kg kilo ton tonne litre liter meter metre pallet piece word quantity qty count day hour week month year participant attendee people guest license licence unit seat score age gpa
			percent percentage discount headcount size weight distance mileage capacity duration length rating copy night
			temperature volume mark minute probability share ratio traveller traveler member user vote point passenger visitor
			kilometer kilometre mile nights page term height width area`,
		"date": `arrival departure checkin checkout date deadline birthday dob start end expiry due when begin beginning`,
		"file_upload": `receipt attachment pdf scan upload file cv resume certificate transcript document manuscript spreadsheet screenshot
			proof evidence photo pic picture image drawing passport brochure diploma slip documentation paperwork docs video
			portfolio screenshots datasheet letter`,
		"textarea": `reason justification purpose description comment detail note summary explanation rationale motivation background goal scope
			impact remark exception objective agenda abstract message instruction requirement statement text body benefit
			consequence symptom diagnosis finding cause action measure mitigation specification plan intent content observation
			feedback synopsis analysis assessment question issue problem accommodation need`,
		"text": `name title id number code reference address location destination vendor supplier customer client company organization
			organisation institution provider project product item model phone telephone account country city site asset system
			software role position job university school venue journal subject topic headline counterparty party borrower giver
			recipient agency patient drug dose substance policy employee applicant candidate contact project center centre iban
			ticket url link website brand program programme course event campaign warehouse room store branch dataset serial
			license plate vin manufacturer sponsor cas ean sku swift bic bank property tenant street zip postcode contractor
			applicant donor artist author investigator participant owner device equipment data set environment application database
			folder server material service goods term bed ward room hotel airline flight train route vehicle car machine supervisor
			manager department team unit division faculty currency competitor platform channel language nationality region year
			term period time slot version module feature type kind category class level priority status severity urgency office
			shift building area floor field keyword tag group instrument protocol trial species crop herd line colleague`,
		"email":      `email emails`,
		"signature":  `signature`,
		"line_items": `items`,
	} {
		for _, w := range strings.Fields(list) {
			if by[w] == "" || kind != "text" {
				by[w] = kind
			}
		}
	}
	return by
}()

// peopleNumbers are people who are counted when there are several of them, and named when it is one.
var peopleNumbers = setOf("user participant guest traveller traveler member passenger visitor attendee")

var moneyNoun = setOf(`capex opex amount total cost price budget value fee salary sum spend balance income wage revenue funding premium payment deposit rent
	charge expense loan refund investment spending expenditure tuition debt donation worth limit rate fare quote allowance invoice
	claim bonus sponsorship contribution grant credit`)

// choiceNouns ask for one of several words.
var choiceNouns = setOf(`type kind category class level priority status severity urgency classification department sort mode grade tier risk
	sensitivity channel platform method format size region`)

// kindOf says what kind of field a phrase asks for, and whether a noun of it is known.
func kindOf(list []string, attach bool) (kind string, known bool) {
	if len(list) == 0 {
		return "text", false
	}
	if len(list) > 2 && list[0] == "list" && list[1] == "of" {
		list = list[2:]
		if list[0] != "item" && singular(list[len(list)-1]) != list[len(list)-1] {
			return "line_items", true
		}
	}
	head := headOf(list)
	first, last := singular(list[0]), singular(head)
	all := " " + strings.Join(list, " ") + " "
	has := func(phrases ...string) bool {
		for _, p := range phrases {
			if strings.Contains(all, " "+p+" ") {
				return true
			}
		}
		return false
	}
	of := strings.Contains(all, " of ")
	switch {
	case has("whether"):
		return "checkbox", true
	case has("email", "emails"):
		return "email", true
	case last == "note" && len(list) > 1 && (first == "doctor" || first == "medical" || first == "sick" || first == "delivery"), list[len(list)-1] == "copy" && len(list) > 1:
		return "file_upload", true
	case list[0] == "what" && has("cost", "costs") && len(list) < 6:
		return "currency", true
	case has("how many", "how long", "how much", "how often"):
		if has("how much") {
			return "currency", true
		}
		return "number", true
	case list[0] == "what" && len(list) > 1 && (strings.HasSuffix(list[1], "ed") || list[1] == "went" || spoken[list[1]]), list[0] == "why":
		return "textarea", true
	case (last == "before" || last == "after") && len(list) > 1:
		return kindOf(list[:len(list)-1], attach)
	case has("until when", "since when", "from when") || first == "when":
		return "date", true
	case has("upload", "uploads", "attached", "attachment", "pdf", "scan", "scanned", "excel", "docx", "xlsx", "file"), attach:
		if has("photo", "image", "picture") {
			return "image", true
		}
		return "file_upload", true
	case fieldKinds[last] == "file_upload":
		return "file_upload", true
	case last == "report" && len(list) > 1 && (first == "police" || first == "medical" || first == "inspection" || first == "test" || first == "expert" || first == "damage" || first == "survey" || first == "lab"):
		return "file_upload", true
	case last == "signature":
		return "signature", true
	case has("line items"), (last == "items" || head == "items") && !of:
		return "line_items", true
	case has("date", "dates", "deadline", "birthday"), has("first day", "last day", "start day", "end day", "last working day", "first working day", "day of"):
		return "date", true
	case (list[len(list)-1] == "from" || list[len(list)-1] == "until") && len(list) < 4:
		return "date", true
	case last == "by" || (last == "on" || last == "from" || last == "until" || last == "till" || last == "since") && len(list) > 1:
		return "date", true
	case has("in percent", "percentage", "percent"), last == "discount" && !has("reason", "code", "amount"):
		return "number", true
	case has("in cm", "in mm", "in kg", "in km", "in tonnes", "in tons", "in litres", "in liters", "in metres", "in meters", "in grams", "in sqm"):
		return "number", true
	case has("in days", "in hours", "in months", "in weeks", "in years", "in minutes"):
		return "number", true
	case last == "number" && of && !has("number of the"):
		return "number", true
	case last == "number" || last == "no" || last == "id" || last == "code" || last == "reference" || last == "name" || last == "address" || last == "details":
		if last == "details" && !has("bank") {
			return "textarea", true
		}
		return "text", true
	case last == "phone" || last == "telephone" || last == "time":
		return "text", true
	case choiceNouns[last] && last != "size":
		return "text", true
	case last == "photo" || last == "picture" || last == "image":
		return "image", true
	case last == "business" && has("case") || has("business case"):
		return "textarea", true
	case last == "range":
		return "text", true
	case has("cost", "costs", "price", "amount", "budget") && !has("center", "centre", "code", "holder", "owner", "line", "reason", "reference", "per unit", "number") && fieldKinds[last] != "file_upload" && fieldKinds[last] != "date":
		return "currency", true
	case has("cost center", "cost centre", "cost centers"):
		return "text", true
	case last == "terms":
		return "textarea", true
	}
	if peopleNumbers[head] && !of {
		return "text", true // one of them: the end user
	}
	if k := fieldKinds[head]; k != "" {
		return k, true
	}
	if k := fieldKinds[last]; k != "" {
		return k, true
	}
	for i := len(list) - 1; i >= 0; i-- {
		if k := fieldKinds[singular(list[i])]; (k == "number" || k == "currency") && !of {
			return k, true
		}
	}
	return "text", false
}

// headOf is the noun that a phrase is about: in "date of the visit" it is date.
func headOf(list []string) string {
	for i, w := range list {
		if (w == "of" || w == "for" || w == "in" || w == "at" || w == "from" || w == "per") && i > 0 {
			return list[i-1]
		}
	}
	head := list[len(list)-1]
	if len(list) > 1 && (head == "worked" || head == "requested" || head == "received" || head == "involved" || head == "needed" || head == "paid" || head == "spent" || head == "affected" || head == "used" || head == "required") {
		return list[len(list)-2]
	}
	return head
}

// collecting words are followed by what the form asks for; the strong ones by nothing else.
var (
	strongCollect = setOf(`write writes note record collect collects collected capture captures captured record records enter enters entered specify specifies state
		states fields include includes including indicate indicates contain contains containing attach attaches attaching upload uploads
		uploading fill fills register provide provides providing document documents describe describes describing gather gathers asks
		consist consists`)
	weakCollect = setOf(`with need needs give gives has have choose chooses select selects submit submits list lists say says require requires
		show shows track tracks explain explains propose proposes asking mention mentions pick picks`)
	attaching   = setOf(`attach attaches attached attaching upload uploads uploaded uploading`)
	participles = setOf(`required mandatory attached uploaded entered provided given collected captured recorded stated included needed filled
		specified supplied submitted compulsory registered obligatory asked`)
)
