package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// mixedLock has a package of each kind.
func mixedLock() *lock.Lock {
	l := lockOf([]string{"web"}, []string{"old"})
	sdist := fileOf("ours-1.tar.gz")
	return l.Plus(&lock.Lock{Packages: []lock.Package{
		{Name: "windows", Version: "1", Marker: "sys_platform == 'win32'", Wheels: []lock.File{fileOf("windows-1-py3-none-any.whl")}},
		{Name: "app", Directory: &lock.Directory{Path: "."}},
		{Name: "local", Version: "1", Archive: &lock.File{Name: "local-1-py3-none-any.whl", Path: "vendor/local-1-py3-none-any.whl", Hashes: []string{"sha256:01"}}},
		{Name: "source", Version: "1", Archive: &lock.File{Name: "source-1.tar.gz", Path: "vendor/source-1.tar.gz", Hashes: []string{"sha256:02"}}},
		{Name: "unplaced", Version: "2", Wheels: []lock.File{{Name: "unplaced-2-py3-none-any.whl", Hashes: []string{"sha256:03"}}}},
		{Name: "unplaced-source", Version: "2", Sdist: &lock.File{Name: "unplaced_source-2.tar.gz", Hashes: []string{"sha256:04"}}},
		{Name: "git-https", Version: "1.2", VCS: &lock.VCS{Type: "git", URL: "https://git.example/a.git", Commit: strings.Repeat("a", 40)}},
		{Name: "git-ssh", VCS: &lock.VCS{Type: "git", URL: "ssh://git@git.example/b.git", Commit: strings.Repeat("b", 40)}},
		{Name: "other-arch", Version: "1", Wheels: []lock.File{fileOf("other_arch-1-cp313-cp313-manylinux_2_17_aarch64.whl")}, Sdist: &sdist},
	}})
}

// TestDependencies divides what is locked into what comes as a wheel and what is built.
func TestDependencies(t *testing.T) {
	t.Parallel()
	p := planned(t, yamlApp(t, "project: api"), Facts{Lock: mixedLock()})
	if len(p.Deps) != 1 {
		t.Fatalf("got %d groups, want one", len(p.Deps))
	}
	g := p.Deps[0]
	if want := []string{"local", "unplaced", "web"}; !slices.Equal(g.Names, want) {
		t.Errorf("installs %q, want %q", g.Names, want)
	}
	if !strings.Contains(g.Fragment, "files.example/web-1") || !strings.Contains(g.Fragment, "api/vendor/local-1") || strings.Contains(g.Fragment, "unplaced") {
		t.Errorf("the lock of the group is\n%s", g.Fragment)
	}
	if g.Requirements != "unplaced==2 --hash=sha256:03\n" {
		t.Errorf("the requirements of the group are %q", g.Requirements)
	}
	if want := []string{"api/vendor/local-1-py3-none-any.whl"}; !slices.Equal(g.Files, want) {
		t.Errorf("the group takes %q, want %q", g.Files, want)
	}
	var names []string
	for _, b := range p.Builds {
		names = append(names, b.Name)
		if b.Why == "" || (b.Fragment == "") == (b.Requirements == "") {
			t.Errorf("%+v has no reason, or not one source", b)
		}
	}
	if want := []string{"git-https", "git-ssh", "old", "other-arch", "source", "unplaced-source"}; !slices.Equal(names, want) {
		t.Errorf("builds %q, want %q", names, want)
	}
}

// TestForeignDependencies are chosen for the target: what has a wheel here may have to be built there.
func TestForeignDependencies(t *testing.T) {
	t.Parallel()
	p := planned(t, yamlApp(t, "python: '3.13'"), Facts{Lock: mixedLock(), Target: arm64, Build: amd64})
	if !slices.Contains(p.Deps[0].Names, "other-arch") || p.Deps[0].Platform != "aarch64-manylinux_2_40" {
		t.Errorf("got %+v, want the wheel for arm64", p.Deps[0])
	}
}

// TestNoDependencies is a plan without a group.
func TestNoDependencies(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]*lock.Lock{"no lock": nil, "empty lock": {}, "for another system": {Packages: []lock.Package{{Name: "a", Marker: "os_name == 'nt'"}}}} {
		if p := planned(t, yamlApp(t, "python: '3.13'"), Facts{Lock: l}); len(p.Deps)+len(p.Builds)+len(p.Tools) > 0 {
			t.Errorf("%s: got %+v, %+v, %q", name, p.Deps, p.Builds, p.Tools)
		}
	}
}

// TestBadLock says which package stands in the way.
func TestBadLock(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]*lock.Lock{
		"nothing fits": {Packages: []lock.Package{{Name: "a", Version: "1", Wheels: []lock.File{fileOf("a-1-cp312-cp312-win_amd64.whl")}}}},
		"two at once":  {Packages: []lock.Package{{Name: "a", Version: "1", Sdist: &lock.File{}}, {Name: "a", Version: "2", Sdist: &lock.File{}}}},
	} {
		_, err := New(yamlApp(t, "python: '3.13'"), Facts{Target: amd64, Build: amd64, Python: "3.13.5", Lock: l})
		if err == nil || !strings.Contains(err.Error(), "a 1") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// TestDefaultGroups of PEP 751 stand for the project's own dependencies.
func TestDefaultGroups(t *testing.T) {
	t.Parallel()
	project := &pyproject.Project{DefaultGroups: []string{"main", "web"}}
	for _, tc := range []struct {
		groups  spec.Groups
		project *pyproject.Project
		want    []string
	}{
		{spec.Groups{ExcludeAll: true}, project, []string{"main", "web"}},
		{spec.Groups{Include: []string{"ops"}}, project, []string{"ops", "main", "web"}},
		{spec.Groups{Include: []string{"ops"}, Exclude: []string{"web"}}, project, []string{"ops", "main"}},
		{spec.Groups{Include: []string{"ops"}}, nil, []string{"ops"}},
	} {
		app := yamlApp(t, "python: '3.13'")
		app.Groups = tc.groups
		target, err := Target(app, amd64, "3.13.5", tc.project)
		if err != nil || !slices.Equal(target.Env.Groups, tc.want) {
			t.Errorf("%+v: got %q, %v, want %q", tc.groups, target.Env.Groups, err, tc.want)
		}
	}
}

// TestTargetOfTheLock is the interpreter and the C library of the image.
func TestTargetOfTheLock(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "distro: bookworm")
	app.Groups.Extras = []string{"s3"}
	got, err := Target(app, Platform{OS: "linux", Architecture: "arm64"}, "3.13.5", nil)
	if err != nil || got.Wheel.Python != "3.13" || got.Wheel.Machine != "aarch64" || got.Wheel.Glibc != [2]int{2, 36} ||
		got.Env.PythonFullVersion != "3.13.5" || got.Env.Machine != "aarch64" || !slices.Equal(got.Env.Extras, []string{"s3"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := Target(app, linux("arm/v6"), "3.13.5", nil); err == nil {
		t.Error("a platform without packages is accepted")
	}
}
