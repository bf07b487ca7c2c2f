package diagram

import (
	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/model"
)

// Scale shows how the choices of a split share the amounts of a number field.
type Scale struct {
	Field    string
	Min, Max *float64 // the bounds of the field; nil when open
	Unit     string   // of the field's currency; may be empty
	Parts    []Part   // from low to high
	Gap      bool     // some amounts have no way
	Overlap  bool     // some amounts would satisfy several choices: the first one has them
}

// Part is a stretch of a scale that one way has.
type Part struct {
	From, To         *float64 // nil where it has no end
	FromOpen, ToOpen bool     // the end itself does not belong to it
	Way              string   // the id of the way; empty when there is none
}

// scalesOf are the scales of a split: those that can be told for certain.
func scalesOf(doc *model.Document, s *model.Step) []Scale {
	scales := []Scale{}
	names := splitNames(s)
	if len(s.Choices) == 0 || len(names) != 1 {
		return scales
	}
	fields, sure := analysis.FieldsOf(doc)
	field := doc.Field(names[0])
	if !sure || field == nil || fields[field.Name].Kind != condition.Number {
		return scales
	}
	conditions := make([]*condition.Expression, len(s.Choices))
	for i, choice := range s.Choices {
		if choice.Condition == nil {
			return scales
		}
		expression, bad := condition.Parse(choice.Condition.Value)
		if bad != nil {
			return scales
		}
		conditions[i] = expression
	}
	regions, ok := condition.Regions(conditions, field.Name, fields)
	if !ok {
		return scales
	}
	scale := Scale{Field: field.Name, Min: field.Min, Max: field.Max, Unit: firstText(field.Node.Get("currency"))}
	way := map[int]string{} // by the choice that holds, -1 where none does
	for i := range s.Ways {
		if w := &s.Ways[i]; w.Kind == model.Otherwise || w.Kind == model.ByChoice {
			way[w.Choice] = wayID(s.ID, w)
		}
	}
	for _, r := range regions {
		part := Part{From: r.Low, To: r.High, FromOpen: !r.LowClosed, ToOpen: !r.HighClosed, Way: way[r.Choice]}
		scale.Gap = scale.Gap || part.Way == ""
		scale.Overlap = scale.Overlap || r.Shared
		if last := len(scale.Parts) - 1; last >= 0 && scale.Parts[last].Way == part.Way {
			scale.Parts[last].To, scale.Parts[last].ToOpen = part.To, part.ToOpen
			continue
		}
		scale.Parts = append(scale.Parts, part)
	}
	return append(scales, scale)
}
