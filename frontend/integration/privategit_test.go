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

// A stranger is a build that a git server does not let in.
type stranger struct {
	name    string
	url     func(g *rig.GitServer) string
	secrets func(g *rig.GitServer) map[string]string
	agent   func(t *testing.T, g *rig.GitServer) string
	says    string
}

func strangers(t *testing.T, a *rig.Authority) []stranger {
	t.Helper()
	ssh, https := (*rig.GitServer).SSHURL, (*rig.GitServer).HTTPSURL
	other := string(rig.NewGitServer(t, a).KnownHosts())
	give := func(id, value string) func(*rig.GitServer) map[string]string {
		return func(*rig.GitServer) map[string]string { return map[string]string{id: value} }
	}
	known := func(g *rig.GitServer) map[string]string {
		return map[string]string{"known-hosts": string(g.KnownHosts())}
	}
	friend := func(t *testing.T, g *rig.GitServer) string { t.Helper(); return g.AgentSocket(t) }
	foe := func(t *testing.T, _ *rig.GitServer) string { t.Helper(); return rig.StrangerSocket(t) }
	return []stranger{
		{"host not known", ssh, nil, friend, "--secret id=known-hosts"},
		{"other host known", ssh, give("known-hosts", other), friend, "--secret id=known-hosts"},
		{"key of a stranger", ssh, known, foe, "--ssh default"},
		{"no agent", ssh, known, nil, "--ssh default"},
		{"no token", https, nil, nil, "--secret id=GIT_AUTH_TOKEN"},
		{"wrong token", https, give("GIT_AUTH_TOKEN", rig.Marker+"-not"), nil, "--secret id=GIT_AUTH_TOKEN"},
		{"authority not known", https, give("ca", string(rig.NewAuthority(t).PEM())), nil, "--secret id=ca"},
	}
}

// TestPrivateGitRefused wants to be told what to give the build. Each has a server of its own: BuildKit would run a step once
// for all, whatever their secrets.
func TestPrivateGitRefused(t *testing.T) {
	t.Parallel()
	a := rig.NewAuthority(t)
	for _, c := range strangers(t, a) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := rig.NewGitServer(t, a)
			p := newPrivate(t, a, "", gitLocks(c.url(g), g.Commit())["pylock.toml"], rig.GitPackage)
			b := p.build(t, nil)
			if c.secrets != nil {
				b = p.build(t, c.secrets(g))
			}
			if c.agent != nil {
				b.SSH = c.agent(t, g)
			}
			p.wantRefused(t, b, 1, c.says)
		})
	}
}
