package lock_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
)

// offered is what an index has.
func offered() *lock.Lock {
	return &lock.Lock{
		Indexes: []lock.Index{{URL: "https://index.example/simple"}},
		Packages: []lock.Package{
			{Name: "six", Version: "1.17.0", Marker: "os_name == 'nt'", Line: 1,
				Wheels: []lock.File{
					{Name: "six-1.17.0-py2-none-any.whl", URL: "https://files.example/1", Hashes: []string{"sha256:01", "sha512:11"}},
					{Name: "six-1.17.0-py3-none-any.whl", URL: "https://files.example/2", Hashes: []string{"sha256:02", "sha512:12"}},
				},
				Sdist: &lock.File{Name: "six-1.17.0.tar.gz", URL: "https://files.example/3", Hashes: []string{"sha256:03"}}},
			{Name: "numpy", Version: "2.0", Wheels: []lock.File{{Name: "numpy-2.0-py3-none-any.whl", Hashes: []string{"sha256:04"}}}},
			{Name: "numpy", Version: "1.0", Wheels: []lock.File{{Name: "numpy-1.0-py3-none-any.whl", Hashes: []string{"sha256:05"}}}},
		},
	}
}

func TestRestrict(t *testing.T) {
	t.Parallel()
	wanted := &lock.Lock{Packages: []lock.Package{
		{Name: "six", Version: "1.17", Marker: "python_version > '3'", Line: 7, Hashes: []string{"sha256:02", "sha256:ff"}},
		{Name: "numpy", Version: "1.0", Hashes: []string{"sha256:05"}},
		{Name: "here", Directory: &lock.Directory{Path: "."}},
	}}
	got, err := lock.Restrict(offered(), wanted)
	want := &lock.Lock{Packages: []lock.Package{
		{Name: "six", Version: "1.17.0", Marker: "python_version > '3'", Line: 7, Wheels: []lock.File{
			{Name: "six-1.17.0-py3-none-any.whl", URL: "https://files.example/2", Hashes: []string{"sha256:02"}}}},
		{Name: "numpy", Version: "1.0", Wheels: []lock.File{{Name: "numpy-1.0-py3-none-any.whl", Hashes: []string{"sha256:05"}}}},
		{Name: "here", Directory: &lock.Directory{Path: "."}},
	}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v, %v\nwant %+v", got, err, want)
	}
	wanted.Packages[0].Hashes = []string{"sha256:03"}
	if got, err := lock.Restrict(offered(), wanted); err != nil || got.Packages[0].Wheels != nil || got.Packages[0].Sdist == nil {
		t.Errorf("only the source distribution is allowed: got %+v, %v", got, err)
	}
}

// TestRestrictWithoutHashes takes every file of a lock that only has versions.
func TestRestrictWithoutHashes(t *testing.T) {
	t.Parallel()
	got, err := lock.Restrict(offered(), &lock.Lock{Packages: []lock.Package{{Name: "six", Version: "1.17.0", Line: 1}}})
	want := offered().Packages[0]
	want.Marker = ""
	if err != nil || !reflect.DeepEqual(got.Packages, []lock.Package{want}) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestRestrictRefuses(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		want     string
		packages []lock.Package
	}{
		{"six 1.17.0: none of the index's files has a hash that the lock allows",
			[]lock.Package{{Name: "six", Version: "1.17.0", Line: 7, Hashes: []string{"sha256:ff", "md5:01"}}}},
		{"six 1.16.0: the index was asked for it and offers 1.17.0",
			[]lock.Package{{Name: "six", Version: "1.16.0", Line: 7, Hashes: []string{"sha256:01"}}}},
		{"seven 1: the index does not have it",
			[]lock.Package{{Name: "seven", Version: "1", Line: 7, Hashes: []string{"sha256:01"}}}},
		{"numpy 1.0: it has no hash", []lock.Package{
			{Name: "six", Version: "1.17.0", Hashes: []string{"sha256:01"}}, {Name: "numpy", Version: "1.0", Line: 7}}},
	} {
		_, err := lock.Restrict(offered(), &lock.Lock{Packages: tc.packages})
		var e *lock.Error
		if !errors.As(err, &e) || !strings.HasPrefix(e.Message, tc.want) || e.Line != 7 || e.Remedy == "" {
			t.Errorf("got %+v, want %q", err, tc.want)
		}
	}
}
