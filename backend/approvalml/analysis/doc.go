// Package analysis finds what a runtime takes and a person did not mean: ways that lead nowhere, choices that never win,
// approvers that cannot be right, fields that nobody sees. It also has the graph of steps that the diagram is drawn from.
//
// Only what is certain is said. Where a workflow is so broken that something may just not have been read, the findings
// that rest on its absence are left out.
package analysis
