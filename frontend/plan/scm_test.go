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
	p := planned(t, yamlApp(t, "python: '3.13'"), Facts{FirstParty: itself(projectOf(t, dynamic+vcs)), BuildArgs: pretend}).Projects[0]
	if want := (spec.EnvVar{Name: "SETUPTOOLS_SCM_PRETEND_VERSION_FOR_P", Value: "1.2"}); len(p.Env) != 1 || p.Env[0] != want {
		t.Errorf("the build sees %v, want %v", p.Env, want)
	}
}
