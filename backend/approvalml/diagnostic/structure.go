package diagnostic

// What a runtime refuses, and deprecated or unknown words: reported by package validate.

var structureRules = []Rule{}
