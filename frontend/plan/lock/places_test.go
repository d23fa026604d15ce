package lock_test

import (
	"slices"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
)

// TestWithoutPlaces asks an index for the wheels of platforms that the lock has no place of, and for nothing else.
func TestWithoutPlaces(t *testing.T) {
	t.Parallel()
	wheel := func(name, url, hash string) lock.File { return lock.File{Name: name, URL: url, Hashes: []string{hash}} }
	const fast = "fast-1-cp313-cp313-manylinux_2_17_s390x.whl"
	l := &lock.Lock{Indexes: []lock.Index{{URL: "https://index.example"}}, Packages: []lock.Package{
		{Name: "fast", Version: "1", Wheels: []lock.File{wheel(fast, "", "sha256:02")}, Sdist: &lock.File{Name: "fast-1.tar.gz", Hashes: []string{"sha256:01"}}},
		{Name: "placed", Version: "1", Wheels: []lock.File{wheel(fast, "https://files.example/x", "sha256:03")}},
		{Name: "pure", Version: "1", Wheels: []lock.File{wheel("pure-1-py3-none-any.whl", "", "sha256:04")}},
		{Name: "source", Version: "1", Sdist: &lock.File{Name: "source-1.tar.gz", Hashes: []string{"sha256:05"}}},
	}}
	wanted := l.WithoutPlaces()
	if got, want := wanted.LookUpText(), "fast==1 # sha256:01 sha256:02\n"; got != want {
		t.Errorf("asks for %q, want %q", got, want)
	}
	found := &lock.Lock{Packages: []lock.Package{{Name: "fast", Version: "1", Wheels: []lock.File{
		wheel(fast, "https://files.example/"+fast, "sha256:02"), wheel("fast-1-py3-none-any.whl", "https://files.example/evil", "sha256:99"),
	}}}}
	got, err := lock.Restrict(found, wanted)
	if err != nil || len(got.Packages) != 4 || len(got.Indexes) != 1 {
		t.Fatalf("got %+v, %v", got, err)
	}
	if w := got.Packages[0].Wheels; len(w) != 1 || w[0].URL != "https://files.example/"+fast {
		t.Errorf("the wheels are %+v", w)
	}
	if !slices.Equal(l.Packages[0].Wheels[0].Hashes, []string{"sha256:02"}) || l.Packages[0].Sdist == nil {
		t.Error("the lock itself has changed")
	}
}
