// Package approvalml understands ApprovalML, the YAML that our users write. It will grow into the whole language:
// positions, model, graph, analysis, edits and merges. So far it tells whether a text is YAML that a workflow could
// be, and what the workflow calls itself. It does no I/O.
package approvalml
