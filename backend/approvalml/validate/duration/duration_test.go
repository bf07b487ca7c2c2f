package duration_test

import (
	"testing"

	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/approvalml/validate/duration"
)

func TestTimeouts(t *testing.T) {
	for text, want := range map[string]bool{
		"48_hours": true, "5_business_days": true, "2_days": true, "30_minutes": true, "0_days": true, "": true,
		"٣_days": true, "2_days\n": true,
		"2_weeks": false, "48h": false, "48 hours": false, "_hours": false, "2_day": false, "2.5_days": false, " 2_days": false,
		"2_days ": false, "2_days\n\n": false, "2_Days": false, "-2_days": false, "12": false,
	} {
		if got := duration.Timeout(text); got != want {
			t.Errorf("Timeout(%q) = %v", text, got)
		}
	}
}

func TestServiceLevels(t *testing.T) {
	for written, want := range map[string]bool{
		"4h": true, "10m": true, "2d": true, "1h30m": true, "2d4h": true, "30s": true, "4": true, "'4'": true, "1.5": true,
		"24_hours": true, "2 days": true, "2_business_days": true, "1.5h": true, "4H": true, "3 Months": true, "90ms": true,
		"1h 30m": true, "1h_30m": true, "'4_0'": true, "inf": true, "nan": true, "-Infinity": true, "'1e3'": true, "-5": true,
		"true": true, "null": true, "''": true, "'  '": true, "'٣'": true, "\"4h\\_30m\"": true, "1.5e300": true,
		"4 hrs": false, "1min": false, "soon": false, "4h later": false, "h": false, "4x": false, "[4h]": false, "{}": false,
		"2024-01-31": false, "!!binary NGg=": false, "'4__0'": false, "'0x10'": false, "\"4\\_h\"": false, "-4h": false,
		"wee\u212a": false, "'1e'": false,
	} {
		tree := source.Read("sla: " + written + "\n")
		if !tree.Readable() {
			t.Fatalf("%q cannot be read", written)
		}
		if got := duration.SLA(tree.Root.Get("sla")); got != want {
			t.Errorf("SLA of %s = %v", written, got)
		}
	}
	if !duration.SLA(nil) {
		t.Error("no sla at all is refused")
	}
}

func TestAnHourCountBeyondAllNumbersIsRefused(t *testing.T) {
	digits := make([]byte, 400)
	for i := range digits {
		digits[i] = '9'
	}

	tree := source.Read("sla: " + string(digits) + "\n")

	if duration.SLA(tree.Root.Get("sla")) {
		t.Error("400 digits are taken, but no number is that large")
	}
}
