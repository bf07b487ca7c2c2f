package main

import (
	"embed"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

// The page's words stand in page.md.tmpl and, of each bench, in explain/NAME.md; only numbers and pictures are made.
//
//go:embed page.md.tmpl explain/*.md
var words embed.FS

const (
	pageFile = "docs/PERFORMANCE.md"
	pictures = "docs/performance"
)

// writePage writes the page and its pictures.
func writePage(project string, all results) error {
	text, err := pageOf(all)
	if err != nil {
		return err
	}
	drawn := draw(all)
	if err := os.MkdirAll(filepath.Join(project, pictures), 0o755); err != nil { //nolint:gosec // it is part of the project
		return err
	}
	for name, picture := range drawn {
		if err := os.WriteFile(filepath.Join(project, pictures, name+".svg"), []byte(picture), 0o600); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(project, pageFile), []byte(text), 0o600)
}

func pageOf(all results) (string, error) {
	page := template.New("page.md.tmpl").Funcs(template.FuncMap{
		"limits":   func() string { return limitTable(all) },
		"instead":  func() string { return insteadTable(all) },
		"growth":   func() string { return growthSections(all) },
		"sections": func() (string, error) { return benchSections(all) },
		"machines": func() string { return machineTable(all) },
	})
	page, err := page.ParseFS(words, "page.md.tmpl")
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = page.Execute(&b, nil)
	return b.String(), err
}

// table writes rows of a Markdown table; the first one is its head.
func table(rows ...[]string) string {
	var b strings.Builder
	for i, row := range rows {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return b.String()
}

// limited calls for each figure with a limit that was measured.
func limited(all results, do func(b bench, f figure, v value, r result)) {
	for _, b := range benches {
		for _, f := range b.figures {
			if v, ok := all.find(f.line, f.metric); ok && f.limit != 0 {
				do(b, f, v, all[b.name])
			}
		}
	}
}

func limitTable(all results) string {
	rows := [][]string{{"what", "against", "measured", "limit", ""}}
	limited(all, func(b bench, f figure, v value, r result) {
		rows = append(rows, []string{
			fmt.Sprintf("[%s](#%s)", f.what, anchor(b.title)), f.against, f.write(v.median), f.bound(), f.verdict(v) + marked(r.Load),
		})
	})
	return table(rows...)
}

// marked says when others kept the machine busy.
func marked(l load) string {
	if l.idle() {
		return ""
	}
	return " under load"
}

// anchor is how a Markdown page names a heading.
func anchor(title string) string {
	return strings.ReplaceAll(strings.Map(func(r rune) rune {
		if strings.ContainsRune(",.'`", r) {
			return -1
		}
		return r
	}, strings.ToLower(title)), " ", "-")
}

func insteadTable(all results) string {
	rows := [][]string{{"what", "instead", "times as long", "middle half of the rounds"}}
	for _, b := range benches {
		for _, f := range b.figures {
			if v, ok := all.find(f.line, f.metric); ok && f.instead != "" {
				rows = append(rows, []string{
					fmt.Sprintf("[%s](#%s)", f.what, anchor(b.title)), f.against, f.write(v.median), f.half(v) + marked(all[b.name].Load),
				})
			}
		}
	}
	return table(rows...)
}

func growthSections(all results) string {
	var b strings.Builder
	for _, g := range growths {
		fmt.Fprintf(&b, "![%s](performance/growth-%s.svg)\n\n", g.title, g.name)
		head := []string{g.across}
		for _, size := range g.sizes {
			head = append(head, grouped(size))
		}
		rows := [][]string{head}
		for _, line := range g.lines {
			row := []string{line.what}
			for _, size := range g.sizes {
				if v, ok := line.find(all, size); ok {
					row = append(row, amount(v.median, g.unit))
				} else {
					row = append(row, "")
				}
			}
			rows = append(rows, row)
		}
		b.WriteString(table(rows...) + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func (l growthLine) find(all results, size int) (value, bool) {
	return all.find(fmt.Sprintf(l.line, size), l.metric)
}

func benchSections(all results) (string, error) {
	var b strings.Builder
	for _, one := range benches {
		explained, err := words.ReadFile("explain/" + one.name + ".md")
		if err != nil {
			return "", err
		}
		before, after, _ := strings.Cut(string(explained), "\n---\n")
		fmt.Fprintf(&b, "## %s\n\n%s\n\n", one.title, strings.TrimSpace(before))
		if r, ok := all[one.name]; ok {
			if len(one.figures) > 0 {
				b.WriteString(figureTable(one, all) + "\n")
			}
			b.WriteString(when(one, r) + "\n\n")
		} else {
			b.WriteString("Not measured yet.\n\n")
		}
		if after = strings.TrimSpace(after); after != "" {
			b.WriteString(after + "\n\n")
		}
	}
	return strings.TrimRight(b.String(), "\n"), nil
}

func figureTable(one bench, all results) string {
	rows := [][]string{{"what", "against", "median", "middle half", "limit"}}
	for _, f := range one.figures {
		v, ok := all.find(f.line, f.metric)
		if !ok {
			continue
		}
		bound := f.bound()
		if bound != "" {
			bound += ", " + f.verdict(v)
		}
		rows = append(rows, []string{f.what, f.against, f.write(v.median), f.half(v), bound})
	}
	return table(rows...)
}

// when says when a bench was run, how busy the machine was, and how to run it again.
func when(one bench, r result) string {
	busy := "on an idle machine"
	if !r.Load.idle() {
		busy = fmt.Sprintf("**under load**: other programs kept %s cores busy", significant(r.Load.Others))
	}
	said := fmt.Sprintf("%s, commit %s, %s (load %s before, %s while it ran); `go run ./bench/report %s`, %s.",
		r.At.Format("2 January 2006 15:04 UTC"), r.Commit, busy, significant(r.Load.Before), significant(r.Load.During), one.name,
		amount(float64(r.Took)*1000, "ms"))
	return strings.TrimSpace(said + " " + r.Note)
}

func machineTable(all results) string {
	var seen []machine
	for _, b := range benches {
		if r, ok := all[b.name]; ok {
			if !contains(seen, r.Machine) {
				seen = append(seen, r.Machine)
			}
		}
	}
	var b strings.Builder
	for _, m := range seen {
		b.WriteString(table(
			[]string{"", ""},
			[]string{"processor", fmt.Sprintf("%s, %d cores", m.Processor, m.Cores)},
			[]string{"memory", m.Memory},
			[]string{"disk, of temporary files", m.Disk},
			[]string{"kernel", m.Kernel},
			[]string{"Go, Node, Chromium", strings.Join([]string{m.Go, m.Node, m.Chromium}, ", ")},
			[]string{"git, rclone, ripgrep, MinIO", strings.Join([]string{m.Git, m.Rclone, m.Ripgrep, m.MinIO}, ", ")},
		) + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func contains(all []machine, m machine) bool {
	for _, one := range all {
		if one == m {
			return true
		}
	}
	return false
}

// draw makes the pictures, by name.
func draw(all results) map[string]string {
	drawn := map[string]string{"limits": drawLimits(all), "instead": drawInstead(all)}
	for _, g := range growths {
		var lines []series
		for _, line := range g.lines {
			s := series{what: line.what}
			for _, size := range g.sizes {
				if v, ok := line.find(all, size); ok {
					s.values = append(s.values, v.median)
				} else {
					s.values = append(s.values, math.NaN())
				}
			}
			lines = append(lines, s)
		}
		drawn["growth-"+g.name] = growthLines(g.title, g.across, g.unit, g.sizes, lines)
	}
	return drawn
}

func drawLimits(all results) string {
	var bars []bar
	limited(all, func(_ bench, f figure, v value, _ result) {
		part := v.median / f.limit
		if f.atLeast {
			part = f.limit / v.median
		}
		bars = append(bars, bar{
			what: f.what, value: part, said: fmt.Sprintf("%s (%s)", f.write(v.median), f.bound()), bad: !f.met(v),
		})
	})
	return limitBars("Measured, as a part of what it may be at most", bars)
}

func drawInstead(all results) string {
	var bars []bar
	for _, b := range benches {
		for _, f := range b.figures {
			if v, ok := all.find(f.line, f.metric); ok && f.instead != "" && v.median > 0 {
				said := fmt.Sprintf("%s times as long", significant(v.median))
				if v.median < 1 {
					said = fmt.Sprintf("%s times as fast", significant(1/v.median))
				}
				bars = append(bars, bar{what: f.instead, value: v.median, said: said, bad: v.median > 1})
			}
		}
	}
	return ratioBars("Time against what people would use instead", bars)
}
