package plan

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// ScriptOf is the Python file that a command runs, relative to the project's folder; empty: it runs something else.
func ScriptOf(args []string) string {
	for i, a := range args {
		if strings.HasSuffix(a, ".py") && !path.IsAbs(a) && !strings.HasPrefix(path.Clean(a), "..") {
			return path.Clean(a)
		}
		if (i > 0 || !isPython(a)) && !strings.HasPrefix(a, "-") {
			return ""
		}
	}
	return ""
}

// LocalSource is a package that a uv.lock takes from the context.
type LocalSource struct {
	Name string // normalised (PEP 503)
	Path string // relative to the project's folder, cleaned
	File bool   // a wheel or source distribution, and not a folder
}

// source is how uv writes where a package comes from, in the lines after its name.
var source = regexp.MustCompile(`(?m)^name = "([^"]+)"\n(?:version = "[^"]*"\n)?source = \{ (editable|virtual|directory|path) = "([^"]+)" \}`)

// LocalSources are the packages of the context in the text of a uv.lock, the project itself included. The text is searched
// and not parsed, because this is done for every build and a lock may be long.
func LocalSources(uvLock string) []LocalSource {
	var out []LocalSource
	for _, m := range source.FindAllStringSubmatch(uvLock, -1) {
		out = append(out, LocalSource{Name: pyproject.NormalizeName(m[1]), Path: path.Clean(m[3]), File: m[2] == "path"})
	}
	return out
}

// MemberManifests are the files besides the project's own that uv reads to compare a lock with, relative to the project's
// folder; patterns among them: a workspace may have members that the lock does not know yet.
func MemberManifests(uvLock string, p *pyproject.Project) []string {
	var out []string
	for _, s := range LocalSources(uvLock) {
		if s.File {
			out = append(out, s.Path)
		} else if s.Path != "." {
			out = append(out, manifestsIn(s.Path)...)
		}
	}
	if p != nil {
		for _, member := range p.Workspace {
			out = append(out, path.Join(member, "pyproject.toml"))
		}
	}
	return unique(out)
}

func manifestsIn(folder string) []string {
	return []string{path.Join(folder, "pyproject.toml"), path.Join(folder, "setup.cfg"), path.Join(folder, "setup.py")}
}

// FindMember is the folder of a member of the workspace, by its name.
func FindMember(files ProjectFiles, name string) (string, spec.Diagnostics) {
	var names []string
	for _, s := range LocalSources(files[string(FormatUV)]) {
		if s.Name == name && !s.File {
			return s.Path, nil
		}
		if !s.File {
			names = append(names, s.Name)
		}
	}
	if len(names) == 0 {
		return "", one(nil, "package", "there is no uv.lock with packages of a workspace", "leave `package` out")
	}
	return "", one(nil, "package", fmt.Sprintf("%s is not in uv.lock, which has %s", name, strings.Join(names, ", ")), spec.DidYouMean(name, names))
}

// LocksAbove are the places of a uv.lock in the folders above a project's, up to the context, nearest first: a member of a
// workspace has no lock of its own.
func LocksAbove(project string) []string {
	var out []string
	for folder, up := path.Clean(project), ".."; folder != "."; folder, up = path.Dir(folder), up+"/.." {
		out = append(out, up+"/"+string(FormatUV))
	}
	return out
}
