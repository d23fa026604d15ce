// Package pyproject reads from a pyproject.toml what a build of the project's image needs to know.
package pyproject

// Script is one entry of [project.scripts]: a command that the installed project provides.
type Script struct {
	Name   string // the command's name
	Target string // the function it calls, as in "app.cli:main"
}

// Project is what a pyproject.toml says, as uv reads it; [Project.As] has what other tools read. Fields that the file leaves
// out are empty.
type Project struct {
	HasProject bool // has a [project] table (PEP 621)

	Name, Version, Description string
	RequiresPython             string   // version specifiers of PEP 440; empty: any version
	License                    string   // SPDX expression (PEP 639) or the text of the older {text = …}; else empty
	LicenseFiles               []string // paths or globs of project.license-files, and the path of the older {file = …}
	Readme                     string   // path of project.readme, given as a string or as {file = …}
	Authors                    []string // "Name <mail>", or what of the two there is
	URLs                       map[string]string
	Dynamic, Dependencies      []string
	Scripts                    []Script // sorted by name

	Extras        []string            // [project.optional-dependencies], sorted, as written
	Groups        []string            // [dependency-groups] (PEP 735), and "dev" for tool.uv.dev-dependencies; sorted, as written
	GroupIncludes map[string][]string // group → the groups that it includes by include-group
	DefaultGroups []string            // tool.uv.default-groups; default: "dev", whether or not it exists
	AllGroups     bool                // tool.uv.default-groups is "all"

	Poetry        bool     // has [tool.poetry]
	BuildBackend  string   // [build-system] build-backend; LegacyBackend when the table lacks the key; empty: no such table
	BuildRequires []string // [build-system] requires
	Package       *bool    // tool.uv.package; nil: not said
	Workspace     []string // tool.uv.workspace members, as globs

	makesFiles bool      // see MakesFiles
	tool       Tool      // see As
	doc        *document // nil: not read from a pyproject.toml
	origin     *Project  // of what As returned: what it was called on
}

// LegacyBackend is what builds a project whose [build-system] names no backend (PEP 517).
const LegacyBackend = "setuptools.build_meta:__legacy__"

// Error is a problem of the TOML text: it does not parse, or a value has the wrong type.
type Error struct {
	Line, Column int // counted from 1; 0: unknown
	Message      string
}

// Error is the message without the position.
func (e *Error) Error() string { return e.Message }

// MakesFiles says whether the build of the project makes or compiles files, so that its source alone is not enough.
func (p *Project) MakesFiles() bool { return p.makesFiles }
