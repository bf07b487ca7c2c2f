package offline

import "strings"

// set is a set of words.
type set map[string]bool

func setOf(text string) set {
	s := set{}
	for _, w := range strings.Fields(text) {
		s[w] = true
	}
	return s
}

var (
	// articles and the like stand in front of a noun and say nothing about it.
	determiners = setOf(`a an the this that these those their his her its our your my any each every all some both either such
		respective corresponding relevant responsible appropriate concerned own`)
	// halting words are never part of a noun phrase.
	halting = setOf(`a an the this that these those their his her its our your my any each every all some both either such which who
		whom whose what when where while whether if unless until and or but nor so then than as at by for from in into of on onto to with
		within without after before during upon per via is are was were be been being has have had do does did can could may might must
		shall should will would not no only also too additionally otherwise else once first second third finally lastly next it they
		them he she we you i one ones there here under over above below between up down about against through because however just
		straight directly always never simultaneously together jointly afterwards instead except everything anything something
		everyone nobody someone anyone more less fewer most least many much exceeds exceed exceeding exceeded requires require
		needs need needed required goes go sent send gets get receives receive gives give given wants want enters enter
		additional plus vs like well about either neither immediately
		worth costing below beyond`)
	// heads are nouns for somebody who can act.
	heads = setOf(`manager director officer head lead leader supervisor team committee board department office chair chairman
		chairwoman chairperson dean counsel controller accountant owner holder partner chief president vp evp svp ceo cfo cto cmo
		coo cio ciso cpo cro chro dpo cso clo cco cdo cao md secretary treasurer auditor analyst engineer architect administrator
		coordinator specialist adviser advisor planner lawyer attorney physician doctor nurse pharmacist investigator
		underwriter recruiter buyer technician surveyor client sponsor representative rep steward custodian council panel desk
		group division principal professor provost registrar warden inspector host colleague deputy superintendent
		foreman mentor reviewer approver editor teacher assessor examiner superior boss executive bookkeeper cashier clerk
		foreperson librarian trustee governor commissioner minister ambassador delegate expert consultant verifier checker
		handler dispatcher scheduler operator janitor caretaker guardian parent tutor lecturer instructor coach captain chef
		pi cab irb qa qc pmo hrbp hod gm agm landlord paralegal veterinarian dentist surgeon therapist radiologist curator
		archivist conservator broker trader actuary adjuster adjudicator arbiter magistrate judge notary sheriff marshal
		ombudsman signatory countersignatory authority stakeholder committees developer tester programmer gatekeeper
		candidate customer vendor supplier applicant purchaser procurer scientist researcher biologist chemist geologist
		statistician designer copywriter publisher producer merchandiser storekeeper quartermaster marshall member workforce
		matron sister consultant ward registrar psychologist counsellor counselor landowner tenant borrower guarantor donor
		convener convenor rector chancellor vicechancellor bursar headteacher headmaster postmaster paymaster subcommittee
		worker commission assembly presidium senate jury tribunal ministry agency bureau embassy squad crew
		institute academy moderator patron chaplain bishop pastor elder captain commander sergeant lieutenant colonel major
		assistant associate substitute replacement mayor alderman councillor councilor police curator gardener cook driver pilot
		mechanic electrician welder bailiff midwife paramedic dispatcher detective constable archdeacon priest rabbi imam vicar
		headmistress housemaster provost proctor marker moderator referee umpire scout agent banker teller comptroller
		intendant conductor dramaturg choreographer composer photographer cameraman journalist reporter columnist correspondent
		agronomist forester ranger keeper veterinary pathologist toxicologist epidemiologist economist sociologist
		translator interpreter localizer typesetter proofreader webmaster sysadmin dba devops scrummaster facilitator
		liaison attache consul envoy secretariat registry examiner proctor cfo ceo owners head
		farmer sommelier skipper brewer baker butcher miller beekeeper florist tailor stylist hairdresser optician hygienist plumber
		carpenter painter sexton cantor organist choirmaster usher concierge chauffeur boatswain purser navigator loadmaster groundskeeper
		zookeeper trainer handyman foresters landscaper
		fellow juror peer ombudswoman admin admins taskforce secretariat helpdesk servicedesk frontdesk`)
	// outsiders are whom a request is about more often than who decides on it.
	outsiders = setOf(`customer vendor supplier client applicant candidate member tenant borrower patient donor contractor student
		partner visitor guest`)
	// departments act by their bare name.
	departments = setOf(`finance legal hr procurement purchasing security compliance it payroll accounting operations logistics
		marketing sales facilities reception communications engineering audit risk quality treasury tax privacy accounts
		production warehouse maintenance ethics research safety admissions controlling planning store stores
		infosec cybersecurity underwriting billing collections bookkeeping administration management editorial product
		police customs immigration ombuds pr housekeeping dispatch regulatory pharmacovigilance biostatistics library governance insurance`)
	// compounds are departments of several words.
	compounds = []string{
		"human resources", "accounts payable", "accounts receivable", "risk management", "quality assurance", "quality control",
		"customer service", "customer care", "customer support", "internal audit", "health and safety", "information security",
		"data protection", "public relations", "it support", "it security", "it operations", "real estate", "vendor management",
		"supply chain", "fleet management", "human resource", "product management", "change management", "talent acquisition",
		"legal counsel", "people operations", "people team", "it service desk", "cyber security", "credit risk", "research and development",
		"clinical operations", "medical affairs", "regulatory affairs", "public affairs", "student affairs", "academic affairs",
		"property management", "facility management", "facilities management", "learning and development", "corporate communications",
		"contract management", "project management", "environmental health and safety", "business development", "the business",
		"middle office", "back office", "front office", "investor relations", "data governance", "records management",
	}
	// requestors make the request; what they do is no step.
	requestors = setOf(`requestor requester applicant employee submitter reporter staff initiator originator claimant requesters
		applicants employees user users student students colleagues author researcher researchers proposer traveller traveler
		customer asker creator person people visitor visitors resident residents citizen citizens member members reps`)
	// processNouns name what goes through the process.
	processNouns = setOf(`request application order report claim approval review process workflow form onboarding
		authorization authorisation reimbursement leave purchase expense invoice contract agreement offer proposal trip travel
		absence change access refund discount payment budget transfer registration booking permit incident complaint grant
		loan training course project document policy exception amendment item ticket case submission publication event campaign
		release donation sponsorship timesheet requisition quote return adjustment disclosure notice plan vacation holiday
		increase agreement checkout offboarding relocation visit swap prescription study spend amount quotation credit note
		reservation subscription license licence allowance bonus promotion raise hire hiring vacancy position contractor
		acquisition disposal write writeoff waiver deviation variation nonconformity inspection audit assignment nomination
		enrollment enrolment appeal scholarship fellowship bid tender deal`)
	verbKinds = map[string]kind{}
)

// kind is what somebody is asked to do.
type kind uint8

const (
	noKind kind = iota
	approves
	signs
	acknowledges
	recommends
	getsCopy
	isTold // a notification
	routes // goes to: approves, said from the request's side
	escalates
	requires // needs: somebody follows
	skips
)

func init() {
	for k, list := range map[kind]string{
		approves: `approve approves approved approving authorize authorizes authorized authorise authorises authorised review reviews
			reviewed check checks checked decide decides decided verify verifies verified validate validates validated confirm
			confirms confirmed endorse endorses endorsed clear clears cleared vet vets vetted examine examines examined assess
			assesses assessed evaluate evaluates evaluated screen screens screened handle handles handled agree agrees agreed
			consent consents accept accepts accepted close closes closed prepare prepares edit edits ok okay okays approval
			approvals signoff process processes processed inspect inspects inspected oversee oversees ratify ratifies ratified
			sanction sanctions greenlight greenlights act acts respond responds answer answers answered complete completes
			completed finalize finalizes finalise finalises finalised finalized determine determines read reads permit permits
			permitted grant grants granted authorisation authorization judge judges judged adjudicate adjudicates certify
			certifies certified triage triages triaged vote votes voted concur concurs scrutinize scrutinizes pass
			allow allows allowed consult consulted release releases released pays pay paid disburses disburse reconcile reconciles
			reconciled issue issues issued fulfil fulfils fulfill fulfills execute executes arrange arranges book books order orders
			supported publish publishes published activate activates activated conduct conducts conducted administers interview interviews interviewed
			archive archives archived implement implements investigate investigates investigated tackle tackles take takes do does provision provisions`,
		signs:        `sign signs signed signing countersign countersigns countersigned signature`,
		acknowledges: `acknowledge acknowledges acknowledged acknowledgement acknowledgment notes`,
		recommends:   `recommend recommends recommended recommendation advise advises advised opines comments opinion`,
		isTold: `notify notifies notified notification inform informs informed tell tells told alert alerts alerted email emails
			emailed updated message messaged notifying informing alerting notifications`,
		getsCopy:  `cc ccd copied cced`,
		routes:    `goes go sent send routed route forwarded forward passed submitted assigned handed directed referred moves proceeds lands routes forwards sends`,
		escalates: `escalate escalates escalated escalation escalating`,
		requires:  `need needs require requires required requiring needing needed`,
		skips:     `skip skips skipped bypass bypasses bypassed skipping`,
	} {
		for _, w := range strings.Fields(list) {
			verbKinds[w] = k
		}
	}
	for _, w := range strings.Fields("notes order orders book books do does take takes email comments process release issue access pass act store") {
		nounToo[w] = true
	}
	for _, d := range compounds {
		f := strings.Fields(d)
		compoundsBy[f[0]] = append(compoundsBy[f[0]], f)
	}
}

// nounToo are verbs of acting that are nouns more often: they count only behind somebody who can act.
var nounToo = set{}

var compoundsBy = map[string][][]string{}

// singular takes the plural off a noun.
func singular(w string) string {
	switch {
	case len(w) < 4 || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us") || strings.HasSuffix(w, "is"):
		return w
	case irregular[w] != "":
		return irregular[w]
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}

var irregular = map[string]string{
	"people": "people", "series": "series", "sales": "sales", "news": "news", "premises": "premises", "operations": "operations",
	"facilities": "facilities", "accounts": "accounts", "resources": "resources", "communications": "communications",
	"logistics": "logistics", "ethics": "ethics", "children": "child", "goods": "goods", "analyses": "analysis", "events": "event",
	"affairs": "affairs", "expenses": "expense", "licenses": "license", "businesses": "business", "movies": "movie",
}
