package plan

import (
	"fmt"
	"strings"
	"testing"
)

// uvLock is a uv.lock of one package with these wheels.
func uvLock(wheels ...string) string {
	var b strings.Builder
	b.WriteString("version = 1\n\n[[package]]\nname = \"p\"\nversion = \"1\"\nwheels = [\n")
	for _, w := range wheels {
		fmt.Fprintf(&b, "    { url = \"https://files.example/p-1-%s.whl\", hash = \"sha256:0\" },\n", w)
	}
	return b.String() + "]\n"
}

// TestWheelsIn asks which versions of Python have wheels of everything. What no version has a wheel of decides nothing.
func TestWheelsIn(t *testing.T) {
	t.Parallel()
	const manylinux = "manylinux_2_17_x86_64.manylinux2014_x86_64"
	for _, tc := range []struct {
		name    string
		wheels  []string
		yes, no string // minor versions
	}{
		{"pure", []string{"py3-none-any"}, "3.10 3.13 3.14", ""},
		{"pure, for both Pythons", []string{"py2.py3-none-any"}, "3.10 3.14", ""},
		{"pure, from a version on", []string{"py312-none-any"}, "3.12 3.14", "3.11"},
		{"one version", []string{"cp313-cp313-" + manylinux}, "3.13", "3.12 3.14"},
		{"several versions", []string{"cp312-cp312-" + manylinux, "cp313-cp313-" + manylinux}, "3.12 3.13", "3.11 3.14"},
		{"stable ABI", []string{"cp39-abi3-" + manylinux}, "3.9 3.13 3.14", "3.8"},
		{"free-threaded only", []string{"cp313-cp313t-" + manylinux}, "3.13 3.14", ""},
		{"free-threaded too", []string{"cp313-cp313t-" + manylinux, "cp313-cp313-" + manylinux}, "3.13", "3.12"},
		{"compiled, without an ABI", []string{"py3-none-" + manylinux}, "3.10 3.14", ""},
		{"other systems only", []string{"cp313-cp313-win_amd64", "cp313-cp313-macosx_11_0_arm64"}, "3.12 3.13", ""},
		{"Linux lags behind", []string{"cp314-cp314-win_amd64", "cp313-cp313-" + manylinux}, "3.13", "3.14"},
		{"musl too", []string{"cp313-cp313-musllinux_1_2_x86_64", "cp313-cp313-" + manylinux}, "3.13", "3.14"},
		{"musl only", []string{"cp313-cp313-musllinux_1_2_x86_64"}, "3.13 3.14", ""},
		{"no wheels", nil, "3.13 3.14", ""},
		{"Python 2", []string{"cp27-cp27mu-" + manylinux}, "3.13 3.14", ""},
		{"with a build number", []string{"2-cp313-cp313-" + manylinux}, "3.13", "3.14"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			has := WheelsIn(uvLock(tc.wheels...))
			for _, minor := range strings.Fields(tc.yes) {
				if !has(minor) {
					t.Errorf("nothing for %s", minor)
				}
			}
			for _, minor := range strings.Fields(tc.no) {
				if has(minor) {
					t.Errorf("something for %s", minor)
				}
			}
		})
	}
}

// TestWheelsOfAll wants every package to have one.
func TestWheelsOfAll(t *testing.T) {
	t.Parallel()
	_, second, _ := strings.Cut(uvLock("cp313-cp313-linux_x86_64"), "\n\n")
	has := WheelsIn(uvLock("py3-none-any") + second)
	if !has("3.13") || has("3.14") {
		t.Errorf("3.13: %t, 3.14: %t; want the second package to decide", has("3.13"), has("3.14"))
	}
}

func TestWheelsUnknown(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "[[package"} {
		if WheelsIn(text) != nil {
			t.Errorf("%q tells of wheels", text)
		}
	}
}

// TestWheelsOfRealLocks finds wheels for the version that each application of testdata names.
func TestWheelsOfRealLocks(t *testing.T) {
	t.Parallel()
	for _, name := range appNames(t) {
		if text := optional(t, appsFolder+"/"+name+"/uv.lock"); text != "" && !WheelsIn(text)("3.13") {
			t.Errorf("%s: no wheels for Python 3.13", name)
		}
	}
}
