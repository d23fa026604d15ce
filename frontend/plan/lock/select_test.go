package lock_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/frontend/plan/wheel"
)

var debian = target("3.13", "x86_64")

func target(python, machine string) lock.Target {
	return lock.Target{
		Wheel: wheel.Target{Python: python, Machine: machine, Glibc: [2]int{2, 40}},
		Env:   marker.Environment{PythonFullVersion: python + ".0", Machine: machine},
	}
}

func parsed(t testing.TB, text string) *lock.Lock {
	t.Helper()
	l, err := lock.ParsePylock(text)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func chosen(t testing.TB, l *lock.Lock, target lock.Target) []lock.Chosen {
	t.Helper()
	c, err := l.For(target)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSameAsUV wants the files that uv took of a real lock.
func TestSameAsUV(t *testing.T) {
	t.Parallel()
	shop := parsed(t, readPylock(t, "shop.toml"))
	for _, machine := range []string{"x86_64", "aarch64"} {
		var got []string
		for _, c := range chosen(t, shop, target("3.13", machine)) {
			if c.Wheel == nil {
				t.Errorf("%s: %s has no wheel: %s", machine, c.Name, c.Why)
				continue
			}
			got = append(got, c.Wheel.Name)
		}
		slices.Sort(got)
		if want := strings.Fields(readPylock(t, "shop."+machine+".txt")); !slices.Equal(got, want) {
			t.Errorf("%s: got %q\nwant %q", machine, got, want)
		}
	}
}

// TestOtherTools reads what PDM and pip write.
func TestOtherTools(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"pdm.toml": "click iniconfig markupsafe psycopg psycopg-binary",
		"pip.toml": "click docopt markupsafe",
	} {
		var got []string
		for _, c := range chosen(t, parsed(t, readPylock(t, name)), debian) {
			got = append(got, c.Name)
			if (c.Wheel == nil) != (c.Name == "docopt") {
				t.Errorf("%s: %s: wheel %v, %s", name, c.Name, c.Wheel, c.Why)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestOrderDoesNotMatter shuffles the entries of real locks.
func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	for _, text := range []string{readPylock(t, "shop.toml"), readPylock(t, "pdm.toml"), everySource} {
		l := parsed(t, text)
		want := chosen(t, l, debian)
		random := rand.New(rand.NewPCG(1, 2))
		for range 20 {
			random.Shuffle(len(l.Packages), func(i, j int) {
				l.Packages[i], l.Packages[j] = l.Packages[j], l.Packages[i]
			})
			if got := chosen(t, l, debian); !reflect.DeepEqual(got, want) {
				t.Fatalf("got  %+v\nwant %+v", got, want)
			}
		}
	}
}

func TestWhyThereIsNoWheel(t *testing.T) {
	t.Parallel()
	file := func(name string) *lock.File { return &lock.File{Name: name} }
	l := &lock.Lock{Packages: []lock.Package{
		{Name: "a", Wheels: []lock.File{*file("a-1-cp312-cp312-win_amd64.whl")}, Sdist: file("a-1.zip")},
		{Name: "b", Sdist: file("b-1.zip")},
		{Name: "c", VCS: &lock.VCS{Type: "git"}},
		{Name: "d", Archive: file("main.zip")},
		{Name: "e", Directory: &lock.Directory{Path: "."}},
		{Name: "f", Hashes: []string{"sha256:00"}},
		{Name: "g", Version: "1"},
		{Name: "h", Archive: file("h-1-py3-none-any.whl")},
	}}
	want := []string{
		"no wheel for cp313 on manylinux x86_64 (there are wheels for cp312; Windows)",
		"it has no wheel, only a source distribution",
		"it comes from a git repository, which has no wheel",
		"it is a source archive, main.zip",
		"it is a folder of the project, which has no wheel",
		"its files are not known before the index is asked",
		"its files are not known before the index is asked",
		"",
	}
	for i, c := range chosen(t, l, debian) {
		unknown := c.Name == "f" || c.Name == "g"
		if c.Why != want[i] || (c.Wheel == nil) != (want[i] != "") || c.Unknown() != unknown {
			t.Errorf("%s: %q, wheel %v, unknown %t", c.Name, c.Why, c.Wheel, c.Unknown())
		}
	}
}

func TestForRefuses(t *testing.T) {
	t.Parallel()
	hashed := func(version, hash, marker string, line int) lock.Package {
		return lock.Package{Name: "six", Version: version, Hashes: []string{hash}, Marker: marker, Line: line}
	}
	for _, tc := range []struct {
		packages []lock.Package
		want     string
		line     int
	}{
		{[]lock.Package{hashed("2", "sha256:02", "", 9), hashed("1", "sha256:01", "os_name == 'posix'", 5)},
			"the lock wants six 1 and six 2 at once", 9},
		{[]lock.Package{hashed("1", "sha256:01", "", 5), hashed("1", "sha256:02", "", 9)}, "two sources of six 1", 9},
		{[]lock.Package{hashed("1", "sha256:01", "os_name == 'posix' &", 5)}, "at character 20", 5},
		{[]lock.Package{{Name: "six", Version: "1", Line: 3, Archive: &lock.File{Name: "six-1-cp312-cp312-win_amd64.whl"}}},
			"six 1: no wheel for cp313", 3},
		{[]lock.Package{{Name: "six", Line: 3, Wheels: []lock.File{{Name: "six-1-py2-none-any.whl"}}}},
			"six: no wheel for cp313 on manylinux x86_64 (there are wheels for py2), and no source distribution", 3},
	} {
		_, err := (&lock.Lock{Packages: tc.packages}).For(debian)
		var e *lock.Error
		if !errors.As(err, &e) || !strings.Contains(e.Message, tc.want) || e.Line != tc.line {
			t.Errorf("got %+v, want %q", err, tc.want)
		}
	}
}

// TestSameEntryTwice allows what conflicts with nothing: markers that exclude each other, or one source named twice.
func TestSameEntryTwice(t *testing.T) {
	t.Parallel()
	l := &lock.Lock{Packages: []lock.Package{
		{Name: "six", Version: "1", Hashes: []string{"sha256:01"}, Marker: "python_version >= '3.12'", Line: 1},
		{Name: "six", Version: "1", Hashes: []string{"sha256:01"}, Line: 2},
		{Name: "numpy", Version: "1", Marker: "python_version < '3.13'", Line: 3},
		{Name: "numpy", Version: "2", Marker: "python_version >= '3.13'", Line: 4},
		{Name: "psycopg", Version: "3", Marker: "'pg' in extras", Line: 5},
	}}
	got := chosen(t, l, debian)
	if len(got) != 2 || got[0].Version != "2" || got[1].Line != 1 {
		t.Errorf("got %+v", got)
	}
	withExtra := debian
	withExtra.Env.Extras = []string{"PG"}
	if got := chosen(t, l, withExtra); len(got) != 3 {
		t.Errorf("got %+v", got)
	}
}
