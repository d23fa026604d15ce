package integration

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/frontend/subrequests/lint"
	"github.com/moby/buildkit/solver/errdefs"

	"github.com/org/pyapp-frontend/frontend"
	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// poorSpec gives four warnings, one of which only the files of the context tell.
const poorSpec = `python: 3.13
entrypoint: [python, main.py]
env: {TZ: US/Eastern}
ports: [8000]
`

var poorRules = []string{"denied-files", "legacy-time-zone", "no-healthcheck", "unquoted-version"}

func poor(t *testing.T, m rig.Machine, directives string) string {
	t.Helper()
	dir := m.Copy(t, "script")
	first, _, _ := strings.Cut(string(readFile(t, dir, rig.SpecFile)), "\n")
	rig.Write(t, dir, rig.SpecFile, directives+first+"\n"+poorSpec)
	rig.Write(t, dir, ".env", "x")
	return dir
}

// TestCheck wants `--check` to list warnings with their pages and lines, and to fail; and to say nothing of a good file.
func TestCheck(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	out, err := m.Buildx(t.Context(), t, m.Copy(t, "shop"), "--check")
	if err != nil || !strings.Contains(out, "no warnings found") {
		t.Errorf("a good file: error %v\n%s", err, out)
	}
	out, err = m.Buildx(t.Context(), t, poor(t, m, ""), "--check")
	if err == nil {
		t.Error("it does not fail")
	}
	for _, rule := range poorRules {
		if !strings.Contains(out, "WARNING: "+rule+" - https://github.com/org/pyapp-frontend/blob/main/docs/reference/lint/"+rule+".md\n") {
			t.Errorf("no warning of %s:\n%s", rule, out)
		}
	}
	for _, words := range []string{"Check complete, 4 warnings", "   2 | >>> python: 3.13\n", "`TZ: America/New_York` in env", "   5 | >>> ports: [8000]"} {
		if !strings.Contains(out, words) {
			t.Errorf("it does not say %q:\n%s", words, out)
		}
	}
}

// checked is the JSON answer of a request for warnings.
func checked(t *testing.T, m rig.Machine, dir, request string, args ...string) lint.LintResults {
	t.Helper()
	out, err := m.Buildx(t.Context(), t, dir, append(args, "--progress=quiet", "--call", request+",format=json")...)
	var results lint.LintResults
	start := max(0, strings.Index(out, "{")) // an error is drawn behind it
	if json.NewDecoder(strings.NewReader(out[start:])).Decode(&results) != nil {
		t.Fatalf("error %v, and no JSON:\n%s", err, out)
	}
	return results
}

func rulesOf(results lint.LintResults) []string {
	var out []string
	for _, w := range results.Warnings {
		out = append(out, w.RuleName)
	}
	slices.Sort(out)
	return out
}

// TestCheckJSON wants the same for programs, under both names of the request, and what silences it to be honoured.
func TestCheckJSON(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for name, tc := range map[string]struct {
		directives, request string
		args                []string
		want                []string
	}{
		"check":          {"", "check", nil, poorRules},
		"lint":           {"", "lint", nil, poorRules},
		"skip":           {"# check=skip=denied-files,legacy-time-zone\n", "check", nil, []string{"no-healthcheck", "unquoted-version"}},
		"skip all":       {"# check=skip=all\n", "check", nil, nil},
		"unknown":        {"# check=skip=denied-file\n", "check", nil, append([]string{"check-directive"}, poorRules...)},
		"build argument": {"# check=skip=all\n", "check", []string{"--build-arg", "BUILDKIT_DOCKERFILE_CHECK=skip=no-healthcheck,JSONArgsRecommended"}, []string{"denied-files", "legacy-time-zone", "unquoted-version"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			results := checked(t, m, poor(t, m, tc.directives), tc.request, tc.args...)
			if got := rulesOf(results); !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
			for _, w := range results.Warnings {
				if w.Detail == "" || w.Description == "" || !strings.HasSuffix(w.URL, "/"+w.RuleName+".md") || len(w.Location.Ranges) != 1 {
					t.Errorf("incomplete: %+v", w)
				}
			}
		})
	}
}

// TestCheckErrors wants what is wrong with a file or its project in the answer, with its place.
func TestCheckErrors(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for name, tc := range map[string]struct {
		from, to string
		line     int32
		words    string
	}{
		"no YAML":         {"python:", "python: [", 2, "pyapp.yaml:"},
		"unknown key":     {"ports:", "prots:", 5, `did you mean "ports"?`},
		"no such file":    {"main.py", "mian.py", 3, "there is no file mian.py"},
		"no such version": {"3.13", `"3.31"`, 2, "is not a known version"},
		"no such image":   {"python: 3.13", "base: registry.example/none:1", 2, "resolving image"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := poor(t, m, "")
			rig.Edit(t, dir, rig.SpecFile, tc.from, tc.to)
			results := checked(t, m, dir, "check")
			if results.Error == nil || !strings.Contains(results.Error.Message, tc.words) {
				t.Fatalf("got %+v", results.Error)
			}
			if at := results.Error.Location.Ranges; len(at) == 0 || at[0].Start.Line != tc.line {
				t.Errorf("the place is %v, want line %d", at, tc.line)
			}
		})
	}
	dir := poor(t, m, "")
	rig.Edit(t, dir, rig.SpecFile, "ports:", "prots:")
	out, err := m.Buildx(t.Context(), t, dir, "--check")
	if err == nil || !strings.Contains(out, "   5 | >>> prots: [8000]") || !strings.Contains(out, "unquoted-version") {
		t.Errorf("error %v, and no line is drawn:\n%s", err, out)
	}
}

// TestWarnings wants each warning once for two platforms, and buildx to draw its line and name its page.
func TestWarnings(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := poor(t, m, "")
	result := mustBuild(t, m, rig.Build{Mode: rig.AsImage, Dir: dir, Platforms: []string{"linux/amd64", "linux/arm64"}})
	var rules []string
	for _, w := range result.Warnings {
		rules = append(rules, regexp.MustCompile(`\(([a-z-]+)\)$`).FindString(w.Text))
		if !strings.Contains(w.Detail, "# check=skip=") {
			t.Errorf("%q does not say how to silence it: %s", w.Text, w.Detail)
		}
	}
	slices.Sort(rules)
	if want := []string{"(denied-files)", "(legacy-time-zone)", "(no-healthcheck)", "(unquoted-version)"}; !slices.Equal(rules, want) {
		t.Errorf("got %q, want %q", rules, want)
	}
	out, err := m.BuildxDebug(t.Context(), t, dir)
	if err != nil {
		t.Fatalf("error %v\n%s", err, out)
	}
	for _, words := range []string{"4 warnings found", "   5 | >>> ports: [8000]", "More info: https://github.com/org/pyapp-frontend/blob/main/docs/reference/lint/no-healthcheck.md"} {
		if !strings.Contains(out, words) {
			t.Errorf("it does not say %q:\n%s", words, out)
		}
	}
}

// TestWarningsAsErrors wants nothing to be installed where the user wants no warnings.
func TestWarningsAsErrors(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: poor(t, m, "# check=skip=denied-files;error=true\n"), Platforms: []string{"linux/amd64", "linux/arm64"}})
	wantMessage(t, result, "error=true makes errors of warnings", "(no-healthcheck)", "(legacy-time-zone)", "(unquoted-version)")
	if steps := result.Named("environment"); len(steps) > 0 {
		t.Errorf("these steps are in the build: %v", steps)
	}
	attrs := map[string]string{"build-arg:BUILDKIT_DOCKERFILE_CHECK": "error=true"}
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "script"), Attrs: attrs})

	result = build(t, m, rig.Build{Mode: rig.InProcess, Dir: poor(t, m, "# check=skip:all\n")})
	wantMessage(t, result, "pyapp.yaml:1:1: check: invalid check option", "# check=skip=floating-base,no-healthcheck;error=true")
}

// TestCheckByTheEngine has the builder inside the Docker engine answer the same.
func TestCheckByTheEngine(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	m.EngineImages(t, "docker.io/library/"+pythonBase, "ghcr.io/astral-sh/uv:0.13.8")
	out, err := m.EngineBuild(t.Context(), t, poor(t, m, ""), "--check")
	if err == nil || !strings.Contains(out, "WARNING: no-healthcheck") || !strings.Contains(out, "   5 | >>> ports: [8000]") {
		t.Errorf("error %v\n%s", err, out)
	}
}

// TestCheckByTheOldest has the oldest BuildKit answer the same, but for what it cannot find out.
func TestCheckByTheOldest(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	oldest := rig.NeedEnv(t, "PYAPP_BUILDKIT_OLDEST")
	var answer *gwclient.Result
	captured := func(ctx context.Context, c gwclient.Client) (*gwclient.Result, error) {
		res, err := frontend.Build(ctx, c)
		answer = res
		return gwclient.NewResult(), err
	}
	attrs := map[string]string{"requestid": lint.RequestLint, "frontend.caps": "moby.buildkit.frontend.subrequests"}
	result := m.Run(t.Context(), t, captured, rig.Build{Mode: rig.InProcess, Dir: poor(t, m, ""), Attrs: attrs, Addr: oldest})
	if result.Err != nil {
		t.Fatal(result.Err)
	}
	var results lint.LintResults
	err := json.Unmarshal(answer.Metadata["result.json"], &results)
	if got := rulesOf(results); err != nil || !slices.Equal(got, poorRules[1:]) {
		t.Errorf("got %q, error %v", got, err)
	}
}

// TestPlaces wants errors at what caused them: the build argument, and the items of a list.
func TestPlaces(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	attrs := map[string]string{"build-arg:PYAPP_BASE": "rubbish:1"}
	wantMessage(t, build(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "script"), Attrs: attrs}), "base: build argument PYAPP_BASE: resolving image rubbish:1")

	dir := m.Copy(t, "script")
	rig.Edit(t, dir, rig.SpecFile, "entrypoint:", "packages:\n  - jinja2==3.1.6\n  - markupsafe==1.0\nentrypoint:")
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	wantMessage(t, result, "pyapp.yaml:4:5: ", "do not go together")
	var lines []int32
	for _, s := range errdefs.Sources(result.Err) {
		for _, r := range s.Ranges {
			lines = append(lines, r.Start.Line)
		}
	}
	if !slices.Equal(lines, []int32{4, 5}) {
		t.Errorf("the lines are %v", lines)
	}

	rig.Write(t, dir, rig.SpecFile, "python: '3.13'\nentrypoint: [python, -m, http.sever]\n")
	wantMessage(t, build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir}), "pyapp.yaml:2:26: entrypoint[2]: ", `did you mean "http.server"?`)
}
