package diagnostic

// What a runtime takes and a person did not mean: reported by package analysis.

var analysisRules = []Rule{}
