package plan

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
)

// TestExplainLockError has the place in the lock file, as far as it is known.
func TestExplainLockError(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "python: '3.13'", "lock: poetry.lock")
	at := func(line, column int) error {
		return fmt.Errorf("reading: %w", &lock.Error{Line: line, Column: column, Message: "it is old", Remedy: "lock again"})
	}
	included := &lock.Error{File: "in/base.txt", Line: 3, Message: "it is old", Remedy: "lock again"}
	for _, tc := range []struct {
		name string
		err  error
		want string
	}{
		{"requirements.txt", included, "pyapp.yaml:2:1: lock: in/base.txt:3: it is old; lock again"},
		{"poetry.lock", at(3, 7), "pyapp.yaml:2:1: lock: poetry.lock:3:7: it is old; lock again"},
		{"poetry.lock", at(3, 0), "pyapp.yaml:2:1: lock: poetry.lock:3: it is old; lock again"},
		{"poetry.lock", at(0, 0), "pyapp.yaml:2:1: lock: poetry.lock: it is old; lock again"},
		{"", at(3, 7), "pyapp.yaml:2:1: lock: it is old; lock again"},
		{"poetry.lock", errors.New("no luck"), "pyapp.yaml:2:1: lock: poetry.lock: no luck"},
		{"", errors.New("no luck"), "pyapp.yaml:2:1: lock: no luck"},
	} {
		if got := ExplainLockError(app, tc.name, tc.err).Text("pyapp.yaml"); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
}

// TestWarnUnlocked has a word where the build resolves.
func TestWarnUnlocked(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "lock: none")
	got := WarnUnlocked(app, Source{FormatNone, ""})
	wantOne(t, got.Warnings(), "lock", "nothing is locked", "`uv lock`", "leave `lock: none` out")
	wantOne(t, WarnUnlocked(app, Source{FormatUV, "uv.lock"}), "")
}

// requirementsOf reads a requirements.txt.
func requirementsOf(t *testing.T, text string) *lock.Requirements {
	t.Helper()
	r, err := lock.ParseRequirements("requirements.txt", func(string) (string, bool) { return text, true })
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestWarnRequirements says what a file leaves open.
func TestWarnRequirements(t *testing.T) {
	t.Parallel()
	hash := " --hash=sha256:" + strings.Repeat("0", 64)
	for _, tc := range []struct {
		name, text string
		key        string
		words      []string
	}{
		{"hashed", "a==1" + hash + "\n", "", nil},
		{"pinned", "a==1\n", "lock", []string{"requirements.txt has no hashes", "uv pip compile --generate-hashes"}},
		{"open", "a==1\nb>=2\nc\n", "lock", []string{"requirements.txt does not pin b (requirements.txt:2), c (requirements.txt:3), so"}},
		{"much is open", "a\nb\nc\nd\ne\nf\ng\n", "lock", []string{"e (requirements.txt:5), 2 more"}},
		{"an address", "https://files.example/x.tar.gz\n", "lock", []string{"https://files.example/x.tar.gz (requirements.txt:1)"}},
		{"a folder", "-e .\n", "lock", []string{"has no hashes"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := WarnRequirements(yamlApp(t, "python: '3.13'"), Source{FormatRequirements, "requirements.txt"}, requirementsOf(t, tc.text))
			if len(got.Errors()) > 0 {
				t.Errorf("got the errors %q", got.Errors().Text("pyapp.yaml"))
			}
			wantOne(t, got, tc.key, tc.words...)
		})
	}
}

// TestWarnOfOptions names the lines that have no effect.
func TestWarnOfOptions(t *testing.T) {
	t.Parallel()
	r := &lock.Requirements{RequireHashes: true, Warnings: []lock.Note{{File: "base.txt", Line: 4, Message: "--log has no effect here"}}}
	got := WarnRequirements(yamlApp(t, "python: '3.13'"), Source{FormatRequirements, "requirements.txt"}, r)
	wantOne(t, got.Warnings(), "lock", "base.txt:4: --log has no effect here")
}
