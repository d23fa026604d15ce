package plan

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestPlanGoldens compares the plan of each application with testdata/<app>.json.
func TestPlanGoldens(t *testing.T) {
	for _, name := range appNames(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			app, facts := realApp(t, name)
			checkGolden(t, name+".json", asJSON(t, planned(t, app, facts)))
		})
	}
}

// TestPlansInstallWhatToolsDo compares what is planned with what the tool that owns the lock installs for production.
func TestPlansInstallWhatToolsDo(t *testing.T) {
	t.Parallel()
	for _, name := range appNames(t) {
		var expected struct{ Installed map[string]string }
		if err := json.Unmarshal([]byte(optional(t, filepath.Join(appsFolder, name, "test.json"))), &expected); err != nil {
			t.Fatal(err)
		}
		app, facts := realApp(t, name)
		p := planned(t, app, facts)
		got := p.names()
		for _, project := range p.Projects {
			got = append(got, pyproject.NormalizeName(project.Name))
		}
		slices.Sort(got)
		if want := slices.Sorted(maps.Keys(expected.Installed)); expected.Installed != nil && !slices.Equal(got, want) {
			t.Errorf("%s: installs\n%q, want\n%q", name, got, want)
		}
	}
}

// TestEveryGoldenHasAnApp finds goldens that were left behind.
func TestEveryGoldenHasAnApp(t *testing.T) {
	t.Parallel()
	goldens, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range goldens {
		if name := strings.TrimSuffix(filepath.Base(g), ".json"); !slices.Contains(appNames(t), name) {
			t.Errorf("%s belongs to no application", g)
		}
	}
}

// asJSON is a plan without what a reader would skip: the spec, most of the text of locks, and the built-in deny list.
func asJSON(t *testing.T, p *Plan) []byte {
	t.Helper()
	short := *p
	short.App.Files, short.Outlined = abridged(p.App.Files), abridged(p.Outlined)
	short.Projects, short.Deps, short.Builds = slices.Clone(p.Projects), slices.Clone(p.Deps), slices.Clone(p.Builds)
	for i := range short.Projects {
		short.Projects[i].Files = abridged(short.Projects[i].Files)
	}
	for i, g := range short.Deps {
		short.Deps[i].Fragment, short.Deps[i].Requirements = outline(g.Fragment), outline(g.Requirements)
	}
	for i, b := range short.Builds {
		short.Builds[i].Fragment, short.Builds[i].Requirements = outline(b.Fragment), outline(b.Requirements)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(struct {
		*Plan
		Spec, Builder any `json:",omitempty"` // stand before the plan's own
	}{Plan: &short})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// outline is how long a text is, and which files it names.
func outline(text string) string {
	if text == "" {
		return ""
	}
	names := regexp.MustCompile(`[^/" ]+\.(?:whl|tar\.gz)|(?m)^\S+==\S+`).FindAllString(text, -1)
	return fmt.Sprintf("%d lines: %s", strings.Count(text, "\n"), strings.Join(slices.Compact(names), " "))
}

// abridged has one line in place of the built-in deny list.
func abridged(s Selection) Selection {
	for i := range s.Exclude {
		if rest := s.Exclude[i:]; len(rest) >= len(Denied) && slices.Equal(rest[:len(Denied)], Denied) {
			s.Exclude = slices.Concat(s.Exclude[:i], []string{"… the built-in deny list …"}, rest[len(Denied):])
			return s
		}
	}
	return s
}

func checkGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what was planned; run with -update and look at the difference\n%s", file, got)
	}
}
