package miniotest

import (
	"os/exec"
	"syscall"
)

// dieWithTest lets the kernel end the server when the test process ends in any way, also by kill -9.
func dieWithTest(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
