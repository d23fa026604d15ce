// Package plot draws bars and lines as SVG, the same bytes for the same data, in the look of the build graph's picture.
package plot

import (
	"fmt"
	"html"
	"strings"
)

// style is for light and for dark pages. A plot has a background of its own, so that it can be read on either.
const style = `<style>
.page{fill:#ffffff}.title{fill:#0f172a;font-size:16px;font-weight:600}.name{fill:#0f172a;font-size:13px;font-weight:600}
.detail{fill:#475569;font-size:12px}.strong{font-weight:600}.value{stroke:#ffffff;stroke-width:4;stroke-linejoin:round;paint-order:stroke}.grid{stroke:#e2e8f0}.axis{stroke:#94a3b8}
.main{fill:#2563eb}.other{fill:#cbd5e1}.line{fill:none;stroke-width:2.2}.dot{stroke:#ffffff;stroke-width:1.5}
.line0{stroke:#2563eb}.line1{stroke:#b45309}.line2{stroke:#7c3aed}.line3{stroke:#0f766e}.line4{stroke:#be123c}.line5{stroke:#475569}
.fill0{fill:#2563eb}.fill1{fill:#b45309}.fill2{fill:#7c3aed}.fill3{fill:#0f766e}.fill4{fill:#be123c}.fill5{fill:#475569}
@media (prefers-color-scheme:dark){
.page{fill:#0f172a}.value{stroke:#0f172a}.title,.name{fill:#f1f5f9}.detail{fill:#cbd5e1}.grid{stroke:#1e293b}.axis{stroke:#64748b}
.main{fill:#60a5fa}.other{fill:#475569}.dot{stroke:#0f172a}
.line0{stroke:#60a5fa}.line1{stroke:#fbbf24}.line2{stroke:#a78bfa}.line3{stroke:#2dd4bf}.line4{stroke:#fb7185}.line5{stroke:#94a3b8}
.fill0{fill:#60a5fa}.fill1{fill:#fbbf24}.fill2{fill:#a78bfa}.fill3{fill:#2dd4bf}.fill4{fill:#fb7185}.fill5{fill:#94a3b8}}
</style>
`

// colours is how many colours lines have.
const colours = 6

// Sizes in pixels. A README is about as wide as a plot.
const (
	width  = 800.0
	margin = 24.0
	header = 34.0 // the baseline of the title
)

// page is a plot while it is drawn.
type page struct{ strings.Builder }

// newPage starts a plot of a height with its title.
func newPage(title string, height float64) *page {
	p := &page{}
	fmt.Fprintf(p, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img" `+
		`font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif">`+"\n<title>%s</title>\n",
		width, height, width, height, html.EscapeString(title))
	p.WriteString(style)
	fmt.Fprintf(p, `<rect class="page" width="%.0f" height="%.0f" rx="10"/>`+"\n", width, height)
	p.text("title", "start", margin, header, title)
	return p
}

// end is the whole plot.
func (p *page) end() string {
	p.WriteString("</svg>\n")
	return p.String()
}

// text writes a line whose anchor is "start", "middle" or "end"; y is its baseline.
func (p *page) text(class, anchor string, x, y float64, s string) {
	fmt.Fprintf(p, `<text class="%s" text-anchor="%s" x="%.1f" y="%.1f">%s</text>`+"\n", class, anchor, x, y, html.EscapeString(s))
}

func (p *page) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(p, `<path class="%s" d="M%.1f %.1fL%.1f %.1f"/>`+"\n", class, x1, y1, x2, y2)
}
