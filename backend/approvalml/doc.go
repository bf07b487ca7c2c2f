// Package approvalml understands ApprovalML, the YAML that our users write. Check is the door for those who want to
// know what is wrong with a text; the rooms below it each know one thing, and import only those that stand below them:
//
//	diagram       a document as steps with ways between them, and what is changed in that picture
//	assist        what an editor asks: completion, hover, uses of a name, rename, outline, upgrade
//	form          the form as a screen draws it, and what a person sees of it who has filled some of it in
//	change        what differs between two documents, in words; merging two edits of one document
//	analysis      the graph of the steps, and what a runtime takes but nobody meant
//	validate      what a runtime refuses, by the rules of the public reference parser
//	  diagnostic  what a finding looks like, and the one table of all codes
//	  model       what a document says: fields, sections, steps, the ways between them
//	  schema      the words of the language: keys, types, values, with their documentation
//	edit          "set, insert, delete, move, rename at this path" as the smallest change of the text; all that writes YAML
//	condition     the expressions in conditions: parse, check, evaluate, and which values they leave over
//	jsonata       the part of JSONata that forms use: parse, evaluate
//	  source      the YAML text: positions, and a tree in which every part knows its bytes
//	    nearest   the word that was probably meant
//	    quote     how a sentence quotes a text, whatever its length
//
// Nothing here does I/O, and nothing rewrites a text but by the edits of package edit.
package approvalml
