package llbgen

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// TestSecrets are where they are used: those that every build may be given where there is a network, those of indexes where
// indexes are asked, those of repositories where something may be cloned.
func TestSecrets(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	g.Network.Indexes = []spec.Index{corp, {Name: "open", URL: "https://open.example/simple"}, {Name: "twice", URL: "https://twice.example/simple", Secret: "corp-login"}}
	var cloned int
	eachStep(t, g, func(t *testing.T, step op) {
		var want []string
		if needsNetwork(step) {
			want = append(want, Secrets...)
		}
		if asksIndexes(step) {
			want = append(want, "corp-cert", "corp-login")
		}
		if asksRepositories(step) {
			cloned++
			want = append(want, GitSecrets...)
		}
		_, got, _ := mounts(step)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q has the secrets %q, want %q", step.name, got, want)
		}
	})
	if cloned == 0 {
		t.Error("no step clones")
	}
}

// TestAgent is only where something may be cloned over ssh.
func TestAgent(t *testing.T) {
	t.Parallel()
	eachStep(t, generator(allCaps), func(t *testing.T, step op) {
		want := asksRepositories(step) && !begins(step, "build ours ") // that one is cloned over https
		if _, _, got := mounts(step); got != want {
			t.Errorf("%q has the agent: %t, want %t", step.name, got, want)
		}
	})
}

// TestIndexesReachSteps that ask them, and no others.
func TestIndexesReachSteps(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	g.Network.Indexes = []spec.Index{corp}
	const want = `PYAPP_INDEXES=[{"name":"corp","url":"https://index.example/simple","secret":"corp-login","client-cert":"corp-cert","hosts":["files.example"]}]`
	eachStep(t, g, func(t *testing.T, step op) {
		if got := slices.Contains(step.GetExec().Meta.Env, want); got != asksIndexes(step) {
			t.Errorf("%q knows the index: %t, in %q", step.name, got, step.GetExec().Meta.Env)
		}
	})
}

// TestSecretsAreOptional builds for those who have none, but for those that an index is said to want.
func TestSecretsAreOptional(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	g.Network.Indexes = []spec.Index{corp}
	eachStep(t, g, func(t *testing.T, step op) {
		for _, m := range step.GetExec().Mounts {
			if m.SecretOpt != nil && m.SecretOpt.Optional == strings.HasPrefix(m.SecretOpt.ID, "corp-") {
				t.Errorf("%q: the secret %s is optional: %t", step.name, m.SecretOpt.ID, m.SecretOpt.Optional)
			}
			if m.SSHOpt != nil && !m.SSHOpt.Optional {
				t.Errorf("%q insists on an agent", step.name)
			}
		}
	})
}
