package settings

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/joho/godotenv"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// readEnvFile reads a .env file; one that does not exist sets nothing. Its variables stay here: programs that this
// one starts must not inherit keys.
func readEnvFile(path string) (layer, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = nil, nil
	}
	if err != nil {
		return layer{}, unreadable(path, err)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	variables, err := godotenv.UnmarshalBytes(withLineEnd(text))
	if err != nil {
		// The parser's own error repeats the rest of the file, keys and all.
		return layer{}, unparsable(path, lineOfEnvError(text), "is not a list of NAME=value lines")
	}
	return layer{
		source: SourceEnvFile,
		lookup: func(v variable) string { return strings.TrimSpace(variables[v.env]) },
		origin: func(v variable) words.Text { return words.F("%s in %s", v.env, path) },
	}, nil
}

// withLineEnd ends the last line: the parser takes a last line without = and without an end for a value.
func withLineEnd(text []byte) []byte { return append(bytes.Clone(text), '\n') }

// lineOfEnvError is the line of the statement that the parser stumbles over: all lines before it are fine together.
// It is 0 for a file that is too long to be parsed once per line.
func lineOfEnvError(text []byte) int {
	const most = 64 << 10
	if len(text) > most {
		return 0
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	for fine := len(lines) - 1; fine > 0; fine-- {
		before := bytes.Join(lines[:fine], nil)
		if _, err := godotenv.UnmarshalBytes(withLineEnd(before)); err == nil {
			return fine + 1
		}
	}
	return 1
}

// unparsable refuses a file; line 0 says that the line is not known.
func unparsable(path string, line int, what words.Text) error {
	message := words.F("The file %s %s.", path, what)
	if line > 0 {
		message = words.F("The file %s %s, line %d.", path, what, line)
	}
	return &workflow.Error{
		Code:    workflow.CodeInvalidSettings,
		Message: message,
		Hint:    "Mend the file, or move it away: then its settings have their defaults. It was not changed.",
	}
}

func unreadable(path string, err error) error {
	return &workflow.Error{
		Code:    workflow.CodeInvalidSettings,
		Message: words.F("The file %s cannot be read.", path),
		Hint:    "Make it a file that you can read, or move it away: then its settings have their defaults.",
		Err:     err,
	}
}
