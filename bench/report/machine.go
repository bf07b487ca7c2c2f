package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// machine is on what a bench was run, with what else was there.
type machine struct {
	Processor string `json:"processor"`
	Cores     int    `json:"cores"`
	Memory    string `json:"memory"`
	Disk      string `json:"disk"` // the file system of the folder for temporary files, where benches write
	Kernel    string `json:"kernel"`
	Go        string `json:"go"`
	Node      string `json:"node"`
	Chromium  string `json:"chromium"`
	Git       string `json:"git"`
	Rclone    string `json:"rclone"`
	Ripgrep   string `json:"ripgrep"`
	MinIO     string `json:"minio"`
}

const unknown = "unknown"

func thisMachine(ctx context.Context, project string) machine {
	return machine{
		Processor: field("/proc/cpuinfo", "model name"), Cores: runtime.NumCPU(), Memory: memory(), Disk: disk(os.TempDir()),
		Kernel: kernel(), Go: strings.TrimPrefix(runtime.Version(), "go"),
		Node: said(ctx, "node", "--version"), Chromium: said(ctx, "chromium", "--version"), Git: said(ctx, "git", "version"),
		Rclone:  said(ctx, filepath.Join(project, ".tools/bin/rclone"), "version"),
		Ripgrep: said(ctx, "rg", "--version"), MinIO: said(ctx, filepath.Join(project, ".tools/bin/minio"), "--version"),
	}
}

// said is the first version that a program says it is.
func said(ctx context.Context, program string, args ...string) string {
	output, err := exec.CommandContext(ctx, program, args...).Output()
	if err != nil {
		return unknown
	}
	return firstVersion(string(output))
}

func firstVersion(output string) string {
	for _, word := range strings.Fields(output) {
		bare := strings.TrimPrefix(word, "v")
		if bare != "" && bare[0] >= '0' && bare[0] <= '9' || strings.HasPrefix(word, "DEVELOPMENT.") || strings.HasPrefix(word, "RELEASE.") {
			return bare
		}
	}
	return unknown
}

// field is the first value of a name in one of the kernel's files.
func field(path, name string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return unknown
	}
	lines := bufio.NewScanner(bytes.NewReader(content))
	for lines.Scan() {
		if of, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(of) == name {
			return strings.TrimSpace(value)
		}
	}
	return unknown
}

func memory() string {
	kilobytes, err := strconv.ParseFloat(strings.TrimSuffix(field("/proc/meminfo", "MemTotal"), " kB"), 64)
	if err != nil {
		return unknown
	}
	return fmt.Sprintf("%.0f GiB", kilobytes/(1<<20))
}

func kernel() string {
	release, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return unknown
	}
	return strings.TrimSpace(runtime.GOOS + " " + string(release))
}

// disk is the file system that a folder is on, and its device.
func disk(folder string) string {
	mounts, err := os.ReadFile("/proc/mounts")
	if err != nil {
		return unknown
	}
	folder, err = filepath.Abs(folder)
	if err != nil {
		return unknown
	}
	return mountOf(folder, string(mounts))
}

func mountOf(folder, mounts string) string {
	found, longest := unknown, -1
	for line := range strings.Lines(mounts) {
		words := strings.Fields(line)
		if len(words) < 3 {
			continue
		}
		at := strings.TrimSuffix(words[1], "/")
		if (folder == at || strings.HasPrefix(folder, at+"/")) && len(at) >= longest { // of two the later one hides the other
			found, longest = words[2]+" on "+words[0], len(at)
		}
	}
	return found
}
