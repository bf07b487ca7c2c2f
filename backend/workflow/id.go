package workflow

import (
	"fmt"
	"strconv"
	"strings"

	"workflow-designer/backend/words"
)

// MaxID is the largest company or workflow number: the specification keeps both in 32-bit integer columns.
const MaxID = 1<<31 - 1

// CompanyID numbers a company, the tenant; 1 to MaxID.
type CompanyID int64

// ID numbers a workflow within its company; 1 to MaxID. The number may change once, when a workflow that was
// created offline meets another with the same number in the bucket; its UUID never does.
type ID int64

// UID names a version for good: a ULID made on the laptop that saved it.
type UID string

// Ref names a workflow: its company and its number there.
type Ref struct {
	Company CompanyID
	ID      ID
}

// ParseCompanyID reads a decimal company number. The error has CodeInvalidID.
func ParseCompanyID(s string) (CompanyID, error) {
	n, err := parseNumber("company", s)
	return CompanyID(n), err
}

// ParseID reads a decimal workflow number. The error has CodeInvalidID.
func ParseID(s string) (ID, error) {
	n, err := parseNumber("workflow", s)
	return ID(n), err
}

// CheckID refuses a workflow number outside 1 to MaxID. The error has CodeInvalidID.
func CheckID(n int64) (ID, error) {
	if n < 1 || n > MaxID {
		return 0, invalidNumber("workflow", strconv.FormatInt(n, 10))
	}
	return ID(n), nil
}

func parseNumber(what words.Text, s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	// The text must be the number's own writing: "+1", "01" and " 1" would be second names of one folder.
	if err != nil || n < 1 || n > MaxID || strconv.FormatInt(n, 10) != s {
		return 0, invalidNumber(what, s)
	}
	return n, nil
}

func invalidNumber(what words.Text, s string) error {
	return &Error{
		Code:    CodeInvalidID,
		Message: words.F("%s is not a %s number.", strconv.QuoteToASCII(shorten(s, 40)), what),
		Hint:    words.F("A %s number is a whole number from 1 to %d.", what, MaxID),
	}
}

const (
	companiesFolder = "companies"
	workflowsFolder = "workflows"
	fileName        = "workflow.yaml"
	scenariosName   = "scenarios.json"
)

// Folder is the workflow's place in a store, with slashes: companies/{company}/workflows/{id}.
func (r Ref) Folder() string {
	return fmt.Sprintf("%s/%d/%s/%d", companiesFolder, r.Company, workflowsFolder, r.ID)
}

// Key is the key of the latest version, in every store: companies/{company}/workflows/{id}/workflow.yaml.
func (r Ref) Key() string { return r.Folder() + "/" + fileName }

// ScenariosKey is the key of the workflow's scenarios, beside its versions: companies/{company}/workflows/{id}/scenarios.json.
func (r Ref) ScenariosKey() string { return r.Folder() + "/" + scenariosName }

// String is the reference as a person may read it in a log.
func (r Ref) String() string { return fmt.Sprintf("workflow %d of company %d", r.ID, r.Company) }

// WorkflowsPrefix is the common beginning of the keys of a company's workflows.
func WorkflowsPrefix(c CompanyID) string {
	return fmt.Sprintf("%s/%d/%s/", companiesFolder, c, workflowsFolder)
}

// CompanyPrefix is the common beginning of every key of a company.
func CompanyPrefix(c CompanyID) string { return fmt.Sprintf("%s/%d/", companiesFolder, c) }

// ParseKey reads a key that Key wrote; false for every other key.
func ParseKey(key string) (Ref, bool) { return parse(key, fileName) }

// ParseScenariosKey reads a key that ScenariosKey wrote; false for every other key.
func ParseScenariosKey(key string) (Ref, bool) { return parse(key, scenariosName) }

func parse(key, name string) (Ref, bool) {
	parts := strings.Split(key, "/")
	if len(parts) != 5 || parts[0] != companiesFolder || parts[2] != workflowsFolder || parts[4] != name {
		return Ref{}, false
	}
	company, err := ParseCompanyID(parts[1])
	if err != nil {
		return Ref{}, false
	}
	id, err := ParseID(parts[3])
	if err != nil {
		return Ref{}, false
	}
	return Ref{Company: company, ID: id}, true
}

func shorten(s string, runes int) string {
	r := []rune(s)
	if len(r) <= runes {
		return s
	}
	return string(r[:runes]) + "…"
}
