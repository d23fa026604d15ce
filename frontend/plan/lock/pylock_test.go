package lock_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
)

const head = "lock-version = \"1.0\"\ncreated-by = \"test\"\n"

// everySource has a package from each kind of place that PEP 751 knows.
const everySource = head + `
[[packages]]
name = "Typing_Extensions"
version = "4.12.2"
marker = "python_full_version < '3.13' or os_name == 'nt'"
requires-python = ">=3.8, !=3.9.*"
index = "https://bob:secret@index.example/simple"
wheels = [{ name = "typing_extensions-4.12.2-py3-none-any.whl", url = "https://files.example/renamed", size = 37438, hashes = { sha256 = "AA", md5 = "bb", sha512 = "cc" } }]

[[packages]]
name = "torch"
version = "2.1.0+cpu"
index = "https://index.example/simple"
sdist = { name = "torch-2.1.0+cpu.tar.gz", path = 'vendor\torch.tar.gz', hashes = { sha256 = "00" } }
wheels = [
  { url = "https://bob:secret@files.example/a/torch-2.1.0%2Bcpu-cp313-cp313-linux_x86_64.whl#sha256=0", hashes = { sha256 = "01" } },
  { path = "./wheels/torch-2.1.0+cpu-cp312-cp312-linux_x86_64.whl", hashes = { sha256 = "02" } },
]

[[packages]]
name = "from-git"
vcs = { type = "git", url = "ssh://git:secret@git.example/x", requested-revision = "main", commit-id = "0123", subdirectory = "a/../lib" }

[[packages]]
name = "archived-wheel"
archive = { url = "https://files.example/archived_wheel-2-py3-none-any.whl", hashes = { sha256 = "03" } }

[[packages]]
name = "archived-source"
archive = { path = "../vendor/main.zip", hashes = { sha256 = "04" }, subdirectory = "python" }

[[packages]]
name = "beside"
directory = { path = "libs", editable = true, subdirectory = "beside" }
`

func TestParsePylock(t *testing.T) {
	t.Parallel()
	got, err := lock.ParsePylock(everySource)
	if err != nil {
		t.Fatal(err)
	}
	want := &lock.Lock{
		Indexes: []lock.Index{{URL: "https://index.example/simple"}},
		Packages: []lock.Package{
			{Name: "typing-extensions", Version: "4.12.2", Line: 4,
				Marker: "(python_full_version < '3.13' or os_name == 'nt') and python_full_version >= '3.8' and python_full_version != '3.9.*'",
				Wheels: []lock.File{{Name: "typing_extensions-4.12.2-py3-none-any.whl", URL: "https://files.example/renamed", Size: 37438,
					Hashes: []string{"sha256:aa", "sha512:cc"}}}},
			{Name: "torch", Version: "2.1.0+cpu", Line: 12,
				Sdist: &lock.File{Name: "torch-2.1.0+cpu.tar.gz", Path: "vendor/torch.tar.gz", Hashes: []string{"sha256:00"}},
				Wheels: []lock.File{
					{Name: "torch-2.1.0+cpu-cp313-cp313-linux_x86_64.whl", Hashes: []string{"sha256:01"},
						URL: "https://files.example/a/torch-2.1.0%2Bcpu-cp313-cp313-linux_x86_64.whl"},
					{Name: "torch-2.1.0+cpu-cp312-cp312-linux_x86_64.whl", Hashes: []string{"sha256:02"},
						Path: "wheels/torch-2.1.0+cpu-cp312-cp312-linux_x86_64.whl"},
				}},
			{Name: "from-git", Line: 22,
				VCS: &lock.VCS{Type: "git", URL: "ssh://git@git.example/x", Commit: "0123", Subdirectory: "lib"}},
			{Name: "archived-wheel", Line: 26, Archive: &lock.File{Name: "archived_wheel-2-py3-none-any.whl",
				URL: "https://files.example/archived_wheel-2-py3-none-any.whl", Hashes: []string{"sha256:03"}}},
			{Name: "archived-source", Line: 30, Archive: &lock.File{Name: "main.zip", Path: "../vendor/main.zip",
				Hashes: []string{"sha256:04"}, Subdirectory: "python"}},
			{Name: "beside", Line: 34, Directory: &lock.Directory{Path: "libs/beside", Editable: true}},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestReadPylockFacts(t *testing.T) {
	t.Parallel()
	got, err := lock.ReadPylockFacts(`
lock-version = "1.1"
created-by = "poetry"
requires-python = ">=3.12"
environments = ["sys_platform == 'linux'"]
extras = ["pg"]
dependency-groups = ["dev", "docs"]
default-groups = ["poetry_default"]
`)
	want := lock.PylockFacts{
		CreatedBy: "poetry", RequiresPython: ">=3.12", Environments: []string{"sys_platform == 'linux'"},
		Extras: []string{"pg"}, DependencyGroups: []string{"dev", "docs"}, DefaultGroups: []string{"poetry_default"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if _, err := lock.ReadPylockFacts("packages = ["); err == nil {
		t.Error("no error of a broken lock")
	}
}

func entry(text string) string {
	return head + "\n[[packages]]\nname = \"six\"\nversion = \"1.17.0\"\n" + text + "\n"
}

// TestParsePylockErrors wants to be told what is wrong, and where.
func TestParsePylockErrors(t *testing.T) {
	t.Parallel()
	wheel := func(file, hashes string) string {
		return entry(`wheels = [{ url = "https://files.example/` + file + `", hashes = { ` + hashes + ` } }]`)
	}
	sdist := func(file string) string {
		return entry(`sdist = { url = "https://files.example/` + file + `", hashes = { sha256 = "00" } }`)
	}
	for _, tc := range []struct {
		text, want   string
		line, column int
	}{
		{"lock-version = \"1.0\"\npackages = [", "array is incomplete", 2, 12},
		{"lock-version = 1.0", "lock-version", 1, 16},
		{"", "lock-version is missing", 0, 0},
		{`lock-version = "2.0"`, "lock-version 2.0 is not supported", 0, 0},
		{head + "<<<<<<< HEAD\n=======\n>>>>>>> x\n", "merge conflict", 3, 1},
		{head + "\n[[packages]]\nversion = \"1\"\n", "a package has no name", 4, 1},
		{head + "\n[[packages]]\nname = \"../x\"\n", `"../x" is not the name`, 4, 1},
		{head + "\n[[packages]]\nname = \"x\"\nversion = \"one\"", `x: "one" is not a version`, 4, 1},
		{entry(""), "six has no wheels, sdist, archive, vcs or directory", 4, 1},
		{entry("directory = { path = \".\" }\nvcs = { type = \"git\", url = \"https://git.example\", commit-id = \"0\" }"), "more than one kind", 4, 1},
		{entry("requires-python = \"3.9\"\ndirectory = { path = \".\" }"), `requires-python has "3.9"`, 4, 1},
		{entry("requires-python = \"~=3\"\ndirectory = { path = \".\" }"), `requires-python "~=3"`, 4, 1},
		{wheel("six-1.17.0-py3-none-any.whl", ""), "no hash that can be trusted", 4, 1},
		{wheel("six-1.17.0-py3-none-any.whl", `md5 = "00"`), "no hash that can be trusted", 4, 1},
		{wheel("six-1.17.0-py3-none-any.whl", `sha256 = "00 --no-binary"`), "no hash that can be trusted", 4, 1},
		{wheel("sixx-1.17.0-py3-none-any.whl", `sha256 = "00"`), "six 1.17.0: the file sixx-1.17.0-py3-none-any.whl belongs to another", 4, 1},
		{wheel("six-1.16.0-py3-none-any.whl", `sha256 = "00"`), "belongs to another", 4, 1},
		{sdist("six-1.16.0.tar.gz"), "belongs to another", 4, 1},
		{sdist("other-1.17.0.tar.gz"), "belongs to another", 4, 1},
		{sdist(""), "is not the name of a file", 4, 1},
		{entry(`sdist = { hashes = { sha256 = "00" } }`), "neither url nor path", 4, 1},
		{entry(`sdist = { url = "file:///home/me/six-1.17.0.zip", hashes = { sha256 = "00" } }`), "on the machine that made the lock", 4, 1},
		{entry(`sdist = { path = 'C:\six-1.17.0.zip', hashes = { sha256 = "00" } }`), "on the machine that made the lock", 4, 1},
		{entry(`sdist = { url = "ftp://files.example/six-1.17.0.zip", hashes = { sha256 = "00" } }`), "cannot be fetched", 4, 1},
		{entry(`archive = { url = "https://files.example/seven-1.17.0-py3-none-any.whl", hashes = { sha256 = "00" } }`), "belongs to another", 4, 1},
		{entry(`directory = { path = "/home/me" }`), "on the machine that made the lock", 4, 1},
		{entry(`vcs = { type = "git", path = "../x", commit-id = "00" }`), "no url", 4, 1},
		{entry(`vcs = { type = "git", url = "https://git.example/x" }`), "no commit-id", 4, 1},
	} {
		_, err := lock.ParsePylock(tc.text)
		var e *lock.Error
		if !errors.As(err, &e) || !strings.Contains(e.Message, tc.want) || e.Line != tc.line || e.Column != tc.column {
			t.Errorf("%s\ngot  %#v\nwant %q at %d:%d", tc.text, e, tc.want, tc.line, tc.column)
		}
	}
}

// TestParsePylockAccepts has what looks wrong and is not.
func TestParsePylockAccepts(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		head,
		entry(`sdist = { url = "https://files.example/Six-1.17.zip", hashes = { sha256 = "00" } }`),
		entry(`wheels = [{ url = "https://files.example/no-wheel.whl", hashes = { sha256 = "00" } }]`),
		entry(`archive = { url = "https://files.example/main.zip", hashes = { sha256 = "00" } }`),
		head + "[[packages]]\nname = \"a.b\"\nsdist = { url = \"https://files.example/A-B-1.0-2.tar.gz\", hashes = { sha256 = \"00\" } }",
		head + "packages = [{ name = \"x\", directory = { path = \".\" } }]",
	} {
		if _, err := lock.ParsePylock(text); err != nil {
			t.Errorf("%s\n%v", text, err)
		}
	}
}

func readPylock(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata/pylock", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// FuzzParsePylock wants an answer or an *Error of every text.
func FuzzParsePylock(f *testing.F) {
	f.Add(everySource)
	f.Add(readPylock(f, "pip.toml"))
	f.Add(entry(`vcs = { type = "git", url = "https://git.example/x", commit-id = "00" }`))
	f.Add(entry(`wheels = [{ url = "https://files.example/six-1.17.0-py3-none-any.whl", hashes = { sha256 = "00" } }]`))
	f.Fuzz(func(t *testing.T, text string) {
		l, err := lock.ParsePylock(text)
		var e *lock.Error
		if err != nil && !errors.As(err, &e) {
			t.Errorf("%T: %v", err, err)
		}
		if err == nil {
			chosen, _ := l.For(debian)
			lock.Fragment(chosen, lock.FragmentOptions{})
		}
	})
}
