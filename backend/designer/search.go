package designer

import (
	"cmp"
	"context"
	"time"
	"unicode/utf8"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/query"
	"workflow-designer/backend/workflow"
)

// How many workflows an answer has: when nothing is said, and at most.
const (
	usualResults = 20
	mostResults  = 100
)

// SearchAnswer is what a question finds, the best first.
type SearchAnswer struct {
	Results []SearchResult `json:"results"`
	More    bool           `json:"more"`   // there are more than were asked for
	Unread  int            `json:"unread"` // of so many workflows it is still being found out what they say
}

// SearchResult is a workflow that a question finds, and the place where it does.
type SearchResult struct {
	WorkflowID  workflow.ID  `json:"workflow_id"`
	Name        string       `json:"name"`
	NameMarks   []SearchMark `json:"name_marks"`
	Labels      []string     `json:"labels"`
	LastSavedAt time.Time    `json:"last_saved_at"`
	Where       query.Field  `json:"where"`   // name, prompt, comment or yaml; empty when only filters were asked for
	Snippet     string       `json:"snippet"` // one line of what is there; of a name the name
	Marks       []SearchMark `json:"marks"`   // in the snippet
	// Range is where the first mark stands in the YAML of the latest version, Step the step around it; of yaml only.
	Range    *TextRange `json:"range"`
	Step     string     `json:"step"`
	StepName string     `json:"step_name"`
	// VersionID and Number name the version whose comment it is; of comment only.
	VersionID string `json:"version_id"`
	Number    int    `json:"number"`
}

// SearchMark is a part of a text that was asked for, in characters from 0: the first one, and the one behind the last.
type SearchMark struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Search finds workflows by what they are called and what they say: see query.Parse for how to ask. Any text is a question, and
// one that asks for nothing finds nothing. A limit of 0 is the usual one.
func (d *Designer) Search(ctx context.Context, question string, limit int) (SearchAnswer, error) {
	s, _ := d.inForce()
	if limit <= 0 {
		limit = usualResults
	}
	q := query.Parse(question)
	hits, err := d.laptop.Index.Search(ctx, s.CompanyID, q, min(limit, mostResults))
	if err != nil {
		return SearchAnswer{}, err
	}
	answer := SearchAnswer{Results: make([]SearchResult, 0, len(hits.All)), More: hits.More, Unread: hits.Unread}
	for _, hit := range hits.All {
		p := placeFinder{d: d, ctx: ctx, q: q, hit: hit, name: q.Find(hit.Name)}
		result, err := p.find()
		if err != nil {
			return SearchAnswer{}, err
		}
		answer.Results = append(answer.Results, result)
	}
	return answer, nil
}

// placeFinder looks where a workflow has what was asked for.
type placeFinder struct {
	d    *Designer
	ctx  context.Context
	q    query.Query
	hit  catalog.Hit
	name query.Found
}

// place is a text of a workflow that has some of what was asked for.
type place struct {
	where  query.Field
	text   string
	found  query.Found
	remark catalog.Remark // of a comment
}

func (p *placeFinder) find() (SearchResult, error) {
	result := SearchResult{
		WorkflowID: p.hit.Ref.ID, Name: p.hit.Name, NameMarks: marksIn(p.hit.Name, p.name.Marks), Labels: listOrEmpty(p.hit.Labels),
		LastSavedAt: p.hit.LastSavedAt, Marks: []SearchMark{},
	}
	if len(p.q.Terms) == 0 {
		return result, nil
	}
	fields := []query.Field{p.hit.Field}
	if p.hit.Field == "" { // the name is shown anyway: what tells more is where the rest is
		fields = []query.Field{query.Prompt, query.Comment, query.YAML, query.Name}
	}
	var best place
	most := 0
	for _, field := range fields {
		at, err := p.in(field)
		if err != nil {
			return result, err
		}
		if n := at.found.Beside(p.name); len(at.found.Marks) > 0 && n > most {
			best, most = at, n
		}
	}
	if most == 0 { // it has changed since
		return result, nil
	}
	snippet := best.found.Snippet(best.text)
	result.Where, result.Snippet, result.Marks = best.where, snippet.Text, marksIn(snippet.Text, snippet.Marks)
	switch best.where {
	case query.Comment:
		result.VersionID, result.Number = string(best.remark.UID), best.remark.Number
	case query.YAML:
		result.step(best, snippet.At)
	default: // the snippet says it all
	}
	return result, nil
}

// in looks in one field; of comments it is the one that has the most.
func (p *placeFinder) in(field query.Field) (place, error) {
	switch field {
	case query.Name:
		return place{where: field, text: p.hit.Name, found: p.name}, nil
	case query.Prompt:
		return place{where: field, text: p.hit.Prompt, found: p.q.Find(p.hit.Prompt)}, nil
	case query.Comment:
		remarks, err := p.d.laptop.Index.Remarks(p.ctx, p.hit.Ref)
		best := place{where: field}
		for _, r := range remarks {
			if found := p.q.Find(r.Comment); found.Terms > best.found.Terms {
				best.text, best.found, best.remark = r.Comment, found, r
			}
		}
		return best, err
	default:
		_, content, err := p.d.laptop.Files.Get(p.ctx, p.hit.Ref, string(p.hit.LatestUID))
		if err != nil && p.ctx.Err() != nil {
			return place{}, err
		}
		// A text that is gone or damaged since is the storage check's to report.
		return place{where: query.YAML, text: string(content), found: p.q.Find(string(content))}, nil
	}
}

// step says where in the YAML the first mark of a snippet is, and in which step.
func (r *SearchResult) step(at place, offset int) {
	for _, mark := range at.found.Marks {
		if mark.Start == offset {
			span := rangeOf(source.NewText(at.text), source.Span{Start: mark.Start, End: mark.End})
			r.Range = &span
		}
	}
	if step := approvalml.StepAt(at.text, offset); step != nil {
		r.Step, r.StepName = step.ID, cmp.Or(step.Name, step.ID)
	}
}

// marksIn are marks counted in characters.
func marksIn(text string, marks []query.Mark) []SearchMark {
	list := make([]SearchMark, 0, len(marks))
	for _, m := range marks {
		from := utf8.RuneCountInString(text[:m.Start])
		list = append(list, SearchMark{from, from + utf8.RuneCountInString(text[m.Start:m.End])})
	}
	return list
}

func listOrEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
