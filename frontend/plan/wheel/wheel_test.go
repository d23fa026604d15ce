package wheel_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/wheel"
)

var (
	debian = wheel.Target{Python: "3.13", Machine: "x86_64", Glibc: [2]int{2, 41}}
	arm    = wheel.Target{Python: "3.13", Machine: "aarch64", Glibc: [2]int{2, 36}}
	alpine = wheel.Target{Python: "3.13", Machine: "x86_64", Musl: [2]int{1, 2}}
)

func TestParseName(t *testing.T) {
	t.Parallel()
	got, err := wheel.ParseName("Foo.Bar_baz-1.0.post1+cu121-2local-py2.py3-none-Manylinux_2_17_x86_64.manylinux2014_x86_64.whl")
	want := wheel.Name{
		Distribution: "foo-bar-baz", Version: "1.0.post1+cu121", Build: "2local",
		Python: []string{"py2", "py3"}, ABI: []string{"none"},
		Platform: []string{"manylinux_2_17_x86_64", "manylinux2014_x86_64"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	for _, bad := range []string{
		"", "x.whl", "x-1.0.tar.gz", "x-1-py3-none.whl", "x-1-py3-none-any.zip", "x-one-py3-none-any.whl",
		"x-1-b1-py3-none-any.whl", "x-1-1-1-py3-none-any.whl", "-1-py3-none-any.whl", "x-1-py3..py2-none-any.whl",
		"../x-1-py3-none-any.whl", "x-1-py3-none-any/.whl",
	} {
		if name, err := wheel.ParseName(bad); err == nil {
			t.Errorf("%q is %+v", bad, name)
		}
	}
}

// TestBest has in each list the files from the best to the worst that fits, and after "|" those that do not fit.
func TestBest(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		target wheel.Target
		tags   string
	}{
		{debian, "cp313-cp313-manylinux_2_28_x86_64 cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64 " +
			"cp313-cp313-manylinux1_x86_64 cp313-cp313-linux_x86_64 cp313-abi3-manylinux_2_5_x86_64 " +
			"cp39-abi3-manylinux_2_28_x86_64 py3-none-manylinux_2_17_x86_64 py37-none-manylinux_2_28_x86_64 " +
			"cp313-none-any py2.py3-none-any py310-none-any | " +
			"cp313-cp313t-manylinux_2_28_x86_64 cp314-cp314-manylinux_2_28_x86_64 cp312-cp312-manylinux_2_17_x86_64 " +
			"cp314-abi3-manylinux_2_17_x86_64 cp313-cp313-manylinux_2_42_x86_64 cp313-cp313-musllinux_1_2_x86_64 " +
			"cp313-cp313-manylinux_2_17_aarch64 cp312-none-any py314-none-any py2-none-any pp310-pypy310_pp73-any " +
			"cp313-cp313-macosx_11_0_arm64 cp313-cp313-win_amd64 broken"},
		{arm, "cp313-cp313-manylinux_2_36_aarch64 cp313-cp313-manylinux2014_aarch64 py3-none-any | " +
			"cp313-cp313-manylinux_2_38_aarch64 cp313-cp313-manylinux1_aarch64 cp313-cp313-manylinux_2_28_x86_64"},
		{alpine, "cp313-cp313-musllinux_1_2_x86_64 cp313-cp313-musllinux_1_0_x86_64 cp313-cp313-linux_x86_64 " +
			"py3-none-any | cp313-cp313-manylinux_2_17_x86_64 cp313-cp313-musllinux_1_3_x86_64"},
		{wheel.Target{Python: "three", Machine: "x86_64"}, "| py3-none-any"},
	} {
		good, bad, _ := strings.Cut(tc.tags, "|")
		best(t, tc.target, names(good), names(bad))
	}
}

func names(tags string) []string {
	var out []string
	for _, tag := range strings.Fields(tags) {
		out = append(out, "x-1-"+tag+".whl")
	}
	return out
}

// best takes the best of the good files away until only bad ones are left.
func best(t *testing.T, target wheel.Target, good, bad []string) {
	t.Helper()
	for i := range good {
		files := slices.Concat(bad, good[i:])
		slices.Reverse(files)
		if at, ok := target.Best(files); !ok || files[at] != good[i] {
			t.Errorf("%+v: got %s (%t), want %s", target, files[at], ok, good[i])
		}
	}
	if at, ok := target.Best(bad); ok {
		t.Errorf("%+v: %s does not fit", target, bad[at])
	}
}

func TestHighestBuildWins(t *testing.T) {
	t.Parallel()
	files := []string{
		"x-1-2-py3-none-any.whl", "x-1-10b-py3-none-any.whl", "x-1-10a-py3-none-any.whl", "x-1-py3-none-any.whl",
	}
	if at, ok := debian.Best(files); !ok || at != 1 {
		t.Errorf("got %d (%t)", at, ok)
	}
	if at, ok := debian.Best(files[2:]); !ok || at != 0 {
		t.Errorf("got %d (%t)", at, ok)
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		target wheel.Target
		tags   string
		want   string
	}{
		{debian, "", "it has no wheel, only a source distribution"},
		{debian, "broken", "it has no wheel, only a source distribution"},
		{debian, "cp312-cp312-win_amd64 cp312-cp312-manylinux_2_17_x86_64 cp311-cp311-manylinux2014_x86_64 cp39-cp39-macosx_11_0_arm64",
			"no wheel for cp313 on manylinux x86_64 (there are wheels for cp311, cp312; macOS, Windows)"},
		{debian, "cp313-cp313-win_amd64 cp310-cp310-macosx_11_0_arm64 cp39-cp39-macosx_11_0_arm64",
			"no wheel for cp313 on manylinux x86_64 (there are wheels for cp39, cp310, cp313; macOS, Windows)"},
		{debian, "cp313-cp313t-manylinux_2_17_x86_64 cp314-abi3-manylinux_2_17_x86_64",
			"no wheel for cp313 on manylinux x86_64 (there are wheels for cp313t, cp314 and later)"},
		{debian, "cp313-cp313-manylinux_2_42_x86_64 cp313-cp313-musllinux_1_2_x86_64 cp313-cp313-linux_armv7l",
			"no wheel for cp313 on manylinux x86_64 (there are wheels for cp313; linux armv7l, manylinux 2_42, musllinux x86_64)"},
		{alpine, "cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64",
			"no wheel for cp313 on musllinux x86_64 (there are wheels for cp313; manylinux x86_64)"},
		{debian, "py2-none-any", "no wheel for cp313 on manylinux x86_64 (there are wheels for py2)"},
		{wheel.Target{Python: "3.20", Machine: "s390x"}, "cp36-cp36m-any cp37-cp37m-any cp38-cp38-any cp39-cp39-any cp310-cp310-any cp311-cp311-any cp312-cp312-any",
			"no wheel for cp320 on linux s390x (there are wheels for …, cp37m, cp38, cp39, cp310, cp311, cp312)"},
	} {
		if got := tc.target.Missing(names(tc.tags)); got != tc.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tc.tags, got, tc.want)
		}
	}
}

func TestPure(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]bool{
		"x-1-py3-none-any.whl": true, "x-1-cp313-none-any.whl": true, "x-1-py3-none-linux_x86_64.whl": false,
		"x-1-py3-none-any.tar.gz": false,
	} {
		if wheel.Pure(file) != want {
			t.Errorf("%s: want %t", file, want)
		}
	}
}

// FuzzParseName wants an answer of every name.
func FuzzParseName(f *testing.F) {
	f.Add("six-1.17.0-py2.py3-none-any.whl")
	f.Add("x-1-1a-cp313-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")
	f.Fuzz(func(_ *testing.T, file string) {
		debian.Best([]string{file, file})
		debian.Missing([]string{file})
	})
}
