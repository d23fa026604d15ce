package plan

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// sources has a package from each kind of place that PEP 751 knows.
const sources = `
lock-version = "1.0"
created-by = "uv"

[[packages]]
name = "Typing_Extensions"
version = "4.12.2"
marker = "python_full_version < '3.13'"
wheels = [{ name = "typing_extensions-4.12.2-py3-none-any.whl", url = "https://files.example/other-name", hashes = { sha256 = "0" } }]

[[packages]]
name = "numpy"
version = "2.1.0"
sdist = { url = "https://files.example/numpy-2.1.0.tar.gz", hashes = { sha256 = "0" } }
wheels = [
  { url = "https://files.example/a/numpy-2.1.0-cp313-cp313-linux_x86_64.whl#sha256=0", hashes = { sha256 = "0" } },
  { path = "wheels/numpy-2.1.0-cp312-cp312-linux_x86_64.whl", hashes = { sha256 = "0" } },
]

[[packages]]
name = "only-source"
version = "1.0"
sdist = { url = "https://files.example/only_source-1.0.tar.gz", hashes = { sha256 = "0" } }

[[packages]]
name = "from-git"
vcs = { type = "git", url = "https://git.example/x", commit-id = "0000000000000000000000000000000000000000" }

[[packages]]
name = "archived-wheel"
archive = { url = "https://files.example/archived_wheel-2-py3-none-any.whl", hashes = { sha256 = "0" } }

[[packages]]
name = "archived-source"
archive = { path = "vendor/archived_source-2.zip", hashes = { sha256 = "0" } }

[[packages]]
name = "beside"
directory = { path = "libs/beside", editable = true }
`

func TestParseLock(t *testing.T) {
	t.Parallel()
	lock := lockOf(t, sources)
	want := []Package{
		{Name: "typing-extensions", Version: "4.12.2", Marker: "python_full_version < '3.13'",
			Wheels: []string{"typing_extensions-4.12.2-py3-none-any.whl"}},
		{Name: "numpy", Version: "2.1.0",
			Wheels: []string{"numpy-2.1.0-cp313-cp313-linux_x86_64.whl", "numpy-2.1.0-cp312-cp312-linux_x86_64.whl"}},
		{Name: "only-source", Version: "1.0"},
		{Name: "from-git"},
		{Name: "archived-wheel", Wheels: []string{"archived_wheel-2-py3-none-any.whl"}},
		{Name: "archived-source"},
		{Name: "beside"},
	}
	if !reflect.DeepEqual(lock.Packages, want) {
		t.Errorf("got  %+v\nwant %+v", lock.Packages, want)
	}
	if lock.Text != sources {
		t.Error("the text is not what was read")
	}
	var names []string
	for _, p := range lock.WithoutWheel("3.13") {
		names = append(names, p.Name)
	}
	if want := []string{"only-source", "from-git", "archived-source", "beside"}; !slices.Equal(names, want) {
		t.Errorf("without wheels are %q, want %q", names, want)
	}
}

func TestParseLockRefuses(t *testing.T) {
	t.Parallel()
	if lock, err := ParseLock("packages = ["); err == nil || !strings.Contains(err.Error(), "reading the exported lock") {
		t.Errorf("got %+v, %v", lock, err)
	}
}

// TestLockHas compares names as PEP 503 does.
func TestLockHas(t *testing.T) {
	t.Parallel()
	lock := lockOf(t, sources)
	for name, want := range map[string]bool{
		"numpy": true, "NumPy": true, "typing.extensions": true, "Typing--Extensions": true, "typing": false, "": false,
	} {
		if got := lock.Has(name); got != want {
			t.Errorf("has %q: %t, want %t", name, got, want)
		}
	}
	if (*Lock)(nil).Has("numpy") {
		t.Error("no lock has a package")
	}
}

// TestExportArgs wants each choice of groups in uv's words.
func TestExportArgs(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		groups spec.Groups
		want   string
	}{
		{spec.Groups{}, ""},
		{spec.Groups{ExcludeAll: true}, "--no-default-groups"},
		{spec.Groups{Exclude: []string{"dev", "docs"}}, "--no-group dev --no-group docs"},
		{spec.Groups{ExcludeAll: true, Include: []string{"web"}, Extras: []string{"s3", "pg"}},
			"--no-default-groups --group web --extra s3 --extra pg"},
	} {
		args := ExportArgs(tc.groups)
		if got := strings.Join(args[len(ExportArgs(spec.Groups{})):], " "); got != tc.want {
			t.Errorf("%+v: got %q, want %q", tc.groups, got, tc.want)
		}
		for _, flag := range []string{"--locked", "--offline", "--no-emit-local", "--no-header"} {
			if !slices.Contains(args, flag) {
				t.Errorf("%+v: no %s in %q", tc.groups, flag, args)
			}
		}
	}
}
