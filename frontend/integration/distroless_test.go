package integration

import (
	"path"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// distroless is a copy of an application that takes the base without a shell.
func distroless(t *testing.T, m rig.Machine, app string) string {
	t.Helper()
	dir := m.Copy(t, app)
	python := specLine(t, dir, "python: ")
	rig.Edit(t, dir, rig.SpecFile, python, python+"\nbase: distroless")
	return dir
}

// TestDistroless builds applications on a base without a shell, and wants them to do all that they do on the other.
func TestDistroless(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, app := range []string{"worker", "fastapi", "shop", "libpq", "django"} {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			dir := distroless(t, m, app)
			rig.Seed(t, dir)
			result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
			img, want := rig.Pull(t, result.Reference), rig.Expect(t, app)
			checkBare(t, img, want)
			checkBareConfig(t, m, img)
			rig.CheckRun(t, m.Load(t, result.Reference, pythonBase), want)
		})
	}
}

// neverOnDistroless is what only people and package managers need.
func neverOnDistroless() []string {
	return append(neverPresent(),
		"usr/bin/*sh", "usr/bin/apt*", "usr/bin/dpkg*", "usr/bin/perl*", "usr/bin/env", "usr/sbin/useradd", "usr/bin/passwd",
		"usr/local/bin/pip*", "usr/local/bin/idle*", "usr/local/lib/python*/site-packages/**", "usr/local/include/**",
		"usr/local/lib/python*/test/**", "usr/local/lib/python*/idlelib/**", "usr/local/lib/python*/tkinter/**",
		"usr/local/lib/python*/ensurepip/**", "usr/local/lib/python*/lib-dynload/_test*",
		"var/lib/dpkg/status", "var/lib/dpkg/info/**", "var/lib/apt/**", "usr/lib/*/libapt-pkg*",
	)
}

// checkBare looks at every file of an image that has no layer of another.
func checkBare(t *testing.T, img v1.Image, want rig.Expectation) {
	t.Helper()
	entries := rig.Entries(t, img)
	files := rig.Files(entries)
	for _, pattern := range append(slices.Clone(want.Present), "var/lib/dpkg/status.d/libc6", "var/lib/dpkg/status.d/libc6.md5sums",
		"usr/share/doc/libc6/copyright", "etc/os-release", "usr/lib/*/libgcc_s.so.1") {
		if len(rig.Matching(files, pattern)) == 0 {
			t.Errorf("the image has nothing like %s", pattern)
		}
	}
	for _, pattern := range append(neverOnDistroless(), want.Absent...) {
		if found := rig.Matching(files, pattern); len(found) > 0 {
			t.Errorf("the image has %d paths like %s, as in %s", len(found), pattern, found[0])
		}
	}
	checkInstalled(t, files, want.Installed)
	for _, entry := range entries {
		if entry.Marked {
			t.Errorf("layer %d ships the content of a seeded file in %s", entry.Layer, entry.Path)
		}
		if entry.Header.Mode&0o6000 != 0 {
			t.Errorf("%s runs with the rights of its owner (mode %o)", entry.Path, entry.Header.Mode)
		}
	}
	checkBytecode(t, files)
	checkLinks(t, files)
	unpacked, compressed := megabytes(t, img)
	t.Logf("has %.1f MB, %.1f MB compressed", unpacked, compressed)
}

// checkBytecode wants no bytecode of the standard library without its source: Python would not load it.
func checkBytecode(t *testing.T, files map[string]rig.Entry) {
	t.Helper()
	for _, file := range rig.Matching(files, "usr/local/lib/**/__pycache__/*.pyc") {
		name, _, _ := strings.Cut(path.Base(file), ".")
		if _, ok := files[path.Join(path.Dir(path.Dir(file)), name+".py")]; !ok {
			t.Errorf("%s has no source", file)
		}
	}
}

// checkLinks wants what the links of the base point to.
func checkLinks(t *testing.T, files map[string]rig.Entry) {
	t.Helper()
	for name, entry := range files {
		target := entry.Header.Linkname
		if target == "" || strings.HasPrefix(name, "app/") {
			continue
		}
		if !path.IsAbs(target) {
			target = path.Join("/", path.Dir(name), target)
		}
		if _, ok := files[path.Clean(target)[1:]]; !ok {
			t.Errorf("%s leads to %s, which is not there", name, target)
		}
	}
}

// checkBareConfig wants a configuration that says nothing of the image whose files the base was assembled of, but what Python
// that is.
func checkBareConfig(t *testing.T, m rig.Machine, img v1.Image) {
	t.Helper()
	file := rig.Config(t, img)
	checkEnv(t, file.Config.Env)
	for _, variable := range file.Config.Env {
		name, value, _ := strings.Cut(variable, "=")
		if !slices.Contains([]string{"PATH", "LANG", "PYTHON_VERSION", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "LOG_LEVEL"}, name) {
			t.Errorf("environment has %s=%s", name, value)
		}
	}
	if n := m.BaseLayers(t, img, pythonBase); n != 0 || len(file.History) != len(file.RootFS.DiffIDs) {
		t.Errorf("%d layers, %d of them the base's, and %d entries of history", len(file.RootFS.DiffIDs), n, len(file.History))
	}
	for _, h := range file.History {
		if !strings.HasPrefix(h.CreatedBy, "pyapp: ") || len(h.CreatedBy) > 200 {
			t.Errorf("history entry is not for people: %q", h.CreatedBy)
		}
	}
	labels := file.Config.Labels
	if name := labels["org.opencontainers.image.base.name"]; !strings.HasSuffix(name, pythonBase) || labels["org.opencontainers.image.base.digest"] == "" {
		t.Errorf("labels are %v, and say not where the files are from", labels)
	}
}
