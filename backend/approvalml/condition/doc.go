// Package condition understands the conditions of ApprovalML: `amount > 1000 and category in ['it', 'travel']`. It
// parses them with positions, checks them against the types of the fields, evaluates them, and reasons about which
// values they leave to whom. It is pure.
//
// The semantics are those of the public reference implementation (its approvalml/expression_evaluator.py): a small part of
// Python's expressions. `${form.x}` means the field x, and AND, OR, NOT, IN, TRUE, FALSE in capitals occur in real
// files and mean the same as in small letters. `and` and `or` give True or False, never one of their sides.
//
// Where this package goes further than the reference, which would refuse or fail:
//   - a minus before a number or a name is accepted, so negative amounts can be written;
//   - true, false, null and the words in capitals are understood;
//   - `items.amount` on line items is the list of that column, and `form.amount` is the field amount.
//
// Where it is stricter: a date without quotes, a thousands separator and a list without brackets are valid Python that
// means something else than its author thinks, so they are syntax errors here. Dictionaries, whole numbers beyond 64
// bits and formatting a text by % are not part of conditions.
//
// # What the reasoning takes for granted
//
// A condition that fails while it is evaluated does not hold, and the next choice is asked: that is how workflows are
// run. Numbers, dates, open texts and names that are not fields count as filled in, so an optional number that may be empty is
// no gap on its own; only where a condition asks for emptiness itself (by None, ” or the bare name) is emptiness
// reckoned with before a choice is called dead. A boolean is true or false. A field with options that is not required
// may be empty, and that can be a gap.
package condition
