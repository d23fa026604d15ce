package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/org/pyapp-frontend/spec"
)

// Denied are the patterns of what no image should hold, in the syntax of .dockerignore. They come after the project's
// own .dockerignore, so that a `!` there does not bring a secret back. A file that is named in full in `files.include`
// is let through.
var Denied = []string{
	// secrets
	"**/.[eE][nN][vV]*", "**/*.[eE][nN][vV]", "**/*.[kK][eE][yY]", "**/*.[pP][eE][mM]", "**/*.p12", "**/*.pfx", "**/*.p8",
	"**/*.ppk", "**/*.jks", "**/*.keystore", "**/*.kdbx", "**/[iI][dD]_[rR][sS][aA]*", "**/id_dsa*", "**/id_ecdsa*", "**/id_ed25519*",
	"**/.ssh", "**/.aws", "**/.gnupg", "**/.netrc", "**/.pypirc", "**/.pgpass", "**/.htpasswd", "**/.docker", "**/.kube",
	"**/.npmrc", "**/pip.conf", "**/.dockercfg", "**/kubeconfig", "**/.vault-token", "**/credentials.json", "**/service-account*.json", "**/.git-credentials", "**/.direnv",
	"**/.streamlit/secrets.toml", "**/terraform.tfstate*", "**/*.tfvars",
	"**/secrets.yaml", "**/secrets.yml", "**/secrets.toml", "**/secrets.json", "**/.*_history",
	// history of the sources
	"**/.git", "**/.hg", "**/.svn", "**/.gitmodules", "**/.jj",
	// environments, caches and build results
	"**/.venv", "**/venv", "**/node_modules", "**/__pycache__", "**/*.pyc", "**/*.pyo", "**/*.egg-info", "**/.eggs",
	"**/.tox", "**/.nox", "**/.pytest_cache", "**/.mypy_cache", "**/.ruff_cache", "**/.hypothesis", "**/.ipynb_checkpoints",
	"**/.coverage", "**/.coverage.*", "**/htmlcov", "**/.cache", "**/.uv-cache", "**/.terraform",
	// editors and operating systems
	"**/.idea", "**/.vscode", "**/*.swp", "**/*~", "**/.DS_Store", "**/Thumbs.db", "**/.devcontainer",
	"**/.zed",
	// what describes images and pipelines
	"**/Dockerfile", "**/Dockerfile.*", "**/*.Dockerfile", "**/Containerfile", "**/.dockerignore", "**/*.dockerignore", "**/compose.yaml",
	"**/compose.yml", "**/compose.*.yaml", "**/compose.*.yml", "**/docker-compose*.yml", "**/docker-compose*.yaml",
	"**/pyapp.yaml", "**/pyapp.yml", "**/docker-bake.hcl", "**/docker-bake.json", "**/.github", "**/.gitlab-ci.yml",
}

// quiet are denied without a word: nobody expects them in an image.
var quiet = []string{
	"**/.git", "**/__pycache__", "**/*.pyc", "**/*.pyo", "**/.dockerignore", "**/*.dockerignore", "**/.venv", "**/.DS_Store",
	"**/Dockerfile", "**/.github", "**/pyapp.yaml", "**/pyapp.yml",
	"**/.pytest_cache", "**/.mypy_cache", "**/.ruff_cache", "**/.hypothesis", "**/.tox", "**/.nox", "**/.coverage", "**/.coverage.*",
	"**/htmlcov", "**/.cache", "**/*.egg-info", "**/.idea", "**/.vscode",
	"**/Dockerfile.*", "**/*.Dockerfile", "**/Containerfile", "**/compose.yaml", "**/compose.yml", "**/compose.*.yaml", "**/compose.*.yml",
	"**/docker-compose*.yml", "**/docker-compose*.yaml", "**/docker-bake.hcl", "**/docker-bake.json", "**/.gitlab-ci.yml",
}

// Noticed are the patterns whose matches are worth a word to the user, relative to the context.
func Noticed(app *spec.App) []string {
	var out []string
	for _, p := range Denied {
		if !slices.Contains(quiet, p) {
			out = append(out, inFolder(app.Project, p))
		}
	}
	return out
}

// Unnoticed are the patterns of what need not be looked at for it: what nobody expects in an image, and whatever is in
// folders that are denied as a whole.
func Unnoticed() []string {
	return append([]string{"**/node_modules/**", "**/venv/**", "**/.tox/**", "**/.nox/**"}, quiet...)
}

// NamesOf are those of the paths that the deny list keeps out, each folder in place of what is in it.
func NamesOf(app *spec.App, paths []string) []string {
	list := NewMatcher(Selection{Exclude: excludes(app, nil)})
	var out []string
	for _, p := range slices.Sorted(slices.Values(paths)) {
		inside := len(out) > 0 && strings.HasPrefix(p, out[len(out)-1]+"/")
		if !inside && !list.Keeps(p) {
			out = append(out, p)
		}
	}
	return out
}

// WarnDenied names what was kept out of the image, which is not nothing.
func WarnDenied(app *spec.App, names []string) spec.Diagnostic {
	first := strings.TrimPrefix(names[0], strings.TrimPrefix(app.Project+"/", "./"))
	return warning(app, ruleDeniedFiles, "files", "kept out of the image: "+shorten(names),
		"write "+pastedFiles(app, first)+" for one that the application needs, or name them in .dockerignore")[0]
}

// shown is how many names a warning lists in its first line.
const shown = 30

// shorten lists the first of some names, and how many more there are.
func shorten(names []string) string {
	if len(names) <= shown {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:shown], ", "), len(names)-shown)
}

// excludes is the whole deny list of a build, relative to the context: the project's ignore file, then what the spec
// excludes, then the built-in list, then what the spec lets through by its full name.
func excludes(app *spec.App, ignore []string) []string {
	out := slices.Clone(ignore)
	for _, p := range app.Files.Exclude {
		out = append(out, inFolder(app.Project, p))
	}
	return slices.Concat(out, Denied, exceptions(app.Project, app.Files.Include))
}

// exceptions let through what the deny list matches and the spec includes by its full name. Inside a folder that is let
// through the list holds all the same.
func exceptions(folder string, include []string) []string {
	var out []string
	for _, p := range include {
		name := inFolder(folder, p)
		if !literal(p) || !denied(name) {
			continue
		}
		out = append(out, "!"+name)
		for _, pattern := range Denied {
			out = append(out, path.Join(name, pattern))
		}
	}
	return out
}

// denied says whether the built-in list matches a path.
func denied(name string) bool {
	matched, err := patternmatcher.MatchesOrParentMatches(name, Denied)
	return err == nil && matched
}

func includes(app *spec.App, patterns []string) []string {
	if slices.Contains(patterns, "**") || len(patterns) == 0 {
		return onlyFolder(app.Project)
	}
	out := make([]string, 0, len(patterns))
	for _, p := range patterns {
		out = append(out, inFolder(app.Project, p))
	}
	return out
}

// onlyFolder keeps what lies outside the project's folder from being sent at all.
func onlyFolder(folder string) []string {
	if folder == "." {
		return nil
	}
	return []string{folder}
}

func inFolder(folder, pattern string) string {
	not := strings.HasPrefix(pattern, "!")
	joined := path.Join(folder, strings.TrimPrefix(pattern, "!"))
	if not {
		return "!" + joined
	}
	return joined
}

func literal(pattern string) bool { return !strings.ContainsAny(pattern, `*?[\!`) }
