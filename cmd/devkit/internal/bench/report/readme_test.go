package report

import (
	"os"
	"strings"
	"testing"
)

// TestTheFrontPageShowsTheFigures holds the README to the run that is published beside the documentation.
func TestTheFrontPageShowsTheFigures(t *testing.T) {
	t.Parallel()
	const root = "../../../../../"
	r, err := Read(root + "docs/explanation/benchmark")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(root + "README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{r.Summary(), r.Machine.Date, r.Machine.Processor} {
		if !strings.Contains(string(page), text) {
			t.Errorf("README.md does not have:\n%s", text)
		}
	}
}
