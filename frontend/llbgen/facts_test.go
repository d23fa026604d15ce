package llbgen

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
)

// facts runs a function of facts.py on a folder with this machine's Python, and reads what it answers.
func facts(t *testing.T, function, folder string, into any) {
	t.Helper()
	const program = `import json, sys; sys.path.insert(0, sys.argv[1]); import facts; json.dump(getattr(facts, sys.argv[2])(sys.argv[3]), sys.stdout)`
	cmd := exec.CommandContext(t.Context(), "python3", "-I", "-B", "-c", program, "steps", function, folder)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	if err := json.Unmarshal(out, into); err != nil {
		t.Fatal(err)
	}
}

// tree writes files below a new folder: by path, "-> x" a link to x, what is in bin executable unless its name has an extension.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		mode := os.FileMode(0o644)
		if strings.HasSuffix(filepath.Dir(name), "bin") && filepath.Ext(name) == "" {
			mode = 0o755
		}
		err := os.WriteFile(path, []byte(content), mode)
		if target, ok := strings.CutPrefix(content, "-> "); ok {
			_ = os.Remove(path)
			err = os.Symlink(target, path)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

const sitePackages = "lib/python3.13/site-packages/"

// environment reads the facts of files below site-packages, and of others with "/" before their names.
func environment(t *testing.T, files map[string]string) (venv string, env libs.Environment) {
	t.Helper()
	all := map[string]string{}
	for name, content := range files {
		if inner, ok := strings.CutPrefix(name, "/"); ok {
			all[inner] = content
		} else {
			all[sitePackages+name] = content
		}
	}
	venv = tree(t, all)
	facts(t, "environment_facts", venv, &env)
	return venv, env
}

func TestFactsOfObjects(t *testing.T) {
	t.Parallel()
	venv, env := environment(t, map[string]string{
		"numpy-2.0.dist-info/RECORD":               "numpy/_a.cpython-313-x86_64-linux-gnu.so,sha256=x,1\n\"numpy.libs/libblas,1.so.0.3\",,\n../../../bin/f2py,,\n",
		"numpy/_a.cpython-313-x86_64-linux-gnu.so": string(elfFile{machine: 62, wide: true, needed: []string{"libblas,1.so.0.3", "libc.so.6"}, rpath: "/old", runpath: "$ORIGIN/../numpy.libs::/usr/lib"}.bytes()),
		"numpy.libs/libblas,1.so.0.3":              string(elfFile{machine: 62, wide: true, soname: "libblas.so.0", rpath: longPath}.bytes()),
		"Some_Thing.Else-1.0rc1.dist-info/RECORD":  "s390x.abi3.so,,\nlost.so,,\n",
		"s390x.abi3.so":                            string(elfFile{machine: 22, wide: true, big: true, needed: []string{"libc.so.6"}}.bytes()),
		"vendored/inner-1.0.dist-info/RECORD":      "arm.so,,\n",
		"vendored/arm.so":                          string(elfFile{machine: 40, soname: "libarm.so"}.bytes()),
		"vendored/mips.so.1":                       string(elfFile{machine: 8, big: true, needed: []string{"libc.so.0"}}.bytes()),
		"cut.so":                                   x86("libc.so.6")[:100],
		"nameless.so":                              string(elfFile{machine: 62, wide: true, needed: []string{"libc.so.6"}, noTables: true}.bytes()),
		"script.so":                                "INPUT(libc.so.6)",
		"empty.so":                                 "",
		"elf.so.py":                                "x = 1",
		"data/elf.bin":                             x86(),
		"/bin/f2py":                                "#!/app/.venv/bin/python\n",
		"/bin/ruff":                                string(elfFile{machine: 62, wide: true, static: true}.bytes()),
		"/bin/python":                              "-> /bin/sh",
		"linked.so":                                "-> vendored/arm.so",
		"dangling.so":                              "-> nowhere.so",
		"/lib64":                                   "-> lib",
		"/share/x/libshared.so":                    x86(),
	})
	site := venv + "/" + sitePackages
	want := []libs.Object{
		{Path: venv + "/bin/ruff", Machine: 62, Class: 64},
		{Path: site + "cut.so", Broken: true},
		{Path: site + "linked.so", Machine: 40, Class: 32, Soname: "libarm.so"},
		{Path: site + "nameless.so", Broken: true},
		{Path: site + "numpy.libs/libblas,1.so.0.3", Package: "numpy", Machine: 62, Class: 64, Soname: "libblas.so.0",
			Runpath: []string{"$ORIGIN/../nvidia/cublas/lib", "$ORIGIN/../last"}},
		{Path: site + "numpy/_a.cpython-313-x86_64-linux-gnu.so", Package: "numpy", Machine: 62, Class: 64,
			Needed: []string{"libblas,1.so.0.3", "libc.so.6"}, Runpath: []string{"$ORIGIN/../numpy.libs", "/usr/lib"}},
		{Path: site + "s390x.abi3.so", Package: "some-thing-else", Machine: 22, Class: 64, Needed: []string{"libc.so.6"}},
		{Path: site + "vendored/arm.so", Machine: 40, Class: 32, Soname: "libarm.so"},
		{Path: site + "vendored/mips.so.1", Machine: 8, Class: 32, Needed: []string{"libc.so.0"}},
		{Path: venv + "/share/x/libshared.so", Machine: 62, Class: 64},
	}
	for i, o := range env.Objects {
		o.Needed, o.Runpath = slices.Clip(slices.Concat(o.Needed)), slices.Concat(o.Runpath) // empty or missing is one
		if i >= len(want) || !reflect.DeepEqual(o, want[i]) {
			t.Errorf("object is %+v", o)
		}
	}
	if len(env.Objects) != len(want) {
		t.Errorf("%d objects, want %d", len(env.Objects), len(want))
	}
}

// TestFactsOfCutFiles wants every file that ends too early to count as broken, wherever it ends.
func TestFactsOfCutFiles(t *testing.T) {
	t.Parallel()
	whole := elfFile{machine: 22, wide: true, big: true, soname: "a.so", needed: []string{"libc.so.6"}}.bytes()
	files := map[string]string{}
	for i := range whole {
		files["cut"+strconv.Itoa(i)+".so"] = string(whole[:i])
	}
	_, env := environment(t, files)
	if len(env.Objects) != len(whole)-4 { // shorter ones are no ELF files
		t.Errorf("%d objects of %d files", len(env.Objects), len(whole))
	}
	for _, o := range env.Objects {
		if !o.Broken {
			t.Errorf("%s counts as whole", o.Path)
		}
	}
}

// TestFactsOfDamagedFiles wants an answer for every file, whatever is in it.
func TestFactsOfDamagedFiles(t *testing.T) {
	t.Parallel()
	whole := elfFile{machine: 62, wide: true, soname: "a.so", needed: []string{"libc.so.6"}}.bytes()
	files := map[string]string{}
	for i := 4; i < len(whole); i++ {
		damaged := slices.Clone(whole)
		damaged[i] ^= 0xff
		files["damaged"+strconv.Itoa(i)+".so"] = string(damaged)
	}
	if _, env := environment(t, files); len(env.Objects) != len(files) {
		t.Errorf("%d objects of %d files", len(env.Objects), len(files))
	}
}

func TestFactsOfModules(t *testing.T) {
	t.Parallel()
	_, env := environment(t, map[string]string{
		"shop-1.0.dist-info/RECORD": "shop/__init__.py,,\n../../../bin/shop,,\n../../../bin/python-argcomplete,,\n../../../bin/gone,,\n../../../bin/sub/x,,\n",
		"shop/__init__.py":          "", "shop/__main__.py": "", "shop/web/views/api/v1.py": "", "shop/data/table.csv": "", "shop/tests/test_a.py": "",
		"shop/py.typed": "", "shop/my-data/x.py": "", "shop/_fast.cpython-313-x86_64-linux-gnu.so": x86(), "shop/_abi.abi3.so": x86(), "shop/_bare.so": x86(),
		"shop/lib.so.1": x86(), "shop/__pycache__/web.cpython-313.pyc": "", "shop/sourceless.pyc": "",
		"google/cloud/storage/__init__.py": "", "google/cloud/storage/__main__.py": "", "a/b/c/d/__main__.py": "", "six.py": "", "test/support.py": "",
		"/bin/shop": "", "/bin/python-argcomplete": "", "/bin/activate": "", "/bin/sub/x": "",
	})
	wantModules := strings.Fields("a a.b a.b.c google google.cloud google.cloud.storage shop shop._abi shop._bare shop._fast shop.sourceless" +
		" shop.web shop.web.views six")
	if !slices.Equal(env.Modules, wantModules) {
		t.Errorf("modules are %q", env.Modules)
	}
	if !slices.Equal(env.Mains, []string{"google.cloud.storage", "shop"}) {
		t.Errorf("packages to run are %q", env.Mains)
	}
	if !slices.Equal(env.Scripts, []string{"python-argcomplete", "shop"}) {
		t.Errorf("scripts are %q", env.Scripts)
	}
}

func TestFactsOfPurity(t *testing.T) {
	t.Parallel()
	for wheel, pure := range map[string]bool{
		"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py2-none-any\nTag: py3-none-any\n": true,
		"Root-Is-Purelib: true\r\nTag: py3-none-any\r\n":                                    true,
		"Root-Is-Purelib: false\nTag: py3-none-any\n":                                       false,
		"Root-Is-Purelib: true\nTag: py3-none-manylinux_2_17_x86_64\n":                      false,
		"": true,
	} {
		_, env := environment(t, map[string]string{"a-1.dist-info/RECORD": "", "b-1.dist-info/RECORD": "", "b-1.dist-info/WHEEL": wheel})
		if env.Pure != pure {
			t.Errorf("%q: pure is %t", wheel, env.Pure)
		}
	}
}

// TestFactsOfClaims goes down to what is a package's own, and leaves out metadata and bytecode.
func TestFactsOfClaims(t *testing.T) {
	t.Parallel()
	_, env := environment(t, map[string]string{
		"Big.Thing-1.dist-info/RECORD": strings.Join([]string{
			"big/__init__.py", "big/sub/__init__.py", "big/data.csv", "big/__pycache__/__init__.cpython-313.pyc", "one.py", "__pycache__/one.cpython-313.pyc",
			"google/cloud/big/__init__.py", "google/cloud/big/x/y.py", "google/cloud/single.py", "compiled/__init__.cpython-313-x86_64-linux-gnu.so",
			"compiled/x.so", "big.libs/libx-1.so", "Big.Thing-1.dist-info/RECORD", "Big.Thing-1.dist-info/licenses/LICENSE", "initial/__initial.py",
			"../../../bin/big", "../../../share/big/icon.svg", "../../../etc/__init__/__init__.py", `"with,comma.py"`,
		}, ",,\n"),
		"root-1.dist-info/RECORD": "__init__.py,,\nx/y.py,sha256=x,1\n",
	})
	const lib = "lib/python3.13/site-packages/"
	want := map[string][]string{
		"big-thing": {
			"bin/big", "etc/__init__/__init__.py", lib + "big", lib + "big.libs/libx-1.so", lib + "compiled", lib + "google/cloud/big",
			lib + "google/cloud/single.py", lib + "initial/__initial.py", lib + "one.py", lib + "with,comma.py", "share/big/icon.svg",
		},
		"root": {lib + "__init__.py", lib + "x/y.py"},
	}
	if !reflect.DeepEqual(env.Claims, want) {
		t.Errorf("got %q, want %q", env.Claims, want)
	}
}
