package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/moby/patternmatcher"
)

// letIn says whether a selection lets a path through, as BuildKit asks the matcher: folder by folder, from the top.
func letIn(t *testing.T, s Selection, name string) bool {
	t.Helper()
	return (len(s.Include) == 0 || matchedBy(t, s.Include, name)) && !matchedBy(t, s.Exclude, name)
}

func matchedBy(t *testing.T, patterns []string, name string) (matched bool) {
	t.Helper()
	m, err := patternmatcher.New(patterns)
	if err != nil {
		t.Fatal(err)
	}
	var above patternmatcher.MatchInfo
	for i := range len(name) + 1 {
		if i < len(name) && name[i] != '/' {
			continue
		}
		if matched, above, err = m.MatchesUsingParentResults(name[:i], above); err != nil {
			t.Fatal(err)
		}
	}
	return matched
}

func wantIn(t *testing.T, s Selection, want bool, names ...string) {
	t.Helper()
	for _, name := range names {
		if got := letIn(t, s, name); got != want {
			t.Errorf("%s is let in: %t, want %t", name, got, want)
		}
	}
}

// TestDenyList has what must never get into an image without being asked for, and what looks like it and must.
func TestDenyList(t *testing.T) {
	t.Parallel()
	files := appFiles(yamlApp(t, "python: '3.13'"), Facts{})
	wantIn(t, files, false,
		".env", ".env.local", "deploy/.env", "config/prod/.env.production", ".envrc", "server.key", "tls/server.pem", "a/b/store.p12",
		"store.pfx", "store.jks", "vault.kdbx", "id_rsa", ".ssh/config", "home/.ssh/id_ed25519", ".aws/credentials", ".netrc",
		".pypirc", ".docker/config.json", ".kube/config", ".npmrc", "credentials.json", ".git-credentials", ".gnupg/ring",
		".git/HEAD", "vendor/lib/.git/config", ".hg/store", ".gitmodules", ".jj/repo",
		".venv/bin/python", "venv/bin/python", "web/node_modules/x/index.js", "pkg/__pycache__/a.cpython-313.pyc", "pkg/a.pyc",
		"p.egg-info/PKG-INFO", ".tox/py313/log", ".pytest_cache/v", ".mypy_cache/3.13/a.json", ".ruff_cache/x", ".coverage",
		"htmlcov/index.html", ".cache/pip/x", ".terraform/state",
		".idea/workspace.xml", ".vscode/settings.json", "a/.main.py.swp", "main.py~", ".DS_Store", "a/.DS_Store",
		"Dockerfile", "deploy/Dockerfile", "Dockerfile.dev", "dev.Dockerfile", ".dockerignore", "compose.yaml", "docker-compose.yml",
		"compose.prod.yaml", "docker-bake.hcl", ".github/workflows/ci.yml", ".gitlab-ci.yml", "pyapp.yaml",
	)
	wantIn(t, files, true,
		"main.py", "src/app/main.py", "pyproject.toml", "uv.lock", "README.md", "LICENSE", "environment.py", "env.py", "app/env/x.py",
		"keys.py", "key/x.py", "app/credentials.py", "static/app.js", "templates/index.html", ".streamlit/config.toml", "venvs.py",
		"git/helpers.py", "app/cache/x.py", "docker/entry.sh", "compose.py", "data/model.bin", "alembic.ini", "app/id.py",
	)
}

// TestIncludeByName lets single files back in; patterns with wildcards do not.
func TestIncludeByName(t *testing.T) {
	t.Parallel()
	byName := appFiles(yamlApp(t, "files: {include: ['**', certs/ca.pem, .env.example]}"), Facts{})
	wantIn(t, byName, true, "certs/ca.pem", ".env.example", "main.py")
	wantIn(t, byName, false, "certs/server.pem", ".env", "ca.pem", "other/certs/ca.pem")

	byPattern := appFiles(yamlApp(t, "files: {include: ['**', 'certs/*.pem']}"), Facts{})
	wantIn(t, byPattern, false, "certs/ca.pem")
}

// TestIncludeFolder names a folder, and means what may be in an image of it.
func TestIncludeFolder(t *testing.T) {
	t.Parallel()
	files := appFiles(yamlApp(t, "files: {include: [src, LICENSE]}"), Facts{})
	wantIn(t, files, true, "src/main.py", "src/shop/web.py", "LICENSE")
	wantIn(t, files, false, "src/.env", "src/a/server.key", "src/a/__pycache__/b.pyc", "README.md", "tests/test_app.py")
}

// TestIncludeIgnored names what .dockerignore keeps out: a folder stays out, and nothing secret comes in with it.
func TestIncludeIgnored(t *testing.T) {
	t.Parallel()
	files := appFiles(yamlApp(t, "files: {include: [src, node_modules, certs/ca.pem]}"), Facts{Ignore: []string{"*"}})
	wantIn(t, files, true, "certs/ca.pem", "node_modules/a/index.js")
	wantIn(t, files, false, "src/.env", "src/a/.env", "src/main.py", "node_modules/.env", "certs/other.pem")
}

// TestIgnoreFile wants .dockerignore to keep out more, and never less.
func TestIgnoreFile(t *testing.T) {
	t.Parallel()
	files := appFiles(yamlApp(t, "python: '3.13'"), Facts{Ignore: []string{"docs", "*.md", "!README.md", "!.env", "!**/*.key", "!.git"}})
	wantIn(t, files, false, "docs/index.txt", "NOTES.md", ".env", "server.key", "tls/server.key", ".git/HEAD")
	wantIn(t, files, true, "README.md", "main.py")
}

// TestExcludeCannotLetIn is the same for files.exclude.
func TestExcludeCannotLetIn(t *testing.T) {
	t.Parallel()
	files := appFiles(yamlApp(t, "files: {exclude: [tests, 'docs/**', '!docs/used.txt', '!.env']}"), Facts{})
	wantIn(t, files, false, "tests/test_app.py", "docs/other.txt", ".env")
	wantIn(t, files, true, "docs/used.txt", "main.py", "src/tests.py")
}

func TestDeniedNames(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "files: {include: ['**', tls/ca.pem]}")
	got := NamesOf(app, []string{"tls/server.key", ".ssh/id_rsa", ".ssh", ".env", "tls/ca.pem", "main.py", ".ssh/config"})
	if want := []string{".env", ".ssh", "tls/server.key"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := NamesOf(yamlApp(t, "files: {include: [src]}"), []string{"src/.env"}); !slices.Equal(got, []string{"src/.env"}) {
		t.Errorf("got %q, and a folder that is included does not let its secrets in", got)
	}
}

// TestNoticedNames wants a word about secrets, and none about what everybody has lying around.
func TestNoticedNames(t *testing.T) {
	t.Parallel()
	noticed := Noticed(yamlApp(t, "project: api"))
	for name, want := range map[string]bool{
		"api/.env": true, "api/tls/server.key": true, ".env": false, "api/.git": false, "api/a/__pycache__": false, "api/main.py": false,
		"api/compose.yaml": false, "api/docker-compose.override.yml": false, "api/Dockerfile.dev": false,
	} {
		if got := matchedBy(t, noticed, name); got != want {
			t.Errorf("%s is noticed: %t, want %t", name, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	t.Parallel()
	if got := shorten([]string{"a", "b"}); got != "a, b" {
		t.Errorf("got %q", got)
	}
	many := strings.Fields(strings.Repeat("x ", shown+3))
	if got, want := shorten(many), strings.Join(many[:shown], ", ")+" and 3 more"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
