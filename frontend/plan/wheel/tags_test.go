package wheel

import (
	"encoding/json"
	"os"
	"testing"
)

// TestSameAsPackaging wants the whole list of tags in the order of Python's packaging.
func TestSameAsPackaging(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/tags.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Python, Machine string
		Glibc, Musl     [2]int
		Tags            []string
	}
	if err := json.Unmarshal(data, &cases); err != nil || len(cases) == 0 {
		t.Fatal(err)
	}
	for _, tc := range cases {
		target := Target{Python: tc.Python, Machine: tc.Machine, Glibc: tc.Glibc, Musl: tc.Musl}
		compare(t, target, tc.Tags)
	}
}

// compare gives the order one wheel for each tag.
func compare(t *testing.T, target Target, tags []string) {
	t.Helper()
	order := target.order()
	for i, tag := range tags {
		name, err := ParseName("x-1-" + tag + ".whl")
		if err != nil {
			t.Fatal(err)
		}
		if rank, ok := order.rank(name); !ok || rank != i {
			t.Errorf("%+v: %s has place %d (%t), want %d", target, tag, rank, ok, i)
		}
	}
	if all := len(order.native)*len(order.platforms) + len(order.universal); all != len(tags) {
		t.Errorf("%+v: %d tags are accepted, want %d", target, all, len(tags))
	}
}
