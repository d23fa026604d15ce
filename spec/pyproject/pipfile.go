package pyproject

import (
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// ParsePipfile reads the text of a Pipfile. Its categories are groups: dev-packages is "dev", others have their own names,
// and packages is none, because it is always installed. Pipenv installs no group by default. RequiresPython comes from
// [requires]. An error is always an *Error.
func ParsePipfile(data []byte) (*Project, error) {
	var doc struct {
		Requires struct {
			PythonVersion     string `toml:"python_version"`
			PythonFullVersion string `toml:"python_full_version"`
		} `toml:"requires"`
	}
	var tables map[string]any
	if err := toml.Unmarshal(data, &doc); err != nil {
		return nil, asError(err)
	}
	if err := toml.Unmarshal(data, &tables); err != nil {
		return nil, asError(err)
	}
	p := &Project{tool: ToolPipenv, GroupIncludes: map[string][]string{}, Groups: categories(tables)}
	switch {
	case doc.Requires.PythonFullVersion != "":
		p.RequiresPython = "==" + doc.Requires.PythonFullVersion
	case doc.Requires.PythonVersion != "":
		p.RequiresPython = strings.Join(clause("", doc.Requires.PythonVersion), ",")
	}
	return p, nil
}

// categories are the Pipfile's tables of packages, as groups.
func categories(tables map[string]any) []string {
	var out []string
	for name, table := range tables {
		if _, ok := table.(map[string]any); !ok || slices.Contains([]string{"packages", "requires", "scripts", "pipfile", "pipenv"}, name) {
			continue
		}
		if name == "dev-packages" {
			name = "dev"
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
