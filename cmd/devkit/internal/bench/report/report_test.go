package report

import (
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the goldens anew")

// madeUp is the run of testdata/report.json, of which nothing was measured.
func madeUp(t *testing.T) Report {
	t.Helper()
	r, err := Read("testdata")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestGoldens compares what is printed of a run with the files of testdata.
func TestGoldens(t *testing.T) {
	t.Parallel()
	r := madeUp(t)
	for name, got := range map[string]string{
		"page.md": r.Markdown(), "summary.md": r.Summary(), "bars.svg": r.timePlot(matrix{shop, 2}), "lines.svg": r.costPlot("packages"),
	} {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is another; see what -update makes of it. Got\n%s", name, got)
		}
	}
}

// TestWrite wants all files, the same each time, and the report back.
func TestWrite(t *testing.T) {
	t.Parallel()
	r, dir := madeUp(t), filepath.Join(t.TempDir(), "made", "by", "write")
	first := written(t, r, dir)
	if again := written(t, r, dir); !reflect.DeepEqual(first, again) {
		t.Error("the same report was written in two ways")
	}
	want := []string{"cost-builds.svg", "cost-packages.svg", "cost-platforms.svg", "figures.md", "report.json", "shop-1.svg", "shop-2.svg"}
	if got := names(first); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, text := range first {
		if strings.HasSuffix(name, ".svg") && xml.Unmarshal([]byte(text), new(struct{})) != nil {
			t.Errorf("%s is no XML", name)
		}
	}
	if back, err := Read(dir); err != nil || !reflect.DeepEqual(back, r) {
		t.Errorf("got %v, %v", back, err)
	}
}

// TestWriteWithoutData leaves out plots of nothing, and those of an earlier run.
func TestWriteWithoutData(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	written(t, madeUp(t), dir)
	if got, want := names(written(t, Report{}, dir)), []string{"figures.md", "report.json"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// written are the files of a report by name.
func written(t *testing.T, r Report, dir string) map[string]string {
	t.Helper()
	if err := r.Write(dir); err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = string(text)
	}
	return files
}

func names(files map[string]string) []string {
	var all []string
	for name := range files {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}
