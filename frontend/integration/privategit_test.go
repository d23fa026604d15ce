package integration

import (
	"fmt"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// gitLocks are projects that lock a commit of a repository, which is not the newest of its branch, by the kind of the lock.
func gitLocks(url, commit string) map[string]map[string]string {
	return map[string]map[string]string{
		"requirements.txt": {"requirements.txt": fmt.Sprintf("%s @ git+%s@%s\n", rig.GitPackage, url, commit)},
		"pylock.toml": {"pylock.toml": fmt.Sprintf(`lock-version = "1.0"
created-by = "test"

[[packages]]
name = %q
version = %q
vcs = { type = "git", url = %q, requested-revision = "main", commit-id = %q }
`, rig.GitPackage, rig.GitVersion, url, commit)},
		"uv.lock": {
			"pyproject.toml": fmt.Sprintf(`[project]
name = "private"
version = "1.0"
requires-python = ">=3.13"
dependencies = [%q]

[tool.uv]
package = false

[tool.uv.sources]
%s = { git = %q, branch = "main" }
`, rig.GitPackage, rig.GitPackage, url),
			"uv.lock": fmt.Sprintf(`version = 1
revision = 3
requires-python = ">=3.13"

[[package]]
name = "private"
version = "1.0"
source = { virtual = "." }
dependencies = [
    { name = %[1]q },
]

[package.metadata]
requires-dist = [{ name = %[1]q, git = "%[3]s?branch=main" }]

[[package]]
name = %[1]q
version = %[2]q
source = { git = "%[3]s?branch=main#%[4]s" }
`, rig.GitPackage, rig.GitVersion, url, commit),
		},
	}
}

// TestPrivateGit installs the commit that is locked, over ssh with an agent and over HTTPS with a token.
func TestPrivateGit(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	g := rig.NewGitServer(t, a)
	for name, files := range gitLocks(g.SSHURL(), g.Commit()) {
		t.Run("ssh, "+name, func(t *testing.T) {
			t.Parallel()
			p := newPrivate(t, a, "", files, rig.GitPackage)
			b := p.build(t, map[string]string{"known-hosts": string(g.KnownHosts())})
			b.SSH = g.AgentSocket(t)
			p.wantRun(t, b, rig.GitGreeting)
		})
	}
	for name, files := range gitLocks(g.HTTPSURL(), g.Commit()) {
		t.Run("https, "+name, func(t *testing.T) {
			t.Parallel()
			p := newPrivate(t, a, "", files, rig.GitPackage)
			p.wantRun(t, p.build(t, map[string]string{"GIT_AUTH_TOKEN": g.Token() + "\n"}), rig.GitGreeting)
		})
	}
}

// TestPrivateGitRefused wants to be told what to give the build.
func TestPrivateGitRefused(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	g := rig.NewGitServer(t, a)
	known, other := string(g.KnownHosts()), string(rig.NewGitServer(t, a).KnownHosts())
	for name, c := range map[string]struct {
		url     string
		secrets map[string]string
		agent   string
		says    []string
	}{
		"host not known":     {g.SSHURL(), nil, g.AgentSocket(t), []string{"--secret id=known-hosts"}},
		"other host known":   {g.SSHURL(), map[string]string{"known-hosts": other}, g.AgentSocket(t), []string{"--secret id=known-hosts"}},
		"key of a stranger":  {g.SSHURL(), map[string]string{"known-hosts": known}, rig.StrangerSocket(t), []string{"--ssh default"}},
		"no agent":           {g.SSHURL(), map[string]string{"known-hosts": known}, "", []string{"--ssh default"}},
		"no token":           {g.HTTPSURL(), nil, "", []string{"--secret id=GIT_AUTH_TOKEN"}},
		"wrong token":        {g.HTTPSURL(), map[string]string{"GIT_AUTH_TOKEN": g.Token() + "-not"}, "", []string{"--secret id=GIT_AUTH_TOKEN"}},
		"authority not told": {rig.NewGitServer(t, rig.NewAuthority(t)).HTTPSURL(), nil, "", []string{"--secret id=ca"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPrivate(t, a, "", gitLocks(c.url, g.Commit())["pylock.toml"], rig.GitPackage)
			b := p.build(t, c.secrets)
			b.SSH = c.agent
			p.wantRefused(t, b, 1, c.says...)
		})
	}
}
