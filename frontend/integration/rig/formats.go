package rig

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const (
	// formats is where the kernel shows which programs it hands to which emulators. There is one such table for the whole
	// machine.
	formats = "/proc/sys/fs/binfmt_misc"
	// emulatedFormat is the entry that [Emulate] makes.
	emulatedFormat = "pyapp-test"
)

// WithoutEmulators runs tests while the kernel has no emulator for programs of other machines, and returns their exit
// code. Emulators that the machine has are switched off, and on again at the end. It is for a TestMain; a second package
// that calls it, or another run of the first, waits. Without root it changes nothing, and [NoEmulator] says what it found.
func WithoutEmulators(run func() int) int {
	restore, err := emptyFormats()
	if err != nil {
		fmt.Fprintf(os.Stderr, "switching off emulators: %v\n", err)
	}
	code := run()
	if err := restore(); err != nil {
		fmt.Fprintf(os.Stderr, "switching emulators on again: %v\n", err)
		return max(code, 1)
	}
	return code
}

// NoEmulator fails the test where the kernel or the machine's builder could run programs of the foreign platform.
func NoEmulator(t *testing.T, m Machine) {
	t.Helper()
	found, err := emulators()
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if len(found) > 0 {
		t.Fatalf("the kernel has emulators: %q", found)
	}
	// buildkitd looks for emulators of its own beside its other programs.
	for _, dir := range m.daemonPath(t) {
		if own, _ := filepath.Glob(filepath.Join(dir, "buildkit-qemu-*")); len(own) > 0 {
			t.Fatalf("the builder has emulators: %q", own)
		}
	}
}

// emptyFormats switches the emulators off that are on, and returns what switches them on again.
func emptyFormats() (restore func() error, err error) {
	restore = func() error { return nil }
	if _, err := os.Stat(filepath.Join(formats, "register")); err != nil {
		if err := syscall.Mount("binfmt_misc", formats, "binfmt_misc", 0, ""); err != nil {
			return restore, err
		}
	}
	lock, err := os.Open(formats)
	if err != nil {
		return restore, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return restore, errors.Join(err, lock.Close())
	}
	_ = setFormat(emulatedFormat, "-1") // a run that was killed may have left it
	found, err := emulators()
	return func() error { return errors.Join(setFormats(found, "1"), lock.Close()) }, errors.Join(err, setFormats(found, "0"))
}

// emulators are the names of the entries that are on and that are for ELF files.
func emulators() ([]string, error) {
	entries, err := os.ReadDir(formats)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(formats, entry.Name()))
		if err != nil {
			continue // "register" can only be written
		}
		if strings.HasPrefix(string(text), "enabled\n") && strings.Contains(string(text), "\nmagic 7f454c46") {
			found = append(found, entry.Name())
		}
	}
	return found, nil
}

// setFormats switches entries on ("1") or off ("0"), or takes them away ("-1").
func setFormats(names []string, value string) error {
	var errs []error
	for _, name := range names {
		errs = append(errs, setFormat(name, value))
	}
	return errors.Join(errs...)
}

func setFormat(name, value string) error {
	return os.WriteFile(filepath.Join(formats, name), []byte(value), 0)
}
