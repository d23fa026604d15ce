// Package picture draws build graphs.
package picture

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/graph"
)

// style is for light and for dark pages. The picture has a background of its own, so that it can be read on either.
const style = `<style>
.page{fill:#ffffff}.box{stroke-width:1.2}.name{fill:#0f172a;font-size:13px;font-weight:600}.detail{fill:#475569;font-size:12px}
.source{fill:#f1f5f9;stroke:#94a3b8}.step{fill:#eff6ff;stroke:#3b82f6}.image{fill:#f0fdf4;stroke:#16a34a}
.edge{fill:none;stroke:#94a3b8;stroke-width:1.3}.read{stroke-dasharray:5 4}.head{fill:#94a3b8}
.badge{fill:#16a34a}.number{fill:#ffffff;font-size:11px;font-weight:600}
@media (prefers-color-scheme:dark){
.page{fill:#0f172a}.name{fill:#f1f5f9}.detail{fill:#cbd5e1}.source{fill:#1e293b;stroke:#64748b}.step{fill:#172554;stroke:#60a5fa}
.image{fill:#052e16;stroke:#4ade80}.edge{stroke:#64748b}.head{fill:#64748b}.badge{fill:#4ade80}.number{fill:#052e16}}
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>
`

// SVG is a picture of a graph, the same for the same graph. What steps run in and with stands in words under it.
func SVG(g *graph.Graph) string {
	drawn := g.Drawn()
	l := newLayout(drawn)
	notes := l.notes(g)
	var b strings.Builder
	width, height := l.width, l.height+float64(len(notes))*lineHeight+padding
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" `+
		`font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif">`+"\n<title>Build graph</title>\n", width, height, width, height)
	b.WriteString(style)
	fmt.Fprintf(&b, `<rect class="page" width="%.0f" height="%.0f" rx="10"/>`+"\n", width, height)
	l.edges(&b)
	for _, column := range l.columns {
		for _, box := range column {
			if !box.bend() {
				l.box(&b, box)
			}
		}
	}
	for i, note := range notes {
		text(&b, "detail", "start", margin, l.height+float64(i)*lineHeight, note)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// notes are the lines under the picture.
func (l *layout) notes(g *graph.Graph) []string {
	var tools []string
	for _, n := range g.Tools() {
		tools = append(tools, n.Name+" ("+n.Platform+")")
	}
	legend := "A number is that of a layer, from the base upwards."
	if slices.ContainsFunc(l.routes, func(r route) bool { return r.edge.Use == graph.Read }) {
		legend += " A dashed line: the frontend reads it, and tells the step what to install."
	}
	most := int(l.width-2*margin) / 7 // characters of this size that have room
	out := wrap(legend, most, 3)
	if len(tools) > 0 {
		out = append(out, wrap("Steps run in and with "+strings.Join(tools, ", ")+".", most, 3)...)
	}
	return out
}

func (l *layout) box(b *strings.Builder, at *box) {
	radius := 6.0
	if at.node.Kind == graph.Source {
		radius = math.Min(at.h/2, 20)
	}
	fmt.Fprintf(b, `<g><title>%s</title><rect class="box %s" x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="%.1f"/>`+"\n",
		html.EscapeString(at.node.Name), at.node.Kind, at.x, at.y, at.w, at.h, radius)
	detail := details(at.node)
	lines := len(at.lines)
	if detail != "" {
		lines++
	}
	y := at.middle() - float64(lines)*lineHeight/2 + 12.5
	for _, line := range at.lines {
		text(b, "name", "middle", at.x+at.w/2, y, line)
		y += lineHeight
	}
	if detail != "" {
		text(b, "detail", "middle", at.x+at.w/2, y, detail)
	}
	l.badge(b, at)
	b.WriteString("</g>\n")
}

// badge says which layer a node becomes, or which in which image.
func (l *layout) badge(b *strings.Builder, at *box) {
	numbers := l.labels[at.node.ID]
	if len(numbers) == 0 {
		return
	}
	label := strings.Trim(strings.ReplaceAll(fmt.Sprint(numbers), " ", ", "), "[]")
	w := 12 + 7*float64(len(label))
	fmt.Fprintf(b, `<rect class="badge" x="%.1f" y="%.1f" width="%.1f" height="18" rx="9"/>`, at.x+at.w-w+6, at.y-8, w)
	text(b, "number", "middle", at.x+at.w-w/2+6, at.y+5, label)
}

func text(b *strings.Builder, class, anchor string, x, y float64, s string) {
	fmt.Fprintf(b, `<text class="%s" text-anchor="%s" x="%.1f" y="%.1f">%s</text>`+"\n", class, anchor, x, y, html.EscapeString(s))
}

// edges draws all lines, each through its bends. Those that lead to or from one box are spread along its side.
func (l *layout) edges(b *strings.Builder) {
	leaving, arriving := ports(l.routes, false), ports(l.routes, true)
	for i, r := range l.routes {
		from, to := r.via[0], r.via[len(r.via)-1]
		x, y := from.x+from.w, leaving[i]
		path := fmt.Sprintf("M%.1f %.1f", x, y)
		for _, next := range r.via[1:] {
			at := next.middle()
			if next == to {
				at = arriving[i]
			}
			half := (next.x - x) / 2
			path += fmt.Sprintf("C%.1f %.1f %.1f %.1f %.1f %.1f", x+half, y, next.x-half, at, next.x, at)
			x, y = next.x+next.w, at
			if next != to {
				path += fmt.Sprintf("H%.1f", x)
			}
		}
		class := "edge"
		if r.edge.Use == graph.Read {
			class += " read"
		}
		fmt.Fprintf(b, `<path class="%s" d="%s" marker-end="url(#head)"/>`+"\n", class, path)
	}
}

// ports are where each route leaves its first box, or arrives at its last, from top to bottom by where it leads.
func ports(routes []route, arriving bool) []float64 {
	at := map[*box][]int{}
	var order []*box
	for i, r := range routes {
		end := r.end(arriving)
		if at[end] == nil {
			order = append(order, end)
		}
		at[end] = append(at[end], i)
	}
	out := make([]float64, len(routes))
	for _, b := range order {
		slices.SortStableFunc(at[b], func(i, j int) int {
			return cmp.Compare(routes[i].next(arriving).middle(), routes[j].next(arriving).middle())
		})
		for n, i := range at[b] {
			out[i] = b.y + b.h*float64(n+1)/float64(len(at[b])+1)
		}
	}
	return out
}

// end is the first box of a route, or the last.
func (r route) end(last bool) *box {
	if last {
		return r.via[len(r.via)-1]
	}
	return r.via[0]
}

// next is the box beside an end.
func (r route) next(last bool) *box {
	if last {
		return r.via[len(r.via)-2]
	}
	return r.via[1]
}
