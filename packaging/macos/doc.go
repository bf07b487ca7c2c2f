// Package macos holds what turns the programs into an app for macOS, and the test of as much of it as is true on any computer.
package macos
