package plan

import (
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// TestVersionFromGit wants to be told the version where the sources' history would have it.
func TestVersionFromGit(t *testing.T) {
	t.Parallel()
	const (
		dynamic = "[project]\nname = 'p'\ndynamic = ['version']\n"
		vcs     = "[build-system]\nrequires = ['hatchling', 'hatch_vcs>=0.4']\nbuild-backend = 'hatchling.build'\n"
		plain   = "[build-system]\nrequires = ['hatchling']\nbuild-backend = 'hatchling.build'\n"
	)
	pretend := map[string]string{"SETUPTOOLS_SCM_PRETEND_VERSION_FOR_P": "1.2", "OTHER": "x"}
	for _, tc := range []struct {
		name, toml string
		args       map[string]string
		key        string
	}{
		{"from git", dynamic + vcs, nil, "install"},
		{"given", dynamic + vcs, pretend, ""},
		{"from a file", dynamic + plain, nil, ""},
		{"written down", "[project]\nname = 'p'\nversion = '1'\n" + vcs, nil, ""},
		{"no package", dynamic, nil, ""},
	} {
		wantOne(t, CheckVersion(yamlApp(t, "python: '3.13'"), projectOf(t, tc.toml), tc.args), tc.key)
	}
	p := planned(t, yamlApp(t, "python: '3.13'"), Facts{Project: projectOf(t, dynamic+vcs), BuildArgs: pretend}).Project
	if want := (spec.EnvVar{Name: "SETUPTOOLS_SCM_PRETEND_VERSION_FOR_P", Value: "1.2"}); len(p.Env) != 1 || p.Env[0] != want {
		t.Errorf("the build sees %v, want %v", p.Env, want)
	}
}

// TestMergeMarks names what happened to the lock instead of what its syntax lacks.
func TestMergeMarks(t *testing.T) {
	t.Parallel()
	files := ProjectFiles{"pyproject.toml": "", "uv.lock": "version = 1\n<<<<<<< HEAD\n"}
	wantOne(t, CheckLocks(yamlApp(t, "python: '3.13'"), files, nil, ""), "lock", "merge conflict")
}

// TestUnusedTools is a word about packages that nothing needs.
func TestUnusedTools(t *testing.T) {
	t.Parallel()
	const libs = "system-libs: {build: [gcc]}"
	p := projectOf(t, oneScript+"[build-system]\nrequires = []\nbuild-backend = 'b'\n")
	wantOne(t, CheckTools(yamlApp(t, libs), nil), "system-libs.build")
	wantOne(t, CheckTools(yamlApp(t, libs), p), "system-libs.build")
	wantOne(t, CheckTools(yamlApp(t, libs, "install: wheel"), p), "")
	wantOne(t, CheckTools(yamlApp(t, "python: '3.13'"), p), "")
}
