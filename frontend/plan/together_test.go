package plan

import (
	"reflect"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
)

// TestLearnTogether ties packages of different groups that bring the same path.
func TestLearnTogether(t *testing.T) {
	t.Parallel()
	type env = map[string][]string
	for name, tc := range map[string]struct {
		known  [][]string
		groups []env
		want   [][]string
	}{
		"nothing":               {nil, []env{{"a": {"lib/a"}}, {"b": {"lib/b", "lib/ab"}}}, nil},
		"same file":             {nil, []env{{"b": {"bin/run"}}, {"a": {"bin/run"}}}, [][]string{{"a", "b"}}},
		"below a folder":        {nil, []env{{"a": {"lib/x"}}, {"b": {"lib/x/y/z"}}}, [][]string{{"a", "b"}}},
		"above, in another one": {nil, []env{{"a": {"lib/x/y/z"}}, {"b": {"lib/x"}}}, [][]string{{"a", "b"}}},
		"in one group":          {nil, []env{{"a": {"lib/x"}, "b": {"lib/x"}}}, nil},
		"three by two paths":    {nil, []env{{"c": {"lib/x"}}, {"b": {"lib/x", "lib/y"}}, {"a": {"lib/y"}}}, [][]string{{"a", "b", "c"}}},
		"more than known":       {[][]string{{"a", "d"}, {"b", "e"}}, []env{{"e": {"lib/x"}}, {"d": {"lib/x"}}}, [][]string{{"a", "b", "d", "e"}}},
		"two pairs":             {nil, []env{{"d": {"1"}, "b": {"2"}}, {"a": {"2"}, "c": {"1"}}}, [][]string{{"a", "b"}, {"c", "d"}}},
		"as known":              {[][]string{{"a", "b"}}, []env{{"a": {"lib/x"}, "b": {"lib/x"}}}, [][]string{{"a", "b"}}},
		"absolute and outside":  {nil, []env{{"a": {"/x", "../y"}}, {"b": {"/x/y", "../z"}}}, [][]string{{"a", "b"}}},
	} {
		p := &Plan{Deps: make([]Group, len(tc.groups))}
		var environments []libs.Environment
		for _, claims := range tc.groups {
			environments = append(environments, libs.Environment{Claims: claims})
		}
		environments = append(environments, libs.Environment{Claims: env{"built": {"lib", "bin"}}}) // is no group
		got, problems := Learn(p, Learned{Together: tc.known}, environments, libs.System{})
		if !reflect.DeepEqual(got.Together, tc.want) || len(problems) > 0 {
			t.Errorf("%s: got %q, %v, want %q", name, got.Together, problems, tc.want)
		}
	}
}
