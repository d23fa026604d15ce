package rig

import (
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// Own is the platform of the tests' machine.
func Own() Platform { return platforms()[runtime.GOARCH] }

// Foreign is a platform whose programs the machine does not run by itself, and that stand-ins are made for.
func Foreign() Platform {
	if runtime.GOARCH == "arm64" {
		return platforms()["amd64"]
	}
	return platforms()["arm64"]
}

// Platform is what one kind of machine is called.
type Platform struct {
	Name    string      // as in "linux/amd64"
	Machine elf.Machine // in the header of its programs
	qemu    string      // in the name of its emulator
}

func platforms() map[string]Platform {
	return map[string]Platform{
		"amd64": {Name: "linux/amd64", Machine: elf.EM_X86_64, qemu: "x86_64"},
		"arm64": {Name: "linux/arm64", Machine: elf.EM_AARCH64, qemu: "aarch64"},
	}
}

// Emulate lets the whole machine run programs of the foreign platform until the test ends, by qemu, in containers as well.
// It waits for the tests that must meet no emulator, and is for tests that are not parallel.
func Emulate(t *testing.T) {
	t.Helper()
	program, err := exec.LookPath("qemu-" + Foreign().qemu + "-static")
	if err != nil {
		missing(t, "a folder with qemu-user-static in PATH")
	}
	lock(t, syscall.LOCK_EX)
	_ = setFormat(emulatedFormat, "-1") // a test that was killed may have left it
	if err := os.WriteFile(filepath.Join(formats, "register"), []byte(format(program)), 0); err != nil {
		t.Fatalf("registering %s, which needs root: %v", program, err)
	}
	t.Cleanup(func() {
		if err := setFormat(emulatedFormat, "-1"); err != nil {
			t.Error(err)
		}
	})
}

// format is what the kernel has to know of programs (and shared objects, as most programs are) of the foreign platform: the
// first 20 bytes of the ELF header, of which the ABI's version may vary. F opens the emulator at once, so that containers
// need not have it (Linux, Documentation/admin-guide/binfmt-misc.rst).
func format(program string) string {
	magic := `\x7fELF\x02\x01\x01` + strings.Repeat(`\x00`, 9) + `\x02\x00` + fmt.Sprintf(`\x%02x\x00`, uint16(Foreign().Machine))
	mask := strings.Repeat(`\xff`, 7) + `\x00` + strings.Repeat(`\xff`, 8) + `\xfe` + strings.Repeat(`\xff`, 3)
	return ":" + emulatedFormat + ":M:0:" + magic + ":" + mask + ":" + program + ":F"
}
