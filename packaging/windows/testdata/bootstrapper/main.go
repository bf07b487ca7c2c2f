// Command bootstrapper stands in for the installer of WebView2 in the tests: it writes down what it is called with.
package main

import (
	"os"
	"strings"
)

func main() {
	if err := os.WriteFile(`C:\bootstrapper.txt`, []byte(strings.Join(os.Args[1:], " ")), 0o600); err != nil {
		panic(err)
	}
}
