package lock

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// TestRequirementsLockFile tells which included file an entry, and so a problem with it, is in.
func TestRequirementsLockFile(t *testing.T) {
	t.Parallel()
	r, err := ParseRequirements("all.txt", reqFiles(map[string]string{
		"all.txt":     "a==1 --hash=sha256:" + reqDigest + "\n-r in/base.txt\n",
		"in/base.txt": "\nb==1 --hash=sha256:" + reqDigest + "\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	l := r.Lock()
	if len(l.Packages) != 2 || l.Packages[0].File != "" || l.Packages[1].File != "in/base.txt" || l.Packages[1].Line != 2 {
		t.Errorf("got %+v", l.Packages)
	}
	var e *Error
	if _, err = Restrict(&Lock{}, &Lock{Packages: l.Packages[1:]}); !errors.As(err, &e) || e.File != "in/base.txt" || e.Line != 2 {
		t.Errorf("the place of %v is %+v", err, e)
	}
}

// TestRequirementsLock reads a hashed file as the lock that it is.
func TestRequirementsLock(t *testing.T) {
	t.Parallel()
	r := reqParsed(t, "-i https://index.example/simple\n"+
		"Six==1.17 ; os_name == 'posix' --hash=sha256:"+reqOther+" --hash=sha256:"+reqDigest+"\n"+
		"six==v1.16-1 ; os_name != 'posix' --hash=sha256:"+reqDigest+"\n"+
		"a[x]==1.0 --hash=sha256:"+strings.ToUpper(reqDigest)+"\na==1.0 --hash=sha256:"+reqDigest+"\n"+
		"https://files.example/torch-2.1.0%2Bcpu-cp313-cp313-linux_x86_64.whl --hash=sha256:"+reqDigest+"\n"+
		"s @ https://files.example/s.zip#subdirectory=src&sha256="+reqDigest+"\n"+
		"g @ git+https://git.example/g.git@"+reqFullCommit+"#subdirectory=py\n"+
		"-e ./lib\n./dist/w-2.0-py3-none-any.whl\n")
	if !r.Hashed() {
		t.Error("not hashed")
	}
	want := &Lock{
		Indexes: []Index{{URL: "https://index.example/simple", Default: true}},
		Packages: []Package{
			{Name: "six", Version: "1.17", Marker: `os_name == "posix"`, Line: 2, Hashes: []string{"sha256:" + reqDigest, "sha256:" + reqOther}},
			{Name: "six", Version: "1.16.post1", Marker: `os_name != "posix"`, Line: 3, Hashes: []string{"sha256:" + reqDigest}},
			{Name: "a", Version: "1.0", Line: 4, Hashes: []string{"sha256:" + reqDigest}},
			{Name: "torch", Version: "2.1.0+cpu", Line: 6, Archive: &File{Name: "torch-2.1.0+cpu-cp313-cp313-linux_x86_64.whl",
				URL: "https://files.example/torch-2.1.0%2Bcpu-cp313-cp313-linux_x86_64.whl", Hashes: []string{"sha256:" + reqDigest}}},
			{Name: "s", Line: 7, Archive: &File{Name: "s.zip", URL: "https://files.example/s.zip", Subdirectory: "src",
				Hashes: []string{"sha256:" + reqDigest}}},
			{Name: "g", Line: 8, VCS: &VCS{Type: "git", URL: "https://git.example/g.git", Commit: reqFullCommit, Subdirectory: "py"}},
			{Line: 9, Directory: &Directory{Path: "lib", Editable: true}},
			{Name: "w", Version: "2.0", Line: 10, Archive: &File{Name: "w-2.0-py3-none-any.whl", Path: "dist/w-2.0-py3-none-any.whl"}},
		},
	}
	got := r.Lock()
	for i := range want.Packages {
		if i < len(got.Packages) && !reflect.DeepEqual(got.Packages[i], want.Packages[i]) {
			t.Errorf("got  %+v\nwant %+v", got.Packages[i], want.Packages[i])
		}
	}
	if len(got.Packages) != len(want.Packages) || !reflect.DeepEqual(got.Indexes, want.Indexes) {
		t.Errorf("%d packages, indexes %v", len(got.Packages), got.Indexes)
	}
}

// TestRequirementsHashed asks of files whether they are the whole closure.
func TestRequirementsHashed(t *testing.T) {
	t.Parallel()
	hash := " --hash=sha256:" + reqDigest
	for text, want := range map[string]bool{
		"":                         false,
		"six==1.17.0":              false,
		"-e .":                     false,
		"six==1.17.0" + hash:       true,
		"-e .\nsix==1.17.0" + hash: true,
		"--require-hashes\n-e .":   true,
		"a @ git+https://git.example/a@" + reqFullCommit:                     false,
		"a @ https://files.example/a.zip#sha256=" + reqDigest:                false,
		"six==1" + hash + "\na @ git+https://git.example/a@" + reqFullCommit: true,
	} {
		if got := reqParsed(t, text).Hashed(); got != want {
			t.Errorf("%q: hashed %v", text, got)
		}
	}
}
