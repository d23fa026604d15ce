package rig

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
// code. Emulators that the machine has are switched off, and on again when all packages that want it so have ended. It is
// for a TestMain. Without root it changes nothing, and [NoEmulator] says what it found.
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

// NoEmulator fails the test where the kernel or the machine's builder could run programs of the foreign platform. No test
// of any package gets an emulator from [Emulate] until the returned function is called.
func NoEmulator(t *testing.T, m Machine) (release func()) {
	t.Helper()
	release = lock(t, syscall.LOCK_SH)
	_ = setFormat(emulatedFormat, "-1") // a test that was killed may have left it
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
	return release
}

// lock is between tests that must meet no emulator (shared) and one that has one (exclusive), of all processes. The test's
// end releases it, too. Where the kernel shows no table, nothing is locked and nothing can be registered.
func lock(t *testing.T, how int) (release func()) {
	t.Helper()
	file, err := os.Open(filepath.Join(formats, "status"))
	if errors.Is(err, os.ErrNotExist) {
		return func() {}
	}
	if err == nil {
		err = syscall.Flock(int(file.Fd()), how)
	}
	if err != nil {
		t.Fatal(err)
	}
	release = func() { _ = file.Close() }
	t.Cleanup(release)
	return release
}

// emptyFormats switches the emulators off that are on, and returns what switches them on again.
func emptyFormats() (restore func() error, err error) {
	restore = func() error { return nil }
	if _, err := os.Stat(filepath.Join(formats, "register")); err != nil {
		if err := syscall.Mount("binfmt_misc", formats, "binfmt_misc", 0, ""); err != nil {
			return restore, err
		}
	}
	table, err := os.Open(formats)
	if err != nil {
		return restore, err
	}
	if err := syscall.Flock(int(table.Fd()), syscall.LOCK_SH); err != nil {
		return restore, errors.Join(err, table.Close())
	}
	found, err := emulators()
	found = slices.DeleteFunc(found, func(name string) bool { return name == emulatedFormat }) // another process has it
	if err == nil {
		err = setFormats(found, "0")
	}
	return func() error { return errors.Join(switchOn(table, found), table.Close()) }, err
}

// switchOn waits for the other processes that want emulators to be off.
func switchOn(table *os.File, names []string) error {
	if len(names) == 0 {
		return nil
	}
	if err := syscall.Flock(int(table.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	return setFormats(names, "1")
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

// setFormats switches entries on ("1") or off ("0"). One that is gone by now is no failure.
func setFormats(names []string, value string) error {
	var errs []error
	for _, name := range names {
		if err := setFormat(name, value); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// setFormat switches an entry on ("1") or off ("0"), or takes it away ("-1").
func setFormat(name, value string) error {
	entry, err := os.OpenFile(filepath.Join(formats, name), os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = entry.WriteString(value)
	return errors.Join(err, entry.Close())
}
