package frontend

import (
	"maps"
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// TestOutline says what a build may be given, with the place of what it must be given.
func TestOutline(t *testing.T) {
	t.Parallel()
	const text = "python: '3.13'\nentrypoint: [python, main.py]\nindexes:\n- {name: corp, url: 'https://index.example/simple', secret: corp-login}\n"
	b, _ := newBuild(t, text, map[string]string{"SOURCE_DATE_EPOCH": "1"})
	file, problems := spec.Parse("pyapp.yaml", []byte(text))
	if file == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	got := b.outline(file)
	var required, optional []string
	for _, s := range got.Secrets {
		if s.Required {
			required = append(required, s.Name)
			if s.Location == nil || s.Location.Ranges[0].Start.Line != 4 {
				t.Errorf("%s stands at %v, want line 4", s.Name, s.Location)
			}
		} else {
			optional = append(optional, s.Name)
		}
	}
	if want := []string{"corp-login"}; !slices.Equal(required, want) {
		t.Errorf("requires the secrets %q, want %q", required, want)
	}
	for _, want := range []string{"ca", "netrc", "known-hosts", "GIT_AUTH_TOKEN"} {
		if !slices.Contains(optional, want) {
			t.Errorf("takes the secrets %q, want %s", optional, want)
		}
	}
	if len(got.SSH) != 1 || len(got.Args) == 0 || string(got.Sources[0]) != text {
		t.Errorf("got %+v", got)
	}
}

// TestOutlineArgs has the arguments that the file names, with what stands for those that are not given.
func TestOutlineArgs(t *testing.T) {
	t.Parallel()
	const text = "python: ${PY:-3.13}\nentrypoint: [python, main.py]\nlabels: {team: '${TEAM}', again: '${PY}'}\n"
	b, _ := newBuild(t, text, map[string]string{"TEAM": "shop", "PYAPP_BASE": "alpine"})
	file, problems := spec.Parse("pyapp.yaml", []byte(text))
	if file == nil {
		t.Fatal(problems.Text("pyapp.yaml"))
	}
	got := map[string]string{}
	for _, a := range b.outline(file).Args {
		got[a.Name] = a.Value
		if own := a.Description != ""; own == (a.Location != nil) {
			t.Errorf("%s is described as %q and stands at %v", a.Name, a.Description, a.Location)
		}
	}
	want := map[string]string{"PYAPP_BASE": "alpine", "PYAPP_PYTHON": "", "PYAPP_UV_IMAGE": "", "PY": "3.13", "TEAM": "shop"}
	if !maps.Equal(got, want) {
		t.Errorf("the arguments are %v, want %v", got, want)
	}
}
