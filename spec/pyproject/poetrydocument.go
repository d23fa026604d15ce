package pyproject

// poetry is [tool.poetry]. What Poetry accepts in several types is decoded as any.
type poetry struct {
	Name          string            `toml:"name"`
	Version       string            `toml:"version"`
	Description   string            `toml:"description"`
	License       any               `toml:"license"`
	Readme        any               `toml:"readme"` // a path, or a list of them
	Authors       any               `toml:"authors"`
	Homepage      string            `toml:"homepage"`
	Repository    string            `toml:"repository"`
	Documentation string            `toml:"documentation"`
	URLs          map[string]string `toml:"urls"`

	Scripts         map[string]any         `toml:"scripts"` // a function, or {reference = …, type = "console"}
	Dependencies    map[string]any         `toml:"dependencies"`
	DevDependencies map[string]any         `toml:"dev-dependencies"`
	Extras          map[string]any         `toml:"extras"`
	Group           map[string]poetryGroup `toml:"group"`
	PackageMode     *bool                  `toml:"package-mode"`
	Build           any                    `toml:"build"` // a script's path, or a table with one
}

type poetryGroup struct {
	Optional bool     `toml:"optional"`
	Includes []string `toml:"include-groups"`
}
