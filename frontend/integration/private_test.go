package integration

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// The packages of these tests. No public index has their names, so that whatever falls back to one finds nothing.
const (
	hello = "rigged-hello"
	adieu = "rigged-adieu"
)

// A private project is one whose packages come from servers of the test's own. It prints what they say.
type private struct {
	dir     string
	machine rig.Machine // trusts the servers
}

// newPrivate writes a project that prints what the packages say; spec is what its pyapp.yaml has from line 4 on. Builds
// trust the authority, if there is one.
func newPrivate(t *testing.T, a *rig.Authority, spec string, files map[string]string, packages ...string) private {
	t.Helper()
	p := private{dir: filepath.Join(t.TempDir(), "private"), machine: rig.Find(t)}
	if a != nil {
		p.machine.CA = a.Bundle(t)
	}
	rig.Write(t, p.dir, rig.SpecFile, "# syntax="+p.machine.Frontend+"\npython: \"3.13\"\nentrypoint: [python, main.py]\n"+spec)
	program := ""
	for _, name := range packages {
		module := moduleOf(name)
		program += "import " + module + "\nprint(" + module + ".hello())\n"
	}
	rig.Write(t, p.dir, "main.py", program)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		rig.Write(t, p.dir, name, files[name])
	}
	return p
}

// build is that of the project, in this process and to be pushed under a name that nothing has.
func (p private) build(t *testing.T, secrets map[string]string) rig.Build {
	t.Helper()
	b := rig.Build{Mode: rig.InProcess, Dir: p.dir, Name: fmt.Sprintf("%s-%d", rig.RepositoryName(t), rand.Int()), Secrets: map[string][]byte{}}
	for id, value := range secrets {
		b.Secrets[id] = []byte(value)
	}
	return b
}

// wantRun builds the project and wants its image to print the lines, and nothing else.
func (p private) wantRun(t *testing.T, b rig.Build, lines ...string) *rig.Result {
	t.Helper()
	result := mustBuild(t, p.machine, b)
	out, err := rig.Output(t, p.machine.Load(t, result.Reference, pythonBase), nil)
	if err != nil || strings.TrimSpace(out) != strings.Join(lines, "\n") {
		t.Errorf("the image prints %q, want %q (%v)", out, lines, err)
	}
	return result
}

// moduleOf is the module that a package of these tests brings.
func moduleOf(name string) string { return strings.ReplaceAll(name, "-", "_") }

// greeting is the source of a package, which tells it from all others.
func greeting(name string) (files map[string]string, says string) {
	says = fmt.Sprintf("%s %d", name, rand.Int())
	return map[string]string{moduleOf(name) + "/__init__.py": "def hello():\n    return \"" + says + "\"\n"}, says
}

// numbered is a version that no package of an earlier test has had. BuildKit knows a step by what it is asked to do, and not
// by what is in an index, or in a secret: it would take the answer that it got then.
func numbered(version string) string { return fmt.Sprintf("%s.%d", version, rand.IntN(1_000_000_000)) }

// addWheel puts a package with a greeting into an index, under a version that begins with the given one.
func addWheel(t *testing.T, i *rig.Index, name, version string) (d rig.Distribution, says string) {
	t.Helper()
	files, says := greeting(name)
	return i.AddWheel(t, name, numbered(version), files), says
}

// pylock is a lock (PEP 751) of distributions by their addresses.
func pylock(ds ...rig.Distribution) string {
	text := "lock-version = \"1.0\"\ncreated-by = \"test\"\n"
	for _, d := range ds {
		file := fmt.Sprintf("{ name = %q, url = %q, size = %d, hashes = { sha256 = %q } }", d.File, d.URL, d.Size, d.SHA256)
		if strings.HasSuffix(d.File, ".whl") {
			file = "wheels = [" + file + "]"
		} else {
			file = "sdist = " + file
		}
		text += fmt.Sprintf("\n[[packages]]\nname = %q\nversion = %q\n%s\n", d.Name, d.Version, file)
	}
	return text
}

// hashed is a requirements file that names distributions by their hashes alone.
func hashed(ds ...rig.Distribution) string {
	text := ""
	for _, d := range ds {
		text += fmt.Sprintf("%s==%s --hash=sha256:%s\n", d.Name, d.Version, d.SHA256)
	}
	return text
}
