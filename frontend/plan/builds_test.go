package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// TestBuilds has what each kind of source takes.
func TestBuilds(t *testing.T) {
	t.Parallel()
	p := planned(t, yamlApp(t, "bytecode: {dependencies: false}"), Facts{Lock: mixedLock()})
	find := func(name string) Build {
		i := slices.IndexFunc(p.Builds, func(b Build) bool { return b.Name == name })
		if i < 0 {
			t.Fatalf("%s is not built", name)
		}
		return p.Builds[i]
	}
	https, ssh, archive := find("git-https"), find("git-ssh"), find("source")
	if !https.Git || https.SSH || !ssh.Git || !ssh.SSH || archive.Git || archive.SSH {
		t.Errorf("got %+v, %+v, %+v", https, ssh, archive)
	}
	want := []spec.EnvVar{{Name: "SETUPTOOLS_SCM_PRETEND_VERSION_FOR_GIT_HTTPS", Value: "1.2"}}
	if !slices.Equal(https.Env, want) || len(ssh.Env) > 0 || len(archive.Env) > 0 {
		t.Errorf("builds see %v, %v, %v; want %v where a version is locked for a repository", https.Env, ssh.Env, archive.Env, want)
	}
	if want := []string{"vendor/source-1.tar.gz"}; !slices.Equal(archive.Files, want) {
		t.Errorf("the archive takes %q, want %q", archive.Files, want)
	}
	if got, want := find("unplaced-source").Requirements, "unplaced-source==2 --hash=sha256:04\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if !strings.Contains(find("other-arch").Why, "cp313 on manylinux x86_64") || https.Compile || p.Deps[0].Compile {
		t.Errorf("got %+v", find("other-arch"))
	}
	if got, want := https.StepName(), "build git-https 1.2 ("+https.Why+")"; got != want {
		t.Errorf("the step is called %q, want %q", got, want)
	}
	if want := []string{"vendor/local-1-py3-none-any.whl", "vendor/source-1.tar.gz"}; !slices.Equal(p.Archives(), want) {
		t.Errorf("takes %q of the context, want %q", p.Archives(), want)
	}
}

// TestBuildTools are compilers, what the spec names, and git where it is needed.
func TestBuildTools(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "system-libs: {build: [libpq-dev, gcc]}")
	if want := []string{"g++", "gcc", "libc6-dev", "libpq-dev", "make", "pkgconf"}; !slices.Equal(BuildTools(app, false), want) {
		t.Errorf("got %q, want %q", BuildTools(app, false), want)
	}
	got := planned(t, app, Facts{Lock: lockOf(nil, []string{"a"})})
	if slices.Contains(got.Tools, "git") || slices.Contains(got.System.Packages, "gcc") {
		t.Errorf("tools are %q, and the image has %q", got.Tools, got.System.Packages)
	}
	if got := planned(t, app, Facts{Lock: mixedLock()}).Tools; !slices.Contains(got, "git") || !slices.Contains(got, "openssh-client") {
		t.Errorf("tools are %q, and one package comes from a repository", got)
	}
}

// TestUnusedTools is a word about packages that nothing needs.
func TestUnusedTools(t *testing.T) {
	t.Parallel()
	const libs = "system-libs: {build: [gcc]}"
	p := itself(projectOf(t, oneScript+buildSystem))
	for _, tc := range []struct {
		name, yaml string
		facts      Facts
		key        string
	}{
		{"nothing to build", libs, Facts{}, "system-libs.build"},
		{"installed from source", libs, Facts{FirstParty: p}, "system-libs.build"},
		{"a wheel of the project", "{install: wheel, system-libs: {build: [gcc]}}", Facts{FirstParty: p}, ""},
		{"a package without a wheel", libs, Facts{Lock: lockOf(nil, []string{"a"})}, ""},
		{"no tools", "python: '3.13'", Facts{FirstParty: p}, ""},
	} {
		app := yamlApp(t, tc.yaml)
		got := CheckTools(app, planned(t, app, tc.facts))
		if len(got.Errors()) > 0 {
			t.Errorf("%s: an error and no warning: %q", tc.name, got.Text("pyapp.yaml"))
		}
		wantOne(t, got, tc.key)
	}
}

// TestCheckBuilds refuses packages without a wheel where the spec wants none.
func TestCheckBuilds(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, yaml string
		sdists     []string
		key        string
		words      []string
	}{
		{"nothing said", "python: '3.13'", []string{"a"}, "", nil},
		{"auto", "no-wheel: auto", []string{"a"}, "", nil},
		{"fail", "no-wheel: fail", []string{"a", "b"}, "no-wheel",
			[]string{"2 packages would have to be built for linux/amd64", "a 1: it has no wheel", "; b 1: ", "`no-wheel: auto`"}},
		{"fail, and all have wheels", "no-wheel: fail", nil, "", nil},

		{"fail for one", "no-wheel: {b: fail}", []string{"a", "b"}, "no-wheel.b", []string{"b 1: ", "may not be built", "lock a version"}},
		{"fail for one that has a wheel", "no-wheel: {w: fail}", []string{"a"}, "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			app := yamlApp(t, tc.yaml)
			wantOne(t, CheckBuilds(app, planned(t, app, Facts{Lock: lockOf([]string{"w"}, tc.sdists)})), tc.key, tc.words...)
		})
	}
}
