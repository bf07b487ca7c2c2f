//go:build linux

package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"

	"workflow-designer/backend/generate/model/modeltest"
	"workflow-designer/backend/httpapi"
	"workflow-designer/backend/storage/miniotest"
)

// planted are secrets, by what they are.
type planted map[string]string

// told gives which secrets a text tells, as they are or in a form that anybody can read back.
func (p planted) told(text string) []string {
	var found []string
	for name, secret := range p {
		quoted, _ := json.Marshal(secret)
		for _, form := range []string{
			secret, url.QueryEscape(secret), url.PathEscape(secret), strings.Trim(string(quoted), `"`), hex.EncodeToString([]byte(secret)),
			base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
		} {
			if strings.Contains(text, form) {
				found = append(found, name)
				break
			}
		}
	}
	return found
}

// stage is a computer on which secrets were planted.
type stage struct {
	t       *testing.T
	folder  string
	env     []string
	secrets planted
	safe    []string // files that may hold secrets, below the folder
	umask   string   // empty: that of the test
}

func (s *stage) keepsQuiet(where, text string) {
	s.t.Helper()
	for _, name := range s.secrets.told(text) {
		s.t.Errorf("%s tells the %s", where, name)
	}
}

func (s *stage) command(args ...string) *exec.Cmd {
	c := exec.CommandContext(s.t.Context(), os.Args[0], args...)
	if s.umask != "" {
		c = exec.CommandContext(s.t.Context(), "sh", append([]string{"-c", "umask " + s.umask + `; exec "$0" "$@"`, os.Args[0]}, args...)...)
	}
	c.Dir, c.Env = s.folder, append([]string{asProgram + "=1", "HOME=" + s.folder, "XDG_CONFIG_HOME=" + filepath.Join(s.folder, "config"), "DEBUG=true"}, s.env...)
	return c
}

// says runs a command and looks at everything that it says.
func (s *stage) says(stdin string, args ...string) string {
	s.t.Helper()
	c := s.command(args...)
	c.Stdin = strings.NewReader(stdin)
	said, _ := c.CombinedOutput() // many are to fail
	s.keepsQuiet(strings.Join(args, " "), string(said))
	return string(said)
}

const plantedYAML = "name: Leave\nform: {fields: []}\nworkflow: {}\n"

// commands are all that the command line can do, with what fails.
func (s *stage) commands() {
	bundle := filepath.Join(s.folder, "bundle.zip")
	for _, args := range [][]string{
		{"save", "-"},
		{"save", "-", "--workflow", "99"},
		{"list"},
		{"search", "leave"},
		{"versions", "1"},
		{"show", "1"},
		{"show", "99"},
		{"diff", "1", "a", "b"},
		{"restore", "1", "none"},
		{"tag", "1", "none", "x"},
		{"bulk", "label", "--workflows", "1", "x"},
		{"generate"},
		{"generate", "--model", "test-model"},
		{"validate", "-"},
		{"validate", "none.yaml"},
		{"simulate", "none.yaml", "--all"},
		{"sync"},
		{"conflicts"},
		{"resolve", "1", "--take", "mine"},
		{"export", "--output", filepath.Join(s.folder, "all.zip")},
		{"import", "none.zip"},
		{"doctor"},
		{"doctor", "--fix"},
		{"doctor", "--bundle", bundle},
		{"version"},
		{"delete", "1"},
		{"undelete", "1"},
		{"--help"},
		{"serve", "--help"},
		{"serve", "--addr", "nonsense"},
		{"nonsense"},
	} {
		s.says(plantedYAML, args...)
		s.says(plantedYAML, append(args, "--json")...)
	}
	s.inZip(bundle)
}

func (s *stage) inZip(path string) {
	s.t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		s.t.Error("there is no bundle", err)
		return
	}
	s.zipKeepsQuiet(path, text)
}

func (s *stage) zipKeepsQuiet(where string, text []byte) {
	s.t.Helper()
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		s.t.Error(where, err)
		return
	}
	for _, f := range z.File {
		opened, err := f.Open()
		if err != nil {
			s.t.Fatal(err)
		}
		content, err := io.ReadAll(opened)
		if err != nil {
			s.t.Fatal(err)
		}
		s.keepsQuiet(where+", "+f.Name, string(content))
	}
}

// files looks at all files of the person but the safe ones, and gives how often a safe one tells a secret.
func (s *stage) files() (inSafe int) {
	s.t.Helper()
	err := filepath.WalkDir(s.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, safe := range s.safe {
			if path == filepath.Join(s.folder, safe) {
				inSafe += len(s.secrets.told(string(content)))
				return nil
			}
		}
		s.keepsQuiet(path, string(content))
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return inSafe
}

// server is the program as it serves.
type server struct {
	*stage
	process *exec.Cmd
	address string
	token   string
	said    *said
}

// said is what a process has said so far.
type said struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *said) Write(text []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(text)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

func (s *stage) serve(token string) *server {
	s.t.Helper()
	c := s.command("serve", "--addr", "127.0.0.1:0")
	c.Env = append(c.Env, "WORKFLOW_DESIGNER_TOKEN="+token)
	run := &server{stage: s, process: c, token: token, said: &said{}}
	c.Stderr = run.said
	output, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = c.Process.Kill() })
	lines := bufio.NewScanner(output)
	for run.address == "" && lines.Scan() {
		_, _ = fmt.Fprintln(run.said, lines.Text())
		if address := regexp.MustCompile(`http://[0-9.:]+/`).FindString(lines.Text()); address != "" {
			run.address = strings.TrimSuffix(address, "/")
		}
	}
	if run.address == "" {
		s.t.Fatal("it does not serve: ", run.said)
	}
	go func() { _, _ = io.Copy(run.said, output) }()
	return run
}

// ask sends a request with the token and gives head and body of the answer, at most for a while: events never end.
func (r *server) ask(method, path, body string) (status int, whole string) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), method, r.address+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+r.token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		r.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = answer.Body.Close() }()
	var head bytes.Buffer
	_ = answer.Header.Write(&head)
	if strings.HasPrefix(answer.Header.Get("Content-Type"), "text/event-stream") {
		line, _ := bufio.NewReader(answer.Body).ReadString('\n')
		return answer.StatusCode, head.String() + line
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	if answer.Header.Get("Content-Type") == "application/zip" {
		r.zipKeepsQuiet(method+" "+path, text)
	}
	return answer.StatusCode, head.String() + string(text)
}

// routes asks everything, with what fits and with nonsense, and the page with its files.
func (r *server) routes() {
	r.t.Helper()
	bodies := []string{
		"", "{}", `{"yaml_content": "name: Leave\n", "description": "the manager approves", "workflow_id": 1, "fix": true, "settings": {}}`,
		`{"s3_endpoint_url": "nonsense", "settings": {"s3_bucket_name": "x"}, "action": "nonsense"}`, "nonsense",
	}
	ids := strings.NewReplacer("{workflow_id}", "1", "{version_id}", "none", "{template_id}", "purchase_request", "{draft_id}", "workflow-1",
		"{job_id}", "none", "{import_id}", "none", "{scenario_id}", "none")
	for _, route := range httpapi.Routes() {
		method, path, _ := strings.Cut(route, " ")
		for _, body := range bodies {
			if method == http.MethodGet && body != "" {
				continue
			}
			if _, text := r.ask(method, ids.Replace(path), body); text != "" {
				r.keepsQuiet(route+" with "+body, text)
			}
		}
	}
	_, page := r.ask("GET", "/", "")
	r.keepsQuiet("the page", page)
	for _, asset := range regexp.MustCompile(`(?:src|href)="(/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		_, text := r.ask("GET", asset[1], "")
		r.keepsQuiet(asset[1], text)
	}
	for _, wrong := range []string{"/?token=" + url.QueryEscape(r.token) + "x", "/services/v1/none", "/none"} {
		_, text := r.ask("GET", wrong, "")
		r.keepsQuiet(wrong, text)
	}
	if line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", r.process.Process.Pid)); err != nil {
		r.t.Error(err)
	} else {
		r.keepsQuiet("the list of processes", string(line))
	}
}

// crash makes the program tell all that it does, as a crash does.
func (r *server) crash() {
	r.t.Helper()
	if err := r.process.Process.Signal(syscall.SIGQUIT); err != nil {
		r.t.Fatal(err)
	}
	_ = r.process.Wait()
	report, err := os.ReadFile(filepath.Join(r.folder, "workflow_files", ".crash.txt"))
	if err != nil || !strings.Contains(string(report), "goroutine ") {
		r.t.Errorf("there is no crash report: %.80q, %v", report, err)
	}
	r.keepsQuiet("what the server said", r.said.String())
	if !strings.Contains(r.said.String(), "level=DEBUG msg=request") {
		r.t.Error("the log is not at its most verbose: ", r.said)
	}
}

func TestPlantedSecretsAreToldNowhere(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	minio := miniotest.Shared(t)
	access, secret := minio.AddUser(t, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":["arn:aws:s3:::*"]}]}`)
	const modelKey, token = "sk-PLANTED/model+key=0123456789", "PLANTED-session-token-0123456789"
	for name, plant := range map[string]func(t *testing.T, s *stage, keys map[string]string){
		"in the environment": func(_ *testing.T, s *stage, keys map[string]string) {
			for name, key := range keys {
				s.env = append(s.env, name+"="+key)
			}
		},
		"in the .env file": func(t *testing.T, s *stage, keys map[string]string) {
			var text strings.Builder
			for name, key := range keys {
				fmt.Fprintf(&text, "%s='%s'\n", name, key)
			}
			if err := os.WriteFile(filepath.Join(s.folder, ".env"), []byte(text.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			s.safe = append(s.safe, ".env")
		},
		"entered in the app": func(t *testing.T, s *stage, keys map[string]string) {
			s.safe = append(s.safe, "config/workflow-designer/keys.json") // there is no keyring
			r := s.serve(token)
			input, err := json.Marshal(map[string]string{
				"s3_access_key_id": keys["S3_ACCESS_KEY_ID"], "s3_secret_access_key": keys["S3_SECRET_ACCESS_KEY"], "model_api_key": keys["MODEL_API_KEY"],
			})
			if err != nil {
				t.Fatal(err)
			}
			status, answer := r.ask("PUT", "/services/v1/admin/settings", string(input))
			if status != http.StatusOK {
				t.Fatalf("%d %s", status, answer)
			}
			s.keepsQuiet("PUT settings", answer)
			r.crash()
		},
		"wrong ones, which the store and the model repeat": func(_ *testing.T, s *stage, keys map[string]string) {
			s.secrets["access key"], s.secrets["secret key"] = "PLANTEDWRONGID012345", "PLANTED/wrong+secret=0123456789"
			s.env = append(s.env, "S3_ACCESS_KEY_ID=PLANTEDWRONGID012345", "S3_SECRET_ACCESS_KEY=PLANTED/wrong+secret=0123456789", "MODEL_API_KEY="+keys["MODEL_API_KEY"])
		},
	} {
		t.Run(name, func(t *testing.T) {
			// given a person with keys, a bucket, and a model that repeats the key that it refuses
			script := make([]modeltest.Turn, 40)
			for i := range script {
				script[i] = modeltest.Refuses([]int{422, 401}[i%2], "Not known: "+modelKey)
			}
			model := modeltest.Start(t, modeltest.OpenAI(), script...)
			s := &stage{t: t, folder: t.TempDir(), secrets: planted{
				"access key": access, "secret key": secret, "key of the model": modelKey, "session token": token,
			}}
			s.env = []string{
				"STORAGE_TYPE=s3", "S3_ENDPOINT_URL=" + minio.Endpoint, "S3_BUCKET_NAME=" + minio.NewBucket(t, true),
				"MODEL_ENDPOINT_URL=" + model.URL, "MODEL_NAME=test-model",
			}
			plant(t, s, map[string]string{"S3_ACCESS_KEY_ID": access, "S3_SECRET_ACCESS_KEY": secret, "MODEL_API_KEY": modelKey})

			// when it does all that it can, with everything said
			s.commands()
			r := s.serve(token)
			r.routes()
			r.crash()

			if len(model.Requests()) == 0 {
				t.Error("the model was never asked, so it has repeated nothing")
			}
			// then no secret is in anything of that, nor in a file but where it was put
			if found := s.files(); len(s.safe) > 0 && found < 3 {
				t.Errorf("only %d secrets are found where they were put: the search finds nothing", found)
			}
			if name == "in the environment" {
				if said := s.says("", "doctor"); !strings.Contains(said, "keys are in the environment") {
					t.Errorf("the keys are not in use: %s", said)
				}
			}
		})
	}
}

func TestAPasswordInAnAddressIsToldNowhere(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	for name, value := range map[string]string{
		"S3_ENDPOINT_URL":    "https://PLANTEDuser:PLANTEDpassword@host.example",
		"MODEL_ENDPOINT_URL": "https://PLANTEDuser:PLANTEDpassword@host.example/v1",
		"HTTPS_PROXY":        "http://PLANTEDuser:PLANTEDpassword@127.0.0.1:1",
	} {
		t.Run(name, func(t *testing.T) {
			s := &stage{t: t, folder: t.TempDir(), secrets: planted{"password": "PLANTEDpassword"}}
			s.env = []string{
				"STORAGE_TYPE=s3", "S3_ENDPOINT_URL=https://store.example", "S3_ACCESS_KEY_ID=a", "S3_SECRET_ACCESS_KEY=b",
				"MODEL_ENDPOINT_URL=https://model.example/v1", "MODEL_API_KEY=c", "MODEL_NAME=m", name + "=" + value,
			}
			for _, args := range [][]string{{"save", "-"}, {"sync"}, {"doctor"}, {"doctor", "--bundle", filepath.Join(s.folder, "b.zip")}, {"generate", "--model", "m"}, {"list", "--json"}} {
				s.says(plantedYAML, args...)
			}
			if _, err := os.Stat(filepath.Join(s.folder, "b.zip")); err == nil {
				s.inZip(filepath.Join(s.folder, "b.zip"))
			}
			s.files()
		})
	}
}

func TestTheSearchForSecretsFindsThem(t *testing.T) {
	p := planted{"key": `a/"b"+c=0123456789`}
	for _, text := range []string{
		`x a/"b"+c=0123456789 y`, `"a/\"b\"+c=0123456789"`, "k=a%2F%22b%22%2Bc%3D0123456789", hex.EncodeToString([]byte(p["key"])),
		base64.StdEncoding.EncodeToString([]byte(p["key"])),
	} {
		if len(p.told(text)) != 1 {
			t.Errorf("it is not found in %s", text)
		}
	}
	if len(p.told("nothing of it")) != 0 {
		t.Error("it is found where it is not")
	}
}
