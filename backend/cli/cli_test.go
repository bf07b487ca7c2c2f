package cli_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"workflow-designer/backend/cli"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
)

func TestMain(m *testing.M) { miniotest.Main(m) }

// terminal runs command lines on one data folder.
type terminal struct {
	t           *testing.T
	folder      string
	environment map[string]string
}

func newTerminal(t *testing.T, environment map[string]string) terminal {
	t.Helper()
	return terminal{t: t, folder: t.TempDir(), environment: environment}
}

func (term terminal) program(stdin string, stdout, stderr *bytes.Buffer) cli.Program {
	return cli.Program{
		Stdin: strings.NewReader(stdin), Stdout: stdout, Stderr: stderr,
		Open: func(ctx context.Context) (*designer.Designer, error) {
			return designer.Open(ctx, designertest.Options(term.t, term.folder, term.environment))
		},
		Build: designer.Build{Version: "1.2.3"}, Listen: net.Listen, Log: designertest.Log(term.t),
	}
}

// run gives what a person would see: standard output, standard error and the exit status.
func (term terminal) run(stdin string, args ...string) (stdout, stderr string, status int) {
	term.t.Helper()
	var out, errs bytes.Buffer
	status = cli.Run(context.Background(), term.program(stdin, &out, &errs), args)
	return out.String(), errs.String(), status
}

// answer runs a command that must succeed and decodes what it prints.
func (term terminal) answer(stdin string, args ...string) map[string]any {
	term.t.Helper()
	stdout, stderr, status := term.run(stdin, append(args, "--json")...)
	if status != cli.StatusOK {
		term.t.Fatalf("%v: status %d: %s", args, status, stderr)
	}
	var decoded map[string]any
	if err := json.Unmarshal([]byte(stdout), &decoded); err != nil {
		term.t.Fatalf("%v printed %q: %v", args, stdout, err)
	}
	return decoded
}

const sampleYAML = "name: Leave\r\nform: {fields: []}\nworkflow: {}"

func TestSaveListVersionsShow(t *testing.T) {
	term := newTerminal(t, nil)
	file := filepath.Join(t.TempDir(), "leave.yaml")
	if err := os.WriteFile(file, []byte(sampleYAML), 0o600); err != nil {
		t.Fatal(err)
	}
	first := term.answer("", "save", file, "--prompt", "p\n🙂", "--comment", `a "quoted" comment`)
	second := term.answer(sampleYAML+"# two", "save", "--workflow", "1", "--parent", first["version_id"].(string), "-")
	if second["workflow_id"] != 1.0 || second["number"] != 2.0 {
		t.Fatalf("second save: %v", second)
	}
	row := term.answer("", "list")["workflows"].([]any)[0].(map[string]any)
	for field, want := range map[string]any{"workflow_id": 1.0, "name": "Leave", "s3_file_path": "companies/1/workflows/1/workflow.yaml", "version_count": 2.0, "sync_state": "local"} {
		if row[field] != want {
			t.Errorf("list: %s is %v, want %v", field, row[field], want)
		}
	}
	versions := term.answer("", "versions", "1")["versions"].([]any)
	if len(versions) != 2 || versions[0].(map[string]any)["version_id"] != second["version_id"] {
		t.Errorf("versions %v", versions)
	}
	if shown, _, _ := term.run("", "show", "1"); shown != sampleYAML+"# two" {
		t.Errorf("show printed %q", shown)
	}
	if shown, _, _ := term.run("", "show", "1", "--version", first["version_id"].(string)); shown != sampleYAML {
		t.Errorf("show of the first version printed %q", shown)
	}
	detail := term.answer("", "show", "1", "--version", first["version_id"].(string))
	if detail["prompt"] != "p\n🙂" || detail["version_comment"] != `a "quoted" comment` || detail["author"] != designertest.Author {
		t.Errorf("show --json: %v", detail)
	}
}

func TestExitStatusSaysWhoseFaultItIs(t *testing.T) {
	term := newTerminal(t, nil)
	first := term.answer(sampleYAML, "save", "-")["version_id"].(string)
	term.answer(sampleYAML+"#", "save", "--workflow", "1", "-")
	cases := []struct {
		name   string
		stdin  string
		args   []string
		status int
		says   string
	}{
		{"unknown command", "", []string{"frobnicate"}, cli.StatusUsage, "--help"},
		{"no command", "", nil, cli.StatusUsage, "--help"},
		{"unknown flag", "", []string{"list", "--nope"}, cli.StatusUsage, "--nope"},
		{"missing argument", "", []string{"versions"}, cli.StatusUsage, "accepts 1"},
		{"no-auth beyond loopback", "", []string{"serve", "--no-auth", "--addr", "0.0.0.0:0"}, cli.StatusUsage, "loopback"},
		{"bad address", "", []string{"serve", "--addr", "8787"}, cli.StatusUsage, "HOST:PORT"},
		{"workflow 0", "", []string{"versions", "0"}, cli.StatusFailed, "invalid_id"},
		{"workflow -1", "", []string{"versions", "--", "-1"}, cli.StatusFailed, "invalid_id"},
		{"workflow 99999999999", "", []string{"show", "99999999999"}, cli.StatusFailed, "invalid_id"},
		{"workflow ../x", "", []string{"show", "../x"}, cli.StatusFailed, "invalid_id"},
		{"unknown workflow", "", []string{"show", "9"}, cli.StatusFailed, "workflow_not_found"},
		{"unknown version", "", []string{"show", "1", "--version", "x"}, cli.StatusFailed, "version_not_found"},
		{"stale parent", "name: x\n", []string{"save", "--workflow", "1", "--parent", first, "-"}, cli.StatusFailed, "stale_parent"},
		{"empty text", "", []string{"save", "-"}, cli.StatusFailed, "invalid_content"},
		{"NUL byte", "name: \x00", []string{"save", "-"}, cli.StatusFailed, "invalid_content"},
		{"invalid UTF-8", "name: \xff", []string{"save", "-"}, cli.StatusFailed, "invalid_content"},
		{"too large", strings.Repeat("a", 1<<20+1), []string{"save", "-"}, cli.StatusFailed, "too_large"},
		{"no such file", "", []string{"save", "nothing.yaml"}, cli.StatusFailed, "nothing.yaml"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			stdout, stderr, status := term.run(tc.stdin, tc.args...)
			if status != tc.status || !strings.Contains(stderr, tc.says) {
				t.Errorf("status %d, want %d; standard error %q, want %q in it", status, tc.status, stderr, tc.says)
			}
			if tc.status == cli.StatusFailed && stdout != "" {
				t.Errorf("standard output has %q", stdout)
			}
		})
	}
	_, stderr, _ := term.run("", "show", "9", "--json")
	var problem struct {
		Error designer.Problem `json:"error"`
	}
	if err := json.Unmarshal([]byte(stderr), &problem); err != nil || problem.Error.Code != "workflow_not_found" || problem.Error.Hint == "" {
		t.Errorf("an error as JSON is %q", stderr)
	}
}

func TestSyncSendsWhatWaits(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	proxy := server.Proxy(t)
	term := newTerminal(t, map[string]string{
		"STORAGE_TYPE": "s3", "S3_ENDPOINT_URL": proxy.URL, "S3_BUCKET_NAME": bucket,
		"S3_ACCESS_KEY_ID": server.AccessKey, "S3_SECRET_ACCESS_KEY": server.SecretKey,
	})
	proxy.Refuse()
	_, stderr, status := term.run(sampleYAML, "save", "-")
	if status != cli.StatusOK || !strings.Contains(stderr, "waits to be sent") {
		t.Fatalf("save without a network: status %d, %s", status, stderr)
	}
	if _, stderr, status := term.run("", "sync"); status != cli.StatusFailed || !strings.Contains(stderr, "bucket_unreachable") {
		t.Fatalf("sync without a network: status %d, %s", status, stderr)
	}
	proxy.Forward()
	if report := term.answer("", "sync"); report["pushed"] != 1.0 {
		t.Fatalf("sync: %v", report)
	}
	if report := term.answer("", "doctor"); report["ok"] != true {
		t.Errorf("doctor: %v", report)
	}
	if err := server.Client(t).SuspendVersioning(context.Background(), bucket); err != nil {
		t.Fatal(err)
	}
	stdout, _, status := term.run("", "doctor")
	if status != cli.StatusFailed || !strings.Contains(stdout, "versioning_suspended") || !strings.Contains(stdout, "--fix") {
		t.Errorf("doctor on a suspended bucket: status %d, %s", status, stdout)
	}
	if report := term.answer("", "doctor", "--fix"); report["ok"] != true {
		t.Errorf("doctor --fix: %v", report)
	}
}

func TestServeAnswersUntilInterrupted(t *testing.T) {
	term := newTerminal(t, nil)
	var out, errs bytes.Buffer
	listening := make(chan net.Addr, 1)
	program := term.program("", &out, &errs)
	program.Token = "set-by-the-person"
	program.Listen = func(network, address string) (net.Listener, error) {
		listener, err := net.Listen(network, address)
		if err == nil {
			listening <- listener.Addr()
		}
		return listener, err
	}
	ctx, interrupt := context.WithTimeout(context.Background(), time.Minute)
	defer interrupt()
	ended := make(chan int, 1)
	go func() { ended <- cli.Run(ctx, program, []string{"serve", "--addr", "127.0.0.1:0"}) }()

	url := "http://" + (<-listening).String() + "/services/v1/admin/workflows"
	for token, want := range map[string]int{"set-by-the-person": http.StatusOK, "another": http.StatusUnauthorized} {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("token %q: status %d, want %d", token, response.StatusCode, want)
		}
	}
	http.DefaultClient.CloseIdleConnections()
	interrupt()
	if status := <-ended; status != cli.StatusOK {
		t.Errorf("status %d after the interrupt: %s", status, errs.String())
	}
	if strings.Contains(out.String(), "set-by-the-person") {
		t.Error("the token that was set is printed")
	}
}

func TestVersionNamesTheProgram(t *testing.T) {
	term := newTerminal(t, nil)
	if stdout, _, _ := term.run("", "version"); !strings.Contains(stdout, "1.2.3") {
		t.Errorf("version printed %q", stdout)
	}
	if answer := term.answer("", "version"); answer["version"] != "1.2.3" {
		t.Errorf("version --json: %v", answer)
	}
}

func TestDoctorWritesASupportBundleThatOnlyThePersonCanRead(t *testing.T) {
	term := newTerminal(t, nil)
	term.answer(sampleYAML, "save", "-")
	bundle := filepath.Join(t.TempDir(), "support.zip")
	stdout, stderr, status := term.run("", "doctor", "--bundle", bundle)
	if status != cli.StatusOK || !strings.Contains(stdout, "Index file is sound") || !strings.Contains(stderr, "support.zip") {
		t.Fatalf("status %d, %s, %s", status, stdout, stderr)
	}
	read, err := zip.OpenReader(bundle)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = read.Close() }()
	var names []string
	for _, f := range read.File {
		names = append(names, f.Name)
	}
	if want := []string{"README.txt", "program.json", "settings.json", "doctor.json", "counts.json"}; !slices.Equal(names, want) {
		t.Errorf("the bundle has %v", names)
	}
	if info, err := os.Stat(bundle); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the bundle has %v, %v", info.Mode(), err)
	}
	_, stderr, status = term.run("", "doctor", "--bundle", filepath.Join(bundle, "below", "a.zip"))
	if status != cli.StatusFailed || !strings.Contains(stderr, "storage_failed") {
		t.Errorf("below a file: status %d, %s", status, stderr)
	}
}

func TestNothingThatOthersWroteActsOnTheTerminal(t *testing.T) {
	// given a workflow whose name, comment and text hold sequences that clear a screen, set a title and turn the writing around
	term := newTerminal(t, nil)
	const evil = "a\x1b[2J\x1b]0;owned\x07b\u009b31m\u202ec\rd"
	yaml := "name: " + strconv.Quote(evil) + "\nform: {fields: []}\nworkflow: {}\n"
	term.answer(yaml, "save", "-", "--comment", evil, "--name", evil)
	file := filepath.Join(t.TempDir(), "x\x1b[2J.yaml")
	if err := os.WriteFile(file, []byte("name: [\n# \x1b[2J"), 0o600); err != nil {
		t.Fatal(err)
	}
	// when every command prints it, in words and as JSON, results and errors
	for _, args := range [][]string{
		{"list"},
		{"versions", "1"},
		{"search", "a"},
		{"validate", file},
		{"doctor"},
		{"show", "1", "--json"},
		{"list", "--json"},
		{"versions", "1", "--json"},
		{"tag", "1", "\x1b[2J", "t"},
		{"no\x1b[2J"},
		{"show", "\x1b[2J"},
		{"show", "1", "--version", evil},
		{"import", file},
		{"delete", "1"},
		{"undelete", "1"},
		{"export", "--output", filepath.Join(t.TempDir(), "none", "\x1b[2J")},
	} {
		stdout, stderr, _ := term.run("", args...)
		for _, r := range stdout + stderr {
			if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
				t.Errorf("%q printed %q: %q %q", args, r, stdout, stderr)
				break
			}
		}
	}
	// then JSON says the same as ever, and what other programs take is exact
	if name := term.answer("", "list")["workflows"].([]any)[0].(map[string]any)["name"]; name != evil {
		t.Errorf("the name is %q", name)
	}
	if shown, _, _ := term.run("", "show", "1"); shown != yaml {
		t.Errorf("show printed %q", shown)
	}
}
