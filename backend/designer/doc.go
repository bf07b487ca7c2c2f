// Package designer holds the use cases of Workflow Designer: all that the window, the HTTP API and the command line
// can ask for. They decode a request, call one method here, and encode its answer.
package designer
