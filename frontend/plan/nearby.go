package plan

import (
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

// searched is a check with what is known where it fails: where a module was looked for, and what was probably meant.
func (t Tree) searched(c EntryCheck) EntryCheck {
	if c.Module == "" {
		if near := nearest(".", c.File, t.names); near != "" && !t.Look(near).Folder {
			c.Meant = spec.DidYouMean(c.File, []string{near})
		}
		return c
	}
	file := strings.ReplaceAll(c.Module, ".", "/")
	var near []string
	for _, root := range t.rootsOf(topModule(c.Module)) {
		c.Looked = append(c.Looked, path.Join(root, file+".py"))
	}
	for _, root := range t.Roots {
		near = append(near, strings.ReplaceAll(nearest(root, file, t.modules), "/", "."))
	}
	c.Meant = spec.DidYouMean(c.Module, near)
	return c
}

// rootsOf are the folders among the roots that have a package, or all that are there where none has it.
func (t Tree) rootsOf(top string) []string {
	var have, there []string
	for _, root := range t.Roots {
		if root == "." || t.Look(root).Folder {
			there = append(there, root)
		}
		if t.Look(path.Join(root, top)).Folder {
			have = append(have, root)
		}
	}
	if len(have) > 0 {
		return have
	}
	return there
}

// nearest is the path below a folder that another most probably means, part for part; empty: none is near. Names are what a folder has.
func nearest(folder, name string, names func(folder string) []string) string {
	first, rest, deeper := strings.Cut(name, "/")
	found := spec.Nearest(first, names(folder))
	if found == "" || !deeper {
		return found
	}
	if rest = nearest(path.Join(folder, found), rest, names); rest == "" {
		return ""
	}
	return found + "/" + rest
}

// names are those of the files and folders in a folder.
func (t Tree) names(folder string) []string {
	var out []string
	for _, name := range t.List(folder) {
		out = append(out, strings.TrimSuffix(name, "/"))
	}
	return out
}

// modules are the names that could be imported from a folder.
func (t Tree) modules(folder string) []string {
	var out []string
	for _, name := range t.List(folder) {
		module, isFolder := strings.CutSuffix(name, "/")
		module, isFile := strings.CutSuffix(module, ".py")
		if (isFolder || isFile) && !slices.Contains(out, module) {
			out = append(out, module)
		}
	}
	return out
}
