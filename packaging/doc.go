// Package packaging holds what turns the programs into packages, and the test of the Debian package: `make package-test`.
package packaging
