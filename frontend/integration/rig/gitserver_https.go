package rig

import (
	"crypto/tls"
	"io"
	"log"
	"net/http/cgi"
	"net/http/httptest"
	"testing"
)

// serveHTTPS starts git's own server program behind TLS and a password.
func (g *GitServer) serveHTTPS(t *testing.T, a *Authority) {
	t.Helper()
	backend := &cgi.Handler{
		Path:   gitProgram(t, "git-http-backend"),
		Root:   "/",
		Env:    []string{"GIT_PROJECT_ROOT=/", "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_GLOBAL=/dev/null"},
		Stderr: io.Discard,
	}
	front := guard{user: "x-access-token", password: gitToken, next: backend, record: g.log.add}
	g.web = httptest.NewUnstartedServer(front)
	t.Cleanup(g.web.Close)
	g.web.Config.ErrorLog = log.New(io.Discard, "", 0)
	g.web.TLS = &tls.Config{Certificates: []tls.Certificate{a.Server(t, "127.0.0.1", "localhost")}}
	g.web.StartTLS()
}
