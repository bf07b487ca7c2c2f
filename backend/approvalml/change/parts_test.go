package change_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/words"
)

func TestTheValuesInTheWordsAreTold(t *testing.T) {
	for name, c := range map[string]struct {
		replace []string
		want    string
	}{
		"a value":     {[]string{"2_days", "3_days"}, "Timeout of Manager review changed from -2_days- to +3_days+"},
		"a new one":   {[]string{"min: 1", "min: 1\n      max: 30"}, "Largest value of field Days set to +30+"},
		"one gone":    {[]string{"    timeout: 2_days\n", ""}, "Timeout of Manager review removed (it was -2_days-)"},
		"a way":       {[]string{"continue_to: amount", "continue_to: done"}, "On approve, Manager review now goes to +Done+ instead of -Amount-"},
		"an end":      {[]string{"continue_to: amount", "end_workflow: true"}, "On approve, Manager review now ends the workflow instead of -Amount-"},
		"a name":      {[]string{"  review:", "  manager_review:"}, "Step -review- renamed to +manager_review+"},
		"no value":    {[]string{"      required: true\n", ""}, "Field Days is no longer required"},
		"a condition": {[]string{"days > 10", "days > 20"}, "Condition of choice 1 of Amount changed from -days > 10- to +days > 20+"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, found := range change.List(model.Read(small), model.Read(with(t, c.replace...))) {
				var said strings.Builder
				marks := map[change.Value]string{change.BeforeValue: "-", change.AfterValue: "+"}
				for _, p := range found.Parts() {
					said.WriteString(marks[p.Of] + p.Text.String() + marks[p.Of])
				}
				var inIndonesian strings.Builder
				for _, p := range found.Parts() {
					inIndonesian.WriteString(p.Text.In(words.Indonesian))
					if p.Of != change.NoValue && !strings.Contains(c.want, p.Text.In(words.Indonesian)) {
						t.Errorf("the value %q of %s is another one in Indonesian", p.Text, c.want)
					}
				}
				if got, whole := inIndonesian.String(), found.Words.In(words.Indonesian); got != whole || got == found.Words.String() {
					t.Errorf("in Indonesian the parts are %q, all of it %q", got, whole)
				}
				if said.String() != c.want {
					t.Errorf("got  %s\nwant %s", said.String(), c.want)
				}
			}
		})
	}
}
