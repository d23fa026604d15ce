package plan

import (
	"slices"
	"testing"
)

// TestIncludes says what is sent of a context.
func TestIncludes(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		yaml string
		want []string
	}{
		{"python: '3.13'", nil},
		{"project: api", []string{"api"}},
		{"files: {include: [src, 'conf/*.ini']}", []string{"src", "conf/*.ini"}},
		{"{project: api, files: {include: [src, LICENSE]}}", []string{"api/src", "api/LICENSE"}},
		{"{project: api, files: {include: ['**', .env.example]}}", []string{"api"}},
	} {
		if got := appFiles(yamlApp(t, tc.yaml), Facts{}).Include; !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, want %q", tc.yaml, got, tc.want)
		}
	}
}

// TestProjectFolder keeps to the project: its patterns are its own, those of .dockerignore are the context's.
func TestProjectFolder(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "project: services/api", "files: {exclude: [tests, '!tests/data.txt']}")
	files := appFiles(app, Facts{Ignore: []string{"services/api/docs", "notes"}})
	if files.Folder != "services/api" {
		t.Errorf("folder is %q", files.Folder)
	}
	wantIn(t, files, true, "services/api/main.py", "services/api/tests/data.txt", "services/api/notes/x.txt")
	wantIn(t, files, false, "services/web/main.py", "main.py", "services/api/tests/x.py", "services/api/docs/x.txt", "services/api/.env")
}

// TestWheelSources wants everything that the build of a wheel may need, and no secret.
func TestWheelSources(t *testing.T) {
	t.Parallel()
	project := projectOf(t, oneScript+"[build-system]\nrequires = []\nbuild-backend = 'b'\n")
	app := yamlApp(t, "install: wheel", "files: {include: [LICENSE], exclude: [src]}")
	p := planned(t, app, Facts{Project: project, FirstParty: itself(project), Ignore: []string{"docs"}})
	wantIn(t, p.Projects[0].Files, true, "src/p/__init__.py", "pyproject.toml", "LICENSE")
	wantIn(t, p.Projects[0].Files, false, ".env", "docs/x.md", ".git/HEAD")
	wantIn(t, p.App.Files, true, "LICENSE")
	wantIn(t, p.App.Files, false, "src/p/__init__.py", "pyproject.toml")
}

// TestWritable sorts folders by the layer that they go into.
func TestWritable(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		yaml            string
		inside, outside []string
	}{
		{"python: '3.13'", nil, nil},
		{"writable: [data, ./cache/x]", []string{"/app/cache/x", "/app/data"}, nil},
		{"{writable: [data], volumes: [/var/lib/shop]}", []string{"/app/data"}, []string{"/var/lib/shop"}},
		{"volumes: [/app/media, /application]", []string{"/app/media"}, []string{"/application"}},
		{"{workdir: /srv/shop, writable: [data, /app/x]}", []string{"/srv/shop/data"}, []string{"/app/x"}},
	} {
		p := planned(t, yamlApp(t, tc.yaml), Facts{})
		if !slices.Equal(p.App.Writable, tc.inside) || !slices.Equal(p.System.Writable, tc.outside) {
			t.Errorf("%s: got %q and %q, want %q and %q", tc.yaml, p.App.Writable, p.System.Writable, tc.inside, tc.outside)
		}
	}
}
