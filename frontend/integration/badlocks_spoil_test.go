package integration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// What may be done to the copy of an application before it is built.

// truncated keeps the first half of a file, as a full disk or an interrupted checkout does.
func truncated(name string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		text := string(readFile(t, dir, name))
		rig.Write(t, dir, name, text[:len(text)/2])
	}
}

// unmerged makes one line of a file a conflict of two branches.
func unmerged(name string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		lines := strings.SplitAfter(string(readFile(t, dir, name)), "\n")
		at := len(lines) / 2
		conflict := "<<<<<<< HEAD\n" + lines[at] + "=======\n" + lines[at] + ">>>>>>> feature\n"
		rig.Write(t, dir, name, strings.Join(lines[:at], "")+conflict+strings.Join(lines[at+1:], ""))
	}
}

// edited replaces a text of a file.
func edited(name, old, replacement string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		rig.Edit(t, dir, name, old, replacement)
	}
}

// all does several things, in order.
func all(steps ...func(t *testing.T, dir string)) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		for _, step := range steps {
			step(t, dir)
		}
	}
}

// removed removes a file.
func removed(name string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		remove(t, dir, name)
	}
}

// copied copies a file of another application.
func copied(app, name string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "apps", app, name))
		if err != nil {
			t.Fatal(err)
		}
		rig.Write(t, dir, name, string(data))
	}
}

// specSays adds a line to the spec.
func specSays(line string) func(t *testing.T, dir string) {
	return edited(rig.SpecFile, "entrypoint:", line+"\nentrypoint:")
}

// moved gives a file another path.
func moved(from, to string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		text := readFile(t, dir, from)
		remove(t, dir, from)
		rig.Write(t, dir, to, string(text))
	}
}

// written puts text in a file.
func written(name, text string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		rig.Write(t, dir, name, text)
	}
}
