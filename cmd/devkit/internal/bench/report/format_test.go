package report

import (
	"math"
	"slices"
	"testing"
)

// TestMedian takes the middle, and leaves the list as it is.
func TestMedian(t *testing.T) {
	t.Parallel()
	list := []float64{9, 1, 4}
	if got := Median(list); got != 4 || !slices.Equal(list, []float64{9, 1, 4}) {
		t.Errorf("got %v of %v", got, list)
	}
	if got := Median([]float64{9, 1, 4, 5}); got != 4.5 {
		t.Errorf("got %v of four", got)
	}
	if !math.IsNaN(Median(nil)) || !math.IsNaN(Ratio(nil, list)) || !math.IsNaN(Ratio(list, nil)) {
		t.Error("there is a median of nothing")
	}
	if got := Ratio([]float64{8, 8}, list); got != 2 {
		t.Errorf("got a ratio of %v", got)
	}
}

// TestNumber rounds before it counts digits.
func TestNumber(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]float64{
		"0 s": 0, "0.0034 s": 0.00341, "< 0.0001 s": 0.00001, "0.34 s": 0.341, "1.0 s": 0.998, "8.4 s": 8.4, "10 s": 9.96, "99 s": 99.4, "1234 s": 1234.4,
		missing: math.NaN(),
	} {
		if got := seconds(v); got != want {
			t.Errorf("%v: got %q, want %q", v, got, want)
		}
	}
	if got := megabytes(49.74e6); got != "49.7 MB" {
		t.Errorf("got %q", got)
	}
}

// TestPlain keeps a cell of a table together.
func TestPlain(t *testing.T) {
	t.Parallel()
	if got, want := plain("RUN a | b\n\t<c> *_d_*"), `RUN a \| b &lt;c> \*\_d\_\*`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestOrdered puts pyapp first, and others that nobody knows last.
func TestOrdered(t *testing.T) {
	t.Parallel()
	got := ordered([]string{"other", "naive", "pip", "uv", "pyapp distroless", "pip", "pyapp", "another"})
	if want := []string{"pyapp", "pyapp distroless", "uv", "pip", "naive", "other", "another"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
