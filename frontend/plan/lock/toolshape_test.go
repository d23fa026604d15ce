package lock

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// wellBehaved checks that a reader answers with a lock or an error, and with an *Error if only the lock is at fault.
func wellBehaved(t *testing.T, p toolProject, text string) error {
	t.Helper()
	got, err := p.parse(text, p.manifest, spec.Groups{})
	if (got == nil) == (err == nil) {
		t.Fatalf("%.80q: lock %v with error %v", text, got, err)
	}
	var problem *Error
	if err != nil && !errors.As(err, &problem) {
		t.Errorf("%.80q: error %v", text, err)
	}
	return err
}

func TestCutLocks(t *testing.T) {
	t.Parallel()
	for _, p := range []toolProject{poetryProject(t, "shop"), pdmProject(t, "local"), pipfileProject(t, "shop")} {
		name, _, _ := strings.Cut(p.lock, "\n")
		for n := 0; n < len(p.lock)-10; n += 127 {
			err := wellBehaved(t, p, p.lock[:n])
			if err == nil && !strings.HasSuffix(strings.TrimRight(p.lock[:n], " \n"), "]") {
				t.Errorf("%s: nothing is said of a lock that is cut off after %q", name, p.lock[max(0, n-20):n])
			}
		}
	}
}

func TestOddShapesOfTOML(t *testing.T) {
	t.Parallel()
	values := []string{`3`, `true`, `""`, `"x"`, `[]`, `[3]`, `[[]]`, `["x"]`, `{}`, `{x = 3}`, `[{}]`, `[{x = []}]`, `1979-05-27`, `nan`}
	poetry, pdm := poetryProject(t, "shop"), pdmProject(t, "shop")
	for _, v := range values {
		for _, key := range []string{"package", "metadata", "extras"} {
			wellBehaved(t, poetry, key+" = "+v+"\n")
			wellBehaved(t, pdm, key+" = "+v+"\n")
		}
		for _, key := range []string{"name", "version", "groups", "markers", "marker", "files", "source", "develop", "editable", "path", "url", "git", "extras"} {
			entry := "[[package]]\n" + key + " = " + v + "\n"
			wellBehaved(t, poetry, strings.Replace(poetry.lock, "[[package]]\n", entry+"[[package]]\n", 1))
			wellBehaved(t, pdm, strings.Replace(pdm.lock, "[[package]]\n", entry+"[[package]]\n", 1))
			named := "[[package]]\ngroups = ['main', 'default']\nname = 'x'\n" + key + " = " + v + "\n"
			wellBehaved(t, poetry, strings.Replace(poetry.lock, "[[package]]\n", named+"[[package]]\n", 1))
			wellBehaved(t, pdm, strings.Replace(pdm.lock, "[[package]]\n", named+"[[package]]\n", 1))
		}
		for _, key := range []string{"lock-version", "content-hash"} {
			wellBehaved(t, poetry, fmt.Sprintf("[metadata]\nlock-version = '2.1'\n[metadata.%s]\nx = %s\n", key, v))
		}
		for _, key := range []string{"groups", "strategy", "targets", "lock_version", "content_hash", "lock_inputs"} {
			wellBehaved(t, pdm, fmt.Sprintf("[metadata]\n%s = %s\n", key, v))
		}
	}
}

func TestOddShapesOfJSON(t *testing.T) {
	t.Parallel()
	p := pipfileProject(t, "shop")
	for _, v := range []string{`null`, `3`, `true`, `""`, `"x"`, `[]`, `[3]`, `{}`, `{"x": 3}`, `[{}]`, `{"six": null}`, `{"six": {}}`, `{"": "1"}`} {
		wellBehaved(t, p, v)
		for _, key := range []string{"_meta", "default", "develop", "x"} {
			wellBehaved(t, p, fmt.Sprintf(`{"_meta": {}, %q: %s}`, key, v))
			wellBehaved(t, p, strings.Replace(p.lock, "{", fmt.Sprintf("{%q: %s, ", key, v), 1))
		}
		for _, key := range []string{"hash", "pipfile-spec", "requires", "sources"} {
			wellBehaved(t, p, fmt.Sprintf(`{"_meta": {%q: %s}}`, key, v))
		}
		for _, key := range []string{"version", "hashes", "markers", "path", "file", "git", "ref", "editable", "index"} {
			wellBehaved(t, p, strings.Replace(p.lock, `"default": {`, fmt.Sprintf(`"default": {"odd": {%q: %s},`, key, v), 1))
		}
	}
}

// Manifests are odd too, and lines that only look like marks of a conflict are none.
func TestOddManifests(t *testing.T) {
	t.Parallel()
	for _, manifest := range []string{"", "tool.poetry.source = 3", "tool.pdm.source = [3]", "tool.pdm.dev-dependencies = {a = []}",
		"project = {}", "dependency-groups = {a = []}", "source = {}", "packages = 3", "packages = {six = 3}"} {
		for _, p := range []toolProject{poetryProject(t, "shop"), pdmProject(t, "shop"), pipfileProject(t, "shop")} {
			p.manifest = manifest
			wellBehaved(t, p, p.lock)
		}
	}
	p := poetryProject(t, "shop")
	p.lock = strings.Replace(p.lock, "[[package]]", "# =======x\n  # <<<<<<< x\n[[package]]", 1)
	p.read(t, spec.Groups{})
}

func TestUnknownGroupsAndExtras(t *testing.T) {
	t.Parallel()
	for _, p := range []toolProject{poetryProject(t, "shop"), pdmProject(t, "shop"), pipfileProject(t, "shop")} {
		for _, groups := range []spec.Groups{{Include: []string{"nope"}}, {Extras: []string{"nope"}}} {
			_, err := p.parse(p.lock, p.manifest, groups)
			if err == nil || !strings.Contains(err.Error(), "nope") {
				t.Errorf("got %v", err)
			}
		}
	}
}
