package plan

import (
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// directories is a lock of source trees.
func directories(folders ...string) *lock.Lock {
	out := &lock.Lock{}
	for _, f := range folders {
		out.Packages = append(out.Packages, lock.Package{Name: "p", Directory: &lock.Directory{Path: f}})
	}
	return out
}

// TestFolders are the packages of the context that are to be installed.
func TestFolders(t *testing.T) {
	t.Parallel()
	const poetryOff = "[tool.poetry]\npackage-mode = false\n"
	sources := func(f Format) []Source { return []Source{{f, string(f)}} }
	for _, tc := range []struct {
		name    string
		lock    *lock.Lock
		toml    string
		sources []Source
		want    []string
	}{
		{"nothing", nil, "", nil, nil},
		{"a package without dependencies", nil, oneScript + buildSystem, nil, []string{"."}},
		{"no package", nil, oneScript, nil, nil},
		{"uv lists the project", directories(".", "./libs/a/", "../b"), oneScript + buildSystem, sources(FormatUV), []string{".", "../b", "libs/a"}},
		{"uv does not list it, for another member", directories("libs/a"), oneScript + buildSystem, sources(FormatUV), []string{"libs/a"}},
		{"Poetry installs it unasked", directories("libs/a"), oneScript + buildSystem, sources(FormatPoetry), []string{".", "libs/a"}},
		{"Poetry is told not to", nil, oneScript + buildSystem + poetryOff, sources(FormatPoetry), nil},
		{"PDM installs it unasked", nil, oneScript + buildSystem, sources(FormatPDM), []string{"."}},
		{"requirements stand for themselves", directories("libs/a"), oneScript + buildSystem, sources(FormatRequirements), []string{"libs/a"}},
		{"pylock.toml stands for itself", nil, oneScript + buildSystem, sources(FormatPylock), nil},
		{"listed twice", directories("a", "a/"), "", sources(FormatUV), []string{"a"}},
	} {
		files := ProjectFiles{}
		if tc.toml != "" {
			files["pyproject.toml"] = tc.toml
		}
		project, _ := files.Project(tc.sources)
		if got := Folders(tc.lock, project, tc.sources); !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

// TestForeseen are the packages of the context that the text of uv.lock tells.
func TestForeseen(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, lock string
		format     Format
		member     string
		want       []string
		ok         bool
	}{
		{name: "none", lock: `source = { virtual = "." }`, format: FormatUV, ok: true},
		{name: "the project", lock: `source = { editable = "." }`, format: FormatUV, want: []string{"."}, ok: true},
		{name: "a member", lock: `source = { editable = "packages/api" }`, format: FormatUV},
		{name: "a folder", lock: `source = { directory = "vendor/money" }`, format: FormatUV},
		{name: "more", lock: "source = { editable = \".\" }\nsource = { editable = \"core\" }", format: FormatUV},
		{name: "one of a workspace", lock: `source = { virtual = "." }`, format: FormatUV, member: "api"},
		{name: "another lock", lock: "x", format: FormatPoetry},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			l := Locking{
				Files:   ProjectFiles{string(test.format): test.lock},
				Project: &pyproject.Project{}, Sources: []Source{{test.format, string(test.format)}},
			}
			packages, ok := Foreseen(&spec.App{Package: test.member}, l)
			var got []string
			for _, p := range packages {
				got = append(got, p.Folder)
			}
			if ok != test.ok || !slices.Equal(got, test.want) {
				t.Errorf("got %v, %v", got, ok)
			}
		})
	}
}

// TestInstallMode says how a package of the context gets into the environment.
func TestInstallMode(t *testing.T) {
	t.Parallel()
	const (
		build  = "[build-system]\nrequires = ['hatchling']\nbuild-backend = 'hatchling.build'\n"
		maturi = "[build-system]\nrequires = ['maturin']\nbuild-backend = 'maturin'\n"
		cython = "[build-system]\nrequires = ['cython']\n"
	)
	for _, tc := range []struct {
		name, yaml, folder, toml string
		want                     spec.Install
	}{
		{"package", "python: '3.13'", ".", oneScript + build, spec.InstallSource},
		{"member", "python: '3.13'", "libs/a", oneScript + build, spec.InstallSource},
		{"folder that begins with dots", "python: '3.13'", "..a", oneScript + build, spec.InstallSource},
		{"compiled", "python: '3.13'", ".", oneScript + maturi, spec.InstallWheel},
		{"as the file says", "install: wheel", ".", oneScript + build, spec.InstallWheel},
		{"against the guess", "install: source", ".", oneScript + cython, spec.InstallSource},
		{"beside the project", "python: '3.13'", "../a", oneScript + build, spec.InstallWheel},
		{"beside the project, against what the file says", "install: source", "../a", oneScript + build, spec.InstallWheel},
		{"above the project", "install: source", "..", oneScript + build, spec.InstallWheel},
	} {
		p := planned(t, yamlApp(t, tc.yaml), Facts{FirstParty: []FirstParty{{tc.folder, projectOf(t, tc.toml)}}}).Projects
		if len(p) != 1 || p[0].Install != tc.want || p[0].Folder != tc.folder {
			t.Errorf("%s: got %+v, want %q", tc.name, p, tc.want)
		}
	}
}

// TestMetadataFiles are those whose content decides the metadata of a package.
func TestMetadataFiles(t *testing.T) {
	t.Parallel()
	const about = "[project]\nname = 'p'\nversion = '1'\nreadme = 'docs/about.md'\n"
	app := yamlApp(t, "python: '3.13'")
	project := projectOf(t, about+"license-files = ['LICENSES/*']\n"+buildSystem)
	pl := planned(t, app, Facts{FirstParty: []FirstParty{{".", project}, {"libs/a", project}}})
	for _, want := range []string{"pyproject.toml", "LICEN[CS]E*", "LICENSES/*", "docs/about.md"} {
		if !slices.Contains(pl.Projects[0].Metadata, want) || pl.Projects[0].Dynamic {
			t.Errorf("got %q and dynamic %t, want %q", pl.Projects[0].Metadata, pl.Projects[0].Dynamic, want)
		}
		if !slices.Contains(pl.Outlined.Include, "libs/a/"+want) {
			t.Errorf("the outline has %q, want libs/a/%s", pl.Outlined.Include, want)
		}
	}
	project = projectOf(t, about+buildSystem)
	files := planned(t, app, Facts{Ignore: []string{"*.md", "docs", "pyproject.toml"}, FirstParty: itself(project)}).Projects[0].Files
	wantIn(t, files, true, "docs/about.md", "pyproject.toml")
	wantIn(t, files, false, "docs/other.md", "NEWS.md", ".env")
}

// TestDynamicMetadata need the content of every file.
func TestDynamicMetadata(t *testing.T) {
	t.Parallel()
	for name, toml := range map[string]string{
		"a version out of the source": "[project]\nname = 'p'\ndynamic = ['version']\n" + buildSystem,
		"no [project] at all":         buildSystem,
	} {
		if p := planned(t, yamlApp(t, "python: '3.13'"), Facts{FirstParty: itself(projectOf(t, toml))}).Projects; !p[0].Dynamic {
			t.Errorf("%s does not make the metadata dynamic", name)
		}
	}
}

// TestOutline is of what is installed from source, and of nothing else.
func TestOutline(t *testing.T) {
	t.Parallel()
	project := projectOf(t, oneScript+buildSystem)
	pl := planned(t, yamlApp(t, "project: api"), Facts{FirstParty: []FirstParty{{"libs/a", project}, {"../b", project}}})
	wantIn(t, pl.Outlined, true, "api/libs/a/pyproject.toml", "api/libs/a/LICENSE")
	wantIn(t, pl.Outlined, false, "b/pyproject.toml", "api/libs/a/src/p.py", "api/pyproject.toml")
	wantIn(t, pl.Projects[1].Files, true, "b/pyproject.toml", "b/src/p.py")
	wantIn(t, pl.Projects[1].Files, false, "api/main.py", "b/.env")
	if none := planned(t, yamlApp(t, "install: wheel"), Facts{FirstParty: itself(project)}).Outlined; len(none.Include) > 0 {
		t.Errorf("got the outline %q, and nothing is installed from source", none.Include)
	}
}

// TestMemberFiles narrow the application to a member of a workspace and what it uses.
func TestMemberFiles(t *testing.T) {
	t.Parallel()
	p := projectOf(t, oneScript+buildSystem)
	two := []FirstParty{{"../shared", p}, {"packages/api", p}, {"packages/core", p}}
	for _, tc := range []struct {
		name, yaml string
		firstParty []FirstParty
		yes, no    []string
	}{
		{"whole project", "python: '3.13'", two, []string{"packages/batch/b.py", "README.md"}, nil},
		{"member", "package: api", two, []string{"packages/api/a.py", "packages/core/c.py"}, []string{"packages/batch/b.py", "README.md", "shared/s.py"}},
		{"root", "package: api", []FirstParty{{".", p}, {"packages/core", p}}, []string{"main.py", "packages/batch/b.py"}, nil},
		{"as the file says", "{package: api, files: {include: [conf]}}", two, []string{"conf/x.ini"}, []string{"packages/api/a.py"}},
	} {
		files := appFiles(yamlApp(t, tc.yaml), Facts{FirstParty: tc.firstParty})
		wantIn(t, files, true, tc.yes...)
		wantIn(t, files, false, tc.no...)
	}
}
