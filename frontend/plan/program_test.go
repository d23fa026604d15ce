package plan

import "testing"

// TestProgram wants a command to come with a package that is locked.
func TestProgram(t *testing.T) {
	t.Parallel()
	const script = "[project]\nname = 'p'\nversion = '1'\n[project.scripts]\nflask = 'p:main'\n"
	web := &Lock{Packages: []Package{{Name: "fastapi"}, {Name: "uvicorn"}}}
	for _, tc := range []struct {
		name, yaml, toml string
		lock             *Lock
		key              string
		words            []string
	}{
		{"locked", "entrypoint: [uvicorn, 'a:b']", "", web, "", nil},
		{"not locked", "entrypoint: [gunicorn, 'a:b']", "", web, "entrypoint",
			[]string{"gunicorn comes with the package gunicorn", "2 locked packages", "uv add gunicorn"}},
		{"package of another name", "entrypoint: [fastapi, run]", "", web, "entrypoint", []string{"fastapi-cli", "uv add fastapi-cli"}},
		{"as a module", "entrypoint: [python, -m, celery, worker]", "", web, "entrypoint", []string{"celery"}},
		{"in the command", "command: [flask, run]", "", web, "command", []string{"flask"}},
		{"no lock", "entrypoint: [uvicorn, 'a:b']", "", nil, "entrypoint", []string{"there are none"}},
		{"the project's own script", "entrypoint: [flask, run]", script + buildSystem, web, "", nil},
		{"a script that nothing installs", "entrypoint: [flask, run]", script, web, "entrypoint", []string{"flask", "no package"}},
		{"a system package's", "{entrypoint: [uwsgi], system-libs: [uwsgi]}", "", web, "", nil},
		{"unknown program", "entrypoint: [serve]", "", web, "entrypoint", []string{"serve", "some package has to bring it"}},
		{"shell", "entrypoint: [sh, -c, 'exec serve']", "", web, "", nil},
		{"script", "entrypoint: [python, main.py]", "", nil, "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			wantOne(t, CheckProgram(yamlApp(t, tc.yaml), tc.lock, projectOf(t, tc.toml)), tc.key, tc.words...)
		})
	}
}
