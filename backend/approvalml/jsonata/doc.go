// Package jsonata evaluates the part of JSONata that forms use: paths, comparisons, reckoning, filters, the choice by ? and
// a set of functions. It is pure, and every evaluation ends.
//
// The semantics are those of JSONata 2 (jsonata.org). What it leaves out (functions of one's own, variables, regular
// expressions, objects that are built, sorting, grouping, the clock) is no mistake of the one who wrote it, and is told
// apart from one by Error.Beyond.
package jsonata
