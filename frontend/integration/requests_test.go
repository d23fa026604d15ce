package integration

import (
	"encoding/json"
	"encoding/xml"
	"flag"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/graph"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
	"github.com/org/pyapp-frontend/frontend/show"
	"github.com/org/pyapp-frontend/spec/schema"
)

var update = flag.Bool("update", false, "write what documentation shows anew")

// onBoth asks about two images at once.
const onBoth = "--platform=linux/amd64,linux/arm64"

// call asks for something that has to be answered.
func call(t *testing.T, m rig.Machine, dir, request string, args ...string) string {
	t.Helper()
	out, err := m.Call(t.Context(), t, dir, request, args...)
	if err != nil {
		t.Fatalf("--call %s: %v", request, err)
	}
	return out
}

// callJSON asks for an answer as JSON.
func callJSON(t *testing.T, m rig.Machine, dir, request string, into any, args ...string) {
	t.Helper()
	out := call(t, m, dir, request+",format=json", args...)
	if err := json.Unmarshal([]byte(out), into); err != nil {
		t.Fatalf("--call %s,format=json: %v\n%s", request, err, out)
	}
}

func wantLines(t *testing.T, text string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !regexp.MustCompile(`(?m)^` + line).MatchString(text) {
			t.Errorf("no line like %q in:\n%s", line, text)
		}
	}
}

// TestCallSchema wants the schema that the frontend was built with; its text is in the page about requests.
func TestCallSchema(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	if out := call(t, m, dir, "schema,format=json"); strings.TrimSpace(out) != strings.TrimSpace(string(schema.JSON())) {
		t.Errorf("the answer of %d bytes is not the schema", len(out))
	}
}

// TestCallPlan wants to be told what would be built, for each platform and without building it.
func TestCallPlan(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "django")
	text := call(t, m, dir, "plan", onBoth)
	wantLines(t, text, `Image for linux/amd64`, `Image for linux/arm64, built on linux/amd64`, `Base +python:3\.13-slim-trixie  sha256:`,
		`System libraries +libpq5`, `  psycopg2 \S+: no wheel .* built on linux/amd64`, `  python manage.py collectstatic --noinput → /app/\S+, on linux/amd64, no network`,
		` +9  step: python manage.py collectstatic`, `  ENTRYPOINT +\["`)
	var plans []show.Plan
	callJSON(t, m, dir, "plan", &plans, onBoth)
	if len(plans) != 2 || plans[1].Platform != "linux/arm64" || len(plans[1].Layers) != 9 || plans[1].Config.User != "65532:65532" {
		t.Errorf("the plans are %+v", plans)
	}
}

// TestCallLock wants every package that goes into the image, and of which file it comes.
func TestCallLock(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "sources")
	wantLines(t, call(t, m, dir, "lock"), `Packages in the image for linux/amd64: 6`, `ticker +0\.3\.0 +sdist .* ticker-0\.3\.0\.tar\.gz$`,
		`wcwidth +\S+ +wheel .*x86_64\.whl$`)
	var images []show.Packages
	callJSON(t, m, dir, "lock", &images, onBoth)
	if len(images) != 2 {
		t.Fatalf("got %d images", len(images))
	}
	i := slices.IndexFunc(images[1].Packages, func(p show.Package) bool { return p.Name == "wcwidth" })
	p := images[1].Packages[i]
	if p.From != show.FromWheel || !strings.Contains(p.File, "aarch64") || len(p.Hashes) != 1 || !strings.HasPrefix(p.Hashes[0], "sha256:") {
		t.Errorf("wcwidth for arm64 is %+v", p)
	}
}

// TestCallGraph wants the steps of the build with what ties them together.
func TestCallGraph(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "django")
	wantLines(t, call(t, m, dir, "graph"), `flowchart LR`, `  n\d+\["step: python manage.py collectstatic --noinput<br/>linux/amd64"\]`, `  n\d+ -- 9 --> n\d+`,
		`  n\d+ -\.-> n\d+`)
	var g graph.Graph
	callJSON(t, m, dir, "graph", &g, onBoth)
	var layers []string
	for _, e := range g.Edges {
		if e.Use == graph.Layer && g.Node(e.To).Platform == "linux/arm64" {
			layers = append(layers, g.Node(e.From).Name)
		}
	}
	var plans []show.Plan
	callJSON(t, m, dir, "plan", &plans, "--platform=linux/arm64")
	if !slices.EqualFunc(layers, plans[0].Layers, sameStep) {
		t.Errorf("the graph has the layers\n%q, the plan\n%q", layers, plans[0].Layers)
	}
}

// sameStep compares names of steps up to the reason of a build, which says for which platform it was noticed.
func sameStep(a, b string) bool {
	a, _, _ = strings.Cut(a, " (no wheel")
	b, _, _ = strings.Cut(b, " (no wheel")
	return a == b
}

// TestCallsFailAsBuildsDo wants the error of a build, with its place, from a request that cannot be answered.
func TestCallsFailAsBuildsDo(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	rig.Edit(t, dir, rig.SpecFile, "entrypoint:", "include-groups: [nosuch]\nentrypoint:")
	for _, request := range []string{"plan", "graph.svg"} {
		out, err := m.Call(t.Context(), t, dir, request)
		if err == nil || !regexp.MustCompile(`pyapp\.yaml:\d+:\d+: `).MatchString(err.Error()) || !strings.Contains(err.Error(), ">>> include-groups") {
			t.Errorf("--call %s: %v\n%s", request, err, out)
		}
	}
}

// TestGraphOfDocs keeps docs/explanation/graph.svg what the frontend draws; `make graph` writes it.
func TestGraphOfDocs(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	const name = "../../docs/explanation/graph.svg"
	got := call(t, m, m.Copy(t, "fastapi"), "graph.svg", onBoth)
	if err := xml.Unmarshal([]byte(got), new(struct{})); err != nil || !strings.HasPrefix(got, "<svg ") {
		t.Errorf("the picture is no SVG: %v", err)
	}
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := string(readFile(t, ".", name)); got != want {
		t.Errorf("%s is not current; run make graph", name)
	}
}

// TestRequestsOfDocs runs the commands of docs/reference/requests.md, and compares what they print; `make graph` writes it anew.
func TestRequestsOfDocs(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	const name = "../../docs/reference/requests.md"
	dir, page := m.Copy(t, "fastapi"), string(readFile(t, ".", name))
	block := regexp.MustCompile("(?s)```console\n\\$ docker buildx build -f pyapp.yaml --call (\\S+)([^\n|]*) \\.(?: \\| head -n (\\d+))?\n(.*?)```\n")
	if len(block.FindAllString(page, -1)) < 5 {
		t.Fatalf("%s has few commands", name)
	}
	current := block.ReplaceAllStringFunc(page, func(found string) string {
		parts := block.FindStringSubmatch(found)
		out := steadied(call(t, m, dir, parts[1], strings.Fields(parts[2])...))
		if most, err := strconv.Atoi(parts[3]); err == nil {
			lines := strings.SplitAfter(out, "\n")
			out = strings.Join(lines[:min(most, len(lines))], "")
		}
		return strings.TrimSuffix(found, parts[4]+"```\n") + out + "```\n"
	})
	if *update {
		if err := os.WriteFile(name, []byte(current), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if current != page {
		t.Errorf("%s is not current; run make graph\n%s", name, current)
	}
}

// steadied hides what images of the same name may have on another day, and empty lines at the ends.
func steadied(out string) string {
	out = regexp.MustCompile(`sha256:[0-9a-f]{64}`).ReplaceAllString(out, "sha256:…")
	out = regexp.MustCompile(`\b3\.13\.\d+`).ReplaceAllString(out, "3.13.5")
	out = regexp.MustCompile(`(?m)[ \t]+$`).ReplaceAllString(out, "")
	return strings.Trim(out, "\n") + "\n"
}
