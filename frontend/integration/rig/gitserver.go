package rig

import (
	"crypto/ed25519"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"testing"

	"golang.org/x/crypto/ssh"
)

// GitServer serves one repository on 127.0.0.1: over SSH by OpenSSH's sshd, to a key that only an agent has, and over
// HTTPS by git's own CGI program, to a token. The repository holds a Python package that builds without an index. It ends
// with the test.
type GitServer struct {
	repository string // path of the bare repository
	commit     string
	port       int // of sshd
	hostKey    ssh.Signer
	clientKey  ed25519.PrivateKey
	web        *httptest.Server
	log        requestLog
}

// What the repository holds at [GitServer.Commit]. The branch's head has version 2.0.
const (
	GitPackage = "shared-greeting" // its module is shared_greeting, with hello() returning GitGreeting
	GitVersion = "1.0"
	// GitGreeting is what the locked commit says.
	GitGreeting = "hello from the locked commit"
)

// gitToken has the marker: a token that reaches an image is found there.
const gitToken = Marker + "-git-token"

// NewGitServer starts both servers. It has to run as root, and fails where sshd is missing.
func NewGitServer(t *testing.T, a *Authority) *GitServer {
	t.Helper()
	g := &GitServer{repository: filepath.Join(t.TempDir(), "greeting.git")}
	g.commit = newRepository(t, g.repository)
	g.serveSSH(t)
	g.serveHTTPS(t, a)
	return g
}

// Commit is the full hash of a commit that is not the branch's newest.
func (g *GitServer) Commit() string { return g.commit }

// SSHURL is the repository's, as in "ssh://root@127.0.0.1:40001/tmp/greeting.git".
func (g *GitServer) SSHURL() string {
	return "ssh://root@127.0.0.1:" + strconv.Itoa(g.port) + g.repository
}

// HTTPSURL is the repository's without credentials, as in "https://127.0.0.1:40002/tmp/greeting.git". Like SSHURL, it has
// the path of the test's folder in it: no earlier test has had it, whose ports may come again.
func (g *GitServer) HTTPSURL() string {
	return g.web.URL + g.repository
}

// Token is the password that HTTPS wants, with the user "x-access-token".
func (g *GitServer) Token() string { return gitToken }

// Requests are those that came over HTTPS so far, in the order of their answers.
func (g *GitServer) Requests() []Request { return g.log.all() }
