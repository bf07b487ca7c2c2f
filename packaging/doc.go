// Package packaging holds what turns the programs into packages, and the tests of the packages: `make package-test`.
package packaging
