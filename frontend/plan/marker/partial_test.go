package marker_test

import (
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
)

func parsed(t testing.TB, text string) *marker.Marker {
	t.Helper()
	m, err := marker.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return m
}

func TestCanonicalText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"  ":                        "",
		"os.name=='nt'":             `os_name == "nt"`,
		"python_implementation!=''": `platform_python_implementation != ""`,
		`'it"s' in os_name`:         `'it"s' in os_name`,
		"'x'not \t in os_name":      `"x" not in os_name`,
		"(((os_name=='a')))":        `os_name == "a"`,
		"os_name=='a' or (os_name=='b' and os_name=='c')":                   `os_name == "a" or os_name == "b" and os_name == "c"`,
		"os_name=='a' and (os_name=='b' and (os_name=='c'or os_name=='d'))": `os_name == "a" and os_name == "b" and (os_name == "c" or os_name == "d")`,
		"os_name=='a' or os_name=='b' or os.name == \"a\"":                  `os_name == "a" or os_name == "b"`,
		"'x' in extras": `"x" in extras`,
		strings.Repeat("(", 100) + "os_name=='a'" + strings.Repeat(")", 100): `os_name == "a"`,
	} {
		if got := parsed(t, text).String(); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestWhatIsLeftOnLinux(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                        "",
		`sys_platform == "win32"`: "never",
		`"win" in sys_platform`:   "never",
		`os_name == "posix"`:      "",
		`os.name == "nt" or python_version < "3.12"`:                                  `python_version < "3.12"`,
		`os_name == "nt" and python_version < "3.12"`:                                 "never",
		`python_version < "3.12" and (os_name == "nt" or platform_machine == "x")`:    `python_version < "3.12" and platform_machine == "x"`,
		`python_version < "3.12" and (os_name == "posix" or platform_machine == "x")`: `python_version < "3.12"`,
		`extra == "a"`: `extra == "a"`,
	} {
		m := parsed(t, text).Given(marker.Environment{}, "os_name", "sys_platform")
		got := m.String()
		if m.IsNever() {
			got = "never"
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestAny(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		want  string
		texts []string
	}{
		{"", []string{`os_name == "a"`, ""}},
		{`os_name == "a"`, []string{"os_name == 'a'", `os_name=="a"`}},
		{`os_name == "a" or os_name == "b" or os_name == "c"`, []string{`os_name == "a" or os_name == "b"`, `os_name == "b" or os_name == "c"`}},
		{`os_name == "a" and os_name == "b" or os_name == "c"`, []string{`os_name == "a" and os_name == "b"`, `os_name == "c"`}},
	} {
		var all []*marker.Marker
		for _, text := range tc.texts {
			all = append(all, parsed(t, text))
		}
		if got := marker.Any(all...); got.String() != tc.want || got.IsNever() {
			t.Errorf("%s: got %s", tc.texts, got)
		}
	}
}

// TestNever wants a text of what is never true that others do not read as what is always true.
func TestNever(t *testing.T) {
	t.Parallel()
	never := marker.Any()
	if env := (marker.Environment{PythonFullVersion: "3.13.5"}); never.Eval(env) || parsed(t, never.String()).Eval(env) {
		t.Errorf("%q is true", never)
	}
	if !never.IsNever() || new(marker.Marker).IsNever() || marker.Any(never, parsed(t, "os_name == 'a'")).IsNever() {
		t.Error("wrong about what is never true")
	}
}

func TestUses(t *testing.T) {
	t.Parallel()
	m := parsed(t, `os.name == "a" and ("x" in extras or python_version < "3")`)
	if !m.Uses("extra", "extras") || !m.Uses("os_name") || m.Uses("extra", "x", "os.name") || new(marker.Marker).Uses("extra") {
		t.Error("wrong about what is used")
	}
}

// sameMeaning wants a marker's text, and what is left of it where all is known, to say what it says.
func sameMeaning(t *testing.T, m *marker.Marker, env marker.Environment) {
	t.Helper()
	text, want := m.String(), m.Eval(env)
	again := parsed(t, text)
	if got := again.Eval(env); got != want || again.String() != text {
		t.Errorf("%s with %+v: %t, want %t, as %s", text, env, got, want, again)
	}
	if left := m.Given(env, variables...); left.IsNever() == want || want && left.String() != "" {
		t.Errorf("%s with %+v: left is %q, want %t", text, env, left, want)
	}
	if half := m.Given(env, variables[:6]...); half.Uses(variables[:6]...) || half.Eval(env) != want {
		t.Errorf("%s with %+v: left is %q, want %t", text, env, half, want)
	}
}

var variables = []string{"extra", "python_version", "os_name", "sys_platform", "platform_machine", "extras",
	"python_full_version", "dependency_groups", "platform_system", "platform_version", "platform_release",
	"platform_python_implementation", "implementation_name", "implementation_version"}
