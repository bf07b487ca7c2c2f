//go:build packaged

package packaging

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestAWindowsProgramIsSignedWithAKeyAndLeftAloneWithout(t *testing.T) {
	dir := t.TempDir()
	key, certificate, password := filepath.Join(dir, "key.pem"), filepath.Join(dir, "certificate.pem"), filepath.Join(dir, "password")
	put(t, password, "throw-away\n")
	// Given a program for Windows, and a key of its own with a password
	exe := filepath.Join(dir, "hello.exe")
	put(t, filepath.Join(dir, "hello.go"), "package main\n\nfunc main() { println(\"hello\") }\n")
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-o", exe, filepath.Join(dir, "hello.go"))
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	do(t, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-keyout", key, "-out", certificate, "-passout", "file:"+password,
		"-days", "2", "-subj", "/CN=Throw away", "-addext", "extendedKeyUsage=codeSigning", "-addext", "keyUsage=digitalSignature")
	before := get(t, exe)

	// When it is to be signed without a key in the environment
	sign(t, "./sign/windows.sh", exe)
	// Then it is as it was
	if get(t, exe) != before {
		t.Error("it was changed without a key")
	}
	if out, err := try(t, "osslsigncode", "verify", "-CAfile", certificate, exe); err == nil {
		t.Errorf("a program without a signature was taken for signed: %s", out)
	}

	// When there is one
	sign(t, "./sign/windows.sh", exe, "SIGN_WINDOWS_KEY="+key, "SIGN_WINDOWS_CERTIFICATES="+certificate, "SIGN_WINDOWS_PASSWORD_FILE="+password)
	// Then its signature holds, and no longer once a byte is changed
	if out := do(t, "osslsigncode", "verify", "-CAfile", certificate, exe); !strings.Contains(out, "Signature verification: ok") {
		t.Errorf("got %s", out)
	}
	signed := []byte(get(t, exe))
	signed[len(before)/2] ^= 1
	put(t, exe, string(signed))
	if out, err := try(t, "osslsigncode", "verify", "-CAfile", certificate, exe); err == nil {
		t.Errorf("a changed program was taken for signed: %s", out)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.signed")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestTheSumsAreSignedWithAKeyAndLeftAloneWithout(t *testing.T) {
	dir := t.TempDir()
	sums, public, secret := filepath.Join(dir, "SHA256SUMS"), filepath.Join(dir, "release.pub"), filepath.Join(dir, "release.key")
	put(t, sums, strings.Repeat("0", 64)+"  a.deb\n")
	do(t, "minisign", "-G", "-W", "-p", public, "-s", secret)

	sign(t, "./sign/sums.sh", sums)
	if _, err := os.Stat(sums + ".minisig"); err == nil {
		t.Error("it was signed without a key")
	}
	sign(t, "./sign/sums.sh", sums, "SIGN_MINISIGN_KEY="+secret)
	if out := do(t, "minisign", "-V", "-p", public, "-m", sums); !strings.Contains(out, "Signature and comment signature verified") {
		t.Errorf("got %s", out)
	}
	put(t, sums, strings.Repeat("1", 64)+"  a.deb\n")
	if out, err := try(t, "minisign", "-V", "-p", public, "-m", sums); err == nil {
		t.Errorf("changed sums were taken for signed: %s", out)
	}
}

func TestAKeyWithAPasswordSignsTheSums(t *testing.T) {
	dir := t.TempDir()
	sums, public, secret, password := filepath.Join(dir, "SHA256SUMS"), filepath.Join(dir, "p"), filepath.Join(dir, "s"), filepath.Join(dir, "w")
	put(t, sums, strings.Repeat("0", 64)+"  a.deb\n")
	put(t, password, "throw-away\n")
	make := exec.CommandContext(t.Context(), "minisign", "-G", "-p", public, "-s", secret)
	make.Stdin = strings.NewReader("throw-away\nthrow-away\n")
	if out, err := make.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	sign(t, "./sign/sums.sh", sums, "SIGN_MINISIGN_KEY="+secret, "SIGN_MINISIGN_PASSWORD_FILE="+password)
	do(t, "minisign", "-V", "-p", public, "-m", sums)
}

func TestABundleForMacIsSignedAndNotarized(t *testing.T) {
	// On a Mac alone it can be done; what would be done is said anywhere.
	if got := sign(t, "./sign/mac.sh", "Workflow Designer.dmg", "DRY_RUN=1"); got != "" {
		t.Errorf("without an identity: got %s", got)
	}
	got := sign(t, "./sign/mac.sh", "Workflow Designer.dmg", "DRY_RUN=1", "SIGN_MAC_IDENTITY=Developer ID Application: Ana", "SIGN_MAC_PROFILE=release")
	for _, want := range []string{"codesign --force --options runtime --timestamp --sign Developer ID", "notarytool submit", "stapler staple"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
}

func TestWhatIsLeftUnsignedIsSaidInOneLine(t *testing.T) {
	got := sign(t, "./sign/say.sh", "", "SIGN_MINISIGN_KEY=/key")
	if got != "Left unsigned, as these are not in the environment: SIGN_WINDOWS_KEY SIGN_MAC_IDENTITY\n" {
		t.Errorf("got %q", got)
	}
}

// sign runs a script with nothing in its environment of what would sign, but what is given, and gives what it says.
func sign(t *testing.T, script, file string, env ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), script, file)
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "SIGN_") {
			cmd.Env = append(cmd.Env, e)
		}
	}
	cmd.Env = append(cmd.Env, env...)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", script, err, out.String(), complaint.String())
	}
	return out.String()
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
