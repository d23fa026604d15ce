package pages

import (
	"reflect"
	"testing"
)

func TestParse(t *testing.T) {
	got := parse("docs/a.md", "# `a`: what, why?\n\n"+
		"See [b](b.md#x), ![c](c.svg) and `[no](link)`.\n"+
		"<!-- tested -->\n```console\n$ echo [no](link)\n```\n"+
		"## Same\n## Same\n```yaml\nx: 1\n```\n")
	want := Page{
		Path:    "docs/a.md",
		Anchors: []string{"a-what-why", "same", "same-1"},
		Links:   []Link{{3, "b.md#x"}, {3, "c.svg"}},
		Blocks:  []Block{{5, "console", "tested", "$ echo [no](link)\n"}, {10, "yaml", "", "x: 1\n"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("parse gives\n%+v, want\n%+v", got, want)
	}
}
