package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Tree is what the checks look at before anything is installed.
type Tree struct {
	Look     func(name string) Found      // what is known of a path relative to the working directory
	Roots    []string                     // folders, relative to it, that modules are imported from
	List     func(folder string) []string // names in a folder relative to it, with a slash behind those of folders; none: there is no such folder
	Locked   bool                         // whether anything is installed that could bring others
	Anywhere bool                         // modules may lie where nobody looks for them here
}

// ModuleRoots are the folders that modules of the application are imported from, relative to the working directory: that
// folder itself, and those of the packages that are installed from source.
func ModuleRoots(firstParty []FirstParty) []string {
	out := []string{".", "src"}
	for _, fp := range firstParty {
		out = append(out, fp.Folder, path.Join(fp.Folder, "src"))
	}
	return unique(out)
}

// ModulesAnywhere says whether modules may lie elsewhere: PYTHONPATH may name any folder, and so may a package whose modules
// are not where its name says.
func ModulesAnywhere(app *spec.App, firstParty []FirstParty, look func(string) Found) bool {
	return slices.ContainsFunc(app.Env, func(v spec.EnvVar) bool { return v.Name == "PYTHONPATH" }) ||
		slices.ContainsFunc(firstParty, func(fp FirstParty) bool { return !fp.usualLayout(look) })
}

// usualLayout says whether a package has the module of its own name where build tools look for it by default.
func (fp FirstParty) usualLayout(look func(string) Found) bool {
	module := strings.ReplaceAll(pyproject.NormalizeName(fp.Manifest.Name), "-", "_")
	return moduleExists(path.Join(fp.Folder, module), look) || moduleExists(path.Join(fp.Folder, "src", module), look)
}

// RunEntryChecks answers with what the application lacks for its command, and with the checks that can only be made when
// the dependencies are installed.
func RunEntryChecks(app *spec.App, tree Tree) (problems spec.Diagnostics, later []EntryCheck) {
	tree.Look = withOutputs(app, tree.Look)
	for _, c := range EntryChecks(app) {
		switch {
		case c.Module == "":
			problems = append(problems, c.runFile(app, tree)...)
			if c.Exec {
				c.Interpreter = tree.Look(c.File).Interpreter
			}
			if c.Interpreter != "" {
				later = append(later, c)
			}
		case tree.has(c.Module) || tree.Anywhere:
		case meantSubmodule(c.Module) != "" && !tree.has(topModule(c.Module)):
			problems = append(problems, one(app, c.Key, "the standard library has no module "+c.Module, fmt.Sprintf("did you mean %q?", meantSubmodule(c.Module)))...)
		case c.Program || tree.Locked && !tree.owns(c.Module):
			later = append(later, tree.searched(c))
		default:
			c = tree.searched(c)
			problems = append(problems, one(app, c.Key, c.missingModule(), elseKept(c.Meant, "it"))...)
		}
	}
	return problems, later
}

func (c EntryCheck) runFile(app *spec.App, tree Tree) spec.Diagnostics {
	found := tree.Look(c.File)
	switch {
	case !found.Exists:
		return one(app, c.Key, fmt.Sprintf("there is no file %s in the application", c.File), elseKept(tree.searched(c).Meant, c.File))
	case c.Exec && !found.Executable:
		return one(app, c.Key, c.File+" is not executable", "run `chmod +x "+c.File+"`")
	}
	return nil
}

// elseKept is what to do about something that is not there, after what was probably meant.
func elseKept(meant, name string) string {
	otherwise := "create it, or see whether .dockerignore or files.exclude keeps " + name + " out"
	if meant != "" {
		return meant + " Else " + otherwise
	}
	return otherwise
}

// missingModule names the first of the files that were looked for.
func (c EntryCheck) missingModule() string {
	const most = 3
	looked := strings.Join(c.Looked[:min(most, len(c.Looked))], ", ")
	if len(c.Looked) > most {
		looked += fmt.Sprintf(" and %d more", len(c.Looked)-most)
	}
	return fmt.Sprintf("there is no module %s in the application (no %s)", c.Module, looked)
}

// topModule is the first name of a module's.
func topModule(module string) string {
	first, _, _ := strings.Cut(module, ".")
	return first
}

// has looks for a module where Python would.
func (t Tree) has(module string) bool {
	file := strings.ReplaceAll(module, ".", "/")
	return slices.ContainsFunc(t.Roots, func(root string) bool { return moduleExists(path.Join(root, file), t.Look) })
}

// owns says whether a module is meant to be one of the application's: it has the package, or one of almost the same name.
func (t Tree) owns(module string) bool {
	first := topModule(module)
	return slices.ContainsFunc(t.Roots, func(root string) bool { return spec.Nearest(first, t.modules(root)) != "" })
}

func moduleExists(base string, look func(string) Found) bool {
	return look(base+".py").Exists || look(base).Folder
}
