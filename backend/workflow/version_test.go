package workflow_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"workflow-designer/backend/workflow"
)

func TestAnyTextIsAVersionValidYAMLOrNot(t *testing.T) {
	for name, content := range map[string]string{
		"a workflow":          "name: Leave\nform: {}\nworkflow: {}\n",
		"broken YAML":         "name: [unclosed\n\t- tab",
		"emoji and accents":   "name: \"Congés 🏝️ 请假\"\r\n",
		"byte order mark":     "\ufeffname: x",
		"replacement letter":  "name: \ufffd",
		"control characters":  "a\x01\x7f\x1b[31m",
		"one letter":          "x",
		"exactly the largest": strings.Repeat("x", workflow.MaxContent),
	} {
		t.Run(name, func(t *testing.T) {
			if err := workflow.CheckContent([]byte(content)); err != nil {
				t.Errorf("refused: %v", err)
			}
		})
	}
}

func TestWhatIsNoTextIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		content []byte
		code    workflow.Code
		says    string
	}{
		"nothing":            {nil, workflow.CodeInvalidContent, "empty"},
		"only white space":   {[]byte(" \r\n\t\u00a0\u2003\n"), workflow.CodeInvalidContent, "empty"},
		"a NUL byte":         {[]byte("name: a\x00b"), workflow.CodeInvalidContent, "NUL byte at offset 7"},
		"Latin-1":            {[]byte("name: Cong\xe9s"), workflow.CodeInvalidContent, "the byte at offset 10 is not"},
		"a cut letter":       {[]byte("name: \xe2\x82"), workflow.CodeInvalidContent, "the byte at offset 6 is not"},
		"a surrogate":        {[]byte("a\xed\xa0\x80"), workflow.CodeInvalidContent, "the byte at offset 1 is not"},
		"UTF-16":             {[]byte("\xff\xfen\x00a\x00"), workflow.CodeInvalidContent, "NUL byte"},
		"one byte too much":  {bytes.Repeat([]byte("x"), workflow.MaxContent+1), workflow.CodeTooLarge, "1048577 bytes"},
		"too much of spaces": {bytes.Repeat([]byte(" "), workflow.MaxContent+1), workflow.CodeTooLarge, "at most 1048576"},
	} {
		t.Run(name, func(t *testing.T) {
			presentable(t, workflow.CheckContent(c.content), c.code, c.says)
		})
	}
}

func TestNotesTakeAnyPlainText(t *testing.T) {
	for _, text := range []string{"", "said \"yes\"\nand 'no'\r\n", strings.Repeat("prompt 🧾\n", 2500), "\ufffd"} {
		if err := workflow.CheckNote("comment", text); err != nil {
			t.Errorf("%.20q is refused: %v", text, err)
		}
	}
	for _, text := range []string{"a\x00b", "\xff", "Cong\xe9s"} {
		presentable(t, workflow.CheckNote("comment", text), workflow.CodeInvalidContent, "The comment is not")
	}
}

func TestSHA256IsOfTheExactBytes(t *testing.T) {
	const ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if got := workflow.SHA256(nil); got != ofNothing {
		t.Errorf("hash of nothing is %s", got)
	}
	if workflow.SHA256([]byte("a\n")) == workflow.SHA256([]byte("a\r\n")) {
		t.Error("line ends do not count")
	}
}

func presentable(t *testing.T, err error, code workflow.Code, says string) {
	t.Helper()
	e, ok := errors.AsType[*workflow.Error](err)
	switch {
	case !ok:
		t.Errorf("got %v, want %s", err, code)
	case e.Code != code:
		t.Errorf("code is %s, want %s", e.Code, code)
	case !strings.Contains(e.Message.String(), says):
		t.Errorf("message %q does not say %q", e.Message, says)
	case !strings.HasSuffix(e.Message.String(), ".") || !strings.HasSuffix(e.Hint.String(), "."):
		t.Errorf("message %q and hint %q are not whole sentences", e.Message, e.Hint)
	}
}
