package lock_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/frontend/plan/wheel"
)

// calledSo are the names of the files in a fragment.
var calledSo = regexp.MustCompile(`name = "([^"]+\.whl)"`)

// anyTags are the names that the wheels of a lock get for a machine that an installer has no word for.
func anyTags(t *testing.T, text, machine string) (names []string, fragment string) {
	t.Helper()
	fragment = lock.Fragment(chosen(t, parsed(t, text), target("3.13", machine)), lock.FragmentOptions{AnyTags: true})
	for _, m := range calledSo.FindAllStringSubmatch(fragment, -1) {
		names = append(names, m[1])
	}
	return names, fragment
}

// TestAnyTags wants names that fit everywhere, tell one file from another, and leave the file what it is.
func TestAnyTags(t *testing.T) {
	t.Parallel()
	const text = `lock-version = "1.0"
[[packages]]
name = "fast"
version = "1.0+cpu"
wheels = [
  { url = "https://files.example/fast-1.0%2Bcpu-cp313-cp313-manylinux_2_17_s390x.whl", size = 7, hashes = { sha256 = "ab" } },
  { url = "https://files.example/fast-1.0%2Bcpu-cp313-cp313-manylinux_2_17_ppc64le.whl", hashes = { sha256 = "cd" } },
]
[[packages]]
name = "near"
version = "2"
archive = { path = "near-2-py3-none-linux_s390x.whl", hashes = { sha256 = "ef" } }
marker = "platform_machine == 's390x'"
[[packages]]
name = "pure"
version = "3"
wheels = [{ url = "https://files.example/pure-3-py3-none-any.whl", hashes = { sha256 = "01" } }]
`
	here, fragment := anyTags(t, text, "s390x")
	there, _ := anyTags(t, text, "ppc64le")
	if len(here) != 3 || len(there) != 2 || here[2] != "pure-3-py3-none-any.whl" {
		t.Fatalf("got %q and %q", here, there)
	}
	for _, name := range append(here, there...) {
		if n, err := wheel.ParseName(name); err != nil || !wheel.Pure(name) || (n.Build == "") != (n.Distribution == "pure") {
			t.Errorf("%s is no wheel for any platform: %+v, %v", name, n, err)
		}
	}
	if here[0] == there[0] || !strings.HasPrefix(here[0], "fast-1.0+cpu-0") {
		t.Errorf("the files of two machines are called %q and %q", here[0], there[0])
	}
	for _, want := range []string{
		`fast-1.0%2Bcpu-cp313-cp313-manylinux_2_17_s390x.whl", size = 7, hashes = { sha256 = "ab" }`,
		`wheels = [{ name = "near-2-0`, `path = "near-2-py3-none-linux_s390x.whl", hashes = { sha256 = "ef" }`,
	} {
		if !strings.Contains(fragment, want) {
			t.Errorf("the fragment has no %s:\n%s", want, fragment)
		}
	}
}
