package report

import (
	"os"
	"regexp"
	"testing"
)

// figures is what the README shows of the published run.
var figures = regexp.MustCompile(`(?s)<!-- figures -->\n.*?<!-- /figures -->`)

// TestTheFrontPageShowsTheFigures holds the README to the run that is published beside the documentation.
func TestTheFrontPageShowsTheFigures(t *testing.T) {
	t.Parallel()
	const root, published = "../../../../../", "../../../../../docs/explanation/benchmark"
	r, err := Read(published)
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(root + "README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := "<!-- figures -->\n" + r.Summary() + r.machine() + "<!-- /figures -->"
	if *update {
		if err := r.Write(published); err != nil {
			t.Fatal(err)
		}
		page = figures.ReplaceAllLiteral(page, []byte(want))
		if err := os.WriteFile(root+"README.md", page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got := string(figures.Find(page)); got != want {
		t.Errorf("README.md shows\n%s\nand the run has\n%s", got, want)
	}
}
