package lock

import (
	"fmt"
	"strings"
	"testing"
)

var (
	reqDigest     = strings.Repeat("0123456789abcdef", 4)
	reqOther      = strings.Repeat("fedcba9876543210", 4)
	reqFullCommit = strings.Repeat("0123456789", 4)
)

// reqParsed reads a file that is right.
func reqParsed(t *testing.T, text string) *Requirements {
	t.Helper()
	r, err := ParseRequirements("requirements.txt", reqFiles(map[string]string{"requirements.txt": text}))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRequirementPinned asks of lines whether they can mean only one thing.
func TestRequirementPinned(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		line string
		want bool
	}{
		{"six", false},
		{"six>=1", false},
		{"six==1.17.0", true},
		{"six[a] == 1.17.0 ; os_name == 'posix'", true},
		{"six===1.17.0", true},
		{"six==1.*", false},
		{"six==1.17.0,!=1.16", false},
		{"six~=1.17", false},
		{"six @ https://files.example/six-1.zip", false},
		{"six @ https://files.example/six-1.zip#sha256=" + reqDigest, true},
		{"six @ https://files.example/six-1.zip --hash=sha256:" + reqDigest, true},
		{"six @ git+https://git.example/six.git", false},
		{"six @ git+https://git.example/six.git@main", false},
		{"six @ git+https://git.example/six.git@" + reqFullCommit[:12], false},
		{"six @ git+https://git.example/six.git@" + reqFullCommit, true},
		{"six @ git+ssh://git@git.example/six.git@" + reqFullCommit, true},
		{".", true},
		{"-e ./six", true},
		{"./six-1.zip", true},
	} {
		r := reqParsed(t, tc.line)
		if got := r.Lines[0].Pinned(); got != tc.want {
			t.Errorf("%s: pinned %v", tc.line, got)
		}
		if got := len(r.Open()) == 0; got != tc.want {
			t.Errorf("%s: open %v", tc.line, r.Open())
		}
	}
}

// TestRequirementsText prints each kind of line in its canonical form.
func TestRequirementsText(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ line, want string }{
		{"Flask [Async,DOT_env] ( >=2, <3 );python_version<'3.12'", `flask[async,dot-env]>=2,<3 ; python_version < "3.12"`},
		{"six==1.17.0 --hash=sha256:" + reqDigest + " # why", "six==1.17.0"},
		{"https://files.example/six-1.17.0-py3-none-any.whl ; os_name=='nt'",
			`six @ https://files.example/six-1.17.0-py3-none-any.whl ; os_name == "nt"`},
		{"https://files.example/a.zip#sha256=" + reqDigest + "&subdirectory=./src/&egg=A[x]",
			"a[x] @ https://files.example/a.zip#subdirectory=src&sha256=" + reqDigest},
		{"HTTPS://user:${TOKEN}@[::1]:8443/a.zip", "https://[::1]:8443/a.zip"},
		{"git+https://git.example/org/b.git@v1#egg=B&subdirectory=python", "b @ git+https://git.example/org/b.git@v1#subdirectory=python"},
		{"a @ git+ssh://git@git.example/a.git", "a @ git+ssh://git@git.example/a.git"},
		{"a @ git+ssh://git:secret@git.example/a.git", "a @ git+ssh://git.example/a.git"},
		{"six;(((python_implementation=='a')))or(os.name=='b'\tand(extra not  in'c'))or(os.name=='b')",
			`six ; platform_python_implementation == "a" or os_name == "b" and extra not in "c" or os_name == "b"`},
		{".", "."},
		{".[dev]", ".[dev]"},
		{"./a/../b/", "./b"},
		{"sub/pkg[x] ; os_name == 'it\"s'", `./sub/pkg[x] ; os_name == 'it"s'`},
		{"-e lib[x]", "-e ./lib[x]"},
		{"-e file:lib#egg=Lib", "-e lib @ ./lib"},
		{"--editable='./lib'", "-e ./lib"},
		{"-e git+https://git.example/b@main#egg=b", "b @ git+https://git.example/b@main"},
		{"dist/six-1.17.0-py3-none-any.whl", "six @ ./dist/six-1.17.0-py3-none-any.whl"},
		{"me @ .", "me @ ."},
	} {
		r := reqParsed(t, tc.line)
		if got := r.TextWithPaths(); got != tc.want+"\n" {
			t.Errorf("%s\ngot  %swant %s", tc.line, got, tc.want)
		}
	}
}

// TestRequirementsParts looks at what a file with everything in it is split into.
func TestRequirementsParts(t *testing.T) {
	t.Parallel()
	r, err := ParseRequirements("./requirements.txt", reqFiles(map[string]string{
		"requirements.txt": "-r in/base.txt\n-c in/limits.txt\n./lib\n-i https://bob:hunter2@index.example/simple\n" +
			"--extra-index-url https://hunter2@more.example/simple\nattrs --config-settings x=y\n--prefer-binary\n",
		"in/base.txt":   "six>=1\n-f ../wheels\n-c limits.txt\n",
		"in/limits.txt": "six<2\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(r.Files); got != "[requirements.txt in/base.txt in/limits.txt]" {
		t.Errorf("files %s", got)
	}
	if got := r.Text(); got != "six>=1\nattrs\n" {
		t.Errorf("text without paths %q", got)
	}
	if got := r.ConstraintText(); got != "six<2\n" {
		t.Errorf("constraints %q", got)
	}
	if got := fmt.Sprint(r.FindLinks); got != "[wheels]" {
		t.Errorf("links %s", got)
	}
	if got := fmt.Sprint(r.Indexes); got != "[{ https://index.example/simple true} { https://more.example/simple false}]" {
		t.Errorf("indexes %s", got)
	}
	reqCheckNotes(t, r.Warnings, "4: the URL has credentials", "5: the URL has credentials", "6: --config-settings", "7: --prefer-binary")
}

// TestRequirementsNotes lists what has no effect.
func TestRequirementsNotes(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ text, want string }{
		{"--trusted-host index.example", "1: --trusted-host has no effect"},
		{"--use-feature=fast-deps", "1: --use-feature has no effect"},
		{"six --global-option=x", "1: --global-option has no effect"},
		{"-e . -C x=y", "1: --config-settings has no effect"},
		{"-e git+https://git.example/a#egg=a", "1: -e has no effect"},
		{"-i https://a.example/x\n\n-i https://b.example/x", "3: --index-url https://b.example/x takes the place of https://a.example/x"},
		{"-f https://hunter2@files.example/list", "1: the URL has credentials"},
		{"a @ https://bob:hunter2@files.example/a.zip", "1: the URL has credentials"},
		{"a @ git+ssh://git:hunter2@git.example/a", "1: the URL has credentials"},
	} {
		reqCheckNotes(t, reqParsed(t, tc.text).Warnings, tc.want)
	}
	for _, text := range []string{"a @ git+ssh://git@git.example/a", "-i https://a.example/x\n-i https://a.example/x", "--pre\n--no-index"} {
		reqCheckNotes(t, reqParsed(t, text).Warnings)
	}
}

// TestRequirementsConstraintHashes says that hashes of constraints are not checked.
func TestRequirementsConstraintHashes(t *testing.T) {
	t.Parallel()
	r, err := ParseRequirements("r.txt", reqFiles(map[string]string{"r.txt": "six\n-c c.txt", "c.txt": "six==1 --hash=sha256:" + reqDigest}))
	if err != nil || r.Hashed() {
		t.Fatalf("hashed %v, error %v", r.Hashed(), err)
	}
	reqCheckNotes(t, r.Warnings, "1: hashes of constraints have no effect")
}

// TestRequirementsEncodings reads what PowerShell and other tools write.
func TestRequirementsEncodings(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"six\r\n", "\ufeffsix", "\xff\xfes\x00i\x00x\x00", "\xfe\xff\x00s\x00i\x00x"} {
		if got := reqParsed(t, text).Text(); got != "six\n" {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// reqCheckNotes wants notes that begin like these, and no secret in them.
func reqCheckNotes(t *testing.T, notes []Note, want ...string) {
	t.Helper()
	if len(notes) != len(want) {
		t.Errorf("notes %v, want %d", notes, len(want))
		return
	}
	for i, n := range notes {
		if got := fmt.Sprintf("%d: %s", n.Line, n.Message); !strings.HasPrefix(got, want[i]) || strings.Contains(got, "hunter2") {
			t.Errorf("note %q, want %q", got, want[i])
		}
	}
}
