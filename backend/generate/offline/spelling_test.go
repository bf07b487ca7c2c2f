package offline_test

import (
	"strings"
	"testing"
)

func TestWordsThatAreWrittenWrongAreReadAsTheyAreMeant(t *testing.T) {
	for wrong, right := range map[string]string{
		"Leave reqest: start date, end date, resaon. The suprevisor aproves, if more then 5 days HR aproves aswell.":        "Leave request: start date, end date, reason. The supervisor approves, if more than 5 days HR approves too.",
		"Purchse order - vendor, item discription, amout. The manger approves up to 1000, above that the finanse director.": "Purchase order - vendor, item description, amount. The manager approves up to 1000, above that the finance director.",
		"Expense claim: amuont, recipt required. The team lead approves, then acounting.":                                   "Expense claim: amount, receipt required. The team lead approves, then accounting.",
	} {
		_, got, _ := strings.Cut(of(wrong).YAML, "\nversion:") // the description is quoted as it was written
		_, want, _ := strings.Cut(of(right).YAML, "\nversion:")
		if got != want {
			t.Errorf("%s\nis read as:\n%s\nwant:\n%s", wrong, got, want)
		}
	}
}

func TestOtherWordsAreLeftAsTheyAre(t *testing.T) {
	p := of("Fields: prize, employer, costume, expanse, contact, protocol, medal, season. The manager approves.")
	for _, name := range []string{"prize", "employer", "costume", "expanse", "contact", "protocol", "medal", "season"} {
		if !strings.Contains(p.YAML, "name: "+name+"\n") {
			t.Errorf("%s is missing:\n%s", name, p.YAML)
		}
	}
}
