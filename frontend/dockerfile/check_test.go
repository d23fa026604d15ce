package dockerfile

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// TestCheck wants what no Dockerfile can do to be refused, at its key.
func TestCheck(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		key, says string
		edit      func(*spec.App)
	}{
		{"base", "PYAPP_BASE=slim", func(app *spec.App) { app.Base.Kind = spec.BaseDistroless }},
		{"env.TEXT", "more than one line", func(app *spec.App) { app.Env = []spec.EnvVar{{Name: "TEXT", Value: "a\nb"}} }},
		{"labels.text", "more than one line", func(app *spec.App) { app.Labels = []spec.Label{{Key: "text", Value: "a\nb"}} }},
		{"files", "not ASCII", func(app *spec.App) { app.Files.Exclude = []string{"entwürfe"} }},
		{"files", "not ASCII", func(app *spec.App) { app.Files.Include = []string{"src/é"} }},
	} {
		p, in := planned(t, "script", "amd64", tc.edit)
		problems := Check([]*plan.Plan{p}, in)
		if len(problems) != 1 || problems[0].Path != tc.key || !strings.Contains(problems.Text("pyapp.yaml"), tc.says) {
			t.Errorf("got %q, want one about %s with %q", problems.Text("pyapp.yaml"), tc.key, tc.says)
		}
	}
}

// TestHidden wants what .dockerignore hides from Dockerfiles to be named.
func TestHidden(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{"uv.lock": "uv.lock", "README.md": "README.md", "*.toml": "pyproject.toml", "tests": ""} {
		p, in := planned(t, "fastapi", "amd64")
		in.Ignored = []string{pattern}
		if got := Check([]*plan.Plan{p}, in).Text("pyapp.yaml"); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("with %s in .dockerignore the answer is %q", pattern, got)
		}
	}
}

// TestFieldsOfThePlan wants a new part of a plan to be thought of here: it is printed, or [Check] refuses it, or it is of no
// concern to a Dockerfile.
func TestFieldsOfThePlan(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		value any
		want  string
	}{
		{plan.Plan{}, "Target Build Python Deps Builds Tools Projects Outlined App Stages Copies Steps Added Test Builder System Stdlib Image Spec"},
		{plan.Image{}, "Env Workdir User Entrypoint Command Ports Volumes Labels StopSignal Health History"},
		{plan.App{}, "Files Workdir Compile Writable Owner"},
		{plan.System{}, "Packages Scripts Anew Emulated User Writable"},
		{plan.Step{}, "Key Run Env Outputs Network Packages Target"},
	} {
		var names []string
		for _, field := range reflect.VisibleFields(reflect.TypeOf(tc.value)) {
			names = append(names, field.Name)
		}
		if got := strings.Join(names, " "); got != tc.want {
			t.Errorf("%T has the fields %s, and a Dockerfile is printed of %s", tc.value, got, tc.want)
		}
	}
}

// TestCommentsStayComments puts line breaks into what comments are made of.
func TestCommentsStayComments(t *testing.T) {
	t.Parallel()
	var w writer
	w.say("a\nRUN b\r\nRUN c\n# d")
	w.item("a\nRUN b")
	for _, line := range strings.Split(strings.TrimSuffix(w.String(), "\n"), "\n") {
		if !strings.HasPrefix(line, "#") {
			t.Errorf("%q is no comment", line)
		}
	}
}

// TestDelimiter wants no line of a text to end it.
func TestDelimiter(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"": "EOF", "a\nb\n": "EOF", "EOF": "EOF_", "a\nEOF\nEOF_\n": "EOF__", "EOFs\n": "EOF"} {
		if got := delimiter(text); got != want {
			t.Errorf("%q is ended by %q, want %q", text, got, want)
		}
	}
}

// TestStdlibSkip wants to leave out of the standard library's bytecode what the frontend's own step leaves out.
func TestStdlibSkip(t *testing.T) {
	t.Parallel()
	step, err := os.ReadFile("../llbgen/steps/stdlib.py")
	if err != nil {
		t.Fatal(err)
	}
	var skip string
	_, after, _ := strings.Cut(string(step), "SKIP = re.compile(")
	pattern, _, _ := strings.Cut(after, ")\n\n")
	for _, m := range regexp.MustCompile(`r"([^"]*)"`).FindAllStringSubmatch(pattern, -1) {
		skip += m[1]
	}
	if skip != stdlibSkip {
		t.Errorf("the step skips\n%s\nand a Dockerfile\n%s", skip, stdlibSkip)
	}
}

// TestDocs wants the page about Dockerfiles to show one as it is printed.
func TestDocs(t *testing.T) {
	t.Parallel()
	page, shown := optional("../../docs/how-to/eject.md"), optional("testdata/fastapi.Dockerfile")
	if !strings.Contains(page, "```dockerfile\n"+shown+"```\n") {
		t.Error("docs/how-to/eject.md does not show testdata/fastapi.Dockerfile as it is")
	}
	for _, p := range plans(t) {
		for _, difference := range Differences(p) {
			if !strings.Contains(strings.Join(strings.Fields(page), " "), difference) {
				t.Errorf("docs/how-to/eject.md does not list: %s", difference)
			}
		}
	}
}

func plans(t *testing.T) []*plan.Plan {
	t.Helper()
	var out []*plan.Plan
	for _, name := range appNames(t) {
		p, _ := planned(t, name, "amd64")
		out = append(out, p)
	}
	return out
}
