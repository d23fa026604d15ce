package rig

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
)

// sshdOff is the file whose presence keeps Debian's SSH service from starting.
const sshdOff = "/etc/ssh/sshd_not_to_be_run"

// keepSSHDDown sees to it that installing sshd, which the tests start on loopback ports of their own, does not open the
// machine's port 22. Where the program is installed already, whether it runs is not the devkit's affair.
func keepSSHDDown(program, path string) error {
	if _, err := apt.LookPath(program); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("keeping the SSH service from starting: %w", err)
	}
	reason := []byte("The devkit installed openssh-server for tests only; remove this file to run the service.\n")
	if err := os.WriteFile(path, reason, 0o644); err != nil {
		return fmt.Errorf("keeping the SSH service from starting: %w", err)
	}
	return nil
}
