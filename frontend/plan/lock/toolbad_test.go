package lock

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec"
)

// toolProject is a project in testdata: its lock file, its manifest, and what reads them.
type toolProject struct {
	lock, manifest string
	parse          func(text, manifest string, groups spec.Groups) (*Lock, error)
}

func poetryProject(t *testing.T, name string) toolProject {
	t.Helper()
	folder := filepath.Join("testdata", "poetry", name)
	return toolProject{toolRead(t, folder, "poetry.lock"), toolRead(t, folder, "pyproject.toml"), parsePoetry}
}

// parsePoetry reads a lock for one environment, which only matters to one of an old format.
func parsePoetry(text, manifest string, groups spec.Groups) (*Lock, error) {
	return ParsePoetry(text, manifest, groups, []marker.Environment{{PythonFullVersion: "3.12.1", Machine: "x86_64"}})
}

func pdmProject(t *testing.T, name string) toolProject {
	t.Helper()
	folder := filepath.Join("testdata", "pdm", name)
	return toolProject{toolRead(t, folder, "pdm.lock"), toolRead(t, folder, "pyproject.toml"), ParsePDM}
}

func pipfileProject(t *testing.T, name string) toolProject {
	t.Helper()
	folder := filepath.Join("testdata", "pipfile", name)
	return toolProject{toolRead(t, folder, "Pipfile.lock"), toolRead(t, folder, "Pipfile"), ParsePipfile}
}

// read parses the lock as it is, for a choice of groups.
func (p toolProject) read(t *testing.T, groups spec.Groups) *Lock {
	t.Helper()
	out, err := p.parse(p.lock, p.manifest, groups)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// toolFault is a change of a lock and what it is to be answered with.
type toolFault struct {
	name, old, new string
	at             string // the text whose line is named; empty: no line is
	message        string
	remedy         string
}

// toolFaults checks the answers to faults. A text that is replaced must be in the lock.
func toolFaults(t *testing.T, p toolProject, faults []toolFault) {
	t.Helper()
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(p.lock, f.old) {
				t.Fatalf("%q is not in the lock", f.old)
			}
			text := strings.Replace(p.lock, f.old, f.new, 1)
			_, err := p.parse(text, p.manifest, spec.Groups{})
			var problem *Error
			if !errors.As(err, &problem) {
				t.Fatalf("got %v, want an *Error", err)
			}
			if !strings.Contains(problem.Message, f.message) || !strings.Contains(problem.Remedy, f.remedy) || problem.Remedy == "" {
				t.Errorf("got %q, remedy %q", problem.Message, problem.Remedy)
			}
			if want := lineIn(text, f.at); problem.Line != want {
				t.Errorf("line %d, want %d", problem.Line, want)
			}
		})
	}
}

// lineIn is the line on which a text begins; 0 for an empty one.
func lineIn(text, part string) int {
	if part == "" {
		return 0
	}
	before, _, _ := strings.Cut(text, part)
	return strings.Count(before, "\n") + 1
}

func TestPoetryFaults(t *testing.T) {
	t.Parallel()
	toolFaults(t, poetryProject(t, "shop"), []toolFault{
		{name: "conflict", old: "[[package]]\nname = \"click\"", new: "<<<<<<< HEAD\n[[package]]\nname = \"click\"", at: "<<<<<<<", message: "merge conflict", remedy: "poetry lock"},
		{name: "conflict's middle", old: "[[package]]\nname = \"click\"", new: "=======\r\n[[package]]\nname = \"click\"", at: "=======", message: "merge conflict", remedy: "poetry lock"},
		{name: "newer", old: `lock-version = "2.1"`, new: `lock-version = "3.0"`, message: "format 3.0", remedy: "newer release"},
		{name: "no format", old: `lock-version = "2.1"`, new: "", message: "no lock-version", remedy: "poetry lock"},
		{name: "odd format", old: `lock-version = "2.1"`, new: `lock-version = "two"`, message: "no lock-version", remedy: "poetry lock"},
		{name: "wrong type", old: `version = "8.5.1"`, new: `version = 8`, at: "version = 8\n", message: "cannot be read", remedy: "poetry lock"},
		{name: "not TOML", old: `version = "8.5.1"`, new: `version = `, at: "version = \n", message: "cannot be read", remedy: "poetry lock"},
		{name: "marker's type", old: "\n" + `markers = "sys_platform == \"win32\""`, new: "\n" + `markers = 3`, at: "[[package]]\nname = \"pywin32-ctypes\"", message: "neither a text", remedy: "poetry lock"},
		{name: "marker", old: "\n" + `markers = "sys_platform == \"win32\""`, new: "\n" + `markers = "sys_platform = = win32"`, at: "[[package]]\nname = \"pywin32-ctypes\"", message: "marker that is none", remedy: "poetry lock"},
		{name: "marker's end", old: "\n" + `markers = "sys_platform == \"win32\""`, new: "\n" + `markers = "(sys_platform == 'win32'"`, at: "[[package]]\nname = \"pywin32-ctypes\"", message: "marker that is none", remedy: "poetry lock"},
		{name: "no files", old: `    {file = "click-8.5.1-py3-none-any.whl", hash = "sha256:8bb5376d2006950386f8c6427613334a2acadc5f559cb80e638d00b4df957e37"},
    {file = "click-8.5.1.tar.gz", hash = "sha256:9bbfada76703fd1d784b83eea012e3e8c6a001a876543ef104fa56aaaeb072b4"},
`, new: "", at: "[[package]]\nname = \"click\"", message: "no hashes of click", remedy: "poetry lock"},
		{name: "weak hashes", old: `    {file = "click-8.5.1-py3-none-any.whl", hash = "sha256:8bb5376d2006950386f8c6427613334a2acadc5f559cb80e638d00b4df957e37"},
    {file = "click-8.5.1.tar.gz", hash = "sha256:9bbfada76703fd1d784b83eea012e3e8c6a001a876543ef104fa56aaaeb072b4"},
`, new: `    {file = "click-8.5.1.tar.gz", hash = "md5:0123456789abcdef0123456789abcdef"},
`, at: "[[package]]\nname = \"click\"", message: "no hash of click that is safe", remedy: "poetry lock"},
		{name: "file name", old: `"click-8.5.1.tar.gz"`, new: `"../click-8.5.1.tar.gz"`, at: "[[package]]\nname = \"click\"", message: "none of a package", remedy: "poetry lock"},
		{name: "file without a hash", old: `, hash = "sha256:9bbfada76703fd1d784b83eea012e3e8c6a001a876543ef104fa56aaaeb072b4"`, at: "[[package]]\nname = \"click\"", message: "no hash of click-8.5.1.tar.gz", remedy: "poetry lock"},
		{name: "another version", old: `version = "8.5.1"`, new: `version = "8.5.2"`, at: "[[package]]\nname = \"click\"", message: "for click 8.5.2 a file of another package or version: click-8.5.1", remedy: "poetry lock"},
		{name: "name", old: `name = "click"`, new: `name = "-r x"`, at: "[[package]]\nname = \"-r x\"", message: "without a package's name", remedy: "poetry lock"},
		{name: "version", old: `version = "8.5.1"`, new: `version = "8 --pre"`, at: "[[package]]\nname = \"click\"", message: "no proper version of click", remedy: "poetry lock"},
		{name: "no version", old: `version = "8.5.1"`, new: "", at: "[[package]]\nname = \"click\"", message: "no version of click", remedy: "poetry lock"},
		{name: "source", old: `type = "legacy"`, new: `type = "ipfs"`, at: "[[package]]\nname = \"six\"", message: `unknown type "ipfs"`, remedy: "poetry lock"},
		{name: "path", old: `url = "vendor/greet"`, new: `url = "/vendor/greet"`, at: "[[package]]\nname = \"greet\"", message: "outside the project", remedy: "poetry lock"},
		{name: "commit", old: "type = \"directory\"\n", new: "type = \"git\"\nresolved_reference = \"main\"\n", at: "[[package]]\nname = \"greet\"", message: "no commit of greet", remedy: "poetry lock"},
		{name: "stale", old: "content-hash = \"8", new: "content-hash = \"9", message: "poetry.lock does not match pyproject.toml", remedy: "run `poetry lock` and commit poetry.lock"},
		{name: "no hash of the project", old: "content-hash = ", new: "content-hush = ", message: "does not match pyproject.toml", remedy: "poetry lock"},
	})
}

func TestPDMFaults(t *testing.T) {
	t.Parallel()
	toolFaults(t, pdmProject(t, "local"), []toolFault{
		{name: "conflict", old: "[[package]]\nname = \"click\"", new: ">>>>>>> other\n[[package]]\nname = \"click\"", at: ">>>>>>>", message: "merge conflict", remedy: "pdm lock"},
		{name: "newer", old: `lock_version = "4.5.1"`, new: `lock_version = "5.0"`, message: "format 5.0", remedy: "newer release"},
		{name: "newer second number", old: `lock_version = "4.5.1"`, new: `lock_version = "4.6.0"`, message: "format 4.6.0", remedy: "newer release"},
		{name: "older", old: `lock_version = "4.5.1"`, new: `lock_version = "3.1"`, message: "old format 3.1", remedy: "pdm lock"},
		{name: "no format", old: `lock_version = "4.5.1"`, new: "", message: "no lock_version", remedy: "pdm lock"},
		{name: "without groups", old: `strategy = ["inherit_metadata"]`, new: `strategy = []`, message: "which groups and markers", remedy: "run `pdm lock -S inherit_metadata` and commit pdm.lock"},
		{name: "not locked", old: `"docs", "edit"`, new: `"docs"`, message: "made without the group edit", remedy: "pdm lock -G :all"},
		{name: "other system", old: "requires_python = \">=3.10,<3.15\"\n", new: "platform = \"windows_amd64\"\n", message: "is for windows_amd64, not for Linux", remedy: "pdm lock --append --platform linux"},
		{name: "wrong type", old: `groups = ["test"]`, new: `groups = "test"`, at: `groups = "test"`, message: "cannot be read", remedy: "pdm lock"},
		{name: "marker", old: `marker = "sys_platform == \"win32\""`, new: `marker = "sys_platform and win32"`, at: "[[package]]\nname = \"pywin32-ctypes\"", message: "marker that is none", remedy: "pdm lock"},
		{name: "no hashes", old: `    {file = "click-8.5.1-py3-none-any.whl", hash = "sha256:8bb5376d2006950386f8c6427613334a2acadc5f559cb80e638d00b4df957e37"},
    {file = "click-8.5.1.tar.gz", hash = "sha256:9bbfada76703fd1d784b83eea012e3e8c6a001a876543ef104fa56aaaeb072b4"},
`, new: "", at: "[[package]]\nname = \"click\"", message: "no hashes of click", remedy: "pdm lock"},
		{name: "archive without hash", old: `    {file = "pluggy-1.5.0-py3-none-any.whl", hash = "sha256:44e1ad92c8ca002de6377e165f3e0f1be63266ab4d554740532335b9d75ea669"},
`, new: "", at: "[[package]]\nname = \"pluggy\"", message: "no hash of pluggy", remedy: "pdm lock"},
		{name: "path", old: `path = "./vendor/greet"`, new: `url = "file:///elsewhere/greet"`, at: "[[package]]\nname = \"greet\"", message: "outside the project", remedy: "pdm lock"},
		{name: "commit", old: `path = "./vendor/greet"`, new: `git = "https://git.example/greet.git"`, at: "[[package]]\nname = \"greet\"", message: "no commit of greet", remedy: "pdm lock"},
		{name: "stale", old: "content_hash = \"sha256:0", new: "content_hash = \"sha256:1", message: "pdm.lock does not match pyproject.toml", remedy: "run `pdm lock` and commit pdm.lock"},
	})
}

func TestPipfileFaults(t *testing.T) {
	t.Parallel()
	toolFaults(t, pipfileProject(t, "shop"), []toolFault{
		{name: "conflict", old: `        "click": {`, new: "<<<<<<< HEAD\n        \"click\": {", at: "<<<<<<<", message: "merge conflict", remedy: "merge Pipfile first, then run `pipenv lock` and commit Pipfile.lock"},
		{name: "newer", old: `"pipfile-spec": 6`, new: `"pipfile-spec": 7`, message: "format 7", remedy: "newer release"},
		{name: "not JSON", old: `"version": "==8.5.1"`, new: `"version": ==8.5.1`, at: `"version": ==8.5.1`, message: "cannot be read", remedy: "pipenv lock"},
		{name: "wrong type", old: `"version": "==8.5.1"`, new: `"version": 8`, at: `"version": 8`, message: "version has the wrong type", remedy: "pipenv lock"},
		{name: "wrong type of sources", old: `"pipfile-spec": 6`, new: `"pipfile-spec": "six"`, at: `"pipfile-spec": "six"`, message: "pipfile-spec has the wrong type", remedy: "pipenv lock"},
		{name: "no table", old: `"docs": {`, new: `"more": [1], "docs": {`, at: `"more": [1]`, message: "has under more no table of packages", remedy: "pipenv lock"},
		{name: "no entry", old: `"docs": {`, new: `"docs": {"x": 3,`, at: `"docs": {"x": 3,`, message: "has for x neither a version nor a table", remedy: "pipenv lock"},
		{name: "no meta", old: `"_meta"`, new: `"meta"`, message: "no _meta", remedy: "pipenv lock"},
		{name: "no hashes", old: `"sha256:8bb5376d2006950386f8c6427613334a2acadc5f559cb80e638d00b4df957e37",
                "sha256:9bbfada76703fd1d784b83eea012e3e8c6a001a876543ef104fa56aaaeb072b4"`, new: "", at: `"click": {`, message: "no hashes of click", remedy: "pipenv lock"},
		{name: "a version alone", old: `"colorama": {
            "markers": "sys_platform == 'win32'",
            "version": "*"
        }`, new: `"colorama": "==0.4.6"`, at: `"colorama": "==0.4.6"`, message: "no hashes of colorama", remedy: "pipenv lock"},
		{name: "no version and no marker", old: `"markers": "python_version >= '3.10'",
            "version": "==8.5.1"`, new: `"version": "*"`, at: `"click": {`, message: "no version of click, because it was locked on another system", remedy: "lock on Linux"},
		{name: "stale", old: `"sha256": "8`, new: `"sha256": "9`, message: "Pipfile.lock does not match Pipfile", remedy: "run `pipenv lock` and commit Pipfile.lock"},
	})
}
