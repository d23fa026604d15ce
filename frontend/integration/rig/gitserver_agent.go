package rig

import (
	"crypto/ed25519"
	"fmt"
	"net"
	"path/filepath"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// KnownHosts is the known_hosts file of a client that trusts the SSH server.
func (g *GitServer) KnownHosts() []byte {
	host := fmt.Sprintf("[127.0.0.1]:%d ", g.port)
	return append([]byte(host), ssh.MarshalAuthorizedKey(g.hostKey.PublicKey())...)
}

// AgentSocket is the path of the socket of an SSH agent that has the key that the server lets in, as `--ssh default=PATH`
// wants it.
func (g *GitServer) AgentSocket(t *testing.T) string {
	t.Helper()
	return serveAgent(t, g.clientKey)
}

// StrangerSocket is [GitServer.AgentSocket] with a key that no server knows.
func StrangerSocket(t *testing.T) string {
	t.Helper()
	return serveAgent(t, newSSHKey(t))
}

// serveAgent ends with the test.
func serveAgent(t *testing.T, key ed25519.PrivateKey) string {
	t.Helper()
	keys := agent.NewKeyring()
	if err := keys.Add(agent.AddedKey{PrivateKey: key, Comment: "rig"}); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", filepath.Join(t.TempDir(), "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for conn, err := listener.Accept(); err == nil; conn, err = listener.Accept() {
			go func() {
				_ = agent.ServeAgent(keys, conn)
				_ = conn.Close()
			}()
		}
	}()
	return listener.Addr().String()
}
