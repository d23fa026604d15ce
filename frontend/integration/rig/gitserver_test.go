package rig

import (
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runGit runs git with nothing of the machine's own configuration, and returns what it wrote.
func runGit(t *testing.T, env []string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=/nonexistent", "LC_ALL=C",
		"GIT_CONFIG_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0",
	}, env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// sshEnv is that of a client that uses the agent's keys alone and trusts the known hosts alone.
func sshEnv(t *testing.T, socket string, knownHosts []byte) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "known_hosts")
	if err := os.WriteFile(path, knownHosts, 0o644); err != nil {
		t.Fatal(err)
	}
	return []string{"SSH_AUTH_SOCK=" + socket, "GIT_SSH_COMMAND=ssh -F none -o UserKnownHostsFile=" + path +
		" -o GlobalKnownHostsFile=/dev/null -o StrictHostKeyChecking=yes -o BatchMode=yes -o IdentityFile=none"}
}

func httpsEnv(t *testing.T, a *Authority, url, token string) []string {
	t.Helper()
	login := base64.StdEncoding.EncodeToString([]byte("x-access-token:" + token))
	return []string{"GIT_SSL_CAINFO=" + a.Bundle(t), "GIT_CONFIG_COUNT=1",
		"GIT_CONFIG_KEY_0=http." + url + ".extraheader", "GIT_CONFIG_VALUE_0=Authorization: Basic " + login}
}

func TestGitServer(t *testing.T) {
	t.Parallel()
	a := NewAuthority(t)
	g := NewGitServer(t, a)
	unreachable := strings.Replace(g.SSHURL(), ".git", "-other.git", 1)
	for name, c := range map[string]struct {
		url  string
		env  []string
		says string // in the error; empty: it works
	}{
		"ssh":               {g.SSHURL(), sshEnv(t, g.AgentSocket(t), g.KnownHosts()), ""},
		"unknown host":      {g.SSHURL(), sshEnv(t, g.AgentSocket(t), nil), "Host key verification failed"},
		"unknown key":       {g.SSHURL(), sshEnv(t, StrangerSocket(t), g.KnownHosts()), "Permission denied (publickey)"},
		"no agent":          {g.SSHURL(), sshEnv(t, "", g.KnownHosts()), "Permission denied (publickey)"},
		"no repository":     {unreachable, sshEnv(t, g.AgentSocket(t), g.KnownHosts()), "does not appear to be a git repository"},
		"https":             {g.HTTPSURL(), httpsEnv(t, a, g.HTTPSURL(), g.Token()), ""},
		"wrong token":       {g.HTTPSURL(), httpsEnv(t, a, g.HTTPSURL(), "wrong"), "could not read Username"},
		"no token":          {g.HTTPSURL(), httpsEnv(t, a, "https://elsewhere.example/", g.Token()), "could not read Username"},
		"unknown CA":        {g.HTTPSURL(), httpsEnv(t, NewAuthority(t), g.HTTPSURL(), g.Token()), "certificate"},
		"ssh, other server": {NewGitServer(t, a).SSHURL(), sshEnv(t, g.AgentSocket(t), g.KnownHosts()), "Host key verification failed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := runGit(t, c.env, "ls-remote", c.url)
			if c.says == "" && (err != nil || !strings.Contains(out, "refs/heads/main")) || c.says != "" && (err == nil || !strings.Contains(out, c.says)) {
				t.Errorf("want %q, got %v\n%s", c.says, err, out)
			}
		})
	}
}

// TestGitClone wants the locked commit, which is not the newest, to be had both ways, with the package in it.
func TestGitClone(t *testing.T) {
	t.Parallel()
	a := NewAuthority(t)
	g := NewGitServer(t, a)
	for url, env := range map[string][]string{
		g.SSHURL():   sshEnv(t, g.AgentSocket(t), g.KnownHosts()),
		g.HTTPSURL(): httpsEnv(t, a, g.HTTPSURL(), g.Token()),
	} {
		dir := t.TempDir()
		for _, args := range [][]string{{"clone", "--quiet", url, dir}, {"-C", dir, "checkout", "--quiet", g.Commit()}} {
			if out, err := runGit(t, env, args...); err != nil {
				t.Fatalf("git %v: %v\n%s", args, err, out)
			}
		}
		if metadata := string(read(t, filepath.Join(dir, "PKG-INFO"))); !strings.Contains(metadata, "Version: "+GitVersion+"\n") {
			t.Errorf("%s gave %s", url, metadata)
		}
		if code := string(read(t, filepath.Join(dir, "src/shared_greeting/__init__.py"))); !strings.Contains(code, GitGreeting) {
			t.Errorf("%s gave %s", url, code)
		}
	}
	for _, r := range g.Requests() {
		if r.Authorised != (r.User == "x-access-token") {
			t.Errorf("%+v", r)
		}
	}
}
