package lock

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestRequirementsErrors looks at what a user is told, and where. No message may have the secret "hunter2".
func TestRequirementsErrors(t *testing.T) {
	t.Parallel()
	hash := " --hash=sha256:" + reqDigest
	for _, tc := range []struct {
		name, text string
		line       int
		message    string
		remedy     string
	}{
		{"cut hash", "six==1.17.0 \\\n  --hash=sha256:" + reqDigest[:40], 1, "the sha256 has 40 digits and should have 64", "again"},
		{"no hex", "six==1 --hash=sha256:" + strings.Repeat("g", 64), 1, "no hexadecimal digits", "again"},
		{"md5", "six==1 --hash=md5:" + reqDigest[:32], 1, `"md5" is no hash that protects`, "again"},
		{"sha1 in a URL", "a @ https://files.example/a.zip#sha1=" + reqDigest[:40], 1, `"sha1" is no hash`, "again"},
		{"misspelt hash in a URL", "a @ https://files.example/a.zip#sha265=" + reqDigest, 1, "means nothing", "sha256="},
		{"one without a hash", "a==1" + hash + "\n\nb==1\nc==1", 3, "b==1 has no hash", "for all lines"},
		{"first without a hash", "a==1\nb==1" + hash, 1, "a==1 has no hash", "for all lines"},
		{"hashes required", "--require-hashes\na==1", 2, "a==1 has no hash", "for all lines"},
		{"hash without a version", "a==1" + hash + "\nb>=1" + hash, 2, "not the one version", "=="},
		{"branch next to hashes", "a==1" + hash + "\nb @ git+https://git.example/b@main", 2, "not at a full commit", "40 digits"},
		{"hash of a folder", "./a" + hash, 1, "only a file has a hash", "delete"},
		{"hash of git", "a @ git+https://git.example/a@" + reqFullCommit + hash, 1, "only a file has a hash", "full commit"},
		{"two hashes", "a==1" + hash + "\na==1 --hash=sha256:" + reqOther, 2, "differ from requirements.txt:1", "keep one"},
		{"two versions", "a==1" + hash + "\na==2" + hash, 2, "differ from requirements.txt:1", "keep one"},
		{"conflict", "six\n=======\n", 2, "merge conflict", "resolve"},
		{"binary", "six\n\x00\x01", 2, "no text in UTF-8", "UTF-8"},
		{"latin-1", "# caf\xe9\n", 1, "no text in UTF-8", "UTF-8"},
		{"UTF-16 without a mark", "s\x00i\x00x\x00", 1, "no text in UTF-8", "UTF-8"},
		{"UTF-32", "\xff\xfe\x00\x00s\x00\x00\x00", 1, "UTF-32", "UTF-8"},
		{"half a character", "\xff\xfes\x00i", 1, "cut off", "UTF-8"},
		{"too large", strings.Repeat("#", 1<<20+1), 1, "larger than 1 MiB", ""},
		{"space after a backslash", "six\n\nflask \\ \n ==3", 3, "does not continue", "white space"},
		{"Windows path", "-e .\\lib", 1, `\`, "paths with /"},
		{"variable in a host", "-i https://${HOST}/simple", 1, "${HOST} is a variable", "netrc"},
		{"outside", "-e ../lib", 1, "../lib is outside", "project"},
		{"absolute", "/srv/lib", 1, "outside", "project"},
		{"home", "~/lib", 1, "neither", "./folder"},
		{"file URL", "-e file:///srv/lib", 1, "this machine only", "./vendor"},
		{"path with a space", "./my lib", 1, "neither", "without spaces"},
		{"remote include", "-r https://files.example/base.txt", 1, "is not a file of the project", "copy"},
		{"missing include", "six\n-r base.txt", 2, "base.txt does not exist", "create"},
		{"include from above", "-r ../base.txt", 1, "outside", "project"},
		{"itself", "-r requirements.txt", 1, "requirements.txt → requirements.txt", "delete"},
		{"option", "six\n--upgrade", 2, "--upgrade is not an option", "delete"},
		{"short option", "-U", 1, "-U is not an option", "delete"},
		{"abbreviation", "--extra-index https://more.example/simple", 1, "not an option", "write --extra-index-url"},
		{"releases", "--all-releases six", 1, "--all-releases is not supported", "pre-release"},
		{"option without a value", "--index-url", 1, "needs a value", ""},
		{"flag with a value", "--pre=yes", 1, "has no value", ""},
		{"option behind -e", "--pre -e .", 1, "next to --editable", "line of its own"},
		{"-e alone", "-e", 1, "not a requirement", ""},
		{"-e of a package", "-e six==1", 1, "only a folder or a git repository", "delete -e"},
		{"names of formats", "--no-binary a,,b", 1, "not the name of a package", "commas"},
		{"one equals sign", "six=1.0", 1, "not a version specifier", "== instead of ="},
		{"no version", "six==latest", 1, `"latest" cannot stand`, "not a version"},
		{"wildcard", "six>=1.*", 1, `"1.*" cannot stand`, ".* goes with"},
		{"wildcard of a pre-release", "six==1a1.*", 1, `"1a1.*" cannot stand`, ".* follows"},
		{"compatible", "six~=1", 1, "cannot stand", "two numbers"},
		{"marker", "six ; python_version < 3.8", 1, "not an environment marker", `"3.12"`},
		{"marker of locks", "six ; 'dev' in dependency_groups", 1, "not an environment marker", ""},
		{"marker that is too deep", "six ; " + strings.Repeat("(", 200) + "os_name == 'nt'" + strings.Repeat(")", 200), 1, "not an environment marker", ""},
		{"parentheses", "six ; (os_name == 'nt'", 1, "not an environment marker", ""},
		{"extra", "six[a,]", 1, "not the name of an extra", ""},
		{"scp", "a @ git@git.example:org/a.git", 1, "not a URL", "git+ssh://git@host"},
		{"scp in a URL", "a @ git+ssh://git@git.example:org/a.git", 1, "not a URL", "git+ssh://git@host"},
		{"svn", "svn+https://svn.example/a", 1, "no kind of URL", "git+https://"},
		{"no revision", "a @ git+https://git.example/a@", 1, "before or after the @", "commit"},
		{"no archive", "a @ https://files.example/download", 1, "not the URL of a wheel", "git+https://"},
		{"no wheel", "./six.whl", 1, "not the name of a wheel", "six-1.17.0"},
		{"two names", "a @ https://files.example/a.zip#egg=b", 1, "two names, a and b", ""},
		{"subdirectory", "a @ https://files.example/a.zip#subdirectory=../b", 1, "no subdirectory", ""},
		{"index of files", "-i ./packages", 1, "not a URL", ""},
		{"secret in an index", "-i https://bob:hunter2@:x/simple", 1, "is not a URL", ""},
		{"secret without a scheme", "-i bob:hunter2@index.example/simple", 1, "is not a URL", ""},
		{"secret in git", "a @ git+https://hunter2@git.example:org/a", 1, "is not a URL", ""},
		{"secret on a wrong line", "six https://bob:hunter2@x.example", 1, "neither", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseRequirements("requirements.txt", reqFiles(map[string]string{"requirements.txt": tc.text}))
			reqCheckError(t, err, tc.line, tc.message, tc.remedy)
		})
	}
}

func reqCheckError(t *testing.T, err error, line int, message, remedy string) {
	t.Helper()
	var e *Error
	switch {
	case !errors.As(err, &e):
		t.Errorf("error %v, want %q", err, message)
	case e.Line != line || !strings.Contains(e.Message, message) || !strings.Contains(e.Remedy, remedy):
		t.Errorf("line %d: %s; remedy: %s", e.Line, e.Message, e.Remedy)
	case strings.Contains(e.Message+e.Remedy, "hunter2"):
		t.Errorf("a secret is in %q, %q", e.Message, e.Remedy)
	}
}

// TestRequirementsIncludeErrors wants the name of an included file.
func TestRequirementsIncludeErrors(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"missing.txt": "-r in/a.txt", "in/a.txt": "\n-r b.txt",
		"wrong.txt": "-c in/c.txt", "in/c.txt": "six\n\nflask=1",
		"cycle.txt": "-r in/d.txt", "in/d.txt": "-r e.txt", "in/e.txt": "\n-c ../cycle.txt",
		"mixed.txt": "a==1 --hash=sha256:" + reqDigest + "\n-r in/f.txt", "in/f.txt": "# f\nb==1",
		"many.txt": "-r many0.txt",
	}
	for i := range 200 {
		files[fmt.Sprintf("many%d.txt", i)] = fmt.Sprintf("-r many%d.txt", i+1)
	}
	for _, tc := range []struct {
		file     string
		line     int
		included string
		message  string
	}{
		{"nowhere.txt", 0, "", "nowhere.txt does not exist"},
		{"missing.txt", 2, "in/a.txt", "in/b.txt does not exist"},
		{"wrong.txt", 3, "in/c.txt", `"=1" is not a version specifier`},
		{"cycle.txt", 2, "in/e.txt", "cycle.txt includes itself: cycle.txt → in/d.txt → in/e.txt → cycle.txt"},
		{"mixed.txt", 2, "in/f.txt", "b==1 has no hash"},
		{"many.txt", 1, "many98.txt", "more than 100 files are included"},
	} {
		_, err := ParseRequirements(tc.file, reqFiles(files))
		reqCheckError(t, err, tc.line, tc.message, "")
		var e *Error
		if errors.As(err, &e) && e.File != tc.included {
			t.Errorf("%s: the problem is in %q, want %q", tc.file, e.File, tc.included)
		}
	}
}
