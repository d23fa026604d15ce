package plan

import "testing"

// TestProgram wants a command to come with a package that is locked.
func TestProgram(t *testing.T) {
	t.Parallel()
	const script = "[project]\nname = 'p'\nversion = '1'\n[project.scripts]\nflask = 'p:main'\n"
	web := Names{"fastapi", "uvicorn"}
	for _, tc := range []struct {
		name, yaml, toml string
		locked           Names
		key              string
		words            []string
	}{
		{"locked", "entrypoint: [uvicorn, 'a:b']", "", web, "", nil},
		{"not locked", "entrypoint: [gunicorn, 'a:b']", "", web, "entrypoint",
			[]string{"gunicorn comes with the package gunicorn", "2 locked packages", "uv add gunicorn"}},
		{"package of another name", "entrypoint: [fastapi, run]", "", web, "entrypoint", []string{"fastapi-cli", "uv add fastapi-cli"}},
		{"as a module", "entrypoint: [python, -m, celery, worker]", "", web, "entrypoint", []string{"celery"}},
		{"in the command", "command: [flask, run]", "", web, "command", []string{"flask"}},
		{"no lock", "entrypoint: [uvicorn, 'a:b']", "", nil, "entrypoint", []string{"there are none", "does `project` name its folder?"}},
		{"nothing locked", "entrypoint: [uvicorn, 'a:b']", oneScript, nil, "entrypoint", []string{"there are none", "uv add uvicorn"}},
		{"the project's own script", "entrypoint: [flask, run]", script + buildSystem, web, "", nil},
		{"a script that nothing installs", "entrypoint: [flask, run]", script, web, "entrypoint", []string{"flask", "no package"}},
		{"a system package's", "{entrypoint: [uwsgi], system-libs: [uwsgi]}", "", web, "", nil},
		{"unknown program", "entrypoint: [serve]", "", web, "", nil},
		{"shell", "entrypoint: [sh, -c, 'exec serve']", "", web, "", nil},
		{"script", "entrypoint: [python, main.py]", "", nil, "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			wantOne(t, CheckProgram(yamlApp(t, tc.yaml), tc.locked, projectOf(t, tc.toml), nil), tc.key, tc.words...)
		})
	}
}

// TestRemedyOfTheTool is the command that adds the package, of the tool that locked the project.
func TestRemedyOfTheTool(t *testing.T) {
	t.Parallel()
	for source, want := range map[Source]string{
		{FormatUV, "uv.lock"}:              "uv add gunicorn",
		{FormatPoetry, "poetry.lock"}:      "poetry add gunicorn",
		{FormatPDM, "pdm.lock"}:            "pdm add gunicorn",
		{FormatPipenv, "Pipfile.lock"}:     "pipenv install gunicorn",
		{FormatRequirements, "deploy.txt"}: "add gunicorn and lock it",
		{FormatPylock, "pylock.toml"}:      "add gunicorn and lock it",
		{FormatScript, "tools/serve.py"}:   "uv add --script tools/serve.py gunicorn",
		{FormatNone, ""}:                   "uv add gunicorn",
	} {
		got := CheckProgram(yamlApp(t, "entrypoint: [gunicorn, 'a:b']"), Names{"flask"}, nil, []Source{source})
		wantOne(t, got, "entrypoint", "1 locked package", want)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	if got := NamesIn(nil); got != nil || got.Has("a") {
		t.Errorf("got %q of no lock", got)
	}
	if got := NamesIn(lockOf([]string{"a"}, []string{"b"})); !got.Has("a") || !got.Has("b") || got.Has("c") {
		t.Errorf("got %q", got)
	}
}
