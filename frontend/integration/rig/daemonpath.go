package rig

import (
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// daemonPath are the folders in which the machine's buildkitd looks for programs, read from the process behind its socket.
// A daemon that has none on this machine shows nothing.
func (m Machine) daemonPath(t *testing.T) []string {
	t.Helper()
	socket, local := strings.CutPrefix(m.BuildKit, "unix://")
	if !local {
		return nil
	}
	environment := read(t, fmt.Sprintf("/proc/%d/environ", peer(t, socket)))
	for entry := range strings.SplitSeq(string(environment), "\x00") {
		if path, ok := strings.CutPrefix(entry, "PATH="); ok {
			return filepath.SplitList(path)
		}
	}
	return nil
}

// peer is the process id of whoever listens on a Unix socket.
func peer(t *testing.T, socket string) int32 {
	t.Helper()
	connection, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: socket, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	raw, err := connection.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var credentials *syscall.Ucred
	var asked error
	err = raw.Control(func(fd uintptr) {
		credentials, asked = syscall.GetsockoptUcred(int(fd), syscall.SOL_SOCKET, syscall.SO_PEERCRED)
	})
	if err != nil || asked != nil {
		t.Fatalf("asking who listens on %s: %v, %v", socket, err, asked)
	}
	return credentials.Pid
}
