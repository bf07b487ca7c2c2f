// Package windows holds what turns the programs into an installer and a zip for Windows, and the tests of both.
package windows
