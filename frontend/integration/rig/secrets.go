package rig

import (
	"maps"
	"testing"

	"github.com/moby/buildkit/session"
	"github.com/moby/buildkit/session/secrets/secretsprovider"
	"github.com/moby/buildkit/session/sshforward"
	"github.com/moby/buildkit/session/sshforward/sshprovider"
)

// Secrets are those that every build of the tests is given.
func (m Machine) Secrets(t *testing.T) []session.Attachable {
	t.Helper()
	return m.session(t, Build{})
}

// session is what BuildKit may ask the client for while it builds. All secrets are in one provider: a session has no
// place for a second.
func (m Machine) session(t *testing.T, b Build) []session.Attachable {
	t.Helper()
	secrets := map[string][]byte{}
	if m.CA != "" {
		secrets["ca"] = read(t, m.CA)
	}
	maps.Copy(secrets, b.Secrets)
	attached := []session.Attachable{secretsprovider.FromMap(secrets)}
	if b.SSH == "" {
		return attached
	}
	agent, err := sshprovider.NewSSHAgentProvider([]sshprovider.AgentConfig{{ID: sshforward.DefaultID, Paths: []string{b.SSH}}})
	if err != nil {
		t.Fatal(err)
	}
	return append(attached, agent)
}
