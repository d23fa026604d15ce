package rig

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/standin"
)

const binfmt = "/proc/sys/fs/binfmt_misc"

// Emulate lets the machine run programs of the foreign architecture by qemu, in containers as well, until end is called, as
// Debian's package would do on a booted machine. Where that is so already, it stays so.
func (r *Rig) Emulate() (end func() error, err error) {
	machine, err := standin.Machine(foreignArch())
	if err != nil {
		return nil, err
	}
	if err := mountBinfmt(); err != nil {
		return nil, err
	}
	registered := filepath.Join(binfmt, "qemu-"+machine)
	if _, err := os.Stat(registered); err == nil {
		return func() error { return nil }, nil
	}
	format, err := os.ReadFile("/usr/lib/binfmt.d/qemu-" + machine + ".conf")
	if err != nil {
		return nil, fmt.Errorf("emulating %s: %w", machine, err)
	}
	if err := os.WriteFile(filepath.Join(binfmt, "register"), format, 0); err != nil {
		return nil, fmt.Errorf("emulating %s: %w", machine, err)
	}
	return func() error { return os.WriteFile(registered, []byte("-1"), 0) }, nil
}

func mountBinfmt() error {
	_, err := os.Stat(filepath.Join(binfmt, "register"))
	if errors.Is(err, os.ErrNotExist) {
		err = syscall.Mount("binfmt_misc", binfmt, "binfmt_misc", 0, "")
	}
	if err != nil {
		return fmt.Errorf("finding out what the kernel can emulate: %w", err)
	}
	return nil
}
