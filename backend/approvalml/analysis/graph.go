package analysis

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// Nowhere is what an Edge leads to that ends the workflow, or names no step that exists.
const Nowhere = -1

// Graph is the steps of a workflow and the ways between them.
type Graph struct {
	Nodes []Node // in the order of the text; the first is where a request begins
	Edges []Edge // by step, in the order of the text
}

// Node is a step with its ways.
type Node struct {
	Step    *model.Step
	Out, In []int // indexes of edges
	// Reachable tells that a request can get here from the first step.
	Reachable bool
	// Ending tells that a request can get from here to where the workflow ends, or at least leave it.
	Ending bool
}

// Edge is a way from a step to another one, or to the end.
type Edge struct {
	From int
	To   int // index of a node, or Nowhere
	Way  *model.Way
	// Ends tells that the workflow ends here. An edge to Nowhere that does not end names no step, or an unknown one.
	Ends bool
	// Label says when the way is taken, in a word or two: approve, reject, timeout, otherwise, again.
	// That of a choice is empty: its Condition says it.
	Label     string
	Condition string // of a choice and of a loop, on one line; empty for the others
}

// GraphOf builds the graph of a document, whatever its state. It takes time linear in the number of ways.
func GraphOf(doc *model.Document) *Graph {
	g := &Graph{}
	index := map[string]int{}
	for _, step := range doc.Steps {
		index[step.ID] = len(g.Nodes)
		g.Nodes = append(g.Nodes, Node{Step: step})
	}
	for from := range g.Nodes {
		step := g.Nodes[from].Step
		for i := range step.Ways {
			way := &step.Ways[i]
			edge := Edge{From: from, To: Nowhere, Way: way, Ends: way.Ends}
			if to, known := index[way.To.Name]; known && way.To.Node != nil && !way.Ends {
				edge.To = to
				g.Nodes[to].In = append(g.Nodes[to].In, len(g.Edges))
			}
			edge.Label, edge.Condition = labelOf(step, way)
			g.Nodes[from].Out = append(g.Nodes[from].Out, len(g.Edges))
			g.Edges = append(g.Edges, edge)
		}
	}
	g.markReachable()
	g.markEnding()
	return g
}

func labelOf(step *model.Step, way *model.Way) (label, condition string) {
	switch way.Kind {
	case model.ByChoice:
		if way.Choice < len(step.Choices) {
			condition = onOneLine(step.Choices[way.Choice].Condition)
		}
		return "", condition
	case model.Otherwise:
		return "otherwise", ""
	case model.Again:
		return "again", onOneLine(step.While)
	default:
		return strings.ReplaceAll(strings.TrimPrefix(way.Key, "on_"), "_", " "), ""
	}
}

func onOneLine(n *source.Node) string {
	if n == nil {
		return ""
	}
	return strings.Join(strings.Fields(n.Value), " ")
}

func (g *Graph) markReachable() {
	if len(g.Nodes) == 0 {
		return
	}
	g.flood([]int{0}, func(n int) bool {
		seen := g.Nodes[n].Reachable
		g.Nodes[n].Reachable = true
		return !seen
	})
}

// flood visits what can be reached from some nodes; visit tells whether a node is new.
func (g *Graph) flood(from []int, visit func(node int) bool) {
	var todo []int
	for _, n := range from {
		if visit(n) {
			todo = append(todo, n)
		}
	}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, e := range g.Nodes[n].Out {
			if to := g.Edges[e].To; to != Nowhere && visit(to) {
				todo = append(todo, to)
			}
		}
	}
}

// markEnding counts everything that leaves the known steps as an end: a way without a step ends the request, and one to an
// unknown step is a finding of its own. A loop is left after its last turn, by the step's other ways.
func (g *Graph) markEnding() {
	var todo []int
	mark := func(n int) {
		if !g.Nodes[n].Ending {
			g.Nodes[n].Ending = true
			todo = append(todo, n)
		}
	}
	for n := range g.Nodes {
		node := &g.Nodes[n]
		if node.Step.Type == "end" || len(node.Out) == 0 {
			mark(n)
		}
		for _, e := range node.Out {
			if edge := &g.Edges[e]; edge.To == Nowhere && edge.Way.Kind != model.Again {
				mark(n)
			}
		}
	}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, e := range g.Nodes[n].In {
			mark(g.Edges[e].From)
		}
	}
}

// components groups nodes that can all reach each other by the edges that are followed, by Tarjan's algorithm with a
// stack of its own: a workflow may have thousands of steps in a row. Each node gets the number of its group.
func (g *Graph) components(follow func(*Edge) bool) (of []int, count int) {
	const unseen = -1
	order, low := make([]int, len(g.Nodes)), make([]int, len(g.Nodes))
	of = make([]int, len(g.Nodes))
	for n := range g.Nodes {
		order[n], of[n] = unseen, unseen
	}
	type frame struct{ node, next int }
	var stack []int
	next := 0
	enter := func(n int) frame {
		order[n], low[n] = next, next
		next++
		stack = append(stack, n)
		return frame{n, 0}
	}
	for root := range g.Nodes {
		if order[root] != unseen {
			continue
		}
		for frames := []frame{enter(root)}; len(frames) > 0; {
			top := &frames[len(frames)-1]
			if top.next < len(g.Nodes[top.node].Out) {
				edge := &g.Edges[g.Nodes[top.node].Out[top.next]]
				top.next++
				switch {
				case edge.To == Nowhere || !follow(edge):
				case order[edge.To] == unseen:
					frames = append(frames, enter(edge.To))
				case of[edge.To] == unseen:
					low[top.node] = min(low[top.node], order[edge.To])
				}
				continue
			}
			n := top.node
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				parent := frames[len(frames)-1].node
				low[parent] = min(low[parent], low[n])
			}
			if low[n] != order[n] {
				continue
			}
			for of[n] == unseen {
				member := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				of[member] = count
			}
			count++
		}
	}
	return of, count
}
