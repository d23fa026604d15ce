package lock_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
)

func TestFragment(t *testing.T) {
	t.Parallel()
	l := parsed(t, everySource)
	l.Packages[0].Marker = ""
	want := `lock-version = "1.0"
created-by = "pyapp-frontend"

[[packages]]
name = "archived-wheel"
archive = { url = "https://files.example/archived_wheel-2-py3-none-any.whl", hashes = { sha256 = "03" } }

[[packages]]
name = "torch"
version = "2.1.0+cpu"
wheels = [{ name = "torch-2.1.0+cpu-cp312-cp312-linux_x86_64.whl", path = "/context/wheels/torch-2.1.0+cpu-cp312-cp312-linux_x86_64.whl", hashes = { sha256 = "02" } }]

[[packages]]
name = "typing-extensions"
version = "4.12.2"
wheels = [{ name = "typing_extensions-4.12.2-py3-none-any.whl", url = "https://files.example/renamed", size = 37438, hashes = { sha256 = "aa" } }]
`
	packages := chosen(t, l, target("3.12", "x86_64"))
	slices.Reverse(packages)
	if got := lock.Fragment(packages, lock.FragmentOptions{Context: "/context"}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestFragmentReadsBack wants a fragment to be a lock that chooses the same wheels, on every target.
func TestFragmentReadsBack(t *testing.T) {
	t.Parallel()
	for _, machine := range []string{"x86_64", "aarch64"} {
		want := chosen(t, parsed(t, readPylock(t, "shop.toml")), target("3.13", machine))
		text := lock.Fragment(want, lock.FragmentOptions{})
		got := chosen(t, parsed(t, text), target("3.13", machine))
		if len(got) != len(want) {
			t.Fatalf("%d packages, want %d", len(got), len(want))
		}
		for i := range want {
			if got[i].Name != want[i].Name || got[i].Version != want[i].Version || !reflect.DeepEqual(got[i].Wheel, want[i].Wheel) {
				t.Errorf("got  %+v\nwant %+v", got[i], want[i])
			}
		}
		if strings.Contains(text, "sdist") || strings.Contains(text, "marker") {
			t.Error("a fragment has more than wheels")
		}
	}
}

func TestSourceFragment(t *testing.T) {
	t.Parallel()
	sdist := &lock.File{Name: "six-1.zip", URL: "https://files.example/six-1.zip", Size: 9, Hashes: []string{"sha384:03"}}
	for _, tc := range []struct {
		pkg  lock.Package
		want string
	}{
		{lock.Package{Name: "six", Version: "1", Sdist: sdist, Wheels: []lock.File{{Name: "six-1-py2-none-any.whl"}}},
			`version = "1"
sdist = { name = "six-1.zip", url = "https://files.example/six-1.zip", size = 9, hashes = { sha384 = "03" } }
`},
		{lock.Package{Name: "six", Archive: &lock.File{Name: "main.zip", Path: `a"b\main.zip`, Subdirectory: "lib"}},
			`archive = { path = "../ctx/a\"b\\main.zip", hashes = {}, subdirectory = "lib" }
`},
		{lock.Package{Name: "six", Version: "1", VCS: &lock.VCS{Type: "git", URL: "https://git.example/six", Commit: "00", Subdirectory: "lib"}},
			`vcs = { type = "git", url = "https://git.example/six", commit-id = "00", subdirectory = "lib" }
`},
		{lock.Package{Name: "six", Directory: &lock.Directory{Path: "."}}, ""},
		{lock.Package{Name: "six", Version: "1", Sdist: &lock.File{Name: "six-1.zip"}}, ""},
		{lock.Package{Name: "six", Version: "1", Hashes: []string{"sha256:00"}}, ""},
	} {
		want := tc.want
		if want != "" {
			want = "lock-version = \"1.0\"\ncreated-by = \"pyapp-frontend\"\n\n[[packages]]\nname = \"six\"\n" + want
		}
		if got := lock.SourceFragment(lock.Chosen{Package: tc.pkg}, lock.FragmentOptions{Context: "../ctx"}); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestHashedRequirements(t *testing.T) {
	t.Parallel()
	l := &lock.Lock{Packages: []lock.Package{
		{Name: "zipp", Version: "3", Sdist: &lock.File{Name: "zipp-3.zip", Hashes: []string{"sha512:05"}}},
		{Name: "six", Version: "1!1.0+local", Wheels: []lock.File{
			{Name: "six-1.0-py3-none-any.whl", Hashes: []string{"sha256:01", "sha512:02"}},
			{Name: "six-1.0-py2-none-any.whl", Hashes: []string{"sha256:03"}},
		}},
		{Name: "evil", Version: "1\n--index-url x", Wheels: []lock.File{{Name: "evil-1-py3-none-any.whl", Hashes: []string{"sha256:0 -e ."}}}},
		{Name: "later", Version: "1", Hashes: []string{"sha256:04"}},
	}}
	packages := chosen(t, l, debian)
	want := "evil==1--index-urlx --hash=sha256:0-e.\nsix==1!1.0+local --hash=sha256:01\nzipp==3 --hash=sha512:05\n"
	if got := lock.HashedRequirements(packages); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, c := range packages {
		if c.Located() {
			t.Errorf("nothing says where %s is", c.Name)
		}
	}
}

func TestMirrored(t *testing.T) {
	t.Parallel()
	l := parsed(t, everySource)
	before := parsed(t, everySource)
	got := l.Mirrored([]lock.Mirror{
		{From: "https://files.example", To: "https://mirror.example/files/"},
		{From: "https://files.example/a/", To: "https://mirror.example/a"},
		{From: "https://files.exam", To: "https://wrong.example"},
		{From: "", To: "https://wrong.example"},
		{From: "https://index.example/simple", To: "https://mirror.example/simple"},
	})
	if url := got.Packages[0].Wheels[0].URL; url != "https://mirror.example/files/renamed" {
		t.Error(url)
	}
	if url := got.Packages[1].Wheels[0].URL; url != "https://mirror.example/a/torch-2.1.0%2Bcpu-cp313-cp313-linux_x86_64.whl" {
		t.Error(url)
	}
	if url := got.Packages[3].Archive.URL; url != "https://mirror.example/files/archived_wheel-2-py3-none-any.whl" {
		t.Error(url)
	}
	if url := got.Indexes[0].URL; url != "https://mirror.example/simple" {
		t.Error(url)
	}
	if !reflect.DeepEqual(got.Packages[0].Wheels[0].Hashes, before.Packages[0].Wheels[0].Hashes) {
		t.Error("hashes have changed")
	}
	if !reflect.DeepEqual(l, before) {
		t.Error("the lock itself has changed")
	}
}
