package integration

import (
	"archive/tar"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// emptyLock is the uv.lock of a package without dependencies.
const emptyLock = `version = 1
revision = 3
requires-python = ">=3.12"

[[package]]
name = "crunch"
version = "1.0"
source = { editable = "." }
`

// TestCompiledProject has an extension module in the project itself, compiled with what system-libs.build names.
func TestCompiledProject(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	rig.Write(t, dir, "uv.lock", emptyLock)
	rig.Write(t, dir, "pyproject.toml", `[project]
name = "crunch"
version = "1.0"
requires-python = ">=3.12"
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[tool.setuptools]
py-modules = []
ext-modules = [{name = "crunch", sources = ["crunch.c"]}]
`)
	rig.Write(t, dir, "crunch.c", `#include <Python.h>
static PyObject *run(PyObject *self, PyObject *args) { return PyLong_FromLong(42); }
static PyMethodDef methods[] = {{"run", run, METH_NOARGS, "compiled"}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "crunch", NULL, -1, methods};
PyMODINIT_FUNC PyInit_crunch(void) { return PyModule_Create(&module); }
`)
	rig.Write(t, dir, "main.py", "import crunch\nprint('crunched', crunch.run())\n")
	rig.Edit(t, dir, rig.SpecFile, "entrypoint:", "system-libs: {build: [gcc, libc6-dev, libpython3-dev]}\nentrypoint:")
	result := mustBuild(t, m, rig.Build{Mode: rig.AsImage, Dir: dir, Name: rig.RepositoryName(t)})
	if out, err := rig.Output(t, m.Load(t, result.Reference, pythonBase), nil); err != nil || !strings.Contains(out, "crunched 42") {
		t.Errorf("running it: %v\n%s", err, out)
	}
	files := rig.Files(rig.Entries(t, rig.Pull(t, result.Reference)))
	if found := rig.Matching(files, "usr/bin/*gcc*"); len(found) > 0 {
		t.Errorf("the compiler is in the image: %v", found)
	}
}

// TestIgnoredMetadata keeps the manifest and readme out of the image; they describe the package all the same.
func TestIgnoredMetadata(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, app := range []string{"flat", "wheel"} {
		t.Run(app, func(t *testing.T) {
			dir := m.Copy(t, app)
			rig.Write(t, dir, ".dockerignore", "*.md\n*.toml\nuv.lock\n")
			result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
			if out, err := rig.Output(t, m.Load(t, result.Reference, pythonBase), nil); err != nil {
				t.Errorf("running it: %v\n%s", err, out)
			}
			if found := rig.Matching(rig.Files(rig.Entries(t, rig.Pull(t, result.Reference))), "app/pyproject.toml"); len(found) > 0 {
				t.Errorf("the image has %v", found)
			}
		})
	}
}

// TestWritable hands folders to the user: existing, new, outside of the application and the application itself.
func TestWritable(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for spec, folders := range map[string]string{
		"writable: [media, cache/x]\nvolumes: [/data, /var/run/app]\n": "media cache/x /data /var/run/app",
		"writable: [.]\n": ". media",
	} {
		dir := m.Copy(t, "script")
		rig.Write(t, dir, "media/old.txt", "old")
		rig.Edit(t, dir, rig.SpecFile, "entrypoint:", spec+"entrypoint:")
		result := mustBuild(t, m, rig.Build{Mode: rig.AsImage, Dir: dir, Name: rig.RepositoryName(t)})
		files := rig.Files(rig.Entries(t, rig.Pull(t, result.Reference)))
		for _, folder := range strings.Fields(folders) {
			checkWritable(t, files, folder)
		}
	}
}

// checkWritable looks for a folder in the image that user and group 0 may write.
func checkWritable(t *testing.T, files map[string]rig.Entry, folder string) {
	t.Helper()
	name := strings.TrimSuffix("app/"+folder, "/.")
	if strings.HasPrefix(folder, "/") {
		name = strings.TrimPrefix(strings.Replace(folder, "/var/run/", "/run/", 1), "/")
	}
	e, ok := files[name]
	if !ok || e.Header.Uid != 65532 || e.Header.Gid != 0 || e.Header.Mode&0o770 != 0o770 {
		t.Errorf("%s: got %+v", name, e.Header)
	}
}

// TestGroupOfRoot runs an image as a user in group 0, who has an account and a home, and writes no more than others do.
func TestGroupOfRoot(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	rig.Edit(t, dir, rig.SpecFile, "entrypoint:", "user: {name: app, uid: 1000, gid: 0}\nentrypoint:")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
	img := rig.Pull(t, result.Reference)
	if got := rig.Config(t, img).Config.User; got != "1000:0" {
		t.Errorf("the user is %s", got)
	}
	files := rig.Files(rig.Entries(t, img))
	if home := files["home/app"].Header; home == nil || home.Uid != 1000 || home.Gid != 0 {
		t.Errorf("the home is %+v", home)
	}
	for name, e := range files {
		if strings.HasPrefix(name, "app/") && e.Header.Typeflag != tar.TypeSymlink && e.Header.Mode&0o020 != 0 {
			t.Errorf("%s can be written by group 0", name)
		}
	}
}

// TestStaticFileDates wants a changed file of the same size to have another time, or servers would answer that it is the
// old one; and the same file the same time, or layers would differ.
func TestStaticFileDates(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	date := func(text string) int64 {
		rig.Write(t, dir, "static/style.css", text)
		result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
		return rig.Files(rig.Entries(t, rig.Pull(t, result.Reference)))["app/static/style.css"].Header.ModTime.Unix()
	}
	teal, navy, again := date("color: teal"), date("color: navy"), date("color: teal")
	if teal == navy || teal != again || teal < 315532800 {
		t.Errorf("the times are %d, %d and again %d", teal, navy, again)
	}
}
