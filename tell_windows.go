//go:build desktop

package main

import "golang.org/x/sys/windows"

// tell says something to the person when there is no window to say it in: a program with windows has nowhere to write to.
func tell(text string) {
	words, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	title, err := windows.UTF16PtrFromString("Workflow Designer")
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, words, title, windows.MB_ICONERROR)
}
