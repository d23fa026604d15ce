package libs

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

const site = "/app/.venv/lib/python3.13/site-packages/"

// amd64 is an object below site-packages, of the package that is named like its folder, for the machine of the tests.
func amd64(file string, needed ...string) Object {
	folder, _, _ := strings.Cut(file, "/")
	pkg := strings.TrimSuffix(strings.ToLower(strings.ReplaceAll(folder, "_", "-")), ".libs")
	return Object{Path: site + file, Package: pkg, Machine: 62, Class: 64, Needed: needed}
}

func arm64(file string, needed ...string) Object {
	o := amd64(file, needed...)
	o.Machine = 183
	return o
}

func from(folder string, o Object) Object {
	o.Runpath = []string{folder}
	return o
}

func base() System {
	return System{Libraries: map[string]int{"libc.so.6": 62, "libm.so.6": 62, "libz.so.1": 62, "libssl.so.3": 183}}
}

// found are findings in short: "package library debian", and "?" for a warning.
func found(findings []Finding) []string {
	var out []string
	for _, f := range findings {
		s := f.Package + " " + f.Library + " " + f.Debian
		if f.Warn {
			s += "?"
		}
		out = append(out, s)
	}
	return out
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name    string
		objects []Object
		want    []string
	}{
		{"nothing", nil, nil},
		{"what the base has", []Object{amd64("orjson/orjson.cpython-313-x86_64-linux-gnu.so", "libc.so.6", "libm.so.6")}, nil},
		{"the loader, the kernel, the interpreter and the driver", []Object{amd64("torch/_C.cpython-313-x86_64-linux-gnu.so",
			"ld-linux-x86-64.so.2", "linux-vdso.so.1", "libpython3.13.so.1.0", "libcuda.so.1", "libnvidia-ml.so.1")}, nil},
		{"a name that musl's loader takes for itself", []Object{amd64("shop/_x.abi3.so", "libc.so")}, []string{"shop libc.so "}},
		{"a library that the base lacks", []Object{amd64("psycopg2/_psycopg.cpython-313-x86_64-linux-gnu.so", "libpq.so.5", "libc.so.6")},
			[]string{"psycopg2 libpq.so.5 libpq5"}},
		{"a library of the base for another machine", []Object{amd64("shop/_tls.abi3.so", "libssl.so.3")}, []string{"shop libssl.so.3 libssl3t64"}},
		{"a library that no table has", []Object{amd64("shop/_x.abi3.so", "libshop.so.1")}, []string{"shop libshop.so.1 "}},
		{"beside the package, by RUNPATH", []Object{
			from("$ORIGIN/../psycopg_binary.libs", amd64("psycopg_binary/pq.cpython-313-x86_64-linux-gnu.so", "libpq-9b38f5e3.so.5.17")),
			amd64("psycopg_binary.libs/libpq-9b38f5e3.so.5.17", "libc.so.6")}, nil},
		{"the other way to write it", []Object{from("${ORIGIN}/lib", amd64("a/_a.abi3.so", "libb.so")), amd64("a/lib/libb.so")}, nil},
		{"one object of a chain", []Object{
			from("$ORIGIN/../cv2.libs", amd64("cv2/cv2.abi3.so", "libQt5Gui.so.5")), amd64("cv2.libs/libQt5Gui.so.5", "libGL.so.1")},
			[]string{"cv2 libGL.so.1 libgl1"}},
		{"in another package, which is loaded before", []Object{
			amd64("torch/_C.cpython-313-x86_64-linux-gnu.so", "libcublas.so.12"), amd64("nvidia/cublas/lib/libcublas.so.12")}, nil},
		{"once for each package", []Object{amd64("a/_a.abi3.so", "libpq.so.5"), amd64("a/_b.abi3.so", "libpq.so.5"), amd64("b/_b.abi3.so", "libpq.so.5")},
			[]string{"a libpq.so.5 libpq5", "b libpq.so.5 libpq5"}},
		{"a library that is loaded by name", []Object{amd64("lightgbm/lib/lib_lightgbm.so", "libgomp.so.1")}, []string{"lightgbm libgomp.so.1 libgomp1"}},
		{"a program", []Object{{Path: "/app/.venv/bin/uwsgi", Package: "uwsgi", Machine: 62, Class: 64, Needed: []string{"libxml2.so.2"}}},
			[]string{"uwsgi libxml2.so.2 libxml2"}},
		{"a plug-in", []Object{amd64("cv2/cv2.abi3.so"), amd64("cv2/qt/plugins/platforms/libqxcb.so", "libSM.so.6", "libclntsh.so.23.1")},
			[]string{"cv2 libSM.so.6 libsm6?"}},
		{"tests", []Object{amd64("a/_a.abi3.so"), amd64("a/tests/_x.abi3.so", "libpq.so.5")}, []string{"a libpq.so.5 libpq5?"}},
		{"one module of many", []Object{
			amd64("numba/_a.cpython-313-x86_64-linux-gnu.so"), amd64("numba/_b.cpython-313-x86_64-linux-gnu.so"),
			amd64("numba/np/tbbpool.cpython-313-x86_64-linux-gnu.so", "libtbb.so.12")}, []string{"numba libtbb.so.12 libtbb12?"}},
		{"one module of many, and a language", []Object{
			amd64("numpy/_a.cpython-313-x86_64-linux-gnu.so"), amd64("numpy/_b.cpython-313-x86_64-linux-gnu.so"),
			amd64("numpy/_c.cpython-313-x86_64-linux-gnu.so", "libstdc++.so.6")}, []string{"numpy libstdc++.so.6 libstdc++6"}},
		{"glue for a package that is not there", []Object{
			amd64("open3d/pybind.cpython-313-x86_64-linux-gnu.so"), amd64("open3d/open3d_torch_ops.so", "libc10.so")}, nil},
		{"a part of Qt", []Object{
			amd64("PySide6/QtCore.abi3.so", "libz.so.1"), amd64("PySide6/QtGui.abi3.so", "libEGL.so.1"), amd64("PySide6/QtWidgets.abi3.so", "libEGL.so.1")},
			[]string{"pyside6 libEGL.so.1 libegl1?"}},
		{"all of Qt", []Object{amd64("PySide6/QtCore.abi3.so", "libglib-2.0.so.0"), amd64("PySide6/QtGui.abi3.so", "libglib-2.0.so.0")},
			[]string{"pyside6 libglib-2.0.so.0 libglib2.0-0t64"}},
		{"parts of a vendor for other hardware", []Object{{Path: site + "nvidia/x/libx.so", Package: "nvidia-x-cu12", Machine: 62, Class: 64},
			{Path: site + "nvidia/x/libx_rdma.so", Package: "nvidia-x-cu12", Machine: 62, Class: 64, Needed: []string{"librdmacm.so.1"}}}, nil},
		{"a wheel of another machine", []Object{arm64("numpy/_core/_umath.cpython-313-aarch64-linux-gnu.so", "libnone.so"), arm64("numpy.libs/libblas.so")},
			[]string{"numpy  "}},
		{"files for debuggers of any machine", []Object{arm64("debugpy/pydevd/attach_linux_arm64.so"), amd64("other/_x.abi3.so")}, nil},
		{"both machines in one package", []Object{amd64("a/_a.abi3.so"), arm64("a/helper.so")}, nil},
		{"a damaged file", []Object{{Path: site + "a/_a.abi3.so", Package: "a", Broken: true}}, []string{"a  "}},
		{"a damaged file of tests", []Object{amd64("a/_a.abi3.so"), {Path: site + "a/tests/cut.so", Package: "a", Broken: true}}, nil},
	} {
		if got := found(Check([]Environment{{Objects: tc.objects}}, base(), "x86_64", "trixie")); !slices.Equal(got, tc.want) {
			t.Errorf("%s: found %q, want %q", tc.name, got, tc.want)
		}
	}
}

// TestCheckBuilt wants what single modules lack to count for a package that was compiled for the image.
func TestCheckOnMusl(t *testing.T) {
	t.Parallel()
	objects := []Object{amd64("shop/_x.abi3.so", "libc.so", "libm.so", "libc.musl-x86_64.so.1", "libshop.so")}
	alpine := System{Libraries: map[string]int{"ld-musl-x86_64.so.1": 62, "libc.musl-x86_64.so.1": 62}}
	got := found(Check([]Environment{{Objects: objects}}, alpine, "x86_64", "3.22"))
	if want := []string{"shop libshop.so "}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCheckBuilt(t *testing.T) {
	t.Parallel()
	env := Environment{Built: []string{"pil"}, Objects: []Object{
		amd64("PIL/_imaging.cpython-313-x86_64-linux-gnu.so"), amd64("PIL/_imagingft.cpython-313-x86_64-linux-gnu.so", "libfreetype.so.6"),
		amd64("PIL/_imagingmath.cpython-313-x86_64-linux-gnu.so"),
	}}
	if got := found(Check([]Environment{env}, base(), "x86_64", "bookworm")); !slices.Equal(got, []string{"pil libfreetype.so.6 libfreetype6"}) {
		t.Errorf("found %q", got)
	}
}

// TestCheckGroups wants groups of packages to count together, in any order.
func TestCheckGroups(t *testing.T) {
	t.Parallel()
	a := Environment{Objects: []Object{amd64("a/_a.abi3.so", "libb.so.1", "libpq.so.5"), amd64("a/_z.abi3.so", "libzbar.so.0")}}
	b := Environment{Objects: []Object{amd64("b/lib/libb.so.1", "libmagic.so.1")}}
	one, two := Check([]Environment{a, b}, base(), "x86_64", "trixie"), Check([]Environment{b, a}, base(), "x86_64", "trixie")
	if !reflect.DeepEqual(one, two) {
		t.Errorf("the order of groups changes the result:\n%v\n%v", one, two)
	}
	if got := found(one); !slices.Equal(got, []string{"a libpq.so.5 libpq5?", "a libzbar.so.0 libzbar0t64?", "b libmagic.so.1 libmagic1t64"}) {
		t.Errorf("found %q", got)
	}
}

// TestCheckMessages wants the package, the file and what to do in what a user reads.
func TestCheckMessages(t *testing.T) {
	t.Parallel()
	env := Environment{Objects: []Object{
		amd64("psycopg2/_psycopg.cpython-313-x86_64-linux-gnu.so", "libpq.so.5"), arm64("numpy/_umath.cpython-313-aarch64-linux-gnu.so"),
		{Path: site + "a/_a.abi3.so", Package: "a", Broken: true}, {Path: site + "lost.abi3.so", Machine: 62, Class: 64, Needed: []string{"libshop.so.1"}},
	}}
	want := []string{
		"lost.abi3.so needs libshop.so.1, which the image lacks: find the package that has it, and add that to system-libs",
		"a has a damaged file (a/_a.abi3.so): build again without the cache; if it stays, lock another version",
		"numpy is for aarch64, and the image is for x86_64 (numpy/_umath.cpython-313-aarch64-linux-gnu.so): lock a version that has a wheel for x86_64",
		"psycopg2 needs libpq.so.5, which the image lacks (psycopg2/_psycopg.cpython-313-x86_64-linux-gnu.so): add libpq5 to system-libs," +
			" or depend on psycopg2-binary, which brings its own",
	}
	for i, f := range Check([]Environment{env}, base(), "x86_64", "trixie") {
		if i >= len(want) || f.Message != want[i] {
			t.Errorf("message is %q", f.Message)
		}
	}
}

// TestCheckUnknownMachine wants no machine refused where nobody knows what the image's is.
func TestCheckUnknownMachine(t *testing.T) {
	t.Parallel()
	env := Environment{Objects: []Object{amd64("a/_a.abi3.so", "libc.so.6"), arm64("b/_b.abi3.so", "libpq.so.5")}}
	if got := found(Check([]Environment{env}, base(), "vax", "trixie")); !slices.Equal(got, []string{"b libpq.so.5 libpq5"}) {
		t.Errorf("found %q", got)
	}
}

func TestLoaded(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		names  string
		distro string
		has    string
		want   []string
	}{
		{"requests flask", "trixie", "", nil},
		{"psycopg flask", "trixie", "", []string{"psycopg libpq.so.5 libpq5?"}},
		{"psycopg flask", "trixie", "libpq.so.5", nil},
		{"psycopg psycopg-binary", "trixie", "", nil},
		{"psycopg psycopg-c", "trixie", "", nil},
		{"python-magic", "bookworm", "", []string{"python-magic libmagic.so.1 libmagic1?"}},
		{"cairosvg cairocffi", "trixie", "", []string{"cairocffi libcairo.so.2 libcairo2?"}},
		{"weasyprint", "trixie", "libgobject-2.0.so.0", []string{"weasyprint libfontconfig.so.1 libfontconfig1?", "weasyprint libharfbuzz.so.0 libharfbuzz0b?",
			"weasyprint libpango-1.0.so.0 libpango-1.0-0?", "weasyprint libpangoft2-1.0.so.0 libpangoft2-1.0-0?"}},
		{"wand", "trixie", "", []string{"wand libMagickWand-7.Q16.so.10 libmagickwand-7.q16-10?"}},
		{"wand", "bookworm", "", []string{"wand libMagickWand-6.Q16.so.6 libmagickwand-6.q16-6?"}},
		{"wand", "bookworm", "libMagickWand-6.Q16.so.6", nil},
		{"pyzbar", "alpine", "", []string{"pyzbar libzbar.so.0 ?"}},
	} {
		got := found(Loaded(strings.Fields(tc.names), System{Libraries: map[string]int{tc.has: 62}}, tc.distro))
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s on %s with %q: found %q, want %q", tc.names, tc.distro, tc.has, got, tc.want)
		}
	}
}

// TestHintsCanBeFollowed wants a package of each release for everything that packages load.
func TestHintsCanBeFollowed(t *testing.T) {
	t.Parallel()
	for _, h := range loads {
		if !slices.Equal(Hints([]string{h.Package})[0].Libraries[0], h.Libraries[0]) {
			t.Errorf("no hint for %s", h.Package)
		}
		for _, distro := range []string{"trixie", "bookworm"} {
			for _, f := range Loaded([]string{h.Package}, System{}, distro) {
				if f.Debian == "" || !strings.Contains(f.Message, "add "+f.Debian+" to system-libs") {
					t.Errorf("%s: %s", distro, f.Message)
				}
			}
		}
	}
}
