// Package frontend carries the built page inside the program.
package frontend

import (
	"embed"
	"io/fs"
)

// ContentSecurityPolicy lets the page load nothing but what the program carries, in the window and in a browser. The
// editor and the component library place style elements, hence 'unsafe-inline' for styles alone.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

//go:embed all:dist
var dist embed.FS

// Page is the built page: index.html and its assets. In a binary that was built without the page it has no index.html.
func Page() fs.FS {
	page, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path
	}
	return page
}
