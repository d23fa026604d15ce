package picture

import (
	"math"
	"slices"

	"github.com/org/pyapp-frontend/frontend/graph"
)

// Sizes in pixels.
const (
	boxWidth   = 250.0
	lineHeight = 17.0
	padding    = 10.0
	bendHeight = 8.0
	gapX       = 64.0 // between columns, where edges bend
	gapY       = 16.0
	margin     = 24.0
	perEdge    = 13.0 // of the height of an image, so that the edges to it stay apart
)

// measure sizes the box of a node that so many edges lead to.
func (b *box) measure(inputs int) {
	b.lines = wrap(b.node.Name, 32, 3)
	b.w, b.h = boxWidth, float64(len(b.lines))*lineHeight+2*padding
	if details(b.node) != "" {
		b.h += lineHeight
	}
	if b.node.Kind == graph.Image {
		b.h = math.Max(b.h, float64(inputs)*perEdge+padding)
	}
}

// place gives every box its coordinates: each as near to the middle of its neighbours as the others in its column let it.
func (l *layout) place() {
	for i, column := range l.columns {
		y := margin
		for _, b := range column {
			b.x, b.y, b.w = margin+float64(i)*(boxWidth+gapX), y, boxWidth
			y += b.h + gapY
		}
	}
	for range 24 {
		for _, column := range l.columns {
			settle(column, func(b *box) []*box { return b.in })
		}
		for _, column := range slices.Backward(l.columns) {
			settle(column, func(b *box) []*box { return b.out })
		}
	}
	l.fit()
}

// settle moves the boxes of a column towards their neighbours, in their order.
func settle(column []*box, neighbours func(*box) []*box) {
	wish := make([]float64, len(column))
	for i, b := range column {
		wish[i] = b.y
		if near := neighbours(b); len(near) > 0 {
			wish[i] = average(near, (*box).middle) - b.h/2
		}
	}
	down, up := slices.Clone(wish), slices.Clone(wish)
	for i := 1; i < len(column); i++ {
		down[i] = math.Max(wish[i], down[i-1]+column[i-1].h+gapY)
	}
	for i := len(column) - 2; i >= 0; i-- {
		up[i] = math.Min(wish[i], up[i+1]-column[i].h-gapY)
	}
	for i, b := range column {
		b.y = (down[i] + up[i]) / 2 // each of the two keeps boxes apart, and so does their mean
	}
}

// fit moves all to the margins, and sizes the picture.
func (l *layout) fit() {
	top, bottom := math.Inf(1), 0.0
	for _, column := range l.columns {
		for _, b := range column {
			top = math.Min(top, b.y)
		}
	}
	for _, column := range l.columns {
		for _, b := range column {
			b.y += margin - top
			bottom = math.Max(bottom, b.y+b.h)
		}
	}
	n := float64(len(l.columns))
	l.width, l.height = 2*margin+n*boxWidth+(n-1)*gapX, bottom+margin
}
