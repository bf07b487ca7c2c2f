package designer_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/simulate"
	"workflow-designer/backend/words"
)

const spoken = `name: Purchase
form:
  fields:
    - {name: amount, type: number, label: Amount, required: true}
    - {name: note, type: text, label: Note}
workflow:
  start:
    name: Start
    type: conditional_split
    choices:
      - conditions: amount > 1000
        continue_to: boss
      - conditions: "amount = 3"
        continue_to: boss
    default: {end_workflow: true}
  boss:
    name: Boss
    type: decision
    approver: ann@example.com
    on_approve: {end_workflow: true}
    on_reject: {continue_to: nobody}
`

// saidIn is an answer as JSON in a language.
func saidIn(t *testing.T, language words.Language, answer any) string {
	t.Helper()
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(words.In(language, answer)); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestWhatIsKnownOfATextIsSaidInBothLanguages(t *testing.T) {
	d := designertest.Local(t)
	language := designer.Language{}
	got := func(answer any, err error) any {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	caret := func(of string) designer.Caret {
		before, _, found := strings.Cut(spoken, of)
		if !found {
			t.Fatal("there is no", of)
		}
		return designer.Caret{Line: 1 + strings.Count(before, "\n"), Column: 1 + len(before) - strings.LastIndex(before, "\n") - 1}
	}
	after := strings.NewReplacer("ann@", "bob@", "required: true", "required: false", "label: Note", "label: Remark").Replace(spoken)
	before := spoken
	_, noStep := language.EditDiagram(spoken, designer.DiagramEdit{Do: diagram.RemoveStep, Step: "gone"})
	for name, c := range map[string]struct {
		answer              any
		english, indonesian string
	}{
		"findings":    {language.Validate(spoken), "A single = does not compare.", "Satu tanda = tidak membandingkan."},
		"hover":       {got(language.Hover(spoken, caret("approver:"))), "Who decides: an email address", "Siapa yang memutuskan: alamat email"},
		"completions": {got(language.Complete(spoken, caret("default: {"))), "The way out when no choice holds.", "Jalan keluar bila tidak ada pilihan yang terpenuhi."},
		"outline":     {got(language.Outline(spoken)), `"2 fields"`, `"2 kolom"`},
		"diagram":     {got(language.Diagram(spoken)), `"type_name":"Conditional split","who":"splits on amount"`, `"type_name":"Percabangan","who":"bercabang menurut amount"`},
		"a refusal":   {noStep, "There is no step", "Tidak ada langkah"},
		"form":        {got(language.EvaluateForm(spoken, designer.FormQuestion{})), "Amount is required.", "Amount wajib diisi."},
		"trial":       {got(language.Simulate(spoken, designer.SimulateQuestion{Fill: true, ToEnd: true})), "sent the request REQ-1.", "mengirim permintaan REQ-1."},
		"paths":       {got(language.Paths(spoken)), `"over 1000"`, `"di atas 1000"`},
		"changes": {
			got(d.Compare(t.Context(), designer.CompareRequest{Before: &before, After: &after})),
			"Approver of Boss changed from ann@example.com to bob@example.com", "Penyetuju pada Boss diubah dari ann@example.com menjadi bob@example.com",
		},
		"templates": {got(d.Templates(t.Context())), "Leave request", "Permintaan cuti"},
	} {
		if said := saidIn(t, words.English, c.answer); !strings.Contains(said, c.english) {
			t.Errorf("%s: %q is not in\n%s", name, c.english, said)
		}
		if said := saidIn(t, words.Indonesian, c.answer); !strings.Contains(said, c.indonesian) || strings.Contains(said, c.english) {
			t.Errorf("%s: %q is not in\n%s", name, c.indonesian, said)
		}
	}
}

func TestTheSealsOfATrailCoverTheEnglishWords(t *testing.T) {
	trial, err := designer.Language{}.Simulate(spoken, designer.SimulateQuestion{Fill: true, ToEnd: true})
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Trail []simulate.Entry `json:"trail"`
	}
	if err := json.Unmarshal([]byte(saidIn(t, words.English, trial)), &read); err != nil || len(read.Trail) < 2 {
		t.Fatal(err, read)
	}
	before := fmt.Sprintf("%x", sha256.Sum256([]byte(spoken)))
	for i, e := range read.Trail {
		seal := e.Seal
		e.Seal = before
		line, err := json.Marshal(e)
		if before = fmt.Sprintf("%x", sha256.Sum256(line)); err != nil || before != seal {
			t.Errorf("line %d does not fit its seal", i)
		}
	}
	if err := json.Unmarshal([]byte(saidIn(t, words.Indonesian, trial)), &read); err != nil {
		t.Fatal(err)
	}
	for i, e := range read.Trail {
		if e.Seal != trial.Trail[i].Seal || e.Words.String() == trial.Trail[i].Words.String() {
			t.Errorf("line %d is %v, of %v", i, e, trial.Trail[i])
		}
	}
}
