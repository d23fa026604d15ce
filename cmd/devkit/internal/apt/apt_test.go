package apt

import (
	"slices"
	"testing"
)

func TestMissing(t *testing.T) {
	t.Parallel()
	programs := []Program{{Name: "sh", Packages: []string{"dash"}}, {Name: "no-such-program", Packages: []string{"x"}}}
	if got := names(missing(programs)); !slices.Equal(got, []string{"no-such-program"}) {
		t.Errorf("got %v", got)
	}
}
