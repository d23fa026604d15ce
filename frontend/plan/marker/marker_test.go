package marker_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
)

// reference is testdata/markers.json.
type reference struct {
	Environments []struct {
		Python, Machine string
		Extras, Groups  []string
	}
	Cases []struct {
		Marker string
		Want   []bool // one an environment
		Error  bool
	}
}

func load(t testing.TB) reference {
	t.Helper()
	data, err := os.ReadFile("testdata/markers.json")
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Cases) < 150 || len(r.Environments) < 6 {
		t.Fatalf("only %d markers in %d environments", len(r.Cases), len(r.Environments))
	}
	return r
}

// TestSameAsPackaging wants the answers that Python's packaging gives.
func TestSameAsPackaging(t *testing.T) {
	t.Parallel()
	table := load(t)
	for _, tc := range table.Cases {
		m, err := marker.Parse(tc.Marker)
		if (err != nil) != tc.Error {
			t.Errorf("%s: error %v, want one: %t", tc.Marker, err, tc.Error)
		}
		if err != nil {
			continue
		}
		for i, e := range table.Environments {
			env := marker.Environment{PythonFullVersion: e.Python, Machine: e.Machine, Extras: e.Extras, Groups: e.Groups}
			if got := m.Eval(env); got != tc.Want[i] {
				t.Errorf("%s with %+v: %t, want %t", tc.Marker, env, got, tc.Want[i])
			}
			sameMeaning(t, m, env)
		}
	}
}

func TestEmptyIsTrue(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "  "} {
		m, err := marker.Parse(text)
		if err != nil || !m.Eval(marker.Environment{}) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if !new(marker.Marker).Eval(marker.Environment{}) {
		t.Error("the zero value is not true")
	}
}

// TestSeveralExtras wants `extra` to stand for each of the chosen ones.
func TestSeveralExtras(t *testing.T) {
	t.Parallel()
	env := marker.Environment{PythonFullVersion: "3.13.5", Extras: []string{"PG", "s3_x"}}
	for text, want := range map[string]bool{
		`extra == "pg"`: true, `extra == "s3.x"`: true, `extra == "web"`: false,
		`extra != "pg"`: false, `"web" != extra`: true,
		`extra == "pg" and extra == "s3-x"`: true,
		`extra in "pg web"`:                 true, `extra not in "pg web"`: false,
	} {
		m, err := marker.Parse(text)
		if err != nil || m.Eval(env) != want {
			t.Errorf("%s: want %t (%v)", text, want, err)
		}
	}
}

func TestErrorsSayWhere(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text   string
		offset int
		word   string
	}{
		{`python_version > "3.9" && os_name == "nt"`, 23, "`and`"},
		{`python_version`, 14, "ends"},
		{`python_version > `, 17, "variable"},
		{`python_version => "3"`, 15, "comparison"},
		{`os_name == "a" or pythn == "3"`, 18, "pythn is not"},
		{`os_name == "a" and (os_name == "b"`, 19, "not closed"},
		{`os_name == "a`, 11, "quotes"},
		{`os_name == "a\n"`, 11, "quotes"},
		{`"a" == "b"`, 0, "variable"},
		{`os_name == sys_platform`, 0, "string"},
		{`os_name == "x" or os_name ~= "1.0"`, 18, "versions"},
		{`dependency_groups == "dev"`, 0, "set"},
		{strings.Repeat("(", 10_000), 100, "deep"},
	} {
		_, err := marker.Parse(tc.text)
		var at *marker.SyntaxError
		if !errors.As(err, &at) || at.Offset != tc.offset || !strings.Contains(err.Error(), tc.word) {
			t.Errorf("%.40s: got %v at %+v, want %q at %d", tc.text, err, at, tc.word, tc.offset)
		}
	}
}

// FuzzParse wants an answer or an error of every text, and the same answer of a marker's own text.
func FuzzParse(f *testing.F) {
	for _, tc := range load(f).Cases {
		f.Add(tc.Marker)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := marker.Parse(text)
		if err == nil {
			sameMeaning(t, m, marker.Environment{PythonFullVersion: "3.13.5", Machine: "x86_64", Extras: []string{"pg"}})
			return
		}
		var at *marker.SyntaxError
		if !errors.As(err, &at) || at.Offset < 0 || at.Offset > len(text) {
			t.Errorf("%q: %#v", text, err)
		}
	})
}
