package pyproject

// document has the tables of the file that matter here. Values of several types are decoded as any.
type document struct {
	Project         *projectTable    `toml:"project"`
	DependencyGroup map[string][]any `toml:"dependency-groups"`
	BuildSystem     *buildSystem     `toml:"build-system"`
	Tool            toolTables       `toml:"tool"`
}

type projectTable struct {
	Name           string              `toml:"name"`
	Version        string              `toml:"version"`
	Description    string              `toml:"description"`
	RequiresPython string              `toml:"requires-python"`
	License        any                 `toml:"license"`       // a string, or {text = …} or {file = …}
	LicenseFiles   any                 `toml:"license-files"` // a list, or {paths = …} or {globs = …} of PEP 639's drafts
	Readme         any                 `toml:"readme"`        // a string, or {file = …} or {text = …}
	Authors        []person            `toml:"authors"`
	URLs           map[string]string   `toml:"urls"`
	Dynamic        []string            `toml:"dynamic"`
	Dependencies   []string            `toml:"dependencies"`
	Scripts        map[string]string   `toml:"scripts"`
	Extras         map[string][]string `toml:"optional-dependencies"`
}

type person struct {
	Name  string `toml:"name"`
	Email string `toml:"email"`
}

type buildSystem struct {
	Backend  string   `toml:"build-backend"`
	Requires []string `toml:"requires"`
}

type toolTables struct {
	Poetry        *poetry       `toml:"poetry"`
	UV            uv            `toml:"uv"`
	Setuptools    setuptools    `toml:"setuptools"`
	SetuptoolsSCM setuptoolsSCM `toml:"setuptools_scm"`
	Hatch         hatch         `toml:"hatch"`
	PDM           pdm           `toml:"pdm"`
}

type uv struct {
	Package         *bool     `toml:"package"`
	DefaultGroups   any       `toml:"default-groups"` // a list, or "all"
	DevDependencies []string  `toml:"dev-dependencies"`
	Workspace       workspace `toml:"workspace"`
}

type workspace struct {
	Members []string `toml:"members"`
}

type setuptools struct {
	ExtModules []any `toml:"ext-modules"`
}

type setuptoolsSCM struct {
	VersionFile string `toml:"version_file"`
	WriteTo     string `toml:"write_to"`
}

type hatch struct {
	Build struct {
		Hooks   map[string]any `toml:"hooks"`
		Targets struct {
			Wheel struct {
				Hooks map[string]any `toml:"hooks"`
			} `toml:"wheel"`
		} `toml:"targets"`
	} `toml:"build"`
}

type pdm struct {
	Build           map[string]any   `toml:"build"`
	DevDependencies map[string][]any `toml:"dev-dependencies"`
	Distribution    *bool            `toml:"distribution"`
	PackageType     string           `toml:"package-type"` // of older releases: "library" or "application"
}
