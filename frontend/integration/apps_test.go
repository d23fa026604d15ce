package integration

import (
	"maps"
	"path"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// TestApps builds and runs every application of testdata/apps and compares it with what its test.json says.
func TestApps(t *testing.T) {
	m := rig.Find(t)
	for _, app := range rig.Apps(t) {
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			want := rig.Expect(t, app)
			eachMode(t, func(t *testing.T, mode rig.Mode) {
				dir := m.Copy(t, app)
				rig.Seed(t, dir)
				result := mustBuild(t, m, rig.Build{Mode: mode, Dir: dir, Name: rig.RepositoryName(t)})
				img := rig.Pull(t, result.Reference)
				added := checkFiles(t, m, img, want)
				checkSizes(t, added, rig.Compressed(t, img, m.BaseLayers(t, img, pythonBase)), want)
				checkConfig(t, m, img)
				rig.CheckRun(t, m.Load(t, result.Reference, pythonBase), want)
			})
		})
	}
}

// neverPresent is what no image may have, whether its base had it or not.
func neverPresent() []string {
	return []string{
		"**/uv", "**/uvx",
		"usr/bin/cc", "usr/bin/gcc*", "usr/bin/g++*", "usr/bin/c++*", "usr/bin/*-linux-gnu-gcc*", "usr/bin/make", "usr/bin/cargo",
		"var/lib/apt/lists/*_*", "var/cache/apt/archives/*.deb",
		"root/.cache/**", "**/.cache/uv/**", "**/.cache/pip/**",
		"app/.venv/bin/activate*", "app/.venv/bin/pip*", "app/.venv/.lock", "app/.venv/CACHEDIR.TAG", "app/.venv/.gitignore",
		"app/.venv/**/INSTALLER", "app/.venv/**/direct_url.json", "app/.venv/**/uv_cache.json",
		"**/pyapp.yaml", "**/.dockerignore", "**/.git/**", "**/.env", "**/id_rsa", "**/node_modules/**", "**/junk.pyc",
	}
}

// neverAdded is what our layers may not bring: traces of the tools that made them. The database of debconf is under
// var/cache by name only (Debian policy leaves it where it is after an installation).
func neverAdded() []string {
	return []string{"var/log/*", "var/log/apt/**", "var/cache/apt/**", "var/cache/ldconfig/**", "var/cache/man/**", "tmp/*", "root/*", "run/*", "etc/ssl/**", "**/*.dpkg-new"}
}

// checkFiles looks at every file of the image, and returns those that were added to its base.
func checkFiles(t *testing.T, m rig.Machine, img v1.Image, want rig.Expectation) []rig.Entry {
	t.Helper()
	entries := rig.Entries(t, img)
	files := rig.Files(entries)
	for _, pattern := range want.Present {
		if len(rig.Matching(files, pattern)) == 0 {
			t.Errorf("the image has nothing like %s", pattern)
		}
	}
	for _, pattern := range append(neverPresent(), want.Absent...) {
		if found := rig.Matching(files, pattern); len(found) > 0 {
			t.Errorf("the image has %d paths like %s, as in %s", len(found), pattern, found[0])
		}
	}
	checkInstalled(t, files, want.Installed)
	added := rig.Above(entries, m.BaseLayers(t, img, pythonBase))
	for _, entry := range added {
		checkEntry(t, entry, want.UID)
	}
	return added
}

// checkInstalled wants exactly those distributions to be in the environment that the project's own tool installs.
func checkInstalled(t *testing.T, files map[string]rig.Entry, want map[string]string) {
	t.Helper()
	if want == nil {
		return
	}
	got := map[string]string{}
	for _, file := range rig.Matching(files, "app/.venv/lib/*/site-packages/*.dist-info/METADATA") {
		name, version, _ := strings.Cut(strings.TrimSuffix(path.Base(path.Dir(file)), ".dist-info"), "-")
		name = pyproject.NormalizeName(name)
		if got[name] = version; want[name] == "*" {
			got[name] = "*"
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("installed are %v, want %v", got, want)
	}
}

// checkEntry looks at one member of one of our own layers.
func checkEntry(t *testing.T, e rig.Entry, uid int) {
	t.Helper()
	if e.Marked {
		t.Errorf("layer %d ships the content of a seeded file in %s", e.Layer, e.Path)
	}
	for _, pattern := range neverAdded() {
		if !e.Header.FileInfo().IsDir() && rig.Match(pattern, e.Path) {
			t.Errorf("layer %d adds %s", e.Layer, e.Path)
		}
	}
	code := rig.Match("app/**", e.Path) && e.Header.FileInfo().Mode().IsRegular()
	if code && (e.Header.Uid == uid || e.Header.Mode&0o022 != 0) {
		t.Errorf("the process may write %s (owner %d, mode %o)", e.Path, e.Header.Uid, e.Header.Mode)
	}
}

// checkSizes looks at what is added to the base, which is not ours to make smaller.
func checkSizes(t *testing.T, added []rig.Entry, compressed int64, want rig.Expectation) {
	t.Helper()
	var unpacked int64
	for _, e := range added {
		unpacked += e.Header.Size
	}
	t.Logf("adds %.1f MB, %.1f MB compressed", float64(unpacked)/1e6, float64(compressed)/1e6)
	if unpacked > want.Unpacked*1e6 || compressed > want.Compressed*1e6 {
		t.Errorf("adds %.1f MB, %.1f MB compressed, want at most %d and %d",
			float64(unpacked)/1e6, float64(compressed)/1e6, want.Unpacked, want.Compressed)
	}
}
