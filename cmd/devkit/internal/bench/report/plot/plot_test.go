package plot

import (
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// TestBars is XML, the same for the same bars, and shows those without a value by their label.
func TestBars(t *testing.T) {
	t.Parallel()
	groups := []Group{{"<a> & b", []Bar{{Name: "one", Value: 3, Label: "three", Main: true}, {Name: "two", Value: math.NaN(), Label: "nothing"}}}}
	text := Bars("A title", groups)
	if again := Bars("A title", groups); again != text {
		t.Error("two plots of the same differ")
	}
	if err := xml.Unmarshal([]byte(text), new(struct{})); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	for _, want := range []string{"prefers-color-scheme:dark", "&lt;a&gt; &amp; b", ">three<", ">nothing<", `class="main"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in the plot", want)
		}
	}
	if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
		t.Errorf("a place that is no number:\n%s", text)
	}
}

// TestLines draws also where there is little: one point, zeros.
func TestLines(t *testing.T) {
	t.Parallel()
	for _, points := range [][]Point{{{1, 0, "0 s"}}, {{1, 5, "5 s"}}, {{10, 5, "5 s"}, {1, 3, "3 s"}}} {
		text := Lines("A title", "things", []Panel{{Title: "Time", Unit: "s", Lines: []Line{{Name: "one", Points: points}, {Name: "two", Colour: 1, Points: points}}}})
		if err := xml.Unmarshal([]byte(text), new(struct{})); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
		if !strings.Contains(text, points[0].Label) || strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("%v: got\n%s", points, text)
		}
	}
}

// TestSettle keeps the names of lines apart, above the axis, and in their order.
func TestSettle(t *testing.T) {
	t.Parallel()
	tags := []tag{{y: linesTop}, {y: 200}, {y: 201}, {y: 202}, {y: linesBottom}, {y: linesBottom}}
	settle(tags)
	for i := 1; i < len(tags); i++ {
		if tags[i].y-tags[i-1].y < nameStep-0.01 {
			t.Errorf("names %d and %d are too near: %v", i-1, i, tags)
		}
	}
	if last := tags[len(tags)-1].y; last > linesBottom {
		t.Errorf("the last name is below the axis: %v", last)
	}
}

// TestTicks are round numbers with room for all.
func TestTicks(t *testing.T) {
	t.Parallel()
	for high, want := range map[float64][]float64{0: {0, 1}, 7: {0, 2, 4, 6, 8}, 100: {0, 20, 40, 60, 80, 100}, 0.25: {0, 0.05, 0.1, 0.15, 0.2, 0.25}} {
		if got := roundTicks(high); fmt.Sprintf("%.3g", got) != fmt.Sprintf("%.3g", want) {
			t.Errorf("%v: got %v, want %v", high, got, want)
		}
	}
	if got, want := (logScale{low: 0.5, high: 140}).ticks(), []float64{0.5, 1, 2, 5, 10, 20, 50, 100}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := (logScale{low: 0.5, high: 1400}).ticks(), []float64{1, 10, 100, 1000}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
