package llbgen

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/spec"
)

// runStep runs one of the steps with this machine's Python.
func runStep(t *testing.T, step string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "python3", append([]string{"-B", "steps/" + step + ".py"}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", step, args, err, out)
	}
	return string(out)
}

func answer(t *testing.T, file string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestOwnBase tells of this machine what there is to tell.
func TestOwnBase(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	runStep(t, "base", "own", out)
	got := answer(t, filepath.Join(out, "own.json"))
	python, _ := exec.LookPath("python3")
	python, _ = filepath.EvalSymlinks(python)
	version, err := exec.CommandContext(t.Context(), "python3", "-V").Output()
	if err != nil {
		t.Fatal(err)
	}
	if real, _ := filepath.EvalSymlinks(got["executable"].(string)); real != python && !strings.Contains(python, "pyenv") {
		t.Errorf("Python is %s, want %s", real, python)
	}
	if "Python "+got["version"].(string) != strings.TrimSpace(string(version)) || got["implementation"] != "CPython" || got["freeThreaded"] != false {
		t.Errorf("got %v", got)
	}
	if _, err := os.Stat(filepath.Join(got["stdlib"].(string), "os.py")); err != nil {
		t.Error(err)
	}
}

// TestOtherBase looks at images that cannot be run.
func TestOtherBase(t *testing.T) {
	t.Parallel()
	library := tree(t, map[string]string{"os.py": "a", "json/decoder.py": "b", "test/a.py": "c", "_sysconfigdata_x.py": "d"})
	lib := strings.TrimPrefix(library, "/") // the same place in each root
	debian := map[string]string{
		"opt/py/bin/python3": "", lib + "/os.py": "a", lib + "/json/decoder.py": "b",
		"var/lib/dpkg/status": "", "etc/os-release": "-> ../usr/lib/os-release", "usr/lib/os-release": "ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\nVERSION_CODENAME=noble\n",
		"lib": "-> usr/lib", "usr/lib/s390x-linux-gnu/libc.so.6": "\x7fELF\x00GNU C Library (Ubuntu GLIBC 2.39-0ubuntu8) stable release version 2.39.\n",
	}
	same := map[string]any{"python": true, "closed": "", "differs": "", "packages": true, "distribution": "debian", "release": "noble",
		"glibc": []any{2.0, 39.0}, "musl": []any{0.0, 0.0}}
	for name, tc := range map[string]struct {
		files map[string]string
		want  map[string]any
	}{
		"the same":       {nil, nil},
		"no interpreter": {map[string]string{"opt/py/bin/python3": "-> /bin/python3"}, map[string]any{"python": false}},
		"another patch":  {map[string]string{lib + "/json/decoder.py": "B"}, map[string]any{"differs": "json/decoder.py"}},
		"no library":     {map[string]string{lib: "-> /nowhere"}, map[string]any{"differs": "os.py"}},
		"less of it":     {map[string]string{lib + "/json": ""}, nil},
		"Alpine": {map[string]string{
			"usr/lib/os-release": "ID=alpine\nVERSION_ID=3.22.1\n", "usr/lib/ld-musl-x86_64.so.1": "", "usr/lib/s390x-linux-gnu/libc.so.6": "-> none",
		}, map[string]any{"distribution": "alpine", "release": "3.22", "glibc": []any{0.0, 0.0}, "musl": []any{1.0, 2.0}}},
		"Alpine that moves": {map[string]string{"usr/lib/os-release": "ID=postmarketos\nID_LIKE=alpine\nVERSION_ID=\"v24.06\"\n"},
			map[string]any{"distribution": "alpine", "release": "24.06"}},
		"Debian without a name": {map[string]string{"usr/lib/os-release": "ID=kin\nID_LIKE=debian\nVERSION_ID=12\n"},
			map[string]any{"release": "kin12"}},
		"no records of packages": {map[string]string{"var/lib/dpkg/status": "-> status.d"}, map[string]any{"packages": false}},
		"another": {map[string]string{"usr/lib/os-release": "ID='rocky'\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=9.4\n"},
			map[string]any{"distribution": "rocky", "release": "9.4"}},
		"none that says so": {map[string]string{"usr/lib/os-release": "-> none"}, map[string]any{"distribution": "", "release": ""}},
	} {
		files, want := map[string]string{}, map[string]any{}
		for path, content := range debian {
			covered := slices.ContainsFunc(slices.Collect(maps.Keys(tc.files)), func(over string) bool { return strings.HasPrefix(path, over+"/") })
			if !covered {
				files[path] = content
			}
		}
		maps.Copy(files, tc.files)
		maps.Copy(want, same)
		maps.Copy(want, tc.want)
		root, out := tree(t, files), t.TempDir()
		runStep(t, "base", "other", root, "/opt/py/bin/python3", library, out)
		if got := answer(t, filepath.Join(out, "other.json")); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v\nwant %v", name, got, want)
		}
	}
}

// TestClosedFolder finds an interpreter that only root can reach.
func TestClosedFolder(t *testing.T) {
	t.Parallel()
	root, out := tree(t, map[string]string{"root/py/bin/python3": ""}), t.TempDir()
	if err := os.Chmod(filepath.Join(root, "root"), 0o700); err != nil {
		t.Fatal(err)
	}
	runStep(t, "base", "other", root, "/root/py/bin/python3", "/root/py/lib", out)
	if got := answer(t, filepath.Join(out, "other.json"))["closed"]; got != "/root" {
		t.Errorf("got %v", got)
	}
}

// TestInterpreter runs every step by the Python that was found.
func TestInterpreter(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	g.Interpreter = "/opt/py/bin/python3.13"
	eachStep(t, g, func(t *testing.T, step op) {
		if args := step.GetExec().Meta.Args; args[0] != g.Interpreter {
			t.Errorf("%q runs %q", step.name, args)
		}
	})
	own := graph(t, marshalState(t, g.OwnBase(llb.Image("a"), "base"), "amd64"))
	if args := own[len(own)-1].GetExec().Meta.Args; args[0] != "python3" {
		t.Errorf("before it is found, %q runs", args)
	}
}

// TestSearchPath looks for programs where the image of somebody's has them.
func TestSearchPath(t *testing.T) {
	t.Parallel()
	root, out := tree(t, map[string]string{"opt/shop/bin/shop": "", "usr/bin/ls": "", "etc/x": ""}), t.TempDir()
	for path, want := range map[string][]any{"/app/.venv/bin:/opt/shop/bin:": {"shop"}, "": {"ls"}} {
		runStep(t, "look", "base", root, out, path)
		if got := answer(t, filepath.Join(out, "base.json"))["programs"]; !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %v, want %v", path, got, want)
		}
	}
	p := requestOf(t, "worker").plan(t)
	if got := searchPath(p); got != nil {
		t.Errorf("the path of an official image is %q", got)
	}
	p.Spec.Base.Kind = spec.BaseImage
	if got := searchPath(p); !reflect.DeepEqual(got, []string{p.Image.Env[0].Value}) {
		t.Errorf("got %q", got)
	}
}
