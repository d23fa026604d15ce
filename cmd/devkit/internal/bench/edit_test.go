package bench

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const repository = "../../../.."

// TestEditsChangeWhatTheySay lays each application out with each edit, as builds do, and compares it with what it was.
func TestEditsChangeWhatTheySay(t *testing.T) {
	t.Parallel()
	lock := map[string]string{"shop": "uv.lock", "worker": "uv.lock", "django": "poetry.lock", "compiled": "uv.lock"}
	for _, a := range []app{shop(), worker(), django(), compiled()} {
		changes := map[string]string{
			"source": a.source, "linter": "pyproject.toml", "version": "pyproject.toml", "added": lock[a.name], "changed": lock[a.name],
		}
		for scenario, file := range changes {
			dir := t.TempDir()
			if err := lay(filepath.Join(repository, a.folder), dir); err != nil {
				t.Fatal(err)
			}
			before := read(t, filepath.Join(dir, file))
			if err := a.edit(repository, dir, scenario); err != nil {
				t.Errorf("%s, %s: %v", a.name, scenario, err)
			}
			if read(t, filepath.Join(dir, file)) == before {
				t.Errorf("%s, %s: %s is what it was", a.name, scenario, file)
			}
		}
	}
}

func TestAVersionIsRaisedInTheLockToo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := lay(filepath.Join(repository, shop().folder), dir); err != nil {
		t.Fatal(err)
	}
	if err := shop().edit(repository, dir, "version"); err != nil {
		t.Fatal(err)
	}
	if text := read(t, filepath.Join(dir, "uv.lock")); !strings.Contains(text, "name = \"shop\"\nversion = \"99.0.0\"\n") || strings.Count(text, "99.0.0") != 1 {
		t.Error("the lock does not have the project's version, or others have it too")
	}
}

func TestOnePackageOfManyIsSwapped(t *testing.T) {
	t.Parallel()
	for _, n := range []string{"10", "47", "150", "300"} {
		path := filepath.Join(t.TempDir(), "uv.lock")
		text := read(t, filepath.Join(repository, "testdata/bench/packages", n, "uv.lock"))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := swap(path, filepath.Join(repository, "testdata/bench/packages")); err != nil {
			t.Fatal(err)
		}
		if strings.Count(text, "[[package]]") != strings.Count(read(t, path), "[[package]]") {
			t.Errorf("%s packages are not as many any more", n)
		}
	}
}

func TestTheListForPipIsThereOnlyWhereItIsNamed(t *testing.T) {
	t.Parallel()
	for text, there := range map[string]bool{"": false, "RUN uv sync": false, "RUN pip install -r requirements.txt": true} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "requirements.txt"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := withoutUnused(dir, text); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(dir, "requirements.txt")); (err == nil) != there {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestCertificatesAreSeenByInstructionsAlone(t *testing.T) {
	const text = "# syntax=x\nFROM a\nRUN one\n# RUN two\nRUN --mount=type=cache,target=/c three\n"
	t.Setenv("SSL_CERT_FILE", "/ca")
	got := certified(text)
	if strings.Count(got, "--mount=type=secret,id=ca ") != 2 || !strings.Contains(got, "\n# RUN two\n") {
		t.Errorf("got:\n%s", got)
	}
}
