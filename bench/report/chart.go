package main

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// picture gathers the parts of an SVG that can be read on a light and on a dark page.
type picture struct {
	strings.Builder
	width, height float64
}

// style is that of all pictures. Colours are told apart by people who do not see red and green, too.
const style = `
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328 }
.page { fill: #ffffff } .quiet { fill: #59636e } .grid { stroke: #d1d9e0 } .mark { stroke: #1f2328; stroke-width: 1.5 }
.title { font-weight: 600; font-size: 14px } .good { fill: #2f6fde } .bad { fill: #c4501b } .aim { stroke: #59636e; stroke-dasharray: 3 4 }
.line { fill: none; stroke-width: 2.25; stroke-linejoin: round }
.s0 { --c: #2f6fde } .s1 { --c: #c4501b } .s2 { --c: #0f7b6c } .s3 { --c: #8a4fc7 } .s4 { --c: #a06a00 } .s5 { --c: #c2357b }
.line { stroke: var(--c) } .dot, .named { fill: var(--c) }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .page { fill: #0d1117 } .quiet { fill: #9198a1 } .grid { stroke: #30363d } .mark { stroke: #e6edf3 }
.good { fill: #6ea8ff } .bad { fill: #f0883e } .aim { stroke: #9198a1 }
.s0 { --c: #6ea8ff } .s1 { --c: #f0883e } .s2 { --c: #3fc6b0 } .s3 { --c: #c297ff } .s4 { --c: #d8a43b } .s5 { --c: #ff7ab8 }
.dot, .named { fill: var(--c) } }`

func (p *picture) add(format string, args ...any) { _, _ = fmt.Fprintf(p, format+"\n", args...) }

// text writes words; anchor is start, middle or end.
func (p *picture) text(x, y float64, anchor, class, words string) {
	p.add(`<text x="%.1f" y="%.1f" text-anchor="%s" class="%s">%s</text>`, x, y, anchor, class, html.EscapeString(words))
}

func (p *picture) stroke(x1, y1, x2, y2 float64, class string) {
	p.add(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" class="%s"/>`, x1, y1, x2, y2, class)
}

// svg is the whole file; what it shows is said for those who cannot see it.
func (p *picture) svg(title string) string {
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]g %[2]g" width="%[1]g" height="%[2]g" role="img">
<title>%[3]s</title>
<style>%[4]s
</style>
<rect width="100%%" height="100%%" class="page"/>
<text x="16" y="26" class="title">%[3]s</text>
%[5]s</svg>
`, p.width, p.height, html.EscapeString(title), style, p.String())
}

// bar is a value in a picture of bars.
type bar struct {
	what  string
	value float64
	said  string // what stands at its end
	bad   bool
}

const (
	barsWidth = 960
	barsLabel = 440 // where bars begin
	barsEnd   = 740 // and where the longest ends
	barHeight = 26
	barsTop   = 62
)

// limitBars shows values as parts of what they may be at most.
func limitBars(title string, bars []bar) string {
	p := &picture{width: barsWidth, height: barsTop + barHeight*float64(len(bars)) + 12}
	most := 1.25
	for _, b := range bars {
		most = max(most, min(b.value, 3)) // one that is far off must not make the others small
	}
	at := func(v float64) float64 { return barsLabel + (barsEnd-barsLabel)*min(v, most)/most }
	for i, b := range bars {
		p.bar(i, b, at(0), at(max(0, b.value)))
	}
	p.text(at(1), barsTop-10, "middle", "quiet", "the limit")
	p.stroke(at(1), barsTop-4, at(1), p.height-10, "mark")
	return p.svg(title)
}

// ratioBars shows how many times as long one takes as the other, on a scale of powers: what is left of 1 is faster.
func ratioBars(title string, bars []bar) string {
	p := &picture{width: barsWidth, height: barsTop + barHeight*float64(len(bars)) + 12}
	low, high := -1.0, 1.0 // powers of ten
	for _, b := range bars {
		low, high = min(low, math.Floor(math.Log10(b.value))), max(high, math.Ceil(math.Log10(b.value)))
	}
	at := func(v float64) float64 {
		return barsLabel + (barsEnd-barsLabel)*(math.Log10(v)-low)/(high-low)
	}
	for power := low; power <= high; power++ {
		x := at(math.Pow(10, power))
		p.stroke(x, barsTop-4, x, p.height-10, "grid")
		p.text(x, barsTop-10, "middle", "quiet", times(math.Pow(10, power)))
	}
	for i, b := range bars {
		p.bar(i, b, at(1), at(b.value))
	}
	p.stroke(at(1), barsTop-4, at(1), p.height-10, "mark")
	return p.svg(title)
}

func times(v float64) string {
	if v < 1 {
		return "1/" + grouped(int(math.Round(1/v)))
	}
	return grouped(int(math.Round(v))) + "×"
}

func (p *picture) bar(i int, b bar, from, to float64) {
	y := barsTop + barHeight*float64(i)
	class := "good"
	if b.bad {
		class = "bad"
	}
	p.text(16, y+17, "start", "", b.what)
	p.add(`<rect x="%.1f" y="%.1f" width="%.1f" height="%d" rx="2" class="%s"/>`, min(from, to), y+4, max(1, math.Abs(to-from)), barHeight-9, class)
	p.text(barsEnd+12, y+17, "start", "", b.said)
}

// series is a line of a growth picture, over the sizes; NaN where a value is not known.
type series struct {
	what   string
	values []float64
}

const (
	growthWidth = 960
	growthTop   = 48
	growthLeft  = 84
	growthRight = 720 // what is right of it names the lines
	growthFoot  = 380
	labelHeight = 17
)

// growthLines shows how values grow over sizes, both in powers of ten: what grows as the sizes do goes up along the dashed line.
func growthLines(title, across, unit string, sizes []int, all []series) string {
	p := &picture{width: growthWidth, height: growthFoot + 50}
	low, high := math.Inf(1), math.Inf(-1)
	for _, s := range all {
		for _, v := range s.values {
			if v > 0 {
				low, high = min(low, math.Floor(math.Log10(v))), max(high, math.Ceil(math.Log10(v)))
			}
		}
	}
	if math.IsInf(low, 1) { // nothing is known
		low, high = 0, 0
	}
	high = max(high, low+1)
	first, last := math.Log10(float64(sizes[0])), math.Log10(float64(sizes[len(sizes)-1]))
	x := func(size int) float64 {
		return growthLeft + (growthRight-growthLeft)*(math.Log10(float64(size))-first)/(last-first)
	}
	y := func(v float64) float64 {
		return growthFoot - (growthFoot-growthTop)*(math.Log10(v)-low)/(high-low)
	}
	for power := low; power <= high; power++ {
		v := math.Pow(10, power)
		p.stroke(growthLeft, y(v), growthRight, y(v), "grid")
		p.text(growthLeft-8, y(v)+4, "end", "quiet", tick(v, unit))
	}
	for _, size := range sizes {
		p.stroke(x(size), growthTop, x(size), growthFoot, "grid")
		p.text(x(size), growthFoot+19, "middle", "quiet", grouped(size))
	}
	p.text((growthLeft+growthRight)/2, growthFoot+39, "middle", "quiet", across)

	// As long as it stays in the picture: ten times as many, ten times as long.
	reach := min(last-first, high-low)
	p.stroke(x(sizes[0]), y(math.Pow(10, low)), growthLeft+(growthRight-growthLeft)*reach/(last-first), y(math.Pow(10, low+reach)), "aim")
	p.lines(sizes, all, x, y)
	return p.svg(title)
}

func (p *picture) lines(sizes []int, all []series, x func(int) float64, y func(float64) float64) {
	var known []int // the series that have a value
	var labels []float64
	for i, s := range all {
		var points []string
		var end float64
		p.add(`<g class="s%d">`, i)
		for n, v := range s.values {
			if !(v > 0) {
				continue
			}
			points = append(points, fmt.Sprintf("%.1f,%.1f", x(sizes[n]), y(v)))
			p.add(`<circle cx="%.1f" cy="%.1f" r="3.5" class="dot"/>`, x(sizes[n]), y(v))
			end = y(v)
		}
		p.add(`<polyline points="%s" class="line"/></g>`, strings.Join(points, " "))
		if len(points) > 0 {
			known, labels = append(known, i), append(labels, end)
		}
	}
	for n, at := range apart(labels) {
		p.add(`<g class="s%d">`, known[n])
		p.text(growthRight+14, at+4, "start", "named", all[known[n]].what)
		p.add(`</g>`)
	}
}

// apart moves labels so that none lies on another, as little as it can.
func apart(wanted []float64) []float64 {
	placed := append([]float64(nil), wanted...)
	for range 200 {
		moved := false
		for i := range placed {
			for j := range placed {
				gap := placed[j] - placed[i]
				if i == j || math.Abs(gap) >= labelHeight-0.01 || gap < 0 || gap == 0 && j < i {
					continue
				}
				by := (labelHeight - gap) / 2
				placed[i], placed[j], moved = placed[i]-by, placed[j]+by, true
			}
		}
		if !moved {
			break
		}
	}
	return placed
}
