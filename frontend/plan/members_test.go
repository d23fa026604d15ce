package plan

import (
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// workspaceLock is a uv.lock with each kind of package of the context.
const workspaceLock = `version = 1

[manifest]
members = ["api", "core"]

[[package]]
name = "anyio"
version = "4.16.0"
source = { registry = "https://index.example/simple" }

[[package]]
name = "api"
version = "2.1.0"
source = { editable = "packages/api" }
dependencies = [
    { name = "core" },
]

[[package]]
name = "core"
source = { virtual = "packages/core" }

[[package]]
name = "my.money"
version = "0.2.0"
source = { directory = "../money" }

[[package]]
name = "ticker"
version = "0.3.0"
source = { path = "vendor/ticker-0.3.0.tar.gz" }

[[package]]
name = "shop"
version = "1.0"
source = { editable = "." }
`

func TestLocalSources(t *testing.T) {
	t.Parallel()
	want := []LocalSource{
		{"api", "packages/api", false}, {"core", "packages/core", false}, {"my-money", "../money", false},
		{"ticker", "vendor/ticker-0.3.0.tar.gz", true}, {"shop", ".", false},
	}
	if got := LocalSources(workspaceLock); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := LocalSources(""); len(got) > 0 {
		t.Errorf("got %v of no lock", got)
	}
}

// TestMemberManifests are what uv compares a lock with, whether or not the lock knows it yet.
func TestMemberManifests(t *testing.T) {
	t.Parallel()
	got := MemberManifests(workspaceLock, &pyproject.Project{Workspace: []string{"packages/*"}})
	want := []string{
		"../money/pyproject.toml", "../money/setup.cfg", "../money/setup.py",
		"packages/*/pyproject.toml",
		"packages/api/pyproject.toml", "packages/api/setup.cfg", "packages/api/setup.py",
		"packages/core/pyproject.toml", "packages/core/setup.cfg", "packages/core/setup.py",
		"vendor/ticker-0.3.0.tar.gz",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	single := "[[package]]\nname = \"shop\"\nversion = \"1\"\nsource = { editable = \".\" }\n"
	if got := MemberManifests(single, nil); len(got) > 0 {
		t.Errorf("got %q for a project alone", got)
	}
}

// TestFindMember goes by the names in the lock.
func TestFindMember(t *testing.T) {
	t.Parallel()
	files := ProjectFiles{"uv.lock": workspaceLock}
	for name, want := range map[string]string{"api": "packages/api", "my-money": "../money", "shop": "."} {
		if got, ds := FindMember(files, name); got != want || len(ds) > 0 {
			t.Errorf("%s: got %q, %q, want %s", name, got, ds.Text(""), want)
		}
	}
	_, ds := FindMember(files, "cor")
	wantOne(t, ds, "package", "cor is not in uv.lock, which has api, core, my-money, shop", `did you mean "core"?`)
	_, ds = FindMember(files, "ticker")
	wantOne(t, ds, "package", "ticker is not in uv.lock")
	_, ds = FindMember(ProjectFiles{"poetry.lock": ""}, "api")
	wantOne(t, ds, "package", "no uv.lock with packages of a workspace", "leave `package` out")
}

// TestLocksAbove are where a workspace may have its lock, up to the context.
func TestLocksAbove(t *testing.T) {
	t.Parallel()
	for project, want := range map[string][]string{
		".": nil, "": nil, "api": {"../uv.lock"}, "packages/api/": {"../uv.lock", "../../uv.lock"},
	} {
		if got := LocksAbove(project); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", project, got, want)
		}
	}
}

// TestScriptOf is the file whose comment may name dependencies.
func TestScriptOf(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		args []string
		want string
	}{
		{[]string{"python", "main.py"}, "main.py"},
		{[]string{"python3.13", "-u", "./bin/../bin/main.py", "other.py"}, "bin/main.py"},
		{[]string{"/app/.venv/bin/python", "main.py"}, "main.py"},
		{[]string{"./main.py", "--once"}, "main.py"},
		{[]string{"python", "-m", "tool", "main.py"}, ""},
		{[]string{"uvicorn", "main.py"}, ""},
		{[]string{"python", "/opt/main.py"}, ""},
		{[]string{"python", "../main.py"}, ""},
		{[]string{"python", "-c", "import main"}, ""},
		{nil, ""},
	} {
		if got := ScriptOf(tc.args); got != tc.want {
			t.Errorf("%q: got %q, want %q", tc.args, got, tc.want)
		}
	}
}
