package plan

import (
	"testing"
)

// projectFiles are a project's, with a text for each name and no meaning to it.
func projectFiles(names ...string) ProjectFiles {
	fs := ProjectFiles{}
	for _, n := range names {
		fs[n] = "x"
	}
	return fs
}

// TestCheckLocks has each way in which a project may fail to say what is to be installed.
func TestCheckLocks(t *testing.T) {
	t.Parallel()
	const (
		plain     = "python: '3.13'"
		project   = "[project]\nname = 'p'\nversion = '1'\n"
		poetry    = "[tool.poetry]\nname = 'p'\n"
		tools     = "[tool.ruff]\nline-length = 100\n"
		workspace = project + "[tool.uv.workspace]\nmembers = ['packages/*']\n"
	)
	for _, tc := range []struct {
		name, yaml string
		files      []string
		toml, lock string
		key        string
		words      []string
	}{
		{"nothing at all", plain, nil, "", "", "", nil},
		{"locked", plain, []string{"uv.lock"}, project, "", "", nil},
		{"locked, and named", plain, []string{"uv.lock"}, project, "uv.lock", "", nil},
		{"tools only", plain, nil, tools, "", "", nil},

		{"another format named", plain, []string{"uv.lock"}, project, "poetry.lock", "lock", []string{"poetry.lock is not supported yet"}},
		{"elsewhere", plain, []string{"uv.lock"}, project, "../uv.lock", "lock", []string{"beside pyproject.toml"}},
		{"named and not there", plain, nil, project, "uv.lock", "lock", []string{"no uv.lock in the build context", "uv lock"}},
		{"named and not there, in a folder", "project: api", nil, project, "uv.lock", "lock", []string{"no uv.lock in api"}},
		{"workspace", plain, []string{"uv.lock"}, workspace, "", "project", []string{"workspaces"}},

		{"requirements", plain, []string{"requirements.txt"}, "", "", "lock", []string{"requirements.txt is not", "uv add -r requirements.txt"}},
		{"poetry.lock", plain, []string{"poetry.lock"}, project, "", "lock", []string{"poetry.lock is not", "migrate-to-uv"}},
		{"pdm.lock", plain, []string{"pdm.lock"}, project, "", "lock", []string{"pdm.lock is not", "migrate-to-uv"}},
		{"Pipfile.lock", plain, []string{"Pipfile.lock"}, "", "", "lock", []string{"Pipfile.lock is not", "migrate-to-uv"}},
		{"pylock.toml", plain, []string{"pylock.toml"}, project, "", "lock", []string{"pylock.toml is not"}},
		{"two kinds", plain, []string{"uv.lock", "requirements.txt"}, project, "", "lock", []string{"uv.lock and requirements.txt", "lock: uv.lock"}},
		{"two kinds, and one chosen", plain, []string{"uv.lock", "requirements.txt"}, project, "uv.lock", "", nil},

		{"lock alone", plain, []string{"uv.lock"}, "", "", "project", []string{"no pyproject.toml", "commit both"}},
		{"manifest alone", plain, nil, project, "", "lock", []string{"no lock file in the build context", "uv lock"}},
		{"manifest alone, in a folder", "project: api", nil, project, "", "lock", []string{"no lock file in api"}},
		{"old Poetry", plain, nil, poetry, "", "project", []string{"tool.poetry", "poetry lock"}},
		{"old Poetry, locked", plain, []string{"poetry.lock"}, poetry, "", "lock", []string{"poetry.lock is not"}},
		{"new Poetry without a lock", plain, nil, poetry + project, "", "lock", []string{"no lock file"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			app := yamlApp(t, tc.yaml)
			wantOne(t, CheckLocks(app, projectFiles(tc.files...), projectOf(t, tc.toml), tc.lock), tc.key, tc.words...)
		})
	}
}

// TestChosenGroupsNeedALock even where the manifest has no project.
func TestChosenGroupsNeedALock(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "python: '3.13'")
	app.Groups.Include = []string{"web"}
	wantOne(t, CheckLocks(app, nil, projectOf(t, "[dependency-groups]\nweb = []\n"), ""), "lock", "groups or extras", "uv init")
}

// TestProjectFile reads the manifest or says where in it the trouble is.
func TestProjectFile(t *testing.T) {
	t.Parallel()
	if p, ds := (ProjectFiles{}).Project(); p != nil || len(ds) > 0 {
		t.Errorf("without a file: got %v, %v", p, ds)
	}
	if p, ds := (ProjectFiles{"pyproject.toml": "[project]\nname = 'p'\n"}).Project(); p == nil || p.Name != "p" || len(ds) > 0 {
		t.Errorf("got %v, %v", p, ds)
	}
	p, ds := (ProjectFiles{"pyproject.toml": "[project]\nname = \n"}).Project()
	if p != nil {
		t.Errorf("got %v of what cannot be read", p)
	}
	wantOne(t, ds, "project", "pyproject.toml:2:")
}

// TestCheckLock lists what would have to be built.
func TestCheckLock(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "python: '3.13'")
	wheel := []string{"a-1-py3-none-any.whl"}
	wantOne(t, CheckLock(app, &Lock{Packages: []Package{
		{Name: "a", Version: "1", Wheels: wheel}, {Name: "b", Version: "2", Marker: "sys_platform == 'win32'"},
	}}), "")
	wantOne(t, CheckLock(app, &Lock{Packages: []Package{
		{Name: "zope", Version: "2"}, {Name: "a", Version: "1", Wheels: wheel}, {Name: "local"},
	}}), "lock", "local, zope 2", "have one")
}
