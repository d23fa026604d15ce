package pyproject_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

func TestParsePipfile(t *testing.T) {
	t.Parallel()
	p, err := pyproject.ParsePipfile([]byte(`
[[source]]
name = "corp"
url = "https://index.example/simple"
[packages]
six = "*"
[dev-packages]
pytest = "*"
[docs]
sphinx = {version = "*"}
[scripts]
serve = "python -m shop"
[pipenv]
allow_prereleases = true
[requires]
python_version = "3.13"
`))
	if err != nil {
		t.Fatal(err)
	}
	want := &pyproject.Project{Groups: []string{"dev", "docs"}, GroupIncludes: map[string][]string{}, RequiresPython: "==3.13.*"}
	for _, got := range []*pyproject.Project{p, p.As(pyproject.ToolPipenv)} {
		if !reflect.DeepEqual(exported(got), exported(want)) {
			t.Errorf("got  %+v\nwant %+v", exported(got), exported(want))
		}
		if got.IsPackage() {
			t.Error("the project itself is installed")
		}
	}
}

func TestPythonOfPipfile(t *testing.T) {
	t.Parallel()
	for requires, want := range map[string]string{
		"":                               "",
		"python_version = '*'":           "",
		"python_version = '3'":           "==3.*",
		"python_full_version = '3.13.1'": "==3.13.1",
		"python_version = '3.13'\npython_full_version = '3.13.1'": "==3.13.1",
	} {
		p, err := pyproject.ParsePipfile([]byte("[requires]\n" + requires + "\n"))
		if err != nil || p.RequiresPython != want {
			t.Errorf("%q: got %v, %v, want %q", requires, p, err, want)
		}
	}
}

func TestPipfileErrorsHavePositions(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"[packages]\nsix = \n", "[requires]\npython_version = 3.13\n"} {
		_, err := pyproject.ParsePipfile([]byte(text))
		var problem *pyproject.Error
		if !errors.As(err, &problem) || problem.Line != 2 {
			t.Errorf("%q: got %v, want an error on line 2", text, err)
		}
	}
}
