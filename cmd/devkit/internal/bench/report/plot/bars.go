package plot

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Group is a group of bars with one name.
type Group struct {
	Name string
	Bars []Bar
}

// Bar is one bar.
type Bar struct {
	Name string
	// Value is in seconds; NaN is no bar, of which only the label shows.
	Value float64
	// Label stands at the end of the bar.
	Label string
	// Main stands out among the others.
	Main bool
}

// Sizes in pixels.
const (
	barHeight = 11.0
	barStep   = 16.0
	groupGap  = 15.0
	barsTop   = 84.0
	groupRoom = 132.0 // at the left, for the names of groups
	letter    = 7.5   // the most that a letter of a bar's name takes
	labelRoom = 124.0 // at the right, for the label of the longest bar
)

// Bars draws groups of horizontal bars of seconds on a logarithmic scale, with their values written at them.
func Bars(title string, groups []Group) string {
	height := barsTop
	for _, g := range groups {
		height += g.height()
	}
	p := newPage(title, height+margin)
	p.text("detail", "start", margin, header+19, "Shorter is better; the scale is logarithmic. In parentheses: how many times as long as pyapp takes.")
	scale := newLogScale(groups, barsLeft(groups), width-margin-labelRoom)
	p.seconds(scale, height)
	y := barsTop
	for i, g := range groups {
		if i > 0 {
			p.line("grid", margin, y, width-margin, y)
		}
		p.group(g, y, scale)
		y += g.height()
	}
	return p.end()
}

func (g Group) height() float64 { return max(float64(len(g.Bars)), 2)*barStep + groupGap }

// barsLeft is where bars start, right of the longest of their names.
func barsLeft(groups []Group) float64 {
	longest := 0
	for _, g := range groups {
		for _, b := range g.Bars {
			longest = max(longest, utf8.RuneCountInString(b.Name))
		}
	}
	return margin + groupRoom + float64(longest)*letter + 8
}

// seconds draws the scale.
func (p *page) seconds(scale logScale, bottom float64) {
	for _, v := range scale.ticks() {
		p.line("grid", scale.at(v), barsTop, scale.at(v), bottom)
		p.text("detail", "middle", scale.at(v), barsTop-8, strconv.FormatFloat(v, 'f', -1, 64)+" s")
	}
	p.line("axis", scale.left, barsTop, scale.left, bottom)
}

// group draws a group, its name in lines of a few words beside it.
func (p *page) group(g Group, y float64, scale logScale) {
	lines := fold(g.Name, 15)
	middle := y + g.height()/2
	for i, line := range lines {
		p.text("name", "start", margin, middle+4.5+(float64(i)-float64(len(lines)-1)/2)*16, line)
	}
	y = middle - float64(len(g.Bars))*barStep/2 + (barStep-barHeight)/2
	for _, b := range g.Bars {
		p.bar(b, y, scale)
		y += barStep
	}
}

func (p *page) bar(b Bar, y float64, scale logScale) {
	class, text, end := "other", "detail", scale.left
	if b.Main {
		class, text = "main", "detail strong"
	}
	if b.Value > 0 {
		end = scale.at(b.Value)
		fmt.Fprintf(p, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="2"/>`+"\n", class, scale.left, y, end-scale.left, barHeight)
	}
	p.text(text, "end", scale.left-8, y+barHeight-1.5, b.Name)
	p.text(text+" value", "start", end+7, y+barHeight-1.5, b.Label)
}

// fold breaks a text into lines of about so many characters.
func fold(s string, most int) []string {
	var lines []string
	for _, word := range strings.Fields(s) {
		if last := len(lines) - 1; last >= 0 && len(lines[last])+1+len(word) <= most {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}
