package plan

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

// Found is what is known of a path of the application.
type Found struct {
	Exists, Folder, Executable bool

	Interpreter string // the program that an executable script names on its first line; empty: it is no such script
}

// EntryCheck is something that the command of an image needs the application to have.
type EntryCheck struct {
	Key    string // of the spec file, that names it: an item of a list where it is one
	File   string // path relative to the project; empty: it is a module
	Module string // dotted name; empty: it is a file
	Exec   bool   // the file is run itself, so it has to be executable
	// Program means that the module is run, as by -m. It may be one of the standard library.
	Program bool
	// Interpreter is the program that File names on its first line, which the image has to have. Empty: none, or not known.
	Interpreter string
	// Looked are the files that the module would be, relative to the project, where it was looked for and not found.
	Looked []string
	// Meant is the suggestion of what is nearest in the application; empty: nothing is near.
	Meant string
}

// attribute is an application as servers name it: a module and what to take of it.
var attribute = regexp.MustCompile(`^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):[A-Za-z_][\w.]*(\(\))?$`)

// EntryChecks are the checks for a spec's command. What cannot be told for sure is left out, because no good image may
// be refused.
func EntryChecks(app *spec.App) []EntryCheck {
	var out []EntryCheck
	args := argv(app)
	if len(args) == 0 {
		return nil
	}
	switch {
	case isPython(args[0]):
		out = append(out, pythonChecks(app, args)...)
	case strings.Contains(args[0], "/"):
		out = append(out, scriptCheck(app, keyOf(app, 0), args[0], true)...)
	}
	if _, ok := servers[program(args)]; ok && !slices.ContainsFunc(args, movesFolder) {
		out = append(out, serverChecks(app, args)...)
	}
	if p := program(args); p == "celery" || p == "flask" {
		out = append(out, appChecks(app, args)...)
	}
	return out
}

var dotted = regexp.MustCompile(`^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$`)

// appChecks are for the options by which celery and flask are told of the application. What they name may be an attribute
// of a module, so only the first part has to be there.
func appChecks(app *spec.App, args []string) []EntryCheck {
	for i, a := range args {
		name, value, joined := strings.Cut(a, "=")
		if !slices.Contains([]string{"-A", "--app"}, name) {
			continue
		}
		if !joined && i+1 < len(args) {
			i, value = i+1, args[i+1]
		}
		value, _, _ = strings.Cut(value, ":")
		if first, _, _ := strings.Cut(value, "."); dotted.MatchString(value) && !strings.HasSuffix(value, ".py") {
			return []EntryCheck{{Key: keyOf(app, i), Module: first}}
		}
	}
	return nil
}

// keyOf is the key that an argument of the whole command comes from: its item of a list, or that of the command line that it is in.
func keyOf(app *spec.App, i int) string {
	key := "entrypoint"
	if i >= len(app.Entrypoint) {
		key, i = "command", i-len(app.Entrypoint)
	}
	item := fmt.Sprintf("%s[%d]", key, i)
	if _, ok := app.Ranges[app.Path(item)]; ok {
		return item
	}
	return key
}

// entryKey is the key that says what is run.
func entryKey(app *spec.App) string {
	if len(app.Entrypoint) > 0 {
		return "entrypoint"
	}
	return "command"
}

// movesFolder recognises options by which a server looks for modules elsewhere.
func movesFolder(arg string) bool {
	name, _, _ := strings.Cut(arg, "=")
	return slices.Contains([]string{"--app-dir", "--chdir", "--working-dir", "--workdir", "--pythonpath"}, name)
}

func pythonChecks(app *spec.App, args []string) []EntryCheck {
	if module := moduleOf(args[1:]); dotted.MatchString(module) {
		return []EntryCheck{{Key: keyOf(app, slices.Index(args, "-m")+1), Module: module, Program: true}}
	}
	for i, a := range args[1:] {
		if strings.HasSuffix(a, ".py") {
			return scriptCheck(app, keyOf(app, i+1), a, false)
		}
		if !strings.HasPrefix(a, "-") || a == "-c" {
			return nil
		}
	}
	return nil
}

func scriptCheck(app *spec.App, key, name string, run bool) []EntryCheck {
	if !path.IsAbs(name) {
		name = path.Join(app.Workdir, name)
	}
	rel, inside := strings.CutPrefix(path.Clean(name), app.Workdir+"/")
	if !inside || strings.HasPrefix(path.Clean(name), Venv+"/") {
		return nil
	}
	return []EntryCheck{{Key: key, File: rel, Exec: run}}
}

func serverChecks(app *spec.App, args []string) []EntryCheck {
	for i, a := range args {
		m := attribute.FindStringSubmatch(a)
		if m == nil || i > 0 && takesValue(args[i-1]) {
			continue
		}
		return []EntryCheck{{Key: keyOf(app, i), Module: m[1]}}
	}
	return nil
}

// flags are the options of servers that take no value.
var flags = []string{"--reload", "--factory", "--preload", "--proxy-headers", "--no-proxy-headers", "--no-access-log", "--access-log"}

// takesValue says whether the argument after this one may be its value.
func takesValue(arg string) bool {
	return strings.HasPrefix(arg, "-") && !strings.Contains(arg, "=") && !slices.Contains(flags, arg)
}
