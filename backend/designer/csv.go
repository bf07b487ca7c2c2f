package designer

import (
	"encoding/csv"
	"strings"
)

// csvOf writes rows as RFC 4180 has it, with the mark by which spreadsheets know that it is UTF-8.
func csvOf(rows [][]string) (string, error) {
	var text strings.Builder
	text.WriteString("\ufeff")
	w := csv.NewWriter(&text)
	w.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, said := range row {
			cells[i] = cell(said)
		}
		if err := w.Write(cells); err != nil {
			return "", err
		}
	}
	w.Flush()
	return text.String(), w.Error()
}

// cell keeps a spreadsheet from taking what somebody wrote for a formula.
func cell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
