package show

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// TestNewPackage says of each kind of source where it comes from.
func TestNewPackage(t *testing.T) {
	t.Parallel()
	wheel := lock.File{Name: "a-1-py3-none-any.whl", URL: "https://files.example/a", Hashes: []string{"sha256:1"}, Size: 5}
	sdist := lock.File{Name: "b-1.tar.gz", Path: "vendor/b-1.tar.gz"}
	for _, c := range []struct {
		chosen lock.Chosen
		from   From
		file   string
		source string
	}{
		{lock.Chosen{Wheel: &wheel}, FromWheel, "a-1-py3-none-any.whl", "https://files.example/a"},
		{lock.Chosen{Package: lock.Package{Sdist: &sdist}, Why: "no wheel"}, FromSdist, "b-1.tar.gz", "vendor/b-1.tar.gz"},
		{lock.Chosen{Package: lock.Package{Archive: &sdist}, Why: "it is a source archive"}, FromSdist, "b-1.tar.gz", "vendor/b-1.tar.gz"},
		{lock.Chosen{Package: lock.Package{VCS: &lock.VCS{URL: "https://git.example/a", Commit: "abc"}}, Why: "git"}, FromGit, "", "https://git.example/a@abc"},
		{lock.Chosen{Package: lock.Package{Directory: &lock.Directory{Path: "libs/a"}}}, FromFolder, "", "libs/a"},
		{lock.Chosen{Package: lock.Package{Hashes: []string{"sha256:2"}}, Why: "unknown"}, FromSdist, "", ""},
	} {
		p := NewPackage(c.chosen, "")
		if p.From != c.from || p.File != c.file || p.Source != c.source || p.Build != c.chosen.Why {
			t.Errorf("%+v: got %+v", c.chosen, p)
		}
	}
}

// TestReason keeps silent where nothing says who asks for a package.
func TestReason(t *testing.T) {
	t.Parallel()
	app := &spec.App{Packages: []spec.Requirement{{Name: "uwsgi"}}, Groups: spec.Groups{ExcludeAll: true}}
	project := &pyproject.Project{Dependencies: []string{"Foo_Bar[x]>=1; python_version > '3'"}}
	for name, want := range map[string]Why{"uwsgi": WhySpec, "foo-bar": WhyProject, "six": WhyOther} {
		if got := Reason(app, project, name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	app.Groups.Include = []string{"web"}
	if got := Reason(app, project, "six"); got != "" {
		t.Errorf("got %q of a package that a group may name", got)
	}
	if got := Reason(app, nil, "six"); got != "" {
		t.Errorf("got %q without a project", got)
	}
}

// full is a plan with something of everything.
func full() *plan.Plan {
	arm := plan.Platform{OS: "linux", Architecture: "arm64"}
	return &plan.Plan{
		Target: arm, Build: plan.Platform{OS: "linux", Architecture: "amd64"},
		Deps:     []plan.Group{{Names: []string{"a", "b", "c", "d"}, Label: "dependencies: 4 pure-Python packages", Fragment: "x"}},
		Builds:   []plan.Build{{Name: "psycopg2", Version: "2.9", Why: "no wheel", On: arm}},
		Tools:    []string{"gcc"},
		Projects: []plan.Project{{Name: "shop", Folder: ".", Install: spec.InstallWheel}},
		App:      plan.App{Workdir: "/app", Files: plan.Selection{Exclude: slices.Concat([]string{"x", "x"}, plan.Denied)}, Writable: []string{"/app/media"}},
		Steps:    []plan.Step{{Run: []string{"make", "it"}, Outputs: []string{"/app/static"}, Network: true}},
		System:   plan.System{Packages: []string{"libpq5"}},
		Image: plan.Image{
			Entrypoint: []string{"python", "a b.py"}, User: "1000:1000", Ports: []string{"80/tcp"}, Labels: map[string]string{"b": "2", "a": "1"},
			Health:  &plan.Health{Test: []string{"CMD", "x"}, Interval: time.Minute},
			History: []string{"add user", "copy"},
		},
		Spec: &spec.App{User: spec.User{Name: "app"}, UV: "0.13.8", Health: spec.Healthcheck{HTTP: &spec.HTTPCheck{Scheme: "http", Port: "80", Path: "/up"}}},
	}
}

// TestPlanText says all of it in a user's words.
func TestPlanText(t *testing.T) {
	t.Parallel()
	var packages []Package
	for _, name := range []string{"a", "b", "c", "d"} {
		packages = append(packages, Package{Name: name, Size: 400_000})
	}
	base := Base{Kind: spec.BaseDistroless, Reference: "python:3.13-slim", Digest: "sha256:1"}
	text := NewPlan(full(), base, "3.13.5", packages).Text()
	for _, want := range []string{
		"Image for linux/arm64, built on linux/amd64", "distroless, of files of python:3.13-slim  sha256:1", "all files without x\n", "/app/media",
		"dependencies: 4 pure-Python packages, 1.6 MB, the same for every platform\n    a, b, c, d\n", "psycopg2 2.9: no wheel; built on linux/arm64",
		"shop in ., installed from wheel", "make it → /app/static, on linux/amd64, network", " 2  copy\n", `ENTRYPOINT   ["python", "a b.py"]`,
		"HEALTHCHECK  http://localhost:80/up", "LABEL        a=1\n  LABEL        b=2", "app (1000:1000)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// TestUnknownSizes are not added up to something too small.
func TestUnknownSizes(t *testing.T) {
	t.Parallel()
	if got := sizeOf([]string{"a", "b"}, []Package{{Name: "a", Size: 5}, {Name: "b"}}); got != 0 {
		t.Errorf("got %d", got)
	}
	for n, want := range map[int64]string{1: "1 kB", 999_000: "999 kB", 1_250_000: "1.2 MB"} {
		if got := megabytes(n); got != want {
			t.Errorf("%d: got %s", n, got)
		}
	}
}
