package rig

import "testing"

func TestMatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"usr/bin/gcc*", "usr/bin/gcc-14", true},
		{"usr/bin/gcc*", "usr/bin/sub/gcc", false},
		{"**/uv", "uv", true},
		{"**/uv", "app/.venv/bin/uv", true},
		{"**/uv", "app/.venv/bin/uvicorn", false},
		{"app/.git/**", "app/.git/objects/aa/bb", true},
		{"app/.git/**", "app/.github", false},
		{"app/*.py", "app/main_py", false},
	} {
		if got := Match(c.pattern, c.path); got != c.want {
			t.Errorf("Match(%q, %q) = %v, want %v", c.pattern, c.path, got, c.want)
		}
	}
}
