// Package httpapi serves the use cases over HTTP, and the page that uses them. It decodes, calls one use case, and
// encodes; what guards it from other pages and other people on the machine stands in guard.go.
package httpapi
