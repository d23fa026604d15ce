package rig

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"
)

// sshdConfig depends on nothing of the machine's own configuration. StrictModes is off because /tmp is writable for all.
const sshdConfig = `HostKey %[1]s/host_key
AuthorizedKeysFile %[1]s/authorized_keys
StrictModes no
UsePAM no
AuthenticationMethods publickey
PermitRootLogin prohibit-password
AllowUsers root
DisableForwarding yes
PermitTTY no
PermitUserRC no
AcceptEnv GIT_PROTOCOL
ForceCommand %[2]s shell -c "$SSH_ORIGINAL_COMMAND"
`

// serveSSH answers each connection with an sshd of its own, as inetd does: the port is known before, and nothing stays
// behind.
func (g *GitServer) serveSSH(t *testing.T) {
	t.Helper()
	sshd, config := findSSHD(t), g.configure(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g.port = listener.Addr().(*net.TCPAddr).Port
	log, err := os.Create(filepath.Join(filepath.Dir(config), "log"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var connections sync.WaitGroup
	connections.Go(func() {
		for conn, err := listener.Accept(); err == nil; conn, err = listener.Accept() {
			connections.Go(func() { attend(ctx, conn, log, sshd, "-i", "-e", "-f", config) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		cancel()
		connections.Wait()
		closeLog(t, log, "sshd")
	})
}

// attend gives a connection to a process, and waits for its end. What goes wrong is in the process's log.
func attend(ctx context.Context, conn net.Conn, log *os.File, program string, args ...string) {
	socket, err := conn.(*net.TCPConn).File()
	_ = conn.Close()
	if err != nil {
		fmt.Fprintln(log, err)
		return
	}
	defer socket.Close()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = socket, socket, log
	if err := cmd.Run(); err != nil && ctx.Err() == nil {
		fmt.Fprintln(log, err)
	}
}

// configure makes the keys and the configuration, and returns the latter's path.
func (g *GitServer) configure(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	hostKey := newSSHKey(t)
	block, err := ssh.MarshalPrivateKey(hostKey, "")
	if err != nil {
		t.Fatal(err)
	}
	g.hostKey = signer(t, hostKey)
	g.clientKey = newSSHKey(t)
	Write(t, dir, "host_key", string(pem.EncodeToMemory(block)))
	if err := os.Chmod(filepath.Join(dir, "host_key"), 0o600); err != nil {
		t.Fatal(err)
	}
	Write(t, dir, "authorized_keys", string(ssh.MarshalAuthorizedKey(signer(t, g.clientKey).PublicKey())))
	program, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	Write(t, dir, "sshd_config", fmt.Sprintf(sshdConfig, dir, program))
	return filepath.Join(dir, "sshd_config")
}

// findSSHD returns sshd's path, which it insists on being absolute, and sees to the folder that it wants to lock itself
// into: its package leaves that to whoever starts the service.
func findSSHD(t *testing.T) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Fatal("serving SSH needs root")
	}
	for _, path := range []string{"/usr/sbin/sshd", "/usr/local/sbin/sshd"} {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Fatal("sshd is missing: apt-get install openssh-server, or go run ./cmd/devkit up")
	return ""
}

func newSSHKey(t *testing.T) ed25519.PrivateKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func signer(t *testing.T, key ed25519.PrivateKey) ssh.Signer {
	t.Helper()
	s, err := ssh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// closeLog shows the log of a server if the test has failed.
func closeLog(t *testing.T, log *os.File, name string) {
	_ = log.Close()
	if t.Failed() {
		text, _ := os.ReadFile(log.Name())
		t.Logf("log of %s:\n%.4000s", name, text)
	}
}
